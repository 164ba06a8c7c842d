"""Measures -> quality, hollow, verdict: the one place where the rules of judgement can be read.

Quality begins at 100 and loses what `checker.points` says that each check costs. The verdict follows the annotation guide:
`pass` is a reform paper whose facts outweigh its generalities and that gives measures and results; `reject` is hollow
throughout, another kind of paper, or one handed in before; all else is `revise`. A wrong accusation costs more than a miss:
where a rejection is no more likely than not, it is a revision to review.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, NamedTuple

from checker import points
from checker.checks import CHECKS, emptiness
from checker.checks.around import NOTHING, Around
from checker.checks.finding import Finding, Options, Outcome, Practice
from checker.checks.reuse import Source, sources
from checker.language.material import Material
from checker.learned.labels import GENRES, Labels, SentenceLabel, label
from checker.points import FAULTS, Deduction, Verdict
from checker.reading.document import Document
from checker.reading.options import DEFAULT as AS_USUAL
from checker.reading.options import Options as ReadingOptions


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


def assess(material: Material, settings: Settings, around: Around = NOTHING, file: str = "", sha256: str = "") -> Assessment:
    """Judge a prepared material; `file` and `sha256` are those of its file."""
    empty = emptiness.check(material, None, around, settings.options("emptiness"))
    base: dict[str, Any] = {
        "file": file,
        "sha256": sha256,
        "title": material.title,
        "unit": material.unit,
        "period": material.period,
        "characters": material.characters,
        "pages": material.document.pages,
        "notes": material.document.notes,
        "material": material,
    }
    if empty.measures["state"] == 2:
        return _assess_blank(base, material, empty)
    labels = label(material)
    outcomes = {"emptiness": empty} | {
        name: module.check(material, labels, around, settings.options(name))
        for name, module in CHECKS.items()
        if name != "emptiness"
    }
    return _assess_filled(base, material, labels, outcomes, around, settings)


def _assess_blank(base: dict[str, Any], material: Material, empty: Outcome) -> Assessment:
    found = _numbered({"emptiness": empty})
    return Assessment(
        **base,
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
    base: dict[str, Any], material: Material, labels: Labels, outcomes: dict[str, Outcome], around: Around, settings: Settings
) -> Assessment:
    thresholds, certain = settings.thresholds, settings.options("elements")["certain"]
    genre = _genre(labels, thresholds)
    hollow = sum(step >= thresholds.hollow_step for step in labels.hollow_steps)
    elements = tuple(name for name, probability in labels.elements.items() if probability >= certain)
    own = _verdict(genre, hollow, elements)
    verdict = _lowered(own, outcomes, thresholds)
    disguised = genre in ("union", "other") and bool(outcomes["genre"].measures["claimed"])
    certainty, doubt = _certainty(own, genre, labels)
    if verdict != own:
        # What lowers a verdict can be seen: only a rejection that a paper might have earned besides would make it wrong.
        certainty = 1.0 if verdict == "reject" else 1.0 - _rejected(labels)
    certainty *= material.document.confidence or 1.0
    review = _shared_with(outcomes, thresholds) or _review(certainty, doubt, material.document, thresholds)
    if genre in ("union", "other"):
        # What a paper of another kind lacks as a reform report is no use to its author.
        outcomes = outcomes | {name: Outcome(outcomes[name].measures, ()) for name in ("elements", "typicality")}
    found = _numbered(outcomes)
    deductions = points.deductions(labels, outcomes, genre, disguised, elements, verdict, found)
    return Assessment(
        **base,
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


def _verdict(genre: str, hollow: int, elements: tuple[str, ...]) -> Verdict:
    """By what the paper says, whoever wrote it (annotation guide)."""
    if genre in ("union", "other") or hollow == 3:
        return "reject"
    if genre == "reform" and hollow <= 1 and "measure" in elements and "result" in elements:
        return "pass"
    return "revise"


def _lowered(verdict: Verdict, outcomes: Mapping[str, Outcome], thresholds: Thresholds) -> Verdict:
    """The verdict with what stands in a paper, good as it may be, with which nobody would pass it on: another's name or text."""
    reused = outcomes["reuse"].measures
    if max(reused["earlier_share"], reused["own_share"]) >= thresholds.copied:
        return "reject"
    shared = max(reused["one_share"], reused["own_share"]) >= thresholds.shared
    faulty = any(finding.severity == "high" for name in FAULTS for finding in outcomes[name].findings)
    return "revise" if verdict == "pass" and (shared or faulty) else verdict


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
    rejected = _rejected(labels)
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


def _rejected(labels: Labels) -> float:
    """How likely a paper is to be rejected for what it says."""
    return 1.0 - (1.0 - labels.genres["union"] - labels.genres["other"]) * (1.0 - labels.hollow_steps[2])


def _review(certainty: float, doubt: str, document: Document, thresholds: Thresholds) -> str | None:
    """Why a person must look: letters not recognised for sure, text not read, or a verdict near a line."""
    sure, read = document.confidence, document.share_read
    if sure is not None and sure < thresholds.recognised:
        return f"文字由图片识别而来，识别把握只有{sure:.0%}，请对照原件人工复核。"
    if read < thresholds.read:
        return f"文件里的文字只读出了{read:.0%}，请对照原件人工复核。"
    return f"{doubt}，请人工复核。" if certainty < thresholds.review else None


def _numbered(outcomes: Mapping[str, Outcome]) -> tuple[tuple[str, Finding], ...]:
    """All findings with their ids (``genre-1``), check by check, the worst of each first."""
    return tuple(
        (f"{name}-{number}", finding)
        for name in CHECKS
        if name in outcomes
        for number, finding in enumerate(outcomes[name].findings, 1)
    )


THRESHOLD_NAMES = tuple(item.name for item in fields(Thresholds))
