"""A scan comes back as what its pages show; what is unsure is a doubt, what is no print is told."""

from __future__ import annotations

import difflib
import os
import subprocess
import sys
import time
from datetime import date as Date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from jianbao.drafting.draft import comment, conserve
from jianbao.errors import FileError
from jianbao.foreign import ocr, paper, scan
from jianbao.foreign.kinds import Kind, kind_of, read_all
from jianbao.foreign.ocr import Leaf, Mark
from jianbao.importing.parts import Draft
from jianbao.importing.recognise import recognise
from jianbao.importing.scanned import doubt_beside
from jianbao.reading import read_text
from jianbao.tasks.build import build
from jianbao.tasks.import_ import import_files
from tests.foreign.scanning import as_file, scanned, sheets, stamped

ISSUE = """\
刊名: 云溪工作简报
期号: 9
总期号: 309
日期: 2017-03-28
编发单位: 云溪县人民政府办公室
报头:
  标注: 内部资料 注意保存
文章:
  - 标题: 政务服务大厅周末照常开放
    正文: |
      3月以来，县政务服务大厅推行周末“不打烊”服务，首个周末共接待群众126人次，办结事项98件，办结率77.8%，群众满意度明显提升。

      一、开设周末窗口

      围绕群众办事堵点，大厅设置综合窗口6个，实行预约办、错时办、延时办，高频事项实现“一窗受理、集成服务”。

      | 乡镇 | 受理 | 办结 |
      |---|---|---|
      | 云溪镇 | 1062 | 1008 |
      | 青石乡 | 487 | 9 |
      | 柳塘镇 | 35 | 31 |
  - 标题: 春耕备耕物资储备充足
    正文: |
      截至3月25日，全县已储备化肥4260吨、种子318吨、农药52吨，检修农机具2715台（套），能够满足春耕生产需要。
分送:
  - 标签: 报
    单位: 市政府办公室
份数: 120
"""


def mark(text: str, top: float, *, left: float = 80, size: float = 16, **more: object) -> Mark:
    """A line as the reader gives it."""
    centres = tuple(left + (at + 0.5) * size for at in range(len(text)))
    return Mark(text, centres, left, top, left + len(text) * size, top + size, size, **more)  # type: ignore[arg-type]


def first_page(**more: object) -> Leaf:
    """A masthead and a text, one line of which may be unsure."""
    body = "今年以来全市上下认真贯彻落实上级部署聚焦重点任务强化"
    return Leaf(
        595,
        842,
        (
            mark("云溪工作简报", 100, left=150, size=48, red=True),
            mark("2017年第9期(总第309期)", 180, left=210, **more),
            mark("云溪县人民政府办公室", 220),
            mark("2017年3月28日", 220, left=400),
            mark("政务大厅周末照常开放", 300, left=190, size=22),
            *(mark(body, 350 + 28 * at, left=112 if at == 0 else 80) for at in range(4)),
        ),
    )


@pytest.fixture(autouse=True)
def _kept_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "缓存"))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("印")
    (folder / "issue.yaml").write_text(ISSUE, "utf-8")
    made = build(
        folder / "issue.yaml", fonts="embedded", ledger=folder / "一.sqlite", out=folder, formats=("pdf",)
    )
    return made.files[0].path


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


