"""Writes docs/checks.md, docs/cli.md and the tables of docs/formats.md from the program; --check only says if they are fresh."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import typer.main

from checker.assessment import Thresholds
from checker.checks import CHECKS
from checker.cli import app
from checker.reading import errors, limits
from checker.reading.options import Options

DOCS = Path(__file__).resolve().parent
MB = 2**20

# What each refusal means, and what to do: for the people who get it.
CODES = {
    "missing": ("没有这个文件", "检查路径和文件名"),
    "denied": ("打不开：别的程序正在用，或者没有权限", "关闭正在使用它的程序再试"),
    "empty_file": ("文件大小是 0 字节", "请报送单位重新导出、重新发送"),
    "too_large": ("超过下面“上限”里的某一条", "按提示压缩图片、删去附件或拆分后再报"),
    "unsupported": ("这种格式不读，或者压缩包里没有材料", "另存为 .docx 再报；分卷压缩包先合成一个 .zip"),
    "damaged": ("文件坏了、没有存完，或者内容和扩展名对不上", "用 Word 或 WPS 打开原件，另存为 .docx 再报"),
    "encrypted": ("设了密码，没有给密码或给的不对", "压缩包和 PDF 用 `--password` 给出；其他文件请先取消密码"),
    "scanned": ("只有图片：没有装识别组件，或者识别不出成篇的文字", "报送 Word 文件，或装上识别组件 `ganhuo[ocr]`"),
    "needs_extra": ("要用的组件没有装，或者启动不了", "按提示安装；.rar 也可以改成 .zip 再报"),
    "table": ("台账式的表格，只有条目，没有成段的文字", "另附文字稿；表格可以作附件"),
    "timeout": ("读得太久，已经停止", "打开后删去无关内容，另存为 .docx 再报"),
    "memory": ("占用内存太多，已经停止", "打开后删去无关内容，另存为 .docx 再报"),
    "crashed": ("检查时程序意外中断，这一份没有结论", "另存为 .docx 再试；还不行请把文件和提示一起反馈"),
}

# What is limited, in which unit, and why: by the name of the constant.
LIMITS = {
    "FILE_BYTES": ("一个文件，压缩包和邮件除外", MB, "MB", "99% 的来件不到 2.7 MB，再大的是贴了照片的"),
    "ARCHIVE_FILE_BYTES": ("一个压缩包或一封邮件", MB, "MB", "一个季度的来件打成一包；解开时整个放在内存里"),
    "ZIP_ENTRIES": (".docx、.xlsx、.pptx、.odt、.ofd 内部的部件", 1, "个", "见过的正常文件最多 47 个"),
    "XML_PART_BYTES": ("其中一个部件；一个网页文件", MB, "MB", "见过的正常文件最大 12.6 MB"),
    "XML_TOTAL_BYTES": ("全部部件解开后", MB, "MB", "见过的正常文件最大 16.6 MB；防“压缩炸弹”"),
    "TABLE_COLUMNS": ("表格的列", 1, "列", "没有更宽的正常表格；多出的列不展开"),
    "CHARACTERS": ("正文", 10_000, "万字", "再长是书，不是一份材料"),
    "HTML_ELEMENTS": ("网页里的标签", 10_000, "万个", "一份长材料约 1 万个"),
    "SHEET_CELLS": ("表格里有内容的单元格", 10_000, "万个", "一个季度的台账不过几百行"),
    "SHEET_AREA": ("一张工作表铺开的行数×列数", 10_000, "万格", "角落里一个多余的字就能铺出上百亿格"),
    "SHEET_ITEMS": ("表格里的各种条目，连同空格子和公式", 10_000, "万条", "空格子也要花时间"),
    "SHEET_CHARACTERS": ("表格里的字", 10_000, "万字", "台账可以比材料长，要读完才知道是台账"),
    "RTF_GROUPS": (".rtf 里一层套一层的括号", 1, "层", "正常文件不过几十层"),
    "SLIDES": ("演示文稿", 1, "页", "后面的不读，注明只读了前多少页"),
    "PDF_PAGES": ("PDF、OFD", 1, "页", "一份材料 3—20 页；后面的不读，注明只读了前多少页"),
    "PDF_PAGE_POINTS": ("PDF、OFD 一页的边长", 1, "点（约 5 米）", "PDF 标准的上限；更大的页当作坏页跳过"),
    "OFD_DOCUMENTS": ("一个 OFD 里的文档", 1, "个", "一般只有一个，带附件的几个"),
    "PIXELS": ("一张图片", 10_000, "万像素", "A4 按 600 DPI 扫描是 3500 万"),
    "SMALLEST_SIDE": ("图片短边至少", 1, "像素", "更小的是图标、签名和章"),
    "OCR_DPI": ("扫描页识别时的清晰度", 1, "DPI", "公文的字已经足够大，再高只是更慢"),
    "OCR_LONGEST_SIDE": ("扫描页识别时的长边", 1, "像素", "同上"),
    "OCR_PAGES": ("一个文件里识别的页数", 1, "页", "每页 2—5 秒；后面的不识别，注明未读出"),
    "OCR_PAGE_SECONDS": ("识别一页的时间", 1, "秒", "每识别一页，时限重新计"),
    "ARCHIVE_DEPTH": ("压缩包里再套压缩包", 1, "层", "各县区一包、包里再有包是常事，再深就少见了"),
    "ARCHIVE_FILES": ("一个压缩包里的文件（连同套着的）", 1, "个", "够一个市一个季度用；超出的不读，并注明"),
    "ARCHIVE_ENTRIES": ("一个压缩包的目录", 1, "条", "目录要先整个读进内存"),
    "ARCHIVE_BYTES": ("一个压缩包解开后合计", 2**30, "GB", "防“压缩炸弹”；超出的不读，并注明"),
    "FILE_SECONDS": ("读一个文件的时间", 1, "秒", "1 MB 的 PDF 能展开成 400 MB 的绘图命令，只能靠钟表来管"),
    "ARCHIVE_SECONDS": ("解一个压缩包的时间", 1, "秒", "里面的文件之后各自计时"),
    "FILE_MEMORY": ("读一个文件的内存", 2**30, "GB", "一份文件不能拖垮整台电脑"),
    "CONVERTER_SECONDS": ("LibreOffice 转换一个文件的时间", 1, "秒", "一般 1—3 秒，第一次 5—10 秒"),
}
# Out of reach: what is larger than a file may be is refused before.
UNTOLD = {"MAIL_BYTES"}
BETWEEN = re.compile(r"(<!-- 由程序生成：(\w+) -->\n).*?(<!-- 完 -->)", re.DOTALL)


def checks() -> str:
    """One section a check, from its docstring."""
    pages = ["# 检查项", "", "由各检查模块的说明生成；`ganhuo explain 检查项` 显示同样的内容。"]
    for name, module in CHECKS.items():
        head, *rest = (module.__doc__ or "").strip().splitlines()
        pages += ["", f"## `{name}` {head.partition('：')[0]}", "", head.partition("：")[2]]
        for line in filter(None, rest):
            label, colon, text = line.partition("：")
            pages += (
                ["", f"**{label}**　{text}"]
                if (colon and len(label) == 3) or label in ("正例", "反例", "选项", "出处", "局限")
                else [line]
            )
    return "\n".join(pages) + "\n"


def cli() -> str:
    """One section a command, from its help text and options."""
    lines = [
        "# 命令",
        "",
        "由程序生成。`check` 和 `batch` 的退出码：0 全部可转报；1 有不可转报的（读不出的也算）；2 做不了（选项错、路径不存在、",
        "配置或名单读不出），标准错误输出一行说明。",
        "",
        "怎样办一轮汇总见 [batch.md](batch.md)，上百万份见 [cluster.md](cluster.md)，台账见 [ledger.md](ledger.md)，",
        "网页见 [web.md](web.md)，从更正中学习见 [learning.md](learning.md)，能读哪些格式见 [formats.md](formats.md)。",
    ]
    for name, command in commands(typer.main.get_command(app), "ganhuo"):
        lines += ["", f"## `{name}`", "", str(command.help), ""]
        for parameter in command.params:
            if parameter.name == "help":
                continue
            usage = " ".join(parameter.opts) if parameter.opts[0].startswith("-") else parameter.metavar or parameter.name
            lines.append(f"- `{usage}`　{parameter.help}")
    lines += ["", "## 配置文件 `ganhuo.toml`", "", "```toml", "[thresholds]"]
    defaults = Thresholds()
    lines += [f"{name} = {getattr(defaults, name)}" for name in Thresholds.__dataclass_fields__]
    lines += ["", "[reading]", f"converter = {str(Options().converter).lower()}"]
    for name, module in CHECKS.items():
        lines += ["", f"[checks.{name}]", *(f"{option} = {value:g}" for option, value in module.OPTIONS.items())]
    lines += ["```", "", "上面是默认值；只写要改的项。写错的项名或类型会用一行中文指出。"]
    return "\n".join(lines) + "\n"


def commands(group: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    """Every command with its full name, those of groups of commands included."""
    for name, command in sorted(group.commands.items()):
        if hasattr(command, "commands"):
            yield from commands(command, f"{prefix} {name}")
        else:
            yield f"{prefix} {name}", command


def codes() -> str:
    """The refusals, one a line."""
    _complete("codes", set(CODES), set(get_args(errors.Code)))
    rows = (f"| `{code}` | {meaning} | {advice} |" for code, (meaning, advice) in CODES.items())
    return "\n".join(("| 代码 | 意思 | 怎么办 |", "| --- | --- | --- |", *rows)) + "\n"


def bounds() -> str:
    """The limits, one a line."""
    _complete("limits", set(LIMITS), {name for name in vars(limits) if name.isupper()} - UNTOLD)
    rows = (
        f"| {what} | {round(getattr(limits, name) / unit, 1):g} {of} | {why} |" for name, (what, unit, of, why) in LIMITS.items()
    )
    return "\n".join(("| 什么 | 多少 | 为什么 |", "| --- | --- | --- |", *rows)) + "\n"


def _complete(what: str, written: set[str], there: set[str]) -> None:
    """A table that lacks a line, or has one too many, is no table of the program."""
    if written != there:
        sys.exit(f"docs/generate.py: the table of {what} differs from the program in {sorted(written ^ there)}")


def formats() -> str:
    """The page with its two tables written anew; the rest of it is written by hand."""
    tables = {"codes": codes(), "limits": bounds()}
    page = (DOCS / "formats.md").read_text(encoding="utf-8")
    return BETWEEN.sub(lambda found: found[1] + tables[found[2]] + found[3], page)


def main() -> int:
    """Write the pages, or compare them."""
    stale = []
    for name, text in (("checks.md", checks()), ("cli.md", cli()), ("formats.md", formats())):
        path = DOCS / name
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8", newline="\n")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        print(f"stale: {', '.join(stale)}; run python docs/generate.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
