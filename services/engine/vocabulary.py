"""The words that events and standards may use, parsed from `vocabulary.toml`'s tables."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

DERIVED = ("birth", "conception", "turned_16", "turned_18", "turned_21", "turned_25")
DERIVED_FACTS = ("age",)
FLAG, NUMBER, DATE, TEXT = "flag", "number", "date", "text"
Spec = str | tuple[str, ...]  # one of the four kinds above, or the values of a choice


def nearest(word: str, words: Iterable[str]) -> str:
    """A hint that names the nearest known word, or '' where none is near."""
    known = [str(w) for w in words]
    begins = sorted((w for w in known if len(str(word)) > 2 and w.startswith(str(word))), key=len)
    found = difflib.get_close_matches(str(word)[:200], known, 1, 0.6) or begins[:1]
    return f"did you mean {found[0]!r}?" if found else ""


@dataclass(frozen=True, slots=True)
class EventType:
    """One kind of event: its label, the episode it belongs to, its attributes and milestones."""

    name: str
    label: str
    episode: str
    attrs: Mapping[str, Spec] = field(default_factory=dict)
    milestones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EpisodeType:
    """A span: the selector texts of the events that open and that close it."""

    name: str
    opens: tuple[str, ...]
    closes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every event, attribute, milestone, episode and fact."""

    events: Mapping[str, EventType]
    episodes: Mapping[str, EpisodeType]
    child: Mapping[str, Spec]
    worker: Mapping[str, Spec]

    def facts(self, subject: str) -> Mapping[str, Spec]:
        return self.worker if subject == "worker" else self.child

    @classmethod
    def parse(cls, data: Mapping[str, Any]) -> Vocabulary:
        """From the TOML document's tables (`child`, `worker`, `episode`, `event`)."""

        def spec(raw: Any) -> Spec:
            return raw if isinstance(raw, str) else tuple(raw)

        events = {
            name: EventType(
                name,
                e["label"],
                e["episode"],
                {a: spec(s) for a, s in e.get("attrs", {}).items()},
                tuple(e.get("milestones", ())),
            )
            for name, e in data["event"].items()
        }
        episodes = {
            n: EpisodeType(n, tuple(e["opens"]), tuple(e["closes"])) for n, e in data["episode"].items()
        }
        return cls(
            events,
            episodes,
            {n: spec(s) for n, s in data["child"].items()},
            {n: spec(s) for n, s in data["worker"].items()},
        )
