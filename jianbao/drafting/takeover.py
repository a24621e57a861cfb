"""An issue file, and the issue as somebody edited it in Word → the file's text with those edits in it.

What did not change keeps its characters, comments and line ends: edits go to the characters that differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel

from jianbao.drafting.draft import value_lines
from jianbao.drafting.markup import text_of
from jianbao.drafting.places import Edit, drop, drop_item, entry, put, put_item, root_of
from jianbao.errors import InputError
from jianbao.glossary import ZH
from jianbao.importing.parts import Draft
from jianbao.language.labels import DISTRIBUTION_LABELS
from jianbao.model.body import Block, Body, Inline
from jianbao.model.issue import Article, Issue
from jianbao.reading.body.markup import parse
from jianbao.reading.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from jianbao.reading.yaml.source import edited

if TYPE_CHECKING:
    from jianbao.reading import Reading

_LINES: Final = ("kicker", "title", "subtitle", "column", "source", "remark")
_BODIES: Final = ("editor_note", "abstract", "body")
_WHOLE: Final = ("date", "addressee", "enclosures", "signature")
# what a page may leave out though the issue has it
_ASSIGNED: Final = ("number", "total", "number_last", "total_last", "kind", "series")
_VALUES: Final = (*_ASSIGNED, "date", "organ", "masthead", "copies", "staff", "print")
_SAME: Final = 0.4
# the length of a place within an article or attachment
_IN_TEXT: Final = 3
_ALIKE: Final = 0.5

Loc = tuple[str | int, ...]
# what kind of block it is, and what it says
_Key = tuple[str, str]


def taken_over(reading: Reading, other: Issue, draft: Draft) -> tuple[str, list[str]]:
    """(the file's text with what `other` says otherwise, the names of what differs and has to be written by hand).

    `draft` is what `other` was read from; where a value cannot be changed by its characters, it is written anew from it.
    So is a body that would not say what `other` does: the text is read again before anybody has it.
    """
    coarse: set[Loc] = set()
    while True:
        job = _Job(reading, draft, coarse)
        job.take(other)
        try:
            text = edited(reading.text, job.all_edits())
            wrong = job.unlike(text)
        except (ValueError, InputError):
            text, wrong = reading.text, {*job.bodies, *job.lines, *job.written}
        if text != reading.text and not wrong:
            return text, list(dict.fromkeys(job.left))
        if wrong <= coarse:
            names = (ZH[str(loc[-1])] for loc in sorted(wrong, key=str))
            return reading.text, list(dict.fromkeys([*job.left, *names]))
        coarse |= wrong


def _said(value: Any) -> Any:
    """A value as it counts: without where lines are to end, an empty one as None."""
    if isinstance(value, BaseModel):
        value = value.model_dump()
    if isinstance(value, dict):
        return {name: said for name, each in value.items() if (said := _said(each)) is not None} or None
    if isinstance(value, (list, tuple)):
        return [_said(each) for each in value] or None
    return value.replace("|", "") if isinstance(value, str) else value or None


class _Job:
    def __init__(self, reading: Reading, draft: Draft, coarse: AbstractSet[Loc]) -> None:
        self.reading, self.draft = reading, draft
        # texts that are not to be changed by their characters
        self.coarse = coarse
        # what bodies that differ are to say, and lines
        self.bodies: dict[Loc, list[_Key]] = {}
        self.lines: dict[Loc, str] = {}
        self.written: set[Loc] = set()
        self.root = root_of(reading.text)
        # characters changed, by the text that they belong to
        self.edits: list[tuple[Loc, Edit]] = []
        self.anew: list[Edit] = []
        self.left: list[str] = []
        # texts that cannot be written where they stand, as within { }
        self.by_hand: set[Loc] = set()
        # of each text of the file, which one of the draft it is
        self.pairs: dict[Loc, int] = {}
        self.file = reading.span(("articles",), 0, 0)[0]

    def take(self, other: Issue) -> None:
        """All that `other` says otherwise."""
        issue = self.reading.issue
        for name in _VALUES:
            mine, others = _said(getattr(issue, name)), _said(getattr(other, name))
            unset = name in _ASSIGNED and (not mine or not others)
            if mine != others and not unset:
                self.whole((name,))
        for key in ("articles", "attachments"):
            self.texts(key, getattr(issue, key), getattr(other, key))
        for name in ("editor_note", "abstract"):
            self.body((name,), getattr(issue, name), getattr(other, name))
        recipients, others = (
            tuple((each.label, each.this_issue, each.text) for each in one.distribution)
            for one in (issue, other)
        )
        if recipients != others:
            self.distribution()

    def unlike(self, text: str) -> set[Loc]:
        """The texts that `text`, the file with all edits in it, would not say as they are to. Raises InputError."""
        root = root_of(text)
        return {
            *(
                loc
                for loc, said in self.bodies.items()
                if loc not in self.by_hand
                and (found := self._found(root, loc)) is not None
                and _keys(parse(found).blocks) != said
            ),
            # written anew they may be typed otherwise than the model says them
            *(
                loc
                for loc, line in self.lines.items()
                if loc not in self.coarse and (self._found(root, loc) or "").replace("|", "") != line
            ),
        }

    def _found(self, root: MappingNode, loc: Loc) -> str | None:
        """The text that a file has for one of ours; None where none stands there."""
        if len(loc) == _IN_TEXT:
            loc = (loc[0], self.pairs[loc[0], int(loc[1])], loc[2])
        node = _node(root, loc)
        return (node.text or "") if node is not None else None

    def all_edits(self) -> list[Edit]:
        """Values written anew, and the characters changed in all others."""
        spans = [(start, end) for start, end, _ in self.anew if end > start]
        return [
            *self.anew,
            *(
                edit
                for loc, edit in self.edits
                if loc not in self.by_hand and not any(start <= edit[0] < end for start, end in spans)
            ),
        ]

    def texts(self, key: str, mine: Sequence[Any], others: Sequence[Any]) -> None:
        """Articles or attachments: those that stayed by their words, those that came and went as a whole."""
        pairs = _paired(mine, others)
        self.pairs |= {(key, one): other for one, other in pairs.items()}
        for one, other in pairs.items():
            self.article((key, one), mine[one], others[other])
        found = entry(self.root, key)
        came = [at for at in range(len(others)) if at not in pairs.values()]
        gone = [at for at in range(len(mine)) if at not in pairs]
        if not came and not gone:
            return
        node = found[1] if found is not None else None
        if isinstance(node, MappingNode) or (found is None and key == "articles") or (mine and not pairs):
            self.left.append(ZH[key])
            return
        if not isinstance(node, SequenceNode):
            lines = [
                f"{ZH[key]}:",
                *(f"  {line}" for at in came for line in value_lines(self.draft, (key, at))),
            ]
            self.anew.append(put(self.reading.text, self.root, key, lines, tuple(Issue.model_fields)))
            return
        for at in gone:
            self._note(drop_item(self.reading.text, node, at), key)
        behind = {other: one for one, other in pairs.items()}
        for at in came:
            before = max((behind[other] for other in behind if other < at), default=-1)
            self.anew.append(put_item(self.reading.text, node, before, value_lines(self.draft, (key, at))))

    def distribution(self) -> None:
        """The recipients, in the shape that the file has."""
        labels = [name for name in DISTRIBUTION_LABELS if entry(self.root, name)]
        if not labels:
            self.whole(("distribution",))
            return
        said = {each["label"]: each["to"] for each in self.draft.values.get("distribution", ())}
        for label in labels:
            if label not in said:
                self._note(drop(self.reading.text, self.root, label), "distribution")
            else:
                self.anew.append(
                    put(
                        self.reading.text,
                        self.root,
                        label,
                        [f"{label}：{said[label]}".replace("：", ": ", 1)],
                        (),
                    )
                )
        if said.keys() - set(labels):
            self.left.append(ZH["distribution"])

    def whole(self, loc: Loc) -> None:
        """Write a value anew, or take it away."""
        if loc in self.written:
            return
        self.written.add(loc)
        mapping: Any = self.root
        source: Loc = loc
        name = str(loc[-1])
        if len(loc) == _IN_TEXT:
            key, index, _ = loc
            found = entry(self.root, str(key))
            source = (key, self.pairs[key, int(index)], name)
            mapping = found[1] if found is not None else None
            if isinstance(mapping, SequenceNode):
                mapping = mapping.items[int(index)]
        lines = value_lines(self.draft, source)
        if not isinstance(mapping, MappingNode) or mapping.flow:
            self.left.append(ZH[name])
            self.by_hand.add(loc)
        elif lines:
            fields = Issue.model_fields if len(loc) == 1 else Article.model_fields
            self.anew.append(put(self.reading.text, mapping, name, lines, tuple(fields)))
        else:
            self._note(drop(self.reading.text, mapping, name), name)

    def _note(self, edit: Edit | None, name: str) -> None:
        """Take an edit, or say what has to be done by hand."""
        if edit is None:
            self.left.append(ZH[name])
        else:
            self.anew.append(edit)

    def article(self, loc: Loc, mine: Any, others: Any) -> None:
        """All that one article or attachment says."""
        for name in _LINES:
            self.line((*loc, name), getattr(mine, name, None), getattr(others, name, None))
        byline: Sequence[str] = getattr(mine, "byline", ())
        signed: Sequence[str] = getattr(others, "byline", ())
        if len(byline) == len(signed) == 1:
            self.line((*loc, "byline"), byline[0], signed[0])
        elif byline != signed:
            self.whole((*loc, "byline"))
        for name in _WHOLE:
            if _said(getattr(mine, name, None)) != _said(getattr(others, name, None)):
                self.whole((*loc, name))
        for name in _BODIES:
            self.body((*loc, name), getattr(mine, name, None), getattr(others, name, None))

    def line(self, loc: Loc, mine: str | None, others: str | None) -> None:
        """A value of one line; where lines end is the layout's affair."""
        if mine is None or others is None:
            if mine or others:
                self.whole(loc)
            return
        at = [index for index, char in enumerate(mine) if char != "|"]
        ours, theirs = "".join(mine[index] for index in at), others.replace("|", "")
        if ours == theirs:
            return
        self.lines[loc] = theirs
        if loc in self.coarse:
            self.whole(loc)
            return
        self._characters(loc, ours, theirs, at)

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
            self.whole(loc)
        else:
            self.edits.append((loc, (first, last, new)))

    def body(self, loc: Loc, mine: Body | None, others: Body | None) -> None:
        """A text: characters where a paragraph goes on being one, whole paragraphs where they came or went."""
        if mine is None or others is None:
            if mine or others:
                self.whole(loc)
            return
        ours, theirs = _keys(mine.blocks), _keys(others.blocks)
        if ours == theirs:
            return
        self.bodies[loc] = theirs
        if loc in self.coarse:
            self.whole(loc)
            return
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
            self.whole(loc)
            return
        for block in mine:
            self._drop(loc, *_paragraph(body, block))
        before = body.blocks[at - 1] if at else None
        if others and (before is None or _inline(before) is None):
            self.whole(loc)
        elif others and before is not None:
            inline = _inline(before)
            assert inline is not None
            end = body.source.find("\n\n", inline.offsets[-1])
            at = len(body.source[: end if end >= 0 else None].rstrip())
            self._insert(loc, at, text_of(list(others)))

    def _drop(self, loc: Loc, start: int, end: int) -> None:
        """Take a paragraph away with what sets its first line in, if its last line end goes with it."""
        name, first, last = self.reading.span(loc, start, end)
        text = self.reading.text
        if name != self.file:
            self.whole(loc)
        else:
            start = text.rfind("\n", 0, first) + 1 if text[last - 1] == "\n" else first
            self.edits.append((loc, (start, last, "")))

    def _insert(self, loc: Loc, at: int, text: str) -> None:
        """New paragraphs behind character `at`, set in as the text around them."""
        name, _, end = self.reading.span(loc, at - 1, at)
        if name != self.file:
            self.whole(loc)
            return
        source = self.reading.text
        line = source[source.rfind("\n", 0, end - 1) + 1 : end]
        indent = line[: len(line) - len(line.lstrip())]
        lines = [f"{indent}{each}" if each else "" for each in text.strip("\n").split("\n")]
        self.edits.append((loc, (end, end, "\n\n" + "\n".join(lines))))


def _node(root: MappingNode, loc: Loc) -> ScalarNode | None:
    """The text at a place of a file, if a text stands there."""
    node: Node | None = root
    for name in loc:
        if isinstance(name, int):
            # a single article may stand without a list
            node = node.items[name] if isinstance(node, SequenceNode) else node
        else:
            found = entry(node, name) if isinstance(node, MappingNode) else None
            node = found[1] if found is not None else None
    return node if isinstance(node, ScalarNode) else None


def _paired(mine: Sequence[Any], others: Sequence[Any]) -> dict[int, int]:
    """Which text is which: by title or words, in their order."""
    if len(mine) == len(others):
        return {at: at for at in range(len(mine))}
    found: dict[int, int] = {}
    start = 0
    for at, one in enumerate(mine):
        best = max(range(start, len(others)), key=lambda other: _likeness(one, others[other]), default=-1)
        if best >= 0 and _likeness(one, others[best]) > _ALIKE:
            found[at], start = best, best + 1
    return found


def _likeness(one: Any, other: Any) -> float:
    mine, others = (
        f"{each.title or ''}{each.body.source if each.body else ''}"[:400] for each in (one, other)
    )
    return SequenceMatcher(None, mine, others, autojunk=False).ratio()


def _changes(mine: str, others: str) -> Iterator[Edit]:
    for kind, start, end, first, last in SequenceMatcher(None, mine, others, autojunk=False).get_opcodes():
        if kind != "equal":
            yield start, end, others[first:last]


def _inline(block: Block) -> Inline | None:
    inline = getattr(block, "inline", None)
    return inline if isinstance(inline, Inline) else None


def _keys(blocks: Sequence[Block]) -> list[_Key]:
    return [_key(block) for block in blocks]


def _key(block: Block) -> _Key:
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
