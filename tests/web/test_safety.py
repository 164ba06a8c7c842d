"""Each attack, and what becomes of it."""

import io
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from checker.cli import app
from checker.reading import limits
from checker.web import receiving
from checker.web.accounts import AccountError, Accounts, Role
from checker.web.errors import WebError
from checker.web.sessions import FAILURE_SECONDS, FAILURES_NAME, Brake
from tests.web.served import HERE, PASS, PASSWORD, hand_in, hazards, parts, post, sample, serving, sign_in, token, user, words

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server with users; nobody is signed in when a test begins."""
    folder = tmp_path_factory.mktemp("guarded")
    user(folder, "主任", "administrator")
    user(folder, "科员", "clerk")
    user(folder, "领导", "reader")
    with serving(folder) as client:
        yield client


@pytest.fixture(autouse=True)
def _nobody_is_signed_in(guarded: TestClient) -> None:
    guarded.cookies.clear()
    parts(guarded).sessions.brake = Brake()


# — names and texts from outside


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.txt", "C:\\Windows\\win.ini.txt", "/etc/x.txt", "a\0b\r\nX: y.txt", "..", "." * 300]
)
def test_a_files_name_is_never_a_path(client: TestClient, name: str) -> None:
    home = parts(client).settings.home
    before = set(home.parent.rglob("*"))
    (state,) = hand_in(client, (name, "一段文字。".encode()))
    made = {path for path in home.parent.rglob("*") if ".db" not in path.name} - before
    assert all(re.fullmatch(r"[0-9a-f]{32}\.bin|\d+-\d{4}\.docx", path.name) for path in made), made
    answer = client.get(f"/results/{state['results'][0]['id']}/marked")
    assert re.fullmatch(
        r"attachment; filename=\"download\.docx\"; filename\*=UTF-8''[\w%.\-()]+", answer.headers["content-disposition"]
    )


def test_what_is_in_a_name_or_a_text_is_shown_and_does_nothing(client: TestClient) -> None:
    text = f"{SCRIPT}公司产改经验材料\n\n近年来，我公司{SCRIPT}建立了技能等级与工资挂钩的制度，高级工每月加200元。\n"
    (state,) = hand_in(client, (f"{SCRIPT}\"'><img src=x onerror=alert(1)>.txt", text.encode()), round=f"{SCRIPT}2025年")
    found = state["results"][0]
    for path in (
        "/",
        "/rounds",
        f"/rounds/{SCRIPT}2025年",
        "/units",
        f"/materials/{found['material']}",
        "/second-look",
        "/admin",
    ):
        assert hazards(client.get(path).text) == [], path
    assert SCRIPT in words(client.get("/").text)


def test_a_page_says_nothing_that_an_address_tells_it_to(client: TestClient) -> None:
    page = client.get("/", params={"said": f"您中奖了{SCRIPT}", "round": SCRIPT}).text
    assert "您中奖了" not in page
    assert SCRIPT not in page


def test_every_answer_forbids_what_pages_do_not_need(guarded: TestClient) -> None:
    for path in ("/sign-in", "/static/page.css", "/api/uploads", "/nothing", "/healthz"):
        headers = guarded.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "same-origin")


def test_pages_keep_to_that(client: TestClient) -> None:
    for path in ("/", "/rounds", "/units", "/second-look", "/admin", "/sign-in"):
        assert hazards(client.get(path).text) == [], path


# — sizes


def test_a_zip_bomb_costs_its_own_row_alone(client: TestClient) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("甲.txt", b"0" * (60 * 2**20))
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(PASS, sample(PASS)[1])
        archive.writestr("里层.zip", inner.getvalue())
    (state,) = hand_in(client, ("炸弹.zip", outer.getvalue()))
    told = {one["name"]: one["verdict"] for one in state["results"]}
    assert told[f"炸弹.zip!/{PASS}"] == "pass"
    assert [name for name, verdict in told.items() if verdict is None and name.startswith("炸弹.zip!/里层.zip")] != []


def test_a_file_is_cut_off_at_its_limit_and_leaves_nothing(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 2**20)
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="big.docx"\r\n\r\n'
        for _ in range(2000):
            sent += 2**20
            yield b"0" * 2**20

    headers = {"Content-Type": "multipart/form-data; boundary=x", "X-CSRF-Token": token(client), "Origin": HERE}
    answer = client.post("/api/uploads", content=endless(), headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_large")
    assert list((parts(client).settings.home / "incoming").iterdir()) == []


def test_a_request_that_says_it_is_too_long_is_not_read(client: TestClient) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x", "Content-Length": str(2 * 2**30), "X-CSRF-Token": token(client)}
    answer = client.post("/api/uploads", content=b"", headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_large")


def test_too_many_files_are_refused_all(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "REQUEST_FILES", 3)
    before = client.get("/api/uploads").json()
    files = [("file", (f"{n}.txt", b"x")) for n in range(4)]
    answer = client.post("/api/uploads", files=files, headers={"X-CSRF-Token": token(client), "Origin": HERE})
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_many")
    assert client.get("/api/uploads").json() == before
    assert list((parts(client).settings.home / "incoming").iterdir()) == []


def test_a_form_of_any_length_is_not_held_in_memory(client: TestClient) -> None:
    answer = client.post("/admin/users", data={"csrf": token(client), "name": "x" * 2**20}, headers={"Origin": HERE})
    assert answer.status_code == 413


# — requests that others forge


@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}])
def test_a_page_elsewhere_cannot_hand_in_or_change(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post("/api/check", files={"file": sample(PASS)}, headers=headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "wrong_origin")
    sent = {"csrf": token(client), "name": "坏人", "role": "administrator", "password": PASSWORD}
    assert client.post("/admin/users", data=sent, headers=headers).status_code == 403


@pytest.mark.parametrize("path", ["/admin/users", "/admin/forget", "/materials/1/verdict", "/results/1/record", "/second-look/1"])
@pytest.mark.parametrize("forged", ["", "0" * 64])
def test_a_form_without_the_right_token_does_nothing(client: TestClient, path: str, forged: str) -> None:
    client.get("/")
    answer = client.post(path, data={"csrf": forged, "name": "x", "verdict": "pass"}, headers={"Origin": HERE})
    assert (answer.status_code, "页面已经过期" in answer.text) == (403, True)


def test_the_token_of_one_visitor_is_of_no_use_to_another(guarded: TestClient) -> None:
    sign_in(guarded, "科员")
    stolen = token(guarded)
    guarded.cookies.clear()
    sign_in(guarded, "主任")
    answer = guarded.post("/admin/users/remove", data={"csrf": stolen, "name": "科员"}, headers={"Origin": HERE})
    assert answer.status_code == 403
    assert parts(guarded).accounts.get("科员") is not None


def test_files_are_not_taken_in_before_the_token_is_seen(guarded: TestClient) -> None:
    sign_in(guarded, "科员")
    answer = guarded.post("/uploads", files={"file": sample(PASS)}, headers={"Origin": HERE})
    assert answer.status_code == 403
    assert guarded.get("/api/uploads").json() == []


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8710", "127.0.0.1.evil.example", "localhost.evil.example", "", "192.168.1.9"]
)
def test_a_name_that_points_here_is_not_ours(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 400
    assert client.get("/healthz", headers={"Host": host}).json()["error"]["code"] == "wrong_host"


@pytest.mark.parametrize("host", ["127.0.0.1:8710", "localhost", "[::1]:8710", "LOCALHOST:1"])
def test_our_own_names_are(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


def test_on_a_network_an_address_or_a_configured_name_is_ours(tmp_path: Path) -> None:
    user(tmp_path, "主任", "administrator")
    with serving(tmp_path, host="0.0.0.0", names=frozenset({"chan-gai"})) as client:
        told = [
            client.get("/healthz", headers={"Host": host}).status_code
            for host in ("192.168.1.9:8710", "chan-gai:8710", "evil.example")
        ]
    assert told == [200, 200, 400]


# — signing in


def test_a_session_has_a_new_id_and_a_cookie_that_scripts_cannot_read(guarded: TestClient) -> None:
    guarded.get("/sign-in")
    before = guarded.cookies["ganhuo-visit"]
    answer = sign_in(guarded, "科员")
    cookie = answer.headers["set-cookie"]
    assert guarded.cookies["ganhuo"] not in (before, None)
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()


def test_an_id_planted_before_is_worth_nothing_after(guarded: TestClient) -> None:
    guarded.get("/sign-in")
    planted = guarded.cookies["ganhuo-visit"]
    guarded.cookies.set("ganhuo", planted)
    sign_in(guarded, "科员")
    guarded.cookies.clear()
    for name in ("ganhuo", "ganhuo-visit"):
        guarded.cookies.set(name, planted)
    assert guarded.get("/api/uploads").status_code == 401


@pytest.mark.parametrize("cookie", ["x", "x.y", ".", "", "a" * 5000, "主任.1"])
def test_a_made_up_session_is_none(guarded: TestClient, cookie: str) -> None:
    answer = guarded.get("/api/uploads", headers={"Cookie": f"ganhuo={cookie}".encode()})
    assert answer.status_code == 401


def test_a_session_ends_with_signing_out(guarded: TestClient) -> None:
    sign_in(guarded, "科员")
    kept = guarded.cookies["ganhuo"]
    guarded.post("/sign-out", data={"csrf": token(guarded)}, headers={"Origin": HERE})
    guarded.cookies.set("ganhuo", kept)
    assert guarded.get("/api/uploads").status_code == 401


def test_a_new_password_ends_the_sessions_before(guarded: TestClient) -> None:
    sign_in(guarded, "科员")
    assert guarded.get("/api/uploads").status_code == 200
    parts(guarded).accounts.put("科员", "clerk", PASSWORD)
    assert guarded.get("/api/uploads").status_code == 401


def test_guessing_is_slowed_down(guarded: TestClient) -> None:
    told = [sign_in(guarded, "科员", f"wrong password {n}").status_code for n in range(FAILURES_NAME)]
    assert told == [401] * FAILURES_NAME
    answer = sign_in(guarded, "科员")
    assert (answer.status_code, "密码错得太多" in answer.text, int(answer.headers["retry-after"]) > 800) == (429, True, True)
    assert guarded.get("/api/uploads", auth=("科员", PASSWORD)).status_code == 429
    assert sign_in(guarded, "主任").status_code == 303


def test_the_brake_lets_go_after_a_while() -> None:
    now = 0.0
    brake = Brake(lambda: now)
    for _ in range(FAILURES_NAME):
        brake.failed("甲", "1.2.3.4")
    with pytest.raises(WebError):
        brake.check("甲", "1.2.3.4")
    brake.check("甲", "1.2.3.5")
    now = FAILURE_SECONDS + 1
    brake.check("甲", "1.2.3.4")


def test_a_wrong_name_and_a_wrong_password_are_told_apart_by_nobody(guarded: TestClient) -> None:
    one, other = (
        words(re.sub(r'value="[^"]*"', "", sign_in(guarded, name, "wrong password").text)) for name in ("科员", "没有这人")
    )
    assert one == other


@pytest.mark.parametrize(
    "onward",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        " /x",
    ],
)
def test_signing_in_leads_nowhere_else(guarded: TestClient, onward: str) -> None:
    assert sign_in(guarded, "科员", next=onward).headers["location"] == "/"


# — roles

PAGES = {"/": "reader", "/rounds": "reader", "/units": "reader", "/second-look": "clerk", "/admin": "administrator"}
DEEDS = {
    "/rounds": "clerk",
    "/materials/1/verdict": "clerk",
    "/materials/1/kind": "clerk",
    "/results/1/record": "clerk",
    "/uploads/1/remove": "clerk",
    "/second-look/1": "clerk",
    "/admin/users": "administrator",
    "/admin/users/remove": "administrator",
    "/admin/forget": "administrator",
}
NAMES: dict[Role, str] = {"reader": "领导", "clerk": "科员", "administrator": "主任"}
ORDER = list(NAMES)


@pytest.mark.parametrize("role", ORDER)
def test_everybody_sees_what_their_role_may(guarded: TestClient, role: Role) -> None:
    sign_in(guarded, NAMES[role])
    told = {path: guarded.get(path).status_code for path in PAGES}
    assert told == {path: 200 if ORDER.index(role) >= ORDER.index(wanted) else 403 for path, wanted in PAGES.items()}


@pytest.mark.parametrize("role", ORDER)
def test_nobody_does_what_their_role_may_not(guarded: TestClient, role: Role) -> None:
    sign_in(guarded, NAMES[role])
    for path, wanted in DEEDS.items():
        if ORDER.index(role) < ORDER.index(wanted):
            assert post(guarded, path, name="x").status_code == 403, path


def test_who_may_only_look_cannot_hand_in(guarded: TestClient) -> None:
    sign_in(guarded, "领导")
    page = guarded.get("/rounds").text
    found = re.search(r'name="csrf" value="(\w+)"', page)
    headers = {"X-CSRF-Token": found[1] if found else "", "Origin": HERE}
    for path in ("/api/check", "/api/uploads", "/uploads"):
        assert guarded.post(path, files={"file": sample(PASS)}, headers=headers).status_code == 403


def test_without_signing_in_there_is_nothing_to_see(guarded: TestClient) -> None:
    for path in (*PAGES, "/results/1", "/materials/1/marked", "/uploads/table"):
        assert guarded.get(path, follow_redirects=False).headers["location"].startswith("/sign-in")
    for path in ("/api/uploads", "/api/uploads/1", "/api/results/1"):
        assert guarded.get(path).status_code == 401
    assert guarded.post("/api/check", files={"file": sample(PASS)}).status_code == 401


def test_a_program_signs_in_by_name_and_password(guarded: TestClient) -> None:
    answer = guarded.post("/api/check", files={"file": sample(PASS)}, auth=("科员", PASSWORD))
    assert answer.json()[0]["verdict"] == "pass"
    assert guarded.post("/api/check", files={"file": sample(PASS)}, auth=("领导", PASSWORD)).status_code == 403
    assert guarded.get("/api/uploads", auth=("科员", "wrong password")).status_code == 401


def test_passwords_are_kept_as_digests_that_only_the_owner_reads(tmp_path: Path) -> None:
    user(tmp_path, "主任", "administrator")
    (file,) = (tmp_path / "收件").iterdir()
    assert PASSWORD not in file.read_text(encoding="utf-8")
    assert "$argon2id$" in file.read_text(encoding="utf-8")
    if os.name != "nt":
        assert file.stat().st_mode & 0o077 == 0


def test_there_is_always_an_administrator(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path)
    with pytest.raises(AccountError, match="至少要有一名管理员"):
        accounts.put("科员", "clerk", PASSWORD)
    accounts.put("主任", "administrator", PASSWORD)
    for change in (lambda: accounts.remove("主任"), lambda: accounts.put("主任", "reader")):
        with pytest.raises(AccountError, match="至少要有一名管理员"):
            change()


@pytest.mark.parametrize("password", ["", "short", "x" * 201])
def test_a_password_is_neither_short_nor_endless(tmp_path: Path, password: str) -> None:
    with pytest.raises(AccountError, match="密码应有10到200个字符"):
        Accounts(tmp_path).put("主任", "administrator", password)


def test_the_server_does_not_start_for_others_without_an_administrator(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["serve", "--host", "0.0.0.0", "--ledger", str(tmp_path / "台账.db")])
    assert (result.exit_code, "要先有管理员" in result.output) == (2, True)


def test_the_command_asks_for_the_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers: Any = iter([PASSWORD, PASSWORD, PASSWORD, "something else"])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(answers))
    ledger = str(tmp_path / "台账.db")
    told = CliRunner().invoke(app, ["web-user", "add", "主任", "--role", "administrator", "--ledger", ledger])
    assert told.exit_code == 0, told.output
    assert Accounts(tmp_path / "收件").verify("主任", PASSWORD) is not None
    assert "两遍密码不一样" in CliRunner().invoke(app, ["web-user", "add", "主任", "--ledger", ledger]).output
    assert CliRunner().invoke(app, ["web-user", "list", "--ledger", ledger]).output == "主任　管理员\n"


# — errors


def test_an_error_page_tells_nothing_of_the_machine(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*told: object) -> None:
        raise RuntimeError("/secret/path")

    monkeypatch.setattr(parts(client).store, "uploads", broken)
    page, data = client.get("/"), client.get("/api/uploads")
    assert (page.status_code, data.status_code) == (500, 500)
    for text in (page.text, data.text):
        assert "secret" not in text
        assert "Traceback" not in text
    assert data.json() == {
        "error": {"code": "failed", "message": "程序出错，没有完成；已经上传的文件不受影响。请重试，仍不行请告诉管理员。"}
    }
    assert page.headers["content-security-policy"]
