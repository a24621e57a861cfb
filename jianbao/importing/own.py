"""A file that jianbao made → the issue again, by the names of its styles and the words in its properties.

Nothing is guessed: each style has one meaning, in this version's files and in those of the first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, overload

from msgspec.structs import replace

from jianbao.foreign.blocks import Content, Grid, Text
from jianbao.importing.grammar import dated
from jianbao.importing.own_body import OwnBody
from jianbao.importing.own_parts import parted, unbroken
from jianbao.importing.own_values import Shown, finish
from jianbao.importing.parts import Article, Draft, Job
from jianbao.importing.roles import PRINTED, STAFFED, label_of
from jianbao.model.body import Block, Inline, Paragraph, Separator, Span

_NOTES: Final = {"编者按": ("editor_note", "编者按："), "摘要": ("abstract", "摘　要：")}
_HELPERS: Final = ("版式线", "版式间隔", "版式图片")
# characters from the right (GB/T 9704 7.3.5.1)
_SEALED: Final = 4
# a blank that the end of a line ate: two for a narrow one, four for a wide one
_EATEN: Final = re.compile("\u200b{2,5}(?=\n)")
# where an article begins: of its number four figures count
_ANCHOR: Final = re.compile(r"article(\d{1,4})\d*")
# what no page shows, by the key of the issue file
_CHOICE: Final = "jianbao."


def is_own(content: Content) -> bool:
    """Whether jianbao made the file, and its styles still stand."""
    styles = {block.style for block in content.blocks if isinstance(block, Text)}
    # a name that is a picture leaves no paragraph of its own
    named = "报头" in styles or content.properties.get("Application") == "jianbao"
    return named and "编发单位日期" in styles and "；" in content.properties.get("keywords", "")


def recognise(content: Content) -> Draft:
    """The issue that it shows."""
    reader = _Own(content)
    for block in _whole(content):
        reader.read(block)
    return finish(reader.shown)


def _whole(content: Content) -> list[Text | Grid]:
    """The blocks, paragraphs that a page's end parted put together again."""
    blocks: list[Text | Grid] = []
    for block in content.blocks:
        last = blocks[-1] if blocks else None
        if (
            isinstance(block, Text)
            and isinstance(last, Text)
            and last.style == block.style
            and last.text.endswith("\n")
        ):
            *spans, end = last.spans
            # behind a tab the line is one that somebody ended, and the page's end came with it
            text = end.text[:-2] + "\n" if end.text.endswith("\t\n") else end.text[:-1]
            blocks[-1] = replace(last, spans=(*spans, replace(end, text=text), *block.spans))
        else:
            blocks.append(block)
    return [*map(_with_blanks, blocks)]


@overload
def _with_blanks(block: Text) -> Text: ...
@overload
def _with_blanks(block: Text | Grid) -> Text | Grid: ...
def _with_blanks(block: Text | Grid) -> Text | Grid:
    """The block with the blanks at which lines end, of which a DOCX has what has no width."""
    if isinstance(block, Grid):
        rows = (
            tuple(replace(cell, texts=tuple(map(_with_blanks, cell.texts))) for cell in row)
            for row in block.rows
        )
        return replace(block, rows=tuple(rows))
    spans = list(block.spans)
    for at, span in enumerate(spans):
        if "\u200b\u200b" in span.text:
            end = spans[at + 1].text[:1] if at + 1 < len(spans) else ""
            text = _EATEN.sub(_blank, span.text + end)
            spans[at] = replace(span, text=text[: len(text) - len(end)])
    return replace(block, spans=tuple(spans))


def _blank(eaten: re.Match[str]) -> str:
    return " " if len(eaten[0]) < 4 else "\u3000"


