"""Hands calls out to the workers of a Dask cluster, a bounded number at a time, and sees each done.

The scheduler never knows of more than a few calls for each thread of a worker, so that it holds as much for ten million files as
for ten. A call whose worker dies is tried on another by Dask; over which workers go on dying is taken apart, down to the
file that they die of. A call that fails is tried again later. A scheduler that went away is waited for.
"""

from __future__ import annotations

import heapq
import logging
import queue
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from types import TracebackType
from typing import Any

from distributed import CancelledError, Client, KilledWorker

from checker.batch import BatchError
from checker.batch.cluster.crews import dismiss_all

# Calls known to the scheduler for each thread: one at work, one waiting.
EACH = 2
# A call that failed is tried again after 1, 2, 4… seconds: two minutes in all.
ATTEMPTS = 8
# So long is a scheduler waited for, and so long a worker.
AWAY_SECONDS, NOBODY_SECONDS = 120.0, 120.0
CONNECT_SECONDS = 10.0
# How often the number of workers is looked at.
LOOK_SECONDS = 5.0

GONE = "连不上集群的调度器 {address}，已经停下；做完的都在分片里，集群恢复后同一条命令加上 --resume 接着做。"
NOBODY = "集群里等了{seconds:.0f}秒没有工作进程，已经停下；做完的都在分片里，请启动工作进程后加 --resume 接着做。"
NOT_INSTALLED = "集群里有的工作进程没有装干货，或者装得不全（{error}）；请在每台机器上装同一版本。"
UNLISTED = "来件没有列全（{error}），已经停下；排除以后加 --resume 接着做。"
FAILED = "集群里有一步试了{attempts}次都没有成功，已经停下（{error}）；做完的都在分片里，排除以后加 --resume 接着做。"


@dataclass(frozen=True)
class Call:
    """A function and what it is called with; `pieces` makes smaller calls of it, none where there is nothing smaller.

    `single` says that it is of one file: before that is set aside, the call is tried once more with no other beside it.
    """

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    pieces: Callable[[], list[Call]] = field(default=list)
    single: bool = False


class Driver:
    """A connection to a cluster: a context. Raises BatchError where there is no scheduler."""

    def __init__(self, address: str) -> None:
        _hush()
        self._address = address
        self._client = self._connected(CONNECT_SECONDS)

    def __enter__(self) -> Driver:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with suppress(Exception):
            if kind is None:
                self._client.run(dismiss_all, on_error="ignore")
            self._client.close(timeout=5)

    def _connected(self, patience: float) -> Any:
        until = time.monotonic() + patience
        while True:
            try:
                return Client(self._address, timeout=min(patience, CONNECT_SECONDS), set_as_default=False)
            except (OSError, RuntimeError, ValueError) as error:
                if time.monotonic() > until:
                    raise BatchError(GONE.format(address=self._address.removeprefix("tcp://"))) from error
                time.sleep(1)

    def results(self, calls: Iterable[Call], most: int | None = None) -> Iterator[Any]:
        """What comes of calls, as they get done; no more than `most` at a time. Raises BatchError."""
        flight = _Flight(self._client, iter(calls), most)
        lost = 0
        while True:
            try:
                flight.fill()
                if flight.is_over():
                    return
                for result in flight.landed():
                    lost = 0
                    yield result
            except (OSError, CancelledError, RuntimeError) as error:
                lost += 1
                if lost > ATTEMPTS:
                    raise BatchError(FAILED.format(attempts=lost, error=_told(error))) from error
                with suppress(Exception):
                    self._client.close(timeout=1)
                self._client = self._connected(AWAY_SECONDS)
                flight.begin_again(self._client)


