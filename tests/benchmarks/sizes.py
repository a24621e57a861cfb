"""What has to be fetched and what it takes up: the wheel, and an environment with it less an empty one."""

from __future__ import annotations

from tests.benchmarks.measuring import Figure, Finding, Spread
from tests.benchmarks.places import Bench, size_of


def measure(bench: Bench) -> list[Finding]:
    """MB of 10⁶ bytes, bytecode included."""
    wheel = bench.wheel.stat().st_size / 1e6
    home = bench.python.parents[1]
    own = size_of(next(home.glob("lib/python*/site-packages/jianbao"))) / 1e6
    full = (size_of(home) - bench.bare_size) / 1e6
    return [
        Figure("size.wheel", "安装包（wheel）", "the wheel", "MB", Spread.of([wheel]), at_most=20),
        Figure(
            "size.own",
            "安装后，jianbao 自己（连同字体）",
            "installed, jianbao itself (with its faces)",
            "MB",
            Spread.of([own]),
        ),
        Figure(
            "size.installed",
            "安装后，连同全部依赖",
            "installed, with all it depends on",
            "MB",
            Spread.of([full]),
        ),
    ]