@pytest.mark.slow
def test_a_scan_askew_on_grey_paper_comes_back_with_its_values_texts_and_table(printed: Path, tmp_path: Path):
    pages = sheets(printed)
    pages[-1] = stamped(pages[-1])
    path = as_file(tmp_path / "旧.pdf", [scanned(page, -0.9) for page in pages])
    (made,) = import_files([path], tmp_path / "新")
    draft, wanted = made.draft, read_text(ISSUE, file="issue.yaml", folder=tmp_path).issue
    values = draft.values
    assert (values["series"], values["number"], values["total"]) == ("云溪工作简报", 9, 309)
    assert (values["date"], values["organ"]) == (wanted.date, list(wanted.organ))
    assert [article.title for article in draft.articles] == [article.title for article in wanted.articles]
    said = letters(made.text)
    for article in wanted.articles:
        there = letters(article.body.text)
        found = difflib.SequenceMatcher(None, there, said, autojunk=False)
        right = sum(block.size for block in found.get_matching_blocks() if block.size > 1)
        assert right >= 0.985 * len(there)
    table = next(block for block in draft.articles[0].body if hasattr(block, "columns"))
    assert [[cell.inline.text for cell in row] for row in (*table.head, *table.rows)] == [
        ["乡镇", "受理", "办结"], ["云溪镇", "1062", "1008"], ["青石乡", "487", "9"], ["柳塘镇", "35", "31"],
    ]  # fmt: skip
    assert draft.left["stamp"] == 1

    # recognised once: the next run asks nobody
    def never(*_: object) -> None:
        raise AssertionError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            scan.child.Child, "read", lambda self, what, *rest: (1, 2) if what == "scanned" else never()
        )
        patch.setattr(
            scan.child,
            "read",
            lambda what, *rest: tuple(range(1, len(pages) + 1)) if what == "scanned" else (),
        )
        again = list(read_all([path]))
    assert recognise(again[0][1]).values == {
        key: value for key, value in values.items() if key != "numbering"
    }


@pytest.mark.parametrize(
    ("again", "told"), [("2017年第8期（总第309期）", "第9期(总第309期)／2017年第8期（总第309期"), ("", "")]
)
def test_figures_that_are_read_differently_are_a_doubt_with_the_cut_out(again: str, told: str):
    unsure = {"again": again, "cut": b"\x89PNG", "low": (6,)} if again else {}
    draft = recognise(scan.content_of({}, {1: first_page(**unsure)}))
    conserve(draft)
    assert (draft.values["number"], draft.values["total"]) == (9, 309)
    about = [comment(doubt) for doubt in draft.doubts if doubt.key in ("number", "total", "year")]
    assert len(about) == (3 if again else 0)
    assert all(told[-8:] in each and "核对/期号.png" in each for each in about)
    assert list(draft.cuts) == (["核对/期号.png"] if again else [])


def test_a_year_that_does_not_go_with_the_date_is_a_doubt():
    leaf = first_page()
    marks = tuple(
        mark("2019年3月28日", 220, left=400) if "28日" in each.text else each for each in leaf.marks
    )
    draft = recognise(scan.content_of({}, {1: Leaf(595, 842, marks)}))
    assert {doubt.key for doubt in draft.doubts if doubt.kind == "doubt_year"} == {"year", "date"}


def test_numbers_that_do_not_go_with_the_batch_or_the_file_s_name_are_doubts():
    def draft(number: int, month: int, total: int) -> Draft:
        made = recognise(scan.content_of({}, {1: first_page()}))
        made.values |= {"number": number, "total": total, "date": Date(2017, month, 20)}
        return made

    batch = [
        ("2017年第7期", draft(7, 1, 307)),
        ("scan-0002", draft(8, 2, 308)),
        ("scan-0003", draft(3, 3, 309)),
        ("2017年第10期", draft(19, 4, 310)),
        ("scan-0005", draft(11, 5, 317)),
    ]
    doubt_beside(batch)
    doubted = [
        {each.key for each in made.doubts if each.kind in ("doubt_beside", "doubt_file_name")}
        for _, made in batch
    ]
    assert not doubted[0] and not doubted[1]
    assert doubted[2] == {"number", "date", "total"}
    assert "number" in doubted[3]
    assert "total" in doubted[4]


def test_pictures_go_on_with_the_one_before_until_a_masthead_begins_the_next(tmp_path: Path):
    second = Leaf(595, 842, tuple(mark("各乡镇要高度重视防汛工作落实责任", 100 + 28 * at) for at in range(3)))
    names = [tmp_path / f"{name}.jpg" for name in ("简报1", "简报2", "简报3", "简报4", "通知")]
    for path in names:
        path.write_bytes(b"\xff\xd8\xff")
    scans = {
        path: {1: leaf}
        for path, leaf in zip(names, (first_page(), second, first_page(), second, second), strict=True)
    }
    found = list(scan.together(names, scans, set(names)))
    assert found == [names[:2], names[2:4], names[4:]]
    bare = [tmp_path / "1.jpg", tmp_path / "2.jpg"]
    assert list(scan.together(bare, {path: {1: second} for path in bare}, set(bare))) == [bare]
    assert scan.content(found[0], scans).pages == 2


