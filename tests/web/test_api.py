"""The door for programs."""

import json

import jsonschema
import pytest
from starlette.testclient import TestClient

from checker.checker import Checker
from checker.reports.as_json import as_dict
from tests.paths import ROOT, SAMPLES
from tests.web.served import PASS, REJECT, hand_in, sample, until, zipped


@pytest.fixture(autouse=True)
def _a_program_has_no_cookies(client: TestClient) -> None:
    client.cookies.clear()


def test_judges_as_the_command_does(client: TestClient) -> None:
    answer = client.post("/api/check", files=[("file", sample(PASS)), ("file", sample(REJECT))])
    told = []
    for name in (PASS, REJECT):
        assessment = Checker().check(SAMPLES / name)
        told.append(as_dict(assessment) | {"file": name})
    assert answer.status_code == 200
    assert answer.json() == json.loads(json.dumps(told))


def test_its_answer_is_as_the_schema_says(client: TestClient) -> None:
    schema = json.loads((ROOT / "docs" / "schema.json").read_text(encoding="utf-8"))
    (one,) = client.post("/api/check", files={"file": sample(PASS)}).json()
    jsonschema.validate(one, schema)


def test_a_file_that_cannot_be_read_is_an_entry(client: TestClient) -> None:
    (one,) = client.post("/api/check", files={"file": ("空.docx", b"")}).json()
    assert (one["file"], one["status"], one["error"]["code"], one["verdict"]) == ("空.docx", "unreadable", "empty_file", None)


def test_an_archive_gives_an_entry_for_each_file(client: TestClient) -> None:
    data = zipped({f"三季度/{name}": sample(name)[1] for name in (REJECT, PASS)})
    found = client.post("/api/check", files={"file": ("材料.zip", data)}).json()
    assert [(one["file"], one["verdict"]) for one in found] == [
        (f"材料.zip!/三季度/{REJECT}", "reject"),
        (f"材料.zip!/三季度/{PASS}", "pass"),
    ]


def test_an_upload_is_accepted_at_once_and_judged_after(client: TestClient) -> None:
    accepted = client.post("/api/uploads", files={"file": sample(PASS)}).json()
    (upload,) = accepted["uploads"]
    assert (upload["name"], upload["round"], accepted["passed_over"]) == (PASS, None, 0)
    done = until(lambda: (own := client.get(f"/api/uploads/{upload['id']}").json())["state"] == "done" and own)
    assert [(one["name"], one["verdict"]) for one in done["results"]] == [(PASS, "pass")]
    assert client.get(f"/api/results/{done['results'][0]['id']}").json()["verdict"] == "pass"


def test_of_a_folder_what_is_no_material_is_passed_over(client: TestClient) -> None:
    files = [("file", sample(PASS)), ("file", ("三季度/Thumbs.db", b"x")), ("file", ("三季度/~$材料.docx", b"x"))]
    accepted = client.post("/api/uploads", files=files, data={"folder": "1"}).json()
    assert ([own["name"] for own in accepted["uploads"]], accepted["passed_over"]) == ([PASS], 2)


def test_an_upload_for_a_round_is_put_into_the_ledger(client: TestClient) -> None:
    (state,) = hand_in(client, sample(PASS), round="  2025年  第一季度 ")
    assert state["round"] == "2025年 第一季度"
    page = client.get(f"/materials/{state['results'][0]['material']}").text
    assert "清砚县石坊纸业有限公司" in page


def test_the_same_file_again_is_one_material(client: TestClient) -> None:
    first, second = (hand_in(client, sample(PASS), round="2025年第二季度")[0] for _ in range(2))
    assert first["results"][0]["material"] == second["results"][0]["material"]


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/uploads/999999", 404, "not_found"),
        ("GET", "/api/uploads/0", 422, "bad_request"),
        ("GET", "/api/uploads/99999999999999999999", 422, "bad_request"),
        ("GET", "/api/nothing", 404, "not_found"),
        ("PUT", "/api/uploads", 405, "method_not_allowed"),
        ("POST", "/api/check", 400, "bad_request"),
    ],
)
def test_errors_have_one_shape(client: TestClient, method: str, path: str, status: int, code: str) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.json()["error"]["code"], set(answer.json())) == (status, code, {"error"})


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--x",
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nabc',
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n' + b"A: b\r\n" * 999,
        b"--x\r\n" + b"\0" * 5000,
    ],
)
def test_what_is_no_whole_form_is_refused_and_leaves_nothing(client: TestClient, body: bytes) -> None:
    before = client.get("/api/uploads").json()
    answer = client.post("/api/uploads", content=body, headers={"Content-Type": "multipart/form-data; boundary=x"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad_request")
    assert client.get("/api/uploads").json() == before


def test_a_form_without_files_says_so(client: TestClient) -> None:
    answer = client.post("/api/uploads", files={"file": ("", b"")}, data={"round": "甲"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "no_file")


def test_there_are_no_pages_of_documentation_from_elsewhere(client: TestClient) -> None:
    assert client.get("/docs").status_code == client.get("/redoc").status_code == 404
    assert set(client.get("/openapi.json").json()["paths"]) == {
        "/healthz",
        "/api/check",
        "/api/uploads",
        "/api/uploads/{id}",
        "/api/results/{id}",
    }
