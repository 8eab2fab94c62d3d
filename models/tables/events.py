"""Events: what stands now, and every version of what was said, never changed once written.

`event` is what bulk reading reads. It may only say what the version that it names says (a trigger sees to
that), so whatever is amended, removed or undone is still there in `event_version`.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint

from models.tables.base import Row, filled, flag, json_object, moment, one_of, points_to, table, text

_WHOSE = "(subject = 'child') = (child_id IS NOT NULL)"


class Event(Row, table=True):
    """An event as it stands; `child_id` is empty for one on the user's own (worker's) calendar."""

    __tablename__ = "event"
    __table_args__ = table(
        one_of("subject", "child", "worker"),
        CheckConstraint(_WHOSE, name="whose"),
        CheckConstraint("version >= 1", name="version_from_one"),
        filled("type"),
        moment("at"),
        flag("planned"),
        flag("removed"),
        json_object("attrs"),
        json_object("milestones"),
        Index("ix_event_child_at", "child_id", "at"),
    )
    subject: str = text("child")
    child_id: str | None = points_to("child.id", optional=True, index=False)
    version: int = 1
    type: str = text(...)
    at: str = text(...)
    planned: int = 0
    attrs: str = text("{}")
    milestones: str = text("{}")
    removed: int = 0


class EventVersion(Row, table=True):
    """What an event said.

    Number 1 as first recorded, then one more for each amendment, removal and undoing.
    """

    __tablename__ = "event_version"
    __table_args__ = table(
        CheckConstraint("number >= 1", name="number_from_one"),
        filled("type"),
        moment("at"),
        flag("planned"),
        flag("removed"),
        json_object("attrs"),
        json_object("milestones"),
        UniqueConstraint("event_id", "number"),
        ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_event_version_event", deferrable=True, initially="DEFERRED"
        ),
    )
    event_id: str = text(...)
    number: int
    type: str = text(...)
    at: str = text(...)
    planned: int = 0
    attrs: str = text("{}")
    milestones: str = text("{}")
    removed: int = 0
    why: str = text()


class EventNote(Row, table=True):
    """Free text of one version of an event, under one heading.

    Kept apart so that bulk reading never loads it.
    """

    __tablename__ = "event_note"
    __table_args__ = table(
        CheckConstraint("position >= 0", name="position_from_zero"),
        UniqueConstraint("version_id", "position"),
    )
    version_id: str = points_to("event_version.id")
    position: int
    heading: str = text()
    body: str = text(...)
