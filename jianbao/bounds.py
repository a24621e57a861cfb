"""How much of anything is taken in before it is refused: the one table of bounds.

Each is told with its figure where it is passed. They are far above what a bulletin needs and far below what makes a
machine stall.
"""

from __future__ import annotations

from typing import Final

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
