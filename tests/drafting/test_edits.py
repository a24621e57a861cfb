"""Numbers written into an issue file: nothing else in it changes by a byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianbao.drafting import edits
from jianbao.drafting.edits import set_keys, write_numbers
from jianbao.errors import FileError
from jianbao.reading import read
from jianbao.reading.yaml.source import edited
from tests.conftest import MINIMAL

CASES = {
    "a key that is there": ("number: 1 # 本年\n", "number: 9 # 本年\n"),
    "a key in quotation marks": ("number: '1'\n", "number: '9'\n"),
    "a Chinese key": ("期号: 1\n", "期号: 9\n"),
    "a key left empty": ("number: # 待编\ntotal: 3\n", "number: 9 # 待编\ntotal: 3\n"),
    "a key left null": ("number: ~\n", "number: 9\n"),
    "an absent key": (
        "# 头\nseries: 甲 # 刊名\n\n# 日\ndate: x\n",
        "# 头\nseries: 甲 # 刊名\nnumber: 9\n\n# 日\ndate: x\n",
    ),
    "an absent key among Chinese ones": (
        "刊名: 甲\n年份: 2026\n日期: x\n",
        "刊名: 甲\n年份: 2026\n期号: 9\n日期: x\n",
    ),
    "an absent key behind braces": (
        "series: {file: s.yaml}\ndate: x\n",
        "series: {file: s.yaml}\nnumber: 9\ndate: x\n",
    ),
    "an absent key behind a block": (
        "series:\n  file: s.yaml\n\ndate: x",
        "series:\n  file: s.yaml\nnumber: 9\n\ndate: x",
    ),
    "no key before it": ("# 头\ndate: x\norgan: y\n", "# 头\nnumber: 9\ndate: x\norgan: y\n"),
    "no line end at the end": ("date: x\nseries: 甲", "date: x\nseries: 甲\nnumber: 9"),
    "DOS line ends": ("series: 甲\r\ndate: x\r\n", "series: 甲\r\nnumber: 9\r\ndate: x\r\n"),
    "braces around everything": ("{series: 甲, date: x}\n", "{number: 9, series: 甲, date: x}\n"),
    "a number in a body": (
        "series: 甲\nbody: |\n  number: 3\n",
        "series: 甲\nnumber: 9\nbody: |\n  number: 3\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=list(CASES))
def test_it_sets(before: str, after: str):
    assert set_keys(before, {"number": 9}) == after
    assert set_keys(after, {"number": 9}) == after


def test_it_sets_several():
    assert set_keys("刊名: 甲\n日期: x\n", {"number": 9, "total": 31, "year": 2026, "id": "a-1"}) == (
        "标识: a-1\n刊名: 甲\n年份: 2026\n期号: 9\n总期号: 31\n日期: x\n"
    )


def test_edits_may_come_in_any_order():
    assert edited("甲乙丙", [(2, 3, "丁"), (0, 1, ""), (1, 1, "（")]) == "（乙丁"
    with pytest.raises(ValueError, match="overlapping"):
        edited("甲乙丙", [(0, 2, ""), (1, 3, "")])


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_every_other_line_stays(data: st.DataObject):
    """Whatever comments, blank lines and order a file has."""
    lines = data.draw(
        st.permutations(
            ["刊名: 甲", "日期: 2026-01-06  # 周二", "organ: '乙'", "# 注: 一", "", "kind: 正刊", "copies: 5"]
        )
    )
    text = "\n".join(lines) + "\n"
    changed = set_keys(text, {"number": 9, "total": 10})
    assert [
        line for line in changed.splitlines() if not line.startswith(("number", "total", "期号", "总期号"))
    ] == list(lines)


@pytest.mark.parametrize("data", [MINIMAL.encode(), b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode()])
def test_a_reading_writes_the_numbers_that_its_file_lacks(tmp_path: Path, data: bytes):
    path = tmp_path / "issue.yaml"
    path.write_bytes(data.replace(b"total: 1\r\n", b"").replace(b"total: 1\n", b""))
    path.chmod(0o640)
    reading = read(path)
    issue = reading.issue.model_copy(update={"total": 31, "number": 1})
    assert edits.write_back(reading, issue)
    assert path.read_bytes() == data.replace(b"total: 1", b"total: 31")
    assert path.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["issue.yaml"]
    assert not edits.write_back(read(path), issue), "nothing is left to write"


def test_a_symlink_stays_one(tmp_path: Path):
    real = tmp_path / "real.yaml"
    real.write_text("series: 甲\n")
    link = tmp_path / "issue.yaml"
    link.symlink_to(real)
    assert write_numbers(link, {"number": 9})
    assert link.is_symlink()
    assert real.read_text() == "series: 甲\nnumber: 9\n"


def test_a_file_that_cannot_be_written_is_told_with_the_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "issue.yaml"
    path.write_text("series: 甲\n")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(FileError) as raised:
        write_numbers(path, {"number": 9, "total": 31})
    (finding,) = raised.value.findings
    assert finding.message == "文件写不进去（No space left on device）"
    assert finding.remedy == "核对写入权限和磁盘空间；期号已经登记，可以手工写上：期号: 9，总期号: 31"
    assert path.read_text() == "series: 甲\n"
    assert [each.name for each in tmp_path.iterdir()] == ["issue.yaml"]


def test_a_file_that_was_broken_meanwhile_is_left_alone(tmp_path: Path):
    path = tmp_path / "issue.yaml"
    path.write_text("series: [甲\n")
    with pytest.raises(FileError):
        write_numbers(path, {"number": 9})
    assert path.read_text() == "series: [甲\n"
