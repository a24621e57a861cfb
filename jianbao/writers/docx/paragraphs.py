"""Laid-out paragraphs → live ones: one run for each change of look, however many lines it goes over.

A line's end is not written down: its letter-spacing, and here and there a U+200B, make every word processor find it
again, and the text still flows when the clerk edits it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from jianbao.expressions import compiled
from jianbao.pages import Line, Paragraph, Rule, Run, RunKind
from jianbao.typography import STYLES, Align, FaceRole, Style, stated_rise
from jianbao.writers.common import is_url, target_of
from jianbao.writers.docx.markup import (
    HINT,
    Counter,
    Indents,
    ParagraphProperties,
    RunProperties,
    escape,
    fonts,
)
from jianbao.writers.docx.styles import RULE_STYLE, SPACER_STYLE, style_id

_ZWSP: Final = "\u200b"
_EATEN: Final = (2 * _ZWSP, 4 * _ZWSP)
_LINE_BREAK: Final = "<w:br/>"
_TAB: Final = "<w:tab/>"
_UNNAMABLE: Final = compiled(r"[^0-9A-Za-z_]")


class RunLook(Struct, frozen=True):
    """All that tells one run from the next."""

    role: FaceRole
    size: int
    spacing: int
    bold: bool
    colour: str
    link: str = ""
    rise: int = 0


class Token(Struct):
    """A stretch of one look: text, or a mark-up element of its own (tab, break, field)."""

    look: RunLook
    text: str = ""
    element: str = ""


class _Frame(Struct, frozen=True):
    """What stands around a paragraph's lines; lengths in twips."""

    before: int
    after: int
    keep_next: bool
    page_break: bool
    section: str


