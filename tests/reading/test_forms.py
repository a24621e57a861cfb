"""Forms of offices as they are typed: short news, documents in an issue, numbers of school years and in Han."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianbao.errors import InputError
from jianbao.model.issue import Issue
from jianbao.numbering import number_line
from jianbao.reading import read_text

HEAD = "刊名: 云溪工作简报\n日期: 2026-03-06\n编发单位: 县政府办\n"
NEWS = HEAD + "文章:\n  - 正文: 春耕。\n"


def issue(text: str) -> Issue:
    return read_text(text).issue


def refused(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_text(text)
    return [f"{f.place.line}:{f.place.column} {f.code}" for f in caught.value.findings]


def test_an_article_without_a_title_needs_a_column_or_a_lead():
    assert refused(NEWS) == ["5:5 M013"]
    assert issue(NEWS.replace("春耕。", "春耕。\n    栏目: 动态")).articles[0].headline == "动态"
    assert issue(NEWS.replace("春耕。", "'**平阳县：**春耕。'")).articles[0].headline == "平阳县"
    assert issue(NEWS.replace("春耕。", "春耕。\n    要目题: 春|耕")).articles[0].headline == "春耕"


def test_an_empty_title_is_told_at_its_key():
    assert refused(NEWS.replace("正文", "标题:\n    正文")) == ["5:5 M006"]


def test_a_document_has_its_parts_below_the_article():
    text = HEAD + (
        "主送: 市委\n文章:\n  标题: 通知\n  主送: 各县（区）\n  正文: 甲。\n  附件说明: [清单, 名单]\n"
        "  落款: {单位: 市政府, 日期: 2026年3月6日, 用印: 是}\n  附注: 此件公开发布\n  署名: [张三, 李四]\n"
    )
    made = issue(text)
    article = made.articles[0]
    assert (article.addressee, article.enclosures, article.remark) == (
        ("各县（区）",),
        ("清单", "名单"),
        "此件公开发布",
    )
    assert article.byline == ("张三", "李四")
    assert article.signature is not None
    assert (article.signature.organ, article.signature.seal) == (("市政府",), True)
    assert [line.label for line in made.distribution] == ["主送"], (
        "outermost it is a line of the distribution"
    )


def test_by_lines_over_lines_are_several():
    text = HEAD + "文章:\n  标题: 甲\n  署名: |\n    张三\n    李四\n  正文: 乙。\n"
    assert issue(text).articles[0].byline == ("张三", "李四")


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("期号: 第九期", "2026年第9期"),
        ("期号: 十二\n总期号: 总第二百零九期", "2026年第12期（总第209期）"),
        (
            "期号: 3\n年份: 2025—2026学年\n报头: {期号格式: '{year}—{next_year}学年第{number}期'}",
            "2025—2026学年第3期",
        ),
        (
            "期号: 3\n编号规则: {首月: 9}\n报头: {期号格式: '{year}—{next_year}学年第{number}期'}",
            "2025—2026学年第3期",
        ),
        ("期号: 1\n报头: {期号格式: 创刊号}", "创刊号"),
        ("期号: 9\n报头: {期号格式: '{year}年{month}月号'}", "2026年3月号"),
        ("期号: 9\n报头: {期号格式: '第{number_zh}期'}", "第九期"),
        ("期号: 9\n编号规则: {不计总期号: 正刊}", "2026年第9期"),
    ],
)
def test_numbers_as_offices_write_them(keys: str, line: str):
    text = HEAD + keys + "\n文章: {标题: 甲, 正文: 乙。}\n"
    assert number_line(issue(text))[0].removesuffix("（总第　期）") == line


def test_a_school_year_counts_from_its_first_month():
    text = HEAD + "编号规则: {首月: 9}\n文章: {标题: 甲, 正文: 乙。}\n"
    assert issue(text).numbered_year == 2025
    assert issue(text.replace("2026-03-06", "2026-09-01")).numbered_year == 2026


@pytest.mark.parametrize(
    ("written", "shown"), [("12", "000012"), ("NO.000012", "NO.000012"), ("No.12", "No.000012")]
)
def test_a_copy_number_may_begin_with_letters(written: str, shown: str, tmp_path: Path):
    made = issue(HEAD + f"报头: {{份号: {written}}}\n文章: {{标题: 甲, 正文: 乙。}}\n")
    assert made.masthead.copy_number == shown
