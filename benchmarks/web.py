"""A loaded page: 50 users hand in 2,000 files, the server is killed under way and started again: none may be lost.

Run as ``python benchmarks/web.py [--users N] [--uploads N] [--kills N]``. Prints one line of JSON. The server is a process of
its own on a free port of this machine, and is ended by its own number.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import psutil

ROOT = Path(__file__).resolve().parent.parent
TEXT = ROOT / "corpora" / "samples" / "德砚轴瓦2025年产改工作总结.txt"
ROUND = "2025年第三季度"
# So long may a restart or the rest of the judging take, in seconds.
START_SECONDS, DRAIN_SECONDS = 60.0, 900.0


class Server:
    """The process, started again on the same port after it was killed; `weights` are its bytes of memory and its workers'."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, 0
        self.weights: list[tuple[int, int]] = []
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "checker", "serve", "--port", str(self.port), "--ledger", str(self.folder / "台账.db")]
        self.log = (self.folder / "server.log").open("a", encoding="utf-8")
        environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=self.log, text=True, encoding="utf-8", env=environment
        )
        line = self.process.stdout.readline() if self.process.stdout else ""
        found = re.search(r":(\d+)/", line)
        if not found:
            sys.exit(f"the server did not start: {line}")
        self.port, self.since = int(found[1]), len(self.weights)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)

    def weigh(self) -> None:
        try:
            own = psutil.Process(self.process.pid)
            workers = sum(child.memory_info().rss for child in own.children(recursive=True))
            self.weights.append((own.memory_info().rss, workers))
        except psutil.Error:
            pass


class Load:
    """The users, what they handed in, and what was answered."""

    def __init__(self, server: Server, users: int, uploads: int) -> None:
        self.server, self.users, self.uploads = server, users, uploads
        self.accepted: dict[int, int] = {}
        self.statuses: Counter[int] = Counter()
        self.broken = 0
        self.seconds: list[float] = []
        self.pages: list[float] = []
        self.next = iter(range(uploads))
        self.text = TEXT.read_text(encoding="utf-8")

    async def user(self, number: int) -> None:
        """Hand in one file after the other, looking at the table now and then; what was not answered is handed in again."""
        async with httpx.AsyncClient(base_url=self.server.address, timeout=120) as client:
            for file in self.next:
                while not await self.hand_in(client, file):
                    await asyncio.sleep(0.3)
                if file % 10 == number % 10:
                    began = time.monotonic()
                    await self.look(client)
                    self.pages.append(time.monotonic() - began)

    async def hand_in(self, client: httpx.AsyncClient, file: int) -> bool:
        data = f"{self.text}\n附：第{file}号。\n".encode()
        fields = {"round": ROUND} if file % 2 else {}
        began = time.monotonic()
        try:
            answer = await client.post("/api/uploads", files={"file": (f"材料{file}.txt", data)}, data=fields)
        except httpx.TransportError:
            self.broken += 1
            return False
        self.statuses[answer.status_code] += 1
        if answer.status_code != 202:
            return False
        self.seconds.append(time.monotonic() - began)
        self.accepted[answer.json()["uploads"][0]["id"]] = file
        return True

    async def look(self, client: httpx.AsyncClient) -> None:
        try:
            self.statuses[(await client.get("/uploads/table?all=1")).status_code] += 1
        except httpx.TransportError:
            self.broken += 1

    async def disturb(self, kills: int) -> None:
        """Kill the server at even stages of the load, and start it again."""
        for stage in range(1, kills + 1):
            while len(self.accepted) < self.uploads * stage // (kills + 1):
                await asyncio.sleep(0.1)
            self.server.kill()
            await asyncio.to_thread(self.server.start)

    async def weigh(self) -> None:
        while True:
            self.server.weigh()
            await asyncio.sleep(1)

    async def run(self, kills: int) -> dict[str, Any]:
        scale = asyncio.create_task(self.weigh())
        began = time.monotonic()
        await asyncio.gather(self.disturb(kills), *(self.user(number) for number in range(self.users)))
        taken = time.monotonic() - began
        states = await self.drained()
        scale.cancel()
        return self.told(taken, time.monotonic() - began, states)

    async def drained(self) -> dict[int, dict[str, Any]]:
        """What became of every upload, once nothing is on its way."""
        end = time.monotonic() + DRAIN_SECONDS
        async with httpx.AsyncClient(base_url=self.server.address, timeout=120) as client:
            while True:
                states: dict[int, dict[str, Any]] = {}
                before = {}
                while found := (await client.get("/api/uploads", params=before)).json():
                    states |= {own["id"]: own for own in found}
                    before = {"before": found[-1]["id"]}
                left = sum(not settled(own) for own in states.values())
                if not left or time.monotonic() > end:
                    return states
                await asyncio.sleep(3)

    def told(self, taken: float, whole: float, states: dict[int, dict[str, Any]]) -> dict[str, Any]:
        lost = [id for id in self.accepted if id not in states or not settled(states[id])]
        wrong = [id for id, own in states.items() if len(own["results"]) != 1 or own["results"][0]["verdict"] is None]
        own = [weight for weight, _ in self.server.weights[self.server.since :]]
        quarter = len(own) // 4
        return {
            "users": self.users,
            "accepted": len(self.accepted),
            "lost": len(lost),
            "not judged well": len(wrong),
            "kept though the answer was lost": len(states) - len(self.accepted),
            "statuses": {str(status): count for status, count in sorted(self.statuses.items())},
            "connections broken by kills": self.broken,
            "accepting, s": round(taken, 1),
            "all judged and recorded, s": round(whole, 1),
            "accepted a second": round(len(self.accepted) / taken, 1),
            "upload, s (median, 95 %)": [round(q, 3) for q in (statistics.median(self.seconds), at(self.seconds, 0.95))],
            "table, s (median, 95 %)": [round(q, 3) for q in (statistics.median(self.pages), at(self.pages, 0.95))],
            "server since its last start, MB (second quarter, end, most)": [
                round(w / 2**20) for w in (statistics.median(own[quarter : 2 * quarter]), own[-1], max(own))
            ],
            "workers, MB (most)": round(max(weight for _, weight in self.server.weights) / 2**20),
        }


def settled(state: dict[str, Any]) -> bool:
    """Whether an upload is judged, and in the ledger where it was for a round."""
    recorded = all(one["material"] is not None for one in state["results"]) if state["round"] else True
    return state["state"] == "done" and recorded


def at(values: list[float], share: float) -> float:
    """The value that so large a share does not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("users", 50), ("uploads", 2000), ("kills", 1)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder))
        try:
            told = asyncio.run(Load(server, asked.users, asked.uploads).run(asked.kills))
        finally:
            server.stop()
        print(json.dumps(told, ensure_ascii=False))
        print((Path(folder) / "server.log").read_text(encoding="utf-8")[-3000:], file=sys.stderr)


if __name__ == "__main__":
    main()
