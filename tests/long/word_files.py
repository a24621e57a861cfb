"""All Word files of all habits, as LibreOffice writes them in the formats that offices have."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.importing.holding import converted
from tests.importing.word_habits import write


def run(share: float, seed: int) -> None:
    """Convert and import `share` of the forty-nine files, from the one that `seed` names on."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = write(Path(folder))
        paths = list(wanted)
        count = max(1, round(len(paths) * share))
        chosen = [paths[(seed + at) % len(paths)] for at in range(count)]
        converted({path: wanted[path] for path in chosen}, Path(folder))
        print(f"{count} files in four formats", flush=True)
