"""The standards as they are read, searched and printed: each with its plain sentences and worked example."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from services.engine.rulebook import Rulebook, Standard
from services.usecases.examples import examples_of
from services.usecases.standards_results import (
    AuditView,
    BookView,
    ExampleView,
    ExpectationView,
    StandardView,
)
from services.usecases.telling import sentences, short_limit
from services.usecases.vocabulary import RESOURCES, area_label, text


@cache
def topics_file() -> Mapping[str, Any]:
    """What `resources/standards/topics.toml` says, as it is written there."""
    return tomllib.loads((RESOURCES / "standards" / "topics.toml").read_text("utf-8"))


def topics() -> Mapping[str, str]:
    """Topic → its heading, in the order of the comparison."""
    found: Mapping[str, str] = topics_file()["topic"]
    return found


@cache
def gathering_topics() -> frozenset[str]:
    """The topics that gather several acts; there each act is compared by itself."""
    return frozenset(topics_file()["several"])


def topic_label(topic: str) -> str:
    """ "first-core-group" → "First core group"; '' where there is none."""
    return topics().get(topic) or topic.replace("-", " ").capitalize()


@cache
def _sections() -> Mapping[str, str]:
    found, heading = {}, ""
    begins = {first: said for said, first in topics_file()["section"].items()}
    for topic in topics():
        heading = begins.get(topic, heading)
        found[topic] = heading
    return found


def topic_section(topic: str) -> str:
    """The heading under which a topic stands; '' for a topic of one's own."""
    return _sections().get(topic, "")


def standard_view(book: Rulebook, s: Standard) -> StandardView:
    """One standard in words, with the first worked example in which it is owed."""
    return StandardView(
        id=s.id,
        authority=book.id,
        area=s.area,
        area_label=area_label(s.area),
        cite=s.cite,
        says=s.says,
        limit=short_limit(s),
        sentences=sentences(s, book),
        force=s.force,
        role=s.role,
        reading=s.reading,
        note=s.note,
        topic=s.topic,
        topic_label=topic_label(s.topic),
        kind=s.kind,
        tied=s.tied,
        looser=s.looser,
        example=_example(book, s),
    )


def _example(book: Rulebook, s: Standard) -> ExampleView | None:
    """The first published example of a standard that counts like this one, else one made up for it."""
    from services.usecases.packpreview import example_view
    from services.usecases.standards import library
    from services.usecases.versions import counts_alike

    shelf = library()
    for name in dict.fromkeys([*(i for i in shelf.ids if i == book.id), *shelf.ids]):
        known = shelf.rulebook(name).standard(s.id)
        if known is not None and (known is s or counts_alike(known, s)):
            if worked := examples_of(name, s.id):
                return worked[0]
        if known is s:
            return None  # of a shipped one every example is counted by hand
    return example_view(book, s)


def book_view(book: Rulebook) -> BookView:
    """A whole rulebook in words."""
    return BookView(
        authority=book.id,
        name=book.name,
        title=book.title,
        version=book.version,
        published=book.published,
        review=book.review,
        effective=book.effective,
        source=book.source,
        standards=tuple(standard_view(book, s) for s in book.standards),
        expectations=tuple(
            ExpectationView(e.id, e.at, moment_label(e.at), e.cite, e.says, e.role) for e in book.expectations
        ),
        audits=tuple(AuditView(a.id, a.cite, a.theme, a.acceptable, a.unacceptable) for a in book.audits),
    )


def moment_label(at: str) -> str:
    """The moment at which an expectation matters, as a heading: "Child protection conference"."""
    return text("moment", at) or at.replace("_", " ").capitalize()


def search(book: BookView, asked: str) -> tuple[StandardView, ...]:
    """The standards in which every word of the search stands, in the order of the pack."""
    wanted = asked.casefold().split()

    def held(s: StandardView) -> bool:
        whole = " ".join((s.id, s.says, s.cite, s.role, s.area_label, s.topic_label, s.note, *s.sentences))
        return all(word in whole.casefold() for word in wanted)

    return tuple(s for s in book.standards if held(s))
