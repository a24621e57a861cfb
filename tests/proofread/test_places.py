"""What one place of an issue tells otherwise than another: titles and texts, two articles, the note above them."""

from __future__ import annotations

import pytest

from jianbao.model.body import Body, Inline, Paragraph, Span
from jianbao.model.issue import Article, Issue
from jianbao.proofread.engine import proof_read
from tests.proofread.telling import _Nowhere


def _body(*paragraphs: str) -> Body:
    return Body("\n".join(paragraphs), tuple(Paragraph(Inline((Span(each),))) for each in paragraphs))


def told(
    *articles: tuple[str, ...], note: str = "", organ: str = "云岭县水利局", series: str = "试刊"
) -> set[str]:
    """What is told of an issue of articles, each a title and its paragraphs."""
    issue = Issue(
        series=series,
        number=12,
        total=66,
        date="2025-07-18",
        organ=(organ,),
        editor_note=_body(note) if note else None,
        articles=tuple(Article(title=title, body=_body(*paragraphs)) for title, *paragraphs in articles),
    )
    found = proof_read(issue, _Nowhere())
    return {
        str(each.finding.params["text"])
        for each in found
        if each.finding.code in ("P316", "P402", "P423", "P514", "P524")
    }


@pytest.mark.parametrize(
    ("title", "text", "said"),
    [
        ("水利投资突破8亿元", "上半年，全县水利建设完成投资7.6亿元，同比增长12%。", {"8亿元", "7.6亿元"}),
        ("我县新增停车位460个", "截至6月底，县城新增公共停车位640个，新增充电桩58个。", {"460个", "640个"}),
        ("“三联三促”激活基层党建", "云岭县推行“三联四促”工作法，组织236名干部下沉。", {"三", "四"}),
        ("小麦收购突破12万吨", "截至7月3日，全县收购小麦11.2万吨，同比增加0.8万吨。", {"12万吨", "11.2万吨"}),
        ("2026年预算编制启动", "7月16日，县财政局召开2025年预算编制工作会。", {"2026年", "2025年"}),
        ("第四轮供水管网巡查结束", "7月13日，第五轮供水管网巡查结束，整改漏点32处。", {"第四轮", "第五轮"}),
        ("新购20辆公交车上路", "7月13日，采购的24辆公交车开上三条线路。", {"20辆", "24辆"}),
        ("“五问五帮”暖了民心", "全县干部以“四问四帮”走进农家，解决难题36件。", {"“五问五帮”", "“四问四帮”"}),
        ("白杨镇修好了水渠", "白桦镇出资26万元修渠。白桦镇的村民说，今年不愁水。", {"白杨镇"}),
    ],
)
def test_a_title_and_its_text_are_both_told_where_they_differ(title: str, text: str, said: set[str]):
    assert said <= told((title, text))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("水利投资突破8亿元", "上半年，全县水利建设完成投资8.3亿元。"),
        ("白杨镇修好了水渠", "白杨镇出资26万元，向白桦镇学了经验。"),
        ("非遗展演走上古镇街头", "五一当天，非遗展演在千年古镇举行，节目14个。"),
        ("一季度产煤486万吨", "1—3月，全矿产煤486万吨。"),
        ("“一站式”办结", "全县“一站办”窗口36个，村村有代办员。"),
        ("收购小麦11万吨", "截至7月3日，全县收购小麦11.2万吨，同比增加0.8万吨。"),
        ("招商引资到位近500亿元", "上半年，全县招商引资到位资金486亿元。"),
        ("接待游客5万人次", "假日期间，古镇接待游客5.1万人次。"),
        ("发放贷款3亿元", "为127家企业发放贷款1.8亿元，为农户发放贷款1.2亿元。"),
        ("巡查整改率达九成", "巡查发现问题60个，整改54个。"),
        ("36个项目集中开工", "6月26日，全县36个项目集中开工，其中工业项目21个。"),
        ("2025年防汛工作会召开", "7月2日，县里召开2025年防汛工作会，总结了2024年防汛工作。"),
    ],
)
def test_a_title_that_rounds_or_adds_up_is_not_told(title: str, text: str):
    assert not told((title, text))


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (
            "暴雨期间，全县平均降雨量96.3毫米，转移群众312人。",
            "暴雨期间，全县平均降雨量93.6毫米。",
            "93.6毫米",
        ),
        ("全县排查农户2.6万户，新纳入监测对象43户、158人。", "新纳入的43户、185人中，21人已就业。", "185人"),
        ("全长1.26公里的清溪大桥7月5日建成通车。", "清溪大桥全长1.62公里，日均车流量8600辆次。", "1.62公里"),
        ("村民吴桂花照顾瘫痪婆婆12年。", "吴桂花照顾瘫痪的婆婆21年，被评为“好媳妇”。", "21年"),
        ("上半年，工业用电量增长6.3%。", "上半年，全县工业用电量下降6.3%，其中制造业增长4.1%。", "下降6.3%"),
        ("新校区占地180亩，设教学班48个。", "新校区设教学班36个，与6所乡镇中学结对。", "36个"),
        ("全县粮食烘干中心42个。", "目前，全县烘干中心已有45个，粮食烘干不再发愁。", "45个"),
        ("全县首届采茶戏汇演在县剧院举行。", "小戏《茶山情》在全县第三届采茶戏汇演中获奖。", "第三届"),
        ("首届桃花节在石桥公园开幕。", "第二届桃花节以来，农家乐客流增长一倍。", "第二届"),
        ("县里发布暴雨黄色预警信号。", "县里发布暴雨红色预警信号后，石桥镇转移群众12人。", "红色"),
        ("全县计划种植油茶12.8万亩。", "石桥镇承担全县18.2万亩油茶中的0.6万亩。", "18.2万亩"),
        ("县司法局等8个部门开展宣传。", "县司法局等9个部门开展宣传，发放资料300份。", "9个"),
    ],
)
def test_two_articles_that_tell_one_thing_otherwise_are_told(first: str, second: str, said: str):
    assert said in told(("一篇", first), ("另一篇", second))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("石桥镇划分网格28个，配备网格员35名。", "梅岭乡划分网格29个，配备网格员36名。"),
        ("今年全县新建桥梁12座。", "去年全县新建桥梁13座。"),
        ("6月份，全县受理投诉128件。", "7月份，全县受理投诉126件。"),
        ("全县计划改造小区36个。", "全县改造小区26个。"),
        ("早稻育秧面积21.6万亩，已完成18.9万亩。", "高标准农田开工面积21.3万亩，占年度任务的78.9％。"),
        ("全县货运量增长6.3%。", "全县客运量增长6.8%。"),
        ("7月2日，县委书记周建平到石桥镇调研防汛工作。", "7月3日，县委书记周建平到园区走访企业。"),
    ],
)
def test_other_places_times_and_stages_have_figures_of_their_own(first: str, second: str):
    assert not told(("一篇", first), ("另一篇", second))


