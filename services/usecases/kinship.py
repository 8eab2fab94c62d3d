"""What is entered of a person ("maternal grandfather") read as ties of a genogram, so that nothing is typed twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from services.usecases.around_results import TieView
from services.usecases.cleaning import folded

PARENTS = ("parent_of", "adoptive_parent_of", "foster_parent_of")
COUPLES = ("married", "partner", "separated", "divorced")
TWINS = ("twin_of", "identical_twin_of")
SIBLINGS = ("sibling_of", "half_sibling_of", *TWINS)
BONDS = ("close", "distant", "conflict", "violent")
KINDS = (*PARENTS, *COUPLES, *SIBLINGS, *BONDS)
FAMILY = "family"  # implied only: of one family, their parents not entered
PHRASES: dict[str, tuple[str, str]] = {  # from the one's side, from the other's
    "parent_of": ("parent of", "child of"),
    "adoptive_parent_of": ("adoptive parent of", "adopted child of"),
    "foster_parent_of": ("foster carer of", "fostered by"),
    "married": ("married to", "married to"),
    "partner": ("partner of", "partner of"),
    "separated": ("separated from", "separated from"),
    "divorced": ("divorced from", "divorced from"),
    "sibling_of": ("brother or sister of", "brother or sister of"),
    "half_sibling_of": ("half-brother or half-sister of", "half-brother or half-sister of"),
    "twin_of": ("twin of", "twin of"),
    "identical_twin_of": ("identical twin of", "identical twin of"),
    "family": ("brother or sister of", "brother or sister of"),
    "close": ("close to", "close to"),
    "distant": ("distant from", "distant from"),
    "conflict": ("in conflict with", "in conflict with"),
    "violent": ("violent towards", "harmed by"),
}
_FEMALE = {
    "mother", "mum", "mam", "mummy", "mom", "grandmother", "grandma", "granny", "gran", "nan", "nana", "nanna", "nanny",
    "sister", "aunt", "auntie", "aunty", "daughter", "wife", "girlfriend", "niece", "stepmother", "stepmum",
    "stepsister", "godmother", "woman", "granddaughter",
}  # fmt: skip
_MALE = {
    "father", "dad", "daddy", "grandfather", "grandad", "granddad", "grandpa", "brother", "uncle", "son", "husband",
    "boyfriend", "nephew", "stepfather", "stepdad", "stepbrother", "godfather", "man", "grandson",
}  # fmt: skip
_MOTHER, _FATHER = {"mother", "mum", "mam", "mummy", "mom"}, {"father", "dad", "daddy"}
_GRAND = {
    "grandmother", "grandma", "granny", "gran", "nan", "nana", "nanna", "nanny", "grandfather", "grandad", "granddad",
    "grandpa", "grandparent",
}  # fmt: skip
_AUNT = {"aunt", "auntie", "aunty", "uncle"}
_STEP = {"stepmother", "stepmum", "stepfather", "stepdad", "stepparent"}
_SIB = {"brother", "sister", "sibling", "twin"}
_PARTNER = {"partner", "husband", "wife", "boyfriend", "girlfriend", "fiance", "fiancee"}
_LOST = {  # what a relation says of a pregnancy that ended
    "miscarriage": "miscarriage", "miscarried": "miscarriage", "termination": "termination", "abortion": "termination",
    "stillborn": "stillborn", "stillbirth": "stillborn",
}  # fmt: skip
_EXPECTED = {"unborn", "pregnancy", "expected", "expecting"}
_DEAD = {"late", "deceased", "dead", "died"}
_CHILD = {"son", "daughter"}
_THEIRS = {*_CHILD, "baby", "child", "pregnancy", *_LOST}  # after "mother's"
_LEVELS = (  # the generation of somebody with no tie: 0 the child's own, -1 their parents'
    ({"great"}, -3),
    (_GRAND, -2),
    ({"cousin", *_SIB, "stepbrother", "stepsister", "friend"}, 0),
    ({"niece", "nephew", *_CHILD}, 1),
)


class Kin(NamedTuple):
    """Somebody and what they are to a child."""

    id: str
    relation: str
    child_id: str


def words(relation: str) -> list[str]:
    """The words of a relation: "Step-Mother (maternal)" → stepmother, maternal."""
    plain = re.sub(r"\b(step|grand)[ -](?=[a-z])", r"\1", folded(relation))
    plain = re.sub(r"\bgreat[ -]grand", "great grand", plain)
    return re.findall(r"[a-z]+", plain.replace("'s", " s").replace("half-", "half "))


def sex_of(relation: str) -> str:
    """What a relation says of somebody's sex; "" where it says nothing."""
    said = words(relation)
    if "s" in said:  # "mother's partner": what follows tells of the person
        said = said[said.index("s") + 1 :]
    found = {("female" if w in _FEMALE else "male") for w in said if w in _FEMALE | _MALE}
    return found.pop() if len(found) == 1 else ""


