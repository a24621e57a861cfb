"""Nearly right issues through all writers; Word files, PDF files, signatures, certificates, sheets and pictures at random.

What a target bears, `tests/fuzz/targets.py` says. Layout, import and pictures are guided by coverage besides, where atheris is
installed (`pip install '.[long]'`): it has no wheels for every Python, and then the run says so.
"""

from __future__ import annotations

import importlib.util
import random
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from pathlib import Path

from tests.fuzz.targets import TARGETS

# seconds of a full run, for each target
FULL = 120
# seconds of the processor that no input may take
SLOW = 20.0
# of a hundred issues by the grammar, at least so many are set
LEAST = 30


def run(share: float, seed: int) -> None:
    """Every target in turn, then the guided ones."""
    warnings.simplefilter("ignore")
    for name in TARGETS:
        print(tried(name, FULL * share, seed), flush=True)
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed: nothing is guided by coverage")
        return
    for name, target in TARGETS.items():
        if target.guided is not None:
            with tempfile.TemporaryDirectory(prefix="jianbao-fuzz-") as folder:
                for number, data in enumerate(target.seeds()):
                    Path(folder, f"seed-{number}").write_bytes(data)
                limits = [f"-max_total_time={max(int(FULL * share), 5)}", "-timeout=20", "-rss_limit_mb=1500"]
                command = [sys.executable, "-m", "tests.long.targets", name, folder, *limits]
                done = subprocess.run(command, check=False, capture_output=True, text=True)
                if done.returncode:
                    raise SystemExit(f"{name}: an input was not borne\n{done.stdout}{done.stderr}")
                print(f"{name}, guided: {done.stderr.strip().splitlines()[-1]}", flush=True)


def tried(name: str, seconds: float, seed: int) -> str:
    """What came of so many seconds. Raises SystemExit for the first input that was not borne, and keeps it."""
    target = TARGETS[name]
    seeds, chance = target.seeds(), random.Random(seed)
    ends = time.monotonic() + seconds
    count = accepted = 0
    while time.monotonic() < ends or count < 10:
        data = target.altered(seeds, chance)
        began = time.process_time()
        try:
            accepted += target.bear(data)
        except Exception:  # noqa: BLE001 - that is what is looked for
            raise SystemExit(f"{_kept(name, data)}\n{traceback.format_exc()}") from None
        if time.process_time() - began > SLOW:
            raise SystemExit(f"{_kept(name, data)}: slow")
        count += 1
    if name == "layout" and accepted * 100 < LEAST * count:
        raise SystemExit(f"of {count} issues by the grammar only {accepted} were set")
    return f"{name}: {count} inputs in {seconds:.0f} s, all borne, {accepted} of them taken"


def _kept(name: str, data: bytes) -> str:
    path = Path(tempfile.gettempdir()) / f"not-borne-{name}"
    path.write_bytes(data)
    return str(path)


def guided(name: str, arguments: list[str]) -> None:
    """What atheris runs."""
    import atheris

    warnings.simplefilter("ignore")
    rooms = {"layout": ["jianbao.layout"], "word": ["jianbao.foreign.word", "jianbao.importing"]}
    with atheris.instrument_imports(include=rooms.get(name, ["jianbao.pictures"])):
        # imported late by those that need them
        import jianbao.importing.recognise
        import jianbao.layout
        import jianbao.pictures

        assert jianbao.layout
    bear = TARGETS[name].guided
    assert bear is not None
    atheris.Setup([sys.argv[0], *arguments], lambda data: bear(data) and None)
    atheris.Fuzz()


if __name__ == "__main__":
    guided(sys.argv[1], sys.argv[2:])
