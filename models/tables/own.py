"""The user's own settings, closure days, one-off bank holidays and term dates."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, UniqueConstraint

from models.tables.base import Row, day, filled, one_of, table, text


class Setting(Row, table=True):
    __tablename__ = "setting"
    __table_args__ = table(filled("name"), UniqueConstraint("name"))
    name: str = text(...)
    value: str = text()


class OwnDay(Row, table=True):
    __tablename__ = "own_day"
    __table_args__ = table(day("day"), filled("name"), one_of("kind", "closure", "bank_holiday"))
    day: str = text(...)
    name: str = text(...)
    kind: str = text("closure")


class OwnTerm(Row, table=True):
    __tablename__ = "own_term"
    __table_args__ = table(
        day("start"), day("last"), CheckConstraint("start <= last", name="in_order"), filled("name")
    )
    start: str = text(...)
    last: str = text(...)
    name: str = text(...)
