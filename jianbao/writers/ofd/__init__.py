"""Pages → an OFD file (GB/T 33190-2016), China's own fixed-layout format: what the layout fixed, as live text.

Same `Pages`, same bytes. No library writes OFD with live text, so the format is written here, as templates filled in;
lengths are millimetres from the page's top left. What it gives was held against the standard's schema (appendix A)
and drawn by OFDRW; `tests/writers/test_ofd.py` keeps the schema's order and requirements.

    markup     values → pieces of XML
    drawing    the items of a page → its content: text, rules, pictures
    resources  faces and picture files → the embedded fonts and images
    links      contents and outline → what leads to where
    tags       blocks → custom tags that say what each text is
    assembly   all of these, top to bottom
"""

from __future__ import annotations

from jianbao.pages import Pages


def write(pages: Pages) -> bytes:
    """The OFD of a finished layout, as the bytes of one file.

    Raises FileError when a font cannot be read, OSError for a picture (both were read before the layout); LookupError
    for a character that its face lacks, which is a bug of the layout.
    """
    # only those who ask for an OFD load what writes it
    from jianbao.writers.ofd.assembly import assemble

    return assemble(pages)
