"""What is made again is the same to the byte, and what is not says why; nothing is touched by looking."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

import jianbao
from jianbao import steps
from jianbao.errors import Finding, InputError, Severity
from jianbao.fonts.faces import FaceSet
from jianbao.ledger import Ledger, Made, Record, Source, State, open_ledger
from jianbao.ledger.records import FileRecord
from jianbao.model.numbers import Numbers
from jianbao.provenance import source_of
from jianbao.tasks import ledger_check as rebuild
from tests.conftest import MINIMAL
from tests.ledger.dying import CRASHES, dying_at, in_child, steps_of
from tests.ledger.office import make_issue, render
from tests.postgres import postgres_schema, postgres_server

__all__ = ["postgres_schema", "postgres_server"]

WITHOUT = MINIMAL.replace("number: 1\ntotal: 1\n", "")


def again(folder: Path, url: str | Path | None = None) -> tuple[int, int, list[Finding]]:
    """(files, files that came out the same, findings) of a register; looking leaves every file as it was."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with open_ledger(url, beside=folder) as ledger:
        records, words = rebuild.chosen(ledger.records())
        done = list(rebuild.rebuild(ledger, records))
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    findings = [*words, *(finding for each in done for finding in each.findings)]
    for finding in findings:
        assert finding.message and finding.remedy
    return sum(each.files for each in done), sum(each.same for each in done), findings


def codes(folder: Path, url: str | Path | None = None) -> list[str]:
    return [finding.code for finding in again(folder, url)[2]]


def recorded(folder: Path) -> Record:
    with open_ledger(None, beside=folder) as ledger:
        return ledger.records()[0]


# --- the same ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["02-fangxun", "04-xiangcun"])
def test_every_format_comes_out_the_same(example: Callable[[str], Path], name: str):
    """With pictures, tables and a series file."""
    issue = example(name)
    jianbao.build(issue, formats=("docx", "pdf", "ofd"))
    assert again(issue.parent) == (3, 3, [])


def test_given_numbers_are_those_of_the_register(issue_file: Path):
    issue_file.write_text(WITHOUT, "utf-8")
    other = issue_file.with_name("2.yaml")
    other.write_text(WITHOUT.replace("01-06", "01-13").replace("政务", "便民"), "utf-8")
    for path in (issue_file, other):
        jianbao.build(path)
    assert again(issue_file.parent) == (4, 4, [])


def test_an_unnumbered_issue_comes_out_the_same(issue_file: Path):
    issue_file.write_text(WITHOUT.replace("date:", "numbered: false\ndate:"), "utf-8")
    jianbao.build(issue_file)
    assert again(issue_file.parent) == (2, 2, [])


def test_a_folder_may_move_with_its_register(issue_file: Path, tmp_path: Path):
    jianbao.build(issue_file, out=issue_file.parent / "成品")
    moved = tmp_path / "别处" / "搬来的"
    shutil.copytree(issue_file.parent, moved)
    shutil.rmtree(issue_file.parent)
    assert again(moved) == (2, 2, [])


def test_on_postgresql_too(issue_file: Path, postgres_schema: str):
    jianbao.build(issue_file, ledger=postgres_schema)
    assert again(issue_file.parent, postgres_schema) == (2, 2, [])
    issue_file.rename(issue_file.with_name("moved.yaml"))
    assert codes(issue_file.parent, postgres_schema) == ["L050"]


def test_files_of_two_builds_in_other_faces_are_each_made_in_theirs(issue_file: Path, other_faces: None):
    jianbao.build(issue_file, formats=["docx"], fonts="embedded")
    jianbao.build(issue_file, formats=["pdf"], fonts="auto")
    faces = {file.faces for file in recorded(issue_file.parent).files}
    assert len(faces) == 2
    assert again(issue_file.parent) == (2, 2, [])


