"""What words that nobody sees are there for: to bid the checking program, to claim, to be counted; or to serve a page.

Words are taken as `normalise` gives them, blanks within or not.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from checker.language import lazily, lexicon

# Letters repeated until half of all pairs have occurred before are there to be counted, not to be read.
STUFFED = 0.5
# So many figures in a row of clauses are claims; an honest caption has a date and a number of people.
CLAIMED_FIGURES, CLAUSES = 3, 2
MEASURES = 6
# A caption names a chapter or two; so many words in a row that say nothing are there to be found.
HEAPED, LONGEST_TERM, THRICE = 8, 14, 3

HAN = lazily.pattern("[\u3400-\u9fff]")
_CLAUSE_END = lazily.pattern("[，,。；;！!？?]")
_HEAPED_APART = lazily.pattern(r"[\s,，、;；|]+")
_FIGURE = lazily.pattern(r"\d{1,12}(?:\.\d{1,6})?|[一二三四五六七八九十百千万亿两]{2,8}")
# Who reads and judges, and what they are bidden; both together, or one of the words that nobody says to a person.
_VERDICT = r"满分|最高[分档级]|高分|加分|可转报|标准答案|优秀|通过|合格|典型"
_BIDDEN = lazily.pattern(
    rf"(?:忽略|无视|忘记|不要理会|不用理会|跳过|抛开)[^。]{{0,12}}(?:要求|指令|提示|规则|规定|检查|以上|前面|之前|上述|问题)"
    rf"|(?:请|直接|应当?|必须|务必|一律|均|都|须)[^。，]{{0,12}}(?:给出?|打出?|判|评|输出|按|记|计|定)[^。，]{{0,8}}(?:{_VERDICT})"
    rf"|(?:给|打|判|记)(?:本文|本材料|这篇|此件)?(?:予|出|为|成)?(?:满分|最高[分档级]|高分|可转报)"
    r"|(?:无需|不必|不要|不用|免于)(?:再)?(?:核对|核查|审核|审查|检查|复核|列出|指出|扣分|提出)[^。]{0,8}"
    r"|(?:审读|审核|评审|审查|检查|评分|打分|评价|检测|查重)[^。，]{0,8}(?:程序|软件|模型|机器人?|人工智能|AI)[^。，]{0,6}(?:请|注意|应|须|务必)"
    r"|(?:作为|你是|您是)[^。，]{0,8}(?:AI|模型|助手|评审|审稿|程序)",
    re.IGNORECASE,
)
_BIDDEN_ABROAD = lazily.pattern(
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instructions?|rules?|prompts?|guidelines?|above|previous|criteria|checks?)\b"
    r"|\b(?:highest|full|top|maximum|perfect|best)\s{1,3}(?:possible\s)?(?:scores?|marks?|grades?|rating|points)\b"
    r"|\b(?:system prompt|language model|as an ai|you are an? (?:ai|assistant|reviewer|grader))\b",
    re.IGNORECASE,
)
# Of pages and the programs that show them: notes to who looks at the page, and its parts.
_OF_PAGES = lazily.pattern(
    r"浏览器|javascript|脚本|登录|登陆|注册|验证码|密码|扫一扫|扫码|二维码|关注我们|公众号|微信|微博|分享|cookie|点击|下载|客户端|无障碍|加载"
    r"|网站|网页|页面|本站|版权|备案|首页|导航|跳转|关闭|返回|刷新|重试|弹窗|播放|视频|音频|打印|字号|搜索|提交|评论|链接|阅读全文|责任编辑|来源",
    re.IGNORECASE,
)


def bids(words: str) -> bool:
    """Whether words speak to who judges the paper, or to the program."""
    return bool(_BIDDEN.search("".join(words.split())) or _BIDDEN_ABROAD.search(words))


def claims(words: str) -> bool:
    """Whether words are clauses with one figure after the other."""
    return clauses(words) >= CLAUSES and len(_FIGURE.findall(words)) >= CLAIMED_FIGURES


def clauses(words: str) -> int:
    """How many clauses end in the words."""
    return len(_CLAUSE_END.findall(words))


def stuffed(words: str) -> bool:
    """Whether the words repeat themselves over and over."""
    letters = HAN.findall(words)
    pairs = list(pairwise(letters))
    return bool(pairs) and len(set(pairs)) < STUFFED * len(pairs)


def of_the_reform(words: str) -> bool:
    """Whether words name one measure of the reform after the other: a menu or a caption names a chapter or two."""
    return _measures(words, "reform.")


def _measures(words: str, *lexicons: str) -> bool:
    """Whether words name many things of these lexicons."""
    return len({words[hit.start : hit.end] for hit in lexicon.scan(words) if hit.lexicon.startswith(lexicons)}) >= MEASURES


def heaped(words: str) -> bool:
    """Whether words are a heap of terms of the reform, no sentence."""
    terms = [term for term in _HEAPED_APART.split(words) if HAN.search(term)]
    short = len(terms) >= HEAPED and max(map(len, terms)) <= LONGEST_TERM
    return short and not serves_page(words) and (_measures(words, "reform.", "union.") or max(Counter(terms).values()) >= THRICE)


def serves_page(words: str) -> bool:
    """Whether words are such as wait in a page for a click, a phone or a printer."""
    return _OF_PAGES.search(words) is not None
