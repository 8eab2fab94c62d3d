"""The chronology of a child: what changed their life or the plan for it, in the order in which it happened.

Visits and routine meetings are left out: a chronology is not the running record.
"""

from __future__ import annotations

from datetime import date, datetime

from services.engine.facts import day_of
from services.usecases import plans, recording
from services.usecases.ages import full_name, say_date
from services.usecases.children import standing
from services.usecases.offering import shortened
from services.usecases.office import Office
from services.usecases.results import ChronologyEntry, EventView, Moment, PlanView
from services.usecases.rows import read_day

TOLD = frozenset({
    "contact_received", "concern_raised", "referral_received", "referral_decision", "case_opened",
    "significant_event", "assessment_completed", "early_help_started", "early_help_ended", "cin_decided",
    "cin_plan_started", "cin_plan_ended", "harm_identified", "strategy_discussion", "emergency_action",
    "s47_started", "s47_completed", "icpc", "review_conference", "core_group_missed", "cp_plan_ended",
    "legal_planning_meeting", "letter_before_proceedings", "letter_of_intent", "pre_proceedings_ended",
    "proceedings_issued", "final_hearing", "proceedings_ended", "care_order", "interim_care_order",
    "supervision_order", "supervision_order_expiry", "supervision_order_ended", "police_protection",
    "care_decided", "became_looked_after", "ceased_looked_after", "placement_started", "placement_ended",
    "placement_at_risk", "placement_stability_meeting", "permanence_agreed", "placement_order",
    "agency_decision", "adoption_order", "school_changed", "moved_authority", "carer_approved", "remanded",
    "sentenced", "released", "private_fostering_notified", "private_fostering_started",
    "private_fostering_ended", "short_breaks_started", "short_breaks_ended", "became_eligible",
    "leaving_care_started", "leaving_care_ended", "personal_adviser_allocated", "missing_started",
    "missing_ended", "exploitation_level", "exploitation_ended", "allocated", "worker_changed",
    "case_transferred", "case_closed", "professional_allegation", "worker_safety_concern",
    "family_network_meeting", "transfer_meeting", "staying_put_agreement",
})  # fmt: skip
_MEANING = ("Analysis", "Decisions and actions: who, by when", "What happens next: who, by when")
_MOST = 700  # characters of a note: a chronology is brief


def of_child(office: Office, child_id: str) -> tuple[ChronologyEntry, ...]:
    """Numbered entries, oldest first; each names its source."""
    with office.read() as c:
        child = standing(c, child_id)
        events = recording.views(c, child_id)
        made = plans.in_order(c, child_id)
    born = read_day(child.born)
    entries: list[tuple[Moment, str, str, str]] = []
    if born:
        entries.append((born, f"{full_name(child.given, child.family_name)} was born", "Child's details", ""))
    entries += [_of_event(e) for e in events if e.type in TOLD and not e.planned]
    entries += [_of_plan(p) for p in made if not p.draft]
    entries.sort(key=lambda e: (day_of(e[0]), isinstance(e[0], datetime), str(e[0])))
    return tuple(ChronologyEntry(i, *e) for i, e in enumerate(entries, 1))


def _of_event(e: EventView) -> tuple[Moment, str, str, str]:
    meaning = next((body for wanted in _MEANING for heading, body in e.notes if heading == wanted), "")
    told = next((body for heading, body in e.notes if heading not in _MEANING), "")
    what = e.label + (f" ({e.summary[:1].lower()}{e.summary[1:]})" if e.summary else "")
    source = f"Recorded by {e.author} on {say_date(e.recorded_at.date())}"
    return e.at, f"{what}. {shortened(told, _MOST)}" if told else what, source, shortened(meaning, _MOST)


def _of_plan(p: PlanView) -> tuple[date, str, str, str]:
    aims = "; ".join(shortened(o.outcome or o.need, 120) for o in p.outcomes[:6])
    version = f", version {p.version}" if p.version > 1 else ""
    return (
        p.drawn_up,
        f"{p.title} drawn up{version}",
        f"Plan written by {p.author}",
        f"Aims: {aims}" if aims else "",
    )
