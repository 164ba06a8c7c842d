"""Measures -> quality, hollow, verdict: the one place where the rules of judgement can be read.

Quality begins at 100. Each check in turn keeps a share of what is left and deducts the rest, so that the deductions add up to
what is missing and never below 0. The verdict follows the annotation guide: `pass` is a reform paper whose facts outweigh
its generalities and that gives measures and results; `reject` is hollow throughout or another kind of paper; all else is
`revise`. A wrong accusation costs more than a miss: where a rejection is no more likely than not, it is a revision to review.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from itertools import pairwise
from typing import Literal, NamedTuple

from checker.checks import CHECKS, emptiness
from checker.checks.around import NOTHING, Around
from checker.checks.elements import NAMES as ELEMENT_NAMES
from checker.checks.finding import Finding, Options, Outcome, Practice, Severity
from checker.checks.genre import describe
from checker.checks.reuse import Source, sources
from checker.language.material import Material
from checker.learned.labels import GENRES, Labels, SentenceLabel, label
from checker.reading.document import Document
from checker.reading.options import DEFAULT as AS_USUAL
from checker.reading.options import Options as ReadingOptions

Verdict = Literal["pass", "revise", "reject"]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the lines are, each with its reason. Chosen on the development part of the corpora."""

    # A step of the hollow scale is taken when it is more likely than not.
    hollow_step: float = 0.5
    # Rejecting a paper for its kind wants this much belief that it is union work or another paper: a wrong accusation costs most.
    foreign: float = 0.5
    # Below this certainty the verdict is left to a person.
    review: float = 0.55
    # So are papers of which less than this share of the letters was recognised for sure, or of the text was read at all.
    recognised: float = 0.85
    read: float = 0.8
    # A paper of which so much stands in an earlier one is handed in again, not written. Between papers of one round nobody
    # knows which was first: from the second share on neither can be passed on before a person has looked at both.
    copied: float = 0.8
    shared: float = 0.4


@dataclass(frozen=True, slots=True)
class Deduction:
    """Points lost to one check, why, and the findings (their ids) that prove it."""

    check: str
    points: float
    reason: str
    findings: tuple[str, ...]


class JudgedSentence(NamedTuple):
    """A sentence of the material with its label, and its offsets in the text."""

    text: str
    paragraph: int
    start: int
    end: int
    part: str
    label: SentenceLabel


@dataclass(frozen=True)
class Assessment:
    """Everything that is said of one material. For an unreadable file the judgement is None and `error` says why."""

    file: str
    sha256: str
    status: Literal["ok", "unreadable"] = "ok"
    error: tuple[str, str] | None = None
    title: str | None = None
    unit: str | None = None
    period: str | None = None
    characters: int | None = None
    pages: int | None = None
    notes: tuple[str, ...] = ()
    verdict: Verdict | None = None
    certainty: float | None = None
    needs_review: bool | None = None
    review_reason: str | None = None
    quality: float | None = None
    genre: str | None = None
    genre_scores: Mapping[str, float] | None = None
    disguised: bool | None = None
    hollow: int | None = None
    hollow_score: float | None = None
    elements: tuple[str, ...] | None = None
    scores: Mapping[str, float] | None = None
    deductions: tuple[Deduction, ...] | None = None
    findings: tuple[tuple[str, Finding], ...] | None = None
    sentences: tuple[JudgedSentence, ...] | None = None
    sources: tuple[Source, ...] | None = None
    practices: tuple[Practice, ...] | None = None
    material: Material | None = field(default=None, repr=False, compare=False)

    @property
    def text(self) -> str | None:
        """The text that offsets count in; None for an unreadable file."""
        return self.material.text if self.material else None


@dataclass(frozen=True)
class Settings:
    """Thresholds of judgement, how files are read, and options of the checks by id; what is not set has its default."""

    thresholds: Thresholds = Thresholds()
    reading: ReadingOptions = AS_USUAL
    checks: Mapping[str, Options] = field(default_factory=dict)
    # Clauses of the order that the materials answer.
    demanded: frozenset[str] = frozenset()

    def options(self, check: str) -> Options:
        """All options of a check."""
        return {**CHECKS[check].OPTIONS, **self.checks.get(check, {})}


