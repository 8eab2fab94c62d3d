"""The people around a child, how they are related, key facts and the photograph: `desk.around`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from models.repositories import people
from services.usecases import consents, earlier, genogram, keyfacts, network, photo
from services.usecases.ages import full_name
from services.usecases.around_commands import KeyFactForm, TieForm
from services.usecases.around_results import Earlier, GenogramView, HeadNotes, KeyFacts, PhotoView, Place
from services.usecases.children import standing
from services.usecases.office import Office


class Around:
    """Methods that write raise InvalidInput with every problem at once."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def address(self, person_id: str) -> str:
        """A person's address, protected or not, for somebody who has asked to see it."""
        return network.address(self._office, person_id)

    def siblings(self, child_id: str) -> tuple[tuple[str, str], ...]:
        """The other children of the family: (id, name)."""
        with self._office.read() as c:
            child = standing(c, child_id)
            found = people.siblings(c, child_id, child.family_id)
        return tuple((s.id, full_name(s.given, s.family_name)) for s in found)

    def genogram(self, child_id: str) -> GenogramView:
        return genogram.of_child(self._office, child_id)

    def save_tie(self, form: TieForm, tie_id: str | None = None) -> str:
        return genogram.save_tie(self._office, form, tie_id)

    def remove_tie(self, tie_id: str) -> None:
        genogram.remove_tie(self._office, tie_id)

    def move(self, child_id: str, moved: Mapping[str, Place]) -> None:
        """Put people elsewhere on the genogram, from the middle of the child's own symbol; {} tidies it up."""
        genogram.move(self._office, child_id, moved)

    def key_facts(self, child_id: str) -> KeyFacts:
        return keyfacts.of_child(self._office, child_id)

    def save_fact(self, form: KeyFactForm, fact_id: str | None = None) -> str:
        return keyfacts.save(self._office, form, fact_id)

    def remove_fact(self, fact_id: str) -> None:
        keyfacts.remove(self._office, fact_id)

    def photo(self, child_id: str) -> PhotoView | None:
        with self._office.read() as c:
            return photo.view(c, child_id)

    def save_photo(self, child_id: str, image: bytes, taken: date | None = None) -> str:
        """A JPEG of at most 600 pixels a side; what is hidden in the file is not kept."""
        return photo.save(self._office, child_id, image, taken)

    def remove_photo(self, child_id: str) -> None:
        photo.remove(self._office, child_id)

    def head(self, child_id: str) -> HeadNotes:
        """What stands at the head of the record."""
        today = self._office.today()
        with self._office.read() as c:
            standing(c, child_id)
            warned = consents.warnings(consents.views(c, child_id, today))
            return HeadNotes(keyfacts.risks(c, child_id, today), warned)

    def earlier(self, kind: str, record_id: str) -> tuple[Earlier, ...]:
        """Every wording of a person, tie, key fact, consent or entry of the log, the newest first."""
        return earlier.versions(self._office, kind, record_id)
