"""Reading a printed PDF back."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2
from pypdf import PdfReader
from pypdf.generic import DictionaryObject


def reader(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data), strict=True)


def pages(data: bytes) -> list[str]:
    """The text of each page, spaces and line ends made one space."""
    found = [" ".join(page.extract_text().split()) for page in reader(data).pages]
    assert not any("\x00" in text for text in found), "a glyph is missing"
    return found


def copied(data: bytes) -> str:
    """What somebody gets who selects everything and copies it (the text as it was written, by ActualText)."""
    document = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def outline(data: bytes) -> list[str]:
    """The bookmarks' titles, in order."""
    return list(places(data))


def places(data: bytes) -> dict[str, int]:
    """The page (from 0) that each bookmark leads to."""
    read = reader(data)

    def flat(items: list) -> Iterator[tuple[str, int]]:
        for item in items:
            if isinstance(item, list):
                yield from flat(item)
            else:
                yield item.title, read.get_destination_page_number(item)

    return dict(flat(read.outline))


def fonts(data: bytes) -> dict[str, bool]:
    """Name of each font that a page uses, and whether its file is in the document."""
    found: dict[str, bool] = {}
    for page in reader(data).pages:
        resources = page["/Resources"].get_object()
        for font in resources.get("/Font", DictionaryObject()).get_object().values():
            one = font.get_object()
            descriptor = one.get("/FontDescriptor")
            found[one["/BaseFont"]] = descriptor is not None and "/FontFile2" in descriptor.get_object()
    return found
