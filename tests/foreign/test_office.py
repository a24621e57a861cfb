"""LibreOffice as a tool: what it is given, and what is said when it fails."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from jianbao.errors import FileError
from jianbao.foreign import office
from jianbao.foreign.pdf import read
from tests.verify.making import docx, looks, paragraph

needs_office = pytest.mark.skipif(office.find_office() is None, reason="LibreOffice is not installed")


def program(path: Path, script: str) -> Path:
    path.write_text(f"#!{sys.executable}\n{script}", encoding="utf-8")
    path.chmod(0o755)
    return path


def convert_with(
    monkeypatch: pytest.MonkeyPatch, found: Path | None, folder: Path, timeout: float = 20
) -> list[Path]:
    monkeypatch.setattr(office, "find_office", lambda: found)
    return office.convert(docx(folder / "-a b.docx", paragraph("文字")), folder / "out", timeout=timeout)


def test_without_libreoffice_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(FileError) as caught:
        convert_with(monkeypatch, None, tmp_path)
    assert caught.value.findings[0].code == "V001"
    assert "LibreOffice" in caught.value.findings[0].remedy


def test_a_program_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    hanging = program(tmp_path / "soffice", "import time; time.sleep(60)")
    with pytest.raises(FileError, match="V002"):
        convert_with(monkeypatch, hanging, tmp_path, timeout=0.5)


def test_a_program_that_gives_nothing_is_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    crashing = program(tmp_path / "soffice", "print('Unspecified Application Error'); raise SystemExit(139)")
    with pytest.raises(FileError) as caught:
        convert_with(monkeypatch, crashing, tmp_path)
    assert caught.value.findings[0].code == "V003"
    assert "Unspecified Application Error" in caught.value.findings[0].message


def test_file_names_never_look_like_options_and_the_folder_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    script = (
        "import sys, pathlib\n"
        "out = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1]); out.mkdir()\n"
        "file = pathlib.Path(sys.argv[-1]); assert not file.name.startswith('-')\n"
        "(out / (file.stem + '.pdf')).write_bytes(b'made')\n"
    )
    (made,) = convert_with(monkeypatch, program(tmp_path / "soffice", script), tmp_path)
    assert made == tmp_path / "out" / "-a b.pdf"
    assert made.read_bytes() == b"made"


def test_two_files_of_one_name_are_a_fault_of_the_caller(tmp_path: Path):
    with pytest.raises(ValueError, match="stem"):
        office.convert([tmp_path / "a" / "x.docx", tmp_path / "b" / "x.docx"], tmp_path)


def test_the_font_list_names_the_clerk_s_faces_and_nothing_of_the_system(tmp_path: Path):
    own = tmp_path / "own & only.ttf"
    own.write_bytes((office.FACES_DATA / "latin.ttf").read_bytes())
    config = ET.parse(office._font_config((("仿宋_GB2312", str(own)),))).getroot()
    served = {edit.findtext("string") for edit in config.iter("edit") if edit.get("name") == "family"}
    assert {"仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体", "Times New Roman"} <= served
    assert [each.text for each in config.findall("dir")] != ["/usr/share/fonts"]
    links = Path(config.findtext("dir") or "")
    assert own.resolve() in {link.resolve() for link in links.iterdir()}


@pytest.mark.slow
@needs_office
def test_libreoffice_sets_each_name_in_the_face_that_travels_with_us(tmp_path: Path):
    faces = {
        "方正小标宋简体": "JianbaoXiaoBiaoSong",
        "仿宋_GB2312": "JianbaoFangSong",
        "楷体_GB2312": "JianbaoKaiTi",
        "黑体": "JianbaoHeiTi",
        "宋体": "JianbaoSongTi",
    }
    files = [
        docx(tmp_path / f"{name}.docx", paragraph("今年以来", look=looks(name, 32, 0))) for name in faces
    ]
    files.append(docx(tmp_path / "Times.docx", paragraph("Silk Road", look=looks("Times New Roman", 32, 0))))
    shown = [read(path)[0].lines[0] for path in office.convert(files, tmp_path / "pdf")]
    assert [line.looks[0].font for line in shown] == [*faces.values(), "JianbaoLatin"]
    assert [line.text for line in shown[:-1]] == ["今年以来"] * len(faces)


@pytest.mark.slow
@needs_office
def test_characters_that_a_face_lacks_are_one_em_wide_all_the_same(tmp_path: Path):
    path = docx(tmp_path / "a.docx", paragraph("喆堃玥珺𬱟𫖯䶮㛃", look=looks("仿宋_GB2312", 32, 0)))
    (line,) = read(office.convert(path, tmp_path / "pdf")[0])[0].lines
    assert line.text == "喆堃玥珺𬱟𫖯䶮㛃"
    assert line.right - line.left == pytest.approx(8 * 16, abs=0.1)
