"""A text → what nearly is an idiom or a long word, but for one character, or two that changed places.

Of an idiom the wrong character may be any that edited text hardly ever has beside its neighbours; of all else it must be
one of like sound or shape.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Final

from jianbao.language.han import all_han
from jianbao.language.persons import KNOWN_SURNAMES
from jianbao.language.words import straddled, word_starts
from jianbao.proofread.data import (
    COINED,
    GUARDED,
    MARKS,
    Beside,
    Met,
    beside,
    groups_of,
    met_in,
    near,
)
from jianbao.proofread.data.counts import counts

# words of their own, which stand beside others by chance
OF_THEIR_OWN: Final = frozenset(
    "一二三四五六七八九十百千万亿几两零〇的地得了着是为在和与及以有不也都就对把被由从到向等各该其此这那本上下中人自又再多还将起"
)
# characters looked at on both sides to tell how a text is parted into words
_AROUND: Final = 6
# the level of a pair from which on it is no slip by itself
_MET: Final = 2
# the level of a pair that is part of many words
_OFTEN: Final = 3
# how sure a slip is, as in `data.Word.note`
_DOUBTFUL: Final = "?"
_HINT: Final = "~"
# characters of a quotation that an office coins as a name
_COINED_AS_NAME: Final = 5
# characters of what is played on in quotation marks
_PUN: Final = 4
# what a person is called before the name
_CALLED: Final = tuple("者员长师任民警士工生记表席")
_SURNAMES: Final = frozenset(KNOWN_SURNAMES)


def is_coined(text: str, at: int, most: int = _COINED_AS_NAME) -> bool:
    """Whether the character stands in a quotation of at most so many: “三量”, “卓粤”."""
    starts = ((text.rfind(mark, max(at - most, 0), at), end) for mark, end in ("“”", "‘’"))
    return any(
        start >= 0 and end in text[at + 1 : start + most + 2] and end not in text[start:at]
        for start, end in starts
    )


def nearly(text: str, met: Met | None = None) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, what should stand there, and how sure that is; `met` is what `met_in` tells of the text.

    What an office coins in quotation marks is none: “智造业”, “一村一册”, or but a hint: “医食住行”; nor is what holds no name: 代肖某偿还.
    """
    for start, end, right, sure in _nearly(text, met or met_in(text)):
        size, quoted = end - start, is_coined(text, start)
        if "某" not in text[start : end + 1] and (size >= _PUN + (right[2:3] == right[0]) or not quoted):
            # 捉获, 暂付性: of so few, most are words that are new to it
            yield start, end, right, sure if size >= _PUN + quoted else _HINT


def _nearly(text: str, met: Met) -> Iterator[tuple[int, int, str, str]]:
    groups = groups_of()
    # so that two characters stand on both sides of every pair
    padded = f"\0\0{text}\0\0"
    done = 0
    for index, (follows, like_behind, precedes, like_before, slip, _, _, _) in met.pairs:
        if slip and index >= done and is_slip(text, index, slip):
            yield index, index + 2, slip.rstrip(MARKS), _HINT
            done = index + 2
        words: list[tuple[int, str]] = []
        # what most pairs are passed over by: nothing beside them is like, or half of, what stands there in their words
        if follows:
            behind = padded[index + 4]
            if (
                behind in follows
                or padded[index + 5] in follows
                or (like_behind and not like_behind.isdisjoint(groups[behind]))
            ):
                slips = _slips(text[index + 2 : index + 4], beside(follows), groups, 0)
                words += [(index, text[index : index + 2] + right) for right in slips]
        if precedes:
            before = padded[index + 1]
            if (
                before in precedes
                or padded[index] in precedes
                or (like_before and not like_before.isdisjoint(groups[before]))
            ):
                for right in _slips(text[max(index - 2, 0) : index], beside(precedes), groups, -1):
                    bare = right.rstrip(MARKS)
                    words.append((index - len(bare), bare + text[index : index + 2] + right[len(bare) :]))
        for start, word in words:
            bare = word.rstrip(MARKS)
            end = start + len(bare)
            if start >= done and (sure := _stands(text, start, end, word)):
                yield start, end, bare, sure
                done = end


def sound_alike(first: str, second: str) -> bool:
    """Whether two characters sound or look alike."""
    return not groups_of()[first].isdisjoint(groups_of()[second])


def one_apart(first: str, second: str) -> int | None:
    """Which character two stretches of like length differ by, where it is but one."""
    wrong = [at for at, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]]
    return wrong[0] if len(wrong) == 1 and len(first) == len(second) else None


def one_more(longer: str, shorter: str) -> str:
    """The character without which a stretch is the other one; '' where it is not so."""
    pairs = enumerate(zip(longer, shorter, strict=False))
    at = next((at for at, pair in pairs if pair[0] != pair[1]), len(shorter))
    return longer[at : at + 1] if longer[:at] + longer[at + 1 :] == shorter else ""


def slipped(said: str, right: str) -> bool:
    """Whether one character of what is said is like the right one, missing within or twice there, or two have changed places."""
    wrong = [at for at, pair in enumerate(zip(said, right, strict=False)) if pair[0] != pair[1]]
    if not wrong or len(said) == len(right):
        alike = len(wrong) == 1 and sound_alike(said[wrong[0]], right[wrong[0]])
        return alike or (len(wrong) == 2 and sorted(said) == sorted(right))
    longer, shorter = sorted((said, right), key=len, reverse=True)
    more = one_more(longer, shorter)
    return bool(more) and (more not in "和与及的" if longer == right else said.count(more) > 1)


