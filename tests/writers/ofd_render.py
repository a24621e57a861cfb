"""Draw an OFD with easyofd and print nothing: `python ofd_render.py in.ofd out.pdf 宋体.ttf`, in a folder of its own.

A program apart, since easyofd changes `sys.path`, prints, and writes fonts into the current folder. It draws all text in
the face that is registered as 宋体 and leaves embedded fonts alone.
"""

from __future__ import annotations

import contextlib
import io
import sys
from pathlib import Path


def main(source: str, target: str, face: str) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont("宋体", face))
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        from easyofd import OFD

        document = OFD()
        document.read(source, fmt="path")
        drawn = document.to_pdf()
    Path(target).write_bytes(drawn)


if __name__ == "__main__":
    main(*sys.argv[1:])
