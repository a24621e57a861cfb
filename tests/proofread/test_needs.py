"""What an expression needs is worked out of it: it sleeps where it could match nothing, and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.proofread import data
from jianbao.proofread.data.sieve import Sieve, sieve
from jianbao.proofread.rule import Pattern, possible
from tests.proofread.corpora import planted_results
from tests.proofread.lists.build import _examples
from tests.proofread.lists.needs import _Chooser, sets_of
from tests.proofread.pictures import make_picture

EXPRESSIONS = [
    "(?:旱涝|水利)灾害",
    "[甲乙]?丙{2,3}(?!丁)",
    "(?<=第)[一二三]+[条项]",
    "^(?:今|明)年",
    "(?P<a>亩|公顷)(?P=a)",
    "(?:一|二){2}|三",
    "[^，]+，(?=但)",
    "x?(?:ab|cd)+?y*",
]


@pytest.mark.parametrize("source", EXPRESSIONS)
@given(text=st.text("旱涝水利灾害甲乙丙丁第一二三条项今明年亩公顷，但abcdxy", max_size=12))
def test_all_that_matches_holds_a_key_of_each_set(source: str, text: str):
    keys = {*text, *(text[at : at + 2] for at in range(len(text) - 1))}
    if re.search(source, text):
        assert all(not keys.isdisjoint(wanted) for wanted in _Chooser(()).of(source))


def test_a_match_of_a_pair_needs_the_pair():
    assert _Chooser(()).of("(?:旱涝|水利)灾害")[0] != []
    assert _Chooser(()).of("[^，]*") == _Chooser(()).of("(?i)abc") == []


def test_the_file_is_made_of_the_expressions_as_they_are():
    """Else: `python -m tests.proofread.lists.build needs`."""
    file = (Path(data.__file__).parent / "needs.txt").read_bytes().decode().split("\n")
    two, one, of_one, of_two, sets = file[:5]
    keys = [*of_one, *(of_two[at : at + 2] for at in range(0, len(of_two), 2))]
    names = [*two.split(" "), *one.split(" ")]
    known: list[list[list[str]]] = [[[], []] for _ in names]
    for key, numbers in zip(keys, sets.split(" "), strict=True):
        for number in map(int, numbers.split(",")):
            known[number % len(names)][number // len(names)].append(key)
    now = sets_of(_examples())
    assert all([*map(sorted, filter(None, known[at]))] == now.get(name) for at, name in enumerate(names))
    assert len(known) > 300


def test_nothing_goes_untold_that_a_sleeping_expression_would_have_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    make_picture(tmp_path / "图" / "a.jpg")
    with monkeypatch.context() as patch:
        # as if none were compiled yet, at every text
        patch.setattr(Pattern, "is_idle", lambda self, text: not possible(text) & self.bit)
        gated = planted_results(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(Sieve, "possible", lambda self, held: -1)
        assert gated == planted_results(tmp_path)


@given(st.lists(st.text("旱涝水利灾害第一12３٣项今，。%\n\uffff\0𝟏𠀀ab至于", max_size=30), max_size=9))
def test_of_many_texts_the_same_is_held_as_of_each(texts: list[str]):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("jianbao.proofread.data.sieve._MANY", 0)
        together = sieve().held_in_each(texts, at_length=True)
    assert together == {text: sieve().held(text) for text in texts}