class _Own:
    def __init__(self, content: Content) -> None:
        self.job = Job(content)
        self.draft = self.job.draft
        choices = {
            name.removeprefix(_CHOICE): value
            for name, value in content.properties.items()
            if name.startswith(_CHOICE)
        }
        self.shown = Shown(self.draft, content.properties, choices)
        self.values = self.draft.values
        self.bodies = OwnBody(self.job, choices, exact=self.shown.exact)
        self.column = self.listed_column = ""
        self.attaching = False
        self.into: list[Block] | None = None
        self.pending = Article()
        self.styles: dict[str, Callable[[Text, str], None]] = {
            "份号": self._corner, "密级": self._corner, "紧急程度": self._corner, "标注": self._note,
            "报头机关": self._above, "报头": self._name, "期号": lambda _, text: self.shown.number_lines.append(text), "签发人": self._signer,
            "编发单位日期": self._organ, "题下日期": self._date, "主送机关": self._addressee,
            "落款": self._signature, "附注": self._remark, "章": self._division, "节": self._division, "要目标题": self._heading, "要目栏目": self._listed, "要目": self._entry,
            "栏目": self._column, "肩题": self._kicker, "标题": self._title, "副题": self._subtitle, "署名": self._byline,
            "文末署名": self._byline, "附件说明": self._enclosure, "附件标记": self._attachment,
            "报送": self._to, "印数": self._copies, "编辑人员": self._staff, "印发": self._print,
        }  # fmt: skip

    def read(self, block: Text | Grid) -> None:
        """Take one block."""
        if isinstance(block, Grid):
            self._grid(block)
            return
        text = block.text.replace("\u200b", "")
        for mark in block.marks:
            if re.fullmatch(r"gap\d+", mark) and self.into is not None:
                self.into.append(Separator())
        started = next((int(found[1]) for found in map(_ANCHOR.fullmatch, block.marks) if found), None)
        if started is not None and block.style not in ("栏目", "标题"):
            self._untitled(block)
        if block.style in self.styles:
            self.styles[block.style](block, text.strip("\u3000 \n") if block.style != "编辑人员" else text)
        elif block.style in _HELPERS:
            self.shown.copies_last = self.shown.copies_last and block.style != "版式线"
        else:
            self._body(block, text)
        if started is not None and block.style == "栏目":
            self._untitled(block)
        if started is not None and self.draft.articles and not self.attaching:
            self.shown.numbered[started] = self.draft.articles[-1]

    def _unbroken(self, text: str) -> str:
        return unbroken(text, exact=self.shown.exact)

    def _untitled(self, block: Text) -> None:
        """An article without a title begins: what links to it shows it."""
        article = Article(column=self.column, place=block.place)
        self.bodies.begin()
        self.draft.articles.append(article)
        self.into = article.body

    # --- masthead -------------------------------------------------------------------------------------------------

    def _corner(self, block: Text, text: str) -> None:
        key = {"份号": "copy_number", "密级": "secrecy", "紧急程度": "urgency"}[block.style]
        first, _, note = text.partition("\t")
        self.shown.masthead[key] = first.strip()
        if note:
            self._note(block, note)

    def _note(self, _: Text, text: str) -> None:
        self.shown.masthead.setdefault("note", []).append(text)

    def _above(self, _: Text, text: str) -> None:
        self.shown.masthead.setdefault("organ_above", []).append(text.replace("\n", "|"))

    def _name(self, _: Text, text: str) -> None:
        self.shown.names.append(text)

    def _signer(self, _: Text, text: str) -> None:
        self.shown.masthead["signer"] = re.sub("^签发人[：:]", "", text).split("\u3000")

    def _organ(self, block: Text, text: str) -> None:
        organ, day = parted(text)
        self.values.setdefault("organ", []).append(self._unbroken(organ).strip())
        if found := dated(day):
            self.values["date"] = found.date
        self._unread("date", block, found.rest if found else day)

    def _unread(self, key: str, block: Text, text: str) -> None:
        """Tell of what somebody wrote where a style says what stands there, and it does not read as that."""
        if any(map(str.isalnum, text)):
            self.job.drop(block.place, text)
            self.draft.doubt(key, block.place, "doubt_unknown", text)

    # --- contents, articles ---------------------------------------------------------------------------------------

    def _heading(self, _: Text, text: str) -> None:
        self.shown.contents["heading"] = text

    def _listed(self, _: Text, text: str) -> None:
        self.listed_column = text.strip("【】")

    def _entry(self, block: Text, text: str) -> None:
        words, tab, _ = self._unbroken(re.sub("\t+\n", "\n", text)).partition("\t")
        link = next((span.link for span in block.spans if span.link.startswith("#article")), "")
        self.shown.entries.append((words, int(link[8:]) if link[8:].isdigit() else 0, self.listed_column))
        self.shown.contents["page_numbers"] = bool(tab)

    def _column(self, _: Text, text: str) -> None:
        self.column = text.strip("【】")

    def _kicker(self, _: Text, text: str) -> None:
        self.pending.kicker = text.replace("\n", "|")

    def _title(self, block: Text, text: str) -> None:
        article = replace(self.pending, title=text.replace("\n", "|"), place=block.place)
        self.pending = Article()
        self.bodies.begin()
        if self.attaching:
            self.draft.attachments.append(article)
        else:
            article.column = self.column
            self.draft.articles.append(article)
        self.into = article.body

    def _article(self) -> Article:
        made = self.draft.attachments if self.attaching else self.draft.articles
        return made[-1] if made else self.pending

    def _subtitle(self, _: Text, text: str) -> None:
        self._article().subtitle = text.replace("\n", "|")

    def _byline(self, block: Text, text: str) -> None:
        article = self._article()
        text = text.replace("\n", "|")
        if article.byline and not re.fullmatch("（信息来源：(.+)）", text):
            article.byline = [*article.bylines, text]
        elif block.style == "署名":
            article.byline, article.byline_at = text, "题下"
        elif found := re.fullmatch("（信息来源：(.+)）", text, re.DOTALL):
            article.source = found[1]
        else:
            article.byline = text

    def _date(self, block: Text, text: str) -> None:
        if found := dated(text):
            self._article().date = found.date
        self._unread("articles", block, found.rest if found else text)

    def _addressee(self, _: Text, text: str) -> None:
        self._article().addressee.append(text.rstrip("：:"))

    def _signature(self, block: Text, text: str) -> None:
        held = self._article().signature
        if found := dated(text):
            held["date"] = found.date
            # only above a seal does the date stand so far in
            if block.right == _SEALED:
                held["seal"] = True
        else:
            held.setdefault("organ", []).append(text.strip())

    def _remark(self, _: Text, text: str) -> None:
        self._article().remark = text.strip("（）")

    def _division(self, block: Text, text: str) -> None:
        if self.into is None:
            self._unread("articles", block, text)
        else:
            # the text itself says what it is
            self.into.append(Paragraph(Inline((Span(text),))))

    def _enclosure(self, _: Text, text: str) -> None:
        words = re.sub(r"^附件：\s*", "", text)
        self.shown.enclosures.append((len(self.draft.articles) - 1, re.sub(r"^\d+\.\s*", "", words)))

    def _attachment(self, *_: object) -> None:
        self.attaching = True

    # --- bodies ---------------------------------------------------------------------------------------------------

    def _body(self, block: Text, text: str) -> None:
        if block.style in _NOTES:
            key, label = _NOTES[block.style]
            has_article = bool(self.draft.articles)
            target: list[Block] = getattr(self.draft.articles[-1] if has_article else self.draft, key)
            spans = block.spans
            if not target and text.startswith(label) and spans[0].bold:
                spans = (replace(spans[0], text=spans[0].text[len(label) :]), *spans[1:])
            target.append(Paragraph(self.bodies.inline(spans)))
            return
        if self.into is None:
            if text.strip() == "★":
                self.shown.masthead["rule"] = "五角星"
            else:
                self._unread("articles", block, text)
            return
        self.into += self.bodies.made(block, text, self.into)

    def _grid(self, grid: Grid) -> None:
        looks = [span for text in grid.texts for span in text.spans if span.picture]
        if self.into is None and looks and looks[0].name.startswith("题字"):
            self.shown.pictured[len(self.shown.names)] = self.bodies.maker.picture(looks[0]).path
            self.shown.names.append(looks[0].alt)
            return
        if self.into is None:
            self.job.drop(grid.place, " ".join(text.text for text in grid.texts))
            return
        self.bodies.grid(grid, self.into)

    # --- colophon -------------------------------------------------------------------------------------------------

    def _to(self, block: Text, text: str) -> None:
        found = label_of(text)
        if found is None:
            self._unread("distribution", block, text)
            return
        entry: dict[str, Any] = {
            "label": found["label"],
            "to": self._unbroken(text[found.end() :]).removesuffix("。"),
        }
        if found["this"]:
            entry["this_issue"] = True
        self.values.setdefault("distribution", []).append(entry)

    def _copies(self, block: Text, text: str) -> None:
        if found := re.search(r"\d+", text):
            self.values["copies"] = int(found[0])
        self._unread("copies", block, re.sub(r"\d+|[共印份（）]", "", text, count=0 if found else 1))
        self.shown.copies_last = True

    def _staff(self, block: Text, text: str) -> None:
        pieces = [piece.partition("：") for piece in re.split("[\u3000\n]", text) if piece]
        self.values["staff"] = {role: name for role, _, name in pieces if name} or {
            found["label"]: text[found.end() :] for found in [STAFFED.match(text)] if found
        }
        for piece in pieces if any(name for *_, name in pieces) else ():
            self._unread("staff", block, "" if piece[2] else piece[0])

    def _print(self, block: Text, text: str) -> None:
        organ, day = parted(text)
        held = self.values.setdefault("print", {})
        if not day and PRINTED.search(organ) and dated(organ):
            organ, day = "", organ
        if organ.strip():
            held["organ"] = self._unbroken(organ).strip()
        if found := dated(day):
            held["date"] = found.date
        self._unread("print.date", block, PRINTED.sub("", found.rest.strip() if found else day))
