"""`Pages` → the bytes of a finished file, one room a format; what is slow to import is imported when it is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from jianbao.errors import UsageError

if TYPE_CHECKING:
    from jianbao.pages import Pages

Writer = Callable[["Pages"], bytes]

FORMATS: Final = ("docx", "pdf")
"""What `build` writes when it is not told."""


def writers_for(formats: Sequence[str]) -> dict[str, Writer]:
    """Suffix → writer, once each, in the order asked. Raises UsageError (C005) for a format that does not exist."""
    for name in formats:
        if name not in WRITERS:
            raise UsageError.of("C005", name="--format", value=name, choices=" ".join(WRITERS))
    return {name: WRITERS[name] for name in formats}


def _docx(pages: Pages) -> bytes:
    # each writer's library takes 70–130 ms to import
    from jianbao.writers.docx import write

    return write(pages)


def _pdf(pages: Pages) -> bytes:
    from jianbao.writers.pdf import write

    return write(pages)


def _ofd(pages: Pages) -> bytes:
    from jianbao.writers.ofd import write

    return write(pages)


def _html(pages: Pages) -> bytes:
    from jianbao.writers.html import write

    return write(pages)


def _txt(pages: Pages) -> bytes:
    from jianbao.writers.text import write

    return write(pages)


WRITERS: Final[Mapping[str, Writer]] = {"docx": _docx, "pdf": _pdf, "ofd": _ofd, "html": _html, "txt": _txt}
