"""Made-up children, calendars, plans and entries as plain results: no store is needed to print."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from services.usecases.results import (
    ActionView,
    CalendarView,
    ChildDetail,
    DeadlineView,
    EventView,
    OutcomeView,
    PlanView,
)

TODAY = date(2026, 11, 25)
UNTIL = date(2027, 5, 31)


def make_child(name: str = "Łucja Brzęczyszczykiewicz", **changes) -> ChildDetail:
    given, _, family = name.partition(" ")
    values = {
        "child_id": "c1",
        "name": name,
        "given": given,
        "family_name": family,
        "known_as": "Lulu",
        "pronouns": "she/her",
        "born": date(2019, 2, 28),
        "expected": None,
        "age": "7",
        "facts": {},
        "authority": "westmorland-and-furness",
        "authority_name": "Westmorland and Furness",
        "worker": "Siân Ŵyn-Ŷork",
        "reference": "WF-20391",
        "family": "Brzęczyszczykiewicz",
        "address": "14 Mill Lane, Kendal",
        "languages": "Polish, English",
        "note": "",
        "episodes": (),
        "siblings": (),
        "network": (),
        "last_seen": date(2026, 11, 10),
        "last_seen_alone": date(2026, 10, 27),
    }
    return ChildDetail(**{**values, **changes})


def make_deadline(
    number: int = 1, due: date | datetime | None = date(2026, 12, 14), state: str = "due", **changes
) -> DeadlineView:
    values = {
        "key": f"wf.cp.core-group:{number}",
        "standard": f"wf.cp.core-group-{number}",
        "says": "Hold the first core group within 10 working days of the initial child protection conference",
        "cite": "s8 Child Protection, 'Core Groups'",
        "force": "must",
        "role": "social worker",
        "area": "child_protection",
        "area_label": "Child protection",
        "due": due,
        "plan_by": None,
        "state": state,
        "clock_type": "icpc",
        "clock_label": "Initial child protection conference",
        "clock_at": date(2026, 11, 30),
        "counted_from": date(2026, 11, 30),
        "met_label": None,
        "met_at": None,
        "provisional": False,
        "activity": "Core group",
        "meets_type": "core_group",
        "meets_attrs": {},
        "meets_milestone": "",
        "reading": "printed",
        "note": "",
        "why": (
            "The clock starts with the initial child protection conference on Mon 30 November 2026.",
            "10 working days are counted from the day after: Tue 1 December 2026 is the first.",
            "Saturdays and Sundays are not counted; no bank holiday falls in between.",
        ),
    }
    return DeadlineView(**{**values, **changes})


def make_event(
    number: int = 1, at: date | datetime = datetime(2026, 12, 8, 14, 30), planned: bool = True, **changes
) -> EventView:
    values = {
        "id": f"e{number}",
        "child_id": "c1",
        "type": "visit",
        "label": "Visit",
        "at": at,
        "planned": planned,
        "attrs": {},
        "milestones": {},
        "summary": "Seen alone, at home",
        "notes": (),
        "author": "Siân Ŵyn-Ŷork",
        "recorded_at": datetime(2026, 11, 20, 9, 0),
        "amended": 0,
    }
    return EventView(**{**values, **changes})


def make_calendar(deadlines=(), events=(), **changes) -> CalendarView:
    values = {
        "child_id": "c1",
        "child_name": "Łucja Brzęczyszczykiewicz",
        "authority": "westmorland-and-furness",
        "authority_name": "Westmorland and Furness",
        "pack_title": "Children and Families Practice Standards",
        "pack_version": "July 2025",
        "today": TODAY,
        "until": UNTIL,
        "deadlines": tuple(deadlines),
        "events": tuple(events),
        "bank_holidays": {
            date(2026, 12, 25): "Christmas Day",
            date(2026, 12, 28): "Boxing Day (substitute day)",
            date(2027, 1, 1): "New Year's Day",
            date(2027, 3, 26): "Good Friday",
            date(2027, 3, 29): "Easter Monday",
            date(2027, 5, 3): "May Day",
            date(2027, 5, 31): "Spring Bank Holiday",
        },
    }
    return CalendarView(**{**values, **changes})


def sample_deadlines() -> list[DeadlineView]:
    """One of each state and shape: undated, overdue, due to the minute, superseded, provisional,
    projected, closed."""
    visit = {
        "activity": "Visit, child seen alone",
        "says": "See the child alone at least every 10 working days",
        "cite": "s3 Visiting",
        "standard": "wf.cp.visit",
    }
    found = [
        make_deadline(
            1,
            None,
            "due",
            says="Update the case summary after a significant event",
            activity="Case summary",
            cite="s7",
        ),
        make_deadline(
            2,
            date(2026, 10, 30),
            "overdue",
            says="Hold the core group every 6 weeks",
            plan_by=date(2026, 10, 23),
        ),
        make_deadline(
            3,
            datetime(2026, 11, 26, 16, 0),
            "due",
            says="Decide within 24 hours",
            activity="Strategy discussion",
        ),
        make_deadline(4, date(2026, 12, 14), "due"),
        make_deadline(5, date(2026, 12, 9), "due", **visit),
        make_deadline(
            6,
            date(2026, 12, 23),
            "due",
            governed_by="wf.cp.core-group:5",
            activity="Visit",
            says="Visit every 4 weeks",
        ),
        make_deadline(
            7,
            date(2026, 11, 12),
            "met",
            met_label="Visit",
            met_at=date(2026, 11, 10),
            activity="Visit",
            says="Visit",
        ),
        make_deadline(
            8,
            date(2026, 11, 6),
            "late",
            met_label="Health assessment",
            met_at=date(2026, 11, 9),
            activity="Health assessment",
        ),
        make_deadline(9, date(2026, 11, 18), "lapsed", activity="Strategy discussion"),
        make_deadline(10, date(2026, 11, 20), "waived", activity="Return interview"),
        make_deadline(
            11,
            date(2027, 2, 26),
            "projected",
            provisional=True,
            plan_by=date(2027, 2, 12),
            activity="Report to conference",
        ),
        make_deadline(
            12,
            date(2027, 3, 1),
            "projected",
            activity="Review child protection conference",
        ),
    ]
    day = date(2026, 12, 23)
    for number in range(13, 22):
        found.append(make_deadline(number, day + timedelta(days=14 * (number - 13)), "projected", **visit))
    for number in range(30, 38):
        found.append(
            make_deadline(
                number,
                date(2027, 1, 13),
                "projected",
                activity=f"Preparation {number} for the review conference",
            )
        )
    return found


def make_plan(**changes) -> PlanView:
    def action(number: int, done: date | None = None) -> ActionView:
        return ActionView(
            f"a{number}",
            f"Mother to take Łucja to the health visitor’s clinic and to the dentist, step {number}",
            "Mother; school nurse",
            date(2026, 12, 4 + number),
            "Appointment letters seen; Łucja says that her teeth no longer hurt",
            done,
            "o1",
        )

    outcomes = tuple(
        OutcomeView(
            f"o{n}",
            "Łucja’s health needs have not been met since the summer",
            "Łucja is well and is seen by every service that she needs",
            tuple(action(k, date(2026, 11, 20) if k == 1 else None) for k in range(1, 5)),
        )
        for n in range(1, 6)
    )
    values = {
        "id": "p1",
        "child_id": "c1",
        "kind": "child_in_need",
        "title": "Child in need plan",
        "version": 2,
        "drawn_up": date(2026, 11, 18),
        "review_by": date(2027, 2, 18),
        "child_views": "I want to swim again and I want Mum to be less sad.",
        "parent_views": "I need somebody to look after the boys while we are at the clinic.",
        "agreement": "Everyone agrees to the plan.",
        "contingency": "If two appointments are missed the plan is reviewed within a week.",
        "bottom_lines": "Łucja is never left in the care of her uncle.",
        "outcomes": outcomes,
        "signatures": (
            ("Anna Brzęczyszczykiewicz", "Mother", date(2026, 11, 18)),
            ("Siân Ŵyn-Ŷork", "Social worker", None),
            ("", "Łucja", None),
        ),
        "author": "Siân Ŵyn-Ŷork",
        "draft": False,
    }
    return PlanView(**{**values, **changes})
