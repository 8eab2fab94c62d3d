"""Handing a child's record on, and closing it: the list, the summary, the events, all of a piece.

What is ticked by hand is kept; what the record shows is looked at afresh each time. Finishing records the
vocabulary's events, gives the child to the new worker and marks the day, in one transaction and one step of undo.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from models.repositories import events as event_rows
from models.repositories import records
from services.engine.calendar import parse_duration
from services.engine.facts import day_of
from services.usecases import (
    endingchecks,
    endingfinish,
    endingoffer,
    genogram,
    keeping,
    planevents,
    planner,
    plans,
    recording,
    summaries,
)
from services.usecases.around_results import Earlier
from services.usecases.checking import Check
from services.usecases.children import standing
from services.usecases.endingparts import (
    KINDS,
    TOLD,
    WAY,
    Item,
    headings,
    items,
    letters_for,
    parts_of,
    text_of,
    way_of,
    ways,
)
from services.usecases.endings_results import (
    DONE,
    NOT_NEEDED,
    EndingForm,
    EndingView,
    FinishEnding,
    ItemMark,
    ItemView,
    PastCase,
    PlanInForce,
    TransferPack,
)
from services.usecases.errors import NotFound
from services.usecases.office import Office
from services.usecases.oversight import closed_on
from services.usecases.planreview import PlanRoom
from services.usecases.results import (
    CalendarView,
    ChildDetail,
    DeadlineView,
    EpisodeView,
    EventView,
    PlanView,
)
from services.usecases.rows import day_text, read_day

REOPENED = "3 months"  # so long after a closure the history is shown first
_ROUTINE = frozenset(
    (
        "visit",
        "family_contact",
        "supervision",
        "management_review",
        "case_summary",
        "chronology",
        "family_time",
    )
)
_LAST = 8  # events of a closed case that are shown
_VISITS, _ASSESSMENTS = 3, 2  # that go into the transfer pack


class Endings:
    """`desk.endings`."""

    def __init__(self, office: Office) -> None:
        self._office = office

    # --- reading ------------------------------------------------------------------------------------------------------
    def ways(self) -> tuple[tuple[str, str], ...]:
        """The kinds of transfer and their words."""
        return tuple(ways().items())

    def headings(self, kind: str) -> tuple[str, ...]:
        return headings(kind)

    def of_child(self, child_id: str) -> tuple[EndingView, ...]:
        """Transfers and closures of a child, the newest first; each with its list as it stands today."""
        with self._office.read() as c:
            standing(c, child_id)
            rows = records.of_child(c, "ending", child_id)
        if not rows:
            return ()
        child, calendar, made = self._gathered(child_id)
        found = [self._view(row, child, calendar, made) for row in reversed(rows)]
        return tuple(sorted(found, key=lambda e: (e.finished is None, e.started), reverse=True))

    def under_way(self, child_id: str) -> str:
        """ "transfer" or "closure", where one is begun and not finished; else ""."""
        with self._office.read() as c:
            rows = [r for r in records.of_child(c, "ending", child_id) if not r["finished"]]
        return str(rows[-1]["kind"]) if rows else ""

    def one(self, ending_id: str) -> EndingView:
        with self._office.read() as c:
            row = keeping.standing(c, "ending", ending_id)
        return self._view(row, *self._gathered(row["child_id"]))

    def preview(self, form: EndingForm) -> EndingView:
        """How the list stands for what is being prepared and not kept yet."""
        row = {
            **_content(self._office, form, Check()),
            "id": "",
            "finished": None,
            "created_by": self._office.author(),
            "created_at": self._office.stamp(),
        }
        return self._view(row, *self._gathered(form.child_id))

    def offer(self, child_id: str, kind: str, to_whom: str = "") -> tuple[tuple[str, str], ...]:
        """The summary of a transfer or closure, from what the record knows."""
        child, calendar, made = self._gathered(child_id)
        with self._office.read() as c:
            written = summaries.in_order(c, child_id)
            todo = [a for a in records.of_child(c, "action", child_id) if not a["done"]]
            facts = records.of_child(c, "key_fact", child_id)
        if kind == "closure":
            texts = endingoffer.closure(child, calendar, made, todo)
        else:
            texts = endingoffer.transfer(child, calendar, made, written, todo, facts, to_whom)
        return tuple(zip(headings(kind), texts, strict=True))

    def closed_on(self, child_id: str) -> date | None:
        """The day on which a case was closed that has not been opened again; None where it is open."""
        with self._office.read() as c:
            return closed_on(event_rows.of_child(c, child_id))

    def past(self, child_id: str) -> PastCase | None:
        """What to read before a case that was closed within three months is opened again; else None."""
        office = self._office
        today = office.today()
        with office.read() as c:
            child = standing(c, child_id)
            closed = closed_on(event_rows.of_child(c, child_id))
            if closed is None or not lately(office, closed):
                return None
            events = recording.views(c, child_id)
            endings = [e for e in records.of_child(c, "ending", child_id) if e["kind"] == "closure"]
            written = summaries.in_order(c, child_id)
        parts, title = _last_summary(endings, written)
        told = [e for e in events if not e.planned and e.type not in _ROUTINE]
        book = office.book(child.authority)
        return PastCase(
            closed,
            (today - closed).days,
            child.worker,
            parts,
            title,
            tuple((e.at, e.label, e.summary) for e in told[-_LAST:]),
            tuple((s.says, s.cite) for s in book.standards if s.topic == "re-referral"),
        )

    def pack(self, ending_id: str) -> TransferPack:
        """What goes into the transfer pack beside the other documents of the child."""
        view = self.one(ending_id)
        _child, calendar, _plans = self._gathered(view.child_id)
        with self._office.read() as c:
            todo = [a for a in records.of_child(c, "action", view.child_id) if not a["done"]]
        return TransferPack(
            view,
            tuple(endingoffer.ahead(calendar, 40)),
            _papers(calendar, ("visit",), _VISITS),
            _papers(calendar, ("assessment_completed",), _ASSESSMENTS),
            tuple((a["what"], a["who"], a["due_by"] or "") for a in todo),
        )

    # --- writing ------------------------------------------------------------------------------------------------------
    def save(self, form: EndingForm, ending_id: str | None = None) -> str:
        """Keep a transfer or closure as it stands."""
        office, check = self._office, Check()
        content = _content(office, form, check)
        check.done()
        with office.write() as c:
            standing(c, form.child_id)
            if ending_id:
                before = keeping.standing(c, "ending", ending_id)
                if before["child_id"] != form.child_id:
                    raise NotFound
                content["finished"] = before["finished"]
            saved, back = keeping.save(office, c, "ending", ending_id, content)
        what = "transfer" if form.kind == "transfer" else "closure"
        office.keep(f"{'Change' if ending_id else 'Start'} of a {what}", "ending", (form.child_id,), back)
        return saved

    def history(self, ending_id: str) -> tuple[Earlier, ...]:
        """Every wording that was saved, the newest first."""
        from services.usecases import workhistory

        return workhistory.versions(self._office, "ending", ending_id)

    def remove(self, ending_id: str, why: str = "") -> None:
        office = self._office
        with office.write() as c:
            row = keeping.standing(c, "ending", ending_id)
            back = keeping.remove(office, c, "ending", ending_id, why)
        office.keep(f"Removal of a {row['kind']}", "ending", (row["child_id"],), back)

    def offered_finish(self, ending_id: str) -> FinishEnding:
        """The last step, with what is known: today, the new worker's name, and when people were told."""
        with self._office.read() as c:
            row = keeping.standing(c, "ending", ending_id)
            sent = [
                x["sent"]
                for x in records.of_child(c, "letter", row["child_id"])
                if x["sent"]
                and x["sent"] >= row["started"]
                and x["kind"] in letters_for(TOLD[row["kind"]], grown=True)
            ]
        name, comma, _team = row["to_whom"].partition(",")
        within = way_of(row["items"]) in ("worker", "team")  # where a name alone is somebody, not a service
        worker = name.strip() if row["kind"] == "transfer" and (within or comma) else ""
        return FinishEnding(
            ending_id, self._office.today(), worker, None, read_day(max(sent)) if sent else None
        )

    def plans_in_force(self, child_id: str, on: date) -> tuple[PlanInForce, ...]:
        """The plans that would outlast a closure on that day, with the events that end what they were for."""
        with self._office.read() as c:
            held = [
                p for p in plans.in_order(c, child_id) if not p.ended and not p.draft and p.drawn_up <= on
            ]
            found, said = list[PlanInForce](), set[str]()
            for plan in held:
                also = planevents.of_ending(self._office, c, plan, on)
                found.append(PlanInForce(plan, tuple(o for o in also if o.type not in said)))
                said |= {o.type for o in also}
        return tuple(found)

    def finish(self, form: FinishEnding) -> tuple[str, ...]:
        """Record that it has happened; returns the ids of the events."""
        return endingfinish.finish(self._office, form)

    # --- together -----------------------------------------------------------------------------------------------------
    def _gathered(self, child_id: str) -> tuple[ChildDetail, CalendarView, tuple[PlanView, ...]]:
        office = self._office
        child = planner.detail(office, child_id)
        calendar = planner.calendar(office, child_id)
        with office.read() as c:
            made = plans.in_order(c, child_id)
        return child, calendar, made

    def _view(
        self, row: Mapping[str, Any], child: ChildDetail, calendar: CalendarView, made: tuple[PlanView, ...]
    ) -> EndingView:
        office = self._office
        started, finished = read_day(row["started"]), read_day(row["finished"])
        assert started is not None
        if finished:  # the list stays as it stood on that day
            child, calendar, made = self._as_of(finished, child, calendar, made)
        way = way_of(row["items"])
        authority = row["authority"] if row["authority"] in office.library.ids else child.authority
        book = office.book(authority)
        open_now = {e.name for e in child.episodes if e.ended is None}
        wanted = items(book, row["kind"], way, open_now, _age(child, finished or office.today()))
        drawn = genogram.of_child(office, child.child_id)
        kin = len({i for t in drawn.ties for i in (t.one, t.other)})
        with office.read() as c:
            whose = (row["kind"], row["summary"], started, finished)
            ground = endingchecks.ground(office, c, child, calendar, made, whose, kin)
            amended = len(records.versions(c, "ending", row["id"])) - 1 if row["id"] else 0
        marks = {m["item"]: m for m in row["items"]}
        return EndingView(
            id=row["id"],
            child_id=row["child_id"],
            kind=row["kind"],
            way=way,
            way_label=ways().get(way, ""),
            authority=authority,
            authority_name=book.name,
            started=started,
            finished=finished,
            to_whom=row["to_whom"],
            parts=parts_of(row["kind"], row["summary"]),
            items=tuple(_item(i, marks.get(i.id), ground) for i in wanted),
            author=row["created_by"],
            written_at=datetime.fromisoformat(row["created_at"]),
            amended=amended,
        )

    def _as_of(
        self, day: date, child: ChildDetail, calendar: CalendarView, made: tuple[PlanView, ...]
    ) -> tuple[ChildDetail, CalendarView, tuple[PlanView, ...]]:
        """Episodes, events, deadlines and plans as they were at the end of a day that is past."""
        room = PlanRoom(self._office)
        then = (next((s.plan for s in room.history(p.id) if s.at.date() <= day), None) for p in made)
        return (
            replace(child, episodes=tuple(_episode(e, day) for e in child.episodes if e.since <= day)),
            replace(
                calendar,
                today=day,
                events=tuple(e for e in calendar.events if day_of(e.at) <= day),
                deadlines=tuple(_deadline(d, day) for d in calendar.deadlines if _was_there(d, day)),
            ),
            tuple(p for p in then if p is not None),
        )


