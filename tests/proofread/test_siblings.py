"""Headings and numbers of a body: the one that ends, or is marked or counted, otherwise than the rest."""

from __future__ import annotations

import pytest

from tests.proofread.telling import codes


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("1.完善制度。", "2．健全台账。", "3.开展复核。"),
        ("1.备好种子。", "2.检修农机。", "3）疏通沟渠。"),
        ("1.身份证明。", "2.无违法记录。", "③近期照片。"),
        ("主要做了三项工作：1．开展宣传；2。上门服务；3．建立档案。",),
        ("检查范围如下：（1）商场；（2)医院；（3）学校。",),
        ("主要措施有：1.健全制度；2、压实责任；3.加强督导。",),
        ("具体安排如下：一是宣传发动；二是全面排查；三、集中整治。",),
    ],
)
def test_the_one_that_is_not_as_the_rest_is_told(paragraphs: tuple[str, ...]):
    assert "P320" in codes(*paragraphs), paragraphs


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("一、统筹资源，建强阵地", "整合闲置校舍9处。", "二、创新方式，丰富供给", "推出点单式服务。"),
        ("议定事项：", "（一）原则同意改造方案；", "（二）由县财政局落实资金；", "（三）由县审计局跟踪。"),
        ("全县上下同心协力；", "各部门密切配合；", "群众广泛参与。"),
        ("1.完善制度。", "2.健全台账。", "3.开展复核。"),
        ("1.备好种子。", "2.检修农机。", "1)疏通沟渠。"),
        ("评为A、B、D三级的企业各有一家。",),
        ("比分依次为：1：0，2：1，3：2。",),
        ("产量居全国第一、第二、第三，第四季度仍在增长。",),
        ("（一）建账", "1．甲账。", "2．乙账。", "（二）对账", "1.丙账。", "2.丁账。"),
    ],
)
def test_those_that_are_alike_are_not(paragraphs: tuple[str, ...]):
    assert "P320" not in codes(*paragraphs), paragraphs


def test_levels_are_read_through_a_text_and_for_each_case_by_itself():
    assert "P301" in codes("一、加强领导。二、压实责任。四、强化督查。")
    whole = (
        "一、典型案例",
        "案例一：甲案",
        "1.案情。",
        "2.结果。",
        "案例二：乙案",
        "1.案情。",
        "2.结果。",
        "二、审理难点",
        "略。",
    )
    assert not {"P301", "P302", "P303"} & {*codes(*whole)}
    assert "P303" not in codes("答：（一）应当核查股权。", "（二）应当披露信息。", "（三）应当发表意见。")
    assert "P303" not in codes("首先，摸清底数。其次，建立台账。第三，逐项销号。")
