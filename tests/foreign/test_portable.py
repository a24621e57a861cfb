"""A PDF comes back as what its pages show."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianbao.drafting.draft import issue_text
from jianbao.foreign.blocks import Grid
from jianbao.foreign.portable import read
from jianbao.importing.recognise import recognise
from jianbao.reading import read as read_issue
from jianbao.reading import read_text
from jianbao.tasks.build import build
from tests.importing.equal import differences


@pytest.fixture
def printed(example, tmp_path: Path):
    def made(name: str) -> tuple[Path, Path]:
        source = example(name)
        built = build(source, fonts="embedded", ledger=tmp_path / "一.sqlite", out=tmp_path, formats=("pdf",))
        return source, built.files[0].path

    return made


@pytest.mark.parametrize("name", ["01-yuanjiang", "03-zengkan", "05-zuiduan"])
def test_our_own_pdf_comes_back_equal(name: str, printed):
    source, path = printed(name)
    draft = recognise(read(path))
    found = read_text(issue_text(draft)).issue
    # The printed name of a number line is no form of it.
    assert [
        each
        for each in differences(read_issue(source).issue, found)
        if not each.startswith(".masthead.number_form")
    ] == []
    assert draft.doubts == []


def test_tables_come_back_cell_by_cell_over_pages(printed):
    source, path = printed("02-fangxun")
    grids = [block for block in read(path).blocks if isinstance(block, Grid)]
    wanted = [
        block for block in read_issue(source).issue.articles[0].body.blocks if hasattr(block, "columns")
    ]
    assert len(grids) == len(wanted)
    for grid, table in zip(grids, wanted, strict=True):
        cells = [[cell.text.replace("\n", "") for cell in row] for row in grid.rows]
        assert cells == [[cell.inline.text for cell in row] for row in (*table.head, *table.rows)]


def test_pictures_stand_where_they_are_shown(printed):
    _, path = printed("02-fangxun")
    draft = recognise(read(path))
    assert len(draft.pictures) == 4
    assert all(data.startswith(b"\x89PNG") for data in draft.pictures.values())
