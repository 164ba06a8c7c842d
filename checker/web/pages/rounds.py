"""批次: the rounds of the ledger, the materials of one, who is late or missing, and passages that papers share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from checker.batch import BatchError
from checker.ledger import Facts, judged, overviews, write_round
from checker.ledger.history import Stood, attendance
from checker.ledger.judged import Judged, rows
from checker.ledger.rounds import round_named
from checker.roster import Unit
from checker.web.api import NO_ROUND_NAME, round_name
from checker.web.errors import WebError
from checker.web.pages.common import back, said, web
from checker.web.receiving import drop, receive
from checker.web.render import page, segment
from checker.web.rosters import read_roster
from checker.web.sessions import FIELD, HEADER, Clerk, Reader, check_token

router = APIRouter()

# Pairs of papers that are listed, and passages of each that are shown side by side.
MOST_PAIRS, MOST_PASSAGES = 40, 6


@dataclass(frozen=True)
class Pair:
    """A material and one that it shares passages with; `other` is that one in the same round, None for one from elsewhere."""

    own: Judged
    other: Judged | None
    source: dict[str, Any]


@router.get("/rounds")
def index(request: Request, who: Reader) -> Response:
    """All rounds."""
    with web(request).ledgers.reading() as session:
        found = overviews(session)
    return page(request, "rounds.html", rounds=found, said=said(request))


@router.post("/rounds")
async def make(request: Request, who: Clerk) -> Response:
    """A new round, or a new list and deadline for one."""
    store = web(request).store

    def checked(fields: dict[str, str]) -> None:
        check_token(who, request.headers.get(HEADER) or fields.get(FIELD))

    fields, files = await receive(request, store, checked)
    try:
        checked(fields)
        name = round_name(fields.get("name", ""))
        if name is None:
            raise NO_ROUND_NAME()
        due = _day(fields.get("due", ""))
        units: tuple[Unit, ...] = ()
        if files:
            try:
                units = await run_in_threadpool(read_roster, files[0].path, files[0].name)
            except BatchError as error:
                raise WebError(422, "roster", str(error)) from error
    finally:
        drop(files)

    def write() -> None:
        with web(request).ledgers.writing() as session:
            write_round(session, name, (), who.name, Facts(units=units, due=due))

    await run_in_threadpool(write)
    return back(f"/rounds/{segment(name)}", "made")


@router.get("/rounds/{name:path}")
def one(request: Request, who: Reader, name: str) -> Response:
    """A round: its materials, its list, its pairs."""
    with web(request).ledgers.reading() as session:
        round = round_named(session, name)
        materials = judged(session, round=round.name)
        standings = attendance(session, round, materials)
        pairs = _pairs(session, round.name, materials)
        told = {"due": round.due, "notice": round.notice}
    return page(
        request,
        "round.html",
        name=name,
        told=told,
        materials=sorted(materials, key=lambda m: (-1.0 if m.quality is None else m.quality, m.id)),
        counts=Counter(m.verdict for m in materials),
        standings=standings,
        states=Counter(standing.state for standing in standings),
        unmatched=_unmatched(materials, standings),
        pairs=pairs[:MOST_PAIRS],
        more_pairs=max(0, len(pairs) - MOST_PAIRS),
        most_passages=MOST_PASSAGES,
        summary=web(request).rounds.state(name),
        said=said(request),
    )


def _pairs(session: Session, name: str, materials: list[Judged]) -> list[Pair]:
    """Who shares passages with whom, the largest share first; upper-level wording is free."""
    by_id = {material.id: material for material in materials}
    by_file = {material.file: material for material in materials}
    found: list[Pair] = []
    seen: set[frozenset[str]] = set()
    for id, row in rows(session, name):
        for source in row.get("reuse") or ():
            both = frozenset((row["file"], source["file"]))
            if source["origin"] == "upper" or id not in by_id or (not source["earlier"] and both in seen):
                continue
            seen.add(both)
            found.append(Pair(by_id[id], None if source["earlier"] else by_file.get(source["file"]), source))
    return sorted(found, key=lambda pair: -pair.source["share"])


def _unmatched(materials: list[Judged], standings: tuple[Stood, ...]) -> list[Judged]:
    """Materials of no unit on the list, where there is a list."""
    if not standings:
        return []
    handed = {handed.judged.sha256 for standing in standings for handed in standing.files}
    return [material for material in materials if material.sha256 not in handed]


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given.strip() else None
    except ValueError as error:
        raise WebError(422, "bad_request", "截止日期写得不对，应像 2025-09-30。") from error
