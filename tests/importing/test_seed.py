"""The text that the first example was typed from comes out as the example."""

from __future__ import annotations

from pathlib import Path

from jianbao.drafting.draft import issue_text
from jianbao.foreign.plain import read
from jianbao.importing.recognise import recognise
from jianbao.reading import read as read_issue
from jianbao.reading import read_text
from tests.importing.equal import differences

EXAMPLE = Path(__file__).parents[2] / "examples" / "01-yuanjiang" / "issue.yaml"


def test_every_field_is_the_example_s_and_few_are_doubted():
    draft = recognise(read(Path(__file__).with_name("seed.md")))
    found = read_text(issue_text(draft)).issue
    assert differences(read_issue(EXAMPLE).issue, found) == []
    assert len(draft.doubts) <= 5
    assert draft.dropped == []
