"""Two issues → where they differ, as far as a printed page can tell."""

from __future__ import annotations

import re
from typing import Any

from jianbao.model.body import Body
from jianbao.model.issue import Issue

# What no page shows: names, how the series counts, which files the faces came from.
UNSEEN = {"id", "numbering", "layout"}


def differences(one: Issue, other: Issue, *, unseen: frozenset[str] = frozenset()) -> list[str]:
    """A line for each field that differs; `|` in titles, the end of a distribution and its grouping are not seen."""
    return [*_differ(one.model_dump(), other.model_dump(), "", {*UNSEEN, *unseen}, one, other)]


def _differ(a: Any, b: Any, path: str, unseen: set[str], one: Issue, other: Issue):  # noqa: C901
    if isinstance(a, Body) or isinstance(b, Body):
        if _plain(a) != _plain(b):
            yield f"{path}: {_first(_plain(a), _plain(b))}"
    elif path == ".distribution":
        x = [(each.label, each.this_issue, each.text) for each in one.distribution]
        y = [(each.label, each.this_issue, each.text) for each in other.distribution]
        if x != y:
            yield f"{path}: {x} {y}"
    elif path == ".year":
        # of no number no page shows which year it counts in
        if one.number is not None and one.numbered_year != other.numbered_year:
            yield path
    elif path == ".contents" and len(one.articles) < 2 and not (a and a["entries"]):
        # of one article no page shows whether it would have had contents
        return
    elif path.endswith(".byline_at") and not one.articles[_number(path)].byline:
        # of no by-line nobody sees where it would stand
        return
    elif path.endswith(".contents_title") and _has_no_contents(one) and one.articles[_number(path)].title:
        return
    elif path == ".contents.entries":
        if _entries(one) != _entries(other):
            yield f"{path}: {_entries(one)} {_entries(other)}"
    elif path.endswith(".addressee"):
        if "，".join(a) != "，".join(b):
            yield f"{path}: {a!r} {b!r}"
    elif path.endswith(".picture"):
        if (a is None) != (b is None):
            yield f"{path}: {a!r} {b!r}"
    elif isinstance(a, dict) and isinstance(b, dict):
        for key in a:
            if key not in unseen:
                yield from _differ(a[key], b.get(key), f"{path}.{key}", unseen, one, other)
    elif isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)) and len(a) == len(b):
        for index, (x, y) in enumerate(zip(a, b, strict=True)):
            yield from _differ(x, y, f"{path}.{index}", unseen, one, other)
    elif path.endswith(".number_form") and one.number is None:
        # of no number no page shows how it would be written
        return
    elif path.endswith(".subtitle") and a and b and _shown(a).lstrip("—") == _shown(b).lstrip("—"):
        return
    elif (_shown(a) if isinstance(a, str) else a) != (_shown(b) if isinstance(b, str) else b):
        yield f"{path}: {a!r} {b!r}"


def _has_no_contents(issue: Issue) -> bool:
    # entries that somebody wrote stand in the place of the articles' own
    return issue.contents is None or len(issue.articles) < 2 or bool(issue.contents.entries)


def _number(path: str) -> int:
    return int(path.split(".")[2])


def _entries(issue: Issue) -> list[tuple[str, int, str]]:
    """The entries that somebody wrote: words, the article they lead to, the column printed above."""
    made: list[tuple[str, int, str]] = []
    column = ""
    for entry in issue.contents.entries if issue.contents else ():
        number = entry.article or min(made[-1][1] + 1 if made else 1, len(issue.articles))
        above = entry.column or ""
        if not above and issue.contents.grouped:
            above = issue.articles[min(number, len(issue.articles)) - 1].column or ""
        made.append((_shown(entry.title), number, above if above != column else ""))
        column = above
    return made


def _shown(text: str) -> str:
    """A text without what no page shows: where it is to be broken, and blanks of no width."""
    return text.replace("|", "").replace("\u200b", "")


def _plain(body: Body | None) -> list[str]:
    """Blocks without the places that they were read at, and without the names of pictures."""
    if body is None:
        return []
    cut = re.compile(r"offsets=\([^)]*\)|offset=\d+|path='[^']*'|align='[a-z]*'|indent=\d")
    return [cut.sub("", repr(block)).replace("\\u200b", "") for block in body.blocks]


def _first(a: list[str], b: list[str]) -> str:
    return next((f"{x} ≠ {y}" for x, y in zip(a, b, strict=False) if x != y), f"{len(a)} {len(b)}")
