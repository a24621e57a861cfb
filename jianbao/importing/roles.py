"""The words of one line → what it says of who: organs, who served in what role, to whom it goes; how many copies, notes.

Each is held to its own grammar: what does not fit is no value.
"""

from __future__ import annotations

import re
from typing import Final

from jianbao.glossary import STAFF_LABELS
from jianbao.language.labels import DISTRIBUTION_LABELS
from jianbao.language.persons import is_name

_ORGAN_END: Final = re.compile(
    "(?:局|办公室|办公厅|办|委|委员会|组|部|厅|院|会|[中小]学|[附高初一二三四五六七八九十][中小]|[支分总商]行|酒店|景区|[文少青]化?宫|公园|共同体|医共体|中心|政府|指挥部|党委|党组|处|科|公司|集团|大学|学院|学校|医院|银行|法院|"
    "检察院|队|站|所|社|馆|校|团|室|署|司|厂|台|庭|县|市|区|州|省|街道|镇|乡|村|(?<![入持参控炒配])股|总部|支部|总支|联社|幼儿园|机构|基地|园区|党校|大队|支队|[社科文残侨商妇青]联|[科作]协|[林农牧渔茶机市]场|[务电理]段|库|矿|专班|联盟|平台|联席会议|海关|车间|监狱|(?:物流|产业|科技|工业|农业|创业|动物|植物)园|体协|热线|物业|体育[场馆]|燃气|[煤矿]业|电力|水务)(?:[（(][^（）()]{1,20}[）)])?$"
)
NOT_ORGAN: Final = re.compile(
    r"[。；！？，:：]|召开|^创建|举办|开展|举行|推进|加强|成立|部署|赴|学习|启动|传达|组织召开|落实|圆满|打造|走[上进]|收[听看]|扎实|深入|助力|筑牢|出台|跑出|点亮|^[把让]|怎[样么]|如何|什么|[“”《》]|顺利|[■□◆◇●○★☆▲△※]|星期|\d+时|^第.*期$|^\d|(?:社会|机会|大会|盛会|晚会|[^省市]城市|都市|[集夜早股超上门花]市|[现会座推发]\S会)$"
)
"""What no organ's name holds."""
# names of campaigns within names of their offices
_BODIES: Final = re.compile(r"\S{2,20}(?:领导小组|指挥部|委员会|专班|工作组|小组)(?:办公室)?$")
_ORGAN_BEFORE: Final = re.compile(
    r"^(?:(?:(?:编报|填报|报告|主管|主办|承办|协办|联办|编发|编印|编制|制发|编辑|出品|出版|发布|发行|印发|印制|签发|报送|发文|编)+(?:单位|机关|部门|部)?|单位)[:：]\s*"
    r"|(?:编辑|编印|编制|编写|主编|出版|印刷|印制)(?:出版|发行|印发|印制|制作|印刷)?\s*[:：]\s*"
    r"|[编主承联协出制印发填][\u4e00-\u9fff]{1,5}[:：]\s*"
    r"|(?:主办|承办|协办|联办|编发|编印|编辑部?|印发)(?:单位|机关)?\s*(?=.))"
)
EDITS: Final = re.compile(r"(?:编|编印|印制|编制|主办|制作|出品|编发|编辑)$")
"""How words end that say behind an organ's name that it edits."""
_ORGAN_AFTER: Final = re.compile(r"(?:主办|编发|编印|编制|编辑|编|印发|印制|制作|出品|印|主编)$")

_ENGLISH: Final = re.compile(r"(?<=[\u4e00-\u9fff])\s+[A-Z][A-Za-z .,'&-]{6,}$")


# the characters of organs and roles, as they are written in Taiwan and Hong Kong
SIMPLER: Final = str.maketrans(
    "會辦廳廠處務縣區鄉鎮發編輯單總團學醫館隊組黨聯協誼構專機關檢審衛導員書記責資訊報電話業農經濟環調閱對華",
    "会办厅厂处务县区乡镇发编辑单总团学医馆队组党联协谊构专机关检审卫导员书记责资讯报电话业农经济环调阅对华",
)


