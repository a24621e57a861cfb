"""Code points that GBK kept in the private use area → those that GB 18030 gives the same characters now.

GBK (and GB 18030-2000) drew 80 rare characters, a few letters and the marks of vertical text at private code points,
for Unicode had none yet; GB 18030-2005 and -2022 moved them. Faces of that time, such as 仿宋_GB2312, and texts typed
with them still have 䶮 at U+E863. What a user drew himself lies elsewhere (U+E000–E765) and stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from jianbao.expressions import compiled

# FE50–FEA0 of GBK, which lay at U+E815–E864
_RARE: Final = (
    "⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱"
    "䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻"
)
# A6D9–A6DF, A6EC, A6ED, A6F3
_VERTICAL: Final = "\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19"
# A989–A995
_SIGNS: Final = "〾⿰⿱⿲⿳⿴⿵⿶⿷⿸⿹⿺⿻"


def _from(first: int, characters: str) -> dict[str, str]:
    return {chr(code): char for code, char in enumerate(characters, first)}


STANDARD: Final[Mapping[str, str]] = {
    **_from(0xE78D, _VERTICAL),
    **_from(0xE7C7, "ḿǹ"),
    **_from(0xE7E7, _SIGNS),
    **_from(0xE815, _RARE),
}
"""The private code point that a character had → the character."""

PRIVATE: Final[Mapping[str, str]] = {char: private for private, char in STANDARD.items()}
"""The other way round: where an old face may have a character."""

# one range: a class of several takes ten times as long to compile
_OLD: Final = compiled("[\ue78d-\ue864]")


def found_in(text: str) -> Iterator[tuple[int, str]]:
    """(index, character of today) of each old code point in a text."""
    return ((old.start(), STANDARD[old[0]]) for old in _OLD.finditer(text) if old[0] in STANDARD)


def is_private(char: str) -> bool:
    """True for a code point whose meaning no standard tells."""
    return "\ue000" <= char <= "\uf8ff" or char >= "\U000f0000"
