"""Spaces: those that mean nothing go, those that mean a gap stay, and every character keeps its place."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jianbao.fonts.private_use import STANDARD
from jianbao.reading.body.text import gap_after_number, normalise, normalise_with_offsets

CASES = {
    "Han and digits": ("举办 9 场，3 月 25 日", "举办9场，3月25日"),
    "Han and Latin": ("推广 APP 应用", "推广APP应用"),
    "two Han characters": ("持续援疆十三五 携手同奔小康路", "持续援疆十三五　携手同奔小康路"),
    "two Han characters, many spaces": ("内部资料   注意保存", "内部资料　注意保存"),
    "typed full-width spaces": ("编辑　　校对", "编辑　　校对"),
    "a closing mark and Han": ("“一家亲” 活动， 花开", "“一家亲”活动，花开"),
    "Western words": ("Belt  and Road", "Belt and Road"),
    "Western quotation marks": ("said “hello” twice", "said “hello” twice"),
    "digits in quotation marks between Han": ("“4·8 扬州万花会”", "“4·8扬州万花会”"),
    "marks of a list": ("★ 武进", "★武进"),
    "a title's break": ("甲 | 乙", "甲|乙"),
    "the ends": (" 　甲 　", "甲"),
    "a line end between Han": ("集合\n各方", "集合各方"),
    "a line end between Western words": ("Belt\nand", "Belt and"),
    "a line end with indentation": ("集合  \n  2 方", "集合2方"),
    "no-break spaces": ("第\u00a09\u00a0期", "第9期"),
    "rare characters": ("李𬱟 周㛃", "李𬱟　周㛃"),
    "brackets": ("（ 见 附件 ）", "（见　附件）"),
    "characters where GBK had them": ("刘\ue863 \ue863生", "刘䶮　䶮生"),
    "characters that a user drew": ("\ue001 甲", "\ue001　甲"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("typed", "wanted"), CASES.values(), ids=list(CASES))
def test_spaces_beside(typed: str, wanted: str):
    assert normalise(typed) == wanted


@given(st.text(st.sampled_from("甲乙𬱟9a，。“”（ \t\n　\u00a0·—|"), max_size=40))
@settings(max_examples=400, deadline=None)
def test_offsets_lead_back_to_each_character(text: str):
    """What is no space stands at its offset; what is one stands where spaces stood."""
    result, offsets = normalise_with_offsets(text)
    assert result == normalise(text)
    assert len(offsets) == len(result)
    assert offsets == sorted(offsets)
    for char, offset in zip(result, offsets, strict=True):
        assert text[offset] == char or (char in " \u3000" and text[offset].isspace())


@given(st.text(st.sampled_from("甲9a，“” \n　"), max_size=30))
# many blanks do not hide what a mark holds
@example("甲       “ 9")
@settings(max_examples=300, deadline=None)
def test_normalising_twice_changes_nothing_more(text: str):
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_only_spaces_are_ever_lost(text: str):
    text = "".join(STANDARD.get(char, char) for char in text)
    assert "".join(normalise(text).split()) == "".join(text.replace("\r", "").split()) or "\r" in text


def test_a_caption_keeps_a_gap_behind_its_number():
    assert normalise(gap_after_number("表 1 各县进度")) == "表1　各县进度"
    assert normalise(gap_after_number("图2-1　现场")) == "图2-1　现场"
    assert normalise(gap_after_number("表1各县")) == "表1各县"
