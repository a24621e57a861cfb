"""`jianbao new`: a file that can be checked at once, with the numbers and what the series shares."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jianbao import build
from jianbao.errors import InputError, UsageError
from jianbao.ledger import Terms, open_ledger
from jianbao.model.numbers import Numbers
from jianbao.reading import read
from jianbao.tasks.new import Fresh, fresh, home

TYPED = Path(__file__).parents[1] / "reading" / "typed"
TODAY = date(2026, 3, 9)
FIRST = """\
# 第一期
刊名: 云溪工作简报   # 不变
id: 甲
期号: 1
总期号: 21
日期: 2026年1月6日
编发单位: 云溪县人民政府办公室
编者按: 按语
文章:
  - 标题: 第一篇|标题
    栏目: 工作动态
    正文: |
      今天周末。
    署名: 办公室供稿
分送:
  - 标签: 报
    本期: 是
    单位: 市政府办公室
  - 标签: 送
    单位: [各乡镇人民政府, "县直: 各部门"]
份数: 150
"""
SERIES = """\
刊名: 云溪工作简报
编发单位: 云溪县人民政府办公室
编号规则:
  起始: {年份: 2026, 期号: 8, 总期号: 208}
送: 各乡镇人民政府
"""


def make(folder: Path, series: str = "", *, kind: str = "", last: Path | None = None) -> Fresh:
    """A new file for `folder`, with the register that is there."""
    with open_ledger(None, beside=home(series, last) if series or last else folder) as ledger:
        return fresh(series, kind=kind, last=last, today=TODAY, ledger=ledger, folder=folder)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder where the first issue was built."""
    monkeypatch.delenv("JIANBAO_LEDGER", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "第一期.yaml").write_text(FIRST, "utf-8")
    build(tmp_path / "第一期.yaml", formats=["pdf"], fonts="embedded")
    return tmp_path


def test_the_next_issue_of_the_only_series(office: Path) -> None:
    """Numbers of the register, organ and distribution of the last issue; checked, it holds."""
    made = make(office)
    assert (made.name, made.numbers) == ("云溪工作简报2026年第2期.yaml", Numbers(2026, 2, 22))
    (office / made.name).write_text(made.text, "utf-8")
    reading = read(office / made.name)
    last = read(office / "第一期.yaml").issue
    assert reading.findings == ()
    assert (reading.issue.number, reading.issue.total, reading.issue.date) == (2, 22, TODAY)
    assert (reading.issue.organ, reading.issue.copies) == (last.organ, 150)
    assert [each.text for each in reading.issue.distribution] == [each.text for each in last.distribution]
    assert reading.issue.distribution[0].this_issue
    assert made.text.startswith("# yaml-language-server: $schema=jianbao.schema.json\n")


def test_every_commented_part_of_the_skeleton_may_be_used(office: Path) -> None:
    """With the leading # taken away."""
    lines = make(office).text.splitlines()
    plain = "\n".join(
        line.replace("# ", "", 1) if line.startswith(("# ", "    # ", "  # ")) else line for line in lines[2:]
    )
    (office / "全.yaml").write_text(plain + "\n", "utf-8")
    issue = read(office / "全.yaml").issue
    assert issue.masthead.copy_number == "000001"
    assert issue.masthead.signer
    assert issue.editor_note is not None
    assert [article.column for article in issue.articles] == ["工作动态", None]
    assert issue.articles[0].byline


def test_the_last_issue_gives_structure_and_its_words_are_blanked(office: Path) -> None:
    """Keys, comments and their order stay; id, titles and texts do not."""
    made = make(office, last=office / "第一期.yaml")
    text = made.text
    assert "刊名: 云溪工作简报   # 不变" in text
    assert "日期: 2026年3月9日" in text
    assert "id" not in text.replace("# yaml", "")
    assert "周末" not in text
    assert "办公室供稿" not in text
    assert "栏目: 工作动态" in text
    assert (
        text.index("期号: 2")
        < text.index("总期号: 22")
        < text.index("日期:")
        < text.index("文章:")
        < text.index("分送:")
    )
    (office / made.name).write_text(text, "utf-8")
    issue = read(office / made.name).issue
    assert (issue.number, issue.total, len(issue.distribution), issue.copies) == (2, 22, 2, 150)


