"""Names: of the state, of organs, laws and places as they are officially written; names that are no more; set phrases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date
from functools import cache
from typing import Final

from jianbao.errors import Level, Severity
from jianbao.language.han import is_han
from jianbao.language.names import PHRASES, REPEALED, entries, law_titles, names_in
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
    met = (row for row in ROWS if any(word in sheet.whole for word in row.split("、")))
    rows = [slip for row in met for slip in slips_in(row) if not slip[0].is_idle(sheet.whole)]
    for segment in sheet.segments:
        if segment.role in RUNNING and "“" in segment.text:
            yield from _misquoted(segment)
        if rows and segment.role in RUNNING and "、" in segment.text:
            yield from _misquoted_row(segment, rows)
        if segment.role in RUNNING:
            for pattern in (_AMONG_STATES, _COUNTED_STATES):
                for among in pattern.finditer(segment.text):
                    yield Hit(segment, *among.span(), params={"better": "…等国家和地区"})


_AMONG_STATES = Pattern(
    r"(?:[^，。；：、“”]{1,8}、){0,6}(?:台湾|香港|澳门|港澳台)(?:、[^，。；：、“”]{1,6}){0,6}(?:和[^，。；：、“”]{1,6}?)?等(?:国(?!际|企|有)|国家(?!和地区))",
    ("等国",),
)
_COUNTED_STATES = Pattern(r"(?:台湾|香港|澳门)等?[两二三四五六七八九十\d]{1,3}个国家(?!和地区)", ("个国家",))
# Rows of words that stand in one order: one that is another is a slip.
ROWS: Final = (
    "政治意识、大局意识、核心意识、看齐意识", "道路自信、理论自信、制度自信、文化自信", "创新、协调、绿色、开放、共享", "富强、民主、文明、和谐", "自由、平等、公正、法治",
    "爱国、敬业、诚信、友善", "产业兴旺、生态宜居、乡风文明、治理有效、生活富裕", "信念坚定、为民服务、勤政务实、敢于担当、清正廉洁", "经济建设、政治建设、文化建设、社会建设、生态文明建设",
    "坚持真理、坚守理想、践行初心、担当使命、不怕牺牲、英勇斗争、对党忠诚、不负人民", "产业振兴、人才振兴、文化振兴、生态振兴、组织振兴", "自我净化、自我完善、自我革新、自我提高",
    "形式主义、官僚主义、享乐主义、奢靡之风", "政治建设、思想建设、组织建设、作风建设、纪律建设", "政治纪律、组织纪律、廉洁纪律、群众纪律、工作纪律、生活纪律",
    "严以修身、严以用权、严以律己", "谋事要实、创业要实、做人要实", "科学立法、严格执法、公正司法、全民守法", "有法可依、有法必依、执法必严、违法必究", "稳就业、稳企业、稳市场、稳预期",
    "稳就业、稳金融、稳外贸、稳外资、稳投资、稳预期", "去产能、去库存、去杠杆、降成本、补短板", "照镜子、正衣冠、洗洗澡、治治病", "学思想、强党性、重实践、建新功", "双随机、一公开",
    "守土有责、守土负责、守土尽责", "人人有责、人人尽责、人人享有", "不敢腐、不能腐、不想腐", "无禁区、全覆盖、零容忍", "惩前毖后、治病救人", "对党忠诚、个人干净、敢于担当",
    "安全第一、预防为主、综合治理", "节水优先、空间均衡、系统治理、两手发力", "百花齐放、百家争鸣", "幼有所育、学有所教、劳有所得、病有所医、老有所养、住有所居、弱有所扶",
    "早发现、早报告、早隔离、早治疗", "党政同责、一岗双责", "齐抓共管、失职追责", "有腐必反、有贪必肃",
    "讲政治、有信念、讲规矩、有纪律、讲道德、有品行、讲奉献、有作为", "学懂、弄通、做实", "信念过硬、政治过硬、责任过硬、能力过硬、作风过硬",
)  # fmt: skip


@cache
def slips_in(row: str) -> tuple[tuple[Pattern, str], ...]:
    """For each word of a row: the row with another word in its place, and the right word."""
    made: list[tuple[Pattern, str]] = []
    words = row.split("、")
    for index, word in enumerate(words):
        first, last = max(index - 2, 0), min(index + 3, len(words))
        parts = words[first:last]
        kept = [other for other in parts if other != word]
        parts[index - first] = f"(?P<at>{HAN}{{{len(word)}}})"
        made.append((Pattern("[、，]".join(parts), kept[:1]), word))
    return tuple(made)


def _misquoted_row(segment: Segment, rows: list[tuple[Pattern, str]]) -> Iterator[Hit]:
    for pattern, word in rows:
        for found in pattern.finditer(segment.text):
            at, (start, end) = found["at"], found.span("at")
            whole = segment.text[start - 1 : start] in tuple("、，：“（以") or start == 0
            alike = at != word and not set(at).isdisjoint(word)
            if (
                alike
                and whole
                and (segment.text[end : end + 1] in tuple("、，。；”）的和等这") or end == len(segment.text))
            ):
                yield Hit(segment, start, end, params={"better": word})


_FOUR = Pattern(f"“({HAN}{{4}})”")


@cache
def _set_phrases() -> frozenset[str]:
    return frozenset(names_in(PHRASES))


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
_FORMER_PLACE = Pattern(rf"(?:原|时任){HAN}{{1,7}}$")
# Before an organ of ours: other states have such organs, too.
_LEADS: Final = "由经与和向对在据受了到赴及从省市县区州盟旗乡镇级各原"
_OURS: Final = ("中国", "国家")
_SHORT: Final = 4
# characters looked at on both sides for a sign of older times
_AROUND: Final = 60


def gone(sheet: Sheet) -> Iterator[Hit]:
    """An organ that there is no more on the issue's date, where nothing says that old times are spoken of."""
    known = found_in(sheet)[GONE]
    names: dict[int, set[str]] = {}
    for found in known:
        names.setdefault(found.segment.body, set()).add(found.word.word)
    told: set[tuple[int, str]] = set()
    for found in known:
        body = found.segment.body
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
        level = Level.HINT if len(names[body]) >= _MANY else None
        params = {"better": found.word.right, "since": since.year}
        yield Hit(found.segment, start, end, params=params, level=level)


