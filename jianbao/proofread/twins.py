"""Names that an issue writes in two ways: places, organs, firms and projects.

Names of one kind (…河, …公司) are held against each other from their end on. Two that differ by one slip are one name where the
slip is one of sound, of shape or of order; where two things may well be called so (甲与乙 side by side, 东 and 西), they are two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, combinations, count, product
from typing import Final, NamedTuple

from jianbao.errors import Level, Severity
from jianbao.language.han import is_han
from jianbao.language.words import straddled, word_starts, words
from jianbao.proofread.data.counts import counts
from jianbao.proofread.lexicon import contrast
from jianbao.proofread.nearly import sound_alike
from jianbao.proofread.people import side_by_side
from jianbao.proofread.repeats import alike_from_start, repeats
from jianbao.proofread.rule import CUSTOM, HAN, Pattern, Rule
from jianbao.proofread.view import RUNNING, Hit, Segment, Sheet


class Named(NamedTuple):
    """A name of a kind, one of many in reading order: the words before the kind, from its last character on, and where that stands."""

    order: int
    segment: Segment
    stem: str
    at: int
    end: int

    def last(self, size: int) -> str:
        """The name with so many characters before its kind."""
        return self.segment.text[self.at - size : self.end]

    def hit(self, size: int, other: str) -> Hit:
        """The finding that this is another's name but for a slip."""
        return Hit(self.segment, self.at - size, self.end, params={"other": other}, level=Level.HINT)


# --- kinds ---------------------------------------------------------------------------------------------------------------

_TOWNS: Final = "镇乡"
_ORGAN: Final = frozenset(["局", "厅", "会", "院", "委", "中心", "站", "所", "社", "办公室"])
# a place has but one of two
_RANKS: Final = (("镇", "乡"), ("县", "区"), ("街道", "镇"), ("街道", "乡"))
_KINDS: Final = (
    "合作社|联合社|股份有限公司|有限责任公司|专班|工作专班|指挥部|领导小组|委员会|联席会议|推进会|观摩会|现场会|座谈会|调度会|动员会|部署会|中心|站|公园|景区|水库|大桥|大道|隧道|干渠|街道|社区|国道|省道|高速公路|小区|新村|花园|家园|广场|车站|机场|码头|渡口|电站|灌区|[林农茶]场|古镇|遗址|纪念馆|博物馆|书院|祠堂|大厦|酒店|商场|超市|煤矿|水厂|电厂|"
    "小学|中学|学校|学院|幼儿园|医院|卫生院|园区|产业园|工业园|物流园|开发区|基地|平台|药业|集团|公司|家庭农场|协会|商会|联盟|工程|项目|大赛|论坛|博览会|展销会|培训班|工作室|办公室|"
    "[河湖渠镇乡村县市区旗]|(?:[局厅]|(?<=[务作文电测])站|(?<=[出法生究税土务费])所|(?<=[协合联字商])会|(?<=[作合])社)(?!长)"
)
# most places are passed over by one look at their character
_KIND = Pattern(
    rf"[^开佳春]节(?![点约目日能水])|(?=[{''.join(sorted({*filter(is_han, _KINDS)}))}])(?:{_KINDS})"
)
_LEFT: Final = 12
# what no name reaches over, up to its end
_NO_NAME = Pattern(
    rf"(?s:.*)(?:召(?=开)|举(?=[办行])|[和与及的了在由将对把从向被为是等于到就各每]|(?!{HAN})(?s:.))"
)
# 原副县长, 并报县委: from their last character on
_NO_PLACE: Final = ("副原", "报并")
_NO_TOWN: Final = tuple("村土镇间里下上亲情长贤愁音绅友风域别块南北道长委")
# names of one kind that are held against each other
_MOST: Final = 40
_LONG: Final = 8
# characters of a kind before which two that changed places are a whole name
_TURNED: Final = 3
# characters of a place's name before its kind
_PLACE: Final = 3
_RENAMED = Pattern(
    "撤|更名|改为|改称|改名|改设|改[镇县区市]|设[镇区]|合并|整合|组建|挂牌|前身|划入|不再保留|机构改革|原[省市县区州旗]|原名|原来"
)


def _named(sheet: Sheet) -> dict[str, list[Named]]:
    """All names of the texts by their kinds, each but once."""
    by_kind: dict[str, dict[str, Named]] = {}
    order = count()
    for segment in sheet.segments:
        text = segment.text
        for found in _KIND.finditer(text) if segment.role in RUNNING else ():
            kind, at = found[0], found.start()
            known = by_kind.setdefault(kind, {})
            if len(known) == _MOST:
                continue
            first = max(at - _LEFT, 0)
            ended = _NO_NAME.compiled.match(text, first, found.end())
            stem = text[ended.end() if ended else first : at][::-1]
            told_apart = stem if kind in _ORGAN or len(kind) > 1 else stem[:_PLACE]
            if len(stem) > 1 and told_apart not in known:
                known[told_apart] = Named(next(order), segment, stem, at, found.end())
    return {kind: [*known.values()] for kind, known in by_kind.items()}


class _Slip(NamedTuple):
    """How two names differ: characters that are the same behind and before, and what stands between them in each."""

    behind: int
    before: int
    first: str
    second: str

    @property
    def same(self) -> int:
        return self.behind + self.before


