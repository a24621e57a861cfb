"""What the rules are held to: nearly all of the planted errors found in their places, next to nothing in clean prose."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from jianbao.errors import Severity
from jianbao.proofread import office, past
from jianbao.proofread.blanks import REFUSED
from jianbao.proofread.engine import Remark
from jianbao.proofread.roster import RULES
from tests.proofread.corpora import Part, characters_of, clean_files, clean_results, planted_results
from tests.proofread.pictures import make_picture


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("planted")
    make_picture(path / "图" / "a.jpg")
    return path


@pytest.fixture(scope="module")
def results(folder: Path) -> tuple[tuple[Part, tuple[Remark, ...]], ...]:
    return planted_results(folder)


def test_every_rule_has_five_planted_errors_and_all_have_three_hundred(results):
    planted = Counter(error.code for part, _ in results for error in part.planted)
    # what is refused, the office's own words and past issues have tests of their own
    apart = REFUSED | {rule.code for rule in (*office.RULES, *past.RULES)}
    assert {rule.code for rule in RULES} - apart == set(planted) - apart
    assert min(count for code, count in planted.items() if code not in REFUSED) >= 5
    assert planted.total() >= 300


def test_it_finds_ninety_five_in_a_hundred_planted_errors_in_their_places(results):
    missed = [
        error
        for part, remarks in results
        for error in part.planted
        if not any(error.is_found_by(remark) for remark in remarks)
    ]
    planted = sum(len(part.planted) for part, _ in results)
    assert len(missed) <= planted * 0.05, missed


def test_every_rule_finds_most_of_its_own(results):
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for part, remarks in results:
        for error in part.planted:
            planted[error.code] += 1
            found[error.code] += any(error.is_found_by(remark) for remark in remarks)
    assert [code for code in planted if found[code] < 0.8 * planted[code]] == []


def test_it_finds_little_besides_what_was_planted(results):
    besides = [
        (part.name, str(remark.finding.place), remark.finding.code)
        for part, remarks in results
        for remark in remarks
        if remark.finding.severity is not Severity.HINT
        and not any(error.is_met_by(remark) for error in part.planted)
    ]
    # a misspelt name in a wrong contents entry, and one with a character that is none, are found twice, rightly
    assert len(besides) <= 7, besides


def test_the_held_out_prose_is_long_enough():
    assert sum(map(characters_of, clean_files("held_out"))) >= 20_000


@pytest.mark.parametrize("which", ["held_out", "development", "examples"])
def test_clean_prose_gives_at_most_one_false_finding_in_ten_thousand_characters(which: str):
    findings = [remark.finding for _, remarks in clean_results(which) for remark in remarks]
    allowed = sum(map(characters_of, clean_files(which))) / 10_000
    assert len([each for each in findings if each.severity is not Severity.HINT]) == 0, findings
    assert len(findings) <= max(allowed, 1), findings


def test_no_rule_speaks_of_errors():
    """A proof-reader doubts; what is certainly wrong is for those who read the file to say."""
    assert all(rule.severity in (Severity.WARNING, Severity.HINT) for rule in RULES)


def test_a_mend_puts_right_what_was_found(results, folder: Path):
    """What a mechanical rule found is gone once its mends are made, and nothing new has come."""
    from jianbao.drafting.mends import mended
    from jianbao.reading.issue_file import read_text
    from tests.proofread.corpora import remarks_of

    for part, remarks in results:
        codes = Counter(remark.finding.code for remark in remarks)
        fixable = {remark.finding.code for remark in remarks if remark.mend}
        after = mended(part.text, remarks, "issue.yaml")
        left = Counter(r.finding.code for r in remarks_of(read_text(after, folder=folder)))
        assert not left - codes, (part.name, left - codes)
        for code in fixable:
            mends = sum(r.mend is not None for r in remarks if r.finding.code == code)
            assert left[code] <= codes[code] - mends + 1, (part.name, code)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_finding_says_what_where_and_how(results, language: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("JIANBAO_LANG", language)
    for _, remarks in results:
        for remark in remarks:
            finding = remark.finding
            assert finding.message
            assert finding.remedy
            assert "{" not in finding.message + finding.remedy
            assert finding.place.line
            assert finding.place.column
            assert finding.excerpt
            assert finding.clause
