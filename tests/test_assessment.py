"""The rules of judgement hold on every material of the corpora."""

import pytest

from checker import Assessment, Checker, Settings
from checker.assessment import Thresholds
from checker.points import BANDS, FAULTS
from checker.training.corpus import load_all
from tests.paths import CORPORA

CHECKER = Checker()
JUDGED = {m.name: CHECKER.check_text(m.text, m.name) for m in load_all(CORPORA / "materials")[::4]}


@pytest.mark.parametrize("name", JUDGED)
def test_deductions_add_up_to_what_is_missing(name: str) -> None:
    a = JUDGED[name]
    assert a.quality == pytest.approx(100 - sum(d.points for d in a.deductions or ()), abs=0.051)


@pytest.mark.parametrize("name", JUDGED)
def test_quality_lies_in_the_verdict_s_band(name: str) -> None:
    a = JUDGED[name]
    assert a.verdict is not None
    assert a.quality is not None
    low, high = BANDS[a.verdict]
    assert low - 0.2 <= a.quality <= high + 0.2


@pytest.mark.parametrize("name", JUDGED)
def test_the_verdict_follows_from_genre_hollow_and_elements(name: str) -> None:
    a = JUDGED[name]
    if a.genre in ("union", "other") or a.hollow == 3:
        assert a.verdict == "reject"
    elif a.genre == "reform" and (a.hollow or 0) <= 1 and {"measure", "result"} <= set(a.elements or ()):
        has_to_mend = any(f.check in FAULTS and f.severity == "high" for _, f in a.findings or ())
        assert a.verdict == ("revise" if has_to_mend else "pass")
    else:
        assert a.verdict == "revise"


@pytest.mark.parametrize("name", JUDGED)
def test_findings_quote_the_text_and_deductions_name_findings_that_exist(name: str) -> None:
    a = JUDGED[name]
    ids = {id for id, _ in a.findings or ()}
    assert len(ids) == len(a.findings or ())
    assert all(0 <= f.start < f.end <= len(a.text or "") for _, f in a.findings or ())
    assert {id for d in a.deductions or () for id in d.findings} <= ids


@pytest.mark.parametrize("name", JUDGED)
def test_scores_are_shares_and_probabilities_sum_to_one(name: str) -> None:
    a = JUDGED[name]
    assert sum((a.genre_scores or {}).values()) == pytest.approx(1, abs=0.001)
    assert all(0 <= value <= 1 for value in (a.scores or {}).values())
    assert 0 <= (a.certainty or 0) <= 1


@pytest.mark.parametrize(
    ("text", "message"), [("", "没有文字"), ("2021年产改工作总结", "没有正文"), ("题目\n做了一些工作。", "够不上")]
)
def test_blank_papers_are_named_as_such(text: str, message: str) -> None:
    a = CHECKER.check_text(text)
    assert (a.verdict, a.quality, a.genre, a.hollow) == ("reject", 0.0, "other", 3)
    assert message in (a.deductions or ())[0].reason


@pytest.mark.parametrize("times", [5, 20, 60])
def test_a_slogan_repeated_is_hollow_however_unlike_a_paper_it_is(times: int) -> None:
    a = CHECKER.check_text("产改工作总结\n" + "公司坚持高度重视，加强组织领导，形成工作合力。" * times)
    assert (a.verdict, a.hollow, a.elements) == ("reject", 3, ())


def test_a_case_near_a_line_is_left_to_a_person() -> None:
    cautious = Checker(Settings(Thresholds(review=1.0)))
    a = cautious.check_text(load_all(CORPORA / "materials")[0].text)
    assert a.needs_review
    assert (a.review_reason or "").endswith("请人工复核。")


def test_a_good_paper_with_another_s_words_left_in_it_goes_back_however_good() -> None:
    good = next(
        m for m in load_all(CORPORA / "materials") if m.verdict == "pass" and CHECKER.check_text(m.text).verdict == "pass"
    )
    a = CHECKER.check_text("以下是根据您的要求润色后的版本：\n" + good.text)
    assert (a.verdict, [d.check for d in a.deductions or ()].count("leftovers")) == ("revise", 1)


def test_the_same_text_gets_the_same_assessment() -> None:
    text = load_all(CORPORA / "materials")[5].text
    first: Assessment = CHECKER.check_text(text)
    assert first == Checker().check_text(text)
