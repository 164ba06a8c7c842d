"""Marked copies: the remarks of an assessment written back to their sentences, in the format handed in where that can be."""

from __future__ import annotations

from checker.assessment import Assessment
from checker.reports.marking.remarks import Marked

__all__ = ["Marked", "marked"]


def marked(assessment: Assessment, data: bytes) -> Marked:
    """A copy of the judged file `data` with the remarks at their sentences. The assessment must be of a file that was read.

    A Word file gets comments, a PDF highlights. What is neither, or cannot be written to, gives a Word file made from its text.
    """
    from checker.reports.marking import docx, pdf, text

    if assessment.material is None:
        raise ValueError("an unreadable file cannot be marked")
    writer = {"docx": docx.mark, "pdf": pdf.mark}.get(assessment.material.document.format)
    if writer is not None:
        try:
            return writer(assessment, data)
        except MemoryError:
            raise
        except Exception:  # noqa: S110 - whatever is wrong with the file, its text can be marked
            pass
    return text.mark(assessment)
