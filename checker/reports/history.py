"""What the ledger tells, for people: rounds, one unit over the years, who was late or missing, what was said again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from checker.ledger.history import History, Overview, Stood, Turn
from checker.ledger.repeats import Repeat
from checker.reports import wording
from checker.reports.html import template

TRENDS = {"better": "在改进", "worse": "在退步", "steady": "变化不大", None: "还看不出变化"}
MIXED = "各次由不同版本的程序判定，得分只能大致相比。"
# A bar of the terminal has so many columns for a quality of 100.
BAR = 30
# The plot, in units of its picture: room on the left for the scale, below for the names of rounds, and a step a round.
LEFT, TOP, HEIGHT, STEP, BELOW = 40, 16, 200, 90, 56
# Where verdicts divide, as the annotation guide has it.
LINES = (70, 40)
LONGEST_LABEL = 10


def named(verdict: str | None) -> str:
    """A verdict in Chinese."""
    return wording.VERDICTS[verdict] if verdict else wording.UNREADABLE


def rounds(overviews: Sequence[Overview]) -> Iterator[str]:
    """All rounds, two lines each."""
    for one in overviews:
        counts = [f"{named(verdict)}{count}" for verdict, count in _in_order(one.verdicts)]
        yield f"{one.name}　{one.materials}份：{'，'.join(counts)}"
        listed = f"名单{one.listed}家，迟报{one.late}，未报{one.missing}" if one.listed else "没有名单"
        corrected = f"；人工更正{one.corrected}份" if one.corrected else ""
        yield f"    {listed}{corrected}；{_day(one.changed)}记入"


def unit(history: History) -> Iterator[str]:
    """A unit over the years: what it came to, and a bar a round."""
    also = f"（又称{'、'.join(history.aliases)}）" if history.aliases else ""
    yield f"{history.unit}{also}"
    yield summary(history)
    for turn in history.turns:
        yield f"{turn.round}　{standing(turn)}{turn.evidence and f'（{turn.evidence}）'}"
        counted = turn.counted
        if counted is not None:
            score = "" if counted.quality is None else f" {_bar(counted.quality)} {counted.quality:.0f}分"
            yield f"   {score} {verdict(turn)}　{counted.file}"
        if turn.note:
            yield f"    {turn.note}"
        if counted is not None and counted.why:
            yield f"    {corrected(turn)}"
        if turn.again:
            yield f"    {again(turn.again)}"
    if history.mixed:
        yield MIXED


def summary(history: History) -> str:
    """The years in one line."""
    states = [turn.state for turn in history.turns]
    handed = sum(bool(turn.files) for turn in history.turns)
    told = [f"{len(history.turns)}个批次，报送{handed}次"]
    told += [f"{wording.STANDINGS[state]}{states.count(state)}次" for state in ("late", "missing") if state in states]
    told.append(f"质量{TRENDS[history.trend]}")
    repeated = sum(turn.again is not None for turn in history.turns)
    return "，".join(told) + (f"；{repeated}次与以前的材料大半相同" if repeated else "") + "。"


def standing(turn: Turn) -> str:
    """How the unit stood in a round."""
    return wording.STANDINGS[turn.state] if turn.state else "不在名单上"


def verdict(turn: Turn) -> str:
    """The verdict that counts, marked where a person gave it."""
    if turn.counted is None:
        return ""
    return named(turn.counted.verdict) + ("（人工）" if turn.counted.changed_by else "")


def corrected(turn: Turn) -> str:
    """Who changed the verdict, when and why."""
    material = turn.counted
    if material is None or material.changed_at is None:
        return ""
    return f"程序判的是{named(material.machine)}，{material.changed_by}于{_day(material.changed_at)}更正：{material.why}"


def again(repeat: Repeat) -> str:
    """What a material says again."""
    if repeat.same_file:
        return f"与{repeat.earlier_round}的“{repeat.earlier_file}”是同一份文件。"
    return f"有{repeat.share:.0%}的内容与{repeat.earlier_round}的“{repeat.earlier_file}”逐句相同。"


def repeated(found: Sequence[Repeat]) -> Iterator[str]:
    """Who said the same again, two lines each."""
    for repeat in found:
        yield f"{repeat.unit}　{repeat.round}　{repeat.file}"
        yield f"    {again(repeat)}"


def in_default(found: Sequence[tuple[str, Stood]]) -> Iterator[str]:
    """Who was late or missing, by rounds."""
    before = None
    for round, stood in found:
        if round != before:
            yield round
        before = round
        contact = " ".join(part for part in (stood.unit.contact, stood.unit.phone) if part)
        told = "；".join(part for part in (stood.evidence, contact) if part)
        yield f"    {wording.STANDINGS[stood.state]}　{stood.unit.name}" + (f"（{told}）" if told else "")


def as_data(value: Any) -> Any:
    """Dataclasses, dates and what holds them as plain data for JSON."""
    if hasattr(value, "__dataclass_fields__"):
        return as_data({name: getattr(value, name) for name in value.__dataclass_fields__})
    if isinstance(value, dict):
        return {str(key or "unreadable"): as_data(own) for key, own in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_data(own) for own in value]
    return value.isoformat() if isinstance(value, (date, datetime)) else value


class Point(NamedTuple):
    """A round in the plot: where, how it is called, and its quality, None where nothing could be judged."""

    x: int
    y: int
    label: str
    quality: float | None
    verdict: str
    told: str


class Plot(NamedTuple):
    """The quality over the rounds as a picture; `runs` are the lines between rounds that follow one another."""

    width: int
    height: int
    points: tuple[Point, ...]
    runs: tuple[str, ...]
    scale: tuple[tuple[int, int], ...]


def plot(history: History) -> Plot:
    """The picture of a unit's years."""
    points = [_point(number, turn) for number, turn in enumerate(history.turns)]
    runs: list[list[str]] = [[]]
    for point in points:
        if point.quality is None:
            runs.append([])
        else:
            runs[-1].append(f"{point.x},{point.y}")
    scale = tuple((quality, _height(quality)) for quality in (100, *LINES, 0))
    width = LEFT + STEP * max(1, len(points)) + 10
    return Plot(width, TOP + HEIGHT + BELOW, tuple(points), tuple(" ".join(run) for run in runs if len(run) > 1), scale)


