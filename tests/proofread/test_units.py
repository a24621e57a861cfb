"""Units: symbols, old ones, and those of another quantity than is measured."""

from __future__ import annotations

import pytest

from tests.proofread.telling import codes

WRONG = """\
变压器容量为630KVA，已经投运。
电池容量为3000MAH，可用一天。
宽带速率提升到500mbps。
频率稳定在50hz附近。
化验显示浓度为18mg/l。
细颗粒物浓度为31ug/m³。
机组转速为990rpm，噪声下降。
限速由60km/小时调整。
储能规模为50MW时。
全县耕地面积为52万公里。
高速公路全长86平方公里。
新修产业路18.6平方公里。
水库库容为3200万平方米。
这台水泵功率为75千瓦时。
今年发电量达36亿千瓦。
河道流量为320立方米，超过警戒流量。
粮食产量达到56万亩。
隧道净高5吨。
气象站位于东经109.4℃。
合作社新购120马力拖拉机。
午餐热量不应低于700大卡。
退耕面积共计340平方公顷。
货车时速超过90公里/小时的要提示。
签约引资1.2亿美金。
补偿标准由每亩1200元提高到1800，村民同意。
池长12、宽4米、深1.5米。
试验田亩产达到650公斤/亩。
安置后人均住房面积28平方米/人。
瞬时风速达每秒17m/s。
"""
RIGHT = """\
建成5G基站30个，播出4K节目，展出3D模型和GT-3KW样机。
入库流量每秒320立方米，出库流量200立方米/秒。
流转土地2.6万亩，硬化道路3万平方米，长18公里。
光伏装机12万千瓦，储能装机50兆瓦时，光伏发电30万千瓦。
配置55英寸（约140厘米）触摸屏，存储容量2TB，广义货币（M2）增长。
办公空间占比减少80%，产量达到560万只，水深0.5米，亩产560公斤。
车速120公里/小时，风速18m/s，年降水量12亿立方米。
长度、面积分别为3公里、2平方公里，压力为1.2MPa。
小麦单产650公斤/亩，人均用水量120升/人·日，每秒17米。
"""


@pytest.mark.parametrize("text", WRONG.splitlines())
def test_a_unit_that_does_not_fit_is_told(text: str):
    assert {"P219", "P225", "P409"} & {*codes(text)}, text


@pytest.mark.parametrize("text", RIGHT.splitlines())
def test_units_that_fit_are_left_alone(text: str):
    assert not {"P219", "P225", "P409"} & {*codes(text)}, text
