"""Finished bytes → files in a folder, in step with the register.

The order of things, and why a crash at any moment does no harm:

1. Before anything is recorded, each file is written whole under a temporary name in its own folder
   (`.jianbao-<register>-<random>.tmp`), and file and folder are synced to the disk. What
   can fail (no space, no permission, a file that another program holds) fails here: the temporary files are
   removed, the transaction is undone, no number is given. A crash here leaves temporary files that no record
   names; every later build or batch into the folder sweeps them away, and so does a check where the folder
   holds recorded files. It may, for they carry the register's id, and sweeping takes the register's write
   lock: an issue whose numbers are settled is written before it takes the lock, so that others need not wait for
   its disk, but once it holds the lock it looks whether its files are still there, and else writes them again.
2. The record of the issue, with each file's final name, SHA-256 and temporary name, is committed. From here on
   the issue is issued. A crash after this point leaves temporary files that the record names.
3. The files are renamed to their final names, each rename replacing an older file at once. The record holds the
   SHA-256 of the file that each rename may replace (`over`); a file that has come in between and whose bytes were
   never written by the register is set aside first, under a telling name, and so is a released file that is
   corrected. Whoever next takes the write lock finishes the renames that are recorded and not done, before anything
   else; a rename that was done is told by its temporary file being gone. The folder is synced, and the temporary name
   is struck from the record.

Renames need no lock: a temporary name is never used twice, so that whoever comes second finds nothing to do. Setting
aside does, or what is put in its place meanwhile might be taken for the file in the way: it is left to
`Session._finish_renames`. A crash between the two leaves the name free and the temporary file waiting.

An issue file that numbers are written back into waits under a temporary name from step 1 on and is put in its place
last, unless a person has edited it meanwhile. No record awaits it: the register knows the issue file both as it was
read and as written back, so that a crash may leave either, and what waits is swept away.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from jianbao import files
from jianbao.errors import FileError

_PREFIX: Final = ".jianbao-"
_SUFFIX: Final = ".tmp"
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


FINISHED: Final = frozenset({".docx", ".pdf", ".ofd", ".html", ".txt"})
"""What the files of an issue end in."""
_ORIGINALS: Final = FINISHED | {".doc", ".wps", ".rtf", ".odt", ".png", ".jpg", ".jpeg", ".tif", ".tiff"}


def is_finished(path: str, *, enrolled: bool = False) -> bool:
    """Whether a path, as it is recorded, may be that of a finished file: a register from elsewhere may hold any.

    An `enrolled` issue came in a file of somebody's making, in capitals at times.
    """
    pure = PurePosixPath(path)
    fits = pure.suffix.lower() in _ORIGINALS if enrolled else pure.suffix in FINISHED
    return fits and not pure.name.startswith(".") and ".." not in pure.parts


def is_temporary(name: str, register: str = "[0-9a-z]+") -> bool:
    """Whether a name, as it is recorded, may be that of a temporary file of a register, by its id."""
    return re.fullmatch(rf"\.jianbao-{register}-[0-9a-f]{{12}}\.tmp", name) is not None


class Written(NamedTuple):
    """A file that waits under its temporary name to be renamed."""

    path: Path
    temp: Path
    sha256: str
    size: int


def make_folder(folder: Path) -> None:
    """Make `folder` and those above it, where they are missing. Raises FileError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _told(error, folder) from error


def write_temporary(
    contents: Mapping[str, bytes], folder: Path, register: str, *, synced: bool = True
) -> list[Written]:
    """Write each file under a temporary name and make sure that it will be there after a power cut.

    Without `synced` the folder still wants `sync`. Raises FileError, having removed what it wrote.
    """
    written: list[Written] = []
    try:
        for name, content in contents.items():
            path = folder / name
            temp = folder / f"{_PREFIX}{register}-{secrets.token_hex(6)}{_SUFFIX}"
            written.append(Written(path, temp, hashlib.sha256(content).hexdigest(), len(content)))
            _probe(path)
            files.write_new(temp, content, synced=False)
        for item in written:
            # one that was swept meanwhile is written again
            with suppress(FileNotFoundError):
                files.sync_file(item.temp)
        if synced:
            files.sync_folder(folder)
    except OSError as error:
        remove(written)
        raise _told(error, written[-1].path if written else folder) from error
    except BaseException:
        remove(written)
        raise
    return written


def copy_mode(path: Path, temp: Path) -> None:
    """Give a temporary file the permissions of the one that it will replace, as far as that can be done."""
    with suppress(OSError):
        temp.chmod(path.stat().st_mode & 0o777)


