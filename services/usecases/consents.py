"""Consent: whose, for what, with which agency, until when; and the event that the standards ask for.

The `consent` table has no column of its own for a day of refusal. Consent that was asked for and refused is kept
with no day of giving, and with the day on which it was refused under `withdrawn`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from models.repositories import around as rows
from models.repositories import records
from services.engine.facts import day_of
from services.usecases import keeping, recording
from services.usecases.ages import full_name, say_date
from services.usecases.around_commands import ConsentForm
from services.usecases.checking import Check, is_day
from services.usecases.children import standing
from services.usecases.cleaning import folded
from services.usecases.commands import EventDraft
from services.usecases.errors import NotFound
from services.usecases.kinship import words as words_of
from services.usecases.network import network
from services.usecases.office import Office
from services.usecases.results import EventView
from services.usecases.rows import day_text, read_day
from services.usecases.sharing_results import ConsentView

KINDS = {
    "information_sharing": "Seeking and sharing information",
    "agency_referral": "Referral to another agency",
    "medical": "Medical examination or treatment",
    "other": "Something else",
}
GIVERS = {
    "parent": "A parent, or somebody with parental responsibility",
    "child": "The child",
    "household_member": "Somebody else of 16 or over in the household",
}
HOW = ("In writing", "In person", "By telephone", "By e-mail")
EVENT = "consent"
SOON = 28  # days before a consent runs out in which it is told
_PARENTS = {
    "mother",
    "father",
    "mum",
    "dad",
    "mam",
    "parent",
    "guardian",
    "adopter",
    "stepmother",
    "stepfather",
}


def save(office: Office, form: ConsentForm, consent_id: str | None = None) -> str:
    """Keep a consent. Where it was given, that is an event of its day too; a correction corrects the event as well."""
    content = _checked(office, form)
    with office.write() as c:
        child = standing(c, form.child_id)
        before = keeping.standing(c, "consent", consent_id) if consent_id else None
        if before is not None and before["child_id"] != form.child_id:
            raise NotFound
        was = _event(c, form.child_id, before)
        giver = (
            form.giver or str(was.attrs.get("person", "") if was else "") or giver_of(c, child, form.whose)
        )
        saved, back = keeping.save(office, c, "consent", consent_id, content)
        redo = _keep_event(office, c, before, content, giver)
    done = "Change of a consent" if consent_id else "Adding of a consent"
    office.keep(done, "event", (form.child_id,), _both(back, redo))
    return saved


def remove(office: Office, consent_id: str) -> None:
    """Take a consent off the record, and with it the event that was recorded for it."""
    with office.write() as c:
        before = keeping.standing(c, "consent", consent_id)
        back = keeping.remove(office, c, "consent", consent_id)
        redo = _keep_event(office, c, before, None, "")
    office.keep("Removal of a consent", "event", (before["child_id"],), _both(back, redo))


def _both(first: keeping.Back, second: keeping.Back) -> keeping.Back:
    def back(c: Any) -> None:
        first(c)
        second(c)

    return back


# --- the event of a consent ---------------------------------------------------------------------------------------
def _keep_event(
    office: Office, c: Any, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, giver: str
) -> keeping.Back:
    """Record, correct or strike the event; returns what takes that back."""
    child_id = (after or before or {})["child_id"]
    old = _event(c, child_id, before) if before else None
    wanted = _draft(after, giver) if after and after["given"] else None
    if wanted is not None and old is None:
        if _event(c, child_id, after, giver) is not None:
            return lambda c: None  # it was recorded by hand that day
        new = recording.add(c, office, recording.check(c, wanted, office.now()), (child_id,))[0]
        return lambda c: recording.strike(c, new, office, "Undone: its consent was not to be added")
    if old is None:
        return lambda c: None
    said = EventDraft(child_id, EVENT, old.at, old.attrs, old.milestones, old.planned, old.notes)
    if wanted is None:
        recording.strike(c, old.id, office, "The consent it tells of was taken off, or was not given")
    else:
        wanted = replace(wanted, notes=_noted(old, wanted))
        if (wanted.at, dict(wanted.attrs), wanted.notes) == (day_of(old.at), dict(old.attrs), old.notes):
            return lambda c: None
        kept = replace(wanted, at=old.at if day_of(old.at) == wanted.at else wanted.at)
        _say(office, c, old.id, recording.check(c, kept, office.now(), old.id), "The consent was corrected")
    return lambda c: _say(office, c, old.id, said, "Undone: it says again what it said before")


def _say(office: Office, c: Any, event_id: str, draft: EventDraft, why: str) -> None:
    from models.repositories import events as event_rows

    by, stamp = office.author(), office.stamp()
    event_rows.amend(c, event_id, recording.said_of(draft), draft.notes, by, stamp, why)


def _draft(content: Mapping[str, Any], giver: str) -> EventDraft:
    given = read_day(content["given"])
    assert given is not None
    kind, details = split(content["what"])
    to = " ".join(
        part for part in (details, f"with {content['agency']}" if content["agency"] else "") if part
    )
    told = f"{content['whose']}: {KINDS[kind].lower()}" + (f", {to}" if to else "") + "."
    notes = ((recording_heading(), told),)
    return EventDraft(content["child_id"], EVENT, given, {"kind": kind, "person": giver}, notes=notes)


def recording_heading() -> str:
    """The first heading of a consent's notes."""
    from services.usecases.vocabulary import event_form

    form = event_form(EVENT)
    return form.headings[0] if form and form.headings else "What happened (fact)"