def test_a_series_file_is_referred_to_and_counts_from_its_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it holds is not written again."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "series.yaml").write_text(SERIES, "utf-8")
    (tmp_path / "2026").mkdir()
    made = make(tmp_path / "2026", str(tmp_path / "series.yaml"))
    assert made.numbers == Numbers(2026, 9, 209)
    assert '刊名: {文件: "../series.yaml"}' in made.text
    assert "编发单位" not in made.text
    (tmp_path / "2026" / made.name).write_text(made.text, "utf-8")
    assert read(tmp_path / "2026" / made.name).issue.distribution[0].label == "送"
    with pytest.raises(InputError):
        build(tmp_path / "2026" / made.name, formats=["pdf"], fonts="embedded")
    unwritten = Terms(allow=frozenset({"P801"}))
    build(tmp_path / "2026" / made.name, formats=["pdf"], fonts="embedded", terms=unwritten)
    again = make(tmp_path / "2026", str(tmp_path / "series.yaml"))
    assert again.numbers == Numbers(2026, 10, 210)


def test_another_kind_counts_for_itself(office: Path) -> None:
    """And says so in its name."""
    made = make(office, "云溪工作简报", kind="增刊")
    assert (made.name, made.numbers) == ("云溪工作简报2026年增刊第1期.yaml", Numbers(2026, 1, 1))
    assert "种类: 增刊" in made.text


def test_a_new_series_begins_with_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its name alone; without a name, it asks."""
    monkeypatch.chdir(tmp_path)
    made = make(tmp_path, "[新]刊:“第一种”")
    (tmp_path / "新.yaml").write_text(made.text, "utf-8")
    assert read(tmp_path / "新.yaml").issue.series == "[新]刊:“第一种”"
    assert made.numbers == Numbers(2026, 1, 1)
    with pytest.raises(UsageError) as caught:
        make(tmp_path)
    assert caught.value.findings[0].code == "L043"


def test_what_was_the_last_issue_s_own_is_not_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dates, who signed, the copy's number and urgency; the secrecy and the note of the series stay."""
    monkeypatch.chdir(tmp_path)
    last = tmp_path / "上期.yaml"
    last.write_bytes((TYPED / "93-new-from-stale-print-date.yaml").read_bytes())
    text = make(tmp_path, last=last).text
    for gone in ("陆行之", "000023", "加急", "2026年3月13日", "2026-11-25", "期号: 5"):
        assert gone not in text
    assert "印发日期: 2026年3月9日" in text
    assert "密级: 机密★5年" in text
    (tmp_path / "新.yaml").write_text(text, "utf-8")
    assert read(tmp_path / "新.yaml").issue.masthead.note == ("内部资料　阅后清退",)


def test_an_empty_masthead_and_an_article_s_own_dates_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    own = FIRST.replace("编者按: 按语", "报头: {份号: 12}").replace(
        "    署名", "    日期: 2026年1月5日\n    附注: （此件公开）\n    署名"
    )
    (tmp_path / "上期.yaml").write_text(own, "utf-8")
    text = make(tmp_path, last=tmp_path / "上期.yaml").text
    assert "报头" not in text
    assert "1月5日" not in text
    assert "此件公开" not in text


def test_the_series_file_is_named_from_where_the_new_file_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "series.yaml").write_text(SERIES, "utf-8")
    last = tmp_path / "上期.yaml"
    last.write_text("刊名: {文件: series.yaml}\n日期: 2026-01-06\n文章: {标题: 甲, 正文: 乙。}\n", "utf-8")
    folder = tmp_path / "2026" / "03"
    folder.mkdir(parents=True)
    made = make(folder, last=last)
    (folder / made.name).write_text(made.text, "utf-8")
    assert "../../series.yaml" in made.text
    assert read(folder / made.name).issue.series == "云溪工作简报"


def test_the_skeleton_has_english_keys_in_english(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chinese = make(office)
    monkeypatch.setenv("JIANBAO_LANG", "en")
    made = make(office)
    (office / "en.yaml").write_text(made.text, "utf-8")
    (office / "zh.yaml").write_text(chinese.text, "utf-8")
    keys = [
        line.partition(":")[0].strip(" -#")
        for line in made.text.splitlines()
        if ":" in line and "：" not in line
    ]
    assert all(key.isascii() for key in keys)
    one, other = (read(office / f"{name}.yaml").issue for name in ("en", "zh"))
    assert [each.text for each in one.distribution] == [each.text for each in other.distribution]
    assert (one.number, one.total, one.copies, one.organ) == (
        other.number,
        other.total,
        other.copies,
        other.organ,
    )
