"""Standards of one's own and their updates in words: what is kept, what a version changes, for whom. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from services.usecases.pack_results import ChildEffect, KeptPack, PackTrouble, Proposal, SavedDraft
from services.usecases.results import AuthorityView, DeadlineView
from services.usecases.standards_results import CaseChange, Passing, RuleChange
from services.usecases.vocabulary import area_label
from ui.tables.outline import Line, Section
from ui.viewmodels.moments import capital, count, day_text, moment_text
from ui.viewmodels.why import FORCE, READING

WORKER = "worker"
KEPT, DRAFT, SHIPPED = "kept:", "draft:", "shipped:"
_KINDS = {
    "added": ("Added", "is added", "are added"),
    "changed": ("Changed", "changes", "change"),
    "dropped": ("Dropped", "is dropped", "are dropped"),
    "reworded": ("Reworded, counted as before", "is reworded", "are reworded"),
}
_PARTS = {
    "says": "What it says",
    "cite": "Clause",
    "note": "Note",
    "reading": "Reading",
    "role": "For",
    "force": "Force",
    "area": "Area",
    "topic": "Topic",
    "tied": "Other readings",
    "looser": "A longer gap may be agreed",
}
_WAY = {"sooner": "falls due sooner", "later": "falls due later"}
_EFFECTS = {"added": "new", "sooner": "sooner", "later": "later", "gone": "no longer owed"}


# --- what is kept ----------------------------------------------------------------------------------------------------
def kept_sections(
    kept: Sequence[KeptPack], drafts: Sequence[SavedDraft], known: Sequence[AuthorityView] = ()
) -> tuple[Section, ...]:
    """Unfinished work first, then each authority with its versions, the newest first; then what came with Daymark."""
    found = []
    if drafts:
        found.append(Section("drafts", "Unfinished", tuple(_draft_line(d) for d in drafts)))
    groups: dict[str, list[KeptPack]] = {}
    for one in kept:
        groups.setdefault(one.authority, []).append(one)
    for authority, rows in groups.items():
        found.append(Section(authority, rows[0].name, tuple(_kept_line(k) for k in rows)))
    own = {k.authority for k in kept if k.standing}
    shipped = tuple(_shipped_line(v) for v in known if v.id not in own)
    if shipped:
        found.append(Section("shipped", "As they came with Daymark", shipped))
    return tuple(found)


def _shipped_line(v: AuthorityView) -> Line:
    version = f"version {v.version}" if v.version and v.version != "undated" else "undated"
    detail = f"{capital(version)} · {count(v.standards, 'standard')} with a date"
    return Line(f"{SHIPPED}{v.id}", v.name, detail)


def _draft_line(d: SavedDraft) -> Line:
    what = f"{d.name}, version {d.version}" if d.version else d.name
    detail = (
        f"{count(d.standards, 'standard')} · left unfinished by {d.saved_by} on {moment_text(d.saved_on)}"
    )
    return Line(f"{DRAFT}{d.id}", what, detail)


def _kept_line(k: KeptPack) -> Line:
    how = (
        f"{'Accepted' if k.standing else 'Looked at'} by {k.kept_by} on {moment_text(k.kept_on)} · {k.from_}"
    )
    title = f"Version {k.version}: {standing_words(k)}"
    if k.trouble:
        return Line(f"{KEPT}{k.id}", title, how, f"Cannot be read any more: {k.trouble}", "overdue")
    if not k.standing:
        how = f"Reason: {k.why}\n{how}"
    return Line(f"{KEPT}{k.id}", title, how)


def standing_words(k: KeptPack) -> str:
    if not k.standing:
        return "not taken"
    day = day_text(k.effective) if k.effective else ""
    if k.coming:
        return f"takes effect on {day}"
    return f"in force since {day}" if k.in_force else f"an earlier version, from {day}"


# --- what was refused ------------------------------------------------------------------------------------------------
def refused_sections(problems: Sequence[PackTrouble]) -> tuple[Section, ...]:
    """By standard, in the order of the file; what is about the whole file first."""
    ordered = sorted(problems, key=lambda p: (bool(p.id), p.line))
    groups: dict[str, list[PackTrouble]] = {}
    for p in ordered:
        groups.setdefault(p.id, []).append(p)
    return tuple(
        Section(name or "file", name or "The file as a whole", tuple(_refused_line(n, p) for n, p in enumerate(rows)))
        for name, rows in groups.items()
    )  # fmt: skip


def _refused_line(number: int, p: PackTrouble) -> Line:
    return Line(f"{p.id}|{number}", capital(p.says), f"Line {p.line}" if p.line else "")


def refused_text(name: str, problems: Sequence[PackTrouble]) -> str:
    """The reasons as plain text, to be sent to whoever made the file."""
    lines = [f"{name}: {count(len(problems), 'reason')} why it cannot be taken in"]
    for p in sorted(problems, key=lambda p: p.line):
        where = ", ".join(filter(None, (f"line {p.line}" if p.line else "", p.id)))
        lines.append(f"- {where}: {p.says}" if where else f"- {p.says}")
    return "\n".join(lines) + "\n"


# --- rule by rule ----------------------------------------------------------------------------------------------------
def title_words(p: Proposal) -> str:
    return f"A new authority: {p.name}" if p.is_new else f"{p.name}: version {p.version}"


def about_words(p: Proposal) -> str:
    """Which document, from when, and in place of what."""
    parts = [f"{p.title}, version {p.version}.", f"Counts from {day_text(p.effective, long=True)}."]
    if p.replaces:
        parts.append(f"It follows version {p.replaces}, which is in force now.")
    held = count(p.standards, "standard") + " with a date"
    if p.expectations:
        held += f" and {count(p.expectations, 'expectation')} without"
    parts.append(f"It holds {held}.")
    return " ".join(parts)


def rules_headline(p: Proposal) -> str:
    if p.rules is None:
        return "These are the first standards of this authority here. This is what they say:"
    said = []
    for kind, (_, one, many) in _KINDS.items():
        number = sum(r.kind == kind for r in p.rules.rules)
        if number:
            what = f"{number} {one if number == 1 else many}"
            said.append(what if said else f"{count(number, 'standard')} {what.partition(' ')[2]}")
    new, gone = p.rules.expectations
    words = f"{_listed(said)}." if said else "No standard with a date changes."
    if new or gone:
        more = [f"{new} new"] if new else []
        more += [f"{gone} gone"] if gone else []
        words += f" Expectations without a date: {' and '.join(more)}."
    return words


def _listed(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def rule_sections(p: Proposal) -> tuple[Section, ...]:
    """Added, changed, dropped and reworded standards; what would pass a national limit is flagged."""
    if p.rules is None:
        return ()
    flags = {x.standard: x for x in p.passing}
    found = []
    for kind, (title, _, _) in _KINDS.items():
        lines = tuple(_rule_line(r, flags.get(r.standard)) for r in p.rules.rules if r.kind == kind)
        if lines:
            found.append(Section(kind, title, lines))
    return tuple(found)


def _rule_line(r: RuleChange, passing: Passing | None) -> Line:
    if r.kind == "added":
        detail = f"Limit: {r.after}\nClause: {r.cite}"
    elif r.kind == "dropped":
        detail = f"Limit until then: {r.before}\nClause: {r.cite}"
    else:
        detail = "\n".join(_part(*part, way=r.way) for part in r.parts)
        detail = detail or f"Counted otherwise · {r.cite}"
    flag = passing_words(passing) if passing and r.kind != "dropped" else ""
    return Line(r.standard, r.says, detail, flag, "overdue" if flag else "")


def _part(name: str, before: str, after: str, *, way: str) -> str:
    label = _PARTS.get(name, capital(name))
    if name in ("tied", "looser"):
        return f"{label}: changed"
    before, after = _value(name, before), _value(name, after)
    said = f"{label}: {before or 'nothing'} → {after or 'nothing'}"
    return f"{said} ({_WAY[way]})" if name == "limit" and way in _WAY else said


def _value(name: str, value: str) -> str:
    if name == "area":
        return area_label(value) if value else ""
    if name == "force":
        return FORCE.get(value, value)
    if name == "reading":
        return READING.get(value or "printed", (value, ""))[0].lower()
    return value


def passing_words(p: Passing) -> str:
    often = "always" if p.always else "from some days"
    return f"Passes the national limit, {often}: {p.limit} here, {p.national_limit} nationally"


# --- child by child --------------------------------------------------------------------------------------------------
def effects_headline(effects: Sequence[ChildEffect], *, is_new: bool = False) -> str:
    """ "Of 6 children, 2 have other dates: 3 sooner, 1 no longer owed." """
    if not effects:
        if is_new:
            return (
                "No child stands under this authority yet. It can be chosen for a child once it is accepted."
            )
        return "Nobody on this caseload stands under these standards."
    touched = [e for e in effects if e.changes.changes]
    if not touched:
        return f"No date changes, for any of {_people(effects)}."
    kinds = {k: sum(c.kind == k for e in touched for c in e.changes.changes) for k in _EFFECTS}
    said = _listed([f"{number} {_EFFECTS[kind]}" for kind, number in kinds.items() if number])
    verb = "has" if len(touched) == 1 else "have"
    return (
        f"Of {_people(effects)}, {len(touched)} {verb} other dates: {said}. What is past stays word for word."
    )


def _people(effects: Sequence[ChildEffect]) -> str:
    children = sum(e.child_id != WORKER for e in effects)
    own = any(e.child_id == WORKER for e in effects)
    said = [count(children, "child", "children")] if children else []
    return " and ".join([*said, *(["yourself"] if own else [])])


def effect_sections(effects: Sequence[ChildEffect]) -> tuple[Section, ...]:
    """Only those whose dates change; what is owed now before what is expected later."""
    found = []
    for effect in effects:
        lines = tuple(_effect_lines(effect))
        if lines:
            name = "Yourself" if effect.child_id == WORKER else effect.name
            found.append(Section(effect.child_id, name, lines))
    return tuple(found)


def _effect_lines(effect: ChildEffect) -> list[Line]:
    """Each change; the later repeats of one standard that change in the same way are folded into one line."""

    def order(c: CaseChange) -> tuple[bool, str, str]:
        return _ahead(c), _shown(c).standard, c.kind

    lines = []
    for (ahead, standard, kind), rows in groupby(sorted(effect.changes.changes, key=order), key=order):
        group = sorted(rows, key=lambda c: str(_shown(c).due))
        for number, change in enumerate(group[:1] if ahead else group):
            key = f"{effect.child_id}|{standard}|{kind}|{ahead}|{number}"
            lines.append(_effect_line(key, change, len(group) - 1 if ahead else 0))
    return lines


def _shown(c: CaseChange) -> DeadlineView:
    shown = c.after or c.before
    assert shown is not None
    return shown


def _ahead(c: CaseChange) -> bool:
    """Whether it is only expected, before and after."""
    return all(d is None or d.state == "projected" for d in (c.before, c.after))


def _effect_line(key: str, c: CaseChange, more: int) -> Line:
    shown = _shown(c)
    if c.kind == "added":
        dates, flag = f"Due {_day(c.after)}", "New"
    elif c.kind == "gone":
        dates, flag = f"Was due {_day(c.before)}", "No longer owed"
    else:
        dates = f"Due {_day(c.before)} → {_day(c.after)}"
        flag = f"{count(abs(c.days), 'day')} {c.kind}" if c.days else capital(c.kind)
    if _ahead(c):
        flag += ", expected later"
    if more:
        dates += f"\nand {count(more, 'later one')} in the same way"
    return Line(key, shown.says, dates, flag, shown.state)


def _day(d: DeadlineView | None) -> str:
    return moment_text(d.due if d else None, none="no date printed")
