"""Surnames, and the offices that are written behind a name: what tells a person in a Chinese text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from jianbao.expressions import compiled

SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付"
    "方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰习"
)
COMPOUND_SURNAMES: Final = "欧阳|司马|上官|诸葛|夏侯|司徒|皇甫|尉迟|公孙|慕容|令狐|端木|东方|独孤"
_OFFICES: Final = (
    "书记",
    "主席",
    "总理",
    "省长",
    "市长",
    "州长",
    "县长",
    "区长",
    "部长",
    "局长",
    "主任",
    "同志",
)


def titled(text: str) -> dict[int, int]:
    """Where a name with its office begins, as in 周明远书记 → how many characters both take."""
    if not any(office in text for office in _OFFICES):
        return {}
    return {found.start(): len(found[1]) for found in _pattern().finditer(text)}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return compiled(
        rf"(?=((?:{COMPOUND_SURNAMES}|[{SURNAMES}])[^\W\da-zA-Z_]{{0,2}}?总?(?:{'|'.join(_OFFICES)})))"
    )
