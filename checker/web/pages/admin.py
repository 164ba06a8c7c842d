"""管理: users and their roles, units to be forgotten, and who did what."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy import select
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from checker.ledger import LedgerError, forget_unit, judged, tables
from checker.ledger.units import unit_named
from checker.web.accounts import ROLES, SHORTEST_PASSWORD, AccountError
from checker.web.errors import WebError
from checker.web.pages.common import back, checked_form, said, web
from checker.web.render import page
from checker.web.sessions import Administrator

router = APIRouter()

# So many lines of the record are shown.
MOST_EVENTS = 300
ACTIONS = {
    "upload": "上传",
    "remove": "删除上传",
    "sign-in": "登录",
    "sign-in failed": "登录失败",
    "user": "改动用户",
    "user removed": "删除用户",
    "summary": "办一轮",
    "write": "记入台账",
    "correct": "更正",
    "forget unit": "抹去单位",
    "forget round": "抹去批次",
    "restore": "恢复备份",
}
NAMES = {"files": "份数", "round": "批次", "new": "新增", "known": "原有", "role": "角色", "why": "理由", "materials": "材料"}


@dataclass(frozen=True)
class Event:
    """A line of the record."""

    at: datetime
    who: str
    action: str
    told: str


@router.get("/admin")
def index(request: Request, who: Administrator) -> Response:
    """Everything an administrator may do."""
    own = web(request)
    return page(
        request,
        "admin.html",
        users=own.accounts.all(),
        roles=ROLES,
        events=_events(request),
        shortest=SHORTEST_PASSWORD,
        said=said(request),
        waiting=own.jobs.waiting,
    )


@router.post("/admin/users")
async def put_user(request: Request, who: Administrator) -> Response:
    """Add a user, or change a role or a password."""
    fields = await checked_form(request, who)
    role: Any = fields.get("role", "")
    if role not in ROLES:
        raise WebError(422, "bad_request", "请选一个角色。")
    name, own = fields.get("name", "").strip(), web(request)
    await run_in_threadpool(_change, own.accounts.put, name, role, fields.get("password") or None)
    own.store.note(who.name, "user", role=role)
    return back("/admin", "user")


@router.post("/admin/users/remove")
async def remove_user(request: Request, who: Administrator) -> Response:
    """Take a user out."""
    fields = await checked_form(request, who)
    await run_in_threadpool(_change, web(request).accounts.remove, fields.get("name", ""))
    web(request).store.note(who.name, "user removed")
    return back("/admin", "user")


@router.post("/admin/forget")
async def forget(request: Request, who: Administrator) -> Response:
    """Forget a unit: in the ledger and in the inbox."""
    fields = await checked_form(request, who)
    name, why = fields.get("name", "").strip(), fields.get("why", "").strip()
    if not why or fields.get("sure") != name or not name:
        raise WebError(422, "bad_request", "抹去以后不能恢复：请把单位名称写两遍，并写上理由。")
    await run_in_threadpool(_forget, request, name, why, who.name)
    return back("/admin", "forgotten")


def _forget(request: Request, name: str, why: str, who: str) -> None:
    own = web(request)
    with own.ledgers.reading() as session:
        found = judged(session, unit_id=unit_named(session, name).id)
        gone = [material.id for material in found]
    forget_unit(own.ledgers.get(), name, who=who, why=why)
    for result in own.store.of_materials(gone).values():
        if upload := own.store.upload(result.upload):
            own.store.remove(upload)
    with own.store.writing() as db:
        db.executemany("DELETE FROM looks WHERE material = ?", [(id,) for id in gone])
    for round in {material.round for material in found}:
        own.rounds.forget(round)
    own.store.settle()


def _change(change: Any, *told: Any) -> None:
    try:
        change(*told)
    except AccountError as error:
        raise WebError(422, "bad_request", str(error)) from error


def _events(request: Request) -> list[Event]:
    """What was done here and to the ledger, the latest first."""
    own = web(request)
    stored = own.store.ask("SELECT at, who, action, details FROM events ORDER BY id DESC LIMIT ?", (MOST_EVENTS,))
    found = [_event(datetime.fromisoformat(row["at"]), row["who"], row["action"], json.loads(row["details"])) for row in stored]
    try:
        with own.ledgers.reading() as session:
            audit = select(tables.Audit).order_by(tables.Audit.id.desc()).limit(MOST_EVENTS)
            found += [_event(one.at, one.who, one.action, one.details) for one in session.scalars(audit)]
    except (LedgerError, WebError):
        pass
    return sorted(found, key=lambda event: event.at, reverse=True)[:MOST_EVENTS]


def _event(at: datetime, who: str, action: str, details: dict[str, Any]) -> Event:
    told = {**details, "role": ROLES.get(details.get("role", ""), "")}
    said = "，".join(f"{name}：{told[key]}" for key, name in NAMES.items() if told.get(key))
    return Event(at, who, ACTIONS.get(action, action), said)
