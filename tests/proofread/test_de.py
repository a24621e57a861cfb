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
"""

RIGHT = """
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
