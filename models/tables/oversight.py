"""What is to be done next, how files were audited, what was curated, how work was handed on or ended, letters."""

from __future__ import annotations

from sqlalchemy import CheckConstraint

from models.tables.base import Row, day, filled, flag, moment, one_of, points_to, table, text
from models.tables.work import ordered


class Action(Row, table=True):
    """Something that somebody will do: from a visit's next steps, supervision, an audit, or by itself.

    `child_id` is empty for one that came out of the worker's own supervision and is about no child.
    """

    __tablename__ = "action"
    __table_args__ = table(
        filled("what"),
        day("due_by"),
        day("done"),
        one_of("source", "event", "audit", "ending", "own"),
        flag("removed"),
    )
    child_id: str | None = points_to("child.id", optional=True)
    what: str = text(...)
    who: str = text()
    due_by: str | None = text(None)
    done: str | None = text(None)
    source: str = text("own")
    source_id: str = text()
    note: str = text()
    removed: int = 0


class Audit(Row, table=True):
    """An audit of a child's file against the acceptable and unacceptable practice of an authority's tables."""

    __tablename__ = "audit"
    __table_args__ = table(day("at"), filled("authority"), filled("auditor"), flag("draft"), flag("removed"))
    child_id: str = points_to("child.id")
    at: str = text(...)
    authority: str = text(...)
    auditor: str = text(...)
    overall: str = text()
    draft: int = 1
    removed: int = 0


class AuditAnswer(Row, table=True):
    __tablename__ = "audit_answer"
    __table_args__ = table(
        *ordered("audit_id"),
        filled("audit_row"),
        one_of("judgement", "", "acceptable", "unacceptable", "mixed", "not_seen"),
        day("due_by"),
        day("done"),
    )
    audit_id: str = points_to("audit.id")
    position: int
    audit_row: str = text(...)  # the id of the table's row in the standards
    judgement: str = text()
    evidence: str = text()
    follow_up: str = text()
    who: str = text()
    due_by: str | None = text(None)
    done: str | None = text(None)


class ChronologyEdit(Row, table=True):
    """A curated entry: the record's own entry hidden, reworded or given its impact, or one added by hand."""

    __tablename__ = "chronology_edit"
    __table_args__ = table(
        one_of("source", "event", "plan", "birth", "fact", "own"),
        moment("at"),
        flag("hidden"),
        flag("significant"),
        flag("removed"),
        CheckConstraint(
            "source <> 'own' OR (at IS NOT NULL AND length(trim(what)) > 0)", name="own_is_whole"
        ),
    )
    child_id: str = points_to("child.id")
    source: str = text(...)
    source_id: str = text()
    hidden: int = 0
    significant: int = 0  # taken in though its kind is left out otherwise
    at: str | None = text(None)
    what: str = text()
    impact: str = text()
    origin: str = text()  # where an entry added by hand comes from
    removed: int = 0


class Ending(Row, table=True):
    """A transfer or closure under way: the authority's list, with what is done and what is not needed."""

    __tablename__ = "ending"
    __table_args__ = table(
        one_of("kind", "transfer", "closure"), day("started"), day("finished"), flag("removed")
    )
    child_id: str = points_to("child.id")
    kind: str = text(...)
    authority: str = text(...)
    started: str = text(...)
    finished: str | None = text(None)
    to_whom: str = text()
    summary: str = text()
    removed: int = 0


class EndingItem(Row, table=True):
    __tablename__ = "ending_item"
    __table_args__ = table(*ordered("ending_id"), filled("item"), day("done"), flag("not_needed"))
    ending_id: str = points_to("ending.id")
    position: int
    item: str = text(...)
    done: str | None = text(None)
    not_needed: int = 0
    note: str = text()


class Letter(Row, table=True):
    __tablename__ = "letter"
    __table_args__ = table(
        filled("kind"), filled("addressee"), day("written"), day("sent"), flag("draft"), flag("removed")
    )
    child_id: str = points_to("child.id")
    kind: str = text(...)
    addressee: str = text(...)
    address: str = text()
    written: str = text(...)
    subject: str = text()
    body: str = text()
    sent: str | None = text(None)
    draft: int = 1
    removed: int = 0
