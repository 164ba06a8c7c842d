"""办一轮: the whole round judged at once, and what it comes to."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, JSONResponse, Response

from checker.reports.safe import file_name
from checker.web.errors import common
from checker.web.pages.common import back, checked_form, web
from checker.web.render import attachment, segment
from checker.web.sessions import Clerk, Reader
from checker.web.summing import PRODUCTS

router = APIRouter()


@router.post("/summary/{name:path}")
async def ask(request: Request, who: Clerk, name: str) -> Response:
    """Have it done."""
    await checked_form(request, who)
    own = web(request)
    await run_in_threadpool(own.rounds.ask, name, who.name)
    own.store.note(who.name, "summary", round=name)
    return back(f"/rounds/{segment(name)}", "asked")


@router.get("/summary/state/{name:path}")
def state(request: Request, who: Reader, name: str) -> Response:
    """How far it is."""
    found = web(request).rounds.state(name)
    told: dict[str, Any] = {"state": found.state, "told": found.told} if found else {"state": "none", "told": ""}
    return JSONResponse(told)


@router.get("/summary/{which}/{name:path}")
def product(request: Request, who: Reader, which: str, name: str) -> Response:
    """What it came to."""
    path = web(request).rounds.product(name, which) if which in PRODUCTS else None
    if path is None:
        raise common(404)
    return FileResponse(
        path, media_type="application/octet-stream", headers=attachment(f"{file_name(name)} {path.stem}", path.suffix)
    )
