"""The DOCX of every example and of generated issues: valid for each Office by the Open XML SDK, and fit for a screen reader.

The SDK is found through JIANBAO_VALIDATORS, the folder that its set-up made; without it those tests are skipped.
"""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from docx import Document
from PIL import Image

from jianbao.model.body import Cell
from jianbao.model.body import Table as PlainTable
from jianbao.pages import Block, Figure, Pages, Paragraph, Role, Table
from jianbao.writers.docx import write
from tests.judges import OPENXML_PYTHON, VALIDATORS
from tests.layout.samples import article, inline, issue, laid_out
from tests.writers.conftest import Finished
from tests.writers.specimens import whole_issue

PROGRAM = Path(__file__).parent / "programs" / "openxml.py"
OFFICES = {"Office2010", "Office2013", "Office2016", "Office2019", "Office2021", "Microsoft365"}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

pytestmark = pytest.mark.slow

sdk = pytest.mark.skipif(
    not OPENXML_PYTHON.exists(), reason="JIANBAO_VALIDATORS names no folder with the Open XML SDK"
)


# --- the Open XML SDK -----------------------------------------------------------------------------------------------


def findings(*files: Path) -> dict[tuple[str, str], int]:
    """(version of Office, file name) → number of findings."""
    command = [str(each) for each in (OPENXML_PYTHON, PROGRAM, VALIDATORS, *files)]
    said = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    found = re.findall(r"^(\w+)\t(.+)\t(\d+)$", said, re.MULTILINE)
    counts = {(office, Path(file).name): int(count) for office, file, count in found}
    if any(counts.values()):
        print(said)
    return counts


def with_parted_table() -> Pages:
    """An issue with a table whose last rows go to the next page with the colophon, and with one cell over pages."""
    rows = tuple((Cell(inline(f"第{n}县")), Cell(inline(f"{n}.5"))) for n in range(40))
    over = ((Cell(inline("合计"), row_span=40), *rows[0][1:]), *(row[1:] for row in rows[1:]))
    whole = PlainTable(2, (), over)
    for end in range(3, 30):
        parted = PlainTable(2, rows[:1], rows[1:end], inline("表1"))
        pages = laid_out(issue(article(whole, parted), distribution=[{"label": "报", "to": "省委办公厅。"}]))
        if any(row.page_break for block in pages.blocks if isinstance(block, Table) for row in block.rows):
            return pages
    raise AssertionError("no table is parted")


@sdk
def test_the_sdk_finds_nothing_for_office_2010_to_365(archive: tuple[Finished, ...], tmp_path: Path):
    Image.new("RGB", (30, 20), "red").save(tmp_path / "a.png")
    whole = tmp_path / "whole.docx"
    whole.write_bytes(write(whole_issue(tmp_path / "a.png")))
    parted = tmp_path / "parted.docx"
    parted.write_bytes(write(with_parted_table()))
    found = findings(whole, parted, *(each.docx for each in archive))
    assert {office for office, _ in found} >= OFFICES
    assert len(found) == len({office for office, _ in found}) * (2 + len(archive))
    assert {key: count for key, count in found.items() if count} == {}


def swapped(text: str) -> str:
    """Two properties of paragraphs in the wrong order."""
    return re.sub(r"(<w:pStyle [^>]*/>)(<w:spacing [^>]*/>)", r"\2\1", text)


def misspelt(text: str) -> str:
    """A size that is no number."""
    return text.replace('<w:trHeight w:val="', '<w:trHeight w:val="big', 1)


def astray(text: str) -> str:
    """A relationship that leads nowhere."""
    return re.sub(r'r:embed="\w+"', 'r:embed="rIdNowhere"', text)


def twice(text: str) -> str:
    """A bookmark whose number another has."""
    return re.sub(r'(<w:bookmarkStart w:id=")\d+"', r'\g<1>7"', text)