@pytest.mark.parametrize(
    ("title", "text", "said"),
    [
        ("上半年投资完成过半", "据统计，前三季度，全县完成投资8.2亿元。", "前三季度"),
    ],
)
def test_another_period_than_that_of_the_title_is_told(title: str, text: str, said: str):
    assert said in told((title, text))


def test_a_known_person_with_another_post_behind_the_name_is_told():
    first = ("审计进点会", "7月2日，县审计局副局长孙立平宣读通知书。")
    assert "局长" in told(first, ("业务培训", "7月4日，孙立平局长围绕大数据作辅导。"))


def test_what_the_head_of_an_issue_says_is_held_against_it():
    text = ("水库巡查", "7月16日，县水利局巡查水库6座。")
    assert "2024" in told(text, series="2024年防汛简报")
    assert not told(text, series="2025年防汛简报")
    assert "上一期（第9期）" in told(("反馈", "本刊上一期（第9期）刊发的做法已经推广。"))
    assert not told(("反馈", "本刊上一期（第11期）刊发的做法、上期（总第65期）的做法已经推广。"))
    assert "2024年7月18日" in told((*text, "2024年7月18日"))
    assert not told((*text, "2025年7月16日"))


def test_who_signs_is_held_against_who_issues():
    text = ("水库巡查", "7月16日，巡查水库6座。")
    assert "省能源管理局" in told((*text, "省能源管理局办公室"), organ="云岭省能源局")
    assert not told((*text, "省能源局办公室"), organ="云岭省能源局")
    assert not told((*text, "县卫生健康委"), organ="云岭县卫健委")


def test_a_sentence_that_two_articles_have_and_a_town_that_is_not_the_office_s_are_told():
    sentence = "7月16日，县水利局派出4个检查组，巡查水库6座、堤防18公里。"
    assert sentence[:-1] in told(("一篇", "县里安排防汛。" + sentence), ("另一篇", sentence))
    assert "石桥镇" in told(("河道清淤", "今年，石山镇清淤6公里。"), organ="石桥镇人民政府")


def test_another_rank_and_another_month_than_the_title_s_are_told():
    assert "第三" in told(("云岭县空气质量全市排名第二", "上半年，云岭县空气质量全市排名第三。"))
    assert "6月" in told(("5月份水质检测通报", "据统计，6月份，县里检测水样36份。"))


_OF_TOWNS = (("石桥镇建强网格", "石桥镇划分网格28个。"), ("梅岭乡解难题", "梅岭乡收集问题31件。"))


def test_a_person_with_another_row_of_posts_or_another_organ_is_told():
    first = ("林长制会议召开", "7月3日，县委常委、副县长罗明主持林长制会议。")
    assert "县委副书记" in told(first, ("罗明检查林场", "7月4日，县委副书记、副县长罗明检查国有林场。"))
    assert not told(first, ("罗明检查林场", "7月4日，副县长罗明检查国有林场。"))
    police = ("夜查行动", "7月3日晚，交警大队大队长马良带队夜查。")
    assert "巡警大队" in told(police, ("警民恳谈", "7月4日，巡警大队大队长马良听取意见。"))


def test_an_office_that_its_texts_call_otherwise_is_told():
    text = ("夜查化工园区", "7月3日，县应急管理局检查企业12家。")
    assert "白石县应急管理委" in told(text, organ="白石县应急管理委")
    assert not told(text, organ="白石县应急管理局")


def test_an_office_s_name_with_another_character_is_told():
    text = ("惠民供热公司结束供热", "3月15日，惠民供热公司供热期结束，历时4个月。")
    assert "惠民供热公司" in told(text, organ="惠民供水公司综合部")
    assert not told(text, organ="惠民供热公司综合部")


def test_another_place_s_name_and_whom_an_office_does_not_send_to_are_told():
    text = ("老旧小区改造", "今年，云峰县改造小区12个。")
    assert "云峰县" in told(text)
    assert not told(("考察学习", "县水利局到石泉县、云梦泽景区考察学习。"))


def test_a_title_that_stands_twice_is_told_at_both_places():
    assert "抗旱保苗" in told(("抗旱保苗", "全县浇灌2万亩。"), ("抗旱保苗", "县里增设取水点6处。"))


def test_a_day_after_the_issue_on_which_something_was_held_is_told():
    assert "7月28日" in told(("动员会召开", "7月28日，云岭县水利局召开防汛动员会，作了安排。"))
    assert not told(("动员会将召开", "7月28日，云岭县水利局将召开防汛动员会。"))
