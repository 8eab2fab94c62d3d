"""What is handed out of a child's surroundings: the genogram, key facts, the photograph, earlier wordings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from services.usecases.results import Person

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on a genogram: the child it is about, a sibling, or one of the people around them."""

    id: str  # of a person, or of a child
    name: str
    relation: str  # to the child it is about
    sex: str = ""  # female, male, other; "" where it is not known
    age: str = ""  # as it stands inside the symbol: "34", "8m", "3w"
    born: date | None = None
    died: date | None = None
    unborn: bool = False
    dead: bool = False  # died, whether or not the day is known
    lost: str = ""  # a pregnancy that ended: miscarriage, termination, stillborn
    index: bool = False  # the child it is about
    child: bool = False  # a child of this store
    household: bool = False
    responsible: bool = False  # has parental responsibility
    third_party: bool = False
    protected: bool = False


@dataclass(frozen=True, slots=True)
class TieView:
    """How two people are related. An implied one was read from what is entered of a person, and is not kept."""

    id: str  # "" where it is implied
    kind: str
    one: str
    other: str
    since: date | None = None
    until: date | None = None
    note: str = ""
    implied: str = ""  # from which words: "mother"; "" where somebody entered the tie


@dataclass(frozen=True, slots=True)
class GenogramView:
    """A family as it is drawn; places are the middles of symbols, in units of the drawing, y downwards."""

    child_id: str
    child_name: str
    members: tuple[Member, ...]
    ties: tuple[TieView, ...]
    places: Mapping[str, Place] = field(default_factory=dict)
    moved: frozenset[str] = frozenset()  # who was moved by hand


@dataclass(frozen=True, slots=True)
class Shape:
    """A line or an outline of a drawing; `fill` and `tone` name what the paper and the window have colours for."""

    points: tuple[Place, ...]
    closed: bool = False
    round: float = 0.0  # radius of a circle about the only point
    dash: str = ""  # dash, dot
    weight: float = 1.3
    tone: str = "ink"  # ink, quiet, accent, danger
    fill: str = ""  # paper, household; "" for none
    member: str = ""  # whose symbol it is


@dataclass(frozen=True, slots=True)
class Label:
    """Words set in the middle under (or inside) a symbol: (x, top) and the width they may take."""

    x: float
    top: float
    width: float
    text: str
    size: float
    lines: int = 1
    under: str = ""  # smaller and quieter, beneath the text
    bold: bool = False
    member: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A genogram taken apart into shapes and words, in the order in which they are drawn."""

    left: float
    top: float
    width: float
    height: float
    shapes: tuple[Shape, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class KeyFactView:
    """What anyone who works with the child must know."""

    id: str
    kind: str
    heading: str  # the kind in words
    title: str
    body: str
    since: date | None
    until: date | None
    third_party: bool
    author: str
    amended: int  # earlier versions that are kept


@dataclass(frozen=True, slots=True)
class PhotoView:
    id: str
    image: bytes  # a JPEG
    taken: date | None
    author: str


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """The page of key facts: those that stand, those that have ended, what events say, who to ring."""

    child_id: str
    facts: tuple[KeyFactView, ...]
    ended: tuple[KeyFactView, ...]
    from_events: tuple[tuple[str, str], ...]  # (heading, text): legal status, placement, school
    photo: PhotoView | None
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """One saved wording of a record, in words."""

    number: int
    author: str
    written_at: datetime
    removed: bool
    why: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HeadNotes:
    """What stands at the head of a child's record: risks a visitor must know, and consents that need a look."""

    risks: tuple[str, ...] = ()
    consents: tuple[str, ...] = ()
