"""The guarded door to the disk: a path → the bytes of a regular file, bounded and read once; bytes → files, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path, PurePath
from typing import Final

from jianbao.bounds import ISSUE_FILE, MB
from jianbao.errors import FileError, InputError, Place

SHEETS: Final = (".xlsx", ".xlsm", ".csv")
"""How the names of spreadsheets end that can be read."""
YAML: Final = (".yaml", ".yml")
# O_NONBLOCK: opening a pipe that nobody writes to would wait for ever, before it could be told from a file.
_READING: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_WRITING: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def is_yaml(path: str | PurePath) -> bool:
    """Whether a name is that of an issue, series or words file."""
    return str(path).lower().endswith(YAML)


def read_bytes(path: Path, *, name: str | None = None, limit: int = ISSUE_FILE) -> bytes:
    """The bytes of a regular file of at most `limit` bytes; `name` is how findings call it.

    Raises FileError (R001 missing, R002 a folder, R003 no permission, R004 any other cause, R005 a pipe or device, R011 a name
    that is no UTF-8) and InputError (R006 too large).
    """
    place = Place(shown_name(path) if name is None else name)
    try:
        str(path).encode()
    except UnicodeEncodeError:
        raise FileError.of("R011", Place(shown_name(path))) from None
    try:
        with open(os.open(path, _READING), "rb") as file:  # noqa: PTH123 - Path.open takes no flags
            status = os.fstat(file.fileno())
            if stat.S_ISDIR(status.st_mode):
                raise FileError.of("R002", place)
            if not stat.S_ISREG(status.st_mode):
                raise FileError.of("R005", place)
            # One byte more than may be: a file can grow while it is read.
            data = b"" if status.st_size > limit else file.read(limit + 1)
            if max(status.st_size, len(data)) > limit:
                size = -(-max(status.st_size, len(data)) // MB)
                raise InputError.of("R006", place, size=size, limit=limit // MB)
            return data
    except (FileNotFoundError, NotADirectoryError):
        raise FileError.of("R001", place) from None
    except IsADirectoryError:
        raise FileError.of("R002", place) from None
    except PermissionError:
        # Windows says this of a folder, too.
        raise FileError.of("R002" if path.is_dir() else "R003", place) from None
    except (OSError, ValueError) as error:
        # ValueError: a NUL in the path
        raise FileError.of("R004", place, detail=getattr(error, "strerror", None) or error) from None


def sha256_of(path: Path) -> str | None:
    """The SHA-256 of a regular file's bytes in hex, whatever its size; None where there is none. Raises OSError."""
    try:
        with open(os.open(path, _READING), "rb") as file:  # noqa: PTH123 - Path.open takes no flags
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return None
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def shown_name(path: Path) -> str:
    r"""A path as it can be printed: bytes of a name that are no UTF-8 as `\xNN`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def write_new(path: Path, data: bytes, *, synced: bool = True) -> None:
    """Write a file that is not there yet, its bytes synced to the disk; its folder still wants `sync_folder`.

    Without `synced` the file still wants `sync_file`: of several, the disk writes the others while one is waited for.
    Raises FileExistsError, and OSError with nothing left behind.
    """
    with open(os.open(path, _WRITING, 0o666), "wb") as file:  # noqa: PTH123 - Path.open takes no flags
        try:
            file.write(data)
            file.flush()
            if synced:
                os.fsync(file.fileno())
        except BaseException:
            file.close()
            path.unlink(missing_ok=True)
            raise


def sync_file(path: Path) -> None:
    """Make sure that a file's bytes will be there after a power cut. Raises OSError."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make sure that renames in `folder` will be seen after a power cut. Raises OSError."""
    # Folders cannot be opened on Windows; NTFS journals its renames.
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_whole(path: Path, data: bytes) -> None:
    """Put `data` in the place of the file at `path` (symlinks followed), whole or not at all; its permissions stay.

    Raises OSError; the file then is as it was.
    """
    path = path.resolve()
    temporary = path.with_name(f".jianbao-{secrets.token_hex(8)}.tmp")
    try:
        write_new(temporary, data)
        with suppress(OSError):
            temporary.chmod(stat.S_IMODE(path.stat().st_mode))
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
