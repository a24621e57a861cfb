"""What a Chinese text is made of stands once: the rooms that used to have their own call it, and no twin is left."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jianbao.fonts import faces, lookup, names, report
from jianbao.foreign import office
from jianbao.glossary import ZH
from jianbao.language import dates, han, labels, numerals, ordinals
from jianbao.layout import body as layout_body
from jianbao.layout import bulletin, colophon, masthead
from jianbao.model import values
from jianbao.proofread import characters, laying, levels, numbering, punctuation
from jianbao.proofread import words as proofread_words
from jianbao.reading import schema
from jianbao.reading import values as reading_values
from jianbao.reading.body import inline, markup
from jianbao.reading.yaml import source, syntax
from jianbao.typography import FaceRole
from jianbao.verify import measures, pair
from jianbao.writers.docx import styles

PACKAGE = Path(__file__).parents[2] / "jianbao"

# What only a second home would hold → the one that may.
TWINS = {
    r"\\u4e00[^\n]{0,8}<=|<= \"\\u9fff|0x4e00|0x9fff": "language/han.py",
    r"0x2460|0x245f|\"①\"": "language/numerals.py",
    r"\"〇一二三四五六七八九\"": "language/numerals.py",
    r"def (?:\w*han_number|number_of|chinese_numeral|_?circled)\b": "language/numerals.py",
    r"\.year\}年\{[\w.]*month\}月": "language/dates.py",
    r"\[0-9\]\{4\}[^\n]*年\[0-9\]\{1,2\}月": "language/dates.py",
    r"\"报\", \"送\", \"发\", \"报送\"": "language/labels.py",
    r"\[一二三四五六七八九十百\]\{1,4\}[、\"]": "language/ordinals.py",
    r"方正小标宋|仿宋_GB2312\"|SimHei|FZXBSJW|fzxbs|\"fangsong-gap\"": "fonts/names.py",
}
# A developer's script that makes the faces names them as their makers do; private use tells of characters, not of faces.
APART = {"fonts/build.py", "messages.py"}


@pytest.mark.parametrize("twin", TWINS)
def test_no_twin_stands_elsewhere(twin: str):
    homes = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if re.search(twin, path.read_text("utf-8"), re.IGNORECASE)
    }
    assert homes - APART <= {TWINS[twin]}


def test_what_is_han_is_asked_of_one_function():
    asking = (laying, characters, punctuation, measures)
    assert all(module.is_han is han.is_han for module in asking)
    assert source.has_han is reading_values.has_han is han.has_han
    assert proofread_words.all_han is han.all_han


def test_numerals_are_written_and_read_by_one_pair_of_functions():
    assert levels.numeral is numerals.numeral and numbering.value_of is dates.value_of is numerals.value_of
    assert inline.circled is layout_body.circled is levels.circled is numerals.circled


def test_dates_are_written_by_one_function_and_read_by_one():
    assert bulletin.chinese_date is colophon.chinese_date is masthead.chinese_date is dates.chinese_date
    assert values.read_date is dates.read_date
    assert schema.HAN_DATE is dates.HAN_DATE and schema.FIGURES_DATE is dates.FIGURES_DATE


def test_level_numbers_and_labels_stand_once():
    assert tuple(pattern.pattern for pattern in markup._LEVELS) == ordinals.LEVELS
    lists = (reading_values, syntax, schema, measures)
    assert all(module.DISTRIBUTION_LABELS is labels.DISTRIBUTION_LABELS for module in lists)
    assert proofread_words.LABEL_ORDER.keys() <= set(labels.DISTRIBUTION_LABELS)


def test_the_names_of_faces_come_from_one_table():
    assert measures.role_of is pair.role_of is names.role_of
    assert styles.NAMES is lookup.NAMES is office.NAMES is pair.NAMES is faces.NAMES is names.NAMES
    assert bulletin.DOCUMENT_FACES is report.DOCUMENT_FACES is names.DOCUMENT_FACES
    for role in FaceRole:
        assert names.ROLE_NAMES_ZH[role] == ZH[role.value]
        for name in names.asked_for(role):
            assert name in ("Tinos", "等线") or names.role_of(name) is role
        for wanted in lookup.WANTED.get(role, ()):
            assert wanted.family
        assert all((faces.DATA / f"{name}.ttf").is_file() for name in faces.EMBEDDED[role])
