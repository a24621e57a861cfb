"""Words: doubled, wrong, organs spelt two ways, recipients named twice or out of order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final

from jianbao.errors import Level
from jianbao.language.han import all_han
from jianbao.language.labels import DISTRIBUTION_LABELS, LABEL_ORDER, THIS_ISSUE
from jianbao.language.persons import KNOWN_SURNAMES
from jianbao.language.words import is_verb, parted, words
from jianbao.proofread.data import word_classes
from jianbao.proofread.lexicon import WRONG, contrast, found_in
from jianbao.proofread.nearly import goes_there, may_be_named
from jianbao.proofread.rule import CUSTOM, HAN, Pattern, Rule
from jianbao.proofread.usage import faults_and
from jianbao.proofread.view import RUNNING, Hit, Role, Segment, Sheet

# first asked is what is soon told: whether the first character comes again
_WORD_TWICE = Pattern(rf"(?=(?P<first>.).{{1,3}}(?P=first))(?P<word>{HAN}{{2,4}})(?P=word)")


def doubled_word(segment: Segment) -> Iterator[Hit]:
    """的的, 工程工程."""
    return faults_and(segment, "P501", _word_twice(segment))


def _word_twice(segment: Segment) -> Iterator[Hit]:
    text = segment.text
    for found in _WORD_TWICE.finditer(text):
        word = found["word"]
        if (
            may_repeat(word)
            # 基金的基金的份额: one thing of another
            or word[0] in (word[-1], "的")
            # 点对点对农户, 北伐北伐》: halves of words, a name
            or (len(word) == _SHORT and words(word) != [word])
            or text[found.start() - 1 : found.start()] in ("《", "该")
            or text[: found.start()].count("“") > text[: found.start()].count("”")
            # 考核考核者, 监狱监狱长, 坚持坚持再坚持
            or text[found.end() : found.end() + 1] in tuple("者长链再下")
            # 罪过罪过: all that is said
            or {text[found.start() - 1], text[found.end() : found.end() + 1]} <= {*"，。；！？“”"}
        ):
            continue
        if _stands_free(text, found.start(), found.end()):
            # 会议地点：待定待定: a blank, not a slip; 外出闯荡闯荡: said so on purpose
            better, level = None if word.startswith("待") else word, Level.HINT if is_verb(word) else None
            yield Hit(segment, *found.span(), better, {"better": word}, level)


@cache
def _may_repeat() -> frozenset[str]:
    """Verbs that are said twice, what comes in lots, and nouns that end one word and begin the next (党组织组织…)."""
    return frozenset(word_classes()["repeated"].split("|"))


def may_repeat(word: str) -> bool:
    """Whether a word is one that is said twice: 研究研究, 一个一个, 走着走着."""
    return (
        word in _may_repeat()
        or (word[0] in _COUNTED and (len(word) < _LONG or word[0] == "一"))
        or len(set(word)) == 1 < len(word)
        or word[1:] in ("着", "什么")
    )


_SHORT: Final = 2
# characters: so long a word is no number with a measure word, 再接再厉再接再厉
_LONG: Final = 4
# what counts or strengthens, and is repeated with what it does so to
_COUNTED: Final = "一几半〇零二三四五六七八九十很越又再更太好真逐"
_AFTER_WORDS: Final = frozenset(
    "的了已和与各全在是为将被不要也都就把对从向及等中上下无有到能由会可正，。、；：！？”）"
)


def _stands_free(text: str, start: int, end: int) -> bool:
    """Whether the doubled word has a boundary at one side: 检查巡查巡护 and 支队支队长 are other words."""
    return (
        start == 0
        or end == len(text)
        or text[start - 1] in "，。、；：！？“（0123456789"
        or text[end] in _AFTER_WORDS
        or parted(text, start, (start + end) // 2, end)
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
                if not full or short or (people is None and not item.endswith(_ORGAN_END)):
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
