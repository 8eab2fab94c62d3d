"""A version of an authority's standards before it is accepted: what it would change, and what should be read first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from services.engine.calendar import WorkingCalendar
from services.engine.facts import Case, day_of
from services.engine.rulebook import Rulebook
from services.usecases import cases
from services.usecases.ages import full_name
from services.usecases.casefile import year_later
from services.usecases.caseload import Report
from services.usecases.counting import counted
from services.usecases.drafts import WORKER
from services.usecases.errors import Cancelled
from services.usecases.layers import NATIONAL_PACK, passing
from services.usecases.office import Office
from services.usecases.pack_results import ChildEffect, Proposal
from services.usecases.packfile import parse_pack_file, write_pack
from services.usecases.standards_results import PackChanges, Passing
from services.usecases.versions import DROPPED, case_changes, pack_changes
from services.usecases.wording import say_day


def propose(office: Office, book: Rulebook, from_: str) -> Proposal:
    """What accepting this rulebook would mean, set beside the version that it follows."""
    shelf, calendar = office.library, office.calendar()
    versions = shelf.versions(book.id) if book.id in shelf.ids else ()
    before = followed(versions, book)
    rules = pack_changes(before, book, calendar) if before else None
    flagged = passing(book, shelf.rulebook(NATIONAL_PACK, office.today()), calendar)
    known = {(p.standard, p.limit) for p in _passing_now(office, before, calendar)}
    return Proposal(
        book_id=book.id,
        name=book.name,
        title=book.title,
        version=book.version,
        effective=book.effective,
        text=write_pack(book).decode("utf-8"),
        is_new=not versions,
        replaces=before.version if before else "",
        rules=rules,
        asks=tuple(_asks(office, book, versions, before, rules)),
        passing=flagged,
        new_passing=tuple(p for p in flagged if (p.standard, p.limit) not in known),
        standards=len(book.standards),
        expectations=len(book.expectations),
        from_=from_,
    )


def followed(versions: Sequence[Rulebook], book: Rulebook) -> Rulebook | None:
    """The version that counts when this one takes effect; the first where it would come before all of them."""
    earlier = [b for b in versions if b.effective <= book.effective]
    return earlier[-1] if earlier else versions[0] if versions else None


def _passing_now(office: Office, before: Rulebook | None, calendar: WorkingCalendar) -> tuple[Passing, ...]:
    if before is None:
        return ()
    return passing(before, office.library.rulebook(NATIONAL_PACK, office.today()), calendar)


def _asks(
    office: Office,
    book: Rulebook,
    versions: Sequence[Rulebook],
    before: Rulebook | None,
    rules: PackChanges | None,
) -> Iterator[str]:
    """Plain warnings to read before accepting."""
    shelf, today, day = office.library, office.today(), say_day(book.effective)
    others = (shelf.rulebook(i, today).name for i in shelf.ids if i != book.id)
    if book.name.casefold() in (name.casefold() for name in others):
        yield (
            f"Another authority here is called “{book.name}” as well, and the two could be mistaken for each other. "
            "Is this file what it says?"
        )
    if before is None:
        yield f"This adds a new authority, “{book.name}”. Nothing changes for any child until you choose it for one."
        return
    if book.id in shelf.shipped:
        yield f"This is an update of the standards of {before.name} that came with Daymark (version {before.version})."
    if book.name != before.name:
        yield f"It calls itself “{book.name}”; until now this authority was called “{before.name}”."
    if book.effective > today:
        yield f"It takes effect on {day}. Until then version {before.version} counts."
    elif book.effective < today:
        yield (
            f"It took effect on {day}, which is past. What was met, or past its date, before today stays as it was; "
            "what is still open follows the new version."
        )
    if before.effective > book.effective:
        yield (
            f"It takes effect before version {before.version} ({say_day(before.effective)}), "
            "which goes on counting from its own day."
        )
    elif before.effective == book.effective:
        yield f"It takes effect on the same day as version {before.version}, and would take its place."
    later = [b for b in versions if b.effective > book.effective and b is not before]
    if later:
        yield f"From {say_day(later[0].effective)} version {later[0].version} counts in its place."
    if rules is not None:
        if not rules.rules and rules.expectations == (0, 0) and before.audits == book.audits:
            yield f"It says the same as version {before.version}: no rule changes."
        if {a[1:] for a in before.audits} != {a[1:] for a in book.audits}:
            yield "Its audit tables say something else."
        dropped = sum(r.kind == DROPPED for r in rules.rules)
        if dropped and dropped * 2 > len(before.standards):
            yield f"It leaves out {dropped} of the {len(before.standards)} standards. Is the file complete?"


def effects(
    office: Office, proposal: Proposal, progress: Report | None, cancelled: Callable[[], bool] | None
) -> tuple[ChildEffect, ...]:
    """What would change for each child under that authority, and for oneself; those without a change as well.

    Raises Cancelled once `cancelled()` says so.
    """
    shelf, now, calendar = office.library, office.now(), office.calendar()
    if proposal.book_id not in shelf.ids:
        return ()
    before = shelf.versions(proposal.book_id)
    after = (*before, taken_up(proposal, now.date()))
    people = list(_under(office, proposal.book_id))
    found = []
    for done, (child_id, name, case) in enumerate(people):
        if cancelled is not None and cancelled():
            raise Cancelled
        changes = case_changes(before, after, case, now, year_later(now.date()), calendar)
        found.append(ChildEffect(child_id, name, changes))
        if progress is not None:
            progress(done + 1, len(people))
    return tuple(found)


def rewritten(office: Office, authority: str, version: str) -> tuple[str, ...]:
    """For whom deadlines that are past would read otherwise, were that version taken away: child ids, WORKER."""
    now, calendar = office.now(), office.calendar()
    books = office.library.versions(authority)
    left = [b for b in books if b.version != version]
    gone = [b for b in books if b.version == version]
    if not left or not gone or max(gone[0].effective, gone[0].taken_on or gone[0].effective) >= now.date():
        return ()

    def past(those: Sequence[Rulebook], case: Case) -> list[tuple[object, ...]]:
        found = counted(those, case, now, now.date(), calendar)
        return [
            (d.standard.id, d.counted_from, d.due, d.state)
            for d in found
            if d.due is not None and day_of(d.due) < now.date()
        ]

    return tuple(
        person for person, _, case in _under(office, authority) if past(books, case) != past(left, case)
    )


def taken_up(proposal: Proposal, day: date) -> Rulebook:
    """The proposal as it would count, were it accepted on that day; PackError where it cannot be read."""
    return replace(parse_pack_file(proposal.text.encode("utf-8")), taken_on=day)


def _under(office: Office, authority: str) -> Iterator[tuple[str, str, Case]]:
    with office.read() as c:
        bulk, own = cases.bulk(c), office.own()
        mine = cases.of_worker(c, own)
    for child in bulk.children:
        if child.authority == authority:
            rows = (kept.get(child.id, ()) for kept in (bulk.events, bulk.agreed, bulk.waived))
            yield child.id, full_name(child.given, child.family_name), cases.case_of(child, *rows)
    if own.authority == authority:
        yield WORKER, own.name, mine
