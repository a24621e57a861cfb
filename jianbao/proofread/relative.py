"""What is said from the day of the issue → another year than is named, 今年（2024年）, a day to come that is told as past."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from jianbao.errors import Level
from jianbao.language.dates import RELATIVE_DAYS, RELATIVE_YEARS, day_of
from jianbao.proofread.calendar import matches
from jianbao.proofread.rule import CUSTOM, Pattern, Rule
from jianbao.proofread.view import Hit, Sheet

_WORD: Final = r"(?P<word>前年|去年|上年|今年|本年|明年|后年)(?:度)?"
_NAMED_YEARS: Final = (
    Pattern(
        rf"{_WORD}(?:[^，。；（(\d]{{0,6}}[（(]|，?即|[是，])?(?P<year>(?:19|20)\d\d)(?:年(?:度)?|(?=[）)]))(?![^，。；]{{0,16}}周年)"
    ),
    Pattern(rf"(?P<year>(?:19|20)\d\d)年[^，。；（(\d]{{0,4}}[（(](?:即|也就是)?{_WORD}"),
)


def relative_year(sheet: Sheet) -> Iterator[Hit]:
    """今年（2024年） in an issue of 2026."""
    for found, segment in matches(sheet, *_NAMED_YEARS):
        right = sheet.date.year + RELATIVE_YEARS[found["word"]]
        if int(found["year"]) != right:
            # in January people may still speak from the year before
            late = sheet.date.month == 1 and int(found["year"]) == right - 1
            level = Level.HINT if late else None
            yield Hit(segment, *found.span(), params={"right": f"{right}年"}, level=level)


_DEADLINE = Pattern(
    r"(?:(?<![曾原])(?:要求|务必|力争|确保|必须|强调|明确|议定|提出|要[在于]|[须应请务]于)[^。；了已曾原]{0,40}?|前[^，。；\d]{2,10}，)(?P<at>(?<!\d)(?P<y>20\d\d)年(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日|[底末上中下]旬?)?)(?=(?:之|以)?前(?![^。；]*[夕了已曾]|[^。；]*[去上]年))"
)


def deadline_over(sheet: Sheet) -> Iterator[Hit]:
    """会议要求，2020年6月10日前完成 in 2021: what is yet to be done has a term that is over, next year's not."""
    for found, segment in matches(sheet, _DEADLINE):
        day = day_of(int(found["y"]), int(found["m"]), int(found["d"] or 28))
        if day and _SEASON < (sheet.date - day).days < _YEAR:
            yield Hit(segment, *found.span("at"), params={"right": f"{day.year + 1}年"}, level=Level.HINT)


_NAMED_DAY = Pattern(
    rf"(?P<word>{'|'.join(RELATIVE_DAYS)})(?:，?即|[（(]即?)(?:(?P<m>\d{{1,2}})月)?(?P<d>\d{{1,2}})日"
)
_DAY = Pattern(r"(?<![\d.])(?:(?P<m>\d{1,2})月)?(?P<d>\d{1,2})日")
_JUST_BEFORE: Final = 80


def relative_day(sheet: Sheet) -> Iterator[Hit]:
    """9月18日……次日（9月20日）: another day than it is from any that is named before it."""
    for found, segment in matches(sheet, _NAMED_DAY):
        month, off, rights = 0, timedelta(RELATIVE_DAYS[found["word"]]), []
        for each in _DAY.compiled.finditer(segment.text, max(found.start() - _JUST_BEFORE, 0), found.start()):
            month = int(each["m"] or month)
            day = day_of(sheet.date.year, month, int(each["d"]))
            rights += [f"{(day + off).month}月{(day + off).day}日"] if day else []
        if rights and f"{found['m'] or month}月{found['d']}日" not in rights:
            yield Hit(segment, *found.span(), params={"right": rights[-1]}, level=Level.HINT)


