"""Texts that edited prose has by right: no warning stands in them, a hint at most."""

from __future__ import annotations

import pytest

from jianbao.errors import Level
from tests.proofread.score import issue_of, told_of

RIGHT = """\
县政府办印发《贯彻落实〈省政府关于促进水运发展的意见〉的实施方案》。
大会通过了由27人组成的主席团名单，通过了经各代表团酝酿的选举办法。
粮食产量增速高于2%以上的预期目标，物价涨幅低于3%左右的年度目标。
论坛设“绿色发展”“开放共享”两个板块，两个板块下共计18场分论坛。
全市新建现代产业学院6个、产教联合体4个、行业产教融合共同体7个。
县档案馆从10月1日至27日，共23天开放日，市民可凭证参观。
双方反对出于政治动机以打压对手为目的的单边限制。
居民可在社区预约二、三级医院的号源，镇里有了一、二级网络。
承办单位应当按照本省（市）的规定登记。
干部要乐于做为后人打基础的好事，志愿者帮住在六楼的老人买菜。
“这是一大进步，”县商会会长李大卫（David）表示，“我们有信心。”
今年是1982年宪法公布施行的周年纪念，恰逢公布施行44周年。
市政协主席率全国政协代表团委员座谈。
全会建议第四次会议于2027年3月4日召开，会议还决定了有关事项。
2027年春运从2027年1月23日开始，到3月3日结束，各站已做好准备。
县里建成4万平米的仓库，开口只有20公分，成交1.2万美金。
每百元物流费用为4.57元，比一季度降低0.03元，比上年降低0.07元，连续三个月回落。
党的中央委员会、中央政治局、中央政治局常委会作出部署。
遗址在低丘湿地约3米深的饱水环境下保存至今。
干部随身带着的本子，需要时翻一翻，能省不少事。
全区承办了科学发展现场观摩会，构建起中国特色现代化智慧法院体系。
市演出艺术中心院长周小华介绍，养殖大户发展集种养于一体的农业。
剧组拍摄了广府古城古城墙，改造资金已经到位。
"""


@pytest.mark.parametrize("text", RIGHT.splitlines())
def test_what_stands_by_right_is_no_warning(text: str) -> None:
    written, at = issue_of(text, "body", "2026-11-06")
    assert not [found for found in told_of(written, at) if found[3] is not Level.HINT]
