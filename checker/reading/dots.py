"""The bytes of a picture → its dots in grey or RGB, through Pillow; what is too large is refused before it is decoded."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from math import ceil

import numpy as np
from PIL import Image, ImageOps

from checker.reading import limits
from checker.reading.errors import Unreadable

KINDS = ("JPEG", "PNG", "TIFF", "BMP")
TOO_MANY = f"图片超过{limits.PIXELS // 10_000}万像素，无法处理；请把分辨率调到200—300 DPI后重新扫描，或压缩后再报。"

# Paper is so much higher than wide.
PAGE = 1.414
# The TIFF tag whose first bit marks a smaller copy of another page.
SUBFILE = 254
# A screenshot of a whole material is so much longer than wide; more is a strip of something else.
LONGEST = 30


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """The file before anything of it is decoded, without the warnings: Pillow has one for every odd tag."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=KINDS) as image:
                yield image
        except Image.DecompressionBombError as error:
            raise Unreadable("too_large", TOO_MANY) from error


def count(data: bytes) -> int:
    """How many pages there are. Only in a TIFF they are pages; a phone's JPEG may hold the same view twice."""
    with _opened(data) as image:
        return getattr(image, "n_frames", 1) if image.format == "TIFF" else 1


def picture(data: bytes, number: int) -> tuple[Image.Image, float] | None:
    """A page in grey or RGB, turned as its EXIF says, and how much smaller it is than stored; None for copies and strips."""
    with _opened(data) as image:
        if number > 1:
            image.seek(number - 1)
        if image.width * image.height > limits.PIXELS:
            raise Unreadable("too_large", TOO_MANY)
        if getattr(image, "tag_v2", {}).get(SUBFILE, 0) & 1:
            return None
        if min(image.size) < limits.SMALLEST_SIDE or max(image.size) > LONGEST * min(image.size):
            return None
        longest = max(image.size)
        plain = _plain(image)
        plain.load()
        with suppress(Exception):  # a broken EXIF must not cost the picture
            ImageOps.exif_transpose(plain, in_place=True)
        return plain, max(plain.size) / longest


def _plain(image: Image.Image) -> Image.Image:
    """The picture no larger than it need be, in grey or RGB, what is transparent being paper."""
    if image.mode.startswith(("I", "F")):
        # Sixteen bits and more: Pillow would cut off all that is over 255.
        values = np.asarray(image).astype(np.float32)
        low, high = float(values.min()), float(values.max())
        image = Image.fromarray(((values - low) * (255 / max(1e-9, high - low))).astype(np.uint8))
    elif image.mode in ("1", "P", "PA"):
        # These can only be made smaller by leaving dots out.
        image = image.convert("L" if image.mode == "1" else "RGBA" if image.has_transparency_data else "RGB")
    # A long screenshot may be longer than a page, but not wider.
    shrunk = min(1.0, limits.OCR_LONGEST_SIDE / PAGE / min(image.size))
    image.thumbnail((ceil(image.width * shrunk), ceil(image.height * shrunk)))
    if image.has_transparency_data:
        paper = Image.new("RGBA", image.size, "white")
        paper.alpha_composite(image.convert("RGBA"))
        image = paper
    return image if image.mode in ("L", "RGB") else image.convert("RGB")
