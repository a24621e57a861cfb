"""The values of a series file and those of an issue → the issue's upon what all issues of its series share."""

from __future__ import annotations

from pydantic import BaseModel

from jianbao.model.issue import Issue
from jianbao.reading.shapes import shapes
from jianbao.reading.values import AnyValue, Items, Pair, Part, Value


def merge(base: Part, over: Part, part: type[BaseModel] = Issue) -> Part:
    """The issue's values (`over`) upon the series' (`base`): parts merge key by key, everything else is replaced.

    A key left empty in the issue takes the series' value away. Distribution lines written by label replace the
    series' lines of the same label and add the others; a list replaces all.
    """
    fields = dict(base.fields)
    wanted = shapes(part)
    for name, entry in over.fields.items():
        below = base.fields.get(name)
        shape = wanted.get(name)
        mine, theirs = entry.value, below.value if below else None
        if isinstance(mine, Part) and isinstance(theirs, Part) and shape is not None:
            inner = merge(theirs, mine, shape.part) if shape.part else _merge_names(theirs, mine)
            fields[name] = Pair(entry.key, inner)
        elif isinstance(mine, Items) and isinstance(theirs, Items) and mine.by_label:
            fields[name] = Pair(entry.key, _merge_lines(theirs, mine))
        else:
            fields[name] = entry
    return Part(over.node, fields)


def _merge_names(base: Part, over: Part) -> Part:
    return Part(over.node, {**base.fields, **over.fields})


def _merge_lines(base: Items, over: Items) -> Items:
    mine = {_label(item): item for item in over.items}
    items = [mine.pop(_label(item), item) for item in base.items]
    return Items(over.node, [*items, *mine.values()])


def _label(item: AnyValue) -> object:
    entry = item.fields.get("label") if isinstance(item, Part) else None
    return entry.value.data if entry is not None and isinstance(entry.value, Value) else id(item)