def test_what_the_receiver_stamped_into_the_corner_is_no_number():
    leaf = first_page()
    stamp = (mark("收文章", 30, left=440, size=14), mark("第174号", 52, left=440, size=14))
    found = scan.content_of({}, {1: Leaf(595, 842, (*leaf.marks, *stamp))})
    assert found.left == {"stamp": 1}
    assert recognise(found).values["number"] == 9


def test_a_line_that_tells_of_papers_received_is_no_stamp():
    told = "全年共收文一千二百件办结率百分之百群众满意度明显提升"
    body = "今年以来全市上下认真贯彻落实上级部署聚焦重点任务强化"
    second = Leaf(595, 842, (mark(told, 80), *(mark(body, 108 + 28 * at) for at in range(6))))
    found = scan.content_of({}, {1: first_page(), 2: second})
    said = "".join(block.text for block in found.blocks)
    assert not found.left
    assert told in said
    assert said.count(body) == 10


def test_columns_are_read_one_after_the_other_below_a_masthead_over_both():
    lines = [mark("甲组会前讨论了农田水利问题", 300 + 28 * at, left=60) for at in range(6)]
    lines += [mark("乙组会上通过了教育医疗方案", 300 + 28 * at, left=320) for at in range(6)]
    whole = mark("县人民代表大会分组讨论政府工作报告", 120, left=120, size=22)
    close = mark("以上意见由大会秘书处整理并送有关部门研究办理以备查考", 520, left=90)
    found = scan.content_of({}, {1: Leaf(595, 842, (whole, *lines, close))})
    said = "".join(block.text for block in found.blocks)
    assert said.index("县人民") < said.index("甲组") < said.rindex("甲组") < said.index("乙组")
    assert said.rindex("乙组") < said.index("以上")


def test_traditional_forms_among_many_simplified_ones_are_the_readers():
    body = "今年以来全市上下认真贯彻落实上级部署聚焦重点任务强化责任担当"
    lines = tuple(mark(body, 100 + 28 * at) for at in range(5))
    found = scan.content_of({}, {1: Leaf(595, 842, (*lines, mark("中心小學家訪學生", 300)))})
    assert "中心小学家访学生" in "".join(block.text for block in found.blocks)


def test_half_width_marks_leaders_and_folios_are_put_right():
    words = "全县共受理,其中办结(含转办)98件:详见附表"
    assert scan.cleaned(words, low=False) == "全县共受理，其中办结（含转办）98件：详见附表"
    assert scan.cleaned("春耕备耕物资储备充足.......:..3", low=False) == "春耕备耕物资储备充足……3"
    assert [scan.cleaned(each, low=True) for each in ("-1-", "一2一", "—3—")] == ["—1—", "—2—", "—3—"]


def said(text: str, *, room: str = "") -> str:
    """What becomes of a line in which the characters of `room` take none."""
    at, centres = 80.0, []
    for char in text:
        wide = 0.0 if char in room else 8.0 if char.isascii() else 16.0
        centres.append(at + wide / 2)
        at += wide
    line = Mark(text, tuple(centres), 80, 100, at, 115, 16, False, (1.0,) * len(text), (0.5,) * len(text))
    found = scan.content_of({}, {1: Leaf(595, 842, (line,))})
    return "".join(block.text for block in found.blocks)


