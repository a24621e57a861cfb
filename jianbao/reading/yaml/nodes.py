"""YAML text → tree of nodes that know where they stand; every plain scalar stays the text it is.

PyYAML's C parser (libyaml) does the parsing; its events are walked in a loop, so no depth of brackets can exhaust the
stack, and nothing is constructed: `010`, `no`, `12:30` and `2017-04-11` mean what a clerk means by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from jianbao.errors import Finding, Severity
from jianbao.expressions import compiled
from jianbao.reading.yaml.source import Source

MAX_DEPTH: Final = 20
# an issue of 200 articles has about 2,000
MAX_NODES: Final = 50_000
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_NEWLINE: Final = compiled(r"[ \t]*(?:\r\n|\r|\n)[ \t]*")
_TIGHT_COMMENT: Final = compiled(r"[ \t]+(#[^\s#][^\r\n]*)")
_LINE_END: Final = compiled(r"\r\n|\r|\n")
_ESCAPE: Final = compiled(
    r"(?P<joined>[ \t]*\\(?:\r\n|\r|\n)[ \t]*)|(?P<folded>[ \t]*(?:\r\n|\r|\n)[ \t]*)"
    r"|\\(?P<code>x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})|\\(?P<named>.)|(?P<plain>.)",
    re.DOTALL,
)
_NAMED: Final = dict(zip("0abtnvfre N_LP\t", "\0\a\b\t\n\v\f\r\x1b \x85\xa0\u2028\u2029\t", strict=True))


class ScalarNode(Struct):
    """A value: `text` is None where nothing is written; line ends inside a folded value stay line ends.

    `style` is '' (plain), `'`, `"`, `|` or `>`; `start` and `end` are offsets in the source. A script's value that
    is no text stands in `value`.
    """

    source: Source
    start: int = 0
    end: int = 0
    style: str = ""
    text: str | None = None
    value: object = None
    _offsets: list[int] = field(default_factory=list[int])

    def offset(self, index: int) -> int:
        """The source offset of `text[index]`; the end of the text counts as a character."""
        if not self.source.text or not self.text:
            return self.start
        if not self._offsets:
            self._offsets = self._find_offsets()
        return self._offsets[min(max(index, 0), len(self._offsets) - 1)]

    def _find_offsets(self) -> list[int]:
        raw = self.source.text[self.start : self.end]
        if self.style in ("|", ">"):
            text, offsets = _block(raw, self.text or "", literal=self.style == "|")
        else:
            text, offsets = _flow(raw, self.style)
        # an alias or a tag, which was told already
        if len(text) != len(self.text or ""):
            offsets = [0] * len(self.text or "")
        end = offsets[-1] + 1 if offsets else 0
        return [self.start + offset for offset in (*offsets, end)]


class SequenceNode(Struct):
    """A list."""

    source: Source
    start: int = 0
    end: int = 0
    items: list[Node] = field(default_factory=list["Node"])


class MappingNode(Struct):
    """Keys with their values, in the order of the file, each key once; `flow` = written in braces."""

    source: Source
    start: int = 0
    end: int = 0
    flow: bool = False
    entries: list[tuple[ScalarNode, Node]] = field(default_factory=list[tuple[ScalarNode, "Node"]])


Node = ScalarNode | SequenceNode | MappingNode


class Parser(Protocol):
    """What PyYAML's parsers have in common."""

    def get_event(self) -> Any:
        """The next event, or None after the last."""


def parser_of(text: str) -> Parser:
    """A parser of `text`: libyaml's where PyYAML was built with it, else PyYAML's own, which is slower."""
    # 15 ms that `--help` need not pay
    import yaml

    return yaml.CSafeLoader(text) if yaml.__with_libyaml__ else yaml.SafeLoader(text)