def _episode(e: EpisodeView, day: date) -> EpisodeView:
    return replace(e, ended=None) if e.ended and e.ended > day else e


def _was_there(d: DeadlineView, day: date) -> bool:
    """Whether the count of a deadline had begun by that day."""
    began = d.counted_from or d.clock_at
    return began is None or day_of(began) <= day


def _deadline(d: DeadlineView, day: date) -> DeadlineView:
    """A deadline in the state it had on that day, where what met it came later."""
    met_later = d.met_at is not None and day_of(d.met_at) > day
    if not met_later and d.state != "overdue":
        return d
    late = d.due is not None and day_of(d.due) < day
    return replace(d, state="overdue" if late else "due", met_at=None, met_label=None)


def _age(child: ChildDetail, today: date) -> int | None:
    if child.born is None:
        return None
    return today.year - child.born.year - ((today.month, today.day) < (child.born.month, child.born.day))


def _item(i: Item, mark: Mapping[str, Any] | None, ground: endingchecks.Ground) -> ItemView:
    found = endingchecks.answer(i, ground)
    state, done, note = found.state, None, ""
    if mark:
        done, note = read_day(mark["done"]), mark["note"]
        state = DONE if done else NOT_NEEDED if mark["not_needed"] else state
    return ItemView(
        i.id,
        i.says,
        i.cite,
        i.group,
        state,
        found.text,
        note,
        done,
        found.record or i.record,
        i.section,
        found.key,
    )


