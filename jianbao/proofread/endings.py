"""Where a text begins and ends → the stop that is missing there, or is one too many (GB/T 15834-2011)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jianbao.errors import Level
from jianbao.language.persons import COMPOUND_SURNAMES, SURNAMES
from jianbao.proofread.numbering import ordinal
from jianbao.proofread.rule import HAN, MARKS_NORM, STOPS, Pattern, Rule
from jianbao.proofread.view import CAPTIONS, HEADLINES, PROSE, Hit, Role, Segment, Sheet

ENDS: Final = frozenset("。！？…；：”’）》】—.!?;:)\"'")


def stop_at_title(segment: Segment) -> Iterator[Hit]:
    """A stop at the end of a title, a caption or a heading of its own line."""
    text = segment.text.rstrip()
    if segment.ends and len(text) > 1 and text[-1] in "。，、；：,;:":
        yield Hit(segment, len(text) - 1, len(text), "")


_HEADED = Pattern(
    rf"(?:[{'一二三四五六七八九十'}]{{1,3}}、|（[一二三四五六七八九十]{{1,3}}）)[^，。；：？！]{{2,20}}(?P<at>。)$"
)


def stop_at_headings(sheet: Sheet) -> Iterator[Hit]:
    """二、建强一支队伍。 on a line of its own where the other headings of the body, of its form, have no stop."""
    paragraphs = sheet.of(Role.PARAGRAPH)
    plain = {
        (each.body, each.text[:1] == "（")
        for each in sheet.of(Role.HEADING)
        if each.ends and ordinal(each.text)
    }
    for segment in paragraphs if plain else ():
        found = _HEADED.match(segment.text)
        if found and (segment.body, segment.text[:1] == "（") in plain:
            yield Hit(segment, *found.span("at"), "")


_ROLL_LABEL = Pattern(
    rf"{HAN}{{0,6}}?(?:出席|列席|参加|参会|与会|到会|请假|缺席|记录|主持|汇报|陪同|名单|人员|地点|时间)"
    rf"(?:人员|名单|单位|领导|同志|人)?(?:（[^（）]*）)?："
)
_NAMED = Pattern(rf"(?:^|{HAN})(?:[{SURNAMES}]|{COMPOUND_SURNAMES}){HAN}{{1,2}}$|·")


def _is_roll(text: str) -> bool:
    """Whether a text without a full stop lists persons: behind a label such as 列席：, or name upon name."""
    if "。" in text:
        return False
    if _ROLL_LABEL.match(text):
        return True
    items = text.replace("、", "，").split("，")
    return len(items) >= 3 and all(map(_NAMED.search, items))


_CREDITED = Pattern(
    "[。\\s\u3000（(][^，。；]{1,16}(?:摄|供图|供稿|社发|资料图片?)[）)]?$|(?:摄|供图)，下同$|图片?(?:来自|来源|源)[：:]?[^，。；]{1,16}$"
)
_CONTACT = ("电话", "邮编", "邮箱", "传真", "网址", "地址", "联系人", "mail", "撰稿", "编辑", "责编")


# characters
_SHORTEST_SENTENCE: Final = 6
LONGEST_LINE: Final = 46
_SALUTATIONS: Final = ("尊敬的", "各位", "同志们", "女士们", "亲爱的", "朋友们")


def missing_stop(segment: Segment) -> Iterator[Hit]:
    """A paragraph of sentences that ends without a mark."""
    text = segment.text.rstrip()
    if len(text) < 12 or text[-1] in ENDS or not (text[-1].isalnum() or text[-1] in "%％，、℃"):
        return
    if text[-1] == "、":
        yield Hit(segment, len(text) - 1, len(text))
        return
    if not any(mark in text for mark in "，。；") or any(word in text for word in _CONTACT):
        return
    sentences = any(mark in text for mark in "。；")
    if _is_roll(text) or _CREDITED.search(text) or text.startswith(_SALUTATIONS):
        return
    # a line of its own, such as the question that a case answers
    title = not sentences and len(text) <= LONGEST_LINE and text[-1] != "，"
    if title and text.count("，") == 1:
        return
    if not sentences and (segment.role is Role.ITEM or (ordinal(text) and len(text) <= 40)):
        return
    # words may have been lost with the mark; with 。 before, ， is the mark that was meant for another
    meant = text[-1] == "，" and len(text) - text.rfind("。") > _SHORTEST_SENTENCE and "。" in text
    # or two lines, such as stand above another text
    level = Level.HINT if title and text.count("，") == 2 else None
    yield Hit(segment, len(text) - 1, len(text), "。" if meant else None, level=level)


def stop_at_start(segment: Segment) -> Iterator[Hit]:
    """A paragraph that begins with a stop or a closing mark."""
    if segment.text[:1] in "，。、；：？！”’）》】" and segment.text:
        yield Hit(segment, 0, 1, "" if segment.text[0] in STOPS else None)


RULES: Final = (
    Rule(
        "P108",
        "stop-at-title",
        f"{MARKS_NORM} 附录 A.1、B.4",
        fixable=True,
        segment=stop_at_title,
        sheet=stop_at_headings,
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
    Rule("P113", "stop-at-start", f"{MARKS_NORM} 5.1", segment=stop_at_start, roles=PROSE),
)
