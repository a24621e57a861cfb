"""Numbered copies: a PDF for each, alike but for the number, recorded as files of the issue; a list to give them out by."""

from __future__ import annotations

import csv
from pathlib import Path

import pypdfium2
import pytest

import jianbao
from jianbao.errors import UsageError
from jianbao.ledger import open_ledger
from jianbao.tasks import copies
from jianbao.tasks.ledger_check import rebuild
from tests.conftest import MINIMAL

SECRET = MINIMAL + "masthead:\n  secrecy: 秘密★1年\n"
STEM = "云溪工作简报2026年第1期（总第1期）"


def text_of(path: Path) -> str:
    page = pypdfium2.PdfDocument(path)[0]
    return page.get_textpage().get_text_range()


@pytest.fixture
def secret(issue_file: Path) -> Path:
    issue_file.write_text(SECRET, "utf-8")
    return issue_file


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1-3", (1, 2, 3)),
        ("1,3，7-9", (1, 3, 7, 8, 9)),
        ("5", (5,)),
        ("3、1—2", (1, 2, 3)),
        ("000001-000002", (1, 2)),
    ],
)
def test_a_range_is_written_in_several_ways(text: str, numbers: tuple[int, ...]):
    assert copies.numbers_of(text) == numbers


@pytest.mark.parametrize("text", ["", "x", "0", "3-1", "1-", "1-999999", "1--2", "-1"])
def test_what_is_no_range_is_refused(text: str):
    with pytest.raises(UsageError) as caught:
        copies.numbers_of(text)
    assert caught.value.findings[0].code == "C014"


def test_each_copy_has_its_own_number_and_nothing_else_differs(secret: Path):
    built = jianbao.build(secret, copy_numbers=(1, 2, 35))
    assert [file.path.name for file in built.copies] == [f"{STEM}（{n:06}）.pdf" for n in (1, 2, 35)]
    assert {file.path.parent.name for file in built.copies} == {f"{STEM}（各份）"}
    texts = [text_of(file.path) for file in built.copies]
    assert [text.split()[0] for text in texts] == ["000001", "000002", "000035"]
    assert len({text.replace(text.split()[0], "") for text in texts}) == 1
    assert "P344" not in [finding.code for finding in built.findings]


def test_letters_before_the_number_stay(secret: Path):
    secret.write_text(SECRET + "  copy_number: NO.12\n", "utf-8")
    (copy,) = jianbao.build(secret, copy_numbers=(7,)).copies
    assert copy.path.name == f"{STEM}（NO.000007）.pdf"
    assert text_of(copy.path).startswith("NO.000007")


def test_they_are_recorded_and_can_be_made_again(secret: Path):
    built = jianbao.build(secret, copy_numbers=(1, 2))
    with open_ledger(None, beside=secret.parent) as ledger:
        (record,) = ledger.records()
        recorded = {ledger.resolve(file.path): file.sha256 for file in record.files}
        assert {file.path.resolve(): file.sha256 for file in (*built.files, *built.copies)} == recorded
        (again,) = rebuild(ledger, [record])
    assert (again.files, again.same, again.findings) == (4, 4, ())


def test_built_again_they_are_the_same(secret: Path):
    first = jianbao.build(secret, copy_numbers=(1, 2)).copies
    assert jianbao.build(secret, copy_numbers=(1, 2)).copies == first


def test_a_list_is_put_beside_them_and_what_a_clerk_filled_in_stays(secret: Path):
    (copy,) = jianbao.build(secret, copy_numbers=(1,)).copies
    path = copy.path.with_name(f"{STEM}（分发登记表）.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][:3] == ["份号", "分发单位", "签收人"]
    assert rows[1][0] == "№000001"
    path.write_text("填好了", "utf-8")
    jianbao.build(secret, copy_numbers=(1, 2))
    assert path.read_text("utf-8") == "填好了"


def test_a_draft_has_none(secret: Path):
    with pytest.raises(UsageError) as caught:
        jianbao.build(secret, draft=True, copy_numbers=(1,))
    assert caught.value.findings[0].code == "C015"
