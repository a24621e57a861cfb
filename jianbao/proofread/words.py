"""Words: doubled, wrong, recipients named twice or out of order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final

from jianbao.errors import Level
from jianbao.language.han import all_han, is_han
from jianbao.language.labels import LABEL_ORDER
from jianbao.language.persons import KNOWN_SURNAMES
from jianbao.language.words import is_verb, parted, words
from jianbao.proofread.data import word_classes
from jianbao.proofread.data.counts import OTHER, counts
from jianbao.proofread.data.places import homes
from jianbao.proofread.lexicon import WRONG, found_in
from jianbao.proofread.nearly import goes_there, is_coined, lies_across, may_be_named, one_apart
from jianbao.proofread.rule import CUSTOM, HAN, Pattern, Rule
from jianbao.proofread.usage import faults_and
from jianbao.proofread.view import RUNNING, Hit, Role, Segment, Sheet, is_quoted

# characters; the level of a pair that is part of words
_PAIR: Final = 2
_OFTEN: Final = 2
_TWICE = Pattern(f"(?=(?P<any>{HAN}{{1,12}}?)(?P=any))(?=(?P<word>{HAN}{{4,12}}?|(?P=any))(?P=word))")
NUMBERS: Final = frozenset("〇零一二两三四五六七八九十百千万亿半几")
# one thing is done to another: 对对口帮扶县
_BEFORE_ANY: Final = frozenset("为在对向由从比和就都起将")


def doubled_word(segment: Segment) -> Iterator[Hit]:
    """的的, 工程工程, 来到到."""
    return faults_and(segment, "P501", _twice(segment))


def _twice(segment: Segment) -> Iterator[Hit]:
    text = segment.text
    for found in _TWICE.finditer(text):
        word, start = found["word"], found.start()
        end = start + 2 * len(word)
        around = (text[start - 1 : start] or OTHER) + 2 * word + (text[end : end + 1] or OTHER)
        if (
            not NUMBERS.isdisjoint(around[:2])
            or word in _said_twice()
            # 办着办着, 帮什么帮什么, 土地的土地的承包权, 监狱监狱长
            or (len(word) > 1 and ("的" in word or word.endswith(("着", "什么")) or around[-1] in "长者"))
            # 《北伐北伐》, 罪过罪过: all that is said; 该报告报告
            or around[0] == "《"
            or (around[0] == "该" and not is_han(around[-1]))
            or {around[0], around[-1]} <= {*"，。；！？”"}
            or not _is_slip(text, start, end, "".join(char if is_han(char) else OTHER for char in around))
            or is_quoted(text, start)
        ):
            continue
        hint = (
            # 外出闯荡闯荡, 吧嗒吧嗒地: said so on purpose
            (len(word) == 1 or is_verb(word) or word[0] == "很" or around[-1] == "地")
            # 华南一南一北, 法赫法赫, 互联网联网: no words of their own; 让·马尼亚尼亚
            or (len(word) == _PAIR and (words(word) != [word] or "·" in text[max(start - 3, 0) : start]))
            # 牡丹江牡丹江站: a place, and what is called after it
            or any(homes(word + unit) for unit in "省市县区")
            or not parted(text, start, start + len(word), end)
            # 给我培训培训, 为村子谋划谋划: what somebody is asked for
            or (len(word) == _PAIR and around[0] in "我你您他她们子来想")
        )
        # 会议地点：待定待定: a blank, not a slip
        mend = None if word.startswith("待") else word
        yield Hit(segment, start, end, mend, {"better": word}, Level.HINT if hint else None)


@cache
def _said_twice() -> frozenset[str]:
    """Verbs that are said twice, and nouns that end one word and begin the next (党组织组织…)."""
    return frozenset(word_classes()["repeated"].split("|"))


def _is_slip(text: str, start: int, end: int, around: str) -> bool:
    """Whether edited text never has what stands twice so, and it is no end of one word and the beginning of another."""
    known, middle = counts(), (start + end) // 2
    if end - start > 2:
        seam, long = len(around) // 2, end - start >= 2 * _SURE
        return (long or not known.fours[around[seam - 2 : seam + 2]]) and parted(text, middle, end)
    begins, begins_again, ends = (parted(text, at) for at in (start, middle, end))
    # 咨询询260人: nothing is known of what goes before a mark
    last = around[:2] if around[-1] == OTHER and begins_again > begins else around[2:]
    often = min(known.pairs[around[:2]], known.pairs[last]) >= _OFTEN
    if not often or known.threes[around[:3]] or known.threes[around[1:]]:
        return False
    # 处处; 镇镇长
    return (begins_again and (ends or (begins and text[start] not in _BEFORE_ANY))) or not (
        begins or begins_again
    )


_LEVELS: Final = {"": Level.CERTAIN, "?": Level.DOUBTFUL, "~": Level.HINT}
_ANYTHING: Final = tuple("一不无没半自有")
# characters: so long a form is a slip for one word alone
_SURE: Final = 4


def wrong_word(sheet: Sheet) -> Iterator[Hit]:
    """布署, 按装: forms that no correct sentence holds; those that another reading may excuse are doubtful.

    公文流砖: what a short one should be is certain where edited text has that word beside what stands there.
    """
    for found in found_in(sheet)[WRONG]:
        level, right = _LEVELS[found.word.note], found.word.right
        text, firm = found.segment.text, level is Level.CERTAIN
        fits = goes_there(text, found.start, found.end, right) > 0
        if firm and not fits and found.end - found.start < _SURE:
            # 以直报怨, 笔式手电筒: of so few there is always a place where they are right
            level = Level.DOUBTFUL
        pair = found.end - found.start == len(right) == _PAIR
        played_on = _is_played_on(sheet, text, found.start, found.end, right)
        named = pair and (lies_across(text, found.start, right) or _is_name(sheet, text, found.start))
        # 一言一行 and 一雁一行: what says one thing after another may say any
        if named or played_on or (len(right) >= _SURE and not firm and right[0] == right[2] in _ANYTHING):
            level = Level.HINT
        # a name is told of at most
        sure = found.segment.role is not Role.NAME and level is not Level.HINT
        mend = right if sure and (firm or len(right) >= _SURE or fits) else None
        yield Hit(found.segment, found.start, found.end, mend, {"better": right}, level)


def _is_played_on(sheet: Sheet, text: str, start: int, end: int, right: str) -> bool:
    """Whether a play on `right` is meant: “水韵江苏·家喻沪晓”, 问症于民、亮诺于民, 梅美与共 where the issue says “梅”好."""
    found, size, at = text[start:end], end - start, one_apart(text[start:end], right)
    before, behind = text[max(start - 1 - size, 0) : start], text[end : end + 1 + size]
    rows = (before[:-1] if before.endswith("、") else "", behind[1:] if behind.startswith("、") else "")
    # 法制政府、法治社会 has the right character there; 学业辅导、心里辅导 are words of one kind
    shared = (
        "".join(one for one, other in zip(found, row, strict=False) if one == other)
        for row in rows
        if size >= _SURE and at is not None and row[at : at + 1] != right[at]
    )
    # “按装” is a word that is spoken of
    alone = size == _PAIR and f"“{found}”" in text[max(start - 1, 0) : end + 1]
    return (
        (not alone and is_coined(text, start, _SLOGAN if size >= _SURE else _SLOGAN // 2))
        or text[start - 1 : start] == "·"
        or any(each and words(each) != [each] for each in shared)
        or (at is not None and f"“{found[at]}”" in sheet.whole)
    )


def _is_name(sheet: Sheet, text: str, start: int) -> bool:
    """Whether two characters are of a person's name: 代表严俊昌, 徐宏扬表示, 民警姜卓群从, 牛鹏飞 whom the issue names again."""
    surname = text[start - 1 : start] in _SURNAMES
    # 参选人侯友宜: no word ends with the surname
    apart = start > 1 and 0 <= counts().pairs[text[start - 2 : start]] <= _OFTEN
    names = (text[at : at + 3] for at in (start - 1, start) if text[at : at + 1] in _SURNAMES)
    return (
        may_be_named(text, start)
        or (text[start + 1] in "从和在对与向" and may_be_named(text, start - 1))
        or (surname and (apart or bool(_DOES.match(text, start + _PAIR))))
        or any(all_han(name) and len(name) > _PAIR and sheet.whole.count(name) > 1 for name in names)
    )


