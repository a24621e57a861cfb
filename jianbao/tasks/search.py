"""Words → the articles of one register or several that hold them, the latest first."""

from __future__ import annotations

import heapq
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from jianbao.errors import FileError, JianbaoError
from jianbao.language.bylines import Units
from jianbao.language.office import OfficeWords
from jianbao.ledger import Hit, Ledger, open_ledger, registers_of


@contextmanager
def opened(names: Sequence[str] = (), *, beside: Path = Path()) -> Generator[list[Ledger]]:
    """The registers that `names` mean, as `registers_of` has them. Raises FileError (L040) where one is missing."""
    with ExitStack() as stack:
        found = [
            stack.enter_context(open_ledger(url, beside=beside)) for url in registers_of(names, beside=beside)
        ]
        for ledger in found:
            if not ledger.exists():
                raise FileError.of("L040", path=ledger.location)
        yield found


def search(
    query: str,
    ledgers: Sequence[Ledger],
    *,
    series: str = "",
    kind: str = "",
    year: int | None = None,
    unit: str = "",
    words: OfficeWords | None = None,
) -> Iterator[Hit]:
    """The articles that hold every word of `query`, as `Ledger.search`; one at a time.

    `unit` is found by any of the names that the office's `words` give it. Raises FileError.
    """
    names = Units(words).named(unit) if unit else ()
    hits = (each.search(query, series=series, kind=kind, year=year, unit=names) for each in ledgers)
    return heapq.merge(*hits, key=lambda hit: hit.record.date, reverse=True)


def words_of(ledgers: Sequence[Ledger], given: Path | None = None) -> OfficeWords:
    """The words in the file `given`; without one, those that the latest issue of each series in the registers has.

    Raises FileError, InputError for what is given.
    """
    if given is not None:
        from jianbao.tasks.words import read_words

        return read_words(given)
    from jianbao.steps import read_source

    found: dict[object, OfficeWords] = {}
    for ledger in ledgers:
        for record in ledger.latest():
            try:
                office = read_source(ledger.resolve(record.source)).office if record.source else None
            except JianbaoError:
                # moved, or edited since: it says nothing
                continue
            if office is not None:
                found[office] = office
    return OfficeWords(
        people=tuple(person for office in found.values() for person in office.people),
        organs=tuple(organ for office in found.values() for organ in office.organs),
    )
