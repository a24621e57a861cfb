"""Python values that a script hands over → the nodes that a file of the same content would have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from jianbao.reading.yaml.nodes import (
    MAX_DEPTH,
    MAX_NODES,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    TooLarge,
)
from jianbao.reading.yaml.source import Source

# of the largest number that Python writes out (4300 digits), about
_BITS: Final = 14_000


def tree_of(data: object) -> Node:
    """Python values → nodes; places are paths such as `articles[0].title`. Raises TooLarge."""
    return _PythonTree().node(data, "", 0)


class _PythonTree:
    def __init__(self) -> None:
        self.count = 0

    def node(self, data: object, path: str, depth: int) -> Node:
        source = Source(path)
        self.count += 1
        if depth > MAX_DEPTH or self.count > MAX_NODES:
            code, limit = ("R037", MAX_DEPTH) if depth > MAX_DEPTH else ("R057", MAX_NODES)
            raise TooLarge(source.finding(code, 0, limit=limit))
        if isinstance(data, Mapping):
            mapping = MappingNode(source)
            for key, value in data.items():
                name = str(key)
                inner = f"{path}.{name}" if path else name
                mapping.entries.append((_scalar(Source(inner), name), self.node(value, inner, depth + 1)))
            return mapping
        if isinstance(data, (list, tuple)):
            each: Iterable[object] = data
            items = [self.node(item, f"{path}[{index}]", depth + 1) for index, item in enumerate(each)]
            return SequenceNode(source, items=items)
        return _scalar(source, data)


def _scalar(source: Source, data: object) -> ScalarNode:
    if isinstance(data, str):
        data = data.replace("\r\n", "\n").replace("\r", "\n")
        return ScalarNode(source, style="|", text=data or None, value=data or None)
    if data is None or isinstance(data, bool) or type(data) is date:
        return ScalarNode(source, style="|", text=None if data is None else str(data), value=data)
    if isinstance(data, int) and data.bit_length() > _BITS:
        # Python writes no such number out
        data = f"{'-' if data < 0 else ''}{abs(data) >> data.bit_length() - 64:#x}…"
    return ScalarNode(source, style="|", text=str(data), value=str(data))
