"""What copying and replacing left in a text: scars of replaced words, doubled words, scraps of web pages and of chats."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.language.gaps import BOLD
from checker.language.gate import Gate
from checker.language.whole import Trace, Whole

# 职工 was replaced by 产业工人 inside other words: 职代会, 本职工作, 职工会主席. A bare 产业工人会 may be a verb (工人会修车).
OFFICES = "委员会?|主席|副主席|干部|组织(?=[、，。建])|经费|换届|章程|小组长?"
# What a body does, and no worker: at the head of a clause 会 is no verb then.
BODILY = (
    "组织(?:开展|召开|举办|了)|积极组织|召开|举办|慰问|牵头|会同|提请|履行|换届|走访|作用|的(?:桥梁|作用|领导"
    "|组织|指导|牵头|支持|带领|关心)"
)
SCAR = re.compile(
    rf"产业工人代会|产业工人会(?:{OFFICES})"
    rf"|(?<=[司厂团县市区镇总矿段局院业间层，。；、\n由挥强])产业工人会(?=[、和]|{BODILY}|联合|$|[）)])"
    r"|本产业工人作(?![业用出])|[兼专]产业工人(?:作(?![业用出])|会)|任产业工人龄"
    r"|(?<=在)产业工人(?:程师|作(?:期间|中|的|以来|人员|人数|[，。]))"
    r"|(?<=[^\u4e00-\u9fff])产业工人程师|产业产业工人|产业工人队伍队伍|产业工人人队伍|产产改|产改改革(?=工作)"
    r"|产改(?:副?主席|会员|组织员|委员会主席|经费审查委员会)|基层产改组织|(?<=[县市区旗])总产改(?=[的，。、主召开])"
)
# What the law calls 职工: the word was replaced where it is part of a name.
NAME_SCAR = re.compile(
    r"产业工人代表大会|女产业工人(?:委员会|(?:特殊)?(?:权益)?(?:保护)?专项集体合同)"
    r"|产业工人(?:教育经费|福利费|基本医疗保险|医疗互助保障计划|持股会)"
)
# Words that nobody writes twice; 车间车间主任 and 党组织组织 are right.
DOUBLES = (
    "公司|集团|产业工人|职工|领导小组|我们|进行|开展|通过|进一步|加强|积极|建立|提高|实现|制定|为了|健全|完善|加大|推动|深化"
    "|强化|提升|增强|发挥|充分|扎实|切实|不断|促进|培养|打造|激发"
)
PLACES = "我县|我市|我区|我厂|我局|全县|全市|全区"
DOUBLED = re.compile(
    r"(?<![目有标是])的的(?!确|士)|(?<![为除受])了了(?![解却结不然])"
    rf"|(?P<word>{DOUBLES}|{PLACES})(?P=word)(?!级|律师|章程|债|法|率)"
)
# Scraps of a page. An app may also be told of: 职工点击查看积分.
BUTTONS = "此处|这里|上方|下方|右上角|左下角|蓝字|查看|阅读|下载|进入|关注|链接|图片|展开|收听|播放|购买|复制"
SCRAP = re.compile(
    rf"(?:^|(?<=[\n。！？；【（\[>》]))\s*(?:更多[^。\n]{{0,12}})?(?:请)?点击(?:{BUTTONS})"
    r"(?![^。\n]{0,20}(?:即可|就[能可]|便可|可以))[^。\n]{0,20}"
    r"|更多[^。，\n]{0,14}点击(?:查看|下载|进入|链接)|点击(?:查看|阅读)(?:更多|全文|原文|详情|大图|原图)"
    r"|查看更多(?:范文|内容|相关)"
    r"|阅读原文|返回(?:顶部|首页|目录页)|版权(?:所有|归[^。\n]{1,16}所有|声明|保护声明)|著作权归(?:原)?作者"
    r"|转载(?:请|自|须)[^。\n]{0,14}"
    r"|未经(?:许可|授权|允许)[^。\n]{0,4}(?:不得|禁止|严禁)转载|侵[权删]?(?:请)?联系(?:我们|本站|删除)|免责声明"
    r"|本文(?:来源|来自|转自|转载自|由[^。\n]{1,16}(?:整理|提供|收集|发布|编辑)|链接|地址|网址|标签)[^。\n]{0,16}"
    r"|文章(?:来源|出处)[：:][^。\n]{0,20}|(?:上|下)一篇[：:]|(?:相关|推荐|延伸)(?:阅读|推荐|文章"
    r"|链接)[：:]?(?=$|\n|[^\u4e00-\u9fff])"
    r"|(?:扫码|长按|欢迎)(?:识别)?(?:下方)?(?:二维码)?关注[^。\n]{0,10}"
    r"|(?:关注|微信搜索)(?:本|我们的)?公众号[“「【]?[^，。\n]{0,12}(?:领取|获取|下载|查看)"
    r"|(?:范文|文秘|公文|老秘|秘书|文档)(?:网|之家|大全网|写作网)(?=$|\n|[^\u4e00-\u9fff]|整理|提供|收集|首发|小编)"
    r"|(?:(?<=[（(【：来自于])|(?<=[。\n]))(?:第一范文网|百度文库|豆丁网|道客巴巴|原创力文档|人人文库|笔杆子|范文大全)"
    r"|下载(?:本)?文档|(?:VIP|会员)(?:专享|免费下载)"
    r"|(?:通用|精选|实用|最新|合集|集合|汇编|范文)[^。，\n]{0,6}[一二三四五六七八九十\d]{1,3}篇[）)]?(?=$|\n)"
)
ADDRESS = re.compile(r"(?:https?://|www\.)[A-Za-z0-9./?=&_%\-]{3,80}")
# At the head of a paragraph, or in a bracket of its own: 工作总结篇一：, 【篇二】; 第一篇： may also part a compilation.
HEAD = re.compile(r"(?m)^\s*[【（(]?[^。，：:\n]{0,20}篇\s?(?:[一二三四五六七八九十]{1,2}|\d{1,2})(?:[：:】）)]|$)[^。\n]{0,24}")
PIECE = re.compile(r"(?m)^\s*第[一二三四五六七八九十]{1,2}篇[：:][^。\n]{0,24}")
SOURCE = re.compile(r"(?m)(?:^\s*|[（(【])(?:信息|稿件|内容|图文|文字)?(?:来源|出处)[：:]\s?(?P<from>[^。，；）)】\n]{2,24})")
EDITOR = re.compile(r"(?m)(?:^\s*|[（(【])(?:责任编辑|责编|网络编辑|文字编辑)[：:]\s?[\u4e00-\u9fff ]{2,8}")
SITES = re.compile(
    r"网|日报|晚报|时报|工人报|新华|微信|百度|文库|公众号|客户端|头条|知乎|搜狐|新浪|腾讯|抖音|融媒|媒体|博客"
    r"|论坛|转载|原创|[Aa][Pp][Pp]"
)
AT_HOME = re.compile(r"[部科处室组]|统计|台账|数据|档案|系统|公司|资料|报表|经费|拨款|自筹|财政")
# What an assistant says to whoever asked it.
REVISED = r"(?:润色|优化|修改|改写|扩写|完善|调整|精简)(?:后|过)的?"
PAPER = "(?:版本|内容|材料|文稿|文本|全文|稿子?|总结|汇报|文章|段落|结果)"
WRITES = "(?:撰写|准备|整理|提供|生成|起草|写|修改|润色|调整|完善|优化|扩写|补充)"
CHAT = re.compile(
    r"(?:^|(?<=[\n。！？]))\s*(?:当然(?:可以)?|好的|没问题|明白了|收到)[，,！!。]\s?"
    r"(?:以下|下面|这[是里份篇]|我(?:来|将|会|可以)?[为给帮][您你]|根据[您你]|为[您你])[^。\n]{0,50}"
    r"|(?:以下|下面|这里|这)(?:是|为)(?:[^。，\n]{0,14}(?:根据|按照|依据|结合|基于)(?:[您你]|上述要求|上述提示|提示词?)"
    rf"|[为给][您你]{WRITES}|[^。，\n]{{0,10}}{REVISED}[^。，\n]{{0,4}}{PAPER}"
    r"|一[份篇](?:符合|可供|供|完整的|示例|参考|[^。，\n]{0,20}(?:范文|模板|示例|供[您你]?参考|的(?:总结|经验材料|汇报)，供)))"
    r"[^。：:\n]{0,40}[：:]?"
    r"|希望(?:以上|这[份篇些个]|本文|上述|我的|该|此)[^。\n]{0,24}"
    r"(?:对[您你](?:们)?有?(?:所)?(?:帮助|启发|参考)|能?(?:够)?(?:帮到|帮助到|满足|符合)[您你][^。\n]{0,12})"
    r"|希望(?:能)?(?:对[您你]有(?:所)?帮助|帮(?:助)?到[您你])[^。\n]{0,10}"
    r"|作为(?:一[个名款])?\s?(?:AI|人工智能|大?语言模型|大模型)(?:助手|语言模型|模型|写作助手|助理"
    r"|程序)*(?=[，,。我])[^。\n]{0,20}"
    r"|我(?:是|只是)(?:一[个名款])?\s?(?:AI|人工智能)(?:写作)?(?:助手|语言模型|模型)[^。\n]{0,16}"
    r"|(?:如果?|若)(?:[您你](?:还|有|需)?|还|有)?(?:需要?|有|想)?[^。，\n]{0,20}[，,](?:请|欢迎|可以?)?(?:随时)?"
    r"(?:告诉我|告知我|和我说|跟我说|联系我|向我提(?:问|出))(?!们)[^。\n]{0,12}"
    rf"|(?:我(?:可以|会|将|能)|(?:是否)?需要我|要不要我)(?:继续|再|进一步)?(?:帮[您你]|为[您你]"
    rf"|根据[您你])[^。\n]{{0,12}}{WRITES}[^。\n]{{0,12}}"
    r"|[您你]可以?(?:根据|按照|结合)(?:实际|具体|贵单位|单位|自身|自己的)[^。\n]{0,24}(?:修改|调整|补充|完善"
    r"|替换|增减)[^。\n]{0,10}"
    r"|请[您你]?(?:根据|结合|按照)(?:贵单位|您的|你的)[^。\n]{0,24}(?:修改|调整|补充|替换|填充|增减)[^。\n]{0,10}"
    r"|(?:以上|上述|文中)[^。\n]{0,24}请[您你]?(?:根据|结合|按照)[^。\n]{0,10}(?:修改|调整|补充|替换|填充|增减)[^。\n]{0,6}"
    r"|[（(]?(?:注|说明|提示|备注)[：:](?:以上|本文|文中|上述|此)[^。\n]{0,24}(?:仅供参考|虚构|示例"
    r"|请[^。\n]{0,6}替换|AI)[^。\n]{0,10}"
    r"|(?:本文|内容|本回答)?由\s?(?:AI|人工智能|大模型)(?:自动|辅助)?生成|AI生成(?:内容|，|。|仅供)"
    r"|(?:以上|上述)(?:内容|文本|材料|范文|文案|方案)[^。\n]{0,8}仅供[您你]?参考"
    r"|[（(](?:全文(?:约|共)?|总?字数[：:约]?)\s?\d{3,5}\s?字?[）)]"
    rf"|(?:修改|优化|润色|改写)(?:说明|要点|思路|建议)[：:](?=\s*$|\n)|(?:很)?抱歉[，,]我(?:无法|不能"
    rf"|没有)[^。\n]{{0,20}}|截至我的知识"
)
MARKUP = re.compile(
    r"(?m)^\s*(?:#{2,6}\s?\S[^\n]{0,30}|#\s[\u4e00-\u9fff](?!机|炉|线|车|楼|泵|塔|站|井)[^\n]{0,30}|```\w*"
    r"|\|(?:\s?:?-{3,}:?\s?\|)+)"
)
# A quotation is rarely longer.
QUOTATION = 200
# Without one of these words there is no scar, no scrap and no chat.
SCARRED = Gate(
    "产业工人代会|产业工人会|产业工人程师|产业工人队伍队伍|产业工人代表大会|产业工人委员会|产业工人专项|产业工人权益|"
    "产业工人特殊|产业工人教育经费|产业工人福利费|产业工人基本医|产业工人医疗互|产业工人持股|本产业工人|兼产业工人|"
    "专产业工人|任产业工人|全产业工人|离产业工人|辞产业工人|在产业工人|产业产业|人人队伍|产产改|产改改革|产改主席|"
    "产改副|产改会员|产改组织|产改委员|产改经费|总产改"
)
REPEATS = Gate("|".join(["的的", "了了", *(word * 2 for word in f"{DOUBLES}|{PLACES}".split("|"))]))
SCRAPS = Gate(
    "点击|版权|著作权归|转载|本文|文章来源|文章出处|来源：|出处：|来源:|出处:|篇：|篇】|篇）|篇)|篇\n|篇一|篇二|篇三|"
    "篇四|篇五|篇1|篇2|篇3|篇 1|范文|文库|文秘|公文网|材料网|总结网|秘书网|文档|笔杆子|老秘|之家|阅读原文|查看更多|"
    "扫码关注|二维码关注|识别二维码|长按|欢迎关注|关注公众号|关注本公众号|关注我们|微信搜索|免责|侵权|侵删|VIP|"
    "会员专享|会员免费|http|www.|返回顶部|返回首页|返回目录|相关阅读|相关推荐|相关文章|相关链接|推荐阅读|延伸阅读|"
    "上一篇|下一篇|未经许可|未经授权|未经允许|豆丁|道客|编辑：|责编："
)
CHATS = Gate(
    "您|对你|为你|给你|帮你|你可以|你可根|如果你|如你|当然，以|当然，下|当然，这|当然，我来|当然，我将|当然，我会|"
    "当然，我可|当然，根|当然可以|当然！|好的，以|好的，下|好的，这|好的，我|好的，根|好的！|好的。|没问题|明白了，|"
    "收到，|收到！|以下是|以下为|下面是|这里是|这是根据|这是一份|这是一篇|这份|AI|人工智能|语言模型|大模型|告诉我|"
    "告知我|联系我|我可以|我能|需要我|仅供|字）|字)|说明：|抱歉|截至我|注：|提示：|备注：|结合实际情况|根据实际情况|"
    "根据具体情况|贵单位|建议：|要点：|思路：|希望以上|希望这|希望本文|希望上述|希望能"
)


def scars(whole: Whole) -> Iterator[Trace]:
    """Kinds ``scar`` (for certain), ``name_scar`` (likely) and ``doubled``."""
    text = whole.text
    if SCARRED.opens(text):
        yield from _traces(SCAR, text, "scar")
        yield from _traces(NAME_SCAR, text, "name_scar")
    if REPEATS.opens(text):
        yield from _traces(DOUBLED, text, "doubled")


def scraps(whole: Whole) -> Iterator[Trace]:
    """Kinds ``web`` and ``chat`` (its markup too), and ``source`` where a source may be the unit's own."""
    text = whole.text
    if SCRAPS.opens(text):
        yield from _traces(SCRAP, text, "web")
        yield from _traces(HEAD, text, "web")
        yield from _traces(PIECE, text, "piece")
        yield from _traces(ADDRESS, text, "address")
        yield from _sources(text)
        yield from _traces(EDITOR, text, "source")
    if CHATS.opens(text):
        # What people say to each other stands in quotation marks.
        yield from (trace for trace in _traces(CHAT, text, "chat") if not _is_quoted(text, trace.start))
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


def _is_quoted(text: str, at: int) -> bool:
    before = text[max(0, at - QUOTATION) : at].rpartition("\n")[2]
    return before.rfind("“") > before.rfind("”")


def _traces(pattern: re.Pattern[str], text: str, kind: str) -> Iterator[Trace]:
    for match in pattern.finditer(text):
        yield _trimmed(match.start(), match.end(), text, kind)


def _trimmed(start: int, end: int, text: str, kind: str) -> Trace:
    while start < end and text[start] in " \n（(【[":
        start += 1
    while end > start and text[end - 1] in " \n，,":
        end -= 1
    return Trace(start, end, kind)
