"""What `check --fix` makes of errors: the corrected text or nothing at all, and nothing on the strength of a hint."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianbao.drafting.mends import mended
from jianbao.errors import Level
from jianbao.reading.issue_file import read_text
from jianbao.steps import remarks
from tests.proofread.corpora import clean_results, planted_results
from tests.proofread.pictures import make_picture
from tests.proofread.score import Fixed, changes

HEAD = "刊名: 试刊\n期号: 1\n日期: 2026-11-11\n编发单位: 某某办公室\n文章:\n- 标题: 题目\n  正文: |\n    "


def fixed(text: str) -> str:
    source = HEAD + text.replace("\n", "\n    ") + "\n"
    # as the command does, again and again: a mend may lie within another
    for _ in range(3):
        found = remarks(read_text(source))
        source = mended(source, found, next((remark.finding.place.file for remark in found), ""))
    return source[len(HEAD) :].rstrip("\n").replace("\n    ", "\n")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("化肥到位率达到3-5%,好于上年。", "化肥到位率达到3%～5%，好于上年。"),
        ("化肥到位率达到3—5%，好于上年。", "化肥到位率达到3%—5%，好于上年。"),
        ("各乡镇认真学习'两山'理念。", "各乡镇认真学习“两山”理念。"),
        ("他说：“各乡镇要认真学习'两山'理念。”", "他说：“各乡镇要认真学习‘两山’理念。”"),
        ("一，是抓好春耕生产；二是抓好护林防火。", "一是抓好春耕生产；二是抓好护林防火。"),
        ("1、抓好春耕。\n\n2、抓好春灌。", "1.抓好春耕。\n\n2.抓好春灌。"),
        ("1. 抓好春耕。\n\n2、抓好春灌。\n\n3. 抓好春管。", "1. 抓好春耕。\n\n2. 抓好春灌。\n\n3. 抓好春管。"),
        ("各乡镇布署春耕生产...", "各乡镇部署春耕生产……"),
        ("老周说：“站得动一天，就站一天讲台。’", "老周说：“站得动一天，就站一天讲台。”"),
        ("全镇开展‘四史”学习教育，党员都参加了。", "全镇开展“四史”学习教育，党员都参加了。"),
        ("全镇开展“四史“学习教育，党员都参加了。", "全镇开展“四史”学习教育，党员都参加了。"),
        ("会议学习了《信访工作条例〉，并作了讨论。", "会议学习了《信访工作条例》，并作了讨论。"),
        ("“以前不敢一个人走小巷，现在好多了”。居民魏婆婆说。", "“以前不敢一个人走小巷，现在好多了。”居民魏婆婆说。"),
        ("今年又有39名毕业生任教。他们为学校带来了新的活力，", "今年又有39名毕业生任教。他们为学校带来了新的活力。"),
        ("全部整改完毕，。", "全部整改完毕。"),
        ("全部整改完毕。.", "全部整改完毕。"),
        ("印发《关于抓好春灌的通知（云水发〔2026〕5号）。", "印发《关于抓好春灌的通知》（云水发〔2026〕5号）。"),
        ("依照《安全生产处罚办法的规定，罚款2万元。", "依照《安全生产处罚办法》的规定，罚款2万元。"),
        ("印发<关于抓好2026年春灌的通知>。", "印发《关于抓好2026年春灌的通知》。"),
        ("演练历时两小时。大家掌握了自救的本领", "演练历时两小时。大家掌握了自救的本领。"),
        ("往年臭气熏天，群众怨声载到。", "往年臭气熏天，群众怨声载道。"),
        ("会议开到中午。会议会议强调，要守住底线。", "会议开到中午。会议强调，要守住底线。"),
        ("有人问：“这样做值不值？”。他说值。", "有人问：“这样做值不值？”他说值。"),
        ("有的乡镇只部署不检查．有的重材料轻实效．", "有的乡镇只部署不检查。有的重材料轻实效。"),
        ("坚决纠正“掐尖招生””等行为，严查违规办学。", "坚决纠正“掐尖招生”等行为，严查违规办学。"),
        ("肺结核密 切接触者筛查实现全覆盖，全县达标。", "肺结核密切接触者筛查实现全覆盖，全县达标。"),
        ("审判员认真的审阅了27册卷宗，会场布置的井井有条。", "审判员认真地审阅了27册卷宗，会场布置得井井有条。"),
        ("执法人员已立案调察，并督促其整改。", "执法人员已立案调查，并督促其整改。"),
        ("他说：“通常只有这里才能召集这么多人”。", "他说：“通常只有这里才能召集这么多人。”"),
        ("全厂叫响“人人讲安全、个个会应急“。活动仍在继续。", "全厂叫响“人人讲安全、个个会应急”。活动仍在继续。"),
        ("学校办起社团58个｡各班都有人参加。", "学校办起社团58个。各班都有人参加。"),
        ("两项分别增长12.3﹪和15.1%。", "两项分别增长12.3%和15.1%。"),
        ("对坑农害农行为露头就打！！已查处2起。什么问题最突出？？大家说是运输。", "对坑农害农行为露头就打！已查处2起。什么问题最突出？大家说是运输。"),
        ("这样做是让廉洁理念深入人心；。", "这样做是让廉洁理念深入人心。"),
        ("乡镇干部挺身而岀，连夜敲门，仔细検查。", "乡镇干部挺身而出，连夜敲门，仔细检查。"),
        ("让让山水更美，让百姓更富。", "让山水更美，让百姓更富。"),
        ("全市受灾面积3～5万亩，损失正在核查。", "全市受灾面积3万～5万亩，损失正在核查。"),
        ("年发电量1300万KWH，用电12万KW·H。", "年发电量1300万kWh，用电12万kW·h。"),
        ("平均停时缩短至18-20小时。", "平均停时缩短至18～20小时。"),
        ("演练七、八场，外出观摩三、四批次。", "演练七八场，外出观摩三四批次。"),
        ("依据《中华人民共和国优化营商环境条例》办理。", "依据《优化营商环境条例》办理。"),
        ("尽可能的减少对企业生产的影响。", "尽可能地减少对企业生产的影响。"),
        ("防止学生辍 学，资助困难家庭。", "防止学生辍学，资助困难家庭。"),
        ("对顶风违纪的，绝不姑媳。", "对顶风违纪的，绝不姑息。"),
        ("勿必做到不留死角，防患与未然。", "务必做到不留死角，防患于未然。"),
        ("市民购买食品时，要查看生产曰期和保质期。", "市民购买食品时，要查看生产日期和保质期。"),
        ("新增车位64个!!大家都叫好。", "新增车位64个！大家都叫好。"),
        ("新建厂房20多间.2025年，产值翻了一番。", "新建厂房20多间。2025年，产值翻了一番。"),
        ("他向大家介绍︰这条路今年修好。", "他向大家介绍：这条路今年修好。"),
        ("“如今出门方便多了”。南岗村65岁的村民老秦说。", "“如今出门方便多了。”南岗村65岁的村民老秦说。"),
        ("村民平均年龄41．5岁，人均种地2。6亩。", "村民平均年龄41.5岁，人均种地2.6亩。"),
        ("依据县政发〔2026]8号和县农发[2026年]3号文件办理。", "依据县政发〔2026〕8号和县农发〔2026〕3号文件办理。"),
        ("全年接待2，860人，走访1460户。", "全年接待2860人，走访1460户。"),
        ("全年接待2，860人，走访1,460户。", "全年接待2,860人，走访1,460户。"),
        ("血压高于150/95mmhg的，及时转诊。", "血压高于150/95mmHg的，及时转诊。"),
        ("各站所要学习《信访工作条例>，落实<<问责条例>>。", "各站所要学习《信访工作条例》，落实《问责条例》。"),
        ("全县开展‘护苗’行动，落实“关于做好汛期工作的通知”要求。", "全县开展“护苗”行动，落实《关于做好汛期工作的通知》要求。"),
        ("老人笑着说：「日子越过越好了。」", "老人笑着说：“日子越过越好了。”"),
        ("会议指出；“要把账算清楚。”", "会议指出：“要把账算清楚。”"),
        ("河南、河北、等地的客商都来了。", "河南、河北等地的客商都来了。"),
        ("各村必需做到日清日结，既使下雨也不停工。", "各村必须做到日清日结，即使下雨也不停工。"),
        ("整改工作己全部完成，帐户余额一并核对。", "整改工作已全部完成，账户余额一并核对。"),
        ("守住緑水青山，仔細檢查设备。", "守住绿水青山，仔细检查设备。"),
        ("现场其乐溶溶，形成了座谈会记要。", "现场其乐融融，形成了座谈会纪要。"),
        ("全村新建房屋每户120平方，“15五”规划开局良好。", "全村新建房屋每户120平方米，“十五五”规划开局良好。"),
        ("对弄虚作假的，绝不放过。；", "对弄虚作假的，绝不放过。"),
        ("截至目前 ，全县秋粮长势良好 。", "截至目前，全县秋粮长势良好。"),
        ("截至3月5日， 全县翻耕 3.2 万亩，“ 三夏 ”备足了农机。", "截至3月5日，全县翻耕 3.2 万亩，“三夏”备足了农机。"),
        ("老人说：“路修好了,日子有盼头.”大家都笑了。", "老人说：“路修好了，日子有盼头。”大家都笑了。"),
        ("全县每天进行进行一次盘点，逐步建全评分制度。", "全县每天进行一次盘点，逐步健全评分制度。"),
        ("渔嫂们把一筐筐鱼鲞、虾干摊 开晾晒，空气里满是海味。", "渔嫂们把一筐筐鱼鲞、虾干摊开晾晒，空气里满是海味。"),
    ],
)  # fmt: skip
def test_a_mend_is_the_corrected_text(wrong: str, right: str):
    assert fixed(wrong) == right
    assert fixed(right) == right


@pytest.mark.parametrize(
    "text",
    [
        "我县“十二.五”规划的任务已经完成。",
        "我们的家乡....东河，今年喜获丰收。",
        "会议时间：待定待定。请各单位提前准备。",
        "一、抓好春耕\n\n1、落实责任\n\n由镇长负责此项工作。\n\n（二）备足农资\n\n逐户登记。",
        "大家听得十分认真，记得仔细。　　会后，各村分组讨论。",
        "村里新建了一处入场卷发放点。",
        "会后，大家说：“这条路修好了，出行方便多了。村里还要修第二条。",
        "”该条第二款规定：“当事人可以申请复议。",
        "全镇落实“四个意识、“四个自信要求，党员都参加了。",
        "村里修了路、通了水，。还建了文化广场。",
        "感谢大家积极的配合，感谢群众热情的支持和帮助。",
        "话剧《悄悄的告诉你》上演。",
        "全年接待2，860人，没有一起投诉。",
        "要防止滥用权利，造成他人损失。",
        "大家齐心协力，共度难关。",
        "市民郑和鑑常到河边散步。",
        "落实“关于印发《考核办法》的通知”要求，逐项对账。",
    ],
)
def test_what_may_be_mended_in_two_ways_is_told_and_left_alone(text: str):
    assert remarks(read_text(HEAD + text.replace("\n", "\n    ") + "\n"))
    assert fixed(text) == text


@pytest.mark.parametrize("which", ["held_out", "development", "examples"])
def test_edited_prose_stays_as_it_is(which: str):
    assert [remark.mend for _, found in clean_results(which) for remark in found if remark.mend] == []


def test_a_change_is_mended_left_or_damaged():
    line = Fixed(
        "各镇布署春耕，摸清楚了甲乡、乙乡的底子。",
        "各镇部署春耕，摸清了甲乡、丙乡的底子。",
        "各镇部署春耕，摸清了楚甲乡、乙乡的底子。",
    )
    assert [verdict for verdict, _ in line.judged()] == ["mended", "damaged", "left"]
    assert changes("县委署部春耕", "县委部署春耕") == [(2, 4, "部署")]
    assert [verdict for verdict, _ in Fixed("县委部署", "县委部署", "县委布署").judged()] == ["damaged"]


@pytest.mark.parametrize(
    "body",
    [
        ">\n      今年以来，全县抓好春耕，\n      组织农机下田\n      ，落实到户。",
        "|\n      全县落实**“三定”** ，逐户登记。",
    ],
)
def test_a_blank_that_is_the_end_of_a_line_or_stands_beside_markup_is_not_told(body: str):
    found = remarks(read_text(HEAD.removesuffix("|\n    ") + body + "\n"))
    assert [remark.finding for remark in found if remark.finding.code == "P110"] == []


def test_of_planted_files_only_what_was_planted_is_mended_and_no_hint(tmp_path: Path):
    make_picture(tmp_path / "图" / "a.jpg")
    made = [
        (part, remark)
        for part, found in planted_results(tmp_path)
        for remark in found
        if remark.mend is not None
    ]
    assert len(made) > 150
    assert [remark for _, remark in made if remark.finding.level is Level.HINT] == []
    stray = [
        remark
        for part, remark in made
        if not any(
            error.line == remark.finding.place.line
            and error.column < remark.finding.place.column + remark.finding.width
            and remark.finding.place.column < error.column + max(len(error.text), 1)
            for error in part.planted
        )
    ]
    assert stray == []


RIGHT = """
他说“心里有了底”，又说“放心了”。
全厂叫响“人人讲安全、个个会应急”，活动仍在继续。
合格率由97％升至98.5％，返工率降至1.5％。
观众席上有人喊：“加油！！再快一点！！”
这是怎么回事？！大家都没有料到。
一期、二期工程，三、四季度完成，五、六月份验收。
三、四级公路和二、三产业用地另行安排，一、二批名单已经公布。
第七、八场比赛在镇里举行，第三、四批次的产品检验合格。
气温15～25℃，工期3～5天，温差5000～2万亩不等。
用电3kWh，装机容量50MW，年发电量2.1亿kW·h。
型号为GT-18-20小时钟，编号为A-1-3。
尽可能的办法都想了，全力以赴的精神值得学习，不折不扣的落实者受到表彰。
尽可能的减少不等于消除，要看减少的幅度。
村民高 峰、李 明参加了会议，大家都很高兴。
记者 周志方报道，村里修好了水渠。
首先，要讲清楚为为亲友非法牟利罪所保护的是什么。
张一雁一行眼热心跳，回来就办起了工厂。
合同种类名目繁杂，办案人员含而不露、隐而不发。
一个人犯了错误，并不代表他一无是处。
王某取走其中2万元，李某表示愿意代肖某偿还。
该院将800万元分三次转入，5月分两批退回。
患者发生中毒性表皮坏死松解症，车辆号牌或取走或扣留。
持续推进点绿成金，“蒜贱伤农”的事少了。
公民享有权利，让让座位是常有的事，你让让我、我让让你。
“这样也好”，他说，“就照着办”。
依据《中华人民共和国宪法》《中华人民共和国预算法》办理。
老师付出了很多，师傅付款后离开。
各单位切勿必须等到最后一天才报。
围困挠钩的故事讲了三遍。
会议将防患于未然写入制度，决不姑息迁就。
有没有著作出版，著落款处要签名。
城乡收入比缩小至2.27:1。15个村建成示范村。
政策既使农民受益，又使企业增收。
“严”重在严明的纪律要求；“实”重在实干。
1．5级台阶以上的说明从略，2．3节另有图示。
管护经费按每亩12元、18元两档发放，3小时、5小时各一班。
"""


@pytest.mark.parametrize("text", RIGHT.strip().splitlines())
def test_what_is_right_though_it_looks_like_a_slip_is_not_mended(text: str):
    assert fixed(text) == text


SAID_IN_CASES = """
对于此类行为，被调查对象显然不构成犯罪既遂。
因受到刑事处罚被开除的，一般不予恢复。
没有证据或者证据不足，不宜写入决定。
与其职权也无明显关联，但利率超出了国家规定。
意在逃避执行义务，客观上侵害了他人的权益。
处分决定的标题应表述为“关于给予周某开除党籍处分的决定”。
归个人使用有三种情形：将公款供本人、亲友或者其他自然人使用的；以个人名义供其他单位使用的；个人决定供其他单位使用的。
谨防因疏漏或笔录不准确影响案件事实的认定。
要防止用人单位的权利滥用，避免不必要的审查。
股权结构原则上应以经工商登记备案的章程为主要依据。
被告人芦某、刘某商定由公司出面，借款人民币壹佰万元整。
曹某主持召开了村两委会议，听取了意见。
认缴出资时间为2029年7月29日，尚未届满。
"""


@pytest.mark.parametrize("text", SAID_IN_CASES.strip().splitlines())
def test_what_case_discussions_say_is_not_told_as_a_fault(text: str):
    found = remarks(read_text(HEAD + text + "\n"))
    assert [each.finding.code for each in found if each.finding.level is not Level.HINT] == []


def test_a_provision_may_be_cited_in_part():
    text = "第三条 党员履行下列义务：\n\n……\n\n（五）维护党的团结。"
    found = remarks(read_text(HEAD + text.replace("\n", "\n    ") + "\n"))
    assert not [each.finding.code for each in found if each.finding.code.startswith("P30")]
