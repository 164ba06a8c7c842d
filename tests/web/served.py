"""A server inside the test, and those who use it."""

import io
import re
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from httpx import Response
from starlette.testclient import TestClient

from checker.web.accounts import Accounts, Role
from checker.web.app import Web, create_app
from checker.web.settings import INBOX, WebSettings
from tests.paths import SAMPLES

PASS, REJECT = "石坊纸业--经验交流材料.pdf", "华砚电缆产改经验材料（定稿）.docx"
PLAIN = "德砚轴瓦2025年产改工作总结.txt"
PASSWORD = "correct horse 电池"
HERE = "http://localhost"


@contextmanager
def serving(folder: Path, **told: Any) -> Iterator[TestClient]:
    """A browser before a server whose ledger is in a folder."""
    settings = replace(WebSettings(home=folder / INBOX, ledger=str(folder / "台账.db"), workers=1), **told)
    with TestClient(create_app(settings), base_url=HERE, raise_server_exceptions=False) as client:
        yield client


def user(folder: Path, name: str, role: Role) -> None:
    Accounts(folder / INBOX).put(name, role, PASSWORD)


def parts(client: TestClient) -> Web:
    """The parts of the server behind a browser."""
    guard: Any = client.app
    found: Web = guard.app.state.web
    return found


def token(client: TestClient, path: str = "/") -> str:
    """The token that a page of the server has in its forms."""
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', client.get(path).text)
    assert found, f"no form on {path}"
    return found[1]


def by_page(client: TestClient) -> dict[str, str]:
    """The headers of a request that a script of our own page sends."""
    return {"X-CSRF-Token": token(client), "Origin": HERE}


def post(client: TestClient, path: str, **fields: str) -> Response:
    """Send a form as a page of the server would."""
    return client.post(path, data={"csrf": token(client), **fields}, headers={"Origin": HERE}, follow_redirects=False)


def sign_in(client: TestClient, name: str, password: str = PASSWORD, **fields: str) -> Response:
    data = {"csrf": token(client, "/sign-in"), "name": name, "password": password, **fields}
    return client.post("/sign-in", data=data, follow_redirects=False)


def sample(name: str) -> tuple[str, bytes]:
    return name, (SAMPLES / name).read_bytes()


def hand_in(client: TestClient, *files: tuple[str, bytes], **fields: str) -> list[dict[str, Any]]:
    """Hand files in and wait until they are judged, and in the ledger where a round was named."""
    answer = client.post("/api/uploads", files=[("file", file) for file in files], data=fields, headers=by_page(client))
    assert answer.status_code == 202, answer.text
    ids = [own["id"] for own in answer.json()["uploads"]]
    return [until(partial(settled_now, client, id)) for id in ids]


def settled_now(client: TestClient, id: int) -> dict[str, Any] | None:
    return settled(client.get(f"/api/uploads/{id}").json())


def settled(state: dict[str, Any]) -> dict[str, Any] | None:
    on_its_way = state["round"] and any(one["material"] is None for one in state["results"])
    return None if state["state"] == "waiting" or on_its_way else state


def until(asked: Callable[[], Any], seconds: float = 60.0) -> Any:
    """Wait for an answer that is something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := asked():
            return found
        time.sleep(0.05)
    raise AssertionError("waited in vain")


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def words(page: str) -> str:
    """What a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


class _Hazards(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag in ("style", "img", "iframe", "object", "base") or (
            tag == "script" and not (told.get("src") or "").startswith("/static/")
        ):
            self.found.append(tag)
        self.found += [f"{tag} {name}" for name in told if name.startswith("on") or name == "style"]
        for name in ("src", "href", "action"):
            if not re.match(r"[/#](?!/)|$", told.get(name) or ""):
                self.found.append(f"{tag} {name}={told[name]}")


def hazards(page: str) -> list[str]:
    """What of a page could run, load or lead where it must not."""
    reader = _Hazards()
    reader.feed(page)
    return reader.found
