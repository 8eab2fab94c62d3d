"""Standards of one's own through the desk: made, brought in, looked at, accepted, declined, mailed, removed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from models.keys import LEAST
from services.cli import arguments, commands
from services.usecases import access
from services.usecases.changes import Changed
from services.usecases.commands import ChildForm, EventDraft
from services.usecases.desk import Desk
from services.usecases.errors import Cancelled, InvalidInput, NotFound, StillNeeded
from services.usecases.pack_results import IMPORTED, MADE, PackRefused, Proposal
from services.usecases.packdraft import PackDraft, StandardDraft
from services.usecases.results import CalendarView, DeadlineView
from services.usecases.standards import library
from tests.usecases.conftest import NOW, PASSPHRASE, Clock

STOKE = "stoke-on-trent"
THREE = {
    "stoke.cp.first-core-group": {"due": "5 working days"},
    "stoke.cp.visit": {"repeat": "5 working days"},
    "stoke.cp.later-core-groups": {"repeat": "3 weeks"},
}


def changed(draft: PackDraft, **fields: dict[str, str]) -> PackDraft:
    for name, values in fields.items():
        place = [s.id for s in draft.standards].index(name)
        draft = draft.with_standard(place, replace(draft.standards[place], **values))  # type: ignore[arg-type]
    return draft


def dates(view: CalendarView) -> list[tuple[str, object, str]]:
    return [(d.standard, d.due, d.state) for d in view.deadlines]


def dues(view: CalendarView, standard: str) -> list[tuple[object, str]]:
    return [(d.due, d.version) for d in view.deadlines if d.standard == standard]


def under(desk: Desk, authority: str, given: str = "Ada") -> str:
    """A child with a plan made on Monday 9 March 2026."""
    child = desk.add_child(ChildForm(given, "Quill", born=date(2019, 5, 4), authority=authority))
    desk.record(EventDraft(child, "icpc", date(2026, 3, 9), {"outcome": "cp_plan"}))
    return child


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Desk]:
    """A colleague's store."""
    from services.usecases.results import Own

    me = Own("Sam Okafor", "social_worker", "oldham", {})
    desk, _ = access.create(tmp_path / "other", PASSPHRASE, me, clock=lambda: NOW, cost=LEAST)
    yield desk
    desk.close()


