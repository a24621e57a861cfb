"""Names: of the state, of organs, laws and places as they are officially written; names that are no more; set phrases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date
from functools import cache
from typing import Final

from jianbao.errors import Level, Severity
from jianbao.language.han import is_han
from jianbao.language.names import PHRASES, REPEALED, entries, law_titles
from jianbao.proofread.lexicon import DOUBTFUL, GONE, MISNAMED, NEAR, contrast, found_in
from jianbao.proofread.rule import HAN, Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Segment, Sheet

NAMES_LIST: Final = "宪法、党章和机构改革方案"
USAGE_LIST: Final = "新闻报道禁用词和称谓规范"


def misnamed(sheet: Sheet) -> Iterator[Hit]:
    """中国人民共和国, 人力资源与社会保障局, “四个意思”: a form that is known to be wrong, or that is a slip from a name."""
    for found in found_in(sheet)[MISNAMED]:
        yield Hit(found.segment, found.start, found.end, params={"better": found.word.right})
    for found in found_in(sheet)[NEAR]:
        yield Hit(found.segment, found.start, found.end, params={"better": found.word.right})
    for segment in sheet.segments:
        if segment.role in RUNNING and "“" in segment.text:
            yield from _misquoted(segment)


_FOUR = Pattern(f"“({HAN}{{4}})”")


@cache
def _set_phrases() -> frozenset[str]:
    return frozenset(entry.name for entry in entries() if entry.about == PHRASES)


def _misquoted(segment: Segment) -> Iterator[Hit]:
    for found in _FOUR.finditer(segment.text):
        said = found[1]
        if said in _set_phrases():
            continue
        for phrase in _set_phrases():
            wrong = [pair for pair in zip(said, phrase, strict=True) if pair[0] != pair[1]]
            if len(wrong) == 1 and not contrast(*wrong[0]):
                yield Hit(segment, *found.span(1), params={"better": phrase})
                break


def outdated_wording(sheet: Sheet) -> Iterator[Hit]:
    """建国以来: what is rather said otherwise."""
    for found in found_in(sheet)[DOUBTFUL]:
        yield Hit(found.segment, found.start, found.end, params={"better": found.word.right})


_FORMERLY: Final = "原前旧"
# Before an organ of ours: other states have such organs, too.
_LEADS: Final = "由经与和向对在据受了到赴及从省市县区州盟旗乡镇级各原"
_OURS: Final = ("中国", "国家")
_SHORT: Final = 4
_AROUND: Final = 60  # characters looked at on both sides for a sign of older times


def gone(sheet: Sheet) -> Iterator[Hit]:
    """An organ that there is no more on the issue's date, where nothing says that old times are spoken of."""
    for found in found_in(sheet)[GONE]:
        since = Date.fromisoformat(found.word.note)
        text, start, end = found.segment.text, found.start, found.end
        before = text[max(start - 2, 0) : start]
        if sheet.date < since or (before and before[-1] in _FORMERLY) or _titled(text, start):
            continue
        if (
            end - start <= _SHORT
            and before
            and is_han(before[-1])
            and before[-1] not in _LEADS
            and before not in _OURS
        ):
            continue
        around = text[max(start - _AROUND, 0) : end + _AROUND]
        years = [int(year[:4]) for year in _HISTORY_YEARS.compiled.findall(around)]
        if any(year <= since.year for year in years) or _HISTORY_WORDS.search(around):
            continue
        yield Hit(found.segment, start, end, params={"better": found.word.right, "since": since.year})


_HISTORY_YEARS = Pattern("(?:19|20)\\d\\d年?")
_HISTORY_WORDS = Pattern(
    "时任|曾任|历任|原名|改为|更名|组建|合并|并入|撤销|划入|整合|不再保留|转隶|机构改革|前身|成立于|当时|同志.{0,6}生"
)


def _titled(text: str, at: int) -> bool:
    """Whether `at` stands within 《》: the title of a document keeps the names of its time."""
    return text.rfind("《", 0, at) > text.rfind("》", 0, at)


_TITLE = Pattern(
    f"《(?:中华人民共和国)?(?P<title>{HAN}{{2,28}}(?:法|条例|办法|细则|准则|规则|章程))(?:（[^（）]*）)?》",
    ("《",),
)
_ENDS: Final = ("办法", "条例", "细则", "准则", "规则", "章程")


def wrong_law(sheet: Sheet) -> Iterator[Hit]:
    """《消费者权益法》, 《物权法》 after 2021: the title of a law that is a slip from a real one's, or of one repealed."""
    for segment in sheet.segments:
        if segment.role not in RUNNING or "《" not in segment.text:
            continue
        for found in _TITLE.finditer(segment.text):
            title = found["title"]
            if title in law_titles():
                continue
            if (repealed := _repealed().get(title)) is not None:
                if sheet.date >= Date.fromisoformat(repealed[1]) and not _HISTORY_WORDS.search(segment.text):
                    params = {"better": f"《{repealed[0]}》"}
                    yield Hit(segment, *found.span(), params=params, level=Level.DOUBTFUL)
            elif (right := _like_law(title)) is not None:
                yield Hit(segment, *found.span(), params={"better": f"《{right}》"})


@cache
def _repealed() -> dict[str, tuple[str, str]]:
    return {entry.name: (entry.right, entry.about) for entry in entries() if entry.kind == REPEALED}


@cache
def _like_law(title: str) -> str | None:
    """The law whose title this is but for a slip; None for titles of their own."""
    for right in law_titles():
        if abs(len(right) - len(title)) > 2 or (right[:2] != title[:2] and right[-4:] != title[-4:]):
            continue
        most = 2 if min(len(right), len(title)) >= LONG_TITLE or _holds(title, right) else 1
        if 0 < distance(title, right, 2) <= most:
            own, other = title[:2], right[:2]
            if own == other or len(title) >= 7:
                return None if _is_other(title, right) else right
    return None


LONG_TITLE: Final = 6


def _holds(title: str, right: str) -> bool:
    """Whether the title is the right one of five characters and more with something put in."""
    rest = iter(title)
    return len(right) >= LONG_TITLE - 1 and all(char in rest for char in right)


def _is_other(title: str, right: str) -> bool:
    """Whether the two are of different rank or subject rather than one a slip for the other."""
    ends = [next((end for end in _ENDS if name.endswith(end)), "法") for name in (title, right)]
    if ends[0] != ends[1]:
        return True
    pairs = zip(title, right, strict=False)
    return len(title) == len(right) and any(contrast(*pair) for pair in pairs if pair[0] != pair[1])


def distance(first: str, second: str, most: int) -> int:
    """How many characters must be put in, left out or replaced to make one of the other; `most` + 1 for more."""
    row = list(range(len(second) + 1))
    for number, char in enumerate(first, 1):
        above, row = row, [number]
        for index, other in enumerate(second):
            row.append(min(above[index] + (char != other), above[index + 1] + 1, row[index] + 1))
        if min(row) > most:
            return most + 1
    return row[-1]


RULES: Final = (
    Rule("P701", "misnamed", NAMES_LIST, sheet=misnamed),
    Rule("P702", "outdated-wording", USAGE_LIST, Severity.HINT, sheet=outdated_wording),
    Rule("P703", "no-longer-there", NAMES_LIST, sheet=gone),
    Rule("P704", "wrong-law", "国家法律法规数据库", sheet=wrong_law),
)
