"""An issue file → `Issue` with the place of every value; body markup → blocks."""

from __future__ import annotations

from jianbao.reading.issue_file import Reading, WrongKeys, read, read_mapping, read_text

__all__ = ["Reading", "WrongKeys", "read", "read_mapping", "read_text"]
