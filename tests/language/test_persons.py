"""A name and its office are one thing, whoever bears it."""

from __future__ import annotations

import pytest

from jianbao.language.persons import titled
from jianbao.language.words import is_in_long_word, word_starts


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("学习周明远总书记讲话", "周明远总书记"),
        ("慰问欧阳秋主任一行", "欧阳秋主任"),
        ("县长王建国同志出席", "王建国同志"),
        ("陪同陈书记调研", "陈书记"),
    ],
)
def test_a_name_stays_with_the_office_behind_it(text: str, person: str):
    at = text.index(person)
    assert titled(text)[at] == len(person)
    starts = word_starts(text)
    assert starts[at]
    assert not any(starts[at + 1 : at + len(person)])


@pytest.mark.parametrize("text", ["农业农村工作会议召开", "市政府主席团会议", ""])
def test_no_person_is_seen_where_none_is(text: str):
    assert titled(text) == {}


def test_whether_a_character_may_be_part_of_a_long_word_is_soon_told():
    assert is_in_long_word("落实食品安全监管", 4, 4)
    assert not is_in_long_word("落实食品安全监管", 0, 4)
    assert is_in_long_word("会见周明远书记时", 0, 4)
