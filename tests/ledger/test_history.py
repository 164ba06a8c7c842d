"""A unit over the years: better or worse, late or missing, the same text again."""

from __future__ import annotations

from datetime import date

import pytest

from checker.ledger import Ledger, LedgerError, earlier_texts, in_default, known_as, overviews, repeats, unit_history
from checker.ledger.history import trend
from checker.roster import Unit
from tests.ledger.papers import FORMULA, MEASURES, row, unreadable, write

MINE, OTHER = Unit("山桥重工有限公司", ("山桥重工",), county="海湾县", contact="张三", phone="0335-1"), Unit("北港纺织厂")


def paper(round: str, *sentences: str, unit: Unit = MINE, **more: object) -> dict[str, object]:
    return row(f"{round}{unit.name}.docx", *sentences, unit=unit.name, by="落款", salt=round, **more)  # type: ignore[arg-type]


def test_the_years_of_a_unit_stand_in_the_order_of_the_rounds_whatever_the_order_of_writing(ledger: Ledger) -> None:
    both = [MINE, OTHER]
    write(ledger, "2022年第一季度", paper("c", *MEASURES[:2], quality=80.0, verdict="pass"), units=both)
    write(ledger, "2021年第一季度", paper("a", *MEASURES[2:4], quality=20.0, verdict="reject"), units=both)
    write(ledger, "2021年第三季度", paper("b", MEASURES[4], unit=OTHER), units=both)
    with ledger.reading() as session:
        history = unit_history(session, "山桥重工")
        assert (history.unit, history.aliases, history.trend, history.mixed) == (
            "山桥重工有限公司",
            ("山桥重工",),
            "better",
            False,
        )
        told = [(turn.round, turn.state, turn.counted and turn.counted.quality) for turn in history.turns]
        assert told == [
            ("2021年第一季度", "on time", 20.0),
            ("2021年第三季度", "missing", None),
            ("2022年第一季度", "on time", 80.0),
        ]


def test_late_is_said_with_its_evidence_and_the_last_file_counts(ledger: Ledger) -> None:
    files = [paper("一稿", MEASURES[0], quality=30.0), row("二稿.docx", *MEASURES, unit=MINE.name, by="落款", quality=70.0)]
    days = {"一稿山桥重工有限公司.docx": date(2021, 10, 18), "二稿.docx": date(2021, 10, 20)}
    write(ledger, "2021年第三季度", *reversed(files), units=[MINE, OTHER], due=date(2021, 10, 15), handed_in=days)
    with ledger.reading() as session:
        [turn] = unit_history(session, MINE.name).turns
        assert (turn.state, turn.evidence, turn.note) == (
            "late",
            "文件时间2021年10月18日，晚于截止日期10月15日3天",
            "报送了2份不同的文件",
        )
        assert turn.counted is not None
        assert (turn.counted.file, turn.counted.quality) == ("二稿.docx", 70.0)
        told = [(round, stood.state, stood.unit.name, stood.unit.contact) for round, stood in in_default(session)]
        assert told == [("2021年第三季度", "missing", "北港纺织厂", None), ("2021年第三季度", "late", "山桥重工有限公司", "张三")]
        assert in_default(session, "2021年第三季度") == in_default(session)
        [overview] = overviews(session)
        assert (overview.listed, overview.late, overview.missing, overview.verdicts) == (2, 1, 1, {"revise": 2})


def test_a_round_that_is_not_there_is_said_with_the_latest(ledger: Ledger) -> None:
    write(ledger, "2021年", paper("a"))
    with pytest.raises(LedgerError, match=r"^台账里没有“2012年”这一批次；最近的有：2021年。$"), ledger.reading() as session:
        in_default(session, "2012年")


def test_a_unit_that_is_not_there_is_said_with_like_ones(ledger: Ledger) -> None:
    write(ledger, "2021年", paper("a"))
    with (
        pytest.raises(LedgerError, match=r"^台账里没有“山桥”这个单位；相近的有：山桥重工有限公司。$"),
        ledger.reading() as session,
    ):
        unit_history(session, "山桥")


@pytest.mark.parametrize(
    ("qualities", "expected"),
    [
        ([], None),
        ([50], None),
        ([50, 59.9], "steady"),
        ([50, 60], "better"),
        ([50, 40], "worse"),
        ([90, 30, 30, 30, 40], "better"),
        ([0, 90, 80, 85], "better"),
    ],
)
def test_the_trend_is_the_last_against_those_before(qualities: list[float], expected: str | None) -> None:
    assert trend(qualities) == expected


