"""Blocks → text that reads as them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.drafting.markup import text_of
from jianbao.model.body import Figure, Heading, Inline, ListItem, Note, Paragraph, Picture, Span
from jianbao.reading import read
from jianbao.reading.body.markup import parse

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/issue.yaml"))
PLACES = re.compile(r"offsets=\([^)]*\)|offset=\d+")


def plain(blocks: object) -> str:
    return PLACES.sub("", repr(blocks))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_every_body_of_the_examples_comes_back(path: Path):
    issue = read(path).issue
    bodies = [article.body for article in issue.articles] + [each.body for each in issue.attachments]
    for body in bodies:
        assert plain(parse(text_of(body.blocks)).blocks) == plain(body.blocks)


@given(st.text("今年一、（二）1.2)#>-+*_[]!<&|`~\\表图注：。 abcPM", min_size=1, max_size=30), st.booleans())
def test_any_text_comes_back_as_the_text(text: str, bold: bool):
    """Blanks are the layout's own affair."""
    found = parse(text_of([Paragraph(Inline((Span(text, bold),))), Paragraph(Inline((Span("后面的话。"),)))]))
    shown = "".join(
        getattr(block, "marker", "") + block.inline.text for block in found.blocks if hasattr(block, "inline")
    )
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", text + "后面的话。")
    assert not [problem for problem in found.problems if problem.severity.value == "error"]


def test_headings_notes_lists_and_pictures():
    blocks = (
        Heading(1, Inline((Span("一、抓准备"),))),
        Paragraph(Inline((Span("开头。", bold=True), Span("接着写"), Span("①", link="#1"), Span("。")))),
        Heading(2, Inline((Span("没有号的标题"),))),
        ListItem("•", 0, Inline((Span("一项"),))),
        ListItem("•", 0, Inline((Span("又一项"),))),
        Figure((Picture("图/a.png", "图题", "某某供图", "", 72.0), Picture("图/b.png", width_mm=0.0))),
        Note(1, Inline((Span("注文"),))),
    )
    assert plain(parse(text_of(blocks)).blocks) == plain(blocks)


@pytest.mark.parametrize("odd", ["\x7f ", "\x85\u3000", "\x01", "\ufffe ", "\u2028", " \u2029"])
def test_what_no_issue_file_may_hold_leaves_no_blank_at_the_start(odd: str):
    blocks = [Paragraph(Inline((Span(f"{odd}一天。"),))), Paragraph(Inline((Span("二天。"),)))]
    assert text_of(blocks) == "一天。\n\n二天。\n"