# organs that are no more, of one text
_MANY: Final = 3
_LEGAL = Pattern(
    r"^第[一二三四五六七八九十百]+条[\s\u3000]|制定本(?:办法|细则|条例|规定|规则|解释|法)|本(?:条例|细则|规定|办法|解释)自",
    ("第", "制定本", "自"),
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
    "美国|英国|法国|德国|日本|韩国|俄罗斯|印度|墨西哥|加拿大|巴西|澳大利亚|欧盟|泰国|越南|菲律宾|以色列|伊朗|乌克兰|土耳其|意大利|西班牙|印尼|马来西亚|新加坡|埃及|该国|外方|外国"
)
_HISTORY_YEARS = Pattern("(?:19|20)\\d\\d年?")
_HISTORY_WORDS = Pattern(
    "时任|曾任|历任|原名|改为|更名|组建|合并|并入|撤销|划入|整合|不再保留|转隶|废止|机构改革|前身|成立于|当时|同志.{0,6}生"
)


def _titled(text: str, at: int) -> bool:
    """Whether `at` stands within 《》: the title of a document keeps the names of its time."""
    return text.rfind("《", 0, at) > text.rfind("》", 0, at)


_REPEALS = Pattern("同时废止|予以废止|停止执行")
_TITLE = Pattern(
    f"《(?:中华人民共和国)?(?P<title>{HAN}{{2,28}}(?:法|条例|办法|细则|准则|规则|章程))(?:（[^（）]*）)?》",
    ("《",),
)
_ENDS: Final = ("办法", "条例", "细则", "准则", "规则", "章程")


