"""A plan in plain words for the family, on one page: short sentences, who does what by when, who to call.

The words are the plan's own, with abbreviations written out and long sentences cut where the writer paused. Where one
page cannot hold them, less is said, and the page says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from services.usecases.ages import say_date
from services.usecases.page_results import ADULT, is_aged
from services.usecases.plan_results import FamilyPage, FamilyStep, FamilyWords
from services.usecases.plankinds import KINDS, data
from services.usecases.results import ChildDetail, OutcomeView, PlanView

_SENTENCE = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][\"”’']))\s+(?=[\"“‘']?[A-Z0-9À-Þ])|\n+")
_NO_END = re.compile(r"(?:^\W*\d{1,2}|\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Rev|St|No))\.$")
_PAUSE = re.compile(r";\s+| [–—] ")
_AIMS, _WHOLE = 3, 110  # aims that are kept where a sentence may be that long
_LONGEST = 70  # characters of a sentence, beyond which it is cut at a pause
_LOOKED = 6000  # characters of a text that are read
_BLANK = "_" * 24  # to be written in by hand
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class _Tight(NamedTuple):
    """How much is said: sentences of a text, characters of a sentence, steps, steps done, people to call, particulars
    of the kind of plan."""

    sentences: int
    letters: int
    steps: int
    done: int
    call: int
    kind: int


_LEVELS = (
    _Tight(60, 4000, 60, 20, 5, 20),
    _Tight(4, 220, 20, 5, 4, 20),
    _Tight(3, 180, 12, 4, 3, 20),
    _Tight(2, 180, 10, 3, 3, 20),
    _Tight(1, 180, 10, 3, 3, 20),
    _Tight(2, 110, 8, 2, 2, 6),
    _Tight(1, 110, 7, 1, 2, 4),
    _Tight(1, 70, 5, 0, 2, 3),
    _Tight(1, 50, 3, 0, 1, 0),
    _Tight(1, 36, 2, 0, 1, 0),
)


def family(child: ChildDetail, plan: PlanView) -> FamilyPage:
    """The page in ever fewer words, none said twice."""
    choices = [_words(child, plan, level) for level in _LEVELS]
    return FamilyPage(plan, tuple(dict.fromkeys(choices)))


def _words(child: ChildDetail, plan: PlanView, level: _Tight) -> FamilyWords:
    cut = _Cut(level)
    sections = dict(plan.sections)
    todo = [(a.what, a.who, a.by) for o in plan.outcomes for a in o.actions if a.done is None]
    done = [a.what for o in plan.outcomes for a in o.actions if a.done is not None]
    steps = tuple(
        FamilyStep(cut.line(what), cut.line(who) or "Not yet said", _by(by)) for what, who, by in todo
    )
    kept = steps[: level.steps]
    return FamilyWords(
        title=f"{plan.title} for {_called(child)}",
        about=_about(plan),
        blocks=_blocks(
            ("What we want", cut.aims(_aims(plan.outcomes))),
            ("What worries us", cut.text(plan.worries or sections.get("The danger, in plain words", ""))),
            ("What is going well", cut.text(plan.strengths)),
            (f"What {_called(child)} says", cut.text(plan.child_views)),
            ("What the family says", cut.text(plan.parent_views)),
            *_particulars(child, plan, cut),
        ),
        steps=kept,
        more_steps=len(steps) - len(kept),
        done=cut.some(done, level.done),
        after=_blocks(
            ("If it does not work", cut.text(plan.contingency)),
            ("This must always be so", cut.text(plan.bottom_lines)),
            ("When we can stop", cut.text(plan.ends_when)),
        ),
        call=cut.numbers(_call(child, sections, grown=_grown(child, plan.drawn_up))),
        shortened=cut.cut or len(kept) < len(steps),
    )


def _particulars(child: ChildDetail, plan: PlanView, cut: _Cut) -> list[tuple[str, tuple[str, ...]]]:
    """What this kind of plan says beside needs and outcomes, as far as it belongs on the page for the family."""
    kind, texts = KINDS.get(plan.kind), dict(plan.sections)
    said = [
        (s.family, texts[s.heading])
        for s in (kind.sections if kind else ())
        if s.family and texts.get(s.heading)
    ]
    return [(head.format(name=_called(child)), cut.text(text)) for head, text in cut.first(said)]


def _about(plan: PlanView) -> tuple[str, ...]:
    kind = KINDS.get(plan.kind)
    said = [f"This plan is about {kind.family}." if kind else ""]
    said.append(
        "It is still a draft. Nothing is fixed."
        if plan.draft
        else f"We made it on {say_date(plan.drawn_up)}."
    )
    if plan.ended:
        said.append(f"It ended on {say_date(plan.ended)}.")
    elif plan.review_by:
        said.append(
            f"We look at it together again by {_DAYS[plan.review_by.weekday()]} {say_date(plan.review_by)}."
        )
    return tuple(s for s in said if s)


def _aims(outcomes: Iterable[OutcomeView]) -> list[str]:
    """Each a sentence of its own, for they stand in one paragraph."""
    said = ((o.outcome or o.need).strip() for o in outcomes)
    return [s if s[-1] in ".!?…\"”’'" else f"{s}." for s in said if s]


def _blocks(*blocks: tuple[str, tuple[str, ...]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((heading, said) for heading, said in blocks if said)


def _called(child: ChildDetail) -> str:
    if child.born is None and child.expected is not None:
        return "your baby"
    return child.known_as or child.given or child.name or "your child"


def _by(day: date | None) -> str:
    return say_date(day) if day else "No day yet"


def _grown(child: ChildDetail, on: date) -> bool:
    """Whether the page is read by adults only: of an adult, or of a baby to be born."""
    if child.born is None or child.born > on:
        return child.born is not None or child.expected is not None
    return is_aged(child, ADULT, on)


def _call(child: ChildDetail, sections: Mapping[str, str], *, grown: bool) -> list[tuple[str, str]]:
    """Whom to call: the numbers for all, what the plan itself says, the worker, the professionals.

    Nobody of the family is named unless the plan says so: what is safe to give to one of them only a person knows.
    """
    found = [_named(each) for each in sections.get("Who to call, in order", "").splitlines() if each.strip()]
    known = {p.name.casefold(): p for p in child.network}
    worker = known.get(child.worker.casefold())
    if child.worker and not any(child.worker in who for who, _ in found):
        found.append(
            (
                f"{child.worker}, your worker",
                child.worker_telephone or (worker.contact if worker else "") or _BLANK,
            )
        )
    for p in child.network:
        told = any(p.name in who for who, _ in found)
        if p.kind == "professional" and p.contact and p is not worker and not told:
            found.append((f"{p.name}, {p.relation}" if p.relation else p.name, p.contact))
    everyone = ((row["who"], row["number"]) for row in data()["call"]["adult" if grown else "everyone"])
    return [(who, " ".join(number.split())) for who, number in (*everyone, *found)]


def _named(line: str) -> tuple[str, str]:
    """ "Ruth, grandmother: 01632 960310" as who and number."""
    who, colon, number = line.strip(" •-\t").partition(":")
    if colon:
        return who.strip(), number.strip()
    found = re.search(r"\+?\d[\d ()-]{5,}$", who.strip())
    return (who[: found.start()].strip(" ,(-"), found[0]) if found else (who.strip(), "")


# --- plain and short ---------------------------------------------------------------
class _Cut:
    """Says things shortly, and remembers whether anything was left out."""

    def __init__(self, level: _Tight) -> None:
        self._level, self.cut = level, False

    def text(self, text: str) -> tuple[str, ...]:
        self.cut = self.cut or len(text) > _LOOKED
        return self.lines(sentences(text))

    def lines(self, lines: Sequence[str]) -> tuple[str, ...]:
        said = [line for line in lines if line.strip()]
        return self.some(said, self._level.sentences)

    def aims(self, aims: Sequence[str]) -> tuple[str, ...]:
        """What is wanted is what a plan is for: three aims go before the sentences of anything else."""
        level = self._level
        return self.some(aims, max(_AIMS, level.sentences) if level.letters >= _WHOLE else level.sentences)

    def first(self, found: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
        """As many particulars as there is room for."""
        self.cut = self.cut or len(found) > self._level.kind
        return found[: self._level.kind]

    def some(self, lines: Sequence[str], most: int) -> tuple[str, ...]:
        self.cut = self.cut or len(lines) > most
        return tuple(self.line(line) for line in lines[:most])

    def line(self, line: str) -> str:
        most = self._level.letters
        self.cut = self.cut or len(line) > _LOOKED
        line = plain(line[:_LOOKED])
        if len(line) <= most:
            return line
        self.cut = True
        head = line[:most]
        pause = max(head.rfind(", "), head.rfind("; "))
        head = head[:pause] if pause > most // 2 else head.rsplit(" ", 1)[0]
        return head.rstrip(" ,;:–—-") + " …"

    def numbers(self, found: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        kept = found[: self._level.call + 2]
        self.cut = self.cut or len(kept) < len(found)
        return tuple((self.line(who), self.line(number)) for who, number in kept)


def _whole(parts: Iterable[str]) -> list[str]:
    """Parts put together again where what looked like an end was the number of a paragraph, or "Dr."."""
    found: list[str] = []
    for part in parts:
        if found and _NO_END.search(found[-1]):
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return found


def sentences(text: str) -> list[str]:
    """The sentences of a text, long ones cut where the writer paused."""
    found: list[str] = []
    for sentence in _whole(_SENTENCE.split(text[:_LOOKED])):
        parts = _PAUSE.split(sentence.strip()) if len(sentence) > _LONGEST else [sentence.strip()]
        for n, part in enumerate(parts):
            part = part.strip()
            if part:
                part = part[:1].upper() + part[1:] if n else part
                found.append(part if n == len(parts) - 1 or part[-1] in ".!?…" else f"{part}.")
    return found


def plain(text: str) -> str:
    """Abbreviations of the field written out, and a few office words said as people speak."""
    pattern, says = _glossary()
    return pattern.sub(lambda found: _said(found[0], says), " ".join(text.split()))


def _said(word: str, says: Mapping[str, str]) -> str:
    known = says.get(word) or says[word.lower()]
    return known[:1].upper() + known[1:] if word[:1].isupper() and not word.isupper() else known


@cache
def _glossary() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Abbreviations match as they are written; other words in any case."""
    says: dict[str, str] = data()["plain"]
    longest = sorted(says, key=len, reverse=True)
    said = "|".join(re.escape(w) if w.isupper() else f"(?i:{re.escape(w)})" for w in longest)
    return re.compile(rf"(?<![\w-])(?:{said})(?![\w-])"), says