def _slip(one: str, two: str) -> _Slip | None:
    """The one slip by which two stems differ, each from its last character on: two characters that changed places, or one."""
    behind = alike_from_start(one, two)
    for size in (2, 1):
        first, second = one[behind : behind + size], two[behind : behind + size]
        before = alike_from_start(one[behind + size :], two[behind + size :])
        alike = first == second[::-1] if size > 1 else before or behind
        if alike and len(first) == len(second) == size:
            return _Slip(behind, before, first[::-1], second[::-1])
    return None


def _one_name(kind: str, first: Named, second: Named, slip: _Slip) -> bool:
    """Whether two names may be of one thing."""
    one, two = slip.first[0], slip.second[0]
    if len(slip.first) > 1:
        # 国外, 外国; 中俄 is what the one calls it, 俄中 the other
        apart = "中" not in slip.first and not (words(slip.first) and words(slip.second))
        return apart and bool(slip.same or len(kind) > _TURNED or kind in _TOWNS)
    if contrast(one, two):
        return False
    if not (sound_alike(one, two) or any(two in like for like in counts().like(one))):
        return slip.before > 1 and len(kind) + slip.same >= _LONG
    if slip.before and slip.same > 2:
        return True
    alone = (slip.before > 0 or slip.behind == 1) and not _are_words(first, second, slip)
    return alone and _stands_alone(first, slip) and _stands_alone(second, slip)


def _are_words(first: Named, second: Named, slip: _Slip) -> bool:
    """Whether the two characters before the kind are words in both names (实验区), or their kind is part of one (农村)."""
    if words(first.stem[1::-1]) and words(second.stem[1::-1]):
        return True
    # 西湖 is a word in 凤西湖, 滨河 in what differs before it
    enough = any if slip.behind else all
    return enough(straddled(name.segment.text, name.at, name.at) for name in (first, second))


def _stands_alone(name: Named, slip: _Slip) -> bool:
    """Whether a word begins where a name may that holds the slip, and none reaches over its end."""
    text, end = name.segment.text, name.end
    if (text[end - 1] in _TOWNS and text.startswith(_NO_TOWN, end)) or _RENAMED.search(text):
        return False
    sizes = range(max(slip.behind + 1, 2), max(slip.same + 1, 2) + 1)
    first = max(name.at - sizes[-1] - 6, 0)
    starts = word_starts(text[first : end + 6])
    return any(starts[name.at - size - first] for size in sizes if size <= len(name.stem)) and (
        starts[end - first] or text[end - 1] in "市县区"
    )


def _touch(first: Named, second: Named) -> bool:
    """Whether one name begins within, or right behind, the other: 县委常委会会议."""
    return first.segment is second.segment and abs(second.at - first.at) < len(second.stem) // 2 + 1


def _slips(sheet: Sheet, kind: str, names: Sequence[Named]) -> Iterator[Hit]:
    """白鹭湖湿地公园 … 白露湖湿地公园, 石桥头村 … 石头桥村, 绿源农业发展有限公司 … 绿源农业开展有限公司."""
    last = [frozenset(name.stem[:2]) for name in names]
    for one, two in combinations(range(len(names)), 2):
        # what differs by one slip has one of the last two characters in common: most names are passed over by it
        if last[one].isdisjoint(last[two]):
            continue
        first, second = names[one], names[two]
        slip = _slip(first.stem, second.stem)
        if slip is None or not _one_name(kind, first, second, slip) or _touch(first, second):
            continue
        size = min(slip.before, 2) + slip.behind + len(slip.first)
        said, again = first.last(size), second.last(size)
        if not side_by_side(sheet, said, again):
            later = sheet.whole.count(again) <= sheet.whole.count(said)
            yield second.hit(size, said) if later else first.hit(size, again)


def _two_ranks(sheet: Sheet, names: dict[str, list[Named]]) -> Iterator[Hit]:
    """石碾镇 … 石碾乡: a place of two ranks."""
    for one, two in _RANKS:
        for earlier, later in map(sorted, product(names.get(one, ()), names.get(two, ()))):
            place, bare = earlier.stem[:2], _Slip(0, 1, "", "")
            same = later.stem[:2] == place and place not in _NO_PLACE and not _touch(earlier, later)
            if not same or side_by_side(sheet, earlier.last(2), later.last(2)):
                continue
            # 示范县, 示范区; 城镇, 城乡
            word = words(place[0] + two) if two in _TOWNS else _are_words(earlier, later, bare)
            if not word and _stands_alone(earlier, bare) and _stands_alone(later, bare):
                yield later.hit(2, earlier.last(2))


def names_twice(sheet: Sheet) -> Iterator[Hit]:
    """All names that are written in two ways."""
    names = _named(sheet)
    of_kinds = (_slips(sheet, kind, own) for kind, own in names.items())
    # of two that end or begin at one place the first counts
    hits = [*chain(*of_kinds, _two_ranks(sheet, names), repeats(sheet))][::-1]
    by_end = {(id(hit.segment), hit.end): hit for hit in hits}
    yield from {(id(hit.segment), hit.start): hit for hit in by_end.values()}.values()


RULES: Final = (Rule("P515", "name-in-two-forms", CUSTOM, Severity.HINT, sheet=names_twice),)
