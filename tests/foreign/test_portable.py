"""A PDF comes back as what its pages show."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from jianbao.drafting.draft import issue_text
from jianbao.foreign.blocks import Grid
from jianbao.foreign.portable import read
from jianbao.importing.recognise import recognise
from jianbao.reading import read as read_issue
from jianbao.reading import read_text
from jianbao.writers.pdf import write
from tests.importing.equal import differences
from tests.importing.laying import laid_out


@pytest.fixture
def printed(example, tmp_path: Path):
    def made(name: str, *, tagged: bool = True) -> tuple[Path, Path]:
        source, path = example(name), tmp_path / f"{name}.pdf"
        path.write_bytes(write(laid_out(read_issue(source)), tagged=tagged))
        return source, path

    return made


@pytest.mark.parametrize("name", ["01-yuanjiang", "03-zengkan", "05-zuiduan"])
def test_a_pdf_without_tags_comes_back_equal_by_what_it_shows(name: str, printed):
    source, path = printed(name, tagged=False)
    draft = recognise(read(path))
    found = read_text(issue_text(draft)).issue
    # The printed name of a number line is no form of it.
    assert [
        each
        for each in differences(read_issue(source).issue, found)
        if not each.startswith(".masthead.number_form")
    ] == []
    assert draft.doubts == []


def test_a_file_that_only_says_it_is_ours_is_read_as_anybodys(printed, tmp_path: Path):
    _, path = printed("05-zuiduan")
    spoilt = tmp_path / "坏.pdf"
    with pikepdf.open(path) as pdf:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/P":
                each.K = pikepdf.Dictionary(MCID=pikepdf.String("x"))
        pdf.save(spoilt, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert b"/jianbao" in spoilt.read_bytes()
    assert not read(spoilt).properties
    assert recognise(read(spoilt)).values["number"]


@pytest.mark.parametrize("tagged", [True, False])
def test_tables_come_back_cell_by_cell_over_pages(tagged: bool, printed):
    source, path = printed("02-fangxun", tagged=tagged)
    grids = [block for block in read(path).blocks if isinstance(block, Grid) and block.ruled]
    wanted = [
        block for block in read_issue(source).issue.articles[0].body.blocks if hasattr(block, "columns")
    ]
    assert len(grids) == len(wanted)
    for grid, table in zip(grids, wanted, strict=True):
        cells = [[cell.text.replace("\n", "") for cell in row] for row in grid.rows]
        assert cells == [[cell.inline.text for cell in row] for row in (*table.head, *table.rows)]


@pytest.mark.parametrize("tagged", [True, False])
def test_pictures_stand_where_they_are_shown(tagged: bool, printed):
    _, path = printed("02-fangxun", tagged=tagged)
    draft = recognise(read(path))
    assert len(draft.pictures) == 4
    # of ours a JPEG is taken as it stands in the file
    kinds = (b"\x89PNG", b"\xff\xd8") if tagged else (b"\x89PNG",)
    assert all(data.startswith(kinds) for data in draft.pictures.values())