@pytest.mark.parametrize(
    ("text", "room", "wanted"),
    [
        ("新发展温室.大棚五十一座", ".", "新发展温室大棚五十一座"),
        ("各级农技推·广部门深入田间", "·", "各级农技推广部门深入田间"),
        ("阿不都·热合曼同志在会上发言", "", "阿不都·热合曼同志在会上发言"),
        ("1999年11月8.日", "", "1999年11月8日"),
        ("增长10.8%，其中出口增长15.4%", "", "增长10.8%，其中出口增长15.4%"),
        ("1.推动在建项目形成实物量", "", "1.推动在建项目形成实物量"),
        ("两镇算清了两本账，:开机井56眼", ":", "两镇算清了两本账，开机井56眼"),
        ("在乌石岭林场的带动下，.周边8个村", ".", "在乌石岭林场的带动下，周边8个村"),
        ("再加上务工收入568元:，不比从前少", ":", "再加上务工收入568元，不比从前少"),
        ("：养林街道清理摊点", "", "养林街道清理摊点"),
        ("接到来电后.桂花街道当天答复", "", "接到来电后，桂花街道当天答复"),
        ("二.质量安全", "", "二、质量安全"),
        ("阿卜杜拉.买买提当选", "", "阿卜杜拉.买买提当选"),
        ("全年完成产值242方元", "", "全年完成产值242万元"),
        ("千部群众己经动员", "", "干部群众已经动员"),
        ("惠农政策深入民心", "", "惠农政策深入民心"),
        ("全镇肉牛产业带", "", "全镇肉牛产业带"),
        ("上千群众自己经营", "", "上千群众自己经营"),
        ("职工入会和女士地位", "", "职工入会和女士地位"),
        ("东方元素、三千部手机", "", "东方元素、三千部手机"),
    ],
)
def test_dirt_that_was_read_as_a_point_goes_and_what_is_print_stays(text: str, room: str, wanted: str):
    assert said(text, room=room) == wanted


def test_a_blank_is_where_the_next_character_is_further_off_and_not_within_one(
    monkeypatch: pytest.MonkeyPatch,
):
    def shown(text: str, *, after: str) -> str:
        """The line with a blank behind a character; 川 and 八 have holes of their own."""
        at, centres, holes = 80.0, [], []
        for before in "x" + text[:-1]:
            at += 16 if before == after else 0
            centres.append(at + 8)
            holes.append(18.0 if before == after else 8.0 if before in "川八" else 1.0)
            at += 16
        line = Mark(text, tuple(centres), 80, 100, at, 115, 16, False, (1.0,) * len(text), tuple(holes))
        return scan.content_of({}, {1: Leaf(595, 842, (line,))}).blocks[0].text

    assert shown("再造秀美山川新家园", after="") == "再造秀美山川新家园"
    assert shown("林业局办公室倪虹", after="室") == "林业局办公室 倪虹"


def test_words_at_both_sides_of_a_name_stay_apart():
    leaf = Leaf(
        595,
        842,
        (
            mark("供电之窗", 100, left=214, size=38),
            mark("第15期", 115, left=80, size=11),
            mark("8月28日出版", 115, left=430, size=11),
        ),
    )
    assert [block.text for block in scan.content_of({}, {1: leaf}).blocks] == [
        "供电之窗",
        "第15期\t8月28日出版",
    ]


def blocks_of(*marks: Mark) -> list[str]:
    """The blocks of a page with these lines."""
    return [block.text for block in scan.content_of({}, {1: Leaf(595, 842, marks)}).blocks]


BODY = "今年以来全市上下认真贯彻落实上级部署聚焦重点任务强化"


def test_letters_of_a_stamp_across_the_text_are_none_of_it():
    text = [mark(BODY, 350 + 28 * at) for at in range(4)]
    assert blocks_of(*text, mark("县", 420, left=346, red=True), mark("档", 424, left=381, red=True)) == [
        BODY * 4
    ]


def test_short_red_words_that_are_left_out_where_no_stamp_was_seen_are_told():
    marks = (mark(BODY, 460), mark("县", 420, left=346, red=True), mark("档", 424, left=381, red=True))
    assert scan.content_of({}, {1: Leaf(595, 842, marks)}).left == {"faint": 2}
    assert scan.content_of({}, {1: Leaf(595, 842, marks, left={"stamp": 1})}).left == {"stamp": 1}


def test_a_text_set_in_from_the_margins_is_one_paragraph():
    framed = [
        mark(f"编者按{BODY}"[:24], 280, left=122),
        mark(BODY[:25], 306, left=94),
        mark(f"{BODY[:9]}。", 332, left=94),
    ]
    text = [mark(BODY, 400 + 28 * at, left=112 if at == 0 else 80) for at in range(4)]
    assert blocks_of(*framed, *text)[0] == f"编者按{BODY}"[:24] + BODY[:25] + BODY[:9] + "。"


def test_a_figure_low_on_the_page_beside_others_is_no_page_s_number():
    row = [mark("大源乡", 770, left=93, size=12), mark("164", 770, left=300, size=12)]
    assert any("164" in text and "—" not in text for text in blocks_of(*row))
    assert "—12—" not in "".join(blocks_of(mark(BODY, 350), mark("12", 800, left=290, size=10)))


