"""Edited text → `rows.txt` and `quoted.txt`, which `rows` and `quoted` read: `python -m tests.proofread.lists.gather_rows FILE …`.

FILE are UTF-8 texts, a paragraph a line. A row is what stands often in one order; how firm each of its words is, is what
share of the texts have another one there, and those others are noted, so that they are told of nowhere.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from jianbao.expressions import compiled
from jianbao.language.names import NUMBERED, PHRASES, QUOTED, ROWS, names_in
from jianbao.language.persons import SURNAMES
from jianbao.proofread.data import ROWS_FILE
from jianbao.proofread.nearly import slipped
from jianbao.proofread.quoted import by_ends
from jianbao.proofread.rows import (
    CLOSE,
    FIRM,
    LOOSE,
    SAME_BUT_ONE,
    SWAPPED,
    Row,
    Rows,
    by_words,
    close,
    departure,
    said_for,
)
from tests.proofread.lists.build import counted_words

_HERE: Final = ROWS_FILE.parent
_RUN: Final = compiled("(?:[一-龥]{1,24}[、，；])+[一-龥]{1,24}")
_OFFICE: Final = compiled(
    "主席|书记|委员长|总理|常委|部长|省长|司令|同志|出席|参加|主任|会见|陪同|以下|万元|罚款|应当|不得|可以|国务院|人民政府|自治区|直辖市|生产|销售|使用|责令|予以|行政|机关|规定|有关|拒绝|本(?:法|条例|规定|办法|解释)|原告|被告|上诉|法院|判决"
)
_NAME: Final = compiled(f"[{SURNAMES}][一-龥]{{1,2}}(?:等|$)")
_QUOTED: Final = compiled("“([一-龥、]{3,16})”")
# paragraphs that must have a phrase in quotation marks
_OFTEN: Final = 15
_CLAUSE: Final = compiled("[，；]")
_MARK: Final = compiled("[、，；]")
# words of a row; characters of an inner one; what is looked at of an outer one at first
_SIZES: Final = range(2, 9)
_INNER: Final = range(2, 17)
_OUTER: Final = 2
_OUTER_OF_TWO: Final = 4
# paragraphs that must have a row, one of two words, one that is firm although a few have another word
_MET: Final = 15
_MET_TWO: Final = 40
_MET_OFTEN: Final = 40
# what share of a row's outer words must have one more character alike for it to belong to the row
_ALIKE: Final = 0.9
# how much oftener a row must be met than a longer one that holds it
_ALONE: Final = 1.5
# the share of other words up to which a place is firm, and close
_FIRM: Final = 0.005
_CLOSE: Final = 0.04
# words of a list's row, and characters of each of its words, up to which it may be another row
_FEW: Final = 3
# others noted for a place
_NOTED: Final = 40


def _paragraphs(files: Sequence[str]) -> list[str]:
    """The lines of the files, in order, each once."""
    return sorted({line for file in files for line in Path(file).read_text("utf-8").splitlines()})


def _of_persons(row: tuple[str, ...]) -> bool:
    """Whether a row is of people and their offices, which change."""
    return any(
        _OFFICE.search(word)
        or (_NAME.match(word) and word not in _words())
        or any(word[at : at + 3] in _people() for at in range(len(word) - 2))
        for word in row
    )


@cache
def _people() -> frozenset[str]:
    return frozenset(
        word for word, (_, kind) in counted_words().items() if len(word) == 3 and kind.startswith("nr")
    )


@cache
def _words() -> frozenset[str]:
    return frozenset(word for word, (_, kind) in counted_words().items() if not kind.startswith("nr"))


def _windows(items: Sequence[str]) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """What may be rows, their outer words cut; the outer words in full."""
    for size in _SIZES:
        outer = _OUTER_OF_TWO if size == _SIZES[0] else _OUTER
        for start in range(len(items) - size + 1):
            first, *inner, last = items[start : start + size]
            if len(first) >= outer and len(last) >= outer and all(len(word) in _INNER for word in inner):
                yield _cut((first, *inner, last), outer), first, last


def _cut(row: tuple[str, ...], outer: int = _OUTER) -> tuple[str, ...]:
    """A row with no more of its outer words than these characters at their inner ends."""
    return (row[0][-outer:], *row[1:-1], row[-1][:outer])


def _grown(outers: Counter[str], short: str, *, first: bool) -> str:
    """The end that nearly all the outer words of a row share."""
    word = short
    while True:
        longer: Counter[str] = Counter()
        for outer, count in outers.items():
            at = len(outer) - len(word) - 1 if first else len(word)
            longer[outer[at] if 0 <= at < len(outer) else ""] += count
        char, count = longer.most_common(1)[0]
        if not char or count < _ALIKE * longer.total():
            return word
        word = char + word if first else word + char


def _candidates(runs: Sequence[Sequence[str]]) -> dict[tuple[str, ...], int]:
    """Rows with how often they are met."""
    # a row holds a pair that is met as often: those that are not are left out from the start
    pairs = Counter((a[-2:], b[:2]) for items in runs for a, b in pairwise(items))
    met: Counter[tuple[str, ...]] = Counter()
    for items in runs:
        often = [pairs[a[-2:], b[:2]] >= _MET for a, b in pairwise(items)]
        start = 0
        while start < len(often):
            end = start
            while end < len(often) and often[end]:
                end += 1
            if end > start:
                met.update({key for key, _, _ in _windows(items[start : end + 1])})
            start = end + 1
    kept = {key for key, count in met.items() if count >= (_MET_TWO if len(key) == _SIZES[0] else _MET)}
    outers: dict[tuple[str, ...], tuple[Counter[str], Counter[str]]] = defaultdict(
        lambda: (Counter(), Counter())
    )
    for items in runs:
        for key, first, last in _windows(items):
            if key in kept:
                outers[key][0][first] += 1
                outers[key][1][last] += 1
    rows: dict[tuple[str, ...], int] = {}
    for key, (firsts, lasts) in outers.items():
        row = (_grown(firsts, key[0], first=True), *key[1:-1], _grown(lasts, key[-1], first=False))
        rows[row] = met[key]
    within: dict[tuple[str, ...], int] = {}
    for row, count in rows.items():
        for size in range(2, len(row)):
            for start in range(len(row) - size + 1):
                key = _cut(row[start : start + size])
                within[key] = max(within.get(key, 0), count)
    listed = {_cut(_parted(row)) for row in names_in(ROWS)}
    return {
        row: count
        for row, count in rows.items()
        if _cut(row) not in listed and count >= _ALONE * within.get(_cut(row), 0) and not _of_persons(row)
    }


def _parted(row: str) -> tuple[str, ...]:
    return tuple(row.split("、"))


def _judged(runs: Iterable[Sequence[str]], found: dict[tuple[str, ...], int]) -> list[Row]:
    """The rows with how firm each place is and what else edited text has there."""
    listed = {*map(_parted, names_in(ROWS))}
    known = Rows(by_words((words, "", "") for words in sorted({*found, *listed})))
    right: Counter[tuple[str, ...]] = Counter()
    others: dict[tuple[str, ...], dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for items in runs:
        for row, start in known.beside(items):
            wrong = departure(items, row.words, start)
            if not wrong:
                right[row.words] += wrong is not None
            elif len(wrong) > 1:
                said = "、".join(items[start + place] for place in wrong)
                others[row.words][SWAPPED][SWAPPED + said] += 1
            else:
                stretch, _ = said_for(items[start + wrong[0]], row.words, wrong[0])
                others[row.words][str(wrong[0])][stretch] += 1
    rows = []
    for words in sorted({*found, *listed}):
        firm, noted = "", set[str]()
        for sort in (*map(str, range(len(words))), SWAPPED):
            said_there = others[words][sort]
            share = said_there.total() / max(right[words] + said_there.total(), 1)
            like = Counter(
                {
                    each: n
                    for each, n in said_there.items()
                    if sort != SWAPPED and close(each, words[int(sort)])
                }
            )
            like_share = like.total() / max(right[words] + like.total(), 1)
            met, by_list = right[words], words in listed
            if sort == SWAPPED:
                kept = met >= (_MET if by_list else _MET_OFTEN) and share <= _FIRM
                firm += FIRM if kept or (by_list and share <= _CLOSE) else LOOSE
                noted |= {each for each, _ in said_there.most_common(_NOTED)} if firm[-1] == FIRM else set()
                continue
            long = len(words) > _FEW or (len(words) == _FEW and min(map(len, words)) > _FEW)
            if long and share <= (_CLOSE if by_list else _FIRM) and (by_list or met >= _MET_OFTEN):
                firm += FIRM
                noted |= {each for each, _ in said_there.most_common(_NOTED)}
            elif by_list or like_share <= _CLOSE:
                firm += CLOSE if by_list else SAME_BUT_ONE
                noted |= {each for each, _ in like.most_common(_NOTED)}
            else:
                firm += LOOSE
        if set(firm) != {LOOSE}:
            right_too = sorted(each for each in noted if not _of_persons((each,)))
            rows.append(Row(words, firm, " ".join(right_too)))
    return rows


def _quoted(paragraphs: Iterable[str]) -> str:
    """`quoted.txt`: the phrases, what is near one of them and right, each on a line."""
    met = Counter(said for line in paragraphs for said in set(_QUOTED.findall(line)))
    often = sorted(said for said, count in met.items() if count >= _OFTEN and not _of_persons((said,)))
    known = [*often, *names_in(PHRASES, NUMBERED, QUOTED)]
    by_end = by_ends(known)
    counted = {phrase[1:] for phrase in names_in(PHRASES, NUMBERED, QUOTED)}
    near = sorted(
        said
        for said in met.keys() - set(known)
        if said[1:] in counted
        or any(
            slipped(said, other)
            for other in (*by_end.get("<" + said[0], ()), *by_end.get(">" + said[-1], ()))
        )
    )
    return f"{' '.join(often)}\n{' '.join(near)}\n"


def main(files: list[str]) -> None:
    """Write `rows.txt`: a row, how firm its places are, what else is right there, parted by tabs."""
    paragraphs = _paragraphs(files)
    runs = [found[0] for line in paragraphs for found in _RUN.finditer(line)]
    # what commas part are clauses: those that are rows are listed in names.txt
    listed = [part.split("、") for run in runs for part in _CLAUSE.split(run) if "、" in part]
    rows = _judged(map(_MARK.split, runs), _candidates(listed))
    lines = ("\t".join(("、".join(row.words), row.firm, row.met)).rstrip("\t") for row in rows)
    (_HERE / "quoted.txt").write_text(_quoted(paragraphs), "utf-8")
    (_HERE / "rows.txt").write_text("".join(f"{line}\n" for line in lines), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
