"""A folder for a while, which goes with this process, or with the next one that asks for one where this one was killed.

Its name holds who made it: the process, when that began, and in which name space, for a number is given anew and
containers may share a folder. Where a system tells none of that, a folder stays while any process has the number.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Final

_NAME: Final = re.compile(r"jianbao-([0-9]{1,10})-([0-9]{1,20})-([0-9]{1,20})-\w+")


@contextmanager
def temporary() -> Iterator[Path]:
    """A new folder, gone with the block."""
    folder = make()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make() -> Path:
    """A new folder that its caller takes away; the first time, those of processes that have died are swept."""
    _sweep()
    pid = os.getpid()
    return Path(tempfile.mkdtemp(prefix=f"jianbao-{pid}-{_began(pid)}-{_space()}-"))


@lru_cache(maxsize=1)
def _sweep() -> None:
    with suppress(OSError):
        for path in Path(tempfile.gettempdir()).iterdir():
            if (found := _NAME.fullmatch(path.name)) and found[3] == _space() and not _lives(found):
                with suppress(OSError):
                    # another's is theirs, and a link leads anywhere
                    if os.name == "posix" and path.lstat().st_uid == os.getuid() and not path.is_symlink():
                        shutil.rmtree(path, ignore_errors=True)


def _lives(owner: re.Match[str]) -> bool:
    if os.name != "posix":
        return True
    pid, began = int(owner[1]), owner[2]
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return _began(pid) in (began, "0")


def _began(pid: int) -> str:
    """When a process began, in the system's own count; '0' where it does not tell."""
    try:
        # the name of the program, in brackets, may hold anything
        return Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return "0"


def _space() -> str:
    try:
        return re.sub(r"\D", "", str(Path("/proc/self/ns/pid").readlink())) or "0"
    except OSError:
        return "0"
