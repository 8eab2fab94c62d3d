"""Why a deadline is what it is: each step of the counting as data (message key and parameters).

Nothing is worded here. Moments stay dates, words stay the vocabulary's; `services.usecases.wording` says them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from services.engine.calendar import Duration, WorkingCalendar
from services.engine.conditions import counted, latest, seen
from services.engine.facts import Moment, day_of
from services.engine.findings import LAPSED, LATE, MET, OVERDUE, PROJECTED, WAIVED, Deadline, Reason
from services.engine.schedule import Trace
from services.engine.selectors import Condition
from services.engine.timeline import PREGNANCY, At


def reasons(deadline: Deadline) -> tuple[Reason, ...]:
    """The whole explanation, in the order in which somebody would count it on a wall calendar."""
    trace: Trace = deadline.trace
    return tuple(
        Reason(key, params)
        for part in (_start, _anchor, _applies, _counting, _agreed, _plan, _state, _reading)
        for key, params in part(deadline, trace)
    )


Parts = Iterator[tuple[str, Mapping[str, Any]]]


def _start(d: Deadline, t: Trace) -> Parts:
    if d.clock is None:
        source = t.work.rulebook.standard(t.source)
        params = {
            "type": t.clock.type if t.clock else "",
            "at": d.counted_from,
            "source": source.says if source else "",
            "cite": source.cite if source else "",
        }
        if t.clock is not None and t.clock.derived:
            yield "start.expected_birth", params
        elif d.provisional:
            yield "start.provisional", params
        else:
            yield "start.expected" if t.assumed != "due" else "start.expected_earlier", params
        return
    kind = "derived" if t.clock and t.clock.derived else "booked" if d.clock.planned else "event"
    if d.clock.milestone:
        kind = "milestone"
    params = {"type": d.clock.type, "at": d.clock.at, "milestone": d.clock.milestone}
    if d.clock.type == "conception":
        params["expected"] = day_of(d.clock.at) + PREGNANCY
    if d.clock.type.startswith("turned_"):
        params["born"] = t.work.line.case.facts.get("born")
    if d.standard.kind == "before":
        yield f"start.before_{kind}", params
    else:
        yield f"start.{kind}", params
    if t.restarted:
        yield "start.restarted", {"type": t.restarted.type, "at": t.restarted.at}


def _anchor(d: Deadline, t: Trace) -> Parts:
    if not t.repeat:
        return
    entry = t.anchor.entry
    params = {"at": d.counted_from, "type": entry.type if entry else "", "milestone": t.anchor.milestone}
    if d.state != PROJECTED:
        yield "anchor.met", params
    elif t.assumed == "today":
        yield "anchor.today", params
    elif t.assumed == "expected":
        source = t.work.rulebook.standard(t.source)
        yield "anchor.expected", {**params, "source": source.says if source else ""}
    else:
        yield "anchor.due", params


def _applies(d: Deadline, t: Trace) -> Parts:
    for condition in d.standard.when:
        yield f"applies.{condition.kind}", _condition(condition, t)


def _condition(c: Condition, t: Trace) -> Mapping[str, Any]:
    line, at = t.work.line, t.anchor
    params: dict[str, Any] = {
        "name": c.name,
        "attr": c.attr,
        "op": c.op,
        "values": c.values,
        "negated": c.negated,
        "duration": c.duration,
        "number": c.number,
        "at": at.moment,
        "type": c.term.type if c.term else "",
        "tests": c.term.tests if c.term else (),
        "nth": c.term.nth if c.term else 0,
        "since": None,
        "found": None,
    }
    if c.kind in ("open", "age"):
        span = line.open_span(c.name, at)
        params["since"] = span.start.moment if span else None
    elif c.kind == "fact":
        params["found"] = line.fact(c.attr, at)
    elif c.kind == "clock":
        params["found"] = t.clock.attrs.get(c.attr) if t.clock else None
        params["name"] = t.clock.type if t.clock else ""
    elif c.kind == "placement":
        span = line.open_span("placement", at)
        params |= {"since": span.start.moment, "found": span.start.entry.attrs.get(c.attr)} if span else {}
    elif c.kind == "event":
        entry = latest(line, c.name, at, t.skip)
        params |= {"since": entry.event.at, "found": entry.attrs.get(c.attr)} if entry else {}
    elif c.kind == "count":
        rows = counted(line, c, at, t.skip, t.assumptions)
        params["found"] = len(rows)
        params["dates"] = tuple(r.moment for r in rows)
        if c.duration:
            params["since"] = line.shift(At(at.moment), c.duration.backwards()).moment
    elif c.term is not None:
        rows = seen(line, c.term, at, t.skip, t.assumptions)
        params["since"] = max(rows, key=lambda r: r.lo).moment if rows else None
    return params


def _counting(d: Deadline, t: Trace) -> Parts:
    if d.due is None or t.counted is None:
        yield "count.undated", {}
        return
    if t.agreed and d.due == t.agreed.start and t.work.calendar.add(d.counted_from, t.counted) != d.due:
        yield "count.from_agreement", {"at": d.counted_from, "duration": t.counted, "due": d.due}
        return
    born = (t.anchor.entry is not None and t.anchor.entry.type == "birth") or (
        d.clock is not None and d.clock.type == "birth"
    )
    start: Moment = d.counted_from
    months = Duration(tuple(p for p in t.counted.parts if p[1] in ("months", "years")), t.counted.sign)
    if months.parts:
        end = t.work.calendar.add(start, months, from_birth=born)
        yield (
            "count.months",
            {
                "at": start,
                "duration": months,
                "due": end,
                "clipped": end.day != day_of(start).day,
                "birth": born,
            },
        )
        start = end
    for number, unit in t.counted.parts:
        if unit in ("months", "years"):
            continue
        part = Duration(((number, unit),), t.counted.sign)
        end = t.work.calendar.add(start, part)
        key, params = _part(t.work.calendar, start, part, end)
        yield key, {**params, "back": d.standard.kind == "before"}
        start = end


def _part(
    calendar: WorkingCalendar, start: Moment, part: Duration, end: Moment
) -> tuple[str, Mapping[str, Any]]:
    number, unit = part.parts[0]
    day, last = day_of(start), day_of(end)
    params: dict[str, Any] = {
        "at": start,
        "number": number,
        "unit": unit,
        "due": end,
        "duration": part,
    }
    if unit == "working days":
        params["skipped"] = calendar.skipped(
            min(day, last) + (timedelta(1) if last > day else timedelta(0)),
            max(day, last) - (timedelta(1) if last < day else timedelta(0)),
        )
        if not number:
            worked = calendar.is_working(day)
            params["off"] = "" if worked else calendar.off.get(day, f"{day:%A}")
            return ("count.same_working_day" if worked else "count.next_working_day"), params
        return "count.working_days", params
    if unit in ("minutes", "hours"):
        params["days"] = number * (60 if unit == "hours" else 1) // 1440
        return ("count.clock" if isinstance(start, datetime) else "count.clock_undated"), params
    if unit == "terms":
        terms = calendar.terms()
        term = terms[calendar.term_of(day)]
        after = terms[min(calendar.term_of(day) + number, len(terms) - 1)]
        params |= {"term": term, "after": after, "holiday": not term.start <= day <= term.end}
        return "count.terms", params
    if not number:
        return "count.same_day", params
    return "count.days", params


def _agreed(d: Deadline, t: Trace) -> Parts:
    for agreement, key in ((t.agreed, "agreed.governs"), (t.looser, "agreed.looser")):
        if agreement:
            printed = (
                (d.standard.repeat or d.standard.due) if t.repeat else (d.standard.due or d.standard.repeat)
            )
            yield (
                key,
                {
                    "repeat": agreement.repeat,
                    "start": agreement.start,
                    "by": agreement.by,
                    "why": agreement.why,
                    "printed": printed,
                },
            )


def _plan(d: Deadline, t: Trace) -> Parts:
    if d.due is None or d.plan_by is None or d.state in (MET, LATE, LAPSED, WAIVED):
        return
    day = day_of(d.due)
    if d.plan_by < day:
        off = t.work.calendar.off.get(day, "")
        yield "plan.earlier", {"due": day, "off": off, "plan_by": d.plan_by}


def _state(d: Deadline, t: Trace) -> Parts:
    if d.met_by is not None:
        late = (day_of(d.met_by.at) - day_of(d.due)).days if d.state == LATE and d.due else 0
        yield (
            f"state.{d.state}",
            {"type": d.met_by.type, "at": d.met_by.at, "milestone": d.met_by.milestone, "days": late},
        )
    elif d.state == OVERDUE and d.due is not None:
        yield (
            "state.overdue",
            {"days": (day_of(t.work.now.moment) - day_of(d.due)).days, "today": day_of(t.work.now.moment)},
        )
    elif d.state == LAPSED and t.ended:
        key = "state.lapsed_episode" if t.ended_episode else "state.lapsed"
        yield key, {"type": t.ended.type, "at": t.ended.at, "episode": t.ended_episode}
    elif d.state == WAIVED and t.waiver:
        yield "state.waived", {"at": t.waiver.at, "by": t.waiver.by, "why": t.waiver.why}
    elif d.state == PROJECTED:
        yield "state.projected", {}


def _reading(d: Deadline, t: Trace) -> Parts:
    if d.standard.reading != "printed" or d.standard.note:
        yield f"reading.{d.standard.reading}", {"note": d.standard.note}
