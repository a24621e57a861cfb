"""Sums that do not come out: totals of tables and of lists, parts over their whole, shares, rates, counts of points and names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from jianbao.language.numerals import circled_value, value_of
from jianbao.proofread.amounts import AMOUNT, number
from jianbao.proofread.counts import JOINERS, SAID, counted
from jianbao.proofread.dates import complete_parts, listed_and_counted
from jianbao.proofread.parts import figures_together, hundreds
from jianbao.proofread.rule import ARITHMETIC, CUSTOM, HAN, Pattern, Rule
from jianbao.proofread.view import PROSE, RUNNING, Grid, Hit, Segment, Sheet, apart, label

# --- tables --------------------------------------------------------------------------------------------------------------

_FIGURE = Pattern(r"[−-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[−-]?\d+(?:\.\d+)?")
_TOTAL: Final = frozenset(
    {
        "合计",
        "总计",
        "共计",
        "小计",
        "总和",
        "总数",
        "全县合计",
        "全市合计",
        "合 计",
        "总 计",
        "合　计",
        "总　计",
        "小　计",
    }
)
_SUBTOTAL: Final = frozenset({"小计", "小　计", "小 计"})
_NO_SUM = Pattern(
    "率|比重|占比|比例|增长|增速|增幅|增减|同比|环比|排名|名次|位次|序号|编号|均|单价|价格|年份|年龄|得分|评分|指数|[%％‰]|时间|日期|电话|进度|密度|限额|标准|库容系数"
)
_SHARE = Pattern("占比|比重|比例|构成|所占")


def _value(segment: Segment | None) -> float | None:
    if segment is None:
        return None
    text = segment.text.strip().rstrip("%％")
    return float(text.replace(",", "").replace("−", "-")) if _FIGURE.compiled.fullmatch(text) else None


def _places(segment: Segment) -> int:
    return len(segment.text.strip().rstrip("%％").partition(".")[2])


def table_totals(sheet: Sheet) -> Iterator[Hit]:
    """合计 and 小计 that their rows or columns do not make; shares that do not make 100."""
    for grid in sheet.grids:
        yield from _columns(grid)
        yield from _rows(grid)


def _columns(grid: Grid) -> Iterator[Hit]:
    rows = grid.rows
    totals = [index for index, row in enumerate(rows) if any(label(cell) in _TOTAL for cell in row[:2])]
    grand = [index for index in totals if not any(label(cell) in _SUBTOTAL for cell in rows[index][:2])]
    if not totals or len(grand) > 1:
        return
    for column in range(1, grid.columns):
        head = "".join(label(row[column]) for row in grid.head)
        share = bool(_SHARE.search(head))
        if _NO_SUM.search(head) and not share:
            continue
        block: list[Segment] = []
        every: list[Segment] = []
        for index, row in enumerate(rows):
            cell = row[column]
            if index in totals and index not in grand:
                yield from _sum_fault(cell, block)
                block = []
            elif index not in totals and cell is not None and not label(row[0]).startswith("其中"):
                block.append(cell)
                every.append(cell)
        for index in grand:
            yield from _sum_fault(rows[index][column], every, share=share)
            if share and column > 1:
                yield from _share_faults(grid, column, index)


def _share_faults(grid: Grid, column: int, total: int) -> Iterator[Hit]:
    """Shares against the column of values before them: 54 of 120 is 45 %."""
    whole = _value(grid.rows[total][column - 1])
    for row in grid.rows:
        part, share = _value(row[column - 1]), _value(row[column])
        cell = row[column]
        if whole and part is not None and share is not None and cell is not None and share <= _FULL:
            true = 100 * part / whole
            if abs(true - share) > 0.5 * 10.0 ** -_places(cell) + 0.5:
                yield Hit(cell, 0, len(cell.text), params={"sum": f"{true:.1f}", "total": cell.text.strip()})


def table_numbers(sheet: Sheet) -> Iterator[Hit]:
    """序号 that does not count on: 1, 2, 2, 4."""
    for grid in sheet.grids:
        if not grid.head or label(grid.head[-1][0]) not in ("序号", "编号", "号"):
            continue
        cells = [row[0] for row in grid.rows if row[0] is not None and row[0].text.strip().isdigit()]
        for before, cell in pairwise(cells):
            if int(cell.text) != int(before.text) + 1 and int(cell.text) != 1:
                params = {"expected": int(before.text) + 1}
                yield Hit(cell, 0, len(cell.text), params=params)
                break


def _sum_fault(total: Segment | None, parts: Sequence[Segment], *, share: bool = False) -> Iterator[Hit]:
    values = [_value(part) for part in parts]
    said = _value(total)
    # a cell that holds a dash or nothing counts for nothing; one that holds words makes the column none to add up
    known = [value for value in values if value is not None]
    empty = all(
        part.text.strip() in ("", "—", "-", "－", "/", "0", "–")
        for part, value in zip(parts, values, strict=True)
        if value is None
    )
    if total is None or said is None or len(known) < 2 or not empty:
        return
    slack = (
        sum(0.5 * 10.0 ** -_places(part) for part in (*parts, total))
        if any(map(_places, (*parts, total)))
        else 0
    )
    slack = max(slack, 0.5 if share else 0)
    if abs(sum(known) - said) > slack + 1e-6:
        yield Hit(
            total, 0, len(total.text), params={"sum": f"{sum(known):.12g}", "total": total.text.strip()}
        )


def _rows(grid: Grid) -> Iterator[Hit]:
    """The column 合计 against the figures of its row."""
    if len(grid.head) != 1:
        return
    heads = [label(cell) for cell in grid.head[0]]
    for column, head in enumerate(heads):
        if head not in _TOTAL and head not in ("总数", "合计（人）", "合计（万元）"):
            continue
        others = [
            index for index in range(1, len(heads)) if index != column and not _NO_SUM.search(heads[index])
        ]
        after = [index for index in others if index > column]
        chosen = after if column <= 1 and len(after) >= 2 else [index for index in others if index < column]
        if len(chosen) < 2 or "其中" in "".join(heads):
            continue
        for row in grid.rows:
            cells = [row[index] for index in chosen]
            yield from _sum_fault(row[column], [cell for cell in cells if cell is not None])


# --- amounts in a sentence ------------------------------------------------------------------------------------------------

_UNITS: Final = (
    "万人次|人次|批次|场次|万亩次|万人|万户|万亩|万吨|万元|亿元|亿吨|万千瓦时|千瓦时|万立方米|亿立方米|立方米|万平方米|平方米|平方公里|公里|公顷|千米|兆瓦|千瓦|毫米|千克|公斤|万件|万册|万株|万头|万只|万羽|"
    "例|起|套|宗|张|册|本|瓶|箱|袋|剂|株|棵|羽|课时|学时|门|项|个|家|名|户|件|份|场|次|座|条|台|辆|所|处|支|批|头|只|亩|吨|元|人|米|间|栋|盏|艘|篇|幅|期|枚|块|根|位|对|部|班|村|镇|乡|县"
)
_LISTED = Pattern(
    rf"(?P<list>(?:[^\d，、。；：（）]{{0,14}}{AMOUNT}(?P<unit>{_UNITS})(?:、|和|以及|及|，)){{1}}(?:[^\d，、。；：（）]{{0,14}}{AMOUNT}(?P=unit)(?:、|和|以及|及|，)){{0,20}}"
    rf"[^\d，、。；：（）]{{0,14}}{AMOUNT}(?P=unit))，(?P<word>合计|共计|总计|总共|共|累计)[^\d，。；]{{0,8}}(?P<total>{AMOUNT})(?P=unit)(?![余多左以次])",
    ("，合计", "，共", "，总", "，累计"),
)
_AMOUNTS = Pattern(AMOUNT)
_MEANS_MORE = Pattern("同比|增长|比上|其中|新增|去年|上年|此前|另|还|每|平均")


def listed_total(segment: Segment) -> Iterator[Hit]:
    """甲市400例、乙市100例、丙市200例，合计600例."""
    text = segment.text
    for found in _LISTED.finditer(text):
        before = text[max(found.start() - 1, 0) : found.start()]
        weak = found["word"] in ("共", "累计")
        if before in tuple("、.和及") or (weak and ("，" in found["list"] or _MEANS_MORE.search(found[0]))):
            continue
        if _MEANS_MORE.search(found["list"]):
            continue
        amounts = [part[0] for part in _AMOUNTS.finditer(found["list"])]
        total, unit = found["total"], found["unit"]
        decimals = [len(amount.partition(".")[2]) for amount in (*amounts, total)]
        slack = (
            sum(0.5 * 10.0**-places for places in decimals)
            if any(decimals) or unit in ("万元", "亿元")
            else 0
        )
        parts_sum = sum(map(float, amounts))
        if abs(parts_sum - float(total)) > slack + 1e-6:
            params = {"sum": f"{parts_sum:.12g}{unit}", "total": f"{total}{unit}"}
            yield Hit(segment, found.start() + found["list"].index(amounts[0]), found.end(), params=params)


_OF_WHICH = Pattern(
    rf"(?<![\d.])(?P<total>{AMOUNT})(?P<unit>{_UNITS})(?P<between>[^。；\d]{{0,16}})[，（](?:其中|包括)[：，]?",
    ("其中", "包括"),
)
_PART = Pattern(
    rf"(?P<label>(?:\d{{2}}岁(?:以上|以下))?[^\d，。；：（）、]{{1,14}}?)(?P<amount>{AMOUNT})(?P<unit>{_UNITS})"
)
LONGEST_LEAD: Final = 8
_NO_WHOLE = Pattern("超|以上|最|每|平均|人均|不足|近")
_CUTS_ACROSS = Pattern(
    "[男女岁]|党员|团员|青年|民族|退[休役伍]|困难|学历|职称|先进|优秀|本科|大专|高中|初中|硕士|研究生|博士|返乡|低保|残疾|留守|老年|儿童|骨干|一线|基层|重点|其中|首次|连续|以上|以下|规模|上市|"
    "国家级|省级|市级|级|专职|兼职|高级|中级|新增|已|未|整改|完成|办结|获|投入|建成|开工|脱贫|外地|本地|外来|持证|专业|主动|线索|问题"
)


def parts_over_whole(segment: Segment) -> Iterator[Hit]:
    """共排查500人，其中进境400人、出境200人: one part, or parts that cannot overlap, over the whole."""
    text = segment.text
    for found in _OF_WHICH.finditer(text):
        total, unit = float(found["total"]), found["unit"]
        at, parts = found.end(), list[re.Match[str]]()
        while part := _PART.match(text, at):
            if part["unit"] != unit or text[part.end() : part.end() + 1] in tuple("/／"):
                break
            parts.append(part)
            at = part.end()
            if text[at : at + 1] not in ("、", "和"):
                break
            at += 1
        if not parts or _NO_WHOLE.search(text[max(found.start() - LONGEST_LEAD, 0) : found.start()]):
            continue
        amounts = [float(part["amount"]) for part in parts]
        if max(amounts) > total + 1e-6:
            over = parts[amounts.index(max(amounts))]
            yield Hit(
                segment,
                found.start("total"),
                over.end(),
                params={"sum": f"{max(amounts):g}{unit}", "total": f"{total:g}{unit}"},
            )
        elif (
            len(parts) > 1
            and sum(amounts) > total + 1e-6
            and not any(_CUTS_ACROSS.search(part["label"]) for part in parts)
        ):
            params = {"sum": f"{sum(amounts):g}{unit}", "total": f"{total:g}{unit}"}
            yield Hit(segment, found.start("total"), parts[-1].end(), params=params)


# --- shares and rates -----------------------------------------------------------------------------------------------------

_AT_MOST_ALL: Final = (
    "覆盖率|合格率|满意率|满意度|入学率|参保率|普及率|整改率|办结率|签订率|达标率|到位率|知晓率|及格率|优良率|通过率|占比|比重|就业率|处理率|接种率|绿化率|出勤率|参与率|入户率|建档率|签约率|"
    "使用率|入住率|成活率|安装率|回复率|答复率|反馈率|排查率|完好率|供水率|通车率|硬化率|回收率|利用率|处置率|受理率|出席率|到会率|支持率|准确率|上线率|见面率|化解率|调处率|结案率|命中率|录取率|优秀率|贫困发生率"
)
_OVER_ALL = Pattern(
    rf"(?:{_AT_MOST_ALL})(?:均|都|已)?(?:达到?|为|是|提高到|提升到|升至|上升到|保持在|稳定在|高达|超过)?了?(?P<said>(?:1\d\d|[2-9]\d\d)(?:\.\d+)?)[%％]",
    ("率", "占比", "比重", "度"),
)
_FULL: Final = 100.0
_SHARES = Pattern(
    r"(?:占比?|比重|比例)[^。；]{0,30}?分别(?:为|是|占|达)?(?P<list>\d{1,3}(?:\.\d+)?[%％](?:、\d{1,3}(?:\.\d+)?[%％]){1,8}(?:(?:和|及)\d{1,3}(?:\.\d+)?[%％])?)",
    ("分别",),
)
_PROPORTION = Pattern(
    r"(?:结构|比例|产业|占比|三产|之比)[^。；\d]{0,8}?(?P<list>\d{1,2}(?:\.\d+)?(?:[∶：:]\d{1,2}(?:\.\d+)?){2,4})(?![\d.])",
    ("∶", "：", ":"),
)
_EACH = Pattern(
    r"(?P<first>(?:\d{2}(?:岁以?[上下]?)?[至—～-])?(?:\d{2}岁(?:以[上下])?)?[^，。；、\d]{0,10}占(?:比|总数的|总量的|全部的)?(?:为)?(?P<value>\d{1,3}(?:\.\d+)?)[%％])(?=[、，和。；])",
    ("占",),
)
_PERCENT = Pattern(r"\d{1,3}(?:\.\d+)?(?=[%％])")


def _shares(segment: Segment) -> Iterator[Hit]:
    """Shares that come to more than all, a rate over 100 %, a rate that its own figures contradict."""
    text = segment.text
    for found in _OVER_ALL.finditer(text):
        if float(found["said"]) > _FULL:
            start, end = found.start("said"), found.end()
            yield Hit(segment, start, end, params={"sum": f"{found['said']}%", "total": "100%"})
    for found in _PROPORTION.finditer(text):
        made = sum(float(value) for value in _AMOUNTS.compiled.findall(found["list"]))
        if made > 50 and abs(made - _FULL) > 0.25:
            yield Hit(segment, *found.span("list"), params={"sum": f"{made:g}", "total": "100"})
    for found in _SHARES.finditer(text):
        values = [float(value) for value in _PERCENT.compiled.findall(found["list"])]
        subject = text[max(found.start() - 30, 0) : found.start("list")]
        if (
            len(values) > 2
            and any(word in subject for word in ("结构", "构成", "三次产业"))
            and sum(values) > _FULL + 0.06 * len(values)
        ):
            yield Hit(segment, *found.span("list"), params={"sum": f"{sum(values):g}%", "total": "100%"})
    run: list[re.Match[str]] = []
    for found in _EACH.finditer(text):
        if run and found.start() - run[-1].end() > 1:
            yield from _too_much(segment, run)
            run = []
        run.append(found)
    yield from _too_much(segment, run)


_OVERLAPS = Pattern("[男女]|党员|其中|以上学历|民族|本地|外地|重点|规模|全省|全市|全国|的")


def _too_much(segment: Segment, run: Sequence[re.Match[str]]) -> Iterator[Hit]:
    total = sum(float(found["value"]) for found in run)
    if (
        len(run) > 1
        and total > _FULL + 0.06 * len(run)
        and not any(_OVERLAPS.search(found["first"]) for found in run)
    ):
        yield Hit(segment, run[0].start(), run[-1].end(), params={"sum": f"{total:g}%", "total": "100%"})


# --- points and names that are counted ---------------------------------------------------------------------------------------

_POINTS = Pattern(
    rf"(?:提出|采取|出台|表彰|打出|形成|总结|建立|办好|做到|抓好|突出|落实|明确|强调|部署|采用|制定|推出|实施|以下|如下|有|是|用好|聚焦|下列|完成|安排)(?:了|的|好)?[^，。；：\d两二三四五六七八九十]{{0,6}}(?<!第){SAID}(?P<kind>点|条|项|个方面|方面|大|个|类|种|步|件)(?P<what>[^，。；：\d]{{0,10}})[：，。；]",
    ("点", "条", "项", "方面", "大", "个", "类", "种", "步", "件"),
)
_POINTS_AT_ONCE = Pattern(
    rf"(?<![第\d零〇一二两三四五六七八九十百千万]){SAID}(?P<kind>点|条|项|个方面|方面|大|个(?!月|工作日|小时)|类|种|步|件|道|轮|层|重)(?P<what>[^，。；：\d]{{0,12}})：(?=一是|一要|一抓|第一[，、]|（1）|①|1[.．、](?!\d)|（一）|首先)",
    ("：",),
)
_FIRST_POINT: Final = (
    (Pattern(r"(?:(?<=[：；。，、:;,！？”）])|^)(一)是"), "是"),
    (Pattern(r"(?:(?<=[：；。，、:;,！？”）])|^)(一)要"), "要"),
    (Pattern(r"(?:(?<=[：；。，、:;,！？”）])|^)第(一)[，、]"), "第"),
    (Pattern(r"（(1)）"), "（）"),
    (Pattern(r"(①)"), "circled"),
    (Pattern(r"(?:(?<=[：；。])|^)(1)[.．、](?!\d)"), "1."),
    (Pattern(r"（(一)）"), "（一）"),
)  # fmt: skip
_MORE: Final = {
    "是": Pattern(r"(?<=[：；。，、:;,！？”）])([一二三四五六七八九十]{1,2})是"),
    "要": Pattern(r"(?<=[：；。，、:;,！？”）])([一二三四五六七八九十]{1,2})要"),
    "第": Pattern(r"(?<=[：；。，、:;,！？”）])第([一二三四五六七八九十]{1,2})[，、]"),
    "（）": Pattern(r"（(\d{1,2})）"),
    "circled": Pattern(r"([①-⑳])"),
    "1.": Pattern(r"(?<=[：；。])(\d{1,2})[.．、](?!\d)"),
    "（一）": Pattern(r"（([一二三四五六七八九十]{1,2})）"),
}
# characters from the count to the first point
_NEAR: Final = 40


def points(segment: Segment) -> Iterator[Hit]:
    """提出两条要求：一是…；二是…；三是…"""
    text = segment.text
    told: set[int] = set()
    for found in (*_POINTS.finditer(text), *_POINTS_AT_ONCE.finditer(text)):
        if found.start("said") in told:
            continue
        told.add(found.start("said"))
        said = value_of(found["said"]) if not found["said"].isdigit() else int(found["said"])
        for first, kind in _FIRST_POINT:
            begun = first.search(text, found.end() - 1)
            if begun is None or begun.start() - found.end() > (_NEAR if found[0][-1] == "：" else 2):
                continue
            expected = 1
            for more in _MORE[kind].finditer(text, begun.start()):
                value = (
                    circled_value(more[1])
                    if kind == "circled"
                    else int(more[1])
                    if more[1].isdigit()
                    else value_of(more[1])
                )
                if value == expected:
                    expected += 1
                elif value == 1:
                    break
                elif value is not None:
                    # P301 and P302 tell it
                    expected = 0
                    break
            count = expected - 1
            if count > 1 and said is not None and count != said:
                yield Hit(
                    segment,
                    found.start("said"),
                    found.end("kind"),
                    params={"count": count, "said": found["said"] + found["kind"]},
                )
            break


def headed_points(sheet: Sheet) -> Iterator[Hit]:
    """四项措施：, and five numbered paragraphs under it."""
    from jianbao.proofread.levels import head_of

    for segments in sheet.bodies():
        for index, segment in enumerate(segments[:-2]):
            if segment.text[-1:] not in ("：", "。"):
                continue
            found = next(reversed(list(_POINTS.finditer(segment.text[-_NEAR:]))), None)
            first = head_of(segments[index + 1])
            if (
                found is None
                or first is None
                or first.number != 1
                or found.end() < len(segment.text[-_NEAR:])
            ):
                continue
            if segment.text[-1] == "。" and found["kind"] in "个大":
                continue
            count = 1
            for other in segments[index + 2 :]:
                head = head_of(other)
                if head is not None and head.rank == first.rank and head.number == count + 1:
                    count += 1
                elif (
                    head is not None
                    and isinstance(head.rank, int)
                    and isinstance(first.rank, int)
                    and head.rank < first.rank
                ):
                    break
            said = number(found["said"])
            if count > 1 and count != said:
                shift = max(len(segment.text) - _NEAR, 0)
                params = {"count": count, "said": found["said"] + found["kind"]}
                yield Hit(segment, found.start("said") + shift, found.end("kind") + shift, params=params)


_ITEM: Final = r"[^，。；：、！？\d“”‘’（）《》]{2,14}"
_NAMES = Pattern(
    rf"(?P<list>(?:{_ITEM}、){{1,12}}{_ITEM}?)(?P<more>等)?(?P<said>[两二三四五六七八九十]|\d{{1,2}})(?P<kind>个|家|名|位|人|所|项|座|条|大)(?P<what>{HAN})",
    ("、",),
)
# what is soon told: whether a count stands behind the last item
_COUNT_BEHIND = Pattern(
    rf"、{_ITEM}?等?(?:[两二三四五六七八九十]|\d{{1,2}})(?:个|家|名|位|人|所|项|座|条|大){HAN}"
)
_PARTED_INTO = Pattern("分为|分成|划为|包括")
_MEASURED = Pattern(r"[两二三四五六七八九十\d](?:个|家|名|位|人|所|项|座|条|件|大|种|类)")


def counted_lists(segment: Segment) -> Iterator[Hit]:
    """县、乡、村四级; “四个到位”，即…: what `counted_names` does not tell."""
    if found := (*listed_and_counted(segment), *counted(segment)):
        yield from apart(found, counted_names(segment))


def counted_names(segment: Segment) -> Iterator[Hit]:
    """财政局、水利局、教育局4家单位; 三个单位，分别是…"""
    if _MEASURED.search(segment.text) is None:
        return
    yield from _named_after(segment)
    for found in (*_KINDS_AFTER.finditer(segment.text), *_KINDS_BEFORE.finditer(segment.text)):
        said, listed = number(found["said"]), found["list"].count("、") + 1
        most = listed + len(JOINERS.compiled.findall(found["list"]))
        if (
            not listed <= said <= most
            and said > 1
            and abs(said - listed) < 4
            and "等" not in found["list"][-4:]
        ):
            params = {"count": listed, "said": found["said"] + found["kind"]}
            yield Hit(segment, *found.span(), params=params)
    for found in _PERSONS.finditer(segment.text):
        said, items = number(found["said"]), found["list"].split("、")
        if said != len(items) and not segment.text.startswith("等", found.end()):
            params = {"count": len(items), "said": found["said"] + found["kind"]}
            yield Hit(segment, found.start("said"), found.end("list"), params=params)
    for found in _NAMES.finditer(segment.text) if _COUNT_BEHIND.search(segment.text) else ():
        said = number(found["said"])
        items = (_PARTED_INTO.compiled.split(found["list"])[-1] or found["list"]).split("、")
        listed = len(items)
        most = listed + sum(len(JOINERS.compiled.findall(item)) for item in items)
        if found["what"] in "级月年亿万" or said < 2 or listed > 12:
            continue
        wrong = said < listed if found["more"] else (said < listed or said > most) and abs(said - listed) <= 3
        if wrong and (found["more"] is None or listed - said <= 3) and _alike(items):
            params = {"count": listed, "said": found["said"] + found["kind"]}
            yield Hit(segment, found.start("said"), found.end("kind"), params=params)


_NAMED_AFTER = Pattern(
    r"(?<!第)(?:[^，。；、\d]{0,6}(?:表彰|确定|选定|成立|邀请)了?)?(?P<said>[两二三四五六七八九十])(?P<kind>个|家|名|位|人|所|项|座|条)[\u4e00-\u9fff]{1,6}(?:，?(?:分别是|分别为|包括|即)|（)(?P<list>(?:[^，。；：、（）“”]{2,14}、)+[^，。；：、（）“”]{2,14})(?=[，。；）])",
    ("分别", "包括", "即", "（"),
)


# names that hold an 和 of their own
_WITH_AND: Final = (
    "资源和",
    "住房和",
    "发展和",
    "工业和",
    "文化和",
    "民政和",
    "市场和",
    "规划和",
    "广电和",
    "数据和",
    "服务和",
    "工作和",
)
_KINDS_AFTER = Pattern(
    rf"(?<![第\d])(?P<said>[两二三四五六七八九十]|\d{{1,2}})(?P<kind>个|项|件|大|种|类|名|位|家|所|条)(?P<what>{HAN}{{1,10}}?)(?:：|，?分别[是为]：?|，即：?|，包括：?)(?P<list>(?:[^，。；：、（）“”\d]{{2,12}}、)+[^，。；：、（）“”\d]{{2,12}})(?=[。；]|$)",
    ("：", "分别", "，即", "，包括"),
)
_KINDS_BEFORE = Pattern(
    rf"(?P<list>(?:{HAN}{{2,6}}、){{2,8}}{HAN}{{2,6}}?)(?P<said>[两二三四五六七八九十])(?P<kind>个方面|个环节|大方面|个板块|项内容|大领域|个步骤|项任务)(?=[，。；])",
    ("、",),
)
_PERSONS = Pattern(
    rf"(?P<said>[两二三四五六七八九十]|\d{{1,2}})(?P<kind>名|位){HAN}{{1,20}}：(?P<list>(?:{HAN}{{2,4}}、)+{HAN}{{2,4}}?)(?=[，。；]|等)",
    ("名", "位"),
)


def _named_after(segment: Segment) -> Iterator[Hit]:
    for found in _NAMED_AFTER.finditer(segment.text):
        said, items = number(found["said"]), found["list"].split("、")
        most = len(items) + len(JOINERS.compiled.findall(items[-1]))
        least = most if len(items) > 1 and not any(name in items[-1] for name in _WITH_AND) else len(items)
        if "等" not in items[-1][-3:] and (said < least or said > most):
            params = {"count": most, "said": found["said"] + found["kind"]}
            yield Hit(segment, found.start("said"), found.end("list"), params=params)


def _alike(items: Sequence[str]) -> bool:
    """Whether the items of a list, the first one's beginning apart, are names of one make: they end alike or are as long."""
    ends = [item[-1] for item in items]
    return len(set(ends[:-1])) == 1 and (ends[-1] == ends[0]) if len(items) > 2 else ends[0] == ends[-1]


