"""Names: of the state, of organs, laws and places as they are officially written; names that are no more; set phrases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date
from functools import cache
from typing import Final

from jianbao.errors import Level, Severity
from jianbao.language.han import is_han
from jianbao.language.names import REPEALED, entries, law_titles, whole_names
from jianbao.language.words import is_verb, words
from jianbao.proofread.divisions import PLACE, divisions
from jianbao.proofread.lexicon import DOUBTFUL, GONE, LEADS, MISNAMED, NEAR, Found, contrast, found_in
from jianbao.proofread.nearly import is_coined, slipped, sound_alike
from jianbao.proofread.phrases import misquoted
from jianbao.proofread.rule import HAN, Pattern, Rule
from jianbao.proofread.usage import faults_told
from jianbao.proofread.view import RUNNING, Hit, Role, Sheet, in_title

NAMES_LIST: Final = "宪法、党章、机构改革方案和行政区划"
USAGE_LIST: Final = "新闻报道禁用词和称谓规范"


def misnamed(sheet: Sheet) -> Iterator[Hit]:
    """中国人民共和国, 人力资源与社会保障局, “四个意思”: a form that is known to be wrong, or that is a slip from a name."""
    yield from _hinted_abroad(_misnamed(sheet), _BEFORE)


def _hinted_abroad(hits: Iterator[Hit], reach: int) -> Iterator[Hit]:
    """印度尼西亚文化旅游部: the findings, those that have another state named so near before them as hints."""
    for hit in hits:
        abroad = _ABROAD.search(hit.segment.text[max(hit.start - reach, 0) : hit.start])
        yield hit._replace(level=Level.HINT) if abroad else hit


_BEFORE, _FAR = 12, 60


def _misnamed(sheet: Sheet) -> Iterator[Hit]:
    yield from faults_told(sheet, "P701", RUNNING | {Role.NAME})
    for found in found_in(sheet)[MISNAMED]:
        mend = found.word.right if _is_one(found) else None
        level = Level.HINT if found.word.note else None
        yield Hit(found.segment, found.start, found.end, mend, {"better": found.word.right}, level)
    for found in found_in(sheet)[NEAR]:
        text, right = found.segment.text[found.start : found.end], found.word.right
        # 人类是命运共同体, 国家新开发银行: another thing is meant
        sure = (
            slipped(text, right) and text[-1] not in "和与" and not is_coined(found.segment.text, found.start)
        )
        yield Hit(
            found.segment, found.start, found.end, None, {"better": right}, None if sure else Level.HINT
        )
    yield from divisions(sheet)[0]
    for segment in sheet.segments:
        if segment.role in RUNNING:
            yield from misquoted(segment)


_OF_STATE: Final = "中华人民共和国"


def _is_one(found: Found) -> bool:
    """Whether nothing but the right name can be meant: one character sounds or looks like another, 条例 are none of the state's."""
    wrong, right, text = found.word.word, found.word.right, found.segment.text
    if wrong == _OF_STATE + right:
        return text[found.start - 1 : found.start] == "《" and text[found.end : found.end + 1] == "》"
    other = [pair for pair in zip(wrong, right, strict=False) if pair[0] != pair[1]]
    in_place = len(wrong) == len(right) >= _SHORT and len(other) == 1
    return in_place and sound_alike(*other[0]) and not is_coined(text, found.start)


def outdated_wording(sheet: Sheet) -> Iterator[Hit]:
    """建国以来: what is rather said otherwise."""
    for found in found_in(sheet)[DOUBTFUL]:
        yield Hit(found.segment, found.start, found.end, params={"better": found.word.right})


_FORMERLY: Final = "原前旧"
_FORMER_PLACE = Pattern(rf"(?:原|时任){HAN}{{1,7}}$")
_OURS: Final = ("中国", "国家")
_ORGANS: Final = "局部委会厅署办"
_SHORT: Final = 4
# characters looked at on both sides for a sign of older times
_AROUND: Final = 60


