"""Plans: outcomes, actions, views, contingency, signatures. Each saving is a new version; the earlier ones are kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from models.repositories import records
from services.usecases import keeping
from services.usecases.checking import Check
from services.usecases.children import standing
from services.usecases.commands import ActionForm, OutcomeForm, PlanForm
from services.usecases.errors import NotFound
from services.usecases.office import Office
from services.usecases.results import ActionView, OutcomeView, PlanView
from services.usecases.rows import day_text, read_day

TITLES = {
    "child_in_need": "Child in need plan",
    "child_protection": "Child protection plan",
    "early_help": "Early help plan",
    "care": "Care plan",
    "placement": "Placement plan",
    "pathway": "Pathway plan",
    "permanence": "Permanence plan",
    "supervision_order": "Supervision order plan",
    "short_breaks": "Short breaks plan",
    "contingency": "Contingency plan",
}
_TEXTS = ("child_views", "parent_views", "agreement", "contingency", "bottom_lines")


def save(office: Office, form: PlanForm, plan_id: str | None = None) -> str:
    content = _checked(form, office.today())
    with office.write() as c:
        standing(c, form.child_id)
        if plan_id and keeping.standing(c, "plan", plan_id)["child_id"] != form.child_id:
            raise NotFound
        if plan_id is None:
            content["version"] = 1
        saved, back = keeping.save(office, c, "plan", plan_id, content)
    title = TITLES[form.kind].lower()
    office.keep(f"{'Change' if plan_id else 'Adding'} of a {title}", "plan", (form.child_id,), back)
    return saved


def _checked(form: PlanForm, today: date) -> dict[str, Any]:
    check = Check()
    check.known("kind", form.kind, TITLES, "kind of plan")
    check.year("drawn_up", form.drawn_up)
    if form.drawn_up > today and not form.draft:
        check.wrong("drawn_up", "is still to come", "keep it as a draft until that day")
    if form.review_by and form.review_by < form.drawn_up:
        check.wrong("review_by", "is before the plan was drawn up", "look at both dates")
    content: dict[str, Any] = {name: check.text(name, getattr(form, name)) for name in _TEXTS}
    content["outcomes"] = [_outcome(check, f"outcomes[{i}]", o, today) for i, o in enumerate(form.outcomes)]
    content["signatures"] = [
        _signature(check, f"signatures[{i}]", s, today) for i, s in enumerate(form.signatures)
    ]
    content |= {"child_id": form.child_id, "kind": form.kind, "draft": int(form.draft)}
    content |= {"drawn_up": day_text(form.drawn_up), "review_by": day_text(form.review_by)}
    check.done()
    return content


def _outcome(check: Check, where: str, form: OutcomeForm, today: date) -> dict[str, Any]:
    need, outcome = check.text(f"{where}.need", form.need), check.text(f"{where}.outcome", form.outcome)
    if not need and not outcome:
        check.wrong(f"{where}.outcome", "is empty", "say what is needed, or what should come of it")
    actions = [_action(check, f"{where}.actions[{i}]", a, today) for i, a in enumerate(form.actions)]
    return {"need": need, "outcome": outcome, "actions": actions}


def _action(check: Check, where: str, form: ActionForm, today: date) -> dict[str, Any]:
    if form.by:
        check.year(f"{where}.by", form.by)
    if form.done and form.done > today:
        check.wrong(f"{where}.done", "is still to come", "leave it empty until it is done")
    return {
        "what": check.text(f"{where}.what", form.what, needed="say what will be done"),
        "who": check.line(f"{where}.who", form.who),
        "due_by": day_text(form.by),
        "measure": check.text(f"{where}.measure", form.measure),
        "done": day_text(form.done),
    }


def _signature(check: Check, where: str, signed: tuple[str, str, date | None], today: date) -> dict[str, Any]:
    name, role, day = signed
    found = {"name": check.line(f"{where}.name", name), "role": check.line(f"{where}.role", role)}
    if not any(found.values()):
        check.wrong(f"{where}.name", "is empty", "give a name or a role")
    if day and day > today:
        check.wrong(f"{where}.signed", "is still to come", "leave it empty until it is signed")
    return {**found, "signed": day_text(day)}


def of_child(office: Office, child_id: str) -> tuple[PlanView, ...]:
    """A child's plans, the newest first."""
    with office.read() as c:
        standing(c, child_id)
        return in_order(c, child_id)


def in_order(c: Any, child_id: str) -> tuple[PlanView, ...]:
    found = [view(r) for r in records.of_child(c, "plan", child_id)]
    found.reverse()  # of one day, the one saved last comes first
    return tuple(sorted(found, key=lambda p: p.drawn_up, reverse=True))


def one(office: Office, plan_id: str) -> PlanView:
    with office.read() as c:
        return view(keeping.standing(c, "plan", plan_id))


def view(row: Mapping[str, Any]) -> PlanView:
    drawn_up = read_day(row["drawn_up"])
    assert drawn_up is not None
    return PlanView(
        id=row["id"],
        child_id=row["child_id"],
        kind=row["kind"],
        title=TITLES.get(row["kind"], row["kind"].replace("_", " ").capitalize()),
        version=row["version"],
        drawn_up=drawn_up,
        review_by=read_day(row["review_by"]),
        **{name: row[name] for name in _TEXTS},
        outcomes=tuple(_outcome_view(o) for o in row["outcomes"]),
        signatures=tuple((s["name"], s["role"], read_day(s["signed"])) for s in row["signatures"]),
        author=row["created_by"],
        draft=bool(row["draft"]),
    )


def _outcome_view(o: Mapping[str, Any]) -> OutcomeView:
    actions = tuple(
        ActionView(
            a["id"], a["what"], a["who"], read_day(a["due_by"]), a["measure"], read_day(a["done"]), o["id"]
        )
        for a in o["actions"]
    )
    return OutcomeView(o["id"], o["need"], o["outcome"], actions)
