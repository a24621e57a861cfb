"""The lexicon: made of the lists that people keep, and asked without reading more into a text than stands there."""

from __future__ import annotations

import pytest

from jianbao.language.names import whole_names
from jianbao.language.words import straddled
from jianbao.proofread.data import NEEDS_FILE
from jianbao.proofread.nearly import nearly
from tests.proofread.lists import build
from tests.proofread.lists.entries import entries
from tests.proofread.telling import codes

DATA = NEEDS_FILE.parent


def test_the_prepared_file_is_what_the_lists_make():
    """Where this fails: python -m tests.proofread.lists.build."""
    assert (DATA / "lexicon.txt").read_text("utf-8") == build.lexicon()


def test_what_is_mistyped_is_told_of_few_characters_as_a_hint():
    entries = [
        line.split() for line in (DATA / "mistyped.txt").read_text("utf-8").splitlines() if line[0] != "#"
    ]
    assert all("~" in guards or (len(wrong) > 3 and "?" in guards) for wrong, _, *guards in entries)
    assert [wrong for wrong, *_ in entries] == sorted({wrong for wrong, *_ in entries})
    for batch in (entries[at : at + 20] for at in range(0, len(entries), 400)):
        told = codes("".join(f"近日，部分单位{wrong}，引起各方关注。" for wrong, *_ in batch))
        assert told.count("P502") > len(batch) - 3, batch


def test_every_entry_of_the_names_has_its_source():
    assert all(entry.source for entry in entries())
    assert all(entry.right for entry in entries() if entry.kind in "误疑撤废")


def test_no_name_that_is_right_is_told_as_wrong():
    # many to an issue: reading each by itself takes longer
    names = whole_names()
    for batch in (names[at : at + 20] for at in range(0, len(names), 20)):
        assert "P701" not in codes("。".join(f"会议研究了{name}有关事项" for name in batch)), batch


@pytest.mark.parametrize(
    "text",
    [
        "市卫生健康委会同有关部门开展检查。",
        "中国机械工业联合会发布了行业数据。",
        "这些目标的设置坚持了系统观念。",
        "各地区各部门坚持以经济建设为中心。",
        "这项工作崇尚实干。",
        "泰国旅游局和日本农业部派员参加。",
        "原国土资源局的职责划入自然资源局。",
        "2016年，国家旅游局印发通知，当年接待游客增长一成。",
        "政府法制办公室已并入司法局。",
        "学习《安全生产法》《中华人民共和国消防法》《某某省节约用水条例》。",
        "讨论了《某某市文明行为促进条例（草案）》和《招标投标法实施条例》。",
    ],
)
def test_what_only_looks_like_a_slip_is_left_alone(text: str):
    assert not [code for code in codes(text, date="2026-04-11") if code[:2] in ("P5", "P7")]


def test_a_name_counts_as_gone_only_from_its_day_on():
    assert "P703" not in codes("县国土资源局开展检查。", date="2017-04-11")
    assert "P703" in codes("县国土资源局开展检查。", date="2026-04-11")


def test_wording_that_was_right_until_a_day_is_told_from_that_day_on():
    assert "P702" not in codes("龙坪乡建成扶贫车间3个。", date="2019-06-12")
    assert "P702" in codes("龙坪乡建成扶贫车间3个。", date="2023-06-12")


def test_a_word_that_reaches_over_an_end_excuses_the_stretch():
    text = "这项工作崇拜不得"
    assert straddled(text, text.index("作崇"), text.index("作崇") + 2)


@pytest.mark.parametrize(
    ("text", "found", "right"),
    [
        ("游客迫不急待地赶来", "迫不急待", "迫不及待"),
        ("要加强对末成年人的保护", "末成年人", "未成年人"),
        ("办事拖沓，制度不可缺或", "不可缺或", "不可或缺"),
    ],
)
def test_an_idiom_or_long_word_with_one_like_character_or_two_that_changed_places_is_told(text, found, right):
    assert [(text[start:end], word) for start, end, word, _ in nearly(text)] == [(found, right)]


