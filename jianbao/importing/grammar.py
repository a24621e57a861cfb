"""The words of one line → what a bulletin's line of that kind says: numbers, dates, organs, labels, marks.

Each is held to its own grammar: what does not fit is no value.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date as Date
from functools import lru_cache
from typing import Final

from msgspec import Struct

from jianbao.glossary import STAFF_LABELS
from jianbao.language.labels import DISTRIBUTION_LABELS
from jianbao.language.numerals import value_of
from jianbao.language.persons import is_name

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


# --- organs, persons, labels ------------------------------------------------------------------------------------------

_ORGAN_END: Final = re.compile(
    "(?:局|办公室|办公厅|办|委|委员会|组|部|厅|院|会|[中小]学|[附高初一二三四五六七八九十][中小]|[支分总商]行|酒店|景区|[文少青]化?宫|公园|共同体|医共体|中心|政府|指挥部|党委|党组|处|科|公司|集团|大学|学院|学校|医院|银行|法院|"
    "检察院|队|站|所|社|馆|校|团|室|署|司|厂|台|庭|县|市|区|州|省|街道|镇|乡|村|(?<![入持参控炒配])股|总部|支部|总支|联社|幼儿园|机构|基地|园区|党校|大队|支队|[社科文残侨商妇青]联|[科作]协|[林农牧渔茶机市]场|[务电理]段|库|矿|专班|联盟|平台|联席会议|海关|车间|监狱|(?:物流|产业|科技|工业|农业|创业|动物|植物)园|体协|热线|物业|体育[场馆]|燃气|[煤矿]业|电力|水务)(?:[（(][^（）()]{1,20}[）)])?$"
)
NOT_ORGAN: Final = re.compile(
    r"[。；！？，:：]|召开|^创建|举办|开展|举行|推进|加强|成立|部署|赴|学习|启动|传达|组织召开|落实|圆满|打造|走[上进]|收[听看]|扎实|深入|助力|筑牢|出台|跑出|点亮|^[把让]|怎[样么]|如何|什么|[“”《》]|顺利|[■□◆◇●○★☆▲△※]|星期|\d+时|^第.*期$|^\d|(?:社会|机会|大会|盛会|晚会|[^省市]城市|都市|[集夜早股超上门花]市|[现会座推发]\S会)$"
)
"""What no organ's name holds."""
# names of campaigns within names of their offices
_BODIES: Final = re.compile(r"\S{2,20}(?:领导小组|指挥部|委员会|专班|工作组|小组)(?:办公室)?$")
_ORGAN_BEFORE: Final = re.compile(
    r"^(?:(?:(?:编报|填报|报告|主管|主办|承办|协办|联办|编发|编印|编制|制发|编辑|出品|出版|发布|发行|印发|印制|签发|报送|发文|编)+(?:单位|机关|部门|部)?|单位)[:：]\s*"
    r"|(?:编辑|编印|编制|编写|主编|出版|印刷|印制)(?:出版|发行|印发|印制|制作|印刷)?\s*[:：]\s*"
    r"|[编主承联协出制印发填][\u4e00-\u9fff]{1,5}[:：]\s*"
    r"|(?:主办|承办|协办|联办|编发|编印|编辑部?|印发)(?:单位|机关)?\s*(?=.))"
)
EDITS: Final = re.compile(r"(?:编|编印|印制|编制|主办|制作|出品|编发|编辑)$")
"""How words end that say behind an organ's name that it edits."""
_ORGAN_AFTER: Final = re.compile(r"(?:主办|编发|编印|编制|编辑|编|印发|印制|制作|出品|印|主编)$")


# the characters of organs and roles, as they are written in Taiwan and Hong Kong
SIMPLER: Final = str.maketrans(
    "會辦廳廠處務縣區鄉鎮發編輯單總團學醫館隊組黨聯協誼構專機關檢審衛導員書記責資訊報電話業農經濟環調閱對華",
    "会办厅厂处务县区乡镇发编辑单总团学医馆队组党联协谊构专机关检审卫导员书记责资讯报电话业农经济环调阅对华",
)


