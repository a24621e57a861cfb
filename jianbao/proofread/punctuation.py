"""Marks: half-width, unpaired, doubled, malformed, missing or out of place (GB/T 15834-2011)."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from jianbao.errors import Level, Severity
from jianbao.language.han import all_han, is_han
from jianbao.language.numerals import COUNTING
from jianbao.language.persons import COMPOUND_SURNAMES, SURNAMES, joins_name
from jianbao.language.words import word_starts
from jianbao.proofread.data.counts import counts
from jianbao.proofread.numbering import ordinal
from jianbao.proofread.rule import HAN, MARKS_NORM, STOPS, Pattern, Rule
from jianbao.proofread.siblings import last_marks
from jianbao.proofread.usage import faults_in, known_faults
from jianbao.proofread.view import (
    CAPTIONS,
    HEADLINES,
    PROSE,
    RUNNING,
    TEXTS,
    Hit,
    Role,
    Segment,
    Sheet,
)

FULL: Final = {
    "．": "。",
    ",": "，",
    ";": "；",
    ":": "：",
    "?": "？",
    "!": "！",
    "(": "（",
    ")": "）",
    ".": "。",
}
PAIRS: Final = {
    "“": "”",
    "‘": "’",
    "（": "）",
    "《": "》",
    "〈": "〉",
    "【": "】",
    "〔": "〕",
    "「": "」",
    "『": "』",
}
CLOSERS: Final = {closer: opener for opener, closer in PAIRS.items()}
_TITLES: Final = {"“": "《"}
_WITHIN: Final = {"《": "〈", "“": "‘", "〈": "《", "‘": "“"}
_BRACKET = Pattern(f"[{''.join((*PAIRS, *CLOSERS))}]")
ENDS: Final = frozenset("。！？…；：”’）》】—.!?;:)\"'")

_WEB = Pattern(r"(?:https?://|www\.|[A-Za-z0-9_.+-]+@)[A-Za-z0-9_./?=&%#:~,;@+-]+")
_HALF = Pattern(r"(?<=[^\x00-\x7f])[,;:?!.．](?!\.)|(?<=[0-9A-Za-z%/])[,;!?](?=[^\x00-\x7f])")
# forms for other scripts' lines, which stand for one mark alone
_SMALL: Final = dict(zip("｡､﹐﹑﹔﹕﹖﹗", "。、，、；：？！", strict=True))
_SMALL_MARKS = Pattern(f"[{''.join(_SMALL)}]")
_HALF_BRACKETS = Pattern(rf"\(([^()（）]*)\)|\(([^()（）]*{HAN}[^()（）]*)）|（([^()（）]*{HAN}[^()（）]*)\)")


def _web_addresses(text: str) -> list[tuple[int, int]]:
    if "/" not in text and "@" not in text and "www" not in text:
        return []
    return [(found.start(), found.start() + len(found[0].rstrip(",.;:?!"))) for found in _WEB.finditer(text)]


def half_width(segment: Segment) -> Iterator[Hit]:
    """Half-width marks in Chinese text; a pair of brackets is one finding."""
    text = segment.text
    web = _web_addresses(text)
    for found in _HALF.finditer(text):
        at, mark = found.start(), found[0]
        if any(start <= at < end for start, end in web):
            continue
        after = text[at + 1 : at + 2]
        before = text[at - 1]
        if not (
            is_han(before) or before in "”’）》】" or (before.isascii() and (is_han(after) or after in "“《"))
        ):
            continue
        if mark in ".．" and ((after and not is_han(after)) or joins_name(text, at)):
            continue
        # 十四.五规划: a point that is too much, or 三点五
        sure = mark not in ".．" or not (after and after in COUNTING and before in COUNTING)
        yield Hit(segment, at, at + 1, FULL[mark] if sure else None, {"better": FULL[mark]})
    for found in _SMALL_MARKS.finditer(text):
        yield Hit(segment, *found.span(), _SMALL[found[0]])
    for found in _HALF_BRACKETS.finditer(text) if "(" in text or ")" in text else ():
        inner = found[1] or found[2] or found[3] or ""
        if not found.start() and text[found.end() : found.end() + 1] in tuple("、，,.") and ordinal(text):
            # P305 says it
            continue
        before = text[found.start() - 1 : found.start()]
        if any(map(is_han, inner)) or (is_han(before) and inner and not inner.isdigit()):
            yield Hit(segment, *found.span(), f"（{found[0][1:-1]}）")


_STRAIGHT = Pattern(rf"\"([^\"“”]*)\"|(?<![A-Za-z0-9])'([^'‘’]*{HAN}[^'‘’]*)'|\"")


def straight_quotes(segment: Segment) -> Iterator[Hit]:
    """The typewriter's quotation marks around Chinese words."""
    text = segment.text
    for found in _STRAIGHT.finditer(text):
        around = (
            text[max(found.start() - 1, 0) : found.start()] + found[0] + text[found.end() : found.end() + 1]
        )
        if not any(map(is_han, around)):
            continue
        if found[1] is not None:
            yield Hit(segment, *found.span(), f"“{found[1]}”")
        elif found[2] is not None:
            # they stand within others or are the outer ones; among typewriter's marks nobody knows which
            before = text[: found.start()]
            inside = before.count("“") > before.count("”")
            pair = "‘’" if inside else "“”"
            yield Hit(segment, *found.span(), None if '"' in text else f"{pair[0]}{found[2]}{pair[1]}")
        else:
            yield Hit(segment, *found.span(), _other_half(text, found.start()))


