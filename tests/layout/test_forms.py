"""Forms of offices on the page: lists of names, documents, short news, scripts; positions against the clause."""

from __future__ import annotations

from typing import Any

import pytest

from jianbao.model.body import Body
from jianbao.pages import Line, Pages, Paragraph, RunKind, Table
from jianbao.reading.body.markup import parse
from jianbao.typography import MARGIN_LEFT, ROW, SIZE_3, TYPE_AREA_WIDTH, FaceRole
from tests.layout.samples import article, issue, laid_out

RIGHT = MARGIN_LEFT + TYPE_AREA_WIDTH


def written(text: str) -> Body:
    return Body(text, parse(text).blocks)


def set_article(text: str, **fields: Any) -> Pages:
    return laid_out(issue(article(**fields) | {"body": written(text)}))


def styled(pages: Pages, style: str) -> list[Paragraph]:
    return [block for block in pages.blocks if isinstance(block, Paragraph) and block.style == style]


def right_of(line: Line) -> int:
    return line.x + line.width


# --- 10.3: lists of names ---------------------------------------------------------------------------------------------

NAMES = "温书言　张　三　李　四　欧阳明远　王　芳　赵建国　钱　进　孙小梅　周　毅　吴国强　郑　洁　刘　洋"


def test_names_hang_behind_the_colon_one_line_below_the_text():
    pages = set_article(f"会议议定以下事项。\n\n出席：{NAMES}\n\n列席：马　丽")
    present, guests = styled(pages, "roll")
    first, second = present.lines[:2]
    assert (present.before, guests.before) == (ROW, 0)
    assert first.x == MARGIN_LEFT + 2 * SIZE_3
    assert first.runs[0].text == "出席："
    assert first.runs[0].role is FaceRole.HEITI
    assert {run.role for run in first.runs[1:]} == {FaceRole.FANGSONG}
    assert abs(second.x - first.runs[1].x) < 20, "under the first character behind the colon"


def test_no_name_is_cut_though_it_is_padded():
    names = [
        f"{a}　{b}"
        for a, b in zip("温张李王赵钱孙周吴郑刘何冯陈许杨", "言三四芳国进梅毅强洁洋静军东亮帆", strict=True)
    ]
    for pad in range(6):
        pages = set_article(f"会议开始。\n\n出席：{'甲乙丙丁戊己'[:pad]}，{'　'.join(names * 2)}")
        (roll,) = styled(pages, "roll")
        for line in roll.lines[:-1]:
            assert line.text[-2:-1] == "　", line.text


# --- 7.3.2–7.3.6: documents -------------------------------------------------------------------------------------------


def test_the_addressee_is_flush_left_with_a_colon_right_above_the_text():
    pages = set_article("现通知如下。", addressee=["各县（区）人民政府", "市政府各部门"])
    (addressee,) = styled(pages, "addressee")
    assert addressee.text == "各县（区）人民政府，市政府各部门："
    assert addressee.lines[0].x == MARGIN_LEFT
    assert addressee.before == ROW, "one line below the title"
    assert styled(pages, "body")[0].before == 0


def test_an_addressee_with_its_colon_gets_no_second_one():
    assert (
        styled(set_article("现通知如下。", addressee="市政府各部门："), "addressee")[0].text
        == "市政府各部门："
    )


def test_enclosures_are_numbered_and_hang_under_the_name():
    long = "春季森林防火检查清单以及各县（区）重点林区防火责任人、联系人和值班电话名单。"
    first, second = styled(set_article("现通知如下。", enclosures=[long, "统计表"]), "attachment_list")
    assert first.text == "附件：1. " + long.removesuffix("。"), "no mark at the end"
    assert (first.before, second.before) == (ROW, 0)
    assert first.lines[0].x == MARGIN_LEFT + 2 * SIZE_3
    number = next(run for run in second.lines[0].runs if run.text.startswith("2"))
    name = next(run for run in second.lines[0].runs if "统" in run.text)
    assert abs(first.lines[1].x - name.x) < 30
    assert abs(number.x - next(run for run in first.lines[0].runs if run.text.startswith("1")).x) < 30


def test_a_single_enclosure_has_no_number():
    assert styled(set_article("甲。", enclosures="统计表"), "attachment_list")[0].text == "附件：统计表"


@pytest.mark.parametrize("organ", ["青川市应急管理局", "中共青川市委办公室、青川市人民政府办公室"])
def test_without_a_seal_the_date_begins_two_characters_further_right_than_the_organ(organ: str):
    signed, dated = styled(set_article("甲。", signature={"organ": organ, "date": "2026-03-09"}), "signature")
    assert signed.before == ROW
    assert abs(dated.lines[0].x - signed.lines[0].x - 2 * SIZE_3) < 20
    assert abs(RIGHT - 2 * SIZE_3 - right_of(signed.lines[0])) < 20, "two characters from the right"


def test_where_the_date_is_the_longer_it_stands_two_characters_from_the_right():
    signed, dated = styled(
        set_article("甲。", signature={"organ": "市委办", "date": "2026-12-19"}), "signature"
    )
    assert abs(RIGHT - 2 * SIZE_3 - right_of(dated.lines[0])) < 20
    assert abs(dated.lines[0].x - signed.lines[0].x - 2 * SIZE_3) < 20


def test_with_a_seal_the_date_stands_four_characters_from_the_right_and_the_organ_centred_on_it():
    pages = set_article("甲。", signature={"organ": "青川市应急管理局", "date": "2026-03-09", "seal": True})
    signed, dated = (paragraph.lines[0] for paragraph in styled(pages, "signature"))
    assert abs(RIGHT - 4 * SIZE_3 - right_of(dated)) < 20
    assert abs((signed.x + right_of(signed)) / 2 - (dated.x + right_of(dated)) / 2) < 20


