"""The text of a pack before its meaning: TOML within bounds, where its lines stand, what no reader would see."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from typing import Any

from services.engine.rulebook import PackProblem

PACK_FILE = "pack.toml"
MAX_BYTES = 4_000_000  # of one file; the largest real one is a twentieth of this
MAX_DOTS = 200  # in one line
MAX_ROWS = 5_000  # standards, expectations and audit rows together; the largest real pack has 659
MAX_TEXT = 2_000  # characters of one text; the longest real one has 288
MAX_LINE = {"id": 100, "name": 100, "version": 60, "area": 60, "topic": 100, "role": 120, "title": 300}
ID = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")


class Lines:
    """Where the tables and keys of a TOML text stand, so that problems can name a line."""

    def __init__(self, text: str) -> None:
        self.tables: dict[str, list[tuple[int, dict[str, int]]]] = {"": [(1, {})]}
        current = self.tables[""][0][1]
        for number, line in enumerate(text.splitlines(), 1):
            if header := re.match(r"\s*\[\[?\s*([\w.\"-]+)\s*\]\]?", line):
                current = {}
                self.tables.setdefault(header[1].strip('"'), []).append((number, current))
            elif key := re.match(r"\s*\"?([\w-]+)\"?\s*=", line):
                current.setdefault(key[1], number)

    def of(self, table: str, index: int, key: str = "") -> int:
        rows = self.tables.get(table, [])
        if index >= len(rows):
            return 1
        start, keys = rows[index]
        return keys.get(key, start)


Complain = Callable[[str, str], None]  # (key, what)
# what cannot be seen: control characters, marks that turn the direction of reading, invisible spaces and tags
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def shown(key: str) -> str:
    """A key as it is named in a message: anything but a plain short word is quoted and cut."""
    return key if re.fullmatch(r"[\w-]{1,40}", key, re.ASCII) else repr(key[:40])


def readable(row: Mapping[str, Any], complain: Complain) -> bool:
    """Whether its texts hold nothing that a reader would not see; names are one line; none is too long."""
    good = True
    for key, value in row.items():
        for text in value if isinstance(value, list) else (value,):
            if not isinstance(text, str):
                continue
            most = MAX_LINE.get(key, MAX_TEXT)
            if found := _UNSEEN.search(text):
                complain(
                    key, f"holds the character U+{ord(found[0]):04X}, which cannot be seen: leave it out"
                )
                good = False
            elif key in MAX_LINE and ("\n" in text or "\t" in text):
                complain(key, "runs over several lines or holds a tab: write it in one line")
                good = False
            elif len(text) > most:
                complain(key, f"longer than {most:,} characters: say it in fewer")
                good = False
    return good


def read_toml(
    name: str, raw: str | bytes, problems: list[PackProblem]
) -> tuple[dict[str, Any] | None, Lines | None]:
    def trouble(line: int, what: str) -> tuple[None, None]:
        problems.append(PackProblem(name, line, "", what))
        return None, None

    if len(raw) > MAX_BYTES:
        return trouble(1, f"the file is larger than {MAX_BYTES // 1_000_000} MB, which no pack needs")
    try:
        text = raw if isinstance(raw, str) else raw.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        line = bad.object[: bad.start].count(b"\n") + 1
        return trouble(line, "the text is not UTF-8: save the file as UTF-8")
    for number, row in enumerate(text.split("\n"), 1):
        if row.count(".") > MAX_DOTS:  # the parts of one key; reading thousands of them would take for ever
            return trouble(number, f"more than {MAX_DOTS} dots in one line, which no pack needs")
    try:
        return tomllib.loads(text), Lines(text)
    except ValueError as bad:  # TOML's own errors, and numbers with thousands of digits
        at = re.search(r"line (\d+)", str(bad))
        return trouble(int(at[1]) if at else text.count("\n") + 1, f"not readable as TOML: {bad}")
    except RecursionError:
        return trouble(1, "not readable as TOML: nested too deeply")