def _other_half(text: str, at: int) -> str | None:
    """Which mark the typewriter's one at `at` is: “心里有底"; None where nobody knows."""
    before, behind = text[:at], text[at + 1 :]
    if '"' in before + behind:
        return None
    opened = before.count("“") - before.count("”")
    closed = behind.count("”") - behind.count("“")
    return {(1, 0): "”", (0, 1): "“"}.get((opened, closed))


# --- pairs -----------------------------------------------------------------------------------------------------


def _counts(text: str, index: int) -> bool:
    """Whether the mark at `index` takes part in pairing: an apostrophe and the bracket of `1）` do not."""
    char = text[index]
    if char == "’":
        before, after = text[index - 1 : index], text[index + 1 : index + 2]
        western = (
            before.isascii()
            and before.isalpha()
            and (not after or after == " " or (after.isascii() and after.isalpha()))
        )
        return not (western or after.isdigit())
    if char == "）":
        return not (index <= 3 and text[:index].strip().isalnum() and text[:index].strip().isascii())
    return char in PAIRS or char in CLOSERS


class _Marks:
    """The marks of a text that pair, and where each kind comes next: a text may hold 100,000 of them."""

    def __init__(self, text: str) -> None:
        self.all = [
            (found.start(), found[0]) for found in _BRACKET.finditer(text) if _counts(text, found.start())
        ]
        self._places: dict[str, list[int]] = {}
        for index, char in self.all:
            self._places.setdefault(char, []).append(index)

    def following(self, char: str, index: int, count: int = 1) -> int:
        """The place of the `count`th `char` behind `index`, the end of all texts if there is none."""
        places = self._places.get(char, [])
        at = bisect_right(places, index) + count - 1
        return places[at] if at < len(places) else _NEVER


_NEVER: Final = 1 << 60


def _bracket_faults(text: str) -> Iterator[tuple[str, int]]:
    """("unpaired" or "nested", index) of each mark that has no partner, or that stands wrongly within another pair."""
    # a half-width partner is for P101 to tell
    if text.count("（") != text.count("）"):
        text = text.replace("(", "（").replace(")", "）")
    marks = _Marks(text)
    open_: list[tuple[int, str]] = []
    depth: Counter[str] = Counter()
    forgiven: Counter[str] = Counter()
    for index, char in marks.all:
        if char in PAIRS:
            # 《 〈 《 and “ ‘ “ are right
            if char != "（" and depth[char] and open_[-1][1] not in (_WITHIN.get(char), _TITLES.get(char)):
                yield from _opening(index, char, marks, open_, depth)
            open_.append((index, char))
            depth[char] += 1
        elif open_ and open_[-1][1] == CLOSERS[char]:
            depth[open_.pop()[1]] -= 1
        elif forgiven[char]:
            forgiven[char] -= 1
        elif depth[CLOSERS[char]]:
            while open_[-1][1] != CLOSERS[char]:
                yield _crossing(index, *open_[-1], marks, forgiven)
                depth[open_.pop()[1]] -= 1
            depth[open_.pop()[1]] -= 1
        else:
            yield "unpaired", index
    for index, _ in open_:
        yield "unpaired", index


