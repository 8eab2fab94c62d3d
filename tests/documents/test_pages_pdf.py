"""Case summary, plan, chronology and recovery code, read back."""

from __future__ import annotations

import re
import time
import unicodedata
from datetime import date
from itertools import pairwise

import pytest

from services.documents import chronology_pdf, plan_pdf, recovery_code_pdf, summary_pdf
from services.usecases.results import ChronologyEntry, SummaryView

from .reading import copied, fonts, outline, pages, reader
from .samples import TODAY, make_child, make_plan

NAMES = {
    "Polish": "Łucja Brzęczyszczykiewicz-Żółć",
    "Welsh": "Siân Ŵyn ap Ŷnyr",
    "Vietnamese": "Nguyễn Thị Ngọc Ánh",
    "Arabic": "محمد بن عبد الله",
    "Urdu": "ڈاکٹر زینب ٹھٹھوی",
    "Hindi": "प्रिया श्रीवास्तव",
    "Yoruba": "Ọlá Adébáyọ̀ ẹ́",
    "Greek and Russian": "Ελένη Ивановна",
    "Ukrainian": "Ольга Їжакевич-Ґудзь",
    "Hebrew": "נועה כהן (בת 12)",
    "Pointed Hebrew": "שָׂרָה כֹּהֵן",
    "Pashto": "ګل مکۍ ځدراڼ",
    "Kurdish Sorani": "ڕێژنە عەبدوڵڵا",
    "Dari": "زهرا احمدزی",
    "Dhivehi": "މުހައްމަދު",
    "Syriac": "ܡܪܝܡ ܓܘܪܓܝܣ",
    "Punjabi": "ਹਰਪ੍ਰੀਤ ਕੌਰ ਸਿੰਘ",
    "Gujarati": "કૃષ્ણા ક્ષત્રિય",
    "Odia": "କୃଷ୍ଣପ୍ରିୟା",
    "Tamil": "கிருஷ்ணன் ஸ்ரீதரன்",
    "Telugu": "కృష్ణవేణి",
    "Kannada": "ಕೃಷ್ಣಮೂರ್ತಿ",
    "Malayalam": "കൃഷ്ണപ്രിയ",
    "Sinhala": "ශ්‍රීමතී ක්‍රිෂාන්ති",
    "Thai": "สมชาย น้ำใจดี",
    "Lao": "ສົມສັກ ວົງ",
    "Burmese": "အောင်ဆန်းသူ",
    "Khmer": "ស្រីមុំ ក្រែម",
    "Korean": "김민지 박",
    "Amharic": "ሰላማዊት ተስፋዬ",
    "Tigrinya": "ሚኪኤል ገብረእየሱስ",
    "Georgian": "ნინო ბერიძე",
    "Armenian": "Անահիտ Պետրոսյան",
    "Tamazight": "ⵎⴰⵙⵉⵏ",
}


def _summary(text: str, heading: str = "Name") -> SummaryView:
    return SummaryView("s", "c1", TODAY, "Siân Ŵyn-Ŷork", ((heading, text),))


def test_the_summary_keeps_its_headings_in_order(child, summary):
    data = summary_pdf(child, summary, TODAY)
    text = " ".join(pages(data))
    places = [text.index(heading) for heading, _ in summary.parts]
    assert places == sorted(places)
    assert "Nothing recorded" in text
    assert [h for h, _ in summary.parts] == outline(data)[1:]
    assert "Written by" in " ".join(text.split()) and summary.author in text


@pytest.mark.parametrize("kind", NAMES)
def test_names_from_anywhere_are_printed_and_can_be_copied(kind):
    name = NAMES[kind]
    data = summary_pdf(make_child(name), _summary(f"Known to the school as {name}."), TODAY)
    assert "could not be printed" not in " ".join(pages(data))
    text = unicodedata.normalize("NFC", copied(data))
    for word in re.findall(r"[\w\u0300-\u200d]+", unicodedata.normalize("NFC", name)):
        assert word in text, text
    assert all(fonts(data).values())


def test_letters_drawn_as_one_are_copied_as_they_were_written():
    """Alef after lam is one glyph; a paragraph of them wraps, in a table too."""
    text = "قالت ملاك لا أريد الذهاب إلى هناك لأن الأولاد لا يلعبون معي. " * 4
    data = chronology_pdf(make_child("علا"), [ChronologyEntry(1, TODAY, text, text, text)], TODAY)
    got = copied(data)
    for word in re.findall(r"\w+", text):
        assert got.count(word) >= 12, word


