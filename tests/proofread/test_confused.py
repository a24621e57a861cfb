"""Words that are taken for each other: what is looked up in arrays is what stands around each, one by one."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from jianbao.proofread.confused import LIKELY, in_place_of_another, odds_of_runs
from jianbao.proofread.data import CONFUSED_FILE, ZERO_OF_CONFUSED
from jianbao.proofread.rule import Pattern
from tests.proofread.corpora import clean_files
from tests.proofread.lists.gather_confused import Sentence

_ROWS = [line.split(" ") for line in CONFUSED_FILE.read_text("utf-8").splitlines()]
_RIVALS: dict[str, list[tuple[str, int, int, dict[str, int]]]] = {}
for row in _ROWS:
    for which, way in ((0, -1), (1, 1)):
        if row[3 + which] != "0":
            signs = {sign[:-1]: way * (ord(sign[-1]) - ZERO_OF_CONFUSED) for sign in row[5:]}
            known = row[1 - which], min(way * int(row[2]), 0), int(row[3 + which]), signs
            _RIVALS.setdefault(row[which], []).append(known)


def test_what_is_looked_up_at_once_is_what_stands_around_each_word() -> None:
    """Edited text in which words are put for each other, and what no character is, too."""
    chance = Random(3)
    lines = [line for file in clean_files("held_out") for line in file.read_text("utf-8").splitlines()]
    texts = [""]
    for line in sorted(lines, key=len)[-60:]:
        changed = line
        for _ in range(40):
            at, size = chance.randrange(len(changed)), chance.choice((1, 2))
            if others := _RIVALS.get(changed[at : at + size]):
                changed = changed[:at] + chance.choice(others)[0] + changed[at + size :]
        texts += [changed, f"{changed[:40]}𠀀$^<12。。{changed[40:]}"]
    found = [*in_place_of_another(texts)]
    assert len(found) > 10
    assert sorted(found) == [hit for number, text in enumerate(texts) for hit in _one_by_one(number, text)]


def _one_by_one(number: int, text: str) -> Iterator[tuple[int, int, int, str]]:
    begun = 0
    for stretch in Pattern("[^。！？；]*[。！？；]|[^。！？；]+").compiled.findall(text):
        sentence = Sentence(stretch)
        for at in range(len(stretch)):
            for end in (at + 1, at + 2):
                if right := _likeliest(sentence, at, end):
                    yield number, begun + at, begun + end, right
        begun += len(stretch)


def _likeliest(sentence: Sentence, start: int, end: int) -> str:
    found = []
    for right, begin, least, signs in _RIVALS.get(sentence.text[start:end], ()):
        odds = begin + sum(signs.get(sign, 0) for sign in {*sentence.signs(start, end)})
        if odds >= LIKELY:
            found.append((odds + odds_of_runs(sentence.text, start, end, right) - least, right))
    best, right = max(found, default=(-1, ""))
    return right if best >= 0 else ""
