"""What an issue says twice and not alike: titles of articles, contents, the office that prints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from jianbao.language.han import all_han
from jianbao.proofread.rule import CUSTOM, Pattern, Rule
from jianbao.proofread.structure import differs_by_a_slip
from jianbao.proofread.view import Hit, Role, Segment, Sheet


def bare(title: str) -> str:
    """A title without marks and blanks, to be compared."""
    return re.sub(r"[\W_]+", "", title)


def same_title(sheet: Sheet) -> Iterator[Hit]:
    """Two articles with one title."""
    seen: set[str] = set()
    for segment in sheet.of(Role.TITLE):
        title = bare(segment.text)
        if segment.location[0] == "articles" and len(title) > 3:
            if title in seen:
                yield Hit(segment, 0, len(segment.text))
            seen.add(title)
    yield from _same_in_body(sheet)


# characters of a title, as a body may hold it on a line of its own
_SHORT: Final = range(6, 31)
_UNFINISHED: Final = "。；！？：，”"


def _lines_of_titles(segments: Sequence[Segment]) -> list[Segment]:
    """The lines of a body that may be titles: short ones without a mark at their end."""
    return [
        each
        for each in segments
        if each.role is Role.PARAGRAPH and len(each.text) in _SHORT and each.text[-1] not in _UNFINISHED
    ]


def _same_in_body(sheet: Sheet) -> Iterator[Hit]:
    """春耕备耕有序推进 over two texts of one body."""
    for segments in sheet.bodies():
        seen: set[str] = set()
        if not any(_CONTENTS.match(each.text) for each in segments):
            for segment in _lines_of_titles(segments):
                if segment.text in seen and all_han(segment.text):
                    yield Hit(segment, 0, len(segment.text))
                seen.add(segment.text)


_CONTENTS = Pattern("(?:本期)?(?:目录|要目|导读|看点)[：:]?$")
_NUMBER = Pattern(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、])")


def _entries_in_body(sheet: Sheet) -> Iterator[Hit]:
    """本期目录 with its entries in a body, and a title below that none of them names."""
    for segments in sheet.bodies():
        lines = _lines_of_titles(segments)
        start = next((at for at, each in enumerate(segments) if _CONTENTS.match(each.text)), None)
        if start is None:
            continue
        entries: list[str] = []
        for each in segments[start + 1 :]:
            title = _NUMBER.compiled.sub("", each.text)
            if title == each.text or title in entries:
                break
            entries.append(title)
        below = [each for each in lines if each in segments[start + 1 + len(entries) :]]
        titles = {_NUMBER.compiled.sub("", each.text): each for each in below}
        missing = [each for each in entries if each not in titles]
        strange = [titles[each] for each in titles if each not in entries]
        for entry, segment in zip(missing, strange, strict=False) if len(missing) < len(entries) else ():
            yield Hit(segment, 0, len(segment.text), params={"title": entry})


_ALIKE: Final = 0.5


def entry_reworded(sheet: Sheet) -> Iterator[Hit]:
    """An entry of the contents that says more or other than its article's title, by more than a slip."""
    yield from _entries_in_body(sheet)
    titles = [article.title.replace("|", "") for article in sheet.issue.articles if article.title]
    for segment in sheet.of(Role.CONTENTS):
        if segment.location[0] == "articles":
            continue
        entry = bare(segment.text)
        if not entry or any(bare(title) == entry or differs_by_a_slip(entry, title) for title in titles):
            continue
        best = max(titles, key=lambda title: SequenceMatcher(None, bare(title), entry).ratio(), default="")
        if best and SequenceMatcher(None, bare(best), entry).ratio() >= _ALIKE:
            yield Hit(segment, 0, len(segment.text), params={"title": best})


def printing_office(sheet: Sheet) -> Iterator[Hit]:
    """印发机关 that is like the office which issues, and yet not the same."""
    yield from _printing_in_body(sheet)
    issue = sheet.issue
    organ = issue.print.organ if issue.print is not None else None
    if not organ:
        return
    for segment in sheet.of(Role.NAME):
        if segment.location[0] == "print" and not any(
            organ == own or own in organ or organ in own for own in issue.organ
        ):
            like = [own for own in issue.organ if SequenceMatcher(None, own, organ).ratio() > 0.6]
            if like:
                yield Hit(segment, 0, len(segment.text), params={"other": like[0]})


_ISSUED = Pattern("编发(?:单位|机关)?[：:](?P<organ>[^，。；]{3,24})$")
_PRINTED = Pattern(
    r"印发(?:单位|机关)?[：:](?P<organ>[^，。；\d]{3,24})$|(?P<first>[^，。；\d\s]{4,24})[ \u3000]+\d{4}年\d{1,2}月\d{1,2}日印发$"
)


def _printing_in_body(sheet: Sheet) -> Iterator[Hit]:
    """编发：石桥镇党政办 and 印发：北湾乡党政办 in one body."""
    for segments in sheet.bodies():
        issued = [found["organ"] for each in segments if (found := _ISSUED.match(each.text))]
        for segment in segments if len(issued) == 1 else ():
            found = _PRINTED.match(segment.text)
            printed = found["organ"] or found["first"] if found else issued[0]
            if found and printed not in issued[0] and issued[0] not in printed:
                yield Hit(segment, *found.span(), params={"other": issued[0]})


RULES: Final = (
    Rule("P316", "same-title", CUSTOM, sheet=same_title),
    Rule("P317", "entry-reworded", CUSTOM, sheet=entry_reworded),
    Rule("P318", "printing-office", CUSTOM, sheet=printing_office),
)