def gone(sheet: Sheet) -> Iterator[Hit]:
    """An organ or a place that there is no more on the issue's date, where nothing says that old times are spoken of."""
    known = [*found_in(sheet)[GONE], *divisions(sheet)[1]]
    names: dict[int, set[str]] = {}
    for found in known:
        names.setdefault(found.segment.body, set()).add(found.word.word)
    told: set[tuple[int, str]] = set()
    for found in known:
        body = found.segment.body
        since = Date.fromisoformat(found.word.note)
        text, start, end = found.segment.text, found.start, found.end
        before = text[max(start - 2, 0) : start]
        if sheet.date < since or (before and before[-1] in _FORMERLY) or in_title(text, start):
            continue
        # 广播电影电视部门
        if found.word.word[-1] == "部" and text[end : end + 1] == "门":
            continue
        if (
            end - start <= _SHORT
            and found.word.word[-1] in _ORGANS
            and before
            and is_han(before[-1])
            and before[-1] not in LEADS
            and before not in _OURS
            # 登录农业部网站
            and not (words(before) and is_verb(before))
        ):
            continue
        if _FORMER_PLACE.search(text[max(start - 8, 0) : start]):
            continue
        around = text[max(start - _AROUND, 0) : end + _AROUND]
        if _ABROAD.search(around):
            continue
        years = [int(year[:4]) for year in _HISTORY_YEARS.compiled.findall(around)]
        if any(year <= since.year for year in years) or _HISTORY_WORDS.search(around):
            continue
        latest, legal = _time_of(sheet, body)
        if legal or 0 < latest <= since.year + 1 or (body, found.word.word) in told:
            continue
        told.add((body, found.word.word))
        # a text that names so many is of an older time
        older = len(names[body]) >= _MANY or _OF_ITS_TIME.match(text, end) or _UNNAMED.search(around)
        level = Level.HINT if older or found.word.kind == PLACE else None
        params = {"better": found.word.right, "since": since.year}
        yield Hit(found.segment, start, end, params=params, level=level)


# organs that are no more, of one text
_MANY: Final = 3
# what it made stands as it was made; cases of old are told without names
_OF_ITS_TIME = Pattern("(?:[^，。；]{0,4}的)?(?:规定|通知|意见|批复|答复|解释|复函|办法)|（以下简称")
_UNNAMED = Pattern("[A-Z甲乙某][省市县区]|[一-龥]某[^，。；]{0,3}")
_LEGAL = Pattern(
    r"^第[一二三四五六七八九十百]+条[\s\u3000]|制定本(?:办法|细则|条例|规定|规则|解释|法)|本(?:条例|细则|规定|办法|解释)自",
)


def _time_of(sheet: Sheet, body: int) -> tuple[int, bool]:
    """The latest year that a body names, and whether it is a law or a regulation: those name organs of their own time."""
    if body < 0:
        return 0, False
    times: dict[int, tuple[int, bool]] = sheet.memo.setdefault("times", {})
    if body not in times:
        texts = [segment.text for segment in sheet.segments if segment.body == body]
        years = [int(year[:4]) for text in texts for year in _HISTORY_YEARS.compiled.findall(text)]
        times[body] = max(years, default=0), any(_LEGAL.search(text) for text in texts)
    return times[body]


_ABROAD = Pattern(
    "阿根廷|美国|英国|法国|德国|日本|韩国|俄罗斯|印度|墨西哥|加拿大|巴西|澳大利亚|欧盟|泰国|越南|菲律宾|以色列|伊朗|乌克兰|土耳其|意大利|西班牙|印尼|印度尼西亚|马来西亚|新加坡|埃及|南非|[尼利比西地]亚|斯坦|冲绳|泰方|希腊|瑞[士典]|缅甸|柬埔寨|蒙古国|朝鲜|叙利亚|伊拉克|波兰|荷兰|芬兰|老挝|尼泊尔|刚果|亚美尼亚|智利|阿联酋|联邦|总统|首相|奥委会|足联|该国|外方|外国"
)
_HISTORY_YEARS = Pattern("(?:19|20)\\d\\d年?")
_HISTORY_WORDS = Pattern(
    "（[今现]|上世纪|[第首][一二三四五六七八九十次]+次(?:全体)?会议|时任|曾任|历任|原名|改为|更名|组建|合并|并入|撤销|划入|整合|改制|决定成立|审议通过|(?<!今年)以来|退休|结束了|不再保留|转隶|废止|机构改革|前身|成立于|当时|同志.{0,6}生"
)


_REPEALS = Pattern("同时废止|予以废止|停止执行")
_TITLE = Pattern(
    f"《(?:中华人民共和国)?(?P<title>{HAN}{{1,28}}(?:法(?:{HAN}?典)?|条例|办法|细则|[准规总通]则|章程|规定))(?:（[^（）]*）)?》",
)
_ENDS: Final = ("办法", "条例", "细则", "准则", "规则", "章程", "规定")