@sdk
def test_the_sdk_refuses_what_is_broken_on_purpose(tmp_path: Path):
    """So that a validator that passes all would be found out."""
    Image.new("RGB", (30, 20), "red").save(tmp_path / "a.png")
    good = write(whole_issue(tmp_path / "a.png"))
    files = []
    for broken in (swapped, misspelt, astray, twice):
        files.append(tmp_path / f"{broken.__name__}.docx")
        with zipfile.ZipFile(BytesIO(good)) as old, zipfile.ZipFile(files[-1], "w") as new:
            for name in old.namelist():
                content = old.read(name)
                if name == "word/document.xml":
                    changed = broken(content.decode()).encode()
                    assert changed != content
                    content = changed
                new.writestr(name, content)
    assert all(findings(*files).values())


# --- what a screen reader asks for --------------------------------------------------------------------------------


def main_part(each: Finished) -> ET.Element:
    with zipfile.ZipFile(each.docx) as package:
        return ET.fromstring(package.read("word/document.xml"))


def blocks(each: Finished, kind: type[Block]) -> list[Block]:
    return [block for block in each.pages.blocks if isinstance(block, kind)]


def test_every_picture_and_the_colophon_s_box_say_what_they_show(archive: tuple[Finished, ...]):
    for each in archive:
        described = [
            (drawing.get("id"), drawing.get("name"), drawing.get("descr"))
            for drawing in main_part(each).iter(f"{WP}docPr")
        ]
        assert all(name and descr for _, name, descr in described), each.name
        pictures = [item.picture for block in blocks(each, Figure) for item in block.items]  # type: ignore[union-attr]
        said = Counter(descr for _, _, descr in described)
        assert said >= Counter(picture.alt for picture in pictures)
        assert len({number for number, _, _ in described}) == len({(n, name) for n, name, _ in described})


def test_titles_and_headings_are_in_heading_styles_(archive: tuple[Finished, ...]):
    for each in archive:
        document = Document(str(each.docx))
        titled = []
        for paragraph in document.paragraphs:
            style = paragraph.style
            outline = None if style is None else style.element.find(f"{W}pPr/{W}outlineLvl")
            if style is None or outline is None:
                continue
            here = int(outline.get(f"{W}val", "9"))
            assert style.base_style is not None
            assert style.base_style.name == f"Heading {here + 1}"
            titled.append((here, re.sub(r"\s", "", paragraph.text)))
        wanted = [
            (0 if block.role is Role.TITLE else block.level, re.sub(r"\s", "", block.text))
            for block in each.pages.blocks
            if isinstance(block, Paragraph) and block.role in (Role.TITLE, Role.HEADING)
        ]
        assert [entry for entry in titled if entry in wanted] == wanted


def parts_of(block: Table) -> list[list[bool]]:
    """Where the flow would not turn the page, a table is written in parts: of each row, whether it is of the head."""
    head = [True for row in block.rows if row.head]
    parts: list[list[bool]] = [[]]
    for row in block.rows:
        if row.page_break:
            parts.append(list(head))
        parts[-1].append(row.head)
    return parts


def test_head_rows_are_flagged_and_repeat(archive: tuple[Finished, ...]):
    seen = 0
    for each in archive:
        tables = [
            table
            for table in main_part(each).iter(f"{W}tbl")
            if table.find(f"{W}tblPr/{W}tblBorders") is not None
        ]
        parts = [
            part for block in blocks(each, Table) if isinstance(block, Table) for part in parts_of(block)
        ]
        assert len(tables) == len(parts)
        for table, part in zip(tables, parts, strict=True):
            heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")]
            assert heads == part
            look = table.find(f"{W}tblPr/{W}tblLook")
            assert look is not None
            assert look.get(f"{W}firstRow") == str(int(any(heads)))
            seen += any(heads)
    assert seen


def test_language_and_properties_are_those_of_the_issue(archive: tuple[Finished, ...]):
    for each in archive:
        said = Document(str(each.docx)).core_properties
        meta = each.pages.meta
        assert (said.title, said.author, said.language) == (meta.title[:255], meta.organ[:255], "zh-CN")
        assert said.keywords == "；".join(meta.keywords)[:255]
        assert meta.series in meta.keywords
        assert f"{meta.date.year}年{meta.date.month}月{meta.date.day}日" in meta.keywords
        with zipfile.ZipFile(each.docx) as package:
            styles = ET.fromstring(package.read("word/styles.xml"))
        language = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
        assert language is not None
        assert language.get(f"{W}eastAsia") == "zh-CN"
