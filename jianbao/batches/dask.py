"""Work for many paths → answers, from the workers of a Dask cluster that share this machine's folder.

Dask moves tasks to workers that are there, and to others when one dies; all it is asked for is to do each task and say
what came of it. A task that was done twice, because its worker was thought dead, does no harm: the register knows the
issue, and gives the same numbers and files.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from jianbao.batches.crew import Answer, Bug, done
from jianbao.errors import FileError, JianbaoError, Place, UsageError
from jianbao.provenance import Fonts, kit

# seconds for the scheduler to answer
_WAITING: Final = 10
# workers that may die over a task before it is given up
_LIVES: Final = 3
# tasks of a worker that wait, for each that would wait with a worker of this machine
_AHEAD: Final = 4
# an issue at a time in a process: a worker's threads share its caches and its register
_ONE: Final = threading.Lock()


class Cluster:
    """The workers of the scheduler at an address, `tcp://host:port`, or of the file that it wrote.

    A worker whose faces or versions differ from this machine's would make other files: it is refused, those that join
    later, too. Raises UsageError (C016 without the extra), FileError (B006 no scheduler, B007 no worker, B008 a worker
    that differs).
    """

    pids: tuple[int, ...] = ()

    def __init__(self, scheduler: str, fonts: Fonts) -> None:
        try:
            # An extra, and a second and a half.
            dask: Any = import_module("dask")
            client: Any = import_module("distributed").Client
        except ImportError:
            raise UsageError.of("C016") from None
        self._scheduler = scheduler
        dask.config.set(
            {
                "distributed.scheduler.allowed-failures": _LIVES,
                "distributed.comm.timeouts.connect": f"{_WAITING}s",
            }
        )
        try:
            if "://" in scheduler:
                self._client: Any = client(scheduler, timeout=_WAITING, set_as_default=False)
            elif not Path(scheduler).is_file():
                raise FileNotFoundError(2, os.strerror(2))
            else:
                self._client = client(scheduler_file=scheduler, timeout=_WAITING, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise FileError.of("B006", name=scheduler, detail=str(error).partition("\n")[0]) from None
        self._kit = kit(fonts)
        self._fonts: Fonts = fonts
        self._compare()

    def _compare(self) -> None:
        """Hold every worker that is there against this machine."""
        said: Mapping[str, Mapping[str, str]] = self._client.run(kit, self._fonts)
        if not said:
            raise FileError.of("B007", name=self._scheduler)
        findings = [
            _differing(name, theirs, self._kit).findings[0]
            for name, theirs in sorted(said.items())
            if theirs != self._kit
        ]
        if findings:
            raise FileError(findings)

    def each(
        self,
        work: Callable[[Path], Answer],
        paths: Sequence[Path],
        *,
        ahead: int,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Generator[tuple[int, Answer | JianbaoError | Bug]]:
        """As `Crew.each`."""
        distributed: Any = import_module("distributed")
        task = partial(_task, work, self._kit, self._fonts, os.environ.get("JIANBAO_LEDGER", ""), _asking())
        waiting = deque(enumerate(paths))
        indices: dict[str, int] = {}
        room = 0
        under_way = distributed.as_completed(
            [], loop=self._client.loop, with_results=True, raise_errors=False
        )
        while waiting or indices:
            try:
                # many at once, when half of what was given is done: each giving and each look costs milliseconds
                if waiting and len(indices) <= room // 2 and not stopped():
                    room = (1 + _AHEAD * ahead) * max(1, sum(self._client.nthreads().values()))
                    some = [waiting.popleft() for _ in range(min(len(waiting), room - len(indices)))]
                    futures = self._client.map(task, [path.absolute() for _, path in some], pure=False)
                    indices |= {future.key: index for future, (index, _) in zip(futures, some, strict=True)}
                    under_way.update(futures)
                if not indices:
                    return
                future, answer = next(under_way)
            except (OSError, TimeoutError, RuntimeError, StopIteration):
                # The scheduler has gone; what it had is not known to be done.
                yield from ((index, self._gone(paths[index])) for index in indices.values())
                return
            index = indices.pop(future.key)
            yield index, self._answer(future, answer, paths[index])

    def _answer(self, future: Any, answer: Any, path: Path) -> Any:
        if future.status == "finished":
            return answer
        if future.status == "cancelled" or self._client.status != "running":
            return self._gone(path)
        # Its worker died, and so did those that it was moved to.
        return FileError.of("B001", Place(str(path)))

    def _gone(self, path: Path) -> FileError:
        return FileError.of("B009", Place(str(path)), name=self._scheduler)

    def get_ready(self, warm: Callable[[None], object]) -> None:
        """As `Crew.get_ready`."""
        with suppress(OSError, ValueError, TimeoutError):
            distributed: Any = import_module("distributed")
            for address in self._client.nthreads():
                future = self._client.submit(_warmed, warm, workers=[address], pure=False)
                distributed.fire_and_forget(future)

    def let_go(self) -> None:
        """What is under way is finished by the workers; what waits with the scheduler is taken back."""
        self._client.close(timeout=_WAITING)


def _asking() -> str:
    from jianbao.ledger.lock import home

    return home()


def _differing(name: str, theirs: Mapping[str, str], ours: Mapping[str, str]) -> FileError:
    both = {key: (theirs.get(key, "—"), ours.get(key, "—")) for key in (*ours, *theirs)}
    changes = "、".join(f"{key} {one} ≠ {other}" for key, (one, other) in both.items() if one != other)
    return FileError.of("B008", name=name, changes=changes)


# --- inside a worker -------------------------------------------------------------------------------------------------

_KITS: Final[dict[Fonts, dict[str, str]]] = {}


def _warmed(warm: Callable[[None], object]) -> None:
    with _ONE:
        warm(None)


def _task(
    work: Callable[[Path], object],
    wanted: Mapping[str, str],
    fonts: Fonts,
    ledger: str,
    asking: str,
    path: Path,
) -> object:
    """What `work` gives for a path, on a worker that is like the machine that asks."""
    distributed: Any = import_module("distributed")
    from jianbao.memory import nothing_collected

    # what an issue is made of is no garbage, and Dask's own objects are many
    with _ONE, nothing_collected():
        if fonts not in _KITS:
            _KITS[fonts] = kit(fonts)
        if _KITS[fonts] != wanted:
            return _differing(distributed.get_worker().address, _KITS[fonts], wanted)
        # The register and its paths are those of the machine that asks: the folder is the same.
        os.environ["JIANBAO_HOME"] = asking
        if ledger:
            os.environ["JIANBAO_LEDGER"] = ledger
        return done(work, path)  # type: ignore[arg-type]
