"""Characters → what they are to a line: script, part in letter-spacing, meaning to the breaks beside them, white.

All of it comes from one look at each character: `Coded` holds a text as bytes, one for each character, that stand for
everything there is to know of it; its properties translate them, in C, into a letter for each question.
"""

from __future__ import annotations

from typing import Final

from jianbao.fonts.faces import is_western
from jianbao.language.han import is_han

# Barred at the start of a line: clreq's basic set and what Word and LibreOffice bar for zh-CN, so that no engine
# moves a character that we left at a line's end.
NOT_AT_START: Final = frozenset(
    "!%),.:;>?]}¢¨°·ˇˉ‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠‼⁇・‧–—-/／”’"
)
NOT_AT_END: Final = frozenset("$([{£¥‘“〈《「『【〔〖〝﹙﹛﹝＄（［｛￡￥")
OPENING: Final = frozenset("‘“〈《「『【〔〖（［｛")
CLOSING: Final = frozenset("、。，．：；！？’”〉》」』】〕〗）］｝")


class Script:
    """The three kinds of script that matter to a Chinese line."""

    WEAK: Final = 0
    WESTERN: Final = 1
    ASIAN: Final = 2


def script_of(char: str) -> int:
    """The script class that LibreOffice gives a character (blocks first, then the script property)."""
    code = ord(char)
    if char in " \u00a0":
        return Script.WEAK
    if code < 0x0300 or 0x0370 <= code < 0x0590 or 0x1E00 <= code < 0x2000:
        return Script.WESTERN
    if (
        0x2E80 <= code < 0xD7B0
        or 0xF900 <= code < 0xFB00
        or 0xFE30 <= code < 0xFE50
        or 0xFF00 <= code < 0xFFF0
    ):
        return Script.ASIAN
    return Script.ASIAN if code >= 0x20000 else Script.WEAK


def _kind(char: str) -> str:
    """H P Asian letter or mark, L S Western, n k weak, q a quotation mark."""
    if char in "“”‘’":
        return "q"
    letter = char.isalnum()
    return {
        Script.ASIAN: "H" if letter else "P",
        Script.WESTERN: "L" if letter else "S",
        Script.WEAK: "n" if letter else "k",
    }[script_of(char)]


def _carrier(char: str) -> str:
    """C carries letter-spacing, w is Western and carries none, b a blank."""
    return "b" if char == " " else "w" if is_western(char) else "c"


def _break_class(char: str) -> str:
    """The meaning to the breaks beside it; most Han are `o`, which means nothing.

    s never at a start, e never at an end, b neither, d a degree mark (never at a start, and before a Western
    character no break), h a hyphen, m a minus (none before its figure), D a digit, w another Western character,
    x y such a one never at a start or end.
    """
    western = is_western(char) and char != " "
    start, end = char in NOT_AT_START or char in " \u3000", char in NOT_AT_END
    if char in "·°′″-−":
        return {"·": "b", "-": "h", "−": "m"}.get(char, "d")
    if western:
        return "x" if start else "y" if end else "D" if char.isdigit() else "w"
    return "s" if start else "e" if end else "o"


def _white(char: str) -> str:
    """C a closing mark, with white behind it; o an opening one, with white before it; s blank or dots; x any other."""
    return "c" if char in CLOSING else "o" if char in OPENING else "s" if char in " \u3000…—" else "x"


_QUESTIONS: Final = (_kind, _carrier, _break_class, _white)
_ANSWERS: Final = tuple(bytearray(256) for _ in _QUESTIONS)
_KINDS, _CARRIERS, _BREAKS, _WHITES = _ANSWERS
_known: Final[dict[tuple[str, ...], int]] = {}
# all Han are alike
_ANY_HAN: Final = ord("一")


class _Codes(dict[int, str]):
    """A character's code → one that stands for all answers about it; there are some forty of these."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if code != _ANY_HAN and is_han(char) and char.isalnum():
            self[code] = self[_ANY_HAN]
            return self[code]
        answers = tuple(question(char) for question in _QUESTIONS)
        number = _known.setdefault(answers, len(_known))
        for table, letter in zip(_ANSWERS, answers, strict=True):
            table[number] = ord(letter)
        self[code] = chr(number)
        return self[code]


_CODES: Final = _Codes()


class Coded:
    """A text as the classes of its characters."""

    __slots__ = ("_codes",)

    def __init__(self, text: str) -> None:
        self._codes = text.translate(_CODES).encode("latin-1")

    @property
    def kinds(self) -> str:
        """Their kinds (see `_kind`)."""
        return self._codes.translate(_KINDS).decode("latin-1")

    @property
    def carriers(self) -> bytes:
        """Their part in letter-spacing (see `_carrier`)."""
        return self._codes.translate(_CARRIERS)

    @property
    def breaks(self) -> str:
        """Their meaning to breaks (see `_break_class`)."""
        return self._codes.translate(_BREAKS).decode("latin-1")

    @property
    def whites(self) -> str:
        """Where white is in them (see `_white`)."""
        return self._codes.translate(_WHITES).decode("latin-1")
