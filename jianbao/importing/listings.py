"""A table or a paragraph that is all of the contents → lines, their heading and an entry each."""

from __future__ import annotations

import re
from typing import Final

from jianbao.foreign.blocks import Grid
from jianbao.importing.bylines import says_who
from jianbao.importing.marks import CONTENTS, counted, entry_text, likeness
from jianbao.importing.parts import Job, Line

LONGEST: Final = 90
"""How long an entry may be."""
# a heading with its entries behind it
_RUN_IN: Final = re.compile(r"\s*([^：:\n]{2,10})\s*[:：]\s*(?=\S)")
_NEXT: Final = re.compile(
    r"(?:^|(?<=[\s；;。]))(?:\d{1,2}[.．、]|[①-⑳]|[（(]\d{1,2}[）)]|[★●◆■▲◇○□※])\s*|[；;\n]|\u3000{2,}"
)
# heads of a contents table's other columns
_HEADS: Final = "序号 题目 标题 篇名 页 页码 页次 页数 版面 版次 作者 单位 栏目 类别 编号"
_COLUMNS: Final = frozenset(("", *_HEADS.split()))
_TITLED: Final = frozenset(("题目", "标题", "篇名"))
PAGE: Final = re.compile(r"[（(]?(?:[Pp]\.?|第)?\s*[\d\s.·…—-]*(?:[页版])?[）)]?")
"""A page number in a cell or paragraph of its own."""
FEWEST: Final = 5
"""How many characters of an entry stand again by no chance."""
_TWO: Final = 2
_HEADING: Final = 12


def expand_heading(job: Job) -> None:
    """Take apart a table whose first cell heads the contents, and a paragraph that is all of them."""
    for index, line in enumerate(job.lines[:30]):
        grid = line.grid
        if line.taken:
            continue
        found = _RUN_IN.match(line.text) if grid is None else None
        under = index and CONTENTS.fullmatch(job.lines[index - 1].tight)
        parts = counted(line.text[found.end() :]) if found is not None and not under else []
        if found is not None and _stand_again(job, index, parts):
            texts = [found[1], *parts]
            job.lines[index : index + 1] = [Line(text, place=line.place) for text in texts]
            return
        if found is not None and CONTENTS.fullmatch(found[1]):
            entries = [each.strip(" \t\u3000；;。") for each in _NEXT.split(line.text[found.end() :])]
            if sum(map(bool, entries)) > 1:
                texts = [found[1], *filter(None, entries)]
                job.lines[index : index + 1] = [Line(text, place=line.place) for text in texts]
                return
        if grid is None:
            continue
        if upright := _upright(grid, line.place):
            job.lines[index : index + 1] = upright
            return
        if repeated := _repeated(job, index, grid):
            job.draft.repeated += line.text
            job.lines[index : index + 1] = repeated
            return
        if listed := _listed(grid, line.place):
            job.draft.repeated += line.text
            job.lines[index : index + 1] = listed
            _tell_others(job, grid, line.place)
            return
        if grid.texts and is_heading(grid.texts[0].text.strip()):
            job.expand(index)
            return


def _repeated(job: Job, index: int, grid: Grid) -> list[Line]:
    """The lines of a table whose cells, but for pages and a heading, all stand again below it; [] for any other."""
    said = {likeness(line.text) for line in job.lines[index + 1 :] if line.grid is None}
    parts = [part.strip() for text in grid.texts for part in text.text.split("\n")]
    words = [part for part in parts if part and not PAGE.fullmatch(part)]
    again = [
        word for word in words if len(likeness(word)) >= FEWEST and likeness(entry_text(word)[0]) in said
    ]
    heading = "".join(word for word in words if word not in again)
    if (
        len(again) < _TWO
        or any(map(says_who, again))
        or len(heading) > _HEADING
        or (heading and not is_heading(heading))
    ):
        return []
    return [Line(text, place=grid.place) for text in (heading, *again) if text]


