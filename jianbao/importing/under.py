"""The lines under a title → its subtitle, its day, where it comes from and who wrote it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date as Date
from typing import Final

from jianbao.importing.bylines import (
    SOURCE,
    behind_dash,
    doubt_signing,
    is_byline,
    says_who,
    signing,
    signs_title,
)
from jianbao.importing.grammar import dated, dated_in, plain
from jianbao.importing.marks import level_of
from jianbao.importing.parts import SUBTITLE, Article, Job, Line, unspaced
from jianbao.importing.roles import organ_of
from jianbao.language.persons import is_name

# a part of a series, in brackets under its title
_PART: Final = re.compile(
    r"[（(]记[^（）()。]{2,30}[）)]|[（(](?:[^（）()]{0,30}(?:之[一二三四五六七八九十]|[侧日手札]记|札记|随笔|见闻|访谈|[纪小]事|纪实|调查|系列|稿)|[上中下续一二三四五六]|节选|摘[要登]|连载|转载|试行|草案|代序)[）)]"
)
# what a page of the web says under a title
_SAID: Final = re.compile(
    r"((?:信息|文章|稿件)?(?:来源|作者|编辑|发布[人者]?|录入|责编|(?:发布|更新|发表)?(?:日期|时间)|浏览|浏览次数|点击|点击[数量]|阅读|阅读[数量次]+|访问量|字号|字体))\s*[:：]\s*(.+)"
)
_WRITERS: Final = ("作者",)
_FEWEST: Final = 2


def under_title(
    job: Job, free: Sequence[Line], titles: set[int], at: int, article: Article, index: int
) -> int:
    """Take subtitle, day, source and by-lines of article `index`, which stand from line `at` on; where to go on."""
    size = free[at - 1].size
    for _ in range(4):
        if at >= len(free) or free[at].grid is not None:
            break
        line = free[at]
        text = line.text.strip()
        signs = (line.size < size - 0.6 and is_byline(text)) or says_who(text)
        if at in titles and not signs and not SUBTITLE.match(text):
            break
        if len(plain(text)) > 60 or text.endswith(("。", "；")) or not text or "\ufffc" in text:
            break
        if _from_web(job, article, line) or _says(job, article, line, text):
            pass
        elif not article.byline and _signs(job, article, line, text, index):
            article.byline_at = "题下"
        elif article.byline_at == "题下" and (line.centred or line.right) and says_who(text):
            article.byline = _with_unit(article, signing(text))
            doubt_signing(job, line, text, index)
        elif SUBTITLE.match(text) and not article.subtitle:
            article.subtitle = unspaced(re.sub(r"^[（(]副题[）)]", "", text.replace("\n", "|")))
        elif (
            line.centred
            and not article.subtitle
            and not article.byline
            and len(plain(text)) >= 6
            and not line.bold
            and at + 1 < len(free)
            and at + 1 not in titles
            and not level_of(text)
        ):
            article.subtitle = unspaced(text.replace("\n", "|"))
            job.draft.doubt(f"articles.{index}.subtitle", line.place, "doubt_subtitle", text)
        else:
            break
        job.take(line, line.text)
        at += 1
    return at


def _says(job: Job, article: Article, line: Line, text: str) -> bool:
    """Take the day, the part of a series or the source that a line under a title says and nothing else."""
    if article.date is None and (when := _day(job, line, text)) is not None:
        article.date = when
    elif not article.subtitle and _PART.fullmatch(text):
        article.subtitle = text
    elif not article.source and (found := SOURCE.fullmatch(text)):
        article.source = found[1]
    else:
        return False
    return True


def _from_web(job: Job, article: Article, line: Line) -> bool:
    """Take a line as pages of the web have it under a title: 发布时间：2023-08-22  来源：林场办公室  浏览次数：126."""
    pieces = re.split(r"[|｜\t\u3000]+|\s+(?=[\u4e00-\u9fff]{2,5}\s*[:：])", line.text.strip())
    told = [(piece, _SAID.fullmatch(piece.strip())) for piece in pieces if piece.strip()]
    known = sum(each is not None for _, each in told)
    if known < _FEWEST or any(each is None and dated(piece) is None for piece, each in told):
        return False
    for piece, each in told:
        label, held = (each[1], each[2].strip()) if each is not None else ("时间", piece)
        when = dated(held)
        if when is not None and article.date is None:
            article.date = when.date
            job.drop(line.place, plain(when.rest))
        elif label.endswith("来源"):
            article.source = held
        elif label.endswith(_WRITERS) and not article.byline:
            article.byline, article.byline_at = held, "题下"
        else:
            job.drop(line.place, plain(piece))
    return True


def _with_unit(article: Article, text: str) -> str | list[str]:
    """The by-line with the line under it: a name and where the person works are one, whichever stands first."""
    held = article.byline
    if isinstance(held, str) and is_name(text) and organ_of(held)[1]:
        return f"{held} {text}"
    if isinstance(held, str) and is_name(held) and organ_of(text.strip("（）()"))[1]:
        return f"{held}{text}" if text[0] in "（(" else f"{held} {text}"
    return [*article.bylines, text]


def _signs(job: Job, article: Article, line: Line, text: str, index: int) -> bool:
    """Take what a line under a title says of who wrote it; False where it says nothing of it."""
    if words := behind_dash(line, text):
        article.byline = words
        if " " not in words:
            job.draft.doubt(f"articles.{index}.byline", line.place, "doubt_byline", text)
    elif signs_title(line, text):
        article.byline = signing(text)
        doubt_signing(job, line, text, index)
    return bool(article.byline)


def _day(job: Job, line: Line, text: str) -> Date | None:
    """The day that stands alone in the middle under a title, in brackets or not; without its year it is of the issue's."""
    if not line.centred:
        return None
    bare, values = text.strip("（）() "), job.draft.values
    issued = values.get("date", values.get("print", {}).get("date"))
    when = (dated_in(issued.year, bare) if issued is not None else None) or dated(bare)
    return when.date if when is not None and not when.rest.strip() else None
