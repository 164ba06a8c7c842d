"""The tables of the ledger, typed. Migrations make them; tests hold the two equal.

A round has materials and a list of units; a material has senders (several for a compilation), assessments by versions, and
corrections by people. Nothing in `audit` names a unit, a file or a text, so that forgetting a unit leaves nothing there.
"""

from __future__ import annotations

from datetime import date, datetime, timezone
from typing import Any

from sqlalchemy import JSON, Date, DateTime, Float, ForeignKey, Integer, MetaData, Text, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

# Constraints have names, so that later migrations can change them on either database.
NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A moment, kept as UTC: SQLite knows no time zones."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database."""
        return value.astimezone(timezone.utc).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database."""
        return value.replace(tzinfo=timezone.utc) if value else None


def now() -> datetime:
    """The present moment."""
    return datetime.now(timezone.utc)


class Base(DeclarativeBase):
    """What all tables share."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012
        str: Text, int: Integer, float: Float, date: Date, datetime: Moment, dict[str, Any]: JSON, list[Any]: JSON,
    }  # fmt: skip


class Round(Base):
    """A round under its name. `day` puts rounds in order; `due` is the deadline of units whose own the roster doesn't give."""

    __tablename__ = "rounds"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    day: Mapped[date]
    due: Mapped[date | None]
    notice: Mapped[str | None]
    written: Mapped[datetime]
    changed: Mapped[datetime]


class Unit(Base):
    """A unit that handed in or should have, in any round."""

    __tablename__ = "units"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class Alias(Base):
    """Another name of a unit. Two units may share one: then it tells neither."""

    __tablename__ = "aliases"
    __table_args__ = (UniqueConstraint("unit_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(index=True)


class Listed(Base):
    """A unit on the list of a round: a line of the roster, in its order. `name` is what this roster calls it."""

    __tablename__ = "rosters"
    __table_args__ = (UniqueConstraint("round_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    category: Mapped[str | None]
    county: Mapped[str | None]
    due: Mapped[date | None]
    contact: Mapped[str | None]
    phone: Mapped[str | None]


class Material(Base):
    """A file handed in for a round. `sentences` are lists of text, paragraph, start, end and kind, for later comparison."""

    __tablename__ = "materials"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("rounds.id", ondelete="CASCADE"), index=True)
    sha256: Mapped[str] = mapped_column(index=True)
    file: Mapped[str]
    said: Mapped[str | None]
    title: Mapped[str | None]
    handed_in: Mapped[date | None]
    signed: Mapped[date | None]
    text: Mapped[str | None] = mapped_column(deferred=True)
    sentences: Mapped[list[Any]] = mapped_column(deferred=True)
    written: Mapped[datetime]


class Sender(Base):
    """A unit that a material is from, and by what it was recognised (null: it says so itself and there was no roster)."""

    __tablename__ = "senders"
    __table_args__ = (UniqueConstraint("material_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    material_id: Mapped[int] = mapped_column(ForeignKey("materials.id", ondelete="CASCADE"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id", ondelete="CASCADE"), index=True)
    by: Mapped[str | None]


class Assessment(Base):
    """What one version of the program said of a material: `row` as in docs/schema.json, and what is asked for by column.

    `settings` is a digest of what else the judgement hangs on, empty for the defaults. `row` is empty where the text had to go.
    """

    __tablename__ = "assessments"
    __table_args__ = (UniqueConstraint("material_id", "ganhuo", "models", "settings"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    material_id: Mapped[int] = mapped_column(ForeignKey("materials.id", ondelete="CASCADE"))
    ganhuo: Mapped[str]
    models: Mapped[str]
    settings: Mapped[str]
    status: Mapped[str]
    error: Mapped[str | None]
    verdict: Mapped[str | None] = mapped_column(index=True)
    certainty: Mapped[float | None]
    needs_review: Mapped[bool | None]
    quality: Mapped[float | None]
    genre: Mapped[str | None]
    disguised: Mapped[bool | None]
    hollow: Mapped[int | None]
    boilerplate: Mapped[float | None]
    specificity: Mapped[float | None]
    characters: Mapped[int | None]
    period: Mapped[str | None]
    row: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    written: Mapped[datetime]


class Correction(Base):
    """A verdict, or the kind of the sentence that begins at `start`, as a person sees it. A later one counts, none is deleted."""

    __tablename__ = "corrections"

    id: Mapped[int] = mapped_column(primary_key=True)
    material_id: Mapped[int] = mapped_column(ForeignKey("materials.id", ondelete="CASCADE"), index=True)
    what: Mapped[str]
    start: Mapped[int | None]
    sentence: Mapped[str | None]
    before: Mapped[str | None]
    after: Mapped[str]
    who: Mapped[str]
    why: Mapped[str]
    at: Mapped[datetime]


class Audit(Base):
    """Who did what to the ledger, and when: counts and names of rounds only."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    who: Mapped[str]
    action: Mapped[str]
    details: Mapped[dict[str, Any]]
