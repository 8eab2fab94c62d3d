"""Consent and the information-sharing log of a child, and what is asked before something is printed for a reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from models.repositories import around as rows
from models.repositories import people, records
from services.engine.facts import day_of
from services.usecases import consents, keeping, keyfacts, recording
from services.usecases.ages import full_name, say_date
from services.usecases.around_commands import ConsentForm, SharingForm
from services.usecases.checking import Check, plain
from services.usecases.children import standing
from services.usecases.cleaning import folded
from services.usecases.errors import NotFound
from services.usecases.network import network
from services.usecases.office import Office
from services.usecases.privacy import THIRD_PARTY, Guard
from services.usecases.rows import moment_text, read_moment
from services.usecases.sharing_results import ConsentView, SharingRecord, SharingView

BASES = {
    "consent": "Consent",
    "vital_interests": "To keep somebody safe",
    "legal_obligation": "A legal duty",
    "public_task": "A public task: safeguarding and promoting the child's welfare",
    "court_order": "An order of a court",
    "request": "The person's own request to see their record",
    "none": "No basis to share it",
}


class Sharing:
    """`desk.sharing`."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def record(self, child_id: str) -> SharingRecord:
        """Everything on consent and sharing of a child."""
        today = self._office.today()
        with self._office.read() as c:
            standing(c, child_id)
            given = consents.views(c, child_id, today)
            return SharingRecord(child_id, given, _log(c, child_id), consents.warnings(given))

    def save_consent(self, form: ConsentForm, consent_id: str | None = None) -> str:
        """Where consent was given, the event that the standards ask for is recorded with it."""
        return consents.save(self._office, form, consent_id)

    def remove_consent(self, consent_id: str) -> None:
        consents.remove(self._office, consent_id)

    def save_sharing(self, form: SharingForm, sharing_id: str | None = None) -> str:
        office = self._office
        content = checked(office, form)
        with office.write() as c:
            standing(c, form.child_id)
            if sharing_id and keeping.standing(c, "sharing", sharing_id)["child_id"] != form.child_id:
                raise NotFound
            saved, back = keeping.save(office, c, "sharing", sharing_id, content)
        done = "Change of the sharing log" if sharing_id else "An entry of the sharing log"
        office.keep(done, "child", (form.child_id,), back)
        return saved

    def remove_sharing(self, sharing_id: str) -> None:
        office = self._office
        with office.write() as c:
            child_id = keeping.standing(c, "sharing", sharing_id)["child_id"]
            back = keeping.remove(office, c, "sharing", sharing_id)
        office.keep("Removal from the sharing log", "child", (child_id,), back)

    def whose(self, child_id: str) -> tuple[str, ...]:
        """Whose consent may be asked for: the child, family and carers."""
        with self._office.read() as c:
            child = standing(c, child_id)
            near = [p.name for p in network(c, child_id) if p.kind != "professional"]
        return (*near, full_name(child.given, child.family_name))

    def agencies(self, child_id: str) -> tuple[str, ...]:
        """Agencies named before, and professionals of the network."""
        with self._office.read() as c:
            named = [v.agency for v in consents.views(c, child_id, self._office.today())]
            around = [known_as(p.name, p.relation) for p in network(c, child_id) if p.kind == "professional"]
        return tuple(dict.fromkeys(a for a in (*named, *around) if a))

    def readers(self, child_id: str) -> tuple[str, ...]:
        """For whom something may be printed: those it was shared with before, then the people around the child."""
        with self._office.read() as c:
            child = standing(c, child_id)
            before = [v.whom for v in _log(c, child_id)]
            around = [known_as(p.name, p.relation) for p in network(c, child_id)]
        return tuple(dict.fromkeys((*before, full_name(child.given, child.family_name), *around)))

    def may_be_told(self, child_id: str) -> dict[str, str]:
        """Reader, as `readers` names them → what they may be told, where that was entered."""
        with self._office.read() as c:
            around = network(c, child_id)
        return {
            known_as(p.name, p.relation): " ".join(p.may_be_told.split()) for p in around if p.may_be_told
        }

    def guard(self, child_id: str) -> Guard:
        """What is marked on a child's record, or on a sibling's: what was typed once for all of them may name it."""
        with self._office.read() as c:
            child = standing(c, child_id)
            kin = {s.id: full_name(s.given, "") for s in people.siblings(c, child_id, child.family_id)}
            family = {child_id: "", **kin}
            everybody = {p.id: p for i in family for p in network(c, i)}
            around = {p.id: p for p in everybody.values() if p.third_party or p.protected}
            others = {p.id: p.name for p in everybody.values() if not p.third_party}
            addresses = dict.fromkeys(a for i in family for a in _addresses(c, i))
            facts = tuple(fact for i, name in family.items() for fact in _marked_facts(c, i, name))
            notes = tuple(note for i, name in family.items() for note in _marked_notes(c, i, name))
            names = (*others.items(), *_children(c, family), *people.worker_names(c).items())
        return Guard(tuple(around.values()), facts, notes, tuple(addresses), names)


