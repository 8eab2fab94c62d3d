"""A pack as one file that can be mailed: a plain TOML text, so that it can be read before it is trusted.

Nothing in it is a path, nothing is packed and nothing is run; its size is limited before it is looked at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from services.engine.packs import MAX_BYTES, PACK_FILE, parse_pack
from services.engine.rulebook import PackError, PackProblem, Rulebook
from services.usecases.standards import Library
from services.usecases.vocabulary import words

SUFFIX = ".daymark-pack"
_OPENING = "# A Daymark pack: the standards of one authority.\n"
_HEAD = ("id", "name", "title", "version", "published", "review", "effective", "source")
_TABLES = ("standard", "expectation", "audit")
_STANDARD = (
    *("id", "area", "cite", "says", "clock", "due", "repeat", "until", "met_by", "when", "kind", "limit"),
    *("force", "role", "reading", "note", "topic", "tied", "looser"),
)


def write_pack(book: Rulebook) -> bytes:
    """A rulebook as one file; reading it back gives the same rulebook."""
    head = {name: getattr(book, name) for name in _HEAD}
    tables = {
        "standard": [s.raw for s in book.standards],
        "expectation": [e._asdict() for e in book.expectations],
        "audit": [a._asdict() for a in book.audits],
    }
    return pack_text({**head, **tables}).encode("utf-8")


def pack_text(data: Mapping[str, Any]) -> str:
    """Tables of a pack as the text of one file: the head's values, then the rows of each table."""
    out = [_OPENING, "format = 1\n"]
    out += [_line(name, value) for name, value in data.items() if name not in _TABLES]
    for table in _TABLES:
        for row in data.get(table, ()):
            out.append(f"\n[[{table}]]\n")
            names = [n for n in _STANDARD if n in row] if table == "standard" else list(row)
            out += [_line(name, row[name]) for name in names]
    return "".join(out)


def _line(name: str, value: Any) -> str:
    return f"{name} = {_value(value)}\n"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(v) for v in value) + "]"
    # a JSON string is a TOML basic string, but for the one control character that JSON leaves as it is
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def read_pack_file(path: Path) -> Rulebook:
    """Read an exported pack; PackError names every problem."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as bad:
        raise PackError([PackProblem(path.name, 1, "", f"cannot be read: {bad.strerror}")]) from bad
    return parse_pack_file(raw, path.name)


def with_pack(path: Path) -> tuple[Library, str]:
    """The shipped packs with an exported one beside them, and its id.

    Where the authority is known, it counts as another version of it (or in place of the one of that name).
    """
    book, shelf = read_pack_file(path), Library()
    shelf.add(book)
    return shelf, book.id


def parse_pack_file(raw: bytes, name: str = "pack" + SUFFIX) -> Rulebook:
    """Read the bytes of an exported pack; PackError names every problem with its line in the file."""
    try:
        return parse_pack(_files(raw, name), words())
    except PackError as bad:
        renamed = [PackProblem(name, p.line, p.where, p.what) for p in bad.problems]
        raise PackError(renamed) from None


def _files(raw: bytes, name: str) -> Mapping[str, bytes]:
    """The head and the tables as the pack reader wants them; line numbers stay those of the file."""
    if len(raw) > MAX_BYTES:
        raise PackError(
            [PackProblem(name, 1, "", f"larger than {MAX_BYTES // 1_000_000} MB, which no pack needs")]
        )
    first = re.search(rb"(?m)^[ \t]*\[", raw)
    if first is None:
        return {PACK_FILE: raw}
    head, rest = raw[: first.start()], raw[first.start() :]
    return {PACK_FILE: head, "standards.toml": b"\n" * head.count(b"\n") + rest}