def _opening(
    index: int, char: str, marks: _Marks, open_: list[tuple[int, str]], depth: Counter[str]
) -> Iterator[tuple[str, int]]:
    """A second mark of a kind that is open: the first lacks its partner, unless two partners follow."""
    if marks.following(PAIRS[char], index, 2) < marks.following(char, index):
        yield "nested", index
        return
    while depth[char]:
        lost, opener = open_.pop()
        depth[opener] -= 1
        yield "unpaired", lost


def _crossing(index: int, lost: int, opener: str, marks: _Marks, forgiven: Counter[str]) -> tuple[str, int]:
    """A mark that stands open above the one that is closed at `index`: it crosses it if its partner follows."""
    closer = marks.following(PAIRS[opener], index)
    if closer < _NEVER and closer < marks.following(opener, index):
        forgiven[PAIRS[opener]] += 1
        return "nested", lost
    return "unpaired", lost


def unpaired(sheet: Sheet) -> Iterator[Hit]:
    """Marks without a partner. A quotation may run over several paragraphs, each beginning with “."""
    texts = _brackets(sheet)
    over = {id(each) for first, last in _quotations(texts) for each in (texts[first], texts[last])}
    for number, (segment, faults) in enumerate(texts):
        following = texts[number + 1][0].text if number + 1 < len(texts) else ""
        told = {at for pair in _turned(segment.text, faults) for at in pair}
        if (miswritten := _miswritten(segment.text, faults)) is not None:
            first, last, wrong, right = miswritten
            told |= {first, last}
            yield Hit(segment, wrong, wrong + 1, right)
        for kind, index in faults:
            mark = segment.text[index]
            if index in told:
                continue
            if kind != "unpaired" or (mark in "“‘" and following.startswith(mark)):
                continue
            if mark in "“”" and id(texts[number]) in over:
                continue
            if segment.text[index - 1 : index] == mark:
                # ”” where one closes
                yield Hit(segment, index - 1, index + 1, mark)
                continue
            yield Hit(segment, *_clause(segment.text, index), params={"text": mark})


def _turned(text: str, faults: list[tuple[str, int]]) -> Iterator[tuple[int, int]]:
    """The places of ” and “ that stand round a quotation the wrong way: ”大学“."""
    unpaired = [index for kind, index in faults if kind == "unpaired" and text[index] in "“”"]
    for first, last in pairwise(unpaired):
        # ”该条规定：“ ends one quotation and begins the next
        if first and text[first] == "”" and text[last] == "“" and text[last - 1] not in "：，":
            marks = [at for at in range(first, last + 1) if text[at] in "“”"]
            yield from zip(marks[::2], marks[1::2], strict=False)


_INNER_MARKS: Final = {"‘": "“", "’": "”", "〈": "《", "〉": "》"}
# characters of a pair whose halves are alike: “四史“
LONGEST_ALIKE: Final = 20
# and where nothing but its end can stand: “人人讲安全、个个会应急“。
LONGEST_CLOSED: Final = 40


def _miswritten(text: str, faults: list[tuple[str, int]]) -> tuple[int, int, int, str] | None:
    """The two marks that are a pair but for one of them, where that one stands, and what it should be: “…’, “四史“."""
    first, last = sorted(index for _, index in faults) if len(faults) == 2 else (0, 0)
    if first == last or {kind for kind, _ in faults} != {"unpaired"}:
        return None
    opener, closer = text[first], text[last]
    if opener in PAIRS and _INNER_MARKS.get(closer) == PAIRS[opener]:
        return first, last, last, PAIRS[opener]
    if closer in CLOSERS and _INNER_MARKS.get(opener) == CLOSERS[closer]:
        return first, last, first, CLOSERS[closer]
    between = text[first + 1 : last]
    # no mark that opens stands before a stop
    ends = (
        opener in PAIRS
        and text[last + 1 : last + 2] in tuple("，。；、！？")
        and len(between) <= LONGEST_CLOSED
    )
    limit, stops = (LONGEST_CLOSED, _SENTENCES) if ends else (LONGEST_ALIKE, STOPS)
    if opener != closer or not 0 < len(between) <= limit or any(mark in between for mark in stops):
        return None
    if opener in PAIRS:
        return first, last, last, PAIRS[opener]
    return first, last, first, CLOSERS[opener]


