"""What of a record a chronology takes in by itself, under which kind, and which of an event's notes tell it.

Visits and routine meetings are left out: a chronology is not the running record. What is marked as significant
is taken in whatever it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from services.usecases.privacy import THIRD_PARTY
from services.usecases.vocabulary import headings_of, words

_BY_KIND: Mapping[str, tuple[str, ...]] = {
    "referral": ("contact_received", "referral_received", "referral_decision", "case_opened"),
    "concern": (
        "concern_raised", "significant_event", "harm_identified", "emergency_action", "police_protection",
        "professional_allegation", "worker_safety_concern", "placement_at_risk",
    ),
    "missing": ("missing_started", "missing_ended", "exploitation_level", "exploitation_ended"),
    "assessment": ("assessment_completed", "pathway_assessment", "strategy_discussion", "s47_started", "s47_completed"),
    "meeting": (
        "icpc", "review_conference", "core_group_missed", "family_network_meeting", "placement_stability_meeting",
        "cla_review",
    ),
    "plan": (
        "early_help_started", "early_help_ended", "cin_decided", "cin_plan_started", "cin_plan_ended",
        "cp_plan_ended", "permanence_agreed", "short_breaks_started", "short_breaks_ended",
        "became_eligible", "leaving_care_started", "leaving_care_ended", "staying_put_agreement",
    ),
    "court": (
        "legal_planning_meeting", "letter_before_proceedings", "letter_of_intent", "pre_proceedings_ended",
        "proceedings_issued", "final_hearing", "proceedings_ended", "care_order", "interim_care_order",
        "supervision_order", "supervision_order_expiry", "supervision_order_ended", "placement_order",
        "agency_decision", "adoption_order", "remanded", "sentenced", "released",
    ),
    "placement": (
        "care_decided", "became_looked_after", "ceased_looked_after", "placement_started", "placement_ended",
        "moved_authority", "carer_approved", "private_fostering_notified", "private_fostering_started",
        "private_fostering_ended",
    ),
    "school": ("school_changed",),
    "worker": (
        "allocated", "worker_changed", "transfer_meeting", "case_transferred", "case_closed",
        "personal_adviser_allocated",
    ),
}  # fmt: skip
KIND_OF: Mapping[str, str] = {kind: group for group, kinds in _BY_KIND.items() for kind in kinds}
_FACTS = {"legal_status": "court", "placement": "placement", "school": "school"}  # key facts that are told
_CONFIDENTIAL = ("Legal advice", THIRD_PARTY)
_ROUTINE = ("Who ", "Reports received", "Purpose of", "Where and with whom the interview")
_DECIDED = ("Decision", "Conclusion", "What was decided")
_EACH = "What this means for this child"


def fact_kind(kind: str) -> str:
    """Under which kind a key fact is told; "" where it is not."""
    return _FACTS.get(kind, "")


def told_types() -> frozenset[str]:
    return frozenset(KIND_OF) & frozenset(words().events)


@cache
def _sorts(kind: str) -> Mapping[str, str]:
    return {heading.name: heading.sort for heading in headings_of(kind)}


def parts(kind: str, notes: tuple[tuple[str, str], ...]) -> tuple[str, str, str]:
    """Of an event's notes: what happened, what was decided or comes next, and what it means for the child.

    Legal advice and what belongs to third parties are never taken.
    """
    sorts = _sorts(kind)
    kept = [
        (h, sorts.get(h) or _guessed(h), body)
        for h, body in notes
        if body.strip() and not h.startswith(_CONFIDENTIAL)
    ]
    facts = [(h, body) for h, sort, body in kept if sort == "fact" and not h.startswith(_ROUTINE)]
    facts.sort(key=lambda pair: "(fact)" not in pair[0])
    told = next((body for _, body in facts), "") or next((b for _, s, b in kept if s == "reported"), "")
    decided = next((b for h, s, b in kept if h.startswith(_DECIDED) and s in ("analysis", "next")), "")
    follows = next((b for _, s, b in kept if s == "next"), "")
    after = f"Decided: {decided}" if decided else f"Next: {follows}" if follows else ""
    return told, after, next(_meant(kept), "")


def _meant(kept: list[tuple[str, str, str]]) -> Iterator[str]:
    yield from (body for heading, _, body in kept if heading == _EACH)
    yield from (
        body for h, sort, body in kept if sort == "analysis" and h != _EACH and not h.startswith(_DECIDED)
    )


def _guessed(heading: str) -> str:
    """The sort of a heading that the forms do not know (any more)."""
    if heading.startswith("Analysis"):
        return "analysis"
    if heading.startswith(("What happens next", "Decisions and actions", "Decision")):
        return "next"
    return "views" if "view" in heading.lower() or "voice" in heading.lower() else "fact"


def brief(text: str, most: int) -> str:
    """The beginning of a text: whole sentences where that leaves most of the room used, else whole words."""
    text = " ".join(text[: most * 20].split())
    if len(text) <= most:
        return text
    cut = text[:most]
    end = max(cut.rfind(mark) for mark in (". ", "! ", "? ", "\u3002", "\u061f ", "\u06d4 "))
    if end >= most * 0.55:
        return cut[: end + 1].rstrip() + " …"
    return cut.rsplit(" ", 1)[0].rstrip(",;:") + " …"
