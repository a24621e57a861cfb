"""The masthead: the name on one line or several, in other faces or somebody's hand, the red rule in three forms."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from PIL import Image

from jianbao.fonts.faces import FaceSet
from jianbao.pages import Figure, Item, Pages, Paragraph, Role, Rule, Run
from jianbao.reading import read_mapping
from jianbao.steps import lay_out_issue
from jianbao.typography import MARGIN_LEFT, RED, TYPE_AREA_WIDTH, FaceRole, pt
from jianbao.writers import docx
from tests.layout.samples import PROSE, article, blocks, issue, laid_out

LONG = "中共青川市委全面深化改革委员会办公室优化营商环境工作简报"


def with_masthead(**masthead: Any) -> Pages:
    return laid_out(issue(article(PROSE), masthead=masthead))


def name_of(pages: Pages) -> list[Paragraph]:
    return blocks(pages, "masthead")


def red_rules(pages: Pages) -> list[Rule]:
    items: tuple[Item, ...] = pages.pages[0].furniture
    return [item for item in items if isinstance(item, Rule) and item.colour == RED]


def first_run(paragraph: Paragraph) -> Run:
    return paragraph.lines[0].runs[0]


@pytest.mark.parametrize("series", [LONG, "简报" * 14])
def test_a_name_that_would_be_under_26_pt_stands_on_several_lines_and_that_is_told(series: str):
    pages = laid_out(issue(article(PROSE), series=series))
    (name,) = name_of(pages)
    assert len(name.lines) in {2, 3}
    assert "".join(line.text for line in name.lines) == series
    assert not any("委员" in line.text and "委员会" not in line.text for line in name.lines)
    assert name.size >= pt(26)
    assert [finding.code for finding in pages.findings] == ["T010"]
    assert all(line.width <= TYPE_AREA_WIDTH for line in name.lines)


@pytest.mark.parametrize("count", [2, 6, 12, 16])
def test_a_shorter_name_stands_on_one_line_as_large_as_fits(count: int):
    pages = laid_out(issue(article(PROSE), series="简" * count))
    (name,) = name_of(pages)
    assert len(name.lines) == 1
    assert pt(26) <= name.size <= pt(52)
    assert not pages.findings


@pytest.mark.parametrize("bar", "|｜")
def test_a_name_is_broken_at_its_bar_and_prints_none(bar: str):
    (name,) = name_of(with_masthead(name=f"中共云溪县委{bar}工作简报"))
    assert [line.text for line in name.lines] == ["中共云溪县委", "工作简报"]
    assert len({run.size for line in name.lines for run in line.runs}) == 1


def test_a_line_in_western_letters_is_smaller_and_makes_the_name_no_smaller():
    name, western = name_of(with_masthead(name="青川外事工作简报|QINGCHUAN FOREIGN AFFAIRS BRIEFING"))
    alone = name_of(with_masthead(name="青川外事工作简报"))[0]
    assert name.size == alone.size
    assert western.size <= pt(22)
    assert western.lines[0].width <= TYPE_AREA_WIDTH


def test_a_name_may_be_set_in_another_face():
    (name,) = name_of(with_masthead(name={"text": "云溪简报", "face": "楷体"}))
    assert first_run(name).role is FaceRole.KAITI


def test_a_single_rule_is_one_as_wide_as_the_type_area():
    (rule,) = red_rules(with_masthead())
    assert (rule.x, rule.length) == (MARGIN_LEFT, TYPE_AREA_WIDTH)


def test_a_double_rule_is_thick_above_and_thin_below():
    above, below = red_rules(with_masthead(rule="双线"))
    assert above.y < below.y
    assert above.width > below.width
    assert above.length == below.length == TYPE_AREA_WIDTH


def test_a_rule_with_a_star_goes_from_edge_to_edge_but_for_the_star():
    pages = with_masthead(rule="五角星")
    left, right = red_rules(pages)
    (star,) = blocks(pages, "star")
    line = star.lines[0]
    assert star.role is Role.FURNITURE
    assert line.text == "★"
    assert left.x == MARGIN_LEFT
    assert left.x + left.length < line.x < line.x + line.width < right.x
    assert right.x + right.length == MARGIN_LEFT + TYPE_AREA_WIDTH
    assert line.top < left.y == right.y < line.top + line.height


@pytest.mark.parametrize(("rule", "borders", "bars"), [("单线", 1, 0), ("双线", 2, 0), ("五角星", 0, 2)])
def test_the_docx_draws_the_same_rules(rule: str, borders: int, bars: int):
    file = ZipFile(BytesIO(docx.write(with_masthead(rule=rule))))
    document = file.read("word/document.xml").decode()
    assert (
        len(re.findall(r'<w:bottom w:val="single" w:sz="\d+" w:space="0" w:color="FF0000"/>', document))
        == borders
    )
    assert document.count('<a:srgbClr val="FF0000"/>') == bars


def test_a_picture_may_stand_for_the_name_which_is_read_out(tmp_path: Path):
    Image.new("RGB", (1600, 400), "#cc0000").save(tmp_path / "题字.png")
    data = {
        "刊名": "云溪工作简报",
        "期号": 1,
        "总期号": 1,
        "日期": "2026-03-06",
        "编发单位": "云溪县人民政府办公室",
        "报头": {"名称": {"文字": "云溪简报", "题字": "题字.png"}},
        "文章": {"标题": "春耕", "正文": "正文。"},
    }
    reading = read_mapping(data, folder=tmp_path)
    pages = lay_out_issue(reading, reading.issue, FaceSet.embedded())
    (figure,) = (block for block in pages.blocks if isinstance(block, Figure))
    picture = figure.items[0].picture
    assert picture.alt == "云溪简报"
    assert picture.width <= TYPE_AREA_WIDTH
    assert not blocks(pages, "masthead")
    assert pages.meta.title.startswith("云溪工作简报")