# characters of a slogan, of a name in quotation marks
_SLOGAN: Final = 14
_SURNAMES: Final = frozenset(KNOWN_SURNAMES)
_DOES = Pattern("表示|说|希望|认为|介绍|同志|老师|教授|强调|指出|代表|坦言|告诉|在发言|委员|[作做]")


# --- recipients ------------------------------------------------------------------------------------------------------

_GROUP = Pattern("[^，；。,; ]+")
_PEOPLE = Pattern("(?:(?:主要|有关|其他|班子)?(?:领导|负责)(?:班子)?(?:同志|成员|人)?|同志|成员|组成人员)$")
_ORGAN_END: Final = tuple("厅室部局委院会组处校府办队社站所团心署")
_FULL_START: Final = "省市县区州国中本各自全驻"
# characters; one that leads its group, such as 县委办, may be shorter by one; so long a one leans on none before it
_SHORTEST_RECIPIENT: Final = 4
_LONG_RECIPIENT: Final = 7


def named_twice(sheet: Sheet) -> Iterator[Hit]:
    """A recipient that is named twice. Items that lean on the one before them (组织部、援疆办) are passed over."""
    seen: set[str] = set()
    for segment in sheet.of(Role.RECIPIENTS):
        for group in _GROUP.finditer(segment.text):
            people, at = _PEOPLE.search(group[0]), group.start()
            of_all = people[0] if people else ""
            for number, item in enumerate(group[0].split("、")):
                begins_full, name = item[:1] in _FULL_START, item.removesuffix(of_all) + of_all
                full = number == 0 or begins_full or len(item) >= _LONG_RECIPIENT
                # 县政府 may be that of another county
                short = len(item) < _SHORTEST_RECIPIENT - (number == 0 and begins_full)
                organ = of_all or item.endswith(_ORGAN_END) or len(item) > _SHORTEST_RECIPIENT
                if full and organ and not short:
                    if name in seen:
                        yield Hit(segment, at, at + len(item))
                    seen.add(name)
                at += len(item) + 1


