"""The pages of what is around a child: genogram, key facts, consent and sharing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.usecases.around_results import GenogramView, KeyFacts
from services.usecases.genogramdrawing import drawn
from services.usecases.genogramwords import LINES, SYMBOLS, told
from services.usecases.results import ChildDetail
from services.usecases.sharing_results import SharingRecord
from ui.viewmodels.printing import Page, _documents, _file, for_reader, head_only, with_address


def genogram_page(child: ChildDetail, view: GenogramView, today: date) -> Page:
    def draw(child: ChildDetail, view: GenogramView) -> bytes:
        lines = [line for _, line in told(view)]
        return bytes(_documents().genogram_pdf(child, drawn(view), lines, (SYMBOLS, LINES), today))

    return for_reader(
        f"Genogram of {child.name}",
        _file("genogram", child.reference, today),
        child.child_id,
        (head_only(child), view),
        draw,
    )


def people_page(child: ChildDetail, today: date) -> Page:
    return for_reader(
        f"People around {child.name}",
        _file("people", child.reference, today),
        child.child_id,
        (head_only(child), child.network),
        lambda child, people: _documents().people_pdf(child, people, today),
    )


def keyfacts_page(child: ChildDetail, found: KeyFacts, today: date) -> Page:
    return for_reader(
        f"Key facts of {child.name}",
        _file("key-facts", child.reference, today),
        child.child_id,
        (with_address(child), replace(found, ended=())),
        lambda child, found: _documents().keyfacts_pdf(child, found, today),
    )


def consent_page(child: ChildDetail, found: SharingRecord, today: date) -> Page:
    return for_reader(
        f"Consent and information sharing of {child.name}",
        _file("consent-and-sharing", child.reference, today),
        child.child_id,
        (head_only(child), found),
        lambda child, found: _documents().consent_pdf(child, found, today),
    )