_BATCHES = Pattern(
    rf"(?:共计?|合计|总计|累计)(?P<total>{AMOUNT})(?P<unit>{_UNITS})，(?P<list>第一[批期季次轮][^，。；\d]{{0,6}}{AMOUNT}(?P=unit)(?:、第[二三四五六][批期季次轮][^，。；\d]{{0,6}}{AMOUNT}(?P=unit)){{1,5}})(?=[，。；])",
    ("第一",),
)
_RESPECTIVELY = Pattern(
    rf"分别为(?P<list>{AMOUNT}(?P<unit>{_UNITS})(?:[、和]{AMOUNT}(?P=unit)){{1,8}})，[^，。；\d]{{0,8}}(?:累计|合计|共计?|总计)[^，。；\d]{{0,6}}(?P<total>{AMOUNT})(?P=unit)",
    ("分别为",),
)
_TOTAL_AND_REST = Pattern(
    rf"(?<![\d.])(?P<all>\d{{1,7}})(?P<unit>{_UNITS})[^。；\d]{{0,14}}?(?:其中|已|现已|实到|完成|其余)[^。；\d]{{0,10}}?(?P<part>\d{{1,7}})(?P=unit)?[^。；\d]{{0,8}}?[，、；](?:尚有|其余|剩余|还有|余下|尚余|还剩|正在[^，。；\d]{{0,4}}|请假|缺席|未[^，。；\d]{{0,4}})[^。；\d]{{0,8}}?(?P<rest>\d{{1,7}})(?P=unit)?(?=[^\d.%％]|$)"
)
_LISTED_KINDS = Pattern(
    rf"(?<![\d.])(?P<all>{AMOUNT})(?P<unit>{_UNITS})[^，。；：\d]{{0,10}}(?:，(?:其中|分别[为是])[：，]?|：|，)(?P<list>(?:[^，。；：、（）\d]{{0,12}}{AMOUNT}(?P=unit)[、，和]){{1,9}}[^，。；：、（）\d]{{0,12}}{AMOUNT}(?P=unit))(?=[。；]|$)"
)
# of the whole that is missing or too much: a slip; what is further off is no list of all parts
_SLIGHT: Final = (0.9, 1.12)


