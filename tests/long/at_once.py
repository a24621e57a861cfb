"""Many `jianbao build` at once, each a process of its own, for unnumbered issues of one series.

Every round begins with an empty register. Numbers must be 1 … n, each once; every file must be there; `ledger check`
must be clean.
"""

from __future__ import annotations

import subprocess
import tempfile
import time
from pathlib import Path

from jianbao.ledger import open_ledger
from tests.long.kills import JIANBAO
from tests.postgres import make_database, server

TEXT = """\
刊名: 援疆工作简报
日期: 2017-04-11
编发单位: 前方指挥部办公室
文章:
  标题: 第{number}个工作组扎实推进民族团结工作
  正文: 工作组深入基层调研，开展结对帮扶，走访慰问困难群众，累计惠及群众{number}00人次。
送: 各乡镇，县直各部门
"""


PROCESSES = 64
ROUNDS = 10


def run(share: float, seed: int) -> None:
    """Rounds of so many processes, on SQLite and, where it is installed, on PostgreSQL."""
    rounds = max(int(ROUNDS * share), 1)
    processes = PROCESSES if share >= 1 else PROCESSES // 4
    with server() as address:
        for where in ("SQLite", *(["PostgreSQL"] if address else [])):
            url = address if where == "PostgreSQL" else None
            seconds = [turn(url, number, processes) for number in range(rounds)]
            print(
                f"{where}: {rounds} rounds of {processes}, all numbers once, none skipped, every file there"
            )
            print(
                f"median {sorted(seconds)[len(seconds) // 2]:.1f} s, longest {max(seconds):.1f} s", flush=True
            )


def turn(address: str | None, number: int, processes: int) -> float:
    """A round in a folder of its own, with an empty register; seconds taken."""
    with tempfile.TemporaryDirectory(prefix="jianbao-at-once-") as text:
        home = Path(text)
        if address is None:
            return one_round(home, home / "期号台账.sqlite", processes)
        make_database(f"{address}/DB", f"crowd{number}")
        return one_round(home, f"{address}/crowd{number}", processes)


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