def assess(material: Material, settings: Settings, around: Around = NOTHING) -> Assessment:
    """Judge a prepared material. `file` and `sha256` are left blank for the caller."""
    empty = emptiness.check(material, None, around, settings.options("emptiness"))
    base = Assessment(
        file="",
        sha256="",
        title=material.title,
        unit=material.unit,
        period=material.period,
        characters=material.characters,
        pages=material.document.pages,
        notes=material.document.notes,
        material=material,
    )
    if empty.measures["state"] == 2:
        return _assess_blank(base, material, empty)
    labels = label(material)
    outcomes = {"emptiness": empty} | {
        name: module.check(material, labels, around, settings.options(name))
        for name, module in CHECKS.items()
        if name != "emptiness"
    }
    return _assess_filled(base, material, labels, outcomes, around, settings)


def _assess_blank(base: Assessment, material: Material, empty: Outcome) -> Assessment:
    found = _numbered({"emptiness": empty})
    return replace(
        base,
        verdict="reject",
        certainty=1.0,
        needs_review=False,
        quality=0.0,
        genre="other",
        genre_scores={name: float(name == "other") for name in GENRES},
        disguised=False,
        hollow=3,
        hollow_score=1.0,
        elements=(),
        scores={
            "boilerplate": 0.0,
            "specificity": 0.0,
            "specific_share": 0.0,
            "reform_share": 0.0,
            "union_share": 0.0,
            "typicality": 0.0,
            "reuse": 0.0,
        },
        deductions=(Deduction("emptiness", 100.0, empty.findings[0].message, tuple(id for id, _ in found)),),
        findings=found,
        sentences=tuple(
            JudgedSentence(s.text, s.paragraph, s.start, s.end, s.part, SentenceLabel("neutral", 1.0, "none", {}, {}))
            for s in material.sentences
        ),
        practices=(),
    )


def _assess_filled(
    base: Assessment, material: Material, labels: Labels, outcomes: dict[str, Outcome], around: Around, settings: Settings
) -> Assessment:
    thresholds, certain = settings.thresholds, settings.options("elements")["certain"]
    genre = _genre(labels, thresholds)
    hollow = sum(step >= thresholds.hollow_step for step in labels.hollow_steps)
    elements = tuple(name for name, probability in labels.elements.items() if probability >= certain)
    verdict = _verdict(genre, hollow, elements, outcomes, thresholds)
    disguised = genre in ("union", "other") and bool(outcomes["genre"].measures["claimed"])
    certainty, doubt = _certainty(verdict, genre, labels)
    certainty *= material.document.confidence or 1.0
    review = _review(certainty, doubt, material.document, thresholds) or _shared_with(outcomes, thresholds)
    if genre in ("union", "other"):
        # What a paper of another kind lacks as a reform report is no use to its author.
        outcomes = outcomes | {name: Outcome(outcomes[name].measures, ()) for name in ("elements", "typicality")}
    found = _numbered(outcomes)
    deductions = _deductions(labels, outcomes, genre, disguised, elements, verdict, found)
    return replace(
        base,
        verdict=verdict,
        certainty=round(certainty, 3),
        needs_review=review is not None,
        review_reason=review,
        quality=round(100.0 - sum(deduction.points for deduction in deductions), 1),
        genre=genre,
        genre_scores={name: round(value, 4) for name, value in labels.genres.items()},
        disguised=disguised,
        hollow=hollow,
        hollow_score=round(labels.hollow_score, 4),
        elements=elements,
        scores={
            "boilerplate": round(outcomes["boilerplate"].measures["share"], 4),
            "specificity": round(outcomes["specificity"].measures["mean"], 4),
            "specific_share": round(outcomes["specificity"].measures["specific_share"], 4),
            "reform_share": round(outcomes["genre"].measures["reform_share"], 4),
            "union_share": round(outcomes["genre"].measures["union_share"], 4),
            "reuse": outcomes["reuse"].measures["other_share"],
            "typicality": round(outcomes["typicality"].measures["typicality"], 4),
        },
        deductions=deductions,
        findings=found,
        sources=None if around.passages is None else sources(material, around.passages, settings.options("reuse")),
        sentences=tuple(
            JudgedSentence(s.text, s.paragraph, s.start, s.end, s.part, own)
            for s, own in zip(material.sentences, labels.sentences, strict=True)
        ),
        practices=outcomes["typicality"].practices,
    )


