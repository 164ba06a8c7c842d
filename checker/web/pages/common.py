"""What the pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from checker.web.receiving import form
from checker.web.sessions import FIELD, Visitor, check_token

if TYPE_CHECKING:
    from checker.web.app import Web


def web(request: Request) -> Web:
    """The parts of the server."""
    found: Web = request.app.state.web
    return found


async def checked_form(request: Request, who: Visitor) -> dict[str, str]:
    """The fields of a form that one of our pages made for this visitor. Raises WebError."""
    fields = await form(request)
    check_token(who, fields.get(FIELD))
    return fields


def back(path: str, said: str = "") -> Response:
    """On to a page of ours after something was done; `said` names what that was (see `SAID`)."""
    return RedirectResponse(f"{path}{'?said=' + quote(said) if said else ''}", 303)


def own_path(given: str) -> str:
    """Where to go on to after signing in: a path of this server, whatever was asked for."""
    # Browsers read a backslash as a slash, and leave out tabs and line feeds.
    harmless = given.startswith("/") and not given.startswith("//") and "\\" not in given and given.isprintable()
    return given if harmless else "/"


# What is said after something was done; a page says nothing that an address tells it to.
SAID = {
    "corrected": "已更正，程序原来的判断仍然留着。",
    "recorded": "正在记入台账，稍后刷新可见。",
    "removed": "已删除。",
    "uploaded": "已收下，正在检查。",
    "asked": "正在办这一轮，办好后这里会有汇总表和通报草稿。",
    "made": "批次已建好。",
    "looked": "已记下，谢谢。",
    "user": "已保存。",
    "forgotten": "已抹去。以前的备份里仍有，请一并处理。",
}


def said(request: Request) -> str:
    """What to say on top of a page."""
    return SAID.get(request.query_params.get("said", ""), "")


def rounds_known(request: Request) -> list[str]:
    """The names of the rounds, the latest first; none where the ledger cannot be asked now."""
    from sqlalchemy import select

    from checker.ledger import LedgerError
    from checker.ledger import tables as t
    from checker.web.errors import WebError

    try:
        with web(request).ledgers.reading() as session:
            found: Any = session.scalars(select(t.Round.name).order_by(t.Round.day.desc(), t.Round.id.desc())).all()
            return list(found)
    except (LedgerError, WebError):
        return []
