"""Work for many paths → answers, from worker processes that may die over any of them.

Every worker is a process with a pipe of its own. The standard library's pool breaks as a whole when one of its
processes dies, cannot tell over which task, and spends 0.7 ms of the parent on each; on a pipe the task that killed
a worker is the first that it did not answer, and only that worker is made anew. The next task waits in the pipe
while one is being done, so that no worker waits for the parent.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from jianbao.batches.crew import Answer, Bug, done
from jianbao.errors import FileError, JianbaoError, Place
from jianbao.writers.packing import keep_to_one_core

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess


class Processes(Struct):
    """Up to `jobs` workers (0 = one a core), each started when there is work for it."""

    jobs: int = 0
    _workers: list[_Worker] = field(default_factory=list["_Worker"])

    @property
    def pids(self) -> tuple[int, ...]:
        """The workers' process ids, for those who measure them."""
        return tuple(worker.process.pid for worker in self._workers if worker.process.pid is not None)

    def each(
        self,
        work: Callable[[Path], Answer],
        paths: Sequence[Path],
        *,
        ahead: int,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Generator[tuple[int, Answer | JianbaoError | Bug]]:
        """Do `work` with each path; (index, what it gave or raised) in the order of completion.

        A path whose worker died gives FileError (B001).

        A worker has up to `ahead` tasks in its pipe besides the one that it is at, while there are many. Once
        `stopped` says so, no more are handed out.
        """
        from multiprocessing.connection import wait

        jobs = self.jobs or os.cpu_count() or 1
        waiting = deque(enumerate(paths))
        while True:
            for depth in range(1 + ahead):
                for place in range(jobs):
                    if not waiting or stopped() or (depth and len(waiting) < jobs * _MANY):
                        break
                    if place == len(self._workers):
                        self._workers.append(_Worker.start(jobs))
                    if len(self._workers[place].tasks) <= depth:
                        self._workers[place].give(work, *waiting.popleft())
            running = {worker.connection: worker for worker in self._workers if worker.tasks}
            if not running:
                return
            for connection in wait(list(running)):
                worker = running[connection]  # type: ignore[index]  # one of those we asked for
                index, path = worker.tasks.popleft()
                try:
                    answer = worker.connection.recv()
                except (EOFError, OSError):
                    # it died before it came to them
                    waiting.extendleft(reversed(worker.tasks))
                    worker.connection.close()
                    worker.process.join()
                    self._workers[self._workers.index(worker)] = _Worker.start(jobs)
                    answer = FileError.of("B001", Place(str(path)))
                yield index, answer

    def get_ready(self, warm: Callable[[None], object]) -> None:
        """Have those that were started do `warm` when they have done their tasks; there is no answer."""
        for worker in self._workers:
            worker.get_ready(warm)

    def let_go(self) -> None:
        """Let them finish the tasks that they are at, if any, and begin no others; returns when they have ended."""
        try:
            for worker in self._workers:
                worker.let_go()
            for worker in self._workers:
                worker.process.join()
        except KeyboardInterrupt:
            # a second one: no waiting for the issues under way
            for worker in self._workers:
                worker.process.kill()


# tasks a worker; with fewer left, one that waits behind a long one might be done by another
_MANY: Final = 4


class _Worker(Struct):
    """A process, our end of its pipe, and the tasks that it was given and has not answered, in their order."""

    process: BaseProcess
    connection: Connection
    tasks: deque[tuple[int, Path]] = field(default_factory=deque[tuple[int, Path]])

    @classmethod
    def start(cls, jobs: int) -> _Worker:
        """One of `jobs` workers."""
        from multiprocessing import get_context

        # alike on every system, and no state of the parent in the workers
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        arguments = (theirs, jobs >= (os.cpu_count() or 1))
        process = context.Process(target=_serve, args=arguments, daemon=True)
        process.start()
        # so that the end of the process is the end of the pipe
        theirs.close()
        return cls(process, ours)

    def give(self, work: Callable[[Path], object], index: int, path: Path) -> None:
        self.tasks.append((index, path))
        # it has ended: the next look at the pipe tells
        with suppress(OSError):
            self.connection.send((work, path))

    def get_ready(self, warm: Callable[[None], object]) -> None:
        """Have it do `warm` when it has done its tasks; there is no answer."""
        with suppress(OSError):
            self.connection.send((warm, None))

    def let_go(self) -> None:
        """Let it finish the task that it is at, if any, and begin no other."""
        self.connection.close()
        if not self.tasks:
            self.process.terminate()


# --- inside a worker -------------------------------------------------------------------------------------------------


def _serve(connection: Connection, to_each_its_core: bool) -> None:
    """A worker's life: answer (work, path) with what `work` gives, until the parent lets go of the pipe."""
    if to_each_its_core:
        keep_to_one_core()
    # Ctrl-C is the parent's
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # As in `__main__`: what an issue is made of is no garbage. What is, goes between two issues.
    gc.set_threshold(500_000, 20, 50)
    answered = 0
    # the parent has gone, or wants no answer any more
    with suppress(EOFError, OSError):
        while True:
            work, path = connection.recv()
            answer = done(work, path)
            # nothing but to get ready
            if path is None:
                _settle()
                continue
            _send(connection, answer)
            answered += 1
            if answered == _SETTLED:
                _settle()
            elif answered % _SWEPT == 0:
                gc.collect()


# issues until what is read once has been read
_SETTLED: Final = 20
# issues; each leaves some hundred objects that refer to each other
_SWEPT: Final = 25


def _settle() -> None:
    """What was loaded by now stays until the end: the collector need not look at it again."""
    gc.collect()
    gc.freeze()


def _send(connection: Connection, answer: object) -> None:
    try:
        connection.send(answer)
    except (OSError, EOFError):
        raise
    except Exception as error:  # noqa: BLE001 - what cannot be pickled is a bug of the task, too
        connection.send(Bug("".join(traceback.format_exception(error))))


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        # at any moment, as a power cut: the register bears it
        os._exit(1)
