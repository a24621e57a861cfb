"""Two hundred originals of mixed kinds in a register: what it says of them is the truth or was told; they stay as they are.

DOCX, PDF, DOC, RTF and scans of past issues, entered with `ledger enroll --yes`; then `ledger check` and the next number.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from jianbao.foreign import office
from jianbao.ledger import Record, open_ledger
from tests.benchmarks import past_issues
from tests.foreign.scanning import as_file, scanned, sheets
from tests.long.kills import JIANBAO, sums

ORIGINALS = 200
KINDS = ("docx", "docx", "docx", "pdf", "pdf", "doc", "rtf", "scan", "scan", "scan")
"""Of ten originals."""


def run(share: float, seed: int) -> None:
    """Make them, enter them, hold the register against the truth."""
    count = max(int(ORIGINALS * share), 20)
    with tempfile.TemporaryDirectory(prefix="jianbao-enrolled-") as text:
        home = Path(text)
        truth = made(home, count, seed)
        before = sums(home / "旧")
        said = jianbao(home, "ledger", "enroll", "旧", "--yes", "--json", ok=(0, 6))
        told = {
            Path(each["files"][0]).stem: each
            for each in map(json.loads, said.splitlines())
            if "files" in each
        }
        assert set(told) == set(truth), set(truth) ^ set(told)
        with open_ledger(home / "新.sqlite", beside=home) as ledger:
            records = {Path(record.files[0].path).stem: record for record in ledger.records()}
            gaps = ledger.check()
            # what was refused leaves a gap, and nothing else is wrong
            assert {each.code for each in gaps} <= {"L030", "L032"}, gaps
            assert not gaps or any(each["errors"] for each in told.values()), gaps
        silent, doubted, refused = [], 0, 0
        for name, record in truth.items():
            wrong = differences(record, records.get(name))
            doubted += bool(wrong and told[name]["doubts"])
            refused += bool(told[name]["errors"])
            if wrong and not told[name]["doubts"] and not told[name]["errors"]:
                silent.append((name, wrong))
        print(
            f"{count} originals, {len(records)} entered, {doubted} wrong and told, {refused} refused",
            flush=True,
        )
        assert not silent, silent
        jianbao(home, "ledger", "check", ok=(6,) if gaps else (0,))
        jianbao(home, "new", "援疆工作简报", "-o", "下一期.yaml")
        last = max(record.numbers.total or 0 for record in records.values() if record.numbers)
        assert f"总期号: {last + 1}\n" in (home / "下一期.yaml").read_text("utf-8")
        assert sums(home / "旧") == before


def made(home: Path, count: int, seed: int) -> dict[str, Record]:
    """The originals below `home`/旧, each in one form; what the register that printed them says, by the stem of its file."""
    chance = random.Random(seed)
    past_issues.write(home / "印", count, seed=seed)
    jianbao(home, "batch", "印", "-o", "印/out", "--fonts", "embedded", ledger="印/册.sqlite")
    with open_ledger(home / "印" / "册.sqlite", beside=home) as ledger:
        printed = {Path(record.files[0].path).stem: record for record in ledger.records()}
    old = home / "旧"
    forms: dict[str, list[Path]] = {}
    for at, name in enumerate(sorted(printed)):
        kind = KINDS[at % len(KINDS)]
        source = home / "印" / "out" / f"{name}.{'pdf' if kind in ('pdf', 'scan') else 'docx'}"
        target = old / kind / source.name
        target.parent.mkdir(parents=True, exist_ok=True)
        if kind == "scan":
            shown = [scanned(sheet, chance.uniform(-1.2, 1.2), at) for sheet in sheets(source)]
            as_file(target.with_suffix(chance.choice((".pdf", ".tif"))), shown)
        elif kind in ("doc", "rtf"):
            forms.setdefault(kind, []).append(source)
        else:
            shutil.copyfile(source, target)
    for kind, sources in forms.items():
        if office.find_office() is None:
            for source in sources:
                shutil.copyfile(source, old / kind / source.name)
        else:
            office.convert(sources, old / kind, to=kind, timeout=120)
    return printed


def differences(wanted: Record, found: Record | None) -> list[str]:
    """What the register says otherwise than the truth; its absence, too."""
    if found is None:
        return ["absent"]
    pairs: dict[str, tuple[Any, Any]] = {
        name: (getattr(wanted, name), getattr(found, name)) for name in ("numbers", "date", "titles")
    }
    return [f"{name}: {one!r} ≠ {two!r}" for name, (one, two) in pairs.items() if one != two]


def jianbao(home: Path, *arguments: str, ledger: str = "新.sqlite", ok: tuple[int, ...] = (0,)) -> str:
    """What a command says in `home`."""
    done = subprocess.run(
        [*JIANBAO, *arguments, "--ledger", ledger], cwd=home, capture_output=True, text=True, check=False
    )
    assert done.returncode in ok, (arguments, done.returncode, done.stderr[-2000:])
    return done.stdout
