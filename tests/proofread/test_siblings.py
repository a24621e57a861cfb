"""Headings and numbers of a body: the one that ends, or is marked or counted, otherwise than the rest."""

from __future__ import annotations

import pytest

from tests.proofread.telling import codes


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("一、统筹资源，建强阵地；", "整合闲置校舍9处。", "二、创新方式，丰富供给", "推出点单式服务。"),
        ("1.完善制度。", "2．健全台账。", "3.开展复核。"),
        ("1.备好种子。", "2.检修农机。", "3）疏通沟渠。"),
        ("1.身份证明。", "2.无违法记录。", "③近期照片。"),
        ("测评分为四个等次：A.优秀，B.良好，C.一般，E.较差。",),
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
    ],
)
def test_those_that_are_alike_are_not(paragraphs: tuple[str, ...]):
    assert "P320" not in codes(*paragraphs), paragraphs


def test_a_short_numbered_sentence_above_a_paragraph_is_a_hint():
    assert "P320" in codes("（一）强化组织保障。", "县里成立工作专班，建立周调度机制。")
