"""An issue file → a bulletin to GB/T 9704, as DOCX and PDF with the same line and page breaks.

    from jianbao import build
    built = build("issue.yaml", out="成品")

`build` and `check` are described in `jianbao.tasks`; what they raise is a `JianbaoError`. The names are
imported when first used, so that `import jianbao` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jianbao.version import __version__

__all__ = [
    "Built",
    "BuiltFile",
    "Finding",
    "JianbaoError",
    "Result",
    "__version__",
    "batch",
    "build",
    "check",
]

_HOMES = {
    "Built": "jianbao.tasks.build",
    "BuiltFile": "jianbao.tasks.build",
    "Finding": "jianbao.errors",
    "JianbaoError": "jianbao.errors",
    "Result": "jianbao.tasks.batch",
    "batch": "jianbao.tasks.batch",
    "build": "jianbao.tasks.build",
    "check": "jianbao.tasks.check",
}

if TYPE_CHECKING:
    from jianbao.errors import Finding, JianbaoError
    from jianbao.steps import Built, BuiltFile
    from jianbao.tasks.batch import Result, batch
    from jianbao.tasks.build import build
    from jianbao.tasks.check import check


def __getattr__(name: str) -> object:
    if name in _HOMES:
        # here, as the imports below: for the start-up time of whatever needs none of this
        import importlib

        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