def test_several_organs_sign_one_below_the_other():
    signature = {"organ": ["青川市财政局", "青川市应急管理局"], "date": "2026-03-09"}
    first, second, dated = styled(set_article("甲。", signature=signature), "signature")
    assert (first.text, second.text, dated.text) == ("青川市财政局", "青川市应急管理局", "2026年3月9日")
    assert right_of(first.lines[0]) == pytest.approx(right_of(second.lines[0]), abs=20)


def test_a_signature_is_never_alone_on_a_page():
    for paragraphs in range(8, 24):
        pages = set_article(
            "\n\n".join(["春耕。"] * paragraphs), signature={"organ": "市政府", "date": "2026-03-09"}
        )
        signed, dated = styled(pages, "signature")
        page = signed.lines[0].page
        assert dated.lines[0].page == page
        assert any(text.lines[0].page == page for text in styled(pages, "body"))


def test_a_remark_stands_in_brackets_on_the_line_below_the_date():
    signature = {"organ": "青川市应急管理局", "date": "2026-03-09"}
    pages = set_article("甲。", signature=signature, remark="此件公开发布")
    (remark,) = styled(pages, "remark")
    dated = styled(pages, "signature")[-1]
    assert remark.text == "（此件公开发布）"
    assert remark.lines[0].top == dated.lines[0].top + ROW
    assert abs(remark.lines[0].x - MARGIN_LEFT - 2 * SIZE_3) < 20


def test_a_date_and_by_lines_stand_below_the_title():
    pages = set_article("甲。", date="2026-03-09", byline=["张三", "李四|王五"], byline_at="题下")
    assert [paragraph.text for paragraph in styled(pages, "title_date")] == ["（2026年3月9日）"]
    assert [line.text for paragraph in styled(pages, "byline") for line in paragraph.lines] == [
        "张三",
        "李四",
        "王五",
    ]


# --- short news -------------------------------------------------------------------------------------------------------


def short(text: str, **fields: Any) -> dict[str, Any]:
    return {"body": written(text), **fields}


def entries(pages: Pages) -> list[str]:
    found = styled(pages, "contents")
    return ["".join(run.text for run in p.lines[-1].runs if run.kind is RunKind.TEXT) for p in found]


def test_short_news_of_a_column_is_one_entry_and_one_text():
    news = [short(f"**{place}：**走访群众。", column="一线传真") for place in ("平阳县", "梅岭乡", "云溪县")]
    pages = laid_out(issue(article("甲。"), *news, contents=True))
    assert entries(pages) == ["武进援疆工作组开展活动", "一线传真"]
    assert len(styled(pages, "column")) == 1
    first, second, third = styled(pages, "body")[1:]
    assert (first.before, second.before, third.before) == (0, 0, 0)
    assert [entry.title for entry in pages.outline][1:] == ["平阳县", "梅岭乡", "云溪县"]


def test_without_a_column_each_is_known_by_its_lead():
    pages = laid_out(
        issue(short("**平阳县：**走访。"), short("**梅岭乡：**清淤。", contents_title="清淤"), contents=True)
    )
    assert entries(pages) == ["平阳县", "清淤"]
    assert [p.anchor for p in styled(pages, "body")] == ["article1", "article2"]


def test_grouped_contents_name_each_below_the_column():
    news = [short(f"**{place}：**走访群众。", column="一线传真") for place in ("平阳县", "梅岭乡")]
    pages = laid_out(issue(*news, contents={"grouped": True}))
    assert entries(pages) == ["平阳县", "梅岭乡"]
    assert [p.text for p in styled(pages, "contents_column")] == ["【一线传真】"]


# --- regulations, scripts ---------------------------------------------------------------------------------------------


def test_chapters_are_centred_in_heiti_and_clauses_begin_in_it():
    pages = set_article("第一章 总则\n\n第一条 为了预防火灾，制定本办法。")
    (chapter,) = styled(pages, "chapter")
    clause = styled(pages, "body")[0].lines[0]
    middle = chapter.lines[0].x + chapter.lines[0].width / 2
    assert middle == pytest.approx(MARGIN_LEFT + TYPE_AREA_WIDTH / 2, abs=10)
    assert (clause.runs[0].text, clause.runs[0].role) == ("第一条", FaceRole.HEITI)
    assert clause.runs[1].role is FaceRole.FANGSONG


def test_scripts_are_smaller_and_off_the_baseline():
    runs = styled(set_article("面积12 km^2^，排放CO~2~。"), "body")[0].lines[0].runs
    high, low = (run for run in runs if run.rise)
    assert high.size == low.size == 210
    assert high.rise > 0 > low.rise
    assert all(run.size == SIZE_3 for run in runs if not run.rise)


def test_an_article_of_a_table_alone_is_found_from_the_contents():
    rows = "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |"
    long = "\n\n".join(["春耕全面展开。"] * 30)
    pages = laid_out(
        issue(article() | {"body": written(long)}, short(rows, contents_title="统计表"), contents=True)
    )
    anchored = [
        block for block in pages.blocks if isinstance(block, Paragraph) and block.anchor == "article2"
    ]
    assert len(anchored) == 1
    (reference,) = [
        run for run in styled(pages, "contents")[1].lines[-1].runs if run.kind is RunKind.PAGE_REF
    ]
    (table,) = [block for block in pages.blocks if isinstance(block, Table)]
    assert reference.text == str(anchored[0].lines[0].page) == str(table.rows[0].page) != "1"
