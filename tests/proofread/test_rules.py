"""Single sentences: what is wrong in them, and what only looks so."""

from __future__ import annotations

import time

import pytest

from jianbao.errors import Level
from jianbao.model.body import Body
from jianbao.model.issue import Article, Issue, Masthead
from jianbao.proofread.engine import proof_read
from jianbao.reading.issue_file import read_text
from tests.proofread.telling import _Nowhere, codes

RIGHT = """\
部分点位因缺少运营经费而开放不足。
依托新媒体推出普法短视频186条，点击量900万次。
因为没有生产经验，数据不准，比例失调。
今年新创办企业、个体工商户576户，发放创业担保贷款2860万元，受益妇女246人，户均贷款11.6万元。
会上，城关镇、县自然资源局、县交通运输局和两家项目业主作了发言。
应到62人，实到60人，出席率为96.8%，另有12人列席。
全县改厕1680户，其中一季度420户、二季度560户、三季度700户。
全县共有乡镇16个，其中镇9个、乡7个，另设街道2个。
问卷设“很满意、满意、一般、不满意”四档。
随着县长一声令下，打桩机轰鸣起来。
机柜租赁价格便宜，能帮助企业降低成本。
虽然没有进一步实施，但只要承诺是真实的，就侵犯了廉洁性。
不报、迟报或者授意、强令他人不报、迟报事故情况的，应当追究责任。
要加强对涉案款物的审核。对涉案款物的审核，应当依据事实。
马武镇找来乡贤名单，马武乡贤们积极响应。
根据农民专业合作社法（以下简称《农民合作社法》）和《监察法实施条例》，依照《农民合作社法》第十九条办理。
该罪依照刑法第一百六十八条规定，即国有公司、企业、事业单位工作人员失职的规定处罚。
货物贸易同期进出口417.35亿元，其中出口273.19亿元，增长15.1%。
丙投入600万元，四年时间获得400万元收益，合年利率16.7%。
加快零碳园区建设是重要抓手。
融合公证调解、人民调解、治安调解、司法调解等多元调解为主体。
给执法者送去锦旗，你说意外不意外？今年五月，市场监管局又来了。
一家名为“九九拾遗”的小店开业，每秒181.9千万亿次的算力已经投用。
可以节约人工成本1万元左右，经营主体新增百万户以上。
受贿犯罪中的财物应当具备价值性、有主性。
受害人张××向尾号为××××3318的账户转账。
选票上设有“同意（ ）”“不同意（ ）”“弃权（ ）”三栏。
姓名：________　联系电话：________
今年签约亿元以上项目12个，慈善资金近亿元，救援队展开了多次演练。
由发起人（认缴出资人）承担，秘书长以上负责人（不含名誉职务）应当到会。
"""


@pytest.mark.parametrize("text", RIGHT.strip().splitlines())
def test_what_edited_text_says_is_right(text: str):
    assert codes(text, date="2019-04-11") == [], text


@pytest.mark.parametrize(
    "text",
    [
        "调研组先后来到○○村、柳沟村。",
        "共有XX家企业到场，调研组一行N人察看。",
        "会上，县交通运输局某某局长作了发言。",
        "外贸进出口总额同比增长%，其中出口增长8.4%。",
        "争取上级资金约万元，用于消防改造。",
        "请于 月 日前报送。",
        "本办法自2026年月日起施行。",
        "首笔补贴已于45962发放到户。",
        "由%s代表企业界发言，@@日期@@夜间有雨。",
        "县税务局组织开展/召开宣讲会6场。",
        "（领导职务＋姓名）出席会议并讲话。",
        "要持续巩固整治成果（建议删），严防反弹。",
        "建成村级电商服务站168个[张三1]，进村率达到100%。",
        "（三号仿宋）今年以来，我镇清理合同430份。",
        "园区形成“一轴两带”格局（图略），近期先行建设北区。",
        "责任单位：待定；完成时限：十一月底。",
        "（略）",
    ],
)
def test_what_was_never_filled_in_is_told(text: str):
    assert "P506" in codes(text), text