def remove(written: Iterable[Written]) -> None:
    """Remove temporary files, as far as they are there."""
    for item in written:
        with suppress(OSError):
            item.temp.unlink()


def put(temp: Path, path: Path, over: str, is_ours: Callable[[str], bool]) -> bool:
    """Give a temporary file its final name; False, and nothing done, where what stands there is not to be replaced.

    That is what has neither the SHA-256 `over`, which the record lets it replace, nor one that `is_ours`. One whose
    temporary file is gone was renamed already. What was renamed lasts through a power cut once `sync` was called.
    Raises FileError.
    """
    try:
        if not temp.exists():
            return True
        there = files.sha256_of(path)
        stands = path.exists() if there is None else True
        if stands and (there is None or over.startswith(ASIDE) or (there != over and not is_ours(there))):
            # what stands there may be this very file, which whoever recorded it has renamed since it was looked for
            return not temp.exists()
        temp.replace(path)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise FileError.of("L013", path=str(path), detail=error.strerror or "") from error
    return True


ASIDE: Final = "aside:"
"""What begins the `over` of a file that is to be kept under the name that follows, ours or not."""


def discard(path: Path) -> None:
    """Remove a finished file. Raises FileError."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise _told(error, path) from error


def set_aside(path: Path, name: str = "") -> Path:
    """Give a file that must not be lost another name beside it: `name`, or its own with the time; gives the new path.

    Raises FileError.
    """
    stem = (
        PurePosixPath(name).stem
        if name
        else f"{path.stem}（保留{datetime.now().astimezone():%Y%m%d-%H%M%S}）"
    )
    aside, count = path.with_name(f"{stem}{path.suffix}"), 1
    while os.path.lexists(aside):
        count += 1
        aside = path.with_name(f"{stem}-{count}{path.suffix}")
    try:
        path.rename(aside)
        files.sync_folder(aside.parent)
    except OSError as error:
        raise FileError.of("L013", path=str(aside), detail=error.strerror or "") from error
    return aside


def put_unless_edited(written: Iterable[Written], was: str) -> None:
    """Put files that a person edits in their place, each only where the one there still has the SHA-256 `was`.

    What cannot be put stays away; whoever asked for it looks afterwards.
    """
    for item in written:
        with suppress(OSError, FileError):
            if sha256_of(item.path) == was:
                item.temp.replace(item.path)
                files.sync_folder(item.path.parent)


def sync(folders: Iterable[Path]) -> None:
    """Make sure that renames in `folders` will be seen after a power cut. Raises FileError."""
    for folder in folders:
        try:
            files.sync_folder(folder)
        except FileNotFoundError:
            # removed by hand since: nothing in it to keep
            pass
        except OSError as error:
            raise _told(error, folder) from error


def left_over(folder: Path, register: str, awaited: Iterable[Path]) -> list[Path]:
    """The temporary files of this register in `folder` that no record awaits."""
    awaited_names = {path.name for path in awaited if path.parent == folder}
    try:
        with os.scandir(folder) as entries:
            names = sorted(
                entry.name
                for entry in entries
                if entry.name.startswith(f"{_PREFIX}{register}-") and entry.name.endswith(_SUFFIX)
            )
    except OSError:
        return []
    return [folder / name for name in names if name not in awaited_names]


def sha256_of(path: Path) -> str | None:
    """The SHA-256 of a file's bytes in hex, None where there is no such file. Raises FileError."""
    try:
        return files.sha256_of(path)
    except OSError as error:
        raise _told(error, path) from error


def create(path: Path, text: str) -> bool:
    """Write a new text file, whole or not at all; False where `path` is there already. Raises FileError."""
    if path.exists():
        return False
    make_folder(path.parent)
    try:
        files.write_new(path, text.encode())
        files.sync_folder(path.parent)
    except FileExistsError:
        return False
    except OSError as error:
        raise _told(error, path) from error
    return True


def read_text(path: Path) -> str:
    """The text of a UTF-8 file. Raises FileError."""
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError.of("L014", path=str(path), detail="UTF-8") from error
    except OSError as error:
        raise FileError.of("L014", path=str(path), detail=error.strerror or "") from error


def _probe(path: Path) -> None:
    """Find out whether `path` may be replaced, while nothing is recorded yet.

    On Windows a file that Word shows cannot be replaced; opening it for writing tells.
    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if os.name == "nt" and path.exists():
        with path.open("r+b"):
            pass


def _told(error: OSError, path: Path) -> FileError:
    if error.errno in _FULL:
        return FileError.of("L010", path=str(path))
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return FileError.of("L011", path=str(path))
    return FileError.of("L012", path=str(path), detail=error.strerror or str(error))