class Writer(Struct):
    """Writes paragraphs of one document: knows its faces, counts its bookmarks, collects its web links."""

    faces: Mapping[FaceRole, str]
    hard_breaks: frozenset[int] = frozenset()
    bookmarks: Counter = field(default_factory=Counter)
    # URL → relationship id
    addresses: dict[str, str] = field(default_factory=dict[str, str])
    _count: int = 0
    _properties: dict[tuple[RunLook, str], str] = field(default_factory=dict[tuple[RunLook, str], str])

    def paragraph(
        self,
        paragraph: Paragraph,
        *,
        before: int | None = None,
        after: int = 0,
        keep_next: bool | None = None,
        page_break: bool | None = None,
        section: str = "",
        anchored: str = "",
    ) -> str:
        """A live paragraph, with the paragraphs of its rules above and below it.

        `before`, `keep_next` and `page_break` overrule the paragraph's own, `after` adds to it; `section` is a
        `w:sectPr` that ends here, `anchored` a run that carries a drawing. A page break inside makes two paragraphs of it, for LibreOffice does so anyway and
        would indent the second like a first line.
        """
        hard = self._count in self.hard_breaks
        self._count += 1
        above, below, space = paragraph.rule_above, paragraph.rule_below, after + paragraph.after
        frame = _Frame(
            before=paragraph.before if before is None else before,
            after=0 if below else space,
            keep_next=_keeps(paragraph) if keep_next is None else keep_next,
            page_break=paragraph.page_break_before if page_break is None else page_break,
            section="" if below else section,
        )
        parts: list[str] = []
        if above:
            parts.append(
                rule(top=above, gap=paragraph.rule_gap, before=frame.before, page_break=frame.page_break)
            )
            frame = replace(frame, before=0, page_break=False)
        segments = _segments(paragraph.lines)
        for number, lines in enumerate(segments):
            piece = replace(frame, before=0, page_break=True) if number else frame
            if number < len(segments) - 1:
                piece = replace(piece, after=0, keep_next=False, section="")
            parts.append(self._piece(paragraph, lines, piece, anchored, continued=number > 0, hard=hard))
        if below:
            under = paragraph.rule_under
            last = {"after": space, "section": section}
            parts.append(rule(bottom=below, gap=paragraph.rule_gap, **({} if under else last)))  # type: ignore[arg-type]
            if under is not None:
                gap = under.y - under.width // 2 - below.y - below.width // 2
                parts.append(rule(bottom=under, gap=gap, **last))  # type: ignore[arg-type]
        return "".join(parts)

    def _piece(
        self,
        paragraph: Paragraph,
        lines: Sequence[Line],
        frame: _Frame,
        anchored: str,
        *,
        continued: bool,
        hard: bool,
    ) -> str:
        style = STYLES[paragraph.style]
        right = _right(paragraph)
        indents = (paragraph.left, right, 0 if continued else paragraph.first)
        properties = ParagraphProperties(
            style=style_id(style.key),
            keep_next=frame.keep_next,
            page_break_before=frame.page_break,
            tabs=paragraph.tabs,
            before=frame.before or None,
            after=frame.after or None,
            line=paragraph.pitch if paragraph.pitch not in (0, style.pitch) else None,
            indents=Indents(*indents) if indents != (style.left, style.right, style.first) else None,
            align=paragraph.align if paragraph.align is not style.align else None,
            section=frame.section,
        )
        content = self._content(paragraph, lines, style, hard=hard or right != paragraph.right)
        if paragraph.anchor and not continued:
            number, name = self.bookmarks.next(), bookmark(paragraph.anchor)
            content = (
                f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'
            )
        return f"<w:p>{properties.xml}{anchored}{content}</w:p>"

    # --- runs ------------------------------------------------------------------------------------------------------

    def _content(self, paragraph: Paragraph, lines: Sequence[Line], style: Style, *, hard: bool) -> str:
        tokens = _bridged(_merged(_tokens(paragraph, lines, style, hard=hard)))
        parts: list[str] = []
        link = ""
        for token in tokens:
            if token.look.link != link:
                parts.append("</w:hyperlink>" if link else "")
                link = token.look.link
                parts.append(self._open_link(link) if link else "")
            parts.append(self._run(token, style))
        if link:
            parts.append("</w:hyperlink>")
        return "".join(parts)

    def _open_link(self, link: str) -> str:
        if not is_url(link):
            return f'<w:hyperlink w:anchor="{bookmark(link.removeprefix("#"))}" w:history="1">'
        number = self.addresses.setdefault(link, f"rIdLink{len(self.addresses) + 1}")
        return f'<w:hyperlink r:id="{number}" w:history="1">'

    def _run(self, token: Token, style: Style) -> str:
        properties = self.properties(token.look, style)
        if token.element:
            return token.element.replace("<w:r>", f"<w:r>{properties}")
        return f'<w:r>{properties}<w:t xml:space="preserve">{escape(token.text)}</w:t></w:r>'

    def properties(self, look: RunLook, style: Style) -> str:
        """`w:rPr` of a look within a style: what differs, and the hint that Word wants on every Chinese run."""
        key = (look, style.key)
        known = self._properties.get(key)
        if known is None:
            western = look.role is FaceRole.LATIN
            if look.role is not style.face:
                face = fonts(self.faces[look.role], hint=not western)
            else:
                face = "" if western else HINT
            known = self._properties[key] = RunProperties(
                fonts=face,
                bold=look.bold if look.bold != style.bold else None,
                colour=look.colour if look.colour != style.colour else "",
                spacing=look.spacing if look.spacing != style.spacing else None,
                position=stated_rise(look.rise),
                size=look.size if look.size != style.size else None,
            ).xml
        return known


