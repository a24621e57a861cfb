"""A DOCX → blocks: what Word shows of it, whoever wrote it.

Numbers of automatic lists are worked out, text boxes and WordArt stand once, tracked changes are taken as accepted,
hidden text stays out; both are counted. No library that we know tells all of that.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import Any, Final

import msgspec

from jianbao.bounds import DOCX_PARAGRAPHS
from jianbao.errors import FileError
from jianbao.foreign.blocks import BODY, BOX, FOOTER, HEADER, PICTURE, Cell, Content, Grid, Span, Text
from jianbao.foreign.docx import Docx, W, first, integer, value
from jianbao.foreign.numbers import numeral

_OFFICE: Final = "http://schemas.openxmlformats.org/"
_R: Final = f"{{{_OFFICE}officeDocument/2006/relationships}}"
_MC: Final = f"{{{_OFFICE}markup-compatibility/2006}}"
_WP: Final = f"{{{_OFFICE}drawingml/2006/wordprocessingDrawing}}"
_A: Final = f"{{{_OFFICE}drawingml/2006/main}}"
_M: Final = f"{{{_OFFICE}officeDocument/2006/math}}"
_V: Final = "{urn:schemas-microsoft-com:vml}"
_REVISED: Final = {f"{W}ins": "inserted", f"{W}moveTo": "", f"{W}del": "deleted", f"{W}moveFrom": "moved"}
_INLINE: Final = frozenset(
    f"{W}{name}"
    for name in (
        "hyperlink",
        "smartTag",
        "sdt",
        "sdtContent",
        "fldSimple",
        "ins",
        "moveTo",
        "customXml",
        "dir",
        "bdo",
    )
)
_AROUND: Final = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_ALIGN: Final = {"center": "center", "right": "right", "end": "right", "distribute": "center"}
# Fields that show the day on which the file is opened.
_CLOCK: Final = re.compile(r"\s*(?:DATE|TIME)\b")
# What clerks insert as symbols, by the code in Wingdings.
_SYMBOLS: Final = dict(zip(
    (0xA7, 0x6C, 0x6E, 0x75, 0xFC, 0xFE, 0x6F, 0xA8, 0x76, 0xD8, 0xAB, 0x9F, 0xA1, 0xB2, 0x46, 0xE8),
    "▪●■◆√☑□□❖➢★•○☆☞→",
    strict=True,
))  # fmt: skip

# … and those of the face Symbol.
_SYMBOL_FACE: Final = dict(zip(
    (0xB0, 0xB1, 0xB3, 0xA3, 0xB4, 0xB8, 0x6D, 0xA5, 0xB7, 0xBB, 0xB9, 0x44, 0x53, 0x61, 0x62, 0x70, 0xAE, 0xAC, 0xD7),
    "°±≥≤×÷μ∞·≈≠ΔΣαβπ→←·",
    strict=True,
))  # fmt: skip

_Piece = tuple[str, str, str, float, str, str]


def read(path: Path) -> Content:
    """What a DOCX holds. Raises FileError (V004, V006, V011–V014, V022)."""
    return _Word(path).content()


class _Word(Docx):
    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._left: Counter[str] = Counter()
        self._place = 0
        self._counters: dict[str, list[int]] = {}
        self._media: dict[str, bytes] = {}
        self._notes: dict[str, tuple[Text, ...]] = {}
        self._relations: dict[str, tuple[str, str]] = {}
        self._where = BODY
        self._joined: list[Span] = []
        self._begun: set[str] = set()

    def content(self) -> Content:
        """All of it."""
        self._relations = self._relations_of(self.main)
        blocks = tuple(self._blocks(self.document.find(f"{W}body")))
        furniture: list[Text] = []
        for kind, where in (("header", HEADER), ("footer", FOOTER)):
            for reference in self.document.iter(f"{W}{kind}Reference"):
                target = self._target(reference.get(f"{_R}id"))
                root = self.part(target) if target else None
                if root is not None:
                    self._where = where
                    for each in self._blocks(root):
                        furniture += (each,) if isinstance(each, Text) else each.texts
        self._where = BODY
        for name in ("footnote", "endnote"):
            self._read_notes(name)
        codes = [code.text or "" for code in self.document.iter(f"{W}instrText")]
        codes += [each.get(f"{W}instr", "") for each in self.document.iter(f"{W}fldSimple")]
        self._left["clock"] += sum(_CLOCK.match(code) is not None for code in codes)
        left = {key: count for key, count in self._left.items() if key and count}
        unique = tuple(dict.fromkeys(text for text in furniture if text.text.strip()))
        return Content("docx", blocks, unique, self._notes, self._media, self._properties(), left)

    # --- parts ----------------------------------------------------------------------------------------------------

    def _relations_of(self, part: str) -> dict[str, tuple[str, str]]:
        folder, name = posixpath.split(part)
        root = self.part(f"{folder}/_rels/{name}.rels")
        if root is None:
            return {}
        return {
            each.get("Id"): (each.get("Target", ""), each.get("TargetMode", ""))
            for each in root
            if each.get("Id")
        }

    def _target(self, relation: str | None) -> str:
        """The part that a relationship leads to; '' for none and for what lies outside the file."""
        target, mode = self._relations.get(relation or "", ("", ""))
        if not target or mode == "External":
            return ""
        return target[1:] if target.startswith("/") else posixpath.normpath(f"word/{target}")

    def _properties(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for name in ("docProps/core.xml", "docProps/app.xml"):
            root = self.part(name)
            for child in () if root is None else root:
                if isinstance(child.tag, str) and (child.text or "").strip():
                    found.setdefault(child.tag.rpartition("}")[2], child.text.strip())
        settings = self.part("word/settings.xml")
        for each in () if settings is None else settings.iter(f"{W}docVar"):
            found.setdefault(each.get(f"{W}name", ""), each.get(f"{W}val", ""))
        return found

    def _read_notes(self, name: str) -> None:
        root = self.part(f"word/{name}s.xml")
        for note in () if root is None else root.iter(f"{W}{name}"):
            if note.get(f"{W}type") in (None, "normal"):
                texts = tuple(each for each in self._blocks(note) if isinstance(each, Text))
                self._notes[f"{name}{note.get(f'{W}id')}"] = texts

    # --- blocks ---------------------------------------------------------------------------------------------------

    def _blocks(self, root: Any) -> Iterator[Text | Grid]:
        for child in root:
            if child.tag == f"{W}p":
                yield from self._paragraphs(child)
            elif child.tag == f"{W}tbl":
                self._place += 1
                if _holds_layout(child):
                    for cell in (cell for row in _within(child, f"{W}tr") for cell in _within(row, f"{W}tc")):
                        yield from self._blocks(cell)
                elif (grid := self._grid(child, self._place)) is not None:
                    yield grid
            elif child.tag in _AROUND and not _is_prompt(child):
                yield from self._blocks(child)
            elif child.tag == f"{W}altChunk":
                self._left["object"] += 1

    def _paragraphs(self, element: Any) -> Iterator[Text]:
        """A paragraph and the boxes that hang on it, those before it that stand before any text."""
        self._place += 1
        if self._place > DOCX_PARAGRAPHS:
            raise FileError.of("V022", self._file, limit=DOCX_PARAGRAPHS)
        place = self._place
        boxes: list[Text] = []
        own = element.find(f"{W}pPr")
        style = (value(own, "pStyle") if own is not None else None) or self.default_style
        chain = self.chain(style)
        properties = [own, *(each.find(f"{W}pPr") for each in chain), self.defaults[0]]
        looks = [*(each.find(f"{W}rPr") for each in chain), self.defaults[1]]
        label = self._label(properties)
        spans = [*self._joined, *_merged(self._spans(element, looks, boxes))]
        self._joined = []
        mark = own.find(f"{W}rPr/{W}del") if own is not None else None
        # the mark is deleted: what stands here belongs to the next paragraph
        if mark is not None:
            self._joined = spans
            yield from boxes
            return
        outline = first(properties, "outlineLvl", "val")
        size = spans[0].size if spans and spans[0].size else 16
        frame = first(properties, "framePr", "w") or first(properties, "framePr", "wrap")
        text = Text(
            tuple(spans),
            place,
            _ALIGN.get(first(properties, "jc", "val") or "", "left"),
            _indent(properties, size),
            integer(first(properties, "ind", "left"), 0) / 20 / size,
            label if spans else "",
            (value(chain[0], "name") or style) if chain else style,
            integer(outline, 9) if outline is not None else None,
            BOX if frame and self._where == BODY else self._where,
            first(properties, "pageBreakBefore", "val", there="1") == "1" or _breaks_page(element),
            tuple(each.get(f"{W}name", "") for each in element.iterfind(f"{W}bookmarkStart")),
            integer(first(properties, "ind", "right"), 0) / 20 / size,
        )
        if text.text.strip() or not boxes:
            yield from (*boxes, text) if place <= 3 else (text, *boxes)
        else:
            yield from boxes

    def _grid(self, element: Any, place: int) -> Grid | None:
        rows: list[list[list[Any]]] = []
        open_cells: dict[int, list[Any]] = {}
        columns = 0
        for row in _within(element, f"{W}tr"):
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                self._left["deleted"] += 1
                continue
            column = integer(value(properties, "gridBefore"), 0) if properties is not None else 0
            cells: list[list[Any]] = []
            for cell in _within(row, f"{W}tc"):
                looks = cell.find(f"{W}tcPr")
                across = max(1, integer(value(looks, "gridSpan"), 1)) if looks is not None else 1
                merge = looks.find(f"{W}vMerge") if looks is not None else None
                goes_on = merge is not None and merge.get(f"{W}val", "continue") == "continue"
                if goes_on and column in open_cells:
                    open_cells[column][2] += 1
                    # what Word hides below a joined cell is not shown, nor taken
                else:
                    made = [tuple(self._cell(cell, place)), across, 1]
                    cells.append(made)
                    open_cells[column] = made
                    if merge is None:
                        open_cells.pop(column)
                column += across
            columns = max(columns, column)
            rows.append(cells)
        if not columns or columns > 60:
            return None
        made_rows = tuple(tuple(Cell(*cell) for cell in row) for row in rows)
        head = sum(
            1
            for _ in takewhile(
                lambda row: row.find(f"{W}trPr/{W}tblHeader") is not None, _within(element, f"{W}tr")
            )
        )
        return Grid(made_rows, columns, place, self._is_ruled(element), head)

    def _cell(self, cell: Any, place: int) -> Iterator[Text]:
        for block in self._blocks(cell):
            if isinstance(block, Text):
                yield msgspec.structs.replace(block, place=place)
            else:
                yield from block.texts

    def _is_ruled(self, table: Any) -> bool:
        properties = table.find(f"{W}tblPr")
        if properties is None:
            return False
        chain = [each.find(f"{W}tblPr") for each in self.chain(value(properties, "tblStyle"))]
        for level in (properties, *chain):
            borders = level.find(f"{W}tblBorders") if level is not None else None
            if borders is not None:
                return any(side.get(f"{W}val") not in (None, "nil", "none") for side in borders)
        return any(
            side.get(f"{W}val") not in (None, "nil", "none")
            for borders in table.iter(f"{W}tcBorders")
            for side in borders
        )

    # --- runs -----------------------------------------------------------------------------------------------------

    def _spans(self, root: Any, looks: Sequence[Any], boxes: list[Text], link: str = "") -> Iterator[Span]:
        for child in root:
            if child.tag == f"{W}r":
                yield from self._run(child, looks, boxes, link)
            elif child.tag in (f"{W}del", f"{W}moveFrom"):
                self._left[_REVISED[child.tag]] += 1
            elif child.tag in _INLINE and not _is_prompt(child):
                self._left[_REVISED.get(child.tag, "")] += 1
                target = link
                if child.tag == f"{W}hyperlink":
                    address, mode = self._relations.get(child.get(f"{_R}id", ""), ("", ""))
                    target = address if mode == "External" else f"#{child.get(f'{W}anchor', '')}"
                yield from self._spans(child, looks, boxes, target)
            elif child.tag in (f"{_M}oMath", f"{_M}oMathPara"):
                self._left["equation"] += 1
                yield Span("".join(each.text or "" for each in child.iter(f"{_M}t")))

    def _run(self, run: Any, inherited: Sequence[Any], boxes: list[Text], link: str) -> Iterator[Span]:
        own = run.find(f"{W}rPr")
        character = self.chain(value(own, "rStyle")) if own is not None else []
        levels = [own, *(each.find(f"{W}rPr") for each in character), *inherited]
        hidden = first(levels, "vanish", "val", there="1")
        if hidden is not None and hidden not in ("0", "false", "off"):
            self._left["hidden"] += 1
            return
        look = self._look(run, list(inherited))
        raised = first(levels, "vertAlign", "val") or ""
        script = {"superscript": "super", "subscript": "sub"}.get(raised, "")
        if not script and (position := integer(first(levels, "position", "val"), 0)):
            script = "super" if position > 0 else "sub"
        for text, note, picture, width, alt, name in self._pieces(run, boxes):
            yield Span(
                text,
                look.size,
                look.bold,
                look.east_asia,
                look.colour,
                script,
                note,
                link,
                picture,
                width,
                alt,
                name,
            )

    def _pieces(self, run: Any, boxes: list[Text]) -> Iterator[_Piece]:
        """(text, note, picture, width, what is said of it, its name) of a run's children."""
        for child in run:
            tag = child.tag
            if tag == f"{W}t":
                yield child.text or "", "", "", 0, "", ""
            elif tag in (f"{W}tab", f"{W}ptab"):
                yield "\t", "", "", 0, "", ""
            elif tag in (f"{W}br", f"{W}cr"):
                if child.get(f"{W}type") not in ("page", "column"):
                    yield "\n", "", "", 0, "", ""
            elif tag == f"{W}noBreakHyphen":
                yield "-", "", "", 0, "", ""
            elif tag == f"{W}sym":
                code = integer_of(child.get(f"{W}char"))
                wing = (child.get(f"{W}font") or "").startswith("Wingdings")
                signs = _SYMBOLS if wing else _SYMBOL_FACE
                yield (
                    signs.get(code & 0xFF, "•" if code >= 0xF000 or not code else chr(code)),
                    "",
                    "",
                    0,
                    "",
                    "",
                )
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                name = "footnote" if tag == f"{W}footnoteReference" else "endnote"
                yield "", f"{name}{child.get(f'{W}id')}", "", 0, "", ""
            elif tag == f"{W}ruby":
                for each in child.iterfind(f"{W}rubyBase/{W}r/{W}t"):
                    yield each.text or "", "", "", 0, "", ""
            elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
                yield from self._drawn(child, boxes)
            elif tag == f"{_MC}AlternateContent":
                yield from self._pieces(_chosen(child), boxes)

    def _drawn(self, element: Any, boxes: list[Text]) -> Iterator[_Piece]:
        """What a drawing shows: text boxes go to `boxes`, pictures stand where they are."""
        before = self._where
        self._where = BOX if before == BODY else before
        for content in element.iter(f"{W}txbxContent"):
            nested = any(
                each.tag == f"{W}txbxContent" for each in content.iterancestors() if each is not element
            )
            fallback = any(each.tag == f"{_MC}Fallback" for each in content.iterancestors())
            if not (nested and _below(content, element)) and not fallback:
                for block in self._blocks(content):
                    boxes += block.texts if isinstance(block, Grid) else [block]
        for art in element.iter(f"{_V}textpath"):
            if art.get("string"):
                boxes.append(
                    Text(
                        (Span(art.get("string"), 36, colour="FF0000"),),
                        self._place,
                        "center",
                        where=self._where,
                    )
                )
        self._where = before
        extent = next(element.iter(f"{_WP}extent"), None)
        width = integer(extent.get("cx"), 0) / 36000 if extent is not None else 0.0
        about = next(element.iter(f"{_WP}docPr"), None)
        alt = (about.get("descr") or "") if about is not None else ""
        called = (about.get("name") or "") if about is not None else ""
        for blip in element.iter(f"{_A}blip", f"{_V}imagedata"):
            relation = blip.get(f"{_R}embed") or blip.get(f"{_R}id")
            name = self._target(relation)
            data = self.media(name) if name else b""
            if data:
                self._media[name] = data
                yield PICTURE, "", name, width, alt, called
            else:
                self._left["linked"] += 1
        if element.tag == f"{W}object" or next(element.iter("{*}chart"), None) is not None:
            self._left["object"] += 1

    # --- automatic numbers ----------------------------------------------------------------------------------------

    @cached_property
    def _numbering(self) -> tuple[dict[str, str], dict[str, dict[int, Any]], dict[str, dict[int, Any]]]:
        """(number → abstract number, abstract → level → definition, number → level → what overrides it)."""
        root = self.part("word/numbering.xml")
        abstract: dict[str, dict[int, Any]] = {}
        numbers: dict[str, str] = {}
        overrides: dict[str, dict[int, Any]] = {}
        if root is None:
            return numbers, abstract, overrides
        for each in root.iter(f"{W}abstractNum"):
            levels = {integer(level.get(f"{W}ilvl"), 0): level for level in each.iterfind(f"{W}lvl")}
            abstract[each.get(f"{W}abstractNumId")] = levels
        for each in root.iter(f"{W}num"):
            key = each.get(f"{W}numId")
            numbers[key] = value(each, "abstractNumId") or ""
            overrides[key] = {
                integer(over.get(f"{W}ilvl"), 0): over for over in each.iterfind(f"{W}lvlOverride")
            }
        return numbers, abstract, overrides

    def _label(self, properties: Sequence[Any]) -> str:
        """What automatic numbering prints before a paragraph."""
        found = next(
            (p.find(f"{W}numPr") for p in properties if p is not None and p.find(f"{W}numPr") is not None),
            None,
        )
        number = value(found, "numId") if found is not None else None
        numbers, abstract, overrides = self._numbering
        if number is None or number == "0" or number not in numbers:
            return ""
        own = next(
            (
                integer(value(p.find(f"{W}numPr"), "ilvl"), -1)
                for p in properties
                if p is not None and p.find(f"{W}numPr") is not None
            ),
            -1,
        )
        level = max(own, 0)
        key = numbers[number]
        levels = dict(abstract.get(key, {}))
        for at, over in overrides[number].items():
            if (definition := over.find(f"{W}lvl")) is not None:
                levels[at] = definition
        if level not in levels:
            return ""
        counts = self._counters.setdefault(key, [])
        if number not in self._begun:
            self._begun.add(number)
            # a list that says where it starts begins anew, though it looks like another
            for at, over in overrides[number].items():
                if value(over, "startOverride") is not None:
                    del counts[at:]
        starts = [self._start(levels, overrides[number], at) for at in range(level + 1)]
        while len(counts) <= level:
            counts.append(starts[len(counts)] - 1)
        counts[level] += 1
        del counts[level + 1 :]
        for at in range(level):
            counts[at] = max(counts[at], starts[at])
        kind = value(levels[level], "numFmt") or "decimal"
        pattern = value(levels[level], "lvlText") or ""
        if pattern.endswith("?") and kind != "decimal":
            # what LibreOffice makes of 、 in an RTF
            pattern = pattern[:-1] + "、"
        if kind == "bullet":
            return "•" if pattern else ""
        for at in range(level + 1):
            form = value(levels[at], "numFmt") or "decimal" if at in levels else "decimal"
            pattern = pattern.replace(f"%{at + 1}", numeral(counts[at], form))
        return pattern

    @staticmethod
    def _start(levels: dict[int, Any], overrides: dict[int, Any], at: int) -> int:
        over = overrides.get(at)
        stated = value(over, "startOverride") if over is not None else None
        return integer(stated or (value(levels[at], "start") if at in levels else None), 1)