def is_slip(text: str, at: int, word: str) -> bool:
    """Whether the pair at `at` is no part of other words, nor of a name: 创办者孙静深; and a common word goes with what stands beside it."""
    apart = may_be_named(text, at) or lies_across(text, at, word[:2]) or straddled(text, at, at + 2)
    return not apart and (not word.endswith(COINED) or goes_there(text, at, at + 2, word[:2]) >= _MET)


def goes_there(text: str, start: int, end: int, right: str) -> int:
    """How often edited text has three characters in a row of which some are of the right word, some beside it."""
    before, behind = f"\0\0{text[:start]}"[-2:], f"{text[end:]}\0\0"[:2]
    around, said = before + right + behind, before + text[start:end] + behind
    rows = (around[at : at + 3] for at in range(len(right) + 2) if at < 2 or at + 3 > len(right) + 2)
    return max(counts().threes[row] if all_han(row) and row not in said else 0 for row in rows)


def lies_across(text: str, at: int, word: str) -> bool:
    """Whether each of the two goes with its other neighbour, where `word` is hardly met: 西起蒙大拿州, 消防证照致其."""
    known, before, behind = counts(), text[at - 1 : at], text[at + 2 : at + 3]
    if not (all_han(before) and all_han(behind)):
        return False
    less, more = sorted((known.pairs[before + text[at]], known.pairs[text[at + 1] + behind]))
    fits = max(known.threes[before + word], known.threes[word + behind])
    apart = less > 0 and more >= _MET and not fits
    # 直属一大队五中队
    return apart or (less >= _OFTEN and fits < _MET) or known.threes[text[at - 1 : at + 2]] >= _MET


def may_be_named(text: str, at: int) -> bool:
    """Whether a person's name may begin at `at`, or with the character before it: 记者严俊祥, 、顾鹏友."""
    called, before = text[max(at - 1, 0) : at], text[max(at - 2, 0) : max(at - 1, 0)]
    ahead = called in _SURNAMES and before in (*_CALLED, *"、，", "")
    return ahead or (text[at : at + 1] in _SURNAMES and called in _CALLED)


def _slips(found: str, words: Beside, groups: Mapping[str, AbstractSet[str]], nearest: int) -> Iterator[str]:
    """What stands beside the pair in a word of which `found` is a slip: `nearest` is which of its characters is next to it."""
    if words.single and found:
        like = groups[found[nearest]]
        for right in words.single:
            if right[0] != found[nearest] and not groups[right[0]].isdisjoint(like):
                yield right
    if words.double and len(found) == 2:
        for left, at in ((found[0] + " ", 1), (" " + found[1], 0)):
            for right in words.double.get(left, ()):
                if right[at] != found[at] and (
                    not right.endswith(GUARDED) or not groups[found[at]].isdisjoint(groups[right[at]])
                ):
                    yield right
        yield from words.double.get(found, ())


def _stands(text: str, start: int, end: int, word: str) -> str:
    """How sure it is that the stretch is a word of its own and no other than `word` for which it is taken; '' for not at all."""
    found = text[start:end]
    # 出借人: edited text has it
    if not all_han(found) or (counts().threes if len(found) < _PUN else counts().fours)[found]:
        return ""
    first = max(start - _AROUND, 0)
    parts = word_starts(text[first : end + _AROUND])[start - first : end - first + 1]
    wrong = [at for at, pair in enumerate(zip(found, word, strict=False)) if pair[0] != pair[1]]
    if not (wrong and parts[0] and parts[-1]) or near().excuses(found):
        return ""
    alone = [*map(all, pairwise(parts))]
    # 自住性, 目无纪法: made of words that edited text has
    beside = (found[left : left + 2] for at in wrong for left in (at - 1, at) if 0 <= left < len(found) - 1)
    # 怨声载到: three of an idiom are followed by the fourth alone
    last = len(found) == _PUN and wrong == [_PUN - 1] and not word.endswith(COINED)
    likely = _DOUBTFUL if last or all(counts().pairs[pair] < _MET for pair in beside) else _HINT
    if not word.endswith(GUARDED):
        if word.endswith(COINED) and len(wrong) > 1:
            # 好事办好、难事办妥; “和美湘村”
            return ""
        return _HINT if len(wrong) > 1 else _out_of_place(text, start, wrong[0], word, alone, likely)
    char = found[wrong[0]]
    # 国务院另 is no 国务院令: a known word and what follows it
    apart = sum(alone) >= 2 or (sum(alone) == 1 < len(found) - 2 and found[0] == char)
    return _HINT if apart and char not in OF_THEIR_OWN else ""


def _out_of_place(text: str, start: int, at: int, word: str, alone: list[bool], likely: str) -> str:
    """How sure it is that a character of an idiom is a slip: how like the right one it is, how rare where it stands.

    `alone` are the characters of the idiom that make no word with their neighbours, `likely` is how sure it is at most.
    """
    char, right, coined = text[start + at], word[at], word.endswith(COINED)
    *of_sound, of_shape = (char in like for like in counts().like(right))
    # 消企合作: those who work together, each by one character
    parties = coined and at < 2 and alone == [True, True, False, False]
    if any(of_sound) or (of_shape and not coined):
        # 名目繁杂, 一个人犯: a word with what stands beside it
        return likely if (alone[at] or char == right) and not parties else _HINT
    if sound_alike(char, right) and not coined:
        return _HINT
    # 十防九空; 茶做文章: coined after an idiom, words of their own
    whole = at in (0, len(alone) - 1) and sum(alone[:-1] if at else alone[1:]) < 2
    own = coined or whole or not OF_THEIR_OWN.isdisjoint(word)
    return _HINT if likely == _DOUBTFUL and (of_shape or not own) else ""
