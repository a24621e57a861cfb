"""Names: of the state, of organs, laws and places as they are officially written; names that are no more; set phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Date
from functools import cache
from typing import Final

from jianbao.errors import Level, Severity
from jianbao.language.names import law_titles, repealed, whole_names
from jianbao.proofread.data.places import homes
from jianbao.proofread.divisions import PLACE, divisions
from jianbao.proofread.lexicon import DOUBTFUL, EARLY, GONE, MISNAMED, NEAR, Found, found_in
from jianbao.proofread.nearly import is_coined, one_apart, slipped, sound_alike
from jianbao.proofread.quoted import misquoted_phrases
from jianbao.proofread.repeats import alike_from_start
from jianbao.proofread.rows import misquoted_rows
from jianbao.proofread.rule import HAN, Pattern, Rule
from jianbao.proofread.usage import faults_told
from jianbao.proofread.view import RUNNING, Hit, Role, Sheet, in_title, is_quoted

NAMES_LIST: Final = "宪法、党章、机构改革方案和行政区划"
USAGE_LIST: Final = "新闻报道禁用词和称谓规范"


def misnamed(sheet: Sheet) -> Iterator[Hit]:
    """中国人民共和国, 人力资源与社会保障局, “四个意思”: a form that is known to be wrong, or that is a slip from a name.

    What other states call theirs is another name: 突尼斯国家气象局.
    """
    yield from (hit for hit in _misnamed(sheet) if not _ABROAD.search(_before(hit.segment.text, hit.start)))


def _misnamed(sheet: Sheet) -> Iterator[Hit]:
    yield from faults_told(sheet, "P701", RUNNING | {Role.NAME})
    for found in found_in(sheet)[MISNAMED]:
        mend = found.word.right if _is_one(found) else None
        level = Level.HINT if found.word.note else None
        yield Hit(found.segment, found.start, found.end, mend, {"better": found.word.right}, level)
    for found in found_in(sheet)[NEAR]:
        text, right = found.segment.text[found.start : found.end], found.word.right
        # 人类是命运共同体, 国家新开发银行, 农村信用合作社: another thing is meant
        sure = len(text) == len(right) and slipped(text, right)
        level = None if sure and not is_coined(found.segment.text, found.start) else Level.HINT
        yield Hit(found.segment, found.start, found.end, None, {"better": right}, level)
    yield from divisions(sheet)[0]
    for segment in sheet.of(*RUNNING):
        yield from misquoted_phrases(segment)
        yield from misquoted_rows(segment)


def _is_one(found: Found) -> bool:
    """Whether nothing but the right name can be meant: one character sounds or looks like another, 条例 are none of the state's."""
    wrong, right, text = found.word.word, found.word.right, found.segment.text
    if wrong == "中华人民共和国" + right:
        return text.startswith(f"《{wrong}》", found.start - 1)
    at = one_apart(wrong, right)
    alike = at is not None and len(right) >= _SHORT and sound_alike(wrong[at], right[at])
    return alike and not is_coined(text, found.start)


def outdated_wording(sheet: Sheet) -> Iterator[Hit]:
    """建国以来: what is rather said otherwise."""
    for found in found_in(sheet)[DOUBTFUL]:
        # 扶贫车间 was right until 2021
        if found.word.note == "?" or str(sheet.date) >= found.word.note:
            yield Hit(found.segment, found.start, found.end, params={"better": found.word.right})


_FORMER = Pattern("(?<![太高草平中五固清三开])原(?![则因来料平阳州有始])[^，。；]*$|[前旧]$")
_SHORT: Final = 4
# characters before a name or a title that tell whose it is
_BEFORE: Final = 16
# characters looked at on both sides for a sign of older times
_AROUND: Final = 60
# organs that are no more, of one text: it is of an older time
_MANY: Final = 3
_COURT = Pattern("原告|被告|本案|裁定|裁判|上诉|[一二]审|[辩诉]称|》第[\\d一二三四五六七八九十百]+条")


def gone(sheet: Sheet) -> Iterator[Hit]:
    """An organ or a place that there is no more on the issue's date, where nothing says that old times are spoken of."""
    known = [*found_in(sheet)[GONE], *divisions(sheet)[1]]
    told: set[tuple[int, str]] = set()
    for found in known:
        body, name, since = found.segment.body, found.word.word, Date.fromisoformat(found.word.note)
        if sheet.date >= since and (body, name) not in told and not _of_its_time(sheet, found, since.year):
            told.add((body, name))
            params = {"better": found.word.right, "since": since.year}
            names = [each.word.word for each in known if each.segment.body == body]
            doubt = found.word.kind == PLACE or name.endswith("地区") or len({*names}) >= _MANY
            # 建设部 beside 工程建设部
            doubt = doubt or names.count(name) < sheet.whole.count(name)
            doubt = doubt or is_quoted(found.segment.text, found.start)
            level = Level.HINT if doubt or _may_be_right(found.segment.text, since) else None
            yield Hit(found.segment, found.start, found.end, params=params, level=level)


