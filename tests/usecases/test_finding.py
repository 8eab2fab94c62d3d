"""Search over the whole record: forgiving of accents and slips, filtered, and never behind what was written."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from models.repositories import search as rows
from services.usecases import findwords
from services.usecases.commands import ChildForm, EventDraft, PersonForm
from services.usecases.desk import Desk
from services.usecases.finding import Finder, Wanted
from services.usecases.findwords import asked, nearest, places, snippet


def found(desk: Desk, words: str, **filters: object) -> list[tuple[str, str]]:
    return [(h.kind, h.title) for h in desk.finder.find(Wanted(words, **filters)).hits]  # type: ignore[arg-type]


@pytest.fixture
def lukasz(desk: Desk) -> str:
    child = desk.add_child(
        ChildForm("Łukasz", "Wiśniewski", born=date(2015, 5, 4), authority="oldham", address="3 Mill Row")
    )
    desk.save_person(PersonForm(child, "Siân O’Brien", "school nurse", "professional", contact="01234"))
    return child


def visit(desk: Desk, child: str, *notes: tuple[str, str], day: date = date(2026, 3, 10)) -> str:
    return desk.record(EventDraft(child, "visit", day, {"seen": True}, notes=notes))[0]


def test_accents_case_and_a_wrong_letter_do_not_matter(desk: Desk, lukasz: str) -> None:
    for words in ("lukasz", "ŁUKASZ wisniewski", "Lukaz", "wisniewsky", "luka"):
        assert ("child", "Łukasz Wiśniewski") in found(desk, words), words
    assert found(desk, "sian o'brien") == [("person", "Siân O’Brien")]
    assert desk.finder.find(Wanted("lukazs")).instead == ("lukasz",)
    assert found(desk, "lukasz nurse") == []  # every word in one record


@pytest.mark.parametrize("words", ['"', "*", "a OR", "NEAR(", "child:", "-", "(", "%", "\x00", "' OR 1=1 --"])
def test_what_is_typed_is_never_a_query_language(desk: Desk, lukasz: str, words: str) -> None:
    desk.finder.find(Wanted(words))


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("Mówi, że boi się ciemności", "ciemnosci"),
        ("Mae’n hoffi’r ysgol ŵyl", "wyl"),
        ("قالت إنها تحب المدرسة", "المدرسة"),
        ("اسے اسکول پسند ہے", "اسکول"),
        ("সে স্কুল ভালোবাসে", "স্কুল"),
        ("她喜欢学校和画画", "学校"),
        ("Smiled 🙂 at the picture", "picture"),
        ("김민지는 행복하다", "민지"),
        ("שָׂרָה כֹּהֵן", "שרה"),
        ("ਹਰਪ੍ਰੀਤ ਕੌਰ", "ਕੌਰ"),
        ("ශ්\u200dරීමතී", "ශ්රීමතී"),
        ("می\u200cکند", "میکند"),
        ("ሰላማዊት ተስፋዬ", "ተስፋዬ"),
    ],
)
def test_words_of_any_script_are_found(desk: Desk, lukasz: str, note: str, words: str) -> None:
    event = visit(desk, lukasz, ("Analysis", note))
    hit = desk.finder.find(Wanted(words)).hits[0]
    assert (hit.record_id, hit.heading, hit.snippet) == (event, "Analysis", note)
    assert hit.marks


def test_what_is_amended_removed_and_undone_is_found_as_it_stands(desk: Desk, lukasz: str) -> None:
    event = visit(desk, lukasz, ("Analysis", "A marmalade cat"))
    assert len(found(desk, "marmalade")) == 1
    desk.amend(event, EventDraft(lukasz, "visit", date(2026, 3, 10), notes=(("Analysis", "A tabby"),)))
    assert (found(desk, "marmalade"), len(found(desk, "tabby"))) == ([], 1)
    desk.remove(event, "Wrong child")
    assert found(desk, "tabby") == []
    desk.undo()
    assert len(found(desk, "tabby")) == 1


def test_filters_narrow_and_without_words_the_newest_comes_first(desk: Desk, lukasz: str) -> None:
    other = desk.add_child(ChildForm("Ada", "Quill", born=date(2016, 5, 4), authority="oldham"))
    first = visit(desk, lukasz, ("Analysis", "swimming"), day=date(2026, 2, 3))
    second = visit(desk, lukasz, ("Analysis", "swimming"), day=date(2026, 3, 3))
    visit(desk, other, ("Analysis", "swimming"), day=date(2026, 2, 10))
    ids = lambda **f: [h.record_id for h in desk.finder.find(Wanted(**f)).hits]  # noqa: E731
    assert set(ids(words="swimming", child_ids=(lukasz,))) == {first, second}
    assert ids(words="swimming", child_ids=(lukasz,), first=date(2026, 2, 4)) == [second]
    assert ids(words="swimming", child_ids=(lukasz,), last=date(2026, 2, 3)) == [first]
    assert ids(child_ids=(lukasz,), kinds=("event",)) == [second, first]
    assert found(desk, "swimming", kinds=("plan",)) == []
    assert found(desk, "swimming", author="Nobody") == []
    assert desk.finder.authors() == (desk.own().name,)


def test_the_index_reads_on_in_pieces_and_survives_a_restart(
    desk: Desk, lukasz: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.usecases.finding._CHUNK", 3)
    for n in range(10):
        visit(desk, lukasz, ("Analysis", f"heron {n}"))
    told: list[tuple[int, int]] = []
    desk.finder.read_on(lambda done, total: told.append((done, total)))
    assert len(told) > 3
    assert told[-1][0] == told[-1][1]
    again = Finder(desk.finder._office)
    assert again.unread() == 0
    assert len(again.find(Wanted("heron")).hits) == 10


def test_a_large_note_is_searched_and_shown_in_a_piece(desk: Desk, lukasz: str) -> None:
    visit(desk, lukasz, ("Analysis", "word " * 200_000 + "kingfisher " + "word " * 1000))
    (hit,) = desk.finder.find(Wanted("kingfisher")).hits
    assert "kingfisher" in hit.snippet
    assert len(hit.snippet) < 250
    start, length = hit.marks[0]
    assert hit.snippet[start : start + length] == "kingfisher"


def test_the_worker_s_own_calendar_is_found(desk: Desk) -> None:
    draft = EventDraft(
        "worker",
        "supervision",
        datetime(2026, 3, 9, 10, 0),
        {"kind": "worker"},
        notes=(("Reflection", "Plovers"),),
    )
    desk.record(draft)
    (hit,) = desk.finder.find(Wanted("plover")).hits
    assert (hit.child_id, hit.child_name) == ("worker", "")


def test_places_are_those_of_the_text_as_it_was_written() -> None:
    text = "Ægir ate Straße; Łukasz’s"
    assert [text[s : s + n] for s, n in places(text, ["lukasz", "strasse", "aegir"])] == [
        "Ægir",
        "Straße",
        "Łukasz",
    ]
    piece, marks = snippet("one two " * 100 + "three four " + "five " * 100, ["three"])
    assert piece.startswith("…")
    assert [piece[s : s + n] for s, n in marks] == ["three"]


def test_what_stands_in_quotation_marks_is_one_phrase(desk: Desk, lukasz: str) -> None:
    for text in ("He spoke about school.", "At school: spoke, he did, of Mr O'Connor."):
        desk.record(EventDraft(lukasz, "visit", date(2026, 3, 2), {"seen": True}, notes=(("Purpose", text),)))

    def found(words: str) -> list[str]:
        return [h.snippet for h in desk.finder.find(Wanted(words)).hits]

    assert len(found("school spoke")) == 2
    assert found('"spoke about school"') == found("\u201cSpoke about sch\u201d") == ["He spoke about school."]
    assert found('he "school spoke"') == ["At school: spoke, he did, of Mr O'Connor."]
    assert not found('"spoke school"') and len(found('"spoke')) == 2
    (hit,) = desk.finder.find(Wanted("o'connor")).hits
    assert [hit.snippet[s : s + n] for s, n in hit.marks] == ["O'Connor"]


def test_near_words_are_near() -> None:
    terms = ["mornings", "morning", "evening", "warning"]
    assert nearest("mornigns", terms)[0] == "mornings"
    assert nearest("xyz", terms) == []
    assert asked("  Don’t  李明! ") == ("don t", "李 明")
    assert findwords.query(asked("a b"), {}) == '("a" *) AND ("b" *)'


def test_words_that_very_many_hold_are_found_quickly_and_filtered_as_ever(
    desk: Desk, lukasz: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    heron = desk.add_child(ChildForm("Heron", "Quill", born=date(2016, 5, 4), authority="oldham"))
    ids = [visit(desk, lukasz, ("Analysis", "The heron came."), day=date(2026, 2, n)) for n in range(1, 9)]
    ids.append(visit(desk, heron, ("Analysis", "Another heron."), day=date(2026, 1, 4)))
    few = desk.finder.find(Wanted("heron"))
    monkeypatch.setattr(Finder, "MANY", 3)
    many = desk.finder.find(Wanted("heron"))
    assert many.many and not few.many and not many.more
    assert many.hits[0].kind == "child"
    assert {h.record_id for h in many.hits} == {h.record_id for h in few.hits} == {heron, *ids}
    mine = desk.finder.find(Wanted("heron", child_ids=(lukasz,)))
    assert [h.record_id for h in mine.hits] == ids[:8][::-1], "the newest first"
    early = desk.finder.find(Wanted("heron came", last=date(2026, 2, 2)))
    assert [h.record_id for h in early.hits] == [ids[1], ids[0]]
    assert desk.finder.find(Wanted("heron", kinds=("plan",))).hits == ()
    assert [h.record_id for h in desk.finder.find(Wanted("heron", kinds=("child",))).hits] == [heron]


def test_the_best_of_the_newest_comes_before_the_rest(desk: Desk, lukasz: str) -> None:
    office = desk.finder._office
    for n in range(1, 9):
        visit(desk, lukasz, ("Analysis", "heron " + "and other birds " * n), day=date(2026, 2, n))
    desk.finder.read_on()
    with office.read() as c:
        kinds = tuple(kind for kind, _ in desk.finder.kinds())
        best = rows.match(c, '"heron"', kinds=kinds)
        newest = rows.match_newest(c, '"heron"', kinds=kinds, among=3)
        assert [r.at for r in newest] == ["2026-02-06", "2026-02-07", "2026-02-08"]
        assert rows.match_newest(c, '"heron"', kinds=kinds) == best
        assert [r.at for r in rows.match_newest(c, '"heron"', kinds=kinds, most=2)] == [
            "2026-02-01",
            "2026-02-02",
        ]


def test_a_slip_finds_what_was_written_since_and_nothing_that_was_removed(desk: Desk, lukasz: str) -> None:
    visit(desk, lukasz, ("Analysis", "kingfisher"))
    assert desk.finder.find(Wanted("kingfihser")).instead == ("kingfisher",)
    later = visit(desk, lukasz, ("Analysis", "nightingale"))
    assert desk.finder.find(Wanted("nightingael")).instead == ("nightingale",)
    desk.remove(later, "A slip")
    assert desk.finder.find(Wanted("nightingael")).instead == ()
