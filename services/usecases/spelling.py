"""British spelling: which words of a text are not known, and what may have been meant.

Known are the words of the dictionary, those of the field, the names in the store, and what the user has added. The
dictionary takes about a second to read and is read when it is first needed; looking for what was meant takes up to a
second: both are for a background thread.
"""

from __future__ import annotations

import json
import re
import threading
import unicodedata
from collections.abc import Iterable
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

from models.repositories import own as own_rows
from models.repositories import people, records
from services.usecases.office import Office

FOLDER = Path(__file__).parents[2] / "resources" / "dictionaries"
SETTING = "spelling.words"  # the user's own words, as a list in JSON
MOST_OWN = 20_000
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENDS = re.compile(r"[.!?:]\s*[\"'“‘(\[]*\s*$|^\s*[\"'“‘(\[•\-–]*\s*$")  # before a sentence begins
_LONGEST = 40  # letters; what is longer is no word
_SUGGESTED = 6
_lock = threading.Lock()
Span = tuple[int, int]  # where in a text, and how many letters


class SpellingDesk:
    """Spelling for one store. Every method may be called from any thread."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._known: frozenset[str] | None = None
        self._checked: dict[str, bool] = {}
        office.changes.subscribe(self._told)

    def wrong_in(self, text: str) -> tuple[Span, ...]:
        """Where words stand that are not known; names, capitals, figures and other scripts are passed over."""
        found = []
        for match in _WORD.finditer(text):
            word = match[0].replace("’", "'")
            if not _latin(word) or len(word) > _LONGEST or (word.isupper() and len(word) > 1):
                continue
            if _part_of_more(text, match.start(), match.end()) or self._fine(word):
                continue
            if word[0].isupper() and not _ENDS.search(text[max(0, match.start() - 12) : match.start()]):
                continue  # within a sentence a capital letter begins a name
            found.append((match.start(), match.end() - match.start()))
        return tuple(found)

    def suggest(self, word: str) -> tuple[str, ...]:
        """What may have been meant, the nearest first."""
        plain = word.replace("’", "'")
        found: list[str] = []
        with _lock:
            for each in _dictionary().suggest(plain):
                if each != plain and each not in found:
                    found.append(each)
                if len(found) == _SUGGESTED:
                    break
        return tuple(found)

    def add(self, word: str) -> None:
        """Know this word from now on."""
        own = self.own_words()
        plain = unicodedata.normalize("NFC", word.replace("’", "'").strip())[:_LONGEST]
        if not plain or plain in own or len(own) >= MOST_OWN:
            return
        with self._office.write() as c:
            kept = {**own_rows.settings(c), SETTING: json.dumps(sorted({*own, plain}), ensure_ascii=False)}
            own_rows.save_settings(c, kept, self._office.author(), self._office.stamp())
        self._office.forget()
        self._forget()

    def own_words(self) -> frozenset[str]:
        """What the user has added."""
        with self._office.read() as c:
            return _own(own_rows.settings(c))

    def _fine(self, word: str) -> bool:
        checked = self._checked.get(word)
        if checked is None:
            checked = self._checked[word] = self._look(word)
        return checked

    def _look(self, word: str) -> bool:
        known = self._words()
        plain = word.removesuffix("'s").removesuffix("'")
        if {word, plain, plain.casefold()} & known:
            return True
        with _lock:
            return bool(_dictionary().lookup(word)) or bool(_dictionary().lookup(plain))

    def _words(self) -> frozenset[str]:
        known = self._known
        if known is None:
            with self._office.read() as c:
                own, names = _own(own_rows.settings(c)), _names(c)
            known = self._known = frozenset({*_field(), *own, *(w.casefold() for w in own), *names})
        return known

    def _told(self, change: Any) -> None:
        if change.kind in ("child", "person"):
            self._forget()

    def _forget(self) -> None:
        self._known, self._checked = None, {}


def _own(settings: dict[str, str]) -> frozenset[str]:
    try:
        words = json.loads(settings.get(SETTING, "[]"))
    except ValueError:
        return frozenset()
    return frozenset(str(word) for word in words) if isinstance(words, list) else frozenset()


def _names(c: Any) -> set[str]:
    """The parts of all names in the store."""
    texts: Iterable[str] = (
        *(f"{r.given} {r.family_name} {r.known_as}" for r in people.children(c)),
        *(r.name for r in records.everything(c, "person")),
    )
    parts = (part.replace("’", "'") for text in texts for part in _WORD.findall(text))
    return {form for part in parts for form in (part, part.casefold())}


@cache
def _field() -> frozenset[str]:
    lines = (FOLDER / "field.txt").read_text("utf-8").splitlines()
    words = [each.strip() for each in lines if each.strip() and not each.startswith("#")]
    return frozenset([*words, *(word.casefold() for word in words)])


@cache
def _dictionary() -> Any:
    from spylls.hunspell import Dictionary, readers  # only here: it reads a megabyte
    from spylls.hunspell.readers.file_reader import FileReader

    with ExitStack() as files:

        class Reader(FileReader):  # the library leaves its files open
            def _open(self, path: str, encoding: str) -> Any:
                return files.enter_context(super()._open(path, encoding))

        path = str(FOLDER / "en_GB")
        rules, context = readers.read_aff(Reader(path + ".aff"))
        words = readers.read_dic(Reader(path + ".dic", encoding=context.encoding), aff=rules, context=context)
        return Dictionary(rules, words)


def _latin(word: str) -> bool:
    """Whether every letter is a Latin one: other scripts have no dictionary here."""
    return word.isascii() or all(c == "'" or "LATIN" in unicodedata.name(c, "") for c in word)


def _part_of_more(text: str, start: int, end: int) -> bool:
    """Whether the letters belong to an address, a reference or the like: figures, @, / or a dot without a space."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if (before and (before.isdigit() or before in "@_/\\#")) or (
        after and (after.isdigit() or after in "@_/\\")
    ):
        return True
    return after == "." and text[end + 1 : end + 2].isalpha()
