"""Audits of a child's file: the authority's tables as a form, what follows from it, and results over time.

A finished audit is recorded as the vocabulary's event; its follow-ups become actions that name the audit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from models.repositories import people, records
from services.engine.facts import day_of
from services.engine.rulebook import Audit as BookRow
from services.engine.rulebook import Rulebook
from services.usecases import keeping, recording
from services.usecases.ages import full_name
from services.usecases.around_results import Earlier
from services.usecases.checking import Check
from services.usecases.children import standing
from services.usecases.commands import EventDraft
from services.usecases.errors import Cancelled, NotFound
from services.usecases.office import Office
from services.usecases.oversight import add_action
from services.usecases.oversight_results import (
    JUDGEMENTS,
    AuditAnswer,
    AuditForm,
    AuditPoint,
    AuditResults,
    AuditRow,
    AuditTable,
    AuditTables,
    AuditView,
    Decision,
    TableResult,
    ThemeCount,
)
from services.usecases.rows import day_text, read_day
from services.usecases.vocabulary import event_form

Report = Callable[[int, int], None]
EVENT = "case_audit"
_COUNTED = ("acceptable", "mixed", "unacceptable")


class Audits:
    """`desk.audits`."""

    def __init__(self, office: Office) -> None:
        self._office = office

    # --- the form -----------------------------------------------------------------------------------------------------
    def tables(self, child_id: str) -> AuditTables:
        """The tables of the child's authority; where it prints none, those of the first authority that does."""
        with self._office.read() as c:
            authority = str(standing(c, child_id).authority)
        return self.tables_of(authority)

    def tables_of(self, authority: str) -> AuditTables:
        book = self._office.book(authority)
        borrowed = not book.audits
        if borrowed:
            books = (self._office.book(i) for i in self._office.library.ids)
            book = next((b for b in books if b.audits), book)
        return AuditTables(book.id, book.name, book.title, _grouped(book.audits), borrowed)

    # --- reading ------------------------------------------------------------------------------------------------------
    def of_child(self, child_id: str) -> tuple[AuditView, ...]:
        """A child's audits, the newest first."""
        with self._office.read() as c:
            standing(c, child_id)
            found = [_view(c, r) for r in records.of_child(c, "audit", child_id)]
        return tuple(sorted(found, key=lambda a: (a.at, a.written_at), reverse=True))

    def one(self, audit_id: str) -> AuditView:
        with self._office.read() as c:
            return _view(c, keeping.standing(c, "audit", audit_id))

    def results(
        self,
        child_id: str = "",
        progress: Report | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> AuditResults:
        """Finished audits over time: of one child, or (child_id "") of every child."""
        office = self._office
        with office.read() as c:
            names = {r.id: full_name(r.given, r.family_name) for r in people.children(c)}
            whose = [child_id] if child_id else [i for i in _audited(c) if i in names]
            found: list[tuple[AuditView, str]] = []
            for done, one in enumerate(whose):
                if cancelled is not None and cancelled():
                    raise Cancelled
                for row in records.of_child(c, "audit", one):
                    if not row["draft"]:
                        found.append((_view(c, row), names.get(one, "")))
                if progress is not None:
                    progress(done + 1, len(whose))
        found.sort(key=lambda each: (each[0].at, each[0].written_at))
        books = {a.authority: office.book(a.authority) for a, _ in found if a.authority in office.library.ids}
        tables = tuple(_results(book, [f for f in found if f[0].authority == i]) for i, book in books.items())
        return AuditResults(
            len(found), len({a.child_id for a, _ in found}), tuple(t for group in tables for t in group)
        )

    # --- writing ------------------------------------------------------------------------------------------------------
    def save(self, form: AuditForm, audit_id: str | None = None) -> str:
        """Keep an audit, as a draft or finished. Finishing records the event, and the follow-ups as actions."""
        office = self._office
        content = _checked(office, form)
        with office.write() as c:
            standing(c, form.child_id)
            before = keeping.standing(c, "audit", audit_id) if audit_id else None
            if before and before["child_id"] != form.child_id:
                raise NotFound
            saved, back = keeping.save(office, c, "audit", audit_id, content)
            backs = [back]
            if not form.draft:
                backs += _follow_up(office, c, saved, form, before)
                if before is None or before["draft"]:
                    backs.append(_record(office, c, form))
        label = "Change of an audit" if audit_id else "Adding of an audit"
        office.keep(label, "audit", (form.child_id,), keeping.together(*backs))
        return saved

    def history(self, audit_id: str) -> tuple[Earlier, ...]:
        """Every wording that was saved, the newest first."""
        from services.usecases import workhistory

        return workhistory.versions(self._office, "audit", audit_id)

    def remove(self, audit_id: str, why: str = "") -> None:
        office = self._office
        with office.write() as c:
            child_id = keeping.standing(c, "audit", audit_id)["child_id"]
            back = keeping.remove(office, c, "audit", audit_id, why)
        office.keep("Removal of an audit", "audit", (child_id,), back)


def _grouped(rows: Sequence[BookRow]) -> tuple[AuditTable, ...]:
    found: dict[str, list[AuditRow]] = {}
    for r in rows:
        found.setdefault(r.cite, []).append(AuditRow(r.id, r.theme, r.acceptable, r.unacceptable))
    return tuple(AuditTable(title, tuple(held)) for title, held in found.items())


def _checked(office: Office, form: AuditForm) -> dict[str, Any]:
    check, now = Check(), office.now()
    if check.year("at", form.at) and not form.draft:
        check.past("at", form.at, now, "keep it as a draft until that day")
    content: dict[str, Any] = {
        "child_id": form.child_id,
        "at": day_text(form.at),
        "auditor": check.line("auditor", form.auditor, needed="say who audits"),
        "overall": check.text("overall", form.overall),
        "draft": int(form.draft),
        "authority": form.authority,
    }
    known: set[str] = set()
    if check.known("authority", form.authority, office.library.ids, "authority"):
        known = {a.id for a in office.book(form.authority).audits}
    answers = [a for a in form.answers if _says(a)]
    content["answers"] = [_answer(check, i, a, known, form, now) for i, a in enumerate(answers)]
    if not form.draft and not any(a.judgement for a in answers):
        check.wrong("answers", "nothing is judged yet", "judge at least one line, or keep it as a draft")
    check.done()
    return content


def _says(a: AuditAnswer) -> bool:
    return bool(a.judgement or a.evidence.strip() or a.follow_up.strip() or a.who.strip() or a.by is not None)


def _answer(
    check: Check, number: int, a: AuditAnswer, known: set[str], form: AuditForm, now: datetime
) -> dict[str, Any]:
    where = f"answers[{a.row or number}]"
    if known:
        check.known(where, a.row, known, "line of the audit")
    if a.judgement and a.judgement not in JUDGEMENTS:
        check.known(f"{where}.judgement", a.judgement, JUDGEMENTS, "judgement")
    follow_up = check.line(f"{where}.follow_up", a.follow_up)
    who = check.line(f"{where}.who", a.who)
    if follow_up and not form.draft:
        if not who:
            check.wrong(f"{where}.who", "is empty", "say who follows it up")
        if a.by is None:
            check.wrong(f"{where}.by", "is empty", "say by when")
    if a.by and check.year(f"{where}.by", a.by) and a.by < form.at and not a.done:
        check.wrong(f"{where}.by", "is before the audit", "a day after it")
    if a.done:
        check.past(f"{where}.done", a.done, now, "leave it empty until it is done")
    return {
        "audit_row": a.row,
        "judgement": a.judgement,
        "evidence": check.text(f"{where}.evidence", a.evidence),
        "follow_up": follow_up,
        "who": who,
        "due_by": day_text(a.by),
        "done": day_text(a.done),
    }


# --- what follows from a finished audit -------------------------------------------------------------------------------
def _follow_up(
    office: Office, c: Any, audit_id: str, form: AuditForm, before: Mapping[str, Any] | None
) -> list[keeping.Back]:
    """An action for each follow-up; one that is there already is changed with it."""
    was = {a["audit_row"]: a["follow_up"] for a in before["answers"]} if before else {}
    there = [a for a in records.of_child(c, "action", form.child_id) if a["source_id"] == audit_id]
    backs = []
    for answer in form.answers:
        text = Check().line("what", answer.follow_up)
        if not text:
            continue
        old = was.get(answer.row, "")
        held = next((a for a in there if old and a["what"] == old), None)
        if held is None:
            decision = Decision(text, answer.who, answer.by)
            backs.append(add_action(office, c, form.child_id, decision, audit_id, source="audit"))
            continue
        there.remove(held)
        wanted = {"what": text, "who": Check().line("who", answer.who), "due_by": day_text(answer.by)}
        wanted["done"] = day_text(answer.done) or held["done"]
        if any(held[k] != v for k, v in wanted.items()):
            _, back = keeping.save(office, c, "action", held["id"], {**held, **wanted})
            backs.append(back)
    return backs


def _record(office: Office, c: Any, form: AuditForm) -> keeping.Back:
    """The event that says that the file was audited."""
    judged = {j: sum(a.judgement == j for a in form.answers) for j in JUDGEMENTS}
    said = [
        f"{judged['acceptable']} acceptable, {judged['mixed']} mixed, {judged['unacceptable']} unacceptable."
    ]
    if form.overall.strip():
        said.append(form.overall.strip())
    shape = event_form(EVENT)
    heading = shape.headings[0] if shape and shape.headings else "What was found"
    draft = EventDraft(form.child_id, EVENT, form.at, notes=((heading, "\n".join(said)),))
    draft = recording.check(c, draft, office.now())
    (event_id,) = recording.add(c, office, draft, (form.child_id,))
    return lambda c: recording.strike(c, event_id, office, "Undone: it was not to be recorded")


# --- results ---------------------------------------------------------------------------------------
def _view(c: Any, row: Mapping[str, Any]) -> AuditView:
    at = read_day(row["at"])
    assert at is not None
    versions = records.versions(c, "audit", row["id"])
    return AuditView(
        id=row["id"],
        child_id=row["child_id"],
        at=at,
        authority=row["authority"],
        auditor=row["auditor"],
        overall=row["overall"],
        answers=tuple(
            AuditAnswer(
                a["audit_row"],
                a["judgement"],
                a["evidence"],
                a["follow_up"],
                a["who"],
                read_day(a["due_by"]),
                read_day(a["done"]),
            )
            for a in row["answers"]
        ),
        draft=bool(row["draft"]),
        author=row["created_by"],
        written_at=datetime.fromisoformat(row["created_at"]),
        amended=len(versions) - 1,
    )


def _audited(c: Any) -> list[str]:
    """The children of whom there is an audit, each once."""
    return list(dict.fromkeys(r.child_id for r in records.everything(c, "audit")))


def _results(book: Rulebook, found: Sequence[tuple[AuditView, str]]) -> list[TableResult]:
    out = []
    for table in _grouped(book.audits):
        rows = {r.id for r in table.rows}
        points = [_point(a, name, rows) for a, name in found]
        themes = tuple(_theme(r, found) for r in table.rows)
        if any(p.judged for p in points):
            out.append(TableResult(table.title, tuple(p for p in points if p.judged), themes))
    return out


def _point(a: AuditView, name: str, rows: set[str]) -> AuditPoint:
    here = [x.judgement for x in a.answers if x.row in rows]
    return AuditPoint(a.id, a.at, name, *(here.count(j) for j in _COUNTED))


def _theme(row: AuditRow, found: Sequence[tuple[AuditView, str]]) -> ThemeCount:
    said = [x.judgement for a, _ in found for x in a.answers if x.row == row.id and x.judgement in _COUNTED]
    good, mixed, bad = (said.count(j) for j in _COUNTED)
    return ThemeCount(row.id, row.theme, good, mixed, bad, said[-1] if said else "")


def latest(found: Sequence[AuditView], since: date | None = None) -> AuditView | None:
    """The newest finished audit, not older than `since`."""
    done = [a for a in found if not a.draft and (since is None or day_of(a.at) >= since)]
    return max(done, key=lambda a: a.at, default=None)