def test_a_new_authority_made_here_works_on_another_store_and_on_the_command_line(
    desk: Desk, other: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Made from Stoke-on-Trent with three limits changed; five working days from Mon 9 March are Mon 16 March."""
    draft = changed(desk.packs.start(STOKE, "Little Wenlock"), **THREE)
    assert (draft.id, draft.version, len(draft.standards)) == ("little-wenlock", "1", 150)
    proposal = desk.packs.proposal(draft)
    assert proposal.is_new
    assert proposal.rules is None
    assert "adds a new authority" in proposal.asks[0]
    desk.packs.accept(proposal)
    assert [a.name for a in desk.authorities()][-1] == "Little Wenlock"
    child = under(desk, "little-wenlock")
    made = desk.calendar(child)
    assert dues(made, "stoke.cp.first-core-group") == [(date(2026, 3, 16), "1")]
    assert made.authority_name == "Little Wenlock"
    assert len(dates(made)) > 20

    name, data = desk.packs.export("little-wenlock")
    assert name == "little-wenlock-1.daymark-pack"
    assert "little-wenlock" not in other.library.ids
    there = other.packs.read(data)
    assert (there.is_new, there.from_) == (True, IMPORTED)
    other.packs.accept(there)
    assert dates(other.calendar(under(other, "little-wenlock"))) == dates(made)
    assert other.packs.export("little-wenlock") == (name, data)

    path = tmp_path / name
    path.write_bytes(data)
    case = tmp_path / "case.json"
    event = {"type": "icpc", "at": "2026-03-09", "attrs": {"outcome": "cp_plan"}}
    facts = {"format": 1, "today": "2026-03-20", "child": {"born": "2019-05-04"}, "events": [event]}
    case.write_text(json.dumps(facts), "utf-8")
    assert _main("check", path) == 0
    assert "No problem found" in capsys.readouterr().out
    assert _main("schedule", "--pack", path, case) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [(d["standard"], d["due"], d["state"]) for d in answer["deadlines"]] == [
        (d.standard, _iso(d), d.state) for d in made.deadlines
    ]


def _iso(d: DeadlineView) -> str | None:
    return d.due.isoformat(timespec="minutes") if isinstance(d.due, datetime) else d.due and d.due.isoformat()


def _main(*argv: str | Path) -> int:
    parsed = arguments.parser().parse_args([str(a) for a in argv])
    return commands.run(parsed, lambda: date(2026, 3, 20))


def seven(desk: Desk, effective: date = date(2026, 4, 1)) -> PackDraft:
    """Version 7: visits every 5 working days, core groups every 6 weeks, a rule new, one gone."""
    draft = desk.packs.edit(STOKE).with_head(effective=effective)
    draft = changed(
        draft,
        **{
            "stoke.cp.visit": {"repeat": "5 working days"},
            "stoke.cp.later-core-groups": {"repeat": "6 weeks"},
        },
    )
    gone = [s.id for s in draft.standards].index("stoke.cp.core-group-plan-updated")
    call = StandardDraft(
        id="stoke.cp.phone-call",
        area="child_protection",
        cite="Section Two, new",
        says="The social worker telephones the child within 3 working days of the conference",
        clock="icpc[outcome=cp_plan]",
        due="3 working days",
        met_by="family_contact[by=telephone]",
        role="social worker",
    )
    return draft.without(gone).added(call)


def test_an_update_is_told_rule_by_rule_and_child_by_child_before_anything_changes(
    desk: Desk, heard: list[Changed]
) -> None:
    child, elsewhere = under(desk, STOKE), under(desk, "oldham", "Ben")
    before, far = desk.calendar(child), desk.calendar(elsewhere)
    heard.clear()
    proposal = desk.packs.proposal(seven(desk))
    assert (proposal.version, proposal.replaces, proposal.is_new) == ("7", "6", False)
    assert proposal.rules is not None
    assert [(r.kind, r.standard) for r in proposal.rules.rules] == [
        ("added", "stoke.cp.phone-call"),
        ("changed", "stoke.cp.visit"),
        ("changed", "stoke.cp.later-core-groups"),
        ("dropped", "stoke.cp.core-group-plan-updated"),
    ]
    assert "update of the standards of Stoke-on-Trent that came with Daymark" in proposal.asks[0]
    assert "takes effect on Wed 1 Apr 2026" in proposal.asks[1]
    seen: list[tuple[int, int]] = []
    effects = desk.packs.effects(proposal, lambda done, total: seen.append((done, total)), lambda: False)
    assert [e.name for e in effects] == ["Ada Quill", "Ros Adeyemi"]  # Ben stands under Oldham's
    assert seen == [(1, 2), (2, 2)]
    assert {c.kind for c in effects[0].changes.changes} >= {"sooner", "added"}
    assert effects[1].changes.changes == ()
    assert (desk.calendar(child), heard, desk.packs.kept()) == (before, [], ())

    desk.packs.accept(proposal)
    after = desk.calendar(child)
    assert heard == [Changed("standards", frozenset({child}))]
    assert (after.pack_version, [v for v, _ in after.pack_versions]) == ("6", ["6", "7"])
    today = desk.today()
    old, new = (
        [d for d in view.deadlines if d.due and _day(d) < today and d.state != "projected"]
        for view in (before, after)
    )
    assert old
    assert old == new  # word for word
    first = next(d for d in after.deadlines if d.version == "7")
    assert first.why[-1] == "Counted under version 7 of these standards, which counts from Wed 1 Apr 2026."
    assert desk.calendar(elsewhere) == far
    told = {c.after.key for c in effects[0].changes.changes if c.after}
    assert told <= {d.key for d in after.deadlines}


def _day(d: DeadlineView) -> date:
    assert d.due is not None
    return d.due.date() if isinstance(d.due, datetime) else d.due


def test_undo_brings_the_earlier_standards_back(desk: Desk) -> None:
    child = under(desk, STOKE)
    before, rows = desk.calendar(child), desk.caseload()
    desk.packs.accept(desk.packs.proposal(seven(desk, desk.today())))
    assert desk.calendar(child) != before
    assert desk.undo() == "Taking in of standards"
    assert (desk.calendar(child), desk.caseload(), desk.packs.kept()) == (before, rows, ())


def test_the_caseload_follows_at_once(desk: Desk, clock: Clock) -> None:
    """A plan made on Friday 20 March: a core group within one working day is overdue on Tuesday."""
    child = desk.add_child(ChildForm("Ada", "Quill", born=date(2019, 5, 4), authority=STOKE))
    desk.record(EventDraft(child, "icpc", date(2026, 3, 20), {"outcome": "cp_plan"}))
    draft = changed(desk.packs.edit(STOKE), **{"stoke.cp.first-core-group": {"due": "1 working days"}})
    clock.now = datetime(2026, 3, 24, 9)
    before = desk.caseload()[0]
    clock.now = NOW
    desk.packs.accept(desk.packs.proposal(draft))
    clock.now = datetime(2026, 3, 24, 9)
    assert desk.caseload()[0].overdue == before.overdue + 1
    desk.undo()
    assert desk.caseload()[0] == before


def test_an_update_that_took_effect_in_the_past_leaves_what_is_settled(desk: Desk, clock: Clock) -> None:
    """From 1 March, taken up on 20 March: the visit of 16 March met its date, Mon 23 March, under version 6; from
    there the next is counted under version 7: five working days, Mon 23 March."""
    child = under(desk, STOKE)
    desk.record(EventDraft(child, "visit", date(2026, 3, 16), {"plan": ("cp",), "seen": True}))
    proposal = desk.packs.proposal(seven(desk, date(2026, 3, 1)))
    assert any(
        "What was met, or past its date, before today stays as it was" in said for said in proposal.asks
    )
    desk.packs.accept(proposal)
    for _ in range(2):
        found = dues(desk.calendar(child), "stoke.cp.visit")
        assert found[:2] == [(date(2026, 3, 23), "6"), (date(2026, 3, 23), "7")]
        clock.now = datetime(2026, 3, 23, 9)


def test_a_decision_not_to_take_it_in_is_kept_with_its_reason(desk: Desk, heard: list[Changed]) -> None:
    proposal = desk.packs.proposal(seven(desk))
    with pytest.raises(InvalidInput):
        desk.packs.decline(proposal, "  ")
    desk.packs.decline(proposal, "The board meets in May")
    kept = desk.packs.kept()[0]
    assert (kept.standing, kept.why, kept.version) == (False, "The board meets in May", "7")
    assert [b.version for b in desk.library.versions(STOKE)] == ["6"]
    desk.packs.accept(desk.packs.proposal(seven(desk)))  # it may be taken in after all
    assert [k.standing for k in desk.packs.kept()].count(True) == 1


def test_what_is_kept_is_listed_by_authority_the_newest_first(desk: Desk, clock: Clock) -> None:
    desk.packs.accept(desk.packs.proposal(desk.packs.start("oldham", "Alder")))
    desk.packs.accept(desk.packs.proposal(desk.packs.edit("alder").with_head(effective=date(2026, 6, 1))))
    desk.packs.accept(
        desk.packs.read(desk.packs.export(STOKE)[1].replace(b'version = "6"', b'version = "6a"'))
    )
    kept = [(k.authority, k.version, k.in_force, k.coming, k.from_, k.kept_by) for k in desk.packs.kept()]
    assert kept == [
        ("alder", "2", False, True, MADE, "Ros Adeyemi"),
        ("alder", "1", True, False, MADE, "Ros Adeyemi"),
        (STOKE, "6a", True, False, IMPORTED, "Ros Adeyemi"),
    ]
    clock.now = datetime(2026, 6, 1, 9)
    assert [k.in_force for k in desk.packs.kept()] == [True, False, True]


def test_the_same_version_twice_is_refused(desk: Desk) -> None:
    data = desk.packs.export(STOKE)[1]
    with pytest.raises(PackRefused) as same:
        desk.packs.read(data)
    assert "word for word" in same.value.problems[0].says
    with pytest.raises(PackRefused) as other:
        desk.packs.read(data.replace(b"Stoke-on-Trent", b"Stoke", 1))
    assert "Give this one another version" in other.value.problems[0].says


def test_nothing_is_kept_of_a_file_that_is_refused(desk: Desk, heard: list[Changed]) -> None:
    data = desk.packs.export(STOKE)[1].replace(b'version = "6"', b'version = "7"')
    broken = data.replace(b"10 working days", b"10 wrking days", 1).replace(b"core_group", b"core_grp", 1)
    with pytest.raises(PackRefused) as bad:
        desk.packs.read(broken)
    assert len(bad.value.problems) >= 2
    assert all(p.line > 1 and p.says for p in bad.value.problems)
    assert (desk.packs.kept(), heard) == ((), [])


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (b'id = "stoke-on-trent"', b'id = "../../etc/passwd"', "small letters"),
        (b'id = "stoke-on-trent"', b'id = "oldham@1"', "small letters"),
        (b'name = "Stoke-on-Trent"', b'name = "Stoke\\u202etnerT"', "U+202E"),
        (b'name = "Stoke-on-Trent"', b'name = "Stoke\\u0007"', "U+0007"),
        (b'name = "Stoke-on-Trent"', b'name = "' + b"x" * 5000 + b'"', "longer than"),
        (b"effective = 2024-05-23", b"effective = 9999-12-31", "between 1970 and 2100"),
        (b"effective = 2024-05-23", b'effective = "soon"', "not a date"),
        (b"format = 1", b"format = 2", "must be 1"),
        (b"format = 1", b"\xff\xfe = 1", "not UTF-8"),
        (b"format = 1", b"x = " + b"[" * 100_000, "nested too deeply"),
        (b"format = 1", b"a." * 5000 + b"b = 1", "dots in one line"),
        (b"format = 1", b"x = " + b"9" * 100_000, "not readable as TOML"),
    ],
)
def test_a_hostile_file_is_refused_with_reasons(desk: Desk, before: bytes, after: bytes, says: str) -> None:
    data = desk.packs.export(STOKE)[1]
    assert before in data
    with pytest.raises(PackRefused) as bad:
        desk.packs.read(data.replace(before, after, 1))
    said = " ".join(p.says for p in bad.value.problems)
    assert says in said
    assert said.isprintable()
    assert len(said) < 20_000


def test_a_proposal_is_read_again_before_it_is_kept(desk: Desk) -> None:
    proposal = desk.packs.proposal(seven(desk))
    with pytest.raises(PackRefused):
        desk.packs.accept(replace(proposal, text="nonsense"))
    assert desk.packs.kept() == ()


def test_a_limit_that_would_pass_the_national_one_is_flagged(desk: Desk) -> None:
    draft = changed(desk.packs.edit(STOKE), **{"stoke.cp.icpc": {"due": "20 working days"}})
    found = desk.packs.proposal(draft)
    assert [(p.standard, p.national, p.always) for p in found.new_passing] == [
        ("stoke.cp.icpc", "national.cp.icpc-15wd", True)
    ]
    assert not desk.packs.proposal(seven(desk)).new_passing


def test_effects_can_be_stopped(desk: Desk) -> None:
    under(desk, STOKE)
    with pytest.raises(Cancelled):
        desk.packs.effects(desk.packs.proposal(seven(desk)), None, lambda: True)


def test_removal_is_refused_where_somebody_would_be_left_without(desk: Desk) -> None:
    desk.packs.accept(desk.packs.proposal(desk.packs.start(STOKE, "Alder")))
    child = under(desk, "alder")
    one = desk.packs.kept()[0].id
    with pytest.raises(InvalidInput) as bad:
        desk.packs.remove(one, "A mistake")
    assert bad.value.problems[0].what == "1 child would be left without standards"
    desk.packs.accept(desk.packs.proposal(desk.packs.edit("alder").with_head(effective=date(2026, 5, 1))))
    with pytest.raises(InvalidInput) as first:
        desk.packs.remove(one, "A mistake")
    assert "before version 2" in first.value.problems[0].what
    desk.packs.remove(desk.packs.kept()[0].id, "Withdrawn")  # the newest can go
    desk.amend_child(child, replace(desk.child_form(child), authority=STOKE))
    with pytest.raises(InvalidInput):
        desk.packs.remove(one, "")
    desk.packs.remove(one, "A mistake")
    assert "alder" not in desk.library.ids
    assert desk.undo() == "Removal of standards"
    assert "alder" in desk.library.ids
    with pytest.raises(NotFound):
        desk.packs.remove("nobody", "x")


def test_an_unfinished_draft_is_kept_and_gone_on_with(desk: Desk, clock: Clock) -> None:
    draft = desk.packs.start(STOKE, "Alder").added(StandardDraft(area="child_protection", due="3 wekes"))
    kept = desk.packs.save_draft(draft)
    clock.now = datetime(2026, 3, 21, 10)
    later = draft.without_date().with_head(version="2")
    assert desk.packs.save_draft(later) == kept
    saved = desk.packs.drafts()
    assert [(s.id, s.authority, s.name, s.version, s.standards) for s in saved] == [
        (kept, "alder", "Alder", "2", 151)
    ]
    assert saved[0].saved_on == datetime(2026, 3, 21, 10)
    assert desk.packs.resume(kept) == later
    assert desk.packs.kept() == ()
    assert "alder" not in desk.library.ids
    desk.packs.drop_draft(kept)
    assert desk.packs.drafts() == ()
    assert desk.undo() == "Dropping of unfinished standards"
    assert len(desk.packs.drafts()) == 1
    assert desk.packs.start(STOKE, "Alder").id == "alder-2"  # an id that nothing here has


def test_accepting_what_was_made_takes_its_draft_away_and_undo_brings_it_back(desk: Desk) -> None:
    draft = desk.packs.start(STOKE, "Alder")
    desk.packs.save_draft(draft)
    desk.packs.accept(desk.packs.proposal(draft))
    assert desk.packs.drafts() == ()
    desk.undo()
    assert len(desk.packs.drafts()) == 1
    assert desk.packs.kept() == ()


@pytest.mark.parametrize("name", ["", "  ", "???", "Stoke-on-Trent", "oldham"])
def test_a_new_authority_needs_a_name_of_its_own(desk: Desk, name: str) -> None:
    with pytest.raises(InvalidInput):
        desk.packs.start(STOKE, name)


def test_each_store_has_its_own_shelf(desk: Desk, other: Desk) -> None:
    desk.packs.accept(desk.packs.proposal(seven(desk)))
    desk.packs.accept(desk.packs.proposal(desk.packs.start(STOKE, "Alder")))
    assert "alder" not in other.library.ids
    assert [b.version for b in other.library.versions(STOKE)] == ["6"]
    assert [b.version for b in library().versions(STOKE)] == ["6"]


def test_everything_that_looks_at_standards_knows_ones_own(desk: Desk) -> None:
    desk.packs.accept(desk.packs.proposal(changed(desk.packs.start(STOKE, "Alder"), **THREE)))
    child = under(desk, "alder")
    assert desk.bearing("alder")["stoke.cp.visit"][0].name == "Ada Quill"
    assert desk.passing("alder") == desk.passing(STOKE)
    assert desk.side_by_side(["alder", STOKE]).authorities[0][:2] == ("alder", "Alder")
    lanes = desk.under_each(child, [STOKE, "alder"])
    assert any(d.kind == "sooner" for d in lanes.differences)
    assert desk.layers(child)
    assert desk.effects_of_days([], []).children == 1
    desk.save_own(replace(desk.own(), authority="alder"))
    assert desk.worker_calendar().authority == "alder"


def test_a_kept_pack_that_cannot_be_read_any_more_leaves_the_store_open(desk: Desk) -> None:
    desk.packs.accept(desk.packs.proposal(desk.packs.start(STOKE, "Alder")))
    child = under(desk, "alder")
    with desk._office.write() as c:
        c.exec_driver_sql("UPDATE pack SET content = 'format = 9'")
    desk._office.shelf._read.clear()
    desk.changes.publish("standards")
    assert desk.packs.troubles()[0].startswith("The standards of alder, version 1, cannot be read any more")
    assert desk.packs.kept()[0].trouble
    assert desk.calendar(child).pack_title == "These standards cannot be read any more"
    assert desk.caseload()[0].next_due is None
    assert {a.id for a in desk.authorities()} >= {STOKE, "alder"}


def test_a_proposal_names_what_it_holds(desk: Desk) -> None:
    found: Proposal = desk.packs.proposal(desk.packs.start("working-together-2015", "Alder"))
    assert (found.standards, found.expectations, found.from_) == (19, 242, MADE)
    assert found.passing == ()


def test_the_shelf_shows_what_stands_today(desk: Desk, clock: Clock) -> None:
    desk.packs.accept(desk.packs.proposal(seven(desk)))
    assert desk.library.rulebook(STOKE).version == "6"
    clock.now = datetime(2026, 4, 1, 9)
    assert desk.library.rulebook(STOKE).version == "7"
    assert next(a.version for a in desk.authorities() if a.id == STOKE) == "7"
    assert desk.packs.edit(STOKE).version == "8"


def test_an_acceptance_is_not_undone_while_somebody_stands_under_it_alone(desk: Desk) -> None:
    desk.packs.accept(desk.packs.proposal(desk.packs.start(STOKE, "Alder")))
    desk.save_own(replace(desk.own(), authority="alder"))
    with pytest.raises(StillNeeded) as bad:
        desk.undo()
    assert bad.value.message == "Your own calendar would be left without standards."
    assert bad.value.advice == "Choose other standards for them first."
    assert desk.worker_calendar().authority == "alder"
    desk.save_own(replace(desk.own(), authority=STOKE))
    assert desk.undo() == "Taking in of standards"
    assert "alder" not in desk.library.ids


def test_an_acceptance_before_a_later_version_is_undone_as_it_was(desk: Desk) -> None:
    """The last step goes back to what was there; only a removal asks whether dates hang on the version."""
    child = under(desk, STOKE)
    earlier = desk.packs.edit(STOKE).with_head(version="6.5", effective=date(2026, 2, 1))
    desk.packs.accept(desk.packs.proposal(seven(desk)))
    before = desk.calendar(child)
    desk.packs.accept(desk.packs.proposal(changed(earlier, **{"stoke.cp.first-review": {"due": "10 weeks"}})))
    assert desk.calendar(child).deadlines != before.deadlines
    with pytest.raises(InvalidInput):
        desk.packs.remove(next(k.id for k in desk.packs.kept() if k.version == "6.5"), "Not ours")
    assert desk.undo() == "Taking in of standards"
    assert desk.calendar(child) == before
    assert [k.version for k in desk.packs.kept()] == ["7"]


def test_a_version_under_which_dates_are_past_stays(desk: Desk, clock: Clock) -> None:
    """Visits every 5 working days from 23 March: with it away, the one missed on the 31st would have been due later."""
    child = under(desk, STOKE)
    desk.packs.accept(desk.packs.proposal(seven(desk, date(2026, 3, 23))))
    one = desk.packs.kept()[0].id
    clock.now = datetime(2026, 3, 24, 9)
    desk.record(EventDraft(child, "visit", date(2026, 3, 24), {"plan": ["cp"], "seen": True}))
    desk.packs.remove(one, "Taken in by mistake")  # nothing that was counted under it is past
    assert desk.undo() == "Removal of standards"
    one = desk.packs.kept()[0].id
    clock.now = datetime(2026, 4, 2, 9)
    past = [d for d in desk.calendar(child).deadlines if d.due == date(2026, 3, 31)]
    assert [(d.version, d.state) for d in past if d.standard == "stoke.cp.visit"] == [("7", "overdue")]
    with pytest.raises(InvalidInput) as bad:
        desk.packs.remove(one, "No longer wanted")
    assert bad.value.problems[0].what == "dates of 1 child that are past were counted under it"
    assert [k.version for k in desk.packs.kept()] == ["7"]
    desk.amend_child(child, replace(desk.child_form(child), authority="oldham"))
    desk.save_own(replace(desk.own(), authority="oldham"))
    desk.packs.remove(one, "Nobody stands under it")


def test_a_name_that_another_authority_has_is_asked_about(desk: Desk) -> None:
    draft = desk.packs.start(STOKE, "Alder").with_head(name="OLDHAM")
    found = desk.packs.proposal(draft)
    assert found.asks[0].startswith("Another authority here is called “OLDHAM” as well")
    assert not any("as well" in asked for asked in desk.packs.proposal(seven(desk)).asks)
