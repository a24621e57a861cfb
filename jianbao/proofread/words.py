"""Words: doubled, wrong, organs spelt two ways, recipients named twice or out of order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final

from jianbao.errors import Level
from jianbao.language.han import all_han, is_han
from jianbao.language.labels import DISTRIBUTION_LABELS, LABEL_ORDER, THIS_ISSUE
from jianbao.language.persons import KNOWN_SURNAMES
from jianbao.language.words import is_verb, parted
from jianbao.proofread.data import word_classes
from jianbao.proofread.data.counts import OTHER, counts
from jianbao.proofread.lexicon import WRONG, contrast, found_in
from jianbao.proofread.nearly import goes_there, may_be_named
from jianbao.proofread.rule import CUSTOM, HAN, Pattern, Rule
from jianbao.proofread.usage import faults_and
from jianbao.proofread.view import RUNNING, Hit, Role, Segment, Sheet, is_quoted

_TWICE = Pattern(f"(?=(?P<word>{HAN}{{1,4}}?)(?P=word))")
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
            # 《北伐北伐》, 罪过罪过: all that is said
            or is_quoted(text, start)
            or around[0] == "《"
            or {around[0], around[-1]} <= {*"，。；！？”"}
            or not _is_slip(text, start, end, "".join(char if is_han(char) else OTHER for char in around))
        ):
            continue
        # 会议地点：待定待定: a blank, not a slip; 外出闯荡闯荡: said so on purpose
        better, hint = None if word.startswith("待") else word, len(word) == 1 or is_verb(word)
        yield Hit(segment, start, end, better, {"better": word}, Level.HINT if hint else None)


@cache
def _said_twice() -> frozenset[str]:
    """Verbs that are said twice, and nouns that end one word and begin the next (党组织组织…)."""
    return frozenset(word_classes()["repeated"].split("|"))


def _is_slip(text: str, start: int, end: int, around: str) -> bool:
    """Whether edited text never has what stands twice so, and it is no end of one word and the beginning of another."""
    known, middle = counts(), (start + end) // 2
    if end - start > 2:
        seam = len(around) // 2
        return not known.fours[around[seam - 2 : seam + 2]] and parted(text, middle, end)
    often = min(known.pairs[around[:2]], known.pairs[around[2:]]) >= _OFTEN
    if not often or known.threes[around[:3]] or known.threes[around[1:]]:
        return False
    begins, begins_again, ends = (parted(text, at) for at in (start, middle, end))
    # 处处; 镇镇长
    return (begins_again and (ends or (begins and text[start] not in _BEFORE_ANY))) or not (
        begins or begins_again
    )


# the level of a pair that is part of words
_OFTEN: Final = 2
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
        if _is_name(sheet, found.segment.text, found.start, found.end):
            level = Level.HINT
        sure = (
            level is Level.CERTAIN
            or len(right) >= _SURE
            or goes_there(found.segment.text, found.start, found.end, right) > 0
        )
        # 一言一行 and 一雁一行: what says one thing after another may say any
        sure = sure and not (
            len(right) >= _SURE and level is not Level.CERTAIN and right[0] == right[2] in _ANYTHING
        )
        # a name is told of at most
        sure = sure and found.segment.role is not Role.NAME and level is not Level.HINT
        params = {"better": right}
        yield Hit(found.segment, found.start, found.end, right if sure else None, params, level)


def _is_name(sheet: Sheet, text: str, start: int, end: int) -> bool:
    """Whether two characters are of a person's name: 代表严俊昌, 徐宏扬表示, 牛鹏飞 whom the issue names again."""
    if end - start != _IN_NAME:
        return False
    if may_be_named(text, start) or (text[start - 1 : start] in _SURNAMES and _DOES.match(text, end)):
        return True
    names = (text[at : at + 3] for at in (start - 1, start) if text[at : at + 1] in _SURNAMES)
    return any(all_han(name) and len(name) > _IN_NAME and sheet.whole.count(name) > 1 for name in names)


