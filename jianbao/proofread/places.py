"""The places of an issue → what one of them tells otherwise than another: titles and texts, two articles, the note above them, the colophon.

Titles are held against their texts word by word; figures, ordinals and days of all places against each other where the words
beside them are the same. Which place is wrong is not known: what stands rarer is told, of a title and its text both. All are hints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, combinations
from typing import Final, cast

from jianbao.errors import Level, Severity
from jianbao.proofread.agreement import NOTES, head_otherwise, office_otherwise, otherwise
from jianbao.proofread.amounts import alike
from jianbao.proofread.digits import NO_UNITS
from jianbao.proofread.facts import Fact, facts, pairs_of, told_twice
from jianbao.proofread.nearly import one_apart
from jianbao.proofread.rule import CUSTOM, HAN, Pattern, Rule
from jianbao.proofread.view import HEADLINES, PROSE, Hit, Role, Segment, Sheet

# --- the figures of a title ---------------------------------------------------------------------------------------------------

_MORE = Pattern("(?:超过?|突破|[逾过破]|高于|多达)$")
_ROUGHLY: Final = tuple("余多以")
_GROWN = Pattern("(?:增[长加](?!值)|减少|下降|[多少快])[^，]{0,2}$")
# below it a title rounds nothing
_FEW: Final = 100
# figures in a row that a title may sum up
_MOST_PARTS: Final = 6


def _bears_out(said: Fact, body: Sequence[Fact]) -> bool:
    """Whether one figure of a text, some in a row together, or the rest of two are what its title says."""
    assert said.figure is not None
    scale, slack = said.figure.scale, said.figure.slack
    digits = f"{said.value / scale:.10g}".rstrip("0").rstrip(".")
    step = scale * 10.0 ** (len(f"{said.value / scale:.0f}") - len(digits.replace(".", "")))
    # 20台 is no round figure
    few = scale == 1 and said.value < _FEW and said.kind not in NO_UNITS
    step = max(step, slack * 2) if "." not in digits and not few else slack * 2
    more = _MORE.search(said.figure.clause) or said.behind.startswith(_ROUGHLY)
    low, high = (
        (said.value - slack, said.value + step) if more else (said.value - step / 2, said.value + step / 2)
    )
    own = [each for each in body if each.kind == said.kind]
    values = [each.value for each in own]
    made = [*values]
    if said.kind != "±":
        parts = [each.value for each in own if not _GROWN.search(each.before)]
        ends = combinations(range(len(parts) + 1), 2)
        made += [sum(parts[at:end]) for at, end in ends if end - at <= _MOST_PARTS]
        made += [abs(one - two) for one, two in combinations(values, 2)]
    return any(low - 1e-6 <= each <= high + 1e-6 for each in made)


# a figure of a title, that of the text which is of the same thing, how sure it is that one of them is wrong
Unlike = tuple[Fact, Fact, Level | None]


def _of_titles(sheet: Sheet) -> list[Unlike]:
    """The figures of titles that the texts below do not bear out."""
    if "titles" not in sheet.memo:
        titles = (title for title in sheet.of(Role.TITLE) if title.location[0] == "articles")
        sheet.memo["titles"] = [each for title in titles for each in _not_borne_out(sheet, title)]
    return cast("list[Unlike]", sheet.memo["titles"])


def _not_borne_out(sheet: Sheet, title: Segment) -> Iterator[Unlike]:
    told = [(fact, fact.figure) for fact in facts(title) if fact.figure and fact.value]
    body = [fact for each in _below(sheet, title) for fact in facts(each)] if told else []
    pairs = pairs_of(title.text)
    for said, figure in told:
        own = [each for each in body if each.kind == said.kind and not _GROWN.search(each.before)]
        if not own or _bears_out(said, body):
            continue
        other = max(own, key=lambda each: (len(each.pairs & pairs), -each.start))
        ratio = abs(other.value / said.value)
        sole = len(own) == 1 and alike(figure.clause, other.before) and 0.2 < ratio < 5
        if sole or (other.pairs & pairs and 0.4 < ratio < 2.5):
            yield said, other, None if sole else Level.HINT


def _below(sheet: Sheet, title: Segment) -> list[Segment]:
    """The texts of a title's article."""
    at = (*title.location[:2], "body")
    return [each for each in sheet.segments if each.location == at and each.role in PROSE]


def title_figure(sheet: Sheet) -> Iterator[Hit]:
    """接待游客62万人次 above, 60.2万人次 below; 突破900万立方米 above 860万立方米."""
    for said, other, level in _of_titles(sheet):
        yield said.hit(other.text, level)


# --- a title and its text ---------------------------------------------------------------------------------------------------

