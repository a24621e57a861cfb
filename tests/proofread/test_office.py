"""The office's own words: read from YAML, CSV and XLSX, held against its texts, and right where a rule objects."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianbao.errors import InputError
from jianbao.reading import read
from jianbao.reading.office_words import read_office_words
from jianbao.steps import remarks

WORDS = """\
人员:
  - 姓名: 李国强
    职务: [县长, 县委副书记]
  - 姓名: 张明华
    职务: 副县长
机构:
  - 全称: 云溪县应急管理局
    简称: 县应急局
    旧称: {云溪县安全生产监督管理局: 2019-03-15}
地名: [云溪县, 东河镇]
禁用: {村官: 村干部}
不改: [布署街]
正确: [做为站]
"""
SHEET = (
    "类别,词,写法,日期\n人员,李国强,县长、县委副书记,\n人员,张明华,副县长,\n机构,云溪县应急管理局,县应急局,\n"
    "旧称,云溪县安全生产监督管理局,云溪县应急管理局,2019-03-15\n地名,云溪县,,\n地名,东河镇,,\n禁用,村官,村干部,\n不改,布署街,,\n正确,做为站,,\n"
)


def codes(folder: Path, text: str, *, words: str = "用语.yaml", date: str = "2026-03-06") -> list[str]:
    path = folder / "issue.yaml"
    path.write_text(
        f"刊名: 试刊\n期号: 1\n总期号: 1\n日期: {date}\n编发单位: 云溪县人民政府办公室\n用语: {words}\n文章:\n  标题: 情况\n  正文: |\n    {text}\n",
        "utf-8",
    )
    return [remark.finding.code for remark in remarks(read(path)) if remark.finding.code[0] in "PR"]


@pytest.fixture(params=["yaml", "csv", "xlsx"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    name = f"用语.{request.param}"
    if request.param == "yaml":
        (tmp_path / name).write_text(WORDS, "utf-8")
    elif request.param == "csv":
        (tmp_path / name).write_text(SHEET, "utf-8")
    else:
        openpyxl = pytest.importorskip("openpyxl")
        book = openpyxl.Workbook()
        for row in SHEET.splitlines():
            book.active.append(row.split(","))
        book.save(tmp_path / name)
    return tmp_path, name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("村官代表作了发言。", "P711"),
        ("副县长张明桦到场。", "P712"),
        ("县长张明华主持会议。", "P713"),
        ("云溪县安全生产监督管理局汇报了情况。", "P714"),
        ("云溪县应急管埋局汇报了情况。", "P715"),
        ("张明华、李国强出席会议。", "P716"),
    ],
)
def test_each_form_of_the_file_serves(folder: tuple[Path, str], text: str, code: str):
    assert code in codes(folder[0], text, words=folder[1])


def test_what_is_right_here_is_not_told(tmp_path: Path):
    (tmp_path / "用语.yaml").write_text(WORDS, "utf-8")
    assert codes(tmp_path, "队伍从布署街走到做为站。") == []
    assert codes(tmp_path, "副县长张明华主持会议，李国强、张明华讲话。") == []


def test_a_former_name_is_right_before_its_day(tmp_path: Path):
    (tmp_path / "用语.yaml").write_text(WORDS, "utf-8")
    assert "P714" not in codes(tmp_path, "云溪县安全生产监督管理局汇报了情况。", date="2018-03-06")


def test_the_series_file_may_name_it(tmp_path: Path):
    (tmp_path / "用语.yaml").write_text(WORDS, "utf-8")
    (tmp_path / "series.yaml").write_text(
        "刊名: 试刊\n编发单位: 云溪县人民政府办公室\n用语: 用语.yaml\n", "utf-8"
    )
    (tmp_path / "期").mkdir()
    path = tmp_path / "期" / "1.yaml"
    path.write_text(
        "刊名: {文件: ../series.yaml}\n期号: 1\n总期号: 1\n日期: 2026-03-06\n文章: {标题: 情况, 正文: 村官代表作了发言。}\n",
        "utf-8",
    )
    reading = read(path)
    assert [each.finding.code for each in remarks(reading)] == ["P711"]
    assert any(each.name == "用语.yaml" for each in reading.inputs)


@pytest.mark.parametrize(
    "text",
    ["人名: [某某]\n", "- 某某\n", "人员:\n  - 职务: 县长\n", "人员:\n  - 姓名: 某某\n    岁数: 40\n", ""],
)
def test_a_form_that_is_not_known_is_told(tmp_path: Path, text: str):
    path = tmp_path / "用语.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError) as raised:
        read_office_words(path)
    assert raised.value.findings[0].place.file


def test_a_file_that_is_not_there_is_told_at_the_key(tmp_path: Path):
    with pytest.raises(InputError) as raised:
        codes(tmp_path, "好。")
    assert [(each.code, each.place.line) for each in raised.value.findings] == [("R061", 6)]


def test_no_title_parts_the_office_s_own_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from jianbao import steps
    from jianbao.layout import bulletin

    asked: list[tuple[str, ...]] = []
    real = bulletin.Compositor
    monkeypatch.setattr(
        bulletin, "Compositor", lambda *given: (asked.append(tuple(given[3])), real(*given))[1]
    )
    (tmp_path / "用语.yaml").write_text(WORDS, "utf-8")
    codes(tmp_path, "好。")
    reading = read(tmp_path / "issue.yaml")
    steps.lay_out_issue(reading, reading.issue, steps.faces_for(reading.issue.layout, "embedded"), draft=True)
    assert "云溪县应急管理局" in asked[0] and "县应急局" in asked[0] and "东河镇" in asked[0]