def test_what_was_written_back_is_the_same_source(issue_file: Path):
    """The record holds the file as it is now, so that nothing looks changed."""
    issue_file.write_text(WITHOUT, "utf-8")
    jianbao.build(issue_file, write_back=True)
    record = recorded(issue_file.parent)
    assert record.source_sha256 == hashlib.sha256(issue_file.read_bytes()).hexdigest()
    assert again(issue_file.parent) == (2, 2, [])
    with open_ledger(None, beside=issue_file.parent) as ledger:
        source = source_of(steps.read_source(issue_file), ("docx", "pdf"), "auto")
        assert ledger.unchanged(record, source, issue_file.parent, [".docx", ".pdf"])


def test_a_build_that_dies_before_it_writes_the_numbers_back_leaves_a_known_source(
    issue_file: Path, monkeypatch
):
    """As read and as written back are one source: either may be there after a crash."""
    issue_file.write_text(WITHOUT, "utf-8")

    def dies(*_: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr("jianbao.ledger.publish.put_unless_edited", dies)
    with pytest.raises(KeyboardInterrupt):
        jianbao.build(issue_file, write_back=True)
    assert issue_file.read_text("utf-8") == WITHOUT
    assert again(issue_file.parent) == (2, 2, [])
    with open_ledger(None, beside=issue_file.parent) as ledger:
        source = source_of(steps.read_source(issue_file), ("docx", "pdf"), "auto")
        assert ledger.unchanged(ledger.records()[0], source, issue_file.parent, [".docx", ".pdf"])
    monkeypatch.undo()
    jianbao.build(issue_file, write_back=True)
    assert "number: 1\n" in issue_file.read_text("utf-8")
    assert again(issue_file.parent) == (2, 2, [])
    assert recorded(issue_file.parent).source_sha256 == hashlib.sha256(issue_file.read_bytes()).hexdigest()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="crashes are made in forked children")
def test_numbers_may_be_written_back_by_a_build_that_dies_at_any_step(tmp_path: Path):
    """Register, files and issue file agree at once, and a batch finds nothing to do after the next build."""
    chance = random.Random(5)

    def fresh(name: str) -> Path:
        path = tmp_path / name / "issue.yaml"
        path.parent.mkdir()
        path.write_text(WITHOUT, "utf-8")
        return path

    def build(path: Path) -> object:
        return jianbao.build(path, formats=["pdf"], fonts="embedded", write_back=True)

    build(fresh("warm"))
    total = steps_of(lambda: build(fresh("counted")))
    for crash in range(CRASHES):
        path = fresh(str(crash))
        # The earlier half of a build lays out and touches nothing.
        step = int(total * (1 + (crash + chance.random()) / CRASHES) / 2)
        in_child(lambda path=path: build(path), dying_at(step))  # type: ignore[misc]
        with open_ledger(None, beside=path.parent) as ledger:
            assert ledger.check() == []
        assert codes(path.parent) == []
        jianbao.build(path, formats=["pdf"], fonts="embedded", write_back=crash % 2 == 0)
        assert again(path.parent) == (1, 1, [])
        record = recorded(path.parent)
        assert record.source_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        assert record.numbers == Numbers(2026, 1, 1)
        with open_ledger(None, beside=path.parent) as ledger:
            assert ledger.check() == []
        assert not list(path.parent.glob(".*"))


def test_an_edit_that_changes_no_file_is_none(issue_file: Path):
    """A comment, or numbers written in by hand."""
    jianbao.build(issue_file)
    issue_file.write_text("# 已核对\n" + MINIMAL, "utf-8")
    assert again(issue_file.parent) == (2, 2, [])


# --- not the same, and why ------------------------------------------------------------------------------------------


def test_an_issue_file_that_is_gone_is_told(issue_file: Path):
    jianbao.build(issue_file)
    issue_file.unlink()
    files, same, (finding,) = again(issue_file.parent)
    assert (files, same, finding.code, finding.severity) == (2, 0, "L050", Severity.ERROR)


