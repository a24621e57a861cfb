"""Where a text begins and ends → the stop that is missing there, or is one too many (GB/T 15834-2011)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jianbao.errors import Level
from jianbao.language.persons import COMPOUND_SURNAMES, SURNAMES
from jianbao.proofread.numbering import ordinal
from jianbao.proofread.rule import HAN, MARKS_NORM, Pattern, Rule
from jianbao.proofread.view import CAPTIONS, HEADLINES, PROSE, Hit, Role, Segment


def stop_at_title(segment: Segment) -> Iterator[Hit]:
    """A stop at the end of a title, a caption or a heading of its own line."""
    text = segment.text.rstrip()
    if segment.ends and len(text) > 1 and text[-1] in "。，、；：,;:":
        yield Hit(segment, len(text) - 1, len(text), "")


_NAMED = Pattern(rf"(?:^|{HAN})(?:[{SURNAMES}]|{COMPOUND_SURNAMES}){HAN}{{1,2}}$|·")
# a line with a label; a credit or a name, where nothing is done; 尊敬的各位领导
_NO_SENTENCE = Pattern(
    r"[^，。；]{1,12}：(?!.*。)|.*(?:[。\s（(](?![^，。；]*(?:[了着将把让使]|的[^，。；]))[^，。；]{1,16}|，下同)$|尊敬的|各位|同志们|女士们|亲爱的|朋友们|.*(?:电话|邮[编箱]|传真|[网地]址|联系人|mail|撰稿|[编责]编|编辑)"
)
# what goes on below wants another mark
_LEADS_ON = Pattern("如下|以下|下[列表图述]")
# characters
_SHORTEST_SENTENCE: Final = 6
LONGEST_LINE: Final = 46


def missing_stop(segment: Segment) -> Iterator[Hit]:
    """A paragraph of sentences that ends without a mark."""
    text = segment.text.rstrip()
    if len(text) < 12 or not (text[-1].isalnum() or text[-1] in "%％，、℃"):
        return
    if text[-1] == "、":
        yield Hit(segment, len(text) - 1, len(text))
        return
    sentences, commas = "。" in text or "；" in text, text.count("，")
    # a line of its own, such as the question that a case answers
    title = not sentences and len(text) <= LONGEST_LINE and text[-1] != "，"
    item = not sentences and (segment.role is Role.ITEM or (ordinal(text) and len(text) <= 40))
    roll = all(map(_NAMED.search, text.replace("、", "，").split("，")))
    if commas + sentences <= title or item or roll or _NO_SENTENCE.match(text):
        return
    # behind another sentence no words were lost with the mark: ， is that which was meant for another
    last = text.rpartition("。")[2]
    meant = "。" in text and len(last) >= _SHORTEST_SENTENCE and not _LEADS_ON.search(last)
    # or two lines, such as stand above another text
    yield Hit(
        segment,
        len(text) - 1,
        len(text),
        text[-1].rstrip("，") + "。" if meant else None,
        level=Level.HINT if title and commas == 2 else None,
    )


RULES: Final = (
    Rule(
        "P108",
        "stop-at-title",
        f"{MARKS_NORM} 附录 A.1、B.4",
        fixable=True,
        segment=stop_at_title,
        roles=HEADLINES | CAPTIONS | {Role.COLUMN, Role.HEADING},
    ),
    Rule(
        "P109",
        "no-stop",
        f"{MARKS_NORM} 4.1",
        fixable=True,
        segment=missing_stop,
        roles=PROSE - {Role.HEADING},
    ),
)
