"""What copying and replacing left in a text: scars of a word replaced everywhere, doubled words, scraps of web pages and of chats."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.language.gaps import BOLD
from checker.language.whole import Trace, Whole

# 职工 was replaced by 产业工人 inside other words: 职代会, 本职工作, 职工会主席. A bare 产业工人会 may be a verb (工人会修车).
OFFICES = "委员会?|主席|副主席|干部|组织(?=[、，。建])|经费|换届|章程|小组长?"
OWNERS = "公司|总厂|分厂|厂|集团|县|市|区|镇|总|矿|段|局|院|企业|车间|基层"
SCAR = re.compile(
    rf"产业工人代会|产业工人会(?:{OFFICES})"
    rf"|(?<=[司厂团县市区镇总矿段局院业间层])产业工人会(?=[、和]|的(?:领导|组织下|牵头|指导|支持|带领|关心)|牵头|联合|$|[）)])"
    r"|(?:[本兼专任全离辞])产业工人(?:作(?![业用出])|会|程|龄|种(?!植))"
    r"|(?<=在)产业工人(?:程师|作(?:期间|中|的|以来|人员|人数|[，。]))"
    r"|(?<=[^\u4e00-\u9fff])产业工人程师|产业产业工人|产业工人队伍队伍|产业工人人队伍|产产改|产改改革(?=工作)"
    r"|产改(?:副?主席|会员|组织员|委员会主席|经费审查委员会)|基层产改组织|(?<=[县市区旗])总产改(?=[的，。、主召开])"
)
# What the law calls 职工: the word was replaced where it is part of a name.
NAME_SCAR = re.compile(
    r"产业工人代表大会|女产业工人(?:委员会|专项集体合同|权益保护专项集体合同|特殊权益保护专项集体合同)|产业工人(?:教育经费|福利费|基本医疗保险|医疗互助保障计划|持股会)"
)
DOUBLED = re.compile(
    r"(?<![目有标是])的的(?!确|士)|(?<![为除受])了了(?![解却结不然])|(?P<word>公司|集团|有限公司|产业工人|职工|领导小组|我们|进行|开展|通过|进一步|加强|积极|建立|提高|实现|制定|为了|我[县市区厂局]|全[县市区])(?P=word)(?!级|律师|章程|债|法|率)"
)
# Scraps of a page. An app may also be told of: 职工点击查看积分.
SCRAP = re.compile(
    r"(?:^|(?<=[\n。！？；【（\[>》]))\s*(?:更多[^。\n]{0,12})?(?:请)?点击(?:此处|这里|上方|下方|右上角|左下角|蓝字|查看|阅读|下载|进入|关注|链接|图片|展开|收听|播放|购买|复制)(?![^。\n]{0,20}(?:即可|就[能可]|便可|可以))[^。\n]{0,20}"
    r"|更多[^。，\n]{0,14}点击(?:查看|下载|进入|链接)|点击(?:查看|阅读)(?:更多|全文|原文|详情|大图|原图)|查看更多(?:范文|内容|相关)|阅读原文|返回(?:顶部|首页|目录页)"
    r"|版权(?:所有|归[^。\n]{1,16}所有|声明|保护声明)|著作权归(?:原)?作者|转载(?:请|自|须)[^。\n]{0,14}|未经(?:许可|授权|允许)[^。\n]{0,4}(?:不得|禁止|严禁)转载|侵[权删]?(?:请)?联系(?:我们|本站|删除)|免责声明"
    r"|本文(?:来源|来自|转自|转载自|由[^。\n]{1,16}(?:整理|提供|收集|发布|编辑)|链接|地址|网址|标签)[^。\n]{0,16}|文章(?:来源|出处)[：:][^。\n]{0,20}|(?:上|下)一篇[：:]|(?:相关|推荐|延伸)(?:阅读|推荐|文章|链接)[：:]?(?=$|\n|[^\u4e00-\u9fff])"
    r"|(?:扫码|长按)(?:识别)?(?:下方)?(?:二维码)?关注[^。\n]{0,10}|(?:关注|微信搜索)(?:本|我们的)?公众号[“「【]?[^，。\n]{0,12}(?:领取|获取|下载|查看)|(?:范文|文秘|公文|老秘|秘书|总结|材料|文档)(?:网|之家|吧|大全网|写作网)(?=$|\n|[^\u4e00-\u9fff]|整理|提供|收集|首发|小编)"
    r"|(?:第一范文网|百度文库|豆丁网|道客巴巴|原创力文档|人人文库|笔杆子|写作范文|范文大全)|下载(?:本)?文档|(?:VIP|会员)(?:专享|免费下载)|(?:通用|精选|实用|最新|合集|集合|汇编|范文)[^。，\n]{0,6}[一二三四五六七八九十\d]{1,3}篇[）)]?(?=$|\n)"
    r"|(?:https?://|www\.)[A-Za-z0-9./?=&_%\-]{3,80}"
)
# At the head of a paragraph, or in a bracket of its own.
HEAD = re.compile(
    r"(?m)^\s*(?:[【（(]?[^。，：:\n]{0,20}篇\s?(?:[一二三四五六七八九十]{1,2}|\d{1,2})(?:[：:】）)]|$)[^。\n]{0,24}|第[一二三四五六七八九十]{1,2}篇[：:][^。\n]{0,24})"
)
SOURCE = re.compile(r"(?m)(?:^\s*|[（(【])(?:信息|稿件|内容|图文|文字)?(?:来源|出处)[：:]\s?(?P<from>[^。，；）)】\n]{2,24})")
SITES = re.compile(r"网|日报|晚报|时报|工人报|新华|微信|百度|文库|公众号|客户端|头条|知乎|搜狐|新浪|腾讯|抖音|融媒|媒体|博客|论坛|转载|原创|App|APP|app")
AT_HOME = re.compile(r"[部科处室组]|统计|台账|数据|档案|系统|公司|资料|报表|经费|拨款|自筹|财政")
# What an assistant says to whoever asked it.
CHAT = re.compile(
    r"(?:^|(?<=[\n。！？]))\s*(?:当然(?:可以)?|好的|没问题|明白了|收到)[，,！!。]\s?(?:以下|下面|这[是里份篇]|我(?:来|将|会|可以)?[为给帮][您你]|根据[您你]|为[您你])[^。\n]{0,50}"
    r"|(?:以下|下面|这里|这)(?:是|为)(?:[^。，\n]{0,14}(?:根据|按照|依据|结合|基于)(?:[您你]|上述要求|上述提示|提示词?)|为[您你]|给[您你]|[^。，\n]{0,10}(?:润色|优化|修改|改写|扩写|完善|调整|精简)(?:后|过)的?[^。，\n]{0,4}(?:版本|内容|材料|文稿|文本|全文|稿子?|总结|汇报|文章|段落|结果)|一[份篇](?:关于|符合|可供|供|完整的|示例|参考|[^。，\n]{0,20}(?:范文|模板|示例|供您|供参考)))[^。\n]{0,40}"
    r"|希望(?:以上|这[份篇些个]|本文|上述|我的|该|此)[^。\n]{0,24}(?:对[您你](?:们)?有?(?:所)?(?:帮助|启发|参考)|能?(?:够)?(?:帮到|帮助到|满足|符合|对)[您你][^。\n]{0,12})|希望(?:能)?(?:对[您你]|帮到[您你]|帮助到[您你])[^。\n]{0,10}"
    r"|作为(?:一[个名款])?\s?(?:AI|人工智能|大?语言模型|大模型)(?:助手|语言模型|模型|写作助手|助理|程序)*(?=[，,。我])[^。\n]{0,20}|我(?:是|只是)(?:一[个名款])?\s?(?:AI|人工智能)(?:助手|语言模型|模型)?[^。\n]{0,16}"
    r"|(?:如果?|若|如有?)(?:[您你](?:还|有|需)?|还|有)?(?:需要?|有|想)?[^。，\n]{0,20}[，,](?:请|欢迎|可以?)?(?:随时)?(?:告诉我|告知我|和我说|跟我说|联系我|向我提(?:问|出))[^。\n]{0,12}"
    r"|(?:我(?:可以|会|将|能)|需要我|是否需要我|要不要我)(?:继续|再|进一步|帮[您你忙]|为[您你]|根据[您你])[^。\n]{0,24}(?=[。！？?\n]|$)|[您你]可以?(?:根据|按照|结合)(?:实际|具体|贵单位|单位|自身|自己的)[^。\n]{0,24}(?:修改|调整|补充|完善|替换|增减)[^。\n]{0,10}"
    r"|请(?:[您你])?(?:根据|结合|按照)(?:贵单位|本单位实际|您的|你的|实际情况|具体情况)[^。\n]{0,20}(?:修改|调整|补充|替换|填充|增减)[^。\n]{0,10}"
    r"|[（(]?(?:注|说明|提示|备注)[：:](?:以上|本文|文中|上述|此)[^。\n]{0,24}(?:仅供参考|虚构|示例|替换|实际情况|AI|生成)[^。\n]{0,10}|(?:由|本文由|内容由)\s?(?:AI|人工智能|大模型)(?:自动|辅助)?生成|AI生成(?:内容|，|。|仅供)"
    r"|(?:以上|上述)(?:内容|文本|材料|范文|文案|方案)[^。\n]{0,8}仅供(?:您|你)?参考|[（(](?:全文)?(?:约|共计?|总?字数)[：:约共]?\s?\d{3,5}\s?字[）)]|(?:修改|优化|润色|改写)(?:说明|要点|思路|建议)[：:](?=\s*$|\n)|(?:很)?抱歉[，,]我(?:无法|不能|没有)[^。\n]{0,20}|截至我的知识"
)
MARKUP = re.compile(r"(?m)^\s*(?:#{2,6}\s?\S[^\n]{0,30}|#\s[\u4e00-\u9fff](?!机|炉|线|车|楼|泵|塔|站|井)[^\n]{0,30}|```\w*|\|(?:\s?:?-{3,}:?\s?\|)+)")
# A quick look that spares most papers the slow patterns.
SCRAPS = re.compile(
    r"点击|版权|转载|本文|来源|出处|篇|范文|文库|更多|阅读|公众号|关注|免责|侵|VIP|会员|下载|http|www|返回|著作权|推荐|相关|文秘|公文网|材料网|老秘|之家|豆丁|道客|文档|笔杆"
)
CHATS = re.compile(r"[您你]|当然|好的|没问题|以下是|下面是|这是|这里是|以下为|AI|人工智能|语言模型|大模型|告诉我|我可以|需要我|仅供|字）|字\)|说明[：:]|抱歉|截至我|注[：:]|提示[：:]|实际情况|具体情况|建议[：:]|要点[：:]|思路[：:]")


def scars(whole: Whole) -> Iterator[Trace]:
    """Kinds ``scar`` (for certain), ``name_scar`` (likely) and ``doubled``."""
    text = whole.text
    if "产业" in text or "产改" in text:
        yield from _traces(SCAR, text, "scar")
        yield from _traces(NAME_SCAR, text, "name_scar")
    yield from _traces(DOUBLED, text, "doubled")


def scraps(whole: Whole) -> Iterator[Trace]:
    """Kinds ``web`` and ``chat`` (its markup too), and ``source`` where a source may be the unit's own."""
    text = whole.text
    if SCRAPS.search(text):
        yield from _traces(SCRAP, text, "web")
        yield from _traces(HEAD, text, "web")
        yield from _sources(text)
    if CHATS.search(text):
        yield from _traces(CHAT, text, "chat")
    if "#" in text or "`" in text or "|" in text:
        yield from _traces(MARKUP, text, "markup")
    if "**" in text:
        yield from _traces(BOLD, text, "markup")


def _sources(text: str) -> Iterator[Trace]:
    for match in SOURCE.finditer(text):
        told = match["from"]
        if SITES.search(told):
            yield _trimmed(match.start(), match.end(), text, "web")
        elif match.group()[0] not in "（(【" and not AT_HOME.search(told):
            yield _trimmed(match.start(), match.end(), text, "source")


def _traces(pattern: re.Pattern[str], text: str, kind: str) -> Iterator[Trace]:
    for match in pattern.finditer(text):
        yield _trimmed(match.start(), match.end(), text, kind)


def _trimmed(start: int, end: int, text: str, kind: str) -> Trace:
    while start < end and text[start] in " \n（(【[":
        start += 1
    while end > start and text[end - 1] in " \n，,":
        end -= 1
    return Trace(start, end, kind)
