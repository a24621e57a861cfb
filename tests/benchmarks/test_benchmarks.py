"""What the benchmarks hook into is there, and the texts they give to rivals are the issue's."""

from __future__ import annotations

import random

from jianbao.fonts.faces import DATA
from jianbao.reading import read, read_text
from tests.benchmarks.inside import growth, steps, texts
from tests.benchmarks.measuring import Figure, Spread
from tests.benchmarks.places import SEED
from tests.benchmarks.plot import svg
from tests.benchmarks.report import bar, mark, shown


def test_every_function_that_a_breakdown_wraps_exists():
    assert steps.missing() == []


def test_an_altered_seed_is_an_issue_that_reads_otherwise():
    text = SEED.read_text("utf-8")
    first, second = (texts.altered(text, number, random.Random(number)) for number in (1, 2))
    issues = [read_text(each).issue for each in (first, second)]
    assert all(issue.number is None for issue in issues)
    bodies = [[block for article in issue.articles for block in article.body.blocks] for issue in issues]
    assert len(bodies[0]) == len(bodies[1])
    assert not {str(block) for block in bodies[0]} & {str(block) for block in bodies[1]}


def test_the_rivals_get_every_character_of_the_seed():
    issue = read(SEED).issue
    typst, web = texts.typst(issue), texts.web(issue, DATA)
    for article in issue.articles:
        for block in article.body.blocks:
            for span in block.inline.spans:  # type: ignore[union-attr]
                assert span.text in web
                assert span.text in typst.replace("\\", "")


def test_a_long_sample_is_an_issue():
    assert len(read_text(growth.sample(3, random.Random(1))).issue.articles) == 3


def test_a_bar_is_held_against_the_median():
    held = Figure("a", "甲", "a", "×", Spread(1, 1.7, 3, 7), at_most=1.8)
    missed = Figure("b", "乙", "b", "ms", Spread(1, 1.7, 3, 7), at_least=2)
    assert (mark(held), mark(missed)) == ("✓", "✗")
    assert (shown(held), bar(held), bar(missed)) == ("1.70 ×", "≤ 1.8 ×", "≥ 2 ms")


def test_a_picture_without_figures_is_still_one():
    assert svg({}, "zh", "").startswith("<svg")
