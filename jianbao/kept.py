"""What is made of files that travel with the program → the same for the next run, kept as Python keeps bytecode: in `__pycache__`.

To part and sort the lists that a short issue is held against took longer than all its rules. What is kept is believed while
the files that it was made of, the module that made it and Python are those of then. Where none can be written, or Python is
told to write no bytecode, all is made anew in each run.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, Final, TypeVar

_Made = TypeVar("_Made")
# of how things are kept here: goes up with it
_REVISION: Final = 1


def place_of(name: str) -> Path | None:
    """The file of what is kept under a name, None where Python keeps no bytecode."""
    try:
        return Path(cache_from_source(__file__)).with_name(f"{name}.{sys.implementation.cache_tag}.kept")
    except NotImplementedError:
        return None


def edition() -> str:
    """What must be the same for what is kept to be believed."""
    return f"{sys.version} {sys.byteorder} {_REVISION}"


def keep(file: Path | None, *parts: bytes) -> None:
    """Write a file, whole or not at all."""
    if file is None or sys.dont_write_bytecode:
        return
    temporary = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        try:
            temporary.write_bytes(b"".join(parts))
            temporary.replace(file)
        finally:
            temporary.unlink(missing_ok=True)


def kept(make: Callable[[], _Made], *sources: Path) -> _Made:
    """What `make` makes of the files: lists, tuples, dicts, sets of plain values, which nobody may change."""
    file = place_of(f"{make.__module__}.{make.__qualname__}")
    stamp = [edition()]
    for source in (Path(make.__code__.co_filename), *sources):
        with suppress(OSError):
            state = source.stat()
            stamp.append(f"{source.name} {state.st_size} {state.st_mtime_ns}")
    found: Any = None
    with suppress(OSError, ValueError, EOFError, TypeError):
        found = marshal.loads(file.read_bytes()) if file else None  # noqa: S302 # as the bytecode beside it
    if isinstance(found, tuple) and found[:1] == (stamp,):
        made: _Made = found[1]
        return made
    made = make()
    content: Any = (stamp, made)
    keep(file, marshal.dumps(content))
    return made
