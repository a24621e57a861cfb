"""Issue → `Pages`: every line and page break decided once; knows no file format."""

from __future__ import annotations

from jianbao.layout.bulletin import lay_out

__all__ = ["lay_out"]
