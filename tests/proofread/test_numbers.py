"""Numbers: fixed words, round numbers said twice, ordinals and parts, numbers that are dialled."""

from __future__ import annotations

import pytest

from tests.proofread.telling import codes

WRONG = """\
来宾来自5湖4海，一致点赞。
推进“3农”重点工作，落实4个意识。
进入7上8下的防汛关键期。
纪念“54”运动，学习8项规定精神。
各级书记履行第1责任人职责。
班子10分重视，当天处理。
村里1网通办，做到一目了然、1针见血。
三分之两的代表到会，第两次会议如期举行。
占比三份之一，收入翻两翻。
缓刑前驻村1个半月，走访群众。
连续三年位列第前三，获一、二三等奖。
利息按万分之.5收取。
参加合唱的有一百〇八人。
普及率提高到百分之九十6。
二十世纪90年代修建的渡槽。
接访时间为每周3上午。
每逢农历正月15都要舞龙。
全镇有五分之六的家长加入。
拨打政务服务便民热线12354反映。
立即拨打110火警电话。
围绕“3.15”国际消费者权益日开展活动。
纪念“一二九”运动歌咏会举行。
团委以“五·四”青年节为契机。
召开“十五·五”规划座谈会。
准确率应不低于85%以上。
每季度至少开展1次以上主题活动。
意愿户在80户至100户左右。
全县有20多%的耕地受旱。
劝阻600多余起，近半数以上老人愿意。
26年一季度，外贸进出口额增长。
"""
RIGHT = """\
共有3农户、5个代表队、8项规定动作、2个维护点，1把手电筒。
每次2人转移，前进1步；拨打119报警，拨打12345政务服务便民热线，拨打火警电话119。
三分之二的群众，三分之一以上，百分之一百二十，五分之四。
第二次会议、两个月、十二个月；第一个、第二名；一、二、三等奖。
升级到“3.1”版，至少1次，不低于85%，50人以上，80户至100户。
近10年一季度均值，一百零八人，每周三上午。
纪念“一二·九”运动，五四运动，九一八事变，“十五五”规划。
"""


@pytest.mark.parametrize("text", WRONG.splitlines())
def test_a_number_that_is_written_otherwise_is_told(text: str):
    assert {"P204", "P214", "P223", "P228"} & {*codes(text)}, text


@pytest.mark.parametrize("text", RIGHT.splitlines())
def test_numbers_that_are_right_are_left_alone(text: str):
    assert not {"P204", "P214", "P223", "P227", "P228"} & {*codes(text)}, text
