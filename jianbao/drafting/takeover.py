"""An issue file, and the issue as somebody edited it in Word → the file's text with those edits in it.

What did not change keeps its characters, comments and line ends: edits go to the characters that differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Final

from jianbao.drafting.markup import text_of
from jianbao.glossary import ZH
from jianbao.model.body import Block, Body, Inline
from jianbao.model.issue import Issue
from jianbao.reading.yaml.source import edited

if TYPE_CHECKING:
    from jianbao.reading import Reading

_LINES: Final = ("kicker", "title", "subtitle", "column", "source", "remark")
_SAME: Final = 0.4

Loc = tuple[str | int, ...]
Edit = tuple[int, int, str]


def taken_over(reading: Reading, other: Issue) -> tuple[str, list[str]]:
    """(the file's text with what `other` says otherwise, the names of what differs and has to be written by hand)."""
    job = _Job(reading)
    issue = reading.issue
    for name in ("date", "number", "total", "kind", "series", "copies", "staff", "print"):
        mine, others = getattr(issue, name), getattr(other, name)
        if others not in (None, {}) and mine is not None and mine != others:
            job.left.append(ZH[name])
    if len(issue.articles) != len(other.articles):
        job.left.append(ZH["articles"])
    else:
        for index, (mine, others) in enumerate(zip(issue.articles, other.articles, strict=True)):
            job.article(("articles", index), mine, others)
    if len(issue.attachments) != len(other.attachments):
        job.left.append(ZH["attachments"])
    else:
        for index, (mine, others) in enumerate(zip(issue.attachments, other.attachments, strict=True)):
            job.line(("attachments", index, "title"), mine.title, others.title)
            job.body(("attachments", index, "body"), mine.body, others.body)
    for name in ("editor_note", "abstract"):
        job.body((name,), getattr(issue, name), getattr(other, name))
    mine, others = (
        tuple((each.label, each.text) for each in each_issue.distribution) for each_issue in (issue, other)
    )
    if mine != others:
        job.left.append(ZH["distribution"])
    return edited(reading.text, job.edits), list(dict.fromkeys(job.left))


class _Job:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.edits: list[Edit] = []
        self.left: list[str] = []
        self.file = reading.span(("articles",), 0, 0)[0]

    def article(self, loc: Loc, mine: Any, others: Any) -> None:
        """All that one article says."""
        for name in _LINES:
            self.line((*loc, name), getattr(mine, name), getattr(others, name))
        if len(mine.byline) == len(others.byline) == 1:
            self.line((*loc, "byline"), mine.byline[0], others.byline[0])
        elif mine.byline != others.byline:
            self.left.append(ZH["byline"])
        for name in ("editor_note", "abstract", "body"):
            self.body((*loc, name), getattr(mine, name), getattr(others, name))

    def line(self, loc: Loc, mine: str | None, others: str | None) -> None:
        """A value of one line; where lines end is the layout's affair."""
        if mine is None or others is None:
            if mine or others:
                self.left.append(ZH[str(loc[-1])])
            return
        at = [index for index, char in enumerate(mine) if char != "|"]
        bare = "".join(mine[index] for index in at)
        self._characters(loc, bare, others.replace("|", ""), at)

    def _characters(self, loc: Loc, mine: str, others: str, at: Sequence[int]) -> None:
        """Edits for the characters that differ; `at` has for each of `mine` its offset in the value."""
        for start, end, new in _changes(mine, others):
            first = at[start] if start < len(at) else at[-1] + 1
            last = at[end - 1] + 1 if end > start else first
            self._edit(loc, first, last, new.replace("\n", ""))

    def _edit(self, loc: Loc, start: int, end: int, new: str) -> None:
        if end > start:
            name, first, last = self.reading.span(loc, start, end)
        else:
            name, last, first = self.reading.span(loc, max(start - 1, 0), max(start, 1))
            last = first
        if name != self.file:
            self.left.append(ZH[str(loc[-1])])
        else:
            self.edits.append((first, last, new))

    def body(self, loc: Loc, mine: Body | None, others: Body | None) -> None:
        """A text: characters where a paragraph goes on being one, whole paragraphs where they came or went."""
        if mine is None or others is None:
            if mine or others:
                self.left.append(ZH[str(loc[-1])])
            return
        ours, theirs = list(map(_key, mine.blocks)), list(map(_key, others.blocks))
        matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
        for kind, start, end, first, last in matcher.get_opcodes():
            if kind != "equal":
                self._blocks(loc, mine, start, mine.blocks[start:end], others.blocks[first:last])

    def _blocks(self, loc: Loc, body: Body, at: int, mine: Sequence[Block], others: Sequence[Block]) -> None:
        if len(mine) == len(others) and all(map(_is_edited, mine, others)):
            for one, other in zip(mine, others, strict=True):
                inline, new = _inline(one), _inline(other)
                assert inline is not None
                assert new is not None
                self._characters(loc, inline.text, new.text, inline.offsets)
            return
        if any(_inline(block) is None for block in (*mine, *others)):
            self.left.append(ZH[str(loc[-1])])
            return
        for block in mine:
            start, end = _paragraph(body, block)
            self._edit(loc, start, end, "")
        before = body.blocks[at - 1] if at else None
        if others and (before is None or _inline(before) is None):
            self.left.append(ZH[str(loc[-1])])
        elif others and before is not None:
            inline = _inline(before)
            assert inline is not None
            end = body.source.find("\n\n", inline.offsets[-1])
            at = len(body.source[: end if end >= 0 else None].rstrip())
            self._insert(loc, at, text_of(list(others)))

    def _insert(self, loc: Loc, at: int, text: str) -> None:
        """New paragraphs behind character `at`, set in as the text around them."""
        name, _, end = self.reading.span(loc, at - 1, at)
        if name != self.file:
            self.left.append(ZH[str(loc[-1])])
            return
        source = self.reading.text
        line = source[source.rfind("\n", 0, end - 1) + 1 : end]
        indent = line[: len(line) - len(line.lstrip())]
        lines = [f"{indent}{each}" if each else "" for each in text.strip("\n").split("\n")]
        self.edits.append((end, end, "\n\n" + "\n".join(lines)))


def _changes(mine: str, others: str) -> Iterator[Edit]:
    for kind, start, end, first, last in SequenceMatcher(None, mine, others, autojunk=False).get_opcodes():
        if kind != "equal":
            yield start, end, others[first:last]


def _inline(block: Block) -> Inline | None:
    inline = getattr(block, "inline", None)
    return inline if isinstance(inline, Inline) else None


def _key(block: Block) -> tuple[str, str]:
    inline = _inline(block)
    if inline is not None:
        return type(block).__name__, inline.text
    # tables and pictures: all that they hold, but for the places and names of files
    return type(block).__name__, repr(_shown(block))


def _shown(block: Any) -> Any:
    if hasattr(block, "pictures"):
        return [(each.caption, each.credit) for each in block.pictures]
    if hasattr(block, "rows"):
        return [
            [(cell.inline.text, cell.column_span, cell.row_span) for cell in row]
            for row in (*block.head, *block.rows)
        ]
    return type(block).__name__


def _is_edited(one: Block, other: Block) -> bool:
    """Whether a paragraph is another with words changed."""
    mine, others = _inline(one), _inline(other)
    if mine is None or others is None or not mine.offsets or type(one) is not type(other):
        return False
    return SequenceMatcher(None, mine.text, others.text, autojunk=False).ratio() > _SAME


def _paragraph(body: Body, block: Block) -> tuple[int, int]:
    """(start, end) of a block in its body's source with the blank line behind it, the last with the one before it."""
    inline = _inline(block)
    assert inline is not None
    start = body.source.rfind("\n\n", 0, inline.offsets[0])
    end = body.source.find("\n\n", inline.offsets[-1])
    if end < 0:
        return max(start, 0), len(body.source.rstrip())
    return start + 2 if start >= 0 else 0, end + 2
