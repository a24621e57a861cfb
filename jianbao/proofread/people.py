"""Persons of an issue: who is named with which office, and who is named in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, cast

from jianbao.errors import Level, Severity
from jianbao.language.persons import KNOWN_SURNAMES
from jianbao.language.words import is_verb, parted
from jianbao.proofread.nearly import sound_alike
from jianbao.proofread.rule import CUSTOM, HAN, Pattern, Rule
from jianbao.proofread.view import Hit, Segment, Sheet

_OFFICES: Final = (
    "县委书记|市委书记|区委书记|州委书记|省委书记|党委书记|党组书记|党工委书记|纪委书记|政法委书记|县委副书记|市委副书记|区委副书记|党委副书记|常务副县长|常务副市长|常务副区长|副县长|副市长|副区长|副州长|副省长|县长|市长|区长|州长|"
    "副局长|局长|副厅长|厅长|副主任|主任|副部长|部长|副院长|院长|副检察长|检察长|副镇长|镇长|副乡长|乡长|副主席|主席|副主编|主编|副校长|校长|副支队长|支队长|副大队长|大队长|副秘书长|秘书长|副会长|会长|副站长|站长|副书记|村党支部书记|驻村第一书记|第一书记|书记|村委会主任|总工程师|总经济师|总规划师|总会计师|总审计师|总统计师|副理事长|理事长|副中队长|中队长|副队长|队长|副所长|所长|副科长|科长|副股长|股长|副处长|处长|副庭长|庭长|副厂长|厂长|副馆长|馆长|副社长|社长|副园长|园长|副政委|政委|副教导员|教导员|指导员|副总经理|总经理|副董事长|董事长|副经理|经理|副总队长|总队长|副行长|行长|副台长|台长|副总指挥|总指挥|副研究员|研究员|副教授|[一二三四]级调研员|[一二三四]级巡视员|[一二三四]级主任科员|教导员"
)
_FOLLOWS: Final = "同志|带头|带领|带着|牵头|入伍|今年|现年|担任|参与|下|走|把|被|用|给|也|还|告诉|当场|回应|回答|在|指出|强调|表示|主持|出席|参加|带队|说|介绍|要求|率|到|赴|一行|、|，|。|；|）|讲|作|就|对|前往|陪同|汇报|向|深入|实地|为|和|与|同|代表|宣|传|分别|等|：|来|检查|调研|督[导查]|看望|慰问|走访|[察查]看|[视接]|巡查|听取|致|部署|通报|赶"
# what follows a name of three characters is looked at only where it is none of these
_PERSON = Pattern(
    rf"(?P<office>{_OFFICES})(?P<name>[{KNOWN_SURNAMES}](?:{HAN}{{1,3}}?(?={_FOLLOWS})|{HAN}{{2}}(?![·•・])))(?P<sure>(?={_FOLLOWS}))?"
)
_PERSON_FIRST = Pattern(
    rf"(?:^|(?<=[，。；：、“]))(?P<name>[{KNOWN_SURNAMES}]{HAN}{{1,2}}?)(?P<office>{_OFFICES})(?P<sure>(?=围绕|要求|指出|强调|表示|说|介绍|主持|一行|在|到|，|。|、|代表|带队|宣布|听取|率|调研|走访|赴|出席|参加|查看|察看|检查|致辞|作|还|最后|对|就|向|充分))",
)
_OFFICE = Pattern(f"[省市县区州]委常委|党[组委]成员|{_OFFICES}")
# characters before a name that its other offices take
CHAIN: Final = 16
# before an office: that of another time
FORMER = Pattern(
    "原|时任|现任|新任|历任|继任|曾任|前任|当时|拟任|提名|兼任|升任|接任|改任|调任|任命|(?<!主)任[^，。；、]{1,4}$"
)
_LENGTH: Final = 3
# 李先生, 王师傅: no names of three characters
_ADDRESSES: Final = frozenset(
    re.findall(
        r"\w+",
        "先生 女士 小姐 师傅 大爷 大妈 大娘 大叔 大伯 大姐 大哥 阿姨 奶奶 爷爷 老板 经理 老师 老汉 医生 教授 主任 书记 局长 县长 镇长 乡长 村长 校长 院长 所长 科长 部长 同志 同学 警官 法官 律师 家人 家长 家里",
    )
)
# 党员干部要; 总书记贺信中
_NO_NAMES: Final = ("干部", "贺信", "殷切", "马克思", "谢克尔", "马斯克")
_FUNCTION: Final = frozenset("的了是在和与及或等也都就不要将把被从向对为以之其这那此各每着过某")
_NO_ENDS: Final = _FUNCTION.union("员团队组们还则又已有所仍跟给并却替再没曾能会时说同")


def named_in(text: str) -> Iterator[re.Match[str]]:
    """Each person whom a text names with an office: groups `office` and `name`."""
    for pattern in (_PERSON, _PERSON_FIRST):
        for found in pattern.finditer(text):
            if found["sure"] is not None or _stands_alone(text, found.start("name")):
                yield found


def _stands_alone(text: str, at: int) -> bool:
    """Whether three characters are a name by themselves: a surname that begins no word, and a word behind them."""
    return _is_name(text[at : at + _LENGTH]) and parted(text, at, at + 1, at + _LENGTH)


def _is_name(said: str) -> bool:
    """Whether what begins with a surname may be a name of three characters."""
    words = said.startswith(_NO_NAMES) or said[1:] in _ADDRESSES
    return not words and said[1] not in _FUNCTION and said[-1] not in _NO_ENDS


def offices_of(text: str, found: re.Match[str]) -> list[str]:
    """The office that a person is named with, and those in a row before it."""
    chain = re.split("[，。；：]", text[max(found.start() - CHAIN, 0) : found.start()])[-1]
    return [found["office"], *_OFFICE.compiled.findall(chain)]


# segment, match, office, name
Person = tuple[Segment, re.Match[str], str, str]


def people_in(sheet: Sheet) -> list[Person]:
    """Each person that the texts name with an office."""
    if "people" not in sheet.memo:
        sheet.memo["people"] = [
            (segment, found, found["office"], found["name"])
            for segment in sheet.segments
            for found in named_in(segment.text)
        ]
    return cast("list[Person]", sheet.memo["people"])


# --- one person, two names ------------------------------------------------------------------------------------------------

_CALLINGS: Final = (
    "村民|农户|社员|老人|学生|学员|家长|教师|老师|医生|护士|民警|辅警|交警|干警|职工|居民|群众|市民|业主|企业家|店主|户主|脱贫户|种植户|养殖户|大户|司机|工人|队员|志愿者|代表|委员|党员|团员|法官|律师|工程师|专家|教授|老板|"
    "负责人|带头人|传承人|创始人|合伙人|承包人|发起人|当事人|申请人|嫌疑人|被告人|公示对象|公示对象为|技术员|农技员|网格员|护林员|巡河员|巡库员|巡查员|保洁员|消防员|讲解员|宣讲员|调解员|辅导员|通讯员|联络员|质检员|飞行员|驾驶员|快递员|"
    "特派员|指导员|炊事员|饲养员|管理员|记者|编辑|主播|主讲人|主持人|发言人|介绍人|研究员|设计师|厨师|会计|班长|组长|村医|博士|院士|教练|选手|运动员|作家|画家|书法家|艺人|匠人|师傅|商户|摊主|场主|园主|船长|机长|列车长|护士长|"
    "老兵|老党员|老干部|老教师|战士|战友|军属|烈属|劳模|劳动模范|先进个人|道德模范|优秀党员|干部|大学生|青年|姑娘|小伙|残疾人|致富能手|状元|标兵|楷模|英雄|烈士|好人"
)
_ADDRESSED: Final = "同志|先生|女士|老人|老师|医生|奶奶|爷爷|大爷|大妈|师傅|教授"
# what stands before the three characters of a name, looked for from behind them: most begin with no surname
_BEHIND_CALLINGS: Final = "|".join(
    f"(?<=(?:{'|'.join(each for each in _CALLINGS.split('|') if len(each) == size)})...)"
    for size in range(2, 6)
)
_CALLED = Pattern(
    rf"(?P<name>[{KNOWN_SURNAMES}]{HAN}{{2}})(?:{_BEHIND_CALLINGS}|(?<={HAN}[员师长]...)|(?<![^\W\d_]...)(?={_ADDRESSED}))"
    rf"(?P<sure>(?={_ADDRESSED}|说|告诉|介绍|表示|感慨|高兴|激动|笑|，|家|在|的|带|把|今年|现年))?"
)
# any three characters that may be a name
_THREE = Pattern(f"(?=([{KNOWN_SURNAMES}]{HAN}{{2}}))")
# names that are held against the whole text
_MOST_NAMES: Final = 100
_MARKS: Final = tuple("，。；：、“”（")
_AMONG: Final = ("、", "和", "·")
_SAYS: Final = tuple("指强要表说介讲实带主作汇察深率先现在")
_CALLED_BEHIND: Final = ("同志", "先生", "女士")


def _callings(sheet: Sheet) -> dict[str, set[str]]:
    """Names of three characters, each with what those are called that bear it."""
    known: dict[str, set[str]] = {}
    for segment, found, office, name in people_in(sheet):
        if len(name) == _LENGTH and _is_name(name):
            before = segment.text[max(found.start() - CHAIN, 0) : found.start()]
            known.setdefault(name, set()).update(() if FORMER.search(before) else (office,))
    for segment in sheet.segments:
        for found in _CALLED.finditer(segment.text):
            name, at = found["name"], found.start()
            if (found["sure"] is not None and _is_name(name)) or _stands_alone(segment.text, at):
                calling = segment.text[max(at - 2, 0) : at]
                known.setdefault(name, {calling} if calling[-1:].isalpha() else set())
    return known


def _masks(name: str) -> tuple[str, ...]:
    """What a name has in common with those that differ by one character, or by two that changed places."""
    turned = name[0] + "".join(sorted(name[1:]))
    return f"{name[:2]}_", f"{name[0]}_{name[2]}", f"_{name[1:]}", turned


def twin_people(sheet: Sheet) -> Iterator[Hit]:
    """县委副书记赵文海 … 赵文涛要求; 副县长张明华 … 副县长张明桦; 院长秦仲衡 … 周仲衡院长: the rarer one is told, or the later."""
    whole, known = sheet.whole, _callings(sheet)
    masked: dict[str, list[str]] = {}
    for name in [*known][:_MOST_NAMES]:
        for mask in _masks(name):
            masked.setdefault(mask, []).append(name)
    met, told = set[str](), set[int]()
    for found in _THREE.finditer(whole) if masked else ():
        said, at = found[1], found.start()
        met.add(said)
        # one of several who are named in a row is no other
        if whole[at - 1 : at] in _AMONG or whole[at + _LENGTH : at + _LENGTH + 1] in _AMONG:
            continue
        others = {name: None for mask in _masks(said) for name in masked.get(mask, ()) if name != said}
        for name in others:
            if known.get(said):
                level = Level.HINT if name in met and known[said] & known[name] else None
            else:
                level = _is_twin(whole, at, said, name)
            if level is None or side_by_side(sheet, said, name):
                continue
            # of two as rare the later one
            here, there = (-whole.count(said), at), (-whole.count(name), whole.find(name))
            wrong, other, where = (said, name, at) if here > there else (name, said, there[1])
            if where not in told:
                told.add(where)
                segment, begins = sheet.segment_at(where)
                start = where - begins
                yield Hit(segment, start, start + len(wrong), params={"other": other}, level=level)


def _is_twin(text: str, at: int, said: str, name: str) -> Level | None:
    """How sure it is that three characters are the name but for a slip; None for not at all."""
    end = at + _LENGTH
    after, marked = text[end : end + 1], text[max(at - 1, 0) : at] in _MARKS
    if not (_is_name(said) and (parted(text, end) or after in _SAYS or text.startswith(_CALLED_BEHIND, end))):
        return None
    slip = any(one != two and sound_alike(one, two) for one, two in zip(said, name, strict=True))
    if slip or sorted(said) == sorted(name):
        return Level.DOUBTFUL if marked or parted(text, at) else None
    # what may well be another person: 张家义 and 张家辉
    acts = after in _SAYS or is_verb(text[end : end + 2])
    return Level.HINT if (said[0] == name[0] or said[1:] == name[1:]) and marked and acts else None


def side_by_side(sheet: Sheet, one: str, two: str) -> bool:
    """Whether the two are named beside each other: 东风小学与东丰小学, 周来顺与邻居周顺来."""
    return any(
        re.search(f"{re.escape(a)}[、与和及同](?:{HAN}{{0,4}}?){re.escape(b)}", sheet.whole)
        for a, b in ((one, two), (two, one))
    )


RULES: Final = (Rule("P513", "person-two-spellings", CUSTOM, Severity.HINT, sheet=twin_people),)
