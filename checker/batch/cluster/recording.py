"""Puts the rows of a round on a cluster into the ledger, a shard at a time; a database that is away is waited for.

The shards keep the rows meanwhile, and say which of them are written down. SQLite is a file of this machine, so that it is
written from here; a database for many is written by the workers.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain

from sqlalchemy.orm import Session

from checker.batch import BatchError
from checker.batch.cluster import calls
from checker.batch.cluster.calls import Book, Job, Told
from checker.batch.cluster.driving import ATTEMPTS, Call, Driver
from checker.batch.cluster.shards import Manifest
from checker.batch.cluster.store import Store, rows
from checker.batch.recording import digest
from checker.ledger import Facts, LedgerError, Written, note_writing, open_ledger, write_round
from checker.notice import Notice
from checker.roster import Roster

# Writers of a ledger wait for one another: one writes, one gets ready.
AT_ONCE = 2
NOT_ALL = "都检查完了，但没有记全台账：{error}每份的结果都在分片里，排除以后加 --resume 接着记。"


def facts_of(job: Job, roster: Roster | None, notice: Notice | None) -> Facts:
    """What is known of a round besides its rows."""
    units = roster.units if roster else ()
    return Facts(units, None, notice.due if notice else None, notice.title if notice else None, digest(job.settings))


def record(
    job: Job, book: Book, who: str, driver: Driver, manifest: Manifest, told: list[Told], advance: Callable[[int, int], None]
) -> Written:
    """Add the rows of all shards to the round of a book. Raises BatchError."""
    with _writing(book.address, create=True) as (session, is_file):
        if is_file:
            dated = dict(chain.from_iterable(calls.days(job, manifest, one.place).items() for one in told))
            lines = rows(Store(job.url), [one.name for one in told])
            return write_round(session, book.round, lines, who, replace(book.facts, handed_in=dated))
        write_round(session, book.round, (), who, book.facts)
    light = replace(book, facts=replace(book.facts, units=()))
    new = known = 0
    made = (Call(calls.record, (job, manifest.digest, one.place, one.name, light)) for one in told)
    for done, written in enumerate(driver.results(made, AT_ONCE), 1):
        new, known = new + written.new, known + written.known
        advance(done, len(told))
    with _writing(book.address) as (session, _):
        note_writing(session, book.round, who, Written(new, known))
    return Written(new, known)


@contextmanager
def _writing(address: str, create: bool = False) -> Iterator[tuple[Session, bool]]:
    """A session that writes, and whether the ledger is a file, once it is there: two minutes is it waited for."""
    for attempt in range(ATTEMPTS):
        try:
            ledger = open_ledger(address, create=create)
            break
        except LedgerError as error:
            if attempt + 1 == ATTEMPTS:
                raise BatchError(NOT_ALL.format(error=error)) from error
            time.sleep(2.0**attempt)
    try:
        with ledger, ledger.writing() as session:
            yield session, ledger.file is not None
    except LedgerError as error:
        raise BatchError(NOT_ALL.format(error=error)) from error
