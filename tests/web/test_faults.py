"""Nothing that was accepted is lost, whatever fails; what fails is said."""

import errno
import sqlite3
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from checker.batch.local import Crew
from checker.web import jobs, opened, recording
from checker.web.store import Arrived, InUse, Store
from tests.web.served import (
    HERE,
    PASS,
    PLAIN,
    by_page,
    hand_in,
    parts,
    post,
    sample,
    serving,
    settled,
    token,
    until,
    words,
    zipped,
)


def accepted(home: Path, name: str, data: bytes, round: str | None = None) -> int:
    """An upload as a server leaves it that is killed right after it accepted it."""
    store = Store(home)
    path = store.arriving()
    path.write_bytes(data)
    (id,) = store.accept([Arrived(path, name, sha256(data).hexdigest(), len(data))], "科员", round)
    store.close()
    return id


def test_what_was_accepted_and_not_judged_is_judged_by_the_next_server(tmp_path: Path) -> None:
    id = accepted(tmp_path / "收件", *sample(PASS), "2025年")
    with serving(tmp_path) as client:
        state = until(lambda: settled(client.get(f"/api/uploads/{id}").json()))
    assert [(one["verdict"], one["round"]) for one in state["results"]] == [("pass", "2025年")]


def test_of_an_archive_only_what_is_missing_is_judged_again(tmp_path: Path) -> None:
    data = zipped({name: sample(name)[1] for name in (PASS, PLAIN)})
    id = accepted(tmp_path / "收件", "材料.zip", data)
    with serving(tmp_path) as client:
        state = until(lambda: settled(client.get(f"/api/uploads/{id}").json()))
        kept = {one["name"]: one["id"] for one in state["results"]}
        with parts(client).store.writing() as db:
            db.execute("DELETE FROM results WHERE name LIKE ?", (f"%{PLAIN}",))
            db.execute("UPDATE uploads SET state = 'waiting'")
    with serving(tmp_path) as client:
        state = until(lambda: settled(client.get(f"/api/uploads/{id}").json()))
    again = {one["name"]: one["id"] for one in state["results"]}
    assert again.keys() == kept.keys()
    assert again[f"材料.zip!/{PASS}"] == kept[f"材料.zip!/{PASS}"]
    assert again[f"材料.zip!/{PLAIN}"] > kept[f"材料.zip!/{PLAIN}"]


def test_what_was_not_accepted_leaves_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    (tmp_path / "incoming" / "a.part").write_bytes(b"half")
    (tmp_path / "files" / "b.bin").write_bytes(b"moved, but never written down")
    store.close()
    Store(tmp_path).close()
    assert [*(tmp_path / "incoming").iterdir(), *(tmp_path / "files").iterdir()] == []


def test_one_inbox_has_one_server(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with pytest.raises(InUse):
        Store(tmp_path)
    store.close()
    Store(tmp_path).close()


@pytest.mark.parametrize("where", ["write", "settle", "database"])
def test_a_full_disk_refuses_the_upload_and_keeps_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def full(*told: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with serving(tmp_path) as client:
        headers = by_page(client)
        with monkeypatch.context() as patched:
            if where == "write":
                patched.setattr(Store, "arriving", full)
            elif where == "settle":
                patched.setattr("checker.web.store.os.fsync", full)
            else:
                client.get("/healthz")
                parts(client).store.ask("PRAGMA max_page_count = 1")
                monkeypatch.setattr("checker.web.store.moment", lambda: "x" * 5_000_000)
            files = [("file", sample(PASS)), ("file", sample(PLAIN))]
            answer = client.post("/api/uploads", files=files, headers=headers)
        parts(client).store.ask("PRAGMA max_page_count = 1073741823")
        assert (answer.status_code, answer.json()["error"]["code"]) == (507, "storage")
        assert client.get("/api/uploads").json() == []
        for part in ("incoming", "files"):
            assert list((tmp_path / "收件" / part).iterdir()) == []


def test_a_result_that_cannot_be_kept_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "PATIENCE", 0.1)
    write, failures = jobs.write_whole, iter([True, True])

    def sometimes(path: Path, data: bytes) -> None:
        if next(failures, False):
            raise OSError(errno.ENOSPC, "No space left on device")
        write(path, data)

    monkeypatch.setattr(jobs, "write_whole", sometimes)
    with serving(tmp_path) as client:
        (state,) = hand_in(client, sample(PASS))
    assert [one["verdict"] for one in state["results"]] == ["pass"]


def test_an_error_of_ours_over_a_file_ends_as_its_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "PATIENCE", 0.01)

    def broken(self: Crew, *told: Any) -> Any:
        raise ValueError("a defect")

    monkeypatch.setattr(Crew, "judge", broken)
    with serving(tmp_path) as client:
        (state,) = hand_in(client, sample(PASS))
    assert [(one["verdict"], one["error"]) for one in state["results"]] == [(None, jobs.GIVEN_UP)]


