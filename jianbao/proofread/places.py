"""The places of an issue → what one of them tells otherwise than another: titles and texts, two articles, the note above them, the colophon.

Titles are held against their texts word by word; figures, ordinals and days of all places against each other where the words
beside them are the same. Which place is wrong is not known: what stands rarer is told, of a title and its text both. All are hints.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.language.han import all_han
from jianbao.language.words import is_verb, words
from jianbao.proofread.agreement import NOTES, head_otherwise, office_otherwise, otherwise
from jianbao.proofread.amounts import alike, number
from jianbao.proofread.facts import Fact, facts, pairs_of, told_twice
from jianbao.proofread.repeats import alike_from_start
from jianbao.proofread.rule import CUSTOM, Pattern, Rule
from jianbao.proofread.view import HEADLINES, PROSE, Hit, Role, Segment, Sheet

# --- the figures of a title ---------------------------------------------------------------------------------------------------

_MORE = Pattern("(?:超过?|突破|[逾过破]|高于|多达)$")
_LESS = Pattern("(?:近|接近|将近|不足|不到)$")
_ROUGHLY: Final = tuple("余多以")
_GROWN = Pattern("(?:增[长加](?!值)|减少|下降|[多少快])[^，]{0,2}$")


def _bears_out(said: Fact, body: Sequence[Fact]) -> bool:
    """Whether one figure of a text, some in a row together, or the rate or rest of two are what its title says."""
    assert said.figure is not None
    value, clause = said.value, said.figure.clause
    digits = f"{value / said.figure.scale:.10g}".rstrip("0").rstrip(".")
    step = said.figure.scale * 10.0 ** (
        len(f"{value / said.figure.scale:.0f}") - len(digits.replace(".", ""))
    )
    step = max(step, said.figure.slack * 2) if "." not in digits else said.figure.slack * 2
    low, high = value - step / 2, value + step / 2
    if _MORE.search(clause) or said.behind.startswith(_ROUGHLY):
        low, high = value, value + step
    elif _LESS.search(clause):
        low, high = value - step, value
    own = [each for each in body if each.kind == said.kind and each.figure]
    parts = [each for each in own if not _GROWN.search(each.before)]
    made = [each.value for each in own]
    made += [
        sum(each.value for each in parts[at:end]) for at in range(len(parts)) for end in range(at + 2, at + 7)
    ]
    made += [abs(one.value - two.value) for one in own for two in own]
    if said.kind == "%":
        made += [
            100 * one.value / two.value - extra
            for one in body
            for two in body
            if one.kind == two.kind and one.figure and two.value
            for extra in (0, 100)
        ]
        low, high = low - 0.05, high + 0.05
    if said.kind == "±":
        return any(low - 1e-6 <= each.value <= high + 1e-6 for each in own)
    return any(low - 1e-6 <= abs(each) <= high + 1e-6 for each in made)


def _of_titles(sheet: Sheet) -> list[tuple[Fact, Fact, Level | None]]:
    """Figures of titles that the texts below do not bear out, each with the figure of the text that is of the same thing."""
    if "titles" not in sheet.memo:
        found = sheet.memo["titles"] = list[tuple[Fact, Fact, Level | None]]()
        for title in sheet.of(Role.TITLE):
            body = [fact for each in _below(sheet, title) for fact in facts(each)]
            for said in facts(title) if title.location[0] == "articles" else ():
                own = [each for each in body if each.kind == said.kind and not _GROWN.search(each.before)]
                for each in body:
                    # 造林1.2万亩 above 造林1.2万公顷
                    other_unit = _measured(each) == _measured(said) and each.kind != said.kind
                    if (
                        other_unit
                        and alike(said.before, each.before)
                        and said.value not in {fact.value for fact in own}
                    ):
                        found.append((said, each, Level.HINT))
                if not said.figure or not own or not said.value or _bears_out(said, body):
                    continue
                pairs = pairs_of(title.text)
                other = max(own, key=lambda each: (len(each.pairs & pairs), -each.start))
                ratio = abs(other.value / said.value)
                sole = len(own) == 1 and alike(said.figure.clause, other.before) and 0.2 < ratio < 5
                if sole or (other.pairs & pairs and 0.4 < ratio < 2.5):
                    found.append((said, other, None if sole else Level.HINT))
    told: list[tuple[Fact, Fact, Level | None]] = sheet.memo["titles"]
    return told


def _measured(fact: Fact) -> str:
    """What a figure of digits says but for its unit; what is none, itself."""
    bare = fact.text.removesuffix(fact.figure.own) if fact.figure else ""
    return bare if len(bare) > 1 and bare[0].isdecimal() else fact.kind


def _below(sheet: Sheet, title: Segment) -> list[Segment]:
    """The texts of a title's article."""
    at = (*title.location[:2], "body")
    return [each for each in sheet.segments if each.location == at and each.role in PROSE]


