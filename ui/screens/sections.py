"""The sections of a child's record in their order, and what makes the page of each.

Pages beyond the first are made when they are first shown. A page has `set_data(ChildData)`; it may have
`may_leave() -> bool` and the signals `page_wanted(Page)`, `dialog_opened(QDialog)`, `said(str)`,
`record_wanted(str)` (a type of event), `key_wanted(str)` (a deadline or event to show) and
`section_wanted(str)` (the name of another section). `show_record(kind, id)` turns to one record, now or when it
has been read.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

from PySide6.QtWidgets import QWidget


class Section(NamedTuple):
    name: str
    words: str
    icon: str
    page: str  # module:class


SECTIONS = (
    Section("calendar", "Calendar", "calendar", ""),
    Section("agenda", "Agenda", "list", ""),
    Section("record", "Record", "note", ""),
    Section("actions", "Actions", "tick-box", "ui.screens.child_actions:ActionsPage"),
    Section("chronology", "Chronology", "chronology", "ui.screens.child_chronology:ChronologyPage"),
    Section("people", "People", "people", ""),
    Section("genogram", "Genogram", "family", "ui.screens.child_genogram:GenogramPage"),
    Section("facts", "Key facts", "info", "ui.screens.child_facts:FactsPage"),
    Section("plans", "Plans", "plan", ""),
    Section("summaries", "Summaries", "summary", ""),
    Section("sharing", "Consent and sharing", "shield", "ui.screens.child_sharing:SharingPage"),
    Section("oversight", "Oversight", "worker", "ui.screens.child_oversight:OversightPage"),
    Section("letters", "Letters", "document", "ui.screens.child_letters:LettersPage"),
    Section("endings", "Transfer and closing", "forward", "ui.screens.child_endings:EndingsPage"),
)


STARTS = ("people", "plans", "sharing")  # sections before which the list has a little room


def place(name: str) -> int:
    """Where a section stands in the list."""
    return next((n for n, each in enumerate(SECTIONS) if each.name == name), 0)


def make(section: Section, desk: Any) -> QWidget:
    """The page of a section that is made late."""
    module, _, kind = section.page.partition(":")
    page: QWidget = getattr(import_module(module), kind)(desk)
    return page
