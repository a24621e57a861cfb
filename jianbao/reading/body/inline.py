"""Marked-up text of one paragraph → spans, and for each of their characters where it stood.

markdown-it-py finds the marks but tells no places; its tokens follow the text closely, so they are walked beside it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, field
from msgspec.structs import replace

from jianbao.errors import Severity
from jianbao.expressions import compiled
from jianbao.language.numerals import SCRIPTS, circled
from jianbao.model.body import Inline, Span
from jianbao.reading.body.text import GAP, HARD_BREAK, edits

if TYPE_CHECKING:
    from markdown_it.token import Token

_UNPAIRED: Final = compiled(r"\*{2,}")
_SINGLE: Final = compiled(r"(?<!\*)\*(?![\s*])[^*\n]*[^\s*]\*(?!\*)")
_BROKEN_PICTURE: Final = compiled(r"[!！]\[[^\]\n]*\]\s*[(（]?")
_NO_NOTE: Final = compiled(r"\[\^[^\]\s]+\]")
_BROKEN_LINK: Final = compiled(r"\[[^\]\n]+\]\(([^)\n]+)\)?")
_SCRIPT: Final = r"<(?P<kind>su[pb])>(?P<text>[^<\n]{1,8})</(?P=kind)>"
_BREAK: Final = compiled(r"<br ?/?>", re.IGNORECASE)
_SCHEMES: Final = ("http://", "https://", "mailto:")


class Problem(Struct, frozen=True):
    """What is wrong in a body: message `code` at `offset` (characters from the body's start)."""

    code: str
    offset: int
    width: int = 1
    severity: Severity = Severity.ERROR
    params: dict[str, object] = field(default_factory=dict[str, object])


class Image(Struct):
    """A picture as written: where, which file, what stands under it and where each character of that does."""

    offset: int
    path: str
    alt: str
    credit: str
    alt_offsets: Sequence[int] = ()
    credit_offsets: Sequence[int] = ()


class Text(Struct):
    """One paragraph's text: `inline` is normalised; `bold` = all of it is; `images` stand in it."""

    inline: Inline
    bold: bool = False
    images: list[Image] = field(default_factory=list[Image])
    only_images: bool = False


class Walker:
    """Walks the tokens of one paragraph beside its text."""

    def __init__(
        self, source: str, positions: Sequence[int], problems: list[Problem], *, celled: bool = False
    ) -> None:
        """`positions[i]` is the body's offset of `source[i]`; it has one entry more, for the end.

        In a table's cell (`celled`), where a line of markup cannot end, `<br>` stands for a break.
        """
        self.source = source
        self.positions = positions
        self.problems = problems
        self.celled = celled
        self.at = 0
        self.text: list[str] = []
        self.offsets: list[int] = []
        self.runs: list[tuple[int, bool, str, int]] = []
        self.bold = 0
        self.raised = 0
        self.edges: list[int] = []
        self.link = ""
        self.images: list[Image] = []
        self.other = False
        self._closing = -1
        # what the end of a line stands for
        self.line_end = "\n"

    def read(self, tokens: Sequence[Token]) -> Text:
        """The text that the tokens make."""
        for token in tokens:
            self._token(token)
        inline = self._inline()
        bold = bool(inline.spans) and all(span.bold for span in inline.spans)
        return Text(inline, bold, self.images, bool(self.images) and not self.other)

    def _find(
        self, code: str, at: int, width: int, severity: Severity = Severity.ERROR, **params: object
    ) -> None:
        offset = self.positions[min(at, len(self.positions) - 1)]
        self.problems.append(Problem(code, offset, width, severity, params))

    def _add(self, text: str, offsets: Sequence[int]) -> None:
        self.text.append(text)
        self.offsets.extend(offsets)
        self.runs.append((len(text), self.bold > 0, self.link, self.raised))

    def _token(self, token: Token) -> None:  # noqa: C901, PLR0912, PLR0915 (one case a kind of token)
        at = self.at
        match token.type:
            case "text":
                if token.content:
                    self._plain(token.content)
            case "text_special":
                self.at += len(token.markup)
                self.other = True
                # a backslash that escapes nothing
                if token.content == token.markup:
                    self._add(token.content, self.positions[at : self.at])
                else:
                    # an escaped sign, or an entity such as &lt;
                    sign = at + token.markup.startswith("\\")
                    self._add(token.content, [self.positions[sign]] * len(token.content))
            case "softbreak" | "hardbreak":
                hard = self.source.startswith("\\", at)
                end = self.source.find("\n", at)
                self._add(HARD_BREAK if hard else self.line_end, [self.positions[at]])
                self.at = end + 1
                while self.source[self.at : self.at + 1] in (" ", "\t"):
                    self.at += 1
            case "strong_open" | "strong_close":
                self.bold += token.nesting
                self.at += 2
                self.edges.append(len(self.offsets))
            case "sup_open" | "sub_open":
                self.raised = 1 if token.tag == "sup" else -1
                self.at += 1
            case "sup_close" | "sub_close":
                self.raised = 0
                self.at += 1
            case "em_open" | "em_close":
                if token.nesting > 0:
                    self._find("R102", at, 1, Severity.WARNING)
                self._plain("*")
            case "link_open":
                self.link = self._address(str(token.attrs.get("href", "")), at)
                self.at += 1
            case "link_close":
                self.link = ""
                self.at = at + 1 if token.markup == "autolink" else self._behind_target(at + 1)[1]
            case "image":
                self._image(token)
            case "footnote_ref":
                self.at += len(str(token.meta["label"])) + 3
                number = int(token.meta["id"]) + 1
                outer, self.link = self.link, self.link or f"#{number}"
                self._add(circled(number), [self.positions[at]] * len(circled(number)))
                self.link = outer
            case "html_inline" if self._script(token.content, at):
                self.at += len(token.content)
            case "html_inline" if self.celled and _BREAK.fullmatch(token.content):
                self._add(HARD_BREAK, [self.positions[at]])
                self.at += len(token.content)
            case "html_inline":
                self._find("R100", at, len(token.content), tag=token.content[:30])
                self.at += len(token.content)
                self.other = True
            # whatever a later markdown-it makes of a text: its content, if it has any
            case _:
                if token.content:
                    self._plain(token.content)

    def _plain(self, content: str) -> None:
        at = self.at
        if not self.source.startswith(content, at):
            found = self.source.find(content, at)
            at = found if found >= 0 else at
        self.at = at + len(content)
        if content.strip():
            self.other = True
        offsets = self.positions[at : self.at]
        # no token is longer than its source, but none shall break us either
        if len(offsets) < len(content):
            offsets = [*offsets, *[self.positions[-1]] * (len(content) - len(offsets))]
        self._add(content, offsets)
        if "*" in content or "[" in content:
            self._look_for_slips(content, at)

    def _look_for_slips(self, content: str, at: int) -> None:
        """Marks that were meant and did not come off."""
        for found in _UNPAIRED.finditer(content):
            self._find("R101", at + found.start(), len(found[0]))
        for found in _SINGLE.finditer(content):
            self._find("R102", at + found.start(), len(found[0]), Severity.WARNING)
        if picture := _BROKEN_PICTURE.search(content):
            self._find("R108", at + picture.start(), len(picture[0]))
        elif link := _BROKEN_LINK.search(content):
            self._find("R109", at + link.start(), len(link[0]), url=link[1][:40])
        for found in _NO_NOTE.finditer(content):
            self._find("R114", at + found.start(), len(found[0]), label=found[0])

    def _script(self, tag: str, at: int) -> bool:
        """Tell `km<sup>2</sup>` with the character that it stands for, once for both tags."""
        if found := re.match(_SCRIPT, self.source[at : at + 24]):
            signs = SCRIPTS[1 if found["kind"] == "sup" else -1]
            if all(ord(char) in signs for char in found["text"]):
                before = re.search("(?:[A-Za-zμΩ℃/·]+|[0-9]+)$", self.source[max(at - 8, 0) : at])
                better = (before[0] if before else "") + found["text"].translate(signs)
                self._find("R125", at, len(found[0]), tag=found[0], better=better)
                self._closing = at + found.end("text")
                return True
        return tag.startswith("</") and at == self._closing

    def _address(self, url: str, at: int) -> str:
        if not url.lower().startswith(_SCHEMES) or any(char.isspace() for char in url):
            self._find("R109", at, 1, url=url[:40])
            return ""
        return url

    def _behind_target(self, at: int) -> tuple[int, int]:
        """(the index of the title, the index behind it all) of `(address "title")` at `at`."""
        # late: as in `markup.parser`
        from markdown_it.helpers import parseLinkDestination, parseLinkTitle

        end = len(self.source)
        at = self._behind_spaces(at + 1)
        target: Any = parseLinkDestination(self.source, at, end)
        at = self._behind_spaces(target.pos if target.ok else at)
        title: Any = parseLinkTitle(self.source, at, end)
        return at + 1, self._behind_spaces(title.pos if title.ok else at) + 1

    def _behind_spaces(self, at: int) -> int:
        while self.source[at : at + 1] in (" ", "\t", "\n"):
            at += 1
        return at

    def _image(self, token: Token) -> None:
        at = self.at
        path, credit = str(token.attrs.get("src", "")), str(token.attrs.get("title", ""))
        first = at + 2
        behind = first + len(token.content)
        title, self.at = self._behind_target(behind + 1)
        self.images.append(
            Image(
                self.positions[at],
                path,
                token.content,
                credit,
                self.positions[first:behind],
                self.positions[title : title + len(credit)],
            )
        )
        self._add("\ufffc", [self.positions[at]])

    def _gap(self, text: str, start: int, end: int, wanted: str) -> str:
        """A space beside `**` stands there for the marks' sake and is no gap."""
        typed = GAP in text[start:end]
        if wanted != GAP or typed:
            return wanted
        at = bisect_left(self.edges, start)
        return "" if self.edges[at : at + 1] and self.edges[at] <= end else wanted

    def _inline(self) -> Inline:
        """The spans of what was added, normalised."""
        text = "".join(self.text)
        changes = [(start, end, self._gap(text, start, end, wanted)) for start, end, wanted in edits(text)]
        spans: list[Span] = []
        offsets: list[int] = []
        start = 0
        following = 0
        for length, bold, link, raised in self.runs:
            end = start + length
            pieces: list[str] = []
            at = start
            while following < len(changes) and changes[following][0] < end:
                first, last, wanted = changes[following]
                # else it began in the run before, which has its replacement
                if first >= at:
                    pieces += (text[at:first], wanted)
                    offsets.extend(self.offsets[at:first])
                    offsets.extend(self.offsets[first : first + len(wanted)])
                at = min(last, end)
                if last > end:
                    break
                following += 1
            pieces.append(text[at:end])
            offsets.extend(self.offsets[at:end])
            kept = "".join(pieces).replace(HARD_BREAK, "\n")
            span = Span(kept, bold, link, raised)
            if kept and spans and _alike(spans[-1], span):
                spans[-1] = replace(span, text=spans[-1].text + kept)
            elif kept:
                spans.append(span)
            start = end
        return Inline(tuple(spans), tuple(offsets))


def _alike(one: Span, other: Span) -> bool:
    return (one.bold, one.link, one.raised) == (other.bold, other.link, other.raised)


def part_of(inline: Inline, start: int, end: int) -> Inline:
    """Characters `start` to `end` of a text."""
    spans: list[Span] = []
    at = 0
    for span in inline.spans:
        piece = span.text[max(start - at, 0) : max(end - at, 0)]
        if piece:
            spans.append(replace(span, text=piece))
        at += len(span.text)
    return Inline(tuple(spans), inline.offsets[start:end])


def without_bold(inline: Inline) -> Inline:
    """The text in one weight, for what has a face of its own."""
    spans: list[Span] = []
    for span in inline.spans:
        plain = replace(span, bold=False)
        if spans and _alike(spans[-1], plain):
            spans[-1] = replace(plain, text=spans[-1].text + span.text)
        else:
            spans.append(plain)
    return Inline(tuple(spans), inline.offsets)


def joined(first: Inline, second: Inline, between: str) -> Inline:
    """Two texts as one."""
    offset = first.offsets[-1:] or second.offsets[:1]
    return Inline(
        (*first.spans, Span(between), *second.spans),
        (*first.offsets, *offset * len(between), *second.offsets),
    )
