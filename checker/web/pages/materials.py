"""One material: its sentences by kind, the findings beside them, marked copy and memo, and what people correct."""

from __future__ import annotations

from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from checker.batch.rounds import entry
from checker.ledger import correct_kind, correct_verdict, corrections, judged
from checker.ledger.corrections import row as corrected_row
from checker.ledger.judged import Judged
from checker.reports import wording
from checker.reports.cards import FIELDS
from checker.reports.memo import memo
from checker.reports.round import Round
from checker.web.api import NO_ROUND_NAME, round_name
from checker.web.errors import WebError, common
from checker.web.jobs import marked_path
from checker.web.judging import Row, unpack
from checker.web.pages.common import back, checked_form, rounds_known, said, web
from checker.web.render import download, page
from checker.web.sessions import Clerk, Reader
from checker.web.store import Result
from checker.web.view import MOST_PASSAGES, MOST_SOURCES, other_place, view

router = APIRouter()

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MEDIA = {".docx": WORD, ".pdf": "application/pdf"}
GONE = partial(WebError, 404, "forgotten", "这份材料的内容已经从台账里抹去。")
NO_COPY = partial(WebError, 404, "no_copy", "这份材料没有批注件：不是从网页收下的，或者读不出。")


@router.get("/results/{id}")
def result(request: Request, who: Reader, id: int) -> Response:
    """A material of the inbox; one that is in the ledger has its page there."""
    found = _result(request, id)
    if found.material:
        return back(f"/materials/{found.material}")
    row = unpack(web(request).store.row(id))
    return _page(request, row, found, None, [])


@router.get("/materials/{id}")
def material(request: Request, who: Reader, id: int) -> Response:
    """A material of the ledger."""
    with web(request).ledgers.reading() as session:
        one = _material(session, id)
        row = corrected_row(session, id)
        made = corrections(session, material_id=id)
    if not row:
        raise GONE()
    found = _of_material(request, one)
    if found and "page" not in row:
        kept = unpack(web(request).store.row(found.id))
        if len(kept["sentences"] or ()) == len(row["sentences"] or ()):
            row = row | {"page": kept["page"], "text": kept["text"]}
    return _page(request, row, found, one, made)


def _page(request: Request, row: Row, found: Result | None, one: Judged | None, made: list[Any]) -> Response:
    changed = {c.sentence: c for c in made if c.sentence is not None and c.counts}
    return page(
        request,
        "material.html",
        view=view(row),
        row=row,
        result=found,
        material=one,
        corrections=made,
        changed=changed,
        other_place=other_place,
        fields=FIELDS,
        most_sources=MOST_SOURCES,
        most_passages=MOST_PASSAGES,
        rounds=rounds_known(request) if one is None else (),
        said=said(request),
    )


@router.get("/results/{id}/marked")
def marked(request: Request, who: Reader, id: int) -> Response:
    """The marked copy of a material of the inbox."""
    return _marked(request, _result(request, id))


@router.get("/materials/{id}/marked")
def marked_material(request: Request, who: Reader, id: int) -> Response:
    """The marked copy of a material of the ledger, where the inbox has it."""
    with web(request).ledgers.reading() as session:
        found = _of_material(request, _material(session, id))
    if found is None:
        raise NO_COPY()
    return _marked(request, found)


@router.get("/results/{id}/memo")
def result_memo(request: Request, who: Reader, id: int) -> Response:
    """The memo on a material of the inbox."""
    found = _result(request, id)
    return _memo(unpack(web(request).store.row(id)), found.name)


@router.get("/materials/{id}/memo")
def material_memo(request: Request, who: Reader, id: int) -> Response:
    """The memo on a material of the ledger, by the verdict that counts."""
    with web(request).ledgers.reading() as session:
        one, row = _material(session, id), corrected_row(session, id)
    if not row:
        raise GONE()
    return _memo(row, one.file)


@router.post("/results/{id}/record")
async def record(request: Request, who: Clerk, id: int) -> Response:
    """Put a material of the inbox into a round."""
    fields = await checked_form(request, who)
    found = _result(request, id)
    round = round_name(fields.get("round", ""))
    if round is None:
        raise NO_ROUND_NAME()

    def write() -> None:
        with web(request).store.writing() as db:
            db.execute("UPDATE results SET round = ?, trouble = NULL WHERE id = ? AND material IS NULL", (round, found.id))
        web(request).recorder.wake()

    await run_in_threadpool(write)
    return back(f"/results/{id}", "recorded")


@router.post("/materials/{id}/verdict")
async def verdict(request: Request, who: Clerk, id: int) -> Response:
    """A person's verdict in the place of the program's."""
    fields = await checked_form(request, who)
    new: Any = fields.get("verdict", "")
    if new not in wording.VERDICTS:
        raise common(422)

    def write() -> None:
        with web(request).ledgers.writing() as session:
            correct_verdict(session, id, new, who=who.name, why=fields.get("why", ""))
        web(request).store.relight(id, verdict=new, person=True)

    await run_in_threadpool(write)
    return back(f"/materials/{id}", "corrected")


@router.post("/materials/{id}/kind")
async def kind(request: Request, who: Clerk, id: int) -> Response:
    """A person's kind of a sentence in the place of the program's."""
    fields = await checked_form(request, who)
    new: Any = fields.get("kind", "")
    start = fields.get("start", "")
    if new not in wording.KINDS or not (start.isascii() and start.isdigit() and len(start) < 10):
        raise common(422)

    def write() -> None:
        with web(request).ledgers.writing() as session:
            correct_kind(session, id, int(start), new, who=who.name, why=fields.get("why", ""))

    await run_in_threadpool(write)
    return back(f"/materials/{id}", "corrected")


def _result(request: Request, id: int) -> Result:
    found = web(request).store.result(id) if 0 < id < 2**63 else None
    if found is None:
        raise common(404)
    return found


def _material(session: Session, id: int) -> Judged:
    found = judged(session, id=id) if 0 < id < 2**31 else []
    if not found:
        raise common(404)
    return found[0]


def _of_material(request: Request, one: Judged) -> Result | None:
    """What the inbox has of a material of the ledger."""
    found = web(request).store.of_materials([one.id]).get(one.id)
    return found if found and found.sha256 == one.sha256 else None


def _marked(request: Request, found: Result) -> Response:
    if not found.marked:
        raise NO_COPY()
    path = marked_path(web(request).store, found.marked)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise NO_COPY() from error
    return download(data, f"标注 {_stem(found.name)}", path.suffix, MEDIA.get(path.suffix, "application/octet-stream"))


def _memo(row: Row, name: str) -> Response:
    data = memo(entry(row, (0,), None, {}), Round(None, ()))
    return download(data, f"退改意见 {_stem(name)}", ".docx", WORD)


def _stem(name: str) -> str:
    """The name of a file without its folders and its ending."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return last.rpartition(".")[0] or last