@pytest.mark.parametrize(
    "text", ["X县近日开会，X县文旅局负责人到会。", "判决写明“被告××赔偿××元，第××条适用”。"]
)
def test_names_left_out_throughout_are_a_hint(text: str):
    body = (
        f"series: 试刊\ndate: 2017-04-11\norgan: 某某办公室\narticles:\n  - title: 题目\n    body: {text}\n"
    )
    reading = read_text(body)
    told = [each.finding for each in proof_read(reading.issue, reading) if each.finding.code == "P506"]
    assert told and {each.level for each in told} == {Level.HINT}


@pytest.mark.parametrize(
    "text",
    [
        "签署《关于修订〈《内地与香港关于建立更紧密经贸关系的安排》服务贸易协议〉的协议》，自下月起施行。",
        "他说：“老师常讲‘知行合一’，我一直记在心里。”",
        "依托“互联网+”平台，群众可登录 http://www.example.gov.cn/a?b=1,2 查询。",
        "比赛以3:2结束，用时1:30，参赛者来自GB/T 9704-2012所列单位。",
        "联系电话：0451-12388；传真：0532-85910001。",
        "飞机型号为C919-100，航班号CA-1234，门牌为3-5栋。",
        "他今年86岁，从艺70多年，是京剧“四大名旦”之一。",
        "大家都说：“太好了！！真是好消息！！”",
        "什么是“放管服”？怎么改？这是大家最关心的。",
        "——这是他常说的一句话，也是他的座右铭。",
        "表彰名单：张又侠　何卫东　李尚福　刘振立　苗华　张升民，共六人。",
        "……会场里响起了热烈的掌声，经久不息。",
        "列席：县政府办公室吴建平，县财政局张美玲，县水利局郭志明",
        "参会人员：各乡镇、街道主要负责人；县政府各部门负责人",
        "请假（经批准）：县公安局赵宏，县气象局孙敏，已安排他人参加",
        "城关镇陈志军，东河镇杨柳、何玉兰，西岭乡吴刚，市林科所古丽娜尔·买买提",
        "第二十一条　国务院水行政主管部门统筹流域水资源合理配置。",
        "第045号　关于加快老旧小区加装电梯的建议，由市住建局办理。",
        "领衔代表：徐建军、金小龙等11名代表　承办单位：市消防救援支队、市公安局",
        "李　明、王　芳、欧阳文斌等六十名同志受到表彰，会场气氛热烈。",
        "第一书记王　芳在发言中谈了体会，大家深受感动。",
        "更多办法请看 https://www.example.gov.cn/tj/?id=3，也可来人来电咨询。",
        "表中“…”表示数据不足最小单位，“—”表示没有数据。",
        "他说：“我们要把群众的事当成自己的事。”大家都鼓起掌来。",
        "会议提出“把群众的事当成自己的事来办”。",
        "今年的口号是：“把群众的事当成自己的事来办”。",
        "他常说“吃水不忘挖井人”，又说：“要把水管好、用好、保护好”。",
        "有人问：“这样做值不值？”他回答：“值！”",
    ],
)
def test_punctuation_that_is_right(text: str):
    assert codes(text, date="2019-04-11") == []