class TooLarge(Exception):
    """The tree is deeper or larger than any issue: the finding that says so."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.finding = finding


class TreeBuilder:
    """Builds the tree of one text, event by event, so that what was built before a syntax error is there."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.findings: list[Finding] = []
        self.root: Node | None = None
        self.last: ScalarNode | None = None
        self.last_was_collection = False
        self._stack: list[SequenceNode | MappingNode] = []
        self._keys: list[ScalarNode | None] = []
        self._lines: list[dict[str, int]] = []
        self._count = 0
        self._documents = 0

    def build(self, parser: Parser | None = None) -> None:
        """Build the tree, with the fastest parser there is if not told which. Raises yaml.YAMLError, TooLarge."""
        parser = parser or parser_of(self.text)
        while (event := parser.get_event()) is not None:
            name = type(event).__name__
            if name == "DocumentStartEvent":
                self._documents += 1
                if self._documents > 1:
                    self._find("R038", event.start_mark.index, 3)
                    return
            elif name in _OPENING or name in ("ScalarEvent", "AliasEvent"):
                self._start(event, name)
            elif name in ("MappingEndEvent", "SequenceEndEvent"):
                self._stack.pop().end = event.end_mark.index
                self._keys.pop()
                self._lines.pop()
                self.last_was_collection = True

    def _start(self, event: Any, name: str) -> None:
        self._count += 1
        start, end = event.start_mark.index, event.end_mark.index
        if self._count > MAX_NODES or len(self._stack) >= MAX_DEPTH:
            code, limit = ("R057", MAX_NODES) if self._count > MAX_NODES else ("R037", MAX_DEPTH)
            raise TooLarge(self.source.finding(code, start, limit=limit))
        if name == "AliasEvent":
            self._find("R027", start, end - start, char="*")
        elif event.anchor is not None:
            self._find("R027", start, len(event.anchor) + 1, char="&")
        elif event.tag is not None:
            self._find("R028", start, 1)
        node: Node
        if name == "MappingStartEvent":
            node = MappingNode(self.source, start, end, bool(event.flow_style))
        elif name == "SequenceStartEvent":
            node = SequenceNode(self.source, start, end)
        else:
            node = self.last = self._scalar(event, name, start, end)
            self.last_was_collection = False
        self._attach(node)
        if not isinstance(node, ScalarNode):
            self._stack.append(node)
            self._keys.append(None)
            self._lines.append({})

    def _scalar(self, event: Any, name: str, start: int, end: int) -> ScalarNode:
        style = getattr(event, "style", None) or ""
        node = ScalarNode(self.source, start, end, style)
        if name == "AliasEvent" or ((event.anchor or event.tag) and not event.value):
            # told already; it was meant as text
            node.text = node.value = self.text[start:end]
            node.style = "'"
            return node
        text: str = event.value
        if style == "" and text in _NULLS:
            return node
        raw = self.text[start:end]
        if not style and (comment := _TIGHT_COMMENT.match(self.text, end)):
            finding = self.source.finding("R059", comment.start(1), len(comment[1]), text=comment[1][:20])
            self.findings.append(replace(finding, severity=Severity.WARNING))
        if style == ">":
            text, _ = _block(raw, text, literal=False)
        elif style != "|" and ("\n" in raw or "\r" in raw):
            text, _ = _flow(raw, style)
        node.text = node.value = text
        return node

    def _attach(self, node: Node) -> None:
        if not self._stack:
            self.root = node
            return
        parent = self._stack[-1]
        if isinstance(parent, SequenceNode):
            parent.items.append(node)
            return
        key = self._keys[-1]
        if key is not None:
            if key.text is not None:
                parent.entries.append((key, node))
            self._keys[-1] = None
            return
        if not isinstance(node, ScalarNode):
            self._find("R039", node.start)
            node = ScalarNode(self.source, node.start, node.start)
        elif node.text is None:
            self._find("R052", node.start)
        elif node.text == "<<" and not node.style:
            self._find("R029", node.start, 2)
            node.text = None
        elif node.text in self._lines[-1]:
            self._find("R040", node.start, len(node.text), key=node.text, line=self._lines[-1][node.text])
            node.text = None
        else:
            self._lines[-1][node.text] = self.source.place(node.start).line
        self._keys[-1] = node

    def _find(self, code: str, offset: int, width: int = 1, **params: object) -> None:
        self.findings.append(self.source.finding(code, offset, width, **params))


