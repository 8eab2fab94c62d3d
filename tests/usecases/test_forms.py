"""What is asked of each kind of event: its own headings, fact apart from opinion, third parties on every form."""

from __future__ import annotations

import pytest

from services.usecases.privacy import THIRD_PARTY
from services.usecases.results import EventForm
from services.usecases.vocabulary import event_forms, headings_of, words

FORMS = event_forms()
SORTS = {"fact", "reported", "views", "analysis", "next", "third"}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.type)
def test_every_form_keeps_fact_and_analysis_apart_and_has_a_place_for_third_parties(form: EventForm) -> None:
    sorts = [ask.sort for ask in form.asks]
    names = [ask.name for ask in form.asks]
    assert set(sorts) <= SORTS and {"analysis", "next", "third"} <= set(sorts)
    assert {"fact", "reported"} & set(sorts) and "views" in sorts
    assert sorts[-1] == "third" and names[-1] == THIRD_PARTY
    assert len(set(names)) == len(names)
    assert form.headings == tuple(ask.name for ask in form.asks if not ask.several)


def test_a_visit_asks_what_the_documents_ask() -> None:
    visit = next(form for form in FORMS if form.type == "visit")
    for start in (
        "Purpose of the visit", "Who was there", "How the child presented", "Seen alone, and if not, why",
        "The child's voice", "The household, and how parent and child are together", "Bedroom",
        "Parents' and carers' views", "Analysis", "What happens next",
    ):  # fmt: skip
        assert any(name.startswith(start) for name in visit.headings), start
    own = {ask.name for ask in visit.asks if ask.own}
    assert {"How the child presented", "Seen alone, and if not, why", "Bedroom", THIRD_PARTY} <= own
    assert not {"Who was there", "Analysis"} & own
    assert visit.own_attrs == ("plan", "seen", "alone", "bedroom_seen")


def test_every_kind_named_for_headings_is_of_the_vocabulary() -> None:
    from services.usecases.vocabulary import _toml

    forms = _toml("forms.toml")
    assert set(forms["headings_for"]) <= set(words().events)
    assert set(forms["headings_for"].values()) | {"event"} == set(forms["headings"])
    assert headings_of("case_opened")  # one without headings of its own has the general ones
