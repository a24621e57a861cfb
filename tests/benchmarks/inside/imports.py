"""Past issues in Word → how long importing them takes, how much memory, how many numbers came out wrong.

python -m tests.benchmarks.inside.imports FOLDER COUNT
"""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from pathlib import Path
from random import Random

from jianbao.tasks.import_ import import_files
from tests.benchmarks.measuring import Clock
from tests.importing.making import head, p, title, word
from tests.verify.corpus import Prose

A_YEAR = 30
FIRST = 2015


def write(folder: Path, count: int) -> None:
    """So many issues, thirty a year."""
    for at in range(count):
        year, number, prose = FIRST + at // A_YEAR, at % A_YEAR + 1, Prose(Random(at))
        day = date(year, 1, 5) + timedelta(days=11 * number)
        texts = [
            title(name) + "".join(p(prose.sentence() + prose.sentence()) for _ in range(4))
            for name in ("县里召开年度工作会议", "双溪镇抓实春耕备耕")
        ]
        masthead = head(
            "云溪工作简报",
            f"{year}年第{number}期（总第{at + 1}期）",
            f"云溪县人民政府办公室\t{day.year}年{day.month}月{day.day}日",
        )
        colophon = (
            p("报：市政府办公室，县委。") + p("发：各乡镇人民政府。") + p("（共印50份）", align="right")
        )
        word(folder / f"{year}-{number:02d}.docx", masthead, *texts, colophon)


def main(folder: Path, count: int) -> dict[str, float]:
    """Seconds of wall and CPU, MB at the most, numbers and totals that are not what the file says."""
    import resource

    old = folder / "旧"
    old.mkdir(parents=True)
    write(old, count)
    clock = Clock()
    made = import_files([old], folder / "新")
    wall, cpu = clock.read()
    wrong = sum(
        (each.draft.values.get("year", each.draft.values["date"].year), each.draft.values["number"], each.draft.values["total"])
        != (FIRST + at // A_YEAR, at % A_YEAR + 1, at + 1)
        for at, each in enumerate(made)
    )  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"wall": wall / 1000, "cpu": cpu / 1000, "peak": peak, "wrong": wrong}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