def _content(office: Office, form: EndingForm, check: Check) -> dict[str, Any]:
    check.known("kind", form.kind, KINDS, "kind of ending")
    started = form.started or office.today()
    check.year("started", started)
    if form.kind == "transfer":
        check.known("way", form.way, ways(), "kind of transfer")
    with office.read() as c:
        authority = standing(c, form.child_id).authority
    marks = [_mark(check, m) for m in form.items if m.done or m.not_needed or m.note.strip()]
    if form.kind == "transfer" and form.way:
        marks.insert(0, {"item": WAY + form.way, "done": None, "not_needed": 0, "note": ""})
    parts = [(h, check.text("summary", text)) for h, text in form.parts]
    return {
        "child_id": form.child_id,
        "kind": form.kind,
        "authority": authority,
        "started": day_text(started),
        "to_whom": check.line("to_whom", form.to_whom),
        "summary": text_of(form.kind, parts) if form.kind in KINDS else "",
        "items": marks,
    }


def _mark(check: Check, m: ItemMark) -> dict[str, Any]:
    where = f"items[{m.item}]"
    note = check.line(f"{where}.note", m.note)
    if m.not_needed and not note:
        check.wrong(f"{where}.note", "is empty", "say why it is not needed")
    if m.done and m.not_needed:
        check.wrong(where, "is both done and not needed", "one of the two")
    return {
        "item": check.line(where, m.item, needed="name the item"),
        "done": day_text(m.done),
        "not_needed": int(m.not_needed),
        "note": note,
    }


# --- what is read again ------------------------------------------------------------------------------
def lately(office: Office, closed: date) -> bool:
    """Whether a case was closed so short a time ago that its history is read before it is opened again."""
    return closed >= day_of(office.calendar().add(office.today(), parse_duration(f"-{REOPENED}")))


def _last_summary(
    endings: Sequence[Mapping[str, Any]], written: Sequence[Any]
) -> tuple[tuple[tuple[str, str], ...], str]:
    """The closing summary, else the last case summary."""
    closing = next((e for e in reversed(endings) if e["summary"].strip()), None)
    if closing:
        return parts_of("closure", closing["summary"]), "Closing summary"
    if written:
        kept = tuple((h, text) for h, text in written[0].parts if text.strip())
        return kept, "The last case summary"
    return (), ""


def _papers(calendar: CalendarView, types: Sequence[str], most: int) -> tuple[EventView, ...]:
    """The last events of these types with their notes, the newest first."""
    held: list[EventView] = [
        e for e in calendar.events if e.type in types and not e.planned and not e.attrs.get("failed")
    ]
    held.sort(key=lambda e: (day_of(e.at), e.recorded_at), reverse=True)
    return tuple(held[:most])
