"""One issue, from file to files: the library's entry, which does what `jianbao build` does and prints nothing.

Everything that a user can cause is raised as a `JianbaoError`; nothing is written then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jianbao.errors import UsageError
from jianbao.steps import Built, BuiltFile, drafted, issued
from jianbao.writers import FORMATS

if TYPE_CHECKING:
    from jianbao.ledger import Terms
    from jianbao.provenance import Fonts

__all__ = ["Built", "BuiltFile", "build"]


def build(
    source: str | Path | Mapping[str, Any],
    *,
    out: str | Path | None = None,
    formats: Sequence[str] = FORMATS,
    draft: bool = False,
    ledger: str | Path | None = None,
    fonts: Fonts = "auto",
    write_back: bool = False,
    terms: Terms | None = None,
    copy_numbers: Sequence[int] = (),
) -> Built:
    """Build one issue and record it in the register.

    `source` is an issue file, or its content as a mapping (pictures are then looked for in the current folder).
    `out` is the folder of the finished files, by default the one of the issue file. `formats` are keys of
    `writers.WRITERS`. `ledger` is a path or URL, by default what JIANBAO_LEDGER says, else `期号台账.sqlite` beside the
    series file. `fonts="embedded"` passes the machine's own faces over, so that every machine gives the same PDF.
    `write_back` puts numbers that were given into the issue file. `terms` (`ledger.Terms`) say what is let pass, what
    becomes of files in the way that are not ours, and why a released issue is built anew.

    `copy_numbers` are those of the copies that get a PDF each, in a folder of their own (`tasks.copies`).

    A `draft` takes no number and leaves the register alone: its files carry （草稿） in their names and behind the
    number line, and numbers that the issue does not state stay blank.

    An issue that was released is only held against what is built. Raises InputError, NumberingConflict, FileError,
    UsageError, and FellShort where a released issue comes out otherwise; the files then are as they were before.
    """
    if draft and copy_numbers:
        raise UsageError.of("C015")
    if draft:
        return drafted(source, out=out, formats=formats, fonts=fonts)
    built = issued(
        source, out=out, formats=formats, ledger=ledger, fonts=fonts, write_back=write_back, terms=terms
    )
    if not copy_numbers:
        return built
    from jianbao.tasks import copies

    return copies.make(
        source, built, copy_numbers, out=out, formats=formats, ledger=ledger, fonts=fonts, terms=terms
    )
