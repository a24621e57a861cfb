"""The glossary: each key of the model has one Chinese twin, and nothing else is in it."""

from __future__ import annotations

import re

from jianbao.glossary import EN, IMPRINT, MEANT, STAFF_LABELS, ZH
from jianbao.language.labels import DISTRIBUTION_LABELS
from jianbao.model import issue


def model_keys() -> set[str]:
    """The field names of every part of the model; `file` is the key of `series: {file: …}`."""
    parts = [
        value for value in vars(issue).values() if isinstance(value, type) and issubclass(value, issue._Part)
    ]
    return {name for part in parts for name in part.model_fields} | {"file"}


def test_every_key_of_the_model_has_a_chinese_twin():
    assert model_keys() - set(ZH) == set()


def test_the_glossary_holds_nothing_else():
    assert set(ZH) - model_keys() == set()


def test_twins_are_chinese_and_no_two_keys_share_one():
    assert all(re.fullmatch("[一-鿿]+", twin) for twin in ZH.values())
    assert len(EN) == len(ZH)


def test_distribution_labels_are_no_keys_of_their_own():
    """Otherwise 报: … at the top of a file could mean two things."""
    assert not set(DISTRIBUTION_LABELS) & (set(EN) - {"分送", "主送"})
    assert "addressee" not in issue.Issue.model_fields, "outermost, 主送 is a line of the distribution"


def test_nor_are_the_names_of_staff_and_imprint_or_what_clerks_mean_by_another_name():
    others = [*DISTRIBUTION_LABELS, *STAFF_LABELS, *IMPRINT, *MEANT]
    assert len(others) == len(set(others))
    assert not {*STAFF_LABELS, *IMPRINT, *MEANT} & {*EN, *ZH}
    assert {*MEANT.values()} <= {*ZH}
