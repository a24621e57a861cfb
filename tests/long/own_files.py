"""A hundred generated issues, read back from the DOCX and the PDF that jianbao made of them."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.importing.coming_back import comparisons

_ISSUES = 100
# a picture that the layout moved behind the next paragraph, to fill a page, comes back where it is printed
_MOVED = 0.03


def run(share: float, seed: int) -> None:
    """Read back `share` of the issues from that of `seed` on: equal but for moved pictures, built again to the byte."""
    count = max(1, round(_ISSUES * share))
    with tempfile.TemporaryDirectory() as folder:
        found = comparisons(range(seed, seed + count), Path(folder))
    unequal = {name: fields for name, (fields, _) in found.items() if fields}
    changed = {name: files for name, (_, files) in found.items() if files}
    print(
        f"{len(found)} files: {len(found) - len(unequal)} equal, {len(found) - len(changed)} the same bytes"
    )
    for name, fields in unequal.items():
        print(f"  {name}: {fields[0][:200]}")
    assert not changed, changed
    assert len(unequal) <= 2 * max(1, _MOVED * count), sorted(unequal)
