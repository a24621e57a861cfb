"""What clerks make in Word, in the formats that offices have, comes out as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.holding import EXACT, converted, held, imported
from tests.importing.word_habits import write


def test_word_files_of_seven_habits_come_out_as_they_are(tmp_path: Path):
    wanted = write(tmp_path)
    found = held(
        imported(list(wanted), tmp_path / "新"), {path.stem: issue for path, issue in wanted.items()}
    )
    assert {kind: found.share(kind) for kind in EXACT} == dict.fromkeys(EXACT, 1), found.wrong[:20]
    assert found.share("paragraph") >= 0.99, found.wrong[:20]


@pytest.mark.slow
def test_so_do_the_files_that_libreoffice_makes_of_them(tmp_path: Path):
    wanted = write(tmp_path)
    # two issues of each habit; the long runs take all
    converted(
        {path: wanted[path] for at, path in enumerate(wanted) if at % 7 in (at // 7, (at // 7 + 3) % 7)},
        tmp_path,
    )
