"""From a save to the changed page on the screen: `jianbao preview` in a real browser, the seed and 100 pages."""

from __future__ import annotations

import signal
import time
from pathlib import Path

from tests.benchmarks.measuring import Figure, Finding, Spread, say
from tests.benchmarks.places import SEED, Bench
from tests.conftest import MINIMAL
from tests.preview.browser import chromium
from tests.preview.serving import serve

PARAGRAPH = "县农业农村局组织技术人员进村入户，指导农户抢抓农时、科学管护。" * 12
# s
SEED_BAR, LONG_BAR = 0.35, 1.0


def measure(bench: Bench) -> list[Finding]:
    """Seconds from the end of a save to the page that shows it."""
    rounds = bench.rounds(15, 5)
    seed = SEED.read_text("utf-8")
    long = MINIMAL.partition("articles:")[0] + "contents: 否\narticles:\n"
    long += "".join(
        f"  - title: 第{n}篇\n    new_page: 是\n    body: {PARAGRAPH}{n}。\n" for n in range(1, 101)
    )
    return [
        Figure(
            "live.seed",
            "存盘到屏幕：种子",
            "save to screen: the seed",
            "s",
            _saves(bench, seed, "今年以来", rounds),
            at_most=SEED_BAR,
        ),
        Figure(
            "live.100",
            "存盘到屏幕：100 页",
            "save to screen: 100 pages",
            "s",
            _saves(bench, long, "第1篇", rounds),
            at_most=LONG_BAR,
        ),
    ]


def _saves(bench: Bench, text: str, word: str, rounds: int) -> Spread:
    path = Path(bench.folder()) / "issue.yaml"
    path.write_text(text, "utf-8")
    served = serve(path)
    taken: list[float] = []
    try:
        with chromium() as browser:
            page = browser.new_page(viewport={"width": 1300, "height": 900})
            page.goto(f"http://127.0.0.1:{served.port}{served.path}")
            page.wait_for_selector('section[data-page="1"] svg')
            # the first warms
            for turn in range(-1, rounds):
                say(f"live: save {turn + 1} of {rounds}")
                time.sleep(0.5)
                mark = f"{word}{turn + 1000}"
                path.write_text(text.replace(word, mark, 1), "utf-8")
                started = time.perf_counter()
                page.wait_for_function(
                    "mark => document.querySelector('main').textContent.includes(mark)", arg=mark, polling=10
                )
                if turn >= 0:
                    taken.append(time.perf_counter() - started)
    finally:
        served.process.send_signal(signal.SIGINT)
        served.process.wait(10)
    return Spread.of(taken)
