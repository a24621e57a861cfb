"""What a text points back at, and then counts, measures, dates or names otherwise."""

from __future__ import annotations

import pytest

from tests.proofread.telling import codes


@pytest.mark.parametrize(
    "text",
    [
        "县委提出稳粮、扩种、提质三项任务。各镇要围绕上述四项任务，倒排工期。",
        "全镇23个村实现光纤全覆盖。镇里为全部21个村配备了视频会议终端。",
        "专项行动检查经营单位412家。从检查的421家经营单位看，索证问题最为突出。",
        "11月5日至8日，村干部培训班举办。为期三天的培训安排了现场观摩。",
        "当日8时至11时，演练在水库进行。历时4个小时的演练检验了各个环节。",
        "从2019年春到2026年春，护林员在山上守了整整六年，没发生过火情。",
        "10月22日，县检察院举行“公众开放日”活动。在10月20日的开放日活动中，代表观摩了听证会。",
        "报名时间为11月20日至12月5日。请各单位务必于12月15日报名截止前完成申报。",
        "十八年来，东湾村护林员裴大山走坏了四十双鞋。县里号召向西湾村护林员裴大山学习。",
    ],
)
def test_what_is_said_otherwise_of_the_same_is_told(text: str):
    assert {"P425", "P514", "P524"} & {*codes(text)}, text


@pytest.mark.parametrize(
    "text",
    [
        "县委提出三项任务。各镇要围绕上述三项任务，倒排工期。",
        "全镇有23个村，新增另外21个村的设备。",
        "11月5日至8日，培训班举办。为期四天的培训安排了现场观摩。",
        "从2019年到2026年，他守了整整七年，没发生过火情。",
        "10月22日举行活动。在10月25日的总结会上，县长讲话。",
        "列车时间将从现在的4个多小时压缩到1个多小时，全线有2个车站。",
    ],
)
def test_what_is_said_of_another_thing_is_not(text: str):
    assert not {"P425", "P514", "P524"} & {*codes(text)}, text


@pytest.mark.parametrize(("date", "told"), [("2026-03-10", False), ("2024-03-10", True)])
def test_the_days_of_february_are_those_of_the_year(date: str, told: bool):
    text = "2月27日至3月2日，培训班在县委党校举办。为期四天的培训安排了现场观摩。"
    assert ("P425" in codes(text, date=date)) is told
