"""Pages → an archive-grade PDF: what the layout fixed, drawn as it stands, tagged and described.

One file is PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) at once. Same `Pages`, same bytes.

    document   numbered objects → the file; alone knows reportlab
    fonts      the characters of a face → one embedded subset, its widths and its way back to Unicode
    pictures   picture files → image objects that PDF/A takes
    tags       blocks → the structure tree that a screen reader follows
    drawing    the items of a page → its content stream
    metadata   what the issue says of itself → Info, XMP, output intent
    assembly   all of these, top to bottom
"""

from __future__ import annotations

from jianbao.pages import Pages


def write(pages: Pages, *, tagged: bool = True) -> bytes:
    """The PDF of a finished layout, as the bytes of one file.

    `tagged=False` leaves out the structure tree and the claims to PDF/A-2a and PDF/UA-1 (the file claims PDF/A-2b).
    Raises FileError when a picture or a font cannot be read; KeyError, LookupError for a character that its face
    lacks, which is a bug of the layout.
    """
    # late: reportlab takes 70 ms to import
    from jianbao.writers.pdf.assembly import assemble

    return assemble(pages, tagged=tagged)
