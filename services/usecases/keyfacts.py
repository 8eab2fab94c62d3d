"""Key facts: what anyone who works with a child must know, beside what the events already say."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.repositories import around as rows
from models.repositories import records
from services.usecases import keeping, photo, recording
from services.usecases.around_commands import KeyFactForm
from services.usecases.around_results import KeyFacts, KeyFactView
from services.usecases.checking import Check, is_day
from services.usecases.children import standing
from services.usecases.errors import NotFound
from services.usecases.network import network
from services.usecases.office import Office
from services.usecases.results import EventView
from services.usecases.rows import day_text, read_day
from services.usecases.standingfacts import legal_status, placements, said

KINDS = {
    "risk": "Risk that a visitor must know",
    "emergency": "In an emergency",
    "pen_picture": "Pen picture",
    "legal_status": "Legal status",
    "placement": "Where the child lives",
    "school": "School or nursery",
    "language": "Language",
    "communication": "Communication",
    "health": "Health",
    "other": "Also to know",
}
RISK = "risk"
_LIVES = ("placement_started", "placement_ended", "ceased_looked_after")
_SCHOOL = ("school_changed",)
_SAFETY = "worker_safety_concern"
_SHORT = 400  # characters of a note


def of_child(office: Office, child_id: str) -> KeyFacts:
    today = office.today()
    with office.read() as c:
        standing(c, child_id)
        stand, found = standing_now(c, child_id, today), views(c, child_id)
        events = tuple(e for e in recording.views(c, child_id) if not e.planned)
        picture, people = photo.view(c, child_id), network(c, child_id)
    ended = tuple(f for f in found if f.until and f.until < today)
    return KeyFacts(child_id, tuple(stand), ended, _from_events(events), picture, people)


def standing_now(c: Any, child_id: str, today: date) -> list[KeyFactView]:
    """Those that have not ended, in the order of their kinds."""
    stand = [f for f in views(c, child_id) if not f.until or f.until >= today]
    order = list(KINDS)
    return sorted(stand, key=lambda f: order.index(f.kind) if f.kind in order else len(order))


def views(c: Any, child_id: str) -> list[KeyFactView]:
    """Every key fact that was not removed, in the order in which they were entered."""
    found = records.of_child(c, "key_fact", child_id)
    counted = rows.versions_counted(c, "key_fact", (r["id"] for r in found))
    return [
        KeyFactView(
            id=r["id"],
            kind=r["kind"],
            heading=KINDS.get(r["kind"], r["kind"].replace("_", " ").capitalize()),
            title=r["title"],
            body=r["body"],
            since=read_day(r["since"]),
            until=read_day(r["until"]),
            third_party=bool(r["third_party"]),
            author=r["created_by"],
            amended=counted.get(r["id"], 1) - 1,
        )
        for r in found
    ]


def _from_events(events: tuple[EventView, ...]) -> tuple[tuple[str, str], ...]:
    """Legal status, where the child lives and school, as the newest events have them; concerns for a visitor."""
    found = [("Legal status", legal_status(events)), ("Where the child lives", _latest(events, _LIVES))]
    found += [("Placements so far", placements(events)), ("School or nursery", _latest(events, _SCHOOL))]
    concern = next((e for e in reversed(events) if e.type == _SAFETY), None)
    if concern is not None:
        found.append((KINDS[RISK], said(concern)))
    return tuple((heading, text) for heading, text in found if text)


def _latest(events: tuple[EventView, ...], types: tuple[str, ...]) -> str:
    newest = next((e for e in reversed(events) if e.type in types), None)
    return said(newest) if newest else ""


def save(office: Office, form: KeyFactForm, fact_id: str | None = None) -> str:
    content = _checked(form)
    with office.write() as c:
        standing(c, form.child_id)
        if fact_id and keeping.standing(c, "key_fact", fact_id)["child_id"] != form.child_id:
            raise NotFound
        saved, back = keeping.save(office, c, "key_fact", fact_id, content)
    done = "Change of a key fact" if fact_id else "Adding of a key fact"
    office.keep(done, "child", (form.child_id,), back)
    return saved


def _checked(form: KeyFactForm) -> dict[str, Any]:
    check = Check()
    check.known("kind", form.kind, KINDS, "kind of key fact")
    title, body = check.line("title", form.title), check.text("body", form.body)
    if not title and not body:
        check.wrong("title", "is empty", "say in a line what must be known")
    for name in ("since", "until"):
        day = getattr(form, name)
        if day is not None and is_day(day):
            check.year(name, day)
        elif day is not None:
            check.wrong(name, "is not a date", "a day, without a time")
    if form.since and form.until and form.until < form.since:
        check.wrong("until", "is before it began", "look at both dates")
    check.done()
    return {
        "child_id": form.child_id,
        "kind": form.kind,
        "title": title,
        "body": body,
        "since": day_text(form.since),
        "until": day_text(form.until),
        "third_party": int(form.third_party),
    }


def remove(office: Office, fact_id: str) -> None:
    with office.write() as c:
        child_id = keeping.standing(c, "key_fact", fact_id)["child_id"]
        back = keeping.remove(office, c, "key_fact", fact_id)
    office.keep("Removal of a key fact", "child", (child_id,), back)


def risks(c: Any, child_id: str, today: Any) -> tuple[str, ...]:
    """What a visitor must know, a line each."""
    found = (f for f in views(c, child_id) if f.kind == RISK and (not f.until or f.until >= today))
    lines = [" ".join((f.title or f.body).split()) for f in found]
    return tuple(text if len(text) <= _SHORT else text[:_SHORT].rsplit(" ", 1)[0] + " …" for text in lines)
