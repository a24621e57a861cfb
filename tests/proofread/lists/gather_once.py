"""Edited text → `once.txt`, which `said_once` reads: `python -m tests.proofread.lists.gather_once DICT FILE …`.

DICT is jieba's `dict.txt` (lines of `word count part-of-speech`), FILE are UTF-8 texts, a paragraph a line. A line of the file
has a first character and all those that make a word with it which a clause hardly ever has twice.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from typing import Final

from jianbao.language.words import parted
from jianbao.proofread.data import NEEDS_FILE
from jianbao.proofread.one_job import FAR, OTHERWISE

_FILE: Final = NEEDS_FILE.with_name("once.txt")
_OTHERWISE: Final = re.compile(OTHERWISE)
# occurrences that make a word known, and how many of them may stand in the clause of another: of words for things, and of all others
_KNOWN: Final = {True: (200, 4e-4, 0), False: (30, 6e-4, 2)}
_OFTEN: Final = 400
# names, times, numbers, places: what is said again by right
_NAMING: Final = re.compile("n[srtz]|[tsmqrf]")
# what bulletins say again, and newspapers do not
_AGAIN: Final = frozenset(
    re.findall(
        "..",
        "书记社会领导主任委员党组一步领域时代就是统计队伍身份影院高度持续超过特色我国接纳共建希望实现支持规定整合道路质量纪律消息省委价值人士省长团结健康共同没有停止到位要求责令来自主要任命主义愿望再生污染民航巨额查封敢于补偿展示加强存在",
    )
)


def main(dictionary: str, *files: str) -> None:
    """Count and write."""
    rows = (line.split(" ") for line in Path(dictionary).read_text("utf-8").splitlines())
    kinds = {word: kind for word, _, kind in rows if len(word) == 2}
    met, again = Counter[str](), Counter[str]()
    for name in files:
        for line in Path(name).read_text("utf-8").splitlines():
            last: dict[str, int] = {}
            for at in range(len(line) - 1):
                word = line[at : at + 2]
                if word not in kinds:
                    continue
                met[word] += 1
                before = last.get(word, -2 * FAR) + 2
                near = before < at <= before + FAR and not _OTHERWISE.search(line[before:at])
                again[word] += near and parted(line, before - 2, before) and parted(line, at, at + 2)
                last[word] = at
    found: dict[str, str] = {}
    for word, kind in sorted(kinds.items()):
        least, share, few = _KNOWN[kind.startswith("n")]
        rarely = again[word] <= max(share * met[word], few * (met[word] >= _OFTEN))
        known = met[word] >= least and rarely
        if known and not _NAMING.match(kind) and word not in _AGAIN:
            found[word[0]] = found.get(word[0], "") + word[1]
    _FILE.write_text("".join(f"{first}{seconds}\n" for first, seconds in found.items()), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
