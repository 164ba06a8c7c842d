"""Signing in and out."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from checker.web.accounts import LONGEST_NAME, LONGEST_PASSWORD
from checker.web.errors import WebError
from checker.web.pages.common import checked_form, own_path, web
from checker.web.render import page
from checker.web.sessions import address, visitor

router = APIRouter()


@router.get("/sign-in")
def ask(request: Request) -> Response:
    """The form."""
    if visitor(request).user is not None:
        return RedirectResponse("/", 303)
    return page(request, "sign_in.html", next=own_path(request.query_params.get("next", "/")), wrong="", name="")


@router.post("/sign-in")
async def sign_in(request: Request) -> Response:
    """A name and a password."""
    who = visitor(request)
    fields = await checked_form(request, who)
    sessions = web(request).sessions
    name, password = fields.get("name", "").strip()[:LONGEST_NAME], fields.get("password", "")[: LONGEST_PASSWORD + 1]
    onward = own_path(fields.get("next", "/"))
    try:
        user = await run_in_threadpool(sessions.sign_in, name, password, address(request))
    except WebError as error:
        response = page(request, "sign_in.html", error.status, next=onward, wrong=error.message, name=name)
        response.headers.update(error.headers)
        return response
    answer = RedirectResponse(onward, 303)
    sessions.begin(user, who, answer)
    web(request).store.note(user.name, "sign-in")
    return answer


@router.post("/sign-out")
async def sign_out(request: Request) -> Response:
    """Good-bye."""
    who = visitor(request)
    await checked_form(request, who)
    answer = RedirectResponse("/sign-in", 303)
    web(request).sessions.end(who, answer)
    return answer
