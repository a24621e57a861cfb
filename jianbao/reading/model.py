"""The model's complaints → findings, each at its value's place and in a clerk's words, all at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, get_args

from pydantic import BaseModel, ValidationError

from jianbao.errors import Finding
from jianbao.messages import CATALOGUE
from jianbao.model.issue import Issue
from jianbao.reading.shapes import shapes
from jianbao.reading.values import AnyValue, Broken, Items, Pair, Part, Value, data_of, written
from jianbao.reading.yaml.nodes import ScalarNode, SequenceNode

Loc = Sequence[str | int]


def validate(root: Part, *, chinese: bool, complete: bool) -> tuple[Issue | None, list[Finding]]:
    """The issue, or what is wrong with its values; `complete` false = a part was unreadable: missing keys are not told."""
    try:
        return Issue.model_validate(data_of(root)), []
    except ValidationError as error:
        return None, _findings(root, error, chinese=chinese, complete=complete)


def without_broken(root: Part) -> Issue | None:
    """The issue without the values that were told to be wrong; None where it is none without them."""
    try:
        return Issue.model_validate(_sound(data_of(root)))
    except ValidationError:
        return None


def _sound(data: Any) -> Any:
    if isinstance(data, list):
        return [_sound(each) for each in data]
    if isinstance(data, dict):
        return {name: _sound(each) for name, each in data.items() if not isinstance(each, Broken)}
    return data


def find(root: Part, loc: Loc) -> tuple[AnyValue, Pair | None, bool]:
    """(the value at `loc` or the nearest around it, the entry that it or the nearest stands in, found exactly)."""
    value: AnyValue = root
    entry: Pair | None = None
    for step in loc:
        if isinstance(value, Part) and isinstance(step, str) and step in value.fields:
            entry = value.fields[step]
            value = entry.value
        elif isinstance(value, Items) and isinstance(step, int) and 0 <= step < len(value.items):
            value = value.items[step]
        elif isinstance(value, Value):
            # a text that stands for a list of one, or a union's branch
            break
        elif isinstance(step, str) and not (isinstance(value, Part) and step.isidentifier()):
            # the name of a validator or of a union's branch
            continue
        else:
            return value, entry, False
    return value, entry, True


def _findings(root: Part, error: ValidationError, *, chinese: bool, complete: bool) -> list[Finding]:
    """One finding a value: of several complaints about one the catalogue's own come first."""
    chosen: dict[tuple[int, str], Finding] = {}
    for each in error.errors(include_url=False, include_input=True):
        loc = each["loc"]
        value, entry, exact = find(root, loc)
        kind = each["type"]
        if isinstance(value, Value) and isinstance(value.data, Broken):
            continue
        if kind in ("missing", "untitled"):
            name = "title" if kind == "untitled" else str(loc[-1])
            if (
                kind == "untitled"
                and isinstance(value, Part)
                and (empty := value.fields.get(name))
                and empty.key
            ):
                width = len(empty.key.text or "")
                chosen[id(value), name] = empty.key.source.finding("M006", empty.key.start, width)
            elif complete:
                chosen[id(value), name] = _missing(value, entry, written(name, chinese))
            continue
        if kind == "too_short" and isinstance(value, Items) and value.items:
            # it has items, and each was told to be wrong
            continue
        key = (id(value), "" if exact else str(loc))
        if key not in chosen or (kind in CATALOGUE and chosen[key].code in ("M017", "R048", "R049")):
            chosen[key] = _finding(value, entry, loc, each, chinese=chinese)
    return list(chosen.values())


def _missing(part: AnyValue, entry: Pair | None, name: str) -> Finding:
    """A missing key is told at the key that it is missing under, or at the beginning of a list's item."""
    node = part.node
    inside = entry is not None and entry.key is not None and entry.value is part
    if inside or (isinstance(getattr(entry, "value", None), Items) and _is_only_item(entry, part)):
        assert entry is not None
        key = entry.key or node
        width = len(entry.key.text or "") if entry.key else 1
        return key.source.finding("M013", key.start, width, name=name)
    return node.source.finding("M013", node.start, name=name)


def _is_only_item(entry: Pair | None, part: AnyValue) -> bool:
    """Whether `part` was written without a list around it."""
    items = entry.value if entry is not None else None
    return isinstance(items, Items) and not isinstance(items.node, SequenceNode) and items.items[0] is part


_WORDS: Final = {
    "literal_error": "M014",
    "float_parsing": "M015",
    "float_type": "M015",
    "value_error": "M015",
}


def _finding(value: AnyValue, entry: Pair | None, loc: Loc, error: Any, *, chinese: bool) -> Finding:
    kind: str = error["type"]
    names = [step for step in loc if isinstance(step, str) and step.isidentifier()]
    name = written(names[-1], chinese) if names else ""
    node = value.node
    text = (node.text or "") if isinstance(node, ScalarNode) else ""
    at, width = node.start, max(len(text), 1)
    context: dict[str, Any] = dict(error.get("ctx", {}))
    index = context.pop("offset", 0)
    if isinstance(value, Value) and node.source.text:
        at, width = value.offset(index), 1 if index else width
    if not text and entry is not None and entry.key is not None:
        at, width = entry.key.start, len(entry.key.text or "")
        node = entry.key
    if kind in CATALOGUE:
        if kind == "M012":
            node, at, width = _total(value) or (node, at, width)
        return node.source.finding(kind, at, width, **context)
    if kind in ("greater_than_equal", "less_than_equal", "greater_than", "less_than"):
        low, high = _bounds(loc)
        return node.source.finding(
            "M005", at, width, name=name, low=low, high=high, value=text or error["input"]
        )
    if kind in ("too_short", "string_too_short"):
        return node.source.finding("M006", at, width)
    if names[-1:] == ["contents"] and text:
        return node.source.finding("M004", at, width, value=text)
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return node.source.finding("R048", at, width, name=name)
    if kind == "tuple_type":
        return node.source.finding("R049", at, width, name=name)
    if kind == "literal_error":
        choices = str(context.get("expected", "")).replace("'", "").replace(" or ", "、").replace(", ", "、")
        return node.source.finding("M014", at, width, name=name, value=text, choices=choices)
    code = _WORDS.get(kind, "M017")
    return node.source.finding(code, at, width, name=name, value=text or str(error.get("input", ""))[:40])


def _total(root: AnyValue) -> tuple[ScalarNode, int, int] | None:
    """The total's own place, for what is told of the issue as a whole."""
    entry = root.fields.get("total") if isinstance(root, Part) else None
    if entry is None or not isinstance(entry.value, Value):
        return None
    node = entry.value.node
    return node, node.start, len(node.text or "x")


def bounds(part: type[BaseModel], name: str) -> tuple[object, object]:
    """(least, greatest) value of a field, off the model; None where there is no bound."""
    field = part.model_fields[name]
    inner = [limit for each in get_args(field.annotation) for limit in getattr(each, "__metadata__", ())]
    found: dict[str, object] = {}
    for limit in (*field.metadata, *inner):
        for side in ("ge", "le"):
            if (bound := getattr(limit, side, None)) is not None:
                found[side] = bound
    return found.get("ge"), found.get("le")


def _bounds(loc: Loc) -> tuple[object, object]:
    """The bounds of the field at `loc`."""
    part: type[BaseModel] = Issue
    low: object = None
    high: object = None
    for step in loc:
        if isinstance(step, str) and step in part.model_fields:
            low, high = bounds(part, step)
            part = shapes(part)[step].part or part
    return ("…" if low is None else low), ("…" if high is None else high)