def wrong_law(sheet: Sheet) -> Iterator[Hit]:
    """《消费者权益法》, 《物权法》 after 2021: the title of a law that is a slip from a real one's, or of one repealed."""
    for segment in sheet.segments:
        for found in _SINCE.finditer(segment.text) if segment.role in RUNNING else ():
            year, month, day = (int(found[part]) for part in ("y", "m", "d"))
            if _IN_FORCE[found["law"]] != f"{year:04}-{month:02}-{day:02}":
                params = {"better": f"自{_IN_FORCE[found['law']]}起施行"}
                yield Hit(segment, *found.span(), params=params)
        if segment.role not in RUNNING or "《" not in segment.text:
            continue
        for found in _TITLE.finditer(segment.text):
            title = found["title"]
            if title in law_titles():
                continue
            if (repealed := _repealed().get(title)) is not None:
                since = Date.fromisoformat(repealed[1])
                latest, legal = _time_of(sheet, segment.body)
                if (
                    sheet.date >= since
                    and not legal
                    and not 0 < latest <= since.year
                    and not _HISTORY_WORDS.search(segment.text)
                ):
                    params = {"better": f"《{repealed[0]}》"}
                    yield Hit(segment, *found.span(), params=params, level=Level.DOUBTFUL)
            elif (right := _like_law(title)) is not None:
                if _time_of(sheet, segment.body)[1] or _REPEALS.search(segment.text, found.end()):
                    continue
                yield Hit(segment, *found.span(), params={"better": f"《{right}》"})


# of laws that were made once: the day since which they are in force
_IN_FORCE: Final = {
    "民法典": "2021-01-01",
    "监察法": "2018-03-20",
    "乡村振兴促进法": "2021-06-01",
    "数据安全法": "2021-09-01",
    "个人信息保护法": "2021-11-01",
    "反家庭暴力法": "2016-03-01",
    "英雄烈士保护法": "2018-05-01",
    "外商投资法": "2020-01-01",
    "退役军人保障法": "2021-01-01",
    "家庭教育促进法": "2022-01-01",
    "反电信网络诈骗法": "2022-12-01",
    "无障碍环境建设法": "2023-09-01",
    "粮食安全保障法": "2024-06-01",
    "爱国主义教育法": "2024-01-01",
    "优化营商环境条例": "2020-01-01",
    "信访工作条例": "2022-05-01",
    "网络安全法": "2017-06-01",
    "长江保护法": "2021-03-01",
    "黄河保护法": "2023-04-01",
    "湿地保护法": "2022-06-01",
    "保障农民工工资支付条例": "2020-05-01",
}
_SINCE = Pattern(
    rf"(?P<law>{'|'.join(_IN_FORCE)})》?自(?P<y>\d{{4}})年(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日起(?:正式)?(?:施行|实施|生效)",
    ("起",),
)


@cache
def _repealed() -> dict[str, tuple[str, str]]:
    return {entry.name: (entry.right, entry.about) for entry in entries() if entry.kind == REPEALED}


@cache
def _like_law(title: str) -> str | None:
    """The law whose title this is but for a slip; None for titles of their own."""
    if (other := _other_form(title)) is not None:
        return other
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


@cache
def _stems() -> dict[str, str]:
    return {_stem(title): title for title in law_titles()}


def _stem(title: str) -> str:
    return next((title.removesuffix(end) for end in (*_ENDS, "法") if title.endswith(end)), title)


def _other_form(title: str) -> str | None:
    """The law that has this title's words in another order, under another rank, or in full."""
    stem = _stem(title)
    rank = title.removeprefix(stem)
    if len(stem) >= LONG_TITLE - 1 and stem in _stems():
        return _stems()[stem]
    letters = sorted(title)
    found = [
        right for right in law_titles() if len(right) == len(title) > LONG_TITLE and sorted(right) == letters
    ]
    if found:
        return found[0]
    if rank == "法" and len(stem) > 1:
        full = [right for right in law_titles() if right.endswith("法") and _shortened(stem, _stem(right))]
        shortest = sorted(full, key=len)[:2]
        alone = len(full) == 1 or (len(full) == 2 and shortest[1].startswith(_stem(shortest[0])))
        return shortest[0] if alone else None
    return None


def _shortened(short: str, full: str) -> bool:
    """Whether `short` is `full` with characters left out, its first one and most of them kept."""
    rest = iter(full)
    return (
        short[0] == full[0]
        and len(short) < len(full) <= 2 * len(short) + 1
        and all(char in rest for char in short)
    )


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
