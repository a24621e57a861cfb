"""A regular expression → its compiled form, kept as Python keeps the bytecode of modules: in `__pycache__`, for the next run.

`re` compiles in Python, half a millisecond each; those that one issue needs were a fifth of a cold build. What is kept is
what it hands to its engine, which looks it through before it runs it. Only the very Python that wrote the file reads it;
where there is none, none can be written or Python is told to write no bytecode, expressions are compiled as ever.
"""

from __future__ import annotations

import atexit
import marshal
import os
import re
import sys
import zlib
from array import array
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, Final

_Key = tuple[str, int]
# the arguments of the engine behind source and flags: code, flags, groups, and the names of groups both ways
_Form = tuple[bytes, int, int, dict[str, int], tuple[str | None, ...]]

# expressions: what is kept of older versions of the program goes when there are more
_MOST: Final = 3000
_made: Final[dict[_Key, _Form]] = {}


def compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`."""
    form = _kept().get((source, int(flags)))
    if form is None:
        return _compile(source, int(flags))
    try:
        return _of(source, form)
    except (RuntimeError, TypeError, ValueError):
        return re.compile(source, flags)


def _of(source: str, form: _Form) -> re.Pattern[str]:
    import _sre  # type: ignore[import-not-found]

    code, flags, groups, names, numbers = form
    found: re.Pattern[str] = _sre.compile(
        source, flags, memoryview(code).cast("I").tolist(), groups, names, numbers
    )
    return found


def _compile(source: str, flags: int) -> re.Pattern[str]:
    """Compile, and keep the form, if `re` is still made as it was from Python 3.11 to 3.14."""
    try:
        from re import _compiler, _parser  # type: ignore[attr-defined]

        parsed = _parser.parse(source, flags)
        code = array("I", _compiler._code(parsed, flags)).tobytes()  # noqa: SLF001 # no other way to it
        names: dict[str, int] = parsed.state.groupdict
        numbers: list[str | None] = [None] * parsed.state.groups
        for name, number in names.items():
            numbers[number] = name
        form = (code, flags | parsed.state.flags, parsed.state.groups - 1, dict(names), tuple(numbers))
        found = _of(source, form)
    except (ImportError, AttributeError, TypeError, RuntimeError):
        return re.compile(source, flags)
    if not _made:
        atexit.register(_keep)
    _made[source, flags] = form
    return found


# --- the file -----------------------------------------------------------------------------------------------------------


def _file() -> Path | None:
    try:
        return Path(cache_from_source(__file__)).with_suffix(".forms")
    except NotImplementedError:
        return None


def _edition() -> str:
    return f"{sys.version} {sys.byteorder}"


@cache
def _kept() -> dict[_Key, _Form]:
    return _read(_file())


def _read(file: Path | None) -> dict[_Key, _Form]:
    """What the file holds; nothing where it is missing, damaged or another Python's."""
    with suppress(OSError, ValueError, EOFError, TypeError):
        content: Any = file.read_bytes() if file else b""
        if int.from_bytes(content[:4], "big") == zlib.crc32(content[4:]):
            edition, forms = marshal.loads(memoryview(content)[4:])  # noqa: S302 # as the bytecode beside it
            if edition == _edition():
                return dict(forms)
    return {}


def _keep() -> None:
    """Put what was compiled beside what the file holds, at the end of the run."""
    file = _file()
    if file is None or sys.dont_write_bytecode:
        return
    forms = _read(file)
    forms = _made if len(forms) + len(_made) > _MOST else forms | _made
    content = marshal.dumps((_edition(), forms))
    temporary = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        try:
            temporary.write_bytes(zlib.crc32(content).to_bytes(4, "big") + content)
            temporary.replace(file)
        finally:
            temporary.unlink(missing_ok=True)
