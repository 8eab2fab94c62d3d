"""A pack is read whole or not at all; whatever is wrong with it is named with its file and line."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.engine.packs import MAX_BYTES, parse_pack
from services.engine.rulebook import PackError, PackProblem, Rulebook
from tests.engine.casebook import ROOT, rulebook, words
from tests.engine.histories import AUTHORITIES

HEAD = """format = 1
id = "made-up"
name = "Made-up"
title = "Standards"
version = "1"
published = "2024-05"
review = ""
effective = 2024-05-23
source = "nobody"
"""
GOOD = """# a comment
[[standard]]
id = "made.first"
area = "reviews"
cite = "Section 1"
says = "First"
kind = "deadline"
force = "must"
role = "social worker"
clock = "referral_received"
due = "5 days"
met_by = "visit"
"""
AUDIT = """
[[audit]]
id = "made.audit"
cite = "Annex"
theme = "Visits"
acceptable = "seen"
unacceptable = "not seen"
"""
EXPECTATION = """
[[expectation]]
id = "made.hope"
at = "visit"
cite = "Section 2"
says = "Listen"
role = "social worker"
"""


def read(body: str | bytes = GOOD, head: str | bytes | None = HEAD, **more: str | bytes) -> Rulebook:
    files: dict[str, str | bytes] = {"a.toml": body, **{f"{k}.toml": v for k, v in more.items()}}
    if head is not None:
        files["pack.toml"] = head
    return parse_pack(files, words())


def problems(*args: Any, **more: Any) -> list[PackProblem]:
    with pytest.raises(PackError) as bad:
        read(*args, **more)
    return list(bad.value.problems)


def line_of(text: str, start: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith(start))


def test_a_good_pack_is_read() -> None:
    book = read(GOOD + AUDIT + EXPECTATION)
    assert (book.id, book.effective) == ("made-up", date(2024, 5, 23))
    assert [s.id for s in book.standards] == ["made.first"]
    assert [a.id for a in book.audits] == ["made.audit"]
    assert [e.id for e in book.expectations] == ["made.hope"]
    assert book.standard("made.first") is book.standards[0]
    assert book.standard("made.second") is None


def test_a_byte_order_mark_is_no_problem() -> None:
    assert read(b"\xef\xbb\xbf" + GOOD.encode()).standards


# --- one key changed ---
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "deadline"', 'kind = "deadlin"', "kind: 'deadlin' is not one of deadline"),
        ('force = "must"', 'force = "may"', "force: 'may' is not one of must, should, good_practice"),
        ('says = "First"', "says = 5", "says: missing, or not a text"),
        ('says = "First"', 'says = "  "', "says: missing, or not a text"),
        ('area = "reviews"\n', "", "area: missing, or not a text"),
        ('id = "made.first"', 'id = "Made First"', "use small letters, figures, dots and hyphens only"),
        ('due = "5 days"', 'due = "5 day"', "due: cannot read the duration '5 day'"),
        ('due = "5 days"', "due = 5", "due: must be a text"),
        ('due = "5 days"', 'due = "-5 days"', "due: only kind 'before' counts back"),
        ('due = "5 days"', 'du = "5 days"', "du: unknown key did you mean 'due'?"),
        ('clock = "referral_received"', 'clock = "referal_received"', "did you mean 'referral_received'?"),
        ('clock = "referral_received"', 'clock = ""', "clock: missing: say which event starts the clock"),
        ('met_by = "visit"', 'met_by = ""', "met_by: missing: say which event meets it"),
        ('met_by = "visit"', 'met_by = "visit[sen]"', "met_by: event 'visit' has no attribute 'sen'"),
        ('met_by = "visit"', 'met_by = ["visit"]', "met_by: must be a text"),
        ('met_by = "visit"', 'met_by = "visit"\nwhen = "child.born"', "when: must be a list of texts"),
        ('met_by = "visit"', 'met_by = "visit"\nwhen = [1]', "when: must be a list of texts"),
        ('met_by = "visit"', 'met_by = "visit"\nwhen = ["child.brn"]', "when: unknown fact child.brn"),
        ('met_by = "visit"', 'met_by = "visit"\nwhen = ["clock.seen"]', "has no attribute 'seen'"),
        ('met_by = "visit"', 'met_by = "visit"\nuntil = "case_close"', "until: unknown event 'case_close'"),
        ('met_by = "visit"', 'met_by = "visit"\ntied = ["made.frst"]', "did you mean 'made.first'?"),
        ('met_by = "visit"', 'met_by = "visit"\nlooser = "yes"', "looser: must be true or false"),
        ('met_by = "visit"', 'met_by = "visit"\nreading = "guessed"', "reading: 'guessed' is not one of"),
        ('met_by = "visit"', 'met_by = "visit"\nrepeat = "0 days"', "repeat: must lie ahead"),
        ('kind = "deadline"', 'kind = "interval"', "an interval needs a repeat"),
        ('kind = "deadline"', 'kind = "before"', "'before' counts back"),
        ('kind = "deadline"', 'kind = "age"', "kind 'age' counts from 'birth'"),
        ('kind = "deadline"', 'kind = "gestation"', "kind 'gestation' counts from 'conception'"),
        ('kind = "deadline"', 'kind = "caseload"', "a caseload limit needs a whole number"),
        ('kind = "deadline"', 'kind = "caseload"\nlimit = true', "a caseload limit needs a whole number"),
    ],
)
def test_what_is_wrong_is_named_where_it_stands(old: str, new: str, said: str) -> None:
    assert old in GOOD
    body = GOOD.replace(old, new)
    found = problems(body)
    told = [p for p in found if said in p.what]
    assert told, [str(p) for p in found]
    assert told[0].file == "a.toml"
    key = said.split(":")[0]
    if f"\n{key} =" in body:
        assert told[0].line == line_of(body, f"{key} =")
    assert str(told[0]).startswith(f"a.toml:{told[0].line}: ")


@pytest.mark.parametrize(
    ("old", "new", "said", "key"),
    [
        ("format = 1", "format = 2", "must be 1", "format"),
        ('id = "made-up"', 'id = "Made Up"', "small letters", "id"),
        ('name = "Made-up"\n', "", "missing, or not a text", "name"),
        ("effective = 2024-05-23", 'effective = "soon"', "not a date", "effective"),
        ("effective = 2024-05-23", "effective = 2024-05-23T10:00:00", "not a date", "effective"),
        ('published = "2024-05"', 'published = "May 2024"', "cannot read 'May 2024'", "published"),
        ('source = "nobody"', 'sorce = "nobody"', "unknown key did you mean 'source'?", "sorce"),
    ],
)
def test_the_head_is_checked_too(old: str, new: str, said: str, key: str) -> None:
    head = HEAD.replace(old, new)
    (found,) = problems(head=head)
    assert (found.file, said in found.what, found.what.startswith(key)) == ("pack.toml", True, True)
    assert found.line == (line_of(head, f"{key} =") if f"{key} =" in head else 1)


def test_a_missing_head_is_named() -> None:
    (found,) = problems(head=None)
    assert (found.file, found.line) == ("pack.toml", 1)
    assert "missing" in found.what


# --- files ---
def test_not_utf_8_names_the_line() -> None:
    (found,) = problems(GOOD.replace("First", "Caf\u00e9").encode("latin-1"))
    assert (found.file, found.line) == ("a.toml", line_of(GOOD, "says"))
    assert "UTF-8" in found.what


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (GOOD + "[[standard\n", GOOD.count("\n") + 1),
        (GOOD.replace('due = "5 days"', "due = "), line_of(GOOD, "due")),
        (GOOD + 'id = "again"\n', GOOD.count("\n") + 1),
    ],
)
def test_not_toml_names_the_line(body: str, line: int) -> None:
    (found,) = problems(body)
    assert (found.file, found.line) == ("a.toml", line)
    assert "not readable as TOML" in found.what


def test_deep_nesting_is_refused() -> None:
    (found,) = problems("a = " + "[" * 20_000 + "]" * 20_000)
    assert "not readable as TOML" in found.what


def test_a_file_too_large_is_refused_unread() -> None:
    (found,) = problems(b"# " + b"x" * MAX_BYTES)
    assert "larger than" in found.what


def test_an_empty_pack_is_refused() -> None:
    (found,) = problems("")
    assert "holds no standard" in found.what
    assert problems(EXPECTATION)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (GOOD.replace("[[standard]]", "[standard]"), "write [[standard]] with double brackets"),
        (
            GOOD.replace("[[standard]]", "[[standards]]"),
            "unknown table 'standards': did you mean 'standard'?",
        ),
        ("when = 3\n" + GOOD, "unknown table 'when'"),
        (GOOD + '\n[[standard]]\nx = "y"\n', "unknown key"),
    ],
)
def test_tables_are_checked(body: str, said: str) -> None:
    assert any(said in p.what for p in problems(body))


def test_an_id_used_twice_is_named_also_across_files_and_tables() -> None:
    (found,) = problems(GOOD, b=GOOD)
    assert (found.file, found.line, found.where) == ("b.toml", line_of(GOOD, "id"), "made.first")
    assert f"used twice: first in a.toml, line {line_of(GOOD, 'id')}" in found.what
    assert problems(GOOD, b=AUDIT.replace("made.audit", "made.first"))
    (found,) = problems(GOOD + GOOD)
    assert found.what.endswith(f"used twice: first in line {line_of(GOOD, 'id')}")


def test_every_problem_is_named_at_once() -> None:
    body = GOOD.replace("must", "may").replace("5 days", "5 day") + AUDIT.replace('theme = "Visits"\n', "")
    found = problems(body, head=HEAD.replace("format = 1", "format = 3"), b=b"\xff")
    assert {p.file for p in found} == {"a.toml", "b.toml", "pack.toml"}
    assert len(found) >= 4
    assert found == sorted(found)
    with pytest.raises(PackError) as bad:
        read(body)
    assert str(bad.value).count("\n") == len(bad.value.problems) - 1


def test_lines_are_right_in_the_second_table() -> None:
    second = GOOD.replace("made.first", "made.second").replace("5 days", "5 dys")
    (found,) = problems(GOOD + second)
    assert found.line == GOOD.count("\n") + line_of(second, "due")
    assert found.where == "made.second"


# --- anything at all ---
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_with_file_and_line(raw: bytes) -> None:
    for files in ({"pack.toml": raw, "a.toml": GOOD}, {"pack.toml": HEAD, "a.toml": raw}):
        try:
            parse_pack(files, words())
        except PackError as bad:
            named = [p for p in bad.problems if p.file in files and p.line >= 1 and p.what]
        else:
            named = [True]
        assert named


VALUES = st.one_of(
    st.booleans(),
    st.integers(-5, 5),
    st.sampled_from(["", "visit", "5 days", "birth", "interval", "before", "x.y"]),
    st.lists(st.sampled_from(["child.born", "open.cin", "nonsense"]), max_size=2),
)
KEYS = st.sampled_from(
    ["id", "kind", "clock", "due", "repeat", "until", "met_by", "when", "tied", "limit", "role"]
)


@given(st.dictionaries(KEYS, VALUES, max_size=6))
def test_any_values_are_read_or_refused(changed: dict[str, Any]) -> None:
    row = {
        "id": "made.first", "area": "a", "cite": "c", "says": "s", "kind": "deadline", "force": "must",
        "role": "r", "clock": "visit", "due": "5 days", "met_by": "case_summary", **changed,
    }  # fmt: skip
    text = "[[standard]]\n"
    for key, value in row.items():
        text += f"{key} = {str(value).lower() if isinstance(value, bool) else repr(value)}\n"
    try:
        book = read(text)
    except PackError as bad:
        assert all(p.file == "a.toml" and 1 <= p.line <= text.count("\n") for p in bad.problems)  # noqa: PT017
    else:
        assert len(book.standards) == 1


# --- the five packs ---
@pytest.mark.parametrize("authority", AUTHORITIES)
def test_a_pack_that_ships_is_whole(authority: str) -> None:
    book = rulebook(authority)
    assert book.id == authority
    assert book.title
    assert book.version
    assert book.standards
    ids = [x.id for x in (*book.standards, *book.expectations, *book.audits)]
    assert len(ids) == len(set(ids))
    assert all(s.says and s.cite and s.area for s in book.standards)


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_a_pack_that_ships_breaks_at_the_line_that_is_changed(authority: str) -> None:
    folder = ROOT / "resources" / "standards" / authority
    files: dict[str, str | bytes] = {f.name: f.read_text("utf-8") for f in sorted(folder.glob("*.toml"))}
    name = next(n for n, text in files.items() if 'force = "must"' in str(text))
    text = str(files[name])
    at = text.index('force = "must"')
    files[name] = text[:at] + text[at:].replace('"must"', '"mus"', 1)
    with pytest.raises(PackError) as bad:
        parse_pack(files, words())
    (found,) = [p for p in bad.value.problems if "tied" not in p.what]
    assert (found.file, found.line) == (name, text[:at].count("\n") + 1)


@pytest.mark.parametrize("mark", ["\\u0007", "\\u202e", "\\u2066", "\\u200b", "\\u061c", "\\U000e0041"])
def test_what_cannot_be_seen_is_named_with_its_line(mark: str) -> None:
    found = problems(GOOD.replace('says = "First"', f'says = "Fir{mark}st"'))
    assert len(found) == 1
    assert found[0].line == 6
    assert "which cannot be seen: leave it out" in found[0].what


def test_signs_that_other_scripts_need_are_read() -> None:
    says = "क्‍ष, می‌خواهم, O’Brien – “so”, 🙂"
    assert read(GOOD.replace('says = "First"', f'says = "{says}"')).standards[0].says == says


def test_endless_texts_and_rows_are_refused() -> None:
    assert "longer than 2,000 characters" in problems(GOOD.replace("First", "x" * 2001))[0].what
    many = "".join(EXPECTATION.replace("made.hope", f"made.hope{n}") for n in range(5_001))
    assert "more than 5,000 rows" in problems(GOOD + many)[0].what


def test_a_version_takes_effect_within_reach() -> None:
    for day in ("0001-01-01", "9999-12-31"):
        assert "between 1970 and 2100" in problems(head=HEAD.replace("2024-05-23", day))[0].what


def test_a_message_never_carries_what_was_smuggled_in() -> None:
    found = problems(GOOD.replace('id = "made.first"', 'id = "made\\u202e"\n"x\\u202ey" = 1'))
    assert found
    assert all(str(p).isprintable() for p in found)


@pytest.mark.parametrize("gap", ["\\n", "\\t"])
def test_a_role_or_a_name_stands_in_one_line(gap: str) -> None:
    (found,) = problems(GOOD.replace("social worker", f"social{gap}worker"))
    assert found.what == "role: runs over several lines or holds a tab: write it in one line"
