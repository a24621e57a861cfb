"""What clerks type wrongly is understood: one message a cause, mended in one go."""

from __future__ import annotations

import difflib
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jianbao.errors import InputError
from jianbao.reading import read_text
from jianbao.reading.slips import slips
from jianbao.reading.yaml.source import Source
from jianbao.tasks.check import mend
from tests.reading.slipping import ALONE, ALONE_ON_KEYS, SLIPS, issues, said


@given(issues(), st.lists(st.sampled_from(sorted(SLIPS)), min_size=1, max_size=3, unique=True))
@example(
    "刊名: 青川信息\n日期: 2026年3月5日\n编发单位: 青川市人民政府办公室\n报头:\n  密级: 秘密★1年\n  份号: 12\n文章:\n"
    "  - 标题: 第1篇的题目\n    正文: |\n      全市春季造林进度过半。\n报: 省政府办公厅\n送: 市直各单位\n",
    ["tabs", "distribution below the article", "no blank behind colons"],
)
@settings(max_examples=60, deadline=None)
def test_slips_at_random_are_told_once_each_and_mended_to_what_was_meant(text: str, names: list[str]):
    for alone in (ALONE, ALONE_ON_KEYS):
        kept = [name for name in names if name in alone][:1]
        names = [name for name in names if name not in alone or name in kept]
    # while the keys are still to be told from the bodies
    names.sort(key=lambda name: name not in ALONE | {"Word's line ends"})
    lines = text.rstrip("\n").split("\n")
    codes = set()
    for name in names:
        slipped = SLIPS[name].make(lines)
        codes |= {SLIPS[name].code} if slipped != lines else set()
        lines = slipped
    wrong = "\n".join(lines) + "\n"
    if wrong == text:
        return
    with pytest.raises(InputError) as raised:
        read_text(wrong)
    # what may be a key or a text is asked of each line
    asked = [finding for finding in raised.value.findings if finding.code == "R072"]
    causes = [
        (finding.code, finding.params.get("char"))
        for finding in raised.value.findings
        if finding not in asked
    ]
    told = {code for code, _ in causes}
    assert len(causes) == len(set(causes))
    if asked:
        return
    assert told - {"R034"} <= codes, wrong
    found = slips(Source("", wrong))
    assert found is not None
    assert said(found.mended) == said(text), "".join(difflib.unified_diff([text], [found.mended]))
    assert slips(Source("", found.mended)) is None


@given(issues())
@settings(max_examples=40, deadline=None)
def test_a_file_without_slips_has_none(text: str):
    assert slips(Source("", text)) is None
    assert slips(Source("", text.replace("\n", "\r\n"))) is None


@given(issues(), st.sampled_from(sorted(SLIPS)))
@settings(max_examples=20, deadline=None)
def test_line_ends_comments_and_a_byte_order_mark_stay(text: str, name: str):
    lines = SLIPS[name].make(text.rstrip("\n").split("\n"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "issue.yaml")
        before = ("\ufeff" + "\r\n".join(lines) + "\r\n").encode("utf-8")
        path.write_bytes(before)
        if "\n".join(lines) + "\n" == text:
            return
        mended = mend(path, ignore=["P"], write=True)
        after = path.read_bytes()
        assert mended.diff
        assert after.startswith(b"\xef\xbb\xbf")
        assert after.count(b"\n") == after.count(b"\r\n")
        assert after.count(b"#") == before.count(b"#")
        assert said(after.decode("utf-8-sig")) == said(text)
        assert mend(path, ignore=["P"]).diff == ""


@pytest.mark.parametrize(
    "quoted", ["'甲,密级:乙'", '"甲，密级：乙"', "['甲，乙', 丙]", "'甲,红线:乙', 密级: \"甲:乙，红线：丙\""]
)
def test_marks_within_quotation_marks_in_braces_are_text(quoted: str):
    # the file has another error, so that slips are looked for at all
    text = f"刊名: 试刊\n日期: 2026-01-06\n报头: {{标注: {quoted}}}\n文章:\n- 标题: 甲\n  正文: 一天。\n"
    assert slips(Source("", text)) is None


def test_full_width_braces_are_mended_around_a_quoted_text():
    text = "刊名: 试刊\n日期: 2026-01-06\n报头: ｛标注：'甲，密级：乙'，密级：秘密｝\n"
    found = slips(Source("", text))
    assert found is not None
    assert "报头: {标注: '甲，密级：乙', 密级: 秘密}" in found.mended