def test_an_issue_file_that_was_changed_is_told_once(issue_file: Path):
    jianbao.build(issue_file)
    issue_file.write_text(MINIMAL.replace("126", "127"), "utf-8")
    assert codes(issue_file.parent) == ["L051"]
    issue_file.write_text("date: [", "utf-8")
    assert codes(issue_file.parent) == ["L051"]


def test_a_file_left_from_the_text_before_is_told(issue_file: Path):
    """The PDF was built again after an edit, the DOCX was not."""
    text = MINIMAL + "numbering: {print: 登记}\n"
    issue_file.write_text(text, "utf-8")
    jianbao.build(issue_file)
    issue_file.write_text(text.replace("126", "127"), "utf-8")
    jianbao.build(issue_file, formats=["pdf"])
    files, same, (finding,) = again(issue_file.parent)
    assert (files, same, finding.code) == (2, 1, "L051")


def test_an_issue_file_used_for_the_next_issue_is_a_changed_one(issue_file: Path):
    issue_file.write_text(WITHOUT, "utf-8")
    jianbao.build(issue_file)
    issue_file.write_text(WITHOUT.replace("01-06", "01-13").replace("政务", "便民"), "utf-8")
    jianbao.build(issue_file)
    files, same, (finding,) = again(issue_file.parent)
    assert (files, same, finding.code) == (4, 2, "L051")
    assert "第1期" in finding.message


def with_picture(issue_file: Path) -> Path:
    picture = issue_file.with_name("图.png")
    Image.new("RGB", (60, 40), "red").save(picture)
    issue_file.write_text(MINIMAL.replace("body: ", "body: |\n    ![水库](图.png)\n\n    "), "utf-8")
    return picture


def test_a_picture_that_was_changed_or_is_gone_is_told(issue_file: Path):
    picture = with_picture(issue_file)
    jianbao.build(issue_file)
    assert again(issue_file.parent) == (2, 2, [])
    Image.new("RGB", (60, 40), "blue").save(picture)
    assert codes(issue_file.parent) == ["L052"]
    picture.unlink()
    assert codes(issue_file.parent) == ["L056", "R131"]


def test_a_series_file_counts_only_where_it_shows(issue_file: Path):
    """Rules of numbering change from year to year; the files of past issues stand."""
    series = issue_file.with_name("series.yaml")
    series.write_text("series: 云溪工作简报\norgan: 云溪县人民政府办公室\n", "utf-8")
    text = MINIMAL.replace("series: 云溪工作简报", "series: {file: series.yaml}").replace(
        "organ: 云溪县人民政府办公室\n", ""
    )
    issue_file.write_text(text, "utf-8")
    jianbao.build(issue_file)
    series.write_text(series.read_text("utf-8") + "numbering: {total_excludes: [增刊]}\n", "utf-8")
    assert again(issue_file.parent) == (2, 2, [])
    series.write_text(series.read_text("utf-8").replace("办公室", "督查室"), "utf-8")
    assert codes(issue_file.parent) == ["L052"]
    series.unlink()
    assert codes(issue_file.parent)[0] == "L056"


