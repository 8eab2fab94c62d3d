"""What a record around a child said before it was changed, in words, with who wrote it and when."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from models.repositories import people, records
from services.usecases.ages import say_date
from services.usecases.around_results import Earlier
from services.usecases.consents import split
from services.usecases.errors import NotFound
from services.usecases.keyfacts import KINDS as FACTS
from services.usecases.kinship import PHRASES
from services.usecases.network import PROTECTED, child_address, network
from services.usecases.office import Office
from services.usecases.rows import read_values
from services.usecases.sharing import BASES
from services.usecases.vocabulary import fact_label

_LABELS: dict[str, dict[str, str]] = {
    "person": {
        "name": "Name", "relation": "Who they are", "kind": "Kind", "contact": "How to reach them",
        "parental_responsibility": "Parental responsibility", "in_household": "Lives in the household",
        "address": "Address", "sex": "Drawn as",
        "born": "Born", "died": "Died", "protected": "Protected address", "third_party": "Third party",
        "may_be_told": "Who may be told what", "note": "Note",
    },
    "tie": {"kind": "Relationship", "since": "Since", "until": "Until", "note": "Note"},
    "key_fact": {
        "kind": "Kind", "title": "In a line", "body": "More", "since": "Since", "until": "Until",
        "third_party": "Third party",
    },
    "consent": {
        "whose": "Whose", "what": "For what", "agency": "With which agency", "given": "Given", "until": "Until",
        "withdrawn": "Withdrawn or refused", "how": "How", "note": "Note",
    },
    "sharing": {
        "at": "When", "what": "What", "whom": "With whom", "why": "Why", "basis": "Basis", "shared": "Shared",
        "note": "Note",
    },
    "photo": {"taken": "Taken"},
    "child": {
        "given": "Given names", "family_name": "Family name", "known_as": "Known as", "pronouns": "Pronouns",
        "born": "Born", "expected": "Expected", "authority": "Standards of", "worker_id": "Worker",
        "reference": "Reference", "family_id": "Family", "facts": "This child is", "address": "Address",
        "languages": "Languages", "note": "To know",
    },
}  # fmt: skip
_FLAGS = ("parental_responsibility", "in_household", "protected", "third_party", "shared")


def versions(office: Office, kind: str, record_id: str) -> tuple[Earlier, ...]:
    """Every saved wording, the newest first; an address that is or was protected is not told."""
    with office.read() as c:
        found = records.versions(c, kind, record_id)
    if not found or kind not in _LABELS:
        raise NotFound
    told = []
    protected = any(json.loads(row["content"]).get("protected") for row in found)
    names: Mapping[str, Any] = {}
    if kind == "child":
        with office.read() as c:
            protected = child_address(" ", network(c, record_id)) == PROTECTED
            names = {**people.worker_names(c), **people.family_names(c), **_authorities(office)}
    for row in found:
        content = {**json.loads(row["content"]), "hidden": protected, "names": names}
        said = tuple((label, _worded(kind, name, content)) for name, label in _LABELS[kind].items())
        at = datetime.fromisoformat(row["created_at"])
        kept = tuple(pair for pair in said if pair[1])
        told.append(Earlier(row["number"], row["created_by"], at, bool(row["removed"]), row["why"], kept))
    return tuple(reversed(told))


def _authorities(office: Office) -> dict[str, str]:
    return {each.id: each.name for each in office.library.authorities(office.today())}


def _worded(kind: str, name: str, content: Mapping[str, Any]) -> str:
    value = content.get(name)
    if value in (None, ""):
        return ""
    if name in _FLAGS:
        return "Yes" if value else "No" if name == "shared" else ""
    if name == "address" and content["hidden"]:
        return "Protected"
    if name in ("worker_id", "family_id", "authority"):
        return str(content["names"].get(value, ""))
    if name == "facts":
        return ", ".join(fact_label(fact) for fact, on in read_values(value).items() if on)
    if name == "kind" and kind == "key_fact":
        return FACTS.get(value, value)
    if name == "kind" and kind == "tie":
        return PHRASES.get(value, (value,))[0].capitalize()
    if name == "basis":
        return BASES.get(value, value)
    if name == "what" and kind == "consent":
        return ": ".join(part for part in (value.split(": ")[0], split(value)[1]) if part)
    return _day(str(value))


def _day(text: str) -> str:
    try:
        return say_date(date.fromisoformat(text)) if len(text) == 10 else text
    except ValueError:
        return text
