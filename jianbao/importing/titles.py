"""Which of an issue's lines titles are made of: by looks, by the contents, else by what else sets them apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from jianbao.importing.bylines import is_byline
from jianbao.importing.contents import Contents, alike, is_alike
from jianbao.importing.grammar import dated, plain
from jianbao.importing.marks import ATTACHED, BULLETS, CHAPTER, COLUMN, EDITOR, ENDS, level_of, uncounted
from jianbao.importing.parts import RULED, SUBTITLE, Job, Line
from jianbao.language.persons import is_name

_LONGEST_TITLE: Final = 90
_SHORT_TITLE: Final = 24
CAPTION: Final = re.compile(
    r"(?:[附续]?[图表]\s*[0-9０-９一二三四五六七八九十]+|单位[:：]|注[:：]|资料来源|数据来源)"
)


def titles_of(job: Job, free: Sequence[Line], listed: Contents | None) -> set[int]:
    """The indices of lines that titles are made of: by looks, by the contents, else by what else sets them apart."""
    looks = {at for at, line in enumerate(free) if _looks(job, line)}
    if looks and all(_is_caption_place(free, at) for at in looks):
        looks = set()
    if not looks:
        looks = {at for at, line in enumerate(free) if _looks_left(job, line)}
    if not looks:
        looks = _like_first(job, free)
    looks -= _not_titles(job, free, looks, listed)
    largest = max((free[at].size for at in looks), default=0)
    looks -= {at for at in looks if free[at].size < largest - 0.6 and _is_caption_place(free, at)}
    found = set(looks)
    if listed is not None:
        found |= _announced(free, listed, looks)
    if found:
        return found
    if counted := _counted(free):
        job.thin = True
        return counted
    for sign in (_is_bold_lead, lambda _, line: line.centred):
        marked = {
            at
            for at, line in enumerate(free[:-1])
            if may_be_title(line) and sign(job, line) and not free[at + 1].strong
        }
        # under a title it is its by-line
        marked -= {at for at in marked if at - 1 in marked and is_byline(free[at].text)}
        if marked and min(marked) <= 2:
            job.thin = True
            return marked
    job.thin = True
    return _set_apart(free)


def _set_apart(free: Sequence[Line]) -> set[int]:
    """Lines that look as the first of all does, which looks as no text: by face, weight, colour or the mark before it."""
    texts = Counter[tuple[object, ...]]()
    for line in free:
        if line.grid is None and len(line.text) > _SHORT_TITLE:
            texts[look_of(line)] += len(line.text)
    shown = [at for at, line in enumerate(free) if line.grid is None and line.text.strip(RULED)]
    look = look_of(free[shown[0]]) if shown else ()
    alike = {at for at in shown if look_of(free[at]) == look}
    if not texts or look in texts or not all(_may_head(free, at) for at in alike):
        return set()
    return alike


def look_of(line: Line) -> tuple[object, ...]:
    """What a line looks like: face, weight, colour, place and the mark before it."""
    mark = line.text[:1] if line.text[:1] in set(BULLETS) else ""
    return line.face, line.bold, line.colour, line.centred, line.right, mark


def _may_head(free: Sequence[Line], at: int) -> bool:
    """Whether a line is no sentence, no level's heading, and text stands under it."""
    line, after = free[at], free[at + 1] if at + 1 < len(free) else None
    return (
        may_be_title(line)
        and not (line.right or line.celled or level_of(line.text) or line.text.strip().endswith(ENDS))
        and len(line.tight) <= _LONGEST_TITLE // 2
        and after is not None
        and (after.grid is not None or len(after.text) > _SHORT_TITLE or not after.strong)
    )


def _counted(free: Sequence[Line]) -> set[int]:
    """Headings that are counted through from the first line of all on: each begins an article."""
    shown = [at for at, line in enumerate(free) if any(char.isalnum() for char in line.text)]
    level = level_of(free[shown[0]].text) if shown else 0
    found = [
        at
        for at in shown
        if free[at].grid is None
        and level_of(free[at].text) == level
        # a heading of the first level, as the standard sets it, parts a text
        and (free[at].bold or (level == 1 and (free[at].centred or not free[at].strong)))
        and may_be_title(free[at])
        and len(free[at].tight) <= 40
    ]
    first = bool(found) and found[0] == shown[0]
    return set(found) if first and level in (1, 3) and uncounted([free[at].text for at in found]) else set()


def may_be_title(line: Line) -> bool:
    """Whether a line's words could be a title's, whatever it looks like."""
    text = line.text.strip()
    return (
        line.grid is None
        and 2 <= len(plain(text)) <= _LONGEST_TITLE
        and not text.endswith(ENDS[:1])
        and "\ufffc" not in text
        and not CAPTION.match(text)
        and not CHAPTER.match(text)
        and not COLUMN.fullmatch(text)
        and not ATTACHED.fullmatch(text)
        and not EDITOR.match(text)
        and not (dated(text) and len(plain(text)) < 22)
        and any(char.isalnum() for char in text)
        and not plain(text).isdecimal()
        and not SUBTITLE.match(text)
        and not is_name(text)
    )


