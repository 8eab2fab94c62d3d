"""Plans with outcomes and actions, case summaries, agreed frequencies and waivers."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, UniqueConstraint

from models.tables.base import Row, day, filled, flag, one_of, points_to, table, text


def ordered(parent: str) -> tuple[CheckConstraint, UniqueConstraint]:
    """What the parts of a record share: their place in it."""
    return (
        CheckConstraint("position >= 0", name="position_from_zero"),
        UniqueConstraint(parent, "position"),
    )


class Plan(Row, table=True):
    """A plan as it stands; earlier versions are kept in `record_version`."""

    __tablename__ = "plan"
    __table_args__ = table(
        filled("kind"),
        day("drawn_up"),
        day("review_by"),
        flag("draft"),
        flag("removed"),
        CheckConstraint("version >= 1", name="version_from_one"),
        one_of("stage", "", "outline", "detailed"),
        day("ended"),
    )
    child_id: str = points_to("child.id")
    kind: str = text(...)
    stage: str = text()  # of a child protection plan
    version: int = 1
    drawn_up: str = text(...)
    review_by: str | None = text(None)
    worries: str = text()  # needs and risks
    strengths: str = text()
    child_views: str = text()
    parent_views: str = text()
    agreement: str = text()
    contingency: str = text()
    bottom_lines: str = text()
    ends_when: str = text()  # what must change for the plan to end
    reviewed: str = text()  # what the review that made this version found
    ended: str | None = text(None)
    draft: int = 1
    removed: int = 0


class PlanOutcome(Row, table=True):
    __tablename__ = "plan_outcome"
    __table_args__ = table(*ordered("plan_id"))
    plan_id: str = points_to("plan.id")
    position: int
    need: str = text()
    outcome: str = text()
    progress: str = text()


class PlanScale(Row, table=True):
    """How near an outcome is, from 0 to 10, on a day and in whose view."""

    __tablename__ = "plan_scale"
    __table_args__ = table(
        *ordered("outcome_id"), day("at"), CheckConstraint("value BETWEEN 0 AND 10", name="value_scale")
    )
    outcome_id: str = points_to("plan_outcome.id")
    position: int
    at: str = text(...)
    value: int
    whose: str = text()


class PlanAction(Row, table=True):
    __tablename__ = "plan_action"
    __table_args__ = table(*ordered("outcome_id"), filled("what"), day("due_by"), day("done"))
    outcome_id: str = points_to("plan_outcome.id")
    position: int
    what: str = text(...)
    who: str = text()
    due_by: str | None = text(None)
    measure: str = text()
    done: str | None = text(None)
    progress: str = text()


class PlanSection(Row, table=True):
    """What one kind of plan asks for beside outcomes: the day-to-day care in a placement plan, say."""

    __tablename__ = "plan_section"
    __table_args__ = table(*ordered("plan_id"), filled("heading"))
    plan_id: str = points_to("plan.id")
    position: int
    heading: str = text(...)
    body: str = text()


class PlanCopy(Row, table=True):
    """Who was given the plan, and when."""

    __tablename__ = "plan_copy"
    __table_args__ = table(*ordered("plan_id"), filled("name"), day("given"))
    plan_id: str = points_to("plan.id")
    position: int
    name: str = text(...)
    role: str = text()
    given: str | None = text(None)
    how: str = text()


class PlanSignature(Row, table=True):
    __tablename__ = "plan_signature"
    __table_args__ = table(*ordered("plan_id"), day("signed"))
    plan_id: str = points_to("plan.id")
    position: int
    name: str = text()
    role: str = text()
    signed: str | None = text(None)


class Summary(Row, table=True):
    __tablename__ = "summary"
    __table_args__ = table(day("written"), flag("removed"))
    child_id: str = points_to("child.id")
    written: str = text(...)
    removed: int = 0


class SummaryPart(Row, table=True):
    __tablename__ = "summary_part"
    __table_args__ = table(*ordered("summary_id"), filled("heading"))
    summary_id: str = points_to("summary.id")
    position: int
    heading: str = text(...)
    body: str = text()


class Agreement(Row, table=True):
    """A frequency agreed for one child in place of the printed one."""

    __tablename__ = "agreement"
    __table_args__ = table(
        filled("standard"),
        filled("repeat"),
        day("start"),
        filled("agreed_by"),
        filled("why"),
        flag("removed"),
    )
    child_id: str = points_to("child.id")
    standard: str = text(...)
    repeat: str = text(...)
    start: str = text(...)
    agreed_by: str = text(...)
    why: str = text(...)
    removed: int = 0


class Waiver(Row, table=True):
    """A standard that somebody recorded as not applying to one child from a day on."""

    __tablename__ = "waiver"
    __table_args__ = table(filled("standard"), day("at"), filled("waived_by"), filled("why"), flag("removed"))
    child_id: str = points_to("child.id")
    standard: str = text(...)
    at: str = text(...)
    waived_by: str = text(...)
    why: str = text(...)
    removed: int = 0