def turned_quotes(sheet: Sheet) -> Iterator[Hit]:
    """”大学是素质教育“: the marks stand the wrong way round."""
    for segment, faults in _brackets(sheet):
        for first, last in _turned(segment.text, faults):
            yield Hit(segment, first, last + 1, f"“{segment.text[first + 1 : last]}”")


_CLAUSES: Final = "，。；：？！"
_SENTENCES: Final = "。？！"


def _clause(text: str, index: int) -> tuple[int, int]:
    """The mark at `index` and the words as far as its partner may be missing: to the next stop, or from the last one.

    A quotation may hold a whole sentence.
    """
    if text[index] in PAIRS:
        stops = _SENTENCES if text[index] == "“" else _CLAUSES
        end = next((at for at in range(index + 1, len(text)) if text[at] in stops), len(text) - 1)
        return index, min(end + 1, len(text))
    return next((at + 1 for at in range(index - 1, -1, -1) if text[at] in _CLAUSES), 0), index + 1


# of one quotation
MOST_PARAGRAPHS: Final = 12


def _quotations(texts: list[tuple[Segment, list[tuple[str, int]]]]) -> Iterator[tuple[int, int]]:
    """First and last text of each quotation that is opened in one paragraph and closed in a later one of its body."""
    opened = -1
    for number, (segment, faults) in enumerate(texts):
        text = segment.text
        marks = [(text[index], index) for kind, index in faults if kind == "unpaired"]
        if opened >= 0 and (segment.body != texts[opened][0].body or number - opened > MOST_PARAGRAPHS):
            opened = -1
        # one may end and the next begin in the same paragraph
        if (
            marks
            and marks[0][0] == "”"
            and opened >= 0
            and (not marks[0][1] or text[marks[0][1] - 1] in "。！？；…）")
        ):
            yield opened, number
            opened = -1
            marks = marks[1:]
        if len(marks) == 1 and marks[0][0] == "“":
            begins = text.startswith("“")
            if begins or text[marks[0][1] - 1] in "：定为即，":
                opened = opened if begins and opened >= 0 else number


def quotation_goes_on(sheet: Sheet) -> Iterator[Hit]:
    """A paragraph within a quotation that does not begin with “ (4.8.3.3)."""
    texts = _brackets(sheet)
    for first, last in _quotations(texts):
        for segment, _ in texts[first + 1 : last + 1]:
            if segment.text[:1] not in "“”":
                yield Hit(segment, 0, 1)


_INNER = {"“": "‘’", "‘": "“”", "《": "〈〉"}


def nested(sheet: Sheet) -> Iterator[Hit]:
    """A pair within a pair of its own kind, or crossing another."""
    for segment, faults in _brackets(sheet):
        for kind, index in faults:
            if kind == "nested":
                inner = _INNER.get(segment.text[index], "")
                yield Hit(
                    segment, index, index + 1, params={"inner": inner or PAIRS.get(segment.text[index], "")}
                )


def _brackets(sheet: Sheet) -> list[tuple[Segment, list[tuple[str, int]]]]:
    """Each running text with the faults of its pairs."""
    if "brackets" not in sheet.memo:
        texts = (segment for segment in sheet.segments if segment.role in RUNNING)
        sheet.memo["brackets"] = [(segment, list(_bracket_faults(segment.text))) for segment in texts]
    found: list[tuple[Segment, list[tuple[str, int]]]] = sheet.memo["brackets"]
    return found


# --- doubled and clashing marks ------------------------------------------------------------------------------------

_DOUBLED = Pattern(
    rf"[{STOPS}]{{2,}}|[，。、；：][”’）》】][，。；、！？]|[？！][”’][，。；！？]|[，、；][”’](?=[\u4e00-\u9fff])(?![^，。；“”]{{1,12}}(?:[说道答问]|，“))|[，。、；：][,.;](?![\d.])"
)


_TWICE: Final = ("！！", "？？")


def doubled(segment: Segment) -> Iterator[Hit]:
    """Two stops where one belongs: ，， or 。， or 。”。; one before 等."""
    for found in _STOP_BEFORE_ETC.finditer(segment.text):
        yield Hit(segment, *found.span(), level=Level.DOUBTFUL)
    for found in _DOUBLED.finditer(segment.text):
        marks = found[0]
        # in a speech they may stand twice for a loud voice
        twice = marks in _TWICE and segment.text[: found.start()].count("“") <= segment.text[
            : found.start()
        ].count("”")
        if (
            (set(marks) <= {"？", "！"} and not twice)
            or marks.startswith("。。。")
            or marks in ("：”，", "：”、")
        ):
            continue
        before = segment.text[: found.start()]
        if len(marks) == 2 and marks[1] == "”" and before.count("“") <= before.count("”"):
            # P118 tells marks that are turned round
            continue
        alike = len(set(marks)) == 1
        better = marks[0] if alike else _one_of(marks, before, segment.text[found.end() :])
        yield Hit(segment, *found.span(), better, level=Level.CERTAIN if alike and not twice else None)


