"""Marks in the place of others, blanks within dates, numbers of chapters and first, second, last; what programs leave in a text."""

from __future__ import annotations

import pytest

from jianbao.errors import Level
from jianbao.reading.issue_file import read_text
from jianbao.steps import remarks
from tests.proofread.telling import codes

HEAD = "刊名: 试刊\n期号: 1\n总期号: 1\n日期: 2026-11-11\n编发单位: 某某办公室\n文章:\n- 标题: 题目\n  正文: |\n    "


@pytest.mark.parametrize(
    "text",
    [
        "今年以来、全县共举办招聘会18场，提供岗位6200个。",
        "据了解、该项目年内可投产。",
        "会议要求。各单位要立即组织学习讨论。",
        "县长还强调。要把安全放在第一位。",
        "报名截至月底（联系人；郝小满）。",
        "要做到早发现、早报告，早处置。",
        "要做到真扶贫，扶真贫、真脱贫，真落实、真见效。",
        "活动主题为《依法治水共建美丽河湖》。",
        "请问群众反映的出行难问题，是否已经解决。",
        "县里印发了“停车管理办法”，自下月起施行。",
        "事迹在“经济日报”上刊发后，反响热烈。",
        "各单位要立即组织传达学习？下周报送情况。",
        "随着产业项目陆续落地投产。群众收入明显增加。",
        "现将检查情况通报如下\n\n一、基本情况",
        "各乡镇人民政府，县直各部门；\n\n请认真抓好落实。",
        "会议强调：要突出抓好三个方面：抓源头、抓过程、抓末端。",
        "我局先后开展了“送法进村”。“送法进校”“送法进企”等活动。",
        "培训时间为11月23日--27日。",
        "会议强调：“要守牢安全底线”",
        "县防指发出很急通知，要求立即转移群众。",
        "全县现有养老机构二十六家；其中公办十八家，民办八家。",
        "这次培训共来了学员96人；其中女学员40人。",
        "党员干部集体观看警示教育片“失守的防线”，反响强烈。",
        "晚会上演出了话剧“山路弯弯”，掌声不断。",
        "全体师生合唱“我的祖国”，现场气氛热烈。",
        "学校组织放映电影“红日照山川”并开展讨论。",
        "产业发展靠什么。如何抓？大家各抒己见。",
        "差距在哪里。怎么补？干部们展开讨论。",
        "这条路是先修桥。还是先通隧道？村民代表争论不休。",
        "第一，摸清底数。第二逐户核查。第三，建立台账。",
        "第一，抓培训。第二，抓示范。第三抓好技术服务。",
        "镇里打造“ 梯田花海 ”景区，吸引游客。",
        "全县开展“ 清河行动”，成效明显。",
        "职工读书会共读《 平凡的坚守 》，分享体会。",
        "全镇新修冷库三座、目前均已投入使用。",
        "新购校车12辆、现已全部上路。",
        "改造老旧小区八个、预计年底完工。",
        "学生们朗诵诗歌“乡愁”，表达感情。",
        "首批发放种苗三万株、目前全部栽植完毕。",
    ],
)
def test_a_mark_in_the_place_of_another_is_told(text: str):
    assert "P117" in codes(*text.split("\n\n")), text


@pytest.mark.parametrize(
    "text",
    [
        "改革开放以来、党的十八大以来，我县变化很大。",
        "目前、今后一个时期，要抓好春耕。",
        "按照主题教育不划阶段、不分环节的要求推进。",
        "公布联系电话、传真号码，设立举报电话，接受监督。",
        "会议强调，要早发现、早报告、早处置。",
        "这样做值不值？大家心里有数。他问：“路修好没？”",
        "按照会议要求。",
        "现将有关情况通报如下。\n\n一、基本情况",
        "中国—东盟自贸区和滨海—中关村科技园签约。",
        "总书记来到社区：“我一直牵挂着你们”",
        "车价138 000元，买的是“硬实力”。“值不值？”他问。",
        "组织观看电影《红日照山川》，电影“五一档”和电视剧“飞天奖”引人关注。",
        "京剧“像音像”工程向全国推开，合唱团唱响“红歌”品牌。",
        "第一，摸清底数。第二产业比重上升。第二，逐户核查。第三方评估随后开展。",
        "全市有企业12家，产值8亿元；合作社20家；其中示范社5家，带动农户300户。",
        "总规模28.5万亿元、比上年增加1.1万亿元，新建水库两座、堤防三条。",
        "不能有缓一缓、等一等的思想。",
        "他走到村口，一起排队、一起候车。",
        "央视网消息：位于县城的石桥修好了。",
    ],
)
def test_a_mark_in_its_place_is_not(text: str):
    assert "P117" not in codes(*text.split("\n\n")), text


@pytest.mark.parametrize(
    "text",
    [
        "其一，选好人；其三，用好人；其四，留住人。",
        "作出安排。一、抓实防控。要预检分诊。二、抓好管理。及时建档。二、抓紧维护。备足药品。",
        "第一步，摸底；第二步，登记；第二步，复核。",
        "1. 核对纳税人信息；\n2. 推送优惠政策；\n4. 跟踪申报结果。",
    ],
)
def test_numbers_in_words_and_of_items_are_counted(text: str):
    found = [r.finding for r in remarks(read_text(HEAD + text.replace("\n", "\n    ") + "\n"))]
    assert {"P301", "P302"} & {finding.code for finding in found}, text