def _genre(labels: Labels, thresholds: Thresholds) -> str:
    """The likeliest kind of paper; union and other only where they are believed together, else the milder reading."""
    likeliest = max(GENRES, key=lambda name: labels.genres[name])
    foreign = labels.genres["union"] + labels.genres["other"]
    if likeliest in ("union", "other") and foreign < thresholds.foreign:
        return max(("reform", "mixed"), key=lambda name: labels.genres[name])
    return likeliest


def _verdict(
    genre: str, hollow: int, elements: tuple[str, ...], outcomes: Mapping[str, Outcome], thresholds: Thresholds
) -> Verdict:
    reused = outcomes["reuse"].measures
    if genre in ("union", "other") or hollow == 3 or max(reused["earlier_share"], reused["own_share"]) >= thresholds.copied:
        return "reject"
    complete = genre == "reform" and hollow <= 1 and "measure" in elements and "result" in elements
    return "pass" if complete and not _has_to_mend(outcomes, thresholds) else "revise"


def _has_to_mend(outcomes: Mapping[str, Outcome], thresholds: Thresholds) -> bool:
    """Whether something stands in a paper, good as it may be, with which nobody would pass it on: another's name or text."""
    reused = outcomes["reuse"].measures
    if max(reused["one_share"], reused["own_share"]) >= thresholds.shared:
        return True
    return any(finding.severity == "high" for name in FAULTS if name in outcomes for finding in outcomes[name].findings)


def _shared_with(outcomes: Mapping[str, Outcome], thresholds: Thresholds) -> str | None:
    """Why a person must look at two papers that share much: the program does not know which was first."""
    share = outcomes["reuse"].measures["one_share"]
    if share < thresholds.shared:
        return None
    return f"约{share:.0%}的文字与另一份材料相似，先后和缘由要由人判断，请对照两份人工复核。"


def _certainty(verdict: Verdict, genre: str, labels: Labels) -> tuple[float, str]:
    """How likely the verdict is right, and the question that is least settled.

    A verdict stands on a few yes-or-no questions; its certainty is the chance that all go the way it says (taken as
    independent), and for a `revise` that neither of the other two verdicts holds.
    """
    foreign = labels.genres["union"] + labels.genres["other"]
    thin, hollow = labels.hollow_steps[1], labels.hollow_steps[2]
    given = {name: labels.elements[name] for name in ("measure", "result")}
    rejected = 1.0 - (1.0 - foreign) * (1.0 - hollow)
    passed = labels.genres["reform"] * (1.0 - thin) * min(given.values())
    line = thin if verdict != "reject" else hollow * (genre in ("reform", "mixed"))
    doubts = {
        "文种介于产改材料与其他材料之间": min(foreign, 1.0 - foreign),
        "是否混写了较多工会日常工作难以断定": min(labels.genres["mixed"], 1.0 - labels.genres["mixed"]),
        "空洞程度接近分界线": min(line, 1.0 - line),
        "举措或成效写得含糊，是否具备难以断定": max(min(p, 1.0 - p) for p in given.values()) if verdict != "reject" else 0.0,
    }
    certainty = {"reject": rejected, "pass": passed, "revise": max(0.0, 1.0 - rejected - passed)}[verdict]
    return certainty, max(doubts, key=lambda name: doubts[name])


