"""One issue from file to files: the library's entry, and that files appear whole or not at all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

import jianbao
from jianbao.errors import ExitCode, FileError, InputError, NumberingConflict, UsageError
from jianbao.writers import WRITERS
from tests.conftest import EXAMPLES, MINIMAL

NAME = "云溪工作简报2026年第1期（总第1期）"


def listing(folder: Path) -> dict[str, bytes]:
    """What stands in a folder, the register left out: opening it may touch its file."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file() and "sqlite" not in p.name}


# --- the library's entry ------------------------------------------------------------------------------------------


def test_a_script_builds_an_issue(issue_file: Path):
    built = jianbao.build(issue_file)
    assert built.source == issue_file
    assert (built.series, built.kind, built.year, built.number, built.total) == (
        "云溪工作简报",
        "正刊",
        2026,
        1,
        1,
    )
    assert (built.pages, built.draft, built.findings) == (1, False, ())
    assert [file.path.name for file in built.files] == [f"{NAME}.docx", f"{NAME}.pdf"]
    for file in built.files:
        content = file.path.read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file.size, file.sha256)
    with pytest.raises(AttributeError):
        built.pages = 2  # type: ignore[misc]


def test_a_table_cell_that_was_cut_is_named_with_its_row(issue_file: Path):
    """The number stands in the text before, too; many columns are one warning."""
    columns = 13
    rows = [
        ["县"] * columns,
        ["---"] * columns,
        ["1"] * columns,
        ["**12863.5**", *["12864.5"] * (columns - 1)],
    ]
    table = "\n".join("      | " + " | ".join(row) + " |" for row in rows)
    text = MINIMAL.replace("body: 首个", f"body: |\n      完成12863.5。\n\n{table}\n\n      首个")
    issue_file.write_text(text, "utf-8")
    (found,) = [each for each in jianbao.build(issue_file).findings if each.code.startswith("T")]
    assert (found.code, found.params["text"]) == ("T003", "12863.5")
    line = next(number for number, line in enumerate(text.splitlines(), 1) if "**" in line)
    assert (found.place.line, found.place.column) == (line, text.splitlines()[line - 1].index("12863.5") + 1)


