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
    found = remarks(read_text(source))
    file = next((remark.finding.place.file for remark in found), "")
    return mended(source, found, file)[len(HEAD) :].rstrip("\n").replace("\n    ", "\n")


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
        ("有人问：“这样做值不值？”。他说值。", "有人问：“这样做值不值？”他说值。"),
        ("有的乡镇只部署不检查．有的重材料轻实效．", "有的乡镇只部署不检查。有的重材料轻实效。"),
        ("坚决纠正“掐尖招生””等行为，严查违规办学。", "坚决纠正“掐尖招生”等行为，严查违规办学。"),
        ("报名时间为9 月 10日至20日，逾期不再受理。", "报名时间为9月10日至20日，逾期不再受理。"),
        ("肺结核密 切接触者筛查实现全覆盖，全县达标。", "肺结核密切接触者筛查实现全覆盖，全县达标。"),
        ("一、强化预 警能力\n\n建成平台。\n\n二、强化防范\n\n备足物资。", "一、强化预警能力\n\n建成平台。\n\n二、强化防范\n\n备足物资。"),
        ("审判员认真的审阅了27册卷宗，会场布置的井井有条。", "审判员认真地审阅了27册卷宗，会场布置得井井有条。"),
        ("工程招标、物资采够等问题一并公开。", "工程招标、物资采购等问题一并公开。"),
        ("执法人员已立案调察，并督促其整改。", "执法人员已立案调查，并督促其整改。"),
        ("市民购买食品时，要查看生产曰期和保质期。", "市民购买食品时，要查看生产日期和保质期。"),
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
        "他说：“通常只有这里才能召集这么多人”。",
        "感谢大家积极的配合，感谢群众热情的支持和帮助。",
        "志愿者开展一对一的指导、面对面的讲解，学员都学会了。",
        "话剧《悄悄的告诉你》上演。",
        "记者严俊祥报道，村里修好了水渠。",
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
