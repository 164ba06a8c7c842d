"""The door for programs: the same judgement as JSON. Whatever goes wrong has one shape."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from checker.ledger.plain import LONGEST_NAME
from checker.reading.names import is_wanted
from checker.web import judging
from checker.web.errors import WebError, common
from checker.web.receiving import NO_FILE, drop, receive
from checker.web.sessions import Visitor, calling
from checker.web.store import Arrived, Result, Upload

router = APIRouter()

# So long does a program wait for an answer at most, in seconds; what it handed in is judged all the same.
ANSWER_SECONDS = 600.0
NO_ROUND_NAME = partial(WebError, 422, "bad_request", "请写上批次名称。")
LATE = partial(WebError, 503, "late", "还没有检查完；文件已经收下，检查仍在进行。", {"Retry-After": "60"})
# SQLite's numbers go no further.
LARGEST = 2**63 - 1
MOST_LISTED = 200


class Trouble(BaseModel):
    """What went wrong."""

    code: str
    message: str


class ErrorAnswer(BaseModel):
    """The one shape of errors."""

    error: Trouble


class Health(BaseModel):
    """That the server is there."""

    status: Literal["ok"]


class Judged(BaseModel):
    """What came of a file, or of one file in an archive."""

    id: int
    name: str
    verdict: str | None
    quality: float | None
    error: str | None
    round: str | None
    material: int | None


class UploadState(BaseModel):
    """A file that was accepted, and what came of it so far."""

    id: int
    name: str
    sha256: str
    state: Literal["waiting", "done"]
    round: str | None
    results: list[Judged]


class Accepted(BaseModel):
    """What was accepted: it is on the disk. Of a folder, files that are no materials are passed over."""

    uploads: list[UploadState]
    passed_over: int


ERRORS: dict[int | str, dict[str, Any]] = {
    code: {"model": ErrorAnswer} for code in (400, 401, 403, 404, 405, 413, 422, 429, 503, 507)
}
FILES_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "array", "minItems": 1, "items": {"type": "string", "format": "binary"}},
                        "round": {"type": "string", "maxLength": LONGEST_NAME},
                        "folder": {"type": "string", "enum": ["0", "1"]},
                    },
                }
            }
        },
    }
}
Uploader = Annotated[Visitor, Depends(calling("clerk"))]
Looker = Annotated[Visitor, Depends(calling("reader"))]
Number = Annotated[int, Path(ge=1, le=LARGEST)]


@router.get("/healthz", response_model=Health, responses={400: {"model": ErrorAnswer}})
def health() -> Any:
    """Whether the server answers."""
    return {"status": "ok"}


@router.post("/api/check", responses={200: {"model": list[dict[str, Any]]}, **ERRORS}, openapi_extra=FILES_BODY)
async def check(request: Request, who: Uploader) -> Response:
    """Judge files: a list in their order, one entry a material, as `ganhuo check --format json` gives it."""
    uploads, _, waiters = await take(request, who)
    try:
        await asyncio.wait_for(asyncio.gather(*(asyncio.wrap_future(own) for own in waiters)), ANSWER_SECONDS)
    except asyncio.TimeoutError as error:
        raise LATE() from error
    store = request.app.state.web.store

    def rows() -> list[dict[str, Any]]:
        found = store.results([upload.id for upload in uploads])
        return [judging.contract(judging.unpack(store.row(result.id))) for result in found]

    return JSONResponse(await run_in_threadpool(rows))


@router.post("/api/uploads", status_code=202, response_model=Accepted, responses=ERRORS, openapi_extra=FILES_BODY)
async def upload(request: Request, who: Uploader) -> Any:
    """Hand files in; they are judged one after the other. What is accepted is not lost, whatever becomes of the server."""
    uploads, passed_over, _ = await take(request, who)
    return {"uploads": [_state(own, []) for own in uploads], "passed_over": passed_over}


@router.get("/api/uploads", response_model=list[UploadState], responses=ERRORS)
def uploads(
    request: Request,
    who: Looker,
    before: Annotated[int | None, Query(ge=1, le=LARGEST)] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_LISTED)] = MOST_LISTED,
) -> Any:
    """The latest files, the newest first."""
    store = request.app.state.web.store
    found = store.uploads(None, limit, before)
    results: dict[int, list[Result]] = {}
    for result in store.results([own.id for own in found]):
        results.setdefault(result.upload, []).append(result)
    return [_state(own, results.get(own.id, [])) for own in found]


@router.get("/api/uploads/{id}", response_model=UploadState, responses=ERRORS)
def one_upload(request: Request, who: Looker, id: Number) -> Any:
    """A file, and what came of it so far."""
    store = request.app.state.web.store
    found = store.upload(id)
    if found is None:
        raise common(404)
    return _state(found, store.results([id]))


@router.get("/api/results/{id}", responses={200: {"model": dict[str, Any]}, **ERRORS})
def result(request: Request, who: Looker, id: Number) -> Response:
    """The assessment of a material."""
    store = request.app.state.web.store
    if store.result(id) is None:
        raise common(404)
    return JSONResponse(judging.contract(judging.unpack(store.row(id))))


async def take(request: Request, who: Visitor, check_fields: Any = None) -> tuple[list[Upload], int, list[Future[None]]]:
    """Accept the files of a request and have them judged. Raises WebError."""
    web = request.app.state.web
    fields, files = await receive(request, web.store, check_fields or (lambda fields: None))
    wanted: list[Arrived] = []
    others: list[Arrived] = []
    for file in files:
        (wanted if fields.get("folder") != "1" or is_wanted(file.name) else others).append(file)
    drop(others)
    if not files:
        raise NO_FILE()
    try:
        round = round_name(fields.get("round", ""))
    except WebError:
        drop(wanted)
        raise

    def accept() -> list[Upload]:
        ids = web.store.accept(wanted, who.name, round) if wanted else []
        if ids:
            web.store.note(who.name, "upload", files=len(ids), round=round)
        return [own for id in ids if (own := web.store.upload(id))]

    accepted = await run_in_threadpool(accept)
    return accepted, len(others), [web.jobs.submit(own.id, own.name) for own in accepted]


def round_name(given: str) -> str | None:
    """The name of a round, None where none was given. Raises WebError."""
    name = " ".join(given.split())
    if len(name) > LONGEST_NAME:
        raise WebError(422, "bad_request", f"批次名称不能超过{LONGEST_NAME}个字。")
    return name or None


def _state(upload: Upload, results: list[Result]) -> dict[str, Any]:
    judged = [
        {
            "id": one.id,
            "name": one.name,
            "verdict": one.light["verdict"],
            "quality": one.light["quality"],
            "error": one.light["error"],
            "round": one.round,
            "material": one.material,
        }
        for one in results
    ]
    told = {"id": upload.id, "name": upload.name, "sha256": upload.sha256, "state": upload.state, "round": upload.round}
    return told | {"results": judged}