def _noted(old: EventView, wanted: EventDraft) -> tuple[tuple[str, str], ...]:
    """The event's notes, with the first heading as the consent now says it; what else was written stays."""
    heading = wanted.notes[0][0]
    return (*wanted.notes, *(pair for pair in old.notes if pair[0] != heading))


def _event(c: Any, child_id: str, content: Mapping[str, Any] | None, giver: str = "") -> EventView | None:
    """The event that tells of a consent: of its day and kind (and giver), best the one that names who gave it."""
    if not content or not content["given"]:
        return None
    day, kind = read_day(content["given"]), split(content["what"])[0]
    found = [
        e
        for e in recording.views(c, child_id)
        if e.type == EVENT and not e.planned and day_of(e.at) == day and e.attrs.get("kind") == kind
        and (not giver or e.attrs.get("person") in (None, giver))
    ]  # fmt: skip
    named = [e for e in found if any(content["whose"] in body for _, body in e.notes)]
    quiet = [e for e in found if not e.notes]
    return next(iter([*named, *quiet]), None)


def giver_of(c: Any, child: Any, whose: str) -> str:
    """Who somebody is, as the vocabulary asks of a consent."""
    name = folded(whose)
    if name in (
        folded(full_name(child.given, child.family_name)),
        folded(child.given),
        folded(child.known_as),
    ):
        return "child"
    person = next((p for p in network(c, child.id) if name.startswith(folded(p.name))), None)
    if person is None or person.parental_responsibility or set(words_of(person.relation)) & _PARENTS:
        return "parent"
    return "household_member" if person.in_household else "parent"


# --- checking and showing -------------------------------------------------------------------------------------------
def _checked(office: Office, form: ConsentForm) -> dict[str, Any]:
    check = Check()
    whose = check.line("whose", form.whose, needed="say whose consent it is")
    check.known("kind", form.kind, KINDS, "kind of consent")
    if form.giver:
        check.known("giver", form.giver, GIVERS, "giver of consent")
    details, agency = check.line("details", form.details), check.line("agency", form.agency)
    if form.kind == "other" and not details:
        check.wrong("details", "is empty", "say what the consent is for")
    content: dict[str, Any] = {"whose": whose, "agency": agency, "how": check.line("how", form.how)}
    content["note"] = check.text("note", form.note)
    _days(check, form, office)
    check.done()
    content["what"] = f"{KINDS[form.kind]}: {details}" if details else KINDS[form.kind]
    content |= {"child_id": form.child_id, "given": day_text(form.given), "until": day_text(form.until)}
    content["withdrawn"] = day_text(form.refused if form.given is None else form.withdrawn)
    return content


