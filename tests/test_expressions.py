"""Compiled expressions are kept for the next run, and never believed where they may be wrong."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jianbao import expressions

SOURCES = [
    r"(?P<year>\d{4})年(?P<month>[一二三四五六七八九十]+)月",
    "[\u4e00-\u9fff]{2,}?(?<!局)(?=会议|大会)",
    r"([甲乙丙])\1+|(?:x|y|z)*[^\W\d_]",
    # looked for only where what they begin with stands
    r"(?<![\d.])(?:国家)?(?:湿地|森林)?公园|[小中]学|(?=x)\w|(?!2)\d+年?",
    r"(?=十.月|\d年|(?:全|森)\w)(?:十一)?\w|x?(?=、|园)[园、]|(?<=县)工",
    r"(?P<at>(?:[甲乙]{0,2}(?:丙|丁)?)+)x|(?>工作)?会(?:议|)",
    r"(?i:X)y|a?b?",
    # asked first whether a character is Han
    r"[^\W\da-zA-Z_]{2,4}|[^\s\d，]|[^\d一-五]",
    "",
]
TEXT = "2026年十一月，全县工作会议 甲甲乙 xyz 国家湿地公园、小学 甲丙x 𠀀々〇éな①Ａ㐀鿿豈 3.5年"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty place for what is kept; nothing was compiled yet."""
    place = tmp_path / "expressions.forms"
    monkeypatch.setattr(expressions, "_file", lambda: place)
    monkeypatch.setattr(expressions, "_made", {})
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    expressions._kept.cache_clear()
    yield place
    monkeypatch.undo()
    expressions._kept.cache_clear()


def next_run() -> None:
    """The end of a run, and the beginning of another one."""
    expressions._keep()
    expressions._made.clear()
    expressions._kept.cache_clear()


def said(pattern: re.Pattern[str]) -> list[tuple[object, ...]]:
    """All that can be seen of a compiled expression."""
    found = [(each.span(), each.groups(), each.groupdict()) for each in pattern.finditer(TEXT)]
    return [(pattern.pattern, pattern.flags, pattern.groups, dict(pattern.groupindex)), *found]


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("flags", [0, re.VERBOSE, re.IGNORECASE | re.MULTILINE])
def test_it_does_what_re_does_the_first_time_and_the_next(file: Path, source: str, flags: int):
    wanted = said(re.compile(source, flags))
    assert said(expressions.compiled(source, flags)) == wanted
    assert expressions._made
    next_run()
    assert said(expressions.compiled(source, flags)) == wanted
    assert not expressions._made


def test_two_runs_keep_what_either_compiled(file: Path):
    expressions.compiled("甲")
    next_run()
    expressions.compiled("乙")
    next_run()
    expressions.compiled("甲")
    expressions.compiled("乙")
    assert not expressions._made
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_what_is_wrong_is_told_as_by_re(file: Path):
    with pytest.raises(re.error):
        expressions.compiled("(甲")


@pytest.mark.parametrize("damage", ["cut", "zeros", "changed", "another Python"])
def test_a_damaged_file_is_no_file(file: Path, monkeypatch: pytest.MonkeyPatch, damage: str):
    expressions.compiled("甲+")
    next_run()
    content = file.read_bytes()
    if damage == "another Python":
        monkeypatch.setattr(expressions, "_edition", lambda: "3.99")
    else:
        changed = content[:-3] + b"abc" if damage == "changed" else b"\0" * len(content)
        file.write_bytes(content[:-5] if damage == "cut" else changed)
    assert expressions.compiled("甲+").findall("甲甲乙") == ["甲甲"]
    assert expressions._made


def test_where_nothing_can_be_written_nothing_is(file: Path, monkeypatch: pytest.MonkeyPatch):
    expressions.compiled("甲")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    expressions._keep()
    assert not file.exists()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(expressions, "_file", lambda: file / "missing" / "folder")
    expressions._keep()
    assert not list(file.parent.iterdir())
