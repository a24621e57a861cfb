"""The words of one line → what it says in figures: the issue's number and year, a day.

Each is held to its own grammar: what does not fit is no value.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date as Date
from functools import lru_cache
from typing import Final

from msgspec import Struct

from jianbao.language.numerals import value_of

_ZERO: Final = "〇○零O0ＯoΟ０"
_AS_ZERO: Final = {ord(char): "〇" for char in _ZERO if not char.isdecimal()}
_NUM: Final = r"(?:\d{1,6}|[〇○零一二三四五六七八九十百廿卅]{1,7})"
_YEAR: Final = r"(?:(?:19|20)\d\d|[一二][〇○零O0oΟ九][〇○零O0oΟ一二三四五六七八九]{2})"
KINDS: Final = ("增刊", "专报", "特刊", "专刊", "号外", "快报", "特辑", "专辑")


class NumberLine(Struct, frozen=True):
    """What a number line says, the last number and total of a joint issue; `rest` is what in the line is none of it.

    `odd` says that it is of a form that can be read in another way: 第12期（A）, 2024—2025学年第1期, 2024·8月号.
    """

    year: int | None = None
    number: int | None = None
    total: int | None = None
    kind: str = ""
    double: bool = False
    rest: str = ""
    blank: bool = False
    number_last: int | None = None
    total_last: int | None = None
    odd: bool = False


@lru_cache(8192)
def plain(text: str) -> str:
    """`text` in characters of one width, without blanks."""
    text = unicodedata.normalize("NFKC", text.replace("〇", "\ue0ff").replace("…", "\ue0fe"))
    return re.sub(r"[\s\u200b\ufeff]+", "", text.replace("\ue0ff", "〇").replace("\ue0fe", "…"))


def cardinal(text: str) -> int:
    """A number in digits or Han; digits in a row (二〇一七) count by place."""
    spelt = text.translate(_AS_ZERO)
    if set(spelt) & set("十百廿卅"):
        spelt = f"一{spelt}" if spelt.startswith("百") else spelt
        return value_of(spelt.replace("廿", "二十").replace("卅", "三十")) or 0
    return int("".join(char if char.isdecimal() else str(value_of(char) or 0) for char in spelt) or 0)


_TOTAL: Final = re.compile(
    rf"(?:总字第|总期(?:号|数|第)?|总编?(?:第|[Nn][Oo][.:]?)?|累计第?|总刊第?|合第)[:：]?({_NUM})(?:[-—~～至、]({_NUM}))?(?:期|号|辑)?"
)
_NUMBER: Final = (
    re.compile(rf"第({_NUM})(?:[-—~～至、和]第?({_NUM}))?(?:期|号|辑|刊|篇|[报讯集](?=$|[(]))"),
    re.compile(rf"[〔\[(【〈<]{_YEAR}年?[〕\])】〉>]第?({_NUM})(?:[-—~～]({_NUM}))?(?:期|号|辑|次)?"),
    re.compile(rf"(?:增刊|专报|特刊|专刊|专辑|特辑)[(]?第?({_NUM})[)]?(?:期|号)?"),
    re.compile(
        r"(?:[Nn][Oo0][.:]?|(?<![^)\s])#|[Ii]ssue(?:[Nn]o\.?)?|[Vv][Oo][Ll][.:]?|(?:期[号次数]|刊期)[:：]?)(\d{1,4})(?:[-—~](\d{1,4}))?(?:期|号)?"
    ),
    re.compile(
        rf"(?<![\d一二三四五六七八九十第])({_NUM})(?:[-—~～]({_NUM}))?(?:期|号(?![\u4e00-\u9fff])|号(?=总|合|刊))"
    ),
    re.compile(rf"[(](?:之)?({_NUM})[)]"),
    re.compile(rf"第({_NUM})(?:[周天次批卷册回轮波]|季(?!度))"),
    re.compile(r"(?:19|20)\d\d[·./—–-](\d{1,3})(?=$|[(])"),
)
# a year of two, as schools count it; a part of an issue that came out in several; an issue that is called by its month
_MONTHS_OF_YEAR: Final = 12
_TWO_YEARS: Final = re.compile(
    rf"{_YEAR}年?[-—–~～至/]{{1,2}}{_YEAR}(?:学年度?|年度)(?:第?[一二12上下]学期)?"
)
_PART: Final = re.compile(r"(?<=[期号])[(]?(?:[A-Da-d]|[上中下])[版册辑]?[)]?(?![\w])")
_MONTHLY: Final = re.compile(
    rf"(?<=[\d年])[·./年-]*(\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月[号刊](?!\d)(?!.*(?<!总)第{_NUM}期)"
)
_SHORT_YEAR: Final = re.compile(r"[〔\[(【](\d\d|[〇○零一九][〇○零一二三四五六七八九])年?[〕\])】](?=第)")
# the half of a month; an issue that only its place among others numbers; year and number alone in brackets; the volume
_ASIDES: Final = (
    # 2013年6月刊(第6期)
    (re.compile(r"(?<=\d)月刊(?=[(].*第)"), "月"),
    (re.compile(r"(?<=月)[(](?:[上中下]旬?|[上下]半月)[)]"), ""),
    (re.compile(rf"^之({_NUM})$"), r"(之\1)"),
    (re.compile(r"^[(]((?:19|20)\d\d[·./-]\d{1,3})[)]$"), r"\1"),
    (re.compile(r"[Vv]ol\.?\d{1,3}[,.·]?(?=[Nn]o)"), ""),
)
# the number in brackets of its own, and letters that stand for digits
_ENCLOSED_NUMBER: Final = re.compile(rf"(?<=[第总])[(\[〔【]({_NUM})[)\]〕】](?=[期号辑])")
_LETTERED: Final = re.compile(r"(?<=第)(?=[^期号辑]*[lI|Oo])[lI|Oo\d]{1,4}(?=[期号辑])")
_WITHIN_YEAR: Final = re.compile(rf"第({_NUM})期[(]({_YEAR})年度?第({_NUM})期[)]")
_DIGITS: Final = str.maketrans("lI|Oo", "11100")
_SEASON: Final = re.compile(r"(?<=\d{4})[·./年-]*[春夏秋冬]季?[号刊卷]")
# numerals as cheques have them; Roman ones, of which those of strokes alone may also be scanned digits
_FORMAL: Final = re.compile("(?<=第)[零壹贰叁肆伍陆柒捌玖拾佰]+(?=[期号辑])")
_AS_FORMAL: Final = str.maketrans("零壹贰叁肆伍陆柒捌玖拾佰", "〇一二三四五六七八九十百")
_ROMAN: Final = re.compile(r"(?<=第)(X{0,3})(IX|IV|V?I{0,3})(?=[期号辑])")
_UNITS: Final = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
# the number of the licence under which a paper comes out
_LICENCE: Final = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:准印|印准|准字|许可|登记|资料)[证字号][号字]?\s*[:：]?.*|[\u4e00-\u9fff]{1,3}内资\S*|(?:ISSN|CN)\s*\d.*|国?[内统]一?刊号.*"
)
# what a number line says that an issue file has no place for
_NO_VALUE: Final = re.compile(r"[\u4e00-\u9fff]{0,6}专号|试刊|内部资料|共\d{1,3}[版页]")
# an issue that has no number of its own: the extra one of a season, of a feast
_UNNUMBERED: Final = re.compile(
    rf"(?P<year>{_YEAR})年?(?:第?[一二三四1-4]季度|[上下]半年|[\u4e00-\u9fff]{{1,4}})??(?:增刊|特刊|专刊|特辑|专辑|号外)"
)
_AS_OF: Final = re.compile(r"[(]?截[至止](?:到)?(?:\d{1,2}[时:点])?[)]?")
_YEARED: Final = re.compile(
    rf"[〔\[(【〈<]?({_YEAR})(?:年度?|[〕\])】〉>]|(?=[·./—–-]\d{{1,3}}$)|(?=/?第))[〕\])】〉>]?"
)


def number_line(text: str) -> NumberLine | None:  # noqa: C901, PLR0912 - one step a part of the line
    """What a number line says; None for a line that is none."""
    line = plain(_LICENCE.sub("", text))
    if not line or len(line) > 70:
        return None
    if found := _UNNUMBERED.fullmatch(line):
        return NumberLine(
            cardinal(found["year"]), kind=next(each for each in KINDS if each in line), blank=True
        )
    if re.fullmatch(rf"[(]?(?:{_YEAR}年)?第期[)]?(?:[(]总第\d*期[)])?", line):
        return NumberLine(blank=True)
    line = re.sub(r"[(]?(?:本期)?共?\d{1,3}[版页][)]?", "", line)
    line, odd = _spelt(re.sub(rf"年[份度][:：]?(?={_YEAR})", "", line))
    line = re.sub(r"^(?:编号|刊号|期号|期数|序号)[:：]?(?=第|[〔\[(【]?(?:19|20)\d\d)", "", line)
    line = re.sub(rf"^[\u4e00-\u9fff]{{1,8}}(?=[〔\[(【]{_YEAR}[〕\])】]第?{_NUM}[号期])", "", line)
    year = number = total = number_last = total_last = None
    if found := _SHORT_YEAR.match(line):
        # (九五)第十二期
        year, line, odd = 1900 + cardinal(found[1]), line[found.end() :], True
        year += 100 * (year < 1950)
    rest, dated = _without_dates(FROM_TO.sub("", line))
    rest = _AS_OF.sub("", rest)
    kind = next((each for each in KINDS if each in plain(text)), "")
    if found := _TOTAL.search(rest):
        total, total_last = _span(found)
        rest = (rest[: found.start()] + rest[found.end() :]).removesuffix("()")
    elif re.fullmatch(rf"[(]第?{_NUM}期?[)]", rest[-9:]) is None and (
        found := re.search(rf"(?<=期)[(]第?({_NUM})期?[)]", rest)
    ):
        total = cardinal(found[1])
        rest = rest[: found.start()] + rest[found.end() :]
    if (found := _WITHIN_YEAR.fullmatch(rest)) and cardinal(found[3]) < cardinal(found[1]):
        # counted through, and in brackets within its year
        year, number, total, rest, odd = *map(cardinal, found.group(2, 3, 1)), "", True
    if re.search("创刊号", rest):
        number, rest = 1, rest.replace("创刊号", "")
    for pattern in () if number else _NUMBER:
        if found := pattern.search(rest):
            number, number_last = _span(found)
            if number_last is None and found.lastindex == 2 and re.fullmatch(_YEAR, found[1]):
                # 第2019-7期
                year, number = number, cardinal(found[2])
            if yeared := _YEARED.match(found[0]):
                year = cardinal(yeared[1])
            elif pattern is _NUMBER[-1]:
                year = int(found[0][:4])
            # 2025-09 may be a month's, the 31st week's number the issue's
            odd = (
                odd or (pattern is _NUMBER[-1] and int(found[1]) <= _MONTHS_OF_YEAR) or pattern is _NUMBER[-2]
            )
            rest = rest[: found.start()] + rest[found.end() :]
            # said again in another language
            rest = re.sub(rf"(?:[Nn][Oo]|Issue|Vol)[.:]?{number}(?!\d)", "", rest)
            break
    if year is None:
        year, rest = _year_in(rest)
    if number is None and total is None:
        return None
    if kind:
        rest = rest.replace(kind, "")
    # the name in English
    rest = re.sub(r"^[A-Za-z'&.]{6,}$", "", rest)
    rest = re.sub(
        r"[\u4e00-\u9fff]{0,6}专号|合刊|试刊|内部资料|本年|期次|期数|刊期|期号|第?[一二三四1-4]季度|[上下]半年|[上中下]旬|[春夏秋冬][季之]?[卷号刊]?(?=[)）]|$)|[春夏秋冬]季|第?\d{1,2}周|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月[份号刊]?(?!\d)|[(（)）〔〕\[\]【】〈〉,，、:：·.\-—|/第期号年总]",
        "",
        rest,
    )
    if not (number and number < 10000):
        number = None
    if (number is None and not total) or (dated and not number):
        return None
    double = number_last is not None or total_last is not None or "合刊" in line
    return NumberLine(year, number, total, kind, double, rest, False, number_last, total_last, odd)


def beside_numbers(text: str) -> list[str]:
    """What a number line says that is no value of an issue: its licence without a day behind it, 内部资料, 青年专号."""
    licence = _LICENCE.search(text)
    if licence is None:
        return [found.lstrip("期号") for found in _NO_VALUE.findall(text)]
    when = dated(licence[0])
    return [*beside_numbers(text[: licence.start()]), when.rest.strip() if when is not None else licence[0]]


def is_number_line(text: str) -> bool:
    """Whether a line is a number line and says nothing else."""
    found = number_line(text)
    return found is not None and not found.rest


def _year_in(rest: str) -> tuple[int | None, str]:
    """(the year that stands in what is left of a number line, that without it)."""
    found = _YEARED.search(rest) or re.search(rf"(?<=[\u4e00-\u9fff])({_YEAR})$", rest)
    if found is not None:
        return cardinal(found[1]), rest[: found.start()] + rest[found.end() :]
    bare = rest.strip("/·.,，-")
    return (cardinal(bare), "") if re.fullmatch(_YEAR, bare) else (None, rest)


def _spelt(line: str) -> tuple[str, bool]:
    """(a number line without what stands around its numbers, whether it can be read in another way)."""
    for pattern, instead in _ASIDES:
        line = pattern.sub(instead, line)
    line = _FORMAL.sub(lambda found: found[0].translate(_AS_FORMAL), line)
    whole = line
    line = _ROMAN.sub(
        lambda found: f"{10 * len(found[1]) + _UNITS.index(found[2])}" if found[0] else "", line
    )
    for pattern, instead in ((_TWO_YEARS, ""), (_PART, ""), (_MONTHLY, r"年第\1期")):
        line = pattern.sub(instead, line)
    line = _LETTERED.sub(lambda found: found[0].translate(_DIGITS), line)
    odd = line != whole or "(之" in line
    return _SEASON.sub("年", _ENCLOSED_NUMBER.sub(r"\1", line)), odd


def _span(found: re.Match[str]) -> tuple[int, int | None]:
    """(the first number, the last one of a joint issue)."""
    first = cardinal(found[1])
    last = cardinal(found[2]) if found.lastindex == 2 and found[2] else None
    return first, last if last is not None and last > first else None


_DATES: Final = (
    re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})[日号]"),
    re.compile(r"((?:19|20)\d\d)\s?[-/.．·・—–_]\s?(\d{1,2})\s?[-/.．·・—–_]\s?(\d{1,2})日?(?!\d)"),
    re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})(?=\s|$)"),
    re.compile(r"(?:^|(?<=[\s:：]))((?:19|20)\d\d)\s?(0[1-9]|1[0-2])\s?(0[1-9]|[12]\d|3[01])(?=\s|$)"),
    re.compile(r"(?<=['’‘])(\d\d)[./·-](\d{1,2})[./·-](\d{1,2})(?!\d)"),
    re.compile(
        r"([一二][〇○零一二三四五六七八九]{3})[·.．](十?[一二三四五六七八九十])[·.．]([一二三四五六七八九十]{1,3})"
    ),
    re.compile(
        r"((?:19|20)\d\d|[一二][〇○零O0oΟ九][〇○零O0oΟ一二三四五六七八九0-9]{2})年([一二三四五六七八九十元]{1,2}|\d{1,2})月([一二三四五六七八九十廿卅]{1,3}|\d{1,2})[日号]"
    ),
    re.compile(
        r"(?<![\d〇○零一二三四五六七八九十第满])(\d\d|[〇○零一九][〇○零一二三四五六七八九])年([一二三四五六七八九十元]{1,2}|\d{1,2})月([一二三四五六七八九十廿卅]{1,3}|\d{1,2})[日号]"
    ),
)
_CENTURY: Final = 100
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH: Final = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?"
_ENGLISH_DATES: Final = (
    re.compile(rf"{_MONTH}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s*(?P<year>(?:19|20)\d\d)"),
    re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*{_MONTH}\s*,?\s*(?P<year>(?:19|20)\d\d)"),
)
_LETTERED_YEAR: Final = re.compile(
    r"(?<![\dA-Za-z])[2Zz][Oo0][lI1-9][\dlIOo](?=\s*年)|(?<=[年月])[\dlIOo]{1,2}(?=[月日])"
)
_FORMAL_DAY: Final = re.compile("[零壹贰叁肆伍陆柒捌玖拾]+(?=[年月日])")
_SPREAD_DATES: Final = tuple(
    re.compile(
        pattern.pattern.replace("年", r"\s*年\s*").replace("月", r"\s*月\s*").replace("[日号]", r"\s*[日号]")
    )
    for pattern in _DATES
)
YEAR_ALONE: Final = re.compile(
    rf"({_YEAR})年(?:第?[一二三四1-4]季度|[上下]半年|[春夏秋冬]季?[刊号]?|\d{{1,2}}月)?"
)
"""A year of a number line that stands by itself."""
_COUNT: Final = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
PARTIAL: Final = re.compile(
    rf"(?P<year>{_YEAR}年)?{_COUNT}月(?:{_COUNT}日(?:\d{{1,2}}[时:：]\d{{0,2}}分?|[上下]午|[早中]?晚|凌晨)?)?(?:出版|出刊|发行|发布|编?印|编?发|印[发制])?"
)
"""A date without its day or its year."""
DATE_LABEL: Final = re.compile(r"(?:[\u4e00-\u9fff]{2}|(?<![\u4e00-\u9fff]))(?:日期|时间)\s*[:：]?\s*$")
FROM_TO: Final = re.compile(
    r"[(（]?(?:(?:19|20)\d\d年)?\d{1,2}月\d{1,2}日?[-—~～至到]+(?:(?:19|20)\d\d年)?(?:\d{1,2}月)?\d{1,2}日[)）]?"
)


# what may stand behind a day: its weekday, its hour, the old calendar, that the issue came out
_BEHIND: Final = re.compile(
    r"^(?:\s*(?:[(（]?(?:星期|周)[一二三四五六日天][)）]?|\d{1,2}[时:：]\d{0,2}分?|[上下]午|[早中]?晚|中午|凌晨|[(（]农历[^()（）]*[)）]|农历\S*|出版|出刊|发行))+"
)


class Dated(Struct, frozen=True):
    """A date found in a line, and the line without it; `odd` where it says its year without the century."""

    date: Date
    rest: str
    odd: bool = False


def dated(text: str) -> Dated | None:
    """The first whole date of a line; `rest` keeps its blanks."""
    # Width alone is made one; blanks stay, for they part organ and date.
    line = "".join(
        "〇" if char == "〇" else unicodedata.normalize("NFKC", char) if "！" <= char <= "～" else char
        for char in text
    )
    line = _in_digits(line)
    for pattern in _SPREAD_DATES:
        if found := pattern.search(line):
            year, month, day = (cardinal(part.strip().replace("元", "一")) for part in found.groups())
            odd = year < _CENTURY
            year += (1900 if year >= _CENTURY // 2 else 2000) * odd
            try:
                when = Date(year, month, day)
            except ValueError:
                continue
            behind = _BEHIND.sub("", line[found.end() :], count=1)
            return Dated(when, DATE_LABEL.sub("", line[: found.start()]) + "\t" + behind, odd)
    return None


def dated_in(year: int, words: str) -> Dated | None:
    """The day that words without a year (6月2日) say of `year`; None for words that are no such day or name a year."""
    found = PARTIAL.fullmatch(words)
    return dated(f"{year}年{words}") if found is not None and not found["year"] else None


def _in_digits(line: str) -> str:
    """A line whose English dates are in digits, and whose letters within dates are the digits that they stand for."""
    for pattern in _ENGLISH_DATES:
        line = pattern.sub(
            lambda found: f"{found['year']}年{_MONTHS.index(found['month']) + 1}月{found['day']}日", line
        )
    line = _FORMAL_DAY.sub(lambda found: found[0].translate(_AS_FORMAL), line)
    return _LETTERED_YEAR.sub(
        lambda found: found[0].translate(_DIGITS).replace("Z", "2").replace("z", "2"), line
    )


def _without_dates(line: str) -> tuple[str, bool]:
    line = _in_digits(line)
    for pattern in _DATES:
        if found := pattern.search(line):
            return line[: found.start()] + _BEHIND.sub("", line[found.end() :], count=1), True
    return line, False