@pytest.mark.parametrize("word", ["เด็กอาศัยอยู่กับยายและน้ำใจ", "क्षत्रिय", "ශ්‍රීමතී", "කෞශල්‍යා"])
def test_a_word_cut_over_lines_is_not_cut_within_a_syllable(word):
    from services.documents.style import BODY
    from services.documents.typeset import Typesetter

    for width in range(4, 60, 3):
        lines = Typesetter().lines(word * 3, BODY, width)
        told = ["".join(piece.text for _, piece in line.pieces) for line in lines]
        for before, after in pairwise(told):
            assert unicodedata.category(after[0])[0] != "M" and after[0] not in "\u200d\u0e33"
            assert not before.endswith(("\u200d", "\u094d", "\u0dca", "เ", "แ"))


def test_a_character_without_a_font_is_boxed_numbered_and_named():
    data = summary_pdf(make_child("ང་ Wang"), _summary("ང again, and \ue000"), TODAY)
    text = " ".join(pages(data))
    assert "Characters that could not be printed" in text
    assert "1 U+0F44 TIBETAN LETTER NGA" in text
    assert "U+E000 unassigned or private character" in text
    assert text.count("U+0F44") == 1
    assert "ང" in copied(data)


def test_a_date_within_arabic_is_read_from_left_to_right():
    from services.documents.style import BODY
    from services.documents.typeset import Typesetter

    for when in ("20 November 2026", "Tue 3 Nov 2026", "3 March"):
        for text in (f"زارها محمد في {when} ثم عاد", f"{when} زارها محمد", f"محمد: {when}."):
            (line,) = Typesetter().lines(text, BODY, 400)
            seen = "".join(piece.text for _, piece in line.pieces).replace("\u00a0", " ")
            assert when in seen, seen


def test_chinese_and_emoji_are_printed_and_can_be_copied():
    data = summary_pdf(make_child("王小明 Wang"), _summary("李雷 🦊 at school"), TODAY)
    assert "could not be printed" not in " ".join(pages(data))
    assert "王小明" in copied(data) and "李雷 🦊 at school" in copied(data)
    assert all(fonts(data).values())


def test_arrows_and_ticks_are_drawn_and_not_listed():
    data = summary_pdf(make_child(), _summary("School → home ✓ ☐"), TODAY)
    assert "could not be printed" not in " ".join(pages(data))


def test_markup_is_text(child):
    wild = '<b>bold</b> <img src="file:///etc/passwd"/> &amp; <para> </font> %s {0} \\ ( )'
    text = " ".join(pages(summary_pdf(child, _summary(wild, "<i>Heading</i>"), TODAY)))
    assert wild in text
    assert "<i>Heading</i>" in text


def test_control_characters_and_overrides_are_dropped(child):
    text = " ".join(
        pages(summary_pdf(child, _summary("one\x00\x07\x1b two\u202e three\u200b four\ud800"), TODAY))
    )
    assert "one two three four\ufffd" in text


def test_a_megabyte_of_notes_prints_in_a_few_seconds(child):
    text = "The child was seen at home and spoke of school. " * 21_000
    assert len(text) > 1_000_000
    started = time.perf_counter()
    data = summary_pdf(child, _summary(text), TODAY)
    assert time.perf_counter() - started < 15
    assert len(reader(data).pages) > 150


def test_a_megabyte_without_a_space_prints_too(child):
    started = time.perf_counter()
    data = summary_pdf(child, _summary("a" * 1_000_000), TODAY)
    assert time.perf_counter() - started < 30
    assert sum(text.count("a") for text in pages(data)) > 1_000_000


def test_nothing_runs_out_of_its_column(child):
    """Read from the pixels: the margins of the page stay white."""
    import pypdfium2

    text = (
        "W" * 900
        + " "
        + "supercalifragilistic" * 30
        + "\n"
        + "نص عربي طويل مع أقواس (مثل هذه) و Kendal " * 30
    )
    data = summary_pdf(child, _summary(text), TODAY)
    for page in pypdfium2.PdfDocument(data):
        image = page.render(scale=1, grayscale=True).to_pil()
        width, height = image.size
        assert image.crop((0, 0, 45, height)).getextrema()[0] > 250
        assert image.crop((width - 45, 0, width, height)).getextrema()[0] > 250


