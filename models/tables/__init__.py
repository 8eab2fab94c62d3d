"""Every table of the store. Importing this room declares them all on `METADATA`."""

from models.tables.base import METADATA
from models.tables.events import Event, EventNote, EventVersion
from models.tables.history import RecordVersion
from models.tables.own import OwnDay, OwnTerm, Setting
from models.tables.people import Child, Family, Person, Worker
from models.tables.work import (
    Agreement,
    Plan,
    PlanAction,
    PlanOutcome,
    PlanSignature,
    Summary,
    SummaryPart,
    Waiver,
)

__all__ = [
    "METADATA",
    "Agreement",
    "Child",
    "Event",
    "EventNote",
    "EventVersion",
    "Family",
    "OwnDay",
    "OwnTerm",
    "Person",
    "Plan",
    "PlanAction",
    "PlanOutcome",
    "PlanSignature",
    "RecordVersion",
    "Setting",
    "Summary",
    "SummaryPart",
    "Waiver",
    "Worker",
]
