"""The model → JSON Schema (draft 7) of an issue file, which editors complete and explain keys by; and the table of keys.

Every key stands in it twice, in English and in Chinese, as the reader takes both. What is required may be written in
either language, and may come from the series file where `series` names one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final, get_args

from pydantic import BaseModel

from jianbao import bounds
from jianbao.glossary import BY_NAME, EN, KEYS, STAFF_LABELS, ZH, plain
from jianbao.language.dates import FIGURES_DATE, HAN_DATE
from jianbao.language.labels import DISTRIBUTION_LABELS, THIS_ISSUE
from jianbao.model.issue import Imprint, Issue
from jianbao.model.values import COUNTED, HAN_FIGURES
from jianbao.reading.shapes import ALIASES, ONE_PER_ISSUE, OR_TEXT, SHORTHAND, Shape, Want, parents, shapes

Schema = dict[str, Any]

_YES_NO: Final = ["是", "否", True, False]
_TEXT: Final = ["string", "number"]


def schema() -> Schema:
    """The JSON Schema of an issue file."""
    root = _part(Issue)
    root["properties"].update(_labels())
    needed = root.pop("allOf")
    always = [each for name, each in zip(_required(Issue), needed, strict=True) if name in ONE_PER_ISSUE]
    named_file = {"properties": {key: {"type": "object"} for key in _both("series")}}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "简报",
        "description": "jianbao 的一期简报",
        **root,
        "if": named_file,
        "then": {"allOf": [*always, _either("series")]},
        "else": {"allOf": needed},
        "definitions": {
            part.__name__: _part(part) for part in sorted(_parts()[1:], key=lambda part: part.__name__)
        },
    }


def schema_text() -> str:
    """The JSON Schema as a file's text."""
    import json

    return json.dumps(schema(), ensure_ascii=False, indent=2)


def key_table(language: str) -> Iterator[str]:
    """The table of all keys in Markdown, a line each, in `"zh"` or `"en"`; ＊ before what must be there where it is first met.

    The handbook's page of keys is made of it.
    """
    yield "| Chinese | English | what to write |" if language == "en" else "| 中文 | 英文 | 写什么 |"
    yield "|---|---|---|"
    first = {name: part for part in reversed(_parts()) for name in shapes(part)}
    needed = {name for name, part in first.items() if shapes(part)[name].required}
    for section in KEYS:
        yield f"| **{section.title[language == 'en']}** | | |"
        for key in section.keys:
            about = key.about(language).replace("|", "\\|")
            yield f"| `{key.zh}` | `{key.en}` | {'＊ ' if key.en in needed else ''}{about} |"


def key_text(name: str, language: str) -> str:
    """What a key (of either language) is for, as a page in Markdown; '' for what is no key."""
    key = BY_NAME.get(EN.get(name, name))
    if key is None:
        return ""
    places = parents().get(key.en, ())
    above = [each for each in places if each]
    words = (lambda en: en) if language == "en" else (lambda en: ZH[en])
    lines = [f"# {key.zh} ({key.en})", "", key.about(language)]
    if above:
        below = " / ".join(f"`{words(each)}`" for each in above)
        both = ("Outermost, or below", "写在最外层，或者 ") if "" in places else ("Below", "写在 ")
        lines += ["", f"{both[0]} {below}." if language == "en" else f"{both[1]}{below} 之下。"]
    if key.example is not None and not isinstance(key.example, dict):
        lines += ["", "```yaml", f"{words(key.en)}: {key.example}", "```"]
    return "\n".join(lines) + "\n"


def _parts() -> list[type[BaseModel]]:
    """Every part of the model, the issue first."""
    found: list[type[BaseModel]] = [Issue]
    for part in found:
        inner = (shape.part for shape in shapes(part).values())
        found += [each for each in dict.fromkeys(inner) if each is not None and each not in found]
    return found


def _both(name: str) -> tuple[str, str]:
    return name, ZH[name]


def _either(name: str) -> Schema:
    """One of a key's two spellings must be there."""
    return {"anyOf": [{"required": [key]} for key in _both(name)]}


def _required(part: type[BaseModel]) -> list[str]:
    return [name for name, shape in shapes(part).items() if shape.required]


def _part(part: type[BaseModel]) -> Schema:
    """A part of the model as an object with both spellings of each key."""
    properties: Schema = {}
    for name, shape in shapes(part).items():
        described = _field(part, name, shape)
        key = BY_NAME[name]
        described |= {"title": key.zh, "description": plain(key.about_zh)}
        if key.example is not None:
            described["examples"] = [key.example]
        for spelt in _both(name):
            properties[spelt] = described
    made: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    properties |= _aliases(part)
    if needed := _required(part):
        made["allOf"] = [_either(name) for name in needed]
    return made


def _aliases(part: type[BaseModel]) -> Schema:
    """The keys of a part by their own names there."""
    return {
        key: {**_field(part, name, shapes(part)[name]), "title": key, "description": key}
        for key, name in ALIASES.get(part, {}).items()
    }


