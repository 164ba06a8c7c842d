"""Pictures are known by their first bytes and refused with advice where they cannot be read. What is recognised: test_ocr.py."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from checker.reading import dots, limits, ocr, picture
from checker.reading.errors import Unreadable


def saved(image: Image.Image, kind: str, **how: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **how)
    return buffer.getvalue()


def page(width: int = 400, height: int = 300, mode: str = "L") -> Image.Image:
    """White above, black below."""
    image = Image.new(mode, (width, height), "white")
    image.paste("black", (0, height // 2, width, height))
    return image


def error(data: bytes) -> tuple[str, str]:
    with pytest.raises(Unreadable) as caught:
        picture.read(data)
    return caught.value.code, caught.value.message


def first(data: bytes) -> tuple[Image.Image, float]:
    found = dots.picture(data, 1)
    assert found is not None
    return found


@pytest.fixture
def recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    """Recognition is there, and finds nothing: what comes before it is tested here."""
    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    monkeypatch.setattr(ocr, "_start", lambda: None)
    monkeypatch.setattr(ocr, "_run", lambda pixels: [])
    monkeypatch.setattr(ocr, "_for_the_engine", lambda image: (np.zeros((10, 10, 3), "uint8"), 1.0))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "BMP"])
def test_pictures_are_accepted_by_their_first_bytes(kind: str) -> None:
    assert picture.accepts(saved(page(), kind))


@pytest.mark.parametrize("data", [b"BMW and others", "BM公司的总结".encode(), b"II*", b"\x89PNG\n", b"%PDF-1.4", b""])
def test_what_only_begins_like_a_picture_is_not_accepted(data: bytes) -> None:
    assert not picture.accepts(data)


def test_without_recognition_a_picture_is_refused_with_the_command_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    message = '这是图片，要先做文字识别才能读；请报送Word文件，或安装识别组件后重试：pip install "ganhuo[ocr]"。'
    assert error(saved(page(), "PNG")) == ("scanned", message)
    with pytest.raises(Unreadable, match="先做文字识别"):
        picture.recognise_bytes(saved(page(), "PNG"))


@pytest.mark.usefixtures("recognised")
def test_small_pictures_and_strips_are_refused() -> None:
    for image in (page(63, 900), page(70, 2200)):
        assert error(saved(image, "PNG")) == ("scanned", "这张图片太小，里面不会有成篇的文字；请检查是否发错了文件。")


@pytest.mark.usefixtures("recognised")
def test_a_picture_without_letters_is_unread_and_not_blank() -> None:
    message = "图片里没有识别出成篇的文字；请检查是否拍清楚、是否发错了文件，或报送Word文件。"
    assert error(saved(page(), "PNG")) == ("scanned", message)


def claimed_size(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is so large."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


@pytest.mark.usefixtures("recognised")
@pytest.mark.parametrize("side", [7_100, 12_000, 60_000])
def test_a_bomb_is_refused_by_what_its_header_says(side: int) -> None:
    assert error(claimed_size(side, side))[0] == "too_large"


@pytest.mark.usefixtures("recognised")
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "BMP"])
def test_a_broken_picture_is_called_damaged(kind: str) -> None:
    data = saved(Image.effect_noise((300, 300), 90), kind)
    assert error(data[: len(data) // 2]) == ("damaged", "这张图片已损坏，打不开。请重新扫描、拍照或重新发送。")
    assert error(data[:20])[0] == "damaged"


def test_a_photo_is_turned_as_its_exif_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright: to be turned to the right
    image, shrunk = first(saved(page(), "JPEG", exif=exif))
    assert (image.size, shrunk) == ((300, 400), 1.0)
    assert image.getpixel((10, 200)) < 20 and image.getpixel((290, 200)) > 235


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "I", "F"])
def test_all_kinds_of_dots_become_grey_or_rgb(mode: str) -> None:
    if mode == "I;16":
        image = Image.fromarray(np.repeat(np.array([[60_000], [1_000]], "uint16"), 150, 0).repeat(400, 1))
    else:
        image = page().convert(mode)
    found, _ = first(saved(image, "TIFF" if mode in ("CMYK", "I", "F") else "PNG"))
    upper, lower = found.getpixel((200, 20)), found.getpixel((200, 280))
    assert found.mode in ("L", "RGB") and upper in (255, (255,) * 3) and lower in (0, (0,) * 3)


def test_what_is_transparent_is_paper() -> None:
    image = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 100, 200, 200))
    found, _ = first(saved(image, "PNG"))
    assert (found.getpixel((50, 50)), found.getpixel((50, 150))) == ((255,) * 3, (0,) * 3)


def test_a_large_picture_is_made_smaller_and_a_long_screenshot_stays_legible() -> None:
    large, shrunk = first(saved(page(5_000, 7_000), "PNG"))
    assert max(large.size) == pytest.approx(limits.OCR_LONGEST_SIDE, rel=0.02) and shrunk == pytest.approx(0.57, abs=0.01)
    long, shrunk = first(saved(page(1_080, 9_000), "PNG"))
    assert (long.size, shrunk) == ((1_080, 9_000), 1.0)


def test_only_a_tiff_has_pages() -> None:
    assert dots.count(saved(page(), "TIFF", save_all=True, append_images=[page(), page()])) == 3
    assert dots.count(saved(page(), "PNG", save_all=True, append_images=[page()])) == 1
