"""A hundred generated issues, read back from the DOCX and the PDF that jianbao made of them."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.importing.coming_back import comparisons

_ISSUES = 100


def run(share: float, seed: int) -> None:
    """Read back `share` of the issues from that of `seed` on: equal, and built again to the byte."""
    count = max(1, round(_ISSUES * share))
    with tempfile.TemporaryDirectory() as folder:
        found = comparisons(range(seed, seed + count), Path(folder))
    for kind in (".docx", ".pdf"):
        told = {name: each for name, each in found.items() if name.endswith(kind)}
        unequal = {name: fields for name, (fields, _) in told.items() if fields}
        changed = [name for name, (_, files) in told.items() if files]
        print(
            f"{count} {kind}: {count - len(unequal)} equal, {count - len(changed)} the same bytes", flush=True
        )
        for name, fields in unequal.items():
            print(f"  {name}: {fields[0][:200]}")
        assert not unequal
        assert not changed, changed
