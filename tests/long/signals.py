"""TERM, HUP and KILL at random moments of `verify`, `import` and `batch`: nothing runs on, nothing stays behind.

Every process that a run starts has a mark in its environment, by which it is found; the folder for temporary files is the run's
own. What a KILL leaves there is gone with the next start.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path

import jianbao
from jianbao.foreign.office import find_office
from tests.benchmarks import past_issues
from tests.long.kills import JIANBAO

FULL = 60
SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGKILL)
# seconds: a child that reads gives up when its parent has gone, at the latest when its time is up
PATIENCE = 15.0


def run(share: float, seed: int) -> None:
    """So many signals, over all commands and signals alike."""
    if not Path("/proc/self/environ").exists():
        print("this system does not tell what runs")
        return
    chance = random.Random(seed)
    count = max(int(FULL * share), 9)
    with tempfile.TemporaryDirectory(prefix="jianbao-signals-") as text:
        home = Path(text)
        commands = prepared(home)
        seen: Counter[str] = Counter()
        for number in range(count):
            name, arguments = commands[number % len(commands)]
            sent = SIGNALS[number // len(commands) % len(SIGNALS)]
            came = once(home, arguments, sent, chance.uniform(0.1, 4.0))
            seen[f"{name}, {sent.name if came else 'ended before'}"] += 1
        print(f"{count} signals: nothing ran on, nothing stayed after the next start")
        for what, times in sorted(seen.items()):
            print(f"  {times:4}  {what}", flush=True)


def prepared(home: Path) -> list[tuple[str, list[object]]]:
    """The commands with what they need: a long DOCX, an old Word file, many past issues."""
    issue = home / "issue.yaml"
    body = "\n".join(f"    第{number}段，各乡镇把工作抓细抓实，群众满意。" for number in range(1500))
    issue.write_text(
        f"刊名: 试刊\n日期: 2017-04-11\n编发单位: 某某市人民政府办公室\n文章:\n  标题: 题目\n  正文: |\n{body}\n",
        "utf-8",
    )
    (docx,) = [each.path for each in jianbao.build(issue, formats=("docx",), fonts="embedded").files]
    past_issues.write(home / "past", 30, pictures=3)
    commands: list[tuple[str, list[object]]] = [
        ("batch", ["batch", home / "past", "-o", home / "past" / "out", "-j", 2, "--fonts", "embedded"])
    ]
    if find_office() is None:
        print("LibreOffice is not installed: verify and import are left out")
        return commands
    rtf = home / "old.rtf"
    lines = "".join(f"\\u31532?{number}\\par\n" for number in range(4000))
    rtf.write_text(f"{{\\rtf1\\ansi {lines}}}", "ascii")
    return [("verify", ["verify", docx]), ("import", ["import", rtf, "-o", home / "new"]), *commands]


def once(home: Path, arguments: list[object], sent: signal.Signals, delay: float) -> bool:
    """Send the signal after so many seconds; True if it came in time. Raises SystemExit where something is left."""
    mark = f"JIANBAO_MARK={time.monotonic_ns()}"
    place = home / "tmp"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for made in (home / "past" / "out", home / "new"):
        shutil.rmtree(made, ignore_errors=True)
    for register in (home / "past").glob("期号台账*"):
        register.unlink()
    env = os.environ | dict([mark.split("=")]) | {"TMPDIR": str(place)}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    process = subprocess.Popen([*JIANBAO, *map(str, arguments)], env=env, start_new_session=True, **quiet)
    try:
        process.wait(delay)
    except subprocess.TimeoutExpired:
        process.send_signal(sent)
    began = time.monotonic()
    came = process.wait() not in (0, 6)
    while (left := marked(mark)) and time.monotonic() - began < PATIENCE:
        time.sleep(0.1)
    errors = process.communicate()[1].decode() if not left else ""
    if left or "Traceback" in errors:
        raise SystemExit(f"{sent.name} after {delay:.2f} s of {arguments[0]}: {left}\n{errors}")
    if sent is not signal.SIGKILL and (lying := sorted(place.iterdir())):
        raise SystemExit(f"{sent.name} after {delay:.2f} s of {arguments[0]} left {lying}")
    if arguments[0] == "batch":
        subprocess.run([*JIANBAO, *map(str, arguments)], env=env, check=True, stdout=subprocess.DEVNULL)
        lying = list((home / "past").rglob(".jianbao-*"))
    else:
        # the next start: any import
        draft = home / "draft.txt"
        draft.write_text("标题\n　　正文写好了。\n", "utf-8")
        command = [*JIANBAO, "import", str(draft), "-o", str(home / "new"), "--dry-run"]
        subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        lying = []
    if lying := [*lying, *place.iterdir()]:
        raise SystemExit(f"{sent.name} after {delay:.2f} s of {arguments[0]} left {lying} for good")
    return came


def marked(mark: str) -> list[str]:
    """The programs that run with the mark."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (path / "environ").read_bytes():
                found.append((path / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"))
        except OSError:
            continue
    return found
