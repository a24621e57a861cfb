"""Lines at the top as offices write them → lines as the masthead's grammar reads them."""

from __future__ import annotations

import itertools
import re
from typing import Final

from msgspec.structs import replace

from jianbao.importing.below import PINYIN, corner_words
from jianbao.importing.grammar import dated, is_number_line, number_line, plain
from jianbao.importing.parts import TITLE_SIZE, Job, Line, cut_front, despaced, is_red
from jianbao.importing.roles import label_of, organ_of

_STROKES: Final = re.compile(r"\s*[｜|∣│┃‖¦／]\s*|\s+[/·•]\s+")
# strokes that also stand within names and days
_THIN: Final = re.compile(r"\s*(?:(?<!\d)[/·•]|[/·•](?!\d))\s*|\s+[—–―-]{1,2}\s+")
# how much larger a name is than what stands beside it
_LARGER: Final = 1.4
_NAMED: Final = re.compile(r"[《“]?[\u4e00-\u9fff·]{2,16}[》”]?")
_LABELLED: Final = re.compile(
    r"\s*[【〔\[［]\s*([\u4e00-\u9fff\s]{2,12}?)\s*[】〕\]］]\s*[:：]?\s*|\s*([\u4e00-\u9fff][\u4e00-\u9fff\s]{1,10}?)\s*[:：]\s*"
)
NAME_LABEL: Final = re.compile(r"(?:刊物|简报|信息|期刊|资料)?(?:名称|刊名)|报?刊名")
"""What a form calls the paper's name."""
_TITLE: Final = re.compile(r"(?:文章|信息|稿件)?(?:标题|题目)")
_AUTHOR: Final = re.compile(r"(?:文章)?(?:作者|撰稿人?|供稿(?:人|单位)?|来稿单位|署名)")
_BODY: Final = re.compile(r"(?:信息|文章)?(?:正文|内容|全文)")
# what an office's programme says of how far a paper is
_STATE: Final = re.compile(r".{0,4}(?:流程|状态|进度|打印|流水号|办理|操作).{0,4}")
_SIGNER: Final = re.compile(r"签发(?:人|领导)?|审签(?:人|领导)?")
_BARE: Final = re.compile(r"密级|标注|备注|紧急程度|缓急")


def put_plainly(job: Job, reach: int) -> None:
    """Part the lines at the top that strokes join, and put those of a form (【刊名】…) as a masthead has them."""
    # each looks at the lines as the one before has parted them
    for part in (_part_lines, _part_sizes, _part):
        for line in job.lines[:reach]:
            part(job, line)
    form = [(line, found) for line in job.lines[:reach] if (found := _LABELLED.match(line.text))]
    labels = [plain(found[1] or found[2]) for _, found in form]
    if len(form) >= 3 and any(map(NAME_LABEL.fullmatch, labels)):
        for (line, found), label in zip(form, labels, strict=True):
            cut = cut_front(line, found.end())
            line.spans = cut.spans
            _put(job, line, label, cut.text)


def _part_lines(job: Job, line: Line) -> None:
    """Part a paragraph in the middle that is the whole masthead: name, number, organ and day at soft returns."""
    pieces = [piece.strip() for piece in line.text.split("\n") if piece.strip()]
    counted = [*map(is_number_line, pieces)]
    if line.grid is None and len(pieces) > 1 and any(counted[1:]) and not counted[0]:
        at = job.lines.index(line)
        job.lines[at : at + 1] = [replace(line, text=piece, spans=()) for piece in pieces]


def _part_sizes(job: Job, line: Line) -> None:
    """Part a line whose name is much larger than what stands beside it: the number, the day or who issues it."""
    shown = [span for span in line.spans if span.text.strip()]
    sized = [(size, [*spans]) for size, spans in itertools.groupby(shown, key=lambda span: span.size)]
    runs = [(size, "".join(span.text for span in spans).strip(" \t\u3000"), spans) for size, spans in sized]
    if line.grid is not None or len(runs) != 2 or min(runs)[0] * _LARGER > max(runs)[0]:
        return
    (_, beside, small), (size, name, large) = sorted(runs, key=lambda run: run[0])
    known = number_line(beside) or dated(beside) or organ_of(beside)[1]
    if not known or not _NAMED.fullmatch(despaced(name)):
        return
    at = job.lines.index(line)
    parts = [
        replace(line, text=name, spans=tuple(large), size=size, red=is_red(large[0].colour)),
        replace(line, text=beside, spans=tuple(small), size=small[0].size, red=False),
    ]
    job.lines[at : at + 1] = parts if runs[0][1] == name or number_line(beside) else parts[::-1]


def _part(job: Job, line: Line) -> None:
    """Part a line 刊名｜第3期｜2026年3月2日｜某某局: what is neither number, day nor organ stands before it by itself."""
    pieces = [piece.strip() for piece in _STROKES.split(line.text) if piece and piece.strip()]
    thin = [piece.strip() for piece in _THIN.split(line.text) if piece.strip()]
    if (
        len(pieces) == 1
        and len(thin) > 2
        and any(map(dated, thin))
        and any(organ_of(each)[1] for each in thin)
    ):
        pieces = thin
    counted = [*filter(is_number_line, pieces)]
    if len(pieces) == 1 and job.lines.index(line) == 0 and any(map(dated, line.pieces)):
        # name, number, day in the first line of all
        pieces = line.pieces
        counted = [*filter(is_number_line, pieces)]
    if line.grid is not None or len(pieces) < 2 or not counted:
        return
    # the number said twice, in two languages
    pieces = [
        piece for piece in pieces if piece not in counted[1:] or number_line(piece) != number_line(counted[0])
    ]
    first = pieces[0]
    alone = not (first in counted or dated(first) or organ_of(first)[1])
    if alone and len(pieces) > 2:
        job.lines.insert(job.lines.index(line), replace(line, text=first, spans=()))
        pieces = pieces[1:]
    line.text = "\t".join(pieces)


def _put(job: Job, line: Line, label: str, value: str) -> None:
    """Put one line of a form as a masthead, or an article, has it."""
    if NAME_LABEL.fullmatch(label):
        line.text, line.size, line.red, line.centred = value, 48.0, True, True
    elif _TITLE.fullmatch(label):
        line.text, line.size, line.centred = value, TITLE_SIZE, True
    elif _AUTHOR.fullmatch(label):
        line.text, line.centred = value, True
    elif _STATE.fullmatch(label):
        job.drop(line.place, value)
        line.taken = True
    elif _BODY.fullmatch(label):
        line.text, line.taken = value, not value
    elif _SIGNER.fullmatch(label):
        line.text = f"签发人：{value}"
    elif _BARE.fullmatch(label) or number_line(value) or dated(value):
        line.text = value
    else:
        line.text = f"{label}：{value}"


def join_above(lines: list[Line]) -> None:
    """Two lines above the name that only together name an organ become one."""
    for above, line in itertools.pairwise(lines):
        whole = despaced(above.text) + despaced(line.text)
        alike = above.size == line.size and above.centred == line.centred
        halves = not organ_of(above.text)[1] and organ_of(whole)[1] and above.text.strip(" \ufffc")
        other = corner_words(above.tight) or PINYIN.fullmatch(above.text) or label_of(above.text)
        if alike and halves and not other:
            line.text, above.text, above.taken = whole, "", True