@pytest.mark.parametrize(
    "text", ["推广玉米免耕播种", "要坚持德才兼备", "为人处世要谦和", "张国清同志主持会议"]
)
def test_what_is_right_is_no_slip_for_what_it_is_like(text):
    assert list(nearly(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "以经贸合作促进粮食安全，执业经纪人应当以经纪组织的名义执业。",
        "执业经纪人依法享有保守自己经纪业务秘密的权利。",
        "会议提出，从新世纪开始，我国进入新的发展阶段。",
        "多地举行国家公祭日纪念活动，铭记历史。",
        "水环境质量创造有监测记录以来最好水平。",
        "任命王某等为国家监委委员，免去其辽宁省委委员、市纪委委员职务。",
        "线路预计2023年年底开通，2024年年初试运行，制裁已涉及1331个个人。",
        "该轮一次可装载24346个20英尺标准集装箱，厂里生产12英寸晶圆。",
        "认定的部门或者学校收回教师资格证书。",
        "中国的现代化探索，破解了人类社会发展的诸多难题。",
        "会议通过了关于《中国工商业联合会章程（修正案）》的决议。",
        "会议审议通过《中国致公党章程（修正案）》。",
        "他对党和人民无限忠诚，矢志不移为党和人民事业而奋斗。",
        "其中25个省份的开工小区数、户数均超过或达到计划任务。",
        "当地纺织企业加大了境外参展步伐，进一步摸清市场需求。",
        "本着“合理开支，以收抵支，略有节余”的原则核定。",
        "应当将其受到行政拘留和被司法机关追究刑事责任的情况共享。",
        "2025年是“十四五”规划收官之年，2026年是“十五五”规划开局之年。",
        "要做到早发现、早报告、早处置；对瞒报、漏报的，严肃追责。",
        "他说了算的事不多，了了心愿就好。",
        "他先后率团到新加坡、菲律宾、香港、墨西哥等国家和地区考察。",
        "宣讲团在香港为特别行政区管治团队宣讲。",
        "会议采用从新媒体到传统媒体的方式，讲师从新闻记者做起。",
    ],
)
def test_characters_that_belong_to_two_words_make_no_wrong_one(text: str):
    assert codes(text, date="2025-12-18") == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("各项任务以经完成。", "P502"),
        ("会议决定从新修订办法。", "P507"),
        ("抽查了12件件样品。", "P225"),
        ("工程历时3年年，已经完工。", "P225"),
        ("他是回教学者。", "P701"),
        ("2027年是“十五五”规划收官之年。", "P412"),
    ],
)
def test_what_stands_as_a_word_of_its_own_is_told_still(text: str, code: str):
    assert code in codes(text, date="2025-12-18")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("防汛形式依然严峻，要加强值守。", "P507"),
        ("主要指标成上升态势。", "P507"),
        ("通报再全县范围内印发。", "P507"),
        ("决不能在出现类似情况。", "P507"),
        ("党的二十次三中全会作出部署。", "P510"),
        ("十四届全国人大第三届会议召开。", "P510"),
        ("会议传达全国组织部会议精神。", "P701"),
        ("要落实立德育人根本任务。", "P701"),
        ("贯彻创新、协调、绿色、开发、共享的新发展理念。", "P701"),
        ("完整、准确、全面贯彻创新、协调、绿色、开发、共享的新发展理念。", "P701"),
        ("到“十五五”末，也就是2035年，产值翻一番。", "P412"),
        ("“十三五”期间，即2015年至2020年，全县脱贫。", "P412"),
        ("整治从8月10日开始至7月底结束。", "P414"),
        ("窗口受理时间为工作日17时30分至9时。", "P414"),
        ("文件标注“秘密1年”字样。", "P341"),
        ("来电的紧急程度标注为“很急”，须立即办理。", "P345"),
        ("截至11月以来，新增公园十四个。", "P509"),
        ("11月10日至31日，开展整治。", "P410"),
        ("全镇带动动就业八百余人。", "P501"),
        ("6月5日世界卫生日，开放监测站。", "P416"),
        ("吸引了中国、韩国和台湾三地的企业参展。", "P701"),
    ],
)
def test_slips_of_one_kind_are_told_together(text: str, code: str):
    assert code in codes(text, date="2025-12-18")


@pytest.mark.parametrize(
    "text",
    [
        "采暖期为11月至次年3月，施工期为3月至9月。",
        "要以更好的形式呈现，采用灵活多样的教学形式总结经验。",
        "他做工作报告前做了充分准备。",
        "近年来产业完成快速增长的趋势明显。",
        "绝不能在发生事故后才想起补救。",
        "超过近三年平均水平。",
        "窗口受理时间为工作日9时至17时。",
        "全国人大常委会副委员长到会，县人大常委会副主任陪同。",
        "4月22日世界地球日，4月7日世界卫生日。",
        "到“十五五”末，也就是2030年，产值翻一番。",
        "“十三五”期间，即2016年至2020年，全县脱贫。",
        "得到了群众广泛好评。",
        "即日起，又有三家企业入驻。",
        "11月10日至12月31日开展整治。",
        "该村推动动态监测，指导导游服务。",
        "补贴标准为每亩300元至500元。",
    ],
)
def test_what_is_said_alike_and_is_right(text: str):
    assert codes(text, date="2025-12-18") == []


@pytest.mark.parametrize(
    "text",
    [
        "大包干老党员代表严俊田讲述了当年的故事。",
        "镇党委书记、人大主席尤如海带领干部走访农户。",
        "村医牛鹏程常年在山里行医，群众都信得过牛鹏程。",
        "要把保障黄河长治久安作为重中之重，让人口较少民族共享成果。",
        "金砖国家新开发银行提供贷款，两国都认为人类是命运共同体。",
        "生态环保部门会同有关方面检查，气温低达零下二十摄氏度。",
        "作风建设要落实到为民服务的行动上，责权利下放到基层。",
        "第3班马上集合，团总支副书记清点人数。",
        "今年总休渔时间多十天，各方要起好步聚好力。",
        "截止到4月底，党组理论学习中心组学习了《国际卫生条例》。",
        "各国互鉴与共进是大势所趋，中国立己达人。",
        "双方互相提供防疫物资帮助，从源头上防治腐败。",
        "他名符其实，不固步自封，把帮困看作份内的事。",
        "增收节支要满足合理的自住性需求，坚决查处目无纪法的人。",
        "村里砍树伐木的旧习惯改了，一批批青年走上岗位。",
        "禁毒支队支队长介绍经验。",
        "中央办公厅和国务院办公厅印发通知，两国始终肝胆相照、守望相助。",
        "党员的监督权利得到保障，护林员确保人象安全。",
        "台风登陆减弱，乡亲们即使处理过积水，仍不放心。",
        "书法家赵孟頫的字帖和“喫”字的写法，引来阮湧三老人。",
    ],
)
def test_what_edited_text_says_is_no_warning(text: str):
    assert not codes(text, date="2021-05-30", hints=False)
