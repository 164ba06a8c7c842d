"""A whole round from the page: what `ganhuo batch` does, from what was handed in."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from checker.web.summing import ROUNDS, STATE
from tests.web.served import HERE, PASS, PLAIN, hand_in, parts, post, sample, serving, token, until, words, zipped

ROUND = "2025年第三季度"
UNIT, OTHER, MISSING = "清砚县石坊纸业有限公司", "河澜德砚轴瓦有限公司", "河澜某某机械厂"


def copied() -> bytes:
    """The same paper under another unit's name."""
    return sample(PLAIN)[1].decode().replace("德砚轴瓦", "瑞丰铸造").encode()


def done(client: TestClient) -> dict[str, Any]:
    def ended() -> dict[str, Any] | None:
        state: dict[str, Any] = client.get(f"/summary/state/{ROUND}").json()
        return state if state["state"] in ("done", "failed") else None

    found: dict[str, Any] = until(ended, 120)
    return found


def with_a_list(client: TestClient) -> None:
    roster = f"单位,简称,县区\n{UNIT},石坊纸业,清砚县\n{OTHER},,东亭区\n{MISSING},,东亭区\n".encode()
    sent = {"csrf": token(client), "name": ROUND, "due": "2025-12-31"}
    client.post("/rounds", data=sent, files={"file": ("名单.csv", roster)}, headers={"Origin": HERE})


@pytest.fixture(scope="module")
def summed(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with serving(tmp_path_factory.mktemp("summed")) as client:
        with_a_list(client)
        archive = zipped({"乙/抄.txt": copied()})
        hand_in(client, sample(PASS), sample(PLAIN), ("来件.zip", archive), ("../同名/" + PASS, sample(PASS)[1]), round=ROUND)
        assert post(client, f"/summary/{ROUND}").status_code == 303
        assert done(client) == {"state": "done", "told": ""}
        yield client


def test_papers_that_share_passages_stand_side_by_side(summed: TestClient) -> None:
    page = words(summed.get(f"/rounds/{ROUND}").text)
    assert f"{PLAIN} ↔ 来件.zip!/乙/抄.txt" in page or f"来件.zip!/乙/抄.txt ↔ {PLAIN}" in page


def test_the_list_is_answered_and_nobody_is_called_late_by_the_day_of_uploading(summed: TestClient) -> None:
    page = words(summed.get(f"/rounds/{ROUND}").text)
    assert f"未报 {MISSING}" in page
    assert f"按时 {UNIT}" in page


def test_no_material_is_in_the_ledger_twice(summed: TestClient) -> None:
    uploads = summed.get("/api/uploads").json()
    ids = {one["material"] for own in uploads for one in own["results"]}
    assert words(summed.get(f"/rounds/{ROUND}").text).partition("份材料")[0].rpartition(" ")[0].endswith(str(len(ids)))


def test_the_reports_can_be_taken_away(summed: TestClient) -> None:
    got = {which: summed.get(f"/summary/{which}/{ROUND}") for which in ("workbook", "circular", "all")}
    assert {own.status_code for own in got.values()} == {200}
    names = zipfile.ZipFile(io.BytesIO(got["all"].content)).namelist()
    assert {"汇总.xlsx", "通报.docx", "index.html", "results.jsonl"} <= set(names)
    assert any(name.startswith("标注/") for name in names)
    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(got["workbook"].content)).namelist()


def test_a_material_still_shows_its_text_and_why(summed: TestClient) -> None:
    (state,) = [own for own in summed.get("/api/uploads").json() if own["name"] == PLAIN]
    page = summed.get(f"/materials/{state['results'][0]['material']}").text
    assert "因为：" in page
    assert "相似段落：与1份材料" in words(page)


@pytest.mark.parametrize("which", ["nothing", "state.json", "..%2f..%2f收件.db"])
def test_nothing_else_can_be_taken_away(summed: TestClient, which: str) -> None:
    assert summed.get(f"/summary/{which}/{ROUND}").status_code == 404


def test_a_round_without_uploads_is_not_begun(summed: TestClient) -> None:
    assert post(summed, "/summary/2019年").status_code == 422
    assert summed.get("/summary/state/2019年").json()["state"] == "none"


def test_a_round_that_was_broken_off_goes_on_with_the_next_start(tmp_path: Path) -> None:
    with serving(tmp_path) as client:
        hand_in(client, sample(PASS), round=ROUND)
        folder = parts(client).rounds._folder(ROUND)
    folder.mkdir(parents=True)
    state = {"round": ROUND, "who": "科员", "state": "running", "told": "读取 1 / 2", "at": "2025-01-01T00:00:00+00:00"}
    (folder / STATE).write_text(json.dumps(state), encoding="utf-8")
    assert folder.parent.name == ROUNDS
    with serving(tmp_path) as client:
        assert done(client) == {"state": "done", "told": ""}