def page(history: History) -> str:
    """A unit over the years as one HTML file that needs no other."""
    return template("history.html").render(history=history, plot=plot(history), told=_told(), bottom=TOP + HEIGHT, left=LEFT)


def _told() -> dict[str, Any]:
    return {"summary": summary, "standing": standing, "verdict": verdict, "corrected": corrected, "again": again, "mixed": MIXED}


def _point(number: int, turn: Turn) -> Point:
    quality = turn.counted.quality if turn.counted else None
    label = turn.round if len(turn.round) <= LONGEST_LABEL else f"…{turn.round[1 - LONGEST_LABEL :]}"
    colour = (turn.counted.verdict if turn.counted else None) or "unreadable"
    score = "" if quality is None else f"，{quality:.0f}分"
    told = f"{turn.round}：{verdict(turn) or standing(turn)}{score}"
    return Point(LEFT + STEP // 2 + STEP * number, _height(quality or 0), label, quality, colour, told)


def _height(quality: float) -> int:
    return TOP + round(HEIGHT * (100 - quality) / 100)


def _bar(quality: float) -> str:
    full = round(BAR * quality / 100)
    return "█" * full + "·" * (BAR - full)


def _in_order(verdicts: dict[str | None, int]) -> Iterator[tuple[str | None, int]]:
    yield from ((verdict, verdicts[verdict]) for verdict in (*wording.VERDICTS, None) if verdict in verdicts)


def _day(moment: datetime) -> str:
    return moment.astimezone().date().isoformat()
