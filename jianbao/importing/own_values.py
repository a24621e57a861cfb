"""What our own files show as a whole, and the words in their properties → the values of the issue."""

from __future__ import annotations

import re
from typing import Any, Final

from msgspec import Struct, field
from msgspec.structs import replace

from jianbao.importing.grammar import dated, number_line
from jianbao.importing.marks import BULLETS
from jianbao.importing.own_parts import (
    bare,
    listed,
    measure_of,
    natural,
    number_form,
    unbroken,
)
from jianbao.importing.parts import Article, Draft
from jianbao.language.numerals import value_of
from jianbao.model.numbers import Numbers

_PART: Final = re.compile(r"name\.(\d{1,2})\.(size|face)")
# numbers of a joint issue
_NUMERAL: Final = "([0-9]{1,6}|[〇零一二三四五六七八九十百千万]{1,11})"
_JOINT: Final = tuple(re.compile(f"{start}第{_NUMERAL}—{_NUMERAL}期") for start in ("(?<!总)", "总"))
_ATE: Final = re.compile(r"([ \u3000])\|")
_FACES: Final = frozenset({"xiaobiaosong", "fangsong", "kaiti", "heiti", "songti", "latin"})


class Shown(Struct):
    """What was read of one file so far, besides what stands in its draft already.

    `names` are the parts of the name, of which `pictured` has the pictures by their place; `entries` the words of each
    entry of the contents, the article that it leads to (0 = none) and the column over it; `numbered` the articles by the
    numbers of their anchors; `enclosures` the words by the article's place; `copies_last`: the copies stand below the
    last rule.
    """

    draft: Draft
    properties: dict[str, str]
    choices: dict[str, str]
    names: list[str] = field(default_factory=list[str])
    pictured: dict[int, str] = field(default_factory=dict[int, str])
    number_lines: list[str] = field(default_factory=list[str])
    contents: dict[str, Any] = field(default_factory=dict[str, Any])
    entries: list[tuple[str, int, str]] = field(default_factory=list[tuple[str, int, str]])
    numbered: dict[int, Article] = field(default_factory=dict[int, Article])
    enclosures: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    copies_last: bool = False

    @property
    def exact(self) -> bool:
        """Whether, where a line ends, the blank that it ate stands before its end: the first version tells no choices."""
        return bool(self.choices)

    @property
    def values(self) -> dict[str, Any]:
        """The values of the draft."""
        return self.draft.values

    @property
    def masthead(self) -> dict[str, Any]:
        """Those of its masthead."""
        held: dict[str, Any] = self.draft.values.setdefault("masthead", {})
        return held


def finish(shown: Shown) -> Draft:
    """The draft of what was read, with the words of the properties."""
    keywords = shown.properties.get("keywords", "").split("；")
    name = "".join(shown.names)
    series = shown.properties.get("category") or name
    shown.values["series"] = series
    if shown.names != [series]:
        shown.masthead["name"] = list(shown.names)
    _numbers(shown, keywords, name, series)
    _contents(shown)
    _chosen(shown, name)
    for index, words in shown.enclosures:
        if shown.draft.articles:
            shown.draft.articles[index].enclosures.append(words)
    if shown.draft.attachments and shown.draft.articles:
        # the attachments are listed behind what the last article encloses
        del shown.draft.articles[-1].enclosures[-len(shown.draft.attachments) :]
    if shown.copies_last and {"distribution", "staff", "print"} & set(shown.values):
        shown.values.setdefault("layout", {})["copies_at"] = "版记下"
    for article in (*shown.draft.articles, *shown.draft.attachments):
        article.body[:] = map(natural, article.body)
    shown.draft.values = {key: value for key, value in shown.values.items() if value != {}}
    shown.draft.shown.clear()
    return shown.draft


def _chosen(shown: Shown, name: str) -> None:
    """Take in what the file tells of choices that no page shows."""
    if identifier := shown.properties.get("identifier"):
        shown.values["id"] = identifier
    parts: list[Any] = [{"text": text} for text in shown.masthead.get("name", [])] or [{"text": name}]
    for place, path in shown.pictured.items():
        if place < len(parts):
            parts[place]["picture"] = path
    _lines_of_titles(shown)
    for key, value in shown.choices.items():
        group, _, rest = key.partition(".")
        at, _, last = rest.partition(".")
        if group == "articles" and last == "new_page" and at.isdecimal():
            if int(at) in shown.numbered:
                shown.numbered[int(at)].new_page = True
        elif key == "contents.grouped" and shown.values.get("contents") is not False:
            shown.values.setdefault("contents", {})["grouped"] = True
        elif key == "masthead.rule" and value in ("双线", "五角星"):
            shown.masthead["rule"] = value
        elif group == "layout" and last in _FACES:
            shown.values.setdefault("layout", {}).setdefault("docx_fonts", {})[last] = value
        elif group == "layout" and at in ("even_last_page", "continued", "embed_fonts"):
            shown.values.setdefault("layout", {})[at] = True
        elif (found := _PART.fullmatch(rest)) and int(found[1]) < len(parts):
            parts[int(found[1])][found[2]] = measure_of(value) if found[2] == "size" else value
    if any(len(part) > 1 for part in parts):
        shown.masthead["name"] = [part if len(part) > 1 else part["text"] for part in parts]


