"""What is looked for in a text before it is printed for a reader: names, contacts, passages and addresses, however they
were typed."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from services.usecases.cleaning import line

_MOST = 300  # paragraphs of one note that are looked for
_MOST_PARTS = 8  # of an address that are looked for together
_LEAST = 12  # letters of a marked paragraph that is looked for in other texts
IDEOGRAPHS = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,;.]+")
_NUMBER = re.compile(r"\+?\d[\d\s.-]{5,}\d")
_MAIL = re.compile(r"[^\s,;<>]+@[^\s,;<>]+")
_STREET = re.compile(
    r"(?:\d+\s*[a-z]?\s+)?(?P<street>\S.*\s(?:road|rd|street|st|way|lane|close|avenue|ave|drive|court|place|"
    r"crescent|terrace|gardens?|grove|row|hill|park|view|walk|square|mews|green|rise|villas?|parade|yard))$",
    re.IGNORECASE,
)
_UNIT = re.compile(r"(flat|unit|room|apartment|apt)\b", re.IGNORECASE)
_APOSTROPHES = {0x2018: "'", 0x2019: "'"}


class Sought(NamedTuple):
    """A text that is looked for: `plain` is a quick test, `pattern` finds it however it was typed."""

    plain: str  # without case and punctuation; "" where only the pattern tells
    pattern: re.Pattern[str]

    def in_(self, text: str, plain: str) -> bool:
        """Whether it stands in a text, whose `plain` is given too."""
        return self.plain in plain and bool(self.pattern.search(text))


def plain(text: str) -> str:
    return " ".join(_BETWEEN.split(text)).casefold().translate(_APOSTROPHES)


def _loose(text: str) -> list[Sought]:
    """A text however its spaces and commas were typed, standing by itself; nothing where there is no letter in it."""
    parts = [part.translate(_APOSTROPHES) for part in _BETWEEN.split(text) if part]
    if not re.search(r"\w", "".join(parts)):
        return []
    body = _BETWEEN.pattern.join(re.escape(part).replace("'", "['\u2019\u2018]") for part in parts)
    if IDEOGRAPHS.search(text):
        return [Sought(" ".join(parts).casefold(), re.compile(body))]
    return [Sought(" ".join(parts).casefold(), re.compile(rf"(?<!\w){body}(?!\w)", re.IGNORECASE))]


def _spaced(text: str) -> list[Sought]:
    """Letters and digits with or without spaces between them: a telephone number, a postcode."""
    body = r"[\s.-]*".join(re.escape(char) for char in text if char.isalnum())
    return [Sought("", re.compile(rf"(?<!\w){body}(?!\w)", re.IGNORECASE))]


def names(p: Any) -> list[Sought]:
    name = line(p.name)
    return _loose(name) if len(name) >= 2 else []


def contacts(contact: str) -> list[Sought]:
    """The parts of a contact line that are worth looking for: numbers, addresses of mail."""
    numbers = [n for n in _NUMBER.findall(contact) if sum(c.isdigit() for c in n) >= 7]
    return [
        *(sought for number in numbers for sought in _spaced(number)),
        *(sought for mail in _MAIL.findall(contact) for sought in _loose(mail)),
    ]


def paragraphs(body: str) -> list[Sought]:
    """The paragraphs of a marked text, to be found where a document repeats them."""
    parts = [line(part) for part in body.split("\n", _MOST)[:_MOST]]
    return [sought for part in parts if len(part) >= _LEAST for sought in _loose(part[:2000])]


def places(address: str) -> list[Sought]:
    """A whole address first, then what alone gives it away: house, street, a house's name, a postcode."""
    parts = [line(part) for part in re.split(r"[\n,;]", address)]
    parts = [part for part in parts if part]
    if not parts:
        return []
    telling = [", ".join(parts)] if len(parts) > 1 or len(parts[0]) >= _LEAST else []
    telling += [", ".join(parts[:2])] if len(parts) > 2 else []
    telling += [
        p for p in parts if re.search(r"\d", p) and re.search(r"[^\W\d_]{3}", p) and not _UNIT.match(p)
    ]
    telling = [*_runs(parts, telling), *telling]
    telling += [found.group("street") for found in map(_STREET.match, parts) if found]
    telling += [p for n, p in enumerate(parts[:2]) if _is_house(p, parts, n)]
    codes = [sought for found in _POSTCODE.finditer(address) for sought in _spaced(found.group())]
    return [*(sought for part in dict.fromkeys(telling) for sought in _loose(part)), *codes]


def _runs(parts: list[str], telling: list[str]) -> list[str]:
    """What gives an address away together with the places after it, longest first: without its postcode too."""
    parts = parts[:_MOST_PARTS]
    bare = [_POSTCODE.sub("", part).strip() for part in parts]
    found = []
    for start, part in enumerate(parts):
        if part in telling or _is_house(part, parts, start):
            for end, after in ((n, kept) for n in range(start + 2, len(parts) + 1) for kept in (parts, bare)):
                found.append(", ".join(filter(None, (part, *after[start + 1 : end]))))
    return sorted(dict.fromkeys(found), key=len, reverse=True)


def _is_house(part: str, parts: list[str], number: int) -> bool:
    """The name of a house: at the beginning of an address, or after the number of a flat."""
    named = len(part) >= 8 and not re.search(r"\d", part)
    return named and (number == 0 or bool(_UNIT.match(parts[0])))
