"""A foreign file's blocks → a draft: the recognisers in their order, and what they leave."""

from __future__ import annotations

import re
from typing import Any

from jianbao.foreign.blocks import Content
from jianbao.importing import own
from jianbao.importing.articles import articles
from jianbao.importing.below import below
from jianbao.importing.colophon import colophon
from jianbao.importing.contents import Contents, alike, contents, is_alike
from jianbao.importing.marks import uncounted
from jianbao.importing.masthead import masthead
from jianbao.importing.oddities import doubt_odd
from jianbao.importing.parts import Article, Draft, Job, letters
from jianbao.importing.pasted import as_plain
from jianbao.importing.rejoin import rejoin
from jianbao.importing.roles import organ_of
from jianbao.importing.scanned import doubt_unsure


def recognise(content: Content, *, article: bool = False) -> Draft:
    """What a file says as an issue, or, where it has no masthead or `article` asks for it, as articles alone."""
    if not article and own.is_own(content):
        return own.recognise(content)
    job = Job(content)
    as_plain(job)
    rejoin(job)
    draft = job.draft
    job.formal = True
    draft.whole = not article and masthead(job)
    listed = None
    if draft.whole:
        colophon(job)
        listed = contents(job)
        if listed is not None and not {"date", "organ"} & set(draft.values):
            below(job, [line for line in job.free() if line.grid is None][:4])
    job.formal = False
    job.listed = listed is not None
    articles(job, listed)
    _unnumber(draft)
    if draft.whole:
        _contents_values(job, listed)
        _signed(draft)
        doubt_odd(draft)
    for line in job.free():
        job.drop(line.place, line.tight)
    for key in content.notes.keys() - job.noted:
        # its mark stands where no note can, in a title say
        job.drop(0, "".join(text.text for text in content.notes[key]))
    if content.kind == "scan":
        doubt_unsure(draft, content)
    return draft


def _unnumber(draft: Draft) -> None:
    """Titles that are counted through lose their numbers: the order says them."""
    titles = [article.title for article in draft.articles]
    for article, title in zip(draft.articles, uncounted(titles) or titles, strict=True):
        draft.repeated += article.title.removesuffix(title)
        article.title = title


def _contents_values(job: Job, listed: Contents | None) -> None:  # noqa: C901, PLR0912 - one step a key
    """The contents' own words where they differ from the titles; doubts at both places where they disagree."""
    draft = job.draft
    values = draft.values
    if listed is None:
        if len(draft.articles) > 1:
            values["contents"] = False
        return
    made: dict[str, object] = {}
    if listed.heading and listed.heading != "本期要目":
        made["heading"] = listed.heading
    if listed.marker:
        made["marker"] = listed.marker
    if not listed.paged and job.content.kind != "text":
        made["page_numbers"] = False
    if any(entry.column for entry in listed.entries):
        made["grouped"] = True
    titles = [article.title.replace("|", "") for article in draft.articles]
    paired = len(titles) == len(listed.entries) and all(
        alike(title, entry.title) >= 0.35 or not title
        for title, entry in zip(titles, listed.entries, strict=True)
    )
    if paired and len(titles) > 1:
        for index, (article, entry) in enumerate(zip(draft.articles, listed.entries, strict=True)):
            title, more = re.sub(r"[\s|]", "", article.title), re.sub(r"\s", "", entry.title)
            if more == title or _is_by(article, more.removeprefix(title)):
                draft.repeated += entry.title
            else:
                article.contents_title = entry.title
                if not is_alike(article.title, entry.title) or (len(more) > len(title) + 2 and title in more):
                    draft.doubt(f"articles.{index}.title", article.place, "doubt_contents", entry.title)
                    draft.doubt(
                        f"articles.{index}.contents_title", entry.place, "doubt_contents", article.title
                    )
            if entry.author and letters(entry.author) - letters("".join(article.byline)):
                draft.doubt(f"articles.{index}.byline", entry.place, "doubt_contents", entry.author)
            if entry.column and not article.column:
                article.column = entry.column
    else:
        entries: list[object] = []
        last, after = 0, set[int]()
        for entry in listed.entries:
            best = max(range(len(titles)), key=lambda at: alike(titles[at], entry.title), default=-1)
            fits = best >= 0 and alike(titles[best], entry.title) >= 0.6
            entries.append({"title": entry.title, "article": best + 1} if fits else entry.title)
            if fits:
                last = best
            else:
                draft.doubt("contents.entries", entry.place, "doubt_entry", entry.title)
                if last not in after and len(titles) < len(listed.entries):
                    # what it announces may stand within the text of the article before
                    draft.doubt(f"articles.{last}.body", entry.place, "doubt_entry", entry.title)
                after.add(last)
        made["entries"] = entries
        if len(titles) != len(listed.entries):
            draft.doubt(
                "contents.entries",
                listed.entries[0].place,
                "doubt_count",
                f"{len(listed.entries)}／{len(titles)}",
            )
        for index, article in enumerate(draft.articles):
            if not any(is_alike(article.title, entry.title) for entry in listed.entries):
                draft.doubt(f"articles.{index}.title", article.place, "doubt_entry", article.title)
    if made:
        values["contents"] = made


def _is_by(article: Article, words: str) -> bool:
    """Whether an entry of the contents says behind the title who wrote the article."""
    signs, byline = letters(words), "".join(article.byline)
    return words != "" and signs == letters(byline) and not words[0].isalnum()


def _signed(draft: Draft) -> None:
    """What masthead and imprint name not is the one article's day and who signs it, else the day of printing."""
    _signature(draft)
    values = draft.values
    alone = draft.articles[0] if len(draft.articles) == 1 else None
    last = draft.articles[-1] if draft.articles else None
    if (
        "organ" not in values
        and last is not None
        and last.byline_at == "文末"
        and organ_of(last.bylines[0])[1]
        and not any(article.byline for article in draft.articles[:-1])
    ):
        # who signs the last text alone issues it all
        values["organ"] = [last.bylines[0]]
        last.byline = ""
        draft.doubt("organ", last.place, "doubt_signed")
    if "organ" not in values and (organ := values.get("print", {}).get("organ") or _named_for(values)):
        values["organ"] = [organ]
        draft.doubt("organ", 0, "doubt_signed")
    if "date" not in values:
        if alone is not None and alone.date is not None:
            values["date"] = alone.date
            draft.doubt("date", alone.place, "doubt_signed")
        elif when := values.get("print", {}).get("date"):
            values["date"] = when
            draft.doubt("date", 0, "doubt_signed")


def _named_for(values: dict[str, Any]) -> str:
    """The organ that the name of an issue begins with: 青岚市总工会|工作简报; '' where it begins with none."""
    name = values.get("series", "")
    cuts = (name[:at] for at in range(len(name) - 2, 4, -1))
    return next((cut for cut in cuts if organ_of(cut)[1]), "")


def _signature(draft: Draft) -> None:
    """Of an issue whose masthead names no organ or no day, what the last article is signed with."""
    values, last = draft.values, draft.articles[-1] if draft.articles else None
    signature = last.signature if last is not None else {}
    missing = [key for key in ("date", "organ") if key not in values and key in signature]
    if (
        last is None
        or not missing
        or signature.get("date", values.get("date")) != values.get("date", signature.get("date"))
    ):
        return
    for key in missing:
        values[key] = signature[key]
        draft.doubt(key, last.place, "doubt_signed")
    last.signature = {}
