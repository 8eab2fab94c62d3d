"""Schema 3: the case record and one's own standards.

New tables for drafts, relationships, key facts, consent, sharing, actions, audits, endings, letters, search and
packs; more columns for people and plans, whose tables are written anew with every row as it was.
The statements are this step's own (`case_record.sql`): later changes to the tables do not reach back into it.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

_STATEMENTS = Path(__file__).with_name("case_record.sql")
_FULL_TEXT = (
    "CREATE VIRTUAL TABLE search USING fts5(words, content='', contentless_delete=1, tokenize='unicode61')",
    "CREATE VIRTUAL TABLE search_word USING fts5vocab(search, row)",
)


def run(connection: Any, now: datetime) -> None:
    """Make the tables, and write those anew that have more columns. Foreign keys are off."""
    new, anew = (_statements(part) for part in _STATEMENTS.read_text("utf-8").split("-- anew\n"))
    for n, statement in enumerate(anew):
        if statement.startswith("CREATE TABLE"):
            indexes = [i for i in anew[n + 1 : n + 3] if i.startswith("CREATE INDEX")]
            _anew(connection, statement, indexes)
    for statement in (*new, *_FULL_TEXT):
        connection.execute(statement)


def _statements(text: str) -> list[str]:
    lines = (line for line in text.splitlines() if not line.startswith("--"))
    return [s.strip() for s in "\n".join(lines).split(";\n") if s.strip()]


def _anew(connection: Any, statement: str, indexes: list[str]) -> None:
    """The rows move over whole; a column that is new is empty, or 0 where it holds a number, or missing."""
    name = statement.split()[2].strip('"')
    before = [r[1] for r in connection.execute(f"PRAGMA table_info({name})")]
    passing = f"{name}_before"
    for index in indexes:
        connection.execute(f"DROP INDEX {index.split()[2]}")
    connection.execute("PRAGMA legacy_alter_table = ON")
    connection.execute(f"ALTER TABLE {name} RENAME TO {passing}")
    connection.execute("PRAGMA legacy_alter_table = OFF")
    connection.execute(statement)
    now = connection.execute(f"PRAGMA table_info({name})").fetchall()
    fresh = {r[1]: _nothing(r[2], bool(r[3])) for r in now if r[1] not in before}
    names = ", ".join((*before, *fresh))
    values = ", ".join((*before, *fresh.values()))
    connection.execute(f"INSERT INTO {name} ({names}) SELECT {values} FROM {passing} ORDER BY rowid")
    connection.execute(f"DROP TABLE {passing}")
    for index in indexes:
        connection.execute(index)


def _nothing(kind: str, needed: bool) -> str:
    return "NULL" if not needed else "0" if kind == "INTEGER" else "''"
