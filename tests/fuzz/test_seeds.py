"""Inputs that once found a fault, and any text at all: reading and checking bear them."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz import grammar
from tests.fuzz.invariants import bear
from tests.fuzz.targets import drawn

SEEDS = sorted((Path(__file__).parent / "seeds").glob("*.yaml"))
MARKS = "，。、；：？！“”‘’（）《》〈〉【】〔〕…—·～,.;:?!()[]\"'-~ \u3000\n0123456789〇一二三四五十百年月日第图表附件见约近余多倍%"
WORDS = (
    "一、", "（一）", "1.", "①", "一是", "二是", "第一，", "4月31日", "2017年", "（星期五）", "由2万人增加到3万人，增长30%", "其中男28人、女20人",
    "县、乡、村四级", "布署", "的的", "工程工程", "〔2017〕第9号", "3-5%", "二0一七年", "1940年出生，今年82岁", "……等", "**", "|", "图1", "![",
)  # fmt: skip
HEAD = "series: 试刊\ndate: 2017-04-11\norgan: 某某市人民政府办公室\n"


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_what_once_found_a_fault_is_borne(path: Path):
    bear(path.read_bytes())
    drawn(path.read_bytes())


@pytest.mark.parametrize("seed", range(6))
def test_issues_by_the_grammar_go_through_all_writers(seed: int):
    drawn(grammar.issue(random.Random(seed)).encode())


def test_many_titles_keys_and_empty_lines_take_no_more_than_their_share():
    head = "刊名: 试刊\n日期: 2026-01-06\n编发单位: 某办\n"
    articles = head + "文章:\n" + "".join(f"- {{标题: {'题' * 480}, 正文: 文。}}\n" for _ in range(12))
    assert drawn(articles.encode())
    bear((head + "".join(f"键{number % 9}: 1\n" for number in range(6_000))).encode())
    bear(b"\n" * 300_000 + head.encode())


@pytest.mark.slow
def test_twelve_hundred_attachments_are_set():
    text = "刊名: 试刊\n日期: 2026-01-06\n编发单位: 某办\n文章: {标题: 题, 正文: 文。}\n附件:\n"
    assert drawn((text + "".join(f"- {{标题: 附{number}, 正文: 文。}}\n" for number in range(1200))).encode())


texts = st.lists(
    st.sampled_from(WORDS) | st.text(st.sampled_from(MARKS), max_size=6) | st.text(max_size=4), max_size=30
)


@settings(max_examples=150, deadline=None)
@given(texts)
def test_any_body_is_borne(pieces: list[str]):
    body = "".join(pieces)
    block = "\n".join(f"      {line}" for line in body.splitlines())
    bear(f"{HEAD}articles:\n  - title: 题目\n    body: |\n{block}\n".encode("utf-8", "surrogatepass"))


@settings(max_examples=100, deadline=None)
@given(texts, st.sampled_from(["'", '"', ""]))
def test_any_title_and_any_list_of_recipients_are_borne(pieces: list[str], quote: str):
    line = " ".join("".join(pieces).split("\n"))
    if quote == '"':
        line = line.replace("\\", "\\\\").replace('"', '\\"')
    text = f"{HEAD}articles:\n  - title: {quote}{line}{quote}\n    body: 正文。\n送: [{line}]\n"
    bear(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_borne(data: bytes):
    bear(data)


@pytest.mark.parametrize(
    "piece",
    [
        "“",
        "”",
        "（",
        "《",
        "一、",
        "甲、",
        "县、",
        "张村、",
        "，一是",
        "1人，其中男1人、",
        "9,",
        "的的",
        "国　",
        "**甲 ",
        "***甲",
        "*_",
        "2017年2月30日、",
        "1月1日至2日、",
        "甲占5%、乙占6%。",
        "霜降刚过，",
        "三个甲——乙、",
        "县长李国强到东河镇调研。",
        "副县长张明华主持会议并讲话。",
        "最低气温摄氏5度，",
        "3月5日上午，全镇投入12万元，",
        "8时至10时，历时2小时，",
    ],
)
def test_a_body_of_100_000_characters_takes_no_more_than_its_share(piece: str):
    """Work that grows with the square of the length would take minutes here."""
    body = piece * (100_000 // len(piece))
    begun = time.process_time()
    bear(f"{HEAD}articles:\n  - title: 题目\n    body: |\n      {body}\n".encode())
    assert time.process_time() - begun < 20


@pytest.mark.parametrize(
    "body",
    [
        f"去年3人，今年5人，{'比' * 36}甲乙丙丁戊己庚辛壬癸子丑增长5%。",
        f"抓好三个重点：{'甲、' * 60}甲！",
    ],
)
def test_what_may_be_parted_in_many_ways_is_read_in_one(body: str):
    """Ways that double with each character would never end here: the test's own patience is the limit."""
    bear(f"{HEAD}articles:\n  - title: 题目\n    body: |\n      {body}\n".encode())