def wrong_law(sheet: Sheet) -> Iterator[Hit]:
    """《消费者权益法》, 《物权法》 after 2021: the title of a law that is a slip from a real one's, or of one repealed."""
    yield from _hinted_abroad(_wrong_law(sheet), _FAR)


def _wrong_law(sheet: Sheet) -> Iterator[Hit]:
    for segment in sheet.segments:
        if segment.role not in RUNNING or "《" not in segment.text:
            continue
        for found in _TITLE.finditer(segment.text):
            title, before = found["title"], segment.text[max(found.start() - _BEFORE, 0) : found.start()]
            if (
                title in law_titles()
                or "草案" in found[0]
                or _ABROAD.search(before)
                or before.endswith(tuple(_FORMERLY))
            ):
                continue
            # what a text says it calls a law for short; the regulation that a law is carried out by
            if f"称《{title}》" in sheet.whole or f"称“《{title}》" in sheet.whole or _carries_out(title):
                continue
            if (repealed := _repealed().get(title)) is not None:
                since = Date.fromisoformat(repealed[1])
                latest, legal = _time_of(sheet, segment.body)
                if (
                    sheet.date >= since
                    and not legal
                    and not 0 < latest < since.year + (since.month > 1)
                    and not _HISTORY_WORDS.search(segment.text)
                ):
                    params = {"better": f"《{repealed[0]}》"}
                    yield Hit(segment, *found.span(), params=params, level=Level.DOUBTFUL)
            elif (right := _like_law(title)) is not None:
                if _time_of(sheet, segment.body)[1] or _REPEALS.search(segment.text, found.end()):
                    continue
                yield Hit(segment, *found.span(), params={"better": f"《{right}》"})
            elif found[0].startswith("《中华人民共和国") and not _time_of(sheet, segment.body)[1]:
                # those of the state are all known, but for what is newer than the list
                params = {"better": "《…法》"}
                yield Hit(segment, *found.span(), params=params, level=Level.HINT)


@cache
def _repealed() -> dict[str, tuple[str, str]]:
    return {entry.name: (entry.right, entry.about) for entry in entries() if entry.kind == REPEALED}


@cache
def _like_law(title: str) -> str | None:
    """The law whose title this is but for a slip; None for titles of their own."""
    if (other := _other_form(title)) is not None:
        return other
    # 中国致公党章程 is that of another party
    body = next((name for name in whole_names() if title.startswith(name)), "")
    for right in law_titles():
        if abs(len(right) - len(title)) > 2 or (right[:2] != title[:2] and right[-4:] != title[-4:]):
            continue
        most = 2 if min(len(right), len(title)) >= LONG_TITLE or _holds(title, right) else 1
        if 0 < distance(title, right, 2) <= most and right.startswith(body):
            own, other = title[:2], right[:2]
            if own == other or len(title) >= 7:
                return None if _is_other(title, right) else right
    return None


def _carries_out(title: str) -> bool:
    law = title.removesuffix("实施条例").removesuffix("实施细则")
    return law != title and law in law_titles()


LONG_TITLE: Final = 6


def _holds(title: str, right: str) -> bool:
    """Whether the title is the right one of five characters and more with something put in."""
    rest = iter(title)
    return len(right) >= LONG_TITLE - 1 and all(char in rest for char in right)


@cache
def _stems() -> dict[str, str]:
    return {_stem(title): title for title in law_titles()}


def _stem(title: str) -> str:
    bare = next((title.removesuffix(end) for end in (*_ENDS, "法") if title.endswith(end)), title)
    return bare.removesuffix("工作")


def _other_form(title: str) -> str | None:
    """The law that has this title's words in another order, under another rank, or in full."""
    stem = _stem(title)
    if len(stem) >= LONG_TITLE - 1 and stem in _stems():
        return _stems()[stem]
    letters = sorted(title)
    found = [
        right for right in law_titles() if len(right) == len(title) > LONG_TITLE and sorted(right) == letters
    ]
    if found:
        return found[0]
    return None


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
    Rule("P701", "misnamed", NAMES_LIST, fixable=True, sheet=misnamed),
    Rule("P702", "outdated-wording", USAGE_LIST, Severity.HINT, sheet=outdated_wording),
    Rule("P703", "no-longer-there", NAMES_LIST, sheet=gone),
    Rule("P704", "wrong-law", "国家法律法规数据库", sheet=wrong_law),
)