def too_early(sheet: Sheet) -> Iterator[Hit]:
    """党的二十大精神 in 2021: what there was not yet on the issue's date."""
    for found in found_in(sheet)[EARLY]:
        if sheet.date < Date.fromisoformat(found.word.note):
            yield Hit(found.segment, found.start, found.end, params={"since": found.word.note})


def _before(text: str, at: int) -> str:
    """What stands before a name, as far as it tells whose it is."""
    return re.split("[，。；：、和与]", text[max(at - _BEFORE, 0) : at])[-1]


def _may_be_right(text: str, since: Date) -> bool:
    """Whether a paragraph tells of an earlier year, or what a court found by the law of its time."""
    years = (int(year[:4]) for year in _HISTORY_YEARS.compiled.findall(text))
    return any(year < since.year for year in years) or _COURT.search(text) is not None


def _of_its_time(sheet: Sheet, found: Found, since: int) -> bool:
    """Whether a name that is no more is that of another state's organ, or stands in what is told of old times."""
    text, start, end = found.segment.text, found.start, found.end
    around = text[max(start - _AROUND, 0) : end + _AROUND]
    formerly = text.startswith("原", end) or _FORMER.search(_before(text, start))
    if formerly or in_title(text, start) or _ABROAD.search(around):
        return True
    years = [int(year[:4]) for year in _HISTORY_YEARS.compiled.findall(around)]
    if any(year <= since for year in years) or _HISTORY_WORDS.search(around):
        return True
    latest, legal = _time_of(sheet, found.segment.body)
    return legal or 0 < latest <= since


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
    "[美英法德韩泰]国|日本(?![报市县省区村镇乡])|朝鲜(?!族)|蒙古国|越南|老挝|柬埔寨|缅甸|菲律宾|新加坡|文莱|东帝汶|印度|印尼|尼泊尔|不丹|孟加拉国|斯里兰卡|马尔代夫|[尼利比西地]亚|斯坦|阿富汗|伊朗|伊拉克|以色列|约旦|黎巴嫩|沙特|也门|阿曼|阿联酋|卡塔尔|科威特|土耳其|塞浦路斯|阿塞拜疆|埃及|苏丹|突尼斯|摩洛哥|埃塞俄比亚|乌干达|卢旺达|布隆迪|吉布提|索马里|厄立特里亚|南非|莫桑比克|津巴布韦|博茨瓦纳|莱索托|马拉维|安哥拉|刚果|加蓬|喀麦隆|乍得|尼日尔|加纳(?![税入管])|多哥|贝宁|科特迪瓦|布基纳法索|几内亚|塞内加尔|塞拉利昂|佛得角|马达加斯加|毛里[求塔]|塞舌尔|科摩罗|俄罗斯(?!族)|乌克兰|摩尔多瓦|立陶宛|波兰|捷克|斯洛[伐文]|匈牙利|奥地利|瑞[士典]|挪威|芬兰|丹麦|冰岛|荷兰|比利时|卢森堡|爱尔兰|西班牙|葡萄牙|意大利|马耳他|摩纳哥|希腊|马其顿|加拿大|墨西哥|古巴|牙买加|多米尼|巴巴多斯|巴哈马|危地马拉|洪都拉斯|萨尔瓦多|尼加拉瓜|哥斯达黎加|巴拿马|委内瑞拉|圭亚那|苏里南|厄瓜多尔|秘鲁|巴西|巴拉圭|乌拉圭|阿根廷|智利|新西兰|斐济|汤加|萨摩亚|瓦努阿图|所罗门|基里巴斯|瑙鲁|巴勒斯坦|欧盟|(?:澳门|香港)(?:特区|特别|[^，。；、和与等]{0,4}[局署厅])|冲绳|首尔|釜山|平壤|东京(?!城)|大阪|纽约|华盛顿|伦敦|巴黎|柏林|莫斯科|新德里|曼谷|河内(?!县)|胡志明|迪拜|悉尼|泰方|联邦|总统|首相|奥委会|足联|该国|外方|外国"
)
_HISTORY_YEARS = Pattern("(?:19|20)\\d\\d年?")
_HISTORY_WORDS = Pattern(
    "（[今现]|上世纪|[第首][一二三四五六七八九十次]+次(?:全体)?会议|时任|曾[任获被在是]|历任|原名|改为|更名|组建|合并|并入|撤销|划入|整合|改制|决定成立|审议通过|(?<!今年)以来|退休|结束了|后来|[局委厅部院会社]旧址|家属[院楼]|生活区|入伍|参军|转业|老兵|不再保留|转隶|废止|机构改革|前身|成立于|当时|同志.{0,6}生"
)


