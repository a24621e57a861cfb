"""The command's reports: pairs, single files, what is said and what is left unsaid."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from jianbao.errors import FileError, InputError
from jianbao.foreign import office
from jianbao.verify import pair
from jianbao.verify.report import against, as_json, faces, lines, remedies, table, verify
from tests.verify.making import docx, page, paragraph, pdf


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """A DOCX of one paragraph, and beside it the PDF."""
    return docx(tmp_path / "a.docx", paragraph("SilkRoad")), pdf(tmp_path / "a.pdf", _draw)


def _draw(canvas: object, _: int) -> None:
    canvas.drawString(79.4, 700, "Silk")  # type: ignore[attr-defined]
    canvas.drawString(79.4, 671, "Road")  # type: ignore[attr-defined]


@pytest.fixture
def libreoffice(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let LibreOffice draw these rows, in turn, each time it is asked."""

    def draws(*drawings: tuple[str, ...]) -> None:
        shown = iter(drawings)
        monkeypatch.setattr(pair, "render", lambda *_, **__: (page(*next(shown)),))

    return draws


def test_either_file_of_a_pair_brings_in_the_other(two: tuple[Path, Path], libreoffice: Callable[..., None]):
    for path in two:
        libreoffice(("Silk", "Road"))
        (report,) = verify([path])
        assert report.files == two
        assert report.held is not None
        assert report.held.comparison.same
        assert [each for each, _ in report.checks] == [path]


def test_both_files_of_a_pair_are_one_report(two: tuple[Path, Path], libreoffice: Callable[..., None]):
    libreoffice(("Silk", "Road"))
    (report,) = verify(two)
    assert [path for path, _ in report.checks] == list(two)


def test_a_line_that_differs_falls_short_and_is_shown(
    two: tuple[Path, Path], libreoffice: Callable[..., None]
):
    libreoffice(("SilkRo", "ad"))
    (report,) = verify(two)
    assert report.fell_short
    (finding,) = (each for each in report.findings if each.code == "V016")
    assert "从第 1 页第 1 行“Silk”起" in finding.message
    said = "\n".join(lines(report))
    assert "第 1 页第 1 行起不同" in said
    assert "PDF   Silk" in said
    assert "DOCX  SilkRo" in said


def test_equal_lines_that_stand_elsewhere_fall_short_and_are_shown(
    tmp_path: Path, libreoffice: Callable[..., None]
):
    pair_of = docx(tmp_path / "a.docx", paragraph("SilkRoad")), pdf(tmp_path / "a.pdf", _draw)
    libreoffice(("Silk", "Road"))
    (report,) = verify(pair_of)
    assert report.held is not None
    assert report.held.comparison.same
    (finding,) = (each for each in report.findings if each.code == "V019")
    assert "第 1 页“Road”" in finding.message
    assert report.fell_short
    assert as_json(report)["pair"]["placed_alike"] is False  # type: ignore[index]


def test_a_docx_alone_is_judged_without_libreoffice_as_far_as_it_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(office, "find_office", lambda: None)
    (report,) = verify([docx(tmp_path / "a.docx", paragraph("今年以来"))])
    assert report.held is None
    assert [finding.code for finding in report.findings] == ["V001"]
    assert not report.fell_short


def test_a_pair_cannot_be_held_together_without_libreoffice(
    two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(office, "find_office", lambda: None)
    with pytest.raises(FileError, match="V001"):
        list(verify(two))


def test_other_files_are_refused(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="V015"):
        list(verify([path]))
    with pytest.raises(FileError, match="V011"):
        list(verify([tmp_path / "none.doc"]))


def test_a_table_row_has_element_requirement_finding_and_verdict(
    two: tuple[Path, Path], libreoffice: Callable[..., None]
):
    libreoffice(("Silk", "Road"))
    (report,) = verify([two[0]])
    rows = table(report.checks[0][1])
    assert rows[0] == ("要素", "要求（GB/T 9704 条款）", "量得", "结论")
    assert ("纸张", "A4，210 × 297 mm（5.1）", "210.0 × 297.0 mm", "合格") in rows
    assert all(len(row) == 4 for row in rows)


def test_what_failed_comes_with_its_remedy(tmp_path: Path):
    (report,) = verify([pdf(tmp_path / "a.pdf", lambda canvas, _: canvas.drawString(9, 99, "今年"))])
    assert all("：" in each for each in remedies(report.checks[0][1]))


def test_json_holds_every_figure(two: tuple[Path, Path], libreoffice: Callable[..., None]):
    libreoffice(("SilkRo", "ad"))
    (report,) = verify(two)
    plain = json.loads(json.dumps(as_json(report), ensure_ascii=False))
    assert (plain["pair"]["lines"], plain["pair"]["equal_lines"], plain["pair"]["same"]) == (2, 0, False)
    assert plain["pair"]["differences"][0]["pdf"][0] == {"page": 1, "line": 1, "text": "Silk"}
    assert set(plain["norm"]) == {str(path) for path in two}
    assert plain["ok"] is False


def test_a_pdf_is_held_against_one_that_a_word_processor_made(tmp_path: Path):
    ours, theirs = pdf(tmp_path / "a.pdf", _draw), pdf(tmp_path / "word.pdf", _draw)
    report = against(ours, theirs)
    assert not report.fell_short
    assert report.held is not None
    assert report.held.comparison.same
    said = "\n".join(lines(report, ("PDF", "Word")))
    assert "2/2 行相同" in said
    assert "Word 共 1 页" in said


def test_where_the_word_processors_lines_begin_to_differ_is_told(tmp_path: Path):
    def other(canvas: object, _: int) -> None:
        canvas.drawString(79.4, 700, "SilkRo")  # type: ignore[attr-defined]
        canvas.drawString(79.4, 671, "ad")  # type: ignore[attr-defined]

    ours, theirs = pdf(tmp_path / "a.pdf", _draw), pdf(tmp_path / "word.pdf", other)
    report = against(ours, theirs)
    (finding,) = report.findings
    assert (finding.code, finding.params["page"], finding.params["text"]) == ("V026", 1, "Silk")
    assert "Word  SilkRo" in "\n".join(lines(report, ("PDF", "Word")))
    assert report.held is not None
    assert faces(report.held.theirs)


def test_only_two_pdfs_are_held_against_each_other(two: tuple[Path, Path]):
    document, drawn = two
    with pytest.raises(InputError) as caught:
        against(drawn, document)
    assert [finding.code for finding in caught.value.findings] == ["V028"]


def test_nothing_measured_is_no_pass(tmp_path: Path):
    blank = pdf(tmp_path / "a.pdf", lambda canvas, _: canvas.showPage())
    (report,) = verify([blank])
    assert [finding.code for finding in report.findings] == ["V030"]
    assert report.fell_short
