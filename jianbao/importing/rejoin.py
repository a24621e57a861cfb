"""Lines as pages and line ends cut them → whole paragraphs, without what each page repeats."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import Final

from jianbao.importing.grammar import number_line
from jianbao.importing.marks import NUMERAL_PAGE, level_of
from jianbao.importing.parts import Job, Line
from jianbao.importing.roles import STAFFED, label_of

# a line that is full, in a text file and in what was copied from a PDF, and how many make a text
_LONG: Final = 26
_CUT: Final = 22
_FEW: Final = 5
# what a line may hold that goes on in the next, and what any printed line holds
_FULL: Final = 18
_PRINTED: Final = 50
_UNSTYLED: Final = frozenset(("", "Normal", "正文"))
_ENDED: Final = ("。", "！", "？", "：", "；", "”", "）", "…", "!", "?", ":", ";", ")", "．", ".", "】")
_FOLIO: Final = re.compile(r"[-—–·]+\d{1,3}[-—–·]+|第\d{1,3}页(?:[,/，]?共\d{1,3}页)?")

# what a page of the web stands around a text
_WEB: Final = re.compile(
    r"(?:点击|长按|扫码|扫一扫|识别|戳).{0,14}(?:关注|二维码|蓝字|公众号).{0,14}|阅读原文|[-—]*(?:THE)?END[-—]*"
    r"|[【\[]?(?:打印本?页?|关闭(?:本页|窗口)?|返回(?:顶部|首页|上页|列表)?|收藏|分享(?:到|至)?\S{0,12}|(?:上|下)一?[篇条][:：]?.{0,40})[】\]]?(?:[|｜/]?[【\[]?(?:打印本?页?|关闭(?:本页|窗口)?|返回(?:顶部|首页|上页|列表)?|收藏|下一?[篇条][:：]?.{0,30})[】\]]?)*|字[号体][:：]?[【\[]?大.{0,8}小[】\]]?",
    re.IGNORECASE,
)


def rejoin(job: Job) -> None:
    """Leave out page numbers and running heads; put together what the ends of lines and pages parted."""
    _without_furniture(job)
    flush = _flush(job)
    if not flush and not (job.content.kind == "text" or _is_cut(job)):
        return
    kept: list[Line] = []
    joined: list[Line] = []
    full = _LONG if job.content.kind == "text" else _CUT
    for before, line in zip([None, *job.lines], job.lines, strict=False):
        last = kept[-1] if kept else None
        goes_on = before is not None and last is not None and flush and _goes_on(before, line)
        if last is not None and (goes_on or (not flush and _stops(last, line, full))):
            joint = _joint(last, line)
            last.text += joint + line.text
            last.spans = (*last.spans, *line.spans)
            joined.append(line)
            if not flush:
                words = f"{last.text[-len(line.text) - 8 : -len(line.text)]}…{line.text[:8]}"
                job.draft.doubt("body", line.place, "doubt_joined", words)
        else:
            kept.append(line)
    if flush and joined:
        job.draft.doubt("body", joined[0].place, "doubt_flush", str(len(joined)))
    job.lines[:] = kept


def _without_furniture(job: Job) -> None:
    """Leave out the numbers of pages, the name and number that stand again on each, and what the web puts around a text."""
    texts = Counter(line.tight for line in job.lines if line.grid is None)
    top = "".join(line.tight for line in job.lines[:6])
    folios = {at for at, line in enumerate(job.lines) if line.grid is None and _FOLIO.fullmatch(line.tight)}
    heads = {
        at
        for at, line in enumerate(job.lines[4:], 4)
        if line.grid is None
        and len(line.tight) <= 30
        and (texts[line.tight] > 1 or at - 1 in folios)
        and (found := number_line(line.text)) is not None
        and found.number is not None
        and re.search("[期号]", line.tight)
        and found.rest
        and found.rest.removesuffix("续") in top
    }
    web = {
        at
        for at, line in enumerate(job.lines)
        if line.grid is None and len(line.tight) <= 60 and _WEB.fullmatch(line.tight)
    }
    away = folios | heads | web
    for at in sorted(away):
        job.drop(job.lines[at].place, job.lines[at].tight)
    job.lines[:] = [line for at, line in enumerate(job.lines) if at not in away]


def _is_text(line: Line) -> bool:
    shown = any(char.isalnum() for char in line.text) and NUMERAL_PAGE.search(line.text) is None
    return shown and not (line.grid or line.centred or line.right) and line.style in _UNSTYLED


def _flush(job: Job) -> bool:
    """Whether all lines are short, paragraphs begin with a blank, and lines without one go on in mid-sentence."""
    texts = [line for line in job.lines if _is_text(line)]
    cut = [
        line
        for last, line in itertools.pairwise(job.lines)
        if _is_text(last) and _is_text(line) and len(last.text) >= _FULL and not last.text.endswith(_ENDED)
    ]
    return (
        len(cut) > 2
        and sum(not line.indent for line in cut) >= len(cut) * 0.8
        and any(line.indent for line in texts)
        and max(len(line.text) for line in texts) <= _PRINTED
    )


def _goes_on(last: Line, line: Line) -> bool:
    """Whether a line that has no blank before it goes on with the one above."""
    return (
        _is_text(last)
        and _is_text(line)
        and not line.indent
        and abs(last.size - line.size) < 0.6
        and len(last.text) >= _FULL
        and not level_of(line.text)
        and not _labelled(line.text)
    )


def _labelled(text: str) -> bool:
    """Whether a line begins with whom it goes to or who edits."""
    return label_of(text) is not None or STAFFED.match(text) is not None


def _is_cut(job: Job) -> bool:
    """Whether each line of the text is a paragraph of its own, as in what was copied from a PDF."""
    texts = [line.text.rstrip() for line in job.lines if line.grid is None and not line.centred]
    long = [text for text in texts if len(text) > _CUT]
    return len(long) > _FEW and sum(not text.endswith(_ENDED) for text in long) > len(long) * 0.6


def _stops(last: Line, line: Line, full: int) -> bool:
    """Whether a line goes on in the next: one of more than `full` characters that ends in the middle of a sentence."""
    text, following = last.text.rstrip(), line.text.lstrip()
    if not (_is_text(last) and _is_text(line)):
        return False
    if text.endswith(("，", "、")) and len(text) > 8:
        return True
    long = len(text) > full and not (level_of(text) and len(text) < 40)
    starts = level_of(following) or following[:1] in "★●◆■▲【[-—" or _labelled(following)
    return long and not text.endswith(_ENDED) and not starts


def _joint(last: Line, line: Line) -> str:
    words = [side.isascii() and side.isalnum() for side in (last.text[-1:], line.text[:1])]
    return " " if all(words) else ""
