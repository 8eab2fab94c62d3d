"""Words of the printed page: dates, states, and a child's running head."""

from __future__ import annotations

import re
from datetime import date, datetime

from services.documents.frame import Running
from services.usecases.page_results import YOUNG, age_then, is_aged
from services.usecases.results import ChildDetail, Moment

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_OF_A_CHILD = re.compile(r"\b([Tt]he|[Pp]arent and|(?=child seen)) ?child\b")

WORKER = "worker"  # the child_id of a worker's own calendar

STATE_WORDS = {
    "overdue": "Overdue",
    "due": "Due",
    "projected": "Projected",
    "met": "Met",
    "late": "Met late",
    "lapsed": "Lapsed",
    "waived": "Waived",
}
STATE_MEANINGS = {
    "overdue": "the date has passed and nothing recorded meets it",
    "due": "its clock has started; the date is still to come",
    "projected": "will fall due if what comes before it happens on its day",
    "met": "an event that meets it was recorded by the date",
    "late": "an event that meets it was recorded after the date",
    "lapsed": "no longer applies",
    "waived": "set aside by a decision on record",
}
FORCE_WORDS = {"must": "must", "should": "should", "good_practice": "good practice"}


def day(moment: Moment) -> date:
    """The date of a moment."""
    return moment.date() if isinstance(moment, datetime) else moment


def long_date(moment: date) -> str:
    """ "3 November 2026"."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def printed_date(text: str) -> str:
    """A date as a document prints it, in words as far as it is known: "2024-05-23" → "23 May 2024", "2024-09" →
    "September 2024", "2015" as it is."""
    year, *rest = text.split("-")
    if not rest or not all(part.isdigit() for part in (year, *rest)) or not 1 <= int(rest[0]) <= 12:
        return text
    return " ".join([*(str(int(day)) for day in rest[1:2]), MONTHS[int(rest[0]) - 1], year])


def short_date(moment: Moment | None, year: bool = True) -> str:
    """ "Tue 3 Nov 2026" ("Tue 3 Nov" without the year), with the time where there is one; the date
    itself is not broken over lines."""
    if moment is None:
        return ""
    parts = (_DAYS[moment.weekday()], str(moment.day), MONTHS[moment.month - 1][:3], str(moment.year))
    when = "\u00a0".join(parts if year else parts[:3])
    return f"{when}{',' if year else ' at'} {moment:%H:%M}" if isinstance(moment, datetime) else when


def month_name(moment: date) -> str:
    """ "November 2026"."""
    return f"{MONTHS[moment.month - 1]} {moment.year}"


def born(child: ChildDetail) -> str:
    """ "born 3 May 2019", "expected 4 May 2026", or nothing."""
    if child.born:
        return f"born {long_date(child.born)}"
    return f"expected {long_date(child.expected)}" if child.expected else ""


def running(child: ChildDetail, what: str, printed: date) -> Running:
    """The running head of a child's document."""
    name = child.name or "Unnamed child"
    return Running(
        left=name,
        right=f"Printed {long_date(printed)}",
        foot=what,
        kept=f", {born(child)}" if born(child) else "",
    )


def fitting(words: str, child: ChildDetail | None, on: date | None = None, young: bool = False) -> str:
    """A heading in words that fit the age on that day: from sixteen on (or where `young`), "the young person" for
    "the child"."""
    if child is None or not (young or is_aged(child, YOUNG, on)):
        return words
    return _OF_A_CHILD.sub(lambda found: f"{found[1]} young person".lstrip(), words)


def child_facts(child: ChildDetail, on: date | None = None, author: str = "") -> list[tuple[str, str]]:
    """The head of a child's (or a worker's) document, as labels and values.

    `on`: the day of what is printed, whose age then is said too; `author`: who wrote it, where the worker may be
    another by now.
    """
    if child.child_id == WORKER:
        return [("Worker", child.name), ("Authority", child.authority_name)]
    then = age_then(child, on)
    known = child.known_as if child.known_as and child.known_as not in (child.given, child.name) else ""
    return [
        ("Young person" if is_aged(child, YOUNG, on) else "Child", child.name or "Unnamed child"),
        ("Known as", known),
        ("Date of birth" if child.born else "Expected", born(child).partition(" ")[2]),
        ("Age", then if then == child.age else f"{then} then, {child.age} now"),
        ("Reference", child.reference),
        ("Worker" if author in ("", child.worker) else "Worker now", child.worker),
        ("Authority", child.authority_name),
    ]


def plural(number: int, one: str, many: str = "") -> str:
    """ "1 deadline", "3 deadlines"."""
    return f"{number} {one if number == 1 else many or one + 's'}"
