"""Set forms: rows with a wrong member, names whose words changed places, phrases that lack their end."""

from __future__ import annotations

import pytest

from tests.proofread.telling import codes


@pytest.mark.parametrize(
    "text",
    [
        "要增强政治意识、大局意识、责任意识、看齐意识。",
        "推进产业、人才、文化、生产、组织“五个振兴”。",
        "贯彻创新、协调、绿色、共享、开放的新发展理念。",
        "坚持节水为先、空间均衡、系统治理、两手发力。",
        "一体推进不敢腐、不会腐、不想腐。",
        "国家市场管理监督总局发布解读。",
        "国家发展改革和委员会下达投资。",
        "要坚持稳中求进工作总基，努力完成任务。",
        "党的二十大三中全会作出部署。",
        "县人大常委会第十次大会听取报告。",
        "石桥镇乡长张明现场调度。",
        "县委第三巡视组进驻。",
    ],
)
def test_a_set_form_said_otherwise_is_told_of(text):
    assert "P701" in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "双方本着相互尊重、平等相待、合作共赢的精神加强交往。",
        "市自然资源和规划、住房城乡建设部门共同负责。",
        "县人大常委会召开主任会议，县政协召开主席会议。",
        "十四届县委六次全会、十七届县人大五次会议先后召开。",
        "要做到早发现、早报告、早处置。",
    ],
)
def test_what_is_said_in_other_ways_is_left_alone(text):
    assert "P701" not in codes(text)