def _days(check: Check, form: ConsentForm, office: Office) -> None:
    for name in ("given", "refused", "withdrawn", "until"):
        day = getattr(form, name)
        if day is None:
            continue
        if not is_day(day):
            check.wrong(name, "is not a date", "a day, without a time")
            return
        if check.year(name, day) and name != "until":
            check.past(name, day, office.now(), "leave it empty until then")
    if form.given and form.refused:
        check.wrong("refused", "cannot stand beside a day on which it was given", "write a second entry")
    if form.given is None and form.refused is None:
        check.wrong("given", "is empty", "say on which day it was given, or on which day it was refused")
    for name in ("until", "withdrawn"):
        day = getattr(form, name)
        if day and form.given and day < form.given:
            check.wrong(name, "is before it was given", "look at both dates")
        elif day and form.given is None and form.refused is not None:
            check.wrong(name, "cannot be where consent was refused", "leave it empty")


def split(what: str) -> tuple[str, str]:
    """The kind of a consent, and its details, from what is kept."""
    for kind, label in KINDS.items():
        if what == label:
            return kind, ""
        if what.startswith(f"{label}: "):
            return kind, what[len(label) + 2 :]
    return "other", what


def views(c: Any, child_id: str, today: date) -> tuple[ConsentView, ...]:
    """A child's consents, the newest first."""
    found = records.of_child(c, "consent", child_id)
    counted = rows.versions_counted(c, "consent", (r["id"] for r in found))
    shown = [_view(r, today, counted.get(r["id"], 1) - 1) for r in found]
    shown.reverse()  # of one day, the one saved last comes first
    return tuple(sorted(shown, key=lambda v: v.given or v.refused or date.min, reverse=True))


def _view(row: Mapping[str, Any], today: date, amended: int) -> ConsentView:
    kind, details = split(row["what"])
    given, until, withdrawn = (read_day(row[n]) for n in ("given", "until", "withdrawn"))
    refused, withdrawn = (None, withdrawn) if given else (withdrawn, None)
    state, told = _state(given, refused, until, withdrawn, today)
    what = f"{KINDS[kind]}: {details}" if details and kind != "other" else details or KINDS[kind]
    return ConsentView(
        row["id"], row["whose"], kind, what, details, row["agency"], given, refused, until, withdrawn,
        row["how"], row["note"], state, told, row["created_by"], amended,
    )  # fmt: skip


def _state(
    given: date | None, refused: date | None, until: date | None, withdrawn: date | None, today: date
) -> tuple[str, str]:
    if given is None:
        return (
            "refused",
            f"Asked for and refused on {say_date(refused)}" if refused else "Asked for, not given",
        )
    if withdrawn:
        return "withdrawn", f"Withdrawn on {say_date(withdrawn)}"
    if until is None:
        return "in_force", "In force"
    if until < today:
        return "run_out", f"Ran out on {say_date(until)}"
    if until - today <= timedelta(days=SOON):
        return "ends_soon", "Runs out today" if until == today else f"Runs out on {say_date(until)}"
    return "in_force", f"In force until {say_date(until)}"


def warnings(found: tuple[ConsentView, ...]) -> tuple[str, ...]:
    """Consents that have run out or run out soon, and were not given again since."""
    told = []
    for v in found:
        if v.state not in ("run_out", "ends_soon") or any(_again(v, other) for other in found):
            continue
        with_whom = f", with {v.agency}" if v.agency else ""
        told.append(f"{v.state_words}: consent of {v.whose} ({v.what[0].lower()}{v.what[1:]}{with_whom})")
    return tuple(told)


def _again(old: ConsentView, new: ConsentView) -> bool:
    same = (folded(new.whose), new.kind, folded(new.agency)) == (
        folded(old.whose),
        old.kind,
        folded(old.agency),
    )
    day, before = new.given or new.refused, old.given
    longer = (
        new.state == "in_force"
        or (new.until and old.until and new.until > old.until)
        or new.state == "refused"
    )
    return (
        new.id != old.id
        and same
        and day is not None
        and before is not None
        and day >= before
        and bool(longer)
    )
