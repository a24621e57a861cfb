"""Whatever is typed, nothing but a `JianbaoError` comes out."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jianbao.errors import JianbaoError
from jianbao.glossary import ZH
from jianbao.model.body import Body
from jianbao.reading import Reading, read_mapping, read_text
from jianbao.reading.body.markup import parse
from tests.conftest import MINIMAL
from tests.reading.samples import GOOD, body, inlines

quick = settings(deadline=None, max_examples=250, suppress_health_check=[HealthCheck.too_slow])
KEYS = st.sampled_from([*ZH, *ZH.values(), "报", "本期送", "<<", "colour"])
SCRAPS = st.sampled_from(
    ["：", ": ", ":", "- ", "-", "|", "> ", "\n", "\n  ", "\n    ", "\t", '"', "'", "[", "]", "{", "}", "*", "**", "&a", "!", "#", "%",
     "@", "\\", "?", ",", "是", "9", "2026-01-06", "甲乙", "一、", "（一）", "1. ", "![图](a.jpg)", "[^1]", "[^1]: ", "|---|---|", "| a | b |",
     "<b>", "<", "^", "表1 ", "注：", "---", "```", "\u3000", " ", "\r\n", "~", "null", "\ufeff", "\x07", "\ud800"]
)  # fmt: skip
SOUP = st.lists(st.one_of(KEYS, SCRAPS), max_size=25).map("".join)
VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.dates(),
        st.text(max_size=12),
        st.binary(max_size=3),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.one_of(KEYS, st.text(max_size=4)), inner, max_size=4)
    ),
    max_leaves=12,
)


def survives(text: str) -> Reading | None:
    try:
        reading = read_text(text)
    except JianbaoError as error:
        printed = [f"{finding}{finding.excerpt}".encode() for finding in error.findings]
        reading = None
    else:
        printed = [b""]
    assert printed
    return reading


@given(st.text(max_size=200))
@quick
def test_any_text(text: str):
    survives(text)


@given(SOUP)
@quick
def test_a_soup_of_what_issues_are_made_of(text: str):
    survives(text)


@given(SOUP)
@quick
def test_a_good_issue_with_a_soup_behind_it(text: str):
    survives(GOOD + text)


@given(st.integers(0, len(MINIMAL)), SOUP, st.integers(0, 20))
@quick
def test_a_good_issue_with_a_soup_inside_it(at: int, text: str, cut: int):
    survives(MINIMAL[:at] + text + MINIMAL[at + cut :])


@given(SOUP)
@quick
def test_every_character_of_a_body_has_its_offset(text: str):
    """Offsets are as many as characters, lie in the body, and lead to the character itself."""
    markup = parse(text)
    for inline in inlines(markup.blocks):
        assert len(inline.offsets) == len(inline.text)
        for char, offset in zip(inline.text, inline.offsets, strict=True):
            assert 0 <= offset <= len(text)
            found = text[offset : offset + 1]
            assert found == char or found.isspace() or found in "\\[&" or not char.strip() or char in "①②"


@given(SOUP)
@quick
def test_a_soup_as_a_body(text: str):
    reading = survives(body(text.replace("\r", "")))
    if reading is not None:
        for article in reading.issue.articles:
            assert isinstance(article.body, Body)
            for inline in inlines(article.body.blocks):
                for char, offset in zip(inline.text, inline.offsets, strict=True):
                    place = reading.place(("articles", 0, "body"), offset)
                    line = reading.text.split("\n")[place.line - 1]
                    found = line[place.column - 1 : place.column]
                    assert found == char or not found.strip() or found in "\\[&" or not char.strip()


@given(st.dictionaries(KEYS, VALUES, max_size=6))
@quick
def test_any_mapping(data: dict[str, object]):
    with suppress(JianbaoError):
        read_mapping(data)


def test_long_lines_and_many_marks_end():
    """Each would take minutes where some pass is quadratic."""
    for text in ("*" * 20_000, "[" * 20_000, "**甲" * 8_000, "> " * 5_000, "- " * 5_000, "|" * 20_000, "<" * 20_000, "![" * 9_000,
                 "[^1]" * 5_000, "甲 " * 20_000, "\\" * 20_000, "`" * 20_000, "| a |\n|---|\n" + "| a |\n" * 2_000):  # fmt: skip
        survives(body(text))
    for text in ("a: " + "[" * 100_000, "- " * 50_000, "{" * 50_000, "a:\n" * 20_000, '"' * 50_001, "? " * 20_000, "&a " * 20_000,
                 "x" * 500_000, "\n".join(f"甲{n}：乙" for n in range(3000)), "\t\n" * 20_000, "a: [" + "[], " * 60_000 + "]"):  # fmt: skip
        survives(text)
