"""What the parts of a page are, for screen readers and for reuse: headings, paragraphs, tables with their rows and
cells, in the order of reading. All else on a page (rules, tints, headers and footers) is marked as decoration.

ReportLab writes no such tags itself; this lays them over its canvas by the hooks that it has. The files say that they
are tagged; they claim no standard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFInfo,
    PDFName,
    PDFObject,
    PDFObjectReference,
    PDFPage,
    PDFString,
)
from reportlab.pdfgen.canvas import Canvas

Draw = Callable[[Canvas], None]
_LEAVES = ("P", "H1", "H2", "H3", "Figure")  # what may hold text itself; all others hold these
_NEEDED = ("TD", "TH")  # stand in a row even where they are empty


@dataclass(eq=False)
class Node:
    """A part of the document: its kind (H1, P, Table, TR, TH, TD …), its parts, and the places of its text as pairs of
    page (from 0) and number on the page."""

    kind: str
    attrs: Mapping[str, str | int] = field(
        default_factory=dict
    )  # of a cell: Scope, ColSpan; of a figure: Alt
    kids: list[Node] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)

    def empty(self) -> bool:
        """Whether nothing of it is on any page."""
        return self.kind not in _NEEDED and not self.places and all(kid.empty() for kid in self.kids)


class Tree:
    """The structure of one document while it is laid out."""

    def __init__(self) -> None:
        self.root = Node("Document")
        self._open = [self.root]

    @contextmanager
    def inside(self, kind: str, **attrs: str | int) -> Iterator[Node]:
        """A new part; what is put meanwhile belongs to it."""
        node = Node(kind, attrs)
        self._open[-1].kids.append(node)
        with self.under(node):
            yield node

    @contextmanager
    def under(self, node: Node) -> Iterator[None]:
        """Go on with a part that is there already."""
        self._open.append(node)
        try:
            yield
        finally:
            self._open.pop()

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """What is put meanwhile is not read: it is there already, as a table's head on its later pages."""
        with self.under(Node("Artifact")):
            yield

    def leaf(self) -> Node | None:
        """The part to which text that is put now belongs; None for decoration."""
        here = self._open[-1]
        if any(node.kind == "Artifact" for node in self._open):
            return None
        if here.kind in _LEAVES:
            return here
        made = Node("P")
        here.kids.append(made)
        return made


class _Undated(PDFInfo):
    """What a file says of itself, without a day: ReportLab's own, for pages that are the same each time, is a made-up
    one. The page says when it was printed."""

    def format(self, document: Any) -> bytes:
        said = {
            n: PDFString(getattr(self, n.lower()))
            for n in ("Title", "Author", "Producer", "Creator", "Subject")
        }
        return bytes(PDFDictionary({n: v for n, v in said.items() if v.s}).format(document))


class TaggedCanvas(Canvas):
    """A canvas whose pages say which of their text belongs to which part."""

    def begin(self) -> None:
        """Before the first page."""
        self._parents: list[list[Node]] = []
        self._doc.info.__class__ = _Undated
        self._doc.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})

    def play(self, ops: Iterable[tuple[Draw, Node | None]]) -> None:
        """Draw a page: each run of text of one part, and each run of decoration, as one marked stretch."""
        number = len(self._parents)
        held: list[Node] = []
        self._parents.append(held)
        last: Node | None = None
        begun = False
        for op, node in ops:
            if not begun or node is not last:
                if begun:
                    self.addLiteral("EMC")
                if node is None:
                    self.addLiteral("/Artifact BMC")
                else:
                    self.addLiteral(f"/{node.kind} <</MCID {len(held)}>> BDC")
                    node.places.append((number, len(held)))
                    held.append(node)
                last, begun = node, True
            op(self)
        if begun:
            self.addLiteral("EMC")

    def _setAnnotations(self, page: PDFPage) -> None:
        """ReportLab's last hook before a page is kept: its page writer knows neither of these keys."""
        super()._setAnnotations(page)
        page.__NoDefault__ = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self._parents) - 1
        page.Tabs = PDFName("S")

    def end(self, root: Node) -> None:
        """After the last page: write the structure."""
        top = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        of: dict[Node, PDFObjectReference] = {}
        top["K"] = PDFArray([self._element(root, self._doc.Reference(top), of)])
        numbers: list[int | PDFObject] = []
        for number, held in enumerate(self._parents):
            numbers += [number, self._doc.Reference(PDFArray([of[node] for node in held]))]
        top["ParentTree"] = self._doc.Reference(PDFDictionary({"Nums": PDFArray(numbers)}))
        top["ParentTreeNextKey"] = len(self._parents)
        self._doc.Catalog.StructTreeRoot = top

    def _element(
        self, node: Node, parent: PDFObjectReference, of: dict[Node, PDFObjectReference]
    ) -> PDFObjectReference:
        made = PDFDictionary({"Type": PDFName("StructElem"), "S": PDFName(node.kind), "P": parent})
        of[node] = me = self._doc.Reference(made)
        kids: list[int | PDFObject] = [self._element(k, me, of) for k in node.kids if not k.empty()]
        if node.places:
            first = node.places[0][0]
            made["Pg"] = _page(first)
            for page, number in node.places:
                kids.append(number if page == first else _elsewhere(page, number))
        made["K"] = PDFArray(kids)
        if alt := node.attrs.get("Alt"):
            made["Alt"] = PDFString(str(alt))
        table = {k: PDFName(v) if isinstance(v, str) else v for k, v in node.attrs.items() if k != "Alt"}
        if table:
            made["A"] = PDFDictionary({"O": PDFName("Table"), **table})
        return me


def _page(number: int) -> PDFObjectReference:
    return PDFObjectReference(f"Page{number + 1}")


def _elsewhere(page: int, number: int) -> PDFDictionary:
    return PDFDictionary({"Type": PDFName("MCR"), "Pg": _page(page), "MCID": number})
