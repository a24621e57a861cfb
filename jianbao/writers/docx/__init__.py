"""`Pages` → DOCX: live paragraphs in named styles whose lines and pages end where the layout ended them."""

from __future__ import annotations

from jianbao.pages import Pages


def write(pages: Pages, *, hard_breaks: frozenset[int] = frozenset()) -> bytes:
    """The DOCX file of a layout.

    `hard_breaks` are indices of paragraphs, counted from 0 over all `Paragraph` objects in the order of the document
    (cells by rows, then captions, the colophon last), whose lines end with a `w:br` instead of trusting the word
    processor. Raises OSError for a picture that cannot be read.
    """
    from jianbao.writers.docx.carried import carried_faces
    from jianbao.writers.docx.document import compose
    from jianbao.writers.docx.package import package
    from jianbao.writers.docx.styles import hashable

    carried = carried_faces(pages) if pages.travels else None
    document = compose(pages, hard_breaks)
    return package(document, pages.meta, hashable(pages.docx_faces), len(pages.pages), carried)
