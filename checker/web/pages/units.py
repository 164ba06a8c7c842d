"""单位: all units, and one over the years."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from checker.ledger import unit_history, unit_names
from checker.reports import history
from checker.web.pages.common import web
from checker.web.render import page
from checker.web.sessions import Reader

router = APIRouter()


@router.get("/units")
def index(request: Request, who: Reader) -> Response:
    """All units."""
    with web(request).ledgers.reading() as session:
        found = unit_names(session)
    return page(request, "units.html", units=found)


@router.get("/units/{name:path}")
def one(request: Request, who: Reader, name: str) -> Response:
    """A unit over the years."""
    with web(request).ledgers.reading() as session:
        found = unit_history(session, name)
    return page(
        request,
        "unit.html",
        history=found,
        plot=history.plot(found),
        told=history,
        bottom=history.TOP + history.HEIGHT,
        left=history.LEFT,
    )