def organ_of(text: str) -> tuple[str, bool]:
    """(the organ's name in a line without what says that it edits, whether it reads as one)."""
    spelt = text.translate(SIMPLER)
    if spelt != text:
        name, sure = organ_of(spelt)
        at = re.sub(r"\s", "", spelt).find(name)
        return re.sub(r"\s", "", text)[at : at + len(name)] if at >= 0 else text.strip(), sure
    name = text.strip(" \t\u3000:：|·.•")
    if len(re.findall("[（(]", name)) != len(re.findall("[）)]", name)) or re.fullmatch(
        r"[（(][^（）()]+[）)]", name
    ):
        # a bracket around all of it, or around organ and date
        name = name.strip("（）() \t\u3000")
    # and its name in English
    name = re.sub(r"(?<=[\u4e00-\u9fff])\s+[A-Z][A-Za-z .,'&-]{6,}$", "", name)
    name = _ORGAN_BEFORE.sub("", name)
    tight = re.sub(r"(?<=[^\x00-\x7f])[ \u3000]+(?=[^\x00-\x7f])", "", name)
    shorter = _ORGAN_AFTER.sub("", tight)
    if _ORGAN_END.search(shorter):
        tight = shorter
    wrong = NOT_ORGAN.search(re.sub(_BODIES, "", tight))
    sure = bool(3 <= len(tight) <= 60 and _ORGAN_END.search(tight) and not wrong)
    return tight, sure


def tight_names(text: str) -> str:
    """张 三、李四 → 张三、李四: the blank in a name of two characters goes."""
    return re.sub(
        r"(?<![^\s、，,\u3000])([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff])(?![^\s、，,\u3000）)])",
        r"\1\2",
        text.strip(),
    )


NAME: Final = re.compile(r"[\u4e00-\u9fff·]{2,4}")
"""A person's name."""


def _any_of(*words: str) -> str:
    """An expression of any of these, the longest first."""
    return f"(?:{'|'.join(sorted(set(words), key=len, reverse=True))})"


_MORE_LABELS: Final = (
    "报告",
    "存档",
    "报备",
    "抄致",
    "抄告",
    "参阅",
    "函送",
    "另送",
    "加送",
    "加发",
    "知会",
    "张贴",
)
_LABEL: Final = f"(?:{_any_of(*DISTRIBUTION_LABELS, *'呈抄存阅转', *_MORE_LABELS)}|[报呈送发抄寄印配分转上下主传赠散递阅惠奉参][报呈送发阅达至往给读存])"
LABELS: Final = f"[敬谨恭]?{_LABEL}(?:[、/／和]{_LABEL}|[（(]{_LABEL}[）)])?"
"""An expression of any label of the distribution: one to whom, or two of what is done (呈阅, 寄送, 发往)."""
_REACHED: Final = "(?:单位|机关|部门|对象)?"
DISTRIBUTED: Final = re.compile(
    rf"(?P<this>本期)?\s*(?P<label>{LABELS}(?:范围|领导)?|发[放行]范围)\s*{_REACHED}\s*[:：]\s*"
)
_ENCLOSED: Final = rf"[【〔\[（(]?((?:本期)?{LABELS})(?:[】〕\]）)]\s*[:：]?|\s*[|｜])\s*(?=\S)"
_SPACED: Final = re.compile(
    r"(?P<this>本期)?(?P<label>报|送|发|抄报|抄送|主送|上报|下发)[\s\u3000]{1,4}(?=\S{2})"
)
_DUTY: Final = "轮值|学生|本期|本版|值班|带班|责任|执行|文字|图文|版面|美术|技术|特约|常务|印刷|电子|投稿|编辑部|读者|新闻|信息|[初复终主一二三]"
_ROLE: Final = (
    "發行人?|編輯|主編|校對|審核|總編輯?|发行人|副?主编|总编辑?|编辑|责编|编[审校委务]|校[对稿]|审[核稿签定读校批]?|核[稿发]|拟稿|起草|批准|会签|编[写制]|打[字印]|文印|录排|[监缮]印|整理|值班|复核|签[发批]|组稿|统[稿筹]|策划|监制|供图|制图|美编|摄影|撰稿|排版|录入|"
    "印[务制]|信息员|联络员|联系(?:人|方式|电话)|值班员|领导|主任|承办|[承经]办人|电话|热线|传真|电?子?[邮信]箱|E-mail|地址|网址|邮编"
)
STAFFED: Final = re.compile(
    rf"(?P<label>(?!签发人)(?:{_any_of(*STAFF_LABELS)}|(?:{_DUTY}){{0,2}}(?:{_ROLE})人?|文字))\s*[:：]\s*"
)
_NO_ROLE: Final = re.compile(
    "(?:.*(?:[出列缺]席|参[加会]|主持|记录|请假|发言|作者|通讯员|记者|[供来投]稿|获奖|等奖).*|.*摄|图|文|图/?文|文/?图|问|答)"
)
_TOLD_ROLE: Final = re.compile(
    r"[（(]?\s*(?P<label>[\u4e00-\u9fff]{2,7})\s*[:：]\s*(?P<who>[^:：]+?)\s*[）)]?"
)
# how words for what somebody does end
_DOES: Final = re.compile("[员人长笔稿辑编审校对印影任管办导问计版字图译集责务联组录]$")
_SPREAD_ROLE: Final = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff])(?:[ \u3000]+([\u4e00-\u9fff]))?(?=\s*[:：])"
)


