"""Measures -> points: what each check costs a material, with the reason of every figure.

Each check in turn keeps a share of what is left and deducts the rest, so that the deductions add up to what is missing and
never below 0; then they are stretched or shrunk together into the band of quality that the verdict stands for.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from checker.checks import CHECKS
from checker.checks.elements import NAMES as ELEMENT_NAMES
from checker.checks.finding import Finding, Outcome, Severity
from checker.checks.genre import describe
from checker.learned.labels import Labels

Verdict = Literal["pass", "revise", "reject"]


@dataclass(frozen=True, slots=True)
class Deduction:
    """Points lost to one check, why, and the findings (their ids) that prove it."""

    check: str
    points: float
    reason: str
    findings: tuple[str, ...]


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


def deductions(
    labels: Labels,
    outcomes: dict[str, Outcome],
    genre: str,
    disguised: bool,
    elements: tuple[str, ...],
    verdict: Verdict,
    found: tuple[tuple[str, Finding], ...],
) -> tuple[Deduction, ...]:
    """What each check costs a material, so that with the quality they make 100; `found` are its findings by id."""
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
        **{name: _faults_keep(outcomes[name]) for name in FAULTS},
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
    proofs: dict[str, list[str]] = {check: [] for check in rounded}
    for id, finding in found:
        proofs[finding.check].append(id)
    return tuple(Deduction(check, value, reasons[check], tuple(proofs[check])) for check, value in rounded.items() if value > 0)


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
    faults = {"reuse": told} | {name: f"有{len(outcomes[name].findings)}处{CHECKS[name].NAME}" for name in FAULTS}
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
