"""Numbers whose form depends on what else stands in the text: figures in large ones, those that are dialled, days of a year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jianbao.expressions import either
from jianbao.proofread.data import rows_of
from jianbao.proofread.digits import differ_by_a_slip
from jianbao.proofread.rule import NUMERALS_NORM, Pattern, Rule, any_of
from jianbao.proofread.usage import faults_in, faults_told, known_faults
from jianbao.proofread.view import RUNNING, Hit, Role, Segment, Sheet

_LARGE = Pattern(
    r"(?<![\d.,，/:：\-—～第〔A-Za-z])(\d{1,3}(?:,\d{3})+|\d{4,})(?:\.\d+)?(?=[万亿元人家户吨亩件个名册辆台套株])(?!人工)"
)


def thousands(sheet: Sheet) -> Iterator[Hit]:
    """12，345 or 1,2345; what the first should be is plain where the issue parts all of its other numbers, or none."""
    for hit in faults_told(sheet, "P209", RUNNING | {Role.NAME}):
        signs = {"," * ("," in found[1]) for found in _LARGE.finditer(sheet.whole)}
        sure = "，" in hit.text and len(signs) == 1
        yield hit._replace(better=hit.text.replace("，", signs.pop()) if sure else None)


# numbers that everybody dials, and the words beside which they stand
_DIALLED: Final = {word: number for number, *words in rows_of("hotlines.txt") for word in words}
_CALLED = Pattern(either(_DIALLED))
_CALL = Pattern("热线|电话|专线|拨打|投诉|举报|报修")
_SHORT = Pattern(
    r"(?<![\d.,])(?P<n>1[12]\d{1,4}|9[56]\d{2,4})(?!\d|[.,]\d|[个名人件次元万户亩年多余周张吨家份])"
)
# whatever it is about may be told to this one
_FOR_ALL: Final = "12345"
_AROUND: Final = 14
_PART_OF_SENTENCE = Pattern(r"[。；！？、\d和或与]")


def other_number(segment: Segment) -> Iterator[Hit]:
    """便民热线12354, 110火警电话: not the number that is dialled; numbers written otherwise."""
    text = segment.text
    for found in _SHORT.finditer(text):
        said, start, end = found["n"], *found.span()
        before = _PART_OF_SENTENCE.compiled.split(text[max(start - _AROUND, 0) : start])[-1]
        after = _PART_OF_SENTENCE.compiled.split(text[end : end + _AROUND])[0]
        names = [*_CALLED.compiled.findall(after)[:1], *_CALLED.compiled.findall(before)[::-1]]
        wanted = [_DIALLED[name] for name in names]
        if said in wanted or said == _FOR_ALL or not _CALL.search(before + after):
            continue
        for right in [each for each in wanted if differ_by_a_slip(said, each)][:1]:
            yield Hit(segment, start, end, params={"better": right})
    yield from faults_in(segment, known_faults()["P228"])


_TEXT: Final = RUNNING | {Role.NAME, Role.BYLINE}

RULES: Final = (
    Rule("P209", "thousands", f"{NUMERALS_NORM} 5.1.1", fixable=True, sheet=thousands),
    Rule(
        "P228",
        "numeral-form",
        NUMERALS_NORM,
        segment=other_number,
        roles=_TEXT,
        bits=lambda: any_of(_SHORT)() | known_faults()["P228"].bits,
    ),
)
