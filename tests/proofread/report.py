"""`python -m tests.proofread.report`: recall and precision of each rule, on the planted and the clean corpora."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from jianbao.proofread.roster import RULES
from tests.proofread.corpora import characters_of, clean_files, clean_results, planted_results
from tests.proofread.pictures import make_picture


def main(*, verbose: bool) -> None:
    """Print the table; `verbose` lists what was missed and what was found besides."""
    planted, found, besides = _planted(verbose=verbose)
    clean = {which: _clean(which, verbose=verbose) for which in ("development", "examples", "held_out")}
    print(
        f"{'rule':30} {'planted':>7} {'found':>6} {'recall':>7} {'besides':>8}"
        + "".join(f"{which:>13}" for which in clean)
    )
    for rule in RULES:
        code = rule.code
        recall = f"{100 * found[code] / planted[code]:.0f} %" if planted[code] else "–"
        counts = "".join(f"{counter[code]:>13}" for counter in clean.values())
        print(
            f"{code} {rule.name:25} {planted[code]:>7} {found[code]:>6} {recall:>7} {besides[code]:>8}{counts}"
        )
    total, hit = sum(planted.values()), sum(found.values())
    print(
        f"all: {hit} of {total} planted errors found ({100 * hit / total:.1f} %), {sum(besides.values())} besides"
    )
    for which, counter in clean.items():
        size = sum(map(characters_of, clean_files(which)))
        print(f"{which}: {sum(counter.values())} findings in {size} characters of clean prose")


def _planted(*, verbose: bool) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """How many errors of each rule were planted, how many of them were found, how many findings there were besides."""
    with tempfile.TemporaryDirectory() as name:
        make_picture(Path(name) / "图" / "a.jpg")
        results = planted_results(Path(name))
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    besides: Counter[str] = Counter()
    for part, remarks in results:
        used: set[int] = set()
        for error in part.planted:
            planted[error.code] += 1
            hits = {index for index, remark in enumerate(remarks) if error.is_found_by(remark)}
            used |= hits
            found[error.code] += bool(hits)
            if verbose and not hits:
                print(f"missed   {part.name}:{error.line}:{error.column} {error.code} {error.text}")
        for index, remark in enumerate(remarks):
            if index not in used:
                besides[remark.finding.code] += 1
                if verbose:
                    print(f"besides  {part.name}: {remark.finding}")
    return planted, found, besides


def _clean(which: str, *, verbose: bool) -> Counter[str]:
    """How many findings of each rule there are in clean prose."""
    counter: Counter[str] = Counter()
    for _, remarks in clean_results(which):
        for remark in remarks:
            counter[remark.finding.code] += 1
            if verbose:
                print(f"{which:9} {remark.finding}")
    return counter


if __name__ == "__main__":
    main(verbose="-v" in sys.argv)
