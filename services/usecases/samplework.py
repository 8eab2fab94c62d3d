"""What the sample caseload says of the work itself: audits of files, letters, transfers and closures under way, and
how chronologies are curated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from services.usecases.chronicle_results import OwnEntry
from services.usecases.endings_results import EndingForm, ItemMark, LetterForm
from services.usecases.oversight_results import AuditAnswer, AuditForm
from services.usecases.sampledates import Dates

if TYPE_CHECKING:
    from services.usecases.desk import Desk

_JUDGED = ("acceptable", "mixed", "unacceptable", "not_seen")


@dataclass(slots=True)
class SampleWork:
    """Ids are the files' own short keys."""

    audits: list[AuditForm] = field(default_factory=list)
    letters: list[LetterForm] = field(default_factory=list)
    endings: list[EndingForm] = field(default_factory=list)
    chronology: list[OwnEntry] = field(default_factory=list)
    impacts: list[tuple[str, str, str]] = field(default_factory=list)  # child, type of event, what it meant


def read(work: SampleWork, key: str, row: Mapping[str, Any], dates: Dates) -> None:
    """Everything of one child."""
    work.audits += [_audit(key, a, row["authority"], dates) for a in row.get("audit", ())]
    for letter in row.get("letter", ()):
        sent = dates.day(letter["sent"]) if "sent" in letter else None
        said = {name: letter.get(name, "") for name in ("addressee", "address", "subject")}
        work.letters.append(
            LetterForm(
                key,
                letter["kind"],
                **said,
                written=dates.day(letter["written"]),
                body=letter["body"].strip(),
                sent=sent,
                draft=sent is None,
            )
        )
    for ending in row.get("ending", ()):
        marks = [ItemMark(i, done=dates.today) for i in ending.get("done", ())]
        marks += [ItemMark(i, not_needed=True, note=why) for i, why in ending.get("not_needed", {}).items()]
        parts = tuple((heading, text.strip()) for heading, text in ending.get("parts", {}).items())
        started = dates.day(ending["started"])
        way, whom = ending.get("way", ""), ending.get("to_whom", "")
        work.endings.append(EndingForm(key, ending["kind"], way, started, whom, parts, tuple(marks)))
    for entry in row.get("chronology", ()):
        said = {name: entry[name] for name in ("what", "origin")}
        work.chronology.append(
            OwnEntry((key,), dates.day(entry["at"]), impact=entry.get("impact", ""), **said)
        )
    work.impacts += [(key, kind, text) for kind, text in row.get("impact", {}).items()]


def _audit(key: str, row: Mapping[str, Any], authority: str, dates: Dates) -> AuditForm:
    """`acceptable`, `mixed` and the like list lines of the tables; `line` says more of one."""
    start = f"{authority.split('-')[0]}.audit."
    answers = {start + name: AuditAnswer(start + name, j) for j in _JUDGED for name in row.get(j, ())}
    for line in row.get("line", ()):
        name = start + line["row"]
        answers[name] = AuditAnswer(
            name,
            line["judgement"],
            line.get("evidence", ""),
            line.get("follow_up", ""),
            line.get("who", ""),
            dates.day(line["by"]) if "by" in line else None,
        )
    at = dates.day(row["at"])
    return AuditForm(
        key,
        at,
        authority,
        row["auditor"],
        row.get("overall", ""),
        tuple(answers.values()),
        row.get("draft", False),
    )


def fill(desk: Desk, work: SampleWork, ids: Mapping[str, str], written: Any) -> None:
    """Carry it out; `ids` are those of children by their keys; `written` is told the day of each."""
    for audit in work.audits:
        written(_by(audit.at, desk))
        desk.audits.save(replace(audit, child_id=ids[audit.child_id]))
    for letter in work.letters:
        written(_by(letter.sent or letter.written, desk))
        desk.letters.save(replace(letter, child_id=ids[letter.child_id]))
    written(None)
    for ending in work.endings:
        desk.endings.save(replace(ending, child_id=ids[ending.child_id]))
    for own in work.chronology:
        desk.chronicle.add(replace(own, child_ids=tuple(ids[key] for key in own.child_ids)))
    for key, kind, text in work.impacts:
        _weigh(desk, ids[key], kind, text)


def _weigh(desk: Desk, child_id: str, kind: str, text: str) -> None:
    """Give the impact of the child's first event of that kind."""
    events = {e.id for e in desk.calendar(child_id).events if e.type == kind and not e.planned}
    entries = (e for e in desk.chronicle.read(child_id).entries if e.parts[0].source_id in events)
    first = next(entries, None)
    if first is not None:
        desk.chronicle.reword(first, first.what, text)


def _by(day: date, desk: Desk) -> date | None:
    return day if day < desk.today() else None
