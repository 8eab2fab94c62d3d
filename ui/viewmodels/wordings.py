"""Earlier wordings of a record around a child, as the dialog of earlier wordings shows them."""

from __future__ import annotations

from collections.abc import Sequence

from services.usecases.around_results import Earlier
from ui.viewmodels.moments import moment_text

Wording = tuple[str, tuple[tuple[str, str], ...]]


def wordings(versions: Sequence[Earlier]) -> tuple[Wording, ...]:
    """(when and by whom, what it said) of each, the newest first."""
    found = []
    for number, v in enumerate(versions):
        state = "Removed: " if v.removed else "As it is now: " if not number else ""
        said = (("Why", v.why), *v.said) if v.why else v.said
        found.append((f"{state}{moment_text(v.written_at.replace(second=0))}, {v.author}", said))
    return tuple(found)
