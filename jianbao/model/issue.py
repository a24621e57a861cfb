"""Values read from an issue file → `Issue`: one bulletin as its clerk defined it, checked and frozen.

Knows nothing of the rest of the project but its vocabulary. Numbers, dates and yes/no values may be given as
text, as a YAML file holds them (`"9"`, `2017年4月11日`, `是`); everything else is strict and unknown keys are
errors. Body markup is parsed by the reading room, which hands over `Body`: paragraphs, headings, tables and
pictures, each knowing where in the file it stands.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from jianbao.expressions import compiled
from jianbao.model.body import Body
from jianbao.model.numbers import MAIN_KIND
from jianbao.model.values import NO, YES, Copies, Day, Flag, Line, Lines, Number, Total, Whole, Year, several


class _Part(BaseModel):
    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        # `Issue` alone validates: its parts need no validators of their own
        defer_build=True,
    )


# --- the parts of an issue, from top to bottom ---------------------------------------------------------------------


class NamePart(_Part):
    """One part of the masthead's name, with a size of its own in points (0 = chosen to fit), in 小标宋 or another face.

    `|` in `text` is where the clerk wants it broken. A `picture` (题字) stands in its place; the text is then what is
    read out for it.
    """

    text: Line
    face: Literal["小标宋", "楷体", "黑体", "宋体", "仿宋"] = "小标宋"
    picture: Line | None = None
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


_PADDED: Final = compiled("0[1-6]")


def _number_form(value: object) -> object:
    forms = several(value)
    for form in forms if isinstance(forms, tuple) else ():
        try:
            parsed = [each for each in string.Formatter().parse(str(form)) if each[1] is not None]
        except ValueError:
            parsed = [("", str(form), "", None)]
        # A width may be any number: a form of twenty characters could ask for gigabytes. Padding to a few digits may stand.
        fields = [
            f"{name}!{turned}"
            if turned
            else f"{name}:{width}"
            if width and not _PADDED.fullmatch(width)
            else name
            for _, name, width, turned in parsed
        ]
        for name in fields:
            if name not in NUMBER_FORM_FIELDS:
                raise PydanticCustomError("M010", "number form", {"field": name})
    return forms


NUMBER_FORM_FIELDS: Final = (
    "year",
    "next_year",
    "month",
    "number",
    "total",
    "kind",
    "year_zh",
    "month_zh",
    "number_zh",
    "total_zh",
)


def _copy_number(value: object) -> object:
    if isinstance(value, (str, int)) and (
        found := re.fullmatch(r"([A-Za-z]{0,4}[.．]?\s?)([0-9]{1,6})", str(value))
    ):
        return found[1] + found[2].zfill(6)
    raise PydanticCustomError("M011", "copy number", {"value": str(value)})


class Masthead(_Part):
    """报头: all optional. `name` replaces the series' name as printed, in one or several parts, a line each.

    `rule` is how the red rule below is drawn: single, double (上粗下细) or with a star in its middle.
    """

    name: Annotated[tuple[NamePart, ...], BeforeValidator(_name_parts)] = ()
    organ_above: Lines = ()
    number_form: Annotated[Lines, BeforeValidator(_number_form)] = ()
    secrecy: Line | None = None
    urgency: Line | None = None
    copy_number: Annotated[str, BeforeValidator(_copy_number)] | None = None
    note: Lines = ()
    signer: Lines = ()
    rule: Literal["单线", "双线", "五角星"] = "单线"


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


class Signature(_Part):
    """落款 of a document (GB/T 9704-2012 7.3.5); several organs stand a line each. `seal`: room is left for one."""

    organ: Lines = ()
    date: Day | None = None
    seal: Flag = False


class Article(_Part):
    """One article. `|` in a title is where the clerk wants it broken.

    Short news goes without a title: it is known by `contents_title`, its run-in lead, or the column that it stands
    under. A document that is printed in the bulletin has `addressee`, `enclosures`, `signature` and `remark` (7.3.2,
    7.3.4–7.3.6); `date` stands below the title in brackets.
    """

    column: Line | None = None
    kicker: Line | None = None
    title: Line | None = None
    subtitle: Line | None = None
    contents_title: Line | None = None
    date: Day | None = None
    byline: Lines = ()
    byline_at: Literal["题下", "文末"] = "文末"
    source: Line | None = None
    addressee: Lines = ()
    new_page: Flag = False
    editor_note: Body | None = None
    abstract: Body | None = None
    body: Body
    enclosures: Lines = ()
    signature: Signature | None = None
    remark: Line | None = None

    @model_validator(mode="after")
    def _is_known_by_something(self) -> Article:
        if not self.headline:
            raise PydanticCustomError("untitled", "title")
        return self

    @property
    def headline(self) -> str:
        """What the article is called, on one line: its title, else what contents call it, its lead, its column."""
        name = self.title or self.contents_title or self.body.lead or self.column or ""
        return name.replace("|", "")


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
    to: Annotated[tuple[Line | Lines, ...], BeforeValidator(several)] = Field(min_length=1)
    this_issue: Flag = False

    @property
    def text(self) -> str:
        """The recipients as one sentence, ending with 。 (GB/T 9704 7.4.2)."""
        groups = (group if isinstance(group, str) else "、".join(group) for group in self.to)
        return "，".join(group.strip().rstrip("。，、；,;") for group in groups) + "。"


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

    Kinds in `total_excludes` have no total. The count begins anew with the month `first_month`: with 9 an issue of
    March 2026 counts in the school year of 2025. `print` 印发 says when an issue counts as released: 30 days after
    its date, or only when that is put on record.
    """

    start: Annotated[tuple[Start, ...], BeforeValidator(_one_or_more)] = ()
    total_excludes: Lines = ()
    first_month: Whole = Field(default=1, ge=1, le=12)
    print: Literal["30天", "登记"] = "30天"


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

    fonts: Literal["embedded"] | Faces = Faces.model_construct()
    docx_fonts: Faces = Faces.model_construct()
    even_last_page: Flag = False
    copies_at: Literal["版记内", "版记下"] = "版记内"
    continued: Flag = False
    embed_fonts: Flag = False