def parts_of_all(segment: Segment) -> Iterator[Hit]:
    """126处，其中42处、36处、38处: parts that nearly make the whole; 412个，其中398个已通，尚有16个未通."""
    text = segment.text
    for found in _TOTAL_AND_REST.finditer(text):
        whole, part, rest = (int(found[name]) for name in ("all", "part", "rest"))
        if part + rest != whole and part < whole and 0.8 < (part + rest) / whole < 1.25:
            params = {"sum": f"{part + rest}{found['unit']}", "total": f"{whole}{found['unit']}"}
            yield Hit(segment, found.start("all"), found.end(), params=params)
    for found in _LISTED_KINDS.finditer(text):
        if _NO_WHOLE.search(text[max(found.start() - LONGEST_LEAD, 0) : found.start()]) or _MEANS_MORE.search(
            found["list"]
        ):
            continue
        made, total = sum(map(float, _AMOUNTS.compiled.findall(found["list"]))), float(found["all"])
        labels = [part["label"] for part in _PART.finditer(found["list"])]
        if (
            abs(made - total) > 1e-6
            and _SLIGHT[0] <= made / (total or 1) <= _SLIGHT[1]
            and not any(map(_OVERLAPS.search, labels))
        ):
            params = {"sum": f"{made:.10g}{found['unit']}", "total": f"{found['all']}{found['unit']}"}
            yield Hit(segment, found.start("all"), found.end(), params=params)


