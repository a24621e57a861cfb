"""How time and memory grow with an issue: 1, 10, 50 and 200 articles of about two pages each.

Each size has a process that stays; they answer in turn, a new text each time. Peak memory is that of a whole
`jianbao build` in a process of its own.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from tests.benchmarks.measuring import Figure, Finding, Server, Spread, ratio, run, say
from tests.benchmarks.places import Bench

SIZES = (1, 10, 50, 200)
STEPS = {
    "layout": ("排版", "layout"),
    "docx": ("DOCX", "DOCX"),
    "pdf": ("PDF/A", "PDF/A"),
    "build": ("全程", "whole build"),
}


def measure(bench: Bench) -> list[Finding]:
    """Milliseconds of wall a page, MB at the peak."""
    rounds = bench.rounds(7, 3)
    said: dict[int, list[dict[str, Any]]] = {size: [] for size in SIZES}
    peaks: dict[int, list[float]] = {size: [] for size in SIZES}
    with ExitStack() as stack:
        servers = {
            size: stack.enter_context(Server(bench.python, bench.inside, "growth", bench.folder(), size))
            for size in SIZES
        }
        # the first warms
        for turn in range(-1, rounds):
            say(f"growth: round {turn + 1} of {rounds}")
            for size, server in servers.items():
                answer = server.ask(turn)
                if turn >= 0:
                    said[size].append(answer)
                    peaks[size].append(
                        run([bench.jianbao, "build", answer["path"], "-o", "out"], bench.folder()).peak
                    )
    return _figures(said, peaks)


def _figures(said: dict[int, list[dict[str, Any]]], peaks: dict[int, list[float]]) -> list[Finding]:
    found: list[Finding] = []
    for size in SIZES:
        articles = f"{size} article{'s' if size > 1 else ''}"
        pages = Spread.of([answer["pages"] for answer in said[size]])
        found.append(Figure(f"growth.{size}.pages", f"{size} 篇：页数", f"{articles}: pages", "", pages))
        for step, (zh, en) in STEPS.items():
            spread = Spread.of([answer[step][0] / answer["pages"] for answer in said[size]])
            found.append(
                Figure(
                    f"growth.{size}.{step}",
                    f"{size} 篇，每页：{zh}",
                    f"{articles}, a page: {en}",
                    "ms",
                    spread,
                )
            )
        found.append(
            Figure(
                f"growth.{size}.peak",
                f"{size} 篇：内存峰值",
                f"{articles}: peak memory",
                "MB",
                Spread.of(peaks[size]),
                350 if size == SIZES[-1] else None,
            )
        )
    for place, zh, en in ((0, "", ""), (1, "（CPU）", " (CPU)")):
        for step, (name_zh, name_en) in STEPS.items():
            ten, most = (
                [answer[step][place] / answer["pages"] for answer in said[size]] for size in (10, 200)
            )
            bar = 1.15 if step == "build" else None
            found.append(
                Figure(
                    f"growth.200/10.{step}{'.cpu' if place else ''}",
                    f"每页用时，200 篇 ÷ 10 篇：{name_zh}{zh}",
                    f"time a page, 200 articles ÷ 10: {name_en}{en}",
                    "×",
                    ratio(most, ten),
                    bar,
                )
            )
    return found
