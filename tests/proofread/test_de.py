"""的, 地 and 得 are told by the words on both sides."""

from __future__ import annotations

import pytest

from jianbao.proofread.de import wrong_de
from jianbao.proofread.view import Role, Segment

WRONG = """
全体党员要认认真真⟦的⟧学习党章。
村民们高兴⟦得⟧说，路修好了。
乡亲们热情⟦的⟧接待了工作队员。
孩子们兴奋⟦的⟧跳了起来。
这次演练组织⟦地⟧非常严密。
县医院迅速⟦得⟧启动应急预案。
群众亲切⟦的⟧称他为“贴心人”。
川农大将一如既往⟦的⟧做好定点帮扶工作。
大家干⟦地⟧热火朝天。
队员奋力⟦的⟧把沙袋垒上堤坝。
工作人员一遍遍⟦的⟧向老人解释政策。
志愿者进村入户，大力⟦的⟧宣传用电安全知识。
村民们高兴⟦的⟧领到了分红款。
汛情来得急，干部紧张⟦的⟧疏散低洼院落的住户。
对来电反映的事要耐心⟦的⟧核实，件件有回音。
要进一步⟦的⟧压实河长责任。
办件速度有了明显⟦地⟧提升。
社工把老人亲手缝制⟦地⟧香囊送到哨所。
外贸增长⟦的⟧比上季度快。
老人在院里住⟦的⟧安心。
台账清理⟦的⟧怎么样，由住户打分。
"""

RIGHT = """
要认真的态度，不要敷衍的作风；这是一次及时的疏散演练。
严格的执行标准保证了质量，耐心的解答赢得了住户的信任。
需要进一步的完善和检验，生产地和销售地都要公示。
认真的学习态度是取得成绩的前提，积极的就业政策稳住了岗位。
踏踏实实的作风赢得了信任，他毫不犹豫的回答让大家感动。
做的越多，收获的越多；多劳者多得，按实得金额处罚。
孩子们兴奋得跳了起来，村民激动地握住队员的手。
变的是环境，不变的是初心；还有的说路窄灯暗。
农产品产地与消费地监管信息共享，外地来的游客把目的地的路都走熟了。
本科不牢，地动山摇；行色匆匆的旅客得到了专业细致的照护，有效的宣传方式很多。
会造的越来越多，能造的越来越好。
系统的学习让学员们掌握了育苗技术，耐心的解释化解了误会。
"""


def _told(text: str) -> list[int]:
    return [hit.start for hit in wrong_de(Segment((), Role.PARAGRAPH, text))]


@pytest.mark.parametrize("text", WRONG.strip().splitlines())
def test_the_wrong_one_is_told(text: str):
    assert _told(text.replace("⟦", "").replace("⟧", "")) == [text.index("⟦")]


@pytest.mark.parametrize("text", RIGHT.strip().splitlines())
def test_what_is_named_and_what_is_done_are_left_alone(text: str):
    assert _told(text) == []