def _contents(value: object) -> object:
    if isinstance(value, str) and value in YES | NO:
        value = value in YES
    return {} if value is True else None if value is False else value


_SPAN: Final = compiled(r"(?:总?第)?\s*([0-9]{1,6})\s*期?\s*[-—–－~～至、]\s*(?:总?第)?\s*([0-9]{1,6})\s*期?")


class Issue(_Part):
    """One bulletin. `year` defaults to the year of `date`; numbers left out come from the register.

    A joint issue 合刊 takes the numbers from `number` to `number_last`, and the totals likewise.
    """

    id: Line | None = None
    series: Line
    kind: Line = MAIN_KIND
    numbered: Flag = True
    year: Year | None = Field(default=None, ge=1949, le=2200)
    number: Number | None = Field(default=None, ge=1, le=9999)
    number_last: Number | None = Field(default=None, ge=2, le=9999)
    total: Total | None = Field(default=None, ge=1, le=999999)
    total_last: Total | None = Field(default=None, ge=2, le=999999)
    date: Day
    organ: Lines = Field(min_length=1)
    words: Line | None = None
    masthead: Masthead = Masthead.model_construct()
    contents: Annotated[Contents | None, BeforeValidator(_contents)] = Contents.model_construct()
    editor_note: Body | None = None
    abstract: Body | None = None
    articles: Annotated[tuple[Article, ...], BeforeValidator(several)] = Field(min_length=1)
    attachments: Annotated[tuple[Attachment, ...], BeforeValidator(several)] = ()
    distribution: Annotated[tuple[Recipients, ...], BeforeValidator(several)] = ()
    copies: Copies | None = Field(default=None, ge=1, le=999999)
    staff: dict[Line, Line] = Field(default_factory=dict[str, str])
    print: Imprint | None = None
    numbering: Numbering = Numbering.model_construct()
    layout: Layout = Layout.model_construct()

    @model_validator(mode="before")
    @classmethod
    def _joint(cls, given: object) -> object:
        """`期号: 3—4` is a joint issue, as `期号: 3` with `末期号: 4`."""
        if not isinstance(given, Mapping):
            return given
        spans = {name: _SPAN.fullmatch(str(given.get(name, "")).strip()) for name in ("number", "total")}
        more = {
            f"{name}{end}": span[place]
            for name, span in spans.items()
            if span is not None and int(span[1]) < int(span[2])
            for end, place in (("", 1), ("_last", 2))
        }
        return {**given, **more} if more else given

    @model_validator(mode="after")
    def _total_not_below_number(self) -> Issue:
        if self.number is not None and self.total is not None and self.total < self.number:
            raise PydanticCustomError("M012", "total", {"total": self.total, "number": self.number})
        return self

    @property
    def numbered_year(self) -> int:
        """The year that the number counts in."""
        if self.year is not None:
            return self.year
        return self.date.year - (self.date.month < self.numbering.first_month)
