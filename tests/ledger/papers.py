"""Rows of results.jsonl, made by hand: what a material says, whose it is, how it was judged."""

from __future__ import annotations

import hashlib
from typing import Any

from checker.ledger import Facts, Ledger, Written, write_round

VERSIONS = {"ganhuo": "0.2.0", "models": "2026-11-22+abc"}
# Sentences of invented units, each with something that can be checked.
MEASURES = (
    "公司把技师每月津贴从三百元提高到八百元，一百二十名技师当月兑现。",
    "机修车间推行一岗多能，四个厂的维修人员互通互用，停机时间少了一半。",
    "党委会每季听取一次产改汇报，列出的十七项任务由五个部门分头销号。",
    "竞赛前三名直接认定高级工，去年有二十六名一线工人因此定级。",
    "师带徒签协议、定考核，出师一名奖励师傅一千五百元。",
)
FORMULA = "我们提高政治站位，统一思想认识，增强责任感和紧迫感。"


def row(
    file: str,
    *sentences: str,
    unit: str | None = None,
    by: str | None = None,
    quality: float | None = 60.0,
    verdict: str | None = "revise",
    salt: str = "",
    versions: dict[str, str] = VERSIONS,
    **more: Any,
) -> dict[str, Any]:
    """A row as results.jsonl has it. `unit` is what the paper calls itself, and with `by` the roster's unit; `salt` makes other bytes of the same text."""
    told, start, said = [], 0, sentences or MEASURES[:3]
    for number, text in enumerate(said):
        kind = "boilerplate" if text == FORMULA else "specific"
        told.append(
            {
                "text": text,
                "paragraph": number,
                "start": start,
                "end": start + len(text),
                "kind": kind,
                "specificity": 2.0,
                "topic": "reform",
            }
        )
        start += len(text) + 1
    data = {
        "schema": 1, "file": file, "sha256": hashlib.sha256(("".join(said) + salt).encode("utf-8", "surrogatepass")).hexdigest(),
        "versions": dict(versions), "status": "ok", "error": None, "title": f"{unit or ''}产改工作总结", "unit": unit, "period": "2021年",
        "characters": start, "pages": None, "notes": [], "reading": None, "verdict": verdict, "certainty": 0.9, "needs_review": False,
        "review_reason": None, "quality": quality, "genre": "reform",
        "genre_scores": {"reform": 1.0, "union": 0.0, "mixed": 0.0, "other": 0.0}, "disguised": False, "hollow": 1, "hollow_score": 0.3,
        "elements": ["measure"], "scores": {"boilerplate": 0.1, "specificity": 0.6, "reform_share": 0.9, "union_share": 0.0, "typicality": 0.5},
        "deductions": [], "findings": [], "sentences": told,
        "units": [{"unit": unit, "by": by}] if unit and by else [], "signed": None,
    }  # fmt: skip
    return data | more


def unreadable(file: str, code: str = "damaged", salt: str = "") -> dict[str, Any]:
    """The row of a file that could not be read."""
    nothing = dict.fromkeys(
        ("title", "unit", "period", "characters", "verdict", "certainty", "needs_review", "quality", "genre", "genre_scores",
         "disguised", "hollow", "hollow_score", "elements", "scores", "deductions", "findings", "sentences")
    )  # fmt: skip
    return row(file, salt=salt) | nothing | {"status": "unreadable", "error": {"code": code, "message": "读不出。"}}


def write(ledger: Ledger, name: str, *rows: dict[str, Any], who: str = "王科员", **facts: Any) -> Written:
    """Write a round."""
    with ledger.writing() as session:
        return write_round(session, name, rows, who, Facts(**facts))
