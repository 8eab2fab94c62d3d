"""`index.html` of a demonstration: one page that links to everything, needs nothing else and runs no script."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from html import escape
from pathlib import PurePosixPath

from services.usecases.results import CalendarView, CaseloadRow, DeadlineView, Moment, Own
from services.usecases.vocabulary import RESOURCES
from services.usecases.wording import say_day

SOON = 28  # days ahead that the page lists
_STATES = {"overdue": "Overdue", "due": "Due", "projected": "Projected"}
_SHAPES = {
    "overdue": '<path d="M8 1.5 15 14H1z" fill="currentColor"/><path d="M8 6v4" stroke="var(--surface-raised)" '
    'stroke-width="1.6"/><circle cx="8" cy="12" r=".9" fill="var(--surface-raised)"/>',
    "due": '<circle cx="8" cy="8" r="6.5" fill="currentColor"/>',
    "projected": '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.6" '
    'stroke-dasharray="2.6 2.1"/>',
}
_FILES = {
    "calendar.pdf": "Calendar",
    "calendar.ics": "Calendar file",
    "case-summary.pdf": "Case summary",
    "visit.pdf": "Record of a visit",
    "chronology.pdf": "Chronology",
    "genogram.pdf": "Genogram",
    "key-facts.pdf": "Key facts",
    "consent-and-sharing.pdf": "Consent and sharing",
}
_COLOURS = ("surface", "surface-raised", "surface-sunken", "text", "text-quiet", "line", "line-strong", "accent",
            "link", "focus", "state-overdue", "state-due", "state-projected")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Child:
    """What has been written for one child."""

    row: CaseloadRow
    calendar: CalendarView
    folder: str
    files: tuple[str, ...]

    @property
    def states(self) -> Counter[str]:
        return Counter(d.state for d in self.calendar.deadlines)


def page(today: date, children: Sequence[Child], screens: Sequence[str], own: Own) -> str:
    """The whole page."""
    families = len({child.row.family for child in children})
    authorities = len({child.row.authority for child in children})
    overdue = sum(child.row.overdue for child in children)
    soon = _soon(today, children)
    return _PAGE.format(
        light=_colours("light"),
        dark=_colours("dark"),
        day=escape(_long_day(today)),
        own=escape(own.name),
        count=f"{len(children)} made-up children in {families} families, under the standards of {authorities} "
        "authorities",
        overdue=overdue,
        due=sum(d.state == "due" for d in soon),
        rows="\n".join(_row(child) for child in children),
        soon="\n".join(_deadline(d) for d in soon) or "<li>Nothing falls due.</li>",
        weeks=SOON // 7,
        screens=_screens(screens),
    )


def _soon(today: date, children: Sequence[Child]) -> list[DeadlineView]:
    """What is overdue or open and due within the weeks shown, the earliest first; what another covers left out."""
    until = today + timedelta(days=SOON)
    found = [
        d
        for child in children
        for d in child.calendar.deadlines
        if d.due
        and not d.governed_by
        and (d.state == "overdue" or (d.state == "due" and _day(d.due) <= until))
    ]
    return sorted(found, key=lambda d: (d.state != "overdue", _day(d.due or today), str(d.due), d.child_name))


def _row(child: Child) -> str:
    row = child.row
    links = " ".join(
        f'<a href="{escape(child.folder)}/{escape(name)}" aria-label="{escape(_label(name))}, {escape(row.name)}">'
        f"{escape(_label(name))}</a>"
        for name in child.files
    )
    overdue = f"{_mark('overdue')} {row.overdue}" if row.overdue else "None"
    next_due = (
        f"{_mark(row.next_state)} {escape(_short(row.next_due))}" if row.next_due else "None with a date"
    )
    return (
        f'<tr><th scope="row">{escape(row.name)}<span class="quiet">{escape(_age(row))}</span></th>'
        f'<td>{escape(", ".join(row.plans))}<span class="quiet">{escape(row.authority_name)}</span></td>'
        f'<td>{next_due}<span class="quiet says">{escape(row.next_says)}</span></td>'
        f'<td>{overdue}</td><td class="links">{links}</td></tr>'
    )


def _deadline(d: DeadlineView) -> str:
    why = "".join(f"<li>{escape(step)}</li>" for step in d.why)
    return (
        f'<li class="{d.state}"><details><summary><b>{_mark(d.state)}{_STATES[d.state]}</b> '
        f'<time datetime="{_iso(d.due)}">{escape(_short(d.due))}</time> '
        f"<span>{escape(d.child_name)}</span> <span>{escape(d.says)}</span></summary>"
        f'<ol>{why}</ol><p class="quiet">{escape(d.cite)}</p></details></li>'
    )


def _screens(names: Sequence[str]) -> str:
    if not names:
        return ""
    shown = "\n".join(
        f'<li><a href="screens/{escape(name)}"><img src="screens/{escape(name)}" loading="lazy" '
        f'alt="Screen of the window: {escape(_words(name))}"><span>{escape(_words(name))}</span></a></li>'
        for name in names
    )
    heading = '<section aria-labelledby="screens"><h2 id="screens">The window</h2>'
    return f'{heading}\n<ul class="screens">{shown}</ul></section>'


def _mark(state: str) -> str:
    """A state's shape; the word stands beside it or is added for those who cannot see it."""
    if state not in _SHAPES:
        return ""
    said = f'role="img" aria-label="{_STATES[state]}"'
    return f'<svg class="mark {state}" viewBox="0 0 16 16" {said}>{_SHAPES[state]}</svg>'


def _label(name: str) -> str:
    return _FILES.get(name) or _words(name.removeprefix("plan-")) + " plan"


def _words(name: str) -> str:
    """`child-in-need.pdf` → "Child in need"; the number in front of a screen's name is left out."""
    said = PurePosixPath(name).stem.replace("-", " ").replace("_", " ").lstrip("0123456789 ").strip()
    return said[:1].upper() + said[1:]


def _age(row: CaseloadRow) -> str:
    return f"{row.age} years" if row.age.isdigit() and row.age != "1" else row.age


def _day(at: Moment) -> date:
    return at.date() if isinstance(at, datetime) else at


def _iso(at: Moment | None) -> str:
    return at.isoformat()[:16] if at else ""


def _short(at: Moment | None) -> str:
    return say_day(at) if at else ""


def _long_day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B} {day.year}"


@cache
def _colours(scheme: str) -> str:
    """The window's own colours as CSS variables."""
    text = (RESOURCES / "theme" / f"{scheme}.toml").read_text("utf-8")
    colours = tomllib.loads(text)["colors"]
    return "".join(f"--{name}:{colours[name]};" for name in _COLOURS)


_PAGE = (RESOURCES / "sample" / "index.html").read_text("utf-8")
