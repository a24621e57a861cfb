"""What all issues of a series share: read from its own file, merged under the issue, told with its own places."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianbao.errors import InputError
from jianbao.reading import Reading, read, read_mapping

SERIES = """\
刊名: 青岚简报
编发单位: 青岚市人民政府办公室
报头: {密级: 秘密★1年, 标注: 内部资料}
分送:
- {标签: 报, 单位: 省委}
- {标签: 送, 单位: 甲}
份数: 150
编辑人员: {编辑: 苏玥, 电话: 1234}
"""
ISSUE = "series: {file: series.yaml}\ndate: 2026-01-06\narticles: {title: 甲, body: 乙。}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "简报" / "2026"
    folder.mkdir(parents=True)
    (folder / "series.yaml").write_text(SERIES, encoding="utf-8")
    return folder


def read_issue(folder: Path, text: str = ISSUE) -> Reading:
    path = folder / "issue.yaml"
    path.write_text(text, encoding="utf-8")
    return read(path)


def told(folder: Path, text: str = ISSUE) -> list[str]:
    with pytest.raises(InputError) as raised:
        read_issue(folder, text)
    return [str(each).partition("。")[0].replace(f"{folder}/", "") for each in raised.value.findings]


def test_the_series_gives_what_the_issue_does_not(folder: Path):
    reading = read_issue(folder)
    issue = reading.issue
    assert (issue.series, issue.organ, issue.copies) == ("青岚简报", ("青岚市人民政府办公室",), 150)
    assert issue.staff == {"编辑": "苏玥", "电话": "1234"}
    assert reading.series_path == folder / "series.yaml"
    assert reading.series_folder == folder
    assert [path.name for path in reading.inputs] == ["issue.yaml", "series.yaml"]


def test_the_issue_s_own_values_win_key_by_key(folder: Path):
    own = "报头: {密级: 机密★1年}\n份数: 80\n编辑人员: {编辑: 何喆}\norgan: [甲, 乙]\n"
    issue = read_issue(folder, ISSUE + own).issue
    assert (issue.masthead.secrecy, issue.masthead.note) == ("机密★1年", ("内部资料",))
    assert (issue.copies, issue.organ) == (80, ("甲", "乙"))
    assert issue.staff == {"编辑": "何喆", "电话": "1234"}


def test_a_list_replaces_a_list(folder: Path):
    issue = read_issue(folder, ISSUE + "分送:\n- {标签: 发, 单位: 乙}\n").issue
    assert [(line.label, line.text) for line in issue.distribution] == [("发", "乙。")]


@pytest.mark.parametrize("own", ["送: 丙\n发: 丁\n", "分送: {送: 丙, 发: 丁}\n"])
def test_lines_written_by_label_replace_those_of_their_label(folder: Path, own: str):
    issue = read_issue(folder, ISSUE + own).issue
    assert [(line.label, line.text) for line in issue.distribution] == [
        ("报", "省委。"),
        ("送", "丙。"),
        ("发", "丁。"),
    ]


def test_a_key_left_empty_takes_the_series_value_away(folder: Path):
    issue = read_issue(folder, ISSUE + "份数:\n报头: {标注: }\n").issue
    assert issue.copies is None
    assert (issue.masthead.secrecy, issue.masthead.note) == ("秘密★1年", ())


def test_places_name_the_file_that_the_value_stands_in(folder: Path):
    reading = read_issue(folder, ISSUE + "报头: {密级: 机密}\n")
    assert str(reading.place(("masthead", "note", 0))) == f"{folder}/series.yaml:3:21"
    assert str(reading.place(("masthead", "secrecy"))) == f"{folder}/issue.yaml:4:10"
    assert reading.excerpt(reading.place(("copies",))) == "份数: 150"


def test_findings_of_both_files_come_at_once(folder: Path):
    (folder / "series.yaml").write_text(
        SERIES.replace("150", "很多").replace("密级:", "密及:"), encoding="utf-8"
    )
    assert told(folder, ISSUE.replace("2026-01-06", "2026-13-06")) == [
        "issue.yaml:2:7: M003 “2026-13-06”不是能用的日期",
        "series.yaml:3:6: R041 没有“密及”这个键，是不是想写“密级”",
        "series.yaml:7:5: M002 “很多”不是整数",
    ]


@pytest.mark.parametrize("key", ["期号: 9", "日期: 2026-01-06", "id: x", "文章: []"])
def test_what_differs_from_issue_to_issue_has_no_place_there(folder: Path, key: str):
    (folder / "series.yaml").write_text(SERIES + key + "\n", encoding="utf-8")
    name = key.partition(":")[0]
    assert f"series.yaml:9:1: R063 “{name}”每期不同，不能写在共用文件里" in told(folder)


def test_a_series_file_without_a_name(folder: Path):
    (folder / "series.yaml").write_text(SERIES.replace("刊名: 青岚简报\n", ""), encoding="utf-8")
    assert told(folder) == ["series.yaml:1:1: M013 缺少“刊名”"]


def test_a_series_file_that_names_another(folder: Path):
    (folder / "series.yaml").write_text("刊名: {文件: series.yaml}\n", encoding="utf-8")
    assert told(folder) == ["series.yaml:1:1: R064 共用文件里的刊名不能再指向别的文件"]


def test_a_series_file_that_cannot_be_parsed(folder: Path):
    (folder / "series.yaml").write_text(SERIES.replace("份数: ", "份数："), encoding="utf-8")
    assert told(folder) == ["series.yaml:7:3: R021 “份数”后面是全角冒号"]


def test_a_series_file_in_gbk(folder: Path):
    (folder / "series.yaml").write_bytes(SERIES.encode("gbk"))
    assert told(folder) == [
        "issue.yaml:1:16: R062 共用文件 series.yaml 不能用",
        "series.yaml:1:1: R008 文件是 GBK（ANSI）编码，要存成 UTF-8",
    ]


def test_a_series_file_may_stand_in_a_folder_above(folder: Path):
    (folder / "series.yaml").rename(folder.parent / "series.yaml")
    reading = read_issue(folder, ISSUE.replace("series.yaml", "../series.yaml"))
    assert reading.series_folder.resolve() == folder.parent
    assert str(reading.place(("copies",))) == f"{folder.parent}/series.yaml:7:5"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("没有.yaml", "R061"),
        ("/etc/series.yaml", "R065"),
        ("C:/series.yaml", "R065"),
        ("'..\\series.yaml'", "R065"),
        ("series.txt", "R065"),
        ("../../../../../../etc/passwd", "R065"),
        ("../2025/series.yaml", "R060"),
        ("..", "R065"),
        ("''", "R065"),
    ],
)
def test_a_series_file_that_is_not_to_be_had(folder: Path, name: str, code: str):
    (folder.parent / "2025").mkdir()
    (folder.parent / "2025" / "series.yaml").write_text(SERIES, encoding="utf-8")
    (line,) = told(folder, ISSUE.replace("series.yaml", name))
    assert line.startswith(("issue.yaml:1:16: " + code, "issue.yaml:1:10: " + code))


def test_a_symlink_cannot_lead_out(folder: Path, tmp_path: Path):
    (folder / "series.yaml").unlink()
    elsewhere = tmp_path / "别处"
    elsewhere.mkdir()
    (elsewhere / "series.yaml").write_text(SERIES, encoding="utf-8")
    (folder / "series.yaml").symlink_to(elsewhere / "series.yaml")
    assert told(folder)[0].startswith("issue.yaml:1:16: R060")


def test_a_mapping_may_name_a_series_file(folder: Path):
    data = {"刊名": {"文件": "series.yaml"}, "日期": "2026-01-06", "文章": {"标题": "甲", "正文": "乙。"}}
    assert read_mapping(data, folder=folder).issue.copies == 150


def test_the_shared_file_taken_for_an_issue_is_told_as_what_it_is(tmp_path: Path):
    path = tmp_path / "series.yaml"
    path.write_text("刊名: 河湾工作简报\n编发单位: 河湾市人民政府办公室\n", "utf-8")
    with pytest.raises(InputError) as caught:
        read(path)
    assert [finding.code for finding in caught.value.findings] == ["M019"]


def test_an_issue_that_names_a_shared_file_is_one_even_without_date_and_articles(folder: Path):
    assert [each.split()[1] for each in told(folder, "刊名: {文件: series.yaml}\n")] == ["M013", "M013"]
