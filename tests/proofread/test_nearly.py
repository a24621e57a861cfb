"""What nearly is an idiom: any wrong character that edited text never has there, and no word of its own."""

from __future__ import annotations

import pytest

from jianbao.proofread.data import lexicon, met_in, words_of
from jianbao.proofread.data.met import met_in_each
from jianbao.proofread.nearly import nearly
from tests.proofread.telling import codes


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


@pytest.mark.parametrize(
    "text",
    [
        "企业向“智造业”转型，深圳织密“鹏友圈”。",
        "该公司因未按约办理消防证照致其无法正常经营。",
        "企业创办者孙静深有体会地说。",
        "“亲友”主要应界定为以下三类人员。",
        "到期后出借人有催款行为，对违停挡道的车辆进行整治。",
        "某煤业集团率先拿到证照，D镇驻村干部入户宣传。",
        "回来也和大家分享分享，帮衬帮衬，二是是否及时宣布。",
        "购房贷款是乙个人与银行之间的借贷关系，此乃假投资假合作。",
        "市商务局胡局长介绍，居民切切实实感受到了变化。",
    ],
)
def test_what_edited_text_says_on_purpose_is_no_slip(text: str) -> None:
    assert not {"P501", "P502", "P508", "P509", "P521"} & set(codes(text))


def test_what_is_known_of_many_texts_is_what_is_known_of_each():
    # some hundred words of the lexicon, what ends or begins at once, what stands beyond the first plane
    words = [
        word
        for number in [*lexicon()][::90]
        for of in words_of(number).values()
        for word in map(str.split, of)
    ]
    texts = [
        *("，".join(word[1:3]) for word in words),
        "开展迫不急待的未成年人保护",
        "",
        "中",
        "\U00020bb7家会𠮷",
    ]
    for text, met in zip(texts, met_in_each(texts), strict=True):
        alone = met_in(text)
        assert met.pairs == alone.pairs
        begun = [(at, each.words.get(f"{text}\0\0"[at + 2], each.short)) for at, each in alone.words]
        assert {at for at, words in begun if words} <= {at for at, _ in met.words}
    assert any(met.words for met in met_in_each(texts))
