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


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("教师节前，学校收到书法作品32副。", "P507"),
        ("燃气泄露险情及时排除。", "P507"),
        ("子女应当抚养年迈的老人。", "P507"),
        ("全镇划定了行车路线，货车行使途中不得超速。", "P507"),
        ("我局将于下周组团莅临贵县考察。", "P507"),
        ("您的拙作已经拜读。", "P507"),
        ("结核病防止工作有序推进。", "P507"),
        ("向灾区调运救灾物质三车。", "P507"),
        ("群众的知情权、参与权、监督全得到保障。", "P507"),
        ("不法分子的惯用技俩被揭穿。", "P502"),
        ("县财政局党组党委书记到会。", "P701"),
        ("羊毛产自锡林郭勒市。", "P701"),
        ("对口帮扶四川省凉山藏族自治州。", "P701"),
        ("客商来自湖南省宜昌市。", "P701"),
        ("党的十九届六中全会审议通过“十四五”规划建议。", "P701"),
        ("县水利局党组委员、副局长到会。", "P701"),
        ("县图书馆院长介绍了新书。", "P701"),
        ("县供电公司荣获全国五一劳动奖章。", "P701"),
        ("话剧改编自矛盾文学奖作品。", "P701"),
        ("乡亲们弘扬红岸精神。", "P701"),
        ("台商在中国投资建厂。", "P701"),
    ],
)
def test_a_family_of_slips_is_told_of_by_what_decides_it(text, code):
    assert code in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "县志记载，民国年间此地属新疆省。",
        "湖南省湘西自治州和湖北省恩施州签约。",
        "我局诚挚邀请各位专家莅临指导。",
        "县域内有牧民转场到阿里市场交易。",
        "双方握手言和，冰释前嫌。",
        "资金自3月至5月分三次拨付。",
        "名册应以经工商登记备案的为准。",
        "支部召开村两委会议，会风不错。",
        "党的十九届三中全会审议通过深化党和国家机构改革的决定。",
        "个人获全国五一劳动奖章，单位获奖状。",
    ],
)
def test_what_only_looks_like_one_of_a_family_is_left_alone(text):
    assert codes(text) == []
