"""What a file says of itself, which mail and file managers show to anybody, names nobody."""

from __future__ import annotations

import pytest

from tests.documents.every import EVERY, Kind
from tests.documents.reading import reader

_PUBLIC = ("recovery_code_pdf", "booklet_pdf", "topic_table_pdf")  # tell of no person


@pytest.mark.parametrize("kind", [k for k in EVERY if k.name not in _PUBLIC], ids=lambda k: k.name)
def test_a_file_does_not_say_whom_it_is_about_or_from(kind: Kind) -> None:
    told = reader(kind.make(*kind.results())).metadata
    assert told is not None and told.title
    said = f"{told.title} {told.subject} {told.author or ''}"
    for name in ("Łucja", "Brzęczyszczykiewicz", "Ćwik", "Siân", "Ŷork", "Jo Ellis"):
        assert name not in said, said
