"""Paragraph -> sentences, by the marks of official Chinese.

A sentence ends at 。！？ with the closing quotes and brackets that follow. A stop inside quotes or brackets that go
on does not end it. The items of an enumeration (一是…；二是…) are sentences of their own; any other ； is not an end,
because the halves of a rule (高级工每月三百元；技师每月五百元) are checked together.
"""

from __future__ import annotations

import re

OPENERS = dict(zip("“‘「『（(〔【《〈", "”’」』）)〕】》〉", strict=True))
STOPS = "。！？!?"
# A closing quote with one of these after it stands inside its sentence: “三个有。”的要求.
GOES_ON = "，、；：,;:的"
CLOSERS = frozenset(OPENERS.values())

# What an item of an enumeration inside a paragraph begins with.
ITEM = (
    r"(?:[一二三四五六七八九十]{1,3}是(?!否)|首先|其次|再次|最后[，,]|第[一二三四五六七八九十]{1,2}[，,、]"
    r"|[（(][一二三四五六七八九十\d]{1,2}[）)]|[①-⑳])"
)
# It begins with a set of characters, over whose absence the search runs fastest.
BOUNDARY = re.compile(
    r"[。！？!?；;，,“‘「『（(〔【《〈”’」』）)〕】》〉]"
    rf"(?:(?<=[。！？!?])[。！？!?]*|(?<=[；;，,])(?={ITEM})|(?<![。！？!?；;，,]))"
)

# A quotation or bracket longer than this was left open by mistake and shields no stop.
LONGEST_SHIELD = 200


def split(text: str) -> list[tuple[int, int]]:
    """Sentences of one paragraph as (start, end) offsets; together they cover every character but outer blanks."""
    spans: list[tuple[int, int]] = []
    start = end_of_sentence = 0
    open_marks: list[tuple[str, int]] = []
    for match in BOUNDARY.finditer(text):
        at, end = match.span()
        if at < end_of_sentence:
            continue
        mark = text[at]
        if mark in OPENERS:
            open_marks.append((OPENERS[mark], at))
        elif mark in CLOSERS:
            _close(open_marks, mark)
        elif not (open_marks and _shielded(open_marks, at, text)):
            while mark in STOPS and text[end : end + 1] in CLOSERS:
                end += 1
            end_of_sentence = end
            if end == len(text) or text[end] not in GOES_ON:
                spans += _trimmed(text, start, end)
                start = end
                open_marks.clear()
    return spans + _trimmed(text, start, len(text))


def _close(open_marks: list[tuple[str, int]], mark: str) -> None:
    for depth in range(len(open_marks) - 1, -1, -1):
        if open_marks[depth][0] == mark:
            del open_marks[depth:]
            return


def _shielded(open_marks: list[tuple[str, int]], at: int, text: str) -> bool:
    """Whether a stop at `at` lies inside quotes or brackets after whose end the sentence goes on."""
    closer, opened = open_marks[0]
    closing = text.find(closer, at, opened + LONGEST_SHIELD)
    return closing > at and not (text[at] in STOPS and not text[at:closing].strip(STOPS + "”’」』"))


def _trimmed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A span without its outer blanks; none where nothing else is in it."""
    own = text[start:end]
    first = start + len(own) - len(own.lstrip())
    return [(first, first + len(own.strip()))] if first < end else []
