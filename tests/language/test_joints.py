"""Where a line of display type may end: not in words, not in names, well behind marks."""

from __future__ import annotations

import pytest

from jianbao.language.joints import INSIDE_NAME, joints
from jianbao.language.words import _lines


def parted_well(text: str) -> list[str]:
    """The text cut wherever a line may end without parting a word or a name."""
    costs = joints(text)
    places = [at for at in range(1, len(text)) if costs[at] < INSIDE_NAME]
    return [text[start:end] for start, end in zip([0, *places], [*places, len(text)], strict=True)]


@pytest.mark.parametrize(
    "name",
    [
        "人力资源和社会保障局",
        "住房和城乡建设局",
        "自然资源和规划局",
        "文化旅游和体育局",
        "文化广播电视和旅游局",
        "教育体育和科学技术局",
        "城市管理和综合行政执法局",
        "楚雄彝族自治州",
        "双江拉祜族佤族布朗族傣族自治县",
        "察布查尔锡伯自治县",
        "莫力达瓦达斡尔族自治旗",
        "全面深化改革委员会办公室",
        "防汛抗旱指挥部办公室",
        "十三届六次全会",
        "第三次全体会议",
        "经济技术开发区",
        "市场化法治化国际化",
        "阿拉山口",
        "中央八项规定精神",
        "长江流域监管支局",
        "食品检验查验中心",
        "阿拉山口综合保税区",
        "云岭县第十四届委员会",
        "中国（云岭）跨境电子商务综合试验区",
        "三点八亿元",
        "市社会科学界联合会",
        "人民政府办公室",
        "省分行",
        "《乡村振兴促进条例（修订草案）》",
        "“一带一路”",
        "7×24小时",
        "3.5×12米",
        "1∶2.5",
        "8:30—17:30",
        "3～5年",
        "2026–2030年",
        "12/24小时",
        "1+3+N",
    ],
)
def test_a_name_is_not_parted(name: str) -> None:
    assert name in "".join(piece for piece in parted_well(f"在{name}召开") if name in piece), parted_well(
        f"在{name}召开"
    )


@pytest.mark.parametrize("tail", ["局", "厅", "委", "办", "和", "与", "的", "了", "州", "县"])
def test_a_line_that_would_begin_with_what_ends_a_name_is_bad(tail: str) -> None:
    text = f"云溪{tail}全面部署"
    assert joints(text)[2] > 50


@pytest.mark.parametrize("word", ["委托", "办理", "和谐", "部署", "会商", "科技", "市场"])
def test_a_word_may_begin_a_line_though_its_first_character_ends_names(word: str) -> None:
    text = f"全县{word}工作"
    assert joints(text)[2] < 40


def test_a_line_ends_best_behind_a_gap_then_a_colon_then_a_comma() -> None:
    costs = joints("市教育局　会议：研究，部署防汛抗旱工作、落实")
    gap, colon, comma, item, other = costs[5], costs[8], costs[11], costs[20], costs[4]
    assert gap < colon < comma < item < 0 < other + 1


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("推进标准化、数字化、品牌化", 6),
        ("推行“积分制”“清单制”", 7),
        ("创建“四强”党支部", 6),
        ("“五单”服务", 4),
        ("文明实践中心（所、站）上线", 6),
        ("巩固退化草原", 4),
        ("公布化工企业名单", 4),
    ],
)
def test_what_belongs_together_parts_worse_than_a_verb_and_its_object(text: str, at: int) -> None:
    assert joints(text)[at] > joints("县政府推进农业项目")[5] + 15


@pytest.mark.parametrize(
    "name",
    [
        "周怀远",
        "11月30日",
        "十一月三日至五日",
        "世界环境日",
        "全民国家安全教育日",
        "青山县人民政府",
        "青山市人民法院",
        "中国共产党青山县第十四届委员会",
        "全国人民代表大会代表",
        "国家级现代纺织产业集群",
        "国家农村产业融合发展示范园",
        "第三批乡村旅游名录",
        "国土空间总体规划",
        "三年行动计划",
        "中南调查规划院",
        "全面依法治县委员会办公室",
    ],
)
def test_persons_days_governments_honours_and_plans_are_names_by_rule(name: str) -> None:
    assert name in "".join(each for each in parted_well(f"由所长{name}介绍") if name in each)


def test_a_name_by_rule_may_be_the_tail_of_a_longer_word_that_ends_the_line() -> None:
    name = "全国人民代表大会代表"
    assert parted_well(f"县领导慰问{name}")[-1] == name


@pytest.mark.parametrize("start", ["和", "与", "的", "局"])
def test_no_name_is_worth_a_line_that_begins_with_such_a_character(start: str) -> None:
    assert joints(f"《云岭办法》{start}部署")[6] > INSIDE_NAME


@pytest.mark.parametrize("pair", ["信访问题", "示范基地", "新型企业", "走访慰问", "宜居宜业", "工作情况"])
def test_what_makes_one_thing_parts_worse_than_two_nouns(pair: str) -> None:
    assert joints(f"各地{pair}在列")[4] > joints("各地棉花木材在列")[4]


def test_a_line_begins_with_what_a_body_does() -> None:
    costs = joints("县委反馈情况")
    assert costs[2] < 1 < costs[4]


def test_a_preposition_begins_a_line_rather_than_end_it() -> None:
    costs = joints("办公室关于检查的通报")
    assert costs[3] < costs[5]


def test_names_of_the_office_itself_hold_together() -> None:
    text = "滨江新区管委会推进项目"
    assert joints(text, ["滨江新区"])[2] >= INSIDE_NAME


def test_before_a_predicate_a_line_may_end_sooner_than_within_what_it_says() -> None:
    text = "生态环境保护推进落实"
    costs = joints(text)
    assert costs[6] < costs[4]


def test_the_word_list_holds_no_people() -> None:
    """A line of the list: its first character, then how the words go on, with cost and kind."""
    assert all(part[-1] in "nv" and part[-3:-1].isdigit() for part in _lines()["会"].split(" ")[1:])
