"""Names of one kind that differ by a slip, persons called otherwise, groups and rooms: what is one and what is two."""

from __future__ import annotations

import pytest

from tests.proofread.telling import codes

OF_TWICE = {"P512", "P513", "P514", "P515", "P524"}


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("云溪数据中心一期于3月投用。", "云西数据中心二期进入招标阶段。"),
        ("项目法人县城投集团负责建设。", "县成投集团成立了专班。"),
        ("清溪口水文站建于1958年。", "今年汛期，清口溪水文站职工坚守岗位。"),
        ("盘龙大道全长5.8公里。", "蟠龙大道沿线商户支持施工。"),
        ("凤栖湖湿地公园面积1.2万亩。", "冬季来临，凤西湖迎来首批候鸟。"),
        ("医师苏晓雯授课。", "课后，职工们围着苏小雯提问。"),
        ("参加会议的有县财政局、县教育局、县民政局和县财政局负责人。",),
    ],
)
def test_one_thing_in_two_ways_is_told(paragraphs: tuple[str, ...]):
    assert OF_TWICE & {*codes(*paragraphs)}, paragraphs


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("青川河与青龙河在县城东交汇。", "青川河段清淤3公里，青龙河段筑堤5公里。"),
        ("县城投集团负责道路，县农投集团负责园区。", "县农投集团完成投资2亿元。"),
        ("双方启动中俄能源合作委员会。", "俄方希望发挥俄中能源合作委员会的作用。"),
        ("广大党员干部要带头。", "对党员干部来说，作风是大事。", "党员干部增强了信心。"),
        ("村民周德明、周德亮兄弟俩办起农场。", "周德亮说，明年再流转50亩。"),
        ("原县委书记张建军启动了工程。", "现任县委书记张建平多次调研。"),
        ("泽州县应急管理局（以下简称县应急局）组织演练。", "县应急局进行了讲评。"),
        ("时任县水利局局长的他带队下乡。", "县委常委会会议研究了方案。"),
        ("县医疗队五男四女，四名女队员承担夜间值守。",),
        ("主会场设在三楼会议室。", "下午的分组讨论在二楼会议室进行。"),
        ("全县有小学45所。", "县教育局对其中20所小学的食堂进行了检查。"),
        ("第一组检查双河镇、白杨镇，第二组检查柳树镇、双河镇。",),
        ("从事公务的人员和国家机关、国有公司、企业委派到非国有公司、企业的人员。",),
    ],
)
def test_two_things_are_not(paragraphs: tuple[str, ...]):
    assert not OF_TWICE & {*codes(*paragraphs)}, paragraphs
