"""Values read from an issue file → `Issue`: one bulletin as its clerk defined it, checked and frozen.

Knows nothing of the rest of the project but its vocabulary. Numbers, dates and yes/no values may be given as
text, as a YAML file holds them (`"9"`, `2017年4月11日`, `是`); everything else is strict and unknown keys are
errors. Body markup is parsed by the reading room, which hands over `Body`: paragraphs, headings, tables and
pictures, each knowing where in the file it stands.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable
from datetime import date as Date
from typing import Annotated, Any, Final, Literal

from msgspec import Struct
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

MAIN_KIND: Final = "正刊"
SUPPLEMENT_KIND: Final = "增刊"
MAX_TEXT: Final = 200_000  # characters of one body; a bulletin of 400 pages has about 250,000 in all
MAX_LINE: Final = 500  # characters of a title, an organ, a label …


# --- numbers: what an issue is officially called -----------------------------------------------------------------


class Numbers(Struct, frozen=True):
    """期号 `number` of `year` and 总期号 `total` (None for a kind that has no total)."""

    year: int
    number: int
    total: int | None = None

    def text(self, kind: str) -> str:
        """The default form: `2017年第9期（总第9期）`, `2017年增刊第1期`, `2017年专报第3期（总第41期）`."""
        total = f"（总第{self.total}期）" if self.total is not None else ""
        return f"{self.year}年{'' if kind == MAIN_KIND else kind}第{self.number}期{total}"


class Held(Struct, frozen=True):
    """What the register holds of one issue of a series and kind, as far as numbering asks.

    `date` is None for a void entry: it keeps its numbers and no longer binds the order of dates. `name` is how
    messages call the issue (its title and file).
    """

    numbers: Numbers
    date: Date | None
    name: str = ""


def chinese_date(date: Date) -> str:
    """2017年4月11日 (GB/T 9704-2012 7.3.5.4: full year, no leading zeros)."""
    return f"{date.year}年{date.month}月{date.day}日"


# --- body: what the markup becomes ------------------------------------------------------------------------------


class Span(Struct, frozen=True):
    r"""A stretch of text of one kind; `bold` is a run-in lead. A `"\n"` in `text` is a break the clerk asked for.

    `link` is a URL, or `#` and the number of a note of the same body.
    """

    text: str
    bold: bool = False
    link: str = ""


class Inline(Struct, frozen=True):
    """Spans in order, and for each character of their joined text its offset in the value it was written in.

    `offsets` counts characters (not bytes) from the start of the body's text; it is empty where the text
    was not read from a file.
    """

    spans: tuple[Span, ...]
    offsets: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The characters of all spans, as they will be set."""
        return "".join(span.text for span in self.spans)


class Paragraph(Struct, frozen=True):
    """A paragraph of running text; `within` is the depth of the list item that it goes on with, None for none."""

    inline: Inline
    within: int | None = None


class Heading(Struct, frozen=True):
    """A level heading: `level` 1 to 4 for 一、（一）1.（1）. The number is part of the text, as the clerk wrote it.

    A numbered lead with text after it in the same paragraph is a `Paragraph`.
    """

    level: int
    inline: Inline


class ListItem(Struct, frozen=True):
    """An item of a list, set as a paragraph; `marker` such as `1.` or `•`; `depth` counts from 0.

    `quoted`: the list stands in a quotation.
    """

    marker: str
    depth: int
    inline: Inline
    quoted: bool = False


class Quote(Struct, frozen=True):
    """A quoted paragraph (引文)."""

    inline: Inline


class Picture(Struct, frozen=True):
    """A picture file with its caption and credit. `path` as written, relative to the issue's folder.

    `width_mm` 0 = as wide as fits; `alt` falls back to the caption.
    """

    path: str
    caption: str = ""
    credit: str = ""
    alt: str = ""
    width_mm: float = 0
    offset: int = 0


class Figure(Struct, frozen=True):
    """One picture alone, or two or three side by side."""

    pictures: tuple[Picture, ...]


class Cell(Struct, frozen=True):
    """A cell of a table; spans count the columns and rows it covers; `align` is '', 'left', 'center' or 'right'.

    `indent` is how many characters its text is set in.
    """

    inline: Inline
    column_span: int = 1
    row_span: int = 1
    align: str = ""
    indent: int = 0


