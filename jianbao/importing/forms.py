"""Tables that lay out a masthead, and forms with labelled cells → the lines that they hold."""

from __future__ import annotations

import re
from typing import Final

from jianbao.importing.below import SECRET
from jianbao.importing.colophon import is_labelled, join_rows
from jianbao.importing.grammar import dated, is_number_line, plain
from jianbao.importing.parts import TITLE_SIZE, Job
from jianbao.importing.roles import DISTRIBUTED, STAFFED, label_of
from jianbao.importing.toplines import NAME_LABEL

_NAME_SIZE: Final = 30.0
_LABEL: Final = re.compile(
    r"(?:年[份度]|期数|期号|期次|刊期|(?:编发|主办|承办|协办|编印|编制|印发|报送)?单位|编发|主办|编印|编制|承办|(?:签发|印发|编发|出版|发布|报送|值班)?(?:日期|时间)|签发人?|审签人?|密级|份号|编号|主编|编辑|责任编辑|审核|校对|印[数量]|份数|总期(?:数|号)?)[:：]?"
)

_FEWEST: Final = 3
_FRONT: Final = 8
_SIGN_OFF: Final = re.compile(
    "(?:领导|主要|分管|主管|签批|批示|批阅|拟办|承办|阅[示办处批]|意见|办理|处理|结果|:)+"
)
# cells of a form that say of the next one that it is the title, or the text
_TITLED: Final = re.compile(r"(?:信息|文章)?(?:标题|题目)[:：]?")
_TEXT: Final = re.compile(r"(?:信息)?(?:正文|内容)[:：]?")


def expand_tables(job: Job, reach: int) -> None:
    """Put lines in the place of tables among the first `reach` that only hold the masthead's layout, or the page's."""
    index = 0
    while index < len(job.lines) and index < reach:
        grid = job.lines[index].grid
        if grid is not None:
            texts = [text.text.strip() for text in grid.texts if text.text.strip()]
            numbered = any("期" in text and is_number_line(text) for text in texts)
            corner = any(SECRET.fullmatch(plain(text)) for text in texts)
            red = any(
                (span.colour.startswith(("FF0000", "C00000", "E")) and span.size > 20)
                or (span.size >= _NAME_SIZE and index < 3)
                for text in grid.texts
                for span in text.spans
            )
            layout = grid.columns <= 2 and len(grid.rows) <= 6 and any(len(text) > 80 for text in texts)
            dates = (
                index < 8 and len(grid.rows) <= 3 and any(dated(text) for text in texts) and len(texts) <= 6
            )
            if texts and _SIGN_OFF.fullmatch(plain("".join(texts))):
                # room for what leaders write
                job.drop(job.lines[index].place, "".join(texts))
                del job.lines[index]
                continue
            labelled = sum(_is_label(plain(text)) for text in texts) >= max(_FEWEST, len(texts) // 2)
            if index < _FRONT and is_labelled(grid) and not labelled:
                # to whom it goes stands over all
                join_rows(job, index)
            elif (
                numbered
                or (labelled and index < _FRONT)
                or corner
                or red
                or dates
                or (layout and not grid.ruled)
            ):
                job.expand(index)
                _join_labels(job, index, index + len(texts))
                continue
        index += 1


def _join_labels(job: Job, start: int, end: int) -> None:
    """A cell that only says what the next one holds (日期 | 2023年5月6日) and that one as one line."""
    for index in range(min(end, len(job.lines)) - 2, start - 1, -1):
        label, held = job.lines[index : index + 2]
        if not label.celled or not held.celled or _is_label(held.tight):
            continue
        if NAME_LABEL.fullmatch(label.tight.removesuffix(":")):
            held.size, held.centred, held.celled = 2 * TITLE_SIZE, True, False
            job.drop(label.place, label.tight)
            del job.lines[index]
        elif label.tight.startswith("报送单位"):
            job.drop(label.place, label.tight)
            del job.lines[index]
        elif _is_label(label.tight):
            # a cell 分送 beside 报：…；送：… says nothing more
            bare = label_of(held.text) is not None
            label.text = held.text if bare else f"{label.tight.rstrip(':')}：{held.text}"
            label.spans = ()
            del job.lines[index + 1]
        elif _TITLED.fullmatch(label.tight) or _TEXT.fullmatch(label.tight):
            if _TITLED.fullmatch(label.tight):
                held.centred, held.celled, held.size = True, False, max(held.size, TITLE_SIZE)
            job.drop(label.place, label.tight)
            del job.lines[index]


def _is_label(tight: str) -> bool:
    named = f"{tight.rstrip(':')}："
    return bool(
        _LABEL.fullmatch(tight)
        or STAFFED.fullmatch(named)
        or (len(tight) > 1 and DISTRIBUTED.fullmatch(named))
    )
