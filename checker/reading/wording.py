"""What the readers of several formats say in the same words: notes, refusals, and the account of what was left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.reading.document import LeftOut
from checker.reading.errors import Unreadable

HIDDEN, DELETED, COMMENTS = "隐藏文字", "修订中删除的文字", "批注"
EMPTY = "文件大小为0字节，没有任何内容；请重新导出或重新发送。"
ENCRYPTED = "文件设有密码，无法打开；请取消密码后再报。"


def page_list(numbers: Sequence[int]) -> str:
    """Page numbers as a person writes them: 3、5—8."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(f"{run[0]}—{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def first_pages(read: int, pages: int) -> tuple[str, ...]:
    """The note that only the first pages were `read`, none where these are all."""
    return (f"全文共{pages}页，只读了前{read}页。",) if read < pages else ()


def hidden_note(count: int) -> tuple[str, ...]:
    """The note on so many hidden characters, none where there are none."""
    return (f"存在隐藏文字{count}字，未计入。",) if count else ()


def only_pictures(where: str) -> Unreadable:
    """The refusal of a file (``文件里``) that holds pictures, which are not recognised in this format, and no text."""
    return Unreadable("scanned", f"{where}只有图片，没有可读的文字；请改报可编辑的文字稿，或先做文字识别后再报。")


def unseen(counts: Mapping[str, int]) -> tuple[LeftOut, ...]:
    """What a person who opens the file does not see either, by what it is, as far as there is any of it."""
    return tuple(LeftOut(what, count) for what, count in counts.items() if count)


def unread_pictures(count: int) -> tuple[LeftOut, ...]:
    """The pictures of a file that were not recognised, as far as there are any."""
    return (LeftOut(f"图片{count}张", None, seen=True),) if count else ()