def _one_of(marks: str, before: str, after: str) -> str | None:
    """Which of two marks belongs there, where nothing else can be meant: ，。 at the end, 他问：“…？”。"""
    # one of a list may end with ；
    if not after and (marks in ("，。", "、。") or (marks == "；。" and not ordinal(before))):
        return "。"
    speech = before.rpartition("“")[0].endswith("：")
    return marks[:2] if marks in ("？”。", "！”。") and speech else None


LONGEST_CONTRAST: Final = 24
_CONTRASTED = Pattern("”(?:而不是|而非|不是|变|换|到|与|和|对)“[^”]*”$")
_BETWEEN = Pattern("(?<=[》”])、(?=[《“])")


def enumeration_comma(segment: Segment) -> Iterator[Hit]:
    """、 between 》《 or ”“."""
    for found in _BETWEEN.finditer(segment.text):
        before = segment.text[max(found.start() - LONGEST_CONTRAST, 0) : found.start()]
        if _CONTRASTED.search(before[before.rfind("、") + 1 :]):
            continue
        yield Hit(segment, *found.span(), "")


_DOTS = Pattern(r"\.{3,}|。{3,}|·{3,}|…+|、{3,}")


def ellipsis(segment: Segment) -> Iterator[Hit]:
    """An ellipsis that is not ……"""
    for found in _DOTS.finditer(segment.text):
        around = (
            segment.text[max(found.start() - 1, 0) : found.start()]
            + segment.text[found.end() : found.end() + 1]
        )
        if found[0] in ("……", "…………") or (around and around.isascii()):
            continue
        if found[0] == "…" and (around == "“”" or (not around and segment.role is Role.CELL)):
            # the statisticians' sign for a figure that is too small or unknown
            continue
        # another number of dots may stand for one full stop, for words to come or for a mark hit twice
        sure = "…" in found[0] or (len(found[0]) in (3, 6) and "、" not in found[0])
        yield Hit(segment, *found.span(), "……" if sure else None)


_DASHES = Pattern("[—\u2013\u2015\u2500\u2501\uff0d\u2e3a\u2012-]{2,}|[\u2015\u2500]")


def dash(segment: Segment) -> Iterator[Hit]:
    """A dash that is not ——"""
    text = segment.text
    web = _web_addresses(text)
    for found in _DASHES.finditer(text):
        around = text[max(found.start() - 1, 0) : found.start()] + text[found.end() : found.end() + 1]
        inside = any(start <= found.start() < end for start, end in web)
        if found[0] in ("——", "————") or around.isascii() or inside or any(c.isdigit() for c in around):
            continue
        yield Hit(segment, *found.span(), "——")


_STOP_BEFORE_ETC = Pattern("[，。；、](?=等(?:[\\d一二三四五六七八九十两多方有]|指标|工作|问题|事项|内容))")
_ET_CETERA = Pattern(
    rf"(?:等等|等)……(?:等等|等)?|……(?:等等|等(?:(?![我你他她它待候到着下一了])(?={HAN}{{0,8}}[，。；、）”])|(?=[两三四五六七八九十\d]{{1,3}}[起个项名])))"
)


def ellipsis_and_so_on(segment: Segment) -> Iterator[Hit]:
    """…… and 等 say the same."""
    for found in _ET_CETERA.finditer(segment.text):
        # the dots of a speech that breaks off belong to it
        if segment.text.startswith("”", found.end()):
            continue
        yield Hit(segment, *found.span())


_AND = Pattern(
    rf"、(?=(?:和(?!林格尔|合共|衷共|而不)(?![平谐睦美解田静布硕县顺气政善风])|与(?![会时众人])(?={HAN}{{1,5}}[，。；])|以及|及(?![时早格第物])))",
)


def comma_before_and(segment: Segment) -> Iterator[Hit]:
    """、 before 和, 与, 及."""
    for found in _AND.finditer(segment.text):
        yield Hit(segment, *found.span(), "")