_RANKED = Pattern(
    r"(?<![^，、；])[^，、；。]{0,8}?(?:([省市县区州地工党]委)|(人大(?:常委会)?)|(政府)|(政协)|(纪委(?:监委)?))(?:(?:主要|有关)?(?:领导|负责)(?:同志|人)?)?(?=[，、；。]|$)"
)


def out_of_order(segment: Segment) -> Iterator[Hit]:
    """市政协、市政府: 党委, 人大, 政府, 政协 and 纪委 stand in this order."""
    for one, two in pairwise(_RANKED.finditer(segment.text)):
        if segment.text[one.end() : two.start()] == "、" and (one.lastindex or 0) > (two.lastindex or 0):
            yield Hit(segment, *one.span(), params={"order": "党委、人大、政府、政协、纪委"})


def labels_out_of_order(sheet: Sheet) -> Iterator[Hit]:
    """报 before 送 before 发."""
    labels = [segment for segment in sheet.of(Role.FIELD) if segment.text in LABEL_ORDER]
    for one, two in pairwise(labels):
        if LABEL_ORDER[one.text] > LABEL_ORDER[two.text]:
            yield Hit(one, 0, len(one.text), params={"order": "报、送、发"})


RULES: Final = (
    Rule("P501", "doubled-word", CUSTOM, fixable=True, segment=doubled_word, roles=RUNNING),
    Rule("P502", "wrong-word", "现代汉语词典", fixable=True, sheet=wrong_word, certain=True),
    Rule("P504", "recipient-twice", CUSTOM, sheet=named_twice),
    Rule(
        "P505",
        "recipients-order",
        CUSTOM,
        sheet=labels_out_of_order,
        segment=out_of_order,
        roles=frozenset({Role.RECIPIENTS}),
    ),
)
