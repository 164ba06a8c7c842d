"""Pages from templates: everything that is put in is escaped, and every page knows who looks at it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from checker.reports import wording
from checker.reports.safe import file_name, xml_text

# Read by the pages themselves: assets change with the program, and a browser must not keep old ones.
STATIC = ("page.css", "upload.js", "material.js", "summary.js", "table.js")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("checker.web"),
        autoescape=select_autoescape(),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals.update(wording=wording, version=_version(), score=score)
    environment.filters.update(when=when, size=size, segment=segment)
    return environment


def page(request: Request, template: str, status: int = 200, /, **told: Any) -> Response:
    """A page for whoever asks."""
    from checker.web.sessions import visitor

    who = visitor(request)
    text = _environment().get_template(template).render(visitor=who, path=request.url.path, **told)
    response = HTMLResponse(xml_text(text), status)
    who.remember(response)
    return response


def fragment(name: str, **told: Any) -> str:
    """A part of a page."""
    return xml_text(_environment().get_template(name).render(**told))


def error_page(request: Request, status: int, message: str, headers: Mapping[str, str]) -> Response:
    """A page that says what went wrong; it needs nothing that may have failed."""
    text = _environment().get_template("error.html").render(status=status, message=message)
    return HTMLResponse(text, status, headers=dict(headers))


def download(data: bytes, stem: str, suffix: str, media: str) -> Response:
    """A file to keep."""
    return Response(data, media_type=media, headers=attachment(stem, suffix))


def attachment(stem: str, suffix: str) -> dict[str, str]:
    """The headers of a file to keep: never shown in the page's own name."""
    name = f"{file_name(stem)}{suffix}"
    return {"Content-Disposition": f"attachment; filename=\"download{suffix}\"; filename*=UTF-8''{quote(name, safe='')}"}


def when(moment: str | datetime) -> str:
    """A moment as a clerk reads it, in local time."""
    value = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return value.astimezone().strftime("%Y-%m-%d %H:%M")


def size(count: int) -> str:
    """A number of bytes."""
    return f"{count / 2**20:.1f} MB" if count >= 2**20 else f"{max(1, count // 1024)} KB"


def score(quality: float | None) -> str:
    """A quality as it is shown, empty where there is none."""
    return "" if quality is None else f"{quality:.0f}"


def segment(text: str) -> str:
    """A name as one segment of an address."""
    return quote(text, safe="")


@lru_cache(maxsize=1)
def _version() -> str:
    """Changes whenever an asset does."""
    folder = files("checker.web") / "static"
    digest = sha256()
    for name in STATIC:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:12]
