"""A text → the words of the lexicon in it: wrong words, wrong and former names, and what nearly is a name.

One walk over each text serves all rules that ask for words: its pairs of characters are held against those that the
lexicon's words begin with, and only where one is met the words themselves are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from jianbao.language.han import all_han
from jianbao.language.names import whole_names
from jianbao.language.words import parted, straddled
from jianbao.proofread.data import SHORTEST_NEAR, TURNED, Entry, Met, Word, met_in, near, word_of
from jianbao.proofread.nearly import OF_THEIR_OWN, nearly, slipped
from jianbao.proofread.view import RUNNING, Role, Segment, Sheet

WRONG, MISNAMED, DOUBTFUL, GONE, NEAR, EARLY = KINDS = "wmdgne"
CHECKED: Final = RUNNING | {Role.BYLINE, Role.RECIPIENTS, Role.NAME}
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
        by_kind: dict[str, list[Found]] = {kind: [] for kind in KINDS}
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
            # most are passed over by the two characters behind
            some = third in name and padded[index + 3] in name and index >= near_done
            if some and _is_turned(text[index : (end := index + len(name))], name) and parted(text, end):
                near_done = end
                yield Found(Word(NEAR, name[:2], name, TURNED), segment, index, end)
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
                # one that is right may hold one that is not
                if word.kind != EARLY:
                    done = end
                    break


def _stands(text: str, start: int, end: int, word: Word) -> bool:
    """Whether nothing around the word says that it is none."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if (before and before in word.not_after) or (after and after in word.not_before):
        return False
    if word.unless_later and word.unless_later in text[end:].partition("。")[0]:
        return False
    if word.kind != WRONG and len(word.word) > 2:
        # 文化旅游部门 is no 文化旅游部; 环保局长 is of the organ
        return after == "长" or parted(text, end) or not parted(text, end - 1)
    # 收回教师 holds no 回教; 草河掌镇
    short = word.kind != WRONG or len(word.word) < _LONG_ENOUGH or bool(word.note)
    return not (short and (straddled(text, start, end) or (before and after in tuple("镇乡屯"))))


# --- what nearly is a name -------------------------------------------------------------------------------------------


def _is_turned(found: str, name: str) -> bool:
    """Whether a stretch is the name, but for words that changed places."""
    if found == name or found[-1:] not in name or sorted(found) != sorted(name):
        return False
    return found not in whole_names() and not near().excuses(found)


def _near(text: str, at: int, half: Word) -> tuple[int, int] | None:
    """The stretch around the half at `at` that is the name but for a slip; None where it is the name, or another."""
    name, end, own = half.right, at + len(half.word), len(half.word)
    if ahead := half.note == "0":
        beside, right = text[end : end + _WORD], name[own : own + _WORD]
    else:
        beside, right = text[max(at - _WORD, 0) : at], name[:-own][-_WORD:]
    # most are passed over by what stands beside the half
    if set(beside).isdisjoint(right):
        return None
    outer = -1 if ahead else 0
    for size in (len(name), len(name) + 1, len(name) - 1):
        start, stop = (at, min(at + size, len(text))) if ahead else (max(end - size, 0), end)
        said = text[start:stop]
        if said == name:
            return None
        if _another_word(said, name) or (
            (size == len(name) or said[outer] == name[outer]) and slipped(said, name)
        ):
            # 饮用水水源的
            particle = any(said[end] in OF_THEIR_OWN and said[end] != name[end] for end in (0, -1))
            other = particle or len(said) < SHORTEST_NEAR or not all_han(said) or straddled(text, start, stop)
            return None if other or near().excuses(said) or _is_like_name(said) else (start, stop)
    return None


_WORD: Final = 2
_LONG: Final = 12


def _another_word(said: str, name: str) -> bool:
    """Whether a document is named with another word in its midst: 校外辅导负担."""
    if not len(said) == len(name) >= _LONG or said[:2] + said[-1] != "关于" + name[-1]:
        return False
    wrong = [pair for pair in zip(said, name, strict=True) if pair[0] != pair[1]]
    return len(wrong) <= _WORD and not any(contrast(*pair) for pair in wrong)


def _is_like_name(stretch: str) -> bool:
    """Whether a name is, holds or begins the stretch: another name than the one it is like."""
    return any(
        stretch in known or (known in stretch and len(known) > len(stretch) - 2) for known in whole_names()
    )


def contrast(first: str, second: str) -> bool:
    """Whether two characters set two names apart, rather than one being a slip for the other."""
    return any(first in group and second in group for group in _CONTRASTS)
