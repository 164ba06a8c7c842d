"""Text and data that both databases can hold: hostile materials bring zero bytes and halves of characters."""

from __future__ import annotations

import json
import re
from typing import Any

# PostgreSQL refuses zero bytes in a text, and neither database can write a lone half of a character as UTF-8.
UNFIT = re.compile("[\0\ud800-\udfff]")
# No name of a unit or a round is longer; an index of PostgreSQL holds no more than some 2,700 bytes.
LONGEST_NAME = 200


def clean(text: str) -> str:
    """`text` as both databases can hold it."""
    return UNFIT.sub("\ufffd", text)


def clean_name(text: str) -> str:
    """A name without blanks, no longer than a name is."""
    return "".join(clean(text).split())[:LONGEST_NAME]


def as_json(value: Any) -> str:
    """JSON in plain characters, which takes half the room; escaped where halves of characters stand in it."""
    plain = json.dumps(value, ensure_ascii=False)
    try:
        plain.encode()
    except UnicodeEncodeError:
        return json.dumps(value)
    return plain
