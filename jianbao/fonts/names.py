"""A face's part in a bulletin ↔ every name that it goes by: on a clerk's machine, in documents, in font files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from jianbao.glossary import ZH
from jianbao.typography import FaceRole


class Names(NamedTuple):
    """The names of one role's faces.

    `document` is what a DOCX asks for, `instead` what Word may take in its place ('' = nothing). `kin` are other names
    under which clerks' documents ask for such a face. `pattern` tells by any face's name that it plays this part.
    `files` are looked for on a machine in this order: parts of a family name, then the file's usual names. `embedded`
    are the files (without .ttf) that travel with the package: the face, then the one that fills its gaps.
    """

    document: str
    instead: str
    kin: tuple[str, ...]
    pattern: str
    files: tuple[tuple[str, ...], ...]
    embedded: tuple[str, ...]


NAMES: Final[Mapping[FaceRole, Names]] = {
    FaceRole.XIAOBIAOSONG: Names(
        "方正小标宋简体",
        "方正小标宋_GBK",
        ("方正小标宋", "小标宋", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"),
        "小标宋|xiao ?biao ?song|fzxbs",
        (
            (
                "方正小标宋|fzxiaobiaosong|fzxbs",
                "FZXBSJW.TTF",
                "方正小标宋简体.ttf",
                "方正小标宋_GBK.TTF",
                "FZXBSK.TTF",
            ),
        ),
        ("xiaobiaosong",),
    ),
    FaceRole.FANGSONG: Names(
        "仿宋_GB2312",
        "仿宋",
        ("FangSong_GB2312", "FangSong", "方正仿宋_GBK", "方正仿宋简体", "华文仿宋", "STFangsong"),
        "仿宋|fang ?song|fzfs|simfang",
        (
            ("仿宋_gb2312|fangsong_gb2312", "仿宋_GB2312.ttf", "simfang_GB2312.ttf"),
            ("仿宋|fangsong", "simfang.ttf", "FangSong.ttf", "仿宋.ttf"),
            ("方正仿宋|fzfangsong|fzfs", "FZFSK.TTF"),
            ("华文仿宋|stfangsong", "STFANGSO.TTF"),
        ),
        ("fangsong", "fangsong-gap"),
    ),
    FaceRole.KAITI: Names(
        "楷体_GB2312",
        "楷体",
        ("KaiTi_GB2312", "KaiTi", "方正楷体_GBK", "方正楷体简体", "华文楷体", "STKaiti"),
        "楷|kai",
        (
            ("楷体_gb2312|kaiti_gb2312", "楷体_GB2312.ttf", "simkai_GB2312.ttf"),
            ("楷体|kaiti", "simkai.ttf", "楷体.ttf"),
            ("方正楷体|fzkai|fzkt", "FZKTK.TTF"),
            ("华文楷体|stkaiti", "STKAITI.TTF"),
            ("楷体|kaiti|stkai", "Kaiti.ttc"),
        ),
        ("kaiti", "kaiti-gap"),
    ),
    FaceRole.HEITI: Names(
        "黑体",
        "SimHei",
        (
            "方正黑体_GBK",
            "方正黑体简体",
            "华文黑体",
            "STHeiti",
            "微软雅黑",
            "Microsoft YaHei",
            "等线",
        ),
        "黑|hei|yahei|sans",
        (
            ("黑体|simhei", "simhei.ttf"),
            ("方正黑体|fzhei|fzht", "FZHTK.TTF"),
            ("黑体|heiti|stheiti", "STHeiti Medium.ttc"),
        ),
        ("heiti",),
    ),
    FaceRole.SONGTI: Names(
        "宋体",
        "SimSun",
        ("新宋体", "NSimSun", "方正书宋_GBK", "方正书宋简体", "华文宋体", "STSong", "华文中宋"),
        "宋|song|simsun|sun",
        (
            ("宋体|simsun", "simsun.ttc", "simsun.ttf"),
            ("华文宋体|stsong", "STSONG.TTF"),
            ("方正书宋|fzshusong|fzss", "FZSSK.TTF"),
            ("宋体|songti|stsong", "Songti.ttc"),
        ),
        ("songti",),
    ),
    FaceRole.LATIN: Names(
        "Times New Roman",
        "",
        ("Liberation Serif", "Tinos"),
        "times|jianbao ?latin|liberation ?serif",
        (),
        ("latin",),
    ),
}
LATIN_BOLD: Final = "latin-bold"

ROLE_NAMES_ZH: Final[Mapping[FaceRole, str]] = {role: ZH[role.value] for role in FaceRole}
DOCUMENT_FACES: Final[Mapping[FaceRole, str]] = {role: names.document for role, names in NAMES.items()}


def asked_for(role: FaceRole) -> tuple[str, ...]:
    """The names under which documents ask for this role's face, the document's own first."""
    names = NAMES[role]
    return tuple(name for name in (names.document, names.instead, *names.kin) if name)


@cache
def _patterns() -> tuple[tuple[FaceRole, re.Pattern[str]], ...]:
    """The roles by the patterns of their faces; 宋体 last, as 仿宋 and 小标宋 hold its name."""
    order = sorted(NAMES, key=lambda role: role is FaceRole.SONGTI)
    return tuple((role, re.compile(NAMES[role].pattern, re.IGNORECASE)) for role in order)


def role_of(face: str) -> FaceRole | None:
    """The part that a face of this name plays in a bulletin; None for faces that play none."""
    return next((role for role, names in _patterns() if names.search(face)), None)
