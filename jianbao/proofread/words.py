"""Words that are doubled or wrong."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from jianbao.errors import Level
from jianbao.language.han import all_han
from jianbao.language.persons import KNOWN_SURNAMES
from jianbao.language.words import is_verb, parted, words
from jianbao.proofread.data import word_classes
from jianbao.proofread.lexicon import WRONG, found_in
from jianbao.proofread.nearly import goes_there, may_be_named
from jianbao.proofread.rule import CUSTOM, HAN, Pattern, Rule
from jianbao.proofread.usage import faults_in, known_faults
from jianbao.proofread.view import RUNNING, Hit, Role, Segment, Sheet, apart

# first asked is what is soon told: whether the first character comes again
_WORD_TWICE = Pattern(rf"(?=(?P<first>.).{{1,3}}(?P=first))(?P<word>{HAN}{{2,4}})(?P=word)")


def doubled_word(segment: Segment) -> Iterator[Hit]:
    """的的, 工程工程."""
    told = [*faults_in(segment, known_faults()["P501"])]
    yield from told
    yield from apart(_word_twice(segment), told)


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


# --- recipients ------------------------------------------------------------------------------------------------------

RULES: Final = (
    Rule("P501", "doubled-word", CUSTOM, fixable=True, segment=doubled_word, roles=RUNNING),
    Rule("P502", "wrong-word", "现代汉语词典", fixable=True, sheet=wrong_word, certain=True),
)
