"""A line of display type (title, organ, entry) → how badly it would part before each of its characters.

Asked by titles, organs and contents entries alike. Three things are known of a text: its words (`words.py`), its names
and set phrases (that module's lists, the office's own words), and names made by a rule that no list could hold in full:
an organ of fields of work (人力资源和社会保障|局), a session (第十四届…第三次会议), a township of a nationality, a
meeting. Parting a word or a name costs so much that any other way is better; behind marks it costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from jianbao.expressions import compiled
from jianbao.language.han import all_han
from jianbao.language.words import is_verb, word_starts


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_FILE: Final = Path(__file__).with_name("roles.txt")
# what words do where a line might end → the words
_ROLES: Final = {part[0]: _set(part[1:]) for part in _FILE.read_text(encoding="utf-8").split("\n== ")[1:]}

INSIDE_WORD: Final = 320.0
INSIDE_NAME: Final = 240.0
# inside 《》, “”, （）, 【】, for each pair
_INSIDE_MARKS: Final = 260.0
# a line that begins with 局 or 和, which no name is worth; with what mostly ends a word
_BARE: Final = 300.0
_SUFFIX: Final = 120.0
_TIED: Final = 60.0
_ALONE: Final = 20.0
# between two characters that are no words: most likely a place or a person
_UNKNOWN: Final = 100.0
# noun|noun and noun|verb, which mostly make one thing (生态环境|保护); verb|object; before a predicate nothing
_COMPOUND: Final = 44.0
# before a noun that says of what kind a thing is (信访|问题), behind what only describes (新型|企业), within a pair of
# verbs (走访|慰问); and behind a long name or phrase
_KIND: Final = 64.0
_KIND_BEHIND_LONG: Final = 44.0
# before what is called by two words (阿拉山口|综合保税区)
_CALLED: Final = 24.0
_VERBAL: Final = 18.0
_OBJECT: Final = 6.0
# behind a name or phrase of so many characters noun|noun is less bad
_LONG: Final = 4
_BEHIND_LONG: Final = 20.0
_PREDICATES: Final = _ROLES["谓"]

# Where the clerk left a gap he wants the break; what is quoted mostly leans on the word behind it (“四个一”活动).
_BEHIND: Final = (
    dict.fromkeys(" \u3000", -25.0)
    | dict.fromkeys("：；——", -16.0)
    | dict.fromkeys("，。！？", -12.0)
    | dict.fromkeys("、）】", -6.0)
    | dict.fromkeys("》”", 3.0)
)
BEST: Final = min(_BEHIND.values())
# A word by itself that belongs to the word before, and one that belongs to the word behind it.
_LEANS_BACK: Final = frozenset("的了着过们等地得之")
_LEANS_ON: Final = frozenset(
    "和与及或在对为把被将以从向由于不第全各该本新老大小总副原正再更最多首每无非未已可能需应"
)
_MARKED: Final = tuple(compiled(rf"{a}[^{a}{b}]*{b}") for a, b in ("《》", "“”", "（）", "【】"))
_PREPOSITIONS: Final = _set("关于 围绕 根据 按照 针对 对于 基于 鉴于 由于 随着 以及 为了")
_QUOTES: Final = frozenset("《“（【")
_NEVER_FIRST: Final = frozenset("局厅委办和与及的了")
_JOINS: Final = frozenset("和与及")
_OPENS: Final = frozenset("暨并")
# What makes a word of the word before it; a line that begins with one of these alone begins in a word's or name's tail.
_ENDS_WORD: Final = frozenset(
    "化性率者员制式型感力度家长线带圈链网库册证票费款法案论观权类级项次件位名条点元岁届号赛展奖令书稿榜杯群业界军年周月"
)
_ENDS_NAME: Final = frozenset(
    "省市县区州旗盟乡镇村屯局厅委办部院所会处科股室站队组团署司校园场馆社行店厂矿港城寺山河江湖湾桥路街府师旅营连赛"
)
_TAILS: Final = _ROLES["尾"]
_TAIL: Final = 14.0
# before the last one of a name
_MOST_WORDS: Final = 3
_KINDS: Final = _ROLES["类"]
_DESCRIBES: Final = _ROLES["饰"]
_DESCRIBING: Final = frozenset("型性式级")
_HOLDS: Final = _ROLES["办"]
# 全县, 我市
_SCOPE: Final = frozenset("全我各本该")
_BODIES: Final = frozenset("局厅委办部院队组团署府会社司")
_PLACES: Final = frozenset("省市县州区旗镇乡")
_IN_TAIL: Final = _ENDS_NAME | _ENDS_WORD
_BARE_TAIL: Final = _LEANS_BACK | _NEVER_FIRST
_ACTS_OR_JOINS: Final = _PREDICATES | _JOINS
_NO_PART: Final = _LEANS_BACK | _LEANS_ON | _PREDICATES
_NOT_OF_PLACE: Final = _LEANS_ON | _JOINS | _PREDICATES | _BODIES | {"行"}
_BEGINS: Final = _PREDICATES | _PREPOSITIONS

_PEOPLES: Final = (
    "汉|蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|"
    "羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
_FIELDS: Final = (
    "人力资源|社会保障|社会保险|住房|城乡|城市|建设|规划|文化|旅游|广播电视|广播|电视|广电|新闻出版|新闻|出版|版权|体育|教育|科学|技术|科技|工业|信息化|"
    "信息|数据|大数据|商务|商贸|经济|贸易|投资|促进|自然资源|国土资源|国土|林业|草原|园林|绿化|农业|农村|农牧|畜牧|牧业|兽医|渔业|水利|水务|湿地|"
    "卫生|健康|医疗|保障|医药|药品|食品|疾病|预防|控制|民族|宗教|事务|侨务|外事|港澳|台湾|司法|行政|审批|服务|政务|综合|执法|城管|管理|监督|监察|"
    "市场|质量|标准化|知识产权|发展|改革|财政|税务|审计|统计|金融|国有资产|国资|能源|粮食|物资|储备|应急|消防|救援|防灾|减灾|救灾|地震|气象|生态|"
    "环境|保护|交通|运输|公路|铁路|邮政|通信|民政|养老|退役军人|老干部|组织|宣传|统战|统一战线|政法|机构编制|编制|网络安全|网络|安全|生产|机关|"
    "保密|档案|党史|文献|研究|地方志|信访|接待|公安|公共资源|公共|资源|交易|公积金|乡村|振兴|扶贫|开发|移民|水库|三峡|南水北调|供销|合作|烟草|盐务|"
    "文物|遗产|非物质文化遗产|博物|图书|科普|关心下一代|工作|全面深化改革|全面依法治|依法治|精神文明|文明|爱国|卫生健康|优化|营商|防汛|抗旱|森林|"
    "防火|防灭火|道路|妇女|儿童|残疾人|青少年|红十字|计划|生育|人口|劳动|就业|创业|人才|干部|招商|招生|考试|彩票|福利|慈善|矿山|煤炭|有色金属|"
    "监管|检验|检测|检定|审评|查验|认证|计量|科学院|社会科学界|社会科学|社科|文学艺术界|文学艺术|文艺|工商业|工商|归国华侨|华侨|个体|私营|企业|民营|"
    "地质|矿产|测绘|地理|海洋|渔政|海事|口岸|自贸|自由贸易|保税|高新|国防|动员|人民武装|武装|民兵|征兵|双拥|河湖|河长制|林长制|重大|项目|重点|区域|"
    "协调|对口|支援|协作|援疆|援藏|巡视|巡察|纪检|纪律|检查|政策|法规|法制|政治|协商|联络"
)
_OFFICES: Final = (
    "委员会办公室|领导小组办公室|指挥部办公室|工作委员会|委员会|领导小组|工作小组|协调小组|联席会议办公室|联席会议|指挥部|办公室|办公厅|管理局|监督局|总局|分局|局|厅|委|部|署|"
    "院|支局|研究所|研究院|实验室|分行|支行|分公司|分院|联盟|服务站|理事会|组委会|总队|支队|大队|中队|中心|总站|站|处|科|所|学院|学校|集团|公司|协会|学会|基金会|联合会|联合社|总社|总会|分会|工作专班|专班|工作组|督查组|督导组"
)
_NUMBER: Final = "一二三四五六七八九十百〇零0-9０-９"
# What tells that such a name may be there (any of the strings) → its pattern, compiled when first met.
_NAMES: Final = (
    # 双江拉祜族佤族布朗族傣族自治县, 察布查尔锡伯自治县; 三家子满族乡
    (("自治", "族乡", "族镇"), rf"(?:[\u4e00-\u9fff]{{1,4}}?)(?:(?:{_PEOPLES})族?)+(?:自治[区州县旗]|乡|镇)"),
    # 市人力资源和社会保障局; 市委全面深化改革委员会办公室
    (
        (*tuple("局厅委部署院办队站处科所会社"), "中心", "学校", "集团", "公司", "专班", "组"),
        (
            rf"(?:[省市县区州旗盟镇乡]|全[省市县区州]|国家|中央)?(?:{_FIELDS})+(?:[和与及、]?(?:{_FIELDS})+)*"
            rf"(?:{_OFFICES})(?:办公室)?"
        ),
    ),
    # 十三届六次全会, 第十四届全国人民代表大会第三次会议
    (
        ("届",),
        (
            rf"(?:中国共产党|政协)?第?[{_NUMBER}]+届(?:[\u4e00-\u9fff]{{0,8}}?第?[{_NUMBER}]+次)?"
            r"(?:中央委员会|中央纪委|全体|全国|人民|代表|人大|政协|常委|委员){0,4}"
            r"(?:全会|会议|大会|运动会|博览会|论坛|[\u4e00-\u9fff]{1,3}[会节展赛])?"
        ),
    ),
    (
        ("次",),
        (
            rf"第?[{_NUMBER}]+次(?:常委会|常务|党组|理事|主席团|委员|代表|主任|主席|省委|市委|县委|区委|党委|扩大|全体|工作|联席){{0,3}}"
            r"(?:会议|大会|全会|会)"
        ),
    ),
    # 全市经济工作会议, 现场推进会
    (
        ("会", "班"),
        (
            r"(?:全[国省市县区州旗镇乡系统]+)?[\u4e00-\u9fff]{2}"
            r"(?:工作|专题|现场|动员|部署|调度|推进|座谈|经验|交流|表彰|总结|誓师|协商|听证|视频|培训|新闻|成果){1,3}(?:会议|大会|会|班)"
        ),
    ),
    (("总书记",), r"(?:[\u4e00-\u9fff]{2,3})?总书记"),
    # 2026年3月, 第9期, 三项, 五年来
    (
        tuple("年月日期届次项个条件批轮号季度周天"),
        rf"第?[{_NUMBER}]+(?:[·.][{_NUMBER}]+)*[年月日期届次项个条件批轮号季度周天]+(?:度|来|间)?",
    ),
    # 云溪县第十四届委员会; 中国（青岚）跨境电子商务综合试验区; 三点八亿元
    (("届",), rf"[\u4e00-\u9fff]{{2}}[省市县区州旗]第[{_NUMBER}]+届(?:委员会|人民代表大会|人大)"),
    (
        ("（",),
        r"[\u4e00-\u9fff]{2}（[\u4e00-\u9fff]{2,6}）[\u4e00-\u9fff]{2,12}?(?:试验区|示范区|贸易区|自贸区|合作区|新区|学院|中心)",
    ),
    (
        ("点",),
        r"[一二三四五六七八九十百千零〇两]+点[一二三四五六七八九零〇]+[十百千万亿]*(?:元|吨|亩|米|公里|平方米|个百分点|倍|公顷)?",
    ),
    (("办公",), r"(?:人民政府|政府|人大常委会|常委会|政协|党组|党委|[省市县区州旗]委)办公[室厅]"),
    (("行", "局", "公司", "院", "队"), r"[省市县区州]?(?:[分支][行局院]|[分支]公司|[总支大中]队)"),
    # 中国建设银行青江分行; 昆明医科大学第一附属医院; 中车株洲电力机车有限公司, where it is clear where that begins
    (
        ("分行", "支行", "分公司"),
        r"(?:中国)?[\u4e00-\u9fff]{2}(?:银行|公司|集团)[\u4e00-\u9fff]{2,4}(?:分行|支行|分公司)",
    ),
    (
        ("附属",),
        rf"(?:大学|学院)(?:第?[{_NUMBER}]+)?附属(?:第?[{_NUMBER}]+)?[\u4e00-\u9fff]{{0,4}}?(?:医院|中学|小学)",
    ),
    (("有限公司",), r"(?:(?<=[与和、（])|(?<![\u4e00-\u9fff]))[\u4e00-\u9fff]{2,12}有限公司"),
    # 全国妇幼健康文化建设先进单位; 国家级专精特新“小巨人”企业
    (
        ("先进", "示范", "模范", "文明"),
        r"(?:全[国省市区]|国家级?|[省市]级)[\u4e00-\u9fff]{2,10}?(?:先进|示范|模范|文明)(?:单位|集体|个人|工作者|县|市|区|村|企业|学校)",
    ),
    (("“小巨人”",), r"(?:国家级)?专精特新“小巨人”(?:企业)?"),
    # 查干湖冬捕节, 第三届国际山地旅游文化节
    (
        ("节",),
        r"(?<=[省市县区州旗镇乡村届])[\u4e00-\u9fff—]{2,14}?节(?![目能点约日水气假俭奏余育支流制省后前期])",
    ),
    # 市场化法治化国际化
    (("化",), r"(?:[\u4e00-\u9fff]{2}化){2,}"),
    (("·",), r"[\u4e00-\u9fff]·[\u4e00-\u9fff]+"),
)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return compiled(pattern)


def joints(text: str, names: Iterable[str] = ()) -> list[float]:
    """How badly a line ends before each character of `text`: 0 well, below it better, INSIDE_WORD in a word.

    In squared characters of unevenness, which is what `titles.py` weighs it against. `names` hold together besides.
    """
    starts = word_starts(text)
    costs = [0.0] * (len(text) + 1)
    for index in range(1, len(text)):
        costs[index] = _cost(text, starts, index)
    for start, end in _named(text, starts, names):
        for index in range(start + 1, end):
            # where a name must be parted, then between its words
            costs[index] = max(costs[index], INSIDE_NAME + max(0.0, costs[index]) / 8)
    for pattern in _MARKED if any(mark in text for mark in "《“（【") else ():
        for found in pattern.finditer(text):
            for index in range(found.start() + 1, found.end()):
                costs[index] += _INSIDE_MARKS
    return costs


def _named(text: str, starts: Sequence[bool], names: Iterable[str]) -> list[tuple[int, int]]:
    """The stretches that are names, by rule and by the given list."""
    found: list[tuple[int, int]] = []
    for signs, pattern in _NAMES:
        for match in _compiled(pattern).finditer(text) if any(sign in text for sign in signs) else ():
            start, end = match.span()
            # a rule may begin within a word that it does not mean
            while start < end and not starts[start]:
                start += 1
            # 青岚市|人力资源和社会保障局: the place is a name of its own, as is 市委 before its commissions
            if start and text[start] in _PLACES and all_han(before := text[start - 1]):
                start += before not in _NOT_OF_PLACE
            found.append((start, end))
    found += _headed(text, starts)
    for name in names:
        at = text.find(name) if name else -1
        while at >= 0:
            found.append((at, at + len(name)))
            at = text.find(name, at + len(name))
    return found


def _headed(text: str, starts: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """What bodies and meetings are called by a word of their field (审评查验|中心, 成立|大会): from that word on."""
    places = [at for at in range(len(text)) if starts[at] and not _is_unknown(text, starts, at)]
    words = [text[start:end] for start, end in pairwise((*places, len(text)))]
    for number in range(1, len(words)):
        head, word = words[number], words[number - 1]
        end = places[number] + len(head)
        kind = head in _KINDS and number > 1 and _is_act(word) and _is_thing(words[number - 2])
        if kind or (head in _TAILS and _names(word, _HOLDS)):
            # 审评查验|中心; 水质安全|保障|工程
            first = number - 1 - kind
            while first and number - first < _MOST_WORDS and _is_thing(words[first - 1]):
                first -= 1
            yield places[first], end
        elif _is_tail(head) and _is_thing(word):
            yield places[number - 1], end


def _names(word: str, besides: frozenset[str]) -> bool:
    """Can `word` be part of what a body or meeting is called?"""
    return (
        len(word) > 1 and all_han(word) and word not in besides and word[0] not in _SCOPE and not _acts(word)
    )


def _is_thing(word: str) -> bool:
    return _names(word, _PREDICATES) and not is_verb(word)


def _cost(text: str, starts: Sequence[bool], index: int) -> float:
    before, after = text[index - 1], text[index]
    if before in _BEHIND:
        return _BEHIND[before] + (_BARE if after in _BARE_TAIL and starts[index + 1] else 0.0)
    if not starts[index]:
        return INSIDE_WORD
    cost = -2.0 if after in _QUOTES else 0.0
    alone_before, alone_after = _is_alone(starts, index - 1), _is_alone(starts, index)
    if alone_after:
        ends = after in _IN_TAIL and not (alone_before and before in _ACTS_OR_JOINS)
        if ends or after in _BARE_TAIL:
            return _BARE if after in _NEVER_FIRST else _SUFFIX
    if text[max(0, index - 2) : index] in _PREPOSITIONS:
        return _TIED
    if alone_before and before in _LEANS_ON:
        return _SUFFIX if before in _JOINS else _TIED
    if alone_after and after in _OPENS:
        return cost - 2.0
    if alone_before and alone_after:
        return cost + (_UNKNOWN if _is_unknown(text, starts, index) else _ALONE)
    if alone_before:
        cost += _KIND if before in _DESCRIBING else _ALONE if before in _NO_PART else _COMPOUND
    elif alone_after:
        cost += 0.0 if after in _NO_PART | _QUOTES else _COMPOUND
    else:
        cost += _OBJECT if after in _QUOTES else _between(text, starts, index)
    if any(text[index : index + length] in _TAILS for length in (2, 3, 4)):
        cost += _TAIL
    return cost - 1.0 if before == "的" else cost


def _between(text: str, starts: Sequence[bool], index: int) -> float:
    """What it costs to part two words of two characters and more."""
    word, following = _word_before(text, starts, index), _word_at(text, starts, index)
    verb, verbal = _is_act(word), _is_act(following)
    called = index + len(following)
    long = len(word) >= _LONG
    if len(word) == len(following) == 2 and ((verb and verbal) or word[0] == following[0]):
        return _KIND
    if word in _KINDS and following in _KINDS:
        return _KIND
    if following in _BEGINS or (verbal and _acts(word)):
        return 0.0
    if word[0] in _SCOPE:
        return _BEHIND_LONG
    if word in _DESCRIBES or word[-1] in _DESCRIBING or (following in _KINDS and word not in _PREDICATES):
        return _KIND_BEHIND_LONG if long else _KIND
    if verb and not verbal:
        return _OBJECT
    cost = _VERBAL if verbal else _BEHIND_LONG if long else _COMPOUND
    if called < len(text) and not _acts(word):
        tail = _word_at(text, starts, called)
        if tail in _TAILS or tail in _KINDS or (len(tail) == 1 and tail in _ENDS_WORD):
            cost += _CALLED
    return cost


def _is_act(word: str) -> bool:
    return word in _PREDICATES or is_verb(word)


def _acts(word: str) -> bool:
    """May `word` be a body, or the last of its name?"""
    return (
        (word[-1] in _BODIES and word[-2:] != "干部")
        or (len(word) > 2 and word[-1] in _PLACES)
        or _is_tail(word)
    )


def _is_tail(word: str) -> bool:
    """Does `word` end as names of bodies and meetings do?"""
    return word[-2:] in _TAILS or word[-3:] in _TAILS


def _word_at(text: str, starts: Sequence[bool], index: int) -> str:
    end = index + 1
    while not starts[end]:
        end += 1
    return text[index:end]


def _word_before(text: str, starts: Sequence[bool], index: int) -> str:
    start = index - 1
    while not starts[start]:
        start -= 1
    return text[start:index]


def _is_unknown(text: str, starts: Sequence[bool], index: int) -> bool:
    """Do two characters meet at `index` that are no words, such as those of a small place or a person?"""
    return (
        0 < index < len(text)
        and _is_alone(starts, index - 1)
        and _is_alone(starts, index)
        and text[index - 1] not in _NO_PART
        and text[index - 1] not in _IN_TAIL
        and text[index] not in _NO_PART
        and all_han(text[index - 1 : index + 1])
    )


def _is_alone(starts: Sequence[bool], index: int) -> bool:
    """Is the character at `index` a word by itself?"""
    return starts[index] and starts[index + 1]
