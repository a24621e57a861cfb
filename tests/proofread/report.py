"""`python -m tests.proofread.report`: recall and precision of each rule, on the planted and the clean corpora."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from jianbao.proofread.engine import RULES
from tests.proofread.corpora import characters_of, clean_files, clean_results, planted_results
from tests.proofread.pictures import make_picture


def main(*, verbose: bool) -> None:
    """Print the table; `verbose` lists what was missed and what was found besides."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_picture(folder / "图" / "a.jpg")
        results = planted_results(folder)
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
                    finding = remark.finding
                    print(f"besides  {part.name}:{finding.place.line}:{finding.place.column} {finding.code} {finding.params.get('text')} | {finding.excerpt.strip()[:50]}")  # fmt: skip
    clean: dict[str, Counter[str]] = {}
    sizes: dict[str, int] = {}
    for which in ("development", "examples", "held_out"):
        sizes[which] = sum(map(characters_of, clean_files(which)))
        clean[which] = Counter()
        for path, remarks in clean_results(which):
            for remark in remarks:
                finding = remark.finding
                clean[which][finding.code] += 1
                if verbose:
                    print(f"{which:9} {path.name}:{finding.place.line}:{finding.place.column} {finding.severity} {finding.code} {finding.params.get('text')}")  # fmt: skip
    print(
        f"{'rule':30} {'planted':>7} {'found':>6} {'recall':>7} {'besides':>8} {'development':>12} {'examples':>9} {'held out':>9}"
    )
    for rule in RULES:
        code = rule.code
        recall = f"{100 * found[code] / planted[code]:.0f} %" if planted[code] else "–"
        counts = f"{clean['development'][code]:>12} {clean['examples'][code]:>9} {clean['held_out'][code]:>9}"
        print(
            f"{code} {rule.name:25} {planted[code]:>7} {found[code]:>6} {recall:>7} {besides[code]:>8} {counts}"
        )
    total, hit = sum(planted.values()), sum(found.values())
    print(
        f"all: {hit} of {total} planted errors found ({100 * hit / total:.1f} %), {sum(besides.values())} besides"
    )
    for which, size in sizes.items():
        print(f"{which}: {sum(clean[which].values())} findings in {size} characters of clean prose")


if __name__ == "__main__":
    main(verbose="-v" in sys.argv)
