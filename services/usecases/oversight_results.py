"""What is handed out and asked about supervision, management oversight, caseload limits and audits of files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from services.usecases.results import EventView, Moment

WHO = "Who was there"  # the heading of a session's notes that names the supervisor
JUDGEMENTS = ("acceptable", "unacceptable", "mixed", "not_seen")


# --- supervision ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Decision:
    """Something decided: what, who does it, by when. It becomes an action."""

    what: str
    who: str = ""
    by: date | None = None


@dataclass(frozen=True, slots=True)
class DecisionView:
    id: str  # of the action
    child_id: str  # "worker" for one about no child
    child_name: str
    what: str
    who: str
    by: date | None
    done: date | None


@dataclass(frozen=True, slots=True)
class Discussion:
    """What was said of one child, or of the worker (child id "worker"), in a session."""

    child_id: str
    notes: tuple[tuple[str, str], ...] = ()  # under the headings of the event's form
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionForm:
    """A session of supervision, or management oversight written down; a record for each child and the worker."""

    at: Moment
    discussions: tuple[Discussion, ...]
    kind: str = "worker"  # of the worker's own record: worker, reflective, group
    with_whom: str = ""
    oversight: bool = False  # management oversight in place of supervision
    by: str = ""  # of management oversight: team_manager, service_manager, panel, head_of_service
    scope: str = ""  # of management oversight: case, legal_workspace, allocation_directions, legal_planning


@dataclass(frozen=True, slots=True)
class SupervisionView:
    """One record of supervision or oversight, with what was decided."""

    event: EventView
    child_name: str  # "" for the worker's own
    title: str  # "Supervision", "Management oversight"
    decisions: tuple[DecisionView, ...]


@dataclass(frozen=True, slots=True)
class AgendaItem:
    group: str  # overdue, ahead, action
    text: str
    detail: str  # the clause, or who does it
    due: Moment | None
    key: str  # of the deadline, or id of the action
    late: bool = False


@dataclass(frozen=True, slots=True)
class AgendaView:
    """What to talk about for one child, or for the worker."""

    child_id: str
    name: str
    last: SupervisionView | None
    next_session: date
    next_is_booked: bool
    overdue: tuple[AgendaItem, ...]
    ahead: tuple[AgendaItem, ...]  # due before the next session
    actions: tuple[AgendaItem, ...]  # open
    seen: date | None = None  # when the child was last seen
    consents: tuple[str, ...] = ()  # that have run out or run out soon, in words

    @property
    def items(self) -> tuple[AgendaItem, ...]:
        return (*self.overdue, *self.ahead, *self.actions)


@dataclass(frozen=True, slots=True)
class ChildLine:
    """A child of the worker's caseload as a session picks them."""

    child_id: str
    name: str
    age: str
    plans: tuple[str, ...]
    overdue: int
    next_says: str
    next_due: Moment | None
    discussed: date | None  # when last in supervision


@dataclass(frozen=True, slots=True)
class LimitView:
    """A limit on the caseload beside the caseload held."""

    standard: str
    says: str
    cite: str
    limit: int
    held: int
    mine: bool  # of the team that the settings name; None of a team that is not told
    note: str

    @property
    def passed(self) -> bool:
        return self.mine and self.held > self.limit


# --- audits ----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class AuditRow:
    id: str
    theme: str
    acceptable: str
    unacceptable: str


@dataclass(frozen=True, slots=True)
class AuditTable:
    title: str  # "Table 2: Practitioner contact with children"
    rows: tuple[AuditRow, ...]


@dataclass(frozen=True, slots=True)
class AuditTables:
    authority: str
    authority_name: str
    title: str  # the document
    tables: tuple[AuditTable, ...]
    borrowed: bool  # the child's own authority prints none


@dataclass(frozen=True, slots=True)
class AuditAnswer:
    row: str
    judgement: str = ""  # "" or one of JUDGEMENTS
    evidence: str = ""
    follow_up: str = ""
    who: str = ""
    by: date | None = None
    done: date | None = None


@dataclass(frozen=True, slots=True)
class AuditForm:
    child_id: str
    at: date
    authority: str
    auditor: str
    overall: str = ""
    answers: tuple[AuditAnswer, ...] = ()
    draft: bool = True


@dataclass(frozen=True, slots=True)
class AuditView:
    id: str
    child_id: str
    at: date
    authority: str
    auditor: str
    overall: str
    answers: tuple[AuditAnswer, ...]
    draft: bool
    author: str
    written_at: datetime
    amended: int

    def count(self, judgement: str) -> int:
        return sum(a.judgement == judgement for a in self.answers)


@dataclass(frozen=True, slots=True)
class AuditPoint:
    """One audit's judgements within one table."""

    audit_id: str
    at: date
    child_name: str
    acceptable: int
    mixed: int
    unacceptable: int

    @property
    def judged(self) -> int:
        return self.acceptable + self.mixed + self.unacceptable


@dataclass(frozen=True, slots=True)
class ThemeCount:
    row: str
    theme: str
    acceptable: int
    mixed: int
    unacceptable: int
    last: str  # the newest judgement


@dataclass(frozen=True, slots=True)
class TableResult:
    """One table over time: a point an audit, the oldest first, and each theme counted."""

    title: str
    points: tuple[AuditPoint, ...]
    themes: tuple[ThemeCount, ...]


@dataclass(frozen=True, slots=True)
class AuditResults:
    audits: int
    children: int
    tables: tuple[TableResult, ...]
