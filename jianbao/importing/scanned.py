"""What a scan's reader was not sure of → doubts at the values that came of it, with the cut-out to look at.

Numbers and years are looked at once more here, by the day, the file's name and the other scans of a batch: what cannot
be is a doubt, however surely it was read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from jianbao.foreign.blocks import Content, Unsure
from jianbao.importing.grammar import dated, number_line, plain
from jianbao.importing.parts import Draft
from jianbao.importing.roles import COPIES, label_of
from jianbao.messages import phrase


def doubt_unsure(draft: Draft, content: Content) -> None:
    """Note a doubt for every line that the reader was unsure of, at the values that it may have gone into."""
    for count, unsure in enumerate(content.unsure, 1):
        keys = list(_keys(draft, unsure))
        where = phrase("read_page", page=unsure.page)
        if unsure.cut:
            about = phrase(f"cut_{keys[0]}") if keys[0] in ("number", "date") else f"{unsure.page}-{count}"
            name = f"{phrase('cut_folder')}/{about}.png"
            if name in draft.cuts:
                name = f"{phrase('cut_folder')}/{about}-{count}.png"
            draft.cuts[name] = unsure.cut
            where = phrase("read_cut", page=unsure.page, cut=name)
        words = f"{unsure.text[:17]}／{unsure.again[:17]}" if unsure.again else _around(unsure)
        for key in keys:
            draft.doubt(key, unsure.place, "doubt_read", words + where)
    values = draft.values
    when, year = values.get("date"), values.get("year")
    if when is not None and year is not None and when.year != year:
        for key in ("year", "date"):
            draft.doubt(key, 0, "doubt_year", f"{year}／{when}")


def doubt_beside(drafts: Sequence[tuple[str, Draft]]) -> None:
    """Note doubts where numbers do not go with the file's name or with those of the other scans of a batch.

    `drafts` are those read from scans, each with the name of its file. Within a year numbers rise with the days, none
    stands twice, and the totals are as far ahead of them in every issue.
    """
    groups: dict[tuple[str, str, int], list[Draft]] = {}
    for name, draft in drafts:
        values = draft.values
        named = number_line(name)
        for key in ("year", "number", "total"):
            said = getattr(named, key, None)
            if said is not None and key in values and values[key] != said:
                draft.doubt(key, 0, "doubt_file_name", f"{values[key]}／{name}")
        if draft.counted_among is not None:
            groups.setdefault(draft.counted_among, []).append(draft)
    for group in groups.values():
        group.sort(key=lambda draft: draft.values["date"])
        numbers = [draft.values["number"] for draft in group]
        ahead = [
            draft.values["total"] - number if "total" in draft.values else None
            for draft, number in zip(group, numbers, strict=True)
        ]
        usual = Counter(each for each in ahead if each is not None).most_common(1)
        rising = _rising(numbers)
        for at, draft in enumerate(group):
            if at not in rising:
                for key in ("number", "date"):
                    draft.doubt(key, 0, "doubt_beside", f"{numbers[at]}／{draft.values['date']}")
            if ahead[at] is not None and ahead[at] != usual[0][0]:
                for key in ("number", "total"):
                    draft.doubt(key, 0, "doubt_beside", f"{numbers[at]}／{draft.values['total']}")


def _rising(numbers: Sequence[int]) -> set[int]:
    """The places of the longest run of numbers that rise, leaving out as few as can be."""
    runs: list[tuple[int, list[int]]] = [(0, [])]
    for at, number in enumerate(numbers):
        length, run = max(each for each in runs if not each[1] or numbers[each[1][-1]] < number)
        runs.append((length + 1, [*run, at]))
    return set(max(runs)[1])


def _around(unsure: Unsure) -> str:
    """The words around the first unsure character."""
    at = max(0, unsure.text.find(unsure.low[:1]))
    return unsure.text[max(0, at - 8) : at + 9]


def _keys(draft: Draft, unsure: Unsure) -> Iterator[str]:
    """The keys of the values that a line may have gone into."""
    first = min((article.place for article in draft.articles if article.place), default=10**6)
    before = [
        at for at, article in enumerate(draft.articles) if article.place and article.place <= unsure.place
    ]
    if unsure.place < first:
        masthead = [
            *(key for key in ("number", "total", "year") if key in draft.values and number_line(unsure.text)),
            *(["date"] if dated(unsure.text) else []),
            *(["series"] if unsure.text in draft.values.get("series", "") else []),
        ]
        yield from masthead or ["masthead"]
    elif label_of(unsure.text):
        yield "distribution"
    elif COPIES.search(plain(unsure.text)):
        yield "copies"
    elif dated(unsure.text) and "印" in unsure.text:
        yield "print.date"
    elif before:
        place = draft.articles[before[-1]].place
        yield f"articles.{before[-1]}.{'title' if place == unsure.place else 'body'}"
    else:
        yield "articles"
