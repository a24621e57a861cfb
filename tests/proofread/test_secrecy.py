"""密级, 份号, 紧急程度: what is right, what is told, what is mended."""

from __future__ import annotations

import pytest

from jianbao.reading import read_text
from jianbao.steps import remarks

HEAD = (
    "刊名: 青川信息\n日期: 2026-03-05\n编发单位: 市政府办\n文章: {标题: 部署防火, 正文: 春季防火。}\n报头:\n"
)


def told(*lines: str) -> list[tuple[str, str | None]]:
    """(code, what it is mended to) of the findings about the masthead."""
    reading = read_text(HEAD + "".join(f"  {line}\n" for line in lines))
    found = [
        remark
        for remark in remarks(reading)
        if remark.finding.code in ("P341", "P342", "P343", "P344", "P345")
    ]
    assert all(remark.finding.place.line > 5 for remark in found)
    return [(remark.finding.code, remark.mend.new if remark.mend else None) for remark in found]


@pytest.mark.parametrize(
    "secrecy",
    ["秘密★1年", "机密★6个月", "绝密★长期", "秘密★2027年3月5日", "机密★会议公报发表后解密", "秘密★启用前"],
)
def test_a_grade_with_a_period_a_date_or_a_condition_is_right(secrecy: str):
    assert told(f"密级: {secrecy}", "份号: 12") == []


@pytest.mark.parametrize(
    ("secrecy", "better"),
    [
        ("秘密 1年", "秘密★1年"),
        ("秘密1年", "秘密★1年"),
        ("机密☆6个月", "机密★6个月"),
        ("绝密*长期", "绝密★长期"),
    ],
)
def test_the_star_is_put_in(secrecy: str, better: str):
    assert told(f"密级: {secrecy}", "份号: 12") == [("P341", better)]


@pytest.mark.parametrize("secrecy", ["绝密", "机密★", "秘密"])
def test_a_bare_grade_and_a_missing_copy_number_are_told(secrecy: str):
    assert told(f"密级: {secrecy}") == [("P342", None), ("P344", None)]


@pytest.mark.parametrize("secrecy", ["内部", "内部资料", "公开", "秘密级"])
def test_what_is_no_grade_is_told_where_it_belongs(secrecy: str):
    codes = [code for code, _ in told(f"密级: {secrecy}", "份号: 1")]
    assert codes == ["P343"]


@pytest.mark.parametrize("urgency", ["特急", "加急", "特提", "平急", "特　急"])
def test_an_urgency_is_right(urgency: str):
    assert told(f"紧急程度: {urgency}") == []


@pytest.mark.parametrize("urgency", ["很急", "急件", "紧急"])
def test_another_word_is_told(urgency: str):
    assert told(f"紧急程度: {urgency}") == [("P345", None)]
