"""What `ganhuo check` wants of each file, as it is printed: made by the worker, which has all at hand that it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from checker.batch.messages import Key

if TYPE_CHECKING:
    from checker.assessment import Assessment
    from checker.checker import Checker
    from checker.reading.errors import Unreadable
    from checker.reports.telling import Told


class Form:
    """Judges each file, and gives its assessment one form."""

    unpacks: ClassVar[bool] = True

    def done(self, checker: Checker, data: bytes, name: str, key: Key) -> Any:
        """Judge a file."""
        return self.made(checker.check_bytes(data, name))

    def refused(self, name: str, data: bytes, key: Key, error: Unreadable) -> Any:
        """Say why it cannot be judged."""
        from checker.checker import refused

        return self.made(refused(name, data, error))

    def made(self, assessment: Assessment) -> Any:
        """An assessment in this form."""
        raise NotImplementedError


class Lines(Form):
    """The lines of each file for a terminal."""

    def made(self, assessment: Assessment) -> Told:  # noqa: D102 - see Form
        from checker.reports.telling import told

        return told(assessment)


@dataclass(frozen=True)
class Rows(Form):
    """Each file as plain data, as docs/schema.json has it."""

    with_text: bool = False

    def made(self, assessment: Assessment) -> dict[str, Any]:  # noqa: D102 - see Form
        from checker.reports.as_json import as_dict

        return as_dict(assessment, self.with_text)


class Assessments(Form):
    """Each file's assessment with its material."""

    def made(self, assessment: Assessment) -> Assessment:  # noqa: D102 - see Form
        return assessment