class _Flight:
    """The calls that the scheduler knows of, and those to come."""

    def __init__(self, client: Any, calls: Iterator[Call], most: int | None) -> None:
        self._client, self._calls, self._most = client, calls, most
        self._again: deque[tuple[Call, int]] = deque()
        self._later: list[tuple[float, int, Call, int]] = []
        self._out: dict[str, tuple[Any, Call, int]] = {}
        self._done: queue.SimpleQueue[str] = queue.SimpleQueue()
        # Dask suspects whatever a dead worker had before it; so these are tried at the end, one at a time.
        self._suspects: deque[Call] = deque()
        self._alone: Call | None = None
        self._numbers = count()
        self._run = uuid.uuid4().hex[:8]
        self._width, self._looked, self._seen = 0, 0.0, time.monotonic()

    def begin_again(self, client: Any) -> None:
        """Another scheduler knows of none of them."""
        self._client = client
        self._again.extend((call, attempts) for _, call, attempts in self._out.values())
        self._out.clear()
        self._looked, self._seen = 0.0, time.monotonic()

    def is_over(self) -> bool:
        """Whether all is done."""
        return not (self._out or self._again or self._later or self._suspects)

    def fill(self) -> None:
        """Give the scheduler as many as it may have."""
        self._look()
        while len(self._out) < self._width:
            if (following := self._following()) is None:
                return
            call, attempts = following
            key = f"ganhuo-{call.function.__name__}-{self._run}-{next(self._numbers)}"
            # Put down first: if the scheduler is lost meanwhile, the call is not.
            self._out[key] = None, call, attempts
            future = self._client.submit(call.function, *call.arguments, key=key, pure=False)
            self._out[key] = future, call, attempts
            future.add_done_callback(partial(_put, self._done, key))

    def _following(self) -> tuple[Call, int] | None:
        if self._later and self._later[0][0] <= time.monotonic():
            _, _, call, attempts = heapq.heappop(self._later)
            return call, attempts
        if self._again:
            return self._again.popleft()
        try:
            following = next(self._calls, None)
        except (OSError, RuntimeError) as error:
            # No trouble of the cluster: taken for one, the rest of the files would be forgotten.
            raise BatchError(UNLISTED.format(error=_told(error))) from error
        if following is None and self._suspects and not self._out and not self._later:
            following = self._alone = self._suspects.popleft()
        return (following, 0) if following else None

    def _look(self) -> None:
        """How many calls there may be, by the workers that there are."""
        now = time.monotonic()
        if now - self._looked < LOOK_SECONDS:
            return
        self._looked = now
        threads = sum(self._client.nthreads().values())
        if threads:
            self._seen = now
        elif now - self._seen > NOBODY_SECONDS:
            raise BatchError(NOBODY.format(seconds=NOBODY_SECONDS))
        self._width = min(EACH * max(1, threads), self._most or EACH * max(1, threads))

    def landed(self) -> Iterator[Any]:
        """What got done within a second."""
        try:
            key = self._done.get(timeout=1.0)
        except queue.Empty:
            return
        if key not in self._out:
            return
        future, call, attempts = self._out[key]
        try:
            result = future.result()
        except Exception as error:
            if future.status != "error":  # the scheduler is lost
                raise CancelledError(key) from error
            del self._out[key]
            self._failed(call, attempts + 1, error)
            return
        del self._out[key]
        yield result

    def _failed(self, call: Call, attempts: int, error: BaseException) -> None:
        if isinstance(error, BatchError):
            raise error
        if isinstance(error, ImportError):
            raise BatchError(NOT_INSTALLED.format(error=error)) from error
        if isinstance(error, KilledWorker) and call.single and call is not self._alone:
            self._suspects.append(call)
        elif isinstance(error, KilledWorker) and (pieces := call.pieces()):
            self._again.extendleft((piece, 0) for piece in reversed(pieces))
        elif attempts < ATTEMPTS:
            heapq.heappush(self._later, (time.monotonic() + 2.0 ** (attempts - 1), next(self._numbers), call, attempts))
        else:
            raise BatchError(FAILED.format(attempts=attempts, error=_told(error))) from error


def _hush() -> None:
    """What Dask would say on our standard error is dealt with here."""
    for name in [name for name in logging.root.manager.loggerDict if name.partition(".")[0] == "distributed"]:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _told(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _put(done: queue.SimpleQueue[str], key: str, future: Any) -> None:
    done.put(key)