def test_the_plan_has_every_action_with_who_when_and_measure(child, plan):
    data = plan_pdf(child, plan, TODAY)
    text = " ".join(pages(data))
    for words in (
        "What will be done",
        "Who",
        "By when",
        "How we will know",
        "Bottom lines",
        "If things do not go to plan",
    ):
        assert words in text
    assert text.count("school nurse") == 20
    assert "Done 20 Nov 2026" in text
    assert "Anna Brzęczyszczykiewicz" in text
    assert "Signatures" in outline(data)
    heads = [page for page in pages(data) if "What will be done" in page]
    assert len(heads) == sum("Mother; school nurse" in page for page in pages(data)), (
        "each page of the table has its head"
    )


def test_only_a_draft_is_stamped(child):
    assert "DRAFT" not in " ".join(pages(plan_pdf(child, make_plan(draft=False), TODAY)))
    assert all("DRAFT" in page for page in pages(plan_pdf(child, make_plan(draft=True), TODAY)))


def test_an_empty_plan_prints_with_lines_to_sign(child):
    bare = make_plan(outcomes=(), signatures=(), child_views="", title="", review_by=None)
    text = " ".join(pages(plan_pdf(child, bare, TODAY)))
    assert "No outcomes have been set yet." in text
    assert "no date set" in text
    assert "Team manager" in text


def test_the_chronology_is_numbered_and_heads_every_page(child, entries):
    found = pages(chronology_pdf(child, entries, TODAY))
    assert len(found) > 3
    assert all("What happened" in page and "Impact on the child" in page for page in found)
    text = " ".join(found)
    assert all(f" {n} " in text for n in range(1, 61))


def test_rows_are_not_torn_unless_they_are_taller_than_most_of_a_page(child):
    short = [
        ChronologyEntry(n, date(2026, 1, n), f"begin{n} " + "word " * 120 + f"end{n}", "School", "")
        for n in range(1, 20)
    ]
    for page in pages(chronology_pdf(child, short, TODAY)):
        for n in range(1, 20):
            assert (f"begin{n} " in page) == (f" end{n} " in page)
    tall = [ChronologyEntry(1, date(2026, 1, 1), "begin " + "word " * 3000 + "end", "School", "")]
    found = pages(chronology_pdf(child, tall, TODAY))
    assert "begin" in found[0]
    assert sum(page.count("word") for page in found) == 3000
    assert all("1 Jan 2026" in page for page in found), "each part says which entry it belongs to"


def test_an_empty_chronology_says_so(child):
    assert "Nothing has been recorded yet." in pages(chronology_pdf(child, [], TODAY))[0]


@pytest.mark.parametrize(
    "code", ["K7QF-2M9X-RT4B-HWPD-83VN-JC6L", "ABCDE FGHIJ KLMNO", "A1B2C3D4", "-", "X" * 70]
)
def test_the_recovery_code_is_one_page_and_reads_back(code):
    found = pages(recovery_code_pdf(code, "/home/sian/Daymark", TODAY))
    assert len(found) == 1
    assert "".join(code.split()) in "".join(found[0].split())
    assert "apart from the laptop" in found[0]


def test_every_document_is_the_same_when_printed_again(child, summary, plan, entries):
    for make, what in ((summary_pdf, summary), (plan_pdf, plan), (chronology_pdf, entries)):
        assert make(child, what, TODAY) == make(child, what, TODAY)
    arabic = _summary(NAMES["Arabic"] + NAMES["Hindi"])
    first = summary_pdf(child, arabic, TODAY)
    summary_pdf(child, _summary(NAMES["Urdu"] + NAMES["Yoruba"]), TODAY)
    assert summary_pdf(child, arabic, TODAY) == first, "what was printed before leaves no trace"


def test_what_the_family_says_comes_before_the_needs(child, plan):
    headings = outline(plan_pdf(child, plan, TODAY))
    assert [h.split("\u2019")[0] for h in headings[1:4]] == [
        "The child",
        "The parents",
        "Needs, outcomes and actions",
    ]


def test_a_summary_says_how_long_it_is(child):
    parts = tuple((f"Heading {n}", "one two  three\nfour" if n < 3 else " ") for n in range(8))
    text = " ".join(pages(summary_pdf(child, SummaryView("s", "c1", TODAY, "Siân", parts), TODAY)))
    assert "12 words under 3 of 8 headings" in text
    assert text.count("Nothing recorded") == 5