def _review(certainty: float, doubt: str, document: Document, thresholds: Thresholds) -> str | None:
    """Why a person must look: letters not recognised for sure, text not read, or a verdict near a line."""
    sure, read = document.confidence, document.share_read
    if sure is not None and sure < thresholds.recognised:
        return f"文字由图片识别而来，识别把握只有{sure:.0%}，请对照原件人工复核。"
    if read < thresholds.read:
        return f"文件里的文字只读出了{read:.0%}，请对照原件人工复核。"
    return f"{doubt}，请人工复核。" if certainty < thresholds.review else None


# Share of the points that a check leaves standing, chosen so that the guide's anchors come out: a good paper 85–94, a mixed
# one 58–66, a fact-rich union summary 20–40, slogans 3–7. Between the points of a curve lies a straight line.
HOLLOW_KEEPS = ((0.0, 0.96), (0.33, 0.84), (0.5, 0.62), (0.67, 0.38), (0.9, 0.12), (1.0, 0.05))
GENRE_KEEPS = {"reform": 1.0, "mixed": 0.70, "union": 0.36, "other": 0.24}
DISGUISE_KEEPS = 0.62
# A highlight that is missing is what the check of typicality says, and is counted there.
ELEMENT_KEEPS = {"measure": 0.72, "result": 0.72, "problem": 0.98, "highlight": 1.0, "goal": 1.0}
# Little, because what the words of others say is not known for sure: no verdict hangs on it.
ORDINARY_KEEPS = 0.97
# A paper without slogans keeps all, one of nothing but slogans this share.
SLOGAN_KEEPS = 0.85
TEMPLATE_KEEPS = 0.5
SHORT_KEEPS = 0.95
# Slips of the pen and of copying: each finding leaves this much standing, all of one check together no less than the last.
FAULTS = ("leftovers", "consistency", "hidden")
FAULT_KEEPS: dict[Severity, float] = {"high": 0.85, "medium": 0.95, "low": 0.99}
FAULTS_KEEP = 0.6
# What another unit's text, or one's own old one, leaves standing, by its share; a passage or two cost little.
OTHERS_KEEP = ((0.0, 1.0), (0.1, 0.93), (0.4, 0.62), (0.8, 0.2), (1.0, 0.08))
OWN_KEEP = ((0.0, 1.0), (0.2, 0.95), (0.5, 0.7), (0.8, 0.25), (1.0, 0.1))
# The band of quality that a verdict stands for (annotation guide).
BANDS: dict[Verdict, tuple[float, float]] = {"pass": (70.0, 100.0), "revise": (20.0, 69.0), "reject": (0.0, 40.0)}


def _deductions(
    labels: Labels,
    outcomes: dict[str, Outcome],
    genre: str,
    disguised: bool,
    elements: tuple[str, ...],
    verdict: Verdict,
    found: tuple[tuple[str, Finding], ...],
) -> tuple[Deduction, ...]:
    missing = [name for name in ELEMENT_KEEPS if name not in elements]
    keeps = {
        "emptiness": _emptiness_keeps(outcomes["emptiness"]),
        "genre": GENRE_KEEPS[genre] * (DISGUISE_KEEPS if disguised else 1.0),
        "specificity": _on_curve(labels.hollow_score, HOLLOW_KEEPS)
        * (1.0 - (1.0 - SLOGAN_KEEPS) * outcomes["boilerplate"].measures["share"]),
        "elements": math.prod(ELEMENT_KEEPS[name] for name in missing) if genre in ("reform", "mixed") else 1.0,
        "reuse": _on_curve(outcomes["reuse"].measures["other_share"], OTHERS_KEEP)
        * _on_curve(outcomes["reuse"].measures["own_share"], OWN_KEEP),
        "typicality": ORDINARY_KEEPS if any(f.severity == "medium" for f in outcomes["typicality"].findings) else 1.0,
        **{name: _faults_keep(outcomes[name]) for name in FAULTS if name in outcomes},
    }
    points: dict[str, float] = {}
    left = 100.0
    for check, keep in keeps.items():
        points[check] = left * (1.0 - keep)
        left *= keep
    points["boilerplate"] = points["specificity"] * _slogans_among_the_rest(outcomes)
    points["specificity"] -= points["boilerplate"]
    low, high = BANDS[verdict]
    wanted = 100.0 - min(high, max(low, left))
    scale = wanted / (100.0 - left) if left < 100.0 else 0.0
    rounded = {check: round(value * scale, 1) for check, value in points.items()}
    reasons = _reasons(outcomes, genre, disguised, missing)
    return tuple(
        Deduction(check, value, reasons[check], tuple(id for id, finding in found if finding.check == check))
        for check, value in rounded.items()
        if value > 0
    )


