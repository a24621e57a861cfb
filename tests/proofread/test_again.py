"""One thing said twice and not alike within a text: persons, places, organs, companies, titles, figures, days."""

from __future__ import annotations

import pytest

from jianbao.model.body import Body, Inline, Paragraph, Span
from jianbao.model.issue import Article, Issue
from jianbao.proofread.engine import proof_read
from jianbao.proofread.view import PastArticle
from tests.proofread.telling import _Nowhere, codes


@pytest.mark.parametrize(
    "text",
    [
        "县法院执行局局长邱长林介绍了清案情况。丘长林说，行动还将继续。",
        "村党支部书记罗茂才带头清淤。罗茂财说，干部干在前，群众跟得上。",
        "村民周长贵家今年种了十亩黄桃。周常贵说，路修好了，不愁卖。",
        "会议由院长戴青禾主持。讨论时，戴青荷院长要求把制度落到实处。",
        "活动在白鹭湖湿地公园举行，主会场设在白露湖湿地公园游客中心。",
        "第三届梨花节由云岭县人民政府主办，云陵县人民政府文化和旅游局承办。",
        "项目组检查了清源水库的大坝。清原水库今年蓄水充足。",
        "志愿者来到青阳小学，清阳小学的孩子们表演了节目。",
        "会议由石碾镇党委书记主持。石碾乡各村党支部书记参加会议。",
        "柳河药业有限责任公司捐赠体温枪五十把。柳江药业负责人表示将持续支持。",
        "技术员汪晓蓉说，今年墒情好。汪小蓉建议农户适当早播。",
        "公示对象为陆志远，现任县水利局副局长。陆致远同志公示期五个工作日。",
        "合作社社长祝大年介绍经验，祝大连种植香菇已有二十年。",
        "培训班邀请农科院专家王德胜授课，学员们向王德盛请教了许多问题。",
        "镇党委书记周建平主持会议。最后，镇党委书记周建国提出三点要求。",
        "市中级人民法院院长秦仲衡率队回访，周仲衡院长听取企业意见。",
        "网格员葛春燕入户登记。三年来，葛春雁走遍了每一户。",
        "县教育局牵头制定方案，县教育局局组织开展了摸底。",
        "县林业局启动林长巡山。截至周五，县林业和草原局共巡护三百公里。",
        "专题调研由县发展和改革局组织。县发展改革委随后撰写了报告。",
        "镇党政综合办公室负责收集。请于5日前报镇党政办公室。",
        "县残疾人联合会举办培训。培训班由县残疾人联会负责组织。",
        "项目由宏岳建设集团承建。宏跃建设集团负责人表示将于五月底竣工。",
        "该厂由福源公司投资建设，建成后将由福沅公司自行运营。",
        "近日，临沅市召开大会。临源市委书记出席并讲话。",
        "调研组来到柳河区人民法院。在柳河县人民法院立案大厅，调研组了解了情况。",
        "现场会在梅岭乡召开。与会人员在梅林乡参观，梅岭乡党委书记作了介绍。",
    ],
)
def test_a_name_that_is_written_in_two_ways_is_told(text: str):
    assert {"P515", "P513"} & {*codes(text)}, text


def test_a_name_that_past_issues_write_otherwise_is_told():
    past = (PastArticle("第3期", "题目", "县长李强生主持会议。副县长王新华参加。"),)

    def told(text: str) -> list[str]:
        body = Body(text, (Paragraph(Inline((Span(text),))),))
        issue = Issue(
            series="试刊",
            date="2026-05-11",
            organ=("某某办公室",),
            articles=(Article(title="题目", body=body),),
        )
        return [r.finding.code for r in proof_read(issue, _Nowhere(), stood=past)]

    assert "P515" in told("县长李强声主持会议。")
    assert "P515" not in told("县长李强生主持会议。")
    assert "P515" not in told("县长刘德明主持会议。")


