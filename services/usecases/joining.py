"""Parts of a sentence joined as a person would say them."""

from __future__ import annotations

import re
from collections.abc import Sequence

_VERBS = ("is", "was", "has", "started")


def either(parts: Sequence[str]) -> str:
    """ "a, b or c", each said once."""
    kept = list(dict.fromkeys(p for p in parts if p))
    last = ", or " if any(" or " in p for p in kept) else " or "
    return last.join([", ".join(kept[:-1]), kept[-1]]) if len(kept) > 1 else "".join(kept)


def both(parts: Sequence[str]) -> str:
    """ "a, b and c", each said once."""
    kept = list(dict.fromkeys(p for p in parts if p))
    last = ", and " if any(" and " in p for p in kept) else " and "
    return last.join([", ".join(kept[:-1]), kept[-1]]) if len(kept) > 1 else "".join(kept)


def together(clauses: Sequence[str]) -> list[str]:
    """Clauses next to each other about the same thing are said as one: "the child is 5 or older and under 18"."""
    said: list[str] = []
    for clause in clauses:
        subject = _subject(clause)
        if said and subject and _subject(said[-1]) == subject:
            said[-1] += f" and {clause.removeprefix(subject)}"
        else:
            said.append(clause)
    return said


def _subject(clause: str) -> str:
    """Who or what a clause is about, up to its first verb: "the child is "."""
    found = re.match(rf"the (?:\S+ )+?(?:{'|'.join(_VERBS)}) (?!not )", clause)
    return found[0] if found else ""
