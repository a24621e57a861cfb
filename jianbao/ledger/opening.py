"""A path or URL → the register that it names, opened."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from jianbao.errors import FileError
from jianbao.files import is_yaml
from jianbao.ledger.records import Record
from jianbao.ledger.register import Ledger
from jianbao.ledger.store import open_store

FILE_NAME: Final = "期号台账.sqlite"


def open_ledger(url: str | Path | None, *, beside: Path, timeout: float = 60.0) -> Ledger:
    """The register at `url`: a path, `sqlite:///path`, `postgresql://…`; use it as a context manager.

    None: what the environment's JIANBAO_LEDGER says, else `期号台账.sqlite` in folder `beside` (the folder of the
    series file, or of the issue file where there is none). Nothing is created before the first record. `timeout`
    is how many seconds a build waits for others that hold the register. Raises UsageError for another kind of
    URL, and FileError once it is used and cannot be.
    """
    return Ledger(open_store(url or os.environ.get("JIANBAO_LEDGER") or beside / FILE_NAME, timeout))


def registers_of(names: Sequence[str], *, beside: Path) -> list[str | Path]:
    """Registers, folders and series files → the registers that they mean, each once.

    A folder means all registers in it and below, a YAML file the one beside it; no name what `open_ledger` takes for none.
    Raises FileError (L040) for a folder without any.
    """
    found: dict[str | Path, None] = {}
    for name in names:
        path = Path(name)
        if "://" in name:
            found[name] = None
        elif path.is_dir():
            below = [Path(folder) / FILE_NAME for folder, _, files in os.walk(path) if FILE_NAME in files]
            if not below:
                raise FileError.of("L040", path=name)
            found |= dict.fromkeys(sorted(below))
        else:
            found[path.with_name(FILE_NAME) if is_yaml(path) else path] = None
    return list(found) or [os.environ.get("JIANBAO_LEDGER") or beside / FILE_NAME]


class LastLedger:
    """Opens registers as `open_ledger` does, and keeps the last one open: for a process that builds many issues.

    A block that ends with an exception closes its register, so that the next one connects anew.
    """

    def __init__(self) -> None:
        self._key: tuple[str | Path | None, Path] | None = None
        self._ledger: Ledger | None = None
        self._mark: object = None

    @contextmanager
    def __call__(self, url: str | Path | None, *, beside: Path) -> Generator[Ledger]:
        """As `open_ledger`."""
        named = url or os.environ.get("JIANBAO_LEDGER")
        key = (named, Path()) if named else (None, beside.absolute())
        if self._ledger is None or self._key != key or self._ledger.mark() != self._mark:
            self.close()
            self._key, self._ledger = key, open_ledger(url, beside=beside)
        try:
            yield self._ledger
        except BaseException:
            self.close()
            raise
        self._mark = self._ledger.mark()

    def close(self) -> None:
        """Let go of the register that is open."""
        if self._ledger is not None:
            self._ledger.close()
            self._ledger = None


def release_signed(path: Path, *, url: str | Path | None = None) -> Record | None:
    """Put on record that the issue of a finished file was signed, hence released; None where no register knows it.

    Without `url` and JIANBAO_LEDGER, registers are looked for where a build puts them: in the file's folder, those
    above it, and the current one. Raises FileError.
    """
    path = path.resolve()
    named = url or os.environ.get("JIANBAO_LEDGER")
    folders = dict.fromkeys((path.parent, *path.parent.parents, Path.cwd()))
    nearby = (folder / FILE_NAME for folder in folders)
    for each in (named,) if named else (file for file in nearby if file.is_file()):
        with open_ledger(each, beside=path.parent) as ledger:
            if (record := ledger.release_file(path)) is not None:
                return record
    return None
