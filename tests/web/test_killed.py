"""A server that is killed while it works: what it said that it had accepted is judged by the next one, once."""

from pathlib import Path

import httpx

from tests.web.process import server
from tests.web.served import PASS, REJECT, sample, settled, until, zipped

ROUND = "2025年第三季度"


def test_nothing_that_was_accepted_is_lost_when_the_server_is_killed(tmp_path: Path) -> None:
    archive = zipped({f"{n}/{name}": sample(name)[1] for n in range(3) for name in (PASS, REJECT)})
    files = [sample(PASS), sample(REJECT), ("材料.zip", archive), *((f"{n}.txt", f"第{n}份。".encode()) for n in range(12))]
    with server(tmp_path / "台账.db", "--workers", "2") as (address, process):
        accepted = [
            httpx.post(f"{address}/api/uploads", files={"file": file}, data={"round": ROUND}, timeout=60).json()["uploads"][0][
                "id"
            ]
            for file in files
        ]
        process.kill()
        process.wait()
    with server(tmp_path / "台账.db", "--workers", "2") as (address, _):

        def judged() -> list[dict[str, object]] | None:
            states = [httpx.get(f"{address}/api/uploads/{id}", timeout=60).json() for id in accepted]
            return states if all(settled(state) for state in states) else None

        states = until(judged, 120)
    results = [[(one["name"], one["verdict"]) for one in state["results"]] for state in states]
    assert results[0] == [(PASS, "pass")]
    assert results[1] == [(REJECT, "reject")]
    assert sorted(results[2]) == sorted(
        (f"材料.zip!/{n}/{name}", verdict) for n in range(3) for name, verdict in ((PASS, "pass"), (REJECT, "reject"))
    )
    assert [len(own) for own in results[3:]] == [1] * 12