@pytest.mark.parametrize(
    "text",
    [
        "副县长鲍立春参加调研。县长鲍立春指出，招商要看实效。",
        "沙溪镇党委书记钱向东作了交流发言。沙溪镇镇长钱向东表示，将把经验带回去。",
        "县供销社主任杜长河作了汇报。县供销社理事长杜长河表示，将抓紧补齐短板。",
        "中队长索南才旦入伍十二年。副中队长索南才旦带领突击队加固导流堤。",
        "中队长索朗才入伍十二年。副中队长索朗才带领突击队加固导流堤。",
    ],
)
def test_a_person_with_two_offices_is_told(text: str):
    assert "P514" in codes(text), text


@pytest.mark.parametrize(
    "text",
    [
        "村党支部书记罗茂才带头清淤。罗茂才说，干部干在前。其弟罗茂文也来了。",
        "吴大勇今年四十一岁，1985年出生于本县。原告曹某诉称，被告李某未付货款。",
        "县委书记李明国主持。县长张明国出席。",
        "村党支部书记、村委会主任王有田介绍了经验。王有田说，路修好了。",
        "副书记、镇长钱向东主持。镇长钱向东要求抓紧整改。",
        "网约车司机李师傅说，停车难。的士司机封师傅说，不让鸣笛。",
        "时任副县长鲍立春曾来视察。县长鲍立春指出，招商要看实效。",
        "原县林业局办公楼移交县林业和草原局使用。",
        "省林业局领导到县林业和草原局调研。",
        "县林业局更名为县林业和草原局后，职能得到加强。",
        "形成县、乡、村三级网络，做到局局有任务、站站有目标。",
        "建成示范区3个、示范县2个，打造县域经济新引擎，打造区域样板。",
        "建设改革试验区，设立国家级文化生态保护实验区。",
        "局长高度重视，书记张罗着开会，主任马上到场。",
        "会议学习《云岭县旅游管理条例》《云岭县养犬管理条例》。",
        "石碾镇石碾村的村民参加了活动。",
        "推广“五步调解法”“六步工作法”。",
        "28名护士报名，其中16名护士去社区，12名护士统一着装去学校。",
        "项目总投资1.2亿元，另一项目总投资1.5亿元。",
        "5月6日，调研组到我县。5月6日当天召开座谈会。16日离开。",
    ],
)
def test_what_is_said_of_two_things_is_not(text: str):
    assert not {"P513", "P514", "P515", "P524"} & {*codes(text, date="2026-11-20")}, text


TAKEN_UP_RIGHT = """\
全县计划改造危房320户。|截至目前，已开工290户、竣工245户。|剩余75户将在入冬前全部完工。
累计发放贷款12亿元，其中涉农贷款7.5亿元，小微企业贷款6亿元，二者有重叠。
整治行动分三个阶段推进。|第一阶段为动员部署。|第二阶段为集中整治。|第三阶段为巩固提升。
会议部署三项工作。|一是加快前期工作。|二是强化要素保障。|三是严格督查考核。|以上三个方面都要落实到人。
调度三座水库向下游供水1260万立方米。|三座水库分别供水480万、420万、360万立方米。
首周接诊530人次。|其中，老年人300人次，较上周多140人次，残疾人80人次。
"""


@pytest.mark.parametrize("text", TAKEN_UP_RIGHT.splitlines())
def test_what_a_later_paragraph_takes_up_as_it_was_is_not_told(text: str):
    assert not {"P405", "P420"} & {*codes(*text.split("|"))}, text


@pytest.mark.parametrize(
    "text",
    [
        "县委提出三项任务。各镇要围绕上述三项任务，倒排工期。",
        "全镇有23个村，新增另外21个村的设备。",
        "11月5日至8日，培训班举办。为期四天的培训安排了现场观摩。",
        "从2019年到2026年，他守了整整七年，没发生过火情。",
        "10月22日举行活动。在10月25日的总结会上，县长讲话。",
        "列车时间将从现在的4个多小时压缩到1个多小时，全线有2个车站。",
    ],
)
def test_what_is_pointed_back_at_and_is_another_thing_is_not(text: str):
    assert not {"P514", "P524"} & {*codes(text)}, text
