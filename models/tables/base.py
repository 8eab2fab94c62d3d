"""What every table shares: a UUID, who wrote the row and when, and constraints that the database keeps.

Dates are ISO text (`2026-03-20`), moments a date or a minute (`2026-03-20T14:00`, local time), stamps a
second (`2026-03-20T14:00:05`): text reads back the same everywhere, sorts by time, and costs nothing to
read in bulk.
"""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import CheckConstraint, MetaData, Text, literal_column
from sqlmodel import Field, SQLModel

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
    }
)


AS_WRITTEN: Any = literal_column("rowid")  # in the order in which rows of one table were written


def new_id() -> str:
    """A fresh UUID as text."""
    return str(uuid.uuid4())


class Row(SQLModel):
    """The columns of every table."""

    metadata = METADATA

    id: str = Field(default_factory=new_id, primary_key=True, sa_type=Text)
    created_by: str = Field(sa_type=Text)
    created_at: str = Field(sa_type=Text)


def core(model: Any) -> Any:
    """The SQLAlchemy table under a model, for reading and writing rows without objects."""
    return model.__table__


def text(default: Any = "", **more: Any) -> Any:
    """A text column; `default=None` makes it one that may be empty."""
    return Field(default=default, sa_type=Text, nullable=default is None, **more)


def points_to(target: str, *, optional: bool = False, index: bool = True) -> Any:
    """A foreign key, indexed; what it points to cannot be deleted under it."""
    return Field(
        default=None if optional else ...,
        foreign_key=target,
        ondelete="RESTRICT",
        sa_type=Text,
        nullable=optional,
        index=index,
    )


def flag(name: str) -> CheckConstraint:
    return CheckConstraint(f"{name} IN (0, 1)", name=f"{name}_flag")


def day(name: str) -> CheckConstraint:
    """A date that exists, or nothing."""
    return CheckConstraint(f"date({name}) IS {name}", name=f"{name}_day")


def moment(name: str) -> CheckConstraint:
    """A date or a minute that exists."""
    return CheckConstraint(
        f"date({name}) IS {name} OR strftime('%Y-%m-%dT%H:%M', {name}) IS {name}", name=f"{name}_moment"
    )


def filled(name: str) -> CheckConstraint:
    return CheckConstraint(f"length(trim({name})) > 0", name=f"{name}_filled")


def json_object(name: str) -> CheckConstraint:
    return CheckConstraint(f"json_valid({name}) AND json_type({name}) = 'object'", name=f"{name}_object")


def one_of(name: str, *values: str) -> CheckConstraint:
    return CheckConstraint(f"{name} IN ({', '.join(repr(v) for v in values)})", name=f"{name}_known")


def table(*constraints: Any) -> tuple[Any, ...]:
    """`__table_args__` of a table: its own constraints, those of every row, and SQLite's strict types."""
    stamp = CheckConstraint(
        "strftime('%Y-%m-%dT%H:%M:%S', created_at) IS created_at", name="created_at_stamp"
    )
    uuid_text = CheckConstraint("length(id) = 36", name="id_uuid")
    return (*constraints, uuid_text, filled("created_by"), stamp, {"sqlite_strict": True})
