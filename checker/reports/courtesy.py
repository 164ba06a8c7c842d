"""How a round's papers speak to units: what is wrong with a file, what to write, names and quotations fit for print."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.reports.round import Change, Entry, Round

# What is wrong with the file, for counting, and what the unit can do. The error's own words are for the one at the machine.
FILE_PROBLEMS = {
    "missing": ("文件没有收到", "请重新发送"),
    "denied": ("文件打不开", "请关闭文件后重新发送"),
    "empty_file": ("文件没有内容", "请重新保存后发送，发送前请打开检查一遍"),
    "too_large": ("文件过大", "请去掉与正文无关的图片和附件，或者分成几个文件报送"),
    "unsupported": ("文件格式无法读取", "请用 Word 或 WPS 另存为 .docx 后报送"),
    "damaged": ("文件损坏或没有保存完整", "请重新打开原文件，另存为 .docx 后报送"),
    "encrypted": ("文件设有密码", "请取消密码后报送"),
    "scanned": ("文件是扫描件或照片，没有文字版", "请报送可以编辑的 Word 文档"),
    "needs_extra": ("文件格式无法读取", "请用 Word 或 WPS 另存为 .docx 后报送"),
    "table": ("文件是表格，没有成段的文字", "请报送文字材料，表格可以作为附件"),
    "timeout": ("文件结构特殊，没有读完", "请把文字复制到新的 Word 文档后报送"),
    "memory": ("文件结构特殊，没有读完", "请把文字复制到新的 Word 文档后报送"),
    "crashed": ("文件结构特殊，没有读完", "请把文字复制到新的 Word 文档后报送"),
}
UNKNOWN_PROBLEM = ("文件打不开", "请用 Word 或 WPS 另存为 .docx 后报送")
# What each element answers, and how one good sentence of it reads. The sentences are our own.
ELEMENTS = {
    "goal": ("目标", "要达到什么、什么时候达到", "三年内让一线高级工的占比由两成提高到三成半"),
    "problem": ("问题", "改之前卡在哪里、影响了哪些工人", "挡车工干满十年仍拿一样的工资，去年走了十四名熟手"),
    "measure": ("举措", "立了什么规定、从哪天起执行、对谁有效", "焊工考上技师的，从次月起每月多发四百元"),
    "result": ("成效", "实行以后什么变了、变了多少", "津贴发了一年，考上高级工的从二十三人增加到六十一人"),
    "highlight": ("亮点", "哪一条是自己的办法、别人照着就能做", "考试题目由车间出、评委由工人选，评级结果当月进工资单"),
}


def file_problem(entry: Entry) -> tuple[str, str]:
    """What is wrong with an unreadable file, and what to do."""
    return FILE_PROBLEMS.get(entry.error[0], UNKNOWN_PROBLEM) if entry.error else UNKNOWN_PROBLEM


def flat(text: str) -> str:
    """A text in one line, its quotation marks as they stand inside others."""
    return " ".join(text.split()).translate(str.maketrans("“”", "‘’"))


def shortened(text: str, longest: int) -> str:
    """At most so many characters, a longer text with its middle left out."""
    if len(text) <= longest:
        return text
    tail = longest // 3
    return f"{text[: longest - tail - 2]}……{text[len(text) - tail :]}"


def asked(suggestion: str) -> str:
    """A finding's suggestion as a request."""
    if not suggestion or suggestion.startswith("请"):
        return suggestion
    return f"请{suggestion}" if suggestion.startswith("补") else f"请说明：{suggestion}"


def revision_of(entry: Entry, round: Round) -> Change | None:
    """The comparison with the earlier submission of the same round, where there was one."""
    return next((change for change in round.revised if change.after.key == entry.key), None)


def kept(round: Round) -> tuple[Entry, ...]:
    """The materials that count: of a unit's submissions that replaced one another, the last."""
    replaced = {change.before.key for change in round.revised}
    return tuple(entry for entry in round.entries if entry.key not in replaced)
