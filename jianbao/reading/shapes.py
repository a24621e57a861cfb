"""The model's classes → which keys may stand where, and what sort of value each wants.

Read off the model itself, so that a field added to `issue.py` is known to the reader and to the JSON Schema at once.
"""

from __future__ import annotations

from enum import Enum, auto
from functools import cache
from typing import Any, Final, get_args, get_origin

from msgspec import Struct
from pydantic import BaseModel

from jianbao.glossary import IMPRINT, SIGNATURE
from jianbao.model.body import Body
from jianbao.model.issue import (
    ContentsEntry,
    Faces,
    Imprint,
    Issue,
    Layout,
    NamePart,
    Recipients,
    Signature,
)


class Want(Enum):
    """What sort of value a key wants."""

    # text, a number, a date, yes or no
    TEXT = auto()
    # one text or a list of them
    TEXTS = auto()
    # one text, or a list of texts and lists of texts
    GROUPS = auto()
    # text with markup
    BODY = auto()
    # keys with values
    PART = auto()
    # one or several of these
    PARTS = auto()
    # keys of the clerk's own choice, each with a text
    NAMES = auto()
    # the distribution's lines
    LINES = auto()


class Shape(Struct, frozen=True):
    """A field: what it wants, the part of the model it holds, and whether it must be there."""

    want: Want
    part: type[BaseModel] | None = None
    required: bool = False


SHORTHAND: Final[dict[type[BaseModel], str]] = {NamePart: "text", ContentsEntry: "title"}
"""Parts that may be written as a text alone, and the field that the text is for."""

AS_WRITTEN: Final[frozenset[tuple[type[BaseModel], str]]] = frozenset(
    {(Issue, "id"), (NamePart, "picture"), *((Faces, name) for name in Faces.model_fields)}
)
"""Texts that are names for the machine: their spaces are left alone."""

BROKEN_BY_LINES: Final = frozenset({"kicker", "title", "subtitle"})
"""Titles in which a line of a literal block is a line of the title, as `|` makes it."""

BROKEN_BY_BARS: Final = BROKEN_BY_LINES | {"series", "name", "text", "organ", "byline", "contents_title"}
"""Texts in which a full-width bar is meant as the plain one, which breaks them."""

OR_TEXT: Final[frozenset[tuple[type[BaseModel], str]]] = frozenset({(Issue, "contents"), (Layout, "fonts")})
"""Parts in whose place a single word may stand (否, embedded)."""

ALIASES: Final[dict[type[BaseModel], dict[str, str]]] = {Imprint: IMPRINT, Signature: SIGNATURE}
"""Parts whose keys go by other names there, too."""

ONE_PER_ISSUE: Final = ("id", "year", "number", "total", "number_last", "total_last", "date", "articles")
"""What no series file may hold: it would make all issues the same."""


def _leaves(annotation: Any) -> list[Any]:
    """The types an annotation is made of, containers among them."""
    found: list[Any] = []
    waiting = [annotation]
    while waiting:
        one = waiting.pop()
        origin = get_origin(one)
        found.append(origin or one)
        waiting += [each for each in get_args(one) if not isinstance(each, str)]
    return found


@cache
def shapes(part: type[BaseModel]) -> dict[str, Shape]:
    """Field → shape, in the model's order."""
    return {name: _shape(part, name) for name in part.model_fields}


def _shape(part: type[BaseModel], name: str) -> Shape:
    field = part.model_fields[name]
    required = field.is_required()
    leaves = _leaves(field.annotation)
    inner = [leaf for leaf in leaves if isinstance(leaf, type) and issubclass(leaf, BaseModel)]
    if inner:
        if inner[0] is Recipients:
            return Shape(Want.LINES, Recipients, required)
        return Shape(Want.PARTS if tuple in leaves else Want.PART, inner[0], required)
    if Body in leaves:
        return Shape(Want.BODY, None, required)
    if dict in leaves:
        return Shape(Want.NAMES, None, required)
    if tuple in leaves:
        return Shape(Want.GROUPS if leaves.count(tuple) > 1 else Want.TEXTS, None, required)
    return Shape(Want.TEXT, None, required)


@cache
def parents() -> dict[str, tuple[str, ...]]:
    """Key → the keys below which it may stand ('' = at the top of the file)."""
    found: dict[str, list[str]] = {}
    waiting: list[tuple[str, type[BaseModel]]] = [("", Issue)]
    done: set[type[BaseModel]] = set()
    while waiting:
        above, part = waiting.pop(0)
        for name, shape in shapes(part).items():
            found.setdefault(name, []).append(above)
            if shape.part is not None and shape.part not in done:
                done.add(shape.part)
                waiting.append((name, shape.part))
    return {name: tuple(dict.fromkeys(above)) for name, above in found.items()}