def _slogans_among_the_rest(outcomes: dict[str, Outcome]) -> float:
    """Of the part of the body that is not specific, the share that is slogans: so is the loss for emptiness divided."""
    slogans = outcomes["boilerplate"].measures["share"]
    rest = 1.0 - outcomes["specificity"].measures["specific_share"]
    return min(1.0, slogans / rest) if rest > 0 else 0.0


def _reasons(outcomes: dict[str, Outcome], genre: str, disguised: bool, missing: list[str]) -> dict[str, str]:
    shares = outcomes["genre"].measures
    said = describe(genre, {topic: shares[f"{topic}_share"] for topic in ("reform", "union", "other")})
    kind = {"reform": "", "mixed": "产改与工会日常混写", "union": "正文是工会工作总结", "other": "不是产改工作材料"}[genre]
    claimed = "，却以产改名义报送" if disguised else ""
    specific = outcomes["specificity"].measures
    gaps = int(outcomes["emptiness"].measures["gaps"])
    lacking = "、".join(ELEMENT_NAMES[name] for name in missing if ELEMENT_KEEPS[name] < 1)
    reused = outcomes["reuse"].measures
    alike = (("其他单位", reused["other_share"]), ("本单位往期", reused["own_share"]))
    told = "、".join(f"与{whose}材料相似的占{share:.0%}" for whose, share in alike if share)
    faults = {"reuse": told} | {
        name: f"有{len(outcomes[name].findings)}处{CHECKS[name].NAME}" for name in FAULTS if name in outcomes
    }
    return faults | {
        "emptiness": f"有{gaps}处未填写" if gaps else f"正文只有{int(outcomes['emptiness'].measures['characters'])}字",
        "genre": f"{kind}{claimed}：{said}",
        "specificity": f"能核实的具体内容占正文{specific['specific_share']:.0%}",
        "elements": f"缺少{lacking}",
        "typicality": "没有本单位自己的、别的单位照着能做的做法",
        "boilerplate": f"官话套话占正文{outcomes['boilerplate'].measures['share']:.0%}",
    }


def _faults_keep(outcome: Outcome) -> float:
    return max(FAULTS_KEEP, math.prod(FAULT_KEEPS[finding.severity] for finding in outcome.findings))


def _emptiness_keeps(empty: Outcome) -> float:
    if any(finding.severity == "high" for finding in empty.findings):
        return TEMPLATE_KEEPS
    return SHORT_KEEPS if empty.measures["state"] == 1 else 1.0


def _on_curve(value: float, curve: tuple[tuple[float, float], ...]) -> float:
    for (x0, y0), (x1, y1) in pairwise(curve):
        if value <= x1:
            return y0 + (y1 - y0) * (value - x0) / (x1 - x0)
    return curve[-1][1]


def _numbered(outcomes: Mapping[str, Outcome]) -> tuple[tuple[str, Finding], ...]:
    """All findings with their ids (``genre-1``), check by check, the worst of each first."""
    return tuple(
        (f"{name}-{number}", finding)
        for name in CHECKS
        if name in outcomes
        for number, finding in enumerate(outcomes[name].findings, 1)
    )


THRESHOLD_NAMES = tuple(item.name for item in fields(Thresholds))
