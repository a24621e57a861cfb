"""What stands between masthead and colophon → articles: their titles, what stands around them, their texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date as Date
from typing import Any, Final

from jianbao.importing.body import BodyMaker
from jianbao.importing.contents import Contents, alike, is_alike
from jianbao.importing.grammar import (
    ABSTRACT,
    BYLINE,
    COLUMN,
    EDITOR,
    LEVELS,
    PARTIAL,
    dated,
    likeness,
    organ_of,
    plain,
)
from jianbao.importing.parts import Article, Job, Line, cut_back, cut_front, despaced, unspaced
from jianbao.importing.titles import (
    ATTACHED,
    CAPTION,
    CHAPTER,
    ENDS,
    SUBTITLE,
    has_picture,
    may_be_title,
    title_parts,
    titles_of,
)
from jianbao.model.body import Block

_ATTACHMENTS: Final = re.compile(r"附\s*件\s*[:：]\s*\S")
_AT_END: Final = re.compile(
    r"(?<=[。！？”.])\s*([（(](?:(?:供稿|作者|通讯员|撰稿|来稿|来源|信息来源|记者|报送单位?|供稿单位|执笔|文)[^（）()]{0,40}|[^（）()。，；]{2,30}(?:供稿|报送|提供|撰稿|整理|来稿))[）)])$"
)
_NAMED_END: Final = re.compile(r"(?<=[。！？”])\s*([（(][\u4e00-\u9fff· \u3000、]{2,24}[）)])$")
_SOURCE: Final = re.compile(r"[（(]?\s*(?:信息|稿件|文章|资料)?来源\s*[:：]\s*(.+?)\s*[）)]?$")
_PERSON: Final = re.compile(
    r"[□○◎●■]?\s*(?:(?:本报|本刊)?(?:记者|通讯员|特约\S{0,4}|见习\S{0,3})\s*)?[\u4e00-\u9fff·]{1,4}(?:[ \u3000、]{1,3}[\u4e00-\u9fff·]{1,4}){0,5}"
)
_DECORATED: Final = re.compile(
    r"[◆◇■●▲★☆※*＊〓·•—~～=]+\s*([\u4e00-\u9fff ·\u3000]{2,10}?)\s*[◆◇■●▲★☆※*＊〓~～=—]+"
)
_MARKED: Final = re.compile(r"[◆◇■□●○◎▲△★☆※▌▎▶►►▣]\s*([\u4e00-\u9fff ·\u3000]{2,8})")
# names that departments of bulletins have
_DEPARTMENT: Final = re.compile(
    r".{0,3}(?:动态|要闻|简讯|快讯|短讯|交流|之窗|之声|风采|风景线|论坛|活动|讲话|专栏|专题|速递|视点|聚焦|文萃|传真|在线|一线|之石|园地|集锦|扫描|回眸|速览|看台|天地)"
)
# somebody with an office or a team before the name
_OFFICER: Final = re.compile(
    r"\S{2,16}(?:书记|主任|局长|处长|科长|部长|县长|市长|区长|镇长|乡长|校长|院长|所长|站长|主席|会长|班|组|股|室|系|队|连|村|镇|乡)[ \u3000]{1,3}[\u4e00-\u9fff·]{2,4}"
)
# a part of a series, in brackets under its title
_PART: Final = re.compile(r"[（(][^（）()]{2,30}(?:之[一二三四五六七八九十]|侧记|纪实|调查|系列)[）)]")
_WEB: Final = re.compile(r"\S*(?:来源|作者|编辑|发布)[:：]")
_LED_BY: Final = re.compile(
    r"[（(](?:本报|本刊)?(?:通讯员|记者|作者|特约\S{0,4})[\s:：][^（）()]{2,20}[）)]\s*"
)
# 附注 of a document
_REMARK: Final = re.compile(r"[（(]此[件页][^（）()]{1,20}[）)]")
_LEAD: Final = re.compile(r"[^。]{2,14}[:：]|【[^】]{2,14}】")
_SIGNING: Final = re.compile(
    r"(?:供稿|撰稿|报送|提供|整理|来稿|摄影?|课题组|调研组|编辑部|调查组|工作组|写作组|记者|通讯员|中心|学校|融媒|发布|科|股|室|处|队)"
)
_TURNED: Final = re.compile(r"[（(]?(?:下转|上接|转|接)第?\s*[\d一二三四]+\s*(?:版|页).{0,12}")


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
        self.names: list[str] = []

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
        ):
            return self._attachment(at)
        if line.grid is None and (column := self._column_of(at)):
            self._begin_column(column, line.place)
            self.job.take(line, line.text)
            if not self._is_head(at + 1):
                self._untitled(at + 1)
            return at + 1
        if self._is_head(at):
            return self._head(at)
        if line.grid is None and _TURNED.fullmatch(line.tight):
            self.job.take(line)
            return at + 1
        held = self.attached or self.made
        (held[-1][1] if held else self.before).append(line)
        return at + 1

    def _begin_column(self, column: str, place: int) -> None:
        """A column begins; one before it under which nothing stood was not taken in."""
        if self.column and not any(article.column == self.column for article, _ in self.made):
            self.job.drop(self.column_at, self.column)
        self.column, self.column_at = column, place

    def _column_of(self, at: int) -> str:
        line = self.free[at]
        text = line.text.strip()
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
        framed = over and line.framed and not self.free[at + 1].framed and len(name) <= 8
        apart = not line.centred and 2 <= len(name) <= 6 and (line.bold or "黑" in line.face)
        named = framed or apart or _DEPARTMENT.fullmatch(name)
        if over and line.size <= self.free[at + 1].size and named and not text.endswith(ENDS):
            self.job.draft.doubt(f"articles.{len(self.made)}.column", line.place, "doubt_column", name)
            return name
        if at in self.titles and len(name) <= 8 and self._is_head(at + 1) and at + 1 in self.titles:
            other = self.free[at + 1]
            differs = abs(other.size - line.size) > 0.6 or other.face != line.face or other.red != line.red
            if differs and not self._is_listed(text) and not SUBTITLE.match(other.text):
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
        captioned = at > 0 and has_picture(self.free[at - 1])
        return at + 1 in self.titles and not captioned and self._is_kicker(self.free[at])

    def _is_kicker(self, line: Line) -> bool:
        text = line.text.strip()
        return (
            line.grid is None
            and line.centred
            and 2 <= len(plain(text)) <= 40
            and not text.endswith(("。", "；", "：", ":"))
            and any(char.isalnum() for char in text)
            and "\ufffc" not in text
            and not line.taken
            and not COLUMN.fullmatch(text)
            and not CAPTION.match(text)
            and not BYLINE.fullmatch(text)
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
        if at not in self.titles:
            article.kicker = unspaced(self.free[at].text.replace("\n", "|"))
            job.take(self.free[at], self.free[at].text)
            at += 1
        first = self.free[at]
        at, parts = self._title(at)
        if (
            at in self.titles
            and first.size < self.free[at].size - 0.6
            and not self._is_listed("".join(parts))
            and self.free[at].centred
        ):
            # the larger line is the title, what stood above it the kicker
            article.kicker = "".join(parts)
            at, parts = self._title(at)
        elif len(parts) > 1 and SUBTITLE.match(parts[-1]):
            article.subtitle = parts.pop()
        article.title = "|".join(parts)
        at = self._below(at, article)
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
        if SUBTITLE.match(line.text) or COLUMN.fullmatch(line.text.strip()):
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

    def _below(self, at: int, article: Article) -> int:
        """Subtitle and by-line under a title."""
        size = self.free[at - 1].size
        for _ in range(3):
            if at >= len(self.free) or self.free[at].grid is not None:
                break
            line = self.free[at]
            text = line.text.strip()
            signs = line.size < size - 0.6 and self._is_byline(text)
            if at in self.titles and not signs and not SUBTITLE.match(text):
                break
            if len(plain(text)) > 60 or text.endswith(("。", "；")) or not text or "\ufffc" in text:
                break
            if SUBTITLE.match(text) and (line.centred or line.right) and not article.subtitle:
                article.subtitle = unspaced(re.sub(r"^[（(]副题[）)]", "", text.replace("\n", "|")))
            elif article.date is None and (when := _day(line, text)) is not None:
                article.date = when
            elif not article.subtitle and _PART.fullmatch(text):
                article.subtitle = text
            elif not article.byline and (web := dated(text)) and _WEB.match(web.rest.strip()):
                # as copied from a page of the web
                article.date, article.byline, article.byline_at = web.date, _signing(web.rest), "题下"
            elif not article.source and (found := _SOURCE.fullmatch(text)):
                article.source = found[1]
            elif not article.byline and self._signs_title(line, text):
                article.byline, article.byline_at = _signing(text), "题下"
                self._doubt_signing(line, text)
            elif (
                line.centred
                and not article.subtitle
                and not article.byline
                and len(plain(text)) >= 6
                and not line.bold
                and self._next_is_text(at + 1)
                and not any(p.match(text) for p in LEVELS)
            ):
                article.subtitle = unspaced(text.replace("\n", "|"))
                self.job.draft.doubt(
                    f"articles.{len(self.made)}.subtitle", line.place, "doubt_subtitle", text
                )
            else:
                break
            self.job.take(line, line.text)
            at += 1
        return at

    def _signs_title(self, line: Line, text: str) -> bool:
        """Whether a line under a title is its by-line: in the middle, at the right, or with a word that says so."""
        if line.centred or line.right:
            return self._is_byline(text)
        said = re.match(r"(?:本报|本刊)?(?:记者|通讯员|作者|文/|文、图|供稿|撰稿)", text.strip("（( "))
        return len(plain(text)) <= 24 and said is not None and "，" not in text

    def _doubt_signing(self, line: Line, text: str, index: int | None = None) -> None:
        """Doubt a by-line that only its place or its brackets make one."""
        bare = text.strip("（）() □○◎●■◇◆")
        told = (
            BYLINE.fullmatch(text.strip())
            or _PERSON.fullmatch(bare)
            or any(organ_of(each)[1] for each in bare.split())
        )
        if not told and not _SIGNING.search(bare):
            at = len(self.made) if index is None else index
            self.job.draft.doubt(f"articles.{at}.byline", line.place, "doubt_byline", text)

    def _next_is_text(self, at: int) -> bool:
        return at < len(self.free) and at not in self.titles

    def _is_byline(self, text: str) -> bool:
        bare = text.strip("（）() ")
        if CHAPTER.match(text.strip()):
            return False
        if _OFFICER.fullmatch(bare):
            return True
        if BYLINE.fullmatch(text.strip()):
            return True
        if (
            re.search(r"(?:课题组|调研组|编辑部|联合调查组|工作组|写作组|记者|通讯员)(?:\s*\S{2,4})*$", bare)
            and len(bare) <= 30
        ):
            return True
        if organ_of(bare)[1] and len(bare) <= 30 and not SUBTITLE.match(text):
            return True
        if re.fullmatch(r"[（(][^（）()。]{2,40}[）)]", text.strip()):
            return True
        tail = bare.split()[-1] if bare.split() else ""
        if len(bare.split()) > 1 and organ_of(bare.split()[0])[1] and len(tail) <= 4:
            return True
        return (
            bool(_PERSON.fullmatch(bare))
            and len(bare.replace(" ", "")) <= 16
            and (len(bare) <= 4 or " " in bare or "\u3000" in bare or "、" in bare)
        )

    # --- attachments ------------------------------------------------------------------------------------------------

    def _attachment(self, at: int) -> int:
        label = self.free[at]
        self.job.take(label, label.text)
        self.job.draft.repeated += label.text
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
        self._front()
        self._items()
        for index, (article, lines) in enumerate(self.made):
            kept = self._without_lists(lines, last=index == len(self.made) - 1)
            kept = self._led(article, self._notes(article, kept, index))
            kept = self._signed(article, kept, index)
            article.body = BodyMaker(self.job, f"articles.{index}.body").make(kept)
            draft.articles.append(article)
            if not article.title and not article.column:
                draft.doubt(f"articles.{index}", article.place, "doubt_untitled", "")
            elif self.job.thin and not self._is_listed(article.title):
                draft.doubt(f"articles.{index}.title", article.place, "doubt_title", article.title)
            if not article.body:
                draft.doubt(f"articles.{index}.title", article.place, "doubt_empty", article.title)
        for index, (article, lines) in enumerate(self.attached):
            article.body = BodyMaker(self.job, f"attachments.{index}.body").make(lines)
            draft.attachments.append(article)

    def _front(self) -> None:
        """What stands before the first title: a note of the editor's, a summary, or an article without a title."""
        lines = [line for line in self.before if not line.taken]
        if not lines:
            return
        note = self._labelled(lines, EDITOR)
        if note is not None:
            self.job.draft.editor_note, lines = (
                self._made(note, "editor_note"),
                [line for line in lines if line not in note],
            )
        if lines and (summary := self._labelled(lines, ABSTRACT)) is not None:
            self.job.draft.abstract, lines = (
                self._made(summary, "abstract"),
                [line for line in lines if line not in summary],
            )
        lines = [
            line
            for line in lines
            if line.grid or line.text.strip("\ufffc-—_─━=＿*· ") or any(span.picture for span in line.spans)
        ]
        if not lines:
            return
        article = Article(column="", place=lines[0].place)
        first = lines[0]
        if (
            first.grid is None
            and not self.made
            and len(lines) > 1
            and 2 <= len(first.tight) <= 60
            and not first.text.endswith(ENDS)
        ):
            article.title = "|".join(title_parts(first, self.job.content.kind))
            self.job.take(first, first.text)
            lines = lines[1:]
            self.job.draft.doubt("articles.0.title", first.place, "doubt_title", article.title)
        self.made.insert(0, (article, lines))

    def _labelled(self, lines: Sequence[Line], label: re.Pattern[str]) -> list[Line] | None:
        """The lines of a note that begins at the first: by its label, as long as its looks go on."""
        first = lines[0]
        if (
            first.grid is not None
            or not (found := label.match(first.text))
            or (
                label is EDITOR
                and not (
                    found[0].rstrip().endswith(("：", ":", "】", "]", "〕", "）"))
                    or found.end() == len(first.text)
                )
            )
        ):
            return None
        taken = [first]
        alone = found.end() >= len(first.text.strip())
        for line in lines[1:]:
            if line.grid is not None or line.centred:
                break
            same = line.face == (taken[-1].face if not alone or len(taken) > 1 else line.face)
            if alone and len(taken) == 1:
                taken.append(line)
                continue
            usual = self._usual_face()
            if same and line.face and line.face != usual:
                taken.append(line)
            else:
                break
        return taken

    def _usual_face(self) -> str:
        count: dict[str, int] = {}
        for _, lines in self.made:
            for line in lines:
                count[line.face] = count.get(line.face, 0) + len(line.text)
        return max(count, key=lambda face: count[face], default="")

    def _made(self, lines: list[Line], key: str) -> list[Block]:
        first = lines[0]
        label = EDITOR.match(first.text) or ABSTRACT.match(first.text)
        rest = len(first.text) - (label.end() if label else 0)
        if rest <= 0:
            self.job.take(first, first.text)
            return BodyMaker(self.job, key).make(lines[1:])
        # the label is printed by the layout, so that it is not said twice
        cut = cut_front(first, len(first.text) - rest)
        self.job.take(first, first.text)
        return BodyMaker(self.job, key).make([cut, *lines[1:]])

    def _notes(self, article: Article, lines: list[Line], index: int) -> list[Line]:
        for _ in range(2):
            if lines and (note := self._labelled(lines, EDITOR)) is not None:
                article.editor_note = self._made(note, f"articles.{index}.editor_note")
                lines = [line for line in lines if line not in note]
            elif lines and (note := self._labelled(lines, ABSTRACT)) is not None:
                article.abstract = self._made(note, f"articles.{index}.abstract")
                lines = [line for line in lines if line not in note]
        return lines

    def _items(self) -> None:
        """Part what stands untitled under a column into short news, where each paragraph has a lead of its own."""
        made: list[tuple[Article, list[Line]]] = []
        for article, lines in self.made:
            led = all(line.grid is None and _LEAD.match(line.text) and _is_led(line) for line in lines)
            if article.title or not article.column or len(lines) < 2 or not led:
                made.append((article, lines))
            else:
                made += [(Article(column=article.column, place=line.place), [line]) for line in lines]
        self.made = made

    def _led(self, article: Article, lines: list[Line]) -> list[Line]:
        """Without the by-line in brackets that the text begins with."""
        if (
            not lines
            or lines[0].grid is not None
            or not (found := _LED_BY.match(lines[0].text))
            or article.byline
        ):
            return lines
        article.byline, article.byline_at = found[0].strip(), "题下"
        first = cut_front(lines[0], found.end())
        self.job.take(lines[0], lines[0].text)
        return [first, *lines[1:]]

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
                self.names.append(re.sub(r"^附\s*件\s*[:：]\s*|^\s*\d+[.．、]\s*", "", line.text).strip())
                self.job.take(line, line.text)
                # the list is made from the attachments' titles
                self.job.draft.repeated += line.text
            else:
                kept.append(line)
        return kept

    def _signature(self, lines: list[Line]) -> dict[str, Any]:
        """What a document is signed with: an organ at the right, and under it the date."""
        above, line = lines[-2:]
        when, month = dated(line.text), PARTIAL.fullmatch(line.tight)
        name, sure = organ_of(above.text)
        placed = line.right and above.right and above.grid is None
        if not placed or not sure or not (month or (when is not None and not when.rest.strip())):
            return {}
        self.job.take(above, above.text)
        self.job.take(line, *([line.text] if when is not None else []))
        if when is not None:
            return {"organ": [name], "date": when.date}
        self.job.draft.doubt("date", line.place, "doubt_partial", line.text)
        return {"organ": [name]}

    def _signed(self, article: Article, lines: list[Line], index: int) -> list[Line]:
        """Without what signs the article at its end."""
        while (
            lines
            and lines[-1].grid is None
            and not lines[-1].text.strip("-—_─━=＿*· ")
            and not any(s.picture for s in lines[-1].spans)
        ):
            lines[-1].taken = True
            lines = lines[:-1]
        if len(lines) > 1 and has_picture(lines[-1]) and lines[-2].right and lines[-2].grid is None:
            return [*self._signed(article, lines[:-1], index), lines[-1]]
        if not lines or lines[-1].grid is not None:
            return lines
        line = lines[-1]
        text = line.text.strip()
        if found := _SOURCE.fullmatch(text):
            article.source = found[1]
            self.job.take(line, line.text)
            return self._signed(article, lines[:-1], index) if not article.byline else lines[:-1]
        if len(lines) > 2 and (closing := self._signature(lines)):
            article.signature = closing
            return lines[:-2]
        if _REMARK.fullmatch(text):
            article.remark = text.strip("（）()")
            self.job.take(line, line.text)
            return self._signed(article, lines[:-1], index)
        if article.byline:
            return lines
        short = 2 <= len(plain(text)) <= 45 and not text.endswith(ENDS[:4])
        enclosed = (
            re.fullmatch(r"[（(][^（）()。]{2,44}[）)]", text) is not None
            and not any(pattern.match(text) for pattern in LEVELS)
            and not re.search("[，,]", text)
        )
        signed = short and (BYLINE.fullmatch(text) or enclosed or (line.right and not dated(text)))
        if signed and len(lines) > 1:
            article.byline = _signing(text)
            self._doubt_signing(line, text, index)
            article.byline_at = "文末"
            self.job.take(line, line.text)
            return lines[:-1]
        found = _AT_END.search(text) or _NAMED_END.search(text)
        named = found is not None and (found.re is _AT_END or self._is_byline(found[1].strip("（）()")))
        if found and named and len(text) > len(found[0]) + 10:
            article.byline = found[1]
            article.byline_at = "文末"
            cut = cut_back(line, len(found[0]))
            self.job.take(line, line.text)
            return [*lines[:-1], cut]
        return lines


def _signing(text: str) -> str:
    """A by-line without the ornament before it."""
    return unspaced(text.replace("\n", " ")).lstrip("□○◎●■◇◆△▲☆★※ ")


def _day(line: Line, text: str) -> Date | None:
    """The day that stands alone in the middle under a title, in brackets or not."""
    when = dated(text.strip("（）() ")) if line.centred else None
    return when.date if when is not None and not when.rest.strip() else None


def _is_led(line: Line) -> bool:
    """Whether a paragraph begins in bold and goes on otherwise."""
    shown = [span for span in line.spans if span.text.strip(" \u3000")]
    return line.text.startswith("【") or (len(shown) > 1 and shown[0].bold and not shown[-1].bold)