def test_judgements_of_different_versions_are_said_to_be(ledger: Ledger) -> None:
    write(ledger, "2021年", paper("a"))
    write(ledger, "2022年", paper("b", versions={"ganhuo": "0.9.0", "models": "x"}))
    with ledger.reading() as session:
        assert unit_history(session, MINE.name).mixed


YEARLY = tuple(f"{text[:-1]}，这项办法从2021年起施行。" for text in MEASURES)


def test_the_same_text_with_another_year_is_the_same_again(ledger: Ledger) -> None:
    write(ledger, "2021年", paper("a", *YEARLY, FORMULA), paper("x", *MEASURES, unit=OTHER), units=[MINE, OTHER])
    changed = [text.replace("2021", "2022") for text in YEARLY[:4]]
    new = "新建的实训基地由学院和公司各出一半的钱，三年内培训四百名技工，考核合格的当月定级。"
    write(ledger, "2022年", paper("b", *changed, FORMULA, new), units=[MINE, OTHER])
    with ledger.reading() as session:
        [repeat] = repeats(session)
        assert (repeat.unit, repeat.round, repeat.earlier_round, repeat.earlier_file) == (
            MINE.name,
            "2022年",
            "2021年",
            "a山桥重工有限公司.docx",
        )
        assert (repeat.same_file, 0.75 < repeat.share < 0.85) == (False, True)
        assert repeats(session, round="2021年") == []
        assert [turn.again for turn in unit_history(session, MINE.name).turns] == [None, repeat]


def test_the_same_file_is_the_same_again(ledger: Ledger) -> None:
    for round in ("2021年", "2022年", "2023年"):
        write(ledger, round, row(f"{round}.docx", unit=MINE.name))
    with ledger.reading() as session:
        told = [(repeat.round, repeat.share, repeat.same_file, repeat.earlier_round) for repeat in repeats(session)]
        assert told == [("2022年", 1.0, True, "2021年"), ("2023年", 1.0, True, "2022年")]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        pytest.param((FORMULA,) * 9, (FORMULA,) * 8, id="formula"),
        pytest.param(("主要做法", "一、完善机制") * 20, ("主要做法", "一、完善机制") * 19, id="headings"),
        pytest.param(MEASURES[:1], MEASURES[:1] + MEASURES[2:], id="one sentence of five"),
        pytest.param(MEASURES, tuple(text.replace("公司", "企业").replace("一", "三").replace("师", "工").replace("党委会", "董事会").replace("四", "五") for text in MEASURES), id="other figures"),
    ],
)  # fmt: skip
def test_what_any_year_shares_is_not_the_same_text(ledger: Ledger, before: tuple[str, ...], now: tuple[str, ...]) -> None:
    write(ledger, "2021年", paper("a", *before))
    write(ledger, "2022年", paper("b", *now))
    with ledger.reading() as session:
        assert repeats(session) == []


def test_two_versions_in_one_round_and_empty_files_are_no_repetition(ledger: Ledger) -> None:
    write(
        ledger,
        "2021年",
        paper("一稿", *MEASURES),
        paper("二稿", *MEASURES),
        unreadable("空.docx") | {"unit": MINE.name},
        units=[MINE],
    )
    write(ledger, "2022年", unreadable("空.docx") | {"unit": MINE.name})
    with ledger.reading() as session:
        assert repeats(session) == []


def test_earlier_texts_are_those_of_all_units_from_rounds_before(ledger: Ledger) -> None:
    write(ledger, "2022年", paper("c", MEASURES[0]), units=[MINE])
    write(ledger, "2021年", paper("b", MEASURES[1], text=f"标题\n{MEASURES[1]}"), row("无名.docx", MEASURES[2]), units=[MINE])
    write(ledger, "2020年", paper("a", MEASURES[3], unit=OTHER), units=[OTHER])
    with ledger.reading() as session:
        texts = list(earlier_texts(session, "2022年"))
        assert [(text.round, text.units, [s.text for s in text.sentences]) for text in texts] == [
            ("2021年", (MINE.name,), [MEASURES[1]]), ("2021年", (), [MEASURES[2]]), ("2020年", (OTHER.name,), [MEASURES[3]]),
        ]  # fmt: skip
        assert (texts[0].text, texts[1].text) == (f"标题\n{MEASURES[1]}", None)
        assert (texts[0].sentences[0].start, texts[0].sentences[0].kind) == (0, "specific")
        assert [text.round for text in earlier_texts(session, "2021年上半年")] == ["2020年"]
        assert len(list(earlier_texts(session))) == len(list(earlier_texts(session, "春季"))) == 4
        assert known_as(session, ["山桥重工", "没见过的公司"]) == {"山桥重工": MINE.name, "没见过的公司": "没见过的公司"}
