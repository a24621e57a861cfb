"""What edited text hardly ever has in a row."""

from __future__ import annotations

import pytest

from jianbao.proofread.changes import changes
from jianbao.proofread.data.counts import OTHER, counts
from jianbao.proofread.data.levels import tables, written
from jianbao.proofread.slips import slips
from tests.proofread.telling import codes


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("全县广泛开展巡迥医疗活动。", "巡回"),
        ("县里加强食品安权监管。", "食品安全"),
        ("有关方案面向社会争求意见。", "征求"),
        ("县里及时将情况通抱各乡镇。", "通报"),
    ],
)
def test_one_character_of_like_sound_or_shape_would_make_the_words_common(text: str, right: str):
    assert any(code in ("P502", "P521") for code in codes(text)), right


@pytest.mark.parametrize(
    "text",
    [
        "会议听取了关于全县防汛抗旱工作情况的汇报，研究部署下一步工作。",
        "截至目前，全县累计完成高标准农田建设任务三万二千亩。",
        "坚持以人民为中心的发展思想，着力保障和改善民生。",
        "Word与WPS都能打开。",
        "",
    ],
)
def test_what_edited_text_says_is_left_alone(text: str):
    assert not [*slips([text])]


def test_counts_know_what_stands_in_a_row():
    known = counts()
    assert known.pairs["会议"] == 4
    assert known.pairs["会。"] == -1
    assert known.threes["的会议"] == 3
    assert known.threes["。丐戋"] == 0
    assert known.fours["形式主义"] == 3
    assert known.fours["形势主义"] == 0
    assert known.fours["会。议强"] == 0
    assert "已" in "".join(map("".join, known.like("己")))


def test_of_characters_that_are_worth_the_same_the_first_in_order_is_proposed():
    _, found = next(changes(["配备防盗、防火、防渍、防有害生物的必要设施。"], -1000))
    assert (found.at, found.put) == (9, "止")


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("当前防汛形式依然严峻。", "形式", "形势"),
        ("反对形势主义、官僚主义。", "形势主义", "形式主义"),
    ],
)
def test_what_one_change_makes_common_is_told_with_the_change(text: str, wrong: str, right: str):
    told = [(text[slip.start : slip.end], slip.right) for _, slip in slips([text])]
    assert any(wrong in found and right in better for found, better in told), told


def test_levels_of_many_are_those_of_each():
    text = "的会议强调，要坚持形式主义、官僚主义一起抓，形势主义丐戋。𠀀龘"
    known, tables_ = counts(), tables()
    chars = tables_.of(written(text))
    of = [chars[start : len(chars) - 3 + start] for start in range(4)]
    padded = "".join(char if "一" <= char <= "龥" else OTHER for char in text)
    stretches = [padded[start : start + 4] for start in range(len(padded) - 3)]
    assert tables_.pairs(of[:2])[0].tolist() == [known.pairs[each[:2]] for each in stretches]
    threes = [*tables_.threes(of[:3], of[1:])]
    assert threes[0].tolist() == [known.threes[each[:3]] for each in stretches]
    assert tables_.fours(of, threes=threes)[0].tolist() == [known.fours[each] for each in stretches]


def test_texts_are_told_apart():
    texts = ["当前防汛形式依然严峻。", "", "\U00020000反对形势主义、官僚主义。"]
    found = [(number, texts[number][slip.start : slip.end]) for number, slip in slips(texts)]
    assert found == [(0, "形式"), (2, "形势主义")]