class Table(Struct, frozen=True):
    """A table: `head` and `rows` hold only the cells that begin in each row; `columns` is the column count."""

    columns: int
    head: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: Inline | None = None
    unit: Inline | None = None
    note: Inline | None = None
    offset: int = 0


class Note(Struct, frozen=True):
    """A numbered note to the text, set at the end of its article; `number` counts from 1."""

    number: int
    inline: Inline


class Separator(Struct, frozen=True):
    """A break between two passages (`---`): one blank row."""


Block = Paragraph | Heading | ListItem | Quote | Figure | Table | Note | Separator


class Body(Struct, frozen=True):
    """A text with markup, as written (`source`) and as blocks in reading order."""

    source: str
    blocks: tuple[Block, ...]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.is_instance_schema(cls)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "maxLength": MAX_TEXT}


# --- values as a clerk writes them --------------------------------------------------------------------------------

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|年(\d{1,2})月(\d{1,2})日|[./](\d{1,2})[./](\d{1,2}))")
HAN_DATE: Final = "[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
_HAN_DIGITS: Final[dict[str, int]] = dict(zip("〇○零一二三四五六七八九", (0, 0, *range(10)), strict=True))
COUNTED: Final = {
    "year": ("", "年?"),
    "number": ("第?", "期?"),
    "total": ("(?:总?第)?", "期?"),
    "copies": ("共?印?", "份?"),
}
"""The words that a number may be written with, as it is printed: `第9期`, `总第209期`, `共印150份`."""
_BOTH_NUMBERS: Final = r"(?:[0-9]{4}年)?第?([0-9]{1,9})期?[（(]总?第?([0-9]{1,9})期?[）)]"
_YES = frozenset({"是", "true", "True", "TRUE", "yes", "Yes"})
_NO = frozenset({"否", "false", "False", "FALSE", "no", "No"})
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def _text(value: object) -> object:
    if not isinstance(value, str):
        if value is None:
            raise PydanticCustomError("M006", "empty")
        raise PydanticCustomError("M001", "text", {"found": _kind_of(value)})
    if found := _SURROGATE.search(value):
        raise PydanticCustomError("M008", "surrogate", {"char": f"U+{ord(found[0]):04X}"})
    if found := _CONTROL.search(value):
        raise PydanticCustomError(
            "M007", "control", {"char": f"U+{ord(found[0]):04X}", "offset": found.start()}
        )
    if not value.strip():
        raise PydanticCustomError("M006", "empty")
    return value


def _kind_of(value: object) -> str:
    if isinstance(value, dict):
        return "一组键值"
    if isinstance(value, (list, tuple)):
        return "一个列表"
    return f"“{value}”"


def _line(value: object) -> object:
    value = _text(value)
    if isinstance(value, str) and len(value) > MAX_LINE:
        raise PydanticCustomError("M009", "long", {"length": len(value), "limit": MAX_LINE})
    return value


def _whole(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value.strip()):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise PydanticCustomError("M002", "whole number", {"value": str(value)})


def _counted(name: str) -> Callable[[object], object]:
    before, after = COUNTED[name]

    def whole(value: object) -> object:
        if not isinstance(value, str) or value.isascii():
            return _whole(value)
        if found := re.fullmatch(f"{before}([0-9]{{1,9}}){after}", value.strip()):
            return int(found[1])
        if found := re.fullmatch(_BOTH_NUMBERS, value.strip()):
            raise PydanticCustomError(
                "M018", "both numbers", {"value": value, "number": found[1], "total": found[2]}
            )
        return _whole(value)

    return whole


def _han_number(text: str) -> int:
    """二十一 → 21; 0 for what is no number below 100."""
    tens, ten, ones = text.rpartition("十")
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return _HAN_DIGITS.get(ones, 0) + (_HAN_DIGITS.get(tens, 1) * 10 if ten else 0)


