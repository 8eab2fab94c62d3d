"""Children: their head record, their family and siblings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from models.repositories import events, people
from services.usecases import keeping
from services.usecases.ages import FROM_EXPECTED, age_in_words, full_name
from services.usecases.checking import Check, is_day
from services.usecases.cleaning import folded
from services.usecases.commands import ChildForm
from services.usecases.errors import NotFound
from services.usecases.office import Office
from services.usecases.results import Sibling, Value
from services.usecases.rows import day_text, read_day, read_values, values_text
from services.usecases.vocabulary import fact_label, words

_LINES = ("given", "family_name", "known_as", "pronouns", "reference", "family", "languages", "worker")
_TEXTS = ("address", "note")
OPENING = ("contact_received", "referral_received", "case_opened")  # what opens a case, or opens it again
_DATED = ("born", "expected", "age")  # facts with controls of their own, or derived
_LONGEST = timedelta(days=301)  # from today to the expected birth


def _checked(office: Office, form: ChildForm) -> dict[str, Any]:
    """The form's columns, cleaned; InvalidInput with every problem."""
    check, today = Check(), office.today()
    content: dict[str, Any] = {name: check.line(name, getattr(form, name)) for name in _LINES}
    content |= {name: check.text(name, getattr(form, name)) for name in _TEXTS}
    if not content["given"] and not content["family_name"]:
        check.wrong("given", "is empty", "give a first name, a family name, or both")
    elif form.born and not content["given"]:
        check.wrong("given", "is empty", "a child who is born has a name")
    _dates(check, form, today)
    authority = form.authority or office.own().authority
    if check.known("authority", authority, office.library.ids, "authority"):
        content["authority"] = authority
    content["facts"] = values_text(_facts(check, form))
    content["born"], content["expected"] = day_text(form.born), day_text(form.expected)
    check.done()
    return content


def _dates(check: Check, form: ChildForm, today: date) -> None:
    for name in ("born", "expected"):
        day = getattr(form, name)
        if day is not None and not is_day(day):
            check.wrong(name, "is not a date", "a day, without a time")
            return
        if day is not None:
            check.year(name, day)
    if form.born is None and form.expected is None:
        check.wrong("born", "neither a birth nor an expected date is given", "give one of the two")
    if form.born and form.born > today:
        check.wrong("born", "is still to come", "for an unborn child give the expected date")
    if form.expected and form.expected > today + _LONGEST:
        check.wrong("expected", "is more than ten months away", "look at the date again")
    if form.expected and form.born is None and form.expected < today - timedelta(days=60):
        check.wrong("expected", "is more than two months ago", "give the day of birth")
    if form.born and form.expected and abs(form.born - form.expected) > FROM_EXPECTED:
        check.wrong("expected", "is too far from the day of birth", "leave it empty, or look at both dates")


def _facts(check: Check, form: ChildForm) -> dict[str, Value]:
    specs = words().child
    facts: dict[str, Value] = {}
    for name, value in form.facts.items():
        where = f"facts.{name}"
        if name in _DATED or name not in specs:
            check.known(where, name, [n for n in specs if n not in _DATED], "fact")
        elif not isinstance(value, bool):
            check.wrong(where, f"{fact_label(name)} is neither yes nor no", "yes or no")
        elif value:
            facts[name] = value
    return facts


def _linked(office: Office, c: Any, content: dict[str, Any]) -> dict[str, Any]:
    """Names of family and worker as the rows they stand for."""
    by, stamp = office.author(), office.stamp()
    family, worker = content.pop("family"), content.pop("worker") or office.own().name
    content["family_id"] = people.family_named(c, family, folded(family), by, stamp) if family else None
    content["worker_id"] = people.worker_named(c, worker, folded(worker), by, stamp)
    return content


def add(office: Office, form: ChildForm) -> str:
    content = _checked(office, form)
    with office.write() as c:
        child_id, back = keeping.save(office, c, "child", None, _linked(office, c, content))
    office.keep("Adding of a child", "child", (child_id,), back)
    return child_id


def amend(office: Office, child_id: str, form: ChildForm) -> None:
    content = _checked(office, form)
    with office.write() as c:
        _, back = keeping.save(office, c, "child", child_id, _linked(office, c, content))
    office.keep("Change of a child's details", "child", (child_id,), back)


def standing(c: Any, child_id: str) -> Any:
    """The child's row with the names of family and worker; NotFound where there is none."""
    child = people.child(c, child_id)
    if child is None:
        raise NotFound("That child is not in this store any more.")
    return child


def form_of(office: Office, child_id: str) -> ChildForm:
    """What the form said when the child was last saved."""
    with office.read() as c:
        row = standing(c, child_id)
    return ChildForm(
        **{n: getattr(row, n) or "" for n in (*_LINES, *_TEXTS)},
        born=read_day(row.born),
        expected=read_day(row.expected),
        facts=read_values(row.facts),
        authority=row.authority,
    )


def _closed(c: Any, child_id: str) -> bool:
    """Whether the last that was said of the case is that it was closed."""
    last = events.last_of(c, child_id, ("case_closed", *OPENING))
    return last == "case_closed"


def siblings(c: Any, child: Any, today: date) -> tuple[Sibling, ...]:
    return tuple(
        Sibling(
            s.id,
            full_name(s.given, s.family_name),
            age_in_words(read_day(s.born), read_day(s.expected), today),
            _closed(c, s.id),
        )
        for s in people.siblings(c, child.id, child.family_id)
    )
