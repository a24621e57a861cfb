"""Figures and what stands beside them: clock times, magnitudes, mixed numerals, telephone numbers, currency and units."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jianbao.language.numerals import numeral
from jianbao.proofread.rule import CUSTOM, DOCUMENT_NORM, NUMERALS_NORM, Pattern, Rule
from jianbao.proofread.view import PROSE, RUNNING, Hit, Role, Segment

UNITS_NORM: Final = "GB 3100-1993"

_CLOCK = Pattern(r"(?<![\d：:.∶])(?P<h>[01]?\d|2[0-4])：(?P<m>[0-5]\d)(?![\d：∶.])", "：")
_CLOCK_BEFORE: Final = "日午前晚早上间于至到—～-（为段的期点，、 "
_CLOCK_SURELY: Final = "前后起召开至"
_CLOCK_AFTER: Final = "前后至到—～-举召开起结准在，。、；）) "


def clock(segment: Segment) -> Iterator[Hit]:
    """18：00 with the full-width colon of text."""
    text = segment.text
    for found in _CLOCK.finditer(text):
        before, after = text[max(found.start() - 1, 0) : found.start()], text[found.end() : found.end() + 1]
        timely = not before or before in _CLOCK_BEFORE or before == "：" or (after and after in _CLOCK_SURELY)
        if timely and (not after or after in _CLOCK_AFTER):
            yield Hit(segment, *found.span(), f"{found['h']}:{found['m']}")


_MAGNITUDES: Final = (
    Pattern(r"\d(?:万万|亿亿|亿万|千千|百百)(?=[元人亩吨户个])|万万元", "万亿千百"),
    Pattern(r"百分之\d+(?:\.\d+)?[%％]|百分之[一二三四五六七八九十百]+[%％]|[%％]{2,}|\d[%％]个百分点|个百分点[%％]", "%％"),
    Pattern(r"\d(?:\.\d+)?(?:万|亿)(?=万元|亿元)(?!万亿|亿元)|(?:万元|亿元)(?:万|亿)?元|万元人民币元", "元"),
    Pattern(r"[一二三四五六七八][二三四五六七八九][十百千万]余|\d+\.\d+余|\d+余[^，。；\d]{1,4}左右|约有?(?![有为是]?\d)[^，。；\d]{1,5}\d+[^，。；\d]{0,3}左右|廿十", "余左廿"),
    Pattern(r"(?:由|从)\d+(?:\.\d+)?(?:提高|上升|提升|增长|增加|下降|降低)?(?:到|至)\d+(?:\.\d+)?[%％]", "由从"),
    Pattern(r"(?:第)?\d+(?:多|余)(?=\d)|\d+\.\d+\.\d+(?=[万亿元%％])", "多余."),
)  # fmt: skip


def magnitude(segment: Segment) -> Iterator[Hit]:
    """3万万元, 百分之5%: a magnitude or a sign said twice."""
    for pattern in _MAGNITUDES:
        for found in pattern.finditer(segment.text):
            yield Hit(segment, *found.span())


_PLAN = Pattern(
    r"(?<![\d.])1(?P<n>[0-6])(?:五|5)(?=”|规划|时期|期间|末|以来)|十(?P<m>[三四五])5(?=”|规划|时期|期间)",
    ("五", "5"),
)
_MIXED: Final = (
    Pattern(r"\d{4}年[一二三四五六七八九十]{1,2}月(?!份?[^，。]{0,2}农历)(?:[一二三四五六七八九十]{1,3}日)?|[〇一二三四五六七八九]{4}年\d{1,2}月(?:\d{1,2}日)?|(?<!\d)\d{1,2}月[一二三四五六七八九十]{1,3}日|(?<![农历一二三四五六七八九十])[一二三四五六七八九十]{1,2}月\d{1,2}日", "月"),
    Pattern(r"(?<![\d.])\d{1,3}[一二三四五六七八九](?=[个人名户亩元件万百千])(?!万)|[一二三四五六七八九]\d{1,3}(?=[个人名户亩元件])(?<![第十百千万]\d)", ("个", "人", "名", "户", "亩", "元", "件")),
    Pattern(r"十\d大|[一二三四五六七八九十百]{1,4}[十百]\d+(?=[件个名户人项次亩])|第[一二三四五六七八九十]+\d+[届次]", ("大", "件", "个", "名", "户", "人", "项", "次", "亩")),
    Pattern(r"[一二三四五六七八九十]届\d中全会|第[123]产业|十[1-9](?=[个名人户家件])|[一二三四五六七八九]百\d十|[12][0-9]?[Oo][Oo0-9]{1,2}\d?(?=年)|\d\.\d+\.(?=[万亿个人元吨])|[一二三四五六七八九]?十[一二三四五六七][二三四五六七八][三四五六七八九](?=[名个人])", ("全会", "产业", "十", "百", "年", ".")),
    Pattern(r"第\d+届[一二三四五六七八九十]+中全会|\d+届[一二三四五六七八九十]中全会", "届"),
    Pattern(r"\d+分之[一二三四五六七八九十]+|[一二三四五六七八九十]+分之\d+", "分之"),
    Pattern(r"(?<![\d.])\d成[一二三四五六七八九]|[一二三四五六七八九]成\d(?!\d*[%％年月日])", "成"),
)  # fmt: skip


def mixed_forms(segment: Segment) -> Iterator[Hit]:
    """“15五”规划, 2026年三月, 5月二日: Han and Arabic numerals in one name or date."""
    for found in _PLAN.finditer(segment.text):
        ten = int(found["n"]) if found["n"] else 0
        better = f"{numeral(10 + ten)}五" if found["n"] else f"十{found['m']}五"
        yield Hit(segment, *found.span(), better)
    for pattern in _MIXED:
        for found in pattern.finditer(segment.text):
            yield Hit(segment, *found.span(), params={"better": "…"})


_PHONE = Pattern(
    r"(?:电话|热线|手机|传真|联系方式)(?:号码)?(?:为|是)?[：:]?[ \u3000]?(?P<at>\d[\d \-—－–（）()]{3,20}\d)(?!\d)",
    ("电话", "热线", "手机", "传真", "联系方式"),
)
_AREA = Pattern(r"(?<![\d-])(?P<at>0(?:10|2\d|[3-9]\d\d)[-—－–](?P<local>\d{3,12}))(?![\d-])", "0")
_SHORT_NUMBER = Pattern(r"(?:1[012]|9[56])\d{1,4}$")
_MOBILE: Final = 11


def telephone(segment: Segment) -> Iterator[Hit]:
    """A telephone number that has too few or too many figures."""
    text = segment.text
    told: set[int] = set()
    for found in _AREA.finditer(text):
        if len(found["local"]) not in (7, 8) and not _SHORT_NUMBER.match(found["local"]):
            told.add(found.start("at"))
            yield Hit(segment, *found.span("at"))
    for found in _PHONE.finditer(text):
        digits = "".join(char for char in found["at"] if char.isdigit())
        if (
            found.start("at") in told
            or any(sign in found["at"] for sign in " （(")
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
            wrong = len(digits) in (6, 9, 10) or len(digits) > 11
        if wrong:
            yield Hit(segment, *found.span("at"))


_WORDING: Final[tuple[tuple[Pattern, str | None], ...]] = (
    (Pattern(r"[￥¥](?P<n>\d[\d,.]*(?:万|亿)?元)", "￥¥"), r"\g<n>"),
    (Pattern(r"[$＄](?P<n>\d[\d,.]*(?:万|亿)?)(?:美)?元", "$＄"), r"\g<n>美元"),
    (Pattern(r"人民币(?P<n>\d[\d,.]*(?:万|亿)?元)(?:整)?人民币", "人民币"), r"人民币\g<n>"),
    (Pattern(r"(?<=\d)(?:度℃|℃度|摄氏度℃|℃摄氏度|°C度|度摄氏度)", "℃C度"), "℃"),
    (Pattern(r"摄氏(?:零下)?(?P<n>\d+(?:\.\d+)?)度", "摄氏"), r"\g<n>摄氏度"),
    (Pattern(r"零下[−\-－–](?P<n>\d+(?:\.\d+)?)", "零下"), r"零下\g<n>"),
    (Pattern(r"(?<=[\d万亿])立方(?![米厘分千公毫英])", "立方"), "立方米"),
    (Pattern(r"(?<=[\d万亿])平方(?![米厘分千公毫英])|(?<=[\d万亿])平米", "平"), "平方米"),
    (Pattern(r"(?<=\d)公分(?!子)", "公分"), "厘米"),
    (Pattern(r"(?<=\d)(?:华里|市里)|(?<=\d)(?:市斤)|(?<=\d)(?:市亩)", "市华"), None),
    (Pattern(r"(?<=\d)(?:MM|CM|Cm|ML|Ml|KVA|Kva|kva|MWH|Mwh|GWH|Kwh|KWH|GHZ|MHZ|Mhz|mhz|ghz|DB|Mm²|KM²|Km²|M²|M³|Ｍ²)(?![A-Za-z])", "MCKGmkgD"), None),
    (Pattern(r"(?<=\d)(?:元/人民币|RMB元|元RMB)", "R元"), "元"),
    (Pattern(r"(?<=\d)(?:小时钟|分钟分|秒钟秒|公里里|公斤斤|吨吨|元元|人人(?![均有都])|个个(?!性)|亩亩|万元元|平方米米)", "时分秒公吨元人个亩米"), None),
    (Pattern(r"(?<=[\d万千百十])公倾|(?<=\d)公理(?!学)|(?<=\d)mg[／/]l(?![A-Za-z])|(?<=\d)MVa|(?:兆瓦|千瓦)特?每小时", "公m／MV每"), None),
    (Pattern(r"(?<=\d)(?:元公斤|万吨斤|吨斤|米级|元吨|公里米|亩公顷|人名|度级|℃度|公斤吨)(?![\u4e00-\u9fff]?[制的])", "元吨米公亩人度℃"), None),
    (Pattern(r"(?<=\d)K(?=[，。；、）]|以上|左右)|(?<=\d)k(?=[，。；、）]|以上|左右)", "Kk"), None),
)  # fmt: skip


def unit_words(segment: Segment) -> Iterator[Hit]:
    """￥80元, 12度℃, 摄氏12度, 3万立方, 5KWH."""
    for pattern, better in _WORDING:
        for found in pattern.finditer(segment.text):
            yield Hit(segment, *found.span(), params={"better": found.expand(better) if better else "…"})


_YEARLESS: Final = (
    Pattern(r"[〔\[［](?:\d{1,3}|(?:19|20)\d\d年)[〕\]］](?=第?\d+号)", "号"),
    Pattern(r"(?<=[\u4e00-\u9fff])(?:(?:19|20)\d\d)〕(?=\d+号)|(?<=[\u4e00-\u9fff])〔(?:19|20)\d\d(?=\d+号)|(?<=[发办函字])(?:19|20)\d\d(?=第?\d+号)", "号"),
    Pattern(r"〔(?:19|20)\d\d〕\d+(?![号\d])", "〕"),
)  # fmt: skip


def broken_number(segment: Segment) -> Iterator[Hit]:
    """〔9〕12号, 某政发〔2026年〕9号, 某政发2026〕9号: a document number without its whole year, a bracket or 号."""
    for pattern in _YEARLESS:
        for found in pattern.finditer(segment.text):
            yield Hit(segment, *found.span())


_TEXT: Final = RUNNING | {Role.NAME, Role.BYLINE}

RULES: Final = (
    Rule(
        "P221",
        "clock-colon",
        f"{NUMERALS_NORM} 5.1.4",
        fixable=True,
        segment=clock,
        roles=_TEXT,
        triggers="：",
    ),
    Rule("P222", "magnitude-twice", NUMERALS_NORM, segment=magnitude, roles=_TEXT),
    Rule(
        "P223",
        "mixed-forms",
        f"{NUMERALS_NORM} 4.3",
        segment=mixed_forms,
        roles=RUNNING,
        triggers="0123456789",
    ),
    Rule("P224", "telephone", CUSTOM, segment=telephone, roles=PROSE | {Role.CELL}, triggers="0123456789"),
    Rule("P225", "unit-words", UNITS_NORM, segment=unit_words, roles=RUNNING, triggers="0123456789"),
    Rule(
        "P226",
        "broken-number",
        f"{DOCUMENT_NORM} 7.2.5",
        segment=broken_number,
        roles=_TEXT,
        triggers="〔〕[［发办函字",
    ),
)
