"""The keeper of what stands in a form: pauses, late writings, going on, a store that cannot be written."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from services.usecases.errors import DiskTrouble
from tests.ui.fakes import FakeDesk
from ui import tasks
from ui.viewmodels import draftkeeper
from ui.viewmodels.draftkeeper import LONGEST, PAUSE, DraftKeeper


class Form:
    def __init__(self) -> None:
        self.text = ""

    def state(self) -> dict[str, Any] | None:
        return {"text": self.text} if self.text else None

    def restore(self, state: Mapping[str, Any]) -> None:
        self.text = state["text"]


def make(desk: FakeDesk, place: str = "c1/new") -> tuple[Form, DraftKeeper]:
    form = Form()
    keeper = DraftKeeper(desk, "event", place, form.state, form.restore, child_id="c1", title=lambda: "Visit")
    return form, keeper


def kept(desk: FakeDesk) -> list[Any]:
    return [row.content["text"] for row in desk.unsaved.listed()]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draftkeeper, "PAUSE", 20)
    monkeypatch.setattr(draftkeeper, "LONGEST", 60)


def test_a_pause_is_shorter_than_two_seconds_and_so_is_typing_without_one() -> None:
    assert PAUSE < 1000 and LONGEST + 500 < 2000


def test_it_is_kept_at_a_pause(qtbot: QtBot, desk: FakeDesk) -> None:
    form, keeper = make(desk)
    form.text = "Seen at home"
    with qtbot.waitSignal(keeper.kept):
        keeper.touch()
    assert kept(desk) == ["Seen at home"]


def test_it_is_kept_while_somebody_types_on(qtbot: QtBot, desk: FakeDesk) -> None:
    form, keeper = make(desk)
    for letter in "a long sentence":
        form.text += letter
        keeper.touch()
        qtbot.wait(10)
    assert kept(desk) and kept(desk)[0] and len(kept(desk)[0]) > 3
    keeper.give_up()
    tasks.wait_all(qtbot)
    assert kept(desk) == []


def test_closing_writes_at_once(qtbot: QtBot, desk: FakeDesk) -> None:
    form, keeper = make(desk)
    form.text = "half a sen"
    keeper.touch()
    keeper.flush()
    assert kept(desk) == ["half a sen"]


def test_what_was_handed_over_but_not_written_is_written_by_flush(qtbot: QtBot, desk: FakeDesk) -> None:
    form, keeper = make(desk)
    gate = threading.Event()
    tasks.run(None, lambda _p: gate.wait(5), lane=draftkeeper.LANE)
    form.text = "waiting"
    keeper.keep()
    keeper.flush()
    assert kept(desk) == ["waiting"]
    form.text = "later"
    keeper.touch()
    keeper.flush()
    gate.set()
    tasks.wait_all(qtbot)
    assert kept(desk) == ["later"]  # the older writing came after, and gave way


def test_after_saving_nothing_late_brings_the_draft_back(qtbot: QtBot, desk: FakeDesk) -> None:
    form, keeper = make(desk)
    gate = threading.Event()
    tasks.run(None, lambda _p: gate.wait(5), lane=draftkeeper.LANE)
    form.text = "done"
    keeper.keep()
    with keeper.saving():
        pass
    gate.set()
    tasks.wait_all(qtbot)
    assert kept(desk) == []


def test_where_saving_fails_the_draft_stays(qtbot: QtBot, desk: FakeDesk) -> None:
    form, keeper = make(desk)
    form.text = "not yet"
    with pytest.raises(DiskTrouble), keeper.saving():
        raise DiskTrouble
    qtbot.waitUntil(lambda: kept(desk) == ["not yet"])


def test_a_form_emptied_again_leaves_no_draft(qtbot: QtBot, desk: FakeDesk) -> None:
    form, keeper = make(desk)
    form.text = "x"
    keeper.touch()
    keeper.flush()
    form.text = ""
    keeper.touch()
    keeper.flush()
    assert kept(desk) == []
    form.text = "y"
    keeper.touch()
    keeper.flush()
    assert kept(desk) == ["y"]


def test_one_from_before_is_offered_gone_on_with_and_kept_under_its_own_name(
    qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.unsaved.keep("event", "c1/new#old", {"text": "from before"}, title="Visit", child_id="c1")
    form, keeper = make(desk)
    with qtbot.waitSignal(keeper.offered) as offer:
        keeper.look()
    form.text = "typed meanwhile"
    keeper.touch()
    keeper.flush()
    assert sorted(kept(desk)) == ["from before", "typed meanwhile"]
    keeper.go_on(offer.args[0])
    assert form.text == "from before" and kept(desk) == ["from before"]
    form.text = "from before, and more"
    keeper.touch()
    keeper.flush()
    assert kept(desk) == ["from before, and more"] and keeper.place == "c1/new#old"


def test_one_from_before_can_be_thrown_away(qtbot: QtBot, desk: FakeDesk) -> None:
    desk.unsaved.keep("event", "c1/new#old", {"text": "from before"}, child_id="c1")
    form, keeper = make(desk)
    with qtbot.waitSignal(keeper.offered) as offer:
        keeper.look()
    keeper.throw_away(offer.args[0])
    assert kept(desk) == [] and form.text == ""


def test_a_disk_that_refuses_is_told_and_tried_again(
    qtbot: QtBot, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    form, keeper = make(desk)
    form.text = "important"

    def refuse(*_args: object, **_words: object) -> None:
        raise DiskTrouble

    with monkeypatch.context() as broken:
        broken.setattr(desk.unsaved, "keep", refuse)
        with qtbot.waitSignal(keeper.failed):
            keeper.touch()
    keeper.touch()
    qtbot.waitUntil(lambda: kept(desk) == ["important"])
