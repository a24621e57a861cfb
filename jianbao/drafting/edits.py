"""Numbers → into the issue file they were given to, every other character of it as it was.

Edits are made on the text by the places of its nodes: comments, the order of keys, quotation marks, line ends and a
byte-order mark stay. The result is read again before it replaces the file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jianbao.drafting.places import last_of, line_end, root_of
from jianbao.errors import FileError, InputError, JianbaoError, Place
from jianbao.files import read_bytes, replace_whole
from jianbao.glossary import EN, ZH
from jianbao.model.issue import Issue
from jianbao.reading.values import is_chinese
from jianbao.reading.yaml.nodes import MappingNode, Node, ScalarNode
from jianbao.reading.yaml.source import Source, decode, edited

if TYPE_CHECKING:
    from jianbao.reading import Reading

_ORDER: Final = tuple(Issue.model_fields)
_BOM: Final = b"\xef\xbb\xbf"


def set_keys(text: str, values: Mapping[str, int | str]) -> str:
    """`text`, an issue file's, with top-level keys (English names of `_ORDER`) set to `values`.

    A key that is there keeps its name, place, quotation marks and comment; a new one goes behind the keys that come
    before it by custom, in their language. Raises InputError where the text cannot be read.
    """
    for name, value in values.items():
        changed = _set(text, name, str(value))
        assert _values(changed) == {**_values(text), name: str(value)}, name
        text = changed
    return text


def with_numbers(data: bytes, name: str, values: Mapping[str, int | str]) -> bytes:
    """The bytes of an issue file with keys set to `values`, a byte-order mark kept. Raises InputError."""
    text = decode(data, name)
    return (_BOM if data.startswith(_BOM) else b"") + set_keys(text, values).encode("utf-8")


def write_back(reading: Reading, issue: Issue) -> bool:
    """Put the numbers of `issue` that the file lacks into the file; whether there was anything to write.

    Comments, order, quotes and line ends stay as they are. Raises FileError.
    """
    values = _given(reading, issue)
    return reading.path is not None and bool(values) and write_numbers(reading.path, values)


def written_back(reading: Reading, issue: Issue) -> bytes:
    """The file as `write_back` would leave it; b'' where it stays as it is.

    b'' too where `write_back` will refuse, and where the file was edited since it was read.
    """
    values = _given(reading, issue)
    if reading.path is None or not values:
        return b""
    name = str(reading.path)
    try:
        data = read_bytes(reading.path, name=name)
        changed = with_numbers(data, name, values)
    except (FileError, InputError):
        return b""
    as_read = hashlib.sha256(data).hexdigest() == reading.sha256
    return changed if as_read and changed != data else b""


def _given(reading: Reading, issue: Issue) -> dict[str, int | str]:
    """The numbers of `issue` that the file lacks."""
    return {
        name: value
        for name in ("number", "total")
        if getattr(reading.issue, name) is None and (value := getattr(issue, name)) is not None
    }


def write_numbers(path: Path, values: Mapping[str, int | str]) -> bool:
    """Set keys in the file at `path`, which is replaced as a whole or not at all; whether anything changed.

    Raises FileError (R140, which tells the values to write by hand).
    """
    shown = "，".join(f"{ZH[name]}: {value}" for name, value in values.items())
    name = str(path)
    try:
        data = read_bytes(path, name=name)
        changed = with_numbers(data, name, values)
        if changed == data:
            return False
        replace_whole(path, changed)
    except OSError as error:
        raise FileError.of("R140", Place(name), detail=error.strerror or error, values=shown) from None
    except JianbaoError as error:
        raise FileError.of("R140", Place(name), detail=error.findings[0].message, values=shown) from None
    return True


def _values(text: str) -> dict[str, str | None]:
    """The top-level keys with their values as written, for comparison."""
    found: dict[str, str | None] = {}
    for key, value in root_of(text).entries:
        written = key.text or ""
        if isinstance(value, ScalarNode):
            found[EN.get(written, written)] = value.text
        else:
            found[EN.get(written, written)] = text[value.start : last_of(value)]
    return found


def _set(text: str, name: str, value: str) -> str:
    root = root_of(text)
    for key, node in root.entries:
        if EN.get(key.text or "", key.text) == name:
            return edited(text, [_changed(text, key, node, value)])
    return edited(text, [_added(text, root, name, value)])


def _changed(text: str, key: ScalarNode, node: Node, value: str) -> tuple[int, int, str]:
    if isinstance(node, ScalarNode) and node.style in ("'", '"'):
        return node.start + 1, node.end - 1, value
    if isinstance(node, ScalarNode) and node.end > node.start:
        end = node.start + len(text[node.start : node.end].rstrip())
        return node.start, end, value
    colon = text.index(":", key.end) + 1
    return colon, colon, f" {value}"


def _added(text: str, root: MappingNode, name: str, value: str) -> tuple[int, int, str]:
    written = {EN.get(key.text or "", key.text): (key, node) for key, node in root.entries}
    before = [each for each in _ORDER[: _ORDER.index(name)] if each in written]
    neighbour = written[before[-1]][0] if before else root.entries[0][0]
    spelled = ZH[name] if is_chinese(neighbour.text or "") else name
    if root.flow:
        return root.start + 1, root.start + 1, f"{spelled}: {value}, "
    source = Source("", text)
    indent = " " * (source.place(root.entries[0][0].start).column - 1)
    if not before:
        at = root.entries[0][0].start
        return at, at, f"{spelled}: {value}{line_end(text, at)}{indent}"
    key, node = written[before[-1]]
    line = source.place(max(last_of(node), key.end)).line
    end = source.starts[line - 1] + len(source.line(line))
    return end, end, f"{line_end(text, end)}{indent}{spelled}: {value}"
