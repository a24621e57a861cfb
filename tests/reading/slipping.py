"""Issue files at random, and slips of a clerk's fingers put into them; what a file says, for comparison."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from hypothesis import strategies as st

from jianbao.model.body import Body
from jianbao.reading import read_text

WORDS = (
    "全市春季造林进度过半",
    "县委召开专题会议研究防汛工作",
    "各乡镇抓紧抢种抢收",
    "市农业农村局派出12个工作组",
    "一是压实责任，二是强化督查",
    "（一）完善制度",
    "二、主要做法",
    "会议指出：要把各项措施落到实处",
    "截至3月5日，已完成投资1.2亿元，同比增长3.5%",
    "联系人：张三，电话0816-5550123",
)
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(
    lambda words: "；".join(words) + "。"
)
paragraphs = st.lists(sentences, min_size=1, max_size=5)
KEY = re.compile(r"( *(?:- )?)(\w+): ?(.*)")


@st.composite
def issues(draw: st.DrawFn) -> str:
    """A valid issue file in Chinese keys, as jianbao's own skeleton lays it out."""
    lines = ["刊名: 青川信息", f"期号: {draw(st.integers(1, 60))}", "总期号: 109"]
    if draw(st.booleans()):
        lines.append("# 日期照发文稿纸")
    lines += ["日期: 2026年3月5日", "编发单位: 青川市人民政府办公室"]
    if draw(st.booleans()):
        lines += ["报头:", "  密级: 秘密★1年", "  紧急程度: 加急", "  份号: 12"]
    if draw(st.booleans()):
        lines += ["编者按: |", *body(draw(paragraphs), 2, blank=draw(st.booleans()))]
    lines.append("文章:")
    for number in range(draw(st.integers(1, 3))):
        lines += [
            f"  - 标题: 第{number + 1}篇的题目",
            *(["    栏目: 工作动态"] if draw(st.booleans()) else []),
        ]
        lines += ["    正文: |", *body(draw(paragraphs), 6, blank=draw(st.booleans()))]
        lines += ["    署名: 市林草局"] if draw(st.booleans()) else []
    if draw(st.booleans()):
        lines += ["报: 省政府办公厅，市委常委", "送: 市直各单位"]
    if draw(st.booleans()):
        lines += ["份数: 150", "编辑: 方文", "印发日期: 2026年3月6日"]
    return "\n".join(lines) + "\n"


def body(texts: list[str], indent: int, *, blank: bool) -> list[str]:
    between = "\n\n" if blank else "\n"
    return (
        (" " * indent + between.join(texts).replace("\n", "\n" + " " * indent))
        .replace(" " * indent + "\n", "\n")
        .split("\n")
    )


class Slip(NamedTuple):
    """A slip: what it does to the lines of a file, and the code that tells it."""

    code: str
    make: Callable[[list[str]], list[str]]


def on_keys(change: Callable[[str], str]) -> Callable[[list[str]], list[str]]:
    return lambda lines: [change(line) if KEY.fullmatch(line) else line for line in lines]


def in_bodies(change: Callable[[str], str]) -> Callable[[list[str]], list[str]]:
    return lambda lines: [
        line if KEY.fullmatch(line) or line.startswith("#") else change(line) for line in lines
    ]


def tabs(line: str) -> str:
    lead = len(line) - len(line.lstrip(" "))
    return "\t" * (lead // 2) + line[lead:]


SLIPS: dict[str, Slip] = {
    "tabs": Slip("R020", lambda lines: [*map(tabs, lines)]),
    "tabs before bodies alone": Slip("R020", in_bodies(tabs)),
    "full-width colons": Slip("R021", on_keys(lambda line: line.replace(": ", "：").replace(":", "："))),
    "one full-width colon": Slip(
        "R021", lambda lines: [line.replace("编发单位: ", "编发单位：") for line in lines]
    ),
    "no blank behind colons": Slip("R022", on_keys(lambda line: line.replace(": ", ":"))),
    "no-break blanks behind colons": Slip("R069", on_keys(lambda line: line.replace(": ", ":\u00a0"))),
    "full-width blanks before keys": Slip(
        "R069", on_keys(lambda line: re.sub("^ +", lambda found: "　" * (len(found[0]) // 2), line))
    ),
    "bodies without indentation": Slip("R034", in_bodies(str.lstrip)),
    "bodies with the indentation of Word": Slip(
        "R034", in_bodies(lambda line: line.strip() and "　　" + line.lstrip())
    ),
    "full-width bars": Slip("R068", lambda lines: [line.replace(": |", ": ｜") for line in lines]),
    "no bars": Slip(
        "R067", lambda lines: [*in_bodies(str.lstrip)([line.replace(": |", ":") for line in lines])]
    ),
    "full-width dashes": Slip("R054", lambda lines: [line.replace("  - 标", "  － 标") for line in lines]),
    "dashes without blank": Slip("R044", lambda lines: [line.replace("  - 标", "  -标") for line in lines]),
    "full-width digits": Slip(
        "R071",
        lambda lines: [
            line.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
            if line.startswith("期号")
            else line
            for line in lines
        ],
    ),
    "Word's line ends": Slip("R073", in_bodies(lambda line: line and line + "\u2028")),
    "distribution below the article": Slip(
        "R035", lambda lines: [re.sub("^(报|送): ", r"    \1: ", line) for line in lines]
    ),
}
ALONE = {
    "tabs",
    "tabs before bodies alone",
    "bodies without indentation",
    "bodies with the indentation of Word",
    "no bars",
}
"""Of these, which do the same lines harm, one is enough."""
ALONE_ON_KEYS = {
    "full-width colons",
    "no blank behind colons",
    "no-break blanks behind colons",
    "full-width bars",
}


def said(text: str) -> Any:
    """What an issue file says, blanks that mean nothing aside."""
    issue = read_text(text).issue
    return plain(issue.model_dump())


def plain(value: Any) -> Any:
    if isinstance(value, Body):
        return [str(block.inline.text if hasattr(block, "inline") else block) for block in value.blocks]
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return value
