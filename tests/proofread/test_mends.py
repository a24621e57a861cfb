"""What `check --fix` makes of errors: the corrected text or nothing at all, and nothing on the strength of a hint."""

from __future__ import annotations

from pathlib import Path

import pytest

from jianbao.drafting.mends import mended
from jianbao.errors import Level
from jianbao.reading.issue_file import read_text
from jianbao.steps import remarks
from tests.proofread.corpora import planted_results
from tests.proofread.pictures import make_picture

HEAD = "刊名: 试刊\n期号: 1\n日期: 2026-11-11\n编发单位: 某某办公室\n文章:\n- 标题: 题目\n  正文: |\n    "


def fixed(text: str) -> str:
    source = HEAD + text.replace("\n", "\n    ") + "\n"
    found = remarks(read_text(source))
    file = next((remark.finding.place.file for remark in found), "")
    return mended(source, found, file)[len(HEAD) :].rstrip("\n").replace("\n    ", "\n")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("化肥到位率达到3-5%,好于上年。", "化肥到位率达到3%～5%，好于上年。"),
        ("化肥到位率达到3—5%，好于上年。", "化肥到位率达到3%—5%，好于上年。"),
        ("各乡镇认真学习'两山'理念。", "各乡镇认真学习“两山”理念。"),
        ("他说：“各乡镇要认真学习'两山'理念。”", "他说：“各乡镇要认真学习‘两山’理念。”"),
        ("一，是抓好春耕生产；二是抓好护林防火。", "一是抓好春耕生产；二是抓好护林防火。"),
        ("1、抓好春耕。\n\n2、抓好春灌。", "1.抓好春耕。\n\n2.抓好春灌。"),
        ("1. 抓好春耕。\n\n2、抓好春灌。\n\n3. 抓好春管。", "1. 抓好春耕。\n\n2. 抓好春灌。\n\n3. 抓好春管。"),
        ("各乡镇布署春耕生产...", "各乡镇部署春耕生产……"),
    ],
)  # fmt: skip
def test_a_mend_is_the_corrected_text(wrong: str, right: str):
    assert fixed(wrong) == right
    assert fixed(right) == right


@pytest.mark.parametrize(
    "text",
    [
        "我县“十二.五”规划的任务已经完成。",
        "我们的家乡....东河，今年喜获丰收。",
        "会议时间：待定待定。请各单位提前准备。",
        "一、抓好春耕\n\n1、落实责任\n\n由镇长负责此项工作。\n\n（二）备足农资\n\n逐户登记。",
        "大家听得十分认真，记得仔细。　　会后，各村分组讨论。",
    ],
)
def test_what_may_be_mended_in_two_ways_is_told_and_left_alone(text: str):
    assert remarks(read_text(HEAD + text.replace("\n", "\n    ") + "\n"))
    assert fixed(text) == text


def test_of_planted_files_only_what_was_planted_is_mended_and_no_hint(tmp_path: Path):
    make_picture(tmp_path / "图" / "a.jpg")
    made = [
        (part, remark)
        for part, found in planted_results(tmp_path)
        for remark in found
        if remark.mend is not None
    ]
    assert len(made) > 150
    assert [remark for _, remark in made if remark.finding.level is Level.HINT] == []
    stray = [
        remark
        for part, remark in made
        if not any(
            error.line == remark.finding.place.line
            and error.column < remark.finding.place.column + remark.finding.width
            and remark.finding.place.column < error.column + max(len(error.text), 1)
            for error in part.planted
        )
    ]
    assert stray == []
