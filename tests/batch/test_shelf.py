"""Entries of a round whose long parts lie on disk are the entries that they were."""

from __future__ import annotations

import pickle
from dataclasses import fields, replace
from datetime import date

import pytest

from checker.batch.shelf import Shelf
from checker.reports.round import Entry, Similar
from checker.roster import Unit
from tests.reports.papers import CARD, NO_RESULT, SLOGAN, entry

UNIT = Unit("海湾县山石轴承有限公司", (), "试点企业", "海湾县", date(2021, 11, 20))
SIMILAR = Similar("乙.docx", None, "other", False, 0.25, 2, "一段", "同一段")
WHOLE = entry(
    1, file="甲.docx", unit=UNIT, handed_in=date(2021, 11, 9), quality=45.5, remarks=(SLOGAN, NO_RESULT), similar=(SIMILAR,), practices=(CARD,),
    scores={"boilerplate": 0.25}, deductions=(("genre", 50.0, "工会总结"),), error=("damaged", "坏"), note="附注", marked="标注/甲.docx",
)  # fmt: skip


def parts(entry: Entry) -> dict[str, object]:
    return {field.name: getattr(entry, field.name) for field in fields(Entry)}


def test_every_part_is_as_it_was_whichever_was_asked_for_before() -> None:
    shelf = Shelf()
    others = [replace(WHOLE, key=(n,), file=f"{n}.docx", title=f"第{n}份" * 200) for n in range(5)]
    kept = [shelf.put(other) for other in others]
    assert [parts(one) for one in reversed(kept)] == [parts(other) for other in reversed(others)]
    assert kept[3].name == UNIT.name
    late = shelf.put(WHOLE)
    assert (kept[0].title, late.remarks, kept[1].title) == (others[0].title, WHOLE.remarks, others[1].title)


def test_in_another_process_it_is_a_whole_entry() -> None:
    sent = pickle.loads(pickle.dumps(Shelf().put(WHOLE)))
    assert type(sent) is Entry
    assert sent == WHOLE


def test_what_an_entry_has_not_a_kept_one_has_not_either() -> None:
    with pytest.raises(AttributeError):
        _ = Shelf().put(WHOLE).text  # type: ignore[attr-defined]
