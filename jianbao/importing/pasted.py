"""What was pasted or set as no clerk sets it (Markdown, a chat's pictures, drop capitals, titles in a table) → plain lines."""

from __future__ import annotations

import re
from typing import Final

from msgspec.structs import replace

from jianbao.foreign.blocks import Grid, Span
from jianbao.importing.bylines import says_who
from jianbao.importing.grammar import dated, number_line
from jianbao.importing.marks import ENDS
from jianbao.importing.parts import TITLE_SIZE, Job, Line, cut_back, cut_front, with_text
from jianbao.importing.roles import organ_of

_HASHES: Final = re.compile(r"(#{1,4})[ \u3000]+(?=\S)")
_QUOTED: Final = re.compile(r">[ \u3000]*")
_ITEM: Final = re.compile(r"[-*+][ \u3000]+(?=\S)")
_RULE: Final = re.compile(r"(?:-{3,}|\*{3,}|_{3,})")
_EMOJI: Final = "[\U0001f000-\U0001faff\ufe0f\u200d✍✏✉✅✨❗❤⚠⚡☀☁☂☔☎☕♥⭐⛅⛄⏰⏳➡⬇]"
_LED: Final = re.compile(rf"{_EMOJI}+[ \u3000]*")
_TRAILED: Final = re.compile(rf"[ \u3000]*{_EMOJI}+$")
_NAME_SIZE: Final = 36.0
_TEXT: Final = 25
_SHORT: Final = 24
_TOP: Final = 6


def as_plain(job: Job) -> None:
    """Turn lines of Markdown, of a chat, drop capitals and titles in tables of one row to lines as others have them."""
    _markdown(job)
    _chat(job)
    _drop_capitals(job)
    for index in range(len(job.lines) - 1, -1, -1):
        grid = job.lines[index].grid
        if grid is not None and (lines := _titled(job, grid, job.lines[index].place)):
            job.lines[index : index + 1] = lines


def _markdown(job: Job) -> None:
    if sum(_HASHES.match(line.text) is not None for line in job.lines) < 2:
        return
    job.lines[:] = [
        line if line.grid is not None else _unmarked(line)
        for line in job.lines
        if line.grid is not None or not _RULE.fullmatch(line.text.strip())
    ]


def _unmarked(line: Line) -> Line:
    """A line of Markdown without its marks, as they say that it looks."""
    if found := _HASHES.match(line.text):
        line = cut_front(line, found.end())
        level = len(found[1])
        if level <= 2:
            line.size, line.centred = (_NAME_SIZE, TITLE_SIZE)[level - 1], True
        line.bold = level > 2
    elif found := _QUOTED.match(line.text) or _ITEM.match(line.text):
        line = cut_front(line, found.end())
    if line.text.count("**") % 2 == 0 and "**" in line.text:
        line = replace(line, text=line.text.replace("**", ""), spans=_strong(line.spans))
    return line


def _strong(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Spans whose words between two pairs of stars are in bold."""
    made: list[Span] = []
    bold = False
    for span in spans:
        for number, piece in enumerate(span.text.split("**")):
            bold ^= number > 0
            if piece or span.note or span.picture:
                made.append(replace(with_text(span, piece), bold=span.bold or bold))
    return tuple(made)


def _chat(job: Job) -> None:
    """Lines that begin with a chat's pictures lose them; a short one over a text is a title."""
    led = [line for line in job.lines if line.grid is None and _LED.match(line.text)]
    if len(led) < 2:
        return
    for at, line in enumerate(job.lines):
        if line.grid is not None:
            continue
        found = _LED.match(line.text)
        cut = cut_front(line, found.end()) if found is not None else line
        if at < _TOP and (behind := _TRAILED.search(cut.text)):
            cut = cut_back(cut, len(behind[0]))
        if found is not None:
            after = job.lines[at + 1] if at + 1 < len(job.lines) else None
            told = (
                number_line(cut.text) or dated(cut.text) or organ_of(cut.text)[1] or cut.text.endswith(ENDS)
            )
            if not told and 2 <= len(cut.tight) <= _SHORT and after is not None and len(after.text) > _TEXT:
                cut.size, cut.centred = max(cut.size, TITLE_SIZE), True
        job.lines[at] = cut


def _drop_capitals(job: Job) -> None:
    """A character or two, set large before a text, begin it."""
    made: list[Line] = []
    for line in job.lines:
        last = made[-1] if made else None
        if (
            last is not None
            and last.grid is None
            and line.grid is None
            and len(line.text) > _TEXT
            and line.spans
            and re.fullmatch(r"[“‘《（(]?[\u4e00-\u9fff]{1,2}", last.text.strip())
            and last.size >= line.size * 1.8
        ):
            first = with_text(line.spans[0], last.text.strip() + line.spans[0].text.lstrip(" \u3000"))
            made[-1] = replace(
                line, text=last.text.strip() + line.text, spans=(first, *line.spans[1:]), indent=True
            )
        else:
            made.append(line)
    job.lines[:] = made


def _titled(job: Job, grid: Grid, place: int) -> list[Line]:
    """The lines of a table of one row that holds a title and, smaller, its column or who wrote; [] for any other."""
    shown = [text for text in grid.texts if text.text.strip()]
    if len(grid.rows) != 1 or len(shown) != 2:
        return []
    lines = [line for text in shown for line in job.lines_of(text)]
    if len(lines) != 2 or any(line.text.rstrip().endswith(ENDS) or line.pictured for line in lines):
        return []
    small, title = sorted(lines, key=lambda line: line.size)
    if (
        not job.is_big(title)
        or small.size > title.size * 0.8
        or len(small.tight) > _SHORT
        or len(title.tight) < 4
    ):
        return []
    for line in lines:
        line.place = place
    title.centred = True
    if says_who(small.text):
        small.centred = True
        return [title, small]
    if not 2 <= len(small.tight) <= 10 or number_line(small.text) or dated(small.text):
        return []
    return [replace(small, text=f"【{small.text.strip()}】", spans=()), title]
