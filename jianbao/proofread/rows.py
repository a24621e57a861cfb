"""Rows of words in one order: what one says otherwise is told where edited text hardly ever says it so.

`data/rows.txt` holds the rows that edited text has, and of each place how firm it is; `names.txt` those of its lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, chain
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.kept import kept
from jianbao.language.names import NAMES_FILE, ROWS, names_in
from jianbao.proofread.data import ROWS_FILE, known_rows
from jianbao.proofread.nearly import slipped, sound_alike
from jianbao.proofread.rule import HAN, Pattern
from jianbao.proofread.view import Hit, Segment

_RUN = Pattern(f"{HAN}++(?:[、，；]{HAN}++)++")
_LONGEST_ITEM: Final = 24
_CUT = Pattern(f"{HAN}{{1,24}}+(?:[、，；]{HAN}{{1,24}}+)++")
_MARKS = Pattern("[、，；]")
# How firm a place of a row is: another word there is told; one that is like the right one; one of whose characters one
# differs; none.
FIRM, CLOSE, SAME_BUT_ONE, LOOSE = "2", "1", "~", "0"
# What else can be said otherwise: a word left out, one put in, two that changed places.
LEFT_OUT, PUT_IN, SWAPPED = "-", "+", "x"
KINDS: Final = (LEFT_OUT, PUT_IN, SWAPPED)
# characters of an outer word within a longer one; words from which on a row is told with any other word in it
_SHORTEST, _LONGEST_END = 2, 8
_FEW: Final = 3
_LONG: Final = 4
# what may follow the last word of a row
_FOLLOW: Final = tuple("的等和与及是为有之这战方原理工要一二三四五六七八九十")


class Row(NamedTuple):
    """Words in their order; `firm` has one of the signs above for each of them, then for each of `KINDS`.

    `met` is what else is right there, parted by blanks.
    """

    words: tuple[str, ...]
    firm: str
    met: str = ""

    def excuses(self, said: str) -> bool:
        """Whether what is said is right there, too."""
        return f" {said} " in f" {self.met} "


class Departure(NamedTuple):
    """What a row says otherwise: `kind` '' for another word; at which word; the stretch from item to item of the run."""

    kind: str
    place: int
    first: int
    last: int


# more than a row has words
_PLACES: Final = 100
# word, or `<` or `>` and an outer one → `_PLACES` times the number of each row that has it, and its place there
_Places = dict[str, list[int]]
_Words = dict[str, tuple[str, ...]]
# rows as lines; words in them; outer ones; the two characters at the inner end of those → the words: most items have none such
_Tables = tuple[list[str], _Places, _Places, _Words, _Words]


class Rows:
    """Rows by the words in them, outer ones also as ends of longer words."""

    def __init__(self, tables: _Tables) -> None:
        self._rows, self._whole, self._ends, self._tails, self._heads = tables
        self._made: dict[int, Row] = {}

    def holds(self, word: str) -> bool:
        """Whether a row has the word."""
        return word in self._whole

    def beside(self, items: Sequence[str]) -> Iterator[tuple[Row, int]]:
        """The rows that an item of a run can belong to, and at which item each would begin."""
        seen = set[tuple[int, int]]()
        for number, item in enumerate(items):
            tail, head = item[-_SHORTEST:], item[:_SHORTEST]
            held = self._whole.get(item, ())
            # most items are of no row
            if not held and tail not in self._tails and head not in self._heads:
                continue
            if item.endswith(self._tails.get(tail, ())) or item.startswith(self._heads.get(head, ())):
                sizes = range(_SHORTEST, min(len(item), _LONGEST_END + 1))
                ends = (end for size in sizes for end in ("<" + item[-size:], ">" + item[:size]))
                held = [*held, *chain.from_iterable(self._ends.get(end, ()) for end in ends)]
            for row, place in (divmod(each, _PLACES) for each in held):
                if (row, number - place) not in seen:
                    seen.add((row, number - place))
                    yield self._row(row), number - place

    def _row(self, number: int) -> Row:
        if number not in self._made:
            words, firm, met = self._rows[number].split("\t")
            self._made[number] = Row(tuple(words.split("、")), firm, met)
        return self._made[number]


def by_words(rows: Iterable[tuple[tuple[str, ...], str, str]]) -> _Tables:
    """Rows, as lines, and the tables by which they are found."""
    listed = [*rows]
    whole: _Places = {}
    ends: _Places = {}
    tails, heads = dict[str, tuple[str, ...]](), dict[str, tuple[str, ...]]()
    for number, (words, _, _) in enumerate(listed):
        for place, word in enumerate(words):
            whole.setdefault(word, []).append(_PLACES * number + place)
        first, last = words[0], words[-1]
        ends.setdefault("<" + first, []).append(_PLACES * number)
        ends.setdefault(">" + last, []).append(_PLACES * number + len(words) - 1)
        tails[first[-_SHORTEST:]] = (*tails.get(first[-_SHORTEST:], ()), first)
        heads[last[:_SHORTEST]] = (*heads.get(last[:_SHORTEST], ()), last)
    lines = ["\t".join(("、".join(words), firm, met)) for words, firm, met in listed]
    return lines, whole, ends, tails, heads


@cache
def rows() -> Rows:
    """All rows that are known."""
    return Rows(kept(_known, ROWS_FILE, NAMES_FILE))


def _known() -> _Tables:
    found = {words: (tuple(words.split("、")), firm, met) for words, firm, met in known_rows()}
    for name in names_in(ROWS):
        if name not in found:
            words = tuple(name.split("、"))
            found[name] = (words, CLOSE * len(words) + LOOSE * len(KINDS), "")
    return by_words(found.values())


def held(item: str, words: tuple[str, ...], place: int) -> bool:
    """Whether an item is the word at a place of a row, an outer one with more at its outer end."""
    word = words[place]
    return (
        item == word
        or (place == 0 and item.endswith(word))
        or (place == len(words) - 1 and item.startswith(word))
    )


def whole(items: Sequence[str], words: tuple[str, ...], start: int, place: int = 0) -> bool:
    """Whether the row that would begin at the item `start` stands in the run, all of it from the word at `place` on."""
    there = start + place >= 0 and start + len(words) <= len(items)
    return there and all(held(items[start + number], words, number) for number in range(place, len(words)))


def departure(items: Sequence[str], words: tuple[str, ...], start: int) -> Departure | None:
    """What the run says otherwise than the row that would begin at its item `start`; None for all else and for nothing."""
    size = len(words)
    at = [held(items[start + n], words, n) if 0 <= start + n < len(items) else None for n in range(size)]
    missing = [number for number, each in enumerate(at) if each is False]
    if not missing:
        return None
    first = missing[0]
    if at.count(True) >= max(size - 1, 1) and len(missing) == 1:
        return Departure("", first, start + first, start + first)
    if size < _FEW or start < 0 or at.count(True) + len(missing) < size - 1:
        return None
    if at.count(True) == size - 2 and len(missing) == 2 and missing[1] == first + 1:
        left, right = items[start + first], items[start + first + 1]
        exact = right == words[first] or (first + 2 == size and right.startswith(words[first]))
        before = left == words[first + 1] or (first == 0 and left.endswith(words[first + 1]))
        # 严格立法、科学执法
        if (exact and before) or _parts_swapped(left, right, words[first : first + 2]):
            return Departure(SWAPPED, first, start + first, start + first + 1)
    if first == 0:
        return None
    if first < size - 1 and whole(items, words, start - 1, first + 1):
        return Departure(LEFT_OUT, first, start + first - 1, start + first)
    if whole(items, words, start + 1, first):
        return Departure(PUT_IN, first, start + first, start + first)
    return None


def _parts_swapped(left: str, right: str, words: Sequence[str]) -> bool:
    """Whether two words have exchanged some of their characters."""
    size = len(words[0])
    same = size == len(words[1]) > _FEW
    return same and sorted(left[-size:] + right[:size]) == sorted("".join(words))


def close(said: str, word: str, *, few: bool = False) -> bool:
    """Whether what is said for a word is like it; of a row of two words (`few`) all but one of its characters must be the same."""
    if said == word or not said:
        return False
    if len(said) == len(word):
        wrong = [pair for pair in zip(said, word, strict=True) if pair[0] != pair[1]]
        if len(word) <= _FEW:
            return len(wrong) == 1 and (sound_alike(*wrong[0]) or (len(word) == _FEW and not few))
        return len(wrong) == 1 if few else len(wrong) < len(word)
    longer, shorter = (said, word) if len(said) > len(word) else (word, said)
    rest = iter(longer)
    return len(shorter) >= _FEW + len(longer) - len(shorter) > _FEW and all(char in rest for char in shorter)


def said_for(item: str, words: tuple[str, ...], place: int) -> tuple[str, int]:
    """(what stands in an item in the place of a row's word, at which of its characters)."""
    word = words[place]
    if place == 0:
        return item[-len(word) :], max(len(item) - len(word), 0)
    return (item[: len(word)], 0) if place == len(words) - 1 else (item, 0)


def _runs(text: str) -> Iterator[tuple[int, list[str]]]:
    """Runs of words with marks between: where they begin, and the words; of a longer one its end, or its beginning."""
    split = _MARKS.compiled.split
    for found in _RUN.finditer(text):
        items = split(found[0])
        if max(map(len, items)) <= _LONGEST_ITEM:
            yield found.start(), items
            continue
        for cut in _CUT.finditer(text, *found.span()):
            yield cut.start(), split(cut[0])


def misquoted_rows(segment: Segment) -> Iterator[Hit]:
    """稳字当头、稳中有进: a row of words that stand in one order, one of them another."""
    for begin, items in _runs(segment.text):
        beside = [*rows().beside(items)]
        if not beside:
            continue
        starts = [*accumulate((len(item) + 1 for item in items[:-1]), initial=begin)]
        told, right = set[int](), set[int]()
        for row, start in beside:
            if whole(items, row.words, start):
                right.update(range(start, start + len(row.words)))
        for row, start in beside:
            said = departure(items, row.words, start)
            if said is None or not right.isdisjoint(range(said.first, said.last + 1)):
                # what is another row is right
                continue
            hit = _told(segment, items, starts, row, said)
            if hit and hit.start not in told:
                told.add(hit.start)
                yield hit


def _is_open(items: list[str], words: tuple[str, ...], begins: int, said: str) -> bool:
    """Whether the run names more of a kind than the row at its item `begins`, and `said` is one: 公证调解、人民调解、治安调解."""
    kind = said[-2:]
    others = items[: max(begins, 0)] + items[begins + len(words) :]
    return all(word.endswith(kind) for word in words) and any(item.endswith(kind) for item in others)


def _told(segment: Segment, items: list[str], starts: list[int], row: Row, said: Departure) -> Hit | None:
    if said.kind:
        firm = row.firm[len(row.words) + KINDS.index(said.kind)]
        stretch = "、".join(items[said.first : said.last + 1])
        if firm != FIRM or row.excuses(said.kind + stretch):
            return None
        end = starts[said.last] + len(items[said.last])
        better = "、".join(row.words)
        return Hit(segment, starts[said.first], end, params={"better": better}, level=Level.HINT)
    firm, word = row.firm[said.place], row.words[said.place]
    item = items[said.first]
    stretch, shift = said_for(item, row.words, said.place)
    begins = said.first - said.place
    if (
        firm == LOOSE
        or row.excuses(stretch)
        or row.excuses(item)
        or _is_open(items, row.words, begins, stretch)
    ):
        return None
    # 放管结合是前提: a row that is taken apart
    if 0 < said.place < len(row.words) - 1 and item.startswith(word):
        return None
    few = len(row.words) < _FEW or firm == SAME_BUT_ONE
    like = close(stretch, word, few=few) or close(item, word, few=few)
    outer = said.place in (0, len(row.words) - 1)
    marks = [
        segment.text[starts[n] - 1]
        for n in range(max(begins, 0) + 1, min(begins + len(row.words), len(items)))
    ]
    # 依法治军，把人民军队建设成: what follows the row
    apart = segment.text[starts[max(said.first, begins + 1)] - 1] != max(marks, key=marks.count)
    in_full = not outer or len(item) == len(word) or (len(item) < len(word) and said.place > _FEW)
    if not in_full and said.place:
        in_full = item[len(word) : len(word) + 1] in _FOLLOW
    if not in_full:
        # most of what is said must be the same
        same = sum(map(str.__eq__, stretch, word))
        like = like and len(word) > _FEW and close(stretch, word, few=few or apart) and 2 * same >= len(word)
    if rows().holds(stretch) and (len(row.words) < _LONG or (firm != FIRM and len(row.words) == _LONG)):
        return None
    if not like and (firm != FIRM or not in_full or apart):
        return None
    if few and item != stretch and not in_full:
        return None
    at = starts[said.first] + shift
    level = Level.DOUBTFUL if slipped(stretch, word) else Level.HINT
    return Hit(segment, at, at + len(stretch), params={"better": word}, level=level)
