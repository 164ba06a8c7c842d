"""复看: some materials are judged by a person who does not see what the program said; the page tells how far both agree."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from checker.ledger import judged
from checker.ledger.corrections import row as corrected_row
from checker.reports import wording
from checker.web import second_look
from checker.web.errors import WebError, common
from checker.web.pages.common import back, checked_form, said, web
from checker.web.render import page
from checker.web.sessions import Clerk
from checker.web.view import view

router = APIRouter()


@router.get("/second-look")
def index(request: Request, who: Clerk) -> Response:
    """The next material to look at, without what the program said of it."""
    own = web(request)
    looks = second_look.looks(own.store)
    with own.ledgers.reading() as session:
        one = second_look.offered(session, own.store, who.name, own.settings.one_in, looks, request.query_params.get("skip", ""))
        row = corrected_row(session, one.id) if one else None
    return page(
        request,
        "second_look.html",
        material=one,
        view=view(row) if row else None,
        agreement=second_look.agreement(looks),
        one_in=own.settings.one_in,
        said=said(request),
    )


@router.post("/second-look/{id}")
async def look(request: Request, who: Clerk, id: int) -> Response:
    """What a person says of it."""
    fields = await checked_form(request, who)
    verdict = fields.get("verdict", "")
    if verdict not in wording.VERDICTS:
        raise common(422)
    own = web(request)

    def write() -> None:
        looks = second_look.looks(own.store)
        with own.ledgers.reading() as session:
            found = judged(session, id=id) if 0 < id < 2**31 else []
            if not found or not second_look.open_to(found[0], own.settings.one_in, looks):
                raise WebError(400, "not_offered", "这份材料不在复看之列，或者已经看过。")
            second_look.put_down(own.store, found[0], who.name, verdict)

    await run_in_threadpool(write)
    return back("/second-look", "looked")
