"""A figure and its unit → symbols written otherwise than the norm has them, old units, units of another quantity than is measured.

One table says what each unit measures and another which quantity a noun is of; whatever is told follows from the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.messages import NOTHING_BETTER
from jianbao.proofread.rule import Pattern, Rule, any_of
from jianbao.proofread.usage import faults_in, known_faults
from jianbao.proofread.view import PROSE, RUNNING, Hit, Role, Segment

UNITS_NORM: Final = "GB 3100-1993"

# --- what units measure -------------------------------------------------------------------------------------------------

# names and symbols; the first name is proposed where a unit of another quantity stands
_UNITS: Final[Mapping[str, tuple[str, str]]] = {
    "长度": ("米 公里 千米 分米 厘米 毫米 微米 纳米 海里", "m km dm cm mm μm nm"),
    "面积": ("平方米 平方厘米", "m² cm²"),
    "地积": ("亩 公顷 平方公里 平方千米", "km² hm² ha"),
    "体积": ("立方米 升 毫升 立方厘米", "m³ L mL ml cm³"),
    "质量": ("吨 公斤 千克 克 毫克 微克 斤", "kg mg μg"),
    "功率": ("千瓦 瓦 兆瓦 吉瓦 千伏安 兆伏安", "kW MW GW kVA MVA kV·A"),
    "电量": ("千瓦时 度 兆瓦时 瓦时 毫安时", "kWh MWh GWh kW·h MW·h mAh"),
    "电压": ("伏 千伏 伏特", "kV mV"),
    "电流": ("安 安培 毫安", "mA"),
    "频率": ("赫兹 赫 千赫 兆赫", "Hz kHz MHz GHz"),
    "温度": ("℃ 摄氏度", "℃"),
    "速度": ("公里/小时 米/秒 千米/小时 公里/时", "km/h m/s"),
    "流量": ("立方米/秒 立方米/小时 立方米每秒 升/秒", "m³/s m³/h L/s L/min"),
    "压力": ("兆帕 帕 千帕 百帕 帕斯卡", "Pa kPa MPa hPa mmHg"),
    "声级": ("分贝", "dB"),
    "存储量": ("", "KB MB GB TB PB"),
    "传输速率": ("兆比特/秒", "Mbps Gbps kbps"),
    "热量": ("千焦 焦 兆焦 千焦耳 焦耳", "kJ MJ"),
    "浓度": ("毫克/升 微克/立方米 毫克/立方米 毫克/千克", "mg/L μg/m³ mg/m³ mg/kg g/L"),
    "其他": ("", "min r/min lx lm ppm mol kg/m³ W/m² kW·h/t kg/t"),
}  # fmt: skip
_KIND_OF: Final = {name: kind for kind, (names, _) in _UNITS.items() for name in names.split()}

# --- symbols ------------------------------------------------------------------------------------------------------------

_SYMBOLS: Final = {
    *chain.from_iterable(symbols.split() for _, symbols in _UNITS.values()), "t", "h", "s", "W", "V", "A", "J", "N", "g", "kW.h"
}  # fmt: skip
# parts of symbols as people write them, small → as they are
_PARTS: Final = {
    part.lower(): part for symbol in _SYMBOLS for part in re.split("[/·.]", symbol)
} | {
    "m2": "m²", "m3": "m³", "km2": "km²", "cm2": "cm²", "cm3": "cm³", "dm3": "dm³", "km²": "km²", "um": "μm", "µm": "μm", "ug": "μg", "µg": "μg", "sec": "s", "secs": "s",
    "hr": "h", "hrs": "h", "mins": "min", "kgs": "kg", "kms": "km", "cc": "mL", "oc": "℃", "°c": "℃", "ml": "mL", "l": "L",
}  # fmt: skip
_WHOLE: Final = {"rpm": "r/min", "kwh": "kWh", "mwh": "MWh", "gwh": "GWh", "kva": "kVA", "mva": "MVA"}
_SYMBOL = Pattern(
    r"(?P<number>[\d万亿千百（(：])(?P<unit>(?:[A-Za-zμµ]{2,4}|°[Cc]|[mM])[23²³]?(?:[/／·.]?[A-Za-z]{1,3}[23³]?)?)(?![A-Za-z0-9²³/])"
)
_POWERS: Final = ("m2", "m3", "cm2", "cm3", "km2", "dm3")
# characters before a unit
LONGEST_FIGURE: Final = 16
_HALF_HAN = Pattern(
    r"(?<=\d)(?:(?:km|m³|m3|kW|MW|GW|mg|kg)[/／·]?(?:小时|时(?![间段期代速])|秒|升)|(?:公里|千米|米|立方米|千瓦|兆瓦)[/／·](?:h|s|H|S|min)(?![A-Za-z]))"
)


def _better_symbol(unit: str) -> str | None:
    """As the norm writes a symbol; None for what is none."""
    whole = _WHOLE.get(unit.lower().replace("·", "").replace(".", ""))
    if whole:
        # as it is parted: KW·H is kW·h
        return whole.removesuffix("h") + "·h" if unit[-2:-1] in ("·", ".") else whole
    parts = re.split("([/／·.])", unit)
    known = [_PARTS.get(part.lower()) for part in parts[::2]]
    if any(part is None for part in known):
        return None
    return "".join(chain.from_iterable(zip(map(str, known), [*parts[1::2], ""], strict=True))).replace(
        "／", "/"
    )


def unit_symbol(segment: Segment) -> Iterator[Hit]:
    """8.3万m3, 10m/S, 300KW·h, 50hz, 31ug/m³ for m³, m/s, kW·h, Hz, μg/m³; 60km/小时, half of it in words."""
    text = segment.text
    for found in _SYMBOL.finditer(text):
        unit, start = found["unit"], found.start("unit")
        better = _better_symbol(unit)
        before = text[max(start - LONGEST_FIGURE, 0) : start].rstrip("0123456789.")[-1:]
        # a model: GT-3KW
        model = before in tuple("-－") or (before.isascii() and before.isalpha())
        if better in (None, unit) or unit in _SYMBOLS or unit.endswith("b/s") or model:
            continue
        if unit.lower() == "m" or (found["number"] in "（(：" and unit not in _POWERS):
            continue
        yield Hit(segment, start, found.end(), better)
    for found in _HALF_HAN.finditer(text):
        yield Hit(segment, *found.span(), params={"better": "全用符号或全用汉字"})


# --- quantities ---------------------------------------------------------------------------------------------------------


class _Noun(NamedTuple):
    """What is measured: the kinds of its units, and which others cannot be meant (none said = all)."""

    name: str
    kinds: Sequence[str]
    others: Sequence[str]


# nouns, the kinds of their units, the kinds that cannot be meant
_NOUNS: Final = (
    ("全长 总长 总长度 长度 里程 周长 路长 桥长 坝长 线长 岸线长 坝高 楼高 树高 塔高 净高 身高 株高 高度 高差 海拔 落差 宽度 路宽 净宽 面宽 河宽", "长度", ""),
    ("水深 深度 井深 厚度 雪深 直径 管径 胸径 孔径 半径 距离 间距 行距 株距 水位 高程 进尺", "长度", ""),
    ("公路 道路 业路 耕路 泥路 化路 组路 油路 管道 堤防 护栏 围栏 光缆 线路", "长度 面积", "地积 质量 功率 电量 流量 温度"),
    ("耕地 土地 林地 草地 湿地 农田 占地", "面积 地积", "长度 体积 质量 功率 电量"),
    ("面积", "面积 地积", ""),
    ("体重 净重 毛重 总重 单重 自重 载重", "质量", ""),
    ("亩产 总产 单产 总产量 产量", "质量 体积 电量 存储量 功率", ""),
    ("库容 蓄水量 容积 用水量 供水量 取水量 需水量 处理能力 储气量 用气量", "体积 质量", ""),
    ("降雨量 降水量 雨量", "长度 体积", "质量 面积 地积 温度"),
    ("道流量 库流量 泄流量 峰流量 口流量 站流量", "流量", ""),
    ("功率 总装机 装机容量", "功率", ""),
    ("发电量 用电量 售电量 供电量 上网电量 耗电量 节电量 充电量", "电量", ""),
    ("电压", "电压", ""),
    ("电流", "电流", ""),
    ("频率", "频率", ""),
    ("车速 时速 流速 风速 航速", "速度 长度", ""),
    ("气温 水温 体温 室温 地温 温度", "温度 电量", ""),
    ("压力 水压 气压 压强", "压力 质量 电压 长度", ""),
    ("噪声 噪音", "声级", ""),
    ("网速 带宽", "传输速率 存储量", "质量 面积 地积 体积 功率 电量"),
    ("内存 硬盘容量 存储容量", "存储量", ""),
    ("东经 北纬 西经 南纬 坡度 倾角 夹角", "角度", "温度"),
)  # fmt: skip
# last character → the nouns that end in it, longest first
_BY_END: Final[dict[str, list[_Noun]]] = {}
for _names, _kinds, _others in _NOUNS:
    for _name in _names.split():
        _BY_END.setdefault(_name[-1], []).append(_Noun(_name, _kinds.split(), _others.split()))
for _ending in _BY_END.values():
    _ending.sort(key=lambda noun: -len(noun.name))
_MEASURED = Pattern(
    rf"(?<![\d.,])\d[\d.,]*(?:[百千](?=[万亿]))?[万亿]?(?P<unit>{'|'.join(sorted(_KIND_OF, key=len, reverse=True))})(?![/／每·时安\d]|[深高宽厚长]的)"
)
# characters that stand between a noun and its figure
_LINKS: Final = "恢复升降涨回落约达为是有共仅近超逾到至在了已将可于均均只累计过大小概别持保定稳制控接增加扩提：高低最不足少平"
_GAP: Final = 14
_APART = Pattern("分别|依次|将$")
# with a word before it, a flow may be told by its volume
_A_SECOND = Pattern("每秒|每小时|每日|每天|日均|年均|秒流|储能")


def _noun_before(before: str) -> tuple[_Noun, str] | None:
    """The noun to which a figure belongs that stands behind `before`, and what stands between them."""
    bare = before
    for _ in range(_GAP):
        noun = next((each for each in _BY_END.get(bare[-1:], ()) if bare.endswith(each.name)), None)
        if noun is not None:
            return noun, before[len(bare) :]
        if bare[-1:] not in _LINKS or not bare:
            return None
        bare = bare[:-1]
    return None


def other_quantity(segment: Segment) -> Iterator[Hit]:
    """面积2.6万公里, 装机容量12万千瓦时, 东经109.4℃: a unit that measures something else."""
    text = segment.text
    for found in _MEASURED.finditer(text):
        before = text[max(found.start() - _GAP, 0) : found.start()]
        said = _noun_before(before)
        kind = _KIND_OF[found["unit"]]
        if said is None or _APART.compiled.search(said[1]) or kind in said[0].kinds:
            continue
        noun = said[0]
        wanted = noun.kinds[0]
        if (noun.others and kind not in noun.others) or _A_SECOND.search(before):
            continue
        if found["unit"] in "度斤安伏" and text[found.end() : found.end() + 1] not in tuple("，。；、）"):
            continue
        better = "、".join(_UNITS[wanted][0].split()[:2]) if wanted in _UNITS else "…"
        yield Hit(segment, *found.span("unit"), params={"better": better})


_BARE = Pattern(
    r"(?<=[\u4e00-\u9fff])(?!(?:19|20)\d\d(?!\d)|1(?:1[09]|2[02])(?!\d))\d+(?:\.\d+)?(?P<scale>[万亿]?)(?:余|多|至\d[\d.]*|左右|以[上下])*(?=[，。；）]|$)"
)
# what is counted without a unit, or called by a number
_NO_UNIT = Pattern(
    r"第|排|名|编号|代码|指数|系数|[评得积记满]分|均分$|[比乘除]|\d[号年月日时点分秒米]|[腊正冬]月|[国省县乡]道|(?:[号年款型版期股届表图例步卷条]|附[件表图])[为是]?$|[A-Za-z）]|电话|热线|拨打|邮编|之和|等于|分别|数值|正常值"
)
_SO_MANY = Pattern("[数量次]|人口|规模|用户|病例|网民|粉丝|受众|难民|确诊|新增")


def without_unit(segment: Segment) -> Iterator[Hit]:
    """每立方厘米6500多，; 亩均增收800。; 海拔1260，: a figure that does not say of what it is."""
    text = segment.text
    for found in _BARE.finditer(text) if segment.role in PROSE else ():
        first = max(text.rfind(mark, 0, found.start()) for mark in "，。；：、（“") + 1
        clause = text[first : found.start()]
        many = found["scale"] and _SO_MANY.search(clause)
        if len(clause) > 1 and not many and not _NO_UNIT.search(clause):
            yield Hit(segment, *found.span(), params={"better": NOTHING_BETTER}, level=Level.HINT)


def unit_words(segment: Segment) -> Iterator[Hit]:
    """Old units, doubled ones, those of another quantity, none."""
    yield from other_quantity(segment)
    yield from without_unit(segment)
    yield from faults_in(segment, known_faults()["P225"])


_TEXT: Final = RUNNING | {Role.NAME}

RULES: Final = (
    Rule(
        "P219",
        "unit-symbol",
        f"{UNITS_NORM} 6",
        fixable=True,
        segment=unit_symbol,
        roles=_TEXT,
        bits=any_of(_SYMBOL, _HALF_HAN),
    ),
    Rule(
        "P225",
        "unit-words",
        UNITS_NORM,
        fixable=True,
        segment=unit_words,
        roles=RUNNING,
        bits=lambda: any_of(_MEASURED, _BARE)() | known_faults()["P225"].bits,
    ),
)
