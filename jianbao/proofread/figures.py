"""Figures and what stands beside them: clock times, magnitudes, mixed numerals, telephone numbers, currency and units."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jianbao.errors import Level
from jianbao.language.numerals import numeral
from jianbao.messages import NOTHING_BETTER
from jianbao.proofread.amounts import number
from jianbao.proofread.rule import CUSTOM, NUMERALS_NORM, Pattern, Rule, any_of
from jianbao.proofread.usage import faults_in, known_faults
from jianbao.proofread.view import PROSE, RUNNING, Hit, Role, Segment

_CLOCK = Pattern(r"(?<![\d.∶])(?<!\d[：:])(?P<h>[01]?\d|2[0-4])：(?P<m>[0-5]\d)(?![\d：∶.])")
_CLOCK_BEFORE: Final = "日午前晚早上间于至到—～-（为段的期点，、 "
_RATIO = Pattern("[比按以例尺胜负]")
_CLOCK_SURELY: Final = "前后起召开至"
_CLOCK_AFTER: Final = "前后至到—～-举召开起结准在，。、；）) "


def clock(segment: Segment) -> Iterator[Hit]:
    """18：00 with the full-width colon of text."""
    text = segment.text
    for found in _CLOCK.finditer(text):
        before, after = text[max(found.start() - 1, 0) : found.start()], text[found.end() : found.end() + 1]
        timely = not before or before in _CLOCK_BEFORE or before == "：" or (after and after in _CLOCK_SURELY)
        sure = timely and (not after or after in _CLOCK_AFTER)
        ratio = _RATIO.search(text[max(found.start() - 6, 0) : found.start()])
        if not ratio and (timely or len(found["h"]) > 1):
            level = None if sure else Level.HINT
            yield Hit(segment, *found.span(), f"{found['h']}:{found['m']}", level=level)


_PLAN = Pattern(
    r"(?<![\d.])1(?P<n>[0-6])(?:五(?=”)|[五5](?=”?(?:规划|时期|期间|末|以来)))|十(?P<m>[三四五])5(?=”|规划|时期|期间)"
)


def mixed_forms(segment: Segment) -> Iterator[Hit]:
    """“15五”规划, 2026年三月, 5月二日: Han and Arabic numerals in one name or date."""
    for found in _PLAN.finditer(segment.text):
        ten = int(found["n"]) if found["n"] else 0
        better = f"{numeral(10 + ten)}五" if found["n"] else f"十{found['m']}五"
        yield Hit(segment, *found.span(), better)
    yield from faults_in(segment, known_faults()["P223"])


_PHONE = Pattern(
    r"(?:电话|热线|手机|传真|联系方式)(?:号码)?(?:为|是)?[：:]?[ \u3000]?(?P<at>\d[\d \-—－–（）()]{3,20}\d)(?!\d)"
)
_AREA = Pattern(r"(?<![\d-])(?P<at>0(?:10|2\d|[3-9]\d\d)[-—－–](?P<local>\d{3,12}))(?![\d-])")
_SHORT_NUMBER = Pattern(r"(?:1[012]|9[56])\d{1,4}$")
_MOBILE: Final = 11
_BRACKETED = Pattern("[（(]")
_SHORTEST: Final = 6


def telephone(segment: Segment) -> Iterator[Hit]:
    """A telephone number that has too few or too many figures."""
    text = segment.text
    told: set[int] = set()
    for found in _AREA.finditer(text):
        if len(found["local"]) not in (7, 8) and not _SHORT_NUMBER.match(found["local"]):
            told.add(found.start("at"))
            yield Hit(segment, *found.span("at"))
    for found in _PHONE.finditer(text):
        bare = _BRACKETED.compiled.split(found["at"])[0]
        at = bare if len(bare) > _SHORTEST else found["at"]
        digits = "".join(filter(str.isdigit, at))
        if (
            found.start("at") in told
            or any(sign in at for sign in " （(")
            or (found["at"][0] == "0" and not found["at"].isdecimal())
        ):
            continue
        if digits[0] == "1" and len(digits) > 6:
            wrong = len(digits) != _MOBILE
        elif digits[0] == "0":
            wrong = not 10 <= len(digits) <= 12
        elif digits.startswith(("400", "800")):
            wrong = len(digits) != 10
        else:
            wrong = (len(digits) in (6, 9, 10) and not _SHORT_NUMBER.match(digits)) or len(digits) > 11
        if wrong:
            yield Hit(segment, *found.span("at"))


_PERSON = Pattern(
    r"(?:身份证(?:件)?|身份证[^，。；\d]{0,8}[，。；]证件)(?:号码?|编号)?(?:为|是)?[：:]?[ \u3000]?(?P<at>\d{9,20}[Xx]?)(?![\dXx*])"
)
_FIRM = Pattern(r"信用代码(?:证号?)?(?:为|是)?[：:]?[ \u3000]?(?P<at>[0-9A-Za-z]{9,22})(?![0-9A-Za-z*])")
_CARD = Pattern(r"(?:账号|帐号|卡号)(?:为|是)?[：:]?[ \u3000]?(?P<at>62\d{14}(?:\d{3})?)(?!\d)")
_PERSON_CHECKS: Final = "10X98765432"
_FIRM_SIGNS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LONG: Final = 18


def _is_person(number: str) -> bool:
    """Whether the check figure of an identity card fits (GB 11643)."""
    if len(number) != _LONG or not number[:17].isdecimal():
        return False
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    total = sum(int(digit) * pow(2, 17 - at, 11) for at, digit in enumerate(number[:17]))
    dated = 1850 < year < 2100 and 1 <= month <= 12 and 1 <= day <= 31
    return dated and _PERSON_CHECKS[total % 11] == number[17].upper()


def _is_firm(code: str) -> bool:
    """Whether the check character of a 统一社会信用代码 fits (GB 32100)."""
    if len(code) != _LONG or any(sign not in _FIRM_SIGNS for sign in code):
        return False
    total = sum(_FIRM_SIGNS.index(sign) * pow(3, at, 31) for at, sign in enumerate(code[:17]))
    return _FIRM_SIGNS[(31 - total % 31) % 31] == code[17]


def _is_card(number: str) -> bool:
    """Whether the last figure of a bank card fits (Luhn)."""
    doubled = "".join(str(int(digit) * (1 + at % 2)) for at, digit in enumerate(reversed(number)))
    return sum(map(int, doubled)) % 10 == 0


def codes_and_addresses(segment: Segment) -> Iterator[Hit]:
    """An identity number, a firm's code or a card whose check figure does not fit; an address with a wrong mark."""
    for pattern, fits in ((_PERSON, _is_person), (_FIRM, _is_firm), (_CARD, _is_card)):
        for found in pattern.finditer(segment.text):
            if not fits(found["at"]):
                level = Level.HINT if pattern is _CARD else None
                yield Hit(segment, *found.span("at"), params={"better": "…"}, level=level)
    yield from faults_in(segment, known_faults()["P227"])


