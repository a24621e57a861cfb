"""What nearly is an idiom: any wrong character that edited text never has there, and no word of its own."""

from __future__ import annotations

import pytest

from jianbao.proofread.nearly import nearly


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("全县上下严正以待，做好应对。", "严阵以待"),
        ("讲话高屋建瓴、提纲携领。", "提纲挈领"),
        ("要防微杜浙，抓早抓小。", "防微杜渐"),
        ("不能隔鞋搔痒。", "隔靴搔痒"),
        ("要踏石留应、抓铁有痕。", "踏石留印"),
        ("部分干部一愁莫展。", "一筹莫展"),
    ],
)
def test_an_idiom_with_one_wrong_character_is_told_of_whatever_the_character(text, right):
    assert right in [found[2] for found in nearly(text)]


@pytest.mark.parametrize(
    "text",
    [
        "把实事办实、好事办好、难事办妥。",
        "因村制宜、因户制宜，做到即接即办。",
        "踔厉奋发、勇毅前行。",
        "推动教育科技人才一体化发展，协同高效建设。",
        "推动酒旅融合、桥旅融合、交旅融合发展。",
        "不得不朝前走，一时之得不足喜。",
    ],
)
def test_what_is_coined_after_a_word_of_offices_is_no_slip(text):
    assert not [found for found in nearly(text) if found[3] == "?"]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("对水库益洪道逐一清障。", "溢洪"),
        ("逐户核对堪界资料。", "勘界"),
    ],
)
def test_words_of_the_trades_with_a_like_character_are_told_of(text, right):
    assert right in [found[2] for found in nearly(text)]
