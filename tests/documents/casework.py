"""Made-up transfers, letters, supervision records and audits as plain results."""

from __future__ import annotations

from datetime import date, datetime

from services.usecases.endings_results import EndingView, ItemView, LetterView, TransferPack
from services.usecases.oversight_results import (
    AuditAnswer,
    AuditRow,
    AuditTable,
    AuditTables,
    AuditView,
    DecisionView,
    SupervisionView,
)
from services.usecases.results import EventView

from .samples import TODAY

SAID = (
    "Łucja has settled since the summer. She goes to school on most days and has begun to swim again.\n"
    "Her grandmother takes her on Tuesdays. ريم visits at weekends; 小明 is her friend."
)


def make_item(number: int, state: str, group: str = "list", **changes) -> ItemView:
    values = {
        "item": f"x.{number}",
        "says": f"Thing number {number} is in place, up to date and signed by those who have to sign it",
        "cite": "Appendix E, Transfer Standards (Checklist)" if group == "list" else "",
        "group": group,
        "state": state,
        "found": "Chronology on 3 November 2026" if state == "found" else "No placement plan is on record",
        "note": "The family is not known" if state == "not_needed" else "",
        "done": TODAY if state == "done" else None,
    }
    return ItemView(**{**values, **changes})


def make_ending(kind: str = "transfer", finished: date | None = TODAY, **changes) -> EndingView:
    states = ("found", "missing", "asked", "done", "not_needed")
    values = {
        "id": "e1",
        "child_id": "c1",
        "kind": kind,
        "way": "team" if kind == "transfer" else "",
        "way_label": "To another team" if kind == "transfer" else "",
        "authority": "stoke-on-trent",
        "authority_name": "Stoke-on-Trent",
        "started": date(2026, 11, 2),
        "finished": finished,
        "to_whom": "Jo Ellis, Looked after team" if kind == "transfer" else "",
        "parts": (
            ("Why the work is moving on, and to whom", SAID),
            ("The child", SAID * 3),
            ("Dates ahead", SAID),
        ),
        "items": tuple(make_item(n, states[n % 5], "list" if n < 18 else "look") for n in range(24)),
        "author": "Siân Ŵyn-Ŷork",
        "written_at": datetime(2026, 11, 25, 10, 0),
        "amended": 0,
    }
    return EndingView(**{**values, **changes})


def make_visit(number: int = 1, **changes) -> EventView:
    values = {
        "id": f"v{number}",
        "child_id": "c1",
        "type": "visit",
        "label": "Visit",
        "at": datetime(2026, 11, 10 + number, 15, 30),
        "planned": False,
        "attrs": {},
        "milestones": {},
        "summary": "Child protection; child seen; seen alone; place: home",
        "notes": (("How the child presented", SAID), ("Analysis", SAID)),
        "author": "Siân Ŵyn-Ŷork",
        "recorded_at": datetime(2026, 11, 20, 9, 0),
        "amended": 0,
    }
    return EventView(**{**values, **changes})


def make_pack() -> TransferPack:
    ahead = tuple((f"{n} December 2026", f"Core group number {n}", "Section Four") for n in range(1, 30))
    actions = (
        ("Ring the school about swimming", "Siân Ŵyn-Ŷork", "2026-12-01"),
        ("Find the birth certificate", "", ""),
    )
    return TransferPack(make_ending(), ahead, (make_visit(1), make_visit(2)), (), actions)


def make_letter(**changes) -> LetterView:
    body = (
        "Dear Małgorzata,\n\nI am writing to let you know that our work with Łucja is ending.\n\n"
        "Why we worked with you\nYou asked for help with mornings.\n\n"
        "Who goes on helping\n• Ifeoma Duru, family support lead at school\n\n"
        "If you are worried, please get in touch.\n\nYours sincerely,"
    )
    values = {
        "id": "l1",
        "child_id": "c1",
        "kind": "closing_family",
        "title": "Closing letter to the family",
        "addressee": "Małgorzata Brzęczyszczykiewicz",
        "address": "Flat 2\n14 Mill Lane\nKendal\nCumbria\nLA9 4XX",
        "written": TODAY,
        "subject": "Ending our work with Łucja",
        "body": body,
        "sent": None,
        "draft": False,
        "author": "Siân Ŵyn-Ŷork",
        "amended": 0,
    }
    return LetterView(**{**values, **changes})


def make_supervision(**changes) -> SupervisionView:
    event = make_visit(
        1,
        type="supervision",
        label="Supervision",
        summary="Case",
        notes=(("Who was there", "Jo Ellis"), ("What was discussed", SAID * 2), ("Reflection", SAID)),
    )
    decided = (
        DecisionView(
            "a1", "c1", "Łucja", "Ring the school about swimming", "Siân Ŵyn-Ŷork", date(2026, 12, 1), None
        ),
        DecisionView(
            "a2", "c1", "Łucja", "Read the old file", "Jo Ellis", date(2026, 11, 20), date(2026, 11, 19)
        ),
    )
    return SupervisionView(
        **{"event": event, "child_name": "Łucja", "title": "Supervision", "decisions": decided} | changes
    )


def make_tables() -> AuditTables:
    tables = tuple(
        AuditTable(
            f"Table {t}: Practitioner contact with children",
            tuple(
                AuditRow(
                    f"t{t}.{r}",
                    f"Seeing the child alone {t}.{r}",
                    "Child regularly seen alone",
                    "Nothing shows the child is seen alone regularly",
                )
                for r in range(10)
            ),
        )
        for t in range(1, 7)
    )
    return AuditTables("stoke-on-trent", "Stoke-on-Trent", "Practice standards", tables, False)


def make_audit(**changes) -> AuditView:
    judged = ("acceptable", "unacceptable", "mixed", "not_seen", "")
    answers = tuple(
        AuditAnswer(
            f"t{t}.{r}",
            judged[r % 5],
            SAID if r % 5 else "Each visit",
            "See the bedroom on the next visit" if judged[r % 5] == "unacceptable" else "",
            "Siân Ŵyn-Ŷork",
            date(2026, 12, 10 + r),
            TODAY if r == 1 and t == 1 else None,
        )
        for t in range(1, 5)
        for r in range(8)
    )
    values = {
        "id": "u1",
        "child_id": "c1",
        "at": TODAY,
        "authority": "stoke-on-trent",
        "auditor": "Jo Ellis",
        "overall": SAID,
        "answers": answers,
        "draft": False,
        "author": "Jo Ellis",
        "written_at": datetime(2026, 11, 25, 10, 0),
        "amended": 0,
    }
    return AuditView(**{**values, **changes})
