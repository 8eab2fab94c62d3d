"""Nobody's words are overwritten unseen: a draft whose record was changed says so before it is saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from models.keys import LEAST
from services.usecases import access
from services.usecases.around_commands import ConsentForm, KeyFactForm, SharingForm, TieForm
from services.usecases.chronicle_results import OwnEntry
from services.usecases.commands import ActionDraft, ChildForm, EventDraft, PersonForm, SummaryForm
from services.usecases.desk import Desk
from services.usecases.endings_results import EndingForm, ItemMark, LetterForm
from services.usecases.oversight_results import AuditForm
from services.usecases.results import Own
from ui import prompts, tasks
from ui.screens.child import ChildScreen

DAY = date(2026, 3, 2)
MINE, THEIRS = "What I had begun to write", "What was written meanwhile"


class Clock:
    now = datetime(2026, 3, 10, 10, 0)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    own = Own("Sam Okafor", "social_worker", "stoke-on-trent")
    made, _ = access.create(tmp_path / "store", "calm rivers carry boats", own, clock=Clock(), cost=LEAST)
    yield made
    made.close()


@pytest.fixture
def child(desk: Desk) -> str:
    made = desk.add_child(ChildForm("Maya", "Elsworth", born=date(2018, 6, 4), note="As it was"))
    desk.record(EventDraft(made, "referral_received", date(2026, 2, 9)))
    return made


@pytest.fixture
def screen(
    qtbot: QtBot, dressed: QApplication, desk: Desk, child: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Any]:
    monkeypatch.setattr(prompts, "ask", lambda *words, **more: True)
    monkeypatch.setattr(prompts, "pick", lambda *words, **more: "Throw it away")
    made: Any = ChildScreen(desk, child)
    qtbot.addWidget(made)
    made.resize(1280, 860)
    with qtbot.waitExposed(made):
        made.show()
    tasks.wait_all(qtbot)
    yield made
    made.let_go()
    tasks.wait_all(qtbot)


class Case(NamedTuple):
    """`make` gives the id of the record as it was; `change` says something else in it; `state` is what a draft holds;
    `says` is what stands on record."""

    make: Callable[[Desk, str], str]
    change: Callable[[Desk, str, str, str], Any]  # desk, child, record, words
    state: Callable[[str], dict[str, Any]]
    says: Callable[[Desk, str, str], str]
    place: str = ""  # "{child}/{kind}/{id}" where it is empty


def person(c: str, words: str = "As it was") -> PersonForm:
    return PersonForm(c, "Ivy Reed", "aunt", note=words)


def fact(c: str, words: str = "As it was") -> KeyFactForm:
    return KeyFactForm(c, "health", "Asthma", words)


def consent(c: str, words: str = "As it was") -> ConsentForm:
    return ConsentForm(c, "Dana", "information_sharing", given=DAY, note=words)


def sharing(c: str, words: str = "As it was") -> SharingForm:
    return SharingForm(c, DAY, "The plan", "School", note=words)


def summary(c: str, words: str = "As it was") -> SummaryForm:
    return SummaryForm(c, DAY, (("Harm and risk to the child", words),))


def letter(c: str, words: str = "As it was") -> LetterForm:
    return LetterForm(c, "closing_family", "Dana Elsworth", "", DAY, "About Maya", words)


def audit(c: str, words: str = "As it was") -> AuditForm:
    return AuditForm(c, DAY, "stoke-on-trent", "Jo", words)


def ending(c: str, words: str = "As it was") -> EndingForm:
    return EndingForm(c, "closure", parts=(("Why we became involved", words),))


def transfer(c: str, words: str = "As it was") -> EndingForm:
    return EndingForm(c, "transfer", way="team", to_whom=words)


def tie(d: Desk, c: str) -> str:
    aunt = d.save_person(person(c))
    return d.around.save_tie(TieForm(c, "close", aunt, c, note="As it was"))


def tie_again(d: Desk, c: str, i: str, words: str) -> None:
    (aunt,) = (p.id for p in d.child(c).network)
    d.around.save_tie(TieForm(c, "close", aunt, c, note=words), i)


def own_entry(d: Desk, c: str) -> str:
    d.chronicle.add(OwnEntry((c,), DAY, "As it was", "School file"))
    return next(e.key for e in d.chronicle.read(c).entries if e.own)


def own_again(d: Desk, c: str, key: str, words: str) -> None:
    entry = next(e for e in d.chronicle.read(c).entries if e.key == key)
    d.chronicle.amend(entry, OwnEntry((c,), DAY, words, "School file"))


def note(words: str) -> dict[str, Any]:
    return {"note": words}


CASES = {
    "person": Case(
        lambda d, c: d.save_person(person(c)),
        lambda d, c, i, words: d.save_person(person(c, words), i),
        note,
        lambda d, c, i: d.child(c).network[0].note,
    ),
    "key_fact": Case(
        lambda d, c: d.around.save_fact(fact(c)),
        lambda d, c, i, words: d.around.save_fact(fact(c, words), i),
        lambda words: {"body": words},
        lambda d, c, i: d.around.key_facts(c).facts[0].body,
    ),
    "consent": Case(
        lambda d, c: d.sharing.save_consent(consent(c)),
        lambda d, c, i, words: d.sharing.save_consent(consent(c, words), i),
        note,
        lambda d, c, i: d.sharing.record(c).consents[0].note,
    ),
    "sharing": Case(
        lambda d, c: d.sharing.save_sharing(sharing(c)),
        lambda d, c, i, words: d.sharing.save_sharing(sharing(c, words), i),
        note,
        lambda d, c, i: d.sharing.record(c).log[0].note,
    ),
    "action": Case(
        lambda d, c: d.actions.save(ActionDraft(c, "Ring", note="As it was")),
        lambda d, c, i, words: d.actions.save(ActionDraft(c, "Ring", note=words), i),
        note,
        lambda d, c, i: d.actions.of_child(c)[0].note,
    ),
    "tie": Case(tie, tie_again, note, lambda d, c, i: d.around.genogram(c).ties[0].note),
    "own_entry": Case(
        own_entry,
        own_again,
        lambda words: {"what": words},
        lambda d, c, i: next(e.what for e in d.chronicle.read(c).entries if e.own),
    ),
    "child_details": Case(
        lambda d, c: c,
        lambda d, c, i, words: d.amend_child(c, replace(d.child_form(c), note=words)),
        note,
        lambda d, c, i: d.child_form(c).note,
    ),
    "transfer": Case(
        lambda d, c: d.endings.save(transfer(c)),
        lambda d, c, i, words: d.endings.save(transfer(c, words), i),
        lambda words: {"to_whom": words},
        lambda d, c, i: d.endings.one(i).to_whom,
    ),
    "summary": Case(
        lambda d, c: d.save_summary(summary(c)),
        lambda d, c, i, words: d.save_summary(summary(c, words), i),
        lambda words: {"written": DAY, "parts": dict(summary("", words).parts), "offered": {}},
        lambda d, c, i: dict(d.summaries(c)[0].parts)["Harm and risk to the child"],
        "{child}/{id}",
    ),
    "letter": Case(
        lambda d, c: d.letters.save(letter(c)),
        lambda d, c, i, words: d.letters.save(letter(c, words), i),
        lambda words: asdict(letter("", words)),
        lambda d, c, i: d.letters.of_child(c)[0].body,
    ),
    "audit": Case(
        lambda d, c: d.audits.save(audit(c)),
        lambda d, c, i, words: d.audits.save(audit(c, words), i),
        lambda words: {
            "at": DAY, "authority": "stoke-on-trent", "auditor": "Jo", "overall": words, "answers": [],
        },
        lambda d, c, i: d.audits.of_child(c)[0].overall,
        "{child}/{id}",
    ),
    "ending": Case(
        lambda d, c: d.endings.save(ending(c)),
        lambda d, c, i, words: d.endings.save(ending(c, words), i),
        lambda words: {"parts": [("Why we became involved", words)]},
        lambda d, c, i: d.endings.one(i).parts[0][1],
    ),
}  # fmt: skip


def keep_draft(desk: Desk, child: str, kind: str, record_id: str) -> Any:
    case = CASES[kind]
    place = (case.place or f"{{child}}/{kind}/{{id}}").format(child=child, id=record_id)
    based_on = desk.unsaved.standing(kind, record_id)
    desk.unsaved.keep(
        kind,
        f"{place}#1",
        case.state(MINE),
        child_id=child,
        record_id=record_id,
        based_on=based_on,
        title=kind,
    )
    (left,) = desk.unsaved.of(kind, place)
    return left


def gone_on(qtbot: QtBot, screen: Any, left: Any) -> Any:
    """The form in which it is gone on with."""
    screen.go_on(left)
    tasks.wait_all(qtbot)
    offered = [b for b in screen.findChildren(QPushButton) if b.text() == "Go on" and b.isVisible()]
    for each in offered:
        each.click()
    tasks.wait_all(qtbot)
    dialogs = [d for d in screen.window().findChildren(QDialog) if d.isVisible()]
    page = screen.tabs.currentWidget()
    return dialogs[-1] if dialogs else getattr(page, "audits", page) if left.kind == "audit" else page


def save(qtbot: QtBot, form: Any, kind: str) -> None:
    form.save(draft=True) if kind in ("letter", "audit") else form.save()
    tasks.wait_all(qtbot)


@pytest.mark.parametrize("kind", CASES)
def test_a_draft_from_before_somebody_changed_its_record_says_so_first(
    qtbot: QtBot, screen: Any, desk: Desk, child: str, kind: str
) -> None:
    case = CASES[kind]
    record_id = case.make(desk, child)
    tasks.wait_all(qtbot)
    left = keep_draft(desk, child, kind, record_id)
    case.change(desk, child, record_id, THEIRS)
    tasks.wait_all(qtbot)
    form = gone_on(qtbot, screen, left)
    save(qtbot, form, kind)
    said = form.banner.message
    assert case.says(desk, child, record_id) == THEIRS, "nothing is overwritten unseen"
    assert "changed by Sam Okafor, 10 March 2026 at 10:00" in said and "Save again" in said
    assert desk.unsaved.listed(child), "what was typed is kept"
    save(qtbot, form, kind)
    assert case.says(desk, child, record_id) == MINE
    assert not desk.unsaved.listed(child)


@pytest.mark.parametrize("kind", CASES)
def test_a_draft_whose_record_stands_as_it_did_is_saved_at_once(
    qtbot: QtBot, screen: Any, desk: Desk, child: str, kind: str
) -> None:
    case = CASES[kind]
    record_id = case.make(desk, child)
    left = keep_draft(desk, child, kind, record_id)
    case.change(desk, child, record_id, THEIRS)
    desk.undo()
    tasks.wait_all(qtbot)
    form = gone_on(qtbot, screen, left)
    save(qtbot, form, kind)
    assert case.says(desk, child, record_id) == MINE, "a change that was undone is none"


def test_what_is_typed_is_kept_with_what_it_was_begun_on(
    qtbot: QtBot, screen: Any, desk: Desk, child: str
) -> None:
    made = desk.save_person(person(child))
    tasks.wait_all(qtbot)
    screen.open_section("people")
    page = screen.tabs.currentWidget()
    page.view.selectRow(0)
    page._change()
    (form,) = (d for d in screen.window().findChildren(QDialog) if d.isVisible())
    qtbot.keyClicks(form.contact, MINE)
    form.let_go()  # the store is locked
    QDialog.reject(form)
    desk.save_person(replace(person(child), contact=THEIRS), made)
    tasks.wait_all(qtbot)
    (left,) = desk.unsaved.of("person", f"{child}/person/{made}")
    form = gone_on(qtbot, screen, left)
    form.save()
    assert "after you began" in form.banner.message and desk.child(child).network[0].contact == THEIRS
    form.save()
    tasks.wait_all(qtbot)
    assert MINE in desk.child(child).network[0].contact and not desk.unsaved.listed(child)


def test_a_form_that_stands_open_while_its_record_is_changed_says_so_too(
    qtbot: QtBot, screen: Any, desk: Desk, child: str
) -> None:
    made = desk.save_summary(summary(child))
    tasks.wait_all(qtbot)
    screen.open_section("summaries")
    page = screen.tabs.currentWidget()
    page.view.selectRow(0)
    page.open_current()
    tasks.wait_all(qtbot)
    draft = page.typed()
    page.put_back({**draft, "parts": {**draft["parts"], "Harm and risk to the child": MINE}})
    desk.save_summary(summary(child, THEIRS), made)
    tasks.wait_all(qtbot)
    page.save()
    assert "after you began" in page.banner.message
    assert dict(desk.summaries(child)[0].parts)["Harm and risk to the child"] == THEIRS
    page.save()
    page.save()  # one's own saving is no change by somebody else
    assert page.banner.message == "Saved."
    assert dict(desk.summaries(child)[0].parts)["Harm and risk to the child"] == MINE
    tasks.wait_all(qtbot)


def test_ticks_in_a_list_do_not_stand_in_the_way_of_its_summary(
    qtbot: QtBot, screen: Any, desk: Desk, child: str
) -> None:
    made = desk.endings.save(ending(child))
    left = keep_draft(desk, child, "ending", made)
    view = desk.endings.one(made)
    mark = ItemMark(view.items[0].item, done=DAY)
    desk.endings.save(replace(ending(child), items=(mark,)), made)
    tasks.wait_all(qtbot)
    form = gone_on(qtbot, screen, left)
    form.save()
    tasks.wait_all(qtbot)
    assert CASES["ending"].says(desk, child, made) == MINE
    assert desk.endings.one(made).items[0].done == DAY


def test_what_was_taken_off_meanwhile_is_not_written_over(
    qtbot: QtBot, screen: Any, desk: Desk, child: str
) -> None:
    made = CASES["key_fact"].make(desk, child)
    left = keep_draft(desk, child, "key_fact", made)
    tasks.wait_all(qtbot)
    form = gone_on(qtbot, screen, left)
    desk.around.remove_fact(made)
    form.save()
    assert "taken off the record by Sam Okafor" in form.banner.message and desk.unsaved.listed(child)
    form.let_go()
    QDialog.reject(form)
    tasks.wait_all(qtbot)


def impact_of(desk: Desk, child: str, key: str) -> str:
    return next(e.impact for e in desk.chronicle.read(child).entries if e.key == key)


def test_wording_of_a_chronology_is_not_put_over_what_was_worded_meanwhile(
    qtbot: QtBot, screen: Any, desk: Desk, child: str
) -> None:
    screen.open_section("chronology")
    tasks.wait_all(qtbot)
    page = screen.tabs.currentWidget()
    page.panel.impact.setPlainText(MINE)
    row = page.panel.row
    desk.chronicle.reword(row.entry, row.entry.what, THEIRS)
    tasks.wait_all(qtbot)
    assert page.panel.impact.toPlainText() == MINE, "what is typed stays"
    assert not page.save() and "after you began" in page.banner.message
    assert impact_of(desk, child, row.entry.key) == THEIRS
    assert page.save() and impact_of(desk, child, row.entry.key) == MINE
    tasks.wait_all(qtbot)


def test_a_draft_of_a_chronology_knows_what_it_was_begun_on(
    qtbot: QtBot, screen: Any, desk: Desk, child: str
) -> None:
    screen.open_section("chronology")
    tasks.wait_all(qtbot)
    page = screen.tabs.currentWidget()
    entry = page.panel.row.entry
    state = {"key": entry.key, "what": entry.what, "impact": MINE, "worded": entry.worded}
    desk.chronicle.reword(entry, entry.what, THEIRS)
    desk.unsaved.keep("chronology", f"{child}/chronology#1", state, child_id=child, title="Chronology entry")
    tasks.wait_all(qtbot)
    page.curator.turn_to(child)
    page.read()
    tasks.wait_all(qtbot)
    (go_on,) = [b for b in page.findChildren(QPushButton) if b.text() == "Go on" and b.isVisible()]
    go_on.click()
    assert page.panel.impact.toPlainText() == MINE
    assert not page.save() and "after you began" in page.banner.message
    assert page.save() and impact_of(desk, child, entry.key) == MINE
    tasks.wait_all(qtbot)
