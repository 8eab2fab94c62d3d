"""A small desk in memory for tests of the child screen: real result types, a few plain rules, nothing stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace

from services.usecases.chronicle_results import ChronologyView, EventPlace
from services.usecases.commands import (
    AgreedFrequency,
    ChildForm,
    EventDraft,
    PersonForm,
    PlanForm,
    SummaryForm,
    WaiveStandard,
)
from services.usecases.errors import InvalidInput, NotFound
from services.usecases.results import (
    ActionView,
    AuthorityView,
    CalendarView,
    ChildDetail,
    DeadlineView,
    Effect,
    EpisodeView,
    EventForm,
    EventVersion,
    EventView,
    Field,
    OutcomeView,
    Own,
    Person,
    PlanView,
    Problem,
    Sibling,
    SummaryView,
)
from tests.ui.fakes_around import FakeAround, FakeSharing
from tests.ui.fakes_plans import FakePlanning
from tests.ui.fakes_unsaved import FakeUnsaved

TODAY = date(2026, 3, 11)
PLANS = (("cp", "Child protection"), ("cin", "Child in need"), ("cla", "Looked after"))
HEADINGS = (
    "Pen picture of the child",
    "Why we are involved",
    "Important people and how to reach them",
    "The plan in brief",
    "Progress since the last summary",
    "Known harm and risk",
    "What to do in an emergency",
    "What colleagues must know",
)

FORMS = (
    EventForm(
        "visit",
        "Visit",
        "The work itself",
        (
            Field("plan", "Under which plan", "choices", PLANS),
            Field("seen", "The child was seen", "flag"),
            Field("alone", "The child was seen alone", "flag"),
            Field("failed", "The visit failed", "flag"),
            Field(
                "place",
                "Where",
                "choice",
                (("home", "At home"), ("school", "At school"), ("placement", "In placement")),
            ),
        ),
        (("recorded", "Written up"), ("noted", "Noted on the file")),
        ("What the child said", "What was seen", "What happens next"),
    ),
    EventForm(
        "core_group",
        "Core group",
        "Child protection",
        (Field("kind", "Kind", "choice", (("initial", "First"), ("review", "Later"))),),
        (("minutes_sent", "Minutes sent"), ("plan_sent", "Plan sent")),
        ("What was agreed",),
    ),
    EventForm(
        "icpc",
        "Initial child protection conference",
        "Child protection",
        (
            Field(
                "outcome", "Outcome", "choice", (("cp_plan", "Child protection plan"), ("no_plan", "No plan"))
            ),
            Field("emergency", "Emergency", "flag"),
        ),
        (("invitations_sent", "Invitations sent"),),
        ("Decision",),
    ),
    EventForm(
        "contact_received",
        "Contact received",
        "Coming in",
        (Field("urgent", "Urgent", "flag"), Field("agencies_needed", "Agencies needed", "number")),
        (),
        ("Notes",),
    ),
    EventForm(
        "review_conference",
        "Review child protection conference",
        "Child protection",
        (),
        (("invitations_sent", "Invitations sent"),),
        ("Decision",),
    ),
    EventForm(
        "case_closed", "Case closed", "The work itself", (), (("notified", "Others told"),), ("Notes",)
    ),
    EventForm(
        "referral_received",
        "Referral received",
        "Coming in",
        (),
        (("acknowledged", "Acknowledged"),),
        ("Notes",),
    ),
)


def event(
    id: str, type: str, at, *, planned=False, attrs=None, milestones=None, notes=(), summary="", amended=0
) -> EventView:
    label = next((form.label for form in FORMS if form.type == type), type)
    return EventView(
        id,
        "c1",
        type,
        label,
        at,
        planned,
        attrs or {},
        milestones or {},
        summary,
        notes,
        "Sam Okafor",
        datetime(2026, 3, 3, 9, 12),
        amended,
    )


def deadline(key: str, says: str, due, state: str, **more) -> DeadlineView:
    given = {
        "key": key,
        "standard": key.split("@")[0],
        "says": says,
        "cite": "Section Four, Core Group meetings",
        "force": "must",
        "role": "social worker",
        "area": "child_protection",
        "area_label": "Child protection",
        "due": due,
        "plan_by": due.date() if isinstance(due, datetime) else due,
        "state": state,
        "clock_type": "icpc",
        "clock_label": "Initial child protection conference",
        "clock_at": date(2026, 2, 27),
        "counted_from": date(2026, 2, 27),
        "met_label": None,
        "met_at": None,
        "provisional": False,
        "activity": "Core group",
        "meets_type": "core_group",
        "meets_attrs": {"kind": "initial"},
        "meets_milestone": "",
        "reading": "printed",
        "note": "",
        "why": (
            "Initial child protection conference on Fri 27 Feb 2026 starts the clock.",
            "10 working days after it: Fri 13 Mar 2026 (no bank holiday in between).",
        ),
        "child_id": "c1",
        "child_name": "Maya Elsworth",
    }
    return DeadlineView(**(given | more))


def deadlines() -> tuple[DeadlineView, ...]:
    visit = {
        "activity": "Visit",
        "meets_type": "visit",
        "meets_attrs": {"plan": ("cp",), "seen": True},
        "cite": "Section Four, Visits",
    }
    return (
        deadline(
            "st.ch.chronology@1",
            "The chronology is brought up to date after a significant event",
            None,
            "due",
            activity="Chronology updated",
            meets_type="",
            plan_by=None,
            force="should",
            area="recording",
            area_label="Recording",
            clock_label="Significant event",
            clock_type="significant_event",
            why=("Significant event on Mon 9 Mar 2026 starts the clock.", "The document prints no limit."),
            reading="assumed",
            note="No number is given; owed from the day of the event.",
        ),
        deadline(
            "st.cp.invitations@1",
            "Invitations sent within 3 working days of the conference",
            date(2026, 3, 4),
            "late",
            activity="Invitations sent",
            meets_type="icpc",
            meets_attrs={},
            meets_milestone="invitations_sent",
            met_label="Invitations sent",
            met_at=date(2026, 3, 5),
        ),
        deadline(
            "st.cp.first-visit@1",
            "First visit within 5 working days of the conference",
            date(2026, 3, 6),
            "met",
            met_label="Visit",
            met_at=date(2026, 3, 2),
            **visit,
        ),
        deadline(
            "st.cp.supervision@1",
            "Management oversight recorded within a week",
            date(2026, 3, 6),
            "overdue",
            activity="Management oversight",
            meets_type="",
            role="team manager",
        ),
        deadline(
            "st.cp.minutes@1",
            "Strategy minutes sent within 24 hours",
            datetime(2026, 3, 11, 14, 0),
            "due",
            activity="Minutes sent",
            meets_type="core_group",
            meets_milestone="minutes_sent",
        ),
        deadline(
            "st.cp.core-group-first@1",
            "First core group within 10 working days of the initial conference",
            date(2026, 3, 13),
            "due",
        ),
        deadline(
            "st.cp.visit@2",
            "Child seen every 10 working days on a child protection plan",
            date(2026, 3, 16),
            "due",
            counted_from=date(2026, 3, 2),
            reading="interpreted",
            note="Counted from the last visit.",
            **visit,
        ),
        deadline(
            "st.cin.visit@2",
            "Child seen every 4 weeks on a child in need plan",
            date(2026, 3, 30),
            "due",
            governed_by="st.cp.visit@2",
            counted_from=date(2026, 3, 2),
            **visit,
        ),
        deadline(
            "st.cp.visit@3",
            "Child seen every 10 working days on a child protection plan",
            date(2026, 3, 30),
            "projected",
            counted_from=date(2026, 3, 16),
            clock_at=None,
            **visit,
        ),
        deadline(
            "st.cp.review@1",
            "First review conference within 3 months of the initial conference",
            date(2026, 5, 27),
            "due",
            activity="Review child protection conference",
            meets_type="review_conference",
            meets_attrs={},
        ),
        deadline(
            "st.cp.report@1",
            "Report shared 3 working days before the review conference",
            date(2026, 5, 21),
            "projected",
            activity="Report shared",
            provisional=True,
            meets_type="",
            meets_attrs={},
        ),
        deadline(
            "st.sum.update@1",
            "Case summary brought up to date every 3 months",
            date(2026, 4, 2),
            "waived",
            activity="Case summary",
            meets_type="",
        ),
    )


def events() -> tuple[EventView, ...]:
    return (
        event(
            "e1",
            "referral_received",
            datetime(2026, 2, 9, 11, 30),
            notes=(("Notes", "School rang about bruising."),),
        ),
        event(
            "e2",
            "icpc",
            date(2026, 2, 27),
            attrs={"outcome": "cp_plan"},
            milestones={"invitations_sent": date(2026, 3, 5)},
            summary="Child protection plan",
        ),
        event(
            "e3",
            "visit",
            datetime(2026, 3, 2, 16, 0),
            attrs={"plan": ("cp",), "seen": True, "alone": True, "place": "home"},
            milestones={"recorded": date(2026, 3, 3)},
            summary="Seen alone, at home, child protection plan",
            notes=(
                ("What the child said", "She likes her new teacher and misses her dad."),
                ("What was seen", "A tidy room."),
            ),
            amended=1,
        ),
        event(
            "e4",
            "core_group",
            datetime(2026, 3, 13, 14, 0),
            planned=True,
            attrs={"kind": "initial"},
            summary="First",
        ),
        event(
            "e5",
            "visit",
            date(2026, 3, 10),
            planned=True,
            attrs={"plan": ("cp",)},
            summary="Child protection plan",
        ),
    )


@dataclass(frozen=True)
class Changed:
    kind: str
    child_ids: frozenset[str] = frozenset()


class Changes:
    def __init__(self) -> None:
        self.listeners: list[Callable] = []

    def subscribe(self, listener):
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def publish(self, kind: str, child_id: str) -> None:
        for listener in tuple(self.listeners):
            listener(Changed(kind, frozenset({child_id})))


def detail(child_id: str = "c1") -> ChildDetail:
    name, age, other = (
        ("Maya Elsworth", "7", ("c2", "Noah Elsworth", "4"))
        if child_id == "c1"
        else ("Noah Elsworth", "4", ("c1", "Maya Elsworth", "7"))
    )
    return ChildDetail(
        child_id,
        name,
        name.split()[0],
        "Elsworth",
        "May" if child_id == "c1" else "",
        "she/her",
        date(2018, 6, 4),
        None,
        age,
        {"in_school": True},
        "stoke-on-trent",
        "Stoke-on-Trent",
        "Sam Okafor",
        "S-10442",
        "Elsworth",
        "12 Potters Row",
        "English",
        "Allergic to nuts",
        (
            EpisodeView("cp", "Child protection", date(2026, 2, 27), None),
            EpisodeView("case", "Open case", date(2026, 2, 9), None),
            EpisodeView("early_help", "Early help", date(2025, 9, 1), date(2026, 2, 9)),
        ),
        (Sibling(*other),),
        (
            Person("p1", "Dana Elsworth", "Mother", "family", True, "07700 900123", ""),
            Person(
                "p2",
                "Mrs Ahmed",
                "Class teacher",
                "professional",
                False,
                "office@school.example",
                "Term time only",
            ),
        ),
        date(2026, 3, 2),
        date(2026, 3, 2),
    )


def plan(**more) -> PlanView:
    return PlanView(
        **(
            {
                "id": "plan1",
                "child_id": "c1",
                "kind": "child_protection",
                "title": "Child protection plan",
                "version": 2,
                "drawn_up": date(2026, 3, 2),
                "review_by": date(2026, 5, 27),
                "child_views": "I want to stay at my school.",
                "parent_views": "",
                "agreement": "",
                "contingency": "Gran",
                "bottom_lines": "",
                "outcomes": (
                    OutcomeView(
                        "o1",
                        "Safe care at home",
                        "Maya is cared for by calm adults",
                        (
                            ActionView(
                                "a1",
                                "Parenting sessions",
                                "Family worker",
                                date(2026, 4, 1),
                                "Six attended",
                                None,
                                "o1",
                            ),
                        ),
                    ),
                ),
                "signatures": (("Dana Elsworth", "Mother", date(2026, 3, 2)),),
                "author": "Sam Okafor",
                "draft": False,
            }
            | more
        )
    )


class FakeChronicle:
    """Nothing is on it."""

    def read(self, child_id: str, *, family: bool = False) -> ChronologyView:
        return ChronologyView(child_id, ((child_id, "Maya Elsworth", None),), (), None)

    def event_place(self, event_id: str) -> EventPlace:
        return EventPlace(event_id, False, False, False, "What happened", "")


@dataclass
class FakeDesk:
    """Keeps events, plans, summaries and people; meets a deadline when an event of its type is recorded."""

    changes: Changes = field(default_factory=Changes)
    child_id: str = "c1"

    def __post_init__(self) -> None:
        self.list = list(events())
        self.rules = list(deadlines())
        self.details = {"c1": detail("c1"), "c2": detail("c2")}
        self.saved: list[object] = []
        self.unsaved = FakeUnsaved()
        self.chronicle = FakeChronicle()
        self.planning = FakePlanning(self)
        self.around, self.sharing = FakeAround(), FakeSharing()
        self.removed: list[tuple[str, str]] = []
        self.undoable = ""
        self.before: list[EventView] = []
        self.problems: tuple[Problem, ...] = ()
        self.all_plans = [plan()]
        self.all_summaries = [
            SummaryView(
                "s1",
                "c1",
                date(2026, 2, 12),
                "Sam Okafor",
                tuple((h, "Maya is seven." if n == 0 else "") for n, h in enumerate(HEADINGS)),
            )
        ]
        self.agreed: list[AgreedFrequency] = []
        self.waived: list[WaiveStandard] = []
        self.asked_until: list[date | None] = []
        self.layered: tuple[object, ...] = ()
        self.documents = SimpleNamespace(
            calendar_pdf=_pdf, summary_pdf=_pdf, plan_pdf=_pdf, chronology_pdf=_pdf
        )

    def today(self) -> date:
        return TODAY

    def now(self) -> datetime:
        return datetime.combine(TODAY, datetime.min.time()) + timedelta(hours=10)

    def own(self) -> Own:
        return Own("Sam Okafor", "Social worker", "stoke-on-trent")

    def authorities(self):
        return tuple(
            AuthorityView(id, name, "Standards", "2024", "2024", "2026", "", 100, 0, 0)
            for id, name in (("oldham", "Oldham"), ("stoke-on-trent", "Stoke-on-Trent"))
        )

    def forms(self):
        return FORMS

    def child(self, child_id: str) -> ChildDetail:
        if child_id not in self.details:
            raise NotFound()
        return self.details[child_id]

    def child_form(self, child_id: str) -> ChildForm:
        d = self.child(child_id)
        return ChildForm(
            d.given,
            d.family_name,
            d.known_as,
            d.pronouns,
            d.born,
            d.expected,
            d.facts,
            d.authority,
            d.reference,
            d.family,
            d.address,
            d.languages,
            d.note,
            d.worker,
        )

    def alike(self, form: ChildForm) -> tuple:
        return ()

    def add_child(self, form: ChildForm) -> str:
        self._check()
        self.saved.append(form)
        self.details["c3"] = replace(detail("c1"), child_id="c3", name=f"{form.given} {form.family_name}")
        self.changes.publish("child", "c3")
        return "c3"

    def amend_child(self, child_id: str, form: ChildForm) -> None:
        self._check()
        self.saved.append(form)
        self.details[child_id] = replace(
            self.child(child_id), name=f"{form.given} {form.family_name}", given=form.given
        )
        self.changes.publish("child", child_id)

    def calendar(
        self, child_id: str, until: date | None = None, authority: str | None = None
    ) -> CalendarView:
        self.asked_until.append(until)
        return CalendarView(
            child_id,
            self.child(child_id).name,
            "stoke-on-trent",
            "Stoke-on-Trent",
            "Practice standards",
            "2024",
            TODAY,
            until or date(2027, 3, 11),
            tuple(self.rules),
            tuple(self.list),
            {date(2026, 4, 3): "Good Friday", date(2026, 4, 6): "Easter Monday"},
        )

    def effect(self, draft: EventDraft, replacing: str | None = None) -> Effect:
        if self.problems:
            raise InvalidInput(self.problems)
        open_ = [d for d in self.rules if d.state in ("due", "overdue") and d.meets_type == draft.type]
        started = (
            deadline("st.cp.core-group-next@1", "Next core group within 6 weeks", date(2026, 4, 24), "due"),
        )
        return Effect(() if draft.planned else tuple(open_), () if draft.planned else started, ())

    def effects(self, draft: EventDraft) -> tuple[Effect, ...]:
        names = [self.child(i).given for i in (draft.child_id, *draft.also_for)]
        return tuple(replace(self.effect(draft), child_name=name) for name in names)

    def _check(self) -> None:
        if self.problems:
            raise InvalidInput(self.problems)

    def _view(self, id: str, draft: EventDraft) -> EventView:
        return replace(
            event(
                id,
                draft.type,
                draft.at,
                planned=draft.planned,
                attrs=draft.attrs,
                milestones=draft.milestones,
                notes=draft.notes,
            ),
            child_id=draft.child_id,
        )

    def record(self, draft: EventDraft) -> tuple[str, ...]:
        self._check()
        self.saved.append(draft)
        self.before, self.undoable = list(self.list), f"Recording of: {draft.type}"
        id = f"e{len(self.list) + 1}"
        self.list.append(self._view(id, draft))
        self.changes.publish("event", draft.child_id)
        return (id,)

    def amend(self, event_id: str, draft: EventDraft, why: str = "") -> None:
        self._check()
        self.saved.append((event_id, draft, why))
        self.before, self.undoable = list(self.list), "Amendment"
        self.list = [self._view(event_id, draft) if e.id == event_id else e for e in self.list]
        self.changes.publish("event", draft.child_id)

    def remove(self, event_id: str, why: str) -> None:
        self.removed.append((event_id, why))
        self.before, self.undoable = list(self.list), "Removal of an event"
        self.list = [e for e in self.list if e.id != event_id]
        self.changes.publish("event", "c1")

    def history(self, event_id: str) -> tuple[EventVersion, ...]:
        now = next(e for e in self.list if e.id == event_id)
        old = replace(
            now, summary="Seen, at home", notes=(("What the child said", "She likes her teacher."),)
        )
        return (
            EventVersion(1, "Sam Okafor", datetime(2026, 3, 2, 18, 0), False, "", old),
            EventVersion(2, "Sam Okafor", datetime(2026, 3, 3, 9, 12), False, "She was seen alone", now),
        )

    def can_undo(self, seen: str | None = None) -> str:
        return self.undoable

    def undo(self, seen: str | None = None) -> str:
        self.list, what, self.undoable = self.before, self.undoable, ""
        self.changes.publish("event", "c1")
        return what

    def agree(self, command: AgreedFrequency) -> None:
        self._check()
        self.agreed.append(command)
        self.changes.publish("event", command.child_id)

    def waive(self, command: WaiveStandard) -> None:
        self._check()
        self.waived.append(command)
        self.changes.publish("event", command.child_id)

    def layers(self, child_id: str, until: date | None = None) -> tuple[object, ...]:
        return self.layered

    def agreements(self, child_id: str):
        return tuple(self.agreed)

    def waivers(self, child_id: str):
        return tuple(self.waived)

    def save_person(self, form: PersonForm, person_id: str | None = None) -> str:
        self._check()
        self.saved.append((form, person_id))
        id = person_id or "p9"
        person = Person(
            id, form.name, form.relation, form.kind, form.parental_responsibility, form.contact, form.note
        )
        d = self.child(form.child_id)
        others = tuple(p for p in d.network if p.id != id)
        self.details[form.child_id] = replace(d, network=(*others, person))
        self.changes.publish("person", form.child_id)
        return id

    def remove_person(self, person_id: str, child_id: str = "") -> None:
        for id, d in self.details.items():
            self.details[id] = replace(d, network=tuple(p for p in d.network if p.id != person_id))
        self.changes.publish("person", "c1")

    def plans(self, child_id: str):
        return tuple(self.all_plans)

    def plan(self, plan_id: str) -> PlanView:
        return next(p for p in self.all_plans if p.id == plan_id)

    def save_plan(self, form: PlanForm, plan_id: str | None = None) -> str:
        self._check()
        self.saved.append((form, plan_id))
        if plan_id is None:
            plan_id = f"plan{len(self.all_plans) + 1}"
            self.all_plans.append(
                plan(id=plan_id, kind=form.kind, outcomes=(), version=1, drawn_up=form.drawn_up)
            )
        self.changes.publish("plan", form.child_id)
        return plan_id

    def summaries(self, child_id: str):
        return tuple(self.all_summaries)

    def offered_summary(self, child_id: str) -> SummaryForm:
        return SummaryForm(
            child_id,
            TODAY,
            tuple((h, "Maya is 7 and lives at home." if n == 0 else "") for n, h in enumerate(HEADINGS)),
        )

    def save_summary(self, form: SummaryForm, summary_id: str | None = None) -> str:
        self._check()
        self.saved.append((form, summary_id))
        id = summary_id or f"s{len(self.all_summaries) + 1}"
        self.all_summaries = [s for s in self.all_summaries if s.id != id]
        self.all_summaries.append(SummaryView(id, form.child_id, form.written, "Sam Okafor", form.parts))
        self.changes.publish("summary", form.child_id)
        return id

    def chronology(self, child_id: str):
        return ()


def _pdf(*_args) -> bytes:
    """An upright A4 page and a broad one, each with a line of text, drawn by Qt itself."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QPageLayout, QPainter, QPdfWriter

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    painter = QPainter(writer)
    painter.drawText(400, 400, "A page")
    writer.setPageOrientation(QPageLayout.Orientation.Landscape)
    writer.newPage()
    painter.drawText(400, 400, "Another page")
    painter.end()
    buffer.close()
    return bytes(buffer.data())