def unfold(job: Job, index: int, grid: Grid) -> None:
    """Put the entries of a table in its place, a row each or a cell each."""
    if by_row := _by_row(grid, grid.place):
        job.lines[index : index + 1] = by_row
    else:
        job.expand(index)


def _by_row(grid: Grid, place: int) -> list[Line]:
    """The lines of a table with an entry a row and its page in the last cell: the column before it, who wrote behind a stroke."""
    rows = [[cell.text.strip() for cell in row] for row in grid.rows]
    if grid.columns < _TWO or any(len(row) < _TWO or not row[-1] for row in rows):
        return []
    if all(says_who(row[-1]) and not says_who(row[-2]) for row in rows):
        rows = [[*row, ""] for row in rows]
    elif not all(PAGE.fullmatch(row[-1]) for row in rows):
        return []
    texts: list[str] = []
    for *words, page in rows:
        said = [word for word in words if word and not PAGE.fullmatch(word)]
        title = max(said, key=len, default="")
        at = said.index(title) if said else 0
        texts += [f"【{word}】" for word in said[:at]]
        behind = "".join(f"／{word.strip('（）()')}" for word in said[at + 1 :])
        texts += [f"{title}{behind}\t{page}".strip()]
    return [Line(text, place=place) for text in texts]


def _stand_again(job: Job, index: int, texts: list[str]) -> bool:
    """Whether all of some texts stand again as lines below line `index`."""
    said = {likeness(line.text) for line in job.lines[index + 1 :]}
    return len(texts) > 1 and all(likeness(text) in said for text in texts)


def _tell_others(job: Job, grid: Grid, place: int) -> None:
    """Tell what columns beside the titles' say, who wrote say, and no line says again."""
    said = "".join("".join(line.text for line in job.lines).split())
    for text in grid.texts:
        words = text.text.strip()
        if words not in _COLUMNS and not PAGE.fullmatch(words) and "".join(words.split()) not in said:
            job.drop(place, words)


def _upright(grid: Grid, place: int) -> list[Line]:
    """The lines of a table beside whose entries the heading stands upright, a paragraph a character; [] for any other."""
    first = grid.rows[0][0]
    heading = "".join(text.text.strip() for text in first.texts)
    if len(first.texts) < 2 or not is_heading(heading):
        return []
    texts = [text.text.strip() for text in grid.texts if text not in first.texts]
    return [Line(text, place=place) for text in (heading, *filter(None, texts))]


def _listed(grid: Grid, place: int) -> list[Line]:
    """The lines of a table whose head names its columns, one of them the contents; [] for any other table."""
    head = [cell.text.strip() for cell in grid.rows[0]]
    at = next((at for at, text in enumerate(head) if text and is_heading(text)), None)
    if at is None and any(text.startswith("页") for text in head):
        at = next((at for at, text in enumerate(head) if text in _TITLED), None)
    if at is None or len(head) < 2 or any(each not in _COLUMNS for each in head[:at] + head[at + 1 :]):
        return []
    rows = [[cell.text.strip() for cell in row] for row in grid.rows[1:]]
    texts = [
        "本期要目" if head[at] in _TITLED else head[at],
        *(row[at] + ("\t" + row[-1] if row[-1].isdecimal() else "") for row in rows if at < len(row)),
    ]
    return [Line(text, place=place) for text in texts]


def is_heading(text: str) -> bool:
    """Whether the first line of a text heads contents."""
    first = re.sub(r"\s", "", text.split("\n", maxsplit=1)[0])
    return bool(CONTENTS.fullmatch(first)) and len(first) <= 12


def holds_entries(grid: Grid) -> bool:
    """Whether each text of a table could be an entry of the contents."""
    texts = [text.text.strip() for text in grid.texts if text.text.strip()]
    return bool(texts) and all(len(text) <= LONGEST and not text.endswith("。") for text in texts)