# --- numbers that everybody dials, and parts of a whole ------------------------------------------------------------------

_HOTLINES: Final = {
    "110": "", "119": "火警 消防救援 火灾报警", "120": "急救 医疗急救", "122": "交通事故报警", "12119": "森林防火 森林草原防火 森林火情 森林火警", "12123": "交通安全综合服务",
    "12345": "政务服务便民 政务服务 市民服务 市长", "12315": "消费者投诉 消费维权 消费者 市场监管投诉", "12369": "环保举报 生态环境举报 环境举报", "12388": "纪检监察举报", "12348": "法律援助 法律服务 公共法律服务",
    "12333": "人社 人力资源社会保障 社保 社会保障", "12393": "医保 医保服务 医疗保障", "12366": "纳税 税务 纳税缴费", "12385": "残疾人", "12351": "职工维权 职工 工会", "12355": "青少年 青少年服务", "12338": "妇女维权 妇女",
    "12328": "交通运输", "95598": "供电 电力", "12350": "安全生产举报", "12314": "水利监督", "12318": "文化市场举报", "12316": "农业 三农", "96110": "反诈 反诈预警 反电诈", "12356": "心理援助 心理", "12309": "检察", "12368": "诉讼 法院", "12389": "公安监督",
}  # fmt: skip
_DIALLED: Final = {name: number for number, names in _HOTLINES.items() for name in names.split()}
_CALLED: Final = "|".join(sorted(_DIALLED, key=len, reverse=True))
_SHORT: Final = r"(?<![\d.])(?P<n>1[12][0-9]|12\d{3}|9[56]\d{3})(?!\d|[.,]\d|[个名人件次元万])"
_HOTLINE = (
    Pattern(
        rf"(?P<name>{_CALLED})(?:服务|举报|投诉|咨询|监督|公益|专用)*(?:(?:电话|热线|专线|平台)[号码为是：:“（(]{{0,4}}{_SHORT}|{_SHORT.replace('<n>', '<m>')}(?=[”）)]?(?:电话|热线)))"
    ),
    Pattern(
        rf"{_SHORT}[”）)]?(?P<name>{_CALLED})(?:服务|举报|投诉|咨询|监督|公益|专用)*(?:电话|热线|专线|平台)"
    ),
)
_PARTS = Pattern(
    "(?<![一二三四五六七八九十百千万\\d])(?P<below>[二三四五六七八九十]|1?\\d)分之(?P<above>[二三四五六七八九十]|1?\\d)(?![一二三四五六七八九十百千万\\d点.])"
)


def other_number(segment: Segment) -> Iterator[Hit]:
    """便民热线12354, 110火警电话: not the number that is dialled; 五分之六 of a whole; a number that is written otherwise."""
    for pattern in _HOTLINE:
        for found in pattern.finditer(segment.text):
            which = "n" if found["n"] else "m"
            if found[which] != _DIALLED[found["name"]]:
                yield Hit(segment, *found.span(which), params={"better": _DIALLED[found["name"]]})
    for found in _PARTS.finditer(segment.text):
        if number(found["above"]) > number(found["below"]):
            yield Hit(segment, *found.span(), params={"better": NOTHING_BETTER})
    yield from faults_in(segment, known_faults()["P228"])


_TEXT: Final = RUNNING | {Role.NAME, Role.BYLINE}

RULES: Final = (
    Rule("P221", "clock-colon", f"{NUMERALS_NORM} 5.1.4", fixable=True, segment=clock, roles=_TEXT),
    Rule("P223", "mixed-forms", f"{NUMERALS_NORM} 4.3", fixable=True, segment=mixed_forms, roles=RUNNING),
    Rule("P227", "code-or-address", "GB 11643、GB 32100", segment=codes_and_addresses, roles=RUNNING),
    Rule(
        "P228",
        "numeral-form",
        NUMERALS_NORM,
        segment=other_number,
        roles=_TEXT,
        bits=lambda: any_of(*_HOTLINE, _PARTS)() | known_faults()["P228"].bits,
    ),
    Rule("P224", "telephone", CUSTOM, segment=telephone, roles=PROSE | {Role.CELL}, triggers="0123456789"),
)