def _segments(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """The lines parted behind each one that ends a page before it is full."""
    segments: list[Sequence[Line]] = []
    start = 0
    for end, line in enumerate(lines, 1):
        if line.page_break or end == len(lines):
            segments.append(lines[start:end])
            start = end
    return segments or [lines]


def _keeps(paragraph: Paragraph) -> bool:
    """Whether to say that it stays with the next; LibreOffice would not let it go over a page break then."""
    return paragraph.keep_next and paragraph.lines[0].page == paragraph.lines[-1].page


def _right(paragraph: Paragraph) -> int:
    """The right indent; at most as far in as the last tab stop, beyond which LibreOffice sets nothing.

    The lines before the one with the tab then need hard breaks, for they were set in the narrower measure.
    """
    if not paragraph.tabs:
        return paragraph.right
    return min(paragraph.right, paragraph.column - max(tab.at for tab in paragraph.tabs))


def _look(run: Run, spacing: int) -> RunLook:
    return RunLook(run.role, run.size, spacing, run.bold, run.colour, run.link, run.rise)


def _tokens(paragraph: Paragraph, lines: Sequence[Line], style: Style, *, hard: bool) -> Iterator[Token]:
    last = len(lines) - 1
    look = RunLook(style.face, paragraph.size or style.size, style.spacing, style.bold, style.colour)
    for index, line in enumerate(lines):
        broken = line.hard
        for run in line.runs:
            look = _look(run, run.spacing)
            match run.kind:
                case RunKind.TEXT:
                    yield from _texts(look, run.text, before_zwsp=line.zwsp and run is line.runs[-1])
                case RunKind.TAB:
                    yield Token(look, element=f"<w:r>{_TAB}</w:r>")
                case RunKind.PAGE_REF:
                    yield Token(look, element=field_code(f"PAGEREF {bookmark(target_of(run))} \\h", run.text))
                case RunKind.PAGE_NUMBER:
                    yield Token(look, element=field_code("PAGE", run.text))
                case RunKind.BREAK:
                    broken = True
        # with the line's own spacing it would be as wide as that
        if line.zwsp:
            yield Token(replace(look, spacing=0), _ZWSP)
        breaks = index < last and (broken or hard)
        # before a break they would push a centred line aside; what has no width tells who reads the file back of them
        if line.dropped and breaks:
            yield Token(replace(look, spacing=0), _EATEN[line.dropped[-1] == "\u3000"])
        elif line.dropped:
            yield Token(look, line.dropped)
        # no word processor justifies the line that ends a paragraph, all do before a break; at a page's end the empty line
        # behind it stands where the layout left at least two rows free
        if breaks or line.page_break:
            # tells that the writer ended the line, too
            filler = _TAB if broken and _would_stretch(paragraph, line) else ""
            yield Token(look, element=f"<w:r>{filler}{_LINE_BREAK}</w:r>")


def _texts(look: RunLook, text: str, *, before_zwsp: bool) -> Iterator[Token]:
    """A run's text. Before a U+200B its last character has no letter-spacing: LibreOffice keeps it there alone."""
    if before_zwsp and look.spacing > 0:
        yield Token(look, text[:-1])
        look, text = replace(look, spacing=0), text[-1:]
    yield Token(look, text)


def _would_stretch(paragraph: Paragraph, line: Line) -> bool:
    """A justified line before a hard break is stretched by word processors unless it ends with a tab."""
    return paragraph.align is Align.JUSTIFY and not line.last


def _merged(tokens: Iterator[Token]) -> list[Token]:
    merged: list[Token] = []
    for token in tokens:
        before = merged[-1] if merged else None
        if token.text and before is not None and before.text and before.look == token.look:
            before.text += token.text
        elif token.text or token.element:
            merged.append(token)
    return merged


def _bridged(tokens: list[Token]) -> list[Token]:
    """Tokens with the tab between two parts of one link taken into it, so that the whole entry can be clicked."""
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if token.element and not token.look.link and before.look.link and before.look.link == after.look.link:
            look = token.look
            token.look = replace(look, link=before.look.link)
    return tokens


def bookmark(anchor: str) -> str:
    """The name of an anchor's bookmark: letters, digits and _ only, 40 at the most, as Word wants it."""
    name = _UNNAMABLE.sub("_", anchor)
    return (name if name[:1].isalpha() else f"a{name}")[:40]


def field_code(instruction: str, result: str) -> str:
    """A complex field with the result that Word shows until it is updated; never holds what a clerk wrote."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r><w:t>{escape(result)}</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def rule(
    *,
    top: Rule | None = None,
    bottom: Rule | None = None,
    gap: int = 0,
    before: int = 0,
    after: int = 0,
    page_break: bool = False,
    section: str = "",
) -> str:
    """A rule as wide as the column: the border of an empty paragraph `gap` twips high.

    Not a border of the text beside it, for that one goes from indent to indent.
    """
    properties = ParagraphProperties(
        style=RULE_STYLE,
        page_break_before=page_break,
        top=top,
        bottom=bottom,
        before=before or None,
        after=after or None,
        line=max(1, gap),
        section=section,
    )
    return f"<w:p>{properties.xml}</w:p>"


def spacer(
    height: int = 1,
    *,
    after: int = 0,
    anchored: str = "",
    page_break: bool = False,
    keep_next: bool = False,
    section: str = "",
) -> str:
    """An empty paragraph `height` twips high."""
    properties = ParagraphProperties(
        style=SPACER_STYLE,
        keep_next=keep_next,
        page_break_before=page_break,
        after=after or None,
        line=max(1, height),
        section=section,
    )
    return f"<w:p>{properties.xml}{anchored}</w:p>"
