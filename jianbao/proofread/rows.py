"""Rows of words in one order: what one says otherwise is told where edited text hardly ever says it so.

`data/rows.txt` holds the rows that edited text has, and of each place how firm it is; `names.txt` those of its lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import Final, NamedTuple

from jianbao.errors import Level
from jianbao.kept import kept
from jianbao.language.names import NAMES_FILE, ROWS, names_in
from jianbao.proofread.data import ROWS_FILE, known_rows
from jianbao.proofread.nearly import slipped, sound_alike
from jianbao.proofread.rule import HAN, Pattern
from jianbao.proofread.view import Hit, Segment

# of a longer word its end, or its beginning
_ITEM: Final = f"(?:{HAN}|“{HAN}{{2,6}}”)++"
_RUN = Pattern(f"(?<!{HAN}){_ITEM}(?:[、，；]{_ITEM})++")
_MARKS = Pattern("[、，；]")
# How firm a place of a row is: another word there is told; one that is like the right one; one of whose characters one
# differs; none.
FIRM, CLOSE, SAME_BUT_ONE, LOOSE = "2", "1", "~", "0"
# begins two words that are right with their places changed
SWAPPED: Final = "x"
_FEW: Final = 3
# what may follow the last word of a row
_FOLLOW: Final = tuple("的等和与及是为有之这战方原理工要一二三四五六七八九十")


class Row(NamedTuple):
    """Words in their order; `firm` has one of the signs above for each of them, then for two that change places.

    `met` is what else is right there, parted by blanks.
    """

    words: tuple[str, ...]
    firm: str
    met: str = ""

    def excuses(self, said: str) -> bool:
        """Whether what is said is right there, too."""
        return f" {said} " in f" {self.met} "


# more than a row has words
_PLACES: Final = 100
# word, or two characters → `_PLACES` times the number of each row that has it, and its place there
_Places = dict[str, list[int]]
# rows as lines; words in them; the ends of first words; the beginnings of last ones
_Tables = tuple[list[str], _Places, _Places, _Places]


class Rows:
    """Rows by the words in them, outer ones also as ends of longer words."""

    def __init__(self, tables: _Tables) -> None:
        self._rows, self.whole, self._tails, self._heads = tables
        self._made: dict[int, Row] = {}

    def beside(self, items: Sequence[str]) -> Iterator[tuple[Row, int]]:
        """The rows that an item of a run can belong to, and at which item each would begin."""
        seen: set[tuple[int, int]] = set()
        whole, tails, heads = self.whole.get, self._tails.get, self._heads.get
        for at, item in enumerate(items):
            for each in (*whole(item, ()), *tails(item[-2:], ()), *heads(item[:2], ())):
                number, place = divmod(each, _PLACES)
                # it would begin before the run
                if place > at or (number, at - place) in seen:
                    continue
                row = self._row(number)
                if held(item, row.words, place):
                    seen.add((number, at - place))
                    yield row, at - place

    def _row(self, number: int) -> Row:
        if number not in self._made:
            words, firm, met = self._rows[number].split("\t")
            self._made[number] = Row(tuple(words.split("、")), firm, met)
        return self._made[number]


def by_words(rows: Iterable[tuple[tuple[str, ...], str, str]]) -> _Tables:
    """Rows, as lines, and the tables by which they are found."""
    lines: list[str] = []
    whole, tails, heads = _Places(), _Places(), _Places()
    for words, firm, met in rows:
        begin = _PLACES * len(lines)
        lines.append("\t".join(("、".join(words), firm, met)))
        for place, word in enumerate(words):
            whole.setdefault(word, []).append(begin + place)
        tails.setdefault(words[0][-2:], []).append(begin)
        heads.setdefault(words[-1][:2], []).append(begin + len(words) - 1)
    return lines, whole, tails, heads


@cache
def rows() -> Rows:
    """All rows that are known."""
    return Rows(kept(_known, ROWS_FILE, NAMES_FILE))


def _known() -> _Tables:
    found = {words: (tuple(words.split("、")), firm, met) for words, firm, met in known_rows()}
    loose = {*names_in("宽")}
    for name in names_in(ROWS):
        words = tuple(name.split("、"))
        many = len(words) > _FEW and name not in loose
        found.setdefault(name, (words, FIRM * (len(words) + 1) if many else CLOSE * len(words) + LOOSE, ""))
    return by_words(found.values())


def held(item: str, words: tuple[str, ...], place: int) -> bool:
    """Whether an item is the word at a place of a row, an outer one with more at its outer end."""
    word = words[place]
    return (
        item == word
        or (place == 0 and item.endswith(word))
        or (place == len(words) - 1 and item.startswith(word))
    )


def departure(items: Sequence[str], words: tuple[str, ...], start: int) -> list[int] | None:
    """The places of the row that would begin at an item of a run which the run says otherwise; None for another row.

    They are one, or two beside each other that changed places, or some of their characters: 严格立法、科学执法.
    """
    if not 0 <= start <= len(items) - len(words):
        return None
    wrong = [place for place in range(len(words)) if not held(items[start + place], words, place)]
    if len(wrong) == 2 == wrong[-1] - wrong[0] + 1:
        first, second = words[wrong[0]], words[wrong[1]]
        said = items[start + wrong[0]][-len(second) :] + items[start + wrong[1]][: len(first)]
        return wrong if sorted(said) == sorted(first + second) else None
    return wrong if len(wrong) < min(2, len(words)) else None


def close(said: str, word: str, *, few: bool = False) -> bool:
    """Whether what is said for a word is like it; of a row of two words (`few`) all but one of its characters must be the same."""
    if len(said) == len(word):
        wrong = [pair for pair in zip(said, word, strict=True) if pair[0] != pair[1]]
        if len(word) <= _FEW:
            return len(wrong) == 1 and (sound_alike(*wrong[0]) or (len(word) == _FEW and not few))
        return len(wrong) == 1 if few else len(wrong) < len(word)
    return False


def said_for(item: str, words: tuple[str, ...], place: int) -> tuple[str, int]:
    """(what stands in an item in the place of a row's word, at which of its characters)."""
    word = words[place]
    if place == 0:
        return item[-len(word) :], max(len(item) - len(word), 0)
    return (item[: len(word)].partition("“")[0], 0) if place == len(words) - 1 else (item, 0)


def misquoted_rows(segment: Segment) -> Iterator[Hit]:
    """稳字当头、稳中有进: a row of words that stand in one order, one of them another, or two that changed places."""
    for run in _RUN.finditer(segment.text):
        items = _MARKS.compiled.split(run[0])
        beside = [
            (row, start, wrong)
            for row, start in rows().beside(items)
            if (wrong := departure(items, row.words, start)) is not None
        ]
        # what another row is right
        told = {start + at for row, start, wrong in beside if not wrong for at in range(len(row.words))}
        starts = [*accumulate((len(item) + 1 for item in items[:-1]), initial=run.start())] if beside else []
        for row, start, wrong in beside:
            if wrong and told.isdisjoint(start + place for place in wrong):
                own = [(starts[start + place], items[start + place]) for place in wrong]
                hit = (
                    _swapped(segment, own, row)
                    if len(wrong) == 2
                    else _another(segment, *own[0], row, wrong[0])
                )
                if hit is not None:
                    told.add(start + wrong[0])
                    yield hit


def _swapped(segment: Segment, own: Sequence[tuple[int, str]], row: Row) -> Hit | None:
    """Two words that changed places, each with where it begins."""
    (begin, _), (last, word) = own
    if row.firm[-1] != FIRM or row.excuses(SWAPPED + "、".join(word for _, word in own)):
        return None
    params = {"better": "、".join(row.words)}
    return Hit(segment, begin, last + len(word), params=params, level=Level.HINT)


def _another(segment: Segment, begin: int, item: str, row: Row, place: int) -> Hit | None:
    """Another word in the place of one of a row."""
    firm, word = row.firm[place], row.words[place]
    said, shift = said_for(item, row.words, place)
    if firm == LOOSE or row.excuses(said):
        return None
    few = len(row.words) < _FEW or firm == SAME_BUT_ONE
    in_full = item == said or (place > 0 and item[len(word) :].startswith(_FOLLOW))
    if (not close(said, word, few=few) and (firm != FIRM or not in_full)) or (few and not in_full):
        return None
    # of a row of few words it may be another row
    if len(row.words) <= _FEW and said in rows().whole:
        return None
    level = Level.DOUBTFUL if slipped(said, word) else Level.HINT
    return Hit(segment, begin + shift, begin + shift + len(said), params={"better": word}, level=level)