def sex_of_pronouns(pronouns: str) -> str:
    said = folded(pronouns)
    for start, sex in (
        ("she", "female"),
        ("her", "female"),
        ("he", "male"),
        ("him", "male"),
        ("they", "other"),
    ):
        if re.match(rf"{start}\b", said):
            return sex
    return ""


def lost_of(relation: str) -> str:
    """How a pregnancy ended, where that is said: miscarriage, termination, stillborn; else ""."""
    return next((_LOST[w] for w in words(relation) if w in _LOST), "")


def is_expected(relation: str) -> bool:
    """Whether somebody is said not to be born yet."""
    return bool(set(words(relation)) & _EXPECTED) and not lost_of(relation)


def has_died(relation: str) -> bool:
    """ "late grandfather", "father (deceased)"; of "late wife's sister" it is the wife who has died."""
    said = words(relation)
    if "s" in said:
        said = said[said.index("s") + 1 :]
    return bool(set(said) & _DEAD)


def level_of(relation: str) -> int:
    """The generation of somebody who is tied to nobody, counted from the child's own."""
    said = set(words(relation))
    return next((level for known, level in _LEVELS if said & known), -1)


def is_kin(relation: str) -> bool:
    """Whether a relation says that somebody is of the family: "mother's partner" is, "mother's solicitor" is not."""
    said = words(relation)
    if "s" in said:
        said = said[said.index("s") + 1 :]
    return bool(set(said) & (_FEMALE | _MALE | _GRAND | _AUNT | _STEP | _SIB | _PARTNER | _CHILD))


def belongs(kind: str, relation: str) -> bool:
    """Whether somebody stands on a genogram without having been put there by a tie."""
    said = set(words(relation))
    return (
        kind == "family"
        or bool(said & {"foster", "adoptive", "adopter"})
        or bool(said & (_GRAND | _AUNT | _SIB))
    )


def implied(people: Iterable[Kin]) -> list[TieView]:
    """The ties that relations to each child say."""
    by_child: dict[str, list[Kin]] = {}
    for kin in people:
        by_child.setdefault(kin.child_id, []).append(kin)
    found: dict[tuple[str, str, str], TieView] = {}
    for child_id, around in by_child.items():
        for tie in _of_child(child_id, around):
            first, second = sorted((tie.one, tie.other))
            if first != second:
                found.setdefault((tie.kind if tie.kind in PARENTS else "", first, second), tie)
    return list(found.values())


class _Side(NamedTuple):
    mothers: list[str]
    fathers: list[str]

    def of(self, said: set[str]) -> list[str]:
        """The parent that "maternal" or "paternal" means, or the only parent; none where it may be either of two."""
        one = [*self.mothers, *self.fathers]
        if "maternal" in said:
            one = self.mothers
        elif "paternal" in said:
            one = self.fathers
        return one if len(one) == 1 else []


def _of_child(child_id: str, people: list[Kin]) -> list[TieView]:
    birth = [k for k in people if _parent(words(k.relation)) == "parent_of"]
    side = _Side(
        [k.id for k in birth if sex_of(k.relation) == "female"],
        [k.id for k in birth if sex_of(k.relation) == "male"],
    )
    found: list[TieView] = []
    grand: dict[str, list[Kin]] = {}  # parent → their parents
    for kin in people:
        for kind, one, other in _ties(kin, child_id, side):
            found.append(TieView("", kind, one, other, implied=kin.relation.strip()))
            if kind == "parent_of" and other != child_id:
                grand.setdefault(other, []).append(kin)
    for kin in people:
        found += _great(kin, side, grand)
    return found