@pytest.mark.parametrize(
    "text",
    [
        "会议要求进一步聚焦主责主业，切实做到预防犯罪、严防犯错。",
        "任何达到政治目的的行为都应受到谴责，这是的的确确的。",
        "实实在在的成效，体现在在建项目之中。",
        "解放思想、实事求是是我们党的思想路线，绝不能自己毁掉自己。",
        "农民忙着剪采茶叶，果树利用率提高，机关健身蔚然成风。",
        "全市重点研究研究成果转化问题，党组织组织了学习讨论。",
        "一批一批的项目落地，一户一户地走访，干部天天下村、人人有责。",
        "攀登计划启动，按排名先后录取，既然如此，就这样定了。",
        "三农工作会议召开，二次供水改造完成，第二个项目开工。",
        "李部长、教育局长出席，全部额度已经下达，退休后他仍坚持写作。",
    ],
)
def test_words_that_only_look_doubled_or_wrong(text: str):
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "增长8%～10%，投资13万元～17万元，气温15～25℃，工期3～5天。",
        "2011—2015年，全市年均增长9.2%；6—7级大风影响沿海。",
        "全市用电3千瓦时以上的用户有20户，3千克以上的包裹另计。",
        "一、二审法院均驳回其请求，三、四季度形势好转，一、二级保护动物增多。",
        "四、五线城市发展迅速，九三学社、十五六岁的少年都来了。",
        "节约10多万元，签约20余个项目，附近30多户居民受益。",
        "某政发〔2017〕9号文件规定，2017年度（2017）版标准继续有效。",
        "利率维持在0～0.1%，客流达到1亿3千万人次，形成了上下联动的格局。",
        "总投资12,345万元，其中1,234.5万元由县财政承担。",
        "价格下降了一半，成本降低到原来的二分之一，产量提高了两倍。",
        "二〇一七年四月，一九九八年五月，他走过了三十二个春秋。",
        "全县蓄水1360万m³，厂房8600m²，风速24m/s，用电300万kW·h，线路电压10kV。",
        "时速350km/h，频率50Hz，压力1.6MPa，重50kg，型号为GT-3KW，用电3kWh。",
        "会上通报了M2增速、PM2.5浓度、3M公司投资等情况，网速达到5G水平。",
        "全县受理12,480件，其中4位数的如1260件不分节，拨打12345人工热线的最多。",
        "夜间气温−8℃～−5℃，采矿业下降，增速为−2.4%，同比回落0.3个百分点。",
        "货车型号为A-5，编号2026-15，学年度为2016—2017学年。",
        "约六成群众表示满意，近300家规模以上企业开工，超过九成达标。",
        "阵风8级以上，气温6～8℃，约20家亿元以上企业参展。",
        "坝高32.5米，水位85.62米，层高3.2米，路面宽6米，宝宝出生体重3.2千克，户型面积90平方米。",
        "汽油每升降低0.08元。",
        "今年3000公里新线开通，限速60公里/小时，每班45人，核载19人。",
        "每公斤60元，租金为每亩800元，会议58分钟，日均接诊1200人次，平均年龄81.3岁，优良天数328天。",
        "农历2、3月间，三、四级公路由乡镇养护，来了三百来个人，时间是零点30分。",
        "占出口总值近七成，民营企业贸易规模占比超六成，相当于去年收入的三分之一。",
    ],
)
def test_numerals_that_are_right(text: str):
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "大会定于2018年1月14日召开，会期四天，各项筹备工作正在进行。",
        "展览将持续到2017年5月31日，欢迎广大市民参观。",
        "去年12月5日，项目通过了验收，目前运行平稳。",
        "2016年2月29日，会议如期举行，各方达成了一致。",
        "4月11日（星期二），会议在京召开，各地代表参加了会议。",
        "1月9日（星期一）召开会议，12月30日（周五）总结，均已记录在案。",
        "共50人，其中男30人、女20人；党员35人、35岁以下40人。",
        "共有学生50人，其中党员30人、女生25人，覆盖面很广。",
        "省、市、县三级联动，县（市、区）、乡、村三级负责，中央、省、市三级共担。",
        "形成了从国家到省、市、县四级联动的保护体系，成效明显。",
        "在“巩固、增强、提升、畅通”八个字上下功夫，落实“稳、进、好”三字要求。",
        "围绕“学、查、改”三个环节，以“稳、进、好”三字为要领开展工作。",
        "他1940年出生，今年77岁；她1950年出生，今年68岁，身体硬朗。",
        "产量由200万吨增加到300万吨，增长50%，单产由3吨提高到4吨，提高33.3%。",
        "明天（4月12日）就是活动日，大家都准备好了。",
        "覆盖率由63.2%提高到65.8%，提高2.6个百分点；失业率为3.4%，比上年下降0.5个百分点。",
        "毛利率由20%提高到30%，提高了50%；合格率为98%，产量比上年提高2%。",
        "完成投资3.2亿元，比上年的3亿元增长6.7%；事故30起，较去年的40起下降25%。",
        "三个乡镇分别造林1200亩、800亩和600亩，合计2600亩；投资1.24亿元、0.83亿元，共计2.1亿元。",
        "水稻1200亩、玉米800亩和大豆600亩，合计占播种面积的六成。",
        "共有干部50人，其中领导干部20人、女干部35人；党员60人，其中青年干部40人、女职工30人。",
        "2017年9月，第三届文化节将在我县举办，组委会已经发布公告。",
        "2017年10月，恰逢建县六十周年，各界已开始筹备。",
        "2017年9月，新校区将投入使用，目前主体工程已经封顶。",
        "食堂菜价比去年涨了，从4月17日（周一）起每份降一元。",
    ],
)
def test_dates_and_figures_that_agree(text: str):
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("会议强调“要抓落实，各单位要行动起来。", "P102"),
        ("印发《关于学习《保密法》的通知》，要求落实。", "P103"),
        ("工作组走访了村民，，了解情况。", "P104"),
        ("学校有操场、图书馆……等设施。", "P112"),
        ("展区陈列着核桃油、柿子醋……等特色农产品。", "P112"),
        ("根据某政发[2017]9号文件，开展检查。", "P210"),
        ("增长3-5%，形势好转。", "P205"),
        ("每户走访2-3次，了解情况。", "P206"),
        ("2月30日召开会议，部署工作。", "P401"),
        ("4月11日（星期五）召开会议，部署工作。", "P416"),
        ("工程建设资金资金到位，成效明显。", "P501"),
        ("通过布署，任务明确。", "P502"),
        ("老人说：“这辈子没想到能住上这么好的房子”。", "P115"),
        ("老人说：“路修好了，日子有盼头.”", "P101"),
        ("清淤量约8.3万m3，进展顺利。", "P219"),
        ("最低气温为-28.5℃，没有冻害。", "P220"),
        ("合格率由63.2％提高到65.8％，提高了2.6％。", "P409"),
        ("(1)、要加强检查。（2）要及时通报。", "P305"),
        ("2017年9月，全县举办了表彰大会。", "P402"),
        ("全市開展检查，成效明显。", "P602"),
        ("完成投资１２亿元，进度加快。", "P603"),
    ],
)
def test_one_thing_wrong_is_one_finding(text: str, code: str):
    assert codes(text) == [code]


