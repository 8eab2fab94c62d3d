"""Children, their families and network, and the workers."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index
from sqlalchemy import text as sql

from models.tables.base import Row, day, filled, flag, json_object, one_of, points_to, table, text


class Worker(Row, table=True):
    """A practitioner; `own` marks the user of this store (one row)."""

    __tablename__ = "worker"
    __table_args__ = table(
        filled("name"),
        filled("folded"),
        flag("own"),
        Index("uq_worker_folded", "folded", unique=True),
        Index("uq_worker_own", "own", unique=True, sqlite_where=sql("own = 1")),
    )
    name: str = text(...)
    folded: str = text(...)  # the name without case and accents: found again however it is typed
    role: str = text()
    own: int = 0


class Family(Row, table=True):
    """A family or household; the children in it are siblings."""

    __tablename__ = "family"
    __table_args__ = table(filled("name"), filled("folded"), Index("uq_family_folded", "folded", unique=True))
    name: str = text(...)
    folded: str = text(...)


class Child(Row, table=True):
    """A child, born or expected; `facts` holds the flags of the vocabulary."""

    __tablename__ = "child"
    __table_args__ = table(
        CheckConstraint("born IS NOT NULL OR expected IS NOT NULL", name="born_or_expected"),
        CheckConstraint("length(trim(given || family_name)) > 0", name="named"),
        day("born"),
        day("expected"),
        json_object("facts"),
        filled("authority"),
        flag("removed"),
    )
    given: str = text()
    family_name: str = text()
    known_as: str = text()
    pronouns: str = text()
    born: str | None = text(None)
    expected: str | None = text(None)
    facts: str = text("{}")
    authority: str = text(...)
    reference: str = text()
    family_id: str | None = points_to("family.id", optional=True)
    address: str = text()
    languages: str = text()
    note: str = text()
    worker_id: str = points_to("worker.id")
    removed: int = 0


class Person(Row, table=True):
    """Somebody around a child. One who is taken off the network stays in the table, marked `removed`."""

    __tablename__ = "person"
    __table_args__ = table(
        filled("name"),
        one_of("kind", "family", "carer", "professional"),
        one_of("sex", "", "female", "male", "other"),
        day("born"),
        day("died"),
        flag("parental_responsibility"),
        flag("in_household"),
        flag("protected"),
        flag("third_party"),
        flag("removed"),
    )
    child_id: str = points_to("child.id")
    name: str = text(...)
    relation: str = text()
    kind: str = text("family")
    parental_responsibility: int = 0
    contact: str = text()
    address: str = text()
    sex: str = text()  # as a genogram draws it
    born: str | None = text(None)
    died: str | None = text(None)
    in_household: int = 0
    protected: int = 0  # the address is told to nobody
    third_party: int = 0  # left out of prints for others unless ticked
    may_be_told: str = text()
    note: str = text()
    removed: int = 0