def title_figure(sheet: Sheet) -> Iterator[Hit]:
    """接待游客62万人次 above, 60.2万人次 below; 突破900万立方米 above 860万立方米."""
    for said, other, level in _of_titles(sheet):
        yield said.hit(other.text, level)


# --- a title that counts what its text has ------------------------------------------------------------------------------

_COUNTED = Pattern(
    "(?<![第十])(?P<n>[两二三四五六七八九十])[项个条招步大]?(?P<what>举措|措施|办法|抓手|聚焦|强化|到位|坚持|突出|注重|结合|提升|严|抓|强|优)(?!届|级)"
)
_MEMBER = Pattern("(?:^|[。；：，\\n])（?(?P<n>[一二三四五六七八九十])(?:是|要|、|）)")
_CLAUSE = Pattern("[，。：；]")


def title_counts(sheet: Sheet) -> Iterator[Hit]:
    """四项措施 above 一是, 二是 and 三是; “三个到位” above four paragraphs that begin with 责任到位, 政策到位 …"""
    for title in sheet.of(Role.TITLE):
        below = [each.text for each in _below(sheet, title)]
        found = _COUNTED.search(title.text)
        if found is None or any(found[0] in text for text in below):
            continue
        numbers = [number(each) for each in _MEMBER.compiled.findall("\n".join(below))]
        heads = [_CLAUSE.compiled.split(text)[0] for text in below]
        count = (len(numbers) if numbers == [*range(1, len(numbers) + 1)] else 0) or sum(
            each.endswith(found["what"]) or each.startswith(found["what"]) for each in heads
        )
        if count > 1 and count != number(found["n"]):
            yield otherwise(title, *found.span(), f"{count}项")


# --- a title and its text ---------------------------------------------------------------------------------------------------

_WORDS: Final = 2
_ENOUGH: Final = 4
_SIZES: Final = ((1, 1), (2, 2), (3, 3), (1, 2), (2, 1))
_NUMERAL = Pattern("^[\\d一二三四五六七八九十百两首第.]+$")


class Differing(NamedTuple):
    """Where two texts differ by a word between words that are the same."""

    start: int
    end: int
    at: int
    last: int


def differing(one: str, two: str) -> Iterator[Differing]:
    """推进第三轮区域核酸检测, 开展第二轮区域核酸检测 → 三 and 二: what the second text has nowhere, and has otherwise."""
    for start in range(_WORDS, len(one) - _WORDS):
        at = two.find(one[start - _WORDS : start])
        while at >= 0:
            there = at + _WORDS
            for size, its in _SIZES:
                first, second = one[start : start + size], two[there : there + its]
                behind = alike_from_start(one[start + size :], two[there + its :])
                if behind < _WORDS or first[0] == second[:1] or first[-1] == second[-1:]:
                    continue
                before = alike_from_start(one[start - 1 :: -1], two[there - 1 :: -1])
                if before + behind > _ENOUGH and _is_other(first, second, one[start + size]):
                    own = one[start - 2 : start + size + 1], one[start - 1 : start + size + 2]
                    if not any(each in two for each in own):
                        yield _whole(one, two, Differing(start, start + size, there, there + its))
                break
            at = two.find(one[start - _WORDS : start], at + 1)