@pytest.fixture
def other_faces(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with a 仿宋 of its own, which is our 宋体."""
    real = steps.faces_for

    def faces_for(layout: object, fonts: str) -> FaceSet:
        if fonts == "embedded":
            return real(layout, fonts)  # type: ignore[arg-type]
        path = next((Path(steps.__file__).parent / "fonts" / "data").glob("songti.ttf"))
        from jianbao.typography import FaceRole

        return FaceSet.default(embedded_only=True, configured={FaceRole.FANGSONG: str(path)})

    for module in (steps, rebuild):
        monkeypatch.setattr(module, "faces_for", faces_for)


def test_other_faces_are_named(issue_file: Path, other_faces: None, monkeypatch: pytest.MonkeyPatch):
    """Built in faces that this machine no longer has; the DOCX only names its faces and may well be the same."""
    jianbao.build(issue_file)
    assert "fangsong-own:" in recorded(issue_file.parent).files[0].faces
    monkeypatch.undo()
    found = again(issue_file.parent)[2]
    assert {finding.code for finding in found} == {"L053"}
    assert "仿宋" in found[0].message
    assert "黑体" not in found[0].message


def as_if(folder: Path, **columns: str) -> None:
    """Alter what is recorded of every file."""
    with open_ledger(None, beside=folder) as ledger:
        for name, value in columns.items():
            ledger._store.run(f"UPDATE jianbao_files SET {name} = ?", (value,))


def test_other_versions_are_named(issue_file: Path):
    jianbao.build(issue_file)
    as_if(issue_file.parent, sha256="0" * 64, tools="jianbao=0.0.1 python=3.11 一个不相干的库=9")
    found = again(issue_file.parent)[2]
    assert [finding.code for finding in found] == ["L054", "L054"]
    assert f"jianbao 0.0.1 → {jianbao.__version__}" in found[0].message
    assert "不相干" not in found[0].message


def test_nothing_else_differs_and_yet_the_bytes_do(issue_file: Path):
    """The one finding that is a fault of jianbao."""
    jianbao.build(issue_file)
    as_if(issue_file.parent, sha256="0" * 64)
    assert codes(issue_file.parent) == ["L055", "L055"]


def test_what_an_older_jianbao_recorded_is_judged_as_far_as_it_goes(issue_file: Path):
    jianbao.build(issue_file)
    as_if(issue_file.parent, source_sha256="", others_sha256="", faces="", tools="")
    assert again(issue_file.parent) == (2, 2, [])
    as_if(issue_file.parent, sha256="0" * 64)
    assert codes(issue_file.parent) == ["L057", "L057"]
    with open_ledger(None, beside=issue_file.parent) as ledger:
        ledger._store.run("UPDATE jianbao_issues SET version = '0.0.1'")
    assert codes(issue_file.parent) == ["L054", "L054"]
    issue_file.write_text(MINIMAL.replace("126", "127"), "utf-8")
    assert codes(issue_file.parent) == ["L051"]


def test_a_layout_that_is_refused_now_is_told_with_its_reason(
    issue_file: Path, monkeypatch: pytest.MonkeyPatch
):
    jianbao.build(issue_file)

    def refuses(*_: object, **__: object) -> object:
        raise InputError.of("N008", form="x", kind="正刊")

    monkeypatch.setattr(rebuild, "lay_out_issue", refuses)
    assert codes(issue_file.parent) == ["L056", "N008"]


# --- what is left out -----------------------------------------------------------------------------------------------


def test_void_and_reserved_entries_are_passed_over_and_others_get_a_word(tmp_path: Path):
    def entry(state: State, host: str = "", source: str = "a.yaml") -> Record:
        record = Record(
            "简报", "正刊", "x", False, None, make_issue().date, ("一",), source, "", "", host, 1, state,
            "", "", "", "1",
        )  # fmt: skip
        return replace(record, files=(FileRecord("", "a.pdf", "", 1),))

    records = [
        entry(State.VOID),
        entry(State.RESERVED),
        entry(State.NUMBERED),
        entry(State.NUMBERED, "乙机"),
        entry(State.NUMBERED, "乙机"),
        entry(State.NUMBERED, source=""),
    ]
    kept, words = rebuild.chosen(records)
    assert kept == [records[2]]
    assert [(word.code, word.severity) for word in words] == [
        ("L059", Severity.WARNING),
        ("L060", Severity.WARNING),
    ]
    assert "2 期" in words[0].message and "乙机" in words[0].message


def test_an_issue_from_a_script_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    with open_ledger(None, beside=tmp_path) as ledger:
        _issue(ledger, tmp_path)
    assert again(tmp_path)[:2] == (0, 0)
    assert codes(tmp_path) == ["L060"]


def _issue(ledger: Ledger, folder: Path) -> None:
    with ledger.issuing(make_issue(), source=Source(Path(), "0" * 64)) as entry:
        entry.publish(render(entry.issue), folder, pages=1, made=Made())
