"""One issue file → what planning needs of it, or its finished files: the work of one process."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from jianbao.batches.entries import Options, Scanned
from jianbao.ledger import LastLedger
from jianbao.model.body import Body
from jianbao.model.issue import Issue

if TYPE_CHECKING:
    from jianbao.steps import Built


def scan(options: Options, path: Path) -> Scanned:
    """Read an issue file for planning. Raises InputError, FileError."""
    from jianbao.provenance import source_of
    from jianbao.reading import read

    reading = read(path)
    return Scanned(
        issue=without_texts(reading.issue),
        source=source_of(reading, options.formats, options.fonts),
        home=reading.series_folder,
        folder=options.out if options.out is not None else reading.folder,
        inputs=tuple(file.resolve() for file in reading.inputs),
    )


def build(options: Options, path: Path) -> Built:
    """Build one issue. Raises JianbaoError."""
    from jianbao.steps import issued

    return issued(
        path,
        out=options.out,
        formats=options.formats,
        ledger=options.ledger,
        fonts=options.fonts,
        terms=options.terms,
        registers=options.registers,
        opening=_OPENING,
    )


# of this process
_OPENING: Final = LastLedger()


def without_texts(issue: Issue) -> Issue:
    """The issue as far as numbering looks at it, small enough to keep a thousand of them."""
    articles = tuple(
        article.model_copy(
            update={
                # an article without a title may be known by how its text begins
                "body": Body("", article.body.blocks[:1] if article.body.lead and not article.title else ()),
                "editor_note": None,
                "abstract": None,
            }
        )
        for article in issue.articles
    )
    return issue.model_copy(
        update={
            "articles": articles,
            "attachments": (),
            "distribution": (),
            "editor_note": None,
            "abstract": None,
        }
    )


def warm(options: Options, _path: None) -> None:
    """Load what every issue needs, while the parent plans, so that the first issue does not wait for it."""
    import jianbao.layout
    import jianbao.proofread.engine
    import jianbao.proofread.silence
    import jianbao.steps

    if "docx" in options.formats:
        import jianbao.writers.docx.document
    if "pdf" in options.formats:
        import jianbao.writers.pdf.assembly  # noqa: F401
