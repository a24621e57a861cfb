"""要目: its heading and the lines under it → entries, columns, marker; what the articles are held against."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final

from msgspec import Struct, field

from jianbao.foreign.blocks import PICTURE
from jianbao.importing.bylines import says_who
from jianbao.importing.colophon import take_line
from jianbao.importing.grammar import dated, is_number_line
from jianbao.importing.listings import (
    FEWEST,
    LONGEST,
    PAGE,
    expand_heading,
    holds_entries,
    is_heading,
    unfold,
)
from jianbao.importing.marks import (
    BULLETS,
    COLUMN,
    EDITOR,
    NUMERAL_PAGE,
    counted,
    entry_text,
    likeness,
    uncounted,
)
from jianbao.importing.parts import RULED, SUBTITLE, Job, Line, despaced
from jianbao.importing.roles import STAFFED, label_of, organ_of

_ORDINAL: Final = re.compile(r"(?:\d{1,2}[.．、]|[①-⑳]|[（(]\d{1,2}[）)])\s*\D")
# an entry with its page number, and the next one behind it
_TWO_IN_LINE: Final = re.compile(r"([\t.…·]\s*\d{1,3})[\t\u3000]+(?=\D)")
_AUTHOR: Final = re.compile(r"(.{2,}?)\s*(?:[/／]|[.．·…‥]{2,})\s*([\u4e00-\u9fff·、 \u3000]{2,20})")
_ALIKE: Final = 0.72
# how many lines may stand over the contents, and where they stand that nothing heads
_FRONT: Final = 12
_TOP: Final = 20
_LED: Final = re.compile(r"(?:[.．·…‥—]{2,}|\t)\s*[（(]?\d{1,3}[）)]?\s*$")
_STROKES: Final = re.compile(r"\s*[/／|｜；;]\s*|\s+[·•]\s+|\s{2,}|\t")
_SAID: Final = ("。", "；", "？", "：", "！")


class Entry(Struct):
    """An entry of the contents: its words, the column it stands under, who wrote what it announces."""

    title: str
    column: str = ""
    place: int = 0
    author: str = ""


class Contents(Struct):
    """The contents as printed, `marks` before each line; `apart` where page numbers stand in cells of their own."""

    heading: str = ""
    entries: list[Entry] = field(default_factory=list[Entry])
    columns: list[str] = field(default_factory=list[str])
    marks: list[str] = field(default_factory=list[str])
    paged: bool = False
    apart: bool = False

    @property
    def marker(self) -> str:
        """The mark before each of them; '' where they have none, or not all the same."""
        return self.marks[0] if len(set(self.marks)) == 1 else ""


def contents(job: Job) -> Contents | None:  # noqa: C901, PLR0912 - one case a kind of line
    """Take the contents; None where there are none."""
    expand_heading(job)
    begun = _begun(job)
    if begun is None:
        return None
    at, head, found = begun
    index, column = at + 1, ""
    while index < len(job.lines):
        line = job.lines[index]
        if line.taken:
            index += 1
            continue
        if line.grid is not None:
            if not holds_entries(line.grid):
                break
            unfold(job, index, line.grid)
            continue
        if not line.text.strip(PICTURE + RULED):
            line.taken = not line.pictured
            index += 1
            continue
        if found.entries and _is_aside(job, line, job.lines[index - 1], found.marks[-1]):
            index += 1
            continue
        if not counted(line.text) and _ends(job, found, line, index, head):
            break
        if not found.entries and is_number_line(line.text):
            # of what issue these are
            job.take(line)
            index += 1
            continue
        if bracket := COLUMN.fullmatch(line.text):
            column = despaced(bracket[1])
            found.columns.append(column)
        elif entry_text(line.text)[1] not in set(filter(None, found.marks)) and _is_column(job, line, index):
            column = despaced(re.sub(r"[:：◆■●◎◇□○★☆▲△※▎▌]", "", line.text))
            found.columns.append(column)
        else:
            for words in filter(None, _side_by_side(line.text, job)):
                _entry(found, line, column, words)
        job.take(line, line.text)
        index += 1
    _without_authors(job, found)
    _without_columns(job, found)
    found.paged = found.paged or found.apart
    for entry, title in zip(
        found.entries, uncounted([entry.title for entry in found.entries]) or (), strict=False
    ):
        job.draft.repeated += entry.title.removesuffix(title)
        entry.title = title
    return found if found.entries else None


def _begun(job: Job) -> tuple[int, Line, Contents] | None:
    """(the line over the first entry, the line that looks as their heading, the contents begun); None where there are none."""
    at, found = _heading_at(job), Contents()
    if at is None:
        bare = _unheaded(job)
        return (bare - 1, job.lines[bare], found) if bare is not None else None
    head = job.lines[at]
    first, *lines = head.text.split("\n")
    found.heading = re.sub(r"[【】〔〕\[\]《》〖〗:：]", "", despaced(first)).strip(f"{BULLETS} ")
    job.take(head, head.text)
    job.draft.repeated += found.heading
    for words in filter(None, lines):
        _entry(found, head, "", words)
    return at, head, found


def _heading_at(job: Job) -> int | None:
    """The line that heads the contents: at the top, or on the last page, where its entries stand again above it."""
    at = next(
        (
            at
            for at, line in enumerate(job.lines)
            if not line.taken and not line.grid and is_heading(line.text) and _heads_entries(job, at)
        ),
        _announcing(job),
    )
    if at is None or sum(not line.taken for line in job.lines[:at]) <= _FRONT:
        return at
    said = {likeness(line.text) for line in job.lines[:at]}
    after = next((line for line in job.lines[at + 1 :] if not line.taken and line.grid is None), None)
    return at if after is not None and likeness(entry_text(after.text)[0]) in said else None


def _sayings(job: Job) -> list[str]:
    """What each line says as an entry would; '' for one that is none."""
    return [
        "" if line.grid or line.taken or line.text.endswith(_SAID) else likeness(entry_text(line.text)[0])
        for line in job.lines
    ]


def _unheaded(job: Job) -> int | None:
    """The first of several lines in a row at the top, over which nothing says what they are, with page numbers or that all stand again."""
    texts = _sayings(job)
    paged = [
        texts[at] != "" and len(line.text) <= LONGEST and _LED.search(line.text) is not None
        for at, line in enumerate(job.lines[:_TOP])
    ]
    for at in range(len(paged) - 1):
        again = all(len(text) >= FEWEST and text in texts[at + 2 :] for text in texts[at : at + 2])
        if all(paged[at : at + 2]) or (again and texts[at] != texts[at + 1]):
            return at
    return None


def _without_columns(job: Job, found: Contents) -> None:
    """Take away what stands before or behind a title, its column or who wrote it, where the title stands again without."""
    said = {likeness(line.text) for line in job.lines if not line.taken and line.grid is None}
    for entry in found.entries:
        before, _, behind = entry.title.partition(" ")
        if likeness(entry.title) in said or not re.search("[\u4e00-\u9fff]", before) or not behind:
            continue
        title = max((each for each in (before, behind) if likeness(each) in said), key=len, default="")
        other = before if title == behind else behind
        if not title or (title == before and not says_who(other)):
            continue
        entry.title = title
        if says_who(other):
            entry.author = other
        else:
            entry.column = other
            found.columns.append(other)
        job.draft.repeated += entry.author + entry.column


def _side_by_side(text: str, job: Job) -> list[str]:
    """The entries of a line: parted behind a page number, before marks or numbers, and where each part stands again."""
    said = {likeness(line.text) for line in job.lines if not line.taken and line.text != text}
    stroked = _STROKES.split(text.strip())
    if len(stroked) > 1 and all(likeness(piece) in said and not says_who(piece) for piece in stroked):
        return stroked
    if numbered := counted(text):
        return numbered
    made: list[str] = []
    for part in _TWO_IN_LINE.sub(r"\1\n", text).split("\n"):
        pieces = re.split(r"[\t\u3000]+|\s{2,}", part.strip())
        marked = len(pieces) > 1 and all(
            _ORDINAL.match(piece) or piece[:1] in set(BULLETS) for piece in pieces
        )
        made += pieces if marked else [part]
    return made


def _without_authors(job: Job, found: Contents) -> None:
    """Take away who wrote what, where each entry says it behind a stroke; the by-lines say it again."""
    parted = [_AUTHOR.fullmatch(entry.title) for entry in found.entries]
    if len(parted) < 2 or not all(parted):
        return
    for entry, each in zip(found.entries, parted, strict=True):
        assert each is not None
        entry.title, entry.author = each[1], each[2]
        job.draft.repeated += each[2]


def _announcing(job: Job) -> int | None:
    """The line, whatever its words, under which lines stand that all stand again, in their order, as others begin."""
    texts = _sayings(job)
    for at, line in enumerate(job.lines[:20]):
        if not texts[at] or len(line.tight) > 8 or re.search(r"\d|。$", line.tight):
            continue
        later = texts[at + 1 :]
        count = next(
            (n for n, text in enumerate(later) if len(text) < FEWEST or text not in later[n + 1 :]),
            len(later),
        )
        again = [later.index(text, n + 1) for n, text in enumerate(later[:count])]
        if len(again) > 1 and again[0] >= len(again) and again == sorted(again):
            return at
    return None


def _heads_entries(job: Job, at: int) -> bool:
    """Whether what stands under a heading, or on with it in its paragraph, could be an entry and is no sentence."""
    under = next((line for line in job.lines[at + 1 :] if not line.taken), None)
    if under is None or "\n" in job.lines[at].text:
        return True
    return not under.text.rstrip().endswith(("。", "；")) or bool(counted(under.text))


def _is_aside(job: Job, line: Line, above: Line, marker: str) -> bool:
    """Take what stands among entries and is none: editors, a sentence in small type on what an entry is about."""
    if STAFFED.match(line.text):
        take_line(job, line, "")
        return True
    if SUBTITLE.match(line.text) and any(
        other.tight == line.tight for other in job.lines if other is not line and not other.taken
    ):
        # the subtitle stands under its title again
        job.take(line, line.text)
        job.draft.repeated += line.text
        return True
    small = line.framed and line.size < above.size - 0.6 and not entry_text(line.text)[1]
    if not marker or not small or not line.text.endswith("。"):
        return False
    job.take(line)
    return True


def _entry(found: Contents, line: Line, column: str, words: str) -> None:
    if NUMERAL_PAGE.search(words.strip()):
        found.paged = True
    title, mark = entry_text(words)
    found.marks.append(mark)
    if PAGE.fullmatch(title):
        found.apart = True
    else:
        found.entries.append(Entry(re.sub(r"[ \t\u3000]+", " ", title), column, line.place))


def _ends(job: Job, found: Contents, line: Line, index: int, head: Line) -> bool:
    """Whether the contents end before a line: an article begins there."""
    words, _ = entry_text(line.text)
    tight = likeness(words)
    if (
        len(words) > LONGEST
        or EDITOR.match(line.text)
        or label_of(line.text)
        or line.text.rstrip().endswith(("。", "；"))
    ):
        return True
    if not found.entries:
        return False
    if _is_masthead_s(line):
        return True
    if re.sub(r"[\W_]", "", line.text) in found.columns:
        return True
    paged = bool(NUMERAL_PAGE.search(line.text.strip()))
    after = job.lines[index + 1] if index + 1 < len(job.lines) else line
    again = likeness(entry_text(after.text)[0])
    if (
        COLUMN.fullmatch(line.text)
        and not paged
        and job.is_big(after)
        and again in {likeness(entry.title) for entry in found.entries}
    ):
        # the column of the first article
        return True
    larger = job.is_big(line) and line.size > _entry_size(job, found)
    if larger and not paged and any(tight.startswith(likeness(entry.title)) for entry in found.entries):
        return True
    if line.page and not paged:
        return True
    if not paged and any(_same(tight, likeness(entry.title)) for entry in found.entries):
        return True
    looks = (
        line.centred
        and job.is_big(line)
        and (line.size > _entry_size(job, found) or not COLUMN.fullmatch(line.text))
    )
    if looks and not paged and not COLUMN.fullmatch(line.text) and line.size >= head.size * 0.8:
        return True
    if line.style.lower().startswith(("heading", "标题")) and not paged:
        return True
    if found.paged and not paged:
        # an entry over two lines has its page number on the second
        following = job.lines[index + 1] if index + 1 < len(job.lines) else None
        return not (
            COLUMN.fullmatch(line.text)
            or _is_column(job, line, index)
            or (following is not None and NUMERAL_PAGE.search(following.text.strip()))
        )
    return False


def _is_masthead_s(line: Line) -> bool:
    """Whether a line is a day, a number line or an organ: on a cover these stand below the contents."""
    when = dated(line.text)
    if when is not None and not when.rest.strip():
        return True
    return is_number_line(line.text) or (line.centred and organ_of(line.text)[1])


def _entry_size(job: Job, found: Contents) -> float:
    places = {entry.place for entry in found.entries}
    return max((line.size for line in job.lines if line.place in places), default=job.body_size)


def _is_column(job: Job, line: Line, index: int) -> bool:
    """A short line in bold, or with a colon, over entries that are not."""
    if len(line.tight) > 10 or NUMERAL_PAGE.search(line.text.strip()):
        return False
    after = job.lines[index + 1] if index + 1 < len(job.lines) else None
    if after is None or after.grid is not None:
        return False
    _, marker = entry_text(line.text)
    other = entry_text(after.text)[1]
    if marker and marker == other:
        return False
    if marker and not other and len(line.tight) <= 9:
        return True
    numbered = bool(NUMERAL_PAGE.search(after.text.strip()))
    return (
        (line.bold and not after.bold)
        or (line.text.rstrip().endswith(("：", ":")))
        or (numbered and len(line.tight) <= 6)
    )


def _same(one: str, other: str) -> bool:
    if not one or not other:
        return False
    return one == other or (
        min(len(one), len(other)) >= 8
        and (one in other or other in one)
        and min(len(one), len(other)) / max(len(one), len(other)) > 0.6
    )


def alike(one: str, other: str) -> float:
    """How alike a title and an entry are, 0 to 1; 1 where one holds the other."""
    one, other = likeness(one), likeness(other)
    if not one or not other:
        return 0
    if one == other:
        return 1
    if min(len(one), len(other)) >= 6 and (one in other or other in one):
        return 0.95
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def is_alike(one: str, other: str) -> bool:
    """Whether a title is what an entry announces."""
    return alike(one, other) >= _ALIKE
