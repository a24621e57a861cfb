"""Long names, numbers of documents, figures, lists and short forms that an issue says twice with a slip between."""

from __future__ import annotations

import pytest

from jianbao.errors import Level
from jianbao.reading.issue_file import read_text
from jianbao.steps import remarks
from tests.proofread.telling import codes

HEAD = "刊名: 试刊\n期号: 1\n总期号: 1\n日期: 2026-11-11\n编发单位: 某某办公室\n文章:\n- 标题: 题目\n  正文: |\n    "


def warned(text: str) -> list[str]:
    """The codes of what is more than a hint."""
    found = (remark.finding for remark in remarks(read_text(HEAD + text + "\n")))
    return [each.code for each in found if each.code in ("P513", "P515") and each.level is not Level.HINT]


@pytest.mark.parametrize(
    "text",
    [
        "绿源农业发展有限公司投资建园。签约仪式上，绿源农业开展有限公司负责人表示年内开工。",
        "丰禾种植专业合作社吸纳37户入股。年底，禾丰种植专业合作社将进行分红。",
        "青牛岭引调水工程主洞贯通。青牛岭调引水工程建成后，可解决饮水问题。",
        "县里设立社会保障综合服务中心。社会保险综合服务中心运行三个月，跑动次数下降。",
        "印发《火灾防控工作方案》（清政办发〔2026〕14号）。各地按照清政办发〔2026〕41号文件要求细化。",
        "冀发改粮储〔2026〕77号印发后，我县立即传达。冀发改粮储〔2025〕77号文件明确六项要求。",
        "按照清政发〔2026〕9号部署，先行试点。清政办发〔2026〕9号确定的任务已完成。",
        "咨询电话为0399-6127788。群众可拨打咨询电话0399-6217788。",
        "前三季度招商引资到位资金14.6亿元。我们以商招商，招商引资到位资金16.4亿元。",
        "枣林、双槐、北岗三个村缺水。枣林、双槐、北冈三个村成立了协会。",
        "印发《关于抓好秋冬农田水利建设的通知》（清水发〔2026〕16号）。清水发〔2026〕18号《关于抓好秋冬农田水利建设的通知》下达了任务。",
        "第三届浍河丰收节开幕。第四届浍河丰收节期间，将举办农机演示。",
        "县水利局局长王志远通报汛情。王远志说，蓄水正常。",
        "会员大会选举沈佳宁为新会长。会长沈嘉宁当场宣读倡议书。",
    ],
)
def test_what_is_said_again_with_a_slip_is_told(text: str):
    assert {"P513", "P515", "P524"} & {*codes(text, date="2026-11-20")}, text


@pytest.mark.parametrize(
    "text",
    [
        "县第一中学和县第二中学都参加了比赛。东干渠、西干渠同时清淤。",
        "《方案》（清政办发〔2026〕14号、清政办发〔2026〕41号）同时废止。",
        "共有工业企业21家、商贸企业12家。环比上升1.2个百分点，同比上升2.1个百分点。",
        "《民法典》第145条规定了效力。依照第154条，合同无效。",
        "城区完成投资3.2亿元，乡镇完成投资2.3亿元。",
        "培训农民120人，其中女性62人。",
        "由省、自治区、直辖市规定。未取得省、自治区、直辖市许可的，责令改正。",
        "国务院全体会议或国务院常务会议讨论。国务院全体会议和国务院常务会议的议题由总理确定。",
        "2019年召开第八届人民代表大会常务委员会，2023年召开第九届人民代表大会常务委员会。",
    ],
)
def test_two_things_that_are_alike_are_not(text: str):
    assert not warned(text), text


@pytest.mark.parametrize(
    ("code", "paragraphs"),
    [
        ("P515", ["开通举报电话0399-6127788。", "发现线索，可拨打举报电话0399-6127798。"]),
        ("P514", ["省农科院副研究员尚文礼应邀授课。课后，研究员尚文礼与种植户互留了联系方式。"]),
        ("P514", ["二级调研员孔令达带队督查。一级调研员孔令达当场要求整改。"]),
    ],
)
def test_what_one_place_of_a_body_says_and_another_does_not_is_told(code: str, paragraphs: list[str]):
    assert code in codes(*paragraphs), paragraphs


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["电话：0399-6127788，传真：0399-6127798。"],
        ["任务分工见附件2。", "附件：1.任务分工表", "2.联络员名单"],
        ["图1 降水分布", "降水分布见图1。"],
        [
            "目录：",
            "一、强化冬修水利",
            "二、推进医保下沉",
            "一、强化冬修水利",
            "从略。",
            "二、推进医保下沉",
            "从略。",
        ],
        ["编发：石桥镇党政办", "农业产业提档升级", "印发：石桥镇党政办"],
    ],
)
def test_places_of_a_body_that_agree_are_not(paragraphs: list[str]):
    assert not {"P307", "P313", "P316", "P318", "P515"} & {*codes(*paragraphs)}, paragraphs
