"""Edited text → `once.txt` and `unended.txt`, which `said_once` and `unended` read: `python -m tests.proofread.lists.gather_once DICT FILE …`.

DICT is jieba's `dict.txt` (lines of `word count part-of-speech`), FILE are UTF-8 texts, a paragraph a line. A line of the file
has a first character and all those that make a word with it which a clause hardly ever has twice; the other file has those that hardly ever end a clause, one behind the other.
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
        "书记社会领导主任委员党组一步领域时代就是统计队伍身份影院高度持续超过特色我国接纳共建希望实现支持规定整合道路质量纪律消息省委价值人士省长团结健康共同没有停止到位要求责令来自主要任命平衡计算讨论考试行动防控防疫主义愿望再生污染民航巨额查封敢于补偿展示加强存在",
    )
)

# occurrences that make a word known of which it is told whether it ends a clause, how many may, kinds of words that want something behind
_BEFORE_STOP: Final = (120, 2e-3, "vadcpbuz")
# what ends a clause in bulletins, or in a word that the lexicon lacks
_ENDING: Final = frozenset(
    re.findall(
        "..",
        "连续全新崭新妥善超高超大超级巨型短期长篇间接横向纵向附属随机深切由衷诚挚沉痛好好唯一天然孪生濒危次生忠实实时定期列入剩下剩余劳务同等告诉尽管应该来到生育紧盯贪污长期除了只能不如有待交给想要亲密产销供销禁毒扫黑输电中等中级高等高级特别例行公共绝对完全以军越方国资家住变乱单独自动自助自愿自发刑事遗传跳水原定综治征管谅解故意恐怖同一率先相向接到等到派出公然保卫不是还是是从怎么这么如果就要还要有人令人日电一路一幅能否是否不能没有各自相互一同一贯不敢往往现有已有原有既有应有五一互学急难应急消防公安政法国际共同应予联防防灾防洪居家载人电信电动量子油气野生老年在职专职时任二次首席一直变得跨省跨境随时大胆人人处处一一当好狠抓只是个别大多半个就近永久暂时还有有些不时多边双向如实",
    )
)


def main(dictionary: str, *files: str) -> None:
    """Count and write."""
    rows = (line.split(" ") for line in Path(dictionary).read_text("utf-8").splitlines())
    kinds = {word: kind for word, _, kind in rows if len(word) == 2}
    met, again, ending = Counter[str](), Counter[str](), Counter[str]()
    for name in files:
        for line in Path(name).read_text("utf-8").splitlines():
            last: dict[str, int] = {}
            for at in range(len(line) - 1):
                word = line[at : at + 2]
                if word not in kinds:
                    continue
                met[word] += 1
                ending[word] += line[at + 2 : at + 3] in ("，", "。") and parted(line, at, at + 2)
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
    often, most, wanting = _BEFORE_STOP
    left = (word for word, kind in sorted(kinds.items()) if kind[0] in wanting and word not in _ENDING)
    unended = [word for word in left if met[word] >= often and ending[word] <= most * met[word]]
    _FILE.with_name("unended.txt").write_text("".join(unended) + "\n", "utf-8")
    _FILE.write_text("".join(f"{first}{seconds}\n" for first, seconds in found.items()), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
