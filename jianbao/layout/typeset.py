"""Numbered `Issue` → `Pages`: the parts of a bulletin from masthead to colophon, set and placed.

The passes, in order: compose (this module: which part comes in which style) → shape (`shape.py`) → lines
(`lines.py`, `titles.py`, `tables.py`) → pages (`paginate.py`) → places (`place.py`).
"""

from __future__ import annotations

import gc
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Unpack

from jianbao.fonts.faces import FaceSet
from jianbao.language.words import words
from jianbao.layout import figures, masthead, tables
from jianbao.layout.compositor import Compositor, Wishes
from jianbao.layout.drafts import ColophonDraft, ParagraphDraft, Tail
from jianbao.layout.lines import widest
from jianbao.layout.paginate import Flow, paginate
from jianbao.layout.place import place
from jianbao.layout.shape import Piece, shape
from jianbao.model.body import (
    Block,
    Body,
    Figure,
    Heading,
    Inline,
    ListItem,
    Note,
    Paragraph,
    Quote,
    Separator,
    Table,
)
from jianbao.model.issue import Article, Attachment, ContentsEntry, Faces, Issue
from jianbao.pages import Meta, Pages, Role, RunKind
from jianbao.typography import (
    COLOPHON_INNER_RULE,
    COLOPHON_OUTER_RULE,
    COLOPHON_PITCH,
    COLOPHON_RULE_GAP,
    DOCX_FACES,
    ROW,
    SIZE_3,
    SIZE_4,
    STYLES,
    TYPE_AREA_WIDTH,
    Align,
    FaceRole,
)

_SHORT_ENTRY: Final = 22  # characters; a longer contents entry may need a second line
_WHOLE_ITEM: Final = 20  # characters; a longer name of the staff line may be cut
_PAGE_NUMBER_ROOM: Final = 3 * SIZE_3  # kept free at the right of a contents entry


def lay_out(
    issue: Issue,
    faces: FaceSet,
    pictures: Mapping[str, Path],
    number_lines: Sequence[str],
) -> Pages:
    """Set `issue`, its numbers filled in, with `faces`; `number_lines` is the number line as printed (0 to 2 lines).

    `pictures` maps each picture's path as written to the file. Lengths in the result are twips. Findings in it are
    warnings: characters that no face draws (T001), units longer than a line (T002) or a table cell (T003).
    """
    with _nothing_collected():
        bulletin = _Bulletin(issue, faces, pictures)
        flow = bulletin.flow(number_lines)
        placed = paginate(flow)
        return place(
            placed,
            meta=_meta(issue),
            faces=faces,
            docx_faces=_docx_faces(issue.layout.docx_fonts),
            findings=bulletin.findings(),
        )


