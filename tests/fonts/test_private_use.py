"""What GBK had in the private use area has its place in Unicode now."""

from __future__ import annotations

import pytest

from jianbao.fonts.private_use import PRIVATE, STANDARD, found_in, is_private


def test_python_s_own_table_of_gb_18030_agrees():
    """It is that of 2000, which still has some of them at private code points."""
    gbk = {
        chr(0xE815 + index): bytes((0xFE, low))
        for index, low in enumerate((*range(0x50, 0x7F), *range(0x80, 0xA1)))
    }
    for private, code in gbk.items():
        char = code.decode("gb18030")
        assert char in (STANDARD[private], private)


@pytest.mark.parametrize(
    ("private", "char"),
    [("\ue863", "䶮"), ("\ue816", "\U00020087"), ("\ue864", "\u9fbb"), ("\ue78d", "\ufe10")],
)
def test_a_character_has_moved(private: str, char: str):
    assert (STANDARD[private], PRIVATE[char]) == (char, private)


def test_every_character_is_there_once_and_none_is_private():
    assert len(STANDARD) == len(PRIVATE) == 80 + 10 + 2 + 13
    assert all(map(is_private, STANDARD)) and not any(map(is_private, PRIVATE))


def test_what_a_user_drew_is_left_alone():
    assert list(found_in("甲\ue001\ue863\ue7ff\U000f0000")) == [(2, "䶮")]
    assert is_private("\ue001") and is_private("\U000f0000") and not is_private("\uf900")
