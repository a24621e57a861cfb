"""An issue as it is read today, and the register's entries → the entry that it is, if it is one of them.

How an issue is known again, in this order, among the entries of its series and kind that are not void:

1. By its `id:` (标识), if it states one. Two issues with different ids are never one issue, and two files that stand
   with one id are refused.
2. By its stated number (期号) and year, or its stated total, where something else speaks for it too: the same
   file, the same text, the same date with a title in common, or the entry's file being gone (moved or renamed).
   Otherwise two issues claim one number, which numbering refuses.
3. By its file, where the date is the same as before, so that the text may be edited; a file that is used again
   for the next issue, with new date and titles, is a new issue. With a new date but an old title it might be
   either, and is refused until the number or an id is stated. An entry that is only reserved is known by its
   file alone.
4. By its text, or by date and first title, where the entry's file is gone: the file was moved, or moved and
   edited. While the old file stands, a copy of it is another issue.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jianbao.errors import NumberingConflict
from jianbao.language.dates import chinese_date
from jianbao.ledger.records import Record, State
from jianbao.model.issue import Issue


def titles_of(issue: Issue) -> tuple[str, ...]:
    """What the issue's articles are called, without the breaks asked for."""
    return tuple(article.headline for article in issue.articles)


def recognise(
    issue: Issue,
    sha256: str,
    entries: Sequence[Record],
    same_file: Callable[[Record], bool],
    gone: Callable[[Record], bool],
) -> Record | None:
    """The entry that `issue` (read from a file with `sha256`) is, None where it is new.

    `entries` are of its series and kind; `same_file` tells whether an entry was read from the same path, `gone`
    whether an entry's file is no longer there, as far as this machine can see. Raises NumberingConflict where it
    may be one or not.
    """
    open_entries = [
        entry
        for entry in entries
        if entry.state is not State.VOID and (entry.numbers is not None) == issue.numbered
    ]
    if issue.id is not None:
        for entry in open_entries:
            if entry.stated_id and entry.id == issue.id:
                if not (same_file(entry) or gone(entry)):
                    raise NumberingConflict.of("L025", other=entry.source, label=entry.label)
                return entry
        open_entries = [entry for entry in open_entries if not entry.stated_id]

    def alike(entry: Record) -> bool:
        return entry.date == issue.date and not set(titles_of(issue)).isdisjoint(entry.titles)

    for entry in open_entries:
        if _states_numbers_of(issue, entry):
            same_text = entry.is_from(sha256)
            return entry if same_file(entry) or same_text or alike(entry) or gone(entry) else None
    others = [entry for entry in open_entries if not same_file(entry)]
    return _by_file(issue, open_entries, same_file) or _by_text(issue, sha256, others, gone)


def _by_file(issue: Issue, entries: Sequence[Record], same_file: Callable[[Record], bool]) -> Record | None:
    titles = set(titles_of(issue))
    for entry in filter(same_file, entries):
        if entry.state is State.RESERVED or entry.date == issue.date:
            return entry
        if issue.id is None and issue.number is None and not titles.isdisjoint(entry.titles):
            raise NumberingConflict.of(
                "L022", label=entry.label, date=chinese_date(entry.date), now=chinese_date(issue.date)
            )
    return None


def _by_text(
    issue: Issue, sha256: str, entries: Sequence[Record], gone: Callable[[Record], bool]
) -> Record | None:
    titles = titles_of(issue)
    for entry in entries:
        if entry.is_from(sha256) and gone(entry):
            return entry
    for entry in entries:
        if entry.date == issue.date and entry.titles[:1] == titles[:1] and gone(entry):
            return entry
    return None


def _states_numbers_of(issue: Issue, entry: Record) -> bool:
    if entry.numbers is None:
        return False
    if issue.number is not None:
        return (issue.numbered_year, issue.number) == (entry.numbers.year, entry.numbers.number)
    return issue.total is not None and issue.total == entry.numbers.total
