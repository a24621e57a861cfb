"""The generated issues hold what they are said to hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pydantic import BaseModel

from jianbao.model import issue as model
from tests.writers.conftest import Finished
from tests.writers.issues import HOSTILE, PICTURES, keys, rich_issue

# seeds; 200 are written before a release
ENOUGH = 120


def test_the_generated_issues_use_every_key_that_there_is():
    """Of faces two for all, since the reader and the layout treat them alike."""
    classes = [
        each for each in vars(model).values() if isinstance(each, type) and issubclass(each, BaseModel)
    ]
    wanted = {name for each in classes if each is not model.Faces for name in each.model_fields}
    assert len(wanted) > 50
    # a file of its own, which proof-reading alone looks into
    wanted.remove("words")
    met = {key for seed in range(ENOUGH) for key in keys(rich_issue(seed))}
    assert wanted - met == set()


def test_they_hold_whatever_corrupts_files_put_together_from_text():
    said = "\n".join(text for seed in range(ENOUGH) for text in strings(rich_issue(seed)))
    wanted = (*HOSTILE, *PICTURES, " < |", " ^ |", "[^1]:", "**", "> ", "- ", "](https://", "\\\n")
    assert [each for each in wanted if each not in said] == []


def strings(value: object) -> Iterator[str]:
    """All texts in a mapping of mappings and lists."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def test_they_hold_every_kind_of_block(archive: tuple[Finished, ...]):
    blocks = Counter(
        type(block).__name__
        for each in archive
        for article in each.issue.articles
        for block in article.body.blocks
    )
    kinds = {"Paragraph", "Heading", "ListItem", "Quote", "Figure", "Table", "Note", "Separator"}
    kinds |= {"Roll", "Division", "Clause"}
    assert set(blocks) == kinds, blocks


def test_the_same_seed_gives_the_same_issue():
    assert rich_issue(7) == rich_issue(7)
    assert rich_issue(7) != rich_issue(8)
