"""Surnames, the offices that are written behind a name, the dot within a foreign one: what tells a person in a Chinese text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from jianbao.expressions import compiled
from jianbao.language.han import all_han

SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付"
    "方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰习綦"
)
COMPOUND_SURNAMES: Final = "欧阳|司马|上官|诸葛|夏侯|司徒|皇甫|尉迟|公孙|慕容|令狐|端木|东方|独孤"
# the rest of 百家姓, without those that are words of any text
_RARE: Final = (
    "褚卫尤华戚喻柏水窦云奚郎昌苗凤花俞柳酆鲍费廉岑滕毕邬乐于傅皮卞元卜平穆萧湛祁禹狄米贝明臧计伏成谈茅纪舒屈项祝阮蓝闵席季麻强路娄危童梅盛"
    "刁骆凌霍虞支柯昝管经房裘缪干解应宗宣贲郁单杭洪包诸左吉钮嵇滑裴荣翁荀羊於惠甄曲封芮羿储靳汲邴糜松井富巫乌焦巴弓牧隗山谷车宓蓬郗班仰秋仲伊"
    "宫宁仇栾暴甘钭厉戎祖符景束幸司韶郜蓟薄印宿怀蒲邰鄂索咸籍赖卓蔺屠蒙池阴胥苍双闻莘党贡劳逄姬扶堵冉宰郦雍郤璩桑桂濮寿边扈燕冀郏浦尚农别晏柴"
    "瞿阎慕连茹宦艾鱼容古慎戈庾暨衡步都满弘匡国寇广禄阙东欧殳沃利蔚越夔隆师巩厍晁勾敖融冷訾辛阚那简饶沙乜鞠须丰巢蒯查荆红游竺权逯盖桓"
    "佟肖仝帅亢况佘楼商牟佴冼邸苑代墨谯笪阳涂区苟占揭鹿瓮官麦"
)
# such as begin words of their own
_WORDY: Final = frozenset(
    "卫乐水云和伏成贝明计强路危管经解应宗单包诸左吉车谷山全班秋景束幸司党贡劳双闻满弘国广东利师那简饶沙都连如容古慎步须丰查红游权官商阳区占代海冷敖平元项季花柏"
)
KNOWN_SURNAMES: Final = SURNAMES + "丘萨" + "".join(char for char in _RARE if char not in _WORDY)
"""What a name begins with behind an office, where a word hardly does."""
_BEGIN_NAMES: Final = frozenset(SURNAMES + _RARE)
# what begins many a word of two characters; such words that begin with a surname
_BEGIN_WORDS: Final = frozenset(
    "安常高文方向关成明平金白石万路解应红广利东阳查单简经盛富强宣满荣师班景华国江和"
)
_IN_PAIRS: Final = (
    "安全文明平安和谐高质高效高标国家常态关于关爱关键方便明天金融石油经济经验管理应急解放红色红旗广大东风阳光查找单位简报富民强国宣传荣誉满意师德班组景区江河成功"
    "成果全国全县全市公共时代连续严格温暖温馨康养党建党员党群边防农村农业水利水务融合别样计划计生支部支持法治游客车站山水向上万众于是白衣青年古韵林业花开项目童心牧歌"
    "夏日夏季秋季秋收冬季雷锋乐业幸福封面都市易地路长河长田长林长马路云端云上养老温情金秋金点连心何以白天黄金杜绝危房危险"
)
_WORDS: Final = frozenset(map("".join, zip(_IN_PAIRS[::2], _IN_PAIRS[1::2], strict=True)))
# Characters that write down sounds: a dot between two runs of them joins the parts of a foreign or minority name.
_SOUNDS: Final = frozenset(
    "阿艾爱安巴白班包宝保贝比别博卜布不达代丹当道得德迪第地丁东杜顿多尔恩法范菲费芬冯弗夫福盖甘戈格葛古瓜贵果哈海罕汉豪合赫黑亨洪胡华怀"
    "吉加贾江杰金津卡凯坎康考科可克肯孔库夸昆拉莱赖兰朗劳勒雷里丽利莉力列林琳留龙卢鲁路伦罗洛吕马玛迈买曼芒毛梅门蒙孟米密敏明摩莫穆木姆"
    "娜纳乃奈南尼年宁牛努诺女欧帕派潘庞佩彭蓬皮平泼蒲普奇齐其强乔琴琼丘热日荣茹瑞若萨塞赛桑森沙山尚绍申生圣施什史士舒斯丝思松苏孙索所"
    "翰各立昂歇内塔泰谭坦汤唐陶特滕提田帖廷通图土吐托脱娃瓦万汪王旺威韦维魏温文翁沃乌吾伍武西希锡夏香肖谢辛欣兴匈休雅亚延扬杨耶叶伊依易因英尤于"
    "余雨约云赞泽扎詹张章哲珍芝中朱孜兹佐江帕米热提汗买买孜古丽努尔叶尔肯别克江拜提汗木拉提那扎提合曼力买甫甫依明尼亚孜"
)
_OFFICES: Final = "书记|主席|总理|省长|市长|州长|县长|区长|部长|局长|主任|同志"


def titled(text: str) -> dict[int, int]:
    """Where a name with its office begins, as in 周明远书记 → how many characters both take."""
    if not any(office in text for office in _OFFICES.split("|")):
        return {}
    return {found.start(): len(found[1]) for found in _pattern().finditer(text)}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return compiled(rf"(?=((?:{COMPOUND_SURNAMES}|[{SURNAMES}])[^\W\da-zA-Z_]{{0,2}}?总?(?:{_OFFICES})))")


def is_name(word: str) -> bool:
    """Whether a word is a person's name: a surname and one or two characters that are no word of their own.

    A blank parts the two characters of a short name as bulletins print it (张　三).
    """
    letters = "".join(word.split())
    if len(word) > len(letters):
        return len(letters) == 2 and letters[0] in _BEGIN_NAMES and letters[0] not in _BEGIN_WORDS
    if _compound().fullmatch(word):
        return True
    fit = 2 <= len(word) <= 3 and word[0] in _BEGIN_NAMES and all_han(word)
    return fit and word[:2] not in _WORDS and (len(word) == 3 or word[0] not in _BEGIN_WORDS)


@lru_cache(maxsize=1)
def _compound() -> re.Pattern[str]:
    return compiled(
        rf"(?:{COMPOUND_SURNAMES}|濮阳|宇文|长孙|钟离|淳于|申屠|轩辕|百里|南宫|西门)[\u4e00-\u9fff]{{1,2}}"
    )


_IN_MARKS: Final = (
    r"[“《][^“”《》，。；：！？、]{1,10}(?<![一二三四五六七八九十])[.．][^“”《》，。；：！？、]{1,10}[”》—]"
)


def joins_name(text: str, at: int) -> bool:
    """Whether the dot at `at` stands between two parts of a name, or of one in marks: 《水乡.中国》."""
    around = text[max(at - 2, 0) : at], text[at + 1 : at + 3]
    if all(len(part) == 2 and _SOUNDS.issuperset(part) for part in around):
        return True
    start = max(text.rfind("“", 0, at), text.rfind("《", 0, at), 0)
    return re.match(_IN_MARKS, text[start : start + 24]) is not None
