"""The look-up: configuration, then installed faces confirmed by their names, then the embedded set."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from jianbao.errors import ExitCode, FileError, Severity
from jianbao.fonts import faces as faces_module
from jianbao.fonts import lookup
from jianbao.fonts.faces import FaceSet
from jianbao.fonts.lookup import configured_file, find_installed, font_directories
from jianbao.fonts.report import describe
from jianbao.messages import render
from jianbao.typography import FaceRole
from tests.fonts.conftest import MakeFont


def test_a_machine_without_our_faces_gives_the_embedded_set(tmp_path: Path) -> None:
    found = find_installed([tmp_path, tmp_path / "absent"])
    assert (dict(found.files), found.skipped) == ({}, ())


def test_an_installed_face_is_found_below_a_directory_in_any_case(
    make_font: MakeFont, tmp_path: Path
) -> None:
    path = make_font("share/truetype/win/SIMFANG.TTF", "仿宋")
    found = find_installed([tmp_path])
    assert found.files[FaceRole.FANGSONG].path == path
    assert found.files[FaceRole.FANGSONG].family == "仿宋"


def test_the_face_that_offices_use_comes_before_its_kin(make_font: MakeFont, tmp_path: Path) -> None:
    make_font("simfang.ttf", "仿宋")
    make_font("STFANGSO.TTF", "华文仿宋")
    best = make_font("sub/仿宋_GB2312.ttf", "仿宋_GB2312")
    assert find_installed([tmp_path]).files[FaceRole.FANGSONG].path == best


def test_the_user_own_directory_comes_first(make_font: MakeFont, tmp_path: Path) -> None:
    make_font("system/simhei.ttf", "黑体")
    mine = make_font("user/simhei.ttf", "SimHei")
    assert find_installed([tmp_path / "user", tmp_path / "system"]).files[FaceRole.HEITI].path == mine


def test_a_file_name_alone_is_not_believed(make_font: MakeFont, tmp_path: Path) -> None:
    make_font("simkai.ttf", "Comic Sans")
    found = find_installed([tmp_path])
    assert FaceRole.KAITI not in found.files
    assert [(finding.code, finding.severity) for finding in found.skipped] == [("F109", Severity.HINT)]


def test_the_right_face_of_a_collection_is_taken(make_font: MakeFont, tmp_path: Path) -> None:
    make_font("simsun.ttc", "NSimSun Mono", "宋体")
    file = find_installed([tmp_path]).files[FaceRole.SONGTI]
    assert file.family in {"宋体", "NSimSun Mono"}
    make_font("other/Songti.ttc", "Something", "Songti SC")
    file = find_installed([tmp_path / "other"]).files[FaceRole.SONGTI]
    assert (file.family, file.index) == ("Songti SC", 1)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"kind": "variable"}, "F104"),
        ({"kind": "cff"}, "F105"),
        ({"fs_type": 2}, "F107"),
        ({"chars": "ab"}, "F108"),
    ],
)
def test_an_unfit_installed_face_is_passed_over_with_its_reason(
    make_font: MakeFont, tmp_path: Path, options: dict[str, object], code: str
) -> None:
    make_font("simfang.ttf", "仿宋", **options)
    found = find_installed([tmp_path])
    assert FaceRole.FANGSONG not in found.files
    assert [finding.code for finding in found.skipped] == [code]
    assert "仿宋" in found.skipped[0].message or code == "F103"


def test_the_next_name_serves_when_the_first_is_unfit(make_font: MakeFont, tmp_path: Path) -> None:
    make_font("simfang.ttf", "仿宋", kind="variable")
    good = make_font("STFANGSO.TTF", "STFangsong")
    found = find_installed([tmp_path])
    assert found.files[FaceRole.FANGSONG].path == good
    assert [finding.code for finding in found.skipped] == ["F104"]


@pytest.mark.parametrize("content", [b"", b"garbage" * 99, b"\x00\x01\x00\x00\x00\x0c" + b"\xff" * 64])
def test_a_broken_installed_file_is_passed_over(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "simhei.ttf").write_bytes(content)
    found = find_installed([tmp_path])
    assert FaceRole.HEITI not in found.files
    assert [finding.code for finding in found.skipped] in (["F103"], ["F102"])


def test_a_truncated_font_does_not_bring_the_program_down(make_font: MakeFont, tmp_path: Path) -> None:
    path = make_font("simhei.ttf", "黑体")
    whole = path.read_bytes()
    for size in range(12, len(whole), 97):
        folder = tmp_path / str(size)
        folder.mkdir()
        (folder / "simhei.ttf").write_bytes(whole[:size])
        find_installed([folder])


def test_configuration_comes_before_installed_faces(
    make_font: MakeFont, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_font("system/simkai.ttf", "楷体")
    make_font("system/simhei.ttf", "黑体")
    mine = make_font("mine.ttf", "我的楷体")
    monkeypatch.setattr(lookup, "font_directories", lambda: (tmp_path / "system",))
    faces_module._face_set.cache_clear()
    faces = FaceSet.default(configured={FaceRole.KAITI: str(mine)})
    sources = {role: faces.chain(role)[0].source for role in FaceRole}
    assert sources[FaceRole.KAITI] == "configured"
    assert sources[FaceRole.HEITI] == "installed"
    assert sources[FaceRole.FANGSONG] == "embedded"
    embedded = FaceSet.default(embedded_only=True)
    assert {embedded.chain(role)[0].source for role in FaceRole} == {"embedded"}
    faces_module._face_set.cache_clear()


def test_western_characters_never_come_from_an_installed_face() -> None:
    assert FaceRole.LATIN not in lookup.WANTED


def test_a_configured_path_may_name_a_face_of_a_collection(make_font: MakeFont) -> None:
    path = make_font("all.ttc", "First", "Second")
    assert configured_file(FaceRole.SONGTI, f"{path}#1").family == "Second"
    assert configured_file(FaceRole.SONGTI, str(path)).family == "First"


def test_a_file_whose_name_holds_a_hash_is_itself(make_font: MakeFont) -> None:
    path = make_font("odd#1", "Odd")
    assert configured_file(FaceRole.SONGTI, str(path)).path == path


def refused(role: FaceRole, value: str) -> FileError:
    with pytest.raises(FileError) as caught:
        configured_file(role, value)
    assert caught.value.exit_code is ExitCode.FILE
    return caught.value


def test_a_configured_file_that_is_missing_is_refused(tmp_path: Path) -> None:
    error = refused(FaceRole.KAITI, str(tmp_path / "no.ttf"))
    assert error.findings[0].code == "F101"
    assert "配置给楷体的字体文件不存在" in str(error)
    assert "核对路径" in str(error)


def test_a_configured_directory_is_refused(tmp_path: Path) -> None:
    assert refused(FaceRole.KAITI, str(tmp_path)).findings[0].code == "F101"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"kind": "variable"}, "F104"),
        ({"kind": "cff"}, "F105"),
        ({"fs_type": 2}, "F107"),
        ({"chars": "ab"}, "F108"),
    ],
)
def test_an_unfit_configured_file_is_refused(
    make_font: MakeFont, options: dict[str, object], code: str
) -> None:
    path = make_font("mine.ttf", "Mine", **options)
    assert refused(FaceRole.FANGSONG, str(path)).findings[0].code == code


def test_a_broken_configured_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.ttf").write_bytes(b"not a font at all")
    assert refused(FaceRole.HEITI, str(tmp_path / "bad.ttf")).findings[0].code == "F103"


def test_an_index_beyond_the_collection_is_refused(make_font: MakeFont) -> None:
    error = refused(FaceRole.SONGTI, f"{make_font('all.ttc', 'First', 'Second')}#2")
    assert error.findings[0].code == "F106"
    assert "一共 2 个" in str(error)


def test_every_message_of_the_fonts_has_words_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    for language in ("zh", "en"):
        monkeypatch.setenv("JIANBAO_LANG", language)
        for code in [f"F{number}" for number in range(101, 111)]:
            said, fix = render(code, role="楷体", count=2)
            assert said
            assert fix


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_each_system_has_its_directories_the_user_own_first(platform: str) -> None:
    environment = {"HOME": "/home/li", "LOCALAPPDATA": "/home/li/Local", "WINDIR": "/win"}
    first, *others = map(str, font_directories(environment, platform))
    assert "li" in first
    assert others


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights there")
def test_a_loop_of_links_does_not_trap_the_look_up(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert not find_installed([tmp_path]).files


def test_the_report_tells_face_source_cover_and_docx_name(make_font: MakeFont) -> None:
    path = make_font("mine.ttf", "我的仿宋")
    faces = FaceSet.default(embedded_only=True, configured={FaceRole.FANGSONG: str(path)})
    reports = {report.role: report for report in describe(faces)}
    assert list(reports) == list(FaceRole)
    own, kai, western = reports[FaceRole.FANGSONG], reports[FaceRole.KAITI], reports[FaceRole.LATIN]
    assert (own.family, own.source, own.path) == ("我的仿宋", "configured", str(path))
    assert (own.own_covered, own.covered) == (3, 8105)
    assert own.gap == "Jianbao FangSong、Jianbao FangSong Gap"
    assert (kai.own_covered, kai.covered, kai.gap) == (6638, 8105, "Jianbao KaiTi Gap")
    assert kai.docx_name == "楷体_GB2312"
    assert (western.own_covered, western.licence) == (0, "OFL-1.1")
    assert own.as_dict()["role"] == "fangsong"
    assert describe(faces, {FaceRole.KAITI: "楷体"})[2].docx_name == "楷体"
