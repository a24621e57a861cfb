"""Provinces, cities and counties as a text names them: what lies elsewhere, what is no more, and what is left alone."""

from __future__ import annotations

import pytest

from tests.proofread.telling import codes


@pytest.mark.parametrize(
    "text",
    [
        "云南省曲靖市巧家县组织参观。",
        "河北省太原市组织参观。",
        "贵州省仪陇县组织参观。",
        "会议邀请石家庄市昌平区的同志介绍经验。",
        "惠州市增城区、珠海市南海区组织参观。",
        "赣州市井冈山市、钦州市容县、天水市民勤县组织参观。",
        "凉山州大理市组织参观。",
        "重庆市简阳市组织参观。",
    ],
)
def test_a_county_or_city_that_lies_elsewhere_is_told_as_doubtful(text):
    assert "P701" in codes(text, date="2026-03-06", hints=False)


@pytest.mark.parametrize(
    "text",
    [
        "曲靖巧家县组织参观。",
        "河北太原市组织参观。",
        "六安市寿县组织参观。",
        "保定市鼓楼区组织参观。",
        "昭通市巧家市组织参观。",
    ],
)
def test_what_is_named_for_short_has_moved_or_has_namesakes_or_another_rank_is_a_hint(text):
    assert "P701" in codes(text, date="2026-03-06")
    assert "P701" not in codes(text, date="2026-03-06", hints=False)


@pytest.mark.parametrize(
    "name", ["横县", "射洪县", "广西横县", "四川省射洪县", "绍兴县", "宣武区", "襄樊市", "江苏吴江市"]
)
def test_a_name_that_is_no_more_is_a_hint_after_the_year_in_which_it_went(name):
    assert "P703" in codes(f"会议在{name}召开。", date="2026-03-06")
    assert "P703" not in codes(f"会议在{name}召开。", date="2026-03-06", hints=False)
    assert "P703" not in codes(f"会议在{name}召开。", date="2005-03-06") or name == "绍兴县"


@pytest.mark.parametrize(
    "text",
    [
        "大理市、大理州、大理州大理市、云南大理州组织参观，伊犁州塔城市、塔城地区塔城市和新疆阿拉尔市派员参加。",
        "从广州市南沙区到佛山市南海区，佛山市、从化区同时启动。",
        "佛山从化两地结对，江苏苏州昆山市、重庆市石柱县、恩施州利川市派员参加。",
        "郑州市老城区、威海市滨海新区、合肥市高新区、保定市城关镇开工。",
        "临川县、东阳县、永康县、清溪县、云溪县、青禾县白鹭区、临沅市东山县派员参加。",
        "原横县供销社、时任射洪县县委书记、横县（今横州市）的老照片。",
        "老人1931年生于甘肃省玉门县，当时的宁波市镇海县还没有中学。",
        "安徽马鞍山博望区、四川石家庄路、湖北随县唐县镇派员参加，四川巴州区开工。",
        "沙县小吃走进校园，鄞县大道东段通车，赣县区、沙县区派员参加。",
        "省农科院和县农业农村局结对，合肥市和县里的同志座谈，市任县委书记，感谢贵县支持。",
        "济源市、仙桃市、神农架林区和河南省济源市派员参加。",
        "1992年，射洪县修通了第一条水泥路。",
        "《横县志》《义乌县志》展出，全市各县市区、市区两级、市民旗帜鲜明。",
    ],
)
def test_what_is_right_made_up_or_of_older_times_is_left_alone(text):
    assert not {"P701", "P703"} & {*codes(text, date="2026-03-06")}


def test_a_place_that_has_moved_or_changed_its_name_since_is_left_alone():
    assert not {"P701", "P703"} & {
        *codes("六安市寿县、六盘水市盘县和绍兴市上虞市派员参加。", date="2012-03-06")
    }
