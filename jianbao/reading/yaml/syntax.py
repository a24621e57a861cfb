"""Text that is no YAML → what is wrong with it, in a clerk's words, and the rest of it read all the same.

libyaml says "could not find expected ':'"; a clerk needs to hear that the colon is a full-width one. Each fault is
told, mended on a copy of the text (lines stay lines) and the text read again, so that one run finds all of them.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Any, ClassVar, Final

from msgspec import Struct, field

from jianbao.errors import Finding
from jianbao.expressions import compiled
from jianbao.glossary import EN, ZH
from jianbao.language.labels import DISTRIBUTION_LABELS, THIS_ISSUE
from jianbao.reading.yaml.nodes import Node, ScalarNode, TooLarge, TreeBuilder
from jianbao.reading.yaml.source import Source, forbidden

_MOST_FAULTS: Final = 30
# where a key may have been meant to stand elsewhere
QUOTABLE: Final = frozenset({"R023", "R024", "R025", "R026", "R027", "R028", "R030", "R032"})
"""What the clerk would be told to put in quotation marks as a whole."""
_DOUBTFUL: Final = ("R035", "R036", "R058")
_KEYS: Final = frozenset(
    {*ZH, *EN, *DISTRIBUTION_LABELS, *(THIS_ISSUE + label for label in DISTRIBUTION_LABELS)}
)
_KEY: Final = compiled(
    r"(?P<before>\s*(?:-\s+)*[{,]?\s*)(?P<key>[^\s：:#'\"|>{}\[\],-][^：:#'\"{}\[\],。；]{0,11}?)\s*："
)
_TIGHT: Final = compiled(r"(?P<before>\s*(?:-\s+)*[{,]?\s*)(?P<key>[^\s：:#]{1,14}):(?=\S)")
_VALUE: Final = compiled(r"\s*(?:-\s+)*[^\s:#'\"][^:#]*:\s+(?=\S)")


class Parsed(Struct):
    """The tree, or as much of it as stands before a fault that could not be mended (`complete` false)."""

    root: Node | None
    findings: list[Finding]
    complete: bool = True
    mended: set[int] = field(default_factory=set[int])

    def tell(self, finding: Finding) -> bool:
        """Whether a later finding is honest: not where a mended line may mean something else than it says."""
        return finding.place.line not in self.mended


class _Fault(Struct, frozen=True):
    """A fault: message `code` at `line` (from 0) and `column`; `mended` is what the line might have been meant as."""

    code: str
    line: int
    column: int
    mended: str | None = None
    width: int = 1
    params: dict[str, object] = field(default_factory=dict[str, object])


class _Complaint(Struct, frozen=True):
    """What the parser said: `at` is where what it was reading began; lines and columns count from 0."""

    problem: str
    line: int
    column: int
    at: tuple[int, int]
    builder: TreeBuilder


def parse(source: Source) -> Parsed:
    """Read `source` as YAML; never raises for what the text holds."""
    findings = forbidden(source)
    if findings:
        return Parsed(None, findings, complete=False)
    # 15 ms that `--help` need not pay
    import yaml

    parsed = Parsed(None, [])
    reader = _Reader(source)
    told: set[tuple[str, int]] = set()
    while True:
        builder = TreeBuilder(reader.current())
        try:
            builder.build()
        except (TooLarge, yaml.YAMLError) as error:
            if too_large := _too_large(error, builder.source):
                parsed.complete = False
                parsed.root = None
                parsed.findings = [*reader.findings, too_large.finding]
                return parsed
            fault = reader.diagnose(error, builder)
            seen = (fault.code, fault.line) in told
            told.add((fault.code, fault.line))
            if not seen:
                reader.tell(fault)
            if seen or fault.mended is None or len(told) >= _MOST_FAULTS:
                parsed.complete = False
                break
            reader.mend(fault)
            parsed.complete = parsed.complete and fault.code not in _DOUBTFUL
            continue
        break
    parsed.root = builder.root
    parsed.mended = reader.mended
    parsed.findings = [*reader.findings, *filter(parsed.tell, builder.findings)]
    return parsed


def quoted(source: Source, codes: Container[str] = QUOTABLE) -> tuple[str, int]:
    """(the text, its values that YAML cannot take as they are put in quotation marks, how many lines that are).

    As far as nothing else is wrong with it; `codes` are the faults to mend.
    """
    import yaml

    reader = _Reader(source)
    for _ in range(_MOST_FAULTS):
        builder = TreeBuilder(reader.current())
        try:
            builder.build()
        except TooLarge:
            break
        except yaml.YAMLError as error:
            fault = reader.diagnose(error, builder)
            done = source.place(source.starts[min(fault.line, len(source.starts) - 1)]).line in reader.mended
            if fault.code not in codes or fault.code not in QUOTABLE or fault.mended is None or done:
                break
            if fault.code == "R025" and _ends_with_a_key(reader.line(fault.line)[: fault.column]):
                # two keys on one line: nobody knows where the first one's value ends
                break
            reader.mend(fault)
            continue
        break
    return "".join(reader.lines), len(reader.mended)


def _too_large(error: Exception, source: Source) -> TooLarge | None:
    """`error` if it says that the tree is too large, or what says it better.

    libyaml gives up on a thousand brackets before it tells of the first one; PyYAML's own parser knows no bound.
    """
    import yaml

    if isinstance(error, TooLarge):
        return error
    if "nesting depth" in str(getattr(error, "problem", "")):
        try:
            TreeBuilder(source).build(yaml.SafeLoader(source.text))
        except TooLarge as found:
            return found
        except yaml.YAMLError:
            # wrong in yet another way, which is told as that
            pass
    return None


class _Reader:
    """The text as lines, mended one by one."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines = source.text.splitlines(keepends=True)
        self.findings: list[Finding] = []
        self.mended: set[int] = set()

    def current(self) -> Source:
        return self.source.revised("".join(self.lines)) if self.mended or self.findings else self.source

    def line(self, number: int) -> str:
        return self.lines[number].rstrip("\r\n") if 0 <= number < len(self.lines) else ""

    def tell(self, fault: _Fault) -> None:
        number = min(fault.line, len(self.source.starts) - 1)
        offset = self.source.starts[number] + fault.column
        self.findings.append(self.source.finding(fault.code, offset, fault.width, **fault.params))

    def mend(self, fault: _Fault) -> None:
        assert fault.mended is not None
        # a tab becomes one space, all over: columns stay
        if fault.code == "R020":
            self.lines = [_untabbed(line) for line in self.lines]
            return
        self._replace(fault.line, fault.mended)

    def _replace(self, number: int, text: str) -> None:
        line = self.lines[number]
        self.lines[number] = text + line[len(line.rstrip("\r\n")) :]
        self.mended.add(self.source.place(self.source.starts[number]).line)

    # --- what is wrong ---------------------------------------------------------------------------------------

    def diagnose(self, error: Any, builder: TreeBuilder) -> _Fault:
        """The fault behind a parser's complaint."""
        mark, start = error.problem_mark, error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        if line >= len(self.lines) and self.lines:
            line, column = len(self.lines) - 1, len(self.line(len(self.lines) - 1))
        at = (start.line, start.column) if start else (line, column)
        complaint = _Complaint(str(error.problem or ""), line, column, at, builder)
        if "\t" in _indentation(self.line(line)):
            return self._tabs(complaint)
        said = f"{error.context or ''}; {error.problem or ''}"
        for words, handler in self._HANDLERS:
            if any(word in said for word in words):
                return handler(self, complaint)
        return _Fault("R036", line, column)

    def _char(self, line: int, column: int) -> str:
        return self.line(line)[column : column + 1]

    def _quoted(self, number: int, column: int) -> str:
        """The line with everything from `column` on in single quotes."""
        line = self.line(number)
        return line[:column] + "'" + line[column:].replace("'", "''") + "'"

    def _tabs(self, said: _Complaint) -> _Fault:
        count = sum("\t" in _indentation(text) for text in self.lines)
        return _Fault("R020", said.line, self.line(said.line).index("\t"), "", params={"count": count})

    def _odd_start(self, said: _Complaint) -> _Fault:
        params: dict[str, object] = {"char": self._char(said.line, said.column)}
        return _Fault("R026", said.line, said.column, self._quoted(said.line, said.column), params=params)

    def _mark(self, said: _Complaint) -> _Fault:
        """An alias, an anchor or a tag that was meant as text."""
        char = self._char(*said.at)
        code = "R028" if char == "!" else "R026" if char == "%" else "R027"
        return _Fault(code, *said.at, self._quoted(*said.at), params={"char": char})

    def _block_scalar(self, said: _Complaint) -> _Fault:
        return _Fault("R030", *said.at, self._quoted(*said.at), params={"char": self._char(*said.at)})

    def _escape(self, said: _Complaint) -> _Fault:
        # where libyaml points at the backslash, PyYAML's own parser points behind it
        before = said.column - 1
        column = before if before >= 0 and self._char(said.line, before) == "\\" else said.column
        return _Fault("R033", said.line, column, self._unescaped(said.at))

    def _open_quote(self, said: _Complaint) -> _Fault:
        return self._unclosed(*said.at)

    def _unclosed(self, line: int, column: int) -> _Fault:
        text = self.line(line)
        rest = text[column + 1 :].rstrip().rstrip("\"'")
        mended = text[:column] + "'" + rest.replace("'", "''") + "'"
        return _Fault("R023", line, column, mended, params={"quote": text[column : column + 1]})

    def _unescaped(self, at: tuple[int, int]) -> str | None:
        line = self.line(at[0])
        closing = line.rfind('"')
        if closing <= at[1]:
            return None
        inner = line[at[1] + 1 : closing]
        return line[: at[1]] + "'" + inner.replace("'", "''") + "'" + line[closing + 1 :]

    def _full_width(self, number: int, *, sure: bool = False) -> _Fault | None:
        """The line's key is followed by a full-width colon: a known key, or any short word when it is `sure`."""
        line = self.line(number)
        found = _KEY.match(line)
        if not found or (found["key"] not in _KEYS and not sure):
            return None
        at = found.end() - 1
        mended = line[:at] + ": " + line[at + 1 :].lstrip()
        return _Fault("R021", number, at, mended, params={"key": found["key"], "places": ""})

    def _tight(self, number: int) -> _Fault | None:
        line = self.line(number)
        found = _TIGHT.match(line)
        if not found or (found["key"] not in _KEYS and line[found.end() : found.end() + 2] == "//"):
            return None
        mended = line[: found.end()] + " " + line[found.end() :]
        return _Fault("R022", number, found.end() - 1, mended, params={"key": found["key"], "places": ""})

    def _stray_colon(self, said: _Complaint) -> _Fault:
        line, column, source, last = said.line, said.column, said.builder.source, said.builder.last
        began = source.row(last.start) if last is not None and not last.style else line
        if began == line:
            found = _VALUE.match(self.line(line))
            mended = self._quoted(line, found.end()) if found and found.end() <= column else None
            return _Fault("R025", line, column, mended)
        for number in range(began, line):
            if fault := self._full_width(number, sure=number == began) or self._tight(number):
                return fault
        aligned = _indentation(self.line(began)) + self.line(line).lstrip()
        return _Fault("R035", line, len(_indentation(self.line(line))), aligned, params={"places": ""})

    def _no_colon(self, said: _Complaint) -> _Fault:
        line, source, last = said.at[0], said.builder.source, said.builder.last
        in_block = last is not None and last.style in ("|", ">")
        if fault := self._full_width(line, sure=not in_block) or self._tight(line):
            return fault
        text = self.line(line)
        if last is not None and in_block:
            return _Fault(
                "R034",
                line,
                len(_indentation(text)),
                self._into_block(line, source, last),
                params={"places": ""},
            )
        above = self.line(line - 1)
        mended = None
        if last is not None and not last.style and source.row(last.end) + 1 == line and ": " in above:
            mended = _indentation(above) + "  " + text.lstrip()
        return _Fault("R058", line, len(_indentation(text)), mended)

    def _into_block(self, line: int, source: Source, last: ScalarNode) -> str:
        first = self.line(source.row(last.start) + 1)
        indent = _indentation(first) or _indentation(self.line(source.row(last.start))) + "  "
        return indent + self.line(line).lstrip()

    def _flow(self, said: _Complaint) -> _Fault:
        bracket = self._char(*said.at)
        closing = "}" if bracket == "{" else "]"
        return _Fault(
            "R031", *said.at, self._quoted(*said.at), params={"bracket": bracket, "closing": closing}
        )

    def _behind_quote(self, said: _Complaint) -> _Fault | None:
        """Text goes on behind a quoted value, or the value was never closed and met the next quotation mark."""
        last, source = said.builder.last, said.builder.source
        if last is None or last.style not in ("'", '"') or said.builder.last_was_collection:
            return None
        began, ended = source.row(last.start), source.row(last.end)
        if ended != said.line or not self.line(said.line)[: said.column + 1].strip():
            return None
        column = last.start - source.starts[began]
        if began < ended:
            return self._unclosed(began, column)
        mended = self._quoted(said.line, column)
        return _Fault("R024", said.line, said.column, mended, params={"quote": last.style})

    def _block(self, said: _Complaint) -> _Fault:
        line, column, level, builder = said.line, said.column, said.at[1], said.builder
        last, source = builder.last, builder.source
        text = self.line(line)
        if fault := self._behind_quote(said):
            return fault
        if builder.last_was_collection and text[:column].rstrip().endswith(("]", "}")):
            opened = _VALUE.match(text)
            whole = self._quoted(line, opened.end()) if opened else None
            return _Fault("R032", line, column, whole, params={"bracket": text[:column].rstrip()[-1]})
        if text.lstrip()[:1] in ("]", "}", ","):
            return _Fault("R026", line, column, params={"char": text.lstrip()[:1]})
        if text.lstrip().startswith(":"):
            return _Fault("R052", line, column)
        if last is not None and last.style in ("|", ">") and not _looks_like_key(text):
            return _Fault("R034", line, column, self._into_block(line, source, last), params={"places": ""})
        if fault := self._full_width(line - 1, sure=False):
            return fault
        indent = self._sibling(line, column)
        mended = None if column in (level, indent) else " " * indent + text.lstrip()
        return _Fault("R035", line, len(_indentation(text)), mended, params={"places": ""})

    def _sibling(self, line: int, column: int) -> int:
        """The column of the keys above that a misplaced key most likely belongs to."""
        seen: list[int] = []
        for number in range(line - 1, -1, -1):
            text = self.line(number)
            if _looks_like_key(text):
                found = re.match(r"\s*(?:-\s+)*", text)
                seen.append(found.end() if found else 0)
                if not seen[-1]:
                    break
        return min(seen, key=lambda at: (abs(at - column), -at), default=column)

    # libyaml's words and those of PyYAML's own parser → what they mean
    _HANDLERS: ClassVar = (
        (("cannot start any token",), _odd_start),
        (("scanning an alias", "scanning an anchor", "scanning a tag", "parsing a tag", "directive"), _mark),
        (("block scalar",), _block_scalar),
        (("escape", "hexdecimal", "hexadecimal"), _escape),
        (("quoted scalar",), _open_quote),
        (("mapping values are not allowed",), _stray_colon),
        (("simple key",), _no_colon),
        (("node content", "are not allowed in this context", "not allowed here"), _odd_start),
        (("a flow ",), _flow),
        (("block mapping", "block collection", "block sequence"), _block),
    )


def _ends_with_a_key(text: str) -> bool:
    return any(text.endswith(key) for key in _KEYS)


def _looks_like_key(text: str) -> bool:
    return bool(re.match(r"\s*(?:-\s+)*[^\s:：，。]{1,20}:(?:\s|$)", text))


def _indentation(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]


def _untabbed(line: str) -> str:
    indent = _indentation(line)
    return indent.replace("\t", " ") + line[len(indent) :]


def full_width_colon(text: str) -> bool:
    """Whether a text looks like a key with a full-width colon behind it."""
    found = _KEY.match(text)
    return bool(found and found["key"] in _KEYS)
