"""DOCX through LibreOffice and our PDF: the same text on the same line and page.

Slow: each corpus has 420 paragraphs and about 130 pages. `--corpus-seed` sets other text than that of CI.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from jianbao.foreign import office
from jianbao.tasks.build import build
from jianbao.verify import pair
from tests.conftest import EXAMPLES
from tests.layout.samples import AMOUNTS, counted
from tests.verify.corpus import Kind, bulletin

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        office.find_office() is None and "CI" not in os.environ, reason="LibreOffice is not installed"
    ),
]

# seconds for one conversion, on the slowest machine
TIMEOUT = 300
LEAST = {"prose": 99.8, "mixed": 99.0}


@pytest.fixture
def corpus_seed(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--corpus-seed"))


def files_of(built: object) -> tuple[Path, Path]:
    paths = {file.path.suffix: file.path for file in built.files}  # type: ignore[attr-defined]
    return paths[".docx"], paths[".pdf"]


def assert_placed_alike(held: pair.PairReport) -> None:
    """Left edges within 0.2 pt, baselines within 0.6 pt, last glyphs within 2.2 pt; a hundredth is the PDF's rounding."""
    found = held.comparison
    for delta, most in ((found.left, 0.21), (found.baseline, 0.6), (found.last, 2.2)):
        assert delta.most <= most, delta.where and "".join(line.text for line in delta.where.lines)


@pytest.mark.parametrize("name", sorted(path.parent.name for path in EXAMPLES.glob("*/issue.yaml")))
def test_an_example_breaks_every_line_and_page_alike(name: str, example: Callable[[str], Path]):
    source = example(name)
    docx, pdf = files_of(build(source, fonts="embedded", ledger=source.parent / "register.sqlite"))
    held = pair.hold(docx, pdf, TIMEOUT)
    assert held.comparison.differences == ()
    assert held.comparison.same
    assert_placed_alike(held)


@pytest.mark.parametrize("kind", ["prose", "mixed"])
def test_a_corpus_breaks_alike(kind: Kind, corpus_seed: int, tmp_path: Path):
    built = build(bulletin(kind, corpus_seed), out=tmp_path, draft=True, fonts="embedded")
    docx, pdf = files_of(built)
    found = pair.hold(docx, pdf, TIMEOUT).comparison
    print(
        f"{kind} {corpus_seed}: {found.equal_lines}/{found.lines} lines ({found.share:.2f} %), "
        f"{found.equal_pages}/{found.pages} pages; left {found.left.most:.2f}, baseline {found.baseline.most:.2f}, "
        f"last glyph {found.last.most:.2f} pt"
    )
    assert found.pages > 100
    assert found.share >= LEAST[kind]
    assert found.equal_pages == found.pages == found.their_pages


def test_a_digit_that_begins_a_line_stays_there(tmp_path: Path):
    """One digit is narrower than what the engines differ by on a line full of figures: no line may end before it there."""
    texts = (counted(mark, amount) for mark in "、，。；）”" for amount in AMOUNTS)
    source = tmp_path / "issue.yaml"
    body = "".join(f"    {text}\n\n" for text in texts)
    head = "series: 情况简报\nyear: 2026\nnumber: 1\ndate: '2026-08-21'\norgan: 云岭县办公室\n"
    source.write_text(f"{head}articles:\n- title: 工作情况\n  body: |\n{body}", encoding="utf-8")
    built = build(source, out=tmp_path, draft=True, fonts="embedded")
    held = pair.hold(*files_of(built), TIMEOUT)
    assert held.comparison.differences == ()
    assert held.comparison.same
