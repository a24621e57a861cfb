"""What a later paragraph tells of a thing otherwise than the one before: names, days, figures."""

from __future__ import annotations

import pytest

from tests.proofread.telling import codes


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("清沅果蔬种植专业合作社今年扩种60亩。", "年底，清源果蔬种植专业合作社将给社员分红。"),
        ("石桥头村去年脱贫。", "今年，石头桥村办起了豆腐坊。"),
    ],
)
def test_what_a_later_paragraph_tells_otherwise_is_told(paragraphs: tuple[str, ...]):
    assert {"P524", "P515"} & {*codes(*paragraphs)}, paragraphs


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("各村要在11月20日前上报摸底表。", "对11月20日仍未上报的村，镇里将通报。"),
        ("11月20日前上报初稿，11月30日前上报终稿。", "对11月30日仍未上报的，予以通报。"),
        ("4月7日，全镇推进会召开。", "5月9日，县里也召开推进会。", "在5月9日的推进会上，三家茶企发言。"),
        ("上一轮两年行动成效明显。", "新一轮三年行动结束后，河长制将全面见效。"),
        ("抓好国企改革三年行动。", "打好人居环境整治五年行动收官战。"),
        ("果园合作社设在小的山村。", "小小的山村有了大变化。"),
        ("三年行动启动以来，清淤40公里；五年规划同步编制。",),
        ("全乡新栽油茶3400亩。", "这3400亩油茶五年后挂果。"),
        ("2019年，36岁的罗大江回到渡口。", "今年42岁的罗大江说，桥通了。"),
        ("县林业局原局长方致远作了回顾。", "县林业局局长贾文渊表态。"),
        ("青川县林业局局长方致远发言。", "洛水县林业局局长贾文渊发言。"),
        ("县林业局局长方致远发言。", "县水利局局长贾文渊发言。"),
        ("红星农业科技有限公司签约。", "绿源农业科技有限公司投产。"),
        ("女教师梁静姝教了28年书，丈夫在外打工。", "每逢过年，他都赶回来。"),
    ],
)
def test_what_may_well_be_told_so_is_not(paragraphs: tuple[str, ...]):
    assert not {"P524"} & {*codes(*paragraphs)}, paragraphs
