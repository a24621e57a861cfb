"""A text → the words of the lexicon in it: wrong words, wrong and former names, and what nearly is a name.

One walk over each text serves all rules that ask for words: its pairs of characters are held against those that the
lexicon's words begin with, and only where one is met the words themselves are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from jianbao.language.han import all_han
from jianbao.language.names import PHRASE, names_in, whole_names
from jianbao.language.words import straddled
from jianbao.proofread.data import COINED, SHORTEST_NEAR, TURNED, Entry, Met, Word, met_in, near, word_of
from jianbao.proofread.data.counts import counts
from jianbao.proofread.nearly import nearly, one_apart, one_more, sound_alike
from jianbao.proofread.view import RUNNING, Role, Segment, Sheet

WRONG, MISNAMED, DOUBTFUL, GONE, NEAR = "wmdgn"
CHECKED: Final = RUNNING | {Role.BYLINE, Role.RECIPIENTS, Role.NAME}
# what a name may hold or leave out as the sentence will have it
_FREE: Final = "的了着过之和一二三四五六七八九十"
# what it may hold besides: 在香港为特别行政区官员宣讲
_BETWEEN: Final = "为在对与及向将"

# Characters that set two names apart, rather than one being a slip for the other.
_CONTRASTS: Final = (
    "〇一二三四五六七八九十百0123456789", "国省市县区乡镇村州盟旗冀鲁豫晋秦陇湘鄂皖苏浙闽粤桂琼川黔滇藏青宁新蒙辽吉黑京津沪渝赣", "东西南北中", "上下前后左右内外里", "大小新老高低", "男女", "甲乙丙丁戊",
    "正副常", "大支中分总", "党政军群团", "局部厅处科室办委院会所站",
)  # fmt: skip


# Before an organ of ours: other states have such organs, too.
LEADS: Final = "月日年由经与和向对在据受了到赴及从省市县区州盟旗乡镇级各原被自厅请找过获给报将把按以"
# characters from which on texts are looked at together
_MANY: Final = 100_000
# characters: a wrong form of so many is met by chance no more
_LONG_ENOUGH: Final = 4


class Found(NamedTuple):
    """A word of the lexicon at `start` to `end` of a segment."""

    word: Word
    segment: Segment
    start: int
    end: int


def found_in(sheet: Sheet) -> dict[str, list[Found]]:
    """All that the lexicon finds in the texts of the issue, by kind."""
    if "lexicon" not in sheet.memo:
        by_kind: dict[str, list[Found]] = {kind: [] for kind in (WRONG, MISNAMED, DOUBTFUL, GONE, NEAR)}
        checked = [segment for segment in sheet.segments if segment.role in CHECKED]
        for segment, met in zip(checked, _met_in_each([each.text for each in checked]), strict=True):
            for found in _walk(segment, met.words):
                by_kind[found.word.kind].append(found)
            for start, end, right, sure in nearly(segment.text, met):
                word = Word(WRONG, segment.text[start:end], right, sure)
                by_kind[WRONG].append(Found(word, segment, start, end))
        sheet.memo["lexicon"] = by_kind
    known: dict[str, list[Found]] = sheet.memo["lexicon"]
    return known


def _met_in_each(texts: Sequence[str]) -> Iterable[Met]:
    """What is known of what stands in each text."""
    if sum(map(len, texts)) < _MANY:
        return map(met_in, texts)
    # numpy takes as long to import as some 100,000 characters to be looked up one pair after another
    from jianbao.proofread.data.met import met_in_each

    return met_in_each(texts)


def _walk(segment: Segment, entries: Iterable[tuple[int, Entry]]) -> Iterator[Found]:
    text = segment.text
    padded = f"{text}\0\0"
    done = near_done = 0
    for index, (_, _, _, _, _, words, short, turned) in entries:
        if index < done:
            continue
        third = padded[index + 2]
        for name in turned:
            # most are passed over by their third character
            if third in name and index >= near_done and _is_turned(text[index : index + len(name)], name):
                near_done = index + len(name)
                yield Found(Word(NEAR, name[:2], name, TURNED), segment, index, near_done)
        for item in words.get(third, short):
            word = word_of(item)
            end = index + len(word.word)
            if not text.startswith(word.word, index):
                continue
            if word.kind == NEAR:
                span = _near(text, index, word) if end > near_done else None
                if span is not None:
                    near_done = span[1]
                    yield Found(word, segment, *span)
            elif _stands(text, index, end, word):
                yield Found(word, segment, index, end)
                done = end
                break


def _stands(text: str, start: int, end: int, word: Word) -> bool:
    """Whether nothing around the word says that it is none."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if (before and before in word.not_after) or (after and after in word.not_before):
        return False
    if word.unless_later and word.unless_later in text[end:].partition("。")[0]:
        return False
    short = len(word.word) < _LONG_ENOUGH or bool(word.note)
    # 收回教师 holds no 回教
    pair = word.kind == MISNAMED and len(word.word) == 2
    return not ((pair or (word.kind == WRONG and short)) and straddled(text, start, end))


