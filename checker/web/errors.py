"""Whatever goes wrong, in one shape: a Chinese page for people, ``{"error": {"code", "message"}}`` for programs.

No answer tells a path, a trace or what a database said.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response

from checker.ledger import LedgerError
from checker.web import render

log = logging.getLogger("ganhuo")

MESSAGES = {
    400: ("bad_request", "请求不完整或格式不对。"),
    404: ("not_found", "没有这一页，或者内容已经删除。"),
    405: ("method_not_allowed", "这个地址不支持这样的操作。"),
    413: ("too_large", "内容太大。"),
    422: ("bad_request", "填写的内容不完整或不对，请返回检查。"),
    500: ("failed", "程序出错，没有完成；已经上传的文件不受影响。请重试，仍不行请告诉管理员。"),
}
LEDGER_GONE = "台账暂时用不了：文件或数据库连不上、写不进去。已经上传的文件都在，台账恢复后会自动补记；请告诉管理员。"
LEDGER_BUSY = "台账正被别的程序占用，等了一会儿还没有轮到；刚才的操作没有做，请过一会儿再试。"


class WebError(Exception):
    """What is not done, and why: a status of HTTP, a code for programs and a Chinese line for people."""

    def __init__(self, status: int, code: str, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.headers = status, code, message, headers or {}


class StoreError(WebError):
    """Nothing can be kept in the inbox: the disk is full or the folder is gone."""

    def __init__(self) -> None:
        super().__init__(
            507, "storage", "存不下了：磁盘可能已满，或者收件文件夹写不进去。这次上传的文件没有收下，请腾出空间后再传。"
        )


def answer(request: Request, error: WebError) -> Response:
    """The answer for an error, by who asked."""
    if wants_json(request.url.path):
        body = {"error": {"code": error.code, "message": error.message}}
        return JSONResponse(body, error.status, headers=error.headers)
    return render.error_page(request, error.status, error.message, error.headers)


def wants_json(path: str) -> bool:
    """Whether programs ask there."""
    return path.startswith("/api/") or path in ("/healthz", "/openapi.json")


def common(status: int, headers: dict[str, str] | None = None) -> WebError:
    """The error of a status without more to say."""
    code, message = MESSAGES.get(status, MESSAGES[400 if status < 500 else 500])
    return WebError(status, code, message, headers)


def install(app: FastAPI) -> None:
    """Answer for everything that may be raised."""

    def on(kind: type[Exception], made: Callable[[Request, Exception], WebError]) -> None:
        async def handler(request: Request, error: Exception) -> Response:
            return answer(request, made(request, error))

        typed: Callable[[Request, Exception], Awaitable[Response]] = handler
        app.add_exception_handler(kind, typed)

    on(WebError, lambda request, error: error if isinstance(error, WebError) else common(500))
    on(LedgerError, _of_the_ledger)
    on(HTTPException, _of_starlette)
    on(RequestValidationError, lambda request, error: common(422))
    on(ClientDisconnect, lambda request, error: WebError(400, "broken_off", "上传中断了，没有收下。"))
    on(Exception, lambda request, error: common(500))


def unavailable(error: LedgerError) -> WebError:
    """The ledger is busy or gone: what the database said is for the log alone."""
    log.warning("ledger: %s", error)
    code, message = ("ledger_busy", LEDGER_BUSY) if "占用" in str(error) else ("ledger_unavailable", LEDGER_GONE)
    return WebError(503, code, message, {"Retry-After": "10"})


def _of_the_ledger(request: Request, error: Exception) -> WebError:
    """A ledger's refusal is for people to read, unless it is the database that failed."""
    if not isinstance(error, LedgerError):
        return common(500)
    if isinstance(error.__cause__, DBAPIError):
        return unavailable(error)
    return WebError(404 if request.method in ("GET", "HEAD") else 400, "refused", str(error))


def _of_starlette(request: Request, error: Exception) -> WebError:
    return common(error.status_code, dict(error.headers or {})) if isinstance(error, HTTPException) else common(500)
