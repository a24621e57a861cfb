"""A page of the handbook on a terminal: wrapped as Han text is, nothing lost, nothing wider than the screen."""

from __future__ import annotations

import re

import pytest

from jianbao.cli.lines import columns, spans
from jianbao.cli.markdown import rendered
from jianbao.handbook import TOPICS, page

EVERY = pytest.mark.parametrize("topic", TOPICS)
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


def plain(text: str, width: int = 40) -> list[str]:
    return rendered(text, width, colour=False)


def test_han_text_is_cut_between_any_two_characters_but_before_no_full_stop():
    text = "期号每年从一起，总期号一直往下接。"
    assert [text[start:end] for start, end in spans(text, 16)] == ["期号每年从一起，", "总期号一直往下接。"]


def test_a_word_in_latin_letters_stays_whole():
    text = "先装好 LibreOffice 再核对"
    assert [text[start:end].strip() for start, end in spans(text, 12)] == ["先装好", "LibreOffice", "再核对"]


def test_lines_of_a_paragraph_become_one_and_a_line_end_between_han_is_no_space():
    assert plain("这是一句\n话，\n`code` and\nmore") == ["这是一句话，code and more"]


def test_items_of_a_list_hang_and_stand_close():
    assert plain("- 一\n- 二二二二二二\n\n3. 三", 10) == ["- 一", "- 二二二二", "  二二", "3. 三"]


def test_a_table_s_cells_wrap_in_their_columns_and_none_is_cut_short():
    text = "| 代码 | 意思 |\n|---|---|\n| `P1` | 甲乙丙丁戊己庚辛 |"
    assert plain(text, 16) == ["代码  意思", "─" * 16, "P1    甲乙丙丁戊", "      己庚辛"]


def test_code_stays_as_it_is():
    assert plain("```sh\njianbao  help\n\n# 注\n```\n后文") == [
        "    jianbao  help",
        "    ",
        "    # 注",
        "",
        "后文",
    ]


def test_bold_and_code_are_shown_in_colours_where_there_are_any():
    assert rendered("**粗** `码` \\| 文", 40, colour=True) == ["\x1b[1m粗\x1b[0m \x1b[36m码\x1b[0m | 文"]


@EVERY
@LANGUAGES
@pytest.mark.parametrize("width", [60, 98])
def test_no_page_is_wider_than_the_screen_and_none_loses_a_character(topic: str, language: str, width: int):
    def letters(text: str) -> str:
        return re.sub(r"[^\w<>{}＊]|_", "", text)

    text = page(topic, language).text
    lines = plain(text, width)
    code = [line for line in lines if line.startswith("    ")]
    # a few marks may hang past the end
    assert [line for line in lines if columns(line) > width + 6 and line not in code] == []
    kept = sorted(letters("".join(lines)))
    assert kept == sorted(letters(re.sub(r"^```.*$", "", text, flags=re.MULTILINE)))
