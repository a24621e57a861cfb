"""An issue file → what is wrong or doubtful in it, or its text with what is mechanical mended."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from jianbao.drafting import mends
from jianbao.errors import Finding, InputError, JianbaoError, Place
from jianbao.model.numbers import MAIN_KIND
from jianbao.steps import (
    OnPage,
    doubtful,
    faces_for,
    lay_out_issue,
    on_pages,
    read_source,
    remarks,
    warnings_of,
)

if TYPE_CHECKING:
    from jianbao.pages import Pages
    from jianbao.proofread.view import PastArticle
    from jianbao.provenance import Fonts
    from jianbao.reading import Reading


def check(source: str | Path | Mapping[str, Any], *, fonts: Fonts = "auto") -> tuple[Finding, ...]:
    """What is wrong or doubtful in an issue, in the order of the file; writes nothing and takes no number.

    Findings of every severity come back; only a file that cannot be read at all raises (FileError).
    """
    return _found(source, fonts)[0]


def check_with_pages(source: str | Path | Mapping[str, Any], *, fonts: Fonts = "auto") -> tuple[OnPage, ...]:
    """As `check`, each finding with where the draft prints it; lines count from 1."""
    findings, printed = _found(source, fonts)
    return on_pages(findings, printed)


def _found(
    source: str | Path | Mapping[str, Any], fonts: Fonts
) -> tuple[tuple[Finding, ...], Iterator[tuple[Place, int, int]]]:
    """What is found, and each line that the draft prints with its page and number there."""
    try:
        reading = read_source(source)
        pages = lay_out_issue(reading, reading.issue, faces_for(reading.issue.layout, fonts), draft=True)
    except InputError as error:
        return tuple(sorted(_besides(error, source), key=lambda finding: finding.place)), iter(())
    findings = (*doubtful(reading, hints=True, stood=_stood(reading)), *warnings_of(pages, reading))
    return tuple(sorted(findings, key=lambda finding: finding.place)), _printed(reading, pages)


def _besides(error: InputError, source: str | Path | Mapping[str, Any]) -> Iterator[Finding]:
    """What is wrong in a file, and what else there is to say of its texts, where they can be read for all that."""
    yield from error.findings
    reading, lines = _readable(error, source)
    found = doubtful(reading, hints=True, stood=_stood(reading)) if reading is not None else ()
    yield from (each for each in found if each not in error.findings and each.place.line in lines)


def _readable(
    error: InputError, source: str | Path | Mapping[str, Any]
) -> tuple[Reading | None, Container[int]]:
    """What can be read of a file, and on which of its lines: of which a key alone is wrong, or what `mend` would mend of its form."""
    from jianbao.reading import WrongKeys, read_text

    if isinstance(error, WrongKeys):
        return error.reading, _EVERY_LINE
    if isinstance(source, Mapping):
        return None, ()
    formed = mends.formed(Path(source))
    if formed is None or formed.after == formed.before:
        return None, ()
    try:
        reading = read_text(formed.after, file=str(source), folder=Path(source).parent)
    except InputError as still:
        if not isinstance(still, WrongKeys) or still.reading is None:
            return None, ()
        reading = still.reading
    # where a line was mended or put in, places are no longer those of the file
    lines = zip(formed.before.split("\n"), formed.after.split("\n"), strict=False)
    return reading, {number for number, (before, after) in enumerate(lines, 1) if before == after}


_EVERY_LINE: Final = range(1 << 31)
_MOST_PAST: Final = 500
"""Past issues that are read: two years of a daily bulletin."""


def _stood(reading: Reading) -> tuple[PastArticle, ...]:
    """What the register keeps of past issues of the series, the latest first; () where there is none or it cannot be read.

    It is only read: who checks an issue waits for no other and learns of no fault that `ledger check` is there to tell.
    """
    from jianbao.ledger import ATTACHMENT, open_ledger
    from jianbao.proofread.view import PastArticle

    issue, stood, labels = reading.issue, [], dict[int, str]()
    # an issue whose date was moved on since it was built is no past one
    own = reading.path.resolve() if reading.path is not None else None
    try:
        with open_ledger(None, beside=reading.series_folder, timeout=1) as ledger:
            for record, article in ledger.articles(series=issue.series, before=issue.date):
                if own is not None and ledger.resolve(record.source) == own:
                    continue
                if record.key not in labels:
                    if len(labels) == _MOST_PAST:
                        break
                    unnumbered = f"{record.date}{record.kind.removeprefix(MAIN_KIND)}"
                    numbers = record.numbers
                    labels[record.key] = numbers.text(record.kind) if numbers else unnumbered
                title = "" if article.section == ATTACHMENT else article.title
                stood.append(PastArticle(labels[record.key], title, article.text))
    except JianbaoError:
        return ()
    return tuple(stood)


def _printed(reading: Reading, pages: Pages) -> Iterator[tuple[Place, int, int]]:
    from jianbao.pages import Line

    for page in pages.pages:
        lines = (item for item in page.items if isinstance(item, Line))
        for number, line in enumerate(lines, 1):
            if line.origin is not None:
                yield reading.place(*line.origin), page.number, number


class Mended(Struct, frozen=True):
    """An issue file with its mechanical faults mended: `diff` is unified, '' when there was nothing; `count` of places.

    `read` tells whether the mended file can be read.
    """

    diff: str
    count: int
    read: bool = True


def mend(
    source: Path, *, select: Sequence[str] = (), ignore: Sequence[str] = (), write: bool = False
) -> Mended:
    """Mend what is mechanical in an issue file and, if told to `write`, put it in the file's place.

    A file that cannot be read has its slips of form mended first, in the file with what its series shares, too.
    Comments, order and everything else stay as they are. Raises InputError for a file that nothing can be mended in,
    FileError.
    """
    from jianbao.proofread.silence import chosen
    from jianbao.reading import WrongKeys, read, read_text

    whole = True

    def texts_in(text: str) -> Reading | None:
        """What is read of a text, as long as nothing but keys is wrong."""
        nonlocal whole
        whole = False
        try:
            made = read_text(text, file=str(source), folder=source.parent)
        except InputError as error:
            return error.reading if isinstance(error, WrongKeys) else None
        whole = True
        return made

    shared: list[tuple[Path, mends.Formed]] = []
    raised: InputError | None = None
    reading: Reading | None = None
    try:
        reading = read(source)
        before, text, count = reading.text, reading.text, 0
    except InputError as error:
        formed = mends.formed(source, select, ignore)
        others = {Path(each.place.file) for each in error.findings if each.place.file != str(source)}
        forms = [(other, mends.formed(other, select, ignore)) for other in sorted(others) if other.is_file()]
        shared = [(other, mine) for other, mine in forms if mine is not None and mine.after != mine.before]
        raised = error
        if formed is None or (
            formed.after == formed.before and not shared and not isinstance(error, WrongKeys)
        ):
            raise
        before, text, count = formed.before, formed.after, formed.count
        if write:
            for path, each in shared:
                mends.write(path, each.before, each.after)
        reading = texts_in(text)
    # a mend may lie within another: “…,…” in straight quotes
    for _ in range(_MOST_PASSES):
        if reading is None:
            break
        wanted = [r for r in remarks(reading) if r.mend and chosen([r.finding], select, ignore)]
        after = mends.mended(text, wanted, str(source))
        if after == text:
            break
        was = whole
        if (reading := texts_in(after)) is None or was > whole:
            # never leave a file that cannot be read as far as it was
            whole = was
            break
        count, text = count + len(wanted), after
    if raised is not None and text == before and not shared:
        raise raised
    if write and text != before:
        mends.write(source, before, text)
    count = (count if text != before else 0) + sum(each.count for _, each in shared)
    diffs = [mends.difference(each.before, each.after, str(path)) for path, each in shared]
    return Mended("".join((*diffs, mends.difference(before, text, str(source)))), count, whole)


def mendable(source: Path) -> bool:
    """Whether `mend` would change a file that cannot be read."""
    try:
        return bool(mend(source).diff)
    except JianbaoError:
        return False


_MOST_PASSES: Final = 4
