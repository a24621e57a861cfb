"""A regular expression → its compiled form, kept as Python keeps the bytecode of modules: in `__pycache__`, for the next run.

`re` compiles in Python, half a millisecond each; those that one issue needs were a fifth of a cold build. What is kept is
what it hands to its engine, which looks it through before it runs it. Only the very Python that wrote the file reads it;
where there is none, none can be written or Python is told to write no bytecode, expressions are compiled as ever.
"""

from __future__ import annotations

import atexit
import marshal
import re
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from jianbao import kept

_Key = tuple[str, int]
# the arguments of the engine behind source and flags: code, flags, groups, and the names of groups both ways
_Form = tuple[bytes, int, int, dict[str, int], tuple[str | None, ...]]

# expressions: what is kept of older versions of the program goes when there are more
_MOST: Final = 3000
# of what is made of an expression here: goes up with it
_REVISION: Final = 4
_made: Final[dict[_Key, _Form]] = {}


def compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`."""
    key = source, int(flags)
    form = _made.get(key) or _kept().get(key)
    if form is None:
        return _compile(source, int(flags))
    try:
        return _of(source, form)
    except (RuntimeError, TypeError, ValueError):
        return re.compile(source, flags)


def either(words: Iterable[str]) -> str:
    """Words → the part of an expression that any of them matches, of two that begin alike the longer one."""
    return "|".join(sorted(words, key=len, reverse=True))


def _of(source: str, form: _Form) -> re.Pattern[str]:
    import _sre  # type: ignore[import-not-found]

    code, flags, groups, names, numbers = form
    found: re.Pattern[str] = _sre.compile(
        source, flags, memoryview(code).cast("I").tolist(), groups, names, numbers
    )
    return found


def _compile(source: str, flags: int) -> re.Pattern[str]:
    """Compile, and keep the form, if `re` is still made as it was from Python 3.11 to 3.14."""
    try:
        from re import _compiler, _parser  # type: ignore[attr-defined]

        parsed = _parser.parse(source, flags)
        with _quick_classes(_compiler):
            code = array("I", _told_where_to_look(parsed, flags, _compiler)).tobytes()
        names: dict[str, int] = parsed.state.groupdict
        numbers: list[str | None] = [None] * parsed.state.groups
        for name, number in names.items():
            numbers[number] = name
        form = (code, flags | parsed.state.flags, parsed.state.groups - 1, dict(names), tuple(numbers))
        found = _of(source, form)
    except (ImportError, AttributeError, TypeError, RuntimeError):
        return re.compile(source, flags)
    learn({(source, flags): form})
    return found


def made() -> Mapping[_Key, _Form]:
    """The forms of what this process compiled, to be told to another by `learn`."""
    return _made


def learn(forms: Mapping[_Key, _Form]) -> None:
    """Keep forms that this process, or one that it began, has made."""
    if forms and not _made:
        atexit.register(_keep)
    _made.update(forms)


# the Han characters that are met most; what a class may leave out that holds none of them
_HAN: Final = (ord("一"), ord("龥"))
_NOT_HAN: Final = ("CATEGORY_NOT_WORD", "CATEGORY_DIGIT", "CATEGORY_SPACE")


@contextmanager
def _quick_classes(compiler: Any) -> Iterator[None]:
    """Meanwhile classes of all but marks and digits ask first whether a character is Han: that takes a third of the time of the rest."""
    optimize = compiler._optimize_charset  # noqa: SLF001

    def quick(charset: Any, *others: Any) -> tuple[list[Any], Any]:
        items, cased = optimize(charset, *others)
        names = [str(name) for name, _ in items]
        classes = [str(value) for name, value in items if str(name) == "CATEGORY"]
        spared = names[:1] == ["NEGATE"] and classes and set(classes) <= {*_NOT_HAN}
        plain = all(
            name in ("NEGATE", "CATEGORY")
            or (name == "LITERAL" and value < _HAN[0])
            or (name == "RANGE" and value[1] < _HAN[0])
            or (name == "CHARSET")
            for name, (_, value) in zip(names, items, strict=True)
        )
        # what stands before NEGATE is in the class, what stands behind it is not
        return ([(compiler.RANGE, _HAN), *items] if spared and plain else items), cased

    compiler._optimize_charset = quick  # noqa: SLF001
    try:
        yield
    finally:
        compiler._optimize_charset = optimize  # noqa: SLF001


# what an expression begins with: a list of `re`'s items of a class, and whether it may be left out
_Begun = tuple[list[Any], bool]


def _told_where_to_look(parsed: Any, flags: int, compiler: Any) -> list[int]:
    """The code of an expression; before it is tried anywhere, `re` skips to where one of the characters stands that it begins with.

    `re` does so itself only where the expression is a class, a literal, or all its branches begin with literals; not behind
    what it looks back at, nor with what may be left out in front: that took most of the time of such expressions.
    """
    code: list[int] = compiler._code(parsed, flags)  # noqa: SLF001 # no other way to it
    flags |= parsed.state.flags
    opcode, size, mask, least, most = code[:5]
    told = mask & (compiler.SRE_INFO_PREFIX | compiler.SRE_INFO_CHARSET)
    if opcode != compiler.INFO or not least or told or flags & (re.IGNORECASE | re.LOCALE):
        return code
    try:
        chars, empty = _beginning(parsed)
    except _AnythingError:
        return code
    if empty:
        return code
    chars, _ = compiler._optimize_charset([*dict.fromkeys(chars)])  # noqa: SLF001
    own: list[int] = []
    compiler._compile_charset(chars, flags, own)  # noqa: SLF001
    head = [opcode, 4 + len(own), mask | compiler.SRE_INFO_CHARSET, least, most]
    return head + own + code[1 + size :]


class _AnythingError(Exception):
    """An expression may begin with nearly anything."""


def _beginning(parsed: Any) -> _Begun:
    """What a part of an expression begins with; raises `_AnythingError`."""
    found: list[Any] = []
    for item in parsed:
        items, empty = _beginning_of(item)
        found += items
        if not empty:
            return found, False
    return found, True


def _beginning_of(item: Any) -> _Begun:
    name, value = str(item[0]), item[1]
    match name:
        case "LITERAL":
            return [item], False
        # what must stand ahead begins there, and so does what follows
        case "ASSERT" if value[0] > 0:
            with suppress(_AnythingError):
                return _beginning(value[1])
            return [], True
        case "AT" | "ASSERT" | "ASSERT_NOT":
            return [], True
        case "IN" if str(value[0][0]) != "NEGATE":
            return value, False
        case "BRANCH":
            parts = [_beginning(each) for each in value[1]]
            return [item for items, _ in parts for item in items], any(empty for _, empty in parts)
        case "SUBPATTERN" if not (value[1] or value[2]):
            return _beginning(value[3])
        case "ATOMIC_GROUP":
            return _beginning(value)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            items, empty = _beginning(value[2])
            return items, empty or not value[0]
        case _:
            raise _AnythingError


# --- the file -----------------------------------------------------------------------------------------------------------


def _file() -> Path | None:
    return kept.place_of("expressions")


class _Kept:
    """The forms that a file holds: each is read, and held against its sum, when it is asked for."""

    def __init__(
        self, forms: bytes = b"", places: Mapping[int, tuple[int, int, int]] = MappingProxyType({})
    ) -> None:
        self._forms = memoryview(forms)
        # sum of an expression → where its form begins and ends, and the sum of that
        self._places = places

    def get(self, key: _Key) -> _Form | None:
        """The form of an expression, None where the file has none or it is damaged."""
        place = self._places.get(_sum(key))
        found, form = self._at(*place) if place else (key, None)
        return form if found == key else None

    def all(self) -> dict[_Key, _Form]:
        """All that are whole."""
        return {key: form for key, form in (self._at(*place) for place in self._places.values()) if form}

    def _at(self, start: int, end: int, total: int) -> tuple[_Key, _Form | None]:
        part = self._forms[start:end]
        key, form = marshal.loads(part) if zlib.crc32(part) == total else (("", 0), None)  # noqa: S302 # as the bytecode beside it
        return key, form


def _sum(key: _Key) -> int:
    return zlib.crc32(key[0].encode(errors="surrogatepass"), key[1])


def _edition() -> str:
    return f"{kept.edition()} {_REVISION}"


@cache
def _kept() -> _Kept:
    return _read(_file())


def _read(file: Path | None) -> _Kept:
    """What the file holds; nothing where it is missing, damaged or another Python's."""
    with suppress(OSError, ValueError, EOFError, TypeError):
        content: Any = file.read_bytes() if file else b""
        total, size = (int.from_bytes(content[at : at + 4], "big") for at in (0, 4))
        head = content[8 : 8 + size]
        if head and zlib.crc32(head) == total:
            edition, places = marshal.loads(head)  # noqa: S302 # as the bytecode beside it
            if edition == _edition():
                return _Kept(content[8 + size :], places)
    return _Kept()


def _keep() -> None:
    """Put what was compiled beside what the file holds, at the end of the run."""
    file = _file()
    forms = _read(file).all()
    forms = _made if len(forms) + len(_made) > _MOST else forms | _made
    parts, places, end = list[bytes](), dict[int, tuple[int, int, int]](), 0
    for key, form in forms.items():
        parts.append(marshal.dumps((key, form)))
        start, end = end, end + len(parts[-1])
        places[_sum(key)] = start, end, zlib.crc32(parts[-1])
    head = marshal.dumps((_edition(), places))
    kept.keep(file, zlib.crc32(head).to_bytes(4, "big"), len(head).to_bytes(4, "big"), head, *parts)
