"""Persons of an issue: who is named with which office, and who is named in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, cast

from jianbao.errors import Level, Severity
from jianbao.language.han import all_han
from jianbao.language.persons import KNOWN_SURNAMES
from jianbao.language.words import is_verb, word_starts, words
from jianbao.proofread.nearly import sound_alike
from jianbao.proofread.rule import CUSTOM, HAN, Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Role, Segment, Sheet

_OFFICES: Final = (
    "县委书记|市委书记|区委书记|州委书记|省委书记|党委书记|党组书记|党工委书记|纪委书记|政法委书记|县委副书记|市委副书记|区委副书记|党委副书记|常务副县长|常务副市长|常务副区长|副县长|副市长|副区长|副州长|副省长|县长|市长|区长|州长|"
    "副局长|局长|副主任|主任|副部长|部长|副院长|院长|副检察长|检察长|副镇长|镇长|副乡长|乡长|副主席|主席|副主编|主编|副校长|校长|副支队长|支队长|副大队长|大队长|副秘书长|秘书长|副会长|会长|副站长|站长|副书记|村党支部书记|驻村第一书记|第一书记|书记|村委会主任|总工程师|副理事长|理事长|副中队长|中队长|副队长|队长|副所长|所长|副科长|科长|副股长|股长|副处长|处长|副庭长|庭长|副厂长|厂长|副馆长|馆长|副社长|社长|副园长|园长|副政委|政委|副教导员|教导员|指导员|副总经理|总经理|副董事长|董事长|副经理|经理|副总队长|总队长|副行长|行长|副台长|台长|副总指挥|总指挥|副研究员|研究员|副教授|[一二三四]级调研员|[一二三四]级巡视员|[一二三四]级主任科员|教导员"
)
_FOLLOWS: Final = "同志|带头|带领|带着|牵头|入伍|今年|现年|担任|参与|下|走|把|被|用|给|也|还|告诉|当场|回应|回答|在|指出|强调|表示|主持|出席|参加|带队|说|介绍|要求|率|到|赴|一行|、|，|。|；|）|讲|作|就|对|前往|陪同|汇报|向|深入|实地|为|和|与|同|代表|宣|传|分别|等|：|来|检查|调研|督[导查]|看望|慰问|走访|[察查]看|[视接]|巡查|听取|致|部署|通报|赶"
# what follows a name of three characters is looked at only where it is none of these
_PERSON = Pattern(
    rf"(?P<office>{_OFFICES})(?P<name>[{KNOWN_SURNAMES}](?:{HAN}{{1,3}}?(?={_FOLLOWS})|{HAN}{{2}}(?![·•・])))(?P<sure>(?={_FOLLOWS}))?"
)
_PERSON_FIRST = Pattern(
    rf"(?:^|(?<=[，。；：、“]))(?P<name>[{KNOWN_SURNAMES}]{HAN}{{1,2}}?)(?P<office>{_OFFICES})(?P<sure>(?=要求|指出|强调|表示|说|介绍|主持|一行|在|到|，|。|、|代表|带队|宣布|听取|率|调研|走访|赴|出席|参加|查看|察看|检查|致辞|作|还|最后|对|就|向|充分))",
)
_OFFICE = Pattern(f"[省市县区州]委常委|{_OFFICES}")
# characters before a name that its other offices take
CHAIN: Final = 16
# characters on both sides of a name that tell how a text is parted into words
_AROUND: Final = 6
_LENGTH: Final = 3
# 李先生, 王师傅: no names of three characters
_ADDRESSES: Final = frozenset(
    re.findall(
        r"\w+",
        "先生 女士 小姐 师傅 大爷 大妈 大娘 大叔 大伯 大姐 大哥 阿姨 奶奶 爷爷 老板 经理 老师 老汉 医生 教授 主任 书记 局长 县长 镇长 乡长 村长 校长 院长 所长 科长 部长 同志 同学 警官 法官 律师 某某 某甲 某乙 家人 家长 家里",
    )
)
_FUNCTION: Final = frozenset("的了是在和与及或等也都就不要将把被从向对为以之其这那此各每着过")


def named_in(text: str) -> Iterator[re.Match[str]]:
    """Each person whom a text names with an office: groups `office` and `name`."""
    for pattern in (_PERSON, _PERSON_FIRST):
        for found in pattern.finditer(text):
            if found["sure"] is not None or _is_name(text, found.start("name")):
                yield found


def _is_name(text: str, at: int) -> bool:
    """Whether three characters stand for themselves: a surname that begins no word, and a word behind them."""
    first = max(at - _AROUND, 0)
    starts = word_starts(text[first : at + _LENGTH + _AROUND])[at - first :]
    alone = starts[0] and starts[1] and starts[_LENGTH]
    given = text[at + 1 : at + _LENGTH]
    return alone and _FUNCTION.isdisjoint(given) and given not in _ADDRESSES


def offices_of(text: str, found: re.Match[str]) -> list[str]:
    """The office that a person is named with, and those in a row before it."""
    chain = re.split("[，。；：]", text[max(found.start() - CHAIN, 0) : found.start()])[-1]
    return [found["office"], *_OFFICE.compiled.findall(chain)]


# segment, match, office, name
Person = tuple[Segment, re.Match[str], str, str]


def people_in(sheet: Sheet) -> list[Person]:
    """Each person that the texts name with an office."""
    if "people" not in sheet.memo:
        met = [
            (segment, found, found["office"], found["name"])
            for segment in sheet.segments
            if segment.role in RUNNING or segment.role in (Role.BYLINE, Role.NAME)
            for found in named_in(segment.text)
        ]
        sheet.memo["people"] = [*met, *_named_before(sheet, met)]
    return cast("list[Person]", sheet.memo["people"])


# 党支部书记, 任平凉市长
_NO_SURNAMES: Final = "党任常"
_WITH_OFFICE: Final = {
    size: Pattern(f"(?P<name>{HAN}{{{size}}})(?P<office>{_OFFICES})") for size in range(2, 5)
}


def _named_before(sheet: Sheet, met: list[Person]) -> Iterator[Person]:
    """潘文斌局长围绕, where 潘文斌 is known."""
    places = {(id(segment), found.start("name")) for segment, found, *_ in met}
    known = {name for *_, name in met if name[0] not in _NO_SURNAMES and words(name) != [name]}
    for name in sorted(known)[:_MOST_NAMES]:
        at = sheet.whole.find(name)
        while at >= 0:
            segment, begins = sheet.segment_at(at)
            found = _WITH_OFFICE[len(name)].match(segment.text, at - begins)
            if found is not None and (id(segment), at - begins) not in places:
                yield segment, found, found["office"], name
            at = sheet.whole.find(name, at + len(name))


_BEFORE_OR_NOW = Pattern("原|前任|时任|现任|新任|历任|继任|接任")


def two_names(sheet: Sheet) -> Iterator[Hit]:
    """副县长张明华 and 副县长张明桦: one office, and names that differ by one character."""
    first: dict[str, list[str]] = {}
    for segment, found, office, name in people_in(sheet):
        if _BEFORE_OR_NOW.search(segment.text[max(found.start() - CHAIN, 0) : found.start()]):
            continue
        others = first.setdefault(office, [])
        twin = next(
            (other for other in others if _apart(other, name) in (1, 2) and not _is_address(name)), None
        )
        if twin is not None:
            yield Hit(segment, *found.span("name"), params={"other": twin})
        elif name not in others:
            others.append(name)


def _apart(first: str, second: str) -> int | None:
    """Which character two names of like length differ by, where it is but one."""
    if len(first) != len(second) or len(first) < _LENGTH:
        return None
    wrong = [at for at, pair in enumerate(zip(first, second, strict=True)) if pair[0] != pair[1]]
    return wrong[0] if len(wrong) == 1 else None


# --- one person, two names ------------------------------------------------------------------------------------------------

_CALLINGS: Final = (
    "村民|农户|社员|老人|学生|学员|家长|教师|老师|医生|护士|民警|辅警|交警|职工|居民|群众|市民|业主|企业家|店主|户主|脱贫户|种植户|养殖户|大户|司机|工人|队员|志愿者|代表|委员|党员|团员|法官|律师|工程师|专家|教授|老板|"
    "负责人|带头人|传承人|创始人|合伙人|承包人|发起人|当事人|申请人|嫌疑人|被告人|公示对象为?|技术员|农技员|网格员|护林员|巡河员|巡库员|巡查员|保洁员|消防员|讲解员|宣讲员|调解员|辅导员|通讯员|联络员|质检员|飞行员|驾驶员|快递员|"
    "特派员|指导员|炊事员|饲养员|管理员|记者|编辑|主播|主讲人|主持人|发言人|介绍人|研究员|设计师|厨师|会计|班长|组长|村医|博士|院士|教练|选手|运动员|作家|画家|书法家|艺人|匠人|师傅|商户|摊主|场主|园主|船长|机长|列车长|护士长|"
    "老兵|老党员|老干部|老教师|战士|战友|军属|烈属|劳模|劳动模范|先进个人|道德模范|优秀党员|干部|大学生|青年|姑娘|小伙|残疾人|致富能手|状元|标兵|楷模|英雄|烈士|好人"
)
_PLAIN = Pattern(
    rf"(?:{_CALLINGS}|{HAN}[员师长])(?P<name>[{KNOWN_SURNAMES}]{HAN}{{2}})(?P<sure>(?=说|告诉|介绍|表示|感慨|高兴|激动|笑|，|家|在|的|带|把|今年|现年))?"
)
_CALLED = Pattern(
    rf"(?<![^\W\d_])(?P<name>[{KNOWN_SURNAMES}]{HAN}{{2}})(?=同志|先生|女士|老人|老师|医生|奶奶|爷爷|大爷|大妈|师傅|教授)"
)
# who speaks, and who is named among others
_OF_ITSELF = Pattern(
    rf"(?:^|(?<=[，。；：”的]))(?P<name>[{KNOWN_SURNAMES}]{HAN}{{2}})(?=说|表示|介绍|回忆|告诉|坦言|讲述|笑着|指出|强调)"
    rf"|(?<=、)(?P<listed>[{KNOWN_SURNAMES}]{HAN}{{2}})(?=[、等和参出，。])"
)
_SAYS: Final = tuple("指强要表说介讲实带主作汇察深率先现在")
_OTHERS: Final = ("、", "和")
_BESIDE: Final = "、和与及同"
_KIN: Final = frozenset("弟兄哥姐妹儿女父母爸妈妻夫孙叔伯爷奶姑舅侄婶嫂双胞")
# names that are held against the whole text
_MOST_NAMES: Final = 100


# 党员干部要; 总书记贺信中
_NO_NAMES: Final = ("干部", "贺信", "殷切")
_NO_ENDS: Final = "等员团队组们还则又已有所仍跟给并也就却替再没曾将能会要时在是和与说着同"


def _is_address(name: str) -> bool:
    return name[1:] in _ADDRESSES or "某" in name or name[:2] in _NO_NAMES or name[-1] in _NO_ENDS


def names_in(sheet: Sheet) -> dict[str, set[str]]:
    """Names of three characters, each with what those are called that bear it."""
    if "names" in sheet.memo:
        return cast("dict[str, set[str]]", sheet.memo["names"])
    known: dict[str, set[str]] = {}
    for _, _, office, name in people_in(sheet):
        if len(name) == _LENGTH and not _is_address(name):
            known.setdefault(name, set()).add(office)
    for segment in sheet.segments:
        for found in _PLAIN.finditer(segment.text):
            sure = found["sure"] is not None and not _is_address(found["name"])
            if sure or _is_name(segment.text, found.start("name")):
                calling = segment.text[found.start() : found.start("name")]
                known.setdefault(found["name"], set()).add(calling)
        for found in _CALLED.finditer(segment.text):
            if not _is_address(found["name"]):
                known.setdefault(found["name"], set())
        for found in _OF_ITSELF.finditer(segment.text):
            name = found["name"] or found["listed"]
            if not _is_address(name) and _is_name(segment.text, found.start()):
                known.setdefault(name, set())
    sheet.memo["names"] = known
    return known


def twin_people(sheet: Sheet) -> Iterator[Hit]:
    """县委副书记赵文海 … 赵文涛要求; 技术员汪晓蓉 … 汪小蓉建议; 院长秦仲衡 … 周仲衡院长: the rarer one is told, or the later."""
    known = names_in(sheet)
    told: set[int] = set()
    for name in list(known)[:_MOST_NAMES]:
        for at in _nearly(sheet.whole, name):
            segment, begins = sheet.segment_at(at)
            start = at - begins
            said = sheet.whole[at : at + _LENGTH]
            level = _is_twin(segment.text, start, name, known)
            if level is None or any(
                f"{a}{mark}{b}" in sheet.whole for a, b in ((name, said), (said, name)) for mark in _BESIDE
            ):
                continue
            first = sheet.whole.find(name)
            rarer = sheet.whole.count(said) - sheet.whole.count(name)
            if level is Level.HINT and (rarer > -1 or sheet.whole.count(said) > 1):
                continue
            named = rarer > 0 or (rarer == 0 and first > at)
            wrong, other, where = (name, said, first) if named else (said, name, at)
            if where not in told:
                told.add(where)
                segment, begins = sheet.segment_at(where)
                # 张家义 and 张家辉 may well be two
                alike = sorted(wrong) == sorted(other) or any(
                    one != two and sound_alike(one, two) for one, two in zip(wrong, other, strict=True)
                )
                yield Hit(
                    segment,
                    where - begins,
                    where - begins + len(wrong),
                    params={"other": other},
                    level=level if alike else Level.HINT,
                )


def _nearly(whole: str, name: str) -> Iterator[int]:
    """Where three characters differ from the name by one."""
    turned = name[0] + name[2] + name[1]
    for anchor, back in ((name[0], 0), (name[1:], 1)):
        at = whole.find(anchor)
        while at >= 0:
            said = whole[at - back : at - back + _LENGTH] if at >= back else ""
            if said != name and all_han(said) and (said == turned or _apart(said, name) is not None):
                yield at - back
            at = whole.find(anchor, at + 1)


def _is_twin(text: str, at: int, name: str, known: dict[str, set[str]]) -> Level | None:
    """How sure it is that three characters are the name but for a slip; None for not at all."""
    said, before, after = (
        text[at : at + _LENGTH],
        text[at - 1 : at] if at else "",
        text[at + _LENGTH : at + 4],
    )
    turned = said == name[0] + name[2] + name[1]
    wrong = 1 if turned else _apart(said, name)
    if wrong is None or before in _OTHERS or after in _OTHERS or said[0] not in KNOWN_SURNAMES:
        return None
    # 马克思 beside 马克里
    if words(said) == [said] or words(name) == [name]:
        return None
    alike = turned or sound_alike(said[wrong], name[wrong])
    if known.get(said):
        # both bear an office: that one is told by `two_names`
        shared = {each for each in known[said] & known[name] if wrong == 0 or not _OFFICE.match(each)}
        level = Level.DOUBTFUL if wrong == 0 else Level.HINT if alike else None
        return level if shared and after not in ("，", "、") else None
    if _is_address(said):
        return None
    first = max(at - _AROUND, 0)
    around = text[first : at + _LENGTH + _AROUND]
    starts = word_starts(around)[at - first :]
    begins = before in tuple("，。；：、“”（") or any(
        text.endswith(each, 0, at) for each in ("同志", *known[name])
    )
    ends = starts[_LENGTH] or after in _SAYS or text.startswith(("同志", "先生", "女士"), at + _LENGTH)
    if alike:
        # 方志朋, though 方志 is a word
        parted = ends and (begins or starts[0]) and (starts[1] or not starts[2] or wrong == _LENGTH - 1)
        return Level.DOUBTFUL if parted and _FUNCTION.isdisjoint(said) else None
    behind = next((end for end in range(_LENGTH + 1, len(starts)) if starts[end]), _LENGTH)
    verb = after in _SAYS or is_verb(text[at + _LENGTH : at + behind])
    kin = not _KIN.isdisjoint(text[max(at - 20, 0) : at + 20])
    if not wrong or not (begins and ends) or kin or not _FUNCTION.isdisjoint(said):
        return None
    # what may well be another person is looked at where the name stands often, and this once
    return Level.DOUBTFUL if verb else Level.HINT if wrong > 1 else None


RULES: Final = (Rule("P513", "person-two-spellings", CUSTOM, Severity.HINT, sheet=two_names),)