def _lists(segment: Segment) -> Iterator[Hit]:
    for pattern in (_BATCHES, _RESPECTIVELY):
        for found in pattern.finditer(segment.text):
            made = sum(float(amount) for amount in _AMOUNTS.compiled.findall(found["list"]))
            if abs(made - float(found["total"])) > 1e-6:
                unit = found["unit"]
                params = {"sum": f"{made:.12g}{unit}", "total": f"{found['total']}{unit}"}
                yield Hit(segment, min(found.start("total"), found.start("list")), found.end(), params=params)


def parts_and_total(segment: Segment) -> Iterator[Hit]:
    """共50人，其中男28人、女20人; 1200亩、800亩和600亩，合计2700亩: each place is told once."""
    rules = (complete_parts, listed_total, parts_over_whole, _lists, parts_of_all, figures_together)
    yield from apart(hit for rule in rules for hit in rule(segment))


def shares(segment: Segment) -> Iterator[Hit]:
    """What `_shares` and `hundreds` tell, each place once."""
    yield from apart((*_shares(segment), *hundreds(segment)))


RULES: Final = (
    Rule("P406", "listed-and-counted", CUSTOM, segment=counted_lists, roles=RUNNING, triggers="、“《；"),
    Rule("P405", "parts-and-total", CUSTOM, segment=parts_and_total, roles=RUNNING, triggers="0123456789"),
    Rule("P422", "table-number", CUSTOM, sheet=table_numbers),
    Rule("P417", "table-total", ARITHMETIC, sheet=table_totals),
    Rule("P418", "shares", ARITHMETIC, segment=shares, roles=RUNNING, triggers="%％∶：:"),
    Rule("P419", "points-counted", CUSTOM, segment=points, roles=PROSE),
    Rule("P420", "points-below", CUSTOM, sheet=headed_points),
    Rule("P421", "names-counted", CUSTOM, segment=counted_names, roles=RUNNING, triggers="、"),
)