_IN_NAME: Final = 2
_SURNAMES: Final = frozenset(KNOWN_SURNAMES)
_DOES = Pattern("表示|说|希望|认为|介绍|同志|老师|教授|强调|指出|代表|坦言|告诉|在发言|委员|[作做]")


# --- organs spelt two ways -------------------------------------------------------------------------------------------

# characters: shorter names differ by one character for good reasons
SHORTEST_NAME: Final = 7


def two_spellings(sheet: Sheet) -> Iterator[Hit]:
    """A name that differs by one character from that of an organ which the masthead or the colophon names."""
    names = _declared(sheet)
    for segment in sheet.segments:
        if segment.role not in RUNNING and segment.role is not Role.BYLINE:
            continue
        for name in names:
            yield from _near(segment, name)


def _declared(sheet: Sheet) -> list[str]:
    names: dict[str, None] = {}
    for segment in sheet.of(Role.NAME, Role.RECIPIENTS):
        for start, end in _items(segment.text):
            name = segment.text[start:end]
            if len(name) >= SHORTEST_NAME and all_han(name):
                names[name] = None
    return list(names)


def _near(segment: Segment, name: str) -> Iterator[Hit]:
    text, length = segment.text, len(name)
    at = text.find(name[:2])
    while at >= 0:
        if not text.startswith(name, at):
            for size in (length, length - 1, length + 1):
                candidate = text[at : at + size]
                if len(candidate) == size and _one_slip(candidate, name):
                    yield Hit(segment, at, at + size, params={"name": name})
                    break
        at = text.find(name[:2], at + 2)


def _one_slip(candidate: str, name: str) -> bool:
    """Whether the two differ by one character replaced, left out or put in, the ends being alike."""
    if len(candidate) == len(name):
        differing = [(a, b) for a, b in zip(candidate, name, strict=True) if a != b]
        return len(differing) == 1 and candidate[-1] == name[-1] and not contrast(*differing[0])
    if not all_han(candidate):
        return False
    longer, shorter = (candidate, name) if len(candidate) > len(name) else (name, candidate)
    if longer[-1] != shorter[-1]:
        return (
            len(name) >= 10 and shorter is candidate and longer[:-1] == shorter and name[-1] in "部局委厅办"
        )
    for index in range(2, len(longer) - 1):
        if longer[:index] + longer[index + 1 :] == shorter:
            return longer[index] not in "省市县区州乡镇总分副原新各"
    return False


# --- recipients ------------------------------------------------------------------------------------------------------

# characters; one that leads its group, such as 县委办, may be shorter by one
SHORTEST_RECIPIENT: Final = 4
_SEPARATORS: Final = "，、；。,; "
_PEOPLE = Pattern("(?:(?:主要|有关|其他|班子)?(?:领导|负责)(?:班子)?(?:同志|成员|人)?|同志|成员|组成人员)$")
_ORGAN_END: Final = tuple("厅室部局委院会组处校府办队社站所团心署")
_FULL_START: Final = "省市县区州国中本各自全驻"


