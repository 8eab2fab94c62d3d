"""How long the built-in knowledge of bank holidays lasts, told a year ahead. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ui.viewmodels.moments import day_text

HIDDEN = "holidays_hidden_until"  # the preference that holds a day
REST = timedelta(days=30)  # how long the notice stays away once it is hidden


@dataclass(frozen=True, slots=True)
class Notice:
    kind: str  # of banner: info, warning
    title: str
    text: str


def notice(good_until: date, today: date, hidden_until: str = "") -> Notice | None:
    """What to say from a year before the last day that is known; None before then, or while it is hidden."""
    if today < _year_before(good_until) or hidden_until > today.isoformat():
        return None
    over = today > good_until
    title = f"The bank holidays built in are {'no longer sure: they were' if over else ''} good until"
    return Notice(
        "warning" if over else "info",
        f"{' '.join(title.split())} {day_text(good_until)}.",
        "Later dates are counted with the usual holidays only. A newer version of Daymark knows more; a one-off "
        "holiday that has been announced can be added among the closure days.",
    )


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return date(day.year - 1, 2, 28)
