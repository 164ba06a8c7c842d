"""`ganhuo learn`: what staff corrected, learned from on this machine, and the way back."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from checker.cli.failing import fail, needs_training
from checker.cli.ledger import Where

if TYPE_CHECKING:
    from checker.training.learning import Outcome, Row


def learn(
    ledger: Where = None,
    roll_back: Annotated[bool, typer.Option("--roll-back", help="退回前一个模型，最后退到程序自带的")] = False,
    list: Annotated[bool, typer.Option("--list", help="列出学过的模型，哪个在用")] = False,
) -> None:
    """从台账里的更正学习：重新训练，在固定的测试材料和留出的更正上比较前后，不变差才换用新模型；随时可以退回。"""
    from checker.learned import store

    if roll_back and list:
        fail("--roll-back 和 --list 二者写一个。")
    try:
        if list:
            print("\n".join(_listed()))
        elif roll_back:
            before, now = store.roll_back()
            print(f"已从 {_called(before)} 退回到 {_called(now)}。" if before else "现在用的就是程序自带的模型，没有可退的。")
        else:
            _learn(ledger)
    except OSError as error:
        _not_written(error)


def _learn(ledger: str | None) -> None:
    from checker.learned import store
    from checker.ledger import LedgerError, open_ledger
    from checker.training import shipped
    from checker.training.learning import TooFew
    from checker.training.reviewed import from_ledger

    needs_training()
    try:
        with open_ledger(ledger) as opened, opened.reading() as session:
            reviewed, left_out = from_ledger(session)
        outcome = shipped.learn(reviewed, lambda step: print(f"正在{step}……", file=sys.stderr))
    except LedgerError as error:
        fail(str(error))
    except TooFew as error:
        print("\n".join((str(error), *_left_out(left_out), "模型没有变。")))
        return
    if store.name_of(outcome.models, outcome.day) == store.in_use():
        print("没有新的更正可学，模型没有变。")
        return
    told = "\n".join(table(outcome, left_out))
    print(told)
    if outcome.against:
        print("新模型没有换上，仍用原来的：\n" + "\n".join(f"  {why}。" for why in outcome.against))
        return
    name = store.add(outcome.models, outcome.day, told)
    store.keep(name)
    print(f"新模型已换上：{name}。以后检查都用它；网页服务要重新启动才会换。退回前一个：ganhuo learn --roll-back")


def table(outcome: Outcome, left_out: dict[str, int]) -> Iterator[str]:
    """What was learned from, and the figures before and after."""
    for what, (sentences, verdicts) in (("学习用", outcome.taught), ("留作检验", outcome.held_back)):
        yield f"{what}的更正：{sentences}句、{verdicts}份结论。"
    yield from _left_out(left_out)
    yield from (f"学不了的结论更正{count}份：{why}。" for why, count in outcome.left_out.items())
    yield from ("", _line("留出的更正（前：现在用的模型）", "前", "后", ""))
    yield from map(_told, outcome.on_held_back)
    yield from ("", _line("固定的测试材料（前：程序自带的模型）", "前", "后", "底线"))
    yield from map(_told, outcome.on_test)
    yield ""


def _left_out(reasons: dict[str, int]) -> Iterator[str]:
    yield from (f"没有用上的更正{count}处：{why}。" for why, count in reasons.items())


def _told(row: Row) -> str:
    bound = "" if row.bound is None else f"{row.bound:.3f}"
    return _line(row.name, f"{row.before:.3f}", f"{row.after:.3f}", bound) + ("" if row.holds else "  ×")


def _line(name: str, before: str, after: str, bound: str) -> str:
    return _wide(name, 38) + "".join(" " * (8 - _columns(cell)) + cell for cell in (before, after, bound)).rstrip()


def _wide(text: str, columns: int) -> str:
    return text + " " * max(1, columns - _columns(text))


def _columns(text: str) -> int:
    """Columns on a terminal: Han characters take two."""
    return sum(1 + (unicodedata.east_asian_width(character) in "WF") for character in text)


def _listed() -> Iterator[str]:
    """Every set with whether it is in use; the shipped one first."""
    from checker.learned import store

    used = store.in_use()
    order = store.readable()
    yield f"{'* ' if not used else '  '}{_called(store.SHIPPED)}"
    for name in store.learned():
        state = store.trouble(name) or ("" if name in order else "没有在用")
        yield f"{'* ' if name == used else '  '}{name}" + (f"　{state}" if state else "")
    yield f"模型放在 {store.home()}，每个文件夹里的 {store.TOLD} 是当时的数字。"


def _called(name: str) -> str:
    return name or "程序自带的模型"


def _not_written(error: OSError) -> NoReturn:
    from checker.learned import store

    fail(f"模型文件夹写不进去（{error.strerror}）：{store.home()}；原来的模型不受影响。")
