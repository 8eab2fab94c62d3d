"""The desk: the one object that screens and commands hold. Every method may be called from any thread.

Methods that write raise InvalidInput with every problem at once, keep what was there before, and publish one
`Changed` after the commit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from models.keys import Cost
from models.store import Store
from services.usecases import (
    agreed,
    bearing,
    calendars,
    children,
    effects_of_days,
    looking,
    network,
    offering,
    planner,
    plans,
    recognising,
    recording,
    settings,
    summaries,
    takenoff,
)
from services.usecases.access import checked_passphrase
from services.usecases.actions import ActionDesk
from services.usecases.around import Around
from services.usecases.audits import Audits
from services.usecases.caseload import Caseload, Report
from services.usecases.chronicle import Chronicle
from services.usecases.commands import (
    AgreedFrequency,
    ChildForm,
    EventDraft,
    PersonForm,
    PlanForm,
    SummaryForm,
    WaiveStandard,
)
from services.usecases.endings import Endings
from services.usecases.errors import DiskTrouble, StillNeeded
from services.usecases.finding import Finder
from services.usecases.letters import Letters
from services.usecases.office import Clock, Office, read_days, read_terms
from services.usecases.oversight import Oversight
from services.usecases.ownpacks import PackDesk
from services.usecases.planreview import PlanRoom
from services.usecases.results import (
    AuthorityView,
    CalendarView,
    CaseloadRow,
    ChildDetail,
    ChronologyEntry,
    Effect,
    EventForm,
    EventVersion,
    Own,
    OwnDay,
    OwnTerm,
    PlanView,
    SummaryView,
)
from services.usecases.sharing import Sharing
from services.usecases.spelling import SpellingDesk
from services.usecases.standards import Library
from services.usecases.standards_results import CaseComparison, LayerGroup, Passing, TopicTable
from services.usecases.summaries import Earlier
from services.usecases.troubles import known
from services.usecases.undo import told
from services.usecases.unsaved import UnsavedDesk
from services.usecases.vocabulary import event_forms


class Desk:
    """One open store, ready for work. Made by `access.create` and `access.unlock`."""

    def __init__(self, store: Store, clock: Clock, cost: Cost | None = None) -> None:
        self._office = Office(store, clock)
        self._caseload = Caseload(self._office)
        self._cost = cost
        self.packs = PackDesk(self._office)
        self.planning = PlanRoom(self._office)
        self.around = Around(self._office)
        self.sharing = Sharing(self._office)
        self.changes = self._office.changes
        self.endings = Endings(self._office)
        self.letters = Letters(self._office)
        self.audits = Audits(self._office)
        self.oversight = Oversight(self._office, self._caseload.rows)
        self.chronicle = Chronicle(self._office)
        self.finder = Finder(self._office)
        self.unsaved = UnsavedDesk(self._office)
        self.actions = ActionDesk(self._office)
        self.spelling = SpellingDesk(self._office)

    # --- the user, the day, the standards -------------------------------------------------------------------
    def own(self) -> Own:
        return self._office.own()

    def save_own(self, own: Own) -> None:
        settings.save_own(self._office, own)

    def today(self) -> date:
        return self._office.today()

    def now(self) -> datetime:
        return self._office.now()

    def authorities(self) -> tuple[AuthorityView, ...]:
        return self._office.library.authorities(self.today())

    @property
    def library(self) -> Library:
        """The standards of this store as they stand today: the shipped ones, and its own beside them."""
        return self._office.library.at(self.today())

    def forms(self) -> tuple[EventForm, ...]:
        return event_forms()

    # --- children -------------------------------------------------------------------------------------------
    def caseload(
        self, progress: Report | None = None, cancelled: Callable[[], bool] | None = None
    ) -> tuple[CaseloadRow, ...]:
        """Every child; raises Cancelled once `cancelled()` says so."""
        return self._caseload.rows(progress, cancelled)

    def child(self, child_id: str) -> ChildDetail:
        return planner.detail(self._office, child_id)

    def alike(self, form: ChildForm) -> tuple[recognising.KnownChild, ...]:
        """Children on record who may be the one about to be added, the surest first."""
        return recognising.alike(self._office, form)

    def add_child(self, form: ChildForm) -> str:
        return children.add(self._office, form)

    def amend_child(self, child_id: str, form: ChildForm) -> None:
        children.amend(self._office, child_id, form)

    def child_form(self, child_id: str) -> ChildForm:
        return children.form_of(self._office, child_id)

    def save_person(self, form: PersonForm, person_id: str | None = None) -> str:
        return network.save(self._office, form, person_id)

    def remove_person(self, person_id: str, child_id: str = "") -> None:
        """Off the network of that child; "" takes them off every network they belong to."""
        network.remove(self._office, person_id, child_id)

    # --- calendars and events -------------------------------------------------------------------------------
    def calendar(
        self, child_id: str, until: date | None = None, authority: str | None = None
    ) -> CalendarView:
        return planner.calendar(self._office, child_id, until, authority)

    def worker_calendar(self) -> CalendarView:
        """The user's own; its events are drafted with the child id "worker"."""
        return planner.worker_calendar(self._office)

    def bearing(
        self,
        authority: str,
        progress: Report | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Mapping[str, tuple[bearing.Bearing, ...]]:
        """Standard → the children who owe it now, under this authority."""
        return bearing.bearing(self._office, authority, progress, cancelled)

    def side_by_side(self, authorities: Sequence[str]) -> TopicTable:
        """The limits of two to five authorities by topic."""
        return looking.side_by_side(self._office, authorities)

    def under_each(
        self, child_id: str, authorities: Sequence[str], until: date | None = None
    ) -> CaseComparison:
        """A child's events under each authority; the first is compared with."""
        return looking.under_each(self._office, child_id, authorities, until)

    def layers(self, child_id: str, until: date | None = None) -> tuple[LayerGroup, ...]:
        """National guidance, the authority's own and what was agreed, where one act meets them."""
        return looking.layers_of(self._office, child_id, until)

    def passing(self, authority: str) -> tuple[Passing, ...]:
        """The standards of an authority that allow more time than the national guidance."""
        return looking.passing_of(self._office, authority)

    def effect(self, draft: EventDraft, replacing: str | None = None) -> Effect:
        return planner.effect(self._office, draft, replacing)

    def effects(self, draft: EventDraft) -> tuple[Effect, ...]:
        """The effect of one event on each child for whom it would be recorded."""
        return planner.effects(self._office, draft)

    def record(self, draft: EventDraft) -> tuple[str, ...]:
        return recording.record(self._office, draft)

    def amend(self, event_id: str, draft: EventDraft, why: str = "") -> None:
        recording.amend(self._office, event_id, draft, why)

    def remove(self, event_id: str, why: str) -> None:
        recording.remove(self._office, event_id, why)

    def taken_off(self, child_id: str) -> tuple[takenoff.TakenOff, ...]:
        """All that was taken off a child's record ("worker": off one's own calendar), the newest first."""
        return takenoff.of_child(self._office, child_id)

    def put_back(self, kind: str, record_id: str) -> None:
        """Something that was taken off stands on the record again."""
        takenoff.put_back(self._office, kind, record_id)

    def history(self, event_id: str) -> tuple[EventVersion, ...]:
        return recording.history(self._office, event_id)

    def can_undo(self, seen: str | None = None) -> str:
        """What would be undone, in words; "" where there is nothing. `seen`: the child whose record is looked at,
        or ""; another child whose record it is about is named."""
        step = self._office.steps.last()
        return told(self._office, step, seen) if step else ""

    def undo(self, seen: str | None = None) -> str:
        """Take back this session's last step, as a new version; returns what it was, or "". `seen`: see `can_undo`."""
        office = self._office
        step = office.steps.take()
        if step is None:
            return ""
        try:
            with office.write() as c:
                step.back(c)
        except (DiskTrouble, StillNeeded):
            office.steps.push(
                step
            )  # it may be tried again once there is room, or nothing hangs on it any more
            raise
        office.changes.publish(step.kind, step.child_ids)
        return told(office, step, seen)

    # --- agreed and waived ----------------------------------------------------------------------------------
    def agree(self, agreed_frequency: AgreedFrequency) -> None:
        agreed.agree(self._office, agreed_frequency)

    def waive(self, waived: WaiveStandard) -> None:
        agreed.waive(self._office, waived)

    def agreements(self, child_id: str) -> tuple[AgreedFrequency, ...]:
        with self._office.read() as c:
            return agreed.agreements(c, child_id)

    def waivers(self, child_id: str) -> tuple[WaiveStandard, ...]:
        with self._office.read() as c:
            return agreed.waivers(c, child_id)

    # --- plans, summaries, chronology -----------------------------------------------------------------------
    def plans(self, child_id: str) -> tuple[PlanView, ...]:
        return plans.of_child(self._office, child_id)

    def plan(self, plan_id: str) -> PlanView:
        return plans.one(self._office, plan_id)

    def save_plan(self, form: PlanForm, plan_id: str | None = None) -> str:
        return self.planning.save(form, plan_id)

    def summaries(self, child_id: str) -> tuple[SummaryView, ...]:
        return summaries.of_child(self._office, child_id)

    def offered_summary(self, child_id: str) -> SummaryForm:
        return offering.offer(self._office, child_id)

    def summary_history(self, summary_id: str) -> tuple[Earlier, ...]:
        """Every wording of a summary, the newest first."""
        return summaries.history(self._office, summary_id)

    def save_summary(self, form: SummaryForm, summary_id: str | None = None) -> str:
        return summaries.save(self._office, form, summary_id)

    def chronology(self, child_id: str) -> tuple[ChronologyEntry, ...]:
        return self.chronicle.entries(child_id)

    # --- own days -------------------------------------------------------------------------------------------
    def own_days(self) -> tuple[OwnDay, ...]:
        with self._office.read() as c:
            return read_days(c)

    def save_own_days(self, days: Sequence[OwnDay]) -> None:
        settings.save_days(self._office, days)

    def own_terms(self) -> tuple[OwnTerm, ...]:
        with self._office.read() as c:
            return read_terms(c)

    def save_own_terms(self, terms: Sequence[OwnTerm]) -> None:
        settings.save_terms(self._office, terms)

    def effects_of_days(
        self,
        days: Sequence[OwnDay],
        terms: Sequence[OwnTerm],
        progress: Report | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> effects_of_days.Effects:
        """Which dates would move under these closure days and terms; nothing is saved."""
        return effects_of_days.effects(self._office, days, terms, progress, cancelled)

    def bank_holidays_good_until(self) -> date:
        return calendars.bank_holidays_good_until()

    # --- the store ------------------------------------------------------------------------------------------
    def change_passphrase(self, old: str, new: str) -> None:
        checked_passphrase(new)
        with known():
            self._office.store.change_passphrase(old, new, self._cost)

    def replace_passphrase(self, new: str) -> None:
        """After unlocking with the recovery code: a new passphrase in place of the forgotten one."""
        checked_passphrase(new)
        with known():
            self._office.store.set_passphrase(new, self._cost)

    def new_recovery_code(self, passphrase: str) -> str:
        """The code to print; the one before no longer opens the store."""
        with known():
            return self._office.store.new_recovery_code(passphrase)

    def backup(self, folder: Path) -> Path:
        """A verified copy in a new folder under `folder`: itself a store, opened by the same secrets."""
        if not folder.is_dir():
            raise DiskTrouble("There is no such folder.", "Choose a folder that is there.")
        with known():
            return self._office.store.backup(folder, self._office.now())

    @property
    def unchecked(self) -> bool:
        """Whether the store was too large to be checked whole while it was opened, so that `check` is worth while."""
        return not self._office.store.checked_whole

    def check(self) -> tuple[str, ...]:
        """Check the whole store file; what is wrong with it, or nothing."""
        with known():
            return self._office.store.health().troubles

    def close(self) -> None:
        """Harmless when done twice."""
        self._office.store.close()
