"""Every table of the store. Importing this room declares them all on `METADATA`."""

from models.tables.around import Consent, Genogram, KeyFact, PersonShare, Photo, Sharing, Tie
from models.tables.base import METADATA
from models.tables.events import Event, EventNote, EventVersion
from models.tables.history import RecordVersion
from models.tables.oversight import Action, Audit, AuditAnswer, ChronologyEdit, Ending, EndingItem, Letter
from models.tables.own import OwnDay, OwnTerm, Setting
from models.tables.people import Child, Family, Person, Worker
from models.tables.search import SearchEntry
from models.tables.standards import Pack
from models.tables.unsaved import Unsaved
from models.tables.work import (
    Agreement,
    Plan,
    PlanAction,
    PlanCopy,
    PlanOutcome,
    PlanScale,
    PlanSection,
    PlanSignature,
    Summary,
    SummaryPart,
    Waiver,
)

__all__ = [
    "METADATA",
    "Action",
    "Agreement",
    "Audit",
    "AuditAnswer",
    "Child",
    "ChronologyEdit",
    "Consent",
    "Ending",
    "EndingItem",
    "Event",
    "EventNote",
    "EventVersion",
    "Family",
    "Genogram",
    "KeyFact",
    "Letter",
    "OwnDay",
    "OwnTerm",
    "Pack",
    "Person",
    "PersonShare",
    "Photo",
    "Plan",
    "PlanAction",
    "PlanCopy",
    "PlanOutcome",
    "PlanScale",
    "PlanSection",
    "PlanSignature",
    "RecordVersion",
    "SearchEntry",
    "Setting",
    "Sharing",
    "Summary",
    "SummaryPart",
    "Tie",
    "Unsaved",
    "Waiver",
    "Worker",
]
