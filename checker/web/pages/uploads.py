"""检查: hand files in, and the table that fills as they are judged."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from checker.web.api import take
from checker.web.errors import common
from checker.web.pages.common import back, checked_form, rounds_known, said, web
from checker.web.receiving import REQUEST_FILES
from checker.web.render import fragment, page
from checker.web.sessions import FIELD, HEADER, Clerk, Reader, Visitor, check_token
from checker.web.store import Result, Upload

router = APIRouter()

# So many uploads stand on a page.
ON_A_PAGE = 100


@dataclass(frozen=True)
class Line:
    """An upload with what came of it so far."""

    upload: Upload
    results: tuple[Result, ...]


@router.get("/")
def index(request: Request, who: Reader) -> Response:
    """The first page."""
    every, before, lines = _asked(request, who)
    return page(
        request,
        "uploads.html",
        lines=lines,
        every=every,
        more=lines[-1].upload.id if len(lines) == ON_A_PAGE else None,
        before=before,
        rounds=rounds_known(request),
        round=request.query_params.get("round", ""),
        said=said(request),
        most=REQUEST_FILES,
        pending=_pending(lines),
    )


@router.get("/uploads/table")
def table(request: Request, who: Reader) -> Response:
    """The rows of the table alone, for a page that fills itself."""
    _, _, lines = _asked(request, who)
    text = fragment("rows.html", lines=lines, visitor=who)
    return HTMLResponse(text, headers={"X-Pending": str(_pending(lines))})


@router.post("/uploads")
async def upload(request: Request, who: Clerk) -> Response:
    """Files from the form, where there is no script."""

    def checked(fields: dict[str, str]) -> None:
        check_token(who, request.headers.get(HEADER) or fields.get(FIELD))

    await take(request, who, checked)
    return back("/", "uploaded")


@router.post("/uploads/{id}/remove")
async def remove(request: Request, who: Clerk, id: int) -> Response:
    """Take an upload out of the inbox; what is in the ledger stays there."""
    await checked_form(request, who)
    store = web(request).store
    found = store.upload(id)
    if found is None or found.state == "waiting" or (found.who != who.name and not who.may("administrator")):
        raise common(404)
    store.remove(found)
    store.settle()
    store.note(who.name, "remove")
    return back("/", "removed")


def _asked(request: Request, who: Visitor) -> tuple[bool, int | None, list[Line]]:
    """Whose uploads are asked for, before which one, and these."""
    every = request.query_params.get("all") == "1" or not who.may("clerk")
    given = request.query_params.get("before", "")
    before = int(given) if given.isascii() and given.isdigit() and len(given) < 16 else None
    store = web(request).store
    uploads = store.uploads(None if every else who.name, ON_A_PAGE, before)
    results: dict[int, list[Result]] = {}
    for result in store.results([own.id for own in uploads]):
        results.setdefault(result.upload, []).append(result)
    return every, before, [Line(own, tuple(results.get(own.id, ()))) for own in uploads]


def _pending(lines: list[Line]) -> int:
    """How many are on their way: not judged, or not in the ledger yet."""
    return sum(
        line.upload.state == "waiting" or any(one.round and one.material is None and not one.trouble for one in line.results)
        for line in lines
    )