def test_the_number_of_an_item_is_told_where_it_stands():
    text = HEAD + "1. 核对信息；\n    2. 推送政策；\n    4. 跟踪结果。\n"
    (found,) = [r.finding for r in remarks(read_text(text)) if r.finding.code == "P301"]
    assert found.excerpt[found.place.column - 1 :][: found.width] == "4."


def test_words_for_first_and_last_that_go_on_are_not_told():
    assert codes("首先，要统一思想；其次，要分解任务；再次，要严明纪律；最后，要抓好落实。") == []
    assert codes("首先是摸底。首先要看清楚；其次要想明白。最后，再次感谢大家。") == []


@pytest.mark.parametrize(
    "text",
    [
        "以下是为您整理的简报正文：县医院顺利通过复审。",
        "县里推动招商。如需进一步调整语气或篇幅，请随时告诉我。",
        "作为一个AI语言模型，我无法提供具体数据。",
        "镇里逐一复查（注：以上数据为示例，请根据实际情况替换），收缴六箱。",
        "推出“跨省通办”&nbsp;服务，职工少跑一趟腿。",
        "各镇<br>抓紧整改。",
        "劳动基地喜获丰收[3]，师生把蔬菜送到敬老院。",
        "驿站新增热水器批注[王1]：数量再核，户外劳动者赞不绝口。",
        "关员讲解规则。图片1.png企业代表提问十余个。",
        "法庭座无虚席。（来源：百度百科）庭审后法官答疑。",
        "签订订单培养协议（待核），首批学员已入厂。",
        "警员重温誓词。展开全文支队政委讲了党课。",
        "见表错误！未找到引用源。",
    ],
)
def test_what_programs_and_drafts_leave_in_a_text_is_told(text: str):
    assert "P506" in codes(text), text


def test_a_sign_of_a_note_is_none():
    assert "P506" not in codes("此说见书后注释[3]。")


def test_provisions_that_are_cited_begin_with_any():
    assert "P301" not in codes(
        "第二十一条　甲方应当登记。", "第二十六条　乙方应当公示。", "第二十八条　丙方备案。"
    )


def test_a_list_that_goes_on_without_an_end_is_told():
    def doubted(text: str) -> list[str]:
        return [
            r.finding.code
            for r in remarks(read_text(HEAD + text + "\n"))
            if r.finding.level is not Level.HINT
        ]

    assert doubted("重点检查以下场所：学校、医院、车站、") == ["P109"]


@pytest.mark.parametrize(
    "text",
    [
        # what parts by custom
        "县水利局 副局长：今年雨水多，各乡镇的水库都要有人看守。",
        "全市【乡村振兴 我在行动】专栏开播，反响热烈。",
        "获奖单位依次为城关镇 东河乡 西山乡 南坪镇，各奖励一万元。",
        "本报讯 （记者 陈林 周广）近日，全县春耕全面展开，机具已经备足。",
        "编者按 今年以来，各地围绕春耕做了许多工作，值得学习。",
        "今年的主题是：认识火灾 学会逃生。各校已开展演练，成效明显。",
        "（一）坚持党建引领 凝聚各方合力。全县上下一心，成效明显。",
        "第三条\u00a0本办法所称河道，包括水库和湖泊。",
        "县里出版《脚踏实地\u00a0久久为功》一书，反响热烈。",
        # numbers that go on in other words
        "首先，要摸清底数。第二，要逐户核查。第三，要建立台账。",
        "《条例》一是明确范围。二是规范程序。三是加强管理。",
        "会议提出，一要抓好培训。二是抓好示范。三要抓好服务。",
        "村里有两件事出名，一是路难走，一是水难喝。",
        "做事就得一是一，二是二，不能含糊。",
        "改造的第一步是治乱，第二步，投入资金修路。",
        "一是学好理论。\n\n二是抓好落实。要做到：一是有人管，二是有钱管，三是有章管。\n\n三是严明纪律。",
        "二十三，糖瓜粘，家家户户忙了起来。",
        # marks
        "脱贫路上不能有缓一缓、等一等的想法。他们商量好，等9月底完工再搬。",
        "他说：“村里开设‘一站式’5个窗口，又办了‘夜间’3个班。”",
        "书记强调，“要把水管好”。对于山区来说，水就是命。",
        "书记指出：“推动高质量发展，水利是重要支点”。全县上下认真学习。",
        "小朋友们喊着“加油！”，一路小跑。",
    ],
)
def test_what_edited_prose_has_is_at_most_a_hint(text: str):
    found = [r.finding for r in remarks(read_text(HEAD + text.replace("\n", "\n    ") + "\n"))]
    assert [finding for finding in found if finding.level is not Level.HINT] == []


@pytest.mark.parametrize(
    ("text", "code", "better"),
    [
        ("晚会《水乡.风情》今晚开演，票已售完。", "P604", "·"),
        ("美国客商约翰.克里森到县里考察，签了两个合同。", "P604", "·"),
        ("中国―东盟博览会在邻市举办，我县有六家企业参展。", "P107", "—"),
        ("县里立了新规―― 各乡镇一体遵守，不得例外。", "P107", "——"),
        ("（一）坚持党建引领。全县上下一 心，成效明显。", "P110", ""),
    ],
)
def test_a_sign_is_told_with_the_one_that_is_meant(text: str, code: str, better: str):
    found = [r.finding for r in remarks(read_text(HEAD + text + "\n"))]
    assert (code, better) in [(finding.code, finding.params["better"]) for finding in found]
