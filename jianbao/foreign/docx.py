"""A DOCX → its paragraphs with the faces, sizes and measures that hold for them, whoever wrote it.

Reads the XML itself: what counts here is what a word processor makes of styles, their parents and the defaults, and files
may be anybody's, so that entities, networks and bombs are shut out before anything is parsed.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from lzma import LZMAError
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from jianbao.bounds import DOCX_BYTES, DOCX_PARAGRAPHS
from jianbao.errors import FileError, Place
from jianbao.foreign.pdf import check_size

MAX_ENTRIES: Final = 10_000

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHOICE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# encrypted DOCX and the old DOC share this wrapper
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# RuntimeError is zipfile's word for an encrypted entry, NotImplementedError for an unknown method, OSError for places
# beyond the end.
_BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, LZMAError, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError),
)
_BREAKS: Final = frozenset({f"{W}br", f"{W}cr"})


_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL: Final = b"http://schemas.openxmlformats.org/"
# The namespaces of ISO 29500 Strict, which Word writes on request, → those of everybody else.
_NAMESPACES: Final = (
    (_STRICT + b"wordprocessingml/main", _TRANSITIONAL + b"wordprocessingml/2006/main"),
    (_STRICT + b"officeDocument/relationships", _TRANSITIONAL + b"officeDocument/2006/relationships"),
    (_STRICT + b"officeDocument/math", _TRANSITIONAL + b"officeDocument/2006/math"),
    (_STRICT + b"drawingml/wordprocessingDrawing", _TRANSITIONAL + b"drawingml/2006/wordprocessingDrawing"),
    (_STRICT + b"drawingml/", _TRANSITIONAL + b"drawingml/2006/"),
)


class RunLook(Struct, frozen=True):
    """What holds for a run: its faces as named, size in pt, letter-spacing in twips, colour as RRGGBB."""

    east_asia: str
    ascii: str
    size: float
    spacing: int
    colour: str
    bold: bool


class Run(Struct, frozen=True):
    """A run's text (tabs and breaks as such) and its look."""

    text: str
    look: RunLook


class Paragraph(Struct, frozen=True):
    """A paragraph's style by its name, what it holds, and its measures.

    `line` is the pitch in twips with `rule` 'exact', 'atLeast' or 'auto' (then in 240ths of a line); `spacing` is the
    letter-spacing in twips of a run that states none.
    `boxed` paragraphs stand in a text box, `celled` ones in a table.
    """

    style: str
    align: str
    line: int
    rule: str
    spacing: int
    outline: int | None
    runs: tuple[Run, ...]
    boxed: bool
    celled: bool

    @property
    def text(self) -> str:
        """Its characters in order."""
        return "".join(run.text for run in self.runs)


class Section(Struct, frozen=True):
    """Paper and margins in twips; `grid` is docGrid's (type, linePitch, charSpace)."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    grid: tuple[str, int, int]


class Footer(Struct, frozen=True):
    """A footer: its kind ('default', 'even', 'first'), its paragraphs, and whether it shows the page's number."""

    kind: str
    paragraphs: tuple[Paragraph, ...]
    numbered: bool


class Shown(Struct, frozen=True):
    """What a DOCX shows: see `Docx`, whose plain values these are; `path` as text."""

    path: str
    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    footers: tuple[Footer, ...]
    faces: tuple[str, ...]


def read(path: Path) -> Shown:
    """What a DOCX shows. Raises as `Docx`."""
    found = Docx(path)
    return Shown(str(path), found.paragraphs, found.sections, found.footers, found.faces)


