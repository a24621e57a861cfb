"""What stands between masthead and colophon → articles: their titles, what stands around them, their texts."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from jianbao.importing.body import BodyMaker
from jianbao.importing.bylines import labelled, led, says_who, signed, signing, strays
from jianbao.importing.contents import Contents, alike, is_alike
from jianbao.importing.grammar import dated, plain
from jianbao.importing.marks import ATTACHED, BULLETS, COLUMN, EDITOR, ENDS, MOTTO, level_of, likeness
from jianbao.importing.parts import SUBTITLE, Article, Job, Line, cut_front, despaced, unspaced
from jianbao.importing.remarks import remarks, usual_face
from jianbao.importing.titles import CAPTION, look_of, may_be_title, title_parts, titles_of
from jianbao.importing.under import under_title

_ATTACHMENTS: Final = re.compile(r"附\s*[件录]?\s*[:：]\s*\S")
_DECORATED: Final = re.compile(
    r"[◆◇■□●○◎▲△★☆※*＊〓·•—~～=]+\s*([\u4e00-\u9fff ·\u3000]{2,10}?)\s*[◆◇■□●○◎▲△★☆※*＊〓·•~～=—]+"
)
_MARKED: Final = re.compile(r"[◆◇■□●○◎▲△★☆※▌▎▶►►▣]\s*([\u4e00-\u9fff ·\u3000]{2,8})")
# names that departments of bulletins have
_DEPARTMENT: Final = re.compile(
    r".{0,3}(?:动态|要闻|简讯|快讯|短讯|交流|之窗|之声|风采|风景线|论坛|活动|讲话|专栏|专题|速递|视点|聚焦|文萃|传真|在线|一线|之石|园地|集锦|扫描|回眸|速览|看台|天地)"
)
_LEAD: Final = re.compile(r"[^。]{2,14}[:：]|【[^】]{2,14}】")
_TURNED: Final = re.compile(
    r"(?:[A-D]?\d版)?[（(]?(?:下转|上接|转|接)第?\s*[A-D]?[\d一二三四]+\s*(?:版|页).{0,12}|[A-D]\d版"
)
# a title that goes on with a name behind a wide blank
_AUTHORED: Final = re.compile(r"\S{6,}(?:[\u3000\t]{2,}| {4,})[\u4e00-\u9fff·]{2,4}$")
_ADDRESSED: Final = re.compile(r"[^。；，]{2,40}[:：]")
_LABEL: Final = 6
_COLUMN: Final = 12
_BRIEF: Final = 16
_HEAD: Final = 30
_SIGNED_TITLE: Final = re.compile(r"[（(][^（）()]{2,24}(?:供稿|撰稿|来稿)[）)]$")
# a number as an ornament over a title
_NUMERAL: Final = re.compile(r"0?\d{1,2}|(?:NO|PART)\.?\d{1,2}", re.IGNORECASE)


def articles(job: Job, listed: Contents | None) -> None:
    """Take all that is left: articles, attachments, what stands before the first title."""
    free = [line for line in job.lines if not line.taken]
    titles = titles_of(job, free, listed)
    maker = _Articles(job, free, titles, listed)
    maker.read()
    maker.finish()


class _Articles:
    def __init__(self, job: Job, free: list[Line], titles: set[int], listed: Contents | None) -> None:
        self.job, self.free, self.titles, self.listed = job, free, titles, listed
        self.made: list[tuple[Article, list[Line]]] = []
        self.attached: list[tuple[Article, list[Line]]] = []
        self.before: list[Line] = []
        self.column = ""
        self.column_at = 0
        # Whether the column that is open was told by a mark alone, or with doubt.
        self.marked = False
        self.names: list[str] = []
        # How lines look that stand over more than one title, and over nothing else.
        self.over = self._looks_over()
        # How lines begin that part the text of an article as columns part others.
        self.parting = ""
        # Whether by-lines stand over the titles, and the one over the next title.
        self.over_titles = False
        self.written_by: Line | None = None
        # How large the title of the article at each place is.
        self.sizes: dict[int, float] = {}

    def read(self) -> None:
        at = 0
        while at < len(self.free):
            at = self._at(at)

    def _at(self, at: int) -> int:
        """Take what begins at line `at`; where to go on."""
        line = self.free[at]
        if line.taken:
            return at + 1
        if (
            ATTACHED.fullmatch(line.tight)
            and (self.made or self.attached)
            and line.grid is None
            and at + 1 < len(self.free)
            and (self.free[at + 1].grid is None or line.tight[1:2] not in "表图")
        ):
            return self._attachment(at)
        ornament = at + 1 in self.titles and _NUMERAL.fullmatch(line.tight) is not None
        if line.grid is None and (ornament or _TURNED.fullmatch(line.tight)):
            self.job.take(line)
            return at + 1
        if line.grid is None and not self._parts_text(at) and (column := self._column_of(at)):
            self._begin_column(column, line.place)
            listed = self.listed is not None and column in self.listed.columns
            key = f"articles.{len(self.made)}.column"
            doubted = any(doubt.key == key for doubt in self.job.draft.doubts)
            self.marked = doubted or (not listed and _MARKED.fullmatch(line.text.strip()) is not None)
            self.job.take(line, line.text)
            if not self._is_head(at + 1):
                self._untitled(at + 1)
            return at + 1
        if self._is_head(at):
            return self._head(at)
        if self._signs_below(at):
            return at + 1
        held = self.attached or self.made
        (held[-1][1] if held else self.before).append(line)
        return at + 1

    def _signs_below(self, at: int) -> bool:
        """Take a by-line at the right over a title, where the first article of all has its own there."""
        line = self.free[at]
        first = not self.made and not self.before
        column = at + 1 < len(self.free) and COLUMN.fullmatch(self.free[at + 1].text.strip())
        over = self._is_head(at + 1) or (column and self._is_head(at + 2))
        if not (first or self.over_titles) or line.grid is not None or not line.right or not over:
            return False
        if not says_who(line.text):
            return False
        self.over_titles, self.written_by = True, line
        self.job.take(line, line.text)
        return True

    def _parts_text(self, at: int) -> bool:
        """Whether a line in brackets is a heading within an article, right under its title or as the one there."""
        text = self.free[at].text.strip()
        if not self.made or not COLUMN.fullmatch(text) or self._is_head(at + 1):
            return False
        article, lines = self.made[-1]
        if article.title and not lines:
            self.parting = text[0]
        return bool(article.title and self.parting == text[0])

    def _begin_column(self, column: str, place: int) -> None:
        """A column begins; one before it under which nothing stood was not taken in."""
        if self.column and not any(article.column == self.column for article, _ in self.made):
            self.job.drop(self.column_at, self.column)
        self.column, self.column_at = column, place

    def _looks_over(self) -> set[tuple[object, ...]]:
        """How short lines look that stand at the left over titles, wherever they do and more than once."""
        looks = Counter(
            (look_of(line), line.size)
            for line, at in zip(self.free, range(1, len(self.free)), strict=False)
            if at in self.titles
            and at - 1 not in self.titles
            and line.grid is None
            and not (line.right or line.centred or line.pictured or says_who(line.text))
            and 2 <= len(line.tight) <= _COLUMN
            and not line.text.strip().endswith(ENDS)
        )
        everywhere = Counter((look_of(line), line.size) for line in self.free if line.grid is None)
        return {look for look, count in looks.items() if count > 1 and everywhere[look] == count}

    def _column_of(self, at: int) -> str:
        line = self.free[at]
        text = line.text.strip()
        if at and says_who(text) and not _DEPARTMENT.fullmatch(text.strip("【】〔〕[] ")):
            return ""
        if (found := COLUMN.fullmatch(text)) and len(found[1]) <= 14 and not EDITOR.match(text):
            return despaced(found[1])
        name = despaced(re.sub(r"[◆◇■□●▲★☆※*＊〓=～~·•◎]", "", text))
        if self.listed and name in self.listed.columns and len(name) <= 14:
            return name
        if decorated := _DECORATED.fullmatch(text):
            return despaced(decorated[1])
        over = at not in self.titles and at + 1 in self.titles
        if over and (marked := _MARKED.fullmatch(text)):
            return despaced(marked[1])
        if over and (look_of(line), line.size) in self.over:
            return name
        framed = over and line.framed and not self.free[at + 1].framed and len(name) <= 8
        apart = not line.centred and 2 <= len(name) <= 6 and line.strong
        named = framed or apart or _DEPARTMENT.fullmatch(name)
        name = name.lstrip(BULLETS)
        if over and line.size <= self.free[at + 1].size and named and not text.endswith(ENDS):
            self.job.draft.doubt(f"articles.{len(self.made)}.column", line.place, "doubt_column", name)
            return name
        if at in self.titles and len(name) <= 8 and self._is_head(at + 1) and at + 1 in self.titles:
            other = self.free[at + 1]
            differs = abs(other.size - line.size) > 0.6 or other.face != line.face or other.red != line.red
            if differs and not self._is_listed(text) and not SUBTITLE.match(other.text):
                if not _DEPARTMENT.fullmatch(name):
                    self.job.draft.doubt(
                        f"articles.{len(self.made)}.column", line.place, "doubt_column", name
                    )
                return name
        return ""

    def _is_listed(self, text: str) -> bool:
        return self.listed is not None and any(is_alike(text, entry.title) for entry in self.listed.entries)

    def _is_head(self, at: int) -> bool:
        """Whether a title, or the kicker over one, stands at line `at`."""
        if at >= len(self.free) or self.free[at].grid is not None:
            return False
        if at in self.titles:
            return True
        captioned = at > 0 and self.free[at - 1].pictured
        return at + 1 in self.titles and not captioned and self._is_kicker(self.free[at])

    def _is_kicker(self, line: Line) -> bool:
        text = line.text.strip()
        return (
            line.grid is None
            and line.centred
            and 2 <= len(plain(text)) <= 40
            and not text.endswith(("。", "；", "：", ":"))
            and re.search("[\u4e00-\u9fff]", text) is not None
            and "\ufffc" not in text
            and not line.taken
            and not COLUMN.fullmatch(text)
            and not CAPTION.match(text)
            and not labelled(text)
            and not re.fullmatch(r"[（(].*[）)]", text)
            and not ATTACHED.fullmatch(text)
            and not dated(text)
        )

    def _untitled(self, at: int) -> None:
        """Text that begins under a column without a title."""
        place = self.free[at].place if at < len(self.free) else 0
        article = Article(column=self.column, place=place)
        self.made.append((article, []))

    def _head(self, at: int) -> int:
        """Kicker, title over its lines, subtitle, by-line."""
        job = self.job
        article = Article(column=self.column, place=self.free[at].place)
        if self.marked and any(other.column == self.column for other, _ in self.made):
            # the line may have stood over the one article alone
            job.draft.doubt(f"articles.{len(self.made)}.column", article.place, "doubt_column", self.column)
        if at not in self.titles:
            article.kicker = unspaced(self.free[at].text.replace("\n", "|"))
            said = self.listed is not None and any(
                likeness(article.kicker) in likeness(each.title) for each in self.listed.entries
            )
            small = self.free[at].size < job.body_size or re.search(r"[\d：:]", article.kicker)
            if not self.made and not said and (small or MOTTO.fullmatch(self.free[at].text.strip())):
                # small type over the first article alone may be the masthead's or the issue's
                job.draft.doubt("articles.0.kicker", self.free[at].place, "doubt_kicker", article.kicker)
            job.take(self.free[at], self.free[at].text)
            at += 1
        first = self.free[at]
        at, parts = self._title(at)
        if (
            at in self.titles
            and first.size < self.free[at].size - 0.6
            and not self._is_listed("".join(parts))
            and self.free[at].centred
            and not says_who(self.free[at].text)
        ):
            # the larger line is the title, what stood above it the kicker
            article.kicker = "".join(parts)
            at, parts = self._title(at)
        elif len(parts) > 1 and SUBTITLE.match(parts[-1]):
            article.subtitle = parts.pop()
        if (signed_by := _SIGNED_TITLE.search(parts[-1])) and signed_by.start():
            article.byline, article.byline_at = signed_by[0], "题下"
            parts[-1] = parts[-1][: signed_by.start()].rstrip()
        elif (
            len(parts) > 1
            and "\n" in first.text
            and len(parts[-1]) <= _BRIEF
            and says_who(parts[-1])
            and not self._is_listed("".join(parts))
        ):
            article.byline, article.byline_at = parts.pop(), "题下"
            job.draft.doubt(f"articles.{len(self.made)}.byline", first.place, "doubt_byline", first.text)
        article.title = "|".join(parts)
        if _AUTHORED.search(first.text):
            job.draft.doubt(f"articles.{len(self.made)}.title", first.place, "doubt_title", first.text)
        self.sizes[article.place] = self.free[at - 1].size
        at = under_title(job, self.free, self.titles, at, article, len(self.made))
        if (line := self.written_by) is not None:
            above = signing(line.text)
            article.byline = [above, *article.bylines] if article.byline else above
            article.byline_at = "题下"
            job.draft.doubt(f"articles.{len(self.made)}.byline", line.place, "doubt_byline", line.text)
            self.written_by = None
        self.made.append((article, []))
        return at

    def _title(self, at: int) -> tuple[int, list[str]]:
        """(where to go on, the lines of the title that begins at line `at`)."""
        first, parts = self.free[at], list[str]()
        while not parts or (at in self.titles and self._goes_on(first, self.free[at], parts)):
            parts += title_parts(self.free[at], self.job.content.kind) or [self.free[at].text]
            self.job.take(self.free[at], self.free[at].text)
            at += 1
        return at, parts

    def _goes_on(self, first: Line, line: Line, parts: list[str]) -> bool:
        """Whether a title's line is the next line of the one above."""
        if abs(first.size - line.size) > 0.6 or first.red != line.red or line.page:
            return False
        if self._is_listed("".join((*parts, line.text))):
            # an organ may end a title too: …考察并慰问|工作组
            return True
        if SUBTITLE.match(line.text) or COLUMN.fullmatch(line.text.strip()) or says_who(line.text):
            return False
        if self.listed:
            whole, here = "".join(parts), line.text
            for entry in self.listed.entries:
                if (
                    likeness(whole)
                    and alike(whole, entry.title) > 0.9
                    and any(
                        alike(here, other.title) > 0.8 for other in self.listed.entries if other is not entry
                    )
                ):
                    return False
        return len("".join(parts)) + len(line.text) <= 100

    # --- attachments ------------------------------------------------------------------------------------------------

    def _attachment(self, at: int) -> int:
        label = self.free[at]
        self.job.take(label, label.text)
        # the layout numbers attachments by their order; another number is told as left out
        number = re.search(r"\d{1,9}", label.text)
        other = number and int(number[0]) != len(self.attached) + 1
        self.job.draft.repeated += re.sub(r"\d+", "", label.text) if other else label.text
        at += 1
        article = Article(place=label.place)
        parts: list[str] = []
        while at < len(self.free) and self.free[at].grid is None and len(parts) < 4:
            line = self.free[at]
            if at in self.titles or (not parts and (line.centred or (may_be_title(line) and line.bold))):
                parts += title_parts(line, self.job.content.kind)
                self.job.take(line, line.text)
                at += 1
            else:
                break
        article.title = "|".join(parts)
        if not parts:
            named = self.names[len(self.attached)] if len(self.attached) < len(self.names) else ""
            article.title = named
            self.job.draft.doubt(
                f"attachments.{len(self.attached)}.title", label.place, "doubt_untitled", named
            )
        self.attached.append((article, []))
        return at

    # --- texts --------------------------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Make the texts, and what signs them; hold the titles against the contents."""
        draft = self.job.draft
        self._begin_column("", 0)
        smaller = self._smaller()
        usual = usual_face([line for _, lines in self.made for line in lines])
        self._front(usual)
        self._items()
        for index, (article, lines) in enumerate(self.made):
            kept = self._without_lists(lines, last=index == len(self.made) - 1)
            kept = led(self.job, article, remarks(self.job, article, kept, f"articles.{index}.", usual))
            kept = signed(self.job, article, kept, index)
            for line in strays(kept, listed=self.listed is not None):
                draft.doubt(f"articles.{index}.body", line.place, "doubt_stray", line.text.strip())
            article.body = BodyMaker(self.job, f"articles.{index}.body").make(kept)
            draft.articles.append(article)
            if not article.title and not article.column:
                draft.doubt(f"articles.{index}", article.place, "doubt_untitled", "")
            elif (self.job.thin or article.place in smaller) and not self._is_listed(article.title):
                draft.doubt(f"articles.{index}.title", article.place, "doubt_title", article.title)
            if not article.body:
                draft.doubt(f"articles.{index}.title", article.place, "doubt_empty", article.title)
        for index, (article, lines) in enumerate(self.attached):
            article.body = BodyMaker(self.job, f"attachments.{index}.body").make(lines)
            draft.attachments.append(article)

    def _smaller(self) -> set[int]:
        """The places of titles smaller than the first: without contents they may be headings within its article."""
        sizes = [size for size in map(self.sizes.get, (article.place for article, _ in self.made)) if size]
        return {place for place, size in self.sizes.items() if size < sizes[0] - 0.6} if sizes else set()

    def _front(self, usual: str) -> None:
        """What stands before the first title: a note of the editor's, a summary, or an article without a title."""
        draft = self.job.draft
        before = [line for line in self.before if not line.taken]
        noted = next((at for at, line in enumerate(before) if EDITOR.match(line.text)), 0)
        if self.made and noted and all(line.box for line in before[:noted]):
            # a leader's word stands in a box beside it all
            self.made[0][1][:0] = before[:noted]
            draft.doubt("articles.0.body", before[0].place, "doubt_stray", before[0].text)
            before = before[noted:]
        lines = remarks(self.job, draft, before, "", usual)
        lines = [line for line in lines if not (line.bare or _is_blank_form(line))]
        if not lines:
            return
        article = Article(column="", place=lines[0].place)
        first = lines[0]
        if self.made and not draft.editor_note and all(line.framed for line in lines):
            # a leader's word, or what the day brings, in a frame over the first article
            draft.editor_note = BodyMaker(self.job, "editor_note").make(lines)
            draft.doubt("editor_note", first.place, "doubt_note_of", first.text)
            return
        if self.made and len(lines) == 1 and _ADDRESSED.fullmatch(first.text.strip()):
            # whom it is for stands over the title
            self.made[0][0].addressee = [first.text.strip().rstrip("：:")]
            draft.doubt("articles.0.addressee", first.place, "doubt_told_by", first.text)
            self.job.take(first, first.text)
            return
        if (
            first.grid is None
            and not self.made
            and len(lines) > 1
            and 2 <= len(first.tight) <= 60
            and not first.text.endswith(ENDS)
            and not (level_of(first.text) == 1 and first.strong)
        ):
            article.title = "|".join(title_parts(first, self.job.content.kind))
            self.job.take(first, first.text)
            lines = lines[1:]
            draft.doubt("articles.0.title", first.place, "doubt_title", article.title)
        self.made.insert(0, (article, lines))

    def _items(self) -> None:
        """Part what stands untitled under a column into short news, where each paragraph has a lead of its own."""
        made: list[tuple[Article, list[Line]]] = []
        for article, lines in self.made:
            led = all(line.grid is None and _LEAD.match(line.text) and _is_led(line) for line in lines)
            if article.title or not article.column or len(lines) < 2 or not led:
                made.append((article, lines))
            else:
                made += [(Article(column=article.column, place=line.place), [line]) for line in lines]
        self.made = [part for each in made for part in self._marked_items(*each)]
        self._columns_as_titles()

    def _marked_items(self, article: Article, lines: list[Line]) -> list[tuple[Article, list[Line]]]:
        """Part short news under a department's name whose titles have only a mark (■) each before them."""
        named = article.title or article.column
        heads = [
            at
            for at, line in enumerate(lines)
            if line.grid is None
            and line.text[:1] in BULLETS
            and may_be_title(cut_front(line, 1))
            and len(line.tight) <= _HEAD
            and not line.text.endswith(ENDS)
            and at + 1 < len(lines)
            and len(lines[at + 1].text) > _HEAD
        ]
        apart = (article.title == "") != (article.column == "")
        signed = article.byline or article.subtitle or article.source or article.date
        if (
            len(heads) < 2
            or heads[0] != 0
            or not apart
            or signed
            or not _DEPARTMENT.fullmatch(despaced(named))
        ):
            return [(article, lines)]
        made: list[tuple[Article, list[Line]]] = []
        for at, end in zip(heads, [*heads[1:], len(lines)], strict=True):
            line = lines[at]
            title = cut_front(line, 1).text
            made.append((Article(title=title, column=despaced(named), place=line.place), lines[at + 1 : end]))
            self.job.take(line, line.text)
            self.job.thin = True
        return made

    def _columns_as_titles(self) -> None:
        """Names in brackets are titles where no article has a title under one, and each stands over one text."""
        bare = [article for article, _ in self.made if article.column and not article.title]
        names = [article.column for article in bare]
        others = any(article.column and article.title for article, _ in self.made)
        if others or len({*names}) < len(names) or any(map(_DEPARTMENT.fullmatch, names)):
            return
        for article in bare:
            article.title, article.column = article.column, ""
            self.job.thin = True

    def _without_lists(self, lines: list[Line], *, last: bool) -> list[Line]:
        """Without the list of attachments (附件：1. …), where these stand in the file themselves."""
        kept: list[Line] = []
        listing = False
        for line in lines:
            if line.grid is None and _ATTACHMENTS.match(line.text) and self.attached and last:
                listing = True
            elif listing and not re.match(r"\s*\d+[.．、]", line.text):
                listing = False
            if listing:
                self.names.append(
                    re.sub(r"^附\s*[件录]?\s*[:：]\s*|^\s*\d+[.．、]\s*", "", line.text).strip()
                )
                self.job.take(line, line.text)
                # the list is made from the attachments' titles
                self.job.draft.repeated += line.text
            else:
                kept.append(line)
        return kept


def _is_blank_form(line: Line) -> bool:
    """Whether a table has a label and room to write in: 领导批示."""
    grid = line.grid
    return grid is not None and not line.pictured and len(line.tight) <= _LABEL


def _is_led(line: Line) -> bool:
    """Whether a paragraph begins in bold and goes on otherwise."""
    shown = [span for span in line.spans if span.text.strip(" \u3000")]
    return line.text.startswith("【") or (len(shown) > 1 and shown[0].bold and not shown[-1].bold)
