"""文种混淆：用工会工作总结（或别的材料）代替产改材料。

查什么：撇开标题、开头、小标题和结尾，看正文各句报告的是什么：产改（培训、评级、薪酬、晋升、地位、话语权的规则变了）、
工会日常（建会、慰问、帮扶、文体、女工等）、还是党建、安全、经营等别的工作，再按字数折算份额。标题或小标题写着产改、
正文却不是的，指出来。
为什么：工会日常工作本身没有错，只是报错了文种；改个标题、把“职工”都换成“产业工人”，内容并不会变成改革。
局限：工会牵头的改革仍是改革，“工会”“职工”这些词不作证据；竞赛、培训、工作室只有接上评级、工资等规则才算产改，
介于两者之间的请人工复核。
正例：《产改工作总结》通篇写建会、送清凉、运动会。
反例：工会牵头签订技能工资专项合同，五个等级各加多少钱写得清清楚楚。
选项：least_share 一句话属于工会日常（或其他工作）的把握达到多少才列出（默认 0.6）。
出处：《新时期产业工人队伍建设改革方案》和 2024 年《关于深化产业工人队伍建设改革的意见》的举措范围；工会年度总结的通行章节。
"""

from __future__ import annotations

from collections.abc import Mapping

from checker.checks.around import Around
from checker.checks.finding import Finding, Options, Outcome
from checker.language import lazily
from checker.language.material import Material
from checker.learned.features import FORMS
from checker.learned.labels import Labels

ID = "genre"
NAME = "文种混淆"
OPTIONS: dict[str, float] = {"least_share": 0.6}

CLAIM = lazily.pattern(r"产改|产业工人队伍|产业工人|思想引领|建功立业|素质提升|地位提高|队伍壮大")
# A claim of the reform itself; one word for workers in a title is not one.
TITLE_CLAIM = lazily.pattern(
    r"产改|产业工人队伍|产业工人.{0,12}(?:改革|建设|总结|材料|汇报|经验)|改革试点|(?:改革|试点).{0,8}(?:总结|材料|汇报|经验|纪实)"
)
# Titles that say honestly what the paper is, whatever words stand beside.
HONEST = ("通知", "计划", "讲话", "新闻", "工会总结")
NAMES = {"reform": "产改", "union": "工会日常工作", "other": "党建、安全、经营等其他工作"}


def check(material: Material, labels: Labels, around: Around, options: Options) -> Outcome:
    """Measures: the body's shares (0–1, by characters) and claimed (0 or 1). Findings: the claim, the foreign sentences."""
    shares = {topic: labels.topic_share(topic) for topic in ("reform", "union", "other")}
    measures = {f"{topic}_share": share for topic, share in shares.items()} | {"claimed": float(claims(material))}
    genre = max(labels.genres, key=labels.genres.__getitem__)
    if genre == "reform":
        return Outcome(measures, ())
    foreign = "union" if shares["union"] >= shares["other"] else "other"
    findings = []
    if measures["claimed"] and genre != "mixed":
        place = _first_claim(material)
        findings.append(
            Finding(
                ID,
                "high",
                f"标题或小标题写的是产改，{describe(genre, shares)}。",
                "产改要写的是：哪条关于培训、评级、工资、晋升的规定变了，对谁变了？",
                *place,
            )
        )
    findings += _foreign_sentences(material, labels, foreign, options["least_share"])
    return Outcome(measures, tuple(findings))


def describe(genre: str, shares: Mapping[str, float]) -> str:
    """What the body is, in words: the shares, or that it is no account of deeds at all."""
    if genre == "other" and shares["reform"] > shares["other"]:
        return "正文是部署、计划、讲话或转述一类的话，不是本单位已经做了的事"
    return f"正文约{shares['reform']:.0%}讲产改，{shares['union']:.0%}讲工会日常，{shares['other']:.0%}讲其他工作"


def claims(material: Material) -> bool:
    """Whether title, lead or headings claim the reform. A title that honestly names another kind of paper claims nothing."""
    title = material.normal_title
    if TITLE_CLAIM.search(title):
        return not any(FORMS[form].search(title) for form in HONEST if form != "工会总结")
    if any(FORMS[form].search(title) for form in HONEST):
        return False
    headings = [sentence for sentence in material.sentences if sentence.part == "heading"]
    claimed = sum(bool(CLAIM.search(sentence.normal)) for sentence in headings)
    lead = any(TITLE_CLAIM.search(sentence.normal) for sentence in material.sentences if sentence.part == "lead")
    return lead or (claimed >= 2 and claimed * 2 >= len(headings))


def _first_claim(material: Material) -> tuple[int, int]:
    """The place of the title, or of the first sentence that claims."""
    for index, part in enumerate(material.parts):
        if part == "title":
            start = material.document.starts[index]
            return start, start + len(material.document.paragraphs[index].text)
    for sentence in material.sentences:
        if CLAIM.search(sentence.normal):
            return sentence.start, sentence.end
    return 0, 0


def _foreign_sentences(material: Material, labels: Labels, foreign: str, least: float) -> list[Finding]:
    found = []
    for sentence, label in labels.body(material.sentences):
        if label.topics[foreign] < least:
            continue
        question = (
            "这项工作之后，哪条培训、评级、工资或晋升的规定变了？没有变的，请移到工会工作总结里。"
            if foreign == "union"
            else "这与产业工人的培训、评级、工资、晋升有什么关系？没有关系的请删去。"
        )
        found.append(
            (
                label.topics[foreign] * len(sentence.normal),
                Finding(ID, "medium", f"讲的是{NAMES[foreign]}，不是产改。", question, sentence.start, sentence.end),
            )
        )
    return [finding for _, finding in sorted(found, key=lambda pair: -pair[0])]
