"""A file that jianbao made → the issue again, by the names of its styles and the words in its properties.

Nothing is guessed: each style has one meaning, in this version's files and in those of the first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from msgspec.structs import replace

from jianbao.foreign.blocks import PICTURE, Content, Grid, Text
from jianbao.foreign.blocks import Cell as GridCell
from jianbao.foreign.blocks import Span as Look
from jianbao.importing.body import BodyMaker, cut, without_bold
from jianbao.importing.grammar import BULLETS, PRINTED, STAFFED, dated, label_of, number_line
from jianbao.importing.own_parts import (
    LINE_END,
    bare,
    cells,
    joint,
    listed,
    measure_of,
    natural,
    number_form,
    parted,
    rolled,
)
from jianbao.importing.parts import Article, Draft, Job
from jianbao.language.numerals import circled_value
from jianbao.model.body import (
    Block,
    Cell,
    Figure,
    Heading,
    Inline,
    ListItem,
    Note,
    Paragraph,
    Quote,
    Separator,
    Span,
    Table,
)
from jianbao.model.numbers import Numbers

_HEADINGS: Final = {"一级标题": 1, "二级标题": 2, "三级标题": 3, "四级标题": 4}
_NOTES: Final = {"编者按": ("editor_note", "编者按："), "摘要": ("abstract", "摘　要：")}
_HELPERS: Final = ("版式线", "版式间隔", "版式图片")
# characters from the right (GB/T 9704 7.3.5.1)
_SEALED: Final = 4
# what no page shows, by the key of the issue file
_CHOICE: Final = "jianbao."
_PART: Final = re.compile(r"name\.(\d{1,2})\.(size|face)")
# numbers of a joint issue
_JOINT: Final = (re.compile(r"(?<!总)第(\d{1,4})—(\d{1,4})期"), re.compile(r"总第(\d{1,6})—(\d{1,6})期"))
_WIDTH: Final = re.compile(r"(\S+)=([0-9.]{1,8})(?!\S)")
_FACES: Final = frozenset({"xiaobiaosong", "fangsong", "kaiti", "heiti", "songti", "latin"})
# twice that in mm: lengths are whole twips
_TWIP: Final = 0.02
_CREDIT: Final = re.compile(r"(.*)（([^（）]+)）$", re.DOTALL)


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
    return reader.finish()


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
    return blocks


class _Own:
    def __init__(self, content: Content) -> None:
        self.content = content
        self.job = Job(content)
        self.draft = self.job.draft
        self.values: dict[str, Any] = self.draft.values
        self.names: list[str] = []
        self.number_lines: list[str] = []
        self.contents: dict[str, Any] = {}
        self.entries: list[tuple[str, int, str]] = []
        self.column = self.listed_column = ""
        self.attaching = False
        self.into: list[Block] | None = None
        self.maker = BodyMaker(self.job, "body")
        self.rules = self.copies_at = 0
        self.pending = Article()
        self.choices = {
            name.removeprefix(_CHOICE): value
            for name, value in content.properties.items()
            if name.startswith(_CHOICE)
        }
        stated = self.choices.get("pictures.width_mm")
        # files of the first version do not tell: there a whole number of millimetres was stated
        self.widths = None if stated is None else dict(_WIDTH.findall(stated))
        # parts of the name that are pictures, by their place
        self.pictured: dict[int, str] = {}
        # the articles by the numbers of their bookmarks
        self.numbered: dict[int, Article] = {}
        self.enclosures: list[tuple[int, str]] = []
        self.styles: dict[str, Callable[[Text, str], None]] = {
            "份号": self._corner, "密级": self._corner, "紧急程度": self._corner, "标注": self._note,
            "报头机关": self._above, "报头": self._name, "期号": lambda _, text: self.number_lines.append(text), "签发人": self._signer,
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
        started = any(re.fullmatch(r"article\d+", mark) for mark in block.marks)
        if started and block.style not in ("栏目", "标题"):
            self._untitled(block)
        if block.style in self.styles:
            self.styles[block.style](block, text.strip("\u3000 \n") if block.style != "编辑人员" else text)
        elif block.style in _HELPERS:
            self.rules += block.style == "版式线"
        else:
            self._body(block, text)
        if started and block.style == "栏目":
            self._untitled(block)

        if started and self.draft.articles and not self.attaching:
            mark = next(mark for mark in block.marks if re.fullmatch(r"article\d+", mark))
            self.numbered[int(mark[7:11])] = self.draft.articles[-1]

    def _untitled(self, block: Text) -> None:
        """An article without a title begins: what links to it shows it."""
        article = Article(column=self.column, place=block.place)
        self._close()
        self.draft.articles.append(article)
        self.into = article.body

    # --- masthead -------------------------------------------------------------------------------------------------

    def _held(self) -> dict[str, Any]:
        held: dict[str, Any] = self.values.setdefault("masthead", {})
        return held

    def _corner(self, block: Text, text: str) -> None:
        key = {"份号": "copy_number", "密级": "secrecy", "紧急程度": "urgency"}[block.style]
        first, _, note = text.partition("\t")
        self._held()[key] = first.strip()
        if note:
            self._note(block, note)

    def _note(self, _: Text, text: str) -> None:
        self._held().setdefault("note", []).append(text)

    def _above(self, _: Text, text: str) -> None:
        self._held().setdefault("organ_above", []).append(text.replace("\n", "|"))

    def _name(self, _: Text, text: str) -> None:
        self.names.append(text)

    def _signer(self, _: Text, text: str) -> None:
        self._held()["signer"] = re.sub("^签发人[：:]", "", text).split("\u3000")

    def _organ(self, _: Text, text: str) -> None:
        organ, day = parted(text)
        self.values.setdefault("organ", []).append(organ.replace("\n", "").strip())
        if found := dated(day):
            self.values["date"] = found.date

    # --- contents, articles ---------------------------------------------------------------------------------------

    def _heading(self, _: Text, text: str) -> None:
        self.contents["heading"] = text

    def _listed(self, _: Text, text: str) -> None:
        self.listed_column = text.strip("【】")

    def _entry(self, block: Text, text: str) -> None:
        *lines, ending = text.split("\n")
        words, tab, _ = ending.partition("\t")
        words = "".join(line.rstrip("\t") for line in lines) + words
        link = next((span.link for span in block.spans if span.link.startswith("#article")), "")
        self.entries.append((words, int(link[8:]) if link[8:].isdigit() else 0, self.listed_column))
        self.contents["page_numbers"] = bool(tab)

    def _column(self, _: Text, text: str) -> None:
        self.column = text.strip("【】")

    def _kicker(self, _: Text, text: str) -> None:
        self.pending.kicker = text.replace("\n", "|")

    def _title(self, block: Text, text: str) -> None:
        article = replace(self.pending, title=text.replace("\n", "|"), place=block.place)
        self.pending = Article()
        self._close()
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
        before = [article.byline] if isinstance(article.byline, str) else article.byline
        if article.byline and not re.fullmatch("（信息来源：(.+)）", text):
            article.byline = [*before, text]
        elif block.style == "署名":
            article.byline, article.byline_at = text, "题下"
        elif found := re.fullmatch("（信息来源：(.+)）", text, re.DOTALL):
            article.source = found[1]
        else:
            article.byline = text

    def _date(self, _: Text, text: str) -> None:
        if found := dated(text):
            self._article().date = found.date

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

    def _division(self, _: Text, text: str) -> None:
        if self.into is not None:
            # the text itself says what it is
            self.into.append(Paragraph(Inline((Span(text),))))

    def _enclosure(self, _: Text, text: str) -> None:
        words = re.sub(r"^附件：\s*", "", text)
        self.enclosures.append((len(self.draft.articles) - 1, re.sub(r"^\d+\.\s*", "", words)))

    def _attachment(self, *_: object) -> None:
        self.attaching = True

    def _close(self) -> None:
        """A new text begins: notes are counted anew."""
        self.maker = BodyMaker(self.job, "body")

    # --- bodies ---------------------------------------------------------------------------------------------------

    def _body(self, block: Text, text: str) -> None:
        if block.style in _NOTES:
            key, label = _NOTES[block.style]
            has_article = bool(self.draft.articles)
            target: list[Block] = getattr(self.draft.articles[-1] if has_article else self.draft, key)
            spans = block.spans
            if not target and text.startswith(label) and spans[0].bold:
                spans = (replace(spans[0], text=spans[0].text[len(label) :]), *spans[1:])
            target.append(Paragraph(self._inline(spans)))
            return
        if self.into is None:
            if text.strip() == "★":
                self._held()["rule"] = "五角星"
            elif text.strip():
                self.job.drop(block.place, text)
                self.draft.doubt("articles", block.place, "doubt_unknown", text)
            return
        self.into += self._made(block, text)

    def _made(self, block: Text, text: str) -> list[Block]:
        inline = self._inline(block.spans)
        if block.style in _HEADINGS:
            return [Heading(_HEADINGS[block.style], without_bold(inline))]
        if block.style == "引文":
            return [Quote(inline)]
        if block.style == "注释":
            return self._footnote(inline)
        if block.style == "列表":
            found = re.match(r"(\d{1,9}[.)]|[^\w\s])\s?", inline.text)
            marker = found[1] if found else "•"
            depth = max(0, round(block.left / 2))
            return [ListItem(marker, depth, cut(inline, found.end() if found else 0))]
        if block.style == "表注" and self.into and isinstance(self.into[-1], Table):
            last = self.into[-1]
            assert isinstance(last, Table)
            self.into[-1] = replace(last, note=inline)
            return []
        if block.style == "表单位" and text.startswith("续表"):
            # the layout says it where a page begins
            return []
        if block.style == "名单":
            return [Paragraph(Inline((Span(rolled(text)),)))]
        if not text.strip("\u3000 \n"):
            return [Separator()] if block.style == "正文" else []
        return [Paragraph(inline)]

    def _footnote(self, inline: Inline) -> list[Block]:
        found = re.match(r"([①-⑳])|\[(\d+)\]\s*", inline.text)
        if not found:
            return [Paragraph(inline)]
        number = circled_value(found[1]) if found[1] else int(found[2])
        return [Note(number, cut(inline, found.end()))]

    def _inline(self, spans: Any) -> Inline:
        made: list[Span] = []
        for span in spans:
            text = span.text.replace("\u200b", "").replace(PICTURE, "").replace("\t", "")
            if span.link.startswith("#note"):
                made.append(Span(text, False, "#" + re.split("[-_]", span.link)[-1]))
            elif text:
                link = span.link if "://" in span.link or span.link.startswith("mailto:") else ""
                raised = {"super": 1, "sub": -1}.get(span.script, 0)
                made.append(Span(text, span.bold, link, raised))
        merged: list[Span] = []
        for span in made:
            last = merged[-1] if merged else None
            if last and (last.bold, last.link, last.raised) == (span.bold, span.link, span.raised):
                merged[-1] = replace(last, text=last.text + span.text)
            else:
                merged.append(span)
        return Inline(tuple(merged))

    def _grid(self, grid: Grid) -> None:
        looks = [span for text in grid.texts for span in text.spans if span.picture]
        if self.into is None and looks and looks[0].name.startswith("题字"):
            self.pictured[len(self.names)] = self.maker.picture(looks[0]).path
            self.names.append(looks[0].alt)
            return
        if self.into is None:
            self.job.drop(grid.place, " ".join(text.text for text in grid.texts))
            return
        if not grid.ruled and any(span.picture for text in grid.texts for span in text.spans):
            self.into.append(self._figure(grid))
            return
        last = self.into[-1] if self.into else None
        if (
            isinstance(last, Table)
            and grid.head
            and cells(last.head) == cells(map(self._cell, row) for row in grid.rows[: grid.head])
        ):
            rows = tuple(tuple(map(self._cell, row)) for row in grid.rows[grid.head :])
            self.into[-1] = replace(last, rows=(*last.rows, *rows))
            return
        made = [tuple(map(self._cell, row)) for row in grid.rows]
        caption = unit = None
        styles = [*self.captions(grid.place)]
        for style in reversed(styles):
            above = self.into[-1] if self.into else None
            if isinstance(above, Paragraph):
                caption, unit = (above.inline, unit) if style == "表题" else (caption, above.inline)
                self.into.pop()
        self.into.append(
            Table(grid.columns, tuple(made[: grid.head]), tuple(made[grid.head :]), caption, unit)
        )

    def captions(self, place: int) -> list[str]:
        """The styles of caption and unit right over the table at `place`, from above."""
        found: list[str] = []
        blocks = self.content.blocks
        at = (
            next(
                index
                for index, block in enumerate(blocks)
                if isinstance(block, Grid) and block.place == place
            )
            - 1
        )
        while at >= 0 and isinstance(block := blocks[at], Text) and block.style in ("表题", "表单位"):
            found.insert(0, block.style)
            at -= 1
        return found

    def _cell(self, cell: GridCell) -> Cell:
        spans: list[Span] = []
        for text in cell.texts:
            inline = self._inline(text.spans)
            spans += ([Span("\n")] if spans else []) + list(inline.spans)
        align = cell.texts[0].align if cell.texts else ""
        head = any(text.style == "表头" for text in cell.texts)
        if self.choices.get("tables.breaks") == "否":
            # the layout made the lines
            spans = [replace(span, text=LINE_END.sub(joint, span.text)) for span in spans]
        inline = Inline(tuple(spans))
        if head:
            inline = without_bold(inline)
        return Cell(inline, cell.across, cell.down, align)

    def _figure(self, grid: Grid) -> Figure:
        pictures = []
        captions = [cell.text.strip() for cell in grid.rows[1]] if len(grid.rows) > 1 else []
        for column, cell in enumerate(grid.rows[0]):
            look = next((span for text in cell.texts for span in text.spans if span.picture), None)
            if look is None:
                continue
            said = captions[column].replace("\u200b", "").replace("\n", "") if column < len(captions) else ""
            credit = ""
            if (found := _CREDIT.fullmatch(said)) and look.alt == (found[1] or "图片"):
                said, credit = found[1], found[2]
            picture = self.maker.picture(look, said, credit)
            pictures.append(replace(picture, width_mm=self._width(look, alone=len(grid.rows[0]) == 1)))
        return Figure(tuple(pictures))

    def _width(self, look: Look, *, alone: bool) -> float:
        """The width in mm that was stated of a picture, 0 for none."""
        if self.widths is not None:
            return measure_of(self.widths.get(look.name, ""))
        whole = abs(look.width - round(look.width)) < _TWIP
        return round(look.width) if alone and whole else 0

    # --- colophon -------------------------------------------------------------------------------------------------

    def _to(self, block: Text, text: str) -> None:
        found = label_of(text)
        if found is None:
            self.job.drop(block.place, text)
            self.draft.doubt("distribution", block.place, "doubt_unknown", text)
            return
        entry: dict[str, Any] = {
            "label": found["label"],
            "to": text[found.end() :].replace("\n", "").removesuffix("。"),
        }
        if found["this"]:
            entry["this_issue"] = True
        self.values.setdefault("distribution", []).append(entry)

    def _copies(self, _: Text, text: str) -> None:
        if found := re.search(r"\d+", text):
            self.values["copies"] = int(found[0])
        self.copies_at = self.rules

    def _staff(self, _: Text, text: str) -> None:
        self.values["staff"] = {
            role: name
            for piece in re.split("[\u3000\n]", text)
            if piece
            for role, _, name in [piece.partition("：")]
            if name
        } or {found["label"]: text[found.end() :] for found in [STAFFED.match(text)] if found}

    def _print(self, _: Text, text: str) -> None:
        organ, day = parted(text)
        held = self.values.setdefault("print", {})
        if not day and PRINTED.search(organ) and dated(organ):
            organ, day = "", organ
        if organ.strip():
            held["organ"] = organ.replace("\n", "").strip()
        if found := dated(day):
            held["date"] = found.date

    # --- the end --------------------------------------------------------------------------------------------------

    def finish(self) -> Draft:
        """Put together what was read, with the words of the properties."""
        properties = self.content.properties
        keywords = properties.get("keywords", "").split("；")
        name = "".join(self.names)
        series = properties.get("category") or name
        self.values["series"] = series
        if self.names != [series]:
            self._held()["name"] = list(self.names)
        self._numbers(keywords, name, series)
        self._contents()
        self._chosen(name)
        for index, words in self.enclosures:
            self.draft.articles[index].enclosures.append(words)
        if self.draft.attachments and self.draft.articles:
            # the attachments are listed behind what the last article encloses
            del self.draft.articles[-1].enclosures[-len(self.draft.attachments) :]
        if (
            self.copies_at
            and self.copies_at == self.rules
            and {"distribution", "staff", "print"} & set(self.values)
        ):
            self.values.setdefault("layout", {})["copies_at"] = "版记下"
        for article in (*self.draft.articles, *self.draft.attachments):
            article.body[:] = map(natural, article.body)
        self.draft.values = {key: value for key, value in self.values.items() if value != {}}
        self.draft.shown.clear()
        return self.draft

    def _chosen(self, name: str) -> None:
        """Take in what the file tells of choices that no page shows."""
        if identifier := self.content.properties.get("identifier"):
            self.values["id"] = identifier
        parts: list[Any] = [{"text": text} for text in self._held().get("name", [])] or [{"text": name}]
        for place, path in self.pictured.items():
            if place < len(parts):
                parts[place]["picture"] = path
        self._lines_of_titles()
        for key, value in self.choices.items():
            group, _, rest = key.partition(".")
            at, _, last = rest.partition(".")
            if group == "articles" and last == "new_page" and at.isdecimal():
                if int(at) in self.numbered:
                    self.numbered[int(at)].new_page = True
            elif key == "contents.grouped" and self.values.get("contents") is not False:
                self.values.setdefault("contents", {})["grouped"] = True
            elif key == "masthead.rule" and value in ("双线", "五角星"):
                self._held()["rule"] = value
            elif group == "layout" and last in _FACES:
                self.values.setdefault("layout", {}).setdefault("docx_fonts", {})[last] = value
            elif group == "layout" and at in ("even_last_page", "continued", "embed_fonts"):
                self.values.setdefault("layout", {})[at] = True
            elif (found := _PART.fullmatch(rest)) and int(found[1]) < len(parts):
                parts[int(found[1])][found[2]] = measure_of(value) if found[2] == "size" else value
        if any(len(part) > 1 for part in parts):
            self._held()["name"] = [part if len(part) > 1 else part["text"] for part in parts]

    def _lines_of_titles(self) -> None:
        """Leave to the layout where lines of titles end that nobody chose."""
        if (stated := self.choices.get("titles.lines")) is None:
            return
        attached = {f"a{number}": each for number, each in enumerate(self.draft.attachments, 1)}
        for number, article in (*self.numbered.items(), *attached.items()):
            for name in ("kicker", "title", "subtitle"):
                if f"{number}.{name}" not in stated.split():
                    setattr(article, name, LINE_END.sub(joint, getattr(article, name)))

    def _numbers(self, keywords: list[str], name: str, series: str) -> None:
        year = number = total = None
        kind = "正刊"
        for word in keywords:
            if found := re.fullmatch(r"(\d{4})年第(\d+)期", word):
                year, number = int(found[1]), int(found[2])
            elif found := re.fullmatch(r"总第(\d+)期", word):
                total = int(found[1])
            elif word not in (name, series) and not dated(word):
                kind = word
        printed = [line.removesuffix("（草稿）") for line in self.number_lines]
        joint = self._joint("".join(printed))
        if joint is not None:
            number, total = joint
        found_line = number_line("".join(printed)) if joint is None else None
        if found_line is not None and found_line.number is not None:
            # somebody may have written another number in Word: what is printed holds
            if found_line.total is not None or found_line.number != number:
                total = found_line.total
            number = found_line.number
            year = found_line.year or year
        if kind != "正刊":
            self.values["kind"] = kind
        if number is None:
            self.values["numbered"] = False
            return
        self.values |= {"number": number} | ({"total": total} if total is not None else {})
        when = self.values.get("date")
        if year is not None and (when is None or when.year != year):
            self.values["year"] = year
        numbers = Numbers(
            year or 0, number, total, self.values.get("number_last"), self.values.get("total_last")
        )
        self._form(printed, numbers, kind)

    def _form(self, printed: list[str], numbers: Numbers, kind: str) -> None:
        """Take in how the number line is written, where it is not as usual."""
        untold = kind != "正刊" and numbers.total is not None
        if untold and printed == [replace(numbers, total=None).text(kind)]:
            # it has a total that is not printed, as where the kind has none
            self.values["numbering"] = {"total_excludes": [kind]}
        elif printed and printed != [numbers.text(kind)]:
            self._held()["number_form"] = [number_form(line, numbers) for line in printed]

    def _joint(self, printed: str) -> tuple[int, int | None] | None:
        """The first number and total of a joint issue, whose last ones are taken in; None for any other."""
        found, total = (pattern.search(printed) for pattern in _JOINT)
        if found is None:
            return None
        self.values["number_last"] = int(found[2])
        if total is None:
            return int(found[1]), None
        self.values["total_last"] = int(total[2])
        return int(found[1]), int(total[1])

    def _contents(self) -> None:
        articles = self.draft.articles
        if not self.entries:
            if len(articles) > 1:
                self.values["contents"] = False
            return
        marks = {words[:1] for words, _, _ in self.entries}
        marker = marks.pop() if len(marks) == 1 else ""
        if marker and (marker in BULLETS or (not marker.isalnum() and marker not in "“《「（【")):
            self.contents["marker"] = marker
            self.entries = [(words[1:].lstrip(), number, column) for words, number, column in self.entries]
        shown = listed(articles)
        plain = len(articles) > 1 and [number for _, number, _ in self.entries] in (shown, [0] * len(shown))
        if plain and not any(
            column and column != articles[at - 1].column
            for at, (_, _, column) in zip(shown, self.entries, strict=True)
        ):
            for at, (words, _, column) in zip(shown, self.entries, strict=True):
                article = articles[at - 1]
                if bare(words) != bare(article.title or article.column):
                    article.contents_title = words
                if column:
                    self.contents["grouped"] = True
        else:
            self.contents["entries"] = [
                {"title": words}
                | ({"article": number} if number else {})
                | ({"column": column} if column else {})
                for words, number, column in self.entries
            ]
        if self.contents.get("heading") == "本期要目":
            del self.contents["heading"]
        if self.contents.get("page_numbers"):
            del self.contents["page_numbers"]
        if self.contents:
            self.values["contents"] = self.contents
