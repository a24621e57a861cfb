"""A child process that dies at each step of some work."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

# of each kind; 300 and more for a full run
CRASHES = int(os.environ.get("JIANBAO_CRASHES", "12"))


def in_child(work: Callable[[], object], before: Callable[[], None] | None = None) -> int:
    """Run `work` in a child process; its exit status (0 = it came to its end)."""
    child = os.fork()
    if child == 0:
        try:
            if before is not None:
                before()
            work()
        except BaseException as error:  # noqa: BLE001 - a child must never go on as pytest
            os.write(2, f"{error!r}\n".encode())
            os._exit(3)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def dying_at(step: int) -> Callable[[], None]:
    """Have the process killed at its `step`-th call into C: every system call and SQL statement is one."""

    def arm() -> None:
        left = step

        def count(frame: FrameType, event: str, argument: Any) -> None:
            nonlocal left
            if event == "c_call":
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.setprofile(count)

    return arm


def steps_of(work: Callable[[], object]) -> int:
    """How many calls into C `work` makes."""
    steps = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal steps
        steps += event == "c_call"

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return steps
