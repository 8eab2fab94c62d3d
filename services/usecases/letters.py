"""Letters to families and agencies: offered with what is known, changed by hand, kept, sent on a day.

What is offered never holds what a child said in confidence, an analysis or a protected address. What the record
does not know stays a gap (`GAP`), and a letter with a gap in it stays a draft.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from models.repositories import records
from services.engine.facts import day_of
from services.usecases import keeping, marking, planner, recording
from services.usecases.ages import say_date
from services.usecases.around_results import Earlier
from services.usecases.checking import Check
from services.usecases.children import standing
from services.usecases.endingparts import parts_of
from services.usecases.endings_results import GAP, Addressee, LetterForm, LetterKind, LetterView, Sender
from services.usecases.errors import NotFound
from services.usecases.office import REACH, Office
from services.usecases.page_results import YOUNG as OLDER
from services.usecases.page_results import is_aged
from services.usecases.results import ROLES, ChildDetail, EventView
from services.usecases.rows import day_text, read_day
from services.usecases.vocabulary import RESOURCES, value_label

YOUNG = "young"  # `to` of a letter to the young person
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MEETINGS = ("meeting", "conference", "review", "group", "panel", "discussion")
_DATED_LINE = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}: ")  # how an event stands in a summary
_TOLD_BY = {"closing": ("case_closed",), "transfer": ("case_transferred", "worker_changed")}
_BRACKET = re.compile(r"\[([^\[\]]*\{[^\[\]]*)\]")
_NAME = re.compile(r"\{(\w+)\}")


class Letters:
    """`desk.letters`."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def kinds(self) -> tuple[LetterKind, ...]:
        return tuple(LetterKind(n, k["title"], k.get("about", "")) for n, k in _data().items())

    def sender(self) -> Sender:
        own = self._office.own()
        name = self._office.book(own.authority).name if own.authority else ""
        reach = (own.settings.get(n, "") for n in REACH)
        return Sender(
            own.name, dict(ROLES).get(own.role, value_label(own.role) if own.role else ""), name, *reach
        )

    def addressees(self, child_id: str) -> tuple[Addressee, ...]:
        """The people who can be written to: a young person first; else parents, carers, the child, professionals."""
        child = planner.detail(self._office, child_id)
        order = {"family": 0, "carer": 1, "child": 2, "professional": 3}
        found = [
            Addressee(
                p.name,
                p.relation,
                "" if p.protected else p.address or (child.address if p.in_household else ""),
                p.kind,
                "The address is protected: it is not put on the letter." if p.protected else "",
            )
            for p in child.network
            if p.died is None
        ]
        if child.born is not None:
            order |= {"child": -1} if is_aged(child, OLDER) else {}
            found.append(_self(child))
        return tuple(sorted(found, key=lambda a: order.get(a.kind, 4)))

    def about(self, child_id: str, kind: str) -> tuple[EventView, ...]:
        """The events that a letter of this kind can be about: booked meetings, or visits that took place."""
        wanted = _data()[kind].get("about", "") if kind in _data() else ""
        if not wanted:
            return ()
        with self._office.read() as c:
            events = recording.views(c, child_id)
        today = self._office.today()
        if wanted == "meeting":
            ahead = [e for e in events if e.planned and day_of(e.at) >= today and _is_meeting(e)]
            return tuple(sorted(ahead, key=lambda e: day_of(e.at)))
        past = [e for e in events if e.type == "visit" and not e.planned and not e.attrs.get("failed")]
        return tuple(sorted(past, key=lambda e: day_of(e.at), reverse=True)[:20])

    def offer(self, child_id: str, kind: str, addressee: str = "", event_id: str = "") -> LetterForm:
        """A letter with what the record knows; for nobody in particular where no addressee is named."""
        check = Check()
        check.known("kind", kind, _data(), "kind of letter")
        check.done()
        shape = _data()[kind]
        child = planner.detail(self._office, child_id)
        with self._office.read() as c:
            events = recording.views(c, child_id)
            endings = records.of_child(c, "ending", child_id)
            steps = [a for a in records.of_child(c, "action", child_id) if a["source"] == "event"]
        about = next((e for e in events if e.id == event_id), None)
        if about is None and shape.get("about"):
            about = next(iter(self.about(child_id, kind)), None)
        known = _known(self._office, child, events, endings, about, kind)
        if about is not None:
            agreed = [known.get("agreed", ""), *(_step(a) for a in steps if a["source_id"] == about.id)]
            known["agreed"] = "\n".join(line for line in agreed if line)
        people = self.addressees(child_id)
        if not addressee and shape["to"] == YOUNG:
            addressee = next((a.name for a in people if a.kind == "child"), "")
        whom = next((a for a in people if a.name == addressee), None)
        called = _called(child) if whom is not None and whom.kind == "child" else addressee
        body = f"Dear {called or GAP},\n\n{filled(shape['body'], known)}\n\nYours sincerely,"
        if slip := shape.get("slip", "").strip():
            body += f"\n\n{slip}"
        return LetterForm(
            child_id,
            kind,
            addressee,
            whom.address if whom else "",
            self._office.today(),
            filled(shape["subject"], known),
            body,
        )

    def of_child(self, child_id: str) -> tuple[LetterView, ...]:
        """The newest first."""
        with self._office.read() as c:
            standing(c, child_id)
            found = [_view(c, r) for r in records.of_child(c, "letter", child_id)]
        found.reverse()
        return tuple(sorted(found, key=lambda each: each.written, reverse=True))

    def one(self, letter_id: str) -> LetterView:
        with self._office.read() as c:
            return _view(c, keeping.standing(c, "letter", letter_id))

    def save(self, form: LetterForm, letter_id: str | None = None) -> str:
        """Keep a letter. Once it is sent, the transfer or closure that it tells of is marked as told on that day."""
        office = self._office
        content = _checked(form, office.now())
        with office.write() as c:
            standing(c, form.child_id)
            if letter_id and keeping.standing(c, "letter", letter_id)["child_id"] != form.child_id:
                raise NotFound
            saved, back = keeping.save(office, c, "letter", letter_id, content)
            told = _told(office, c, form)
        label = "Change of a letter" if letter_id else "Adding of a letter"
        office.keep(label, "letter", (form.child_id,), keeping.together(back, *told))
        if told:
            office.changes.publish("event", (form.child_id,))
        return saved

    def history(self, letter_id: str) -> tuple[Earlier, ...]:
        """Every wording that was saved, the newest first."""
        from services.usecases import workhistory

        return workhistory.versions(self._office, "letter", letter_id)

    def remove(self, letter_id: str, why: str = "") -> None:
        office = self._office
        with office.write() as c:
            child_id = keeping.standing(c, "letter", letter_id)["child_id"]
            back = keeping.remove(office, c, "letter", letter_id, why)
        office.keep("Removal of a letter", "letter", (child_id,), back)


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads((RESOURCES / "letters.toml").read_text("utf-8"))


