"""What stands side by side in a text and does not agree: counts and lists, figures of one sentence, names said twice."""

from __future__ import annotations

import pytest

from tests.proofread.telling import codes


@pytest.mark.parametrize(
    "text",
    [
        "镇里推行“三包”责任制，即包宣传、包排查、包整改、包稳定。",
        "会议议定三件事：一是修路，二是通水。",
        "慰问了张文海、李春生、王桂兰、赵立新五位老党员。",
        "县里成立了综合协调、技术指导、后勤保障四个专班。",
        "“一核两翼”，即一个中心城区、三个副中心。",
        "印发了《方案》《细则》《台账》四个文件。",
        "全村320户，已签约300户，签约率95%。",
        "共检查企业150家，其中工业80家、商贸50家、建筑30家。",
        "去年接待8.2万人次，比前年的7.5万人次增加1.7万人次。",
        "购置垃圾桶500个，每个120元，共计8万元。",
        "排查隐患60处，整改65处。",
        "县长周志明主持会议。周志民强调，要抓紧落实。",
        "梅岭水库开闸放水。梅玲水库下游群众已转移。",
        "县林业局牵头，县林草局配合，抓好防火。",
        "全镇共有18个村。目前20个村已完成改厕。",
    ],
)
def test_what_does_not_agree_is_told(text: str):
    assert codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "推行“三包”责任制，即包宣传、包排查、包整改。",
        "县里成立了综合协调、技术指导、后勤保障三个专班。",
        "全村320户，已签约304户，签约率95%。",
        "购置垃圾桶500个，每个120元，共计6万元。",
        "县长周志明主持会议，副县长周志勇通报情况。",
        "全镇18个村中，15个村已完成改厕。",
        "张家村、李家村等四个村参加了评比。",
    ],
)
def test_what_agrees_is_not(text: str):
    assert codes(text) == []
