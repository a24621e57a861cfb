"""No character is lost: each ends in a value or among what was not taken in."""

from __future__ import annotations

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from jianbao.drafting.draft import conserve, issue_text
from jianbao.foreign.blocks import Cell, Content, Grid, Span, Text
from jianbao.importing.grammar import plain
from jianbao.importing.recognise import recognise

WORDS = st.text(
    "今年以来市水利局召开会议部署工作一二三、（）。：报送发第期年月日附件编者按摘要0123456789abcXYZ|*#[]<>&- \u3000",
    min_size=1,
    max_size=60,
)
SPANS = st.builds(
    Span,
    WORDS,
    st.sampled_from([0, 12.0, 16.0, 22.0, 48.0]),
    st.booleans(),
    st.just("仿宋"),
    st.sampled_from(["000000", "FF0000"]),
)
TEXTS = st.builds(
    Text,
    st.lists(SPANS, min_size=1, max_size=3).map(tuple),
    st.integers(1, 99),
    st.sampled_from(["left", "center", "right"]),
)
GRIDS = st.lists(
    st.lists(st.builds(Cell, st.lists(TEXTS, max_size=2).map(tuple)), min_size=2, max_size=2).map(tuple),
    min_size=1,
    max_size=3,
).map(lambda rows: Grid(tuple(rows), 2, 1))


def letters(text: str) -> Counter[str]:
    return Counter(
        char for char in plain(text) if "\u4e00" <= char <= "\u9fff" or (char.isascii() and char.isalnum())
    )


def kept(text: str) -> Counter[str]:
    """The characters of an issue file with its keys and comments: more than enough is no fault."""
    return letters(re.sub(r"\\(.)", r"\1", text))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.one_of(TEXTS, GRIDS), min_size=1, max_size=12))
def test_of_articles_every_letter_stands_in_the_text(blocks: list[Text | Grid]):
    draft = recognise(Content("docx", tuple(blocks)), article=True)
    conserve(draft)
    shown = "".join(
        block.text if isinstance(block, Text) else "".join(text.text for text in block.texts)
        for block in blocks
    )
    missing = letters(shown) - kept(issue_text(draft))
    assert not missing


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.one_of(TEXTS, GRIDS), min_size=1, max_size=12))
def test_of_an_issue_every_letter_is_a_value_or_told(blocks: list[Text | Grid]):
    head = [
        Text((Span("工作简报", 48.0, colour="FF0000"),), 1, "center"),
        Text((Span("第6期", 16.0),), 2, "center"),
        Text((Span("青岚市总工会\t2021年6月30日", 16.0),), 3),
    ]
    draft = recognise(Content("docx", (*head, *blocks)))
    conserve(draft)
    shown = "".join(
        block.text if isinstance(block, Text) else "".join(text.text for text in block.texts)
        for block in blocks
    )
    missing = letters(shown) - kept(issue_text(draft))
    # Page numbers of contents, and the words of numbers and dates, stand in the file in another form.
    assert not {
        char
        for char in missing
        if not char.isdigit() and char not in "年月日第期一二三报送发共印份编者按摘要附件号"
    }


def test_an_organ_that_stands_twice_is_told_the_second_time():
    twice = Text((Span("今", 0), Span("0", 0), Span("会", 0)), 4)
    head = [
        Text((Span("工作简报", 48.0, colour="FF0000"),), 1, "center"),
        Text((Span("第6期", 16.0),), 2, "center"),
        Text((Span("青岚市总工会\t2021年6月30日", 16.0),), 3),
    ]
    draft = recognise(Content("docx", (*head, Grid(((Cell(()), Cell((twice, twice))),), 2, 1))))
    conserve(draft)
    assert kept(issue_text(draft))["今"] == 2
