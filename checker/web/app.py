"""Puts the server together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib.resources import files
from typing import Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from checker import __version__
from checker.web import api, errors
from checker.web.accounts import Accounts, User
from checker.web.guard import Guard
from checker.web.jobs import Jobs
from checker.web.opened import Ledgers
from checker.web.pages import ROUTERS
from checker.web.recording import Recorder, settings_digest
from checker.web.sessions import Sessions
from checker.web.settings import WebSettings
from checker.web.store import Store
from checker.web.summing import Rounds

DESCRIPTION = "干货：检查产改经验材料、工作总结有没有真东西。数据不出本机。"

# Nothing leaves the machine: newer versions of the framework can be told by the environment to report elsewhere.
SILENT: Any = {"tracing": False, "metrics": False, "logs": False, "operation_spans": False, "auto_configure": False}


class Web:
    """The parts of a running server, as requests find them."""

    def __init__(self, settings: WebSettings, local: str) -> None:
        self.settings = settings
        self.store = Store(settings.home)
        self.accounts = Accounts(settings.home)
        self.ledgers = Ledgers(settings.ledger, _was_recorded(self.store))
        self.recorder = Recorder(self.store, self.ledgers, settings_digest(settings.judging))
        self.rounds = Rounds(self.store, self.ledgers, settings)
        self.jobs = Jobs(self.store, settings.judging, settings.workers, self.recorder.wake)
        owner = User(local, "administrator") if settings.loopback else None
        self.sessions = Sessions(self.store, self.accounts, owner, settings.secure)

    def start(self) -> None:
        """Take up what was left."""
        for upload in self.store.old(self.settings.keep_days):
            self.store.remove(upload)
        self.jobs.start()
        self.recorder.start()
        self.rounds.start()

    def stop(self) -> None:
        """End; what is not done is done after the next start."""
        self.rounds.stop()
        self.jobs.stop()
        self.recorder.stop()
        self.ledgers.close()
        self.store.close()


def create_app(settings: WebSettings, local: str = "本机") -> ASGIApp:
    """The application. `local` is what the record calls whoever is at this machine where nobody signs in.

    Raises InUse where another server has the inbox, StoreError where it cannot be written.
    """
    web = Web(settings, local)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(web.start)
        yield
        await run_in_threadpool(web.stop)

    app = FastAPI(
        title="干货",
        version=__version__,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=life,
        telemetry=SILENT,
    )
    app.state.web = web
    errors.install(app)
    app.include_router(api.router)
    for router in ROUTERS:
        app.include_router(router, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=str(files("checker.web") / "static")), name="static")
    return Guard(app, settings)


def _was_recorded(store: Store) -> bool:
    """Whether there was a ledger before: a file that is missing now is then no reason to begin a new one."""
    with suppress(IndexError):
        return bool(store.ask("SELECT EXISTS (SELECT 1 FROM results WHERE material IS NOT NULL)")[0][0])
    return False
