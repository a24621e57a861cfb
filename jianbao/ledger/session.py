"""A register opened → one write transaction at a time, in which renames that a crash interrupted are finished first."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from msgspec.structs import replace

from jianbao.errors import FileError
from jianbao.ledger import publish
from jianbao.ledger.records import Record, Written
from jianbao.ledger.rows import Rows
from jianbao.ledger.store import Store, UndecidedError
from jianbao.ledger.texts import Texts

_OF_FILES: Final = frozenset({"L010", "L011", "L012", "L013"})


class Session:
    """What every act on a register goes through; one object serves one thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._rows = Rows(store)
        self._texts = Texts(self._rows, store)
        self._writing = False
        self._renamed_in: set[Path] = set()
        self._swept: set[Path] = set()
        self.location: str = store.location
        """What to call the register in messages: its path, or its URL without the password."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the register; an unfinished build leaves no trace."""
        self._store.close()

    def mark(self) -> object:
        """What is another once another register stands in this place: a file that was moved and made anew."""
        return self._store.mark()

    @property
    def id(self) -> str:
        """The register's own short id; '' where there is none yet. Raises FileError."""
        return self._rows.id or self._rows.meta("id")

    def on_network(self) -> bool:
        """Whether the register is a file on another machine's disk."""
        return self._store.network

    def exists(self) -> bool:
        """Whether anything was ever recorded at this place. Raises FileError."""
        return self._rows.exists()

    def resolve(self, path: str) -> Path:
        """A path as recorded → where it is."""
        return self._rows.resolve(path)

    def recover(self, folders: Iterable[Path] = ()) -> None:
        """Finish what a crash interrupted: renames that were recorded, left-over temporary files.

        Looks into `folders` and into every folder that a recorded file or issue file lies in. Raises FileError.
        """
        if not self.exists():
            return
        with self._transaction():
            self._sweep(sorted(self._rows.folders() | {folder.resolve() for folder in folders}))

    def whole(self, record: Record) -> Record:
        """An entry with all that the register keeps of it, as an export has it. Raises FileError."""
        return replace(self._rows.whole(record), articles=next(self._texts.of([record]))[1])

    # --- within a transaction --------------------------------------------------------------------------------

    @contextmanager
    def _transaction(self) -> Generator[None]:
        """The write lock held; what is done inside lasts, or none of it does. Raises FileError."""
        self._begin()
        try:
            yield
            self._commit()
        except BaseException:
            self._rollback()
            raise

    def _begin(self) -> None:
        self._rows.bring_up()
        self._store.begin()
        self._writing = True
        try:
            self._finish_renames()
        except BaseException:
            self._rollback()
            raise

    def _commit(self) -> None:
        # before their temporary names are struck from the record
        publish.sync(sorted(self._renamed_in))
        self._store.commit()
        self._renamed_in.clear()
        self._writing = False

    def _rollback(self) -> None:
        self._renamed_in.clear()
        self._writing = False
        self._store.rollback()

    def _finish_renames(self) -> None:
        for path, temp, over in self._rows.waiting():
            if not publish.is_finished(path) or not publish.is_temporary(temp, self._rows.id):
                continue
            final = self.resolve(path)
            try:
                self._put(final.with_name(temp), final, over)
            except FileError as error:
                # The file of another issue; that one's own build says what is wrong. A fault of the register is ours.
                if any(finding.code not in _OF_FILES for finding in error.findings):
                    raise
            else:
                self._renamed_in.add(final.parent)
                self._rows.renamed(path, temp)

    def _put(self, temp: Path, final: Path, over: str) -> None:
        """A rename under the write lock, so that what is in the way may be set aside."""
        if publish.put(temp, final, over, self._rows.knows):
            return
        name = over.removeprefix(publish.ASIDE) if over.startswith(publish.ASIDE) else ""
        sha256 = publish.sha256_of(final)
        aside = publish.set_aside(final, name)
        host_, path = self._rows.kept(aside)
        if sha256 is not None and self._rows.knows(sha256):
            self._rows.wrote(0, Written(host_, path, sha256))
        self._rows.acted(now(), user(), "aside", str(final), path)
        publish.put(temp, final, "", self._rows.knows)

    def _sweep(self, folders: Collection[Path], own: Collection[Path] = ()) -> None:
        if not folders:
            return
        self._swept.update(folders)
        waiting = (
            (path, temp)
            for path, temp, _ in self._rows.waiting()
            if publish.is_temporary(temp, self._rows.id)
        )
        awaited = [*own, *(self.resolve(path).with_name(temp) for path, temp in waiting)]
        for folder in folders:
            for path in publish.left_over(folder, self._rows.id, awaited):
                with suppress(OSError):
                    path.unlink()

    def _publish(
        self, written: Sequence[publish.Written], over: Mapping[Path, str], record: Callable[[], object]
    ) -> None:
        """Steps 2 and 3 of `publish`: record, commit, rename. What fails before the commit leaves nothing.

        `over` maps a file to the SHA-256 of what its rename may replace.
        """
        committing = False
        try:
            record()
            committing = True
            self._commit()
        except UndecidedError:
            # the record may name the temporary files: they stay, to be renamed or swept by the next run
            raise
        except FileError:
            self._rollback()
            publish.remove(written)
            raise
        except BaseException:
            undone = not committing or self._store.in_transaction
            self._rollback()
            if undone:
                publish.remove(written)
            raise
        put = [
            publish.put(item.temp, item.path, over.get(item.path, ""), self._rows.knows) for item in written
        ]
        publish.sync(sorted({item.path.parent for item in written}))
        if not all(put):
            with self._transaction():
                # which sets aside what is in the way, before anything else
                pass


def now() -> str:
    """The time as the register keeps it: UTC in ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def user() -> str:
    """Who is at the machine, as its operating system has it; `?` for a container's user without a name."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "?"
