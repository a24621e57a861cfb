"""A tagged PDF of our own → its structure tree, with the text and the pictures that each element holds.

Read by pikepdf and not by PDFium, which gives no blanks that are drawn as such and has a tree for each page alone.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from msgspec import Struct, field

from jianbao.bounds import PDF_PAGES

# no bulletin nests so deep
_DEEPEST: Final = 40
_MAPPED: Final = re.compile(rb"<([0-9a-f]{4})> ?<([0-9a-f]+)>", re.IGNORECASE)
_BOLD_MODE: Final = 2
_OPERATORS: Final = "BDC BMC EMC Tf Tr Tm Tj Do m l S"


class Piece(Struct):
    """Characters of one font in a line; `y` is the height of their baseline over the paper's lower edge, in points."""

    text: str
    size: float
    bold: bool
    y: float


class Held(Struct):
    """Marked content of page `page` (from 1): its text or a picture's bytes; neither where it is empty."""

    page: int
    pieces: list[Piece] = field(default_factory=list[Piece])
    picture: bytes = b""


class Node(Struct):
    """An element with its kids in order.

    `title` is what a person calls it, `name` its ID, `target` where it leads as a link: an anchor behind #, or a URL;
    `stated` are its attributes, whoever owns them.
    """

    kind: str
    title: str
    name: str
    alt: str
    actual: str
    stated: dict[str, Any]
    kids: list[Node | Held] = field(default_factory=list["Node | Held"])
    target: str = ""

    @property
    def nodes(self) -> list[Node]:
        """The kids that are elements."""
        return [kid for kid in self.kids if isinstance(kid, Node)]

    def within(self) -> Iterator[Held]:
        """All that is held in it, in order."""
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.within()
            else:
                yield kid


class Tagged(Struct):
    """A whole file: what it says of itself, its elements, and for each page the rules across it by their height."""

    info: dict[str, str]
    root: Node
    rules: list[list[float]]


def read(path: Path, mark: str) -> Tagged | None:
    """The tree of a PDF whose information dictionary has the entry `mark`; None for any other.

    Raises OSError, ImportError (pikepdf is not installed), and whatever where the file is broken.
    """
    if f"/{mark}".encode() not in path.read_bytes():
        return None
    # it takes 100 ms to load
    import pikepdf

    with pikepdf.open(path) as pdf:
        info = {key[1:]: str(value) for key, value in dict(pdf.docinfo).items()}
        if mark not in info or "/StructTreeRoot" not in pdf.Root or len(pdf.pages) > PDF_PAGES:
            return None
        return _File(pdf, info).tagged()


class _File:
    """An opened file; what marks of a page hold is read when the first of them is asked for."""

    def __init__(self, pdf: Any, info: dict[str, str]) -> None:
        self.info = info
        self.root = pdf.Root.StructTreeRoot.K
        self.pages = {page.objgen: _Page(page, number, self) for number, page in enumerate(pdf.pages, 1)}
        self.fonts: dict[tuple[int, int], tuple[dict[str, str], bool]] = {}

    def tagged(self) -> Tagged:
        """All of it."""
        for page in self.pages.values():
            page.read()
        root = self._node(self.root, 0)
        return Tagged(self.info, root, [page.rules for page in self.pages.values()])

    def _node(self, element: Any, depth: int) -> Node:
        if depth > _DEEPEST:
            raise ValueError(depth)
        title, name, alt, actual = (str(element.get(key, "")) for key in ("/T", "/ID", "/Alt", "/ActualText"))
        node = Node(str(element.S)[1:], title, name, alt, actual, _stated(element.get("/A")))
        page = element.get("/Pg")
        for kid in _listed(element.get("/K")):
            if isinstance(kid, int):
                node.kids.append(self._held(page, kid))
            elif "/S" in kid:
                node.kids.append(self._node(kid, depth + 1))
            elif "/MCID" in kid:
                node.kids.append(self._held(kid.get("/Pg", page), int(kid.MCID)))
            elif "/Obj" in kid:
                node.target = node.target or _target(kid.Obj)
        return node

    def _held(self, page: Any, mark: int) -> Held:
        found = self.pages[page.objgen]
        return found.held.get(mark) or Held(found.number)

    def font(self, font: Any) -> tuple[dict[str, str], bool]:
        """(characters by their codes as four hex digits, whether the face is bold)."""
        known = self.fonts.get(font.objgen)
        if known is None:
            mapped = {
                code.decode().lower(): bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
                for code, text in _MAPPED.findall(font.ToUnicode.read_bytes())
            }
            known = self.fonts[font.objgen] = mapped, "bold" in str(font.BaseFont).lower()
        return known


class _Page:
    """A page's content, by its marks."""

    def __init__(self, page: Any, number: int, file: _File) -> None:
        self.page, self.number, self.file = page, number, file
        self.held: dict[int, Held] = {}
        self.rules: list[float] = []

    def read(self) -> None:
        """Go through what is drawn."""
        import pikepdf

        fonts = self.page.Resources.get("/Font", {})
        mark = -1
        size, y, bold = 0.0, 0.0, False
        point = (0.0, 0.0)
        mapped, face = dict[str, str](), False
        across = float(self.page.MediaBox[2]) / 2
        for step in pikepdf.parse_content_stream(self.page, _OPERATORS):
            operands: Any = step.operands
            match str(step.operator):
                case "BDC" | "BMC":
                    given = operands[1] if len(operands) > 1 else {}
                    # within an artifact another mark may say what its text reads
                    mark = int(given.get("/MCID", -1)) if hasattr(given, "get") else -1
                    if mark >= 0:
                        self.held[mark] = Held(self.number)
                case "EMC":
                    mark = -1
                case "Tf":
                    mapped, face = self.file.font(fonts[str(operands[0])])
                    size = float(operands[1])
                case "Tr":
                    bold = int(operands[0]) == _BOLD_MODE
                case "Tm":
                    y = float(operands[5])
                case "Tj" if mark >= 0:
                    codes = bytes(operands[0]).hex()
                    text = "".join(mapped.get(codes[at : at + 4], "") for at in range(0, len(codes), 4))
                    self.held[mark].pieces.append(Piece(text, size, bold or face, y))
                case "Do" if mark >= 0:
                    self.held[mark].picture = _picture(self.page.Resources.XObject[str(operands[0])])
                case "m":
                    point = float(operands[0]), float(operands[1])
                case "l" if float(operands[0]) - point[0] > across and float(operands[1]) == point[1]:
                    self.rules.append(point[1])
                case _:
                    pass


def _picture(item: Any) -> bytes:
    """A picture as a file: a JPEG as it stands in the PDF, anything else as PNG."""
    import pikepdf

    if item.get("/Filter") == "/DCTDecode":
        return bytes(item.read_raw_bytes())
    made = io.BytesIO()
    pikepdf.PdfImage(item).as_pil_image().save(made, "PNG")
    return made.getvalue()


def _stated(attributes: Any) -> dict[str, Any]:
    return {str(key)[1:]: value for each in _listed(attributes) for key, value in dict(each).items()}


def _target(annotation: Any) -> str:
    if "/Dest" in annotation:
        return f"#{annotation.Dest}"
    return str(annotation.get("/Contents", "")) if "/A" in annotation else ""


def _listed(kids: Any) -> list[Any]:
    import pikepdf

    return [] if kids is None else list(kids) if isinstance(kids, pikepdf.Array) else [kids]
