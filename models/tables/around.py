"""Around a child: how people are related, key facts, a photograph, consent, what was shared."""

from __future__ import annotations

from sqlalchemy import CheckConstraint

from models.tables.base import Row, day, filled, flag, json_object, moment, one_of, points_to, table, text
from models.tables.work import ordered


class PersonShare(Row, table=True):
    """A person who belongs to the network of a sibling too, typed once; what they are to that child."""

    __tablename__ = "person_share"
    __table_args__ = table(*ordered("person_id"))
    person_id: str = points_to("person.id")
    position: int
    child_id: str = points_to("child.id")
    relation: str = text()


class Tie(Row, table=True):
    """How two people of a genogram are related; each end is the id of a person or of a child."""

    __tablename__ = "tie"
    __table_args__ = table(
        filled("kind"),
        filled("one"),
        filled("other"),
        CheckConstraint("one <> other", name="two_people"),
        day("since"),
        day("until"),
        flag("removed"),
    )
    child_id: str = points_to("child.id")  # on whose record it was entered
    kind: str = text(
        ...
    )  # parent_of, adoptive_parent_of, foster_parent_of, married, partner, close, conflict …
    one: str = text(...)
    other: str = text(...)
    since: str | None = text(None)
    until: str | None = text(None)
    note: str = text()
    removed: int = 0


class Genogram(Row, table=True):
    """Where people were moved to by hand: person or child id → [x, y]."""

    __tablename__ = "genogram"
    __table_args__ = table(json_object("places"), flag("removed"))
    child_id: str = points_to("child.id")
    places: str = text("{}")
    removed: int = 0


class KeyFact(Row, table=True):
    """What anyone who works with the child must know at once."""

    __tablename__ = "key_fact"
    __table_args__ = table(filled("kind"), day("since"), day("until"), flag("third_party"), flag("removed"))
    child_id: str = points_to("child.id")
    kind: str = text(...)  # legal_status, school, health, communication, risk, emergency, pen_picture …
    title: str = text()
    body: str = text()
    since: str | None = text(None)
    until: str | None = text(None)
    third_party: int = 0
    removed: int = 0


class Photo(Row, table=True):
    """A child's photograph, made small, in base64."""

    __tablename__ = "photo"
    __table_args__ = table(
        one_of("media", "image/jpeg", "image/png"), filled("image"), day("taken"), flag("removed")
    )
    child_id: str = points_to("child.id")
    media: str = text(...)
    image: str = text(...)
    taken: str | None = text(None)
    removed: int = 0


class Consent(Row, table=True):
    __tablename__ = "consent"
    __table_args__ = table(
        filled("whose"), filled("what"), day("given"), day("until"), day("withdrawn"), flag("removed")
    )
    child_id: str = points_to("child.id")
    whose: str = text(...)
    what: str = text(...)
    agency: str = text()
    given: str | None = text(None)  # empty: asked for and not given
    until: str | None = text(None)
    withdrawn: str | None = text(None)
    how: str = text()
    note: str = text()
    removed: int = 0


class Sharing(Row, table=True):
    """Information shared, or asked for and not shared, with the reason either way."""

    __tablename__ = "sharing"
    __table_args__ = table(filled("what"), filled("whom"), moment("at"), flag("shared"), flag("removed"))
    child_id: str = points_to("child.id")
    at: str = text(...)
    what: str = text(...)
    whom: str = text(...)
    why: str = text()
    basis: str = text()  # consent, legal_obligation, vital_interests, public_task, court_order …
    shared: int = 1
    note: str = text()
    removed: int = 0
