"""An issue file → a bulletin to GB/T 9704, as DOCX and PDF with the same line and page breaks.

    from jianbao import build
    built = build("issue.yaml", out="成品")

`build` and `check` are described in `jianbao.assemble`; what they raise is a `JianbaoError`. The names are
imported when first used, so that `import jianbao` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["Built", "BuiltFile", "Finding", "JianbaoError", "build", "check"]

if TYPE_CHECKING:
    from jianbao.assemble import Built, BuiltFile, build, check
    from jianbao.errors import Finding, JianbaoError


def __getattr__(name: str) -> object:
    if name in __all__:
        import importlib  # here, as the imports below: for the start-up time of whatever needs none of this

        home = "jianbao.errors" if name in {"Finding", "JianbaoError"} else "jianbao.assemble"
        return getattr(importlib.import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