# characters looked through for its beginning
LONGEST_SENTENCE: Final = 200

_SAID = Pattern(
    r"(?:(?:(?<![子话语诗])说|[写说笑答问]道|坦言|感慨|感叹)：“(?P<short>[^“”]{5,})”。|(?:指出|强调|表示|回忆|认为|介绍)：“(?P<said>[^“”]{8,})”。)"
)


_THEN_SAID = Pattern(
    rf"(?:^|(?<=[。！？；，]))“[^“”]{{4,}}(?<![。！？…，])(?P<at>”。)(?={HAN}{{2,12}}(?:说|说道|介绍|表示|感慨|感叹|回忆|告诉记者)[。，])",
)


def stop_outside_quotation(segment: Segment) -> Iterator[Hit]:
    """他说：“……”。 for 他说：“……。” and “……”。他说。 Words that are part of the sentence (提出“……”。) keep the stop outside."""
    text = segment.text
    for found in _SAID.finditer(text) if "：“" in text else ():
        before = text[max(found.start() - LONGEST_SENTENCE, 0) : found.start()]
        sentence = before[max(map(before.rfind, "。！？；")) + 1 :]
        if (found["said"] or found["short"])[-1] in "。！？…—，、；：" or "“" in sentence:
            continue
        yield Hit(segment, found.end() - 2, found.end(), "。”")
    for found in _THEN_SAID.finditer(text):
        yield Hit(segment, *found.span("at"), "。”")


_ASKS = Pattern(r"如何|怎|什么|哪|谁|吗|呢|何以|为何|还是|[是能可应]否|多少|有没有|几|(\w)不\1")


def unsuited(segment: Segment) -> Iterator[Hit]:
    """以下几点；一是…, 《…活动》, “关于…的通知”, 研究如何…？: a mark in the place of another."""
    for hit in faults_in(segment, known_faults()["P117"]):
        before = segment.text[: hit.start]
        sentence = before[max(map(before.rfind, "。！？；")) + 1 :]
        if hit.params["better"] != "”，" or not _ASKS.search(sentence):
            yield hit


# --- where a text begins and ends ----------------------------------------------------------------------------------


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


_CREDITED = Pattern("[。\\s\u3000（(][^，。；]{1,16}(?:摄|供图|供稿)[）)]?$")
_CONTACT = ("电话", "邮编", "邮箱", "传真", "网址", "地址", "联系人", "mail", "撰稿", "编辑", "责编")


# characters
_SHORTEST_SENTENCE: Final = 6
_SALUTATIONS: Final = ("尊敬的", "各位", "同志们", "女士们", "亲爱的", "朋友们")
# characters
LONGEST_LINE: Final = 40


def missing_stop(segment: Segment) -> Iterator[Hit]:
    """A paragraph of sentences that ends without a mark."""
    text = segment.text.rstrip()
    if (
        len(text) < 12
        or not text
        or text[-1] in ENDS
        or not (is_han(text[-1]) or text[-1] in "%％，、℃" or text[-1].isalnum())
    ):
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
    if not sentences and len(text) <= LONGEST_LINE and text.count("，") == 1 and text[-1] != "，":
        return
    if not sentences and (segment.role is Role.ITEM or (ordinal(text) and len(text) <= 40)):
        return
    # words may have been lost with the mark; with 。 before, ， is the mark that was meant for another
    meant = text[-1] == "，" and len(text) - text.rfind("。") > _SHORTEST_SENTENCE and "。" in text
    yield Hit(segment, len(text) - 1, len(text), "。" if meant else None)


def stop_at_start(segment: Segment) -> Iterator[Hit]:
    """A paragraph that begins with a stop or a closing mark."""
    if segment.text[:1] in "，。、；：？！”’）》】" and segment.text:
        yield Hit(segment, 0, 1, "" if segment.text[0] in STOPS else None)


# --- spaces --------------------------------------------------------------------------------------------------------