def tight_roles(text: str) -> str:
    """主　编：… → 主编：…: the blanks in a role go."""

    def tightened(found: re.Match[str]) -> str:
        first, *others = found[0].split()
        whole, last = "".join((first, *others)), "".join(others)
        if STAFFED.fullmatch(f"{whole}："):
            return whole
        return (
            found[0][: -len(found[0].split(None, 1)[1])] + last
            if STAFFED.fullmatch(f"{last}：")
            else found[0]
        )

    return _SPREAD_ROLE.sub(tightened, text)


def role_of(text: str) -> bool:
    """Whether a text says in what role somebody served whose name follows: 预报员：凌霜、易晴, whatever the role."""
    text = tight_roles(text.strip())
    if STAFFED.match(text.lstrip("（( ")):
        return True
    found = _TOLD_ROLE.fullmatch(text)
    if found is None or _NO_ROLE.fullmatch(found["label"]):
        return False
    names = re.split(r"[、，,\s]+", tight_names(found["who"]))
    fit = NAME.fullmatch if _DOES.search(found["label"]) else is_name
    return all(map(fit, names))


REACHED_AT: Final = re.compile("[址箱]$|E-mail|邮编|传真")
"""Of a label among the editors': it says where the office is to be reached, whoever edits."""
COPIES: Final = re.compile(
    r"[（(]?(?:(?:(?:总|本期)?印[数量]|份数|印[刷发制]份?数|发行[量数]|打印份数)[:：]?(?=\d)|(?:(?:总|[本每]期|共)?印(?:数|制|发|刷)?|共计?|总共|合计|发行)[:：]?(?=(?:\d|[一二三四五六七八九十百〇零]){1,6}份)|(?<=[（(])(?=\d{1,6}份[）)]))(\d{1,6}|[一二三四五六七八九十百〇零]{1,6})份?[）)]?"
)
NOTE: Final = re.compile(
    r"[【〔\[（(]?(?:内部[\u4e00-\u9fff]{2}|.{0,8}(?:内部(?:资料|刊物|参阅|参考|使用|文件|材料|信息|交流)|注意保(?:存|密)|严禁外传|请勿外传|不得外传|仅供(?:参考|领导|内部)|领导参阅|妥善保管|妥善保存|不得翻印|免费交流|准印证|连续性内部).{0,24})[】〕\]）)]?"
)
"""For whom a paper is meant, and how it is to be kept."""
PRINTED: Final = re.compile(r"印(?:发|制|刷)$|(?<=[日室局委会部处])编?印$")


def label_of(text: str) -> re.Match[str] | None:
    """The label that a line of the distribution begins with: 报：, 抄送：, 本期送：; its `string` is the line without the blank in it."""
    # in brackets or before a stroke, as if it had a colon
    line = re.sub(rf"^{_ENCLOSED}", r"\1：", text.lstrip(" \t\u3000"))
    spaced = "".join(line.split())
    if re.match(rf"(?:本期)?{LABELS}(?:范围|领导)?{_REACHED}[:：]|发[放行]范围[:：]", spaced):
        return DISTRIBUTED.match(re.sub(r"^(\S)[\s\u3000]+(?=\S?\s*[:：])", r"\1", line))
    return _SPACED.match(line)
