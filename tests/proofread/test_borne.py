"""Numbers and marks of all kinds, in any order: nothing that a text holds is a bug."""

from __future__ import annotations

from random import Random

import pytest

from tests.proofread.telling import codes

NUMBERS = [
    "1",
    "2",
    "3",
    "10",
    "１",
    "２",
    "３",
    "１０",
    "一",
    "二",
    "三",
    "十",
    "十一",
    "〇",
    "零",
    "①",
    "②",
    "③",
    "⑩",
    "㈠",
    "㈡",
    "⒈",
    "⒉",
    "⑴",
    "Ⅰ",
    "Ⅱ",
    "ⅰ",
    "٣",
    "४",
    "𝟏",
    "壹",
    "廿",
    "百",
    "第一",
    "第２",
    "1-1",
    "1.1",
    "１．１",
    "99",
    "000",
]
BEFORE = ["", "（", "(", "第", "[", "〔", "“", "【", " ", "\u3000"]
BEHIND = [*"．.、）),。：:是项章条节年月日%％个-—～]〕”】 ", "，", "万元", "", "）、", ")."]
WORDS = [
    *"；。，",
    "加强值守",
    "3家",
    "2026年3月6日",
    "共10人",
    "其中",
    "增长",
    "去年",
    "（一）",
    "一是抓",
    "包括",
    "10.5%",
    "报告",
]


def made(chance: Random) -> str:
    """A paragraph of such numbers, each with marks around it and words behind."""
    return "".join(
        chance.choice(BEFORE)
        + chance.choice(NUMBERS)
        + chance.choice(BEHIND)
        + "".join(chance.choices(WORDS, k=chance.randrange(4)))
        for _ in range(chance.randrange(1, 5))
    )


@pytest.mark.parametrize("seed", range(6))
def test_whatever_stands_beside_a_number_is_borne(seed: int):
    chance = Random(seed)
    for _ in range(40):
        codes(*(made(chance) for _ in range(chance.randrange(1, 6))), title=made(chance)[:30])


@pytest.mark.parametrize(
    "texts",
    [
        ("１．加强值守。", "2.落实责任。", "3.开展排查。"),
        ("（贰〕3家第２-\u30003 严格执行包括", " ㈡条）"),
        ("٣.加强值守。", "2.落实责任。"),
    ],
)
def test_what_once_was_not(texts: tuple[str, ...]):
    codes(*texts)
