"""The model → JSON Schema (draft 7) of an issue file, which editors complete and explain keys by.

Every key stands in it twice, in English and in Chinese, as the reader takes both. What is required may be written in
either language, and may come from the series file where `series` names one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final, get_args

from pydantic import BaseModel

from jianbao import bounds
from jianbao.glossary import DISTRIBUTION_LABELS, IMPRINT, STAFF_LABELS, ZH
from jianbao.model.issue import Imprint, Issue
from jianbao.model.values import COUNTED, HAN_DATE
from jianbao.reading.shapes import ONE_PER_ISSUE, OR_TEXT, SHORTHAND, Shape, Want, shapes
from jianbao.reading.values import THIS_ISSUE

Schema = dict[str, Any]

_YES_NO: Final = ["是", "否", True, False]
_TEXT: Final = ["string", "number"]

# key → (what it is for, an example or None)
_ABOUT: Final[dict[str, tuple[str, object]]] = {
    "id": ("这一期的身份标识，一般不用写", None),
    "series": ("刊名；或指向各期共用内容的文件", "援疆工作简报"),
    "file": ("各期共用内容的文件，在简报旁边或上一级文件夹", "series.yaml"),
    "kind": ("种类，各编各的号；默认正刊", "增刊"),
    "numbered": ("写“否”则这一期不编号", "否"),
    "year": ("期号所属年份；默认是日期的年份", 2017),
    "number": ("期号；不写则接着台账编", 9),
    "total": ("总期号；不写则接着台账编", 9),
    "date": ("日期：签发日期；在“印发”下面是印发日期", "2017-04-11"),
    "organ": ("编发单位全称，几个单位写成列表；在“印发”下面是印发机关", "江苏省对口支援新疆伊犁州前方指挥部"),
    "masthead": ("报头", None),
    "contents": ("要目；写“否”则不要", None),
    "editor_note": ("编者按", "现将有关做法刊发，供各地参考。"),
    "abstract": ("摘要", None),
    "articles": ("文章，一篇或几篇", None),
    "attachments": ("附件，另页排在版记之前", None),
    "distribution": ("报、送、发各行，按写的次序；也可在最外层直接写 报: 送: 发:", None),
    "copies": ("共印多少份", 150),
    "staff": ("编辑人员，键由自己定", {"编辑": "某某", "校对": "某某", "电话": "0599-5550123"}),
    "print": ("印发机关和印发日期", None),
    "numbering": ("编号规则", None),
    "layout": ("版式", None),
    "name": ("报头上印的名字与刊名不同，或要分行、分大小时写", "援疆工作简报"),
    "text": ("名称的一部分", "工作简报"),
    "size": ("这一部分的字号，单位磅；0 表示自动", 52),
    "organ_above": ("印在刊名上方的机关，几个写成列表", "中共云溪县委"),
    "number_form": (
        "期号格式，写成列表则分行；可用 {year} {number} {total} {kind} {year_zh} {number_zh} {total_zh}",
        "{year}年第{number}期（总第{total}期）",
    ),
    "secrecy": ("密级和期限", "秘密★1年"),
    "urgency": ("紧急程度", "特急"),
    "copy_number": ("份号，6 位，要加引号", "000012"),
    "note": ("右上角的标注", "内部资料 注意保存"),
    "signer": ("签发人，几人写成列表", "某某某"),
    "heading": ("要目的标题，默认“本期要目”", "本期要目"),
    "marker": ("每条前面的符号", "★"),
    "page_numbers": ("写“否”则不标页码", "是"),
    "grouped": ("写“是”则按【栏目】分组", "是"),
    "entries": ("自己写条目；不写则由各篇标题生成", None),
    "article": ("这一条指第几篇文章", 1),
    "kicker": ("标题上方的小题", "乡村振兴"),
    "title": ("标题，用 | 标出换行处", "扬州工作组拉开民族交流交往序幕|绽放民族团结之花"),
    "subtitle": ("标题下方的小题", "来自梅岭乡的调查"),
    "contents_title": ("要目里的写法与标题不同时写", None),
    "column": ("栏目", "工作动态"),
    "byline": ("署名", "（市农业农村局供稿）"),
    "byline_at": ("署名在题下还是文末", "文末"),
    "source": ("信息来源", "市应急管理局"),
    "new_page": ("写“是”则从新的一页开始", "否"),
    "body": ("正文：写在 | 的下一行，段与段之间空一行；**加粗**，# 一级标题，表格和图片见说明", None),
    "label": ("标签，前面可加“本期”", "报"),
    "to": ("报送单位，一句话或列表", "市委、市政府领导同志"),
    "this_issue": ("写“是”则标签前加“本期”", "是"),
    "start": ("用本程序之前最后一期的年份、期号、总期号", None),
    "total_excludes": ("哪些种类不计总期号", "增刊"),
    "fonts": ("PDF 用的字体文件；embedded 表示只用自带字体", "embedded"),
    "docx_fonts": ("DOCX 里写的字体名", None),
    "even_last_page": ("写“是”则总页数凑成双数", "否"),
    "copies_at": ("共印份数排在版记末线之内还是之下", "版记内"),
    "xiaobiaosong": ("刊名、标题的字体", "字体/小标宋.ttf"),
    "fangsong": ("正文的字体", "字体/仿宋.ttf"),
    "kaiti": ("二级标题、署名、要目的字体", None),
    "heiti": ("一级标题、密级的字体", None),
    "songti": ("页码的字体", None),
    "latin": ("字母和数字的字体", None),
}


def schema() -> Schema:
    """The JSON Schema of an issue file."""
    parts: dict[str, type[BaseModel]] = {}
    waiting: list[type[BaseModel]] = [Issue]
    while waiting:
        part = waiting.pop()
        parts[part.__name__] = part
        inner = (shape.part for shape in shapes(part).values())
        waiting += [each for each in inner if each is not None and each.__name__ not in parts]
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
        "definitions": {name: _part(part) for name, part in sorted(parts.items()) if part is not Issue},
    }


def schema_text() -> str:
    """The JSON Schema as a file's text."""
    import json

    return json.dumps(schema(), ensure_ascii=False, indent=2)


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
        about, example = _ABOUT[name]
        described |= {"title": ZH[name], "description": about}
        if example is not None:
            described["examples"] = [example]
        for key in _both(name):
            properties[key] = described
    made: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    if part is Imprint:
        properties |= _imprint()
    if needed := _required(part):
        made["allOf"] = [_either(name) for name in needed]
    return made


