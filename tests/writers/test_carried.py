"""The face of masthead and titles travels in the DOCX where that is asked for, and nowhere else."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from fontTools.ttLib import TTFont
from msgspec.structs import replace

from jianbao.provenance import faces_of
from jianbao.reading import read_mapping
from jianbao.steps import faces_for, lay_out_issue
from jianbao.tasks.build import build
from jianbao.writers import docx
from tests.layout.samples import PROSE, article, issue, laid_out

PAGES = laid_out(issue(article(PROSE, title="武进援疆工作组开展活动")))


def parts(file: bytes) -> dict[str, bytes]:
    archive = ZipFile(BytesIO(file))
    return {name: archive.read(name) for name in archive.namelist()}


def unmasked(found: dict[str, bytes]) -> TTFont:
    """The font as ECMA-376-1, 17.8.1 says to read it."""
    (guid,) = re.findall(r'w:fontKey="\{([0-9A-F-]{36})\}"', found["word/fontTable.xml"].decode())
    key = bytes.fromhex(guid.replace("-", ""))[::-1]
    data = found["word/fonts/font1.odttf"]
    return TTFont(BytesIO(bytes(byte ^ key[at % 16] for at, byte in enumerate(data[:32])) + data[32:]))


@pytest.fixture(scope="module")
def carrying() -> dict[str, bytes]:
    return parts(docx.write(replace(PAGES, travels=True)))


def test_a_docx_carries_no_face_unless_asked() -> None:
    found = parts(docx.write(PAGES))
    assert not [name for name in found if "fonts/" in name]
    assert b"embed" not in found["word/fontTable.xml"] + found["word/settings.xml"]


def test_the_face_has_the_name_that_the_document_states(carrying: dict[str, bytes]) -> None:
    font = unmasked(carrying)
    assert {font["name"].getDebugName(number) for number in (1, 4)} == {"方正小标宋简体"}
    assert font["OS/2"].fsType == 0
    entry = carrying["word/fontTable.xml"].decode()
    assert re.search(r'<w:font w:name="方正小标宋简体">.*?<w:embedRegular r:id="rId1"', entry)


def test_it_holds_the_characters_of_masthead_and_titles_and_no_others(carrying: dict[str, bytes]) -> None:
    held = {chr(code) for code in unmasked(carrying).getBestCmap()}
    assert held == set("援疆工作简报武进组开展活动")


def test_its_sums_are_right(carrying: dict[str, bytes]) -> None:
    font = unmasked(carrying)
    before = font.reader.file.getvalue() if hasattr(font.reader.file, "getvalue") else b""
    words = (int.from_bytes(before[at : at + 4]) for at in range(0, len(before), 4))
    assert sum(words) & 0xFFFFFFFF == 0xB1B0AFBA


def test_settings_say_that_faces_travel(carrying: dict[str, bytes]) -> None:
    assert b"<w:embedTrueTypeFonts/><w:saveSubsetFonts/>" in carrying["word/settings.xml"]


def test_the_same_issue_gives_the_same_bytes() -> None:
    assert docx.write(replace(PAGES, travels=True)) == docx.write(replace(PAGES, travels=True))


@pytest.mark.parametrize(
    ("layout", "fonts", "carried"),
    [({}, "embedded", 0), ({"嵌入字体": "是"}, "embedded", 1), ({}, "embedded+docx", 1)],
)
def test_it_is_asked_for_in_the_file_or_at_the_command(
    layout: dict[str, str], fonts: str, carried: int, tmp_path: Path
) -> None:
    data = {
        "刊名": "云溪简报",
        "期号": 1,
        "总期号": 1,
        "日期": "2026-03-06",
        "编发单位": "云溪县",
        "版式": layout,
    }
    data["文章"] = {"标题": "春耕", "正文": "正文。"}
    built = build(data, out=tmp_path, draft=True, formats=("docx",), fonts=fonts)  # type: ignore[arg-type]
    found = parts(built.files[0].path.read_bytes())
    assert len([name for name in found if name.endswith(".odttf")]) == carried
    reading = read_mapping(data)
    faces = faces_for(reading.issue.layout, fonts)  # type: ignore[arg-type]
    pages = lay_out_issue(reading, reading.issue, faces, travels=fonts.endswith("+docx"))
    assert faces_of(pages).endswith(" +docx") == bool(carried), "the register keeps it"