def _looks(job: Job, line: Line) -> bool:
    style = line.style.lower()
    if not may_be_title(line) or line.celled:
        return False
    level = re.fullmatch(r"heading ([1-9])|标题 ?([1-9])", style)
    if job.content.kind == "text":
        return bool(level) and level is not None and int(level[1] or level[2]) <= 2
    if level and int(level[1] or level[2]) == 1 and not level_of(line.text):
        return line.centred or job.is_big(line)
    return line.centred and job.is_big(line) and not line.right


def _looks_left(job: Job, line: Line) -> bool:
    """A title that stands left: large, short, without a sentence's end."""
    text = line.text.strip()
    return (
        may_be_title(line)
        and (line.size >= job.body_size * 1.2 or (line.text[:1] in BULLETS and line.size > job.body_size + 1))
        and len(plain(text)) <= 50
        and not line.right
        and not text.endswith(ENDS)
        and not level_of(text)
    )


def _like_first(job: Job, free: Sequence[Line]) -> set[int]:
    """Lines set a little larger than the text, as the first of all is; they are doubted."""
    size = free[0].size if free else 0
    found = {
        at
        for at, line in enumerate(free[:-1])
        if may_be_title(line)
        and line.size == size
        and job.is_big(line)
        and not (line.right or line.celled or level_of(line.text) or line.text.strip().endswith(ENDS))
        and len(line.tight) <= _SHORT_TITLE
        and len(free[at + 1].text) > _SHORT_TITLE
    }
    job.thin = job.thin or bool(found)
    return found if 0 in found else set()


def _is_caption_place(free: Sequence[Line], at: int) -> bool:
    """Whether a line stands where captions do: under a picture, over a table or its unit."""
    before = free[at - 1] if at else None
    if before is not None and before.pictured:
        return True
    following = free[at + 1 : at + 3]
    if following and following[0].grid is not None:
        return True
    return (
        len(following) > 1
        and following[1].grid is not None
        and bool(CAPTION.match(following[0].text.strip("（( ")))
    )


def _not_titles(job: Job, free: Sequence[Line], looks: set[int], listed: Contents | None) -> set[int]:
    """Headings of levels that are set as large as titles, where other lines are larger or the contents know them not."""
    sizes = [free[at].size for at in looks]
    numbered = {at for at in looks if level_of(free[at].text) in (1, 2)}
    if not numbered or numbered == looks:
        return numbered if listed and numbered != looks else set()
    known = {
        at
        for at in numbered
        if listed and any(is_alike(free[at].text, entry.title) for entry in listed.entries)
    }
    smaller = {
        at
        for at in looks - numbered
        if sizes and free[at].size < max(sizes) * 0.75 and not job.is_big(free[at])
    }
    return (numbered - known) | smaller


def _announced(free: Sequence[Line], listed: Contents, looks: set[int]) -> set[int]:
    """Lines that the contents announce, for entries that no line by its looks fits."""
    found: set[int] = set()
    groups = _groups(free, looks)
    for entry in listed.entries:
        if any(is_alike("".join(free[at].text for at in group), entry.title) for group in groups):
            continue
        best, score = -1, 0.8
        for at, line in enumerate(free):
            if (
                at in found
                or not may_be_title(line)
                or line.text.strip().endswith(ENDS)
                or len(line.tight) > 60
            ):
                continue
            if (new := alike(line.text, entry.title)) > score:
                best, score = at, new
        if best >= 0:
            found.add(best)
    return found


def _groups(free: Sequence[Line], titles: set[int]) -> list[list[int]]:
    groups: list[list[int]] = []
    for at in sorted(titles):
        if (
            groups
            and groups[-1][-1] == at - 1
            and abs(free[at].size - free[at - 1].size) < 0.6
            and free[at].red == free[at - 1].red
        ):
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups


def _is_bold_lead(_: Job, line: Line) -> bool:
    text = line.text.strip()
    return line.strong and len(plain(text)) <= 45 and not text.endswith(ENDS) and not level_of(text)


def title_parts(line: Line, kind: str) -> list[str]:
    """The lines of a title; a blank in a file without line ends of its own is where one was."""
    parts: list[str] = []
    for piece in line.text.split("\n"):
        words = re.split(r"[ \t\u3000\xa0]+", piece.strip().lstrip(BULLETS + " "))
        if all(len(word) == 1 for word in words):
            words = ["".join(words)]
        if kind == "text":
            parts += _at_gaps(words)
        else:
            parts.append(" ".join(words))
    return [part for part in parts if part]


def _at_gaps(words: Sequence[str]) -> list[str]:
    """Words parted where the blank stands between Chinese, joined elsewhere."""
    parts = [words[0]] if words else []
    for word in words[1:]:
        if ord(parts[-1][-1:] or " ") > 0x2000 and ord(word[:1] or " ") > 0x2000:
            parts.append(word)
        else:
            parts[-1] += " " + word
    return parts