# a month only with its year and on its own: 2026年12月，
_DAY_OR_MONTH = Pattern(
    r"(?:(?P<by>截[至止]到?)|(?<![\d.至到—～~距离-]))(?:(?P<y>\d{4})年)?(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日(?!）?前夕)|(?:[上中下]旬|[底末初份])?(?:(?=，)|(?<=[^到至从自]今年\d月)))"
)
_SENTENCE_ENDS: Final = "。；！？"
_PAST = Pattern("[了已]|年来|圆满|昨[日天]|日前(?![后夕])|近日")
_FUTURE = Pattern(
    r"将|(?:决定|建议).{1,30}召开|会有|会在|会于|拟|要求|申请|提议|约定|计划|预计|定[于在]|春运|报名|晚于|[日月]后(?!，)|届时|力争|争取|确保|[之以]前|(?<=[\d一二三四五六七八九十]日)前|截至|截止|为止|日起|到期|期限|认缴|时[间点]为|为期|须|应当|明年|后年|未来|明天|明日|后天|即将|就要|快要|迎来|恰逢|有望|会期|为今年|为明年|下一步|生效|施行|实施|安排"
)
# what opens a sentence and is over, whatever is to come in the rest of it
_BEGUN = Pattern(
    "^，[^，。；将拟定]{0,24}?(?:已经?|顺利|圆满|成功|如期)(?:[召举]开|举[行办]|闭幕|结束|落幕|竣工|完工|通车|投产|投用|建成|完成|启动|开幕|开工|印发)(?!的|后|之)"
)
# 截至10月31日，全县已播种
_DONE = Pattern(
    "，(?:[^，。；将拟预]{0,12}，)?[^，。；将拟预]{0,14}(?:已(?!有意)|累计|共有|完成|\\d[^，。；]{0,8}，(?:同比|[比较](?:去年|上年)))"
)
_OTHER_YEAR = Pattern("去年|上年|前年|同期|往年|次年|翌年|农历|当年|年")


_MONTH_LONG, _SEASON, _YEAR = 32, 75, 366
# characters looked at on either side: a body may be one sentence of 200,000
LONGEST_SENTENCE: Final = 300


def sentence_at(text: str, at: int) -> str:
    """The sentence of a text around a place, cut where it is too long."""
    first, last = max(at - LONGEST_SENTENCE, 0), at + LONGEST_SENTENCE
    start = max(max(text.rfind(mark, first, at) for mark in _SENTENCE_ENDS) + 1, first)
    ends = [end for mark in _SENTENCE_ENDS if (end := text.find(mark, at, last)) >= 0]
    return text[start : min(ends, default=last)]


def date_to_come(sheet: Sheet) -> Iterator[Hit]:
    """A day or month after the issue's own, told as past. Days without year count when they are at most a month away."""
    for found, segment in matches(sheet, _DAY_OR_MONTH):
        of_month = int(found["d"] or (28 if found[0][-1] in "底末" else 1))
        day = day_of(int(found["y"] or sheet.date.year), int(found["m"]), of_month)
        this = not found["d"] and segment.text.startswith("今年", found.start() - 2)
        if day is None or day <= sheet.date or not (found["d"] or found["y"] or found["by"] or this):
            continue
        sentence = sentence_at(segment.text, found.start())
        opens, rest = sentence.startswith(found[0]), sentence.replace(found[0], "")
        done = found["by"] and _DONE.match(segment.text, found.end())
        begun = done or (opens and _BEGUN.search(rest))
        near = (day - sheet.date).days < (_SEASON if done else _MONTH_LONG)
        past = begun or found["by"] or _PAST.search(rest)
        if found["y"]:
            past = past or (found["d"] and segment.text.startswith("，", found.end()))
        elif not this:
            past = past and near and (begun or not _OTHER_YEAR.search(rest))
        # what its own clause does not set in the future
        clauses = sentence.split("，", 2)
        alone = clauses[0] == found[0] and len(clauses) > 1 and not _FUTURE.search(clauses[1])
        told = alone and found["d"] and near and not begun
        to_come = _FUTURE.search(sentence.replace(found["by"] or " ", "")) and not begun
        if told or (past and not to_come):
            # an issue may be dated some days before it goes out
            level = Level.HINT if told or this or (found["by"] and (found["d"] or near)) else None
            yield Hit(segment, *found.span(), params={"date": sheet.date}, level=level)


RULES: Final = (
    Rule("P402", "date-to-come", CUSTOM, sheet=date_to_come),
    Rule("P412", "relative-year", CUSTOM, sheet=relative_year),
    Rule("P412", "relative-day", CUSTOM, sheet=relative_day),
    Rule("P412", "deadline-over", CUSTOM, sheet=deadline_over),
)
