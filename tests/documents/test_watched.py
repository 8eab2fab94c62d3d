"""A long document tells how far it is, and can be stopped between two of its pages."""

from __future__ import annotations

import pytest

from services.documents import summary_pdf
from services.documents.paper import PRESS
from services.documents.transfer import transfer_pack_pdf
from services.documents.watching import Stopped, watched
from services.usecases.results import SummaryView

from .casework import make_ending
from .reading import reader
from .samples import TODAY, make_child

LONG = SummaryView("s", "c1", TODAY, "Siân", (("Notes", "The child was seen at home. " * 8000),))


def test_pages_laid_out_and_pages_written_are_told() -> None:
    told: list[tuple[int, int]] = []
    with watched(lambda *at: told.append(at), lambda: False):
        data = summary_pdf(make_child(), LONG, TODAY)
    count = len(reader(data).pages)
    assert count > 30
    assert (10, 0) in told and (20, count) in told and told[-1] == (count, count)
    assert [total for _, total in told] == sorted(total for _, total in told)
    assert data == summary_pdf(make_child(), LONG, TODAY), (
        "nobody watches: the same pages, and nothing more is told"
    )


@pytest.mark.parametrize("after", [0, 3, 45])
def test_it_stops_at_the_next_page_and_leaves_the_press_free(after: int) -> None:
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > after

    with pytest.raises(Stopped), watched(lambda *_: None, cancelled):
        summary_pdf(make_child(), LONG, TODAY)
    assert len(asked) == after + 1
    assert PRESS.acquire(blocking=False)
    PRESS.release()
    assert summary_pdf(make_child(), LONG, TODAY).startswith(b"%PDF")


def test_a_pack_stops_within_a_long_part() -> None:
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 5

    parts = [("Notes", lambda: summary_pdf(make_child(), LONG, TODAY))]
    with pytest.raises(Stopped):
        transfer_pack_pdf(make_child(), make_ending(), parts, TODAY, None, cancelled)
    assert len(asked) == 6