@pytest.mark.parametrize(("rise", "sloping"), [(0, False), (7, False), (14, True), (-16, True)])
def test_a_note_by_hand_lies_askew_on_a_level_page(rise: int, sloping: bool):
    assert ocr._is_sloping([(100, 100), (365, 100 + rise), (365, 140 + rise), (100, 140)]) == sloping


def test_rows_in_columns_without_rules_are_a_table_with_its_joined_head_and_empty_cells():
    def row(top: float, *words: tuple[str, float]) -> list[Mark]:
        return [mark(text, top, left=left, size=12) for text, left in words]

    marks = [
        *row(100, ("乡镇", 80), ("工业总产值", 180), ("财政总收入", 330)),
        *row(122, ("产值", 160), ("增长", 240), ("收入", 310), ("增长", 390)),
        *row(144, ("城关", 80), ("4821", 155), ("24", 240), ("1906", 305), ("18", 390)),
        *row(166, ("石门", 80), ("3107", 155), ("1142", 305), ("21", 390)),
        *row(188, ("白沙", 80), ("7318", 155), ("11", 240), ("2330", 305), ("12", 390)),
        *row(210, ("大源", 80), ("4902", 155), ("19", 240), ("1640", 305), ("91", 390)),
    ]
    reading = ocr._Reading.__new__(ocr._Reading)
    reading.dot, reading.left = 1.0, {}
    shown, ruled = reading._loose(marks, [], [])
    rules = tuple(ocr.Box(1, each.left, each.top, each.right, each.bottom, "000000") for each in ruled)
    (grid,) = scan.content_of({}, {1: Leaf(595, 842, tuple(marks), rules)}).blocks
    assert not shown
    assert [[(cell.text, cell.across) for cell in row] for row in grid.rows[:2]] == [
        [("乡镇", 1), ("工业总产值", 2), ("财政总收入", 2)],
        [("", 1), ("产值", 1), ("增长", 1), ("收入", 1), ("增长", 1)],
    ]
    assert [cell.text for cell in grid.rows[3]] == ["石门", "3107", "", "1142", "21"]


def striped(askew: float) -> tuple[Any, list[Any]]:
    """A page of dark lines that lies askew by degrees, and where a reader would find them."""
    sheet = Image.new("RGB", (1200, 1600), "white")
    draw = ImageDraw.Draw(sheet)
    cv2, np = paper.libraries()
    turn = cv2.getRotationMatrix2D((600, 800), askew, 1)
    boxes = []
    for top in range(150, 1400, 42):
        draw.rectangle((150, top, 1050, top + 20), fill="black")
        corners = np.float32([[[150, top], [1050, top], [1050, top + 20], [150, top + 20]]])
        boxes.append(cv2.transform(corners, turn)[0])
    return np.ascontiguousarray(np.asarray(sheet.rotate(askew, fillcolor="white"))), boxes


@pytest.mark.parametrize("askew", [-2.3, 0.6, 1.5])
def test_a_page_is_turned_until_its_lines_are_level_and_the_boxes_with_it(askew: float):
    level, boxes = paper.straightened(*striped(askew))
    ink = (level[:, 200:1000].min(axis=2) < 128).mean(axis=1)
    assert ((ink > 0.97) | (ink < 0.03)).mean() > 0.9
    assert all(abs(box[1][1] - box[0][1]) < 2 for box in boxes)


def test_a_level_page_is_left_as_it_is():
    page, boxes = striped(0)
    assert paper.straightened(page, boxes)[0] is page


def test_dust_goes_and_points_between_figures_colons_and_leaders_stay():
    _, np = paper.libraries()
    page = np.full((400, 600, 3), 250, np.uint8)
    for left in (100, 130):
        page[100:130, left : left + 18] = 0
    points = [(128, 122), (300, 100), (300, 112), (400, 300), (408, 300), (416, 300)]
    dust = [(40, 40), (500, 200), (136, 90)]
    for x, y in points + dust:
        page[y + 5 : y + 8, x - 6 : x - 3] = 20
    paper.without_specks(page, 2.78)
    assert [bool((page[y + 5 : y + 8, x - 6 : x - 3] < 100).any()) for x, y in points + dust] == [
        *[True] * 6,
        *[False] * 3,
    ]


