"""One line, one mark: headings of contents, and their entries."""

from __future__ import annotations

import pytest

from jianbao.importing.marks import CONTENTS, entry_text


@pytest.mark.parametrize(
    "text", ["本期要目", "目录", "【本期要点】", "本期导读", "要目导读", "【本期目录】", "本期摘要"]
)
def test_headings_of_contents(text: str):
    assert CONTENTS.fullmatch(text)


@pytest.mark.parametrize("text", ["【要闻】", "要闻", "目录学研究", "工作动态"])
def test_what_heads_no_contents(text: str):
    assert not CONTENTS.fullmatch(text)


@pytest.mark.parametrize(
    ("text", "words", "mark"),
    [
        ("★ 武进工作组活动", "武进工作组活动", "★"),
        ("1. 市总工会开展活动…………（1）", "市总工会开展活动", ""),
        ("▶ 小草莓种出大产业····················(4)", "小草莓种出大产业", "▶"),
        ("安远县产业扶贫见实效\t3", "安远县产业扶贫见实效", ""),
        ("①基层动态", "基层动态", ""),
    ],
)
def test_an_entry_is_its_words(text: str, words: str, mark: str):
    assert entry_text(text) == (words, mark)