class Docx:
    """An opened DOCX.

    Raises FileError (V004, V006, V011; V012: no DOCX or damaged, V013: encrypted, V014: unpacks to far
    too much).
    """

    def __init__(self, path: Path) -> None:
        check_size(path)
        self.path = path
        self._file = Place(str(path))
        try:
            data = path.read_bytes()
        except OSError as error:
            raise FileError.of("V004", self._file, reason=error.strerror or str(error)) from None
        if data.startswith(_COMPOUND):
            raise FileError.of("V013", self._file)
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self._entries = archive.infolist()
                self._parts = self._unpack(archive)
            self._data = data
        except _BROKEN:
            raise FileError.of("V012", self._file) from None
        self._trees: dict[str, Any] = {}

    def _unpack(self, archive: zipfile.ZipFile) -> dict[str, bytes]:
        """The XML parts. Sizes in the directory may lie, so no more than the limits is ever unpacked."""
        stated = sum(entry.file_size for entry in self._entries)
        if len(self._entries) > MAX_ENTRIES or stated > DOCX_BYTES:
            raise FileError.of("V014", self._file)
        parts: dict[str, bytes] = {}
        left = DOCX_BYTES
        for entry in self._entries:
            if entry.filename.endswith((".xml", ".rels")):
                with archive.open(entry) as file:
                    parts[entry.filename] = file.read(left + 1)
                left -= len(parts[entry.filename])
            if left < 0:
                raise FileError.of("V014", self._file)
        return parts

    # --- parts ------------------------------------------------------------------------------------------------

    def part(self, name: str) -> Any:
        """The root element of a part, None when there is none. Raises FileError (V012) when it is broken."""
        if name in self._trees:
            return self._trees[name]
        data = self._parts.get(name)
        if data is None:
            return None
        if _STRICT in data[:4000]:
            for strict, usual in _NAMESPACES:
                data = data.replace(strict, usual)
        # lxml takes 20 ms to load; commands that build do without.
        from lxml import etree

        # Text of a part may be long (huge_tree); what makes bombs, entities and DTDs, is never resolved.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
        try:
            root: Any = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            if error.code == etree.ErrorTypes.ERR_NO_MEMORY or "memory" in str(error):
                raise MemoryError from None
            raise FileError.of("V012", self._file) from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise FileError.of("V012", self._file)
        self._trees[name] = root
        return root

    def media(self, name: str) -> bytes:
        """The bytes of a picture, empty where there is none. Raises FileError (V012, V014)."""
        try:
            with zipfile.ZipFile(io.BytesIO(self._data)) as archive, archive.open(name) as file:
                found = file.read(DOCX_BYTES + 1)
        except KeyError:
            return b""
        except _BROKEN:
            raise FileError.of("V012", self._file) from None
        if len(found) > DOCX_BYTES:
            raise FileError.of("V014", self._file)
        return found

    @cached_property
    def main(self) -> str:
        """The name of the part that holds the text."""
        relations = self.part("_rels/.rels")
        for each in () if relations is None else relations:
            if str(each.get("Type", "")).endswith("/officeDocument"):
                return str(each.get("Target", "")).lstrip("/")
        return "word/document.xml"

    @cached_property
    def document(self) -> Any:
        """The root element of the text. Raises FileError (V012) when the file holds none."""
        root = self.part(self.main)
        if root is None or root.find(f"{W}body") is None:
            raise FileError.of("V012", self._file)
        return root

    # --- what holds for paragraphs and runs -----------------------------------------------------------------------

    @cached_property
    def _styles(self) -> dict[str, Any]:
        root = self.part("word/styles.xml")
        return {} if root is None else {style.get(f"{W}styleId"): style for style in root.iter(f"{W}style")}

    @cached_property
    def default_style(self) -> str:
        """The id of the style of paragraphs that name none."""
        for name, style in self._styles.items():
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
                return name
        return "Normal"

    def chain(self, style: str | None) -> list[Any]:
        """A style and its parents, nearest first; loops end where they close."""
        chain: list[Any] = []
        while style in self._styles and self._styles[style] not in chain:
            chain.append(self._styles[style])
            style = value(chain[-1], "basedOn")
        return chain

    @cached_property
    def defaults(self) -> tuple[Any, Any]:
        """What holds for paragraphs and for runs where no style says otherwise."""
        root = self.part("word/styles.xml")
        base = None if root is None else root.find(f"{W}docDefaults")
        if base is None:
            return None, None
        return base.find(f"{W}pPrDefault/{W}pPr"), base.find(f"{W}rPrDefault/{W}rPr")

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every paragraph of the text in its order, those of text boxes and tables among them, each once."""
        found: list[Paragraph] = []
        for paragraph in self.paragraphs_of(self.document.find(f"{W}body")):
            found.append(paragraph)
            if len(found) > DOCX_PARAGRAPHS:
                raise FileError.of("V022", self._file, limit=DOCX_PARAGRAPHS)
        return tuple(found)

    def paragraphs_of(self, root: Any) -> Iterator[Paragraph]:
        """The paragraphs below an element; a box's stand after the paragraph that anchors it."""
        for element in root.iter(f"{W}p"):
            above = {ancestor.tag for ancestor in element.iterancestors()}
            if _FALLBACK not in above and not any(
                choice.getprevious() is not None for choice in element.iterancestors(_CHOICE)
            ):
                yield self._paragraph(element, f"{W}txbxContent" in above, f"{W}tc" in above)

    def _paragraph(self, element: Any, boxed: bool, celled: bool) -> Paragraph:
        own = element.find(f"{W}pPr")
        style = (value(own, "pStyle") if own is not None else None) or self.default_style
        chain = self.chain(style)
        properties = [own, *(each.find(f"{W}pPr") for each in chain), self.defaults[0]]
        looks = [*(each.find(f"{W}rPr") for each in chain), self.defaults[1]]
        runs = tuple(Run(_text(run), self._look(run, looks)) for run in runs_of(element))
        outline = first(properties, "outlineLvl", "val")
        line = first(properties, "spacing", "line")
        return Paragraph(
            (value(chain[0], "name") or style) if chain else style,
            first(properties, "jc", "val") or "left",
            integer(line, 240),
            first(properties, "spacing", "lineRule") or "auto",
            integer(first(looks, "spacing", "val"), 0),
            integer(outline, 9) if outline is not None else None,
            runs,
            boxed,
            celled,
        )

    def _look(self, run: Any, inherited: Sequence[Any]) -> RunLook:
        own = run.find(f"{W}rPr")
        character = self.chain(value(own, "rStyle")) if own is not None else []
        levels = [own, *(each.find(f"{W}rPr") for each in character), *inherited]
        bold = first(levels, "b", "val", there="1")
        colour = first(levels, "color", "val") or "auto"
        return RunLook(
            first(levels, "rFonts", "eastAsia") or first(levels, "rFonts", "eastAsiaTheme") or "",
            first(levels, "rFonts", "ascii") or first(levels, "rFonts", "asciiTheme") or "",
            integer(first(levels, "sz", "val"), 20) / 2,
            integer(first(levels, "spacing", "val"), 0),
            "000000" if colour == "auto" else colour.upper(),
            bold is not None and bold not in ("0", "false", "off"),
        )

    # --- pages -----------------------------------------------------------------------------------------------------

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections in order; figures left out are Word's defaults."""
        return tuple(_section(element) for element in self.document.iter(f"{W}sectPr"))

    @cached_property
    def footers(self) -> tuple[Footer, ...]:
        """The footers that sections point to, each once."""
        folder, _, name = self.main.rpartition("/")
        relations = self.part(f"{folder}/_rels/{name}.rels")
        targets: dict[str, str] = (
            {} if relations is None else {each.get("Id"): each.get("Target") for each in relations}
        )
        footers: dict[str, Footer] = {}
        for reference in self.document.iter(f"{W}footerReference"):
            target = targets.get(reference.get(f"{_R}id"), "")
            root = self.part(f"word/{target.removeprefix('/word/')}") if target else None
            if root is not None and target not in footers:
                codes = "".join(code.text or "" for code in root.iter(f"{W}instrText"))
                codes += "".join(field.get(f"{W}instr") or "" for field in root.iter(f"{W}fldSimple"))
                kind = reference.get(f"{W}type", "default")
                footers[target] = Footer(
                    kind, tuple(self.paragraphs_of(root)), "PAGE" in codes.upper().split()
                )
        return tuple(footers.values())

    @cached_property
    def faces(self) -> tuple[str, ...]:
        """The names of all faces that the text and the styles ask for, sorted."""
        names: set[str] = set()
        for part in ("word/styles.xml", self.main):
            root = self.part(part)
            for fonts in () if root is None else root.iter(f"{W}rFonts"):
                names.update(
                    value for key, value in fonts.attrib.items() if "heme" not in key and "hint" not in key
                )
        return tuple(sorted(names))


