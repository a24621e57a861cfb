"""Who does the work of a batch: work for many paths → answers, on this machine or on many."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from jianbao.errors import JianbaoError

Answer = TypeVar("Answer")


class Bug(NamedTuple):
    """What a task that raised something of no user's making ended with."""

    traceback: str


class Crew(Protocol):
    """Workers. `pids` are the ids of their processes on this machine, for those who measure them."""

    @property
    def pids(self) -> tuple[int, ...]:
        """Process ids; none for workers elsewhere."""
        ...

    def each(
        self,
        work: Callable[[Path], Answer],
        paths: Sequence[Path],
        *,
        ahead: int,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Generator[tuple[int, Answer | JianbaoError | Bug]]:
        """Do `work` with each path; (index, what it gave or raised) in the order of completion.

        A path whose worker died gives FileError (B001). A worker has up to `ahead` tasks waiting besides the one that it
        is at, while there are many. Once `stopped` says so, no more are handed out.
        """
        ...

    def get_ready(self, warm: Callable[[None], object]) -> None:
        """Have those that were started do `warm` when they have done their tasks; there is no answer."""
        ...

    def let_go(self) -> None:
        """Let them finish the tasks that they are at, if any, and begin no others; returns when they have ended."""
        ...


def done(work: Callable[[Path | None], object], path: Path | None) -> object:
    """What `work` gives, or what it raised: an answer, too."""
    try:
        return work(path)
    except JianbaoError as error:
        return error
    except BaseException as error:  # noqa: BLE001 - a bug over one issue, told with its traceback, stops no other
        return Bug("".join(traceback.format_exception(error)))
