"""Many `jianbao build` at once, each a process of its own, for unnumbered issues of one series.

    python -m tests.benchmarks.at_once [PROCESSES] [ROUNDS] [--ledger postgresql://…/DB]

Every round begins with an empty register. Numbers must be 1 … n, each once; every file must be there; `ledger check`
must be clean. Prints the seconds of each round.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
import time
from pathlib import Path

from jianbao.ledger import open_ledger
from tests.benchmarks.kills import JIANBAO

TEXT = """\
刊名: 援疆工作简报
日期: 2017-04-11
编发单位: 前方指挥部办公室
文章:
  标题: 第{number}个工作组扎实推进民族团结工作
  正文: 工作组深入基层调研，开展结对帮扶，走访慰问困难群众，累计惠及群众{number}00人次。
送: 各乡镇，县直各部门
"""


def main() -> None:
    """Rounds of so many processes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("processes", type=int, nargs="?", default=64)
    parser.add_argument("rounds", type=int, nargs="?", default=20)
    parser.add_argument(
        "--ledger", default="", help="postgresql://…/DB; DB becomes a database for each round"
    )
    options = parser.parse_args()
    seconds: list[float] = []
    for turn in range(options.rounds):
        with tempfile.TemporaryDirectory(prefix="jianbao-at-once-") as text:
            home = Path(text)
            name = f"round{turn}"
            if options.ledger:
                import psycopg

                with psycopg.connect(options.ledger.replace("DB", "postgres"), autocommit=True) as connection:
                    connection.execute(f"DROP DATABASE IF EXISTS {name}")
                    connection.execute(f"CREATE DATABASE {name}")
            url = options.ledger.replace("DB", name) if options.ledger else home / "期号台账.sqlite"
            seconds.append(one_round(home, url, options.processes))
        print(f"round {turn + 1}: {seconds[-1]:.1f} s", flush=True)
    print(f"{options.rounds} rounds of {options.processes}: all numbers once, none skipped, every file there")
    print(f"median {sorted(seconds)[len(seconds) // 2]:.1f} s a round, longest {max(seconds):.1f} s")


def one_round(home: Path, url: str | Path, processes: int) -> float:
    """Start them all, wait for all, look at what they left; seconds taken."""
    issues = [home / f"{number}.yaml" for number in range(1, processes + 1)]
    for number, path in enumerate(issues, 1):
        path.write_text(TEXT.format(number=number), "utf-8")
    started = time.perf_counter()
    running = [
        subprocess.Popen(
            [*JIANBAO, "build", path, "-o", home / "out", "--ledger", str(url), "--fonts", "embedded"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for path in issues
    ]
    for process in running:
        errors = process.communicate()[1].decode()
        if process.returncode:
            raise SystemExit(f"exit code {process.returncode}: {errors}")
    taken = time.perf_counter() - started
    with open_ledger(url, beside=home) as ledger:
        findings, records = ledger.check(), ledger.records()
        files = sorted(ledger.resolve(file.path) for record in records for file in record.files)
    assert findings == [], findings
    assert sorted(r.numbers.number for r in records if r.numbers) == list(range(1, processes + 1))
    assert files == sorted((home / "out").iterdir())
    assert len(files) == 2 * processes
    return taken


if __name__ == "__main__":
    main()
