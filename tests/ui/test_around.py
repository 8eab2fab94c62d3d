"""People, genogram, key facts, photograph, consent and the sharing log in the window, on a real encrypted store."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from models.keys import LEAST
from services.usecases import access
from services.usecases.around_commands import ConsentForm, KeyFactForm, TieForm
from services.usecases.commands import ChildForm, PersonForm
from services.usecases.results import Own
from ui import prompts, tasks, theme
from ui.dialogs.photo import small
from ui.screens.child_facts import FactsPage
from ui.screens.child_genogram import GenogramPage
from ui.screens.child_people import PeoplePage
from ui.screens.child_sharing import SharingPage
from ui.viewmodels.aroundpaper import genogram_page, keyfacts_page
from ui.viewmodels.child import read
from ui.viewmodels.printing import calendar_page, read_for
from ui.widgets.childhead import ChildHead

NOW = datetime(2026, 3, 11, 10, 0)
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(tmp_path: Path):
    own = Own("Sam Okafor", "social_worker", "stoke-on-trent")
    made, _code = access.create(
        tmp_path / "store", "calm rivers carry seven boats", own, clock=lambda: NOW, cost=LEAST
    )
    yield made
    made.close()


@pytest.fixture
def maya(desk) -> str:
    form = ChildForm("Maya", "Elsworth", born=date(2018, 6, 4), authority="stoke-on-trent", family="Elsworth")
    return desk.add_child(form)


@pytest.fixture
def noah(desk, maya) -> str:
    form = ChildForm("Noah", "Elsworth", born=date(2021, 6, 4), authority="stoke-on-trent", family="Elsworth")
    return desk.add_child(form)


@pytest.fixture
def open_page(qtbot, dressed, desk, monkeypatch):
    """Opens a page of a child as the child screen does: read, shown, read again after each change."""
    monkeypatch.setattr(prompts, "ask", lambda *words, **more: True)
    made: list[Any] = []

    def open_one(kind: type, child: str) -> Any:
        page = kind(desk)
        made.append(page)
        qtbot.addWidget(page)
        page.resize(1200, 760)
        page.opened = []
        page.dialog_opened.connect(page.opened.append)
        page.fresh = lambda: (page.set_data(read(desk, child, None)), tasks.wait_all(qtbot))
        with qtbot.waitActive(page):
            page.show()
        page.fresh()
        return page

    yield open_one
    tasks.wait_all(qtbot)


def words_on(dialog: QWidget) -> str:
    return " ".join(each.text() for each in dialog.findChildren(QLabel))


def press(qtbot, page: QWidget, words: str) -> None:
    found = [
        b for b in page.findChildren(QAbstractButton) if b.isVisible() and b.text().replace("&", "") == words
    ]
    assert len(found) == 1, (words, [b.text() for b in page.findChildren(QAbstractButton)])
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)
    tasks.wait_all(qtbot)


# --- people ------------------------------------------------------------------------------------------------------
def test_a_person_is_typed_once_for_two_children(qtbot, open_page, desk, maya, noah):
    page = open_page(PeoplePage, maya)
    press(qtbot, page, "Add a person…")
    dialog = page.opened[-1]
    qtbot.keyClicks(dialog.name, "Dana Elsworth")
    qtbot.keyClicks(dialog.relation, "mother")
    tick, relation = dialog.shares.rows[noah]
    tick.setChecked(True)
    assert relation.text() == "mother", "taken over, not typed again"
    dialog.ticks["in_household"].setChecked(True)
    dialog.born.choose(date(2027, 1, 1))
    dialog.save()
    assert "still to come" in dialog.rows["born"].problem
    dialog.born.choose(date(1990, 1, 1))
    dialog.save()
    assert [p.name for p in desk.child(noah).network] == ["Dana Elsworth"]
    page.fresh()
    page.view.selectRow(0)
    press(qtbot, page, "Remove…")
    assert desk.child(maya).network == () and len(desk.child(noah).network) == 1


def test_a_protected_address_shows_only_when_asked_for(qtbot, open_page, desk, maya):
    desk.save_person(PersonForm(maya, "Dana", "mother", address="12 Hazel Close", protected=True))
    desk.save_person(PersonForm(maya, "Rob", "father"))
    page = open_page(PeoplePage, maya)

    def shown() -> str:
        table = " ".join(
            str(page.table.index(r, c).data()) for r in range(2) for c in range(page.table.columnCount())
        )
        return table + page.banner.message * page.banner.isVisible()

    page.view.selectRow(0)
    assert "Hazel" not in shown() and "Address protected" in shown()
    press(qtbot, page, "Change…")
    dialog = page.opened[-1]
    assert not dialog.address.isVisible() and "Hazel" not in dialog.address.toPlainText()
    dialog.note.setPlainText("Rings back")
    dialog.save()
    person = desk.child(maya).network[0]
    assert desk.around.address(person.id) == "12 Hazel Close", "kept though it was never shown"
    page.fresh()
    page.view.selectRow(0)
    press(qtbot, page, "Change…")
    qtbot.mouseClick(page.opened[-1].reveal, Qt.MouseButton.LeftButton)
    assert page.opened[-1].address.toPlainText() == "12 Hazel Close" and not page.opened[-1].dirty()
    page.opened[-1].reject()
    press(qtbot, page, "Show the address")
    assert "Hazel" in shown()
    page.view.selectRow(1)
    assert "Hazel" not in shown(), "hidden again with another person"
    page.view.selectRow(0)
    press(qtbot, page, "Earlier wordings…")
    assert "Hazel" not in words_on(page.opened[-1])


# --- the genogram ---------------------------------------------------------------------------------------------------
@pytest.fixture
def genogram(open_page, desk, maya) -> Any:
    desk.save_person(PersonForm(maya, "Dana", "mother", born=date(1990, 1, 1)))
    desk.save_person(PersonForm(maya, "王小明", "father"))
    return open_page(GenogramPage, maya)


def member(page: GenogramPage, name: str) -> str:
    return next(m.id for m in page.found.members if m.name == name)


def test_the_genogram_is_there_without_a_tie_typed_and_reads_as_a_list(genogram):
    lines = [genogram.people.item(n).text() for n in range(genogram.people.count())]
    assert lines[0].startswith("Maya Elsworth, the child this is about, aged 7")
    assert any(line.startswith("王小明, father") for line in lines)
    assert "Child of Dana" in genogram.canvas.accessibleDescription()


def test_no_line_of_the_list_is_cut(qtbot, genogram, desk, maya):
    for n in range(14):
        desk.save_person(
            PersonForm(maya, f"Great-aunt Philippa the {n}th", f"maternal aunt, number {n} of all")
        )
    genogram.set_data(read(desk, maya, None))
    tasks.wait_all(qtbot)
    qtbot.waitUntil(lambda: genogram.people.verticalScrollBar().isVisible())
    box = genogram.people
    assert box.count() > 14
    for n in range(box.count()):
        room = QRect(0, 0, box.viewport().width() - 2 * theme.current().space(2), 9999)
        needed = box.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, box.item(n).text())
        assert box.visualItemRect(box.item(n)).height() >= needed.height() + 2 * theme.current().space(1)


def test_somebody_is_moved_by_keys_and_put_back(qtbot, genogram, desk, maya):
    dana = member(genogram, "Dana")
    genogram._choose(dana)
    assert genogram.canvas.current == dana and genogram.whose.text() == "Relationships of Dana"
    x, y = genogram.found.places[dana]
    genogram.canvas.setFocus()
    qtbot.keyClick(genogram.canvas, Qt.Key.Key_Right)
    qtbot.keyClick(genogram.canvas, Qt.Key.Key_Up, SHIFT)
    genogram.canvas.settle()
    genogram.fresh()
    assert desk.around.genogram(maya).places[dana] == (x + 8, y - 40)
    press(qtbot, genogram, "Tidy up")
    genogram.fresh()
    assert desk.around.genogram(maya).places[dana] == (x, y) and not genogram.tidy.isEnabled()
    desk.undo()
    assert desk.around.genogram(maya).places[dana] == (x + 8, y - 40)


def test_somebody_is_dragged(qtbot, genogram, desk, maya):
    dana = member(genogram, "Dana")
    before = genogram.found.places[dana]
    canvas = genogram.canvas
    start = canvas.place_of(dana).toPoint()
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(canvas, start + QPoint(30, -20))
    qtbot.mouseMove(canvas, start + QPoint(60, -40))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(60, -40))
    after = desk.around.genogram(maya).places[dana]
    assert after[0] - before[0] == pytest.approx(60 / canvas.scale, abs=1)
    assert after[1] - before[1] == pytest.approx(-40 / canvas.scale, abs=1)
    assert genogram.people.currentItem().data(Qt.ItemDataRole.UserRole) == dana


def test_a_tie_is_added_changed_and_removed(qtbot, genogram, desk, maya):
    dana, dad = member(genogram, "Dana"), member(genogram, "王小明")
    genogram._choose(dana)
    press(qtbot, genogram, "Add a relationship…")
    dialog = genogram.opened[-1]
    assert dialog.one.currentData() == dana
    dialog.kind.setCurrentIndex(dialog.kind.findData("separated"))
    dialog.save()
    assert "choose a person" in dialog.rows["other"].problem
    dialog.other.setCurrentIndex(dialog.other.findData(dad))
    dialog.save()
    genogram.fresh()
    genogram._choose(dana)
    words = [genogram.ties.item(n).text() for n in range(genogram.ties.count())]
    assert "Separated from 王小明" in words and "Parent of Maya Elsworth (from “mother”)" in words
    tie = next(t for t in genogram.found.ties if t.kind == "separated")
    genogram.show_record("tie", tie.id)
    press(qtbot, genogram, "Change…")
    dialog = genogram.opened[-1]
    dialog.kind.setCurrentIndex(dialog.kind.findData("divorced"))
    dialog.save()
    genogram.fresh()
    assert [t.kind for t in genogram.found.ties if t.id] == ["divorced"]
    genogram.show_record("tie", tie.id)
    press(qtbot, genogram, "Earlier…")
    assert "Separated from" in words_on(genogram.opened[-1])
    genogram.opened[-1].accept()
    press(qtbot, genogram, "Remove")
    genogram.fresh()
    assert not [t for t in genogram.found.ties if t.id]


# --- key facts and the photograph ----------------------------------------------------------------------------
def test_a_risk_is_entered_and_stands_at_the_head(qtbot, open_page, desk, maya):
    page = open_page(FactsPage, maya)
    assert page.none.isVisible()
    press(qtbot, page, "Add a key fact…")
    dialog = page.opened[-1]
    dialog.save()
    assert dialog.rows["title"].problem
    qtbot.keyClicks(dialog.title_line, "Dog loose in the yard")
    dialog.save()
    page.fresh()
    assert [f.title for f in page.table.rows()] == ["Dog loose in the yard"]
    head = ChildHead()
    qtbot.addWidget(head)
    head.show_notes(desk.around.head(maya))
    wanted: list[str] = []
    head.section_wanted.connect(wanted.append)
    links = [b for b in head.notes_line.findChildren(QAbstractButton) if not b.isHidden()]
    assert [b.text() for b in links] == ["Before you visit: Dog loose in the yard"]
    links[0].click()
    assert wanted == ["facts"]
    press(qtbot, page, "Change…")
    page.opened[-1].until.choose(date(2026, 3, 1))
    page.opened[-1].save()
    page.fresh()
    assert not page.table.rows()
    page.ended.setChecked(True)
    assert page.table.rows()[0].amended == 1
    page.view.selectRow(0)
    press(qtbot, page, "Earlier wordings…")
    assert page.opened[-1].windowTitle() == "Earlier wordings of this key fact"


def test_a_photograph_is_chosen_and_made_small(qtbot, open_page, desk, maya, tmp_path, monkeypatch):
    page = open_page(FactsPage, maya)
    image = QImage(2400, 1600, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    image.setText("Description", "9 Mill Lane")
    assert image.save(str(tmp_path / "large.jpg"))
    (tmp_path / "letter.jpg").write_text("Dear all")
    files = iter([tmp_path / "letter.jpg", tmp_path / "large.jpg"])
    monkeypatch.setattr(prompts, "choose_open_file", lambda *a, **k: next(files))
    press(qtbot, page, "Photograph…")
    dialog = page.opened[-1]
    dialog.choose.click()
    tasks.wait_all(qtbot)
    assert "not a picture" in dialog.rows["image"].problem
    dialog.choose.click()
    tasks.wait_all(qtbot)
    dialog.save()
    page.fresh()
    kept = desk.around.photo(maya)
    shown = QImage.fromData(kept.image)
    assert (shown.width(), shown.height()) == (600, 400) and b"Mill Lane" not in kept.image
    press(qtbot, page, "Remove")
    assert desk.around.photo(maya) is None


def test_a_picture_that_stands_on_its_side_is_turned(tmp_path):
    from PIL import Image

    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x010E] = "9 Mill Lane"
    Image.new("RGB", (900, 300), (90, 60, 30)).save(tmp_path / "turned.jpg", exif=exif.tobytes())
    made = small(tmp_path / "turned.jpg")
    assert made is not None and b"Exif" not in made and b"Mill" not in made
    shown = QImage.fromData(made)
    assert (shown.width(), shown.height()) == (200, 600)


# --- consent and sharing ---------------------------------------------------------------------------------------------
def test_consent_is_recorded_with_its_event(qtbot, open_page, desk, maya):
    desk.save_person(PersonForm(maya, "Dana Elsworth", "mother", parental_responsibility=True))
    page = open_page(SharingPage, maya)
    press(qtbot, page, "Record consent…")
    dialog = page.opened[-1]
    assert dialog.whose.itemText(1) == "Dana Elsworth"
    dialog.save()
    assert dialog.rows["whose"].problem
    dialog.whose.setEditText("Dana Elsworth")
    dialog.agency.setEditText("St Anne's School")
    dialog.days["until"].choose(date(2026, 4, 1))
    dialog.save()
    page.fresh()
    assert "Runs out on 1 April 2026" in page.banner.message
    assert [e.type for e in desk.calendar(maya).events] == ["consent"]
    row = page.consents.view.model().row(0)
    assert (row.state, row.agency) == ("ends_soon", "St Anne's School")
    press(qtbot, page, "Record what was shared…")
    dialog = page.opened[-1]
    dialog.whom.setEditText("St Anne's School")
    assert "Consent on record: Dana Elsworth" in dialog.consent.text()
    dialog.shared.setCurrentIndex(1)
    dialog.save()
    assert "say what was shared" in dialog.rows["what"].problem and "say why" in dialog.rows["why"].problem
    dialog.what.setPlainText("The address")
    dialog.why.setPlainText("Not needed for this")
    dialog.save()
    page.fresh()
    assert page.log.view.model().index(0, 1).data() == "Not shared: The address"
    page.show_record("consent", row.id)
    qtbot.mouseClick(page.consents.remove, Qt.MouseButton.LeftButton)
    page.fresh()
    assert desk.calendar(maya).events == () and page.consents.none.isVisible()


# --- before printing --------------------------------------------------------------------------------------------------
def test_what_is_marked_is_left_out_of_the_page_unless_ticked(qtbot, dressed, desk, maya):
    from ui.dialogs.reader import ReaderDialog

    desk.save_person(PersonForm(maya, "Kit Marlow", "neighbour", contact="07700 900555", third_party=True))
    desk.around.save_fact(KeyFactForm(maya, "risk", "Uncle on bail", third_party=True))
    page = keyfacts_page(desk.child(maya), desk.around.key_facts(maya), NOW.date())
    reading = read_for(desk, page)
    dialog = ReaderDialog(desk, reading)
    qtbot.addWidget(dialog)
    got: list[Any] = []
    dialog.wanted.connect(lambda left_out, entry: got.append((left_out, entry)))
    assert len(dialog.ticks) == 2 and not dialog.share.isEnabled()
    dialog.reader.setEditText("School nurse")
    assert dialog.share_line.words.text() == "Record that this was shared with School nurse"
    dialog.share.setChecked(True)
    person, fact = dialog.ticks
    dialog.ticks[fact].setChecked(True)
    dialog.save()
    left_out, entry = got[0]
    assert left_out == {person}
    assert (entry.whom, entry.shared) == ("School nurse", True) and "Uncle on bail" in entry.note
    desk.sharing.save_sharing(entry)
    assert desk.sharing.readers(maya)[0] == "School nurse", "remembered"
    made = text_of(reading.make(left_out))
    assert "Marlow" not in made and "900555" not in made and "Uncle on bail" in made


def test_consent_that_was_withdrawn_is_said_before_printing(qtbot, dressed, desk, maya):
    from ui.dialogs.reader import ReaderDialog

    for agency, withdrawn in (("Park School", date(2026, 2, 1)), ("Leek Surgery", None)):
        form = ConsentForm(
            maya, "Dana", "information_sharing", "", agency, given=date(2026, 1, 5), withdrawn=withdrawn
        )
        desk.sharing.save_consent(form)
    page = calendar_page(desk.child(maya), desk.calendar(maya), desk.today())
    dialog = ReaderDialog(desk, read_for(desk, page))
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.consent.isVisible()
    for whom, said, role in (
        ("Head of Park School", "Withdrawn on 1 February 2026", "warning"),
        ("Leek Surgery", "In force", "quiet"),
    ):
        dialog.reader.setEditText(whom)
        assert said in dialog.consent.text() and dialog.consent.property("role") == role
    dialog.reader.setEditText("Aunt Jo")
    assert not dialog.consent.isVisible()


def test_first_names_go_out_too_and_what_is_doubtful_is_shown(qtbot, dressed, desk, maya):
    from PySide6.QtWidgets import QLabel

    from ui.dialogs.reader import ReaderDialog

    desk.save_person(PersonForm(maya, "Will Marlow", "neighbour", third_party=True))
    told = "Will her mother cope? She told Will so, and Mr Marlow heard. Will Reed, teacher, did not."
    desk.around.save_fact(KeyFactForm(maya, "risk", "At home", told))
    page = keyfacts_page(desk.child(maya), desk.around.key_facts(maya), NOW.date())
    reading = read_for(desk, page)
    dialog = ReaderDialog(desk, reading)
    qtbot.addWidget(dialog)
    said = "\n".join(each.text() for each in dialog.findChildren(QLabel))
    assert "Also named as “Will” in 1 place:\n" in said and "Also named as “Mr Marlow” in 1 place:\n" in said
    assert (
        "“Will” for Will Marlow: a plain word, or somebody else" in said and "Will her mother cope?" in said
    )
    (tick,) = dialog.ticks.values()
    assert "Also named as “Will”" in tick.accessibleDescription()
    made = text_of(reading.make(dialog.left_out()))
    assert (
        "Will her mother cope? She told (name left out) so, and (name left out) heard. Will Reed, teacher"
        in made
    )
    tick.setChecked(True)
    assert told in text_of(reading.make(dialog.left_out()))


def test_somebody_left_out_is_not_on_the_genogram(qtbot, dressed, desk, maya):
    desk.save_person(PersonForm(maya, "Dana", "mother"))
    dad = desk.save_person(PersonForm(maya, "Rob Marlow", "father", third_party=True))
    desk.around.save_tie(TieForm(maya, "violent", dad, maya))
    reading = read_for(desk, genogram_page(desk.child(maya), desk.around.genogram(maya), NOW.date()))
    assert [m.key for m in reading.marked] == [f"person:{dad}"]
    assert "Marlow" not in text_of(reading.make({f"person:{dad}"}))
    assert "Marlow" in text_of(reading.make(()))


def text_of(data: bytes) -> str:
    import io

    from pypdf import PdfReader

    return " ".join(" ".join(p.extract_text().split()) for p in PdfReader(io.BytesIO(data)).pages)


def test_every_control_has_a_name(qtbot, open_page, desk, maya, noah):
    desk.save_person(PersonForm(maya, "Dana", "mother"))
    desk.sharing.save_consent(ConsentForm(maya, "Dana", "medical", given=date(2026, 3, 1)))
    for kind in (PeoplePage, GenogramPage, FactsPage, SharingPage):
        page = open_page(kind, maya)
        controls = [
            w for w in page.findChildren(QWidget)
            if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.accessibleName() == ""
            and not (isinstance(w, QAbstractButton) and w.text())
        ]  # fmt: skip
        assert controls == [], kind


def test_who_is_put_in_changes_what_is_listed_for_another_of_the_name(qtbot, dressed, desk, maya):
    from PySide6.QtWidgets import QLabel

    from ui.dialogs.reader import ReaderDialog

    for name in ("Priya Marlow", "Priya Osei"):
        desk.save_person(PersonForm(maya, name, "neighbour", third_party=True))
    desk.around.save_fact(
        KeyFactForm(maya, "risk", "At home", "Mrs Osei rang. Priya Marlow heard; Priya came too.")
    )
    page = keyfacts_page(desk.child(maya), desk.around.key_facts(maya), NOW.date())
    reading = read_for(desk, page)
    dialog = ReaderDialog(desk, reading)
    qtbot.addWidget(dialog)
    dialog.show()

    def said() -> str:
        return "\n".join(each.text() for each in dialog.findChildren(QLabel) if each.isVisibleTo(dialog))

    by_name = {
        tick.accessibleName().removeprefix("Put in: Person: "): key for key, tick in dialog.ticks.items()
    }
    marlow, osei = by_name["Priya Marlow"], by_name["Priya Osei"]
    assert "Also named as “Priya”" in dialog.ticks[osei].accessibleDescription()
    dialog.ticks[marlow].click()
    qtbot.waitUntil(lambda: "“Priya” for Priya Osei: Priya Marlow may be meant" in said(), timeout=3000)
    assert "“Priya”" not in dialog.ticks[osei].accessibleDescription()
    assert "Also named as “Mrs Osei”" in dialog.ticks[osei].accessibleDescription()
    made = text_of(reading.make(dialog.left_out()))
    assert "Priya came too" in made and "Osei" not in made
    dialog.ticks[marlow].click()
    qtbot.waitUntil(
        lambda: "Also named as “Priya”" in dialog.ticks[osei].accessibleDescription(), timeout=3000
    )
    assert "Priya Marlow may be meant" not in said()


def test_a_long_basis_can_be_read_whole_at_any_size(qtbot, dressed, desk, maya):
    from ui.dialogs.share import ShareDialog

    dialog = ShareDialog(desk, maya, (), lambda _whom: "")
    qtbot.addWidget(dialog)
    dialog.resize(420, 700)
    dialog.show()
    dialog.basis.setCurrentIndex(dialog.basis.findData("consent"))
    assert not dialog.basis.whole.isVisible()
    dialog.basis.setCurrentIndex(dialog.basis.findData("public_task"))
    assert dialog.basis.whole.isVisible() and dialog.basis.whole.text() == dialog.basis.currentText()
    dialog.basis.showPopup()
    longest = max(dialog.basis.fontMetrics().horizontalAdvance(dialog.basis.itemText(n)) for n in range(8))
    assert dialog.basis.view().width() > longest
    dialog.basis.hidePopup()
    dialog.resize(1100, 700)
    qtbot.waitUntil(lambda: not dialog.basis.whole.isVisible(), timeout=2000)
    dialog.basis.setCurrentIndex(0)
