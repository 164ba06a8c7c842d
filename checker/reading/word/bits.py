"""Numbers out of bytes that may end too early: what is not there counts as 0."""

from __future__ import annotations

import sys
from array import array


def u16(data: bytes, at: int) -> int:
    """The unsigned 16-bit number at an offset."""
    return int.from_bytes(data[at : at + 2], "little")


def i16(data: bytes, at: int) -> int:
    """The signed 16-bit number at an offset."""
    return int.from_bytes(data[at : at + 2], "little", signed=True)


def u32(data: bytes, at: int) -> int:
    """The unsigned 32-bit number at an offset."""
    return int.from_bytes(data[at : at + 4], "little")


def numbers(data: bytes) -> array[int]:
    """All 32-bit numbers in a row; bytes left over are dropped."""
    found = array("I", data[: len(data) // 4 * 4])
    if sys.byteorder == "big":
        found.byteswap()
    return found
