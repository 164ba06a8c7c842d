"""One text gets the same verdict and the same sentences as Word, PDF and plain text."""

from pathlib import Path

import docx
import pytest

from checker import Assessment, Checker
from tests.paths import SAMPLES

CHECKER = Checker()
PAIRS = Path(__file__).parent / "fixtures" / "formats"


def texts(a: Assessment) -> list[str]:
    """Sentences without blanks: those between Han and digits exist in a PDF only as layout."""
    return ["".join(s.text.split()) for s in a.sentences or ()]


def agreement(one: list[str], other: list[str]) -> float:
    """Share of sentences that both have."""
    return 2 * len(set(one) & set(other)) / (len(set(one)) + len(set(other)))


@pytest.mark.parametrize("stem", sorted({path.stem for path in PAIRS.iterdir()}))
def test_word_pdf_and_text_agree(stem: str) -> None:
    word, pdf, text = (CHECKER.check(PAIRS / f"{stem}.{suffix}") for suffix in ("docx", "pdf", "txt"))
    assert {a.status for a in (word, pdf, text)} == {"ok"}
    assert word.verdict == pdf.verdict == text.verdict
    assert min(agreement(texts(text), texts(word)), agreement(texts(text), texts(pdf))) >= 0.98


def test_places_lead_back_into_the_word_file() -> None:
    from checker.reading import load, read

    path = next(SAMPLES.glob("华砚*.docx"))
    document, assessment = read(load(path)), CHECKER.check(path)
    body = docx.Document(str(path)).element.body
    blocks = [child for child in body if child.tag.endswith(("}p", "}tbl"))]
    for _, finding in assessment.findings or ():
        first = document.places(finding.start, finding.end)[0]
        paragraph = "".join(
            t.text or "" for t in blocks[int((first.block or "").partition("@")[0])].iter() if t.tag.endswith("}t")
        )
        assert (assessment.text or "")[finding.start : finding.start + 10] in paragraph


def test_places_lead_back_to_the_page_of_a_pdf() -> None:
    from checker.reading import load, read

    path = next(SAMPLES.glob("瑞澜*.pdf"))
    document, assessment = read(load(path)), CHECKER.check(path)
    for sentence in assessment.sentences or ():
        places = document.places(sentence.start, sentence.end)
        assert places
        assert all(
            place.page in (1, 2) and place.box and place.box[0] < place.box[2] and place.box[1] < place.box[3] for place in places
        )
