"""A long issue → what its rules find, asked by as many processes as the machine has processors.

The work is parted by rules, of those that look at the whole issue, and by texts, of all others; a process that has done a
part takes the next one. What is found stands in the order in which one process would have found it. What a process leaves
undone, as it died or met a bug, is done here in the end.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from jianbao import expressions
from jianbao.proofread.roster import BY_NAME
from jianbao.proofread.rule import MOST_OF_A_RULE, Rule, reading
from jianbao.proofread.view import Hit, Sheet

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

# characters from which on a second process is worth its start; where it begins from nothing, and reads all data anew
LONG: Final = 40_000
_LONG_FROM_NOTHING: Final = 300_000
# what more processes could do is less than the longest part takes
_MOST_PROCESSES: Final = 6
# characters of the texts that are a part
_PART: Final = 8_000
# modules whose rules share what they work out, see `Sheet.memo`
_SHARING: Final = (("words", "naming"), ("people", "posts", "places"))
# seconds for which the next part is waited for: who takes one is a moment at it, unless it was killed there
_PATIENCE: Final = 10


class _Part(NamedTuple):
    """What rules, by their numbers, find in the issue as a whole, or in the texts of these numbers."""

    rules: tuple[int, ...]
    texts: range | None = None


_Found = dict[_Part, list[list[Hit]]]


def processes_for(sheet: Sheet) -> int:
    """How many processes are to read an issue: one where it is short, or where others are at work beside this one."""
    if len(sheet.whole) < LONG or threading.active_count() > 1:
        return 1
    from multiprocessing import parent_process

    alone = parent_process() is not None or len(sheet.whole) < (LONG if _can_fork() else _LONG_FROM_NOTHING)
    able = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return 1 if alone else min(able, _MOST_PROCESSES)


def found_together(
    sheet: Sheet, present: frozenset[str], rules: Sequence[Rule], processes: int
) -> list[list[Hit]]:
    """What each rule finds, as `Rule.check` tells it, up to `MOST_OF_A_RULE`; meanwhile the issue is `reading`."""
    parts = _parts(sheet, rules)
    work = _Work(sheet, present, tuple(rule.name for rule in rules), parts)
    found: _Found = {}
    # where the system has no semaphores or no room for a process, all is done here
    with suppress(ImportError, OSError), _helpers(work, processes - 1) as (turn, connections):
        found = _take(work, rules, turn)
        for connection in connections:
            with suppress(EOFError):
                answer, forms = connection.recv()
                found |= answer
                expressions.learn(forms)
    for part in parts:
        if part not in found:
            found[part] = _find(work, rules, part)
    of_each: list[list[list[Hit]]] = [[] for _ in rules]
    for part in parts:
        for number, hits in zip(part.rules, found[part], strict=True):
            of_each[number].append(hits)
    return [[*islice(chain.from_iterable(each), MOST_OF_A_RULE)] for each in of_each]


class _Work(NamedTuple):
    sheet: Sheet
    present: frozenset[str]
    names: tuple[str, ...]
    parts: list[_Part]


def _parts(sheet: Sheet, rules: Sequence[Rule]) -> list[_Part]:
    """The longer ones first, so that all processes end at about the same time."""
    shared = {module: modules[0] for modules in _SHARING for module in modules}
    groups: dict[str, list[int]] = {}
    for number, rule in enumerate(rules):
        if rule.sheet is not None:
            module = rule.sheet.__module__.rpartition(".")[2]
            groups.setdefault(shared.get(module, module), []).append(number)
    own = tuple(number for number, rule in enumerate(rules) if rule.segment is not None)
    parts = [_Part(tuple(group)) for group in groups.values()]
    first = size = 0
    for number, segment in enumerate(sheet.segments, 1):
        size += len(segment.text)
        if size >= _PART or number == len(sheet.segments):
            parts.append(_Part(own, range(first, number)))
            first, size = number, 0
    return parts


def _take(work: _Work, rules: Sequence[Rule], turn: Any) -> _Found:
    """Do parts as long as there are any; `turn` counts those that were taken."""
    found: _Found = {}
    while turn.get_lock().acquire(timeout=_PATIENCE):
        number = turn.value
        turn.value += 1
        turn.get_lock().release()
        if number >= len(work.parts):
            break
        found[work.parts[number]] = _find(work, rules, work.parts[number])
    return found


def _find(work: _Work, rules: Sequence[Rule], part: _Part) -> list[list[Hit]]:
    """What each rule of a part finds, in a form that goes from process to process."""

    def of(rule: Rule) -> Iterator[Hit]:
        if part.texts is not None:
            return rule.in_texts(work.sheet, work.present, part.texts)
        return rule.sheet(work.sheet) if rule.sheet is not None else iter(())

    return [
        [hit._replace(params=dict(hit.params)) for hit in islice(of(rules[number]), MOST_OF_A_RULE)]
        for number in part.rules
    ]


# --- processes --------------------------------------------------------------------------------------------------------


def _can_fork() -> bool:
    """Whether a process can go on from where this one is; on macOS what systems libraries do forbids it."""
    return sys.platform == "linux"


@contextmanager
def _helpers(work: _Work, count: int) -> Iterator[tuple[Any, list[Connection]]]:
    """What counts the parts that are taken, and a pipe from each of the processes; none is left when it is over."""
    from multiprocessing import get_context

    context: Any = get_context("fork" if _can_fork() else "spawn")
    turn = context.Value("i", 0)
    processes, connections = [], []
    try:
        for _ in range(count):
            ours, theirs = context.Pipe(duplex=False)
            process = context.Process(target=_help, args=(theirs, turn, work), daemon=True)
            process.start()
            processes.append(process)
            connections.append(ours)
            # so that the end of the process is the end of the pipe
            theirs.close()
        yield turn, connections
    finally:
        for process in processes:
            process.terminate()
            process.join()


def _help(connection: Connection, turn: Any, work: _Work) -> None:
    """A helper's life: do parts, tell what was found."""
    # Ctrl-C is the parent's
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    rules = [BY_NAME[name] for name in work.names]
    # a bug is met again, and told, where the part is done anew; the parent may have gone
    with suppress(Exception), reading((each.text for each in work.sheet.segments), work.sheet.whole):
        connection.send((_take(work, rules, turn), expressions.made()))
