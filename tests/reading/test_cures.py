"""The cure that a message names works when it is followed to the letter, wherever a machine can follow it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from jianbao.errors import Finding, InputError
from jianbao.reading import read_text
from tests.reading.bad_issues import CASES
from tests.reading.samples import CHINESE, GOOD, body, title

Cure = Callable[[list[str], Finding], list[str]]


def at(finding: Finding) -> tuple[int, int]:
    return finding.place.line - 1, finding.place.column - 1


def quote_the_value(lines: list[str], finding: Finding) -> list[str]:
    """用引号把整个值括起来"""
    row, _ = at(finding)
    key, colon, value = lines[row].partition(": ")
    value = value.strip('"')
    return [*lines[:row], f"{key}{colon}'{value}'", *lines[row + 1 :]]


def remove_the_line(lines: list[str], finding: Finding) -> list[str]:
    """只留一个；删去这一行"""
    row, _ = at(finding)
    return lines[:row] + lines[row + 1 :]


def move_outermost(lines: list[str], finding: Finding) -> list[str]:
    """移到最外层，不要缩进"""
    row, _ = at(finding)
    return [*lines[:row], *lines[row + 1 :], lines[row].strip()]


def write_what_is_near(lines: list[str], finding: Finding) -> list[str]:
    """改成“……”"""
    row, column = at(finding)
    (near,) = re.findall("改成“([^”]+)”", finding.remedy)
    old = str(finding.params["key"])
    line = lines[row]
    assert line[column:].startswith(old)
    return [*lines[:row], line[:column] + near + line[column + len(old) :], *lines[row + 1 :]]


def move_below(lines: list[str], finding: Finding) -> list[str]:
    """移到“……”下面，缩进两格"""
    row, _ = at(finding)
    (above,) = re.findall("移到“([^”]+)”下面", finding.remedy)
    return [*lines[:row], *lines[row + 1 :], f"{above}:", f"  {lines[row].strip()}"]


def full_width(lines: list[str], finding: Finding) -> list[str]:
    """改成全角冒号"""
    row, column = at(finding)
    return [*lines[:row], lines[row][:column] + "：" + lines[row][column + 1 :].lstrip(), *lines[row + 1 :]]


def single_quotes(lines: list[str], finding: Finding) -> list[str]:
    """双引号改成单引号"""
    row, _ = at(finding)
    return [*lines[:row], lines[row].replace('"', "'"), *lines[row + 1 :]]


def two_lines(lines: list[str], finding: Finding) -> list[str]:
    """分开写在两行"""
    row, _ = at(finding)
    return [*lines[:row], *re.findall("“([^”]+)”", finding.remedy), *lines[row + 1 :]]


def replace_in_line(old: str, new: str) -> Cure:
    def cure(lines: list[str], finding: Finding) -> list[str]:
        row, _ = at(finding)
        assert old in lines[row]
        return [*lines[:row], lines[row].replace(old, new), *lines[row + 1 :]]

    return cure


def close_the_quote(lines: list[str], finding: Finding) -> list[str]:
    """在值的末尾补上同样的引号"""
    row, _ = at(finding)
    return [*lines[:row], lines[row] + str(finding.params["quote"]), *lines[row + 1 :]]


def close_the_bracket(lines: list[str], finding: Finding) -> list[str]:
    """用引号把整个值括起来"""
    return quote_the_value(lines, finding)


def another_value(value: str) -> Cure:
    def cure(lines: list[str], finding: Finding) -> list[str]:
        row, _ = at(finding)
        return [*lines[:row], lines[row].partition(":")[0] + ": " + value, *lines[row + 1 :]]

    return cure


CURES: dict[str, Cure] = {
    "a quotation mark that is never closed": close_the_quote,
    "text behind a closing quotation mark": quote_the_value,
    "a colon and a space inside a value": full_width,
    "a value that begins with a per cent sign": quote_the_value,
    "a value that begins with an at sign": quote_the_value,
    "a value that begins with a backtick": quote_the_value,
    "an alias": quote_the_value,
    "an anchor": quote_the_value,
    "a tag": quote_the_value,
    "a value that begins with a square bracket": quote_the_value,
    "a number form without quotation marks": quote_the_value,
    "a bracket that is never closed": close_the_bracket,
    "a backslash inside double quotation marks": single_quotes,
    "a dash as a value": quote_the_value,
    "text right behind a bar": quote_the_value,
    "a value without a key": remove_the_line,
    "a key written twice": remove_the_line,
    "a key and its Chinese twin": remove_the_line,
    "a misspelt English key": write_what_is_near,
    "a misspelt Chinese key": write_what_is_near,
    "a misspelt key of an article": write_what_is_near,
    "a key that clerks know by another name": write_what_is_near,
    "a heading of the contents by the name of a title": write_what_is_near,
    "a key that belongs elsewhere": move_below,
    "a title in braces": quote_the_value,
    "a title as a list": quote_the_value,
    "a number in words": another_value("9"),
    "a year before the republic": another_value("1949"),
    "a date in another form": another_value("2017-04-11"),
    "a yes/no of another word": another_value("否"),
    "a copy number of letters": another_value('{copy_number: "000012"}'),
    "bold text that is never closed": replace_in_line("**一、主要做法。", "**一、主要做法。**"),
    "an HTML block in a body": lambda lines, _: [line for line in lines if "div" not in line],
    "a code block": lambda lines, _: [line for line in lines if "```" not in line],
    "a heading of the fifth level": replace_in_line("#####", "####"),
    "an empty heading": replace_in_line("#", "# 一、标题"),
    "a link to nowhere": replace_in_line("(www", "(https://www"),
    "a row with too few cells": replace_in_line("| 甲 |", "| 甲 | |"),
    "a table without its delimiter row": lambda lines, _: [
        *lines[:7],
        "    |---|---|",
        *lines[7:],
    ],
    "a delimiter row of another width": lambda lines, _: [
        line.replace("|---|", "|---|---|") for line in lines
    ],
    "a merge mark in the first column": replace_in_line("<", "\\<"),
    "a note without its text": lambda lines, finding: [
        *lines,
        "",
        f"    {finding.params['label']}: 注释内容",
    ],
    "a note that nothing refers to": lambda lines, finding: [
        line.replace("文。", f"文{finding.params['label']}。") for line in lines
    ],
    "an empty item of a list": remove_the_line,
    "number and total in one": two_lines,
    "a table in a list": lambda lines, _: [
        line.replace("    - |", "    |").replace("      |", "    |") for line in lines
    ],
}


@pytest.mark.parametrize("case", CURES)
def test_the_cure_works_when_followed_to_the_letter(case: str):
    text = CASES[case][0]
    with pytest.raises(InputError) as raised:
        read_text(text)
    lines = text.rstrip("\n").split("\n")
    wrong = next(iter(raised.value.findings))
    cured = "\n".join(CURES[case](lines, wrong)) + "\n"
    read_text(cured)


@pytest.mark.parametrize(
    ("text", "better"),
    [
        (body("面积3km<sup>2</sup>。"), "km²"),
        (body("CO<sub>2</sub>排放。"), "CO₂"),
    ],
)
def test_the_character_that_a_message_names_will_do(text: str, better: str):
    with pytest.raises(InputError) as raised:
        read_text(text)
    (finding,) = raised.value.findings
    (named,) = re.findall(r"写成 (\S+)$", finding.remedy)
    assert named == better
    start = text.index(finding.params["tag"])  # type: ignore[arg-type]
    before = re.search(r"[A-Za-z]+$", text[:start])
    assert before
    cured = text[: start - len(before[0])] + named + text[start + len(str(finding.params["tag"])) :]
    assert named in read_text(cured).issue.articles[0].body.source


def test_keys_are_named_in_the_language_of_the_file():
    told = []
    for text in (GOOD.replace("date: 2026-01-06\n", ""), CHINESE.replace("日期: 2026-01-06\n", "")):
        with pytest.raises(InputError) as raised:
            read_text(text)
        told.append(raised.value.findings[0].message)
    assert told == ["缺少“date（日期）”", "缺少“日期”"]


def test_keys_of_messages_that_name_them_stand_in_the_file_s_language_first():
    assert "文章（articles）" in Finding("B002", params={"path": "x"}).remedy
    assert "articles（文章）" in Finding("B002", params={"path": "x", "keys": "en"}).remedy


def test_a_title_needs_no_cure():
    assert read_text(title("周末照常开放")).findings == ()