def title_of(kind: str) -> str:
    shape = _data().get(kind)
    return str(shape["title"]) if shape else kind.replace("_", " ").capitalize()


def for_family(kind: str) -> bool:
    """Whether it is to the family, or to the young person."""
    return _data().get(kind, {}).get("to") in ("family", YOUNG)


def _self(child: ChildDetail) -> Addressee:
    relation = "the young person" if is_aged(child, OLDER) else "the child"
    return Addressee(child.name, relation, child.address, "child", "")


def _called(child: ChildDetail) -> str:
    return child.known_as or child.given or child.name


def _checked(form: LetterForm, now: datetime) -> dict[str, Any]:
    check = Check()
    check.known("kind", form.kind, _data(), "kind of letter")
    check.year("written", form.written)
    body = check.text("body", form.body, needed="write the letter")
    subject = check.line("subject", form.subject)
    final = not form.draft or form.sent is not None
    for where, text in (("body", body), ("subject", subject), ("addressee", form.addressee)):
        if final and GAP in text:
            check.wrong(where, f"still has a gap: {GAP}", "fill it in or take it out, or keep it as a draft")
    if form.sent:
        check.past("sent", form.sent, now, "leave it empty until it has gone")
        if form.sent < form.written:
            check.wrong("sent", "is before the letter was written", "look at both dates")
    content = {
        "child_id": form.child_id,
        "kind": form.kind,
        "addressee": check.line("addressee", form.addressee, needed="say whom it is to"),
        "address": check.text("address", form.address),
        "written": day_text(form.written),
        "subject": subject,
        "body": body,
        "sent": day_text(form.sent),
        "draft": int(form.draft and form.sent is None),
    }
    check.done()
    return content


def _told(office: Office, c: Any, form: LetterForm) -> list[keeping.Back]:
    """The closure or transfer that a letter tells of, marked as told on the day on which it was sent."""
    types = _TOLD_BY.get(form.kind.partition("_")[0], ())
    if form.sent is None or not types or not for_family(form.kind):
        return []
    row = marking.newest(c, form.child_id, types)
    if row is None:
        return []
    back = marking.mark(office, c, row[0], "notified", form.sent)
    return [back] if back else []


def _view(c: Any, row: Mapping[str, Any]) -> LetterView:
    written = read_day(row["written"])
    assert written is not None
    return LetterView(
        id=row["id"],
        child_id=row["child_id"],
        kind=row["kind"],
        title=title_of(row["kind"]),
        addressee=row["addressee"],
        address=row["address"],
        written=written,
        subject=row["subject"],
        body=row["body"],
        sent=read_day(row["sent"]),
        draft=bool(row["draft"]),
        author=row["created_by"],
        amended=len(records.versions(c, "letter", row["id"])) - 1,
    )