def test_levels_in_order_are_right():
    assert (
        codes(
            "一、先。做。",
            "（一）甲。做。",
            "（二）乙。做。",
            "1.子。做。",
            "2.丑。做。",
            "二、后。做。",
            "（一）丙。做。",
            "（二）丁。做。",
        )
        == []
    )


def test_a_series_may_run_over_paragraphs_and_begin_anew():
    assert codes("一是抓学习。", "二是抓落实。", "成效有三：一是快，二是好，三是省。") == []


def test_a_series_may_stand_in_one_paragraph_from_its_head():
    assert codes("（1）配送不及时。（2）使用不便。") == []
    assert codes("1.配送不及时。2.使用不便。", "3.管理不到位。") == []
    assert codes("一、稳住一产。二、三产业要加快，工业要提质。") == ["P304"]


def test_the_sign_of_a_note_is_no_part_of_the_sentence():
    text = """\
series: 试刊
date: 2017-04-11
organ: 某某办公室
articles:
  - title: 题目
    body: |
      全县经济运行总体平稳，投资增长较快。[^1]

      就业形势稳定[^1]，物价平稳[^2]，居民收入稳步增长[^1]。

      [^1]: 数据由县统计局提供。
      [^2]: 物价数据为抽样调查结果。
"""
    reading = read_text(text)
    assert proof_read(reading.issue, reading) == ()


