"""One line, one grammar: organs, roles, labels of the distribution, copies."""

from __future__ import annotations

import pytest

from jianbao.importing.grammar import plain
from jianbao.importing.roles import COPIES, label_of, organ_of, role_of


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("青岚市人民政府办公室编", "青岚市人民政府办公室"),
        ("主办：市水利局", "市水利局"),
        ("编发：中共青岚市委办公室", "中共青岚市委办公室"),
        ("大会秘书处编印", "大会秘书处"),
    ],
)
def test_an_organ_is_its_name_alone(text: str, name: str):
    assert organ_of(text) == (name, True)


@pytest.mark.parametrize("text", ["星期四", "16时", "王五", "水利局召开年度工作会", "市委：部署工作"])
def test_what_reads_as_no_organ_is_not_passed_off_as_one(text: str):
    assert not organ_of(text)[1]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("报：市委", "报"),
        ("报　送：市委", "报送"),
        ("抄报:省厅", "抄报"),
        ("本期送：县区", "送"),
        ("送  ：各县", "送"),
        ("主送：市委", "主送"),
    ],
)
def test_labels_of_the_distribution(text: str, label: str):
    found = label_of(text)
    assert found is not None
    assert found["label"] == label


@pytest.mark.parametrize("text", ["报告会在市委举行", "发展壮大集体经济", "送清凉活动启动"])
def test_words_that_only_begin_like_a_label_are_none(text: str):
    assert label_of(text) is None


@pytest.mark.parametrize(
    "label",
    [
        "（报）",
        "抄 送 ： ",
        "转：",
        "报、送：",
        "报（送）：",
        "报/送：",
        "存档：",
        "另送：",
        "发放范围：",
        "函送：",
    ],
)
def test_a_label_of_the_distribution_in_any_form(label: str):
    assert label_of(f"{label}市委")


@pytest.mark.parametrize(
    "text", ["发行量：30份", "印量30份", "共计30份", "每期印30份", "总印30份", "印刷30份"]
)
def test_how_many_are_printed_in_any_words(text: str):
    found = COPIES.search(plain(text))
    assert found is not None
    assert found[1] == "30"


@pytest.mark.parametrize(
    ("text", "serves"),
    [
        ("总 编 辑：王一川", True),
        ("编　　委：李二 王一川", True),
        ("执笔：全晓岚", True),
        ("刊头题字：王一川", True),
        ("列席：王一川", False),
        ("边浩：能", False),
    ],
)
def test_who_serves_in_what_role(text: str, *, serves: bool):
    assert role_of(text) is serves