def _field(part: type[BaseModel], name: str, shape: Shape) -> Schema:
    match shape.want:
        case Want.TEXT if part is Issue and name == "series":
            return {"anyOf": [_text(), _series()]}
        case Want.TEXT:
            return _value(part, name, shape)
        case Want.TEXTS:
            return _any(_text(), {"type": "array", "items": _text()}, empty=not shape.required)
        case Want.GROUPS:
            return _recipients()
        case Want.BODY:
            kinds = "string" if shape.required else ["string", "null"]
            return {"type": kinds, "maxLength": bounds.BODY}
        case Want.NAMES:
            return {"type": ["object", "null"], "additionalProperties": _text()}
        case Want.LINES:
            return _lines(shape)
        case Want.PART:
            word = _value(part, name, shape) if (part, name) in OR_TEXT else None
            return _any(_reference(shape), *([word] if word else []), empty=not shape.required)
        case Want.PARTS:
            one: list[Schema] = [_reference(shape)]
            if shape.part in SHORTHAND:
                one.append(_text())
            return _any(*one, {"type": "array", "items": _any(*one)}, empty=not shape.required)


def _any(*choices: Schema, empty: bool = False) -> Schema:
    every = [*choices, *([{"type": "null"}] if empty else [])]
    return every[0] if len(every) == 1 else {"anyOf": every}


def _reference(shape: Shape) -> Schema:
    assert shape.part is not None
    return {"$ref": f"#/definitions/{shape.part.__name__}"}


def _text() -> Schema:
    return {"type": _TEXT, "maxLength": bounds.LINE}


def _series() -> Schema:
    properties: Schema = {
        key: {"type": "string", "description": plain(BY_NAME["file"].about_zh)} for key in _both("file")
    }
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "allOf": [_either("file")],
    }


def _value(part: type[BaseModel], name: str, shape: Shape) -> Schema:
    """A scalar: yes or no, one of several words, a whole number, a date, or text."""
    field = part.model_fields[name]
    kinds = [field.annotation, *get_args(field.annotation)]
    bases = [kind for each in kinds for kind in (each, *get_args(each))]
    empty = [] if shape.required else ["null"]
    words = [word for each in kinds for word in (each, *get_args(each)) if isinstance(word, str)]
    if name == "contents" or bool in bases:
        return {"enum": [*_YES_NO, *([None] if empty else [])]}
    if words:
        # editors refuse a word twice
        return {"enum": [*dict.fromkeys(words), *([None] if empty else [])]}
    if date in bases:
        pattern = rf"^\s*({FIGURES_DATE}|{HAN_DATE})\s*$"
        return {"type": ["string", *empty], "pattern": pattern}
    if int in bases or float in bases:
        kind, digits = ("number", "[0-9]+(\\.[0-9]+)?") if float in bases else ("integer", "[0-9]{1,9}")
        before, after = COUNTED.get(name, ("", ""))
        digits = f"({digits}|{HAN_FIGURES})" if name in COUNTED else digits
        # a joint issue's: 3—4
        behind = rf"(\s*[-—–－~～至、]\s*{before}[0-9]{{1,9}}{after})?" if name in {"number", "total"} else ""
        pattern = rf"^\s*{before}{digits}{after}{behind}\s*$"
        return {"type": [kind, "string", *empty], "pattern": pattern, **_limits(part, name)}
    return {"type": [*_TEXT, *empty], "maxLength": bounds.LINE}


def _limits(part: type[BaseModel], name: str) -> Schema:
    from jianbao.reading.model import bounds

    low, high = bounds(part, name)
    found = {"minimum": low, "maximum": high}
    return {key: value for key, value in found.items() if value is not None}


def _recipients() -> Schema:
    inner: Schema = {"type": "array", "items": _text()}
    return {"anyOf": [_text(), {"type": "array", "minItems": 1, "items": {"anyOf": [_text(), inner]}}]}


def _lines(shape: Shape) -> Schema:
    """The distribution: a list of lines, or labels with recipients in order."""
    by_label: Schema = {"type": "object", "additionalProperties": _recipients()}
    line = {"anyOf": [_reference(shape), by_label]}
    texts: Schema = {"type": "array", "items": _text()}
    return {"anyOf": [{"type": "array", "items": line}, line, _text(), texts, {"type": "null"}]}


def _labels() -> Schema:
    """报, 送, 发 … at the top of a file, with 本期 before them or without; 编辑, 印发机关 … there too."""
    labels: Iterable[str] = (label for label in DISTRIBUTION_LABELS if label != ZH["distribution"])
    staff: Schema = {
        label: {
            "type": [*_TEXT, "null"],
            "maxLength": bounds.LINE,
            "title": label,
            "description": f"编辑人员里的“{label}”",
        }
        for label in STAFF_LABELS
    }
    return (
        staff
        | _aliases(Imprint)
        | {
            before + label: {
                **_recipients(),
                "title": before + label,
                "description": f"“{before + label}”一行的单位，一句话或列表",
                "examples": [BY_NAME["to"].example],
            }
            for label in labels
            for before in ("", THIS_ISSUE)
        }
    )