def organ_of(text: str) -> tuple[str, bool]:
    """(the organ's name in a line without what says that it edits, whether it reads as one)."""
    spelt = text.translate(SIMPLER)
    if spelt != text:
        name, sure = organ_of(spelt)
        at = re.sub(r"\s", "", spelt).find(name)
        return re.sub(r"\s", "", text)[at : at + len(name)] if at >= 0 else text.strip(), sure
    name = text.strip(" \t\u3000:：|·.•")
    if len(re.findall("[（(]", name)) != len(re.findall("[）)]", name)) or re.fullmatch(
        r"[（(][^（）()]+[）)]", name
    ):
        # a bracket around all of it, or around organ and date
        name = name.strip("（）() \t\u3000")
    name = _ORGAN_BEFORE.sub("", _ENGLISH.sub("", name))
    tight = re.sub(r"(?<=[^\x00-\x7f])[ \u3000]+(?=[^\x00-\x7f])", "", name)
    shorter = _ORGAN_AFTER.sub("", tight)
    if _ORGAN_END.search(shorter):
        tight = shorter
    wrong = NOT_ORGAN.search(re.sub(_BODIES, "", tight))
    sure = bool(3 <= len(tight) <= 60 and _ORGAN_END.search(tight) and not wrong)
    return tight, sure


def english_of(text: str) -> str:
    """The organ's name in English behind its own, which is no part of it; '' where none stands there."""
    found = _ENGLISH.search(text.strip())
    return found[0].strip() if found is not None else ""


def tight_names(text: str) -> str:
    """张 三、李四 → 张三、李四: the blank in a name of two characters goes."""
    return re.sub(
        r"(?<![^\s、，,\u3000])([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff])(?![^\s、，,\u3000）)])",
        r"\1\2",
        text.strip(),
    )


NAME: Final = re.compile(r"[\u4e00-\u9fff·]{2,4}")
"""A person's name."""


def _any_of(*words: str) -> str:
    """An expression of any of these, the longest first."""
    return f"(?:{'|'.join(sorted(set(words), key=len, reverse=True))})"


_MORE_LABELS: Final = (
    "报告",
    "存档",
    "报备",
    "抄致",
    "抄告",
    "参阅",
    "函送",
    "另送",
    "加送",
    "加发",
    "知会",
    "张贴",
)
_LABEL: Final = f"(?:{_any_of(*DISTRIBUTION_LABELS, *'呈抄存阅转', *_MORE_LABELS)}|[报呈送发抄寄印配分转上下主传赠散递阅惠奉参][报呈送发阅达至往给读存])"
LABELS: Final = f"[敬谨恭]?{_LABEL}(?:[、/／和]{_LABEL}|[（(]{_LABEL}[）)])?"
"""An expression of any label of the distribution: one to whom, or two of what is done (呈阅, 寄送, 发往)."""
_REACHED: Final = "(?:单位|机关|部门|对象)?"
DISTRIBUTED: Final = re.compile(
    rf"(?P<this>本期)?\s*(?P<label>{LABELS}(?:范围|领导)?|发[放行]范围)\s*{_REACHED}\s*[:：]\s*"
)
_ENCLOSED: Final = rf"[【〔\[（(]?((?:本期)?{LABELS})(?:[】〕\]）)]\s*[:：]?|\s*[|｜])\s*(?=\S)"
_SPACED: Final = re.compile(
    r"(?P<this>本期)?(?P<label>报|送|发|抄报|抄送|主送|上报|下发)[\s\u3000]{1,4}(?=\S{2})"
)
_DUTY: Final = "轮值|学生|本期|本版|值班|带班|责任|执行|文字|图文|版面|美术|技术|特约|常务|印刷|电子|投稿|编辑部|读者|新闻|信息|[初复终主一二三]"
_ROLE: Final = (
    "發行人?|編輯|主編|校對|審核|總編輯?|发行人|副?主编|总编辑?|编辑|责编|编[审校委务]|校[对稿]|审[核稿签定读校批]?|核[稿发]|拟稿|起草|批准|会签|编[写制]|打[字印]|文印|录排|[监缮]印|整理|值班|复核|签[发批]|组稿|统[稿筹]|策划|监制|供图|制图|美编|摄影|撰稿|排版|录入|"
    "印[务制]|信息员|联络员|联系(?:人|方式|电话)|值班员|领导|主任|承办|[承经]办人|电话|热线|传真|电?子?[邮信]箱|E-mail|地址|网址|邮编"
)
STAFFED: Final = re.compile(
    rf"(?P<label>(?!签发人)(?:{_any_of(*STAFF_LABELS)}|(?:{_DUTY}){{0,2}}(?:{_ROLE})人?|文字))\s*[:：]\s*"
)
_NO_ROLE: Final = re.compile(
    "(?:.*(?:[出列缺]席|参[加会]|主持|记录|请假|发言|作者|通讯员|记者|[供来投]稿|获奖|等奖).*|.*摄|图|文|图/?文|文/?图|问|答)"
)
_TOLD_ROLE: Final = re.compile(
    r"[（(]?\s*(?P<label>[\u4e00-\u9fff]{2,7})\s*[:：]\s*(?P<who>[^:：]+?)\s*[）)]?"
)
# how words for what somebody does end
_DOES: Final = re.compile("[员人长笔稿辑编审校对印影任管办导问计版字图译集责务联组录]$")
_SPREAD_ROLE: Final = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff])(?:[ \u3000]+([\u4e00-\u9fff]))?(?=\s*[:：])"
)


