"""Whole values of an issue file → the edits that put, change or take them away, all other characters as they were."""

from __future__ import annotations

from collections.abc import Sequence

from jianbao.errors import InputError, Severity
from jianbao.glossary import EN, ZH
from jianbao.reading.values import is_chinese
from jianbao.reading.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from jianbao.reading.yaml.source import Source
from jianbao.reading.yaml.syntax import parse

Edit = tuple[int, int, str]
"""Start, end, and what stands there then."""


def root_of(text: str) -> MappingNode:
    """The mapping that an issue file is. Raises InputError."""
    parsed = parse(Source("", text))
    errors = [finding for finding in parsed.findings if finding.severity is Severity.ERROR]
    if errors or not isinstance(parsed.root, MappingNode):
        raise InputError(errors or Source("", text).finding("R050", 0))
    return parsed.root


def entry(mapping: MappingNode, name: str) -> tuple[ScalarNode, Node] | None:
    """The key of an English name, in either language, with its value."""
    return next((each for each in mapping.entries if EN.get(each[0].text or "", each[0].text) == name), None)


def column(text: str, at: int) -> int:
    """How many characters stand before offset `at` in its line."""
    return at - text.rfind("\n", 0, at) - 1


def put(text: str, mapping: MappingNode, name: str, lines: Sequence[str], order: Sequence[str]) -> Edit:
    """Write a key with its value, `lines` as in a file's first column; a new key goes behind those before it in `order`."""
    found = entry(mapping, name)
    there = found or _before(mapping, name, order)
    end = _end(text, *there)
    if not is_chinese(there[0].text or ""):
        lines = [lines[0].replace(ZH[name], name, 1), *lines[1:]]
    if found is not None:
        return found[0].start, end, _set_in(text, lines, column(text, found[0].start))
    end = _line(text, end)
    set_in = _set_in(text, ["", *lines], column(text, mapping.entries[0][0].start))
    return end, end, set_in


def drop(text: str, mapping: MappingNode, name: str) -> Edit | None:
    """Take a key away with its value; None where it does not stand there."""
    at = next((at for at, each in enumerate(mapping.entries) if each is entry(mapping, name)), None)
    if at is None or len(mapping.entries) == 1:
        return None
    if at + 1 < len(mapping.entries):
        return mapping.entries[at][0].start, mapping.entries[at + 1][0].start, ""
    return _end(text, *mapping.entries[at - 1]), _end(text, *mapping.entries[at]), ""


def put_item(text: str, sequence: SequenceNode, before: int, lines: Sequence[str]) -> Edit:
    """Put an item, `lines` with its dash in the first column, behind item `before`, -1 for the head of the list."""
    at = _dash(text, sequence.items[max(before, 0)])
    indent = column(text, at)
    if before < 0:
        return at, at, _set_in(text, lines, indent) + line_end(text, 0) + " " * indent
    end = _line(text, last_of(sequence.items[before]))
    return end, end, _set_in(text, ["", "", *lines], indent)


def drop_item(text: str, sequence: SequenceNode, at: int) -> Edit | None:
    """Take an item away; None for the only one."""
    if len(sequence.items) == 1:
        return None
    if at + 1 < len(sequence.items):
        return _dash(text, sequence.items[at]), _dash(text, sequence.items[at + 1]), ""
    return last_of(sequence.items[at - 1]), last_of(sequence.items[at]), ""


def _before(mapping: MappingNode, name: str, order: Sequence[str]) -> tuple[ScalarNode, Node]:
    earlier = order[: order.index(name)]
    known = [each for each in mapping.entries if EN.get(each[0].text or "", each[0].text) in earlier]
    return known[-1] if known else mapping.entries[0]


def _end(text: str, key: ScalarNode, value: Node) -> int:
    return max(last_of(value), text.index(":", key.end) + 1)


def _line(text: str, at: int) -> int:
    """The end of the line of offset `at`."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if text[end - 1 : end] == "\r" else end


def _set_in(text: str, lines: Sequence[str], indent: int) -> str:
    first, *rest = lines
    return line_end(text, 0).join([first, *(" " * indent + line if line else "" for line in rest)])


def _dash(text: str, item: Node) -> int:
    return text.rindex("-", 0, item.start)


def last_of(node: Node) -> int:
    """The offset behind the last character that belongs to a value."""
    if isinstance(node, ScalarNode):
        raw = node.source.text[node.start : node.end]
        return node.start + len(raw.rstrip())
    children = node.items if isinstance(node, SequenceNode) else [child for _, child in node.entries]
    raw = node.source.text[node.start : node.end].rstrip()
    if raw.endswith(("]", "}")) and raw.startswith(("[", "{")):
        return node.start + len(raw)
    return max([node.start, *map(last_of, children)])


def line_end(text: str, at: int) -> str:
    """The line end that the file uses near `at`."""
    found = text.find("\n", at)
    found = found if found >= 0 else text.find("\n")
    return "\r\n" if found > 0 and text[found - 1] == "\r" else "\n"