_CHINESE_MARKS: Final = frozenset("，。、；：？！“”‘’（）《》【】—…")
_SPACES = Pattern("[ \u3000]+")
_QUOTED = Pattern("“[^”]*”|《[^》]*》|‘[^’]*’|（[^）]*）")
# characters, such as 第一百二十三条
LONGEST_NUMBER: Final = 8
_NUMBERED = Pattern(
    r"(?:第[\d〇零一二三四五六七八九十百]{1,6}[条章节款项号期编部分届次讲课类组]"
    r"|(?:附件|附表|附图|案例|议题|专题|图|表|例)[\d一二三四五六七八九十]{0,3}|[问答])$"
)
_LABELLED = Pattern(rf"{HAN}{{2,8}}：")
_ENDS_TITLE: Final = frozenset("长任员师家生手警者记授表志，。、；：“（")
LONGEST_DATELINE: Final = 24
_DATELINE = Pattern(r"(?:[社报网台][^，。；：！？\s]{0,16}|^[^，。；：！？\s]{0,16}日)(?:电|讯|报道|消息)$")
_CREDIT = Pattern(
    r"[^，。；\s]{0,8}(?:[/／\s][^，。；\s]{1,4}){0,2}[/／\s]?(?:摄|供图)|[^，。；\s]{0,6}(?:摄|供图|供稿|撰稿|文|图|报道|整理|编辑)(?:[/／、][文图摄])?[。）]?$"
)
_NAME_AFTER = Pattern(rf"[ \u3000]+({HAN}{{1,3}})(?:[{STOPS}）\s\u3000]|$)")


def spaces(segment: Segment) -> Iterator[Hit]:
    """Spaces within Chinese prose. Within quotation marks they divide slogans, between names they are custom."""
    text = segment.text
    # three gaps and more: a list of names
    # a line without any stop is a heading in two halves
    if len(text) < 12 or text.count("\u3000") > 2 or not any(mark in text for mark in "，。；！？"):
        return
    quoted = [found.span() for found in _QUOTED.finditer(text)]
    for found in _SPACES.finditer(text):
        start, end = found.span()
        if not (_is_chinese(text[max(start - 1, 0) : start]) and _is_chinese(text[end : end + 1])):
            continue
        beside_mark = text[start - 1] in STOPS or text[end] in STOPS
        if any(first < start < last for first, last in quoted) or _CREDIT.match(text, end):
            continue
        if (
            not beside_mark
            and not parts_word(text, start, end)
            and (
                ordinal(text[:start] + "　")
                or (start <= LONGEST_NUMBER and _NUMBERED.match(text[:start]))
                or (_LABELLED.match(text) and _LABELLED.match(text, end))
                or _is_name(text, start)
                or text.endswith(("记者", "通讯员"), 0, start)
                or (text[start - 1] == "日" and text[0].isdigit())
                or _DATELINE.search(text[max(start - LONGEST_DATELINE, 0) : start])
            )
        ):
            continue
        # an indent in the midst of a text: two paragraphs have run together
        joined = found[0] == _INDENT and text[start - 1] in "。！？；：”"
        yield Hit(segment, start, end, None if joined else "")


_INDENT: Final = "\u3000\u3000"
_DATE = Pattern(r"(?<!\d)(?:\d{4}年)?\d{1,2}月\d{1,2}日")


def blanks_in_date(segment: Segment) -> Iterator[Hit]:
    """9 月10日: a blank between figures and Han characters is not set; still, in one date there are all of them or none."""
    text, offsets = segment.text, segment.offsets
    for found in _DATE.finditer(text) if len(offsets) == len(text) else ():
        edges = [
            at for at in range(found.start(), found.end() - 1) if text[at].isdigit() != text[at + 1].isdigit()
        ]
        blanks = sum(offsets[at + 1] - offsets[at] > 1 for at in edges)
        if 0 < blanks < len(edges):
            yield Hit(segment, *found.span(), found[0])


# characters on each side
_AROUND: Final = 6


def blanks_in_word(segment: Segment) -> Iterator[Hit]:
    """四、强化预 警: a blank within a word, in a heading or a title, where others part what belongs together."""
    text = segment.text
    for found in _SPACES.finditer(text):
        start, end = found.span()
        if len(text[max(start - _AROUND, 0) : start]) > 2 < len(text[end : end + _AROUND]) and parts_word(
            text, start, end
        ):
            yield Hit(segment, start, end, "")


def parts_word(text: str, start: int, end: int) -> bool:
    """Whether what lies from `start` to `end` parts a word of two characters: 预 警, 辍 学."""
    before, after = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
    if not (all_han(before[-1:]) and all_han(after[:1])):
        return False
    starts, known = word_starts(before + after), counts()
    one = (
        not starts[len(before)] and starts[len(before) - 1] and starts[min(len(before) + 1, len(starts) - 1)]
    )
    around = (before[-2:] + after[0], before[-1] + after[:2])
    return (
        one
        and bool(known.pairs[before[-1] + after[0]])
        and all(known.threes[row] for row in around if len(row) == 3 and all_han(row))
    )


