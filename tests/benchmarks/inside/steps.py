"""One `jianbao build` in this process, then others, warm → milliseconds of each step, imports told apart.

    python -m tests.benchmarks.inside.steps TEXTS FOLDER COUNT

Functions of jianbao are wrapped as their modules come in; a step that runs within another is not counted in that.
Only the main thread is looked at: what packs fonts beside it costs what waiting for it costs.
"""

from __future__ import annotations

import functools
import importlib
import io
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple


class Point(NamedTuple):
    """A function of `module` (`name` may be `Class.method`) and the step that it belongs to."""

    module: str
    name: str
    step: str
    is_context: bool = False


POINTS = (
    Point("jianbao.steps", "read_source", "read"),
    Point("jianbao.steps", "doubtful", "check"),
    Point("jianbao.numbering", "assign", "number"),
    Point("jianbao.numbering", "number_line", "number"),
    Point("jianbao.numbering", "doubts", "number"),
    Point("jianbao.numbering", "file_stem", "number"),
    Point("jianbao.steps", "lay_out_issue", "layout"),
    Point("jianbao.steps", "faces_for", "fonts"),
    Point("jianbao.fonts.faces", "_table", "fonts"),
    Point("jianbao.writers.pdf.assembly", "_fonts", "fonts"),
    Point("jianbao.writers.pdf.fonts", "Font.add_to", "fonts"),
    Point("jianbao.writers.docx", "write", "docx"),
    Point("jianbao.writers.pdf", "write", "pdf"),
    Point("jianbao.writers.pdf.assembly", "plan", "tags"),
    Point("jianbao.writers.pdf.assembly", "write_tree", "tags"),
    Point("jianbao.writers.pdf.assembly", "xmp", "tags"),
    Point("jianbao.writers.pdf.assembly", "srgb_profile", "tags"),
    Point("jianbao.steps", "_numbered", "ledger", is_context=True),
    Point("jianbao.ledger.issuing", "Entry.publish", "ledger"),
)


class Steps:
    """Seconds by step; what is going on is on top of a stack."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)
        self.stack = ["rest"]
        self.last = time.perf_counter()
        self.pending = set(POINTS)

    def turn(self) -> None:
        """Book what passed since the last turn."""
        now = time.perf_counter()
        self.spent[self.stack[-1]] += now - self.last
        self.last = now

    def enter(self, step: str) -> None:
        self.turn()
        self.stack.append(step)

    def leave(self) -> None:
        self.turn()
        self.stack.pop()

    def milliseconds(self) -> dict[str, float]:
        """What was spent since the last call."""
        self.turn()
        said = {step: 1000 * seconds for step, seconds in self.spent.items()}
        self.spent.clear()
        return said

    # --- where they are hooked in -----------------------------------------------------------------------------

    def watch_imports(self) -> None:
        """Count imports, and wrap the points of each module that came in."""
        bootstrap: Any = sys.modules["_frozen_importlib"]
        load = bootstrap._find_and_load

        def timed(name: str, using: object) -> object:
            if threading.current_thread() is not threading.main_thread():
                return load(name, using)
            outermost = not any(step.startswith("import") for step in self.stack)
            self.enter(f"import {name.partition('.')[0]}")
            try:
                return load(name, using)
            finally:
                if outermost:
                    self.hook()
                self.leave()

        bootstrap._find_and_load = timed

    def hook(self) -> None:
        """Wrap what has been imported by now."""
        for point in sorted(self.pending):
            module = sys.modules.get(point.module)
            if module is None:
                continue
            self.pending.discard(point)
            *owners, name = point.name.split(".")
            owner = functools.reduce(getattr, owners, module)
            setattr(owner, name, self.wrapped(point, getattr(owner, name)))

    def wrapped(self, point: Point, work: Any) -> Any:
        if hasattr(work, "cache_info"):
            return functools.lru_cache(work.cache_parameters()["maxsize"])(
                self.wrapped(point, work.__wrapped__)
            )

        @functools.wraps(work)
        def timed(*given: Any, **named: Any) -> Any:
            if threading.current_thread() is not threading.main_thread():
                return work(*given, **named)
            self.enter(point.step)
            try:
                made = work(*given, **named)
            finally:
                self.leave()
            return _Timed(self, point.step, made) if point.is_context else made

        return timed


class _Timed(AbstractContextManager[Any]):
    """A context whose beginning and end belong to a step."""

    def __init__(self, steps: Steps, step: str, held: AbstractContextManager[Any]) -> None:
        self.steps, self.step, self.held = steps, step, held

    def _timed(self, work: Callable[..., Any], *given: object) -> Any:
        self.steps.enter(self.step)
        try:
            return work(*given)
        finally:
            self.steps.leave()

    def __enter__(self) -> Any:
        return self._timed(self.held.__enter__)

    def __exit__(self, *given: object) -> Any:
        return self._timed(self.held.__exit__, *given)


def missing() -> list[Point]:
    """The points that jianbao no longer has."""

    def found(point: Point) -> bool:
        try:
            functools.reduce(getattr, point.name.split("."), importlib.import_module(point.module))
        except (ImportError, AttributeError):
            return False
        return True

    return [point for point in POINTS if not found(point)]


def main(texts: Path, folder: Path, count: int) -> None:
    """Print {"cold": …, "warm": [… for each text]}."""
    steps = Steps()
    steps.watch_imports()
    (folder / "issue.yaml").write_bytes((texts / "0.yaml").read_bytes())
    said, sys.argv = sys.stdout, ["jianbao", "build", str(folder / "issue.yaml"), "--fonts", "embedded"]
    sys.stdout = io.StringIO()
    program = importlib.import_module("jianbao.__main__")
    # this process has more to do
    program._leave = sys.exit
    steps.milliseconds()
    try:
        program.main()
    except SystemExit as ended:
        if ended.code:
            raise
    cold = steps.milliseconds()
    warm: list[dict[str, float]] = []
    from jianbao.tasks.build import build

    for number in range(1, count + 1):
        path = folder / f"{number}.yaml"
        path.write_bytes((texts / path.name).read_bytes())
        steps.milliseconds()
        build(path, fonts="embedded")
        warm.append(steps.milliseconds())
    # late, as all that could take time from the first build
    import json

    print(json.dumps({"cold": cold, "warm": warm}), file=said)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