def _lines_of_titles(shown: Shown) -> None:
    """Leave to the layout where lines of titles end that nobody chose."""
    if (stated := shown.choices.get("titles.lines")) is None:
        return
    attached = {f"a{number}": each for number, each in enumerate(shown.draft.attachments, 1)}
    for number, article in (*shown.numbered.items(), *attached.items()):
        for name in ("kicker", "title", "subtitle"):
            text = getattr(article, name)
            if f"{number}.{name}" not in stated.split():
                setattr(article, name, unbroken(text, exact=shown.exact))
            else:
                # an end that ate a blank is the layout's beside those that somebody chose
                setattr(article, name, _ATE.sub(r"\1", text))


def _numbers(shown: Shown, keywords: list[str], name: str, series: str) -> None:
    year = number = total = None
    kind = "正刊"
    for word in keywords:
        if found := re.fullmatch(r"(\d{4})年第(\d+)期", word):
            year, number = int(found[1]), int(found[2])
        elif found := re.fullmatch(r"总第(\d+)期", word):
            total = int(found[1])
        elif word not in (name, series) and not dated(word):
            kind = word
    printed = [line.removesuffix("（草稿）") for line in shown.number_lines]
    joint = _joint(shown, "".join(printed), total)
    if joint is not None:
        number, total = joint
    found_line = number_line("".join(printed)) if joint is None else None
    if found_line is not None and found_line.number is not None:
        # somebody may have written another number in Word: what is printed holds
        if found_line.total is not None or found_line.number != number:
            total = found_line.total
        number = found_line.number
        year = found_line.year or year
    if kind != "正刊":
        shown.values["kind"] = kind
    if number is None:
        shown.values["numbered"] = False
        return
    shown.values.update({"number": number} | ({"total": total} if total is not None else {}))
    when = shown.values.get("date")
    if year is not None and (when is None or when.year != year):
        shown.values["year"] = year
    numbers = Numbers(
        year or 0, number, total, shown.values.get("number_last"), shown.values.get("total_last")
    )
    _form(shown, printed, numbers, kind)


def _form(shown: Shown, printed: list[str], numbers: Numbers, kind: str) -> None:
    """Take in how the number line is written, where it is not as usual."""
    untold = kind != "正刊" and numbers.total is not None
    if untold and printed == [replace(numbers, total=None).text(kind)]:
        # it has a total that is not printed, as where the kind has none
        shown.values["numbering"] = {"total_excludes": [kind]}
    elif printed and printed != [numbers.text(kind)]:
        forms = shown.masthead["number_form"] = [number_form(line, numbers) for line in printed]
        if not any("{number" in form for form in forms):
            # somebody wrote a line in Word that says no number: that of the properties is no longer printed
            shown.draft.doubt("number", 0, "doubt_told_by", "".join(printed))


def _joint(shown: Shown, printed: str, told: int | None) -> tuple[int, int | None] | None:
    """The first number and total of a joint issue, whose last ones are taken in; None for any other.

    `told` is the total by the keywords, which a number line need not print.
    """
    found, totals = (pattern.search(printed) for pattern in _JOINT)
    first, last = (0, 0) if found is None else map(_value, found.groups())
    if last <= first:
        return None
    shown.values["number_last"] = last
    total, total_last = told, None if told is None else told + last - first
    if totals is not None:
        total, total_last = map(_value, totals.groups())
    if total_last is not None:
        shown.values["total_last"] = total_last
    return first, total


def _value(written: str) -> int:
    return int(written) if written.isascii() else value_of(written) or 0


def _contents(shown: Shown) -> None:
    articles = shown.draft.articles
    if not shown.entries:
        if len(articles) > 1:
            shown.values["contents"] = False
        return
    marks = {words[:1] for words, _, _ in shown.entries}
    marker = marks.pop() if len(marks) == 1 else ""
    if marker and (marker in BULLETS or (not marker.isalnum() and marker not in "“《「（【")):
        shown.contents["marker"] = marker
        shown.entries = [(words[1:].lstrip(), number, column) for words, number, column in shown.entries]
    own = listed(articles)
    plain = len(articles) > 1 and [number for _, number, _ in shown.entries] in (own, [0] * len(own))
    if plain and not any(
        column and column != articles[at - 1].column
        for at, (_, _, column) in zip(own, shown.entries, strict=True)
    ):
        for at, (words, _, column) in zip(own, shown.entries, strict=True):
            article = articles[at - 1]
            if bare(words) != bare(article.title or article.column):
                article.contents_title = words
            if column:
                shown.contents["grouped"] = True
    else:
        shown.contents["entries"] = [
            {"title": words}
            | ({"article": number} if number else {})
            | ({"column": column} if column else {})
            for words, number, column in shown.entries
        ]
    if shown.contents.get("heading") == "本期要目":
        del shown.contents["heading"]
    if shown.contents.get("page_numbers"):
        del shown.contents["page_numbers"]
    if shown.contents:
        shown.values["contents"] = shown.contents
