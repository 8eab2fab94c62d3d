"""The short forms of somebody's name, and whether one that stands in a text is surely theirs.

A first name is looked for as a whole word with its capital letters, with or without accents, in a possessive too. It is
left alone, and shown for somebody to decide, where it could be a plain word (Will, Hope, May), part of another name
(Kit Reed), or joined to a small word. Scripts without capitals or spaces have rules of their own.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from services.usecases.cleaning import folded, line
from services.usecases.lookfor import IDEOGRAPHS
from services.usecases.vocabulary import RESOURCES

_TITLES = "Mr|Mrs|Ms|Miss|Mx|Mister|Dr|Doctor|Prof|Professor|Sir|Lady|Lord|Rev|Imam|Rabbi|Pan|Pani|Sheikh"
_TITLE = re.compile(rf"(?:{_TITLES})\.?", re.IGNORECASE)
_CALLED = re.compile(r"^(?:also )?(?:known|called) as |^a\.?k\.?a\.? ")
_TITLED = re.compile(rf"\b(?:{_TITLES})\.?\s*$")
_NICKNAME = re.compile(
    r"[\"“‘(\[]([^\"”’)\]]+)[\"”’)\]]|\b(?:also )?(?:known|called) as (.+)$|\ba\.?k\.?a\.? (.+)$"
)
_LISTS = {
    name: frozenset(words.split())
    for name, words in tomllib.loads((RESOURCES / "names.toml").read_text("utf-8")).items()
}
_KIN, _PARTICLES, _MONTHS = _LISTS["kin"], _LISTS["particles"], _LISTS["months"]
_WORDS = _MONTHS | _LISTS["words"]
_JOINED = re.compile(
    r"[\u0600-\u06ff\u0590-\u05ff]"
)  # Arabic and Hebrew: small words are written onto a name
_AND = ("\u0648", "\u05d5")
_BEFORE = "(?P<joined>[\u0648\u0641\u0628\u0644\u0643\u05d5\u05d4\u05dc\u05d1\u05de\u05e9\u05db])?"
_STARTS = re.compile(r"(?:^|[.!?:;…•\n]|(?:^|\s)[-–—*])[\s\"'“‘(\[]*$")
_TELLS = re.compile(
    r"['’]s\b|\s*(?:[,.;)?!”\"]|$)|\s+(?:and|&)\s+[A-Z]"
)  # after a name more often than after a word
_NEXT = re.compile(r"[ \u00a0](\w[\w'’-]+)")
_DATED = re.compile(
    r"(?:\b(?:in|of|by|since|until|till|from|last|next|early|late|mid|this|every|to|and|for)|\d|[-–/])\s*$"
)


@dataclass(frozen=True, slots=True)
class Form:
    """One way of naming somebody. A bare family name is never surely theirs; with a title it is."""

    said: str
    kind: str  # "first", "titled", "family"
    words: frozenset[str]  # folded: whoever else bears one of them shares the name
    pattern: re.Pattern[str]
    own: frozenset[str]  # the folded words of the whole name

    def places(self, text: str) -> Iterator[tuple[re.Match[str], bool]]:
        """Where it stands in a text, and whether that is surely the person."""
        for match in self.pattern.finditer(text):
            if not (folded(match[0]) in _MONTHS and _in_a_date(match)):
                yield match, self.sure(match)

    def sure(self, match: re.Match[str]) -> bool:
        """Whether what was found is surely the person."""
        if self.kind != "first":
            return self.kind == "titled"
        text, word = match.string, folded(match["name"])
        after, before = text[match.end() : match.end() + 80], text[max(0, match.start() - 40) : match.start()]
        if match.groupdict().get("joined") not in (None, *_AND):
            return False
        if match["family"]:
            return True
        other = _NEXT.match(after)
        if other and other[1][0].isupper() and folded(re.sub(r"['’]s$", "", other[1])) not in self.own:
            return False
        if _TITLED.search(before) or len(word) < 2 or (len(word) == 2 and word.isascii()):
            return False
        if word not in _WORDS:
            return True
        if word in _MONTHS and (_DATED.search(before) or _in_a_date(match)):
            return False
        return bool(_TELLS.match(after)) or not _STARTS.search(before)


def forms(name: str) -> tuple[Form, ...]:
    """The short forms of a name as it is entered: first name and family name, by-names in brackets or quotes."""
    name = line(name)
    by_names = [line(_CALLED.sub("", part)) for found in _NICKNAME.findall(name) for part in found if part]
    name = line(_NICKNAME.sub(" ", name))
    if "," in name:
        name = " ".join(reversed([part.strip() for part in name.split(",", 1)]))
    tokens = name.split()
    titled = bool(tokens and _TITLE.fullmatch(tokens[0]))
    tokens = [t for t in tokens if not _TITLE.fullmatch(t)]
    while tokens and folded(tokens[0]) in _KIN:
        tokens, titled = tokens[1:], False
    own = frozenset(folded(t) for t in tokens)
    if len(tokens) == 1 and IDEOGRAPHS.search(tokens[0]):
        signs = tokens[0]
        firsts, family = ([signs[1 if len(signs) < 4 else 2 :]] if len(signs) > 2 else []), ""
    else:
        firsts = tokens[:1] if len(tokens) > 1 or not titled else []
        family = _family(tokens[1:] if firsts else tokens)
    found = [_first(each, family, own) for each in dict.fromkeys((*firsts, *by_names)) if _enough(each)]
    if family and _enough(family) and any(c.isupper() for c in family):
        found += [_titled(family, own), *_bare(family, firsts, own)]
    return tuple(found)


def _in_a_date(match: re.Match[str]) -> bool:
    """Whether a month stands beside a day or a year: 3 May 2026."""
    before, after = match.string[max(0, match.start() - 12) : match.start()], match.string[match.end() :][:8]
    return bool(
        re.search(r"\d(?:st|nd|rd|th)?(?: of)?[\s\u00a0]$", before) or re.match(r",?[\s\u00a0]\d", after)
    )


def bears(form: Form, name: str) -> bool:
    """Whether somebody of that name could be meant by it as well."""
    words = set(re.findall(r"[^\W_]+", folded(name)))
    return all(words & set(re.findall(r"[^\W_]+", word)) for word in form.words) or bool(
        form.words & {folded(part) for part in line(name).split()}
    )


def _enough(part: str) -> bool:
    return sum(c.isalpha() for c in part) >= 2


def _family(tokens: list[str]) -> str:
    """The last word, with the small words that belong to it: van der Berg."""
    if not tokens:
        return ""
    for place, token in enumerate(tokens[:-1]):
        if folded(token) in _PARTICLES:
            return " ".join(tokens[place:])
    return tokens[-1]


def _first(said: str, family: str, own: frozenset[str]) -> Form:
    tail = rf"(?P<family>[\s\u00a0]+{_spelt(family)})?" if family else "(?P<family>)"
    name = f"(?P<name>{_spelt(said)})"
    if IDEOGRAPHS.search(said):
        body = rf"{name}(?P<family>)"
    elif _JOINED.search(said):
        body = rf"(?<!\w){_BEFORE}{name}{tail}(?!\w)"
    else:
        body = rf"(?<![\w'’-]){name}{tail}(?!\w|[-‐]\w)"
    return Form(said, "first", frozenset({folded(said)}), re.compile(body), own)


def _titled(family: str, own: frozenset[str]) -> Form:
    body = rf"(?<!\w)(?:{_TITLES})\.?[\s\u00a0]+{_spelt(family)}(?!\w|[-‐]\w)"
    return Form(f"Mr or Ms {family}", "titled", frozenset({folded(family)}), re.compile(body), own)


def _bare(family: str, firsts: Iterable[str], own: frozenset[str]) -> list[Form]:
    initials = [rf"(?:{_spelt(first[0])}\.?[\s\u00a0]*)?" for first in firsts if first[:1].isupper()][:1]
    body = rf"(?<![\w'’-]){''.join(initials)}{_spelt(family)}(?!\w|[-‐]\w)"
    return [Form(family, "family", frozenset({folded(family)}), re.compile(body), own)]


def _spelt(name: str) -> str:
    """A pattern for a name however it is spelt: with and without accents, with any apostrophe."""
    return "".join(_letter(sign) for sign in unicodedata.normalize("NFC", name))


@cache
def _letter(sign: str) -> str:
    if sign.isspace():
        return r"[\s\u00a0]+"
    if sign in "'’‘":
        return "['’‘]"
    if unicodedata.combining(sign):
        return f"{re.escape(sign)}?"
    plain = folded(sign)
    if not (plain.isascii() and plain.isalpha()):
        return re.escape(sign)
    plain = plain.capitalize() if sign.isupper() else plain
    spelt = sorted({plain, sign, *_accented().get(plain, ())})
    return f"(?:{'|'.join(spelt)})" if any(len(each) > 1 for each in spelt) else f"[{''.join(spelt)}]"


@cache
def _accented() -> dict[str, tuple[str, ...]]:
    """Plain letters → the same with accents."""
    found: dict[str, list[str]] = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        plain = folded(chr(code))
        if plain.isascii() and plain.isalpha():
            found.setdefault(plain.capitalize() if chr(code).isupper() else plain, []).append(chr(code))
    return {plain: tuple(signs) for plain, signs in found.items()}
