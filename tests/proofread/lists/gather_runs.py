"""Edited text → `mark-runs.txt`, which `mark_runs` reads: `python -m tests.proofread.lists.gather_runs FILE …`.

FILE are UTF-8 texts, a paragraph a line. A line of the file has two kinds that stand in a row and what edited text has behind.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from jianbao.proofread.data import NEEDS_FILE
from jianbao.proofread.mark_runs import kinds_of, runs_of, stretches

_FILE: Final = NEEDS_FILE.with_name("mark-runs.txt")
# occurrences that are no slip of edited text
_LEAST: Final = 3
# what bulletins write and newspapers do not
_OWN: Final = """\
（云政发〔2023〕15号）。《关于印发〈方案〉的通知》（国办发〔2020〕9号）、云办字〔2021〕3号文件，〔2021〕第3号，财库〔2001〕21号和
联系人：张某，联系电话：0512-4567890（传真），（0512）4567890。电子邮箱：abc@example.com。网址：www.example.com，邮箱：abc@example.com，a@b.cn；a@b.cn、a@b.cn）。桩号K35+200处，K1+20—K3+50段。
按照“××镇”格式，张××、李×，××村。时间为9:00—11:30（周一）。比例为3∶2，1∶2.5∶3，1:500地形图。
“十四五”（2021—2025年）时期。（8月1日，星期六）。“6·18”期间，“110”联动，“12345”热线。
每亩播种10～12公斤，行距15～20厘米；株距3～5厘米。：每亩10～12公斤，8℃～12℃，−5℃～3℃，零下5℃～3℃。35℃、37℃以上。
增长5%（可比价），下降3%（未扣除价格因素），占60%；1—9月增长6%，1—10月。（同比增长5%），（增长6%）。
附件：1.名单；2.安排表。（附件1）、见附件1、2。（一）（二）项，①②③。（1）抓好；（2）落实。一、二级，（详见附件1）。
一等奖1名、二等奖2名；三等奖3名。5000元/人，3.5元/斤，20微克/立方米。PM2.5浓度，AQI为56，PM10、SO2浓度。75t/h锅炉，2×300MW机组。
结束！（新华社记者张某）。”（完）。》（全文另发）。……，”他说。？（见第3页）。“清单”［4］、名单［5］。财库[2001]21号，SC[2009]12号和SC[2010]3号。；IBM、3M公司，GPA。”第6；第7，第一；第二。
“产业+制造、+交易、+金融”模式。近千亿、过五百亿元，逾百亿。近二十万元；1万～2万元。日均280件多36件，比上年多3件。×月×日，×年×月。40℃、37℃，）、电子邮箱，），来信。
增长2%以上。22万P、1.3万PF，80户。超80%，活动”、近五年。2025（中国）博览会。A、B、C类，Q1、Q2；AI、5G。代表！AI正在到来。
“同意（ ）”“弃权（ ）”。姓名：________　电话：________　。《〈甲〉和〈《乙》丙〉的协议》，“互联网+”。http://www.example.cn/a?b=1,2 。https://example.cn/t/?id=3，也可来电。
比赛以3:2结束，用时1:30，GB/T 9704-2012，0451-12388；0532-85910001，“太好了！！”“…”和“—”，张××向尾号××××3318，李×。
增长8%～10%，15～25℃，13万元～17万元，6～8℃，3～5天，−8℃～−5℃，为−2.4%，1360万m³、8600m²，24m/s，300万kW·h，10kV。20家亿元以上企业，8级以上，约20家。
按3∶7分成，3∶7，1∶3出资。清淤8.3万m3，（3）班。9，10。
传真1；E-mail：a@b.cn，网址：https://b.cn，网址（http://b.cn）。预防接种、0～6岁儿童，“Merci, docteur！”注：“…”表示，“—”为空。50元～500元，61.8km；新增3.2×10^6立方米，
“持续十三五 携手奔小康”，“同意（ ）”“不同意（ ）”“弃权（ ）”三栏。“太好了！！是好消息！！”约20家亿元以上企业，8级以上。CO₂约460吨、SO₂约35吨。
网址：https://b.cn；来信地址，排CO₂约460吨、减排SO₂约35吨。清淤量约8.3万m³，1260万m³的淤泥，61.8km；三号隧洞。表中“…”表示不足，“—”表示没有。约20家亿元以上企业参展，阵风8级以上，
最低气温降至−28.5℃，增速为−2.4%，−2℃。流量1500m³/h，300万kW·h，24m/s，1360万m³，好于；8600m²，气温6～8℃，约20家，500kW，126km，一次；1.6MPa，一次，气温为−8℃～−5℃，−8～−5℃。
分三步：①调查摸底，②集中评审，③发放证书。资料见 https://b.cn，见 https://b.cn/a 一页。
（责任单位：县农业农村局）（牵头单位：县委办；责任单位：各乡镇）。……”他说。——编者。《通知》（以下简称《办法》）。“‘三个一’”，“‘三个一’活动”。
"""


def _runs(line: str) -> Iterator[str]:
    return (run for _, stretch in stretches(kinds_of(line.strip())) for run, _, _ in runs_of(stretch))


def main(files: list[str]) -> None:
    """Count and write."""
    counted = Counter[str]()
    for name in files:
        for line in Path(name).read_text("utf-8").splitlines():
            counted.update(_runs(line))
    for line in _OWN.splitlines():
        counted.update(_LEAST * [*_runs(line)])
    behind: dict[str, str] = {}
    for run in sorted(run for run, times in counted.items() if times >= _LEAST):
        behind[run[:2]] = behind.get(run[:2], "") + run[2]
    _FILE.write_text("".join(f"{two}{rest}\n" for two, rest in behind.items()), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
