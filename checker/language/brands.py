"""A bare brand or place where only the own one can stand, and which nobody listed: 贡献甲乙力量, 我们甲乙的明天, 具有丙丁特色."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.language import lazily
from checker.language.lexicon import common_words
from checker.language.names import PROVINCE
from checker.language.segmenting import is_name, is_word
from checker.language.whole import Trace, Whole

# What stands before the own brand and after it, two by two: each alone is said of anything.
SLOT = lazily.pattern(
    lazily.led(
        "讲贡谱书展奉彰擦体打凝交具独富符抓走闯干可我你咱在把今如明为新美幸活魅现健平法中“\\n。；，！：",
        r"(?:(?:贡献|谱写|书写|展[现示]|奉献|彰显|擦亮|体现|打造|凝聚|交出|具有|独具|富有|符合|[抓走闯干]出|可推广|可复制)(?:(?:了|出|的|新时代|[^，。]{0,6}的))?(?P<proud>[\u4e00-\u9fff]{2})"
        r"(?=的?(?:产业工人|职工|工人|产改|工会|工运事业|高质量发展)?(?:的?(?:良好|崭新|精神)+(?:形象|风貌|面貌)|力量|特色|答卷|担当|智慧|风采|样板|故事|新?篇章|方案|品牌|特点|经验|模式|速度|精神|路子)|产业工人队伍|人的)"
        r"|(?:我们|你们|咱们?)(?P<we>[\u4e00-\u9fff]{2})(?=的(?:明天|未来|工人|职工|产改|今天|发展)|人(?![才员们民家都的]))"
        r"|(?:在|把)(?P<soil>[\u4e00-\u9fff]{2})(?=大地|落地(?:见效|生根)|蔚然成风|遍地开花|开花结果|感受到|[正已]?[从由成变][^，。]{0,6}为现实|(?:打造|建设?)[成为])"
        r"|(?:今天|如今|明天|今日)的(?P<day>[\u4e00-\u9fff]{2})(?=[，已处必将正])"
        r"|讲好(?P<tale>[\u4e00-\u9fff]{2})(?=(?:产业工人|工人|职工|产改|劳模|工会)的?[^，。]{0,4}故事)"
        r"|为(?P<home>[\u4e00-\u9fff]{2})(?=(?:经济(?:社会)?|的?高质量)发展|[^，。]{0,8}作出(?:新的|更大)贡献|建设(?:成渝|现代化|社会主义|制造)|现代化|产改(?:工作)?[^，。]{0,6}[出新]|振兴|崛起)"
        r"|中国式现代化的?(?P<deed>[\u4e00-\u9fff]{2})(?=实践|新?篇章)"
        r"|(?:健康|平安|法治)(?P<safe>[\u4e00-\u9fff]{2})(?=建设|中|、|，|而|作出|贡献)"
        r"|(?:新|美丽|幸福|活力|魅力|现代化)(?P<fair>[\u4e00-\u9fff]{2})(?=(?:建设|而(?:不懈|努力|团结|奋)|作出|做出|贡献|新?篇章))"
        r"|“(?:书香(?P<read>[\u4e00-\u9fff]{2})|(?P<quoted>[\u4e00-\u9fff]{2})(?:之约|好声音|[木石泥花绣铁工]匠|职工之家))(?=”)"
        # Who will do it is who writes; of others nobody knows.
        r"|[\n。；，！：](?P<will>(?:(?![的了和与及])[\u4e00-\u9fff]){4,8}?)(?=将(?:继续|持续|进一步|一以贯之|以[^，。]{0,8}为|始终|不断|牢牢|坚定|锚定)))",
    )
)
# A quick look.
WORDS = (
    "现代化|闯出|健康|平安|法治|工匠”|力量|特色|答卷|担当|智慧|风采|样板|故事|篇章|方案|品牌|特点|经验|模式|速度|精神|产业工人队伍|人的|的明天|的未来|的工人|的职工|的产改|的今天|的发展|大地|落地见效|落地生根|建设成|打造成|打造为|建设为|建成"
    "|经济发展|经济社会|高质量发展|建设成渝|建设现代|建设社会|建设制造|振兴|崛起|而不懈|而努力|而团结|而奋|良好形象|崭新形象|新风貌|新面貌|精神面貌|精神风貌|蔚然成风|遍地开花|开花结果|职工之家”|作出|做出|篇章|们人|感受到|为现实|今天的|如今的|明天的|今日的|书香|之约|好声音|木匠|石匠|泥匠|花匠|绣匠|铁匠|路子|将继续|将持续|将进一步|将一以|将以|将始终|将不断|将牢牢|将坚定|将锚定"
)
# So far before such a word the slot begins, and so far on it ends.
BEFORE, AFTER = 20, 14
# A county is told without its kind.
SHORT = 2
NO_NAME = lazily.pattern(
    "[的了着过和与及或是在有为对把被让使将从到由向以等这那其此各每某本我你他全大小多少新老旧更最好不无一二三四五六七八九十两几百千万亿个只员人工厂司企党团群众会家国军民县区市省镇乡村企业园行产技匠班组车间矿山时代劳动]"
)


def strays(whole: Whole, own: tuple[str, ...], places: Sequence[tuple[int, int]]) -> Iterator[Trace]:
    """Kind ``name``: brands and places that are no words, that the paper says once, and that are nothing of its own unit's.

    `places` are those of WORDS.
    """
    text, past = whole.text, 0
    for start, end in places:
        while match := SLOT.search(text, max(past, start - BEFORE), end + AFTER):
            place = match.span(match.lastgroup or 0)
            past = place[1]
            brand = text[slice(*place)]
            if text.count(brand) == 1 and _is_name(brand) and not any(set(brand[:2]) & set(name) for name in own):
                yield Trace(*place, "name")


def _is_name(brand: str) -> bool:
    """Whether it is, or begins with, two characters that are no word."""
    # The dictionary holds counties (栾川县) whose names are no other words.
    county = len(brand) == SHORT and (not is_word(brand) or is_name(brand)) and any(is_word(brand + kind) for kind in "县旗")
    known = (any(is_word(each) for each in (brand, brand[:2])) and not county) or brand[:2] in common_words()
    return not known and (county or not NO_NAME.search(brand[:2])) and not PROVINCE.match(brand)
