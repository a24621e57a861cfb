"""A length and how many rounds → microseconds a character of proof-reading by one process (wall, CPU) and by all (wall).

python -m tests.benchmarks.inside.proof CHARACTERS ROUNDS
"""

from __future__ import annotations

import gc
import json
import random
import sys

from jianbao.proofread import engine, together
from jianbao.proofread.laying import sheet
from jianbao.reading import read_text
from tests.benchmarks.inside.growth import sample
from tests.benchmarks.measuring import Clock


def main(length: int, rounds: int) -> dict[str, list[float]]:
    """The first round warms and is not told."""
    gc.set_threshold(500_000, 20, 50)
    chance = random.Random(1)
    one = len(sample(1, chance))
    reading = read_text(sample(length // one, chance))
    characters = sum(len(article.body.source) for article in reading.issue.articles)
    took: dict[str, list[float]] = {"alone": [], "cpu": [], "all": []}

    def timed(processes: int) -> tuple[float, float]:
        # bound where it is used
        engine.processes_for = lambda _: processes
        clock = Clock()
        engine.proof_read(reading.issue, reading)
        wall, cpu = clock.read()
        return 1000 * wall / characters, 1000 * cpu / characters

    able = together.processes_for(sheet(reading.issue))
    for turn in range(rounds + 1):
        alone, cpu = timed(1)
        every, _ = timed(able)
        if turn:
            took["alone"].append(alone)
            took["cpu"].append(cpu)
            took["all"].append(every)
    return took


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