def test_a_ledger_that_is_gone_is_said_to_be_and_gets_everything_once_it_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "PATIENCE", 0.1)
    with serving(tmp_path) as client:
        hand_in(client, sample(PASS), round="2025年")
        parts(client).ledgers.close()
        for path in tmp_path.glob("台账.db*"):
            path.rename(path.with_name(f"away-{path.name}"))
        answer = client.get("/rounds")
        assert (answer.status_code, "台账暂时用不了" in answer.text, str(tmp_path) in answer.text) == (503, True, False)
        assert client.get("/").status_code == 200
        (upload,) = client.post(
            "/api/uploads", files={"file": sample(PLAIN)}, data={"round": "2025年"}, headers=by_page(client)
        ).json()["uploads"]
        state = until(lambda: (own := client.get(f"/api/uploads/{upload['id']}").json())["state"] == "done" and own)
        assert state["results"][0]["material"] is None
        assert "等待记入台账" in words(client.get("/").text)
        assert client.get(f"/results/{state['results'][0]['id']}").status_code == 200
        time.sleep(0.3)
        assert not (tmp_path / "台账.db").exists()
        for path in tmp_path.glob("away-*"):
            path.rename(path.with_name(path.name.removeprefix("away-")))
        until(lambda: settled(client.get(f"/api/uploads/{upload['id']}").json()))
        assert {PASS, PLAIN} <= set(words(client.get("/rounds/2025年").text).split())


def test_a_server_started_without_its_ledger_makes_no_new_one(tmp_path: Path) -> None:
    with serving(tmp_path) as client:
        hand_in(client, sample(PASS), round="2025年")
    for path in tmp_path.glob("台账.db*"):
        path.unlink()
    with serving(tmp_path) as client:
        assert client.get("/rounds").status_code == 503
    assert not (tmp_path / "台账.db").exists()


def test_a_busy_ledger_is_waited_for_and_then_said_to_be_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened, "PATIENCE", 1)
    with serving(tmp_path) as client:
        (state,) = hand_in(client, sample(PASS), round="2025年")
        sent = {"verdict": "revise", "why": "数字没有出处"}
        path = f"/materials/{state['results'][0]['material']}/verdict"
        other = sqlite3.connect(tmp_path / "台账.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        answer = post(client, path, **sent)
        assert (answer.status_code, "台账正被别的程序占用" in answer.text) == (503, True)
        assert client.get("/rounds/2025年").status_code == 200
        other.execute("ROLLBACK")
        other.close()
        assert post(client, path, **sent).status_code == 303


def test_uploads_that_break_off_leave_nothing(tmp_path: Path) -> None:
    with serving(tmp_path) as client:
        body = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.docx"\r\n\r\n' + b"0" * 100_000
        headers = {"Content-Type": "multipart/form-data; boundary=x", "X-CSRF-Token": token(client), "Origin": HERE}
        assert client.post("/api/uploads", content=body, headers=headers).status_code == 400
        assert list((tmp_path / "收件" / "incoming").iterdir()) == []