def ruled(*, pale: int = 60, bow: int = 0) -> Any:
    """A page with three rows and three columns of rules."""
    cv2, np = paper.libraries()
    page = np.full((2340, 1654, 3), 250, np.uint8)
    for y in (300, 360, 420, 480):
        points = [(x, y + round(bow * (x - 700) ** 2 / 490000)) for x in range(200, 1201, 10)]
        cv2.polylines(page, [np.int32(points)], False, (pale,) * 3, 2)
    for x in (200, 533, 866, 1200):
        cv2.line(page, (x, 300 + bow // 2), (x, 480 + bow // 2), (pale,) * 3, 2)
    return page


@pytest.mark.parametrize(("pale", "bow"), [(60, 0), (170, 0), (60, 9)])
def test_rules_are_found_where_they_are_printed_pale_or_the_sheet_is_bent(pale: int, bow: int):
    page = ruled(pale=pale, bow=bow)
    level, upright = paper.rules(page, page[:, :, 0] < 0, 2.78)
    assert (len(level), len(upright)) == (4, 4)


def test_a_side_that_is_not_seen_is_where_the_level_rules_end_and_what_sticks_out_is_no_rule():
    page = ruled()
    page[303:478, 190:210] = 250
    page[388:390, 60:700] = 120
    level, upright = paper.rules(page, page[:, :, 0] < 0, 2.78)
    assert len(level) == 4
    assert sorted(round(rule.left, -1) for rule in upright) == [200, 530, 860, 1200]


def test_a_fold_and_the_streak_of_a_copier_are_no_rules():
    cv2, _ = paper.libraries()
    page = ruled()
    cv2.line(page, (0, 1200), (1653, 1200), (120,) * 3, 2)
    cv2.line(page, (700, 0), (700, 2339), (120,) * 3, 2)
    level, upright = paper.rules(page, page[:, :, 0] < 0, 2.78)
    assert (len(level), len(upright)) == (4, 4)


def test_a_sheet_half_in_the_shade_is_cut_out_of_the_photograph():
    _, np = paper.libraries()
    photo = np.full((1200, 900, 3), (45, 66, 92), np.uint8)
    light = np.linspace(1, 0.45, 1000)[:, None, None] * np.array((230, 238, 242))
    photo[100:1100, 100:800] = light.astype(np.uint8)
    found = paper.cut_out(photo)
    assert abs(found.shape[0] - 1000) < 12
    assert abs(found.shape[1] - 700) < 12


def test_what_was_kept_too_long_or_is_broken_is_swept_or_read_again(tmp_path: Path):
    kept = scan.Kept()
    kept.put("a" * 64, 1, first_page())
    kept.put("b" * 64, 1, first_page())
    assert kept.get("a" * 64, 1) == first_page()
    old, young = sorted(kept.folder.glob("*.leaf"))
    os.utime(old, (time.time() - 40 * 86400,) * 2)
    young.write_bytes(b"?")
    kept.sweep()
    assert list(kept.folder.iterdir()) == [young]
    assert kept.get("b" * 64, 1) is None


def test_without_the_library_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = as_file(tmp_path / "a.png", [Image.new("RGB", (600, 800), "white")])
    assert kind_of(path) is Kind.PICTURE
    monkeypatch.setattr(ocr, "_engine", lambda: exec("raise ImportError"))
    with pytest.raises(FileError) as raised:
        ocr.read(path, 1)
    assert raised.value.findings[0].code == "V023"
    assert "jianbao[ocr]" in str(raised.value)


def test_nothing_of_it_is_imported_where_nothing_is_scanned():
    code = (
        "import sys, jianbao.tasks.import_, jianbao.cli.import_, jianbao.tasks.ledger_enroll;"
        "sys.exit(bool({'cv2', 'numpy', 'onnxruntime', 'rapidocr'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_picture_that_is_none_is_told(tmp_path: Path):
    path = tmp_path / "a.jpg"
    path.write_bytes(b"\xff\xd8\xff" + b"?" * 100)
    ((_, found),) = read_all([path])
    assert [finding.code for finding in found.findings] == ["I002"]
