"""What stands on a page that is made from the record, as the window makes it."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from services.usecases.commands import PersonForm
from services.usecases.desk import Desk
from ui.viewmodels.aroundpaper import keyfacts_page
from ui.viewmodels.printing import Page, read_for


def words(desk: Desk, page: Page) -> str:
    """With everything marked left out."""
    reading = read_for(desk, page)
    made = reading.make({mark.key for mark in reading.marked if not mark.kept})
    return " ".join(" ".join(p.extract_text().split()) for p in PdfReader(io.BytesIO(made)).pages)


@pytest.mark.parametrize("protected", [False, True])
def test_key_facts_say_where_the_child_lives_unless_that_is_protected(
    desk: Desk, ada: str, protected: bool
) -> None:
    desk.amend_child(ada, replace(desk.child_form(ada), address="8 Kiln Row\nHanley ST1 1AA"))
    desk.save_person(PersonForm(ada, "Ines Quill", "mother", in_household=True, protected=protected))
    said = words(desk, keyfacts_page(desk.child(ada), desk.around.key_facts(ada), desk.today()))
    assert ("8 Kiln Row, Hanley ST1 1AA" in said) is not protected
    assert ("Kiln" in said) is not protected
