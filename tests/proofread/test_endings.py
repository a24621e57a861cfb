"""How paragraphs end beside one another, and what stands where a word or a figure was to be written."""

from __future__ import annotations

import pytest

from tests.proofread.telling import codes


@pytest.mark.parametrize(
    ("code", "paragraphs"),
    [
        ("P117", ["现将检查情况通报如下", "一、基本情况", "共检查企业54家。"]),
        ("P117", ["为确保落实，提出如下意见；", "一、明确任务。"]),
        ("P117", ["各乡镇人民政府，县直各部门；"]),
    ],
)
def test_an_end_that_does_not_suit_its_neighbours_is_told(code: str, paragraphs: list[str]):
    assert code in codes(*paragraphs), paragraphs


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["一、统筹资源。", "整合校舍。", "二、创新方式。", "推出服务。"],
        ["一、统筹资源", "整合校舍。", "二、怎么办？", "推出服务。"],
        ["（一）未取得许可的，处五千元以下罚款；", "（二）擅自停业的，责令改正；", "（三）其他。"],
        ["主要是：一是把窗口建到村口；", "二是把专家请到地头。"],
        ["报：市委办公室", "发：各镇，县直各部门"],
    ],
)
def test_ends_that_go_together_are_not(paragraphs: list[str]):
    assert not {"P108", "P117"} & {*codes(*paragraphs)}, paragraphs


@pytest.mark.parametrize(
    "text",
    [
        "会议决定，成立由_任组长的工作专班。",
        "会上，县交通运输局某某局长作了表态发言。",
        "全县计划新建口袋公园●●处，年内开放。",
        "调研组先后来到○○村、柳沟村察看苗情。",
        "本办法自2026年月日起施行。",
        "前三季度，进出口总额同比增长%，其中出口增长8.4%。",
        "争取上级资金约万元，用于敬老院改造。",
        "联系电话：",
        "今年以来，%s镇新增绿化面积430亩。",
        "责任单位：待定；完成时限：十一月底。",
        "园区规划形成两带格局（图略），先行建设北区。",
        "建成电商服务站168个[张三1]，快递进村。",
        "要巩固整治成果（建议删），提级督办。",
        "发放助学金142万元，@王主任惠及1870人。",
        "（三号仿宋）今年以来，我镇清理合同612份。",
        "首笔补贴已于45962发放到户。",
        "（领导职务＋姓名）出席会议并讲话。",
        "落款单位",
        "县税务局组织开展/召开宣讲会6场。",
        "拟于本月（上/中/下）旬组织一次检查。",
        "化解积案43件（原稿35件，改为43件）。",
        "调研组一行N人先后到三个产业园察看。",
        "共有XX家企业到场，提供岗位三千个。",
        "培训内容包括一、…… 二、…… 三、……，每讲两个课时。",
    ],
)
def test_what_was_never_filled_in_is_told(text: str):
    assert "P506" in codes(text), text


@pytest.mark.parametrize(
    "text",
    [
        "电子信箱为abc_def@example.cn，网址不变。",
        "二〇〇六年，邮编中的〇〇七号信箱启用。",
        "该镇名为“某家岭”，因姓某的人家最早定居而得名。",
        "同比增长8.4%，完成率100%，占比提高2个百分点。",
        "投资约3万元，约1.2万亩受益。",
        "报名表和联系电话：0399-6127788。",
        "原县政府大院（原老干部局）改为公园。",
        "各村（社区）每月（季）上报一次。",
        "白皮书全文约9000字，分四个部分。",
        "增长动力更为多元，数据还有待补充，游客超两万人次，门票收入3万元。",
        "对不起，我来晚了；网友@清风徐来留言，期待展开更多合作。这是完善基层制度的重要举措。",
    ],
)
def test_what_is_whole_is_not(text: str):
    assert "P506" not in codes(text), text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("P226", "《关于规范检查的通知》（〔2026〕清司发12号）要求备案。"),
        ("P226", "学习《关于加强耕地保护的意见（清发〔2026〕4号）》。"),
        ("P410", "应急广播每天7:00、12:00、18.30三次播报。"),
        ("P410", "16:48，指挥部下达指令；17:6，首批群众抵达。"),
        ("P341", "来稿首页应标注“秘密★一年”字样。"),
        ("P345", "县防指发出很急通知，要求转移群众。"),
    ],
)
def test_a_form_that_is_turned_is_told(code: str, text: str):
    assert code in codes(text), text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("P117", "我们要做到以下几点；加强巡查、及时报告、科学处置。"),
        ("P117", "参加会议的人员有；县发改局、县财政局负责同志。"),
        ("P117", "会议强调；要坚持底线思维，做好防大汛准备。"),
        ("P117", "会议议定四项内容如下。"),
        ("P117", "会议指出，要坚持问题导向？"),
        ("P117", "这样做有什么好处。老支书给大家算了一笔账。"),
        ("P117", "产业路修好以后，谁来管护。镇里给出了答案。"),
        ("P117", "全县小麦播种面积达18、5万亩。"),
        ("P117", "活动时间为上午9；30至11:00。"),
        ("P117", "县农业局、县水利局，县林业局、县气象局联合会商。"),
        ("P104", "“我是党员，我先上。”！他说完就冲了出去。"),
        ("P115", "他说：“这里的路好走了”。"),
    ],
)
def test_a_mark_that_is_wrong_by_its_place_is_told(code: str, text: str):
    assert code in codes(text), text


@pytest.mark.parametrize(
    "text",
    [
        "现将有关情况通报如下：",
        "会议要求明确、任务具体；措施有力，成效明显。",
        "谁来管护的问题一直困扰着镇里。",
        "要弄清问题到底出在哪里。",
        "孔子说：“四十而不惑”。",
        "今年种植油菜2、3千亩不等。",
        "会期为上午9时至11时30分。",
    ],
)
def test_a_mark_in_its_place_is_not(text: str):
    assert not {"P104", "P115", "P117"} & {*codes(text)}, text


def test_a_gap_behind_the_number_of_a_section_and_before_a_signature_is_custom():
    assert "P110" not in codes("4.5.3（设计开发输出） 设计和开发输出应当满足输入要求。")
    assert "P110" not in codes("综上，不宜认定两人的行为构成受贿犯罪。 （陈谷）")
    assert "P110" in codes("为管理提供决策支持， 发挥管理会计的作用。")
