"""Finished bytes → files: renames that two processes come to at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jianbao import files
from jianbao.ledger import publish


@pytest.mark.parametrize("over", ["", f"{publish.ASIDE}简报（更正前）.docx"])
@pytest.mark.parametrize("seen", [True, False], ids=["before", "while it is looked for"])
def test_a_file_that_another_process_has_just_put_in_its_place_is_not_in_the_way(
    over: str, seen: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Else it would be set aside for a temporary file that is gone, and the issue would stand under no name."""
    temp, final = tmp_path / ".jianbao-ab-0123456789ab.tmp", tmp_path / "简报.docx"
    temp.write_bytes(b"new")
    look = files.sha256_of

    def interrupted(path: Path) -> str | None:
        if seen:
            os.replace(temp, final)  # noqa: PTH105 - what the other process does
        found = look(path)
        if not seen:
            os.replace(temp, final)  # noqa: PTH105
        return found

    monkeypatch.setattr(files, "sha256_of", interrupted)
    assert publish.put(temp, final, over, lambda _: False)
    assert final.read_bytes() == b"new"


@pytest.mark.parametrize("over", ["", f"{publish.ASIDE}简报（更正前）.docx"])
def test_a_file_of_somebody_elses_is_in_the_way(over: str, tmp_path: Path):
    temp, final = tmp_path / ".jianbao-ab-0123456789ab.tmp", tmp_path / "简报.docx"
    temp.write_bytes(b"new")
    final.write_bytes(b"edited")
    assert not publish.put(temp, final, over, lambda _: False)
    assert (temp.read_bytes(), final.read_bytes()) == (b"new", b"edited")