def runs_of(paragraph: Any) -> Iterator[Any]:
    """A paragraph's own runs: those of links and fields too, those of boxes anchored in it not."""
    for child in paragraph:
        if child.tag == f"{W}r":
            yield child
        elif child.tag in _HOLDERS:
            yield from runs_of(child)


_HOLDERS: Final = frozenset(
    f"{W}{name}" for name in ("hyperlink", "ins", "smartTag", "sdt", "sdtContent", "fldSimple")
)


def _text(run: Any) -> str:
    parts: list[str] = []
    for child in run:
        if child.tag == f"{W}t":
            parts.append(child.text or "")
        elif child.tag == f"{W}tab":
            parts.append("\t")
        elif child.tag in _BREAKS:
            parts.append("\n")
    return "".join(parts)


def value(element: Any, name: str) -> str | None:
    """What a child element states, None where there is none."""
    child = None if element is None else element.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def first(levels: Sequence[Any], name: str, attribute: str, there: str | None = None) -> str | None:
    """The nearest level's value of an attribute; `there` is what an element without it says."""
    for level in levels:
        child = None if level is None else level.find(f"{W}{name}")
        if child is not None and (stated := child.get(f"{W}{attribute}", there)) is not None:
            return str(stated)
    return None


def integer(text: str | None, default: int) -> int:
    """A number as XML states it, of the 32 bits that the format has for it."""
    try:
        return default if text is None else max(-(2**31), min(round(float(text)), 2**31 - 1))
    except (ValueError, OverflowError):
        return default


def _section(element: Any) -> Section:
    def number(name: str, attribute: str, default: int) -> int:
        child = element.find(f"{W}{name}")
        return default if child is None else integer(child.get(f"{W}{attribute}"), default)

    grid = element.find(f"{W}docGrid")
    kind = "" if grid is None else grid.get(f"{W}type", "")
    return Section(
        number("pgSz", "w", 12240),
        number("pgSz", "h", 15840),
        number("pgMar", "top", 1440),
        number("pgMar", "bottom", 1440),
        number("pgMar", "left", 1440) + number("pgMar", "gutter", 0),
        number("pgMar", "right", 1440),
        (kind, number("docGrid", "linePitch", 0), number("docGrid", "charSpace", 0)),
    )
