"""Pairs of characters are numbers, and characters again."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from jianbao.language.pairs import characters, codes_of, pairs_of, side_by_side


@given(st.text(st.characters(), max_size=8))
def test_each_pair_of_a_text_has_its_number(text: str):
    text = "".join(min(char, "\uffff") for char in text)
    assert [*map(characters, pairs_of(text))] == [*pairwise(text)]


def test_what_stands_beyond_the_first_plane_has_one_number_for_all():
    assert pairs_of("甲𠀀乙😀") == pairs_of("甲\uffff乙\uffff")


def test_no_character_has_the_number_of_a_pair():
    assert not {*codes_of("甲1a，")} & {*pairs_of("甲1a，甲甲11aa，，")}


def test_characters_may_stand_apart():
    assert [*map(characters, pairs_of("甲乙丙丁", 2))] == [("甲", "丙"), ("乙", "丁")]
    assert pairs_of("", 2) == pairs_of("甲乙", 2) == []


def test_pairs_side_by_side_are_those_of_a_text():
    assert side_by_side("甲乙丙丁") == pairs_of("甲乙丙丁")[::2]