def _date(value: object) -> object:
    if type(value) is Date:
        return value
    text = value.strip() if isinstance(value, str) else ""
    if text[:1] in _HAN_DIGITS and re.fullmatch(HAN_DATE, text):
        digits, month, day = re.split("[年月日]", text)[:3]
        digits = "".join(str(_HAN_DIGITS[char]) for char in digits)
        text = f"{digits}-{_han_number(month)}-{_han_number(day)}"
    if found := _DATE.fullmatch(text):
        year, *rest = (int(part) for part in found.groups() if part)
        try:
            return Date(year, *rest)
        except ValueError:
            pass
    raise PydanticCustomError("M003", "date", {"value": str(value)})


def _flag(value: object) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in _YES | _NO:
        return value in _YES
    raise PydanticCustomError("M004", "yes or no", {"value": str(value)})


def _several(value: object) -> object:
    return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else value


Text = Annotated[str, BeforeValidator(_text)]
Line = Annotated[str, BeforeValidator(_line)]
Whole = Annotated[int, BeforeValidator(_whole)]
Year = Annotated[int, BeforeValidator(_counted("year"))]
Number = Annotated[int, BeforeValidator(_counted("number"))]
Total = Annotated[int, BeforeValidator(_counted("total"))]
Copies = Annotated[int, BeforeValidator(_counted("copies"))]
Day = Annotated[Date, BeforeValidator(_date)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(_several)]


class _Part(BaseModel):
    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        defer_build=True,  # `Issue` alone validates: its parts need no validators of their own
    )


# --- the parts of an issue, from top to bottom ---------------------------------------------------------------------


class NamePart(_Part):
    """One part of the masthead's name, with a size of its own in points (0 = chosen to fit)."""

    text: Line
    size: Annotated[float, BeforeValidator(lambda v: float(v) if isinstance(v, (str, int)) else v)] = Field(
        default=0, ge=0, le=120
    )


def _name_parts(value: object) -> object:
    if isinstance(value, str):
        return ({"text": value},)
    if isinstance(value, dict):
        return (value,)
    if isinstance(value, (list, tuple)):
        items: Iterable[Any] = value
        return tuple({"text": item} if isinstance(item, str) else item for item in items)
    return value


def _number_form(value: object) -> object:
    forms = _several(value)
    for form in forms if isinstance(forms, tuple) else ():
        try:
            fields = [name for _, name, _, _ in string.Formatter().parse(str(form)) if name is not None]
        except ValueError:
            fields = [str(form)]
        for name in fields:
            if name not in NUMBER_FORM_FIELDS:
                raise PydanticCustomError("M010", "number form", {"field": name})
    return forms


NUMBER_FORM_FIELDS: Final = ("year", "number", "total", "kind", "year_zh", "number_zh", "total_zh")


def _copy_number(value: object) -> object:
    if isinstance(value, (str, int)) and re.fullmatch(r"[0-9]{1,6}", str(value)):
        return str(value).zfill(6)
    raise PydanticCustomError("M011", "copy number", {"value": str(value)})


class Masthead(_Part):
    """报头: all optional. `name` replaces the series' name as printed, in one or several parts, a line each."""

    name: Annotated[tuple[NamePart, ...], BeforeValidator(_name_parts)] = ()
    organ_above: Lines = ()
    number_form: Annotated[Lines, BeforeValidator(_number_form)] = ()
    secrecy: Line | None = None
    urgency: Line | None = None
    copy_number: Annotated[str, BeforeValidator(_copy_number)] | None = None
    note: Lines = ()
    signer: Lines = ()


class ContentsEntry(_Part):
    """An entry written by hand; `article` (from 1) is the article whose page it shows, None = the next one in order."""

    title: Line
    article: Whole | None = Field(default=None, ge=1)
    column: Line | None = None


def _entries(value: object) -> object:
    if isinstance(value, (list, tuple)):
        items: Iterable[Any] = value
        return tuple({"title": item} if isinstance(item, str) else item for item in items)
    return value


class Contents(_Part):
    """要目. Entries left out are made from the articles; `grouped` puts 【栏目】 lines between them."""

    heading: Line = "本期要目"
    marker: Line | None = None
    page_numbers: Flag = True
    grouped: Flag = False
    entries: Annotated[tuple[ContentsEntry, ...], BeforeValidator(_entries)] = ()


