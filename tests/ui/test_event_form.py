"""The form of an event against a real store: every kind, siblings, next steps, drafts, recording limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.keys import LEAST
from services.usecases import access
from services.usecases.commands import ChildForm, EventDraft, PersonForm
from services.usecases.desk import Desk
from services.usecases.privacy import THIRD_PARTY
from services.usecases.results import EventForm, EventView, Field, Moment, Own, Value
from services.usecases.vocabulary import event_forms, is_worker_event
from ui import prompts, tasks
from ui.dialogs.event import EventDialog
from ui.viewmodels import draftkeeper

NOW = datetime(2026, 3, 20, 9, 30)
VISIT = datetime(2026, 3, 18, 15, 30)
VOICE, WHO = "The child's voice, in their words", "Who was there"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, str, str]]:
    """One store for all: a child and a sibling."""
    folder: Path = tmp_path_factory.mktemp("store") / "store"
    own = Own("Ros Adeyemi", "social_worker", "stoke-on-trent", {"stage": "experienced"})
    desk, _ = access.create(folder, "calm rivers carry seven boats", own, clock=lambda: NOW, cost=LEAST)
    ada = desk.add_child(ChildForm("Ada", "Quill", born=date(2016, 5, 4), family="Quill"))
    ben = desk.add_child(ChildForm("Ben", "Quill", born=date(2019, 5, 4), family="Quill"))
    desk.save_person(PersonForm(ada, "Jo Quill", "mother"))
    yield desk, ada, ben
    desk.close()


Open = Callable[..., EventDialog]


@pytest.fixture
def opened(qtbot: QtBot, made: tuple[Desk, str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    monkeypatch.setattr(draftkeeper, "PAUSE", 20)
    monkeypatch.setattr(draftkeeper, "LONGEST", 60)
    desk, ada, _ = made

    def make(child: str = ada, **more: object) -> EventDialog:
        dialog = EventDialog(desk, child, **more)  # type: ignore[arg-type]
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog, before_close_func=lambda _d: dialog.model.settle())
        with qtbot.waitActive(dialog):
            dialog.open()
        return dialog

    yield make
    for each in desk.unsaved.listed():
        desk.unsaved.drop(each.kind, each.place)


def event_of(desk: Desk, child: str, event_id: str) -> EventView:
    calendar = desk.worker_calendar() if child == "worker" else desk.calendar(child)
    return next(event for event in calendar.events if event.id == event_id)


def save(qtbot: QtBot, dialog: EventDialog) -> tuple[str, ...]:
    with qtbot.waitSignal(dialog.recorded) as saved:
        dialog.save()
    return tuple(saved.args[0])


# --- every kind ----------------------------------------------------------------------------------------------------
def answer_for(field: Field, number: int) -> Value | None:
    """An answer of the kind that the field asks; what a failed visit cannot have is left out."""
    if field.kind == "flag":
        return None if field.name == "failed" else True
    if field.kind == "number":
        return 3
    if field.kind == "date":
        return "2026-03-02"
    if field.kind == "choice":
        return field.choices[number % len(field.choices)][0]
    if field.kind == "choices":
        return tuple(value for value, _ in field.choices[:2])
    return "in a word"


def fill(dialog: EventDialog, form: EventForm, at: Moment) -> None:
    """Every answer, every date, every heading, by its own control."""
    dialog.at.set_moment(at)
    dialog.at.changed.emit()
    for number, field in enumerate(form.attrs):
        value = answer_for(field, number)
        if value is not None:
            dialog._answers[field.name].set_value(value)
            dialog._answers[field.name].changed.emit()
    for days, (name, _) in enumerate(form.milestones):
        day = date(2026, 3, 3) + timedelta(days=days % 5)
        dialog._moments[name].set_moment(day)
        dialog._moments[name].changed.emit()
    for heading in form.headings:
        dialog._notes[heading].setPlainText(f"{form.label}: Łukasz ŵ عمر 李 🙂 {heading}")


@pytest.mark.parametrize("form", event_forms(), ids=lambda form: form.type)
def test_every_kind_of_event_opens_saves_reopens_with_all_it_was_given_and_prints(
    qtbot: QtBot, made: tuple[Desk, str, str], opened: Open, form: EventForm
) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    from ui.viewmodels.printing import event_page

    desk, ada, _ = made
    child = "worker" if is_worker_event(form.type, {}) else ada
    at = date(2026, 3, 2)
    dialog = opened(child, type=form.type)
    fill(dialog, form, at)
    (event_id,) = save(qtbot, dialog)
    event = event_of(desk, child, event_id)
    assert event.at == at and not event.planned
    assert set(event.attrs) == {f.name for n, f in enumerate(form.attrs) if answer_for(f, n) is not None}
    assert {name for name, _ in form.milestones} == set(event.milestones)
    assert [heading for heading, _ in event.notes] == list(form.headings)
    again = opened(child, event_id=event_id)
    assert again.model.form is not None and again.model.form.type == form.type
    assert again.at.moment == at
    for name, value in event.attrs.items():
        assert again._answers[name].value == value
    for name, when in event.milestones.items():
        assert again._moments[name].moment == when
    for heading, text in event.notes:
        assert again._notes[heading].toPlainText() == text
    tasks.wait_all(qtbot)
    assert not again.dirty()
    again.save()
    assert event_of(desk, child, event_id) == event  # nothing was changed by opening and saving it
    detail = None if child == "worker" else desk.child(child)
    calendar = desk.worker_calendar() if child == "worker" else desk.calendar(child)
    page = event_page(detail, (event,), calendar.actions, date(2026, 3, 20), desk.own())
    text = " ".join(p.extract_text() for p in PdfReader(BytesIO(page.make())).pages)
    flat = "".join(text.split())
    assert "".join(form.label.split()) in flat
    for heading in form.headings:
        assert flat.count("".join(heading.split())) > 1, heading  # as the heading, and at the end of its note
    assert flat.count("Łukasz") == len(form.headings)
    assert "".join(event.summary.split()) in flat
    for name, words in form.milestones:
        when = event.milestones[name]
        assert f"{words}{when.day} {when:%B %Y}".replace(" ", "").lower() in flat.lower(), name
    undo_all(desk)


def undo_all(desk: Desk) -> None:
    while "“" in desk.can_undo():
        desk.undo()


# --- siblings ------------------------------------------------------------------------------------------------------
def test_what_it_does_is_shown_for_each_sibling_by_name(
    qtbot: QtBot, made: tuple[Desk, str, str], opened: Open
) -> None:
    desk = made[0]
    maya = desk.add_child(ChildForm("Maya", "Reed", born=date(2016, 5, 4), family="Reed"))
    noah = desk.add_child(ChildForm("Noah", "Reed", born=date(2019, 5, 4), family="Reed"))
    desk.record(EventDraft(maya, "cin_plan_started", date(2026, 3, 2)))
    dialog = opened(maya, type="visit", at=VISIT)
    qtbot.waitUntil(lambda: "Working it out" not in dialog.effect.words())
    assert "For Maya" not in dialog.effect.words()
    dialog.model.set_attr("plan", ("cin",))
    dialog.model.set_attr("seen", True)
    dialog.also.boxes[noah].click()
    qtbot.waitUntil(lambda: "For Noah" in dialog.effect.words(), timeout=5000)
    of_maya, of_noah = dialog.effect.words().split("For Noah")
    assert "For Maya" in of_maya and "This will meet" in of_maya
    assert "This will meet" not in of_noah and "writes up every visit" in of_noah


def test_a_visit_to_siblings_is_typed_once_with_each_childs_own_asked_for_each(
    qtbot: QtBot, made: tuple[Desk, str, str], opened: Open
) -> None:
    desk, ada, ben = made
    dialog = opened(type="visit", at=VISIT)
    assert "What this means for this child" not in dialog._notes
    dialog._notes[VOICE].setPlainText("I like school.")
    dialog.also.boxes[ben].click()
    fields = dialog.fields
    assert dialog._notes[VOICE].toPlainText() == "I like school."  # typed before the sibling was ticked
    assert "seen" in fields.answers and (ben, "seen") in fields.own_answers
    assert (ben, WHO) not in fields.own_notes and (ben, "Bedroom") in fields.own_notes
    fields.answers["alone"].control.click()
    fields.own_answers[ben, "seen"].control.click()
    dialog._notes[WHO].setPlainText("Jo and both children.")
    fields.own_notes[ben, VOICE].setPlainText("Ben wants a dog.")
    dialog._notes[THIRD_PARTY].setPlainText("A neighbour rang.")
    assert fields.steps is not None
    qtbot.keyClicks(fields.steps.lines[0].what, "Ring nursery")
    whose = fields.steps.lines[0].whose
    whose.setCurrentIndex(whose.findData(ben))
    whose.activated.emit(whose.currentIndex())
    first, second = save(qtbot, dialog)
    one, two = event_of(desk, ada, first), event_of(desk, ben, second)
    assert dict(one.notes) == {
        VOICE: "I like school.",
        WHO: "Jo and both children.",
        THIRD_PARTY: "A neighbour rang.",
    }
    assert dict(two.notes) == {VOICE: "Ben wants a dog.", WHO: "Jo and both children."}
    assert one.attrs == {"seen": True, "alone": True} and two.attrs == {"seen": True}
    assert [a.what for a in desk.actions.of_child(ben)] == ["Ring nursery"] and desk.actions.of_child(
        ada
    ) == ()
    desk.undo()
    assert desk.actions.of_child(ben) == () and not desk.calendar(ben).events


def test_what_was_typed_of_one_child_among_several_stays_when_the_others_are_let_go(
    qtbot: QtBot, made: tuple[Desk, str, str], opened: Open
) -> None:
    desk, ada, ben = made
    means = "What this means for this child"
    dialog = opened(type="visit")
    dialog.at.set_moment(VISIT)
    dialog.at.changed.emit()
    dialog.also.set_values((ben,))
    dialog.also.changed.emit()
    dialog._notes[means].setPlainText("Ada sleeps badly after it.")
    dialog.also.set_values(())
    dialog.also.changed.emit()
    assert dialog._notes[means].toPlainText() == "Ada sleeps badly after it."
    (event_id,) = save(qtbot, dialog)
    assert dict(event_of(desk, ada, event_id).notes) == {means: "Ada sleeps badly after it."}
    undo_all(desk)


# --- a visit that did not take place, and recording ----------------------------------------------------------------
def test_a_visit_that_did_not_take_place_says_so_and_saw_nobody(
    qtbot: QtBot, made: tuple[Desk, str, str], opened: Open
) -> None:
    dialog = opened(type="visit", at=VISIT)
    dialog._answers["alone"].control.click()
    assert dialog._answers["seen"].value is True and dialog.fields.failed.isHidden()
    dialog._answers["failed"].control.click()
    assert dialog.model.attrs == {"failed": True} and dialog._answers["seen"].value is None
    assert dialog.fields.failed.isVisible() and "meets no visit" in dialog.fields.failed.text()
    dialog._answers["seen"].control.click()
    assert dialog.model.attrs == {"seen": True} and dialog._answers["failed"].value is None


def test_the_limit_runs_in_the_form_and_writing_the_notes_is_the_recording(
    qtbot: QtBot, made: tuple[Desk, str, str], opened: Open
) -> None:
    dialog = opened(type="visit", at=date(2026, 3, 19))
    qtbot.waitUntil(lambda: dialog.limits.isVisible())
    said = "To be recorded by Monday 23 March 2026 (2 working days after it): 1 working day left"
    assert dialog.limits.words() == said
    dialog._notes["Analysis"].setPlainText("Calmer than last week.")
    assert dialog._moments["recorded"].moment == NOW
    qtbot.waitUntil(lambda: dialog.limits.words().startswith("Recorded in time"))
    dialog._notes["Analysis"].setPlainText("")
    assert dialog._moments["recorded"].moment is None
    dialog._moments["recorded"].date.choose(date(2026, 3, 20))
    dialog._notes["Analysis"].setPlainText("Calmer.")
    assert dialog.model.milestones["recorded"] == date(2026, 3, 20)  # what was given by hand stays


def test_a_late_recording_is_told_from_the_event(
    qtbot: QtBot, made: tuple[Desk, str, str], opened: Open
) -> None:
    dialog = opened(type="visit", at=date(2026, 3, 16))
    qtbot.waitUntil(lambda: dialog.limits.isVisible())
    assert dialog.limits.words().endswith("2 working days late")


# --- what happens next ---------------------------------------------------------------------------------------------
def test_next_steps_are_typed_by_keys_and_come_back_with_the_event(
    qtbot: QtBot, made: tuple[Desk, str, str], opened: Open
) -> None:
    desk, ada, _ = made
    dialog = opened(type="visit", at=VISIT)
    lines = dialog.fields.steps
    assert lines is not None
    lines.lines[0].what.setFocus()
    for keys in ("Ring school", "Ros", "fri"):
        qtbot.keyClicks(dialog.focusWidget(), keys)
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog.focusWidget() is lines.lines[1].what
    qtbot.keyClicks(dialog.focusWidget(), "Book the review")
    (event_id,) = save(qtbot, dialog)
    found = {a.what: (a.who, a.by) for a in desk.actions.of_child(ada)}
    assert found == {"Ring school": ("Ros Adeyemi", date(2026, 3, 27)), "Book the review": ("", None)}
    again = opened(event_id=event_id)
    tasks.wait_all(qtbot)
    assert again.fields.steps is not None and not again.dirty()
    assert [line.what.text() for line in again.fields.steps.lines] == [
        "Ring school",
        "Book the review",
        "",
    ] or [line.what.text() for line in again.fields.steps.lines] == ["Book the review", "Ring school", ""]
    again.fields.steps.lines[0].remove.click()
    save(qtbot, again)
    assert len(desk.actions.of_child(ada)) == 1
    undo_all(desk)


# --- drafts --------------------------------------------------------------------------------------------------------
def write(dialog: EventDialog, ben: str) -> None:
    dialog._answers["place"].set_value("home")
    dialog._answers["place"].changed.emit()
    dialog.also.boxes[ben].click()
    dialog._notes[WHO].setPlainText("Jo.")
    dialog.fields.own_notes[ben, "Bedroom"].setPlainText("Bright.")
    assert dialog.fields.steps is not None
    line = dialog.fields.steps.lines[0]
    line.what.setText("Ring school")
    line.what.textEdited.emit("Ring school")
    line.by.choose(date(2026, 3, 27))


def test_what_is_typed_is_kept_offered_again_and_gone_on_with(
    qtbot: QtBot, made: tuple[Desk, str, str], opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, ada, ben = made
    dialog = opened(type="visit", at=VISIT)
    with qtbot.waitSignal(dialog.model.keeper.kept):
        write(dialog, ben)
    qtbot.waitUntil(lambda: not dialog.model.keeper._longest.isActive())
    before = dialog.model.whole_state()
    dialog.let_go()  # as a lock does it
    dialog.hide()
    (listed,) = desk.unsaved.listed(ada)
    assert listed.title == "Visit"
    again = opened()
    qtbot.waitUntil(lambda: again.banner.isVisible())
    assert again.banner.message.startswith("You were writing this today at 09:30. Visit.")
    again.banner.findChildren(type(again.save_button))[0].click()  # Go on
    assert again.model.whole_state() == before
    assert again._notes[WHO].toPlainText() == "Jo." and again.also.values == (ben,)
    assert again.fields.own_notes[ben, "Bedroom"].toPlainText() == "Bright."
    assert again.fields.steps is not None and again.fields.steps.lines[0].by.day == date(2026, 3, 27)
    save(qtbot, again)
    assert desk.unsaved.listed(ada) == ()
    undo_all(desk)


def test_leaving_offers_to_keep_it_for_later_or_to_throw_it_away(
    qtbot: QtBot, made: tuple[Desk, str, str], opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, ada, _ = made
    for choice, kept in (("Keep it for later", 1), ("Throw it away", 0)):
        monkeypatch.setattr(prompts, "pick", lambda *words, choice=choice: choice)
        dialog = opened(type="visit", at=VISIT)
        dialog.banner.clear()
        dialog._notes[WHO].setPlainText("Jo.")
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible() and len(desk.unsaved.listed(ada)) == kept
        for each in desk.unsaved.listed(ada):
            desk.unsaved.drop(each.kind, each.place)


def test_an_event_that_was_changed_while_its_form_was_open_is_not_overwritten_unseen(
    qtbot: QtBot, made: tuple[Desk, str, str], opened: Open
) -> None:
    desk, ada, _ = made
    (event_id,) = desk.record(EventDraft(ada, "visit", VISIT, {"seen": True}))
    dialog = opened(event_id=event_id)
    dialog._notes[WHO].setPlainText("Jo.")
    desk.amend(event_id, EventDraft(ada, "visit", VISIT, {"seen": True}, notes=((WHO, "Her aunt."),)))
    tasks.wait_all(qtbot)
    dialog.save()
    assert (
        dialog.isVisible() and "was changed by Ros Adeyemi, 20 March 2026 at 09:30" in dialog.banner.message
    )
    assert dict(event_of(desk, ada, event_id).notes) == {WHO: "Her aunt."}
    save(qtbot, dialog)
    assert dict(event_of(desk, ada, event_id).notes) == {WHO: "Jo."}
    assert [dict(v.event.notes) for v in desk.history(event_id)] == [{}, {WHO: "Her aunt."}, {WHO: "Jo."}]
    undo_all(desk)


def test_a_draft_of_an_amendment_knows_which_wording_it_was_of(
    qtbot: QtBot, made: tuple[Desk, str, str], opened: Open
) -> None:
    desk, ada, _ = made
    (event_id,) = desk.record(EventDraft(ada, "visit", VISIT, {"seen": True}))
    dialog = opened(event_id=event_id)
    dialog._notes[WHO].setPlainText("Jo.")
    dialog.let_go()
    dialog.hide()
    desk.amend(event_id, EventDraft(ada, "visit", VISIT, {"seen": True}, notes=((WHO, "Her aunt."),)))
    again = opened(event_id=event_id)
    qtbot.waitUntil(lambda: again.banner.isVisible())
    again.banner.findChildren(type(again.save_button))[0].click()
    tasks.wait_all(qtbot)
    again.save()
    assert again.isVisible() and "after you began" in again.banner.message
    save(qtbot, again)
    undo_all(desk)


def test_an_amendment_left_unfinished_is_offered_with_that_event_only(
    qtbot: QtBot, made: tuple[Desk, str, str], opened: Open
) -> None:
    desk, ada, _ = made
    (event_id,) = desk.record(EventDraft(ada, "visit", VISIT, {"seen": True}))
    dialog = opened(event_id=event_id)
    dialog._notes[WHO].setPlainText("Jo, and later her sister.")
    dialog.let_go()
    dialog.hide()
    fresh = opened(type="visit")
    tasks.wait_all(qtbot)
    assert not fresh.banner.isVisible()
    again = opened(event_id=event_id)
    qtbot.waitUntil(lambda: again.banner.isVisible())
    again.banner.findChildren(type(again.save_button))[0].click()
    save(qtbot, again)
    assert dict(event_of(desk, ada, event_id).notes) == {WHO: "Jo, and later her sister."}
    undo_all(desk)


def test_a_megabyte_pasted_with_control_characters_is_kept_and_saved(
    qtbot: QtBot, made: tuple[Desk, str, str], opened: Open
) -> None:
    desk, ada, _ = made
    dialog = opened(type="visit", at=VISIT)
    dialog._notes["Analysis"].setPlainText("Ładnie \x07 słońce ŵ. " * 60_000)
    (event_id,) = save(qtbot, dialog)
    text = dict(event_of(desk, ada, event_id).notes)["Analysis"]
    assert len(text) > 1_000_000 and "\x07" not in text
    undo_all(desk)