# --- what nearly is a name -------------------------------------------------------------------------------------------


def _is_turned(found: str, name: str) -> bool:
    """Whether a stretch is the name, but for words that changed places."""
    if found == name or sorted(found) != sorted(name):
        return False
    return found not in whole_names() and not near().excuses(found)


def _near(text: str, at: int, half: Word) -> tuple[int, int] | None:
    """The stretch around the half at `at` that differs from the name by one slip; None where it is the name, or another."""
    name, offset, loose = half.right, int(half.note.rstrip(COINED)), half.note.endswith(COINED)
    end, size = at + len(half.word), len(name) - len(half.word)
    # what stands beside the half, and what should, from there outwards
    if ahead := offset == 0:
        rest, right, own = text[end : end + size + _WORD], name[-size:], half.word[-_WORD:]
    else:
        rest, right, own = text[max(at - size - _WORD, 0) : at][::-1], name[:size][::-1], half.word[1::-1]
    if rest.startswith(right) or _is_other(rest[:_WORD], right[:_WORD], own):
        return None
    if ahead and not loose and _is_cut(rest, right) and name in _phrases():
        return None if near().excuses(name[:-1]) else (at, end + size - 1)

    def with_half(length: int) -> tuple[int, int]:
        return (at, end + length) if ahead else (at - length, end)

    if not loose and len(rest) == size + _WORD:
        twice = with_half(len(rest))
        if all_han(rest) and _holds_more(text[slice(*twice)], name):
            return twice
    span = with_half(_length(rest[: size + 1], right, loose=loose))
    stretch = text[slice(*span)]
    other = span == (at, end) or len(stretch) < SHORTEST_NEAR or straddled(text, *span)
    return None if other or near().excuses(stretch) or _is_like_name(stretch) else span


def _is_other(found: str, rest: str, half: str) -> bool:
    """Whether two characters beside a half cannot be those of the name, one of them a slip, nor the half's said twice."""
    return len(rest) == _WORD and found != half and set(found).isdisjoint(rest)


@cache
def _phrases() -> frozenset[str]:
    return frozenset(names_in(PHRASE))


def _is_cut(rest: str, right: str) -> bool:
    """稳中求进工作总基，: whether the last character of a name is missing before a mark or the end."""
    cut = right[:-1]
    return len(cut) > 1 and rest.startswith(cut) and rest[len(cut) :][:1] in ("", *"，。；、”！")


_WORD: Final = 2


def _holds_more(stretch: str, name: str) -> bool:
    """Whether the stretch is the name with a word put in that edited text has not there: 世界卫生健康组织, 中央农村工作领导领导小组."""
    return len(stretch) == len(name) + _WORD and any(
        stretch[:at] + stretch[at + _WORD :] == name and not counts().fours[stretch[at - 1 : at + _WORD + 1]]
        for at in range(1, len(name))
    )


def _length(rest: str, right: str, *, loose: bool) -> int:
    """How many characters of `rest` are `right` but for one slip; 0 where none are."""
    sizes = (len(right), len(right) + 1, len(right) - 1)
    return next(
        (size for size in sizes if size <= len(rest) and _one_slip(rest[:size], right, loose=loose)), 0
    )


def _is_like_name(stretch: str) -> bool:
    """Whether a name is, holds or begins the stretch: another name than the one it is like."""
    return any(
        stretch in known or (known in stretch and len(known) > len(stretch) - 2) for known in whole_names()
    )


def _one_slip(found: str, right: str, *, loose: bool) -> bool:
    """Whether `found` is `right` but for one character, or two that changed places; the outer end must be alike.

    Of what is said in `loose` ways the wrong character must be like the right one.
    """
    if found == right or not all_han(found) or min(len(found), len(right)) < 2:
        return False
    if len(found) == len(right):
        at = one_apart(found, right)
        if at is None:
            wrong = [pair for pair in zip(found, right, strict=True) if pair[0] != pair[1]]
            return len(wrong) == 2 and wrong[0] == wrong[1][::-1] and wrong[0][0] + wrong[0][1] in found
        # 中国的现代化 is no 中国式现代化
        if found[at] == "的" or contrast(found[at], right[at]):
            return False
        return sound_alike(found[at], right[at]) or (at < len(right) - 1 and not loose)
    longer, shorter = (found, right) if len(found) > len(right) else (right, found)
    more = one_more(longer, shorter) if longer[-1] == shorter[-1] else ""
    if loose and longer is found:
        # 农牧业转移人口市民化
        return more * 2 in longer if more else False
    return more not in _FREE + _BETWEEN * (longer is found)


def contrast(first: str, second: str) -> bool:
    """Whether two characters set two names apart, rather than one being a slip for the other."""
    return any(first in group and second in group for group in _CONTRASTS)
