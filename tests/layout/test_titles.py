"""Titles: balanced, and cut at good places."""

from __future__ import annotations

from itertools import pairwise

import pytest

from jianbao.fonts.faces import FaceSet
from jianbao.layout import lay_out
from jianbao.layout.shape import Piece, shape
from jianbao.layout.titles import title_lines
from jianbao.model.issue import Contents
from jianbao.pages import Paragraph
from jianbao.typography import SIZE_2, TYPE_AREA_WIDTH, FaceRole
from tests.layout.samples import article, issue, laid_out, shaper

SHAPER = shaper()


def lines_of(text: str) -> list[str]:
    shaped = shape([Piece(text, FaceRole.XIAOBIAOSONG, SIZE_2)], SHAPER)
    ends = title_lines(shaped, TYPE_AREA_WIDTH, 0, SIZE_2)
    assert ends is not None
    return [text[start:end] for start, end in pairwise([0, *ends])]


@pytest.mark.parametrize(
    "text",
    [
        "全区对口援疆工作会议暨民族团结进步表彰大会在伊宁市隆重召开",
        "关于印发《伊犁哈萨克自治州乡村振兴促进条例实施细则》的通知要求",
        "连云港市政协副主席率团来霍尔果斯考察并看望慰问工作组全体援疆干部",
    ],
)
def test_a_long_title_is_broken_into_even_lines(text: str) -> None:
    lines = lines_of(text)
    assert "".join(lines) == text
    assert len(lines) == 2
    assert abs(len(lines[0]) - len(lines[1])) <= 10


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        (
            "关于六起违反中央八项规定精神典型问题的通报",
            ["关于六起违反中央八项规定精神", "典型问题的通报"],
        ),
        ("云溪县召开2026年安全生产暨消防安全工作会议", ["云溪县召开2026年安全生产", "暨消防安全工作会议"]),
        (
            "国务院安全生产委员会办公室调研组来我市督导检查",
            ["国务院安全生产委员会办公室", "调研组来我市督导检查"],
        ),
        ("市教育局：“四个一”活动推动学习教育入脑入心", ["市教育局：“四个一”活动", "推动学习教育入脑入心"]),
    ],
)
def test_a_title_is_not_cut_inside_a_set_phrase_or_a_name(title: str, lines: list[str]) -> None:
    """Nor between a quotation and the word that it leans on. Titles of real bulletins, cut badly before."""
    assert lines_of(title) == lines


def test_a_name_with_its_office_is_whole() -> None:
    title = "中共兴国县委理论学习中心组举行党史学习教育专题学习会暨周明远总书记“七一”重要讲话精神集中研讨"
    assert any("周明远总书记" in line for line in lines_of(title))


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        (
            "云溪县人力资源和社会保障局开展根治欠薪冬季专项行动",
            ["云溪县人力资源和社会保障局", "开展根治欠薪冬季专项行动"],
        ),
        (
            "我市“十五五”规划编制工作领导小组第三次全体会议召开",
            ["我市“十五五”规划编制工作领导小组", "第三次全体会议召开"],
        ),
        (
            "省消防救援总队在大型商业综合体开展“敲门行动”",
            ["省消防救援总队在大型商业综合体", "开展“敲门行动”"],
        ),
        (
            "市委常委会召开会议：研究部署安全生产和防汛工作",
            ["市委常委会召开会议：", "研究部署安全生产和防汛工作"],
        ),
    ],
)
def test_a_title_ends_its_lines_where_its_sense_does(title: str, lines: list[str]) -> None:
    assert lines_of(title) == lines


