"""Plans: needs, outcomes, actions, views, contingency, signatures. Every saving is kept.

A version is what was agreed: corrections of a draft, dates of what is done, signatures and copies do not make a new
one; new wording of an agreed plan does, and so does a review (`planreview`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from models.repositories import records
from services.usecases import keeping
from services.usecases.checking import Check
from services.usecases.children import standing
from services.usecases.commands import ActionForm, OutcomeForm, PlanForm
from services.usecases.errors import InvalidInput, NotFound
from services.usecases.office import Office
from services.usecases.plankinds import STAGES, TITLES, title_of
from services.usecases.results import ActionView, Copy, OutcomeView, PlanView, Problem, Scale
from services.usecases.rows import day_text, read_day

TEXTS = (
    "worries", "strengths", "child_views", "parent_views", "agreement", "contingency", "bottom_lines", "ends_when",
    "reviewed",
)  # fmt: skip
_ACTION = ("what", "who", "due_by", "measure", "done", "progress")
_WORDING = ("what", "who", "due_by", "measure")  # of an action: what was agreed
_LATER = ("copies", "ended", "version")  # what a form does not say


def of_same_child(c: Any, plan_id: str, child_id: str) -> dict[str, Any]:
    """What a plan says now; NotFound where it is of another child, or gone."""
    before = said(keeping.standing(c, "plan", plan_id))
    if before["child_id"] != child_id:
        raise NotFound
    return before


def counted(
    before: Mapping[str, Any] | None, content: Mapping[str, Any], *, review: bool = False
) -> dict[str, Any]:
    """What a form does not say: which version this makes, who has copies of it, and whether it has ended."""
    if before is None:
        return {}
    if review:
        if before["draft"]:
            raise InvalidInput(
                [Problem("draft", "this plan is a draft", "agree it first; a draft is only changed")]
            )
        return {"version": before["version"] + 1, "copies": [], "ended": None}
    more = not before["draft"] and _wording(before) != _wording(content)
    return {**{name: before[name] for name in _LATER}, "version": before["version"] + int(more)}


def _wording(content: Mapping[str, Any]) -> tuple[Any, ...]:
    """What was agreed, without what is only recorded about it."""
    outcomes = [
        (o["need"], o["outcome"], [tuple(a[name] for name in _WORDING) for a in o["actions"]])
        for o in content["outcomes"]
    ]
    texts = [content[name] for name in TEXTS if name != "reviewed"]
    return content["kind"], content["stage"], content["review_by"], texts, outcomes, content["sections"]


# --- checking a form -------------------------------------------------------------------------------------------------
def checked(form: PlanForm, today: date) -> dict[str, Any]:
    """A plan's content (version 1, no copies), or InvalidInput with every problem."""
    check = Check()
    check.known("kind", form.kind, TITLES, "kind of plan")
    if form.stage:
        check.known("stage", form.stage, STAGES, "stage")
    check.year("drawn_up", form.drawn_up)
    if form.drawn_up > today and not form.draft:
        check.wrong("drawn_up", "is still to come", "keep it as a draft until that day")
    if form.review_by and form.review_by < form.drawn_up:
        check.wrong("review_by", "is before the plan was drawn up", "look at both dates")
    content: dict[str, Any] = {name: check.text(name, getattr(form, name)) for name in TEXTS}
    content["outcomes"] = [_outcome(check, f"outcomes[{i}]", o, today) for i, o in enumerate(form.outcomes)]
    content["signatures"] = [
        _signature(check, f"signatures[{i}]", s, today) for i, s in enumerate(form.signatures)
    ]
    content["sections"] = _sections(check, form.sections)
    content |= {"child_id": form.child_id, "kind": form.kind, "stage": form.stage, "draft": int(form.draft)}
    content |= {"drawn_up": day_text(form.drawn_up), "review_by": day_text(form.review_by)}
    check.done()
    return {**content, "version": 1, "ended": None, "copies": [], "removed": 0}


