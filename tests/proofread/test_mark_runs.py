"""Marks and figures that edited text never has in a row."""

from __future__ import annotations

import pytest

from jianbao.proofread.data import mark_runs
from jianbao.proofread.mark_runs import kinds_of, runs_of, stretches
from tests.proofread.telling import codes


@pytest.mark.parametrize(
    "text",
    [
        "全市通车里程达到318.。6公里。",
        "参保率达到96%.4，比上年高。",
        "预计观众三千～4000人。",
        "疫苗应在2℃—8°条件下运输。",
        "学习了<<关于加强基层治理的意见>>，作了交流。",
        "下降21%。（小王：这个数再核一下）赴省上访下降35%。",
    ],
)
def test_what_never_stands_so_is_told(text: str):
    assert codes(text), text


@pytest.mark.parametrize(
    "text",
    [
        "按照“××镇”格式填写×月×日的情况。",
        "电子邮箱：abc@example.com，电话：0512-4567890（传真）。",
        "《关于印发〈方案〉的通知》（国办发〔2020〕9号）要求，8月1日（星期六）前办结。",
        "3月3日（农历正月十五）晚，占62.5%；80～89分的有30人。",
        "1—9月增长6%（可比价），其中PM2.5浓度为35微克/立方米。",
    ],
)
def test_what_bulletins_write_is_passed_over(text: str):
    assert "P119" not in codes(text), text


def test_a_kind_is_told_by_what_stands_beside_it():
    assert kinds_of("约5.2万人，大约三个月") == "约000NU，H约NUH"
    assert [*stretches("HH，00HH")] == [(1, "H，00H")]
    assert [run for run, *_ in runs_of("H，00H")] == ["H，0", "，0H"]
    assert "H，0" in mark_runs()