def _children(c: Any, ids: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(id, name) of children, each with the name that they are known by."""
    for child_id in ids:
        child = standing(c, child_id)
        yield child_id, full_name(child.given, child.family_name)
        if child.known_as:
            yield child_id, child.known_as


def _marked_facts(c: Any, child_id: str, sibling: str) -> list[tuple[str, str, str]]:
    """Id, heading and text of the key facts that tell of somebody else; `sibling`: whose record it is, "" for one's
    own."""
    return [
        (f.id, f"{f.heading}: {f.title}".rstrip(": ") + _whose(sibling), f"{f.title}\n{f.body}".strip())
        for f in keyfacts.views(c, child_id)
        if f.third_party
    ]


def _marked_notes(c: Any, child_id: str, sibling: str) -> list[tuple[str, str, str]]:
    """Id of the event, the event in words, and what is marked in its notes."""
    return [
        (e.id, f"Note of {say_date(day_of(e.at))}: {e.label}{_whose(sibling)}", body)
        for e in recording.views(c, child_id)
        for heading, body in e.notes
        if heading == THIRD_PARTY and body.strip()
    ]


def _whose(sibling: str) -> str:
    return f" (record of {sibling})" if sibling else ""


def known_as(name: str, relation: str) -> str:
    """A reader as they are named in the log and on paper: "Jo Grant, school nurse"."""
    return f"{name}, {relation}" if relation else name


def _addresses(c: Any, child_id: str) -> list[str]:
    """The protected addresses on one child's record; the child's own where they live with such a person."""
    found = [r["address"] for r in rows.around(c, child_id) if r["protected"] and r["address"].strip()]
    child = people.child(c, child_id)
    if child and child.address.strip() and any(p.protected and p.in_household for p in network(c, child_id)):
        found.append(child.address)
    return found


# --- the log ----------------------------------------------------------------------------------------------------
def _log(c: Any, child_id: str) -> tuple[SharingView, ...]:
    found = records.of_child(c, "sharing", child_id)
    counted = rows.versions_counted(c, "sharing", (r["id"] for r in found))
    shown = [_view(r, counted.get(r["id"], 1) - 1) for r in found]
    shown.reverse()
    return tuple(sorted(shown, key=lambda v: (day_of(v.at), str(v.at)), reverse=True))


def _view(row: Mapping[str, Any], amended: int) -> SharingView:
    basis = row["basis"]
    return SharingView(
        row["id"],
        read_moment(row["at"]),
        row["what"],
        row["whom"],
        row["why"],
        basis,
        BASES.get(basis, basis),
        bool(row["shared"]),
        row["note"],
        row["created_by"],
        amended,
    )


def checked(office: Office, form: SharingForm) -> dict[str, Any]:
    """What an entry of the log says, or InvalidInput with every problem."""
    check = Check()
    if check.year("at", form.at):
        check.past("at", form.at, office.now(), "the day on which it was shared or decided")
    content: dict[str, Any] = {
        "child_id": form.child_id,
        "at": moment_text(plain(form.at)),
        "what": check.text("what", form.what, needed="say what was shared, or asked for"),
        "whom": check.line("whom", form.whom, needed="say with whom"),
        "why": check.text("why", form.why),
        "note": check.text("note", form.note),
        "shared": int(form.shared),
        "basis": form.basis,
    }
    if form.basis:
        check.known("basis", form.basis, BASES, "basis")
    if not form.shared and not content["why"]:
        check.wrong("why", "is empty", "say why it was not shared")
    check.done()
    return content


def consent_for(found: SharingRecord, whom: str) -> str:
    """What stands on record of consent to share with somebody; "" where nothing does."""
    held = _consents(found, whom)
    return f"{held[0].whose}: {held[0].what}. {held[0].state_words}." if held else ""


def consent_stands(found: SharingRecord, whom: str) -> bool:
    """Whether the newest consent to share with somebody is in force."""
    return any(v.state in ("in_force", "ends_soon") for v in _consents(found, whom)[:1])


def _consents(found: SharingRecord, whom: str) -> list[ConsentView]:
    """To share with somebody, or to refer to them; the newest first."""
    name, held = folded(whom), []
    for v in found.consents:
        agency = folded(v.agency)
        named = agency and (agency in name or name in agency)
        if named and v.kind in ("information_sharing", "agency_referral"):
            held.append(v)
    return held