def _sections(check: Check, sections: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """Those that say something, each heading once."""
    found: dict[str, str] = {}
    for i, (heading, body) in enumerate(sections):
        where = f"sections[{i}]"
        heading = check.line(where, heading, needed="give the section a heading")
        if heading in found:
            check.wrong(where, "is there twice", "write each section once")
        found[heading] = check.text(where, body)
    return [{"heading": heading, "body": body} for heading, body in found.items() if body]


def _outcome(check: Check, where: str, form: OutcomeForm, today: date) -> dict[str, Any]:
    need, outcome = check.text(f"{where}.need", form.need), check.text(f"{where}.outcome", form.outcome)
    if not need and not outcome:
        check.wrong(f"{where}.outcome", "is empty", "say what is needed, or what should come of it")
    actions = [_action(check, f"{where}.actions[{i}]", a, today) for i, a in enumerate(form.actions)]
    scales = [_scale(check, f"{where}.scales[{i}]", s, today) for i, s in enumerate(form.scales)]
    scales.sort(key=lambda s: s["at"])
    progress = check.text(f"{where}.progress", form.progress)
    return {"need": need, "outcome": outcome, "progress": progress, "actions": actions, "scales": scales}


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
        "progress": check.text(f"{where}.progress", form.progress),
    }


def _scale(check: Check, where: str, scale: Scale, today: date) -> dict[str, Any]:
    if check.year(f"{where}.at", scale.at) and scale.at > today:
        check.wrong(f"{where}.at", "is still to come", "give the day on which it was said")
    if not 0 <= scale.value <= 10:
        check.wrong(f"{where}.value", "is not on the scale", "0 to 10")
    whose = check.line(f"{where}.whose", scale.whose)
    return {"at": day_text(scale.at), "value": scale.value, "whose": whose}


def _signature(check: Check, where: str, signed: tuple[str, str, date | None], today: date) -> dict[str, Any]:
    name, role, day = signed
    found = {"name": check.line(f"{where}.name", name), "role": check.line(f"{where}.role", role)}
    if not any(found.values()):
        check.wrong(f"{where}.name", "is empty", "give a name or a role")
    if day and day > today:
        check.wrong(f"{where}.signed", "is still to come", "leave it empty until it is signed")
    return {**found, "signed": day_text(day)}


# --- reading ---------------------------------------------------------------------------------------------------------
def said(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a plan says, as `checked` makes it, from its row or from the content of an earlier version."""
    found = {name: row.get(name) or "" for name in ("child_id", "kind", "stage", *TEXTS)}
    found |= {name: row.get(name) for name in ("drawn_up", "review_by", "ended")}
    found |= {name: int(row.get(name) or 0) for name in ("draft", "version", "removed")}
    found["outcomes"] = [
        {
            **{name: o.get(name) or "" for name in ("need", "outcome", "progress")},
            "actions": [
                {n: a.get(n) if n in ("due_by", "done") else a.get(n) or "" for n in _ACTION}
                for a in o.get("actions", ())
            ],
            "scales": [{n: s[n] for n in ("at", "value", "whose")} for s in o.get("scales", ())],
        }
        for o in row.get("outcomes", ())
    ]
    parts = {"signatures": ("name", "role", "signed"), "sections": ("heading", "body")}
    for part, names in {**parts, "copies": ("name", "role", "given", "how")}.items():
        found[part] = [{n: each.get(n) for n in names} for each in row.get(part, ())]
    return found


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
    """A plan from its row, or from the content of an earlier version (with `id` and `created_by`)."""
    known, drawn_up = said(row), read_day(row["drawn_up"])
    assert drawn_up is not None
    return PlanView(
        id=row["id"],
        child_id=row["child_id"],
        kind=row["kind"],
        title=title_of(row["kind"]),
        version=known["version"],
        drawn_up=drawn_up,
        review_by=read_day(known["review_by"]),
        **{name: known[name] for name in TEXTS},
        outcomes=tuple(_outcome_view(o) for o in row["outcomes"]),
        signatures=tuple((s["name"], s["role"], read_day(s["signed"])) for s in known["signatures"]),
        author=row["created_by"],
        draft=bool(known["draft"]),
        stage=known["stage"],
        ended=read_day(known["ended"]),
        sections=tuple((s["heading"], s["body"]) for s in known["sections"]),
        copies=tuple(Copy(s["name"], s["role"], read_day(s["given"]), s["how"]) for s in known["copies"]),
    )


def _outcome_view(o: Mapping[str, Any]) -> OutcomeView:
    own = o.get("id", "")
    actions = tuple(
        ActionView(
            a.get("id", ""), a["what"], a["who"], read_day(a["due_by"]), a["measure"], read_day(a["done"]), own,
            a.get("progress", ""),
        )
        for a in o["actions"]
    )  # fmt: skip
    scales = tuple(
        Scale(date.fromisoformat(s["at"]), s["value"], s["whose"])
        for s in sorted(o.get("scales", ()), key=lambda s: s["at"])
    )
    return OutcomeView(own, o["need"], o["outcome"], actions, o.get("progress", ""), scales)
