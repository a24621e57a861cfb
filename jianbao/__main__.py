"""`jianbao` and `python -m jianbao` → the command line."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
import threading
import warnings
from typing import NoReturn

_ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""What asks the program to end; Windows has no SIGHUP."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    # Modules and pages are no garbage, yet looking through them as they came, and all of them once more at the end,
    # took a quarter of a cold build. A long run of many issues still collects what it leaves.
    gc.set_threshold(500_000, 20, 50)
    # pydantic looks through every installed package for plugins of its own, of which none could change our models.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # What Pillow warns of (damaged Exif) means nothing to a clerk. The variable is for the processes of a batch.
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
        os.environ.setdefault("PYTHONWARNINGS", "ignore")
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        # closed by who started us: the first file that is opened would take its place
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))
    for number in _ENDING:
        # as an exit, so that nothing stays behind; who ignores it (nohup), goes on
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _end)
    sys.unraisablehook = _unheard
    # inside, so that worker processes which import this module stay cheap
    from jianbao.cli import run

    _leave(run())


def _end(number: int, _frame: object) -> NoReturn:
    raise SystemExit(128 + number)


def _unheard(lost: sys.UnraisableHookArgs) -> None:
    """End all the same when the signal came while an object was being freed: there Python drops what is raised."""
    code = lost.exc_value.code if isinstance(lost.exc_value, SystemExit) else None
    if sys.platform == "win32" or not isinstance(code, int) or code <= 128:
        sys.__unraisablehook__(lost)
        return
    # a little later, for here it would be dropped again
    signal.signal(signal.SIGALRM, lambda _, frame: _end(code - 128, frame))
    signal.setitimer(signal.ITIMER_REAL, 0.2)


def _leave(code: int) -> NoReturn:
    """End the process; freeing its objects one by one took another twentieth of a cold build (mypy leaves so, too)."""
    # it is ending: what tidies up is not to be cut short
    for number in _ENDING:
        if signal.getsignal(number) is _end:
            signal.signal(number, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, 0)
    if threading.active_count() == 1:
        atexit._run_exitfuncs()  # noqa: SLF001 # what Python would do next; nothing public does it
        try:
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
        except (OSError, ValueError, AttributeError):
            # Python knows what to say of a stream that is gone
            sys.exit(code)
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    main()
