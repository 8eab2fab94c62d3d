"""What the checks of all forms share: problems gathered, never one at a time; texts cleaned and bounded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from services.engine.facts import day_of
from services.engine.vocabulary import nearest
from services.usecases import cleaning
from services.usecases.ages import say_date
from services.usecases.errors import InvalidInput
from services.usecases.results import Moment, Problem

LINE, TEXT, NOTES = (
    300,
    200_000,
    8_000_000,
)  # most characters: of one line, of a text, of an event's notes together
FIRST_YEAR, LAST_YEAR = 1970, 2100  # what the calendar of working days covers


class Check:
    """Gathers problems; `done()` raises them all at once."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def wrong(self, where: str, what: str, right: str = "") -> None:
        self.problems.append(Problem(where, what, right))

    def done(self) -> None:
        if self.problems:
            raise InvalidInput(self.problems)

    def line(self, where: str, raw: str, *, needed: str = "") -> str:
        """One line of text; `needed` says what is asked for where it may not be empty."""
        return self._text(where, cleaning.line(raw), LINE, needed)

    def text(self, where: str, raw: str, *, needed: str = "") -> str:
        """A text of several lines."""
        return self._text(where, cleaning.body(raw), TEXT, needed)

    def _text(self, where: str, said: str, most: int, needed: str) -> str:
        if needed and not said:
            self.wrong(where, "is empty", needed)
        if len(said) > most:
            self.wrong(where, f"is longer than {most:,} characters", "put long texts into the notes")
        return said

    def known(self, where: str, word: str, words: Iterable[str], what: str) -> bool:
        """Whether `word` is one of `words`; else a problem that names the nearest."""
        words = list(words)
        if word in words:
            return True
        near = nearest(word, words)
        self.wrong(where, f"unknown {what} {word[:60]!r}", near or "known: " + ", ".join(words[:12]))
        return False

    def year(self, where: str, moment: Moment) -> bool:
        if FIRST_YEAR <= moment.year <= LAST_YEAR:
            return True
        self.wrong(where, f"the year {moment.year} cannot be right", f"between {FIRST_YEAR} and {LAST_YEAR}")
        return False

    def past(self, where: str, moment: Moment, now: datetime, right: str) -> bool:
        """Not after now: a date by its day, a minute by the minute."""
        after = moment > now if isinstance(moment, datetime) else moment > now.date()
        if after:
            self.wrong(where, f"{say_date(day_of(moment))} {_clock(moment)}is still to come", right)
        return not after


def _clock(moment: Moment) -> str:
    return f"at {moment:%H:%M} " if isinstance(moment, datetime) else ""


def plain(moment: Moment) -> Moment:
    """A moment as it is kept: a date, or a minute on the wall clock."""
    return moment.replace(second=0, microsecond=0, tzinfo=None) if isinstance(moment, datetime) else moment


def is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)
