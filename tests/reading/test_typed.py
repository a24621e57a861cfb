"""Files as clerks typed them (`typed/`), each with what is told of it and what it says once it is mended."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from jianbao.errors import InputError
from jianbao.model.body import Figure, Heading, Paragraph, Table
from jianbao.reading import read, read_text
from jianbao.tasks.check import check, mend
from tests.reading.slipping import plain

TYPED = Path(__file__).parent / "typed"
MEANT = """\
刊名: 青川信息
期号: 9
总期号: 109
日期: 2026年3月5日
编发单位: 青川市人民政府办公室
文章:
  - 标题: 我市部署春季防火工作
    正文: |
      3月4日，我市召开春季森林防火工作视频会议，部署重点时段防控任务。

      会议要求，各地严格落实责任，强化巡护值守，确保不发生重特大森林火灾。
报: 省政府办公厅
送: 市直各单位
"""
SHORT = MEANT.replace("春季森林防火工作视频会议，部署重点时段防控任务", "会议").replace(
    "严格落实责任，强化巡护值守，确保不发生重特大森林火灾", "落实责任"
)
PASTED = "".join(
    f"      {number % 12 + 1}月份，全市完成造林面积{number * 37}亩，同比增长3.2%。\n\n"
    for number in range(60)
)

# file → (what is told of it, the file it was meant to be)
MENDED: dict[str, tuple[list[str], str]] = {
    "01-tab": (["R020"], MEANT),
    "02-tab-body-only": (["R020"], MEANT),
    "03-fullcolon-all": (["R021"], MEANT),
    "09-word-paste-indent": (["R034"], MEANT),
    "19-body-unindented": (["R034"], MEANT),
    "20-no-space-after-colon": (["R022"], MEANT),
    "35-fullwidth-digits": (["R071"], MEANT),
    "40-fullwidth-space-indent": (["R069"], MEANT),
    "41-nbsp": (["R069"], MEANT),
    "47-pipe-fullwidth": (["R068"], MEANT),
    "78-series-fullbrace": (["R068"], MEANT),
    "78b": (["R068"], MEANT),
    "85-paste60": (["R034"], MEANT[: MEANT.index("      3月")] + PASTED + "报: 省政府办公厅\n"),
    "87-paste-colon": (
        ["R034", "R128"],
        MEANT[: MEANT.index("      3月")]
        + "      各地各部门：\n\n      现将有关情况通报如下：\n\n      一、主要做法\n\n      一是抓责任：层层压实。\n\n      附件：1.统计表\n"
        + "报: 省政府办公厅\n",
    ),
    "88-bao-in-body": (["R035"], SHORT),
}


@pytest.fixture
def typed(tmp_path: Path) -> Any:
    (tmp_path / "共用.yaml").write_text("刊名: 青川信息\n", "utf-8")

    def copy(name: str) -> Path:
        return Path(shutil.copy(TYPED / f"{name}.yaml", tmp_path / "issue.yaml"))

    return copy


@pytest.mark.parametrize("name", MENDED)
def test_one_cause_is_told_once_and_mended_to_what_was_meant(name: str, typed: Any):
    path = typed(name)
    told, meant = MENDED[name]
    with pytest.raises(InputError) as raised:
        read(path)
    assert [finding.code for finding in raised.value.findings] == told
    mended = mend(path, ignore=["P"], write=True)
    assert mended.read
    assert plain(read(path).issue.model_dump()) == plain(read_text(meant).issue.model_dump())
    assert mend(path, ignore=["P"]).diff == ""


def test_an_invisible_line_end_is_mended(typed: Any):
    path = typed("91-u2028")
    with pytest.raises(InputError) as raised:
        read(path)
    assert [finding.code for finding in raised.value.findings] == ["R073"]
    mend(path, ignore=["P"], write=True)
    assert plain(read(path).issue.model_dump()) == plain(
        read(TYPED / "92-word-paste-mess.yaml").issue.model_dump()
    )


def test_a_first_line_that_stands_further_in_is_mended(typed: Any):
    path = typed("h-24-first-line-indented")
    mend(path, ignore=["P"], write=True)
    assert texts(path) == ["截至3月5日，全县已备种子1200吨。", "全县已检查水库36座。"]


# --- understood as they are -------------------------------------------------------------------------------------------


def texts(path: Path) -> list[str]:
    blocks = read(path).issue.articles[0].body.blocks
    return [block.inline.text for block in blocks if isinstance(block, (Paragraph, Heading))]


def codes(path: Path) -> list[str]:
    return [finding.code for finding in read(path).findings]


def test_recipients_over_several_lines_are_a_group_each():
    lines = read(TYPED / "34-dist-newline.yaml").issue.distribution
    assert lines[0].to == ("省政府办公厅", "市委常委", "市政府各副市长")
    assert lines[0].text == "省政府办公厅，市委常委，市政府各副市长。"


def test_recipients_that_an_editor_broke_within_a_name_stay_whole():
    text = MEANT.replace("报: 省政府办公厅", "报: 省委办公厅，省人大常委会办公厅，省政\n  府办公厅，市委常委")
    assert (
        read_text(text).issue.distribution[0].text
        == "省委办公厅，省人大常委会办公厅，省政府办公厅，市委常委。"
    )


def test_marks_behind_the_last_recipient_are_one_full_stop():
    assert [line.text for line in read(TYPED / "83-dist.yaml").issue.distribution] == [
        "省政府办公厅。",
        "市直各单位。",
    ]


def test_full_width_bars_make_a_table():
    blocks = read(TYPED / "72-table-fullpipe.yaml").issue.articles[0].body.blocks
    (table,) = (block for block in blocks if isinstance(block, Table))
    assert [[cell.inline.text for cell in row] for row in (*table.head, *table.rows)] == [
        ["县区", "面积"],
        ["云溪县", "12"],
    ]
    assert codes(TYPED / "72-table-fullpipe.yaml") == []


def test_a_credit_in_curly_quotation_marks_is_one(typed: Any, tmp_path: Path):
    from PIL import Image

    (tmp_path / "图").mkdir()
    Image.new("RGB", (400, 300)).save(tmp_path / "图" / "走势.png")
    blocks = read(typed("66-pic-quotes")).issue.articles[0].body.blocks
    (figure,) = (block for block in blocks if isinstance(block, Figure))
    assert figure.pictures[0].credit == "张三摄"


@pytest.mark.parametrize("key", ["标题", "编发单位", "署名"])
def test_a_full_width_bar_breaks_a_title_a_name_or_a_byline(key: str):
    text = MEANT.replace("编发单位: 青川市人民政府办公室", "编发单位: 甲局").replace(
        "    正文", "    署名: 甲局\n    正文"
    )
    lines = [f"{line}｜乙" if line.strip(" -").startswith(key) else line for line in text.split("\n")]
    with_plain = "\n".join(lines).replace("｜", "|")
    assert plain(read_text("\n".join(lines)).issue.model_dump()) == plain(
        read_text(with_plain).issue.model_dump()
    )


def test_a_heading_keeps_its_rank_beside_one_with_run_in_text():
    blocks = read(TYPED / "h-02-heading-siblings.yaml").issue.articles[0].body.blocks
    heads = [block.inline.text for block in blocks if isinstance(block, Heading)]
    assert heads == ["一、抓学习", "三、抓考核"]


def test_items_of_a_list_directly_below_each_other_stay_text():
    body = "      一、甲县\n\n      二、乙县\n\n      三、丙县\n\n      以上各县。\n"
    text = MEANT[: MEANT.index("      3月")] + body
    assert not any(isinstance(block, Heading) for block in read_text(text).issue.articles[0].body.blocks)


def test_a_head_that_was_centred_with_blanks_is_a_paragraph_of_its_own():
    path = TYPED / "h-13-centred-head-then-indent.yaml"
    assert texts(path) == ["导语一句。", "【春耕备耕】", "截至3月5日，全县已备种子1200吨。"]
    assert codes(path) == ["R117"]


# --- told -------------------------------------------------------------------------------------------------------------


def test_lines_of_the_distribution_inside_a_body_are_told():
    path = TYPED / "89-bao-in-body2.yaml"
    told = read(path).findings
    assert [finding.code for finding in told] == ["R126"]
    assert told[0].place.line == 12
    assert texts(path)[-2:] == ["报:省政府办公厅", "送:市直各单位"]


def test_marks_of_other_programs_are_told_once_each():
    told = [
        finding for finding in read(TYPED / "h-18-markdown-leftovers.yaml").findings if finding.code == "R127"
    ]
    marks = ["`代码`", "~~删除~~", "==高亮==", "__二是抓实。__", "{pagebreak}", "[ ]", ":::"]
    assert [finding.params["mark"] for finding in told] == marks


@pytest.mark.parametrize(
    "text",
    [
        "见[网站](https://yunxi.cn/__a__/b==c==)。",
        "3~5%，1~3日。",
        "a_b_c，x=1==y。",
        "“报送”工作：完成。",
        "附件见后。",
    ],
)
def test_what_is_no_left_over_is_not_told(text: str):
    body = MEANT.replace("3月4日，我市召开春季森林防火工作视频会议，部署重点时段防控任务。", text)
    assert [finding.code for finding in read_text(body).findings] == []


def test_a_line_that_may_be_a_key_or_text_is_told_and_left_alone(tmp_path: Path):
    path = tmp_path / "issue.yaml"
    text = MEANT.replace("      3月", "3月").replace("      会议", "会议").replace("报: 省", "报：省")
    path.write_text(text, "utf-8")
    with pytest.raises(InputError) as raised:
        read(path)
    assert [finding.code for finding in raised.value.findings] == ["R034", "R072"]
    mend(path, write=True)
    assert "\n报：省政府办公厅\n" in path.read_text("utf-8")
    with pytest.raises(InputError) as raised:
        read(path)
    assert [finding.place.line for finding in raised.value.findings] == [12]


@pytest.mark.parametrize(
    ("wrong", "right", "code"),
    [
        ("期号: 9", "期号; 9", "R074"),
        ("期号: 9", "期号 9", "R074"),
        ("期号: 9", "期号＝9", "R074"),
        ("文章:", "文章", "R074"),
        ("期号: 9", "期号: “9”", "R068"),
        ("刊名", "＃ 每周一期\n刊名", "R068"),
        ("送: 市直各单位", "送: ［市直各单位，各县区］", "R068"),
        ("送: 市直各单位", "编辑人员: {编辑：方文，校对：何喆}", "R021"),
        ("期号", "\u200b期号", "R069"),
        ("我市部署春季防火工作", "@全体干部", "R026"),
        ("我市部署春季防火工作", "通知: 春季防火", "R025"),
        ("我市部署春季防火工作", "'春季防火'工作", "R024"),
    ],
)
def test_other_slips_are_told_and_mended(wrong: str, right: str, code: str, tmp_path: Path):
    path = tmp_path / "issue.yaml"
    path.write_text(MEANT.replace(wrong, right, 1), "utf-8")
    with pytest.raises(InputError) as raised:
        read(path)
    assert code in [finding.code for finding in raised.value.findings]
    assert mend(path, ignore=["P"], write=True).read
    assert read(path).issue.number == 9


def test_a_file_between_fences_is_read_without_them(tmp_path: Path):
    path = tmp_path / "issue.yaml"
    path.write_text(f"```yaml\n{MEANT}```\n", "utf-8")
    mend(path, ignore=["P"], write=True)
    assert plain(read(path).issue.model_dump()) == plain(read_text(MEANT).issue.model_dump())


@pytest.mark.parametrize("date", ["2026年3月5号", "20260305", "2026年3月5日（星期四）", "2026年3月5日。"])
def test_a_date_is_read_with_what_clerks_write_behind_it(date: str):
    assert read_text(MEANT.replace("2026年3月5日", date)).issue.date.isoformat() == "2026-03-05"


def test_a_line_of_hashtags_below_its_key_is_text(tmp_path: Path):
    path = tmp_path / "issue.yaml"
    path.write_text(MEANT.replace("      会议要求", "#全民反诈# #守好钱袋子#\n会议要求"), "utf-8")
    mend(path, ignore=["P"], write=True)
    assert "#全民反诈#" in "".join(texts(path))


def test_a_table_that_was_pasted_with_bars_alone_is_told():
    text = MEANT.replace(
        "      3月4日，", "      类别|个数|占比\n      甲|1|2\n      乙|3|4\n\n      3月4日，"
    )
    with pytest.raises(InputError) as raised:
        read_text(text)
    assert [finding.code for finding in raised.value.findings] == ["R111"]


def test_items_that_word_numbered_with_tabs_are_no_table():
    text = MEANT.replace(
        "      3月4日，", "      1.\t培训对象。\n      2.\t培训内容。\n      3.\t培训方式。\n\n      3月4日，"
    )
    assert [finding.code for finding in read_text(text).findings if finding.code == "R124"] == []


def test_two_keys_on_one_line_are_told_and_left_alone(tmp_path: Path):
    path = tmp_path / "issue.yaml"
    text = MEANT.replace("刊名: 青川信息\n期号: 9", "刊名: 青川信息 期号: 9")
    path.write_text(text, "utf-8")
    with pytest.raises(InputError):
        mend(path, ignore=["P"], write=True)
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("53-secrecy-plain", ["P341"]),
        ("81-secrecy", ["P342", "P344", "P345"]),
        ("82-secrecy", ["P343"]),
        ("h-03-p304-names-wrong-thing", ["P304", "P304"]),
    ],
)
def test_what_the_proof_reader_tells_of_the_others(name: str, told: list[str]):
    findings = check(TYPED / f"{name}.yaml", fonts="embedded")
    assert [finding.code for finding in findings] == told
    if name.startswith("h-03"):
        assert findings[1].message == "只有“1.”，没有下一条"
