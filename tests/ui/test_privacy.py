"""Nothing that is marked and left out, nothing of a brother's own and no protected address is on any page: each is
made as the window makes it, and read back."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from models.keys import LEAST
from services.usecases import access
from services.usecases.around_commands import ConsentForm, KeyFactForm, SharingForm, TieForm
from services.usecases.commands import (
    ActionForm,
    ChildForm,
    EventDraft,
    OutcomeForm,
    PersonForm,
    PlanForm,
    SummaryForm,
)
from services.usecases.endings_results import EndingForm
from services.usecases.privacy import THIRD_PARTY
from services.usecases.results import Own
from services.usecases.vocabulary import event_form
from ui.viewmodels import aroundpaper, caseworkpages, chronology, printing
from ui.viewmodels.printing import Page, read_for

NOW = datetime(2026, 3, 11, 10, 0)
TODAY = NOW.date()
ADDRESS = "Flat 4, 12 Hazel Close, Leek, ST13 5AA"
SLIP = "She moved to 12 hazel close, and Kit Marlow (07700 900555) helped. Kit's van."  # typed amiss
NOTE = "The grandfather was arrested on Monday and does not know who told."
FACT = "Her uncle is on bail for theft"
OWN = "Noah told his teacher about the blue door"  # of the brother's own
FORBIDDEN = ("hazel close", "st13 5aa", "flat 4", "marlow", "900555", "arrested on monday", "on bail", "blue door",
             "bo quill", "noah's inhaler", "kit's van")  # fmt: skip


def record(desk: Any) -> tuple[str, str]:
    """Maya's record with every kind of mark, and slips of the pen; and her brother's, with things of his own."""
    given = {"authority": "stoke-on-trent", "family": "Elsworth", "address": ADDRESS}
    maya = desk.add_child(ChildForm("Maya", "Elsworth", born=date(2018, 6, 4), note=SLIP, **given))
    noah = desk.add_child(ChildForm("Noah", "Elsworth", born=date(2021, 6, 4), **given))
    both = ((noah, "mother"),)
    dana = desk.save_person(
        PersonForm(
            maya, "Dana Elsworth", "mother", address=ADDRESS, protected=True, in_household=True, shares=both
        )
    )
    kit = desk.save_person(
        PersonForm(maya, "Kit Marlow", "father", contact="07700 900555", third_party=True, note=SLIP)
    )
    desk.save_person(PersonForm(noah, "Bo Quill", "father", address="3 Elm Road"))
    desk.around.save_tie(TieForm(maya, "violent", kit, dana, note=SLIP))
    desk.around.save_fact(KeyFactForm(maya, "other", FACT, third_party=True))
    desk.around.save_fact(KeyFactForm(maya, "emergency", "Ring Dana", SLIP))
    desk.around.save_fact(KeyFactForm(noah, "health", "Noah's inhaler"))
    events(desk, maya, noah)
    outcome = OutcomeForm(SLIP, "Safe at home", (ActionForm(SLIP, "Kit Marlow", TODAY, SLIP),))
    plan = PlanForm(
        maya, "child_protection", date(2026, 2, 1), date(2026, 5, 1), SLIP, SLIP, SLIP, SLIP, SLIP, (outcome,),
        (("Kit Marlow", "father", date(2026, 2, 2)),), False,
    )  # fmt: skip
    desk.save_plan(plan)
    desk.save_plan(PlanForm(noah, "child_protection", date(2026, 2, 1), child_views=OWN, outcomes=(outcome,)))
    offered = desk.offered_summary(maya)
    desk.save_summary(
        SummaryForm(maya, TODAY, tuple((h, f"{t}\n{SLIP}\n{NOTE}".strip()) for h, t in offered.parts))
    )
    desk.sharing.save_consent(
        ConsentForm(maya, "Kit Marlow", "medical", SLIP, "Leek Surgery", given=date(2026, 2, 3), note=SLIP)
    )
    desk.sharing.save_sharing(SharingForm(maya, TODAY, SLIP, "Kit Marlow", SLIP, note=SLIP))
    return maya, noah


def events(desk: Any, maya: str, noah: str) -> None:
    for number, kind in enumerate(("referral_received", "icpc", "visit", "core_group", "significant_event")):
        form = event_form(kind)
        assert form is not None
        notes = [(h, SLIP) for h in form.headings if h != THIRD_PARTY][:2]
        notes.append((THIRD_PARTY, NOTE))
        at = datetime(2026, 1, 12, 10, 0) + timedelta(days=7 * number)
        attrs = {"outcome": "cp_plan"} if kind == "icpc" else {"seen": True} if kind == "visit" else {}
        desk.record(EventDraft(maya, kind, at, attrs, notes=tuple(notes)))
        own = tuple((h, OWN) for h, _ in notes[:2])
        desk.record(EventDraft(noah, kind, at, attrs, notes=own))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory):
    own = Own("Sam Okafor", "social_worker", "stoke-on-trent")
    folder: Path = tmp_path_factory.mktemp("privacy") / "store"
    desk, _ = access.create(folder, "calm rivers carry seven boats", own, clock=lambda: NOW, cost=LEAST)
    yield desk, *record(desk)
    desk.close()


def _ending(desk: Any, maya: str) -> Any:
    found = desk.endings.of_child(maya)
    if not found:
        parts = tuple((h, f"{text}\n{SLIP}") for h, text in desk.endings.offer(maya, "transfer"))
        desk.endings.save(EndingForm(maya, "transfer", desk.endings.ways()[0][0], TODAY, "Kit Marlow", parts))
        found = desk.endings.of_child(maya)
    return found[0]


def _pack(desk: Any, maya: str) -> Page:
    wanted = frozenset(key for key, _ in caseworkpages.PARTS)
    return caseworkpages.pack_page(desk, desk.child(maya), _ending(desk, maya), TODAY, wanted)


def _chronology(desk: Any, maya: str) -> Page:
    view = desk.chronicle.read(maya)
    return chronology.page_of(desk.child(maya), view, chronology.Wish(), TODAY)


def _events(desk: Any, maya: str) -> Page:
    return printing.event_page(
        desk.child(maya), desk.calendar(maya).events, desk.actions.of_child(maya), TODAY, desk.own()
    )


PAGES: dict[str, Callable[[Any, str], Page]] = {
    "calendar": lambda d, c: printing.calendar_page(d.child(c), d.calendar(c), TODAY),
    "plan": lambda d, c: printing.plan_page(d.child(c), d.plans(c)[0], TODAY),
    "family page": lambda d, c: printing.family_page(d.child(c), d.plans(c)[0], TODAY),
    "summary": lambda d, c: printing.summary_page(d.child(c), d.summaries(c)[0], TODAY),
    "chronology": _chronology,
    "records of events": _events,
    "key facts": lambda d, c: aroundpaper.keyfacts_page(d.child(c), d.around.key_facts(c), TODAY),
    "genogram": lambda d, c: aroundpaper.genogram_page(d.child(c), d.around.genogram(c), TODAY),
    "consent": lambda d, c: aroundpaper.consent_page(d.child(c), d.sharing.record(c), TODAY),
    "agenda": lambda d, c: caseworkpages.agenda_page(d.child(c), d.oversight.agenda(c), TODAY),
    "transfer": lambda d, c: caseworkpages.ending_page(d.child(c), _ending(d, c), TODAY),
    "checklist": lambda d, c: caseworkpages.checklist_page(d.child(c), _ending(d, c), TODAY),
    "transfer pack": _pack,
}


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    return " ".join([*pages, *(str(v) for v in document.get_metadata_dict().values())]).lower()


@pytest.mark.parametrize("name", list(PAGES))
def test_nothing_left_out_is_on_the_page(store: tuple[Any, str, str], name: str) -> None:
    desk, maya, _ = store
    reading = read_for(desk, PAGES[name](desk, maya))
    text = text_of(reading.make({m.key for m in reading.marked}))
    assert "maya elsworth" in text
    found = [word for word in FORBIDDEN if word in text.replace("- ", "-")]
    assert not found, (name, found)


@pytest.mark.parametrize("name", ["plan", "summary", "records of events", "key facts", "genogram", "consent"])
def test_what_is_ticked_is_on_the_page_without_the_protected_address(
    store: tuple[Any, str, str], name: str
) -> None:
    desk, maya, _ = store
    reading = read_for(desk, PAGES[name](desk, maya))
    assert reading.marked
    text = text_of(reading.make(()))
    assert "kit marlow" in text
    assert not [
        word for word in ("hazel close", "st13 5aa", "flat 4", "blue door", "bo quill") if word in text
    ]


def test_marked_details_are_listed_by_what_they_are(store: tuple[Any, str, str]) -> None:
    desk, maya, _ = store
    kinds = {m.key.partition(":")[0] for m in read_for(desk, _pack(desk, maya)).marked}
    assert kinds >= {"person", "fact"}
    assert {m.key.partition(":")[0] for m in read_for(desk, _events(desk, maya)).marked} == {"person", "note"}


def test_a_page_of_the_brother_has_his_own_and_nothing_of_hers(store: tuple[Any, str, str]) -> None:
    desk, _, noah = store
    reading = read_for(desk, _events(desk, noah))
    text = text_of(reading.make({m.key for m in reading.marked}))
    assert "blue door" in text and "marlow" not in text and "arrested" not in text
    genogram = text_of(read_for(desk, PAGES["genogram"](desk, noah)).make(()))
    assert "bo quill" in genogram and "kit marlow" not in genogram
