"""What a writing assistant said to whoever asked it: 好的，以下是为您扩写的第一部分.

A report speaks to nobody about itself. A sentence that does two or three of these at once was an answer: it turns to a reader,
speaks of the text, of writing it, of itself as its writer, or offers more. No phrase is needed, and none alone is enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.language import lazily
from checker.language.whole import Trace, Whole

# What a sentence does, and how much each says; the weights are set so that no paper of the corpora has such a sentence.
SIGNS = tuple(
    (weight, lazily.pattern(pattern))
    for weight, pattern in (
        # It turns to somebody,
        (1.5, "您(?!好)|贵(?:单位|公司|厂|局|校|院|委|县|区|市|会|司|段|矿|集团)"),
        (0.7, "[对为给帮发]你|你的|你[先再]看|按你|[你您](?:可以?|所|要|给|提供|需要|想|如果|若|看|觉得|不妨|只需)|用户"),
        # speaks of a text,
        (
            0.8,
            "内容|文本|文稿|版本|初稿|草稿|范文|回答|正文|全文|本文|段落|框架|大纲|篇幅|语气|字数|文风|措辞|文中|文案|提示词|稿件|文章|原文|原稿|原意|下文|素材|[改写简]版|这一?[篇版稿]|那一?段|这[份段](?:材料|总结|汇报|报告|文|稿|话|内容)|文字|结尾段|第[一二三四五]部分|第[一二三四]节|本(?:段|材料|文)"
            "|(?:总结|材料|报告|汇报|稿子?)(?=[，。：:；！？）)]|$)|(?:上述|以上)(?:材料|总结|汇报|报告)",
        ),
        (
            0.8,
            r"\d{3,5}\s?字(?!节)|[一二两三四五六七八九][百千](?:[一二三四五六七八九]百)?字(?:以内|左右|上下)|符合[^，。]{0,8}要求|语言(?:更|上|凝练|流畅)|读起来|更有感染力|更?(?:凝练|口语化|正式的?|简洁)|结构清晰|文采|套话",
        ),
        # of writing it,
        (
            1.3,
            "润色|扩写|改写|续写|重写|缩写|代拟|保留原意|(?:长度|字数)限制|接着写|往下写|你看(?:看|行|怎么样|一下|可以|这样)|终稿|我(?:在?这里|在?此处)?[加改补删调](?:了|一下)",
        ),
        (
            0.7,
            "(?:可|请|需|自行|进一步|继续|根据|结合|已|为[您你])[^，。]{0,14}(?:修改|调整|补充|完善|替换|增减|删减|优化|精简|填充|填写|核实|核对)"
            "|(?:修改|优化|调整|整理|精简)(?:后|好|过|成|至|为)|生成|起草|撰写|扩充|展开论述|修改意见|再(?:补|写|改|加|提供)|在此基础上|改成|换成",
        ),
        # offers more, or hopes that it will do,
        (
            0.6,
            "如需|如果?[您你还有需]|如果篇幅|若[需您还]|想要|需要的话|需要我|要不要|是否|仅供|仅作|请(?:[您你]|确认|告知|提供|注意)",
        ),
        (0.9, "告诉我|告知我|发给我|欢迎继续|(?:继续|随时)(?:提问|追问|沟通)|随时(?!随地)|向我|和我说|跟我说"),
        (0.8, "希望[^，。]{0,16}(?:帮助|帮到|启发|满意|满足|符合|参考)|供[您你]?参考|直接使用"),
        # speaks of itself, begins as one does who answers,
        (
            0.8,
            "我(?:先梳理|先想|来写|可以|会|将|来(?!自|到|厂|公)|已|无法|不能|尽力|帮|为|再|还能|还可|刚才|重新)(?![厂公县局们])",
        ),
        (
            1.3,
            "(?:作为|我是|由|使用)[^，。]{0,6}(?:AI|人工智能|语言模型|大模型|智能助手)|AI(?:助手|生成)|语言模型|ChatGPT|DeepSeek|豆包|Kimi|文心一言|通义千问|知识截止|截至我的知识",
        ),
        (
            0.8,
            "^(?:好的|当然(?:可以)?|没问题|明白了?|收到|了解|很?抱歉)[，,！!。]|^[（(【]?(?:注|说明|提示|备注|温馨提示|请?注意)[：:，]",
        ),
        (
            0.9,
            "(?:^|[，：])[（(【]?(?:以下|下面|上述|以上)(?:就?是|为|内容|文本|材料|是一|案例|数据|数字)|^这(?:就是|是(?:一?[份篇]|[修优润调改])|里(?:是|给出|提供))|，这是[修优润调改]",
        ),
        # or says that what it wrote is made up.
        (
            0.8,
            "示例|虚构|占位|示范。|模板|实际情况|具体(?:数据|数字|情况|内容)|真实(?:数据|情况|姓名|信息)|酌情|[按根][^，。]{0,8}要求",
        ),
        (
            2.2,
            r"用户要求|每(?:个?部分|段|章|条)(?:约|不少于|不超过)?\d+字|[，：（(]多用(?:排比|对仗|短句|四字)|语言(?:要|风格)[^，。]{0,8}(?:感染力|精炼|华丽|朴实|正式)|^请(?:你|您)?(?:以|用|按|根据|帮我|为)[^。]{0,30}写一?[篇份段个]|^这[篇份版段](?:材料|文章|总结|稿子?|报告|文字|话)?(?:约|共|全文)?\s?\d{3,5}\s?字|^抱歉，我(?:无法|不能)|^请(?:您)?根据(?:贵?单位)?实际情况(?:修改|调整|补充)|^[（(]?(?:全文|正文|共|约|总?字数)[^（）()，。]{0,6}\d{3,5}\s?字(?!的)|^[（(【](?:写作|修改|润色|优化|改写|使用)(?:说明|思路|要点|提示|建议)[】）)]|^[【（(]?(?:优化|修改|润色|改写|扩写|精简)后?(?:的)?(?:版本?|稿|后|全文)[】\]）]|^[^，。]{0,4}(?:优化|润色|改写|扩写|精简)后的(?:版本|内容|文本|文稿|全文)(?:如下|[：:])",
        ),
    )
)
# From this much on it is an answer.
ENOUGH = 2.05
# A quick look.
WORDS = (
    "排比|部分约|感染力|用户要求|当然可以|没问题|下面是一|以下是一|字以内|字左右|你看看|你看行|你看怎|这里加|此处加|这里改|读起来|接着写|往下写|字数限制|长度限制|发你|你先看|你再看|你看这|用户要|写一篇|写一份|写一段|写篇|写份|您|这段|优化后|贵单位|贵公司|贵厂|贵局|贵校|贵院|贵委|贵县|贵区|贵市|贵会|贵司|贵段|贵矿|贵集团|为你|给你|对你|帮你|你的要求|你可以|润色|扩写|改写|续写|重写|撰写|语言模型|大模型|AI|ChatGPT|DeepSeek|豆包|Kimi|文心一言"
    "|通义千问|告诉我|告知我|字数|篇幅|语气|初稿|草稿|范文|正文|全文|本文|文中|提示词|虚构|占位|仅供|供参考|示例|具体数据|实际情况|真实数据|抱歉|修改后|修改说明|修改建议|写作说明|你的需|你提|需要的话|需要我|我会继续|我可以|我还能|我还可|向我|这一版|这篇|这份|模板|智能助手|好的，|当然，|好的！|人工智能|发给我|欢迎继续|酌情|下文|版本|注：|这一版|上述材料|素材|第二部分|第三部分|第一部分|原意"
)
# 根据贵局通知要求，现将有关情况报告如下
OPENS_A_REPORT = lazily.pattern("现(?:就|将|把)[^。]{0,30}(?:报告|汇报|回复|函复|通报)如下|作如下(?:汇报|报告)")
# How an answer opens: 当然可以！
OPENED = lazily.pattern(r"(?:^|[\n。：])\s*((?:好的|当然(?:可以)?|没问题|明白了?|收到)[！!。])$")
QUOTED = lazily.pattern("“[^”]*”|《[^》]*》")
SENTENCE = lazily.pattern(r"[^。！？!?\n）)】]*[。！？!?）)】]?")
LONGEST, LETTER = 120, 3


def answers(whole: Whole, places: Sequence[tuple[int, int]]) -> Iterator[Trace]:
    """Kind ``chat``; `places` are those of WORDS. What people say to each other stands in quotation marks."""
    text, end = whole.text, -1
    # A letter says 您 all the time.
    is_letter = text.count("您") > LETTER
    for at, _ in places:
        if at < end:
            continue
        low = max(0, at - LONGEST)
        start = max(text.rfind(mark, low, at) for mark in "。！？!?\n") + 1 or low
        match = SENTENCE.match(text, start)
        end = max(match.end() if match else at, at + 1)
        sentence = text[start:end]
        head = sentence.partition("：")[0] + "："
        if len(head) < len(sentence) and _is_answer(head, is_letter):
            sentence = head
        if len(sentence) <= LONGEST and _is_answer(sentence, is_letter) and not _is_quoted(text, start):
            if opened := OPENED.search(text, low, start):
                start, sentence = opened.start(1), opened[1] + sentence
            yield Trace(
                start + len(sentence) - len(sentence.lstrip(" 　（(【")), start + len(sentence.rstrip("。 　）)】")), "chat"
            )


def _is_answer(sentence: str, is_letter: bool) -> bool:
    said = QUOTED.sub("“”", sentence.strip(" 　"))
    if OPENS_A_REPORT.search(said):
        return False
    return sum(weight for weight, sign in SIGNS[is_letter:] if sign.search(said)) >= ENOUGH


def _is_quoted(text: str, at: int) -> bool:
    before = text[max(0, at - 200) : at].rpartition("\n")[2]
    return before.rfind("“") > before.rfind("”")
