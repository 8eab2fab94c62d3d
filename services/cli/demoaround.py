"""What is around a child, for the demonstration: genogram, key facts, consent and sharing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from services.documents import consent_pdf, genogram_pdf, keyfacts_pdf, people_pdf
from services.usecases import privacy
from services.usecases.genogramdrawing import drawn
from services.usecases.genogramwords import LINES, SYMBOLS, told

if TYPE_CHECKING:
    from services.usecases.desk import Desk
    from services.usecases.results import ChildDetail


def around(desk: Desk, detail: ChildDetail, today: date) -> dict[str, bytes]:
    """The pages by file name, as they are printed for a reader where nothing marked is ticked."""
    child_id = detail.child_id
    guard = desk.sharing.guard(child_id)

    def kept(result: Any) -> Any:
        return privacy.without(result, {m.key for m in privacy.marked(result, guard) if not m.kept}, guard)

    view = kept(desk.around.genogram(child_id))
    lines = [line for _, line in told(view)]
    return {
        "genogram.pdf": genogram_pdf(detail, drawn(view), lines, (SYMBOLS, LINES), today),
        "key-facts.pdf": keyfacts_pdf(detail, kept(desk.around.key_facts(child_id)), today),
        "people.pdf": people_pdf(detail, kept(detail.network), today),
        "consent-and-sharing.pdf": consent_pdf(detail, kept(desk.sharing.record(child_id)), today),
    }