def _imprint() -> Schema:
    """The keys of 印发 by their own names."""
    return {
        key: {**_field(Imprint, name, shapes(Imprint)[name]), "title": key, "description": key}
        for key, name in IMPRINT.items()
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
    properties: Schema = {key: {"type": "string", "description": _ABOUT["file"][0]} for key in _both("file")}
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
        return {"enum": [*dict.fromkeys(words), *([None] if empty else [])]}  # editors refuse a word twice
    if date in bases:
        figures = "[0-9]{4}(-[0-9]{1,2}-[0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}日|[./][0-9]{1,2}[./][0-9]{1,2})"
        pattern = rf"^\s*({figures}|{HAN_DATE})\s*$"
        return {"type": ["string", *empty], "pattern": pattern}
    if int in bases or float in bases:
        kind, digits = ("number", "[0-9]+(\\.[0-9]+)?") if float in bases else ("integer", "[0-9]{1,9}")
        before, after = COUNTED.get(name, ("", ""))
        pattern = rf"^\s*{before}{digits}{after}\s*$"
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
        | _imprint()
        | {
            before + label: {
                **_recipients(),
                "title": before + label,
                "description": f"“{before + label}”一行的单位，一句话或列表",
                "examples": [_ABOUT["to"][1]],
            }
            for label in labels
            for before in ("", THIS_ISSUE)
        }
    )
