"""How laying out and writing grow with an issue: 1, 10, 50 and 200 articles.

    python -m tests.benchmarks.growth

Prints milliseconds of CPU a page for layout, PDF and DOCX (medians of three), and layout against writing.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable

from jianbao.issue import Issue
from jianbao.writers import docx, pdf
from tests.layout.samples import PROSE, article, issue, laid_out


def sample(count: int) -> Issue:
    """An issue of `count` articles of eight paragraphs each, with contents."""
    chance = random.Random(count)
    texts = [[PROSE * chance.randint(1, 4) for _ in range(8)] for _ in range(count)]
    return issue(
        *(article(*text, title=f"第{number}篇文章") for number, text in enumerate(texts)), contents=True
    )


def milliseconds(work: Callable[[], object]) -> float:
    """The median of three runs, in CPU time."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return 1000 * statistics.median(taken)


def main() -> None:
    """Measure and print."""
    print("articles  pages  layout  PDF   DOCX  ms a page; layout / writing")
    for count in (1, 10, 50, 200):
        made = sample(count)
        pages = laid_out(made)
        pdf.write(pages)
        docx.write(pages)
        sheets = len(pages.pages)
        layout = milliseconds(lambda made=made: laid_out(made)) / sheets
        writing = [milliseconds(lambda w=w, p=pages: w(p)) / sheets for w in (pdf.write, docx.write)]
        print(
            f"{count:8}  {sheets:5}  {layout:6.2f}  {writing[0]:.2f}  {writing[1]:.2f}  {layout / sum(writing):.2f}"
        )


if __name__ == "__main__":
    main()
