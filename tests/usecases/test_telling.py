"""Every standard is told in whole plain sentences, made from its data."""

import re

import pytest

from services.engine.packs import parse_pack
from services.engine.rulebook import Standard
from services.usecases.browse import book_view, moment_label, search
from services.usecases.standards import library
from services.usecases.telling import sentences, short_limit
from services.usecases.vocabulary import words

EVERY = [(name, s) for name in library().ids for s in library().rulebook(name).standards]


@pytest.mark.parametrize("standard", [pytest.param(s, id=s.id) for _, s in EVERY])
def test_every_standard_is_told_in_plain_sentences(standard: Standard) -> None:
    told = sentences(standard)
    assert len(told) >= 2
    for sentence in told:
        assert sentence[0].isupper(), sentence
        assert sentence.endswith("."), sentence
        assert not re.search(r"[_\[\]{}|~#“”=]|  |\ba\(n\)|\ba [aeio]|\ban [bcdgkt]", sentence), sentence
        assert not re.search(r"\b(\w+) \1\b", sentence), sentence
    assert short_limit(standard)


def _told(standard_id: str) -> str:
    return " ".join(sentences(next(s for _, s in EVERY if s.id == standard_id)))


@pytest.mark.parametrize(
    ("standard", "told"),
    [
        (
            "stoke.cp.visit",
            "Starts when an initial child protection conference is held and makes a child protection plan. "
            "Due within 10 working days, and then every 10 working days, each time counted from the last one "
            "done. Until the child protection plan ends. "
            "Met by a visit under the child protection plan at which the child is seen.",
        ),
        (
            "wf.cp.report-shared-review",
            "Counted back from a review child protection conference; until that is booked, from the day by "
            "which it is itself due. Due at least 5 working days before it. Met when the report for that "
            "review child protection conference is shared with the family.",
        ),
        (
            "stoke.lado.child-on-caseload",
            "Starts when there is an allegation against someone who works with children, and the child is on the "
            "caseload. Due the same day. Met by an alert to the designated officer (LADO).",
        ),
        (
            "stoke.health.five-to-eighteen",
            "Starts when the child comes into care or an initial health assessment is held. Due within 12 months, "
            "and then every 12 months, each time counted from the last one done. Until the child leaves care. Met "
            "by a review health assessment. Only where the child is 5 or older and under 18 (looked at afresh each "
            "time it is counted).",
        ),
        (
            "oldham.cla.pep-termly",
            "Starts when the first personal education plan since coming into care is made. Due by the end of "
            "the next school term, and then again by the end of the term after each one done. Until the child "
            "leaves care. Met by a personal education plan.",
        ),
        (
            "wf.lc.adviser-referral",
            "Due when the child reaches the age of 15 years and 9 months. Met by a referral for a personal "
            "adviser. Only where, on the day it falls due, the child is looked after.",
        ),
        (
            "th.caseload.cla-15",
            "Nobody in this role holds more than 15 children. It is a limit on a caseload, not a date.",
        ),
        (
            "th.sup.nqsw-monthly",
            "Starts when a supervision of the worker takes place. Due within 1 month, and then every month, "
            "each time counted from the last one done. Until the ASYE ends or the worker leaves. Met by a "
            "supervision of the worker. Only where the newly qualified worker started at least 6 weeks ago "
            "(looked at afresh each time it is counted).",
        ),
    ],
)
def test_told_word_for_word(standard: str, told: str) -> None:
    assert _told(standard) == told


HEAD = 'format = 1\nid = "own"\nname = "Own"\ntitle = "Own"\nversion = "1"\neffective = 2026-01-01\n'
ROW = """
[[standard]]
id = "own.one"
area = "child_protection"
cite = "Page 1"
says = "Something of our own"
clock = "taf_meeting[practitioner_absent, plan_changed]#7"
due = "2 weeks 3 days"
until = "optician_check"
met_by = "case_audit | management_review[by=panel, scope=case]"
kind = "deadline"
force = "must"
role = "social worker"
when = [
    "count(dental_check) >= 3", "since(case_audit) <= 2 weeks", "placement.kind != secure", "visit.alone",
    "not icpc.emergency",
]
"""


def test_a_standard_of_ones_own_is_told_as_well() -> None:
    book = parse_pack({"pack.toml": HEAD, "own.toml": ROW}, words())
    assert " ".join(sentences(book.standards[0])) == (
        "Starts when the 7th team around the family meeting missed by a practitioner that changed the plan in "
        "this time of early help is held. Due within 2 weeks and 3 days. Until an optician's check takes place. "
        "Met by a case file audit or a management review by a panel of the case. Only where a dental check has "
        "been recorded 3 times or more, no more than 2 weeks have passed since a case file audit, the child is "
        "not in a placement in secure accommodation, the latest visit is marked “seen alone” and the latest "
        "initial child protection conference is not marked “emergency”."
    )


@pytest.mark.parametrize(
    ("authority", "standard", "told"),
    [
        # Nothing asks for a placement, a filing or an entry into care: before it is booked there is no day.
        (
            "tower-hamlets",
            "th.cla.assessment-in-place",
            "Counted back from the day on which the child comes into care, once its day is known.",
        ),
        (
            "westmorland-and-furness",
            "wf.perm.panel-before-evidence",
            "Counted back from a court filing of final evidence, once its day is known.",
        ),
        # A review is owed by a standard of its own.
        (
            "westmorland-and-furness",
            "wf.cla.report-later",
            "Counted back from a looked after review; until that is booked, from the day by which it is itself due.",
        ),
    ],
)
def test_counting_back_says_whether_there_is_a_day_before_the_booking(
    authority: str, standard: str, told: str
) -> None:
    book = library().rulebook(authority)
    assert sentences(next(s for s in book.standards if s.id == standard), book)[0] == told


def test_every_expectation_has_a_heading() -> None:
    for name in library().ids:
        for e in library().rulebook(name).expectations:
            assert moment_label(e.at)[0].isupper()
            assert "_" not in moment_label(e.at)


def test_searching_finds_every_word_anywhere() -> None:
    book = book_view(library().rulebook("stoke-on-trent"))
    assert [s.id for s in search(book, "core GROUP first within")] != []
    assert "stoke.cp.first-core-group" in [s.id for s in search(book, "first core group ten")]
    assert search(book, "nonsense-nowhere") == ()
    assert len(search(book, "")) == len(book.standards)


def test_a_same_working_day_is_told_apart_from_a_same_day() -> None:
    limits = {s.id: short_limit(s) for name, s in EVERY if name == "oldham"}
    assert limits["oldham.teh.escalate-not-open-a"] == "the same working day"
    assert limits["oldham.teh.escalate-open"] == "the same day"
