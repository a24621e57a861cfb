"""How much of anything is taken in before it is refused: the one table of bounds.

Each is told with its figure where it is passed. They are far above what a bulletin needs and far below what makes a
machine stall.
"""

from __future__ import annotations

from typing import Final

MB: Final = 2**20

ISSUE_FILE: Final = 8 * MB
"""Bytes of an issue, series or words file; 200 articles take about 1 MB."""
SLIP_LINES: Final = 200_000
"""Lines of an issue file that is looked through for slips of form."""
BODY: Final = 700_000
"""Characters of one body; a bulletin of 400 pages has about 250,000 in all."""
PARAGRAPH: Final = 200_000
"""Characters of one paragraph."""
LINE: Final = 500
"""Characters of a title, an organ, a label …"""
COPIES: Final = 2000
"""Numbered copies of one issue."""
PICTURE_FILE: Final = 50 * MB
"""Bytes of a picture's file."""
PICTURE_PIXELS: Final = 40_000_000
PICTURE_UNPACKED: Final = 64 * MB
"""Bytes that a picture's rows may unpack to."""

SHEET_BYTES: Final = 20 * MB
"""Of a spreadsheet's file."""
SHEET_CELLS: Final = 5_000
"""Of one sheet; a page holds about 300."""

FOREIGN_BYTES: Final = 200_000_000
"""Of a foreign file as it lies on the disk; a bulletin full of photographs has a tenth of it."""
DOCX_BYTES: Final = 200_000_000
"""Of a foreign DOCX once unpacked."""
DOCX_PARAGRAPHS: Final = 200_000
PDF_PAGES: Final = 5000
PDF_PAGE_CHARACTERS: Final = 50_000
"""Of one page; the densest legal page has 1500."""
CHILD_BYTES: Final = 600_000_000
"""Memory of the process that reads a foreign file."""
READ_SECONDS: Final = 10
"""Of the processor, for one file that we read ourselves."""
OFFICE_SECONDS: Final = 60
"""For a call of LibreOffice with one file."""
OFFICE_BYTES: Final = 4_000_000_000
"""Of LibreOffice's memory: of what it sets aside it uses a tenth."""
OFFICE_FILE: Final = 1_000_000_000
"""Of a file that LibreOffice may write."""
SCAN_BYTES: Final = 3_000_000_000
"""Address space of a process that recognises scanned pages; a third of it is ever used."""
SCAN_SECONDS: Final = 60
"""Of the processor, for one scanned page; most take two."""
SCAN_KEPT: Final = 300_000_000
"""Bytes of recognised pages that are kept."""
SCAN_KEPT_DAYS: Final = 30
