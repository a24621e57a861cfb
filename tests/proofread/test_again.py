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
        "县里印发《澜溪县停车管理办法》，自7月1日起施行。《澜溪市停车管理办法》施行后，乱停车少了。",
        "推广石碾镇“五步调解法”。石碾镇的“六步调解法”被评为全市创新案例。",
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
        "经县法院审理，原告曹某胜诉。判决后，被告曹某当场领取赔偿款。",
        "中队长索南才旦入伍十二年。副中队长索南才旦带领突击队加固导流堤。",
        "中队长索朗才入伍十二年。副中队长索朗才带领突击队加固导流堤。",
    ],
)
def test_a_person_with_two_offices_is_told(text: str):
    assert "P514" in codes(text), text


@pytest.mark.parametrize(
    "text",
    [
        "十五名专家来到杏花社区义诊。活动结束时，十八名专家共接诊居民二百三十人次。",
        "二十八名护士报名支援社区。出发时，二十六名护士统一着装。",
        "全县共改造老旧小区14个，惠及居民3200户。年内15个小区全部竣工。",
        "新大桥全长1280米，双向四车道。据介绍，这座全长1208米的大桥将于明年通车。",
        "项目总投资1.2亿元，建设工期两年。总投资1.5亿元的这一项目将于下月开工。",
        "全县投入资金680万元新建光伏路灯。这860万元中，县财政出资400万元。",
        "5月6日，调研组到我县开展调研。5月16日当天，调研组还召开了座谈会。",
        "会议于11月12日上午9时开始。11月13日上午的这次会议共审议议题六项。",
    ],
)
def test_a_figure_or_a_day_that_is_said_again_otherwise_is_told(text: str):
    assert "P425" in codes(text, date="2026-11-20"), text


@pytest.mark.parametrize(
    "text",
    [
        "村党支部书记罗茂才带头清淤。罗茂才说，干部干在前。其弟罗茂文也来了。",
        "吴大勇今年四十一岁，1985年出生于本县。原告曹某诉称，被告李某未付货款。",
        "县委书记李明国主持。县长张明国出席。",
        "村党支部书记、村委会主任王有田介绍了经验。王有田说，路修好了。",
        "副书记、镇长钱向东主持。镇长钱向东要求抓紧整改。",
        "会议学习《云岭县旅游管理条例》《云岭县养犬管理条例》。",
        "石碾镇石碾村的村民参加了活动。",
        "推广“五步调解法”“六步工作法”。",
        "28名护士报名，其中16名护士去社区，12名护士统一着装去学校。",
        "项目总投资1.2亿元，另一项目总投资1.5亿元。",
        "5月6日，调研组到我县。5月6日当天召开座谈会。16日离开。",
    ],
)
def test_what_is_said_of_two_things_is_not(text: str):
    assert not {"P513", "P514", "P515", "P425"} & {*codes(text, date="2026-11-20")}, text
