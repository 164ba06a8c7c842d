"""Places that nobody filled in: XX万元, ____, （此处填写）, 20xx年, 某某公司. Masked names and telephones are none."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from checker.language import lazily, lexicon
from checker.language.segmenting import is_word
from checker.language.whole import Trace, Whole

BLANK = lazily.pattern(
    r"[XxＸ×＊*]{2,}|_{3,}|＿{2,}|…{3,}|[（(【\[]\s*(?:此处|此處|请|請)?(?:填写|填寫|填|输入|輸入|补充|補充"
    r"|插入)[^）)】\]]{0,16}[）)】\]]|[Xx×]{1,4}年|20[Xx×]{2}"
)
# How much of a paragraph before and after a mark tells what it is.
AROUND = 60
# A line that is no longer holds a date and nothing else.
DATE_LINE = 16
# A quick look: without one of these there is no gap.
MARKS = lazily.pattern(r"[XxＸ×＊*]{2}|20[Xx×]|__|＿|……|填|请输入|請輸入|补充|補充|插入")
# From this many unfilled places on a paper is a template, which is said once; single ones are said each.
TEMPLATE = 6
# What an assistant sets in bold is no gap: **第一，收益可分。**
BOLD = lazily.pattern(r"\*\*(?!\*)[^*\n]{4,80}(?<=[\u3000-\u303f\uff00-\uffef\u4e00-\u9fff])\*\*(?!\*)")


def blanks(text: str) -> list[re.Match[str]]:
    """All that looks like a place to fill in, for counting: masked telephones count too."""
    if not MARKS.search(text):
        return []
    bold = [match.span() for match in BOLD.finditer(text)] if "**" in text else []
    return [gap for gap in BLANK.finditer(text) if not _inside(bold, gap.start())]


AMOUNT = (
    r"余?(?:多)?(?:万|亿|百万|千万)?(?:人次|场次|家次|元|余|多|名|人|家|户|个|项|台|套|件|条|期|次|场|份|册|吨"
    r"|公斤|公里|米|平方米|亩|倍|岁|小时|学时|天|%|％|万|亿|篇|期|支|处|所|批|间|座|辆|起|张|位|种|类|门)"
)
# A mark of multiplication has an amount on its left too: 20元×个人系数.
FIGURE = r"(?:万元|亿元|元|名|人次|家|期|场|%|％|台|项|人|座|个(?!人|性|体)|次|起(?!来|点)|户|件)(?!系数|均)"
BODY = (
    r"(?:有限|股份)?(?:公司|集团|工厂|厂|县|市|区|镇|乡|村|街道|局|工会|单位|企业|车间|同志|书记|主席|经理"
    r"|学校|学院|省|分厂|项目|领导|部门|班组|矿)"
)
# Of a form to be signed by hand the lines stay empty.
BY_HAND = lazily.pattern(
    r"(?:签[字名章]|盖章|签发|审[核批阅]|意见|日期|负责人|领导|填报人|联系人|电话|手机|时间)[）)]?[：:]?\s*$"
)
# What a template says in brackets: anyone's brackets, or none but the square ones.
TO_FILL = (
    r"[^（()）】\]}。\n]{0,12}(?:请(?![假示])|待|此处|自行)[^（()）】\]}。\n]{0,10}(?:填|补|提供|核|替换|更新|统计|报数)[^（()）】\]}。\n]{0,10}|填[^（()）】\]}。\n报]{1,8}|补[^（()）】\]}。\n]{1,6}名|(?:数字|数据|名单|金额|人数)[^（()）】\]}。\n]{0,8}[要定给]|[^（()）】\]}。，\n]{2,6}[部科室处]补|[^（()）】\]}。\n]{2,8}[后另]补|"
    r"(?:此处|此處|待补充|待填|请在此)[^（()）】\]}。\n]{0,20}|[^（()）】\]}。\n]{0,8}待[^（()）】\]}。\n]{0,4}(?:补充?|核实|完善|填|更新|确认|定)|可?(?:根据|结合)实际(?:情况)?(?:增|补|调整|修改|替换)[^（()）】\]}。\n]{0,10}"
    r"|(?:请|可)?(?:自行|根据实际情况|根据实际|据实|按实际|如实|在此)?"
    r"(?:填写|填入|填上|插入|添加|替换为?|补充(?:具体|完整|相关|数据|数字|案例|内容|单位|实际))[^（()）】\]}。\n]{0,16}"
    r"|(?:单位|公司|企业|人员|地区|县区|[学院]校|医院|部门|车间|班组|项目|工程|活动|文件|客户)(?:名称|全称)|具体(?:时长|数量|比例|地点|名单|数字|数据|金额|时间|日期|数值|内容|人数|名称|案例|做法)"
)
SLOT = (
    "(?:百分比|地名|地点|职务|全称|数字|数据|数量|金额|人数|票数|次数|件数|比例|年份|姓名|名单|案例|日期|时间"
    "|单位|部门|学校|公司名|企业名|专家姓名|企业数|单位[一二三甲乙丙]|名字|(?:上级|本)?单位(?:名称|简称)|(?:公司|企业)(?:简称|名称)|(?:主要)?负责人(?:职务|姓名)|领导(?:职务|姓名)|主送(?:机关|单位)|(?:发文|报送|填报)(?:机关|单位)|落款|署名|成文日期)"
)
# What shall stand there, in brackets where the sentence goes on as if it did: 去了趟（地点），; 以（票数）票当选.
NAMED_SLOT = rf"(?<=[\u4e00-\u9fff，、])[（(〔\[]{SLOT}(?:[、和及]{SLOT})?[）)〕\]](?=[\u4e00-\u9fff，。、])"
# What whoever read the draft wrote into it.
REMARK = (
    r"【批注[^】\n]{0,30}】|[（(【](?:这|此|本|上面|请|再)[^（）()【】\n]{0,20}(?:太[虚空]|"
    r"补[上充]?[一两几]?[个些]?(?:例子|数据|数字|案例|内容)|[再改写说][^（）]{0,4}[轻重短长]一?点|改一[下改]|删[掉去])[^（）()【】\n]{0,12}[）)】]"
)
LABEL = lazily.pattern(rf"【{SLOT}】")
ADDRESSED = lazily.pattern("主送|[发报填][文送报]|落款|署名|成文")
LEFT = lazily.pattern(
    # 20xx年, 二〇XX年, XX年, X月X日
    r"(?P<date>202[XxＸ×*]年|20\d\d年\d{1,2}月[XxＸ×*]{1,2}日|(?<=[\u4e00-\u9fff，、])[XxＸ×]{1,2}月(?=[\u4e00-\u9fff])|(?:20|二[〇○零])[XxＸ×*]{2,3}(?![A-Za-z0-9])年?(?:[XxＸ×*\d]{1,2}月(?:[XxＸ×*\d]{1,2}日)?)?"
    r"|(?<![A-Za-z0-9×])[XxＸ×*]{1,4}年(?:[XxＸ×*\d]{1,2}月(?:[XxＸ×*\d]{1,2}日)?)?"
    r"|(?<![A-Za-z0-9×])[XxＸ×*]{1,2}月[XxＸ×*]{1,2}日|20\d\d年[XxＸ×*]{1,2}月(?:[XxＸ×*\d]{1,2}日)?|20\d\d年\d{1,2}月[_＿]{0,8}日(?![\u4e00-\u9fff\d])|(?<=[会司厂局委办心所院校\n])年月日(?=\n|$)"
    r"|(?:20\d{0,2}|二[〇○零][〇○零一二三四五六七八九]{0,2})\s{0,4}年[\s_＿]{0,6}月[\s_＿]{0,6}日)"
    r"|(?P<line>[_＿]{3,}|[_＿]{2,}(?=[\u4e00-\u9fff%％]))"
    rf"|(?P<remark>{REMARK})"
    r"|(?P<bracket>«[^»\n]{1,12}»|[{｛][\u4e00-\u9fff]{1,10}[}｝]|[（(]问[^（()）。，\n]{1,6}[）)]|【[\s.…]*】|（\s+）(?=[\u4e00-\u9fff])|[（(〔\[]\s*[）)〕\]](?=(?:万?元|名|人次|人|家|项|个|%|％|年|月|台|场|期|篇|份|条|件|次|起|户|吨|岁|天))"
    rf"|[（(【［\[{{<＜〔]{{1,2}}(?:{TO_FILL})[）)】］\]}}>＞〕]{{1,2}}|[（(]{SLOT}[）)](?=万|亿|元|名|人|%|％)|[【\[{{<＜]{{1,2}}{SLOT}[】\]}}>＞]{{1,2}}|{NAMED_SLOT})"
    # N名 stands for a number; 1+N, N95 and the N遍 of talk do not.
    r"|(?P<letter>(?<![A-Za-z0-9+＋—\-“\"*×])N(?=(?:名|人(?![才民员])|家|元|万元|%|％|项|期|台|场|座|套|条|处|吨|个百分点)))"
    # An amount whose number is not there.
    r"|(?P<bare>(?<=[投支节效利津奖经资补金][入出约益润贴金费助额])\s?万元(?=[，。、用改建])|(?<=[是值资额])\s?万(?:元|台|吨|人次)(?=[，。、；])"
    r"|(?<=[\u4e00-\u9fff])(?:…{1,2}|-{2,}|—{2}|[○〇◎]{2,}|\[\s*\])(?=(?:万元|亿元|万台|万吨|人次|个百分点|[%％])[，。、；])"
    r"|(?<=[长高降升加到达占为])\s?[%％](?=[，。、；])"
    r"|(?<=[降升减]到)(?:名|人次|人|万元|元|家|项|个|件|起|天)(?=[，。、；]))"
    rf"|(?P<single>(?<=[\u4e00-\u9fff])(?:X(?={FIGURE})|x(?=[%％]|万元|亿元|人次|个百分点))|(?<=[，。、（\n])X(?=[名家项]|个(?!人))|(?<=[\u4e00-\u9fff，、（])×(?={FIGURE}))"
    r"|(?P<asked>(?<=[\u4e00-\u9fff])[?？]{1,3}(?:[.．][?？]{1,2})?(?=(?:万元|亿元|人次|个百分点|%|％))"
    r"|(?<=[\u4e00-\u9fff])[?？]{2,3}(?=[名人家项元期次场台个份倍幅篇件条户吨块起亩座辆张])"
    r"|[?？](?=[名家项台期场][，。、；]))"
    # The winner was 某某; □□公司, 《》 and “” hold nothing.
    r"|(?P<someone>(?<!某)某某(?:某(?!某)|(?=[，。、；的在是等]|当选|担?任|被评|荣?获|提[出议]|说|讲|道|表示|介绍|感慨|回忆|带[领着头]?|牵头|主动|师傅|老师|同志|等人|$|\n))|(?<=主席|书记|经理|厂长|矿长|局长|部长|县长|区长|市长|院长|校长)(?:某某|[\u0020\u3000]*(?:[*＊]{2,}|[×XxＸ]{2,3})(?=[，。、；\n]|$)))|(?P<empty>[□●▲△◯]{2,}|《\s*》|“\s*”)"
    rf"|(?P<certain>第(?:[XxＸ×]{{1,2}}|[_＿]{{1,6}})(?=[季届次批期轮])|第[\u0020\u3000]{{1,6}}(?=[期批届次号])|(?<=\d〕)[\u0020\u3000]{{1,4}}号"
    r"|(?<=的)张三|张三(?=[考被是每当说])"
    r"|(?<=[\u4e00-\u9fff])[*＊](?=(?:小时|分钟|个月|天|人|万元|元|%|次|家|项|名))|(?:单击|点击)(?:或(?:单击|点击))?此处(?:输入|添加|键入)|第[XxＸ×](?=[队组班车])|TODO|TBD|#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?)|(?<=\d〕)号|〔20\d?\s*〕"
    r"|[（(](?:(?:主要|分管)?领导|负责人|先进)(?:姓名|名字)[）)]|[（(]姓名[）)](?![+＋、])|(?<=[得为])[（(][\u4e00-\u9fff]{2,4}名称[）)]"
    rf"|某某(?={BODY}|职业|技师|技工|大学|医院|银行|协会|商会)|(?<![A-Za-z0-9\-])X(?=(?:有限)?(?:公司|集团|县|镇|街道|局|工会))|[XxＸ×*＊]{{2,}}(?={BODY}(?!型|系列))|[O○〇]{{2,}}(?={BODY})|[○〇]{{2,3}}(?=余?[名人家项个台])|○{{2,3}}(?=[\u4e00-\u9fff]{{0,3}}(?:说|道|表示|感慨|介绍|回忆)))"
    rf"|(?P<figure>[XxＸ×*＊]{{1,3}}[.．][XxＸ×*＊]{{1,2}}(?=[%％万亿元个倍])|[XxＸ×*＊]{{2,}}(?={AMOUNT}))"
    r"|(?P<other>[XxＸ×*＊]{2,}|(?<=〕)[XxＸ×]{1,3}(?=号))"
)
ROOM = lazily.pattern(r"[ \u3000]{2}")
SPACED = lazily.pattern(
    r"(?<=[\u4e00-\u9fff])[ \u3000]{2,}(万元|亿元|人次|名|人|家|项|个|件|份|台|套|次|场|期|起|户|吨|元|块|天|%|％)"
    r"(?=[，。、；（(）)]|$|(?<=[人名])[参入报获通持])"
)
# Without one of these nothing was left open.
WORDS = (
    "[填|【填|〔数|〔待|第_|第＿|X.X|x.x|×.×|*.*|？起|？亩|×月|负责人|月×|月X|月x|月*|部补）|科补）|室补）|（金额|（人数|○余|（名字|（单位一|（单位甲|（问|(问|｛|此处输|此处添|此处键|第X|第x|第×|[上级|[本单|{|？名|？家|？项|？台|？期|？场|?名|?家|?项|?台|?期|?场|N元|○|（补|(补|（数|(数|会年|司年|厂年|局年|委年|办年|心年|所年|院年|校年|TODO|TBD|#N/A|#REF|#DIV|#VALUE|#NAME|[待|［待|（待|(待|〔待|（填|(填|后补|另补|（地|（票|（次|（件|（专|〔姓|月日|月_|年龄_|？.|?.|？．|到名"
    "|到人|到万|到元|到家|到项|到个|到件|到起|到天|()|〕号|〕 |〕　|第 |第　|«|批注|太虚|太空|补两个|补个|补几个|补例|补数|补案"
    "|轻一点|重一点|短一点|改一下|删掉|删去|查一下|张三|[具体"
    "|〔20〕|〔20 |经费万元|资金万元|补助万元|金额万元|部门名|车间名|班组名|项目名"
    "|工程名|活动名|文件名|客户名|校名称|医院名|据实际|合实际"
    "|全称）|姓名）|名称）|N座|N套|N条|N处|N吨|万台|万吨|…万|—万|-万|◎|[ ]|"
    "长%|高%|降%|升%|到%|达%|占%|为%|长 %|高 %|降 %|到 %|达 %|占 %"
    "|  人|  名|  万|  家|  项|  个|  台|  次|  场|　　人|　　名|　　万|　　家|　　项|　　个|　　次"
    "|请补|待核|自行填|待提供|<数|X|Ｘ|x|×|*|＊|_|＿|{|某某|【|（）|（ |"
    "□|●|▲|△|◯|《》|《 》|“”|“ ”|年 |年月日|<单|<公|<企|<姓|投入万元|支出万元|节约万元|效益万元|利润万元|津贴万元|奖金万元|"
    "〔　|〔 |〔〕|待补|待核|待完|待更|待确|待定|OO|○○|〇〇|？？|??|？万|?万|？人次|此处|填写|填入|填上|待填|待补充|请补充|"
    "（金额|（数字|（人数|（比例|插入|补充具体|补充完整|具体数|具体时间|具体内容|具体名称|（单位名|（公司名|（企业名|[单位|[公司|[企业|[数|[金|"
    "[姓|N名|N人|N家|N万元|N%|N％|N项|N期|N台|N场|N个百"
)
# A paper that counts with N means it: 1+N, 按N发.
VARIABLE = lazily.pattern(r"[+＋]\s?“?N|N”?[+＋]|N(?:等于|是|为|值|总|最)|[按算]N")
# Words that speak of how something shall be named or written: “XX操作法”.
NAMING = lazily.pattern(r"命名|冠名|格式|样式|字样|形式|模板|统一为|写成|写明|改成|标注|如“|比如|例如|所谓")
ASCII = lazily.pattern(r"[A-Za-z0-9\-/.@#]")
# 王XX家中, 刘××师傅: after a surname it is somebody whose name is kept back.
IN_WORDS = frozenset("和成全时应于向方解包项单文程金")
PERSON_MAY_FOLLOW = lazily.pattern(r"家|人|名|户|同志|师傅|书记|主席|经理|班组|车间|等|位")
# Before a mark that stands for digits of a number nobody shall see.
NUMBERS = lazily.pattern(r"(?:电话|手机|号码?|传真|内线|身份证|账[户号]|邮编|微信|QQ)[：:号码是为]*\s*(?:内线)?[\d\-]*$")
NAMED = lazily.pattern(rf"{AMOUNT}|{BODY}")
# So far from its word a mark may begin or end.
NEAR = 32
# A name is of three characters where it is not known.
NAME = 3
# What a single mark is called; all else is a ``gap``.
KINDS = {"remark": "remark", "bare": "figure", "figure": "figure", "single": "figure", "asked": "figure", "date": "undated"}


def _inside(spans: list[tuple[int, int]], at: int) -> bool:
    """Whether one of `spans`, which are in order, holds `at`."""
    index = bisect_right(spans, (at, math.inf)) - 1
    return index >= 0 and at < spans[index][1]


def left(whole: Whole, places: Sequence[tuple[int, int]]) -> Iterator[Trace]:
    """The unfilled places of a paper that is none of a template: ``gap``, ``figure``, ``undated``, ``remark``.

    `places` are those of WORDS.
    """
    text = whole.text
    counts_with_n = "N" in text and bool(VARIABLE.search(text))
    bold = [match.span() for match in BOLD.finditer(text)] if "**" in text else []
    for match in _looked_at(text, places):
        start, end = match.span()
        group = match.lastgroup or ""
        if (bold and _inside(bold, start)) or (group == "letter" and counts_with_n):
            continue
        index = whole.paragraph_at(start)
        paragraph, base = whole.paragraphs[index], whole.starts[index]
        if _is_none(group, paragraph, start - base, end - base):
            continue
        signed = whole.parts[index] in ("signature", "furniture") or len(paragraph) <= DATE_LINE
        if whole.parts[index] in ("signature", "furniture") and group in ("other", "certain", "line"):
            continue
        kind = KINDS.get(group, "gap")
        finish = end if group in ("date", "someone") else base + _with_unit(paragraph, end - base)
        yield Trace(start, finish, "gap" if kind == "undated" and not signed else kind)


def spaces(whole: Whole) -> Iterator[Trace]:
    """Kind ``figure``: room left for a number before its unit (签了    份). What is matched has no spaces any more."""
    document = whole.material.document
    for index, paragraph in enumerate(document.paragraphs):
        if whole.parts[index] == "cell" or not ROOM.search(paragraph.text):
            continue
        for match in SPACED.finditer(paragraph.text):
            # From the character before, for there is no room in what is matched.
            start = whole.at(document.starts[index] + match.start() - 1)
            yield Trace(start, start + 1 + len(match[1]), "figure")


def _looked_at(text: str, places: Sequence[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """What is open near the words that made one look."""
    end = 0
    for first, last in sorted(places):
        while last > end and (match := LEFT.search(text, max(end, first - NEAR), last + NEAR)):
            yield match
            end = match.end()
        end = max(end, last)


def _is_none(group: str, paragraph: str, start: int, end: int) -> bool:
    """Whether a mark is part of a code, a masked name or number, a line to sign on, or a form of naming."""
    before, after = paragraph[max(0, start - AROUND) : start], paragraph[end : end + AROUND]
    mark = paragraph[start:end]
    if group in ("figure", "single", "other", "certain", "someone"):
        if ASCII.match(before[-1:]) or ASCII.match(after[:1]) or NUMBERS.search(before[-16:]):
            return True
        if _masks_a_person(before, after, group):
            return True
    quoted = before.rfind("“") > before.rfind("”") and "”" in after[:24]
    if quoted and NAMING.search(paragraph[max(0, start - 40) : end + 40]):
        return True
    # *** over a paragraph is a rule, 【数据】 before it a label.
    if start == 0 and (
        (set(mark) == {"*"} and not NAMED.match(after))
        or (LABEL.fullmatch(mark) and not (ADDRESSED.search(mark) and not after.strip(" ：:")))
    ):
        return True
    if group == "other":
        # 配釉师傅×××，: nobody's name at all.
        if (
            len(mark) >= NAME
            and "*" not in mark
            and re.match(r"[，。、；：！？”）]|$", after)
            and re.search(r"[\u4e00-\u9fff]$", before)
        ):
            return False
        # XX型, XX号机: a product that is not named.
        return not re.match(r"[\u4e00-\u9fff]", after) or bool(
            re.match(r"型|号(?!）)|系列|牌|级", after) and "〕" not in before[-2:]
        )
    if group == "line":
        return bool(BY_HAND.search(before[-12:])) or not paragraph[: AROUND * 4].replace(mark, "").strip(" _＿")
    if group == "single" and mark == "×":
        return bool(re.search(r"[=＝÷+＋%％)）]|工资|系数|单价|工时", before[-12:]))
    return False


def _masks_a_person(before: str, after: str, group: str) -> bool:
    if group == "certain" and re.match("公司|集团|厂|县|市|区|镇|乡|局|省|工会|单位|企业", after):
        return False
    if before[-1:] not in surnames() or before[-1:] in IN_WORDS or is_word(before[-2:]):
        return False
    return group in ("other", "someone") or bool(PERSON_MAY_FOLLOW.match(after))


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Common family names, double ones too."""
    return frozenset(lexicon.load("names")["surnames"]["words"])


def _with_unit(paragraph: str, end: int) -> int:
    """Past the word that the mark stands before: XX万元, XX公司."""
    unit = NAMED.match(paragraph, end)
    return unit.end() if unit else end