class Article(_Part):
    """One article. `|` in a title is where the clerk wants it broken."""

    kicker: Line | None = None
    title: Line
    subtitle: Line | None = None
    contents_title: Line | None = None
    column: Line | None = None
    byline: Line | None = None
    byline_at: Literal["题下", "文末"] = "文末"
    source: Line | None = None
    editor_note: Body | None = None
    abstract: Body | None = None
    new_page: Flag = False
    body: Body


class Attachment(_Part):
    """附件: stands on a new page after the articles, before the colophon."""

    title: Line
    body: Body


class Recipients(_Part):
    """One labelled line of the distribution block.

    `to` holds groups joined by ，; a group that is itself a list is joined by 、. `this_issue` sets 本期 before
    the label.
    """

    label: Line
    to: Annotated[tuple[Line | Lines, ...], BeforeValidator(_several)] = Field(min_length=1)
    this_issue: Flag = False

    @property
    def text(self) -> str:
        """The recipients as one sentence, ending with 。 (GB/T 9704 7.4.2)."""
        groups = (group if isinstance(group, str) else "、".join(group) for group in self.to)
        return "，".join(group.strip().rstrip("。") for group in groups) + "。"


class Imprint(_Part):
    """印发机关 and 印发日期."""

    organ: Line | None = None
    date: Day | None = None


def _one_or_more(value: object) -> object:
    return (value,) if isinstance(value, dict) else tuple(value) if isinstance(value, list) else value


class Start(_Part):
    """Where a kind stood when jianbao took it over: the last number given before, in `year`, and the last total."""

    kind: Line = MAIN_KIND
    year: Year = Field(ge=1949, le=2200)
    number: Number = Field(ge=0, le=9999)
    total: Total | None = Field(default=None, ge=0, le=999999)


class Numbering(_Part):
    """How the series counts; each kind counts for itself, `start` holding at most one entry a kind.

    Kinds in `total_excludes` have no total.
    """

    start: Annotated[tuple[Start, ...], BeforeValidator(_one_or_more)] = ()
    total_excludes: Lines = ()


class Faces(_Part):
    """A font file (`path` or `path#index`) for a role, or in `docx_fonts` the face's name."""

    xiaobiaosong: Line | None = None
    fangsong: Line | None = None
    kaiti: Line | None = None
    heiti: Line | None = None
    songti: Line | None = None
    latin: Line | None = None


class Layout(_Part):
    """Choices of the house. `fonts: embedded` uses only the faces that travel with jianbao."""

    fonts: Literal["embedded"] | Faces = Faces()
    docx_fonts: Faces = Faces()
    even_last_page: Flag = False
    copies_at: Literal["版记内", "版记下"] = "版记内"


def _contents(value: object) -> object:
    if isinstance(value, str) and value in _YES | _NO:
        value = value in _YES
    return {} if value is True else None if value is False else value


class Issue(_Part):
    """One bulletin. `year` defaults to the year of `date`; numbers left out come from the register."""

    id: Line | None = None
    series: Line
    kind: Line = MAIN_KIND
    numbered: Flag = True
    year: Year | None = Field(default=None, ge=1949, le=2200)
    number: Number | None = Field(default=None, ge=1, le=9999)
    total: Total | None = Field(default=None, ge=1, le=999999)
    date: Day
    organ: Lines = Field(min_length=1)
    masthead: Masthead = Masthead()
    contents: Annotated[Contents | None, BeforeValidator(_contents)] = Contents()
    editor_note: Body | None = None
    abstract: Body | None = None
    articles: Annotated[tuple[Article, ...], BeforeValidator(_several)] = Field(min_length=1)
    attachments: Annotated[tuple[Attachment, ...], BeforeValidator(_several)] = ()
    distribution: Annotated[tuple[Recipients, ...], BeforeValidator(_several)] = ()
    copies: Copies | None = Field(default=None, ge=1, le=999999)
    staff: dict[Line, Line] = Field(default_factory=dict[str, str])
    print: Imprint | None = None
    numbering: Numbering = Numbering()
    layout: Layout = Layout()

    @model_validator(mode="after")
    def _total_not_below_number(self) -> Issue:
        if self.number is not None and self.total is not None and self.total < self.number:
            raise PydanticCustomError("M012", "total", {"total": self.total, "number": self.number})
        return self

    @property
    def numbered_year(self) -> int:
        """The year that the number counts in."""
        return self.year if self.year is not None else self.date.year