def test_a_title_takes_a_line_more_rather_than_part_a_name() -> None:
    title = "双江拉祜族佤族布朗族傣族自治县人民代表大会常务委员会工作报告"
    names = ("双江拉祜族佤族布朗族傣族自治县", "人民代表大会常务委员会")
    assert all(any(name in line for line in lines_of(title)) for name in names)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("云溪县供销合作社与中国农业银行云溪支行签署战略合作协议", "中国农业银行云溪支行"),
        ("青岚医科大学第二附属医院专家团队来云溪县义诊巡诊", "青岚医科大学第二附属医院"),
        ("云溪县住房和城乡建设局荣获全省城市精细化管理先进单位称号", "全省城市精细化管理先进单位"),
        ("大河镇饮水安全提升工程建设现场推进会在老鹰岩水库召开", "饮水安全提升工程"),
        ("县委书记在年轻干部警示教育大会上的讲话（节选）来源县委", "年轻干部警示教育大会"),
        ("青岚市牧羊湖开渔文化节吸引八方来客游湖赏景观鸟", "牧羊湖开渔文化节"),
    ],
)
def test_what_is_named_by_its_last_word_is_whole(title: str, name: str) -> None:
    assert any(name in line for line in lines_of(title)), lines_of(title)


def test_figures_that_a_sign_joins_are_one_piece_with_what_they_count() -> None:
    title = "市城市运行管理服务中心7×24小时值守应对寒潮蓝色预警"
    assert any("7×24小时" in line for line in lines_of(title)), lines_of(title)


def test_a_gap_that_the_clerk_left_is_a_place_to_break() -> None:
    title = "县委书记到大河镇调研乡村振兴工作时强调　牢牢把握高质量发展首要任务　推动乡村全面振兴取得新进展"
    assert lines_of(title)[-1] == "推动乡村全面振兴取得新进展"


@pytest.mark.parametrize("unit", ["《民族团结进步条例》", "“民族团结一家亲”", "2017年度", "7×24小时"])
def test_a_title_is_not_cut_inside_a_unit(unit: str) -> None:
    for before in range(6, 18):
        lines = lines_of("中" * before + unit + "文" * 12)
        assert any(unit in line for line in lines), lines


@pytest.mark.parametrize(
    "words",
    [
        "全区 对口 援疆 工作 会议 暨 民族 团结 进步 表彰 大会 在 伊宁市 隆重 召开",
        "扬州 工作组 拉开 民族 交流 交往 序幕 绽放 民族 团结 之花",
        "连云港市 政协 副主席 率团 来 霍尔果斯 考察 并 看望 慰问 工作组 全体 援疆 干部",
        "自治州 党委 召开 专题 会议 研究 部署 今冬 明春 农田 水利 基本 建设 工作",
        "市 政府 与 国家 电网 公司 签署 战略 合作 协议 共同 推进 新能源 基地 建设",
        "县 委 办公室 组织 开展 优化 营商 环境 专项 督查 推动 政策 落地 见效",
    ],
)
def test_a_title_is_not_cut_inside_a_word(words: str) -> None:
    joints = {len(words[:place].replace(" ", "")) for place, char in enumerate(words) if char == " "}
    lines = lines_of(words.replace(" ", ""))
    ends = {len("".join(lines[:count])) for count in range(1, len(lines))}
    assert ends <= joints, lines


def test_names_of_the_office_are_whole_in_titles_and_contents() -> None:
    name = "群众点单政府推出服务"
    title = f"全市各级党委政府扎实办好{name}系列工作惠及广大人民群众"
    made = issue(article("正文。", title=title), article("正文。"), contents=Contents())

    def whole(names: tuple[str, ...]) -> dict[str, bool]:
        found: dict[str, bool] = {}
        for block in lay_out(made, FaceSet.embedded(), {}, (), names).blocks:
            if isinstance(block, Paragraph) and title[:6] in block.lines[0].text:
                found[block.style] = any(name in line.text for line in block.lines)
        return found

    assert whole(()) == {"title": False, "contents": False}
    assert whole((name,)) == {"title": True, "contents": True}


def test_the_clerks_own_breaks_win() -> None:
    pages = laid_out(issue(article("正文。", title="扬州工作组拉开|民族交流交往序幕|绽放民族团结之花")))
    lines = [
        line.text for block in pages.blocks if getattr(block, "style", "") == "title" for line in block.lines
    ]  # type: ignore[union-attr]
    assert lines == ["扬州工作组拉开", "民族交流交往序幕", "绽放民族团结之花"]
