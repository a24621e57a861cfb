"""A file of an office's words (YAML, CSV or XLSX) → `OfficeWords`; what is wrong in it is told with its place.

YAML has the keys 人员, 机构, 地名, 禁用, 不改 and 正确. A sheet has a row for each word: its kind (those keys, or 旧称),
the word, what belongs to it (offices, short forms, what to put, the present name), a day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date
from pathlib import Path
from typing import Final

from jianbao.errors import Finding, InputError, Place
from jianbao.files import SHEETS, read_bytes
from jianbao.language.dates import read_date
from jianbao.language.office import OfficeWords, Organ, Person
from jianbao.reading.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from jianbao.reading.yaml.source import Source, decode
from jianbao.reading.yaml.syntax import parse

KINDS: Final = {
    "人员": "people", "机构": "organs", "地名": "places", "禁用": "never", "不改": "keep", "正确": "right", "旧称": "former",
}  # fmt: skip
_KINDS: Final = KINDS | {english: english for english in KINDS.values()}
_FIELDS: Final = {
    "姓名": "name", "全称": "name", "名称": "name", "职务": "offices", "次序": "order", "简称": "short", "旧称": "former", "改名日期": "since",
}  # fmt: skip
_BETWEEN: Final = "、"


def read_office_words(path: Path, name: str = "", data: bytes | None = None) -> OfficeWords:
    """The words in a file, whose bytes may have been read already. Raises FileError, InputError (R081 a form that is not known, and as the readers do)."""
    if path.suffix.lower() in SHEETS:
        return _gathered(_rows(path, name or str(path)))
    name = name or str(path)
    source = Source(name, decode(read_bytes(path, name=name) if data is None else data, name))
    parsed = parse(source)
    if parsed.root is None or any(finding.severity.value == "error" for finding in parsed.findings):
        raise InputError(parsed.findings or (Finding("R081", Place(name, 1, 1), params={"text": path.name}),))
    return _gathered(_entries(parsed.root))


class _Entry:
    """A word: its kind, what belongs to it, a day, an order; where it stands."""

    __slots__ = ("also", "former", "kind", "order", "since", "word")

    def __init__(self, kind: str, word: str, also: str = "", since: Date | None = None) -> None:
        self.kind = kind
        self.word = word.strip()
        self.also = tuple(
            part.strip() for part in also.replace("，", _BETWEEN).split(_BETWEEN) if part.strip()
        )
        self.since = since
        self.order = 0
        self.former: tuple[tuple[str, Date | None], ...] = ()


def _wrong(node: Node) -> InputError:
    text = node.text if isinstance(node, ScalarNode) else ""
    return InputError(node.source.finding("R081", node.start, max(len(text or ""), 1), text=text or "…"))


def _entries(root: Node) -> Iterator[_Entry]:
    if not isinstance(root, MappingNode):
        raise _wrong(root)
    for key, value in root.entries:
        kind = _KINDS.get(key.text or "")
        if kind is None or kind == "former":
            raise _wrong(key)
        if isinstance(value, MappingNode) and kind == "never":
            for word, better in value.entries:
                yield _Entry(kind, word.text or "", _texts(better))
        elif isinstance(value, SequenceNode):
            for item in value.items:
                yield _item(kind, item)
        elif not isinstance(value, ScalarNode) or value.text:
            raise _wrong(value)


def _item(kind: str, node: Node) -> _Entry:
    if isinstance(node, ScalarNode):
        word, _, also = (node.text or "").strip().partition(" ")
        return _Entry(kind, word, also)
    if not isinstance(node, MappingNode):
        raise _wrong(node)
    fields: dict[str, Node] = {}
    for key, value in node.entries:
        name = _FIELDS.get(key.text or "", key.text or "")
        if name not in _FIELDS.values():
            raise _wrong(key)
        fields[name] = value
    if "name" not in fields:
        raise _wrong(node)
    made = _Entry(kind, _texts(fields["name"]), _texts(fields.get("offices") or fields.get("short")))
    since = read_date(_texts(fields.get("since"))) if "since" in fields else None
    made.order = int(order) if (order := _texts(fields.get("order"))).isdecimal() else 0
    former = fields.get("former")
    if isinstance(former, MappingNode):
        made.former = tuple((old.text or "", read_date(_texts(day))) for old, day in former.entries)
    elif former is not None:
        made.former = tuple((old, since) for old in _texts(former).split(_BETWEEN))
    return made


def _texts(node: Node | None) -> str:
    """The text of a scalar, those of a list joined by 、."""
    if isinstance(node, SequenceNode):
        return _BETWEEN.join(_texts(item) for item in node.items)
    return (node.text or "").strip() if isinstance(node, ScalarNode) else ""


def _rows(path: Path, name: str) -> Iterator[_Entry]:
    from jianbao.foreign import sheet

    book = sheet.read(path)
    for cells in _texts_of_rows(book.sheets[0] if book.sheets else None):
        kind, word, also, day = (*cells, "", "", "", "")[:4]
        if not word or kind in ("类别", "kind"):
            continue
        if kind not in _KINDS:
            raise InputError(Finding("R081", Place(name), params={"text": kind or word}))
        yield _Entry(_KINDS[kind], word, also, read_date(day))


def _texts_of_rows(sheet: object) -> Iterator[tuple[str, ...]]:
    rows: dict[int, dict[int, str]] = {}
    for cell in getattr(sheet, "cells", ()):
        rows.setdefault(cell.row, {})[cell.column] = cell.text.strip()
    for _, row in sorted(rows.items()):
        first = min(min(each) for each in rows.values())
        yield tuple(row.get(first + index, "") for index in range(4))


def _gathered(entries: Iterator[_Entry]) -> OfficeWords:
    by_kind: dict[str, list[_Entry]] = {}
    for entry in entries:
        by_kind.setdefault(entry.kind, []).append(entry)
    former: dict[str, list[tuple[str, Date | None]]] = {}
    for entry in by_kind.get("former", ()):
        for now in entry.also[:1]:
            former.setdefault(now, []).append((entry.word, entry.since))
    organs = {entry.word: entry for entry in by_kind.get("organs", ())}
    for name in former.keys() - organs.keys():
        organs[name] = _Entry("organs", name)
    return OfficeWords(
        tuple(
            Person(entry.word, entry.also, entry.order or index)
            for index, entry in enumerate(by_kind.get("people", ()), 1)
        ),
        tuple(
            Organ(entry.word, entry.also, (*entry.former, *former.get(entry.word, ())))
            for entry in organs.values()
        ),
        tuple(entry.word for entry in by_kind.get("places", ())),
        tuple((entry.word, _BETWEEN.join(entry.also)) for entry in by_kind.get("never", ())),
        tuple(entry.word for entry in by_kind.get("keep", ())),
        tuple(entry.word for entry in by_kind.get("right", ())),
    )