def integer_of(code: str | None) -> int:
    """A hexadecimal code; 0 for what is none."""
    try:
        return int(code or "", 16) & 0xFFFF
    except ValueError:
        return 0


def _chosen(alternatives: Any) -> Any:
    """The first choice with something in it, else the fallback."""
    for each in alternatives:
        if each.tag == f"{_MC}Choice" and len(each):
            return each
    return next((each for each in alternatives if each.tag == f"{_MC}Fallback"), alternatives)


def _below(element: Any, root: Any) -> bool:
    """Whether another box stands between `element` and `root`."""
    for each in element.iterancestors():
        if each is root:
            return False
        if each.tag == f"{W}txbxContent":
            return True
    return False


def _is_prompt(element: Any) -> bool:
    """Whether a content control still shows what should be typed into it."""
    return element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


def _holds_layout(table: Any) -> bool:
    """Whether a table of one or two columns only lays out a page: tables stand in its cells."""
    nested = next(table.iterfind(f".//{W}tc//{W}tbl"), None) is not None
    return nested and all(len(list(_within(row, f"{W}tc"))) <= 2 for row in _within(table, f"{W}tr"))


def _within(root: Any, tag: str) -> Iterator[Any]:
    """Children of a kind, those that content controls hold among them."""
    for child in root:
        if child.tag == tag:
            yield child
        elif child.tag in _AROUND:
            yield from _within(child, tag)


def _merged(spans: Iterator[Span]) -> list[Span]:
    """Neighbours of one look as one; empty ones go."""
    merged: list[Span] = []
    for span in spans:
        if not span.text and not span.note:
            continue
        last = merged[-1] if merged else None
        if (
            last is not None
            and not (last.picture or span.picture or last.note or span.note)
            and _look(last) == _look(span)
        ):
            merged[-1] = msgspec.structs.replace(last, text=last.text + span.text)
        else:
            merged.append(span)
    return merged


def _look(span: Span) -> tuple[Any, ...]:
    return span.size, span.bold, span.face, span.colour, span.script, span.link


def _indent(properties: Sequence[Any], size: float) -> float:
    if (chars := first(properties, "ind", "firstLineChars")) is not None:
        return integer(chars, 0) / 100
    return integer(first(properties, "ind", "firstLine"), 0) / 20 / size


def _breaks_page(element: Any) -> bool:
    """Whether a page break stands before the paragraph's text."""
    for each in element.iter(f"{W}br", f"{W}t"):
        if each.tag == f"{W}t" and (each.text or "").strip():
            return False
        if each.get(f"{W}type") == "page":
            return True
    return False