# --- what is offered ------------------------------------------------------------------------------------------------
def filled(template: str, known: Mapping[str, str]) -> str:
    """A template with what is known; what is not known is left out, or stands as a gap."""

    def bracket(found: re.Match[str]) -> str:
        inner = found[1]
        if all(known.get(name) for name in _NAME.findall(inner)):
            return inner
        start, end = found.start(), found.end()
        alone = template[:start].endswith("\n") and template[end:].startswith("\n")
        return GAP if alone and not inner.startswith("\n") else ""

    text = _BRACKET.sub(bracket, template.strip() + "\n").strip()
    text = _NAME.sub(lambda m: known.get(m[1]) or GAP, text)
    return re.sub(r"\n{3,}", "\n\n", text)


def _known(
    office: Office,
    child: ChildDetail,
    events: Iterable[EventView],
    endings: list[dict[str, Any]],
    about: EventView | None,
    kind: str,
) -> dict[str, str]:
    held = list(events)
    known = {
        "child": _called(child) if for_family(kind) else child.name,
        "full": _full(child),
        "worker": office.own().name,
        **{n: office.own().settings.get(n, "") for n in REACH},
        "authority": child.authority_name,
        "wishes": child.known_as or child.given if child.born else "",
        "next": _next(held, office.today(), about),
        "agencies": "\n".join(
            f"• {p.name}" + (f", {p.relation}" if p.relation else "")
            for p in child.network
            if p.kind == "professional" and p.died is None
        ),
    }
    known |= _of_ending(endings, kind, office.today())
    if kind.startswith("transfer") and known.get("new_worker") != office.own().name:
        known |= dict.fromkeys(REACH, "")  # ours are not the new worker's
    if about is not None:
        known |= {"day": _spoken(about), "what": about.label, **_of_notes(about)}
        place = about.attrs.get("place")
        known["place"] = value_label(place).capitalize() if isinstance(place, str) else ""
    return known


def _full(child: ChildDetail) -> str:
    born = f" (born {say_date(child.born)})" if child.born else ""
    return f"{child.name}{born}"


def _of_ending(endings: list[dict[str, Any]], kind: str, today: date) -> dict[str, str]:
    """What the transfer or closure that is under way, or was finished last, says already.

    Why we became involved is told in the worker's own words only: an event's line may name who got in touch.
    """
    found = {"is_ending": "is ending", "will_be": "will be"}
    wanted = "closure" if kind.startswith("closing") else "transfer"
    last = next((e for e in reversed(endings) if e["kind"] == wanted), None)
    if last is None or not kind.startswith(("closing", "transfer")):
        return found
    parts = dict(parts_of(last["kind"], last["summary"]))
    known = found | {
        "reasons": _own_words(parts.get("Why we became involved", "")),
        "changed": parts.get("What has changed for the child", ""),
        "helping": parts.get("Who goes on helping, and how", ""),
        "ends": parts.get("Why the work is ending", ""),
        "why": parts.get("Why the work is moving on, and to whom", "")
        .removeprefix(f"To {last['to_whom']}.")
        .strip(),
    }
    name, _, team = last["to_whom"].partition(",")
    known |= {"new_worker": name.strip(), "to_whom": team.strip()}
    finished = read_day(last["finished"])
    if finished:
        known |= {"day": say_date(finished), "will_be": "is"}
        known["is_ending"] = "ended" if finished < today else "is ending"
    return known


def _own_words(text: str) -> str:
    """What was written by hand: without the lines that an event was put in with."""
    return "\n".join(line for line in text.splitlines() if not _DATED_LINE.match(line.strip())).strip()


def _of_notes(e: EventView) -> dict[str, str]:
    """The parts of a visit's notes that were said in the family's presence; never the child's own words or analysis."""
    found = {"discussed": "", "views": "", "agreed": ""}
    for heading, text in e.notes:
        said = heading.casefold()
        if said.startswith("purpose"):
            found["discussed"] = text
        elif said.startswith(("parents", "carers", "views of the parents")):
            found["views"] = text
        elif said.startswith(("what happens next", "decisions", "next steps")):
            found["agreed"] = text
    return found


def _step(a: Mapping[str, Any]) -> str:
    """ "• Ring the school (Sam, by 3 March 2026)"."""
    by = read_day(a["due_by"])
    end = ", ".join(filter(None, (a["who"], f"by {say_date(by)}" if by else "")))
    return f"• {a['what']}" + (f" ({end})" if end else "")


def _next(events: list[EventView], today: date, about: EventView | None) -> str:
    ahead = [e for e in events if e.planned and day_of(e.at) >= today and e is not about]
    if about is not None and about.type == "visit":
        ahead = [e for e in ahead if e.type == "visit"]
        return _spoken(min(ahead, key=lambda e: str(e.at))) if ahead else ""
    if not ahead:
        return ""
    first = min(ahead, key=lambda e: str(e.at))
    return f"{first.label.lower()} on {_spoken(first)}"


def _spoken(e: EventView) -> str:
    """ "Tuesday 3 March 2026 at 10:00"."""
    day = day_of(e.at)
    said = f"{_DAYS[day.weekday()]} {say_date(day)}"
    return f"{said} at {e.at:%H:%M}" if isinstance(e.at, datetime) else said


def _is_meeting(e: EventView) -> bool:
    return any(word in e.label.casefold() for word in _MEETINGS)
