"""pdfium's C functions by bare addresses: a page has thousands of letters, and checked pointers take longer than the answers."""

from __future__ import annotations

from ctypes import CFUNCTYPE, c_double, c_float, c_int, c_void_p, cast
from struct import Struct
from typing import Any

from pypdfium2 import raw

# Left, top, right, bottom of a box; the six numbers of a matrix.
BOX, MATRIX = Struct("4f"), Struct("6f")


def bare(function: Any, result: Any, *arguments: Any) -> Any:
    """The same function, with pointers as numbers."""
    return CFUNCTYPE(result, *arguments)(cast(function, c_void_p).value or 0)


def address(handle: Any) -> int:
    """Where in memory a handle points to."""
    return cast(handle, c_void_p).value or 0


get_letter_box = bare(raw.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
get_letter_matrix = bare(raw.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
get_letter_size = bare(raw.FPDFText_GetFontSize, c_double, c_void_p, c_int)
get_letter_origin = bare(raw.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)

Floats = c_float * 6
