"""A foreign file → what it holds, read by a child process with limits of memory and time.

Files may be anybody's, and what reads them is partly C: a file that eats memory, loops or breaks its reader ends the
child, not the program. One child reads many files; the next call makes a new one where it has died. On Windows, which
knows no such limits of memory, time alone is bounded.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import IO, Any, Final, get_type_hints

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from jianbao import errors
from jianbao.bounds import CHILD_BYTES, READ_SECONDS
from jianbao.errors import FileError, Finding, JianbaoError, Place

_WALL: Final = 6
"""Times by the clock: a busy machine may give the child little of its processor."""
# seconds between two looks for the parent
_LOOKED: Final = 0.5
_READERS: Final = {
    "pdf": ("jianbao.foreign.pdf", "read"),
    "docx": ("jianbao.foreign.docx", "read"),
    "word": ("jianbao.foreign.word", "read"),
    "text": ("jianbao.foreign.plain", "read"),
    "sheet": ("jianbao.foreign.sheet", "read"),
    "portable": ("jianbao.foreign.portable", "read"),
    "scanned": ("jianbao.foreign.paper", "scanned"),
    "leaf": ("jianbao.foreign.ocr", "read"),
    "holder": ("jianbao.foreign.signed", "holder"),
    "signatures": ("jianbao.foreign.signed", "read"),
    "sign": ("jianbao.foreign.signed", "sign"),
}
"""What can be asked for → module and function, which takes a path (and what is `given`) and states what it returns."""


class _Failed(Struct):
    """What the child could not do: the error's class and findings, or a bug's traceback."""

    error: str
    findings: list[Finding] = []
    text: str = ""


class Child:
    """The process; made at the first call, and anew when it has died. For one thread at a time."""

    def __init__(
        self, most_bytes: int = CHILD_BYTES, seconds: int = READ_SECONDS, most_reads: int | None = None
    ) -> None:
        """A process that has read `most_reads` times is ended: libraries give back little of what they took."""
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._bytes, self._seconds = most_bytes, seconds
        self._most_reads, self._reads = most_reads, 0

    def read(self, what: str, path: Path, *given: object) -> Any:
        """What `_READERS[what]` makes of a file. Raises what it raises, and FileError (V020, V021)."""
        with self._lock:
            answer, late = self._ask(what, path, given)
        if answer is None:
            if late:
                raise FileError.of("V020", Place(str(path)), seconds=self._seconds)
            raise FileError.of("V021", Place(str(path)), limit=self._bytes // 1_000_000)
        done, packed = answer[:1] == b"+", answer[1:]
        if done:
            return msgspec.msgpack.decode(packed, type=_type_of(what))
        failed = msgspec.msgpack.decode(packed, type=_Failed)
        if failed.error:
            kind: type[JianbaoError] = getattr(errors, failed.error)
            raise kind(replace(each, place=_as_given(each.place, path)) for each in failed.findings)
        raise RuntimeError(failed.text)

    def _ask(self, what: str, path: Path, given: tuple[object, ...]) -> tuple[bytes | None, bool]:
        process = self._process
        if process is None or process.poll() is not None:
            process = self._process = _start(self._bytes, self._seconds)
            self._reads = 0
        assert process.stdin is not None
        assert process.stdout is not None
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(_WALL * self._seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            _send(process.stdin, msgspec.msgpack.encode((what, str(path.absolute()), given)))
            answer = _receive(process.stdout)
        except OSError:
            answer = None
        except BaseException:
            # nobody waits for it any more
            process.kill()
            raise
        finally:
            timer.cancel()
        self._reads += 1
        if answer is None or self._reads == self._most_reads:
            self.close()
        return answer, late.is_set() or (answer is None and process.returncode == _TOO_LONG)

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


_CHILD: Final = Child()
atexit.register(_CHILD.close)


def read(what: str, path: Path, *given: object) -> Any:
    """What a foreign file holds, read by the process that all calls share. Raises as `Child.read`."""
    try:
        return _CHILD.read(what, path, *given)
    except FileNotFoundError:
        raise FileError.of("V011", Place(str(path))) from None


def _as_given(place: Place, path: Path) -> Place:
    """A place in the file by the name that it was asked for by: the child has a current folder of its own."""
    return replace(place, file=str(path)) if place.file == str(path.absolute()) else place


def _start(most_bytes: int, seconds: int) -> subprocess.Popen[bytes]:
    package = str(Path(__file__).parents[2])
    search = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH", ""))))
    return subprocess.Popen(  # noqa: S603 - this program itself
        [sys.executable, "-m", "jianbao.foreign.child", str(most_bytes), str(seconds)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": search},
    )


def _send(stream: IO[bytes], data: bytes) -> None:
    stream.write(len(data).to_bytes(8, "big") + data)
    stream.flush()


def _receive(stream: IO[bytes]) -> bytes | None:
    """The next message; None when the other side is gone."""
    size = stream.read(8)
    if len(size) < 8:
        return None
    data = stream.read(int.from_bytes(size, "big"))
    return data if len(data) == int.from_bytes(size, "big") else None


def _function(what: str) -> Any:
    module, name = _READERS[what]
    return getattr(importlib.import_module(module), name)


def _type_of(what: str) -> Any:
    function = _function(what)
    return get_type_hints(function)["return"]


# --- in the child ----------------------------------------------------------------------------------------------------

_TOO_LONG: Final = -24
"""What a process ended by SIGXCPU returns."""


def _limit(most: int) -> None:
    """Bound the memory of this process, over what it has already."""
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _limit_time(seconds: int) -> None:
    """Give the next file its share of the processor."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    with contextlib.suppress(ValueError, OSError):
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def _answer(what: str, path: str, given: list[Any], most: int) -> bytes:
    try:
        return b"+" + msgspec.msgpack.encode(_function(what)(Path(path), *given))
    except JianbaoError as error:
        return b"-" + msgspec.msgpack.encode(_Failed(type(error).__name__, list(error.findings)))
    except (MemoryError, RecursionError):
        finding = Finding("V021", Place(path), params={"limit": most // 1_000_000})
        return b"-" + msgspec.msgpack.encode(_Failed("FileError", [finding]))
    except Exception:  # noqa: BLE001 - a bug is told where the program tells bugs
        return b"-" + msgspec.msgpack.encode(_Failed("", text=traceback.format_exc()))


def _end_with_parent(parent: int) -> None:
    """Its end is the end of the questions, too, but a file may take long."""
    while os.getppid() == parent:
        time.sleep(_LOOKED)
    os.kill(os.getpid(), signal.SIGKILL)


def _serve(most: int, seconds: int) -> None:
    """Answer until the other side is gone."""
    if os.name == "posix":
        threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    _limit(most)
    # What a library prints must not get between the answers.
    questions, answers = os.fdopen(0, "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while (asked := _receive(questions)) is not None:
        what, path, given = msgspec.msgpack.decode(asked, type=tuple[str, str, list[Any]])
        _limit_time(seconds)
        _send(answers, _answer(what, path, given, most))


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        _serve(*map(int, sys.argv[1:3]))