def _whole(one: str, two: str, found: Differing) -> Differing:
    """With all digits of the numbers that differ."""
    start, end, at, last = found
    while one[start - 1].isdecimal() and one[start - 1] == two[at - 1]:
        start, at = start - 1, at - 1
    while one[end : end + 1].isdecimal() and one[end] == two[last : last + 1]:
        end, last = end + 1, last + 1
    return Differing(start, end, at, last)


def _is_other(first: str, second: str, behind: str) -> bool:
    """Whether one of two words in the same place is another number, noun or place."""
    if _NUMERAL.match(first) or _NUMERAL.match(second):
        return bool(_NUMERAL.match(first) and _NUMERAL.match(second))
    if behind in "镇乡村县市" and len(first) == len(second) > 1 and all_han(first + second):
        return True
    nouns = words(first) == [first] and words(second) == [second]
    return nouns and len(first) > 1 and len(second) > 1 and not (is_verb(first) or is_verb(second))


def _titles_otherwise(sheet: Sheet) -> Iterator[Hit]:
    """永兴街道开展消防应急演练 above 永兴街道开展地震应急演练; 2025年城乡居民医保 above 2024年城乡居民医保."""
    for said, other, _ in _of_titles(sheet):
        yield other.hit(said.text)
    notes = [each for each in sheet.segments if each.location[0] in NOTES]
    for title in sheet.of(*HEADLINES):
        body = _below(sheet, title)
        for own in (body, notes):
            whole = "\n".join(each.text for each in own)
            for pattern in (_YEAR, _PERIOD) if own is body else ():
                first, others = [*pattern.finditer(title.text)], pattern.compiled.findall(whole)
                if len(first) == 1 and first[0][0] not in others and len({*others[:2]}) == 1:
                    here, there = first[0][0], others[0]
                    if here.endswith("年度") == there.endswith("年度"):
                        yield otherwise(title, *first[0].span(), there)
                        yield from _within(own, whole.index(there), there, here)
            for found in differing(title.text, whole):
                if _LOOKS_BACK.search(whole[max(found.at - 6, 0) : found.at]):
                    continue
                here, there = title.text[found.start : found.end], whole[found.at : found.last]
                if own is body or not any(here in each.text for each in body):
                    yield otherwise(title, found.start, found.end, there)
                yield from _within(own, found.at, there, here)


def _within(own: Sequence[Segment], at: int, said: str, other: str) -> Iterator[Hit]:
    """The finding in that one of some texts in which a place of all of them lies."""
    for each in own:
        if 0 <= at < len(each.text):
            yield otherwise(each, at, at + len(said), other)
        at -= len(each.text) + 1


_YEAR = Pattern(r"20\d\d年度?")
_PERIOD = Pattern(
    r"前三季度|[一二三四]季度|[上下]半年|(?<![\d—-])(?:1[至—~～-])?\d{1,2}月(?![\d底末上中下初])"
)
_LOOKS_BACK = Pattern("总结|回顾|比|较|去年|上年|表彰|通报")


def told_elsewhere(sheet: Sheet) -> Iterator[Hit]:
    """All that one place tells otherwise than another."""
    told = {(id(said.segment), said.start) for said, *_ in _of_titles(sheet)}
    for tell in (title_counts, _titles_otherwise, office_otherwise, head_otherwise, told_twice):
        for hit in tell(sheet):
            if (id(hit.segment), hit.start) not in told:
                told.add((id(hit.segment), hit.start))
                yield hit


RULES: Final = (
    Rule("P423", "title-figure", CUSTOM, sheet=title_figure),
    Rule("P524", "told-otherwise", CUSTOM, sheet=told_elsewhere),
)
