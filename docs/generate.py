"""Writes docs/checks.md and docs/cli.md from the program itself; with --check only says whether they are fresh."""

from __future__ import annotations

import sys
from pathlib import Path

import typer.main

from checker.assessment import Thresholds
from checker.checks import CHECKS
from checker.cli import app

DOCS = Path(__file__).resolve().parent


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
        "由程序生成。`check` 的退出码：0 全部可转报；1 有不可转报的；2 做不了（选项错、路径不存在、配置读不出），",
        "标准错误输出一行说明。",
    ]
    group = typer.main.get_command(app)
    for name, command in sorted(group.commands.items()):  # type: ignore[attr-defined]
        lines += ["", f"## `ganhuo {name}`", "", str(command.help), ""]
        for parameter in command.params:
            if parameter.name == "help":
                continue
            usage = " ".join(parameter.opts) if parameter.opts[0].startswith("-") else parameter.metavar or parameter.name
            lines.append(f"- `{usage}`　{parameter.help}")
    lines += ["", "## 配置文件 `ganhuo.toml`", "", "```toml", "[thresholds]"]
    defaults = Thresholds()
    lines += [f"{name} = {getattr(defaults, name)}" for name in Thresholds.__dataclass_fields__]
    for name, module in CHECKS.items():
        lines += ["", f"[checks.{name}]", *(f"{option} = {value:g}" for option, value in module.OPTIONS.items())]
    lines += ["```", "", "上面是默认值；只写要改的项。写错的项名或类型会用一行中文指出。"]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write both pages, or compare them."""
    stale = []
    for name, text in (("checks.md", checks()), ("cli.md", cli())):
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