def test_a_short_name_that_leads_its_group_is_not_named_twice():
    assert codes("开会了。", to=("县委办，县人大办，县委办。",)) == ["P504"]
    assert codes("开会了。", to=("东湖县委、县政府，西山县委、县政府。",)) == []


@pytest.mark.parametrize(("length", "expected"), [(40, []), (41, ["P308"]), (61, ["P308"])])
def test_a_title_of_three_lines_should_say_where_they_break(length: int, expected: list[str]):
    title = ("全县认真开展春耕备耕指导服务工作取得实效" * 4)[:length]
    assert [code for code in codes("好。", title=title) if code != "P501"] == expected
    broken = f"{title[:20]}|{title[20:]}"
    assert ("P308" in codes("好。", title=broken)) == (length > 60)


@pytest.mark.parametrize(
    "title", ["2026" + "春" * 38, "春耕备耕指导服务工作取得实效" + "春" * 6 + "\u3000" + "春" * 20]
)
def test_figures_and_a_blank_between_two_lines_make_no_third_line(title: str):
    assert "P308" not in codes("好。", title=title)


def test_a_title_is_too_long_by_its_width():
    assert "P308" not in codes("好。", title="2026|" * 3 + "春" * 54)
    assert "P308" in codes("好。", title="2026|" * 3 + "春" * 55)


def test_numbers_in_a_slogan_are_no_series():
    assert codes("一要抓发展；二要保民生；贯彻“一要吃饭、二要建设”的方针；三要防风险。") == []


def test_brackets_that_refer_are_no_series():
    assert codes("五（2）班和三（4）班参加，按照方案（3）执行。") == []


def test_a_quotation_over_several_paragraphs_closes_once():
    assert codes("他在信中写道：“第一段的话说完了。", "“第二段的话也说完了。”") == []


def test_the_seed_s_distribution_is_right():
    reports = (
        "中央新疆办，省委、省人大、省政府、省政协、省纪委领导同志，新疆自治区党委、人大、政府、政协、纪委领导同志，省委组织部、省援疆办，"
        "自治区党委组织部、援疆办，新疆生产建设兵团组织部、援疆办，新疆生产建设兵团四师、七师领导同志。"
    )
    assert (
        codes(
            "开会了。", to=(reports, "新疆生产建设兵团四师、七师组织部、援疆办，本部领导班子成员、各办组。")
        )
        == []
    )


def test_a_body_that_is_one_sentence_takes_no_minutes():
    """Each date is judged by its own surroundings: by the whole sentence, 20,000 of them would take ten minutes."""
    assert set(codes("2017年9月，各方" * 20_000)) == {"P312", "P109", "P512"}


def test_a_body_of_many_lists_takes_no_minutes():
    """Each list is read as far as it counts on: to the end of the body, 6,000 of them would take a minute."""
    begun = time.process_time()
    assert "P301" not in codes(*("提出三项措施：", "1.抓排查。") * 6_000)
    assert time.process_time() - begun < 20


def test_an_issue_without_much_in_it_is_borne():
    assert codes("好。", title="一") == []


def test_a_year_written_into_the_number_form_is_held_against_the_date():
    article = Article(title="题目", body=Body("好。", ()))
    for form, wanted in (("2016年第{number}期", ["P412"]), ("2017年第{number}期", []), ("第{number}期", [])):
        values = {"series": "试刊", "date": "2017-04-11", "organ": ("某办",), "articles": (article,)}
        issue = Issue.model_validate({**values, "masthead": Masthead(number_form=(form,))})
        assert [remark.finding.code for remark in proof_read(issue, _Nowhere())] == wanted