# what another law replaces; an older form of what is in force
_REPEALS = Pattern("同时废止|予以废止|停止执行")
_TITLE = Pattern(
    f"《(?:中华人民共和国)?(?P<title>{HAN}{{1,28}}(?:法(?:{HAN}?典)?|条[例规列利]|办法|细则|[准规总通]则|章程|规定))(?:（[^（）]*）)?》",
)
_LONG_TITLE: Final = 6


def wrong_law(sheet: Sheet) -> Iterator[Hit]:
    """《消费者权益法》, 《物权法》 after 2021: the title of a law that is a slip from a real one's, or of one repealed."""
    for segment in sheet.of(*RUNNING):
        for found in _TITLE.finditer(segment.text):
            title, text = found["title"], segment.text
            # the regulation that a law is carried out by; what a text says it calls a law for short
            of_law = title.removesuffix("实施条例").removesuffix("实施细则")
            # 天津市绿化条例 is its own
            local = any(homes(title[:end]) for end in range(_SHORT - 1, len(title)))
            known = local or not law_titles().isdisjoint((title, of_law))
            called = f"称《{title}》" in sheet.whole or f"称“《{title}》" in sheet.whole
            before = _before(text, found.start())
            around = text[max(found.start() - _AROUND, 0) : found.end() + _AROUND]
            other = "草案" in found[0] or _FORMER.search(before) or _ABROAD.search(around)
            latest, legal = _time_of(sheet, segment.body)
            if known or called or other or legal:
                continue
            if title in repealed():
                right, day = repealed()[title]
                since = Date.fromisoformat(day)
                of_old = 0 < latest < since.year or _HISTORY_WORDS.search(text)
                # 无论依据《合同法》还是《民法典》
                beside = f"《{right}》" in text or f"国{right}》" in text
                if sheet.date >= since and not of_old and not beside:
                    doubt = (latest == since.year and since.month > 1) or _may_be_right(text, since)
                    level = Level.HINT if doubt else None
                    yield Hit(segment, *found.span(), params={"better": f"《{right}》"}, level=level)
            elif (right := _like_law(title)) and not _REPEALS.search(text, found.end()):
                # 《实验动物保护法》, the codes of Macao and what an office makes itself are not known
                own = title.endswith(("法典", "办法", "规定")) or before.rstrip("了").endswith(
                    ("制定", "出台", "制订")
                )
                level = Level.HINT if own or {*title[:2]}.isdisjoint(right) else None
                yield Hit(segment, *found.span(), params={"better": f"《{right}》"}, level=level)
            elif not right and found[0].startswith("《中华人民共和国"):
                # those of the state are all known, but for what is newer than the list
                yield Hit(segment, *found.span(), params={"better": "《…法》"}, level=Level.HINT)


@cache
def _like_law(title: str) -> str:
    """The law whose title this is but for a slip, another rank or another order of its words; '' for titles of their own."""
    # 中国致公党章程 is that of another party
    body = next((name for name in whole_names() if title.startswith(name)), "")
    letters, size = sorted(title), len(title)
    for right in law_titles():
        if len(right) == size > _LONG_TITLE and sorted(right) == letters:
            return right
        alike = right.startswith(title[:2]) or (right.endswith(title[-4:]) and size > _LONG_TITLE)
        # 安全生产管理法: a word is put in
        put_in = size == len(right) + 2 > _LONG_TITLE
        most = 2 if min(len(right), size) >= _LONG_TITLE or put_in else 1
        if alike and right.startswith(body) and _within(most, title, right):
            return right
    return ""


def _within(most: int, first: str, second: str) -> bool:
    """Whether one of the two is the other with so many characters put in, left out or replaced at most."""
    same = alike_from_start(first, second)
    one, two = first[same:], second[same:]
    others = ((one[1:], two[1:]), (one[1:], two), (one, two[1:]))
    return one == two or (most > 0 and any(_within(most - 1, *each) for each in others))


RULES: Final = (
    Rule("P701", "misnamed", NAMES_LIST, fixable=True, sheet=misnamed),
    Rule("P702", "outdated-wording", USAGE_LIST, Severity.HINT, sheet=outdated_wording),
    Rule("P703", "no-longer-there", NAMES_LIST, sheet=gone),
    Rule("P704", "wrong-law", "国家法律法规数据库", sheet=wrong_law),
    Rule("P705", "not-yet-there", NAMES_LIST, Severity.HINT, sheet=too_early),
)