def test_an_issue_may_be_given_as_a_mapping(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    built = jianbao.build(
        {
            "刊名": "云溪工作简报",
            "number": 3,
            "total": 3,
            "日期": "2026-03-06",
            "organ": "云溪县人民政府办公室",
            "articles": [{"title": "一篇", "body": "春耕全面展开。"}],
        },
        out=tmp_path / "成品",
    )
    assert built.source is None
    assert {file.path.parent for file in built.files} == {tmp_path / "成品"}


def test_numbers_left_out_come_from_the_register(issue_file: Path):
    jianbao.build(issue_file)
    second = issue_file.with_name("second.yaml")
    second.write_text(MINIMAL.replace("number: 1\ntotal: 1\n", "").replace("01-06", "01-13"), "utf-8")
    built = jianbao.build(second)
    assert (built.number, built.total) == (2, 2)
    assert jianbao.build(second).number == 2, "built again, it keeps its number"


def test_a_number_that_is_taken_is_refused_and_nothing_is_written(issue_file: Path):
    jianbao.build(issue_file)
    second = issue_file.with_name("second.yaml")
    second.write_text(MINIMAL.replace("01-06", "01-13").replace("政务", "便民"), "utf-8")
    before = listing(issue_file.parent)
    with pytest.raises(NumberingConflict) as caught:
        jianbao.build(second)
    assert caught.value.exit_code == ExitCode.NUMBERING
    assert "政务服务大厅周末照常开放" in str(caught.value)
    assert listing(issue_file.parent) == before


def test_all_errors_of_a_file_come_at_once(issue_file: Path):
    issue_file.write_text("series: 简报\ndate: 2026-02-30\nnumber: 若干\narticles: []\n", "utf-8")
    with pytest.raises(InputError) as caught:
        jianbao.build(issue_file)
    assert len(caught.value.findings) >= 4
    assert all(finding.place.file == str(issue_file) for finding in caught.value.findings)
    assert [finding.severity for finding in jianbao.check(issue_file)] == ["error"] * len(
        caught.value.findings
    )


def test_what_cannot_be_set_is_told_with_its_place(issue_file: Path):
    Image.new("RGB", (60, 40)).save(issue_file.parent / "a.png")
    row = f"    ![图1 {'图说' * 120}](a.png)\n"
    text = MINIMAL.replace("body: ", "body: |\n    ") + "\n" + row * 3
    issue_file.write_text(text, "utf-8")
    with pytest.raises(InputError) as raised:
        jianbao.build(issue_file)
    (finding,) = raised.value.findings
    assert (finding.code, finding.place.file, finding.place.column > 1) == ("T005", str(issue_file), True)
    assert text.splitlines()[finding.place.line - 1].startswith("    ![图1")


def test_a_format_that_does_not_exist_is_refused(issue_file: Path):
    with pytest.raises(UsageError):
        jianbao.build(issue_file, formats=["docx", "odt"])


def test_the_same_input_gives_the_same_bytes(issue_file: Path, tmp_path: Path):
    first, second = (jianbao.build(issue_file, out=tmp_path / name, fonts="embedded") for name in "ab")
    assert [file.sha256 for file in first.files] == [file.sha256 for file in second.files]


def test_write_back_puts_the_numbers_into_the_file_and_leaves_the_rest(issue_file: Path):
    text = MINIMAL.replace("number: 1\ntotal: 1\n", "").replace("date:", "# 日期不要动\ndate:")
    issue_file.write_text(text, "utf-8")
    jianbao.build(issue_file, write_back=True)
    written = issue_file.read_text("utf-8")
    assert "number: 1\n" in written
    assert "total: 1\n" in written
    assert [
        line for line in written.splitlines() if not line.startswith(("number", "total"))
    ] == text.splitlines()
    assert jianbao.build(issue_file, write_back=True).number == 1
    assert issue_file.read_text("utf-8") == written


# --- files whole or not at all ------------------------------------------------------------------------------------


@pytest.mark.parametrize("draft", [False, True])
def test_a_writer_that_fails_leaves_the_old_files_as_they_were(issue_file: Path, monkeypatch, draft: bool):
    jianbao.build(issue_file, draft=draft)
    before = listing(issue_file.parent)

    def fails(_: object) -> bytes:
        raise RuntimeError("planted")

    monkeypatch.setitem(WRITERS, "pdf", fails)
    issue_file.write_text(MINIMAL.replace("126", "127"), "utf-8")
    with pytest.raises(RuntimeError):
        jianbao.build(issue_file, draft=draft)
    assert listing(issue_file.parent) | {"issue.yaml": b""} == before | {"issue.yaml": b""}


@pytest.mark.parametrize("draft", [False, True])
def test_a_disk_that_fills_leaves_nothing_half_written(issue_file: Path, monkeypatch, draft: bool):
    jianbao.build(issue_file, draft=draft)
    before = listing(issue_file.parent)
    issue_file.write_text(MINIMAL.replace("126", "127"), "utf-8")
    from jianbao import files

    real, calls = files.write_new, []

    def full(path: Path, content: bytes, **how: bool) -> None:
        calls.append(path)
        if len(calls) == 2:
            path.write_bytes(content[:100])
            raise OSError(28, "No space left on device")
        real(path, content, **how)

    monkeypatch.setattr(files, "write_new", full)
    with pytest.raises(FileError) as caught:
        jianbao.build(issue_file, draft=draft)
    assert caught.value.exit_code == ExitCode.FILE
    assert "磁盘" in str(caught.value)
    assert listing(issue_file.parent) | {"issue.yaml": b""} == before | {"issue.yaml": b""}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_told(issue_file: Path):
    issue_file.parent.chmod(0o500)
    try:
        with pytest.raises(FileError):
            jianbao.build(issue_file)
    finally:
        issue_file.parent.chmod(0o700)


def test_an_out_that_is_a_file_is_told(issue_file: Path):
    with pytest.raises(FileError):
        jianbao.build(issue_file, out=issue_file)
    assert list(issue_file.parent.glob(".jianbao*")) == []


def test_a_draft_leaves_the_register_alone(issue_file: Path):
    built = jianbao.build(issue_file, draft=True)
    assert built.draft
    assert [file.path.name for file in built.files] == [f"{NAME}（草稿）.docx", f"{NAME}（草稿）.pdf"]
    assert not list(issue_file.parent.glob("*.sqlite*"))


# --- the examples -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(path.parent.name for path in EXAMPLES.glob("*/issue.yaml")))
def test_every_example_builds_without_a_word(name: str, example: Callable[[str], Path]):
    issue = example(name)
    assert jianbao.build(issue, fonts="embedded").findings == ()
    assert jianbao.check(issue) == ()


def test_the_examples_show_what_they_are_for(example: Callable[[str], Path]):
    assert jianbao.build(example("01-yuanjiang")).number == 9
    assert jianbao.build(example("04-xiangcun")).pages >= 8
    assert len((EXAMPLES / "05-zuiduan" / "issue.yaml").read_text("utf-8").splitlines()) <= 12
    names = (EXAMPLES / "04-xiangcun" / "issue.yaml").read_text("utf-8") + (
        EXAMPLES / "04-xiangcun" / "series.yaml"
    ).read_text("utf-8")
    assert set("喆堃玥珺𬱟𫖯䶮㛃") <= set(names)


def test_the_register_takes_every_format_s_file_for_one_of_ours():
    """Rooms beside each other, so each holds its list: the writers their formats, the register what files end in."""
    from jianbao.ledger.publish import FINISHED
    from jianbao.writers import WRITERS

    assert {f".{name}" for name in WRITERS} == FINISHED
