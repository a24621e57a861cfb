"""What an editor says of an issue or an article, and its summary: their lines by the label and the looks of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from jianbao.importing.body import BodyMaker
from jianbao.importing.marks import ABSTRACT, EDITOR
from jianbao.importing.parts import Article, Draft, Job, Line, cut_front
from jianbao.model.body import Block

_LABEL_ENDS: Final = ("：", ":", "】", "]", "〕", "）", "\u3000", " ")


def remarks(job: Job, held: Article | Draft, lines: list[Line], key: str, usual: str) -> list[Line]:
    """Take the note and the summary that a text in the face `usual` begins with; the lines without them.

    `key` is the path of the article in the draft, with its dot, '' for the issue.
    """
    for _ in range(2):
        if (note := _labelled(lines, EDITOR, usual)) is not None:
            held.editor_note = _made(job, note, f"{key}editor_note")
        elif (note := _labelled(lines, ABSTRACT, usual)) is not None:
            held.abstract = _made(job, note, f"{key}abstract")
        else:
            break
        lines = lines[len(note) :]
    return lines


def usual_face(lines: Sequence[Line]) -> str:
    """The face that most of the text is set in."""
    count = Counter[str]()
    for line in lines:
        count[line.face] += len(line.text)
    return max(count, key=lambda face: count[face], default="")


def _labelled(lines: Sequence[Line], label: re.Pattern[str], usual: str) -> list[Line] | None:
    """The lines of a note that begins at the first: by its label, as long as its looks go on."""
    first = lines[0] if lines else None
    if first is None or first.grid is not None or not (found := label.match(first.text)):
        return None
    if label is EDITOR and not found[0].endswith(_LABEL_ENDS) and found.end() != len(first.text):
        return None
    taken = [first]
    alone = found.end() >= len(first.text.strip())
    for line in lines[1:]:
        if line.grid is not None or line.centred:
            break
        apart = line.face and line.face != usual and (alone or line.face == taken[-1].face)
        if not apart and not (alone and len(taken) == 1):
            break
        taken.append(line)
    return taken


def _made(job: Job, lines: list[Line], key: str) -> list[Block]:
    first = lines[0]
    label = EDITOR.match(first.text) or ABSTRACT.match(first.text)
    rest = len(first.text) - (label.end() if label else 0)
    job.take(first, first.text)
    if rest <= 0:
        return BodyMaker(job, key).make(lines[1:])
    # the label is printed by the layout, so that it is not said twice
    return BodyMaker(job, key).make([cut_front(first, len(first.text) - rest), *lines[1:]])
