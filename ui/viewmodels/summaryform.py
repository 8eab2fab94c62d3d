"""A case summary as it is written: headings, texts, what the record offers, and how long it has become."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from services.usecases.around_results import Earlier as Wording
from services.usecases.commands import SummaryForm
from services.usecases.results import SummaryView, words_in
from services.usecases.summaryforms import of_headings
from ui.viewmodels.moments import count

if TYPE_CHECKING:
    from services.usecases.summaries import Earlier


_PERIOD = ("events", "changes", "progress")  # tell of the time since the last summary, so each begins anew
_DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}"
_OFFERED = {  # lines as the record offers them under a heading, which hold only for a while: offered afresh
    "picture": re.compile(rf".+ is .+ \(born {_DAY}\)\."),
    "plan": re.compile(rf".+ of {_DAY}(, to be reviewed by {_DAY})?\."),
    "reasons": re.compile(rf"[^.:]+ since {_DAY}\."),
    "people": re.compile(r".+, .+ \(same family\)|.+ \(.+, has parental responsibility\).*"),
    "future": re.compile(rf".+ by {_DAY}(; we will know by: .*)?\.|The plan ends when: .*"),
}


@dataclass
class SummaryDraft:
    child_id: str
    written: date | None
    parts: dict[str, str]  # heading → text, in the order of the headings
    offered: dict[str, str]  # what the record already says under a heading

    def form(self) -> SummaryForm:
        assert self.written is not None
        return SummaryForm(
            self.child_id, self.written, tuple((head, text.strip()) for head, text in self.parts.items())
        )

    def words(self) -> str:
        """ "412 words under 6 of 8 headings"; "280 words of about 300, under 6 of 7 headings" """
        filled = sum(1 for text in self.parts.values() if text.strip())
        total = sum(words_in(text) for text in self.parts.values())
        layout = of_headings(self.parts)
        about = f" of about {layout.about}," if layout and layout.about else ""
        return f"{count(total, 'word')}{about} under {filled} of {len(self.parts)} headings"

    def to_offer(self, heading: str) -> str:
        """The lines that are offered and do not stand under the heading already."""
        present = self.parts.get(heading, "")
        if self.offered.get(heading, "").strip() in present:
            return ""
        there = {line.strip() for line in present.splitlines()}
        lines = self.offered.get(heading, "").strip().splitlines()
        return "\n".join(line for line in lines if line.strip() not in there)

    def take(self, heading: str) -> str:
        """Put the offered text in after what is there; the new text."""
        offered, present = self.to_offer(heading), self.parts.get(heading, "").rstrip()
        if offered:
            self.parts[heading] = f"{present}\n{offered}" if present else offered
        return self.parts.get(heading, "")

    def check(self) -> dict[str, str]:
        wrong = {}
        if self.written is None:
            wrong["written"] = "Give the day on which it was written"
        if not any(text.strip() for text in self.parts.values()):
            wrong["parts"] = "Write something under at least one heading"
        return wrong


def _still(text: str, offered_then: re.Pattern[str], offered: str) -> str:
    """A text without the lines that the record offered then and does not offer any more; what was written by hand
    stays."""
    now = {line.strip() for line in offered.splitlines()}
    kept: list[str] = []
    gone = (
        False  # the line before went, and what was listed under it goes with it, to come under its new head
    )
    for line in text.splitlines():
        listed = gone and line.startswith("• ")
        gone = listed or (line.strip() not in now and bool(offered_then.fullmatch(line.strip())))
        if not gone:
            kept.append(line)
    return "\n".join(kept).strip()


def new_summary(offered: SummaryForm, latest: SummaryView | None, today: date) -> SummaryDraft:
    """Begins with what still holds of the latest summary, if any; what the record offers stands beside each heading.

    What tells of the time since the last summary is written anew.
    """
    before = dict(latest.parts) if latest else {}
    layout = of_headings(before)
    if layout is not None:
        for gives in _PERIOD:
            before.pop(layout.heading(gives), None)
        for gives, lines in _OFFERED.items():
            heading = layout.heading(gives)
            if heading in before:
                before[heading] = _still(before[heading], lines, dict(offered.parts).get(heading, ""))
    headings = [heading for heading, _ in offered.parts] or list(before)
    return SummaryDraft(
        offered.child_id, today, {head: before.get(head, "") for head in headings}, dict(offered.parts)
    )


def summary_of(summary: SummaryView, offered: SummaryForm) -> SummaryDraft:
    """A summary already written, to be amended."""
    return SummaryDraft(summary.child_id, summary.written, dict(summary.parts), dict(offered.parts))


def wordings(found: Sequence[Earlier]) -> tuple[Wording, ...]:
    """Each wording with who wrote it and when, the newest first, as the dialog of earlier wordings shows it."""
    return tuple(
        Wording(
            each.number,
            each.by,
            each.at,
            False,
            each.why,
            tuple(part for part in each.summary.parts if part[1]),
        )
        for each in found
    )
