"""Figures and what stands beside them: clock times, magnitudes, mixed numerals, telephone numbers, currency and units."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jianbao.errors import Level
from jianbao.messages import NOTHING_BETTER
from jianbao.proofread.amounts import number
from jianbao.proofread.digits import differ_by_a_slip
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


_PHONE = Pattern(
    r"(?:电话|热线|手机|传真|联系方式)(?:号码)?(?:为|是)?[：:]?[ \u3000]?(?P<at>[（(]?\d[\d \-—－–（）()]{2,24}\d)(?!\d)"
)
_AREA = Pattern(r"(?<![\d-])(?P<at>0(?:10|2\d|[3-9]\d\d)[-—－–](?P<local>\d{3,12}))(?![\d-])")
_SHORT_NUMBER = Pattern(r"(?:1[012]|9[56])\d{1,4}$")
# with its area and what is dialled behind it; of a mobile; 400 and 800; a short one
_NUMBER = Pattern(
    r"(?:0\d{2,3}[-—－–]?)?(?:[2-9]\d{6,7}|[2-9]\d{2,3}[-—－–]\d{4}|1[012](?:\d|\d{3,4})|9[56]\d{1,4})(?:[-—－–]\d{1,8})*|1[3-9]\d(?:\d{8}|[- ]\d{4}[- ]?\d{4})"
    r"|[48]00[- ]?(?:\d{3}[- ]?\d{4}|\d{4}[- ]?\d{3}|\d[- ]?\d{3}[- ]?\d{3})|\d{3}|\d{5}"
)
_PARTED = Pattern(r"[ （）()]+")


def telephone(segment: Segment) -> Iterator[Hit]:
    """A telephone number that has too few or too many figures, or parts that no number has."""
    text, told = segment.text, set()
    for found in _AREA.finditer(text):
        if len(found["local"]) not in (7, 8) and not _SHORT_NUMBER.match(found["local"]):
            told.add(found.start("at"))
            yield Hit(segment, *found.span("at"))
    for found in _PHONE.finditer(text):
        parts = [*filter(None, _PARTED.compiled.split(found["at"]))]
        whole = _NUMBER.compiled.fullmatch(found["at"])
        if found.start("at") not in told and not (whole or all(map(_NUMBER.compiled.fullmatch, parts))):
            yield Hit(segment, *found.span("at"))


# --- numbers that everybody dials, and parts of a whole ------------------------------------------------------------------

_HOTLINES: Final = {
    "110": "", "119": "火警 消防救援 火灾报警", "120": "急救", "122": "交通事故", "12119": "森林防火 森林草原 森林火情 森林火警", "12123": "交管", "12345": "便民 政务服务 市民服务 市长", "12315": "消费",
    "12369": "环保 环境", "12388": "纪检监察 纪委监委", "12348": "法律援助 法律服务 法律咨询", "12333": "人社 人力资源 社保 社会保障 欠薪 劳动保障", "12393": "医保 医疗保障", "12366": "纳税 税务 税费 办税", "12385": "残疾 残联", "12351": "职工 工会", "12355": "青少年 团委",
    "12338": "妇女 妇联", "12328": "交通运输 客运 出租车", "95598": "供电 电力 用电", "12350": "安全生产 安全隐患", "12314": "水利监督", "12318": "文化市场", "12316": "农业 三农", "96110": "反诈 反电诈 诈骗", "12356": "心理", "12309": "检察", "12368": "诉讼 法院 执行线索", "12389": "公安监督 民警违纪",
    "12378": "银行保险 金融消费 金融监管 保险消费", "12329": "公积金", "12358": "价格", "12337": "扫黑除恶 涉黑涉恶", "12377": "网络举报 网信 不良信息", "12320": "卫生 健康", "12319": "城管 城建", "12380": "组织部", "12367": "移民管理 出入境", "12305": "邮政", "12306": "铁路", "12379": "预警信息",
}  # fmt: skip
# what else begins with 12 and is dialled
_ALSO_DIALLED: Final = "12110 12117 12121 12122 12300 12301 12302 12308 12310 12312 12313 12317 12321 12325 12326 12330 12331 12335 12336 12340 12346 12349 12359 12360 12361 12363 12365 12370 12371 12381 12386 12390 12395 12396 12398 12580"
_DIALLED: Final = {name: number for number, names in _HOTLINES.items() for name in names.split()}
_CALLED = Pattern("|".join(sorted(_DIALLED, key=len, reverse=True)))
_CALL = Pattern("热线|电话|专线|拨打|投诉|举报|报修")
_SHORT = Pattern(
    r"(?<![\d.,])(?P<n>1[12][0-9]|12\d{3}|9[56]\d{3})(?!\d|[.,]\d|[个名人件次元万户亩年多余周张吨家份])"
)
# whatever it is about may be told to this one
_FOR_ALL: Final = "12345"
_AROUND: Final = 14
_PART_OF_SENTENCE = Pattern(r"[。；！？、\d和或与]")
_PARTS = Pattern(
    "(?<![一二三四五六七八九十百千万\\d])(?P<below>[二三四五六七八九十]|1?\\d)分之(?P<above>[二三四五六七八九十]|1?\\d)(?![一二三四五六七八九十百千万\\d点.])"
)


_GOOD_DAYS = Pattern(
    r"(?:优良|达标|良好)[^，。；\d]{0,10}(?P<days>\d{3})天[，（][^。；\d]{0,14}(?:率|占|比例|比率)[^，。；\d]{0,8}(?P<share>\d\d(?:\.\d)?)[%％]"
)
# days of a year on which the air is measured
_MEASURED: Final = (355, 366)


def other_number(segment: Segment) -> Iterator[Hit]:
    """便民热线12354, 110火警电话: not the number that is dialled; 342天，占98.6%; 五分之六 of a whole; numbers written otherwise."""
    text = segment.text
    for found in _SHORT.finditer(text):
        said, start, end = found["n"], *found.span()
        before = _PART_OF_SENTENCE.compiled.split(text[max(start - _AROUND, 0) : start])[-1]
        after = _PART_OF_SENTENCE.compiled.split(text[end : end + _AROUND])[0]
        names = [*_CALLED.compiled.findall(after)[:1], *_CALLED.compiled.findall(before)[-1:]]
        wanted = [_DIALLED[name] for name in names]
        if said in wanted or said == _FOR_ALL or not _CALL.search(before + after):
            continue
        near = next((each for each in wanted if differ_by_a_slip(said, each)), None)
        # 12385医保热线
        near = near or next((_DIALLED[name] for name in names if after.startswith(name)), None)
        if near or (said[:2] == "12" and said not in _HOTLINES and said not in _ALSO_DIALLED):
            better = near or next(iter(wanted), NOTHING_BETTER)
            level = None if near else Level.HINT
            yield Hit(segment, start, end, params={"better": better}, level=level)
    for found in _GOOD_DAYS.finditer(text):
        least, most = (100 * int(found["days"]) / days for days in _MEASURED[::-1])
        if not least - 1 < float(found["share"]) < most + 1:
            params = {"better": f"{least:.1f}%"}
            yield Hit(segment, found.start("days"), found.end(), params=params, level=Level.HINT)
    for found in _PARTS.finditer(segment.text):
        if number(found["above"]) > number(found["below"]):
            yield Hit(segment, *found.span(), params={"better": NOTHING_BETTER})
    yield from faults_in(segment, known_faults()["P228"])


_TEXT: Final = RUNNING | {Role.NAME, Role.BYLINE}

RULES: Final = (
    Rule("P221", "clock-colon", f"{NUMERALS_NORM} 5.1.4", fixable=True, segment=clock, roles=_TEXT),
    Rule(
        "P228",
        "numeral-form",
        NUMERALS_NORM,
        segment=other_number,
        roles=_TEXT,
        bits=lambda: any_of(_SHORT, _GOOD_DAYS, _PARTS)() | known_faults()["P228"].bits,
    ),
    Rule("P224", "telephone", CUSTOM, segment=telephone, roles=PROSE | {Role.CELL}, triggers="0123456789"),
)