def _parent(said: list[str]) -> str:
    """Which tie a parent has with the child; "" for anybody who is none."""
    known = set(said)
    if "s" in known or known & {"step", "great", "god"}:
        return ""
    if known & {"foster", "fostercarer"} and known & {
        "carer",
        "mother",
        "father",
        "parent",
        "mum",
        "dad",
        "foster",
    }:
        return "foster_parent_of" if not known & _SIB else ""
    if known & {"adoptive", "adopter"} and not known & _SIB:
        return "adoptive_parent_of"
    return "parent_of" if known & (_MOTHER | _FATHER | {"parent"}) else ""


def _ties(kin: Kin, child_id: str, side: _Side) -> list[tuple[str, str, str]]:
    said = words(kin.relation)
    known = set(said)
    parent = _parent(said)
    if parent:
        return [(parent, kin.id, child_id)]
    if "s" in known:
        return _through_somebody(kin, said, side)
    if "great" in known or "ex" in known:
        return []
    if known & _GRAND:
        return [("parent_of", kin.id, p) for p in side.of(known)]
    if known & _AUNT:
        return [("sibling_of", kin.id, p) for p in side.of(known)]
    if known & _STEP:
        theirs = side.fathers if sex_of(kin.relation) == "female" else side.mothers
        return [("partner", kin.id, p) for p in theirs if len(theirs) == 1]
    if known & _SIB:
        return _sibling(kin, child_id, known, side)
    if known & _CHILD:
        return [("parent_of", child_id, kin.id)]
    if lost_of(kin.relation) or is_expected(kin.relation):
        mother = side.fathers if "paternal" in known else side.mothers
        return [("parent_of", p, kin.id) for p in mother if len(mother) == 1]
    if known & _PARTNER:
        return [("partner", child_id, kin.id)]
    return []


def _sibling(kin: Kin, child_id: str, known: set[str], side: _Side) -> list[tuple[str, str, str]]:
    if known & {"step", "foster"}:
        return []
    if "twin" in known:  # who has the same parents
        same = [("parent_of", p, kin.id) for p in (*side.mothers, *side.fathers)]
        return [("identical_twin_of" if "identical" in known else "twin_of", kin.id, child_id), *same]
    if "half" in known:
        if known & {"maternal", "paternal"}:
            return [("parent_of", p, kin.id) for p in side.of(known)]
        return [("half_sibling_of", kin.id, child_id)]
    return [("sibling_of", kin.id, child_id)]


def _through_somebody(kin: Kin, said: list[str], side: _Side) -> list[tuple[str, str, str]]:
    """ "mother's partner", "dad's new wife", "mum's sister", "father's mother" """
    before, after = set(said[: said.index("s")]), set(said[said.index("s") + 1 :])
    theirs = side.mothers if before & _MOTHER else side.fathers if before & _FATHER else []
    if len(theirs) != 1 or "ex" in after:
        return []
    if after & _PARTNER:
        return [("married" if after & {"husband", "wife"} else "partner", kin.id, theirs[0])]
    if after & _SIB:
        return [("half_sibling_of" if "half" in after else "sibling_of", kin.id, theirs[0])]
    if after & (_MOTHER | _FATHER):
        return [("parent_of", kin.id, theirs[0])]
    if not after & _THEIRS or after & {"step", "god"}:
        return []
    kind = "foster_parent_of" if "foster" in after else "parent_of"
    return [("adoptive_parent_of" if after & {"adopted", "adoptive"} else kind, theirs[0], kin.id)]


def _great(kin: Kin, side: _Side, grand: Mapping[str, list[Kin]]) -> list[TieView]:
    """A great-grandparent is the parent of the only grandparent on that side."""
    known = set(words(kin.relation))
    if "great" not in known or not known & _GRAND:
        return []
    between = [g for p in side.of(known) for g in grand.get(p, ())]
    if len(between) != 1:
        return []
    return [TieView("", "parent_of", kin.id, between[0].id, implied=kin.relation.strip())]