_TIMES: Final = (
    Pattern(r"20\d\d年(?!度)"),
    Pattern(r"20\d\d年度"),
    Pattern(r"前三季度|[一二三四]季度|[上下]半年|(?<![\d—-])(?:1[至—~～-])?\d{1,2}月(?![\d底末上中下初])"),
)
_LOOKS_BACK = Pattern("总结|回顾|比|较|去年|上年|表彰|通报")
_DIGITS: Final = r"\d[\d.]*"
_HAN_DIGITS: Final = "[一二三四五六七八九十百两首]+"
_NUMBER = Pattern(f"{_DIGITS}|{_HAN_DIGITS}")
# characters before and behind a number that two places have alike
_BESIDE: Final = ((4, 1), (3, 2), (2, 3), (0, 4))
# of a title, a text below it, of that text
Otherwise = tuple[re.Match[str], Segment, re.Match[str]]


_PERIODS: Final = {"一季度": "1—3月", "二季度": "4—6月", "上半年": "1—6月", "前三季度": "1—9月"}


def _period(time: str) -> str:
    """A period by its months: 1—3月 for 一季度 and 1至3月."""
    return _PERIODS.get(time) or re.sub("[至～~-]", "—", time)


def _times_below(title: str, texts: Sequence[Segment]) -> Iterator[Otherwise]:
    """2025年城乡居民医保 above 2024年城乡居民医保, 上半年 above 1—5月."""
    for pattern in _TIMES:
        said = [*pattern.finditer(title)]
        once = len(said) == 1
        others = [(each, found) for each in texts for found in pattern.finditer(each.text)] if once else []
        times = [_period(found[0]) for _, found in others]
        if len(said) == len({*times[:2]}) == 1 and _period(said[0][0]) not in times:
            yield said[0], *others[0]


def _numbers_below(title: str, texts: Sequence[Segment]) -> Iterator[Otherwise]:
    """城北区第二小学开展演练 above 城北区第三小学开展演练."""
    for said in _NUMBER.finditer(title):
        start, end = said.span()
        sides = [
            (title[start - before : start], title[end : end + behind])
            for before, behind in _BESIDE
            if start >= before and (before or not start) and end + behind <= len(title)
        ]
        written = _DIGITS if said[0][0].isdecimal() else _HAN_DIGITS
        like = "|".join(rf"(?<={re.escape(one)}){written}(?={re.escape(two)})" for one, two in sides)
        as_said = title[max(start - 2, 0) : end + 1], title[max(start - 1, 0) : end + 2]
        if like and not any(each in segment.text for each in as_said for segment in texts):
            for segment in texts:
                for found in re.finditer(like, segment.text):
                    before = segment.text[max(found.start() - 6, 0) : found.start()]
                    # 5万 above 5.1万
                    if len(found[0]) == len(said[0]) and not _LOOKS_BACK.search(before):
                        yield said, segment, found


_TOWN = Pattern(f"(?:(?![全各和与及在到我本该]){HAN}){{2}}(?<![古乡城集小重村老大])(?:镇|街道|社区)")
_QUOTED = Pattern(f"“{HAN}+”")
_NUMERALS = Pattern(_HAN_DIGITS)


def _names_below(title: str, texts: Sequence[Segment]) -> Iterator[Otherwise]:
    """青阳镇 above a text that knows 青山镇 alone; “四看四查” above “三看三查”."""
    whole = "\n".join(each.text for each in texts)
    for named in (_TOWN, _QUOTED):
        for said in named.finditer(title):
            below = [(each, found) for each in texts for found in named.finditer(each.text)]
            like = [(each, found) for each, found in below if _are_alike(said[0], found[0])]
            if len({found[0] for _, found in like}) == 1 and said[0] not in whole:
                yield said, *like[0]


def _are_alike(one: str, two: str) -> bool:
    """Whether two towns differ by one character, or two stretches in quotation marks by their numerals."""
    bare = {_NUMERALS.compiled.sub("0", each) for each in (one, two)}
    return len(bare) == 1 if one[0] == "“" else one_apart(one, two) is not None


def _titles_otherwise(sheet: Sheet) -> Iterator[Hit]:
    """What the title of an article says otherwise than its text, or than the note above all: told at both places."""
    for figure, fact, _ in _of_titles(sheet):
        yield fact.hit(figure.text)
    notes = [each for each in sheet.segments if each.location[0] in NOTES]
    for title in sheet.of(*HEADLINES):
        body = _below(sheet, title)
        for found, segment, other in chain(
            _times_below(title.text, body),
            _numbers_below(title.text, body),
            _names_below(title.text, body),
            _numbers_below(title.text, notes),
        ):
            if segment in body or not any(found[0] in each.text for each in body):
                yield otherwise(title, *found.span(), other[0])
            yield otherwise(segment, *other.span(), found[0])


def told_elsewhere(sheet: Sheet) -> Iterator[Hit]:
    """All that one place tells otherwise than another."""
    told = {(id(said.segment), said.start) for said, *_ in _of_titles(sheet)}
    for tell in (_titles_otherwise, office_otherwise, head_otherwise, told_twice):
        for hit in tell(sheet):
            if (id(hit.segment), hit.start) not in told:
                told.add((id(hit.segment), hit.start))
                yield hit


RULES: Final = (
    Rule("P423", "title-figure", CUSTOM, sheet=title_figure),
    Rule("P524", "told-otherwise", CUSTOM, Severity.HINT, sheet=told_elsewhere),
)