@contextmanager
def _nothing_collected() -> Generator[None]:
    """Keep the garbage collector away: a layout makes no cycles, and looking for them took a third of 400 pages' time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _docx_faces(chosen: Faces) -> dict[FaceRole, str]:
    return {role: getattr(chosen, role.value) or name for role, name in DOCX_FACES.items()}


def _meta(issue: Issue) -> Meta:
    name = "".join(part.text for part in issue.masthead.name) or issue.series
    numbers = []
    if issue.number is not None:
        numbers.append(f"{issue.numbered_year}年第{issue.number}期")
    if issue.total is not None:
        numbers.append(f"总第{issue.total}期")
    title = issue.series + ("".join(numbers[:1]) + "".join(f"（{text}）" for text in numbers[1:]))
    day = issue.date
    return Meta(
        title=title,
        series=issue.series,
        organ="、".join(_plain(organ) for organ in issue.organ),
        date=day,
        kind=issue.kind,
        year=issue.numbered_year,
        number=issue.number,
        total=issue.total,
        subject="；".join(_plain(article.title) for article in issue.articles)[:250],
        keywords=tuple(
            dict.fromkeys((name, issue.series, issue.kind, *numbers, f"{day.year}年{day.month}月{day.day}日"))
        ),
        identifier=issue.id or "",
    )


def _plain(title: str) -> str:
    return title.replace("|", "")


class _Bulletin(Compositor):
    """Composes one issue: every method adds drafts to the flow, in reading order."""

    # --- the bulletin, from top to bottom --------------------------------------------------------------------

    def flow(self, number_lines: Sequence[str]) -> Flow:
        """All drafts, the colophon, and what the pages are made by."""
        masthead.compose(self, number_lines)
        self._front()
        for index, article in enumerate(self.issue.articles, 1):
            self._article(article, index)
        self._attachments()
        colophon = self._colophon()
        return Flow(self.drafts, colophon, self.issue.layout.even_last_page, self.shaper)

    # --- parts -----------------------------------------------------------------------------------------------------

    def _front(self) -> None:
        self._labelled("编者按：", self.issue.editor_note, "editor_note")
        self._labelled("摘　要：", self.issue.abstract, "abstract")
        contents = self.issue.contents
        articles = self.issue.articles
        if contents is None or (not contents.entries and len(articles) < 2):
            return
        heading = self.paragraph(
            "contents_heading", contents.heading, Role.CONTENTS_HEADING, before=ROW, keep=True
        )
        self.add(heading)
        column = None
        following = 1
        entries = contents.entries or tuple(_entry_of(article) for article in articles)
        for position, entry in enumerate(entries):
            number = entry.article or min(following, len(articles))
            following = number + 1
            article = articles[min(number, len(articles)) - 1]
            here = entry.column or (article.column if contents.grouped else None)
            if here and here != column:
                self.add(self.paragraph("contents_column", f"【{here}】", Role.CONTENTS_COLUMN, keep=True))
            column = here
            self._contents_entry(entry.title, number, keep=position < len(entries) - 1 and position == 0)

    def _contents_entry(self, title: str, number: int, *, keep: bool) -> None:
        contents = self.issue.contents
        assert contents is not None
        look = STYLES["contents"]
        marker = f"{contents.marker} " if contents.marker else ""
        anchor = f"article{number}"
        pieces = [Piece(marker.replace(" ", ""), look.face, look.size)] if marker else []
        pieces.append(Piece(_plain(title), look.face, look.size, link=f"#{anchor}"))
        hang = look.size  # without a marker too, lest a turned-over line look like an entry
        tail = None
        if contents.page_numbers:
            number_piece = Piece("000", look.face, look.size, link=f"#{anchor}")
            tail = Tail(shape([number_piece], self.shaper), TYPE_AREA_WIDTH, ".", RunKind.PAGE_REF, anchor)
        self.add(
            self.paragraph(
                "contents",
                pieces,
                Role.CONTENTS_ENTRY,
                left=hang,
                first=-hang,
                tail=tail,
                room=_PAGE_NUMBER_ROOM if tail else 0,
                whole=words(title) if len(title) > _SHORT_ENTRY else (),
                keep=keep,
            )
        )

    def _labelled(self, label: str, body: Body | None, style: str) -> None:
        """编者按 or 摘要: its blocks in 楷体, the label set bold before the first."""
        if body is None:
            return
        self.bodies += 1
        look = STYLES[style]
        first = True
        for block in body.blocks:
            inline = getattr(block, "inline", None)
            if not isinstance(inline, Inline) or isinstance(block, Note):
                self._block(block, style)
                continue
            pieces = self.inline(inline, style)
            if first and not inline.text.lstrip("（【").startswith(
                ("编者按", "按语", "按：", "摘要", "摘　要")
            ):
                pieces.insert(0, Piece(label, look.face, look.size, bold=True))
            self.add(self.paragraph(style, pieces, Role.PARAGRAPH, before=ROW if first else 0))
            first = False

    def _article(self, article: Article, index: int) -> None:
        start = len(self.drafts)
        previous = self.issue.articles[index - 2].column if index > 1 else None
        before = ROW
        if article.column and article.column != previous:
            self.add(self.paragraph("column", f"【{article.column}】", Role.COLUMN, before=ROW, keep=True))
            before = 0
        if article.kicker:
            self.add(self.title("kicker", article.kicker, Role.BESIDE_TITLE, before=before, keep=True))
            before = 0
        self.add(
            self.title(
                "title",
                article.title,
                Role.TITLE,
                before=before,
                keep=True,
                anchor=f"article{index}",
                outline=_plain(article.title),
            )
        )
        if article.subtitle:
            text = article.subtitle if article.subtitle.startswith("—") else "——" + article.subtitle
            self.add(self.title("subtitle", text, Role.BESIDE_TITLE, keep=True))
        if article.byline and article.byline_at == "题下":
            self.add(self.paragraph("byline", article.byline, Role.BESIDE_TITLE, keep=True))
        body_start = len(self.drafts)
        self._labelled("编者按：", article.editor_note, "editor_note")
        self._labelled("摘　要：", article.abstract, "abstract")
        text_start = len(self.drafts)
        self._body(article.body)
        for gap_at in {body_start, text_start}:
            if gap_at < len(self.drafts):
                self.drafts[gap_at].before = max(self.drafts[gap_at].before, ROW)
        for signature in (
            article.byline if article.byline_at == "文末" else None,
            f"（信息来源：{article.source}）" if article.source else None,
        ):
            if signature:
                self._sign(signature)
        if article.new_page and start:
            self.drafts[start].new_page = True

    def _sign(self, text: str) -> None:
        """A by-line at the end of an article, two characters from the right; never alone on a page."""
        if self.drafts:
            self.drafts[-1].keep = True
        self.add(self.paragraph("byline_end", text, Role.PARAGRAPH, right=2 * SIZE_3))

    def _body(self, body: Body) -> None:
        self.bodies += 1
        for block in body.blocks:
            self._block(block, "body")

    def _block(self, block: Block, style: str) -> None:
        match block:
            case Paragraph(inline, within):
                role = Role.PARAGRAPH if within is None else Role.LIST_PART
                self.add(self.paragraph(style, self.inline(inline, style), role, level=within or 0))
            case Heading(level, inline):
                heading = f"heading{level}"
                self.add(
                    self.paragraph(
                        heading,
                        self.inline(inline, heading),
                        Role.HEADING,
                        level=level,
                        keep=True,
                        outline=inline.text,
                    )
                )
            case ListItem(marker, depth, inline, quoted):
                look = STYLES["list"]
                joint = "" if marker and ord(marker[-1]) > 0x2000 else " "
                pieces = [Piece(marker + joint, look.face, look.size), *self.inline(inline, look)]
                left = 2 * SIZE_3 * depth
                self.add(self.paragraph("list", pieces, Role.LIST_ITEM, left=left, quoted=quoted))
            case Quote(inline):
                self.add(self.paragraph("quote", self.inline(inline, "quote"), Role.QUOTE))
            case Note(number, inline):
                look = STYLES["note"]
                pieces = [Piece(_circled(number), look.face, look.size), *self.inline(inline, look)]
                before = ROW if number == 1 else 0
                anchor = self.note_anchor(number)
                self.add(self.paragraph("note", pieces, Role.NOTE, before=before, anchor=anchor))
            case Figure():
                figures.compose(self, block)
            case Table():
                tables.compose(self, block)
            case Separator():
                self.add(self.paragraph("body", "", Role.FURNITURE))

    def _attachments(self) -> None:
        attachments = self.issue.attachments
        if not attachments:
            return
        several = len(attachments) > 1
        for index, attachment in enumerate(attachments, 1):
            label = "附件："
            name = f"{index}. {_plain(attachment.title)}" if several else _plain(attachment.title)
            hang = 5 * SIZE_3  # 空二字 and 附件： before the wrapped lines
            text = (label if index == 1 else "") + name
            self.add(
                self.paragraph(
                    "attachment_list",
                    text,
                    Role.PARAGRAPH,
                    before=ROW if index == 1 else 0,
                    left=hang,
                    first=(2 * SIZE_3 - hang) if index == 1 else 0,
                    align=Align.LEFT,
                    keep=index < len(attachments),
                )
            )
        for index, attachment in enumerate(attachments, 1):
            self._attachment(attachment, index if several else 0)

    def _attachment(self, attachment: Attachment, index: int) -> None:
        label = self.paragraph("attachment_label", f"附件{index or ''}", Role.PARAGRAPH, keep=True)
        label.new_page = True
        self.add(label)
        anchor = f"attachment{index or 1}"
        self.add(
            self.title(
                "title",
                attachment.title,
                Role.TITLE,
                before=ROW,
                keep=True,
                anchor=anchor,
                outline=f"附件{index or ''}　{_plain(attachment.title)}",
            )
        )
        start = len(self.drafts)
        self._body(attachment.body)
        if start < len(self.drafts):
            self.drafts[start].before = max(self.drafts[start].before, ROW)

    # --- 版记 ------------------------------------------------------------------------------------------------------

    def _colophon(self) -> ColophonDraft | None:
        issue = self.issue
        sections: list[list[ParagraphDraft]] = []
        lines = [
            self._recipients(("本期" if line.this_issue else "") + line.label, line.text)
            for line in issue.distribution
        ]
        copies = None
        if issue.copies is not None:
            copies = self._small("copies", f"共印{issue.copies}份")
        if lines:
            sections.append(lines)
        rest: list[ParagraphDraft] = []
        if issue.staff:
            items = [f"{role}：{name}" for role, name in issue.staff.items()]
            whole = [item for item in items if len(item) <= _WHOLE_ITEM]
            rest.append(self._small("staff", "　".join(items), whole=whole, align=Align.LEFT))
        if issue.print is not None and (issue.print.organ or issue.print.date):
            rest.append(self._print_line())
        if rest:
            sections.append(rest)
        inside = copies is not None and issue.layout.copies_at == "版记内"
        if copies is not None and not sections:
            sections.append([copies])
        elif copies is not None and inside:
            sections[-1].append(copies)
        if not sections:
            return None
        for number, section in enumerate(sections):
            section[0].border_above = COLOPHON_INNER_RULE if number else COLOPHON_OUTER_RULE
            section[0].before = COLOPHON_RULE_GAP if number else 0
        sections[-1][-1].border_below = COLOPHON_OUTER_RULE
        paragraphs = [paragraph for section in sections for paragraph in section]
        for paragraph in paragraphs:
            paragraph.border_gap = COLOPHON_RULE_GAP
        if copies is not None and copies not in paragraphs:
            paragraphs.append(copies)
        return ColophonDraft(paragraphs)

    def _small(self, style: str, text: str, **wishes: Unpack[Wishes]) -> ParagraphDraft:
        wishes["pitch"] = COLOPHON_PITCH
        return self.paragraph(style, text, Role.COLOPHON, **wishes)

    def _recipients(self, label: str, text: str) -> ParagraphDraft:
        """报：… with wrapped lines hanging behind the colon (GB/T 9704 7.4.2)."""
        shaped = shape([Piece(label + "：", FaceRole.FANGSONG, SIZE_4)], self.shaper)
        hang = widest(shaped, 0, len(shaped.text), 0, SIZE_4)
        return self._small("distribution", f"{label}：{text}", left=SIZE_4 + hang, first=-hang)

    def _print_line(self) -> ParagraphDraft:
        imprint = self.issue.print
        assert imprint is not None
        day = imprint.date
        organ = imprint.organ or ""
        if day is None:
            return self._small("print", organ)
        text = f"{day.year}年{day.month}月{day.day}日印发"
        tail = Tail(shape([Piece(text, FaceRole.FANGSONG, SIZE_4)], self.shaper), TYPE_AREA_WIDTH - SIZE_4)
        room = tail.shaped.widths[-1] + len(tail.shaped.gap_at) * (SIZE_4 // 4) + SIZE_4
        return self._small("print", organ, tail=tail, room=room)


def _entry_of(article: Article) -> ContentsEntry:
    return ContentsEntry(title=_plain(article.contents_title or article.title), column=None)


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if number <= 20 else f"[{number}] "