def _items(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between separators."""
    start = 0
    for index, char in enumerate(text + "。"):
        if char in _SEPARATORS:
            if index > start:
                yield start, index
            start = index + 1


def _groups(segment: Segment) -> Iterator[list[tuple[int, int]]]:
    """The items of each group between ，or ；"""
    group: list[tuple[int, int]] = []
    for start, end in _items(segment.text):
        group.append((start, end))
        if segment.text[end : end + 1] != "、":
            yield group
            group = []


def named_twice(sheet: Sheet) -> Iterator[Hit]:
    """A recipient that is named twice. Items that lean on the one before them (组织部、援疆办) are passed over."""
    seen: set[str] = set()
    for segment in sheet.of(Role.RECIPIENTS):
        for group in _groups(segment):
            last = segment.text[group[-1][0] : group[-1][1]]
            people = _PEOPLE.search(last)
            for number, (start, end) in enumerate(group):
                item = segment.text[start:end]
                begins_full = item[0] in _FULL_START
                full = number == 0 or begins_full or len(item) >= 7
                # 县政府 may be that of another county
                short = len(item) < SHORTEST_RECIPIENT and not (
                    number == 0 and begins_full and len(item) == SHORTEST_RECIPIENT - 1
                )
                organ = people is not None or item.endswith(_ORGAN_END) or len(item) > SHORTEST_RECIPIENT
                if not full or short or not organ:
                    continue
                name = item if people is None or item.endswith(people[0]) else item + people[0]
                if name in seen:
                    yield Hit(segment, start, end)
                seen.add(name)


_RANKS: Final = (
    Pattern("^(?:[^人政纪]{0,6}(?:省委|市委|县委|区委|州委|地委|工委|党委))$"),
    Pattern("人大(?:常委会)?$"),
    Pattern("政府$"),
    Pattern("政协$"),
    Pattern("(?:纪委|纪委监委)$"),
)


def stop_among_recipients(segment: Segment) -> Iterator[Hit]:
    """县委办公室。县政府办公室: a full stop stands at the end of a line of recipients alone."""
    at = segment.text.find("。")
    if 0 <= at < len(segment.text.rstrip()) - 1:
        yield Hit(segment, at, at + 1, "，")


def label_unknown(sheet: Sheet) -> Iterator[Hit]:
    """抄抄: what is no label of a line of recipients, and is like one."""
    for segment in sheet.of(Role.FIELD):
        text = "".join(segment.text.split()).removeprefix(THIS_ISSUE)
        known = segment.location[-1] != "label" or text in DISTRIBUTION_LABELS
        if not known and 0 < len(text) < 3 and set(text) <= set("报送发抄呈主分增"):
            yield Hit(segment, 0, len(segment.text))


def out_of_order(sheet: Sheet) -> Iterator[Hit]:
    """党委、人大、政府、政协、纪委, and 报 before 送 before 发."""
    line: list[tuple[Segment, int, int, int]] = []
    for segment in sheet.of(Role.RECIPIENTS):
        if line and line[-1][0].location[:2] != segment.location[:2]:
            yield from _disorder(line)
            line = []
        elif line and not isinstance(segment.location[-2], int) and segment.location[-2] != "to":
            line = []
        for group in _groups(segment):
            single = len(group) == 1 and segment.location[3:] != () and len(segment.text) == group[0][1]
            ranked = [(segment, start, end, _rank(segment.text[start:end])) for start, end in group]
            if single:
                line += ranked
            else:
                yield from _disorder(line)
                line = []
                yield from _disorder(ranked)
    yield from _disorder(line)
    labels = [segment for segment in sheet.of(Role.FIELD) if segment.location[-1] == "label"]
    for segment, following in pairwise(labels):
        rank, after = (LABEL_ORDER.get(each.text, -1) for each in (segment, following))
        if 0 <= after < rank:
            yield Hit(segment, 0, len(segment.text), params={"order": "报、送、发"})


def _rank(item: str) -> int:
    people = _PEOPLE.search(item)
    bare = item[: people.start()] if people else item
    return next((rank for rank, pattern in enumerate(_RANKS) if pattern.search(bare)), -1)


def _disorder(items: list[tuple[Segment, int, int, int]]) -> Iterator[Hit]:
    ranked = [item for item in items if item[3] >= 0]
    for (segment, start, end, rank), following in pairwise(ranked):
        if rank > following[3]:
            yield Hit(segment, start, end, params={"order": "党委、人大、政府、政协、纪委"})


RULES: Final = (
    Rule("P501", "doubled-word", CUSTOM, fixable=True, segment=doubled_word, roles=RUNNING),
    Rule("P502", "wrong-word", "现代汉语词典", fixable=True, sheet=wrong_word, certain=True),
    Rule("P503", "two-spellings", CUSTOM, sheet=two_spellings),
    Rule("P504", "recipient-twice", CUSTOM, sheet=named_twice),
    Rule("P505", "recipients-order", CUSTOM, sheet=out_of_order),
    Rule(
        "P518",
        "stop-among-recipients",
        CUSTOM,
        fixable=True,
        segment=stop_among_recipients,
        roles=frozenset({Role.RECIPIENTS}),
    ),
    Rule("P519", "label-unknown", CUSTOM, sheet=label_unknown),
)
