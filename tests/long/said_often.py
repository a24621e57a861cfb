"""A piece of a planted text, said thousands of times: proof-reading it takes no more than its share of the time."""

from __future__ import annotations

import random
import re
import time

from jianbao.proofread.together import LONG
from tests.proofread.corpora import HERE
from tests.proofread.score import issue_of, told_of

# pieces that a full run draws; characters of the short and of the long text
_PIECES = 400
_FEW, _MANY = 10_000, 39_000
# what the long text may take: so many times as much as the short one, and what is there at once
_TIMES, _AT_ONCE = 8, 0.7


def _pieces() -> list[str]:
    text = re.sub("⟦[^:⟧]*:([^⟧]*)⟧", r"\1", (HERE / "planted.txt").read_text("utf-8"))
    lines = [line.strip() for line in text.splitlines() if line.startswith("      ")]
    clauses = {each for line in lines for each in re.split("(?<=[，。；、])", line)}
    return sorted(each for each in clauses if 2 <= len(each) <= 40)


def _seconds(piece: str, size: int, between: str) -> float:
    text, at = issue_of(between.join([piece] * (size // (len(piece) + len(between)))), "body", "2026-01-06")
    begun = time.process_time()
    told_of(text, at)
    return time.process_time() - begun


def run(share: float, seed: int) -> None:
    """Draw pieces and measure; what takes the square of its length is told."""
    # the texts are too short for a second process, whose time would not be counted
    assert LONG > _MANY
    drawn = random.Random(seed).sample(_pieces(), max(int(_PIECES * share), 1))
    slow = []
    for piece in drawn:
        for between in ("", "\n\n"):
            short, long = (_seconds(piece, size, between) for size in (_FEW, _MANY))
            if long > _TIMES * short + _AT_ONCE:
                slow.append(f"{piece!r}: {short:.2f} s, {long:.2f} s")
    print(f"said often: {len(drawn)} pieces of planted texts, {len(slow)} slow")
    assert not slow, slow