def blanks(segment: Segment) -> Iterator[Hit]:
    """Blanks where none belongs."""
    if segment.role in _HEADS:
        yield from blanks_in_word(segment)
        return
    yield from spaces(segment)
    yield from blanks_in_date(segment)


_HEADS: Final = HEADLINES | {Role.HEADING}


def _is_chinese(char: str) -> bool:
    return is_han(char) or char in _CHINESE_MARKS


def _is_name(text: str, space: int) -> bool:
    """Whether a name of two or three characters, or the second part of one, follows the space."""
    if (
        text[space - 1] in SURNAMES
        and text[space] == "\u3000"
        and (space == 1 or text[space - 2] in _ENDS_TITLE)
    ):
        return True
    found = _NAME_AFTER.match(text, space)
    if found is None:
        return False
    return found[1][0] in SURNAMES or (len(found[1]) == 1 and text[space - 1] in SURNAMES)


_SECTIONS = "5.1.1"

RULES: Final = (
    Rule(
        "P101",
        "half-width-mark",
        f"{MARKS_NORM} {_SECTIONS}",
        fixable=True,
        segment=half_width,
        roles=TEXTS,
        triggers=",;:?!().'．｡､﹐﹑﹔﹕﹖﹗",
        certain=True,
    ),
    Rule("P102", "unpaired-mark", f"{MARKS_NORM} 4.8、4.9、4.15", fixable=True, sheet=unpaired),
    Rule("P118", "quotes-turned", f"{MARKS_NORM} 4.8", fixable=True, sheet=turned_quotes),
    Rule("P116", "quotation-goes-on", f"{MARKS_NORM} 4.8.3.3", Severity.HINT, sheet=quotation_goes_on),
    Rule("P103", "wrongly-nested", f"{MARKS_NORM} 4.8、4.15", sheet=nested),
    Rule("P104", "doubled-mark", f"{MARKS_NORM} 5.1.1", fixable=True, segment=doubled, roles=TEXTS),
    Rule(
        "P105",
        "comma-between-quotes",
        f"{MARKS_NORM} 4.5.3.5",
        Severity.HINT,
        segment=enumeration_comma,
        roles=PROSE,
        triggers="》”",
    ),
    Rule(
        "P106",
        "ellipsis",
        f"{MARKS_NORM} 4.11",
        fixable=True,
        segment=ellipsis,
        roles=TEXTS,
        triggers=".。·…、",
        certain=True,
    ),
    Rule(
        "P107",
        "dash",
        f"{MARKS_NORM} 4.10",
        fixable=True,
        segment=dash,
        roles=TEXTS,
        triggers="—\u2013\u2015\u2500\u2501\uff0d\u2e3a\u2012-",
    ),
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
    Rule(
        "P110",
        "space",
        f"{MARKS_NORM} 5.1",
        fixable=True,
        segment=blanks,
        roles=PROSE | HEADLINES,
        triggers=" \u3000月",
    ),
    Rule(
        "P111",
        "straight-quotes",
        f"{MARKS_NORM} 4.8.2",
        fixable=True,
        segment=straight_quotes,
        roles=TEXTS,
        triggers="\"'",
    ),
    Rule(
        "P112",
        "ellipsis-and-so-on",
        f"{MARKS_NORM} 4.11",
        segment=ellipsis_and_so_on,
        roles=PROSE,
        triggers="…",
    ),
    Rule("P117", "unsuited-mark", MARKS_NORM, segment=unsuited, sheet=last_marks, roles=RUNNING),
    Rule("P113", "stop-at-start", f"{MARKS_NORM} 5.1", segment=stop_at_start, roles=PROSE),
    Rule(
        "P114",
        "comma-before-and",
        f"{MARKS_NORM} 4.5",
        Severity.HINT,
        segment=comma_before_and,
        roles=PROSE,
        triggers="、",
    ),
    Rule(
        "P115",
        "stop-outside-quotation",
        f"{MARKS_NORM} 4.8",
        fixable=True,
        segment=stop_outside_quotation,
        roles=PROSE,
        triggers="”",
    ),
)