def tight_roles(text: str) -> str:
    """主　编：… → 主编：…: the blanks in a role go."""

    def tightened(found: re.Match[str]) -> str:
        first, *others = found[0].split()
        whole, last = "".join((first, *others)), "".join(others)
        if STAFFED.fullmatch(f"{whole}："):
            return whole
        return (
            found[0][: -len(found[0].split(None, 1)[1])] + last
            if STAFFED.fullmatch(f"{last}：")
            else found[0]
        )

    return _SPREAD_ROLE.sub(tightened, text)


def role_of(text: str) -> bool:
    """Whether a text says in what role somebody served whose name follows: 预报员：凌霜、易晴, whatever the role."""
    text = tight_roles(text.strip())
    if STAFFED.match(text.lstrip("（( ")):
        return True
    found = _TOLD_ROLE.fullmatch(text)
    if found is None or _NO_ROLE.fullmatch(found["label"]):
        return False
    names = re.split(r"[、，,\s]+", tight_names(found["who"]))
    fit = NAME.fullmatch if _DOES.search(found["label"]) else is_name
    return all(map(fit, names))


REACHED_AT: Final = re.compile("[址箱]$|E-mail|邮编|传真")
"""Of a label among the editors': it says where the office is to be reached, whoever edits."""
COPIES: Final = re.compile(
    r"[（(]?(?:(?:(?:总|本期)?印[数量]|份数|印[刷发制]份?数|发行[量数]|打印份数)[:：]?(?=\d)|(?:(?:总|[本每]期|共)?印(?:数|制|发|刷)?|共计?|总共|合计|发行)[:：]?(?=(?:\d|[一二三四五六七八九十百〇零]){1,6}份)|(?<=[（(])(?=\d{1,6}份[）)]))(\d{1,6}|[一二三四五六七八九十百〇零]{1,6})份?[）)]?"
)
NOTE: Final = re.compile(
    r"[【〔\[（(]?(?:内部[\u4e00-\u9fff]{2}|.{0,8}(?:内部(?:资料|刊物|参阅|参考|使用|文件|材料|信息|交流)|注意保(?:存|密)|严禁外传|请勿外传|不得外传|仅供(?:参考|领导|内部)|领导参阅|妥善保管|妥善保存|不得翻印|免费交流|准印证|连续性内部).{0,24})[】〕\]）)]?"
)
"""For whom a paper is meant, and how it is to be kept."""
PRINTED: Final = re.compile(r"印(?:发|制|刷)$|(?<=[日室局委会部处])编?印$")


def label_of(text: str) -> re.Match[str] | None:
    """The label that a line of the distribution begins with: 报：, 抄送：, 本期送：; its `string` is the line without the blank in it."""
    # in brackets or before a stroke, as if it had a colon
    line = re.sub(rf"^{_ENCLOSED}", r"\1：", text.lstrip(" \t\u3000"))
    spaced = "".join(line.split())
    if re.match(rf"(?:本期)?{LABELS}(?:范围|领导)?{_REACHED}[:：]|发[放行]范围[:：]", spaced):
        return DISTRIBUTED.match(re.sub(r"^(\S)[\s\u3000]+(?=\S?\s*[:：])", r"\1", line))
    return _SPACED.match(line)
