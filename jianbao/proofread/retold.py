"""What one paragraph tells of a thing and a later one otherwise: its day, its term, its unit, who holds a post, how old one is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from jianbao.errors import Level
from jianbao.language.persons import KNOWN_SURNAMES
from jianbao.proofread.lexicon import contrast
from jianbao.proofread.nearly import sound_alike
from jianbao.proofread.people import people_in
from jianbao.proofread.rule import CUSTOM, HAN, Pattern, Rule
from jianbao.proofread.view import Hit, Segment, Sheet

_DAY: Final = r"\d{1,2}月\d{1,2}日"
_SENT: Final = "报送|上报|提交|报名|缴清|缴纳|整改到位|完成整改|完成|办理|反馈|申报|填报|登记|交回|返还"
_UNTIL = Pattern(rf"(?P<day>{_DAY})(?:之前|以前|前)[^，。；\d]{{0,8}}?(?P<verb>{_SENT})")
_NOT_YET = Pattern(
    rf"(?P<day>{_DAY})(?:截止|之前|以前|前|过后|之后|后|到期)?(?:时|后)?，?(?:仍|还|尚)未(?:按时|按期|如期)?(?P<verb>{_SENT})"
)


def _term_again(segments: Sequence[Segment]) -> Iterator[Hit]:
    """12月10日前报送 … 12月15日截止时仍未报送."""
    until: dict[str, set[str]] = {}
    for segment in segments:
        for found in _NOT_YET.finditer(segment.text):
            days = until.get(found["verb"], set())
            if len(days) == 1 and found["day"] not in days:
                yield _told(segment, found, "day", next(iter(days)))
        for found in _UNTIL.finditer(segment.text):
            until.setdefault(found["verb"], set()).add(found["day"])


_GATHERING: Final = "大会|座谈会|推进会|现场会|动员会|部署会|调度会|工作会|工作会议|会议|例会|论坛|仪式|发布会|培训班|运动会|比赛|演练|演出|活动"
_HELD = Pattern(
    rf"^[^，。；\d]{{0,6}}(?P<day>{_DAY})(?:[上下]午|晚上?)?，[^。；\d]{{0,30}}?(?:(?:召开|举行|举办|开展|组织)[^。；，\d]{{0,24}}?(?P<what>{_GATHERING})(?=[，。])|(?P<first>{_GATHERING})[^。；，\d]{{0,8}}?(?:召开|举行|举办|开班|开幕))"
)
_AT_IT = Pattern(
    rf"在(?P<day>{_DAY})(?:[上下]午|晚上?)?(?:召开|举行|举办|开展)?的(?:这次|此次)?[^，。；\d]{{0,8}}?(?P<what>{_GATHERING})(?:上|中|现场|期间)"
)


def _day_again(segments: Sequence[Segment]) -> Iterator[Hit]:
    """5月6日，…大会召开 … 在5月8日的大会上."""
    held: dict[str, set[str]] = {}
    for segment in segments:
        for found in _AT_IT.finditer(segment.text):
            days = held.get(found["what"], set())
            if len(days) == 1 and found["day"] not in days:
                yield _told(segment, found, "day", next(iter(days)))
        for found in _HELD.finditer(segment.text):
            held.setdefault(found["what"] or found["first"], set()).add(found["day"])


_CAMPAIGN = Pattern(
    r"(?<![轮新第上个\d一二两三四五六七八九十])(?P<n>[一两二三四五六七八九十百]{1,2}|\d{1,3})(?P<what>(?:年|日|天|个月)(?:行动|攻坚|计划|工程|规划|会战))(?P<then>结束|期间|以来|收官|完成|启动以来|实施以来|进入|即将)?"
)


def _campaign_again(segments: Sequence[Segment]) -> Iterator[Hit]:
    """三年行动 … 两年行动结束后."""
    known: dict[str, dict[str, None]] = {}
    for segment in segments:
        for found in _CAMPAIGN.finditer(segment.text):
            said = known.setdefault(found["what"], {})
            # 农村人居环境整治五年行动收官战 has a name of its own
            bare = segment.text[: found.start()][-1:] in tuple("，。；这该此本") or not found.start()
            if bare and found["then"] and len(said) == 1 and found["n"] not in said:
                yield Hit(
                    segment,
                    found.start(),
                    found.end("what"),
                    params={"other": next(iter(said)) + found["what"]},
                )
            said[found["n"]] = None


_MEASURED = Pattern(
    r"(?<![\d.])(?P<n>\d{2,6}(?:\.\d+)?)(?P<unit>万?平方公里|万?平方米|万?公顷|万?亩|公里|千米|米|万?吨|公斤|千克|斤|万元|亿元|元|小时|分钟)(?![/每])"
)
_SIZES: Final = ("平方公里平方米公顷亩", "公里千米", "吨公斤千克", "万元亿元", "小时分钟")


def _unit_again(segments: Sequence[Segment]) -> Iterator[Hit]:
    """新建果园1200亩 … 这1200公顷新园."""
    known: dict[str, set[str]] = {}
    for segment in segments:
        for found in _MEASURED.finditer(segment.text):
            units = known.setdefault(found["n"], set())
            before = segment.text[max(found.start() - 2, 0) : found.start()]
            other = next(iter(units)) if len(units) == 1 else ""
            if (
                other not in ("", found["unit"])
                and before.endswith(("这", "该", "上述", "此"))
                and any(_bare(other) in size and _bare(found["unit"]) in size for size in _SIZES)
            ):
                yield Hit(segment, *found.span(), params={"other": found["n"] + other})
            units.add(found["unit"])


def _bare(unit: str) -> str:
    return unit if unit.endswith("元") else unit.removeprefix("万")


_AGED = Pattern(
    r"(?P<age>\d{2,3})岁的(?P<who>[^，。；、的“”\d]{2,14}?)(?=[，。；、]|说|在|告诉|介绍|表示|坦言|每|已|从|把|带|正|一)"
)
_AGED_BEHIND = Pattern(
    rf"(?P<who>[{KNOWN_SURNAMES}]{HAN}{{1,2}})[，（](?:[男女]，)?(?:今年|现年)?(?P<age>\d{{2,3}})岁"
)
_ONCE = Pattern("年(?:前|初|底|后)?，?$|那年|时年|当年|那时|当时|年仅|刚满|曾经?")
_NAME: Final = 3
# years between two ages that are more than a slip
_FAR: Final = 6


def _age_again(segments: Sequence[Segment]) -> Iterator[Hit]:
    """今年42岁的护林员贺铁山 … 43岁的贺铁山说."""
    known: dict[str, str] = {}
    for segment in segments:
        for pattern in (_AGED, _AGED_BEHIND):
            for found in pattern.finditer(segment.text):
                before = re.split("[。；]", segment.text[: found.start()])[-1]
                if _ONCE.compiled.search(before.removesuffix("今年").removesuffix("现年")):
                    continue
                who, age = found["who"], found["age"]
                other = next((known[each] for each in known if _is_one(each, who)), age)
                if other != age and abs(int(other) - int(age)) < _FAR:
                    yield Hit(
                        segment, found.start("age"), found.end("age") + 1, params={"other": other + "岁"}
                    )
                known.setdefault(who, age)


def _is_one(first: str, second: str) -> bool:
    """Whether one holds the name that the other ends with: 护林员贺铁山, 贺铁山守着林子."""
    return any(
        len(short) > _NAME - 1 and short[-_NAME] in KNOWN_SURNAMES and short[-_NAME:] in full
        for short, full in ((first, second), (second, first))
    )


_ORGAN_BEFORE = Pattern(
    rf"(?:^|[，。；：、]|{HAN}{{2}})(?P<organ>[县市区镇乡]{HAN}{{2,9}}[局委办院校馆站所队心社])$"
)
_HEADS: Final = ("局长", "主任", "院长", "校长", "馆长", "站长", "所长", "队长", "大队长", "支队长", "社长")
_CHANGED = Pattern("时任|原|前任|新任|现任|历任|任命|免去|当选|接任|继任|调任|改任|退休|卸任|履新|代表")
# characters before an office that its organ takes
_BEFORE: Final = 14


def _post_again(sheet: Sheet) -> Iterator[Hit]:
    """县教育局局长丁若愚 … 县教育局局长麦书远."""
    known: dict[tuple[int, str], str] = {}
    for segment, found, office, name in people_in(sheet):
        start = found.start("office")
        if office not in _HEADS or found.start("name") < start or _CHANGED.search(segment.text):
            continue
        organ = _ORGAN_BEFORE.search(segment.text[max(start - _BEFORE, 0) : start])
        if organ is None or organ.start("organ") not in (0, organ.start() + 1) or len(name) < _NAME:
            continue
        whole = organ["organ"] + office
        other = known.setdefault((segment.body, whole), name)
        differ = sum(a != b for a, b in zip(name, other, strict=False))
        if differ > 1:
            yield Hit(
                segment, start - len(organ["organ"]), found.end("name"), params={"other": whole + other}
            )


_FIRM = Pattern(
    rf"(?<!{HAN})(?P<stem>{HAN}{{2}})(?P<kind>(?:药业|[农林牧渔茶置实企矿]业|科技|建设|建筑|食品|贸易|商贸|能源|环保|化工|机械|纺织|服饰|物流|旅游|文化|生物|建材|电子|发展|开发|种植|养殖|果蔬|水产|畜禽){{1,3}}(?:有限责任公司|股份有限公司|有限公司|专业合作社|合作社|家庭农场))"
)
_TURNED = Pattern(
    rf"(?P<stem>(?:(?![的了在个和与及各每这那是有为小大]){HAN}){{3}})(?P<kind>村|镇|乡|社区|小学|中学|水库)(?![长民委镇])"
)


def _names_again(segments: Sequence[Segment]) -> Iterator[Hit]:
    """禾原农业科技有限公司 … 禾源农业科技有限公司; 柳树沟村 … 柳沟树村."""
    firms: dict[str, str] = {}
    places: dict[tuple[str, str], str] = {}
    for segment in segments:
        for found in _FIRM.finditer(segment.text):
            said, other = found["stem"], firms.setdefault(found["kind"], found["stem"])
            wrong = [pair for pair in zip(said, other, strict=True) if pair[0] != pair[1]]
            if len(wrong) == 1 and sound_alike(*wrong[0]) and not contrast(*wrong[0]):
                yield Hit(segment, *found.span(), params={"other": other + found["kind"]})
        for found in _TURNED.finditer(segment.text):
            said = found["stem"]
            other = places.setdefault(("".join(sorted(said)), found["kind"]), said)
            if other != said and (said[0] == other[0] or said[2] == other[2]):
                yield Hit(segment, *found.span(), params={"other": other + found["kind"]})


_WOMAN = Pattern(
    rf"女(?:村医|教师|民警|支书|书记|干部|企业家|工人|医生|司机|队员|党员|青年|教练|校长|镇长|乡长|带头人|农民|班长|调解员|网格员|护林员|技术员|大学生|职工|兵){HAN}{{2,3}}|{HAN}{{2,3}}，女，"
)
_HE = Pattern("(?<=[，。；“])他(?![们人乡国山])|^他(?![们人乡国山])")
_MAN = Pattern("[男]儿|父亲|丈夫|爱人|儿子|老汉|大爷|大叔|爷爷|老伯|先生|男|患者|病人|学生|孩子|对方|同志")


def _woman_again(segments: Sequence[Segment]) -> Iterator[Hit]:
    """女村医姚素兰 … 他就背起药箱, and nobody else is spoken of."""
    whole = "\n".join(segment.text for segment in segments)
    if (
        "女" not in whole
        or "她" in whole
        or "他" not in whole
        or not _WOMAN.search(whole)
        or _MAN.search(whole)
    ):
        return
    for segment in segments:
        for found in _HE.finditer(segment.text):
            yield Hit(segment, *found.span(), params={"other": "女"}, level=Level.HINT)


def _told(segment: Segment, found: re.Match[str], group: str, other: str) -> Hit:
    return Hit(segment, *found.span(group), params={"other": other})


def told_otherwise(sheet: Sheet) -> Iterator[Hit]:
    """All that a later paragraph tells otherwise."""
    for segments in sheet.bodies():
        for tell in (
            _term_again,
            _day_again,
            _campaign_again,
            _unit_again,
            _age_again,
            _names_again,
            _woman_again,
        ):
            yield from tell(segments)
    yield from _post_again(sheet)


RULES: Final = (Rule("P524", "told-otherwise", CUSTOM, sheet=told_otherwise),)
