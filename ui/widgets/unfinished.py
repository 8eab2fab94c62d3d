"""The calm offer to go on with what was left unfinished in a form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from services.usecases.unsaved import Unfinished
from ui.viewmodels.draftkeeper import DraftKeeper
from ui.viewmodels.moments import day_text
from ui.widgets.banner import Banner


def when(kept_at: datetime, now: datetime) -> str:
    """today at 14:02, yesterday at 14:02, on Thursday 19 March 2026 at 14:02."""
    days = (now.date() - kept_at.date()).days
    day = {0: "today", 1: "yesterday"}.get(days, f"on {day_text(kept_at.date(), long=True)}")
    return f"{day} at {kept_at:%H:%M}"


def offer(
    banner: Banner,
    keeper: DraftKeeper,
    unfinished: Unfinished,
    now: datetime,
    after: Callable[[], None] = lambda: None,
) -> None:
    """Ask in the banner: go on with it, start afresh (it stays among the unfinished notes), or throw it away."""

    def go_on() -> None:
        banner.clear()
        keeper.go_on(unfinished)
        after()

    def throw_away() -> None:
        banner.clear()
        keeper.throw_away(unfinished)
        after()

    def afresh() -> None:
        banner.clear()
        after()

    banner.say(
        "info",
        f"You were writing this {when(unfinished.kept_at, now)}.",
        f"{unfinished.title}. It was not saved, and nothing of it is lost." if unfinished.title else "",
        (("Go on", go_on), ("Start afresh", afresh), ("Throw it away", throw_away)),
    )


def gone(banner: Banner, desk: Any, left: Unfinished) -> None:
    """What it was about is not on the record any more: it is kept until somebody throws it away."""

    def throw_away() -> None:
        banner.clear()
        desk.unsaved.drop(left.kind, left.place)

    banner.say(
        "info",
        "What this was about is not on the record any more.",
        f"{left.title}. It is kept until you throw it away." if left.title else "",
        (("Keep it", banner.clear), ("Throw it away", throw_away)),
    )