_OPENING: Final = ("MappingStartEvent", "SequenceStartEvent")


# --- the offset of every character ------------------------------------------------------------------------------


def _flow(raw: str, style: str) -> tuple[str, list[int]]:
    """Text and offsets of a plain or quoted scalar as written; line ends stay, the indentation behind them goes."""
    if style == '"':
        return _double_quoted(raw)
    inner, base = (raw[1:-1], 1) if style == "'" else (raw, 0)
    text: list[str] = []
    offsets: list[int] = []
    for start, piece in _lines(inner):
        text.append(piece)
        offsets.extend(range(base + start, base + start + len(piece)))
    joined = "".join(text)
    if style != "'" or "''" not in joined:
        return joined, offsets
    kept = [index for index, char in enumerate(joined) if not _is_second_quote(joined, index, char)]
    return "".join(joined[index] for index in kept), [offsets[index] for index in kept]


def _is_second_quote(text: str, index: int, char: str) -> bool:
    """Whether the quote at `index` is the second of a doubled one."""
    run = index
    while char == "'" and run > 0 and text[run - 1] == "'":
        run -= 1
    return char == "'" and (index - run) % 2 == 1


def _lines(inner: str) -> Iterator[tuple[int, str]]:
    """(offset, piece) of a folded text: its lines without what surrounds them, and a line end between each two."""
    done = 0
    for found in _NEWLINE.finditer(inner):
        yield done, inner[done : found.start()]
        line_end = found.start() + len(found[0]) - len(found[0].lstrip(" \t"))
        yield line_end, "\n"
        done = found.end()
    yield done, inner[done:]


def _double_quoted(raw: str) -> tuple[str, list[int]]:
    text: list[str] = []
    offsets: list[int] = []
    for found in _ESCAPE.finditer(raw, 1, len(raw) - 1):
        kind = found.lastgroup
        piece = found[kind] if kind else ""
        if kind == "joined":
            kept = piece[: piece.index("\\")]
            text.append(kept)
            offsets.extend(range(found.start(), found.start() + len(kept)))
            continue
        if kind == "folded":
            piece = "\n"
        elif kind == "code":
            piece = chr(int(piece[1:], 16))
        elif kind == "named":
            piece = _NAMED.get(piece, piece)
        text.append(piece)
        offsets.append(found.start())
    return "".join(text), offsets


def _block(raw: str, value: str, *, literal: bool) -> tuple[str, list[int]]:
    """Text and offsets of a block scalar; a folded one (`>`) keeps its line ends, which paragraphs need."""
    ends = [*_LINE_END.finditer(raw)]
    starts = [found.end() for found in ends]
    lines = [
        raw[a:b] for a, b in zip(starts, [*(found.start() for found in ends[1:]), len(raw)], strict=False)
    ]
    if literal:
        wanted = value.split("\n")
    else:
        filled = [line for line in lines if line.strip(" ")]
        indent = min((len(line) - len(line.lstrip(" ")) for line in filled), default=0)
        wanted = [line[indent:] for line in lines]
        while len(wanted) > 1 and not wanted[-1].strip():
            wanted.pop()
        wanted.append("")
    offsets: list[int] = []
    for number, line in enumerate(wanted):
        if number < len(lines):
            at = starts[number] + max(len(lines[number]) - len(line), 0)
        else:
            at = len(raw)
        offsets.extend(range(at, at + len(line) + 1))
    offsets.pop()
    return "\n".join(wanted), offsets
