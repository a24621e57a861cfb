"""An issue file's text as it was typed → the text that was meant: slips of form are found in the whole file and mended.

YAML gives up at the first tab or full-width colon; a clerk wants to hear once of each cause, and to have it mended.
The keys of an issue are known, so lines that are keys can be told from text without a parser: by their names, by where
they may stand, by what their neighbours look like. A line that may be either is told and left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from msgspec import Struct, field
from pydantic import BaseModel

from jianbao.bounds import SLIP_LINES
from jianbao.errors import Finding, Place, Severity
from jianbao.glossary import EN, IMPRINT, MEANT, ZH
from jianbao.messages import phrase
from jianbao.model.issue import Imprint, Issue, Recipients
from jianbao.reading.shapes import Shape, Want, shapes
from jianbao.reading.values import LIFTED, is_label
from jianbao.reading.yaml.source import Source, edited, forbidden_in
from jianbao.reading.yaml.syntax import QUOTABLE, parse, quoted

_BLANKS: Final = " \t\u00a0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000"
_ALL_BLANKS: Final = _BLANKS.replace("\u2000-\u200d", "".join(map(chr, range(0x2000, 0x200E))))
_NO_WIDTH: Final = "\u200b\u200c\u200d\u2060"
_DASHES: Final = "－–—﹣−·•●"
_KEY: Final = re.compile(
    rf"(?P<lead>[{_BLANKS}]*)(?P<dash>(?:[-{_DASHES}][{_BLANKS}]*)?)"
    r"(?P<key>\"[^\"]{1,14}\"|'[^']{1,14}'|[^\s:：﹕∶#'\"|>{}\[\]｛｝，。；！？、（）()“”,-][^\s:：﹕∶#'\"|>{}\[\]｛｝，。；！？、“”,]{0,14})"
    rf"(?P<gap>[{_BLANKS}]*)(?P<colon>[:：﹕∶]{{1,2}})(?P<after>[{_BLANKS}]*)(?P<value>.*)"
)
_OTHER_COLON: Final = re.compile(
    rf"(?P<lead>[{_BLANKS}]*)(?P<dash>(?:[-{_DASHES}][{_BLANKS}]*)?)(?P<key>[a-z_]{{2,20}}|[\u4e00-\u9fff]{{1,6}})"
    rf"(?P<gap>)(?P<colon>[;；=＝。．.]?)(?P<after>[{_BLANKS}]*)(?P<value>.*)"
)
_LEAD: Final = re.compile(rf"[{_BLANKS}]*")
_BAR: Final = re.compile(r"(?P<bar>[|>｜＞])(?P<how>[-+0-9]{0,2})(?P<rest>.*)")
_ITEM: Final = re.compile(rf"(?P<dash>[-{_DASHES}])(?P<blank>[{_BLANKS}]*)(?=\S)")
_LIST_LIKE: Final = re.compile(r"[-+*][ \t]|[0-9]{1,2}[.)][ \t]")
_HEADING: Final = re.compile(r"#{1,4}[ \t]*(?:[一二三四五六七八九十第0-9（(]|\S{2,20}$)")
_FILE: Final = re.compile(rf"[{_BLANKS}]*(?:文件|file)[{_BLANKS}]*[:：]")
_INNER: Final = re.compile(
    rf"(?:^|[,，])[{_BLANKS}]*(?P<key>[^\s:：,，{{}}]{{1,12}})(?P<colon>[:：])(?P<after>[{_BLANKS}]*)"
)
# a value or a key in quotation marks, in braces or brackets
_QUOTED: Final = re.compile(rf"(?<![^{_BLANKS},，:：、\[［【])(?:'[^']*'|\"[^\"\\]*(?:\\.[^\"\\]*)*\")")
_FLOW_ITEM: Final = re.compile(rf"[{_BLANKS}]*-[ \t]+[{{\[]")
_YAML: Final = re.compile(r"---(?:\s|$)|\.\.\.$|[?:](?:\s|$)")
_SPECIAL: Final = re.compile(r"[:：]\s|:$|\s#|^[-?:,\[\]{}#&*!|>'\"%@`]")
_MARKS: Final = str.maketrans("｛｝［］【】：，＃", "{}[][]:,#")
_DIGITS: Final = str.maketrans("０１２３４５６７８９－．／", "0123456789-./")
_COUNTED: Final = ("year", "number", "total", "date", "copies", "copy_number", "size", "article")
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffc\ufffe\uffff]")
_BREAKS: Final = "\x0b\x0c\x85\u2028\u2029"
_TOLD: Final = "R072"
_OF_FORM: Final = ("R034", "R072")


class _Edit(NamedTuple):
    """Characters `start` to `end` become `new`; `cause` is the message's code and what tells causes of one code apart."""

    start: int
    end: int
    new: str
    cause: tuple[str, str]
    at: int


class MendedSource(Source):
    """A text that was mended, whose places are those of the text as it was typed."""

    __slots__ = ("_edits", "_starts_of_edits", "original")

    def __init__(self, original: Source, text: str, edits: Sequence[_Edit]) -> None:
        super().__init__(original.name, text)
        self.original = original
        # (offset in the mended text, offset behind it, the same two in the original)
        self._edits: list[tuple[int, int, int, int]] = []
        shift = 0
        for edit in edits:
            first = edit.start + shift
            shift += len(edit.new) - (edit.end - edit.start)
            self._edits.append((first, first + len(edit.new), edit.start, edit.end))
        self._starts_of_edits = [edit[0] for edit in self._edits]

    def back(self, offset: int) -> int:
        """The offset in the original of a character of the mended text."""
        index = bisect_right(self._starts_of_edits, offset) - 1
        if index < 0:
            return offset
        first, last, start, end = self._edits[index]
        return min(start + offset - first, max(end - 1, start)) if offset < last else end + offset - last

    def place(self, offset: int) -> Place:
        """Where the character stands in the text as it was typed."""
        return self.original.place(self.back(offset))

    def line(self, number: int) -> str:
        """A line of the text as it was typed."""
        return self.original.line(number)

    def revised(self, text: str) -> Source:
        """As the base's."""
        return _RevisedSource(self, text)


class _RevisedSource(Source):
    """Lines of a mended text that read otherwise."""

    __slots__ = ("parent",)

    def __init__(self, parent: Source, text: str) -> None:
        super().__init__(parent.name, text)
        self.parent = parent

    def place(self, offset: int) -> Place:
        """Where about the character stands in the text as it was typed."""
        row = self.row(offset)
        first = self.parent.starts[min(row, len(self.parent.starts) - 1)]
        behind = self.parent.starts[row + 1] if row + 1 < len(self.parent.starts) else len(self.parent.text)
        return self.parent.place(min(first + offset - self.starts[row], max(behind - 1, first)))

    def line(self, number: int) -> str:
        """A line of the text as it was typed."""
        return self.parent.line(number)


class Slips(Struct):
    """What was found: a finding a cause, the text that was meant, and the text as it can be mended.

    `meant` reads lines that may be key or text as text; `mended` leaves them alone.
    """

    findings: list[Finding]
    meant: Source
    mended: str
    count: int


def slips(source: Source, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> Slips | None:
    """The slips of form in an issue file, None where there are none.

    `mended` holds the mending of the codes that begin as one of `select` does and as none of `ignore`.
    """
    if source.text.count("\n") > SLIP_LINES:
        return None
    characters = _characters(source.text)
    cleaned = MendedSource(source, _applied(source.text, characters), characters)
    reader = _Reader(cleaned.text)
    reader.read()
    edits: list[_Edit] = []
    for edit in sorted(reader.edits, key=lambda edit: edit[:2]):
        if not edits or edit.start >= edits[-1].end:
            edits.append(edit)
    others = [edit for edit in edits if edit.cause[0] not in _OF_FORM]
    if len(others) < len(edits):
        # where YAML has nothing to say against the rest, its lines stand where they should
        rest = parse(Source("", _applied(cleaned.text, others)))
        if not any(each.severity is Severity.ERROR for each in rest.findings):
            edits = others
    meant = MendedSource(cleaned, _applied(cleaned.text, edits), edits)
    wanted = [edit for edit in edits if edit.cause[0] != _TOLD and _is_wanted(edit.cause[0], select, ignore)]
    kept = cleaned.text
    if not all(_is_wanted(edit.cause[0], select, ignore) for edit in characters):
        kept = source.text
        wanted = [edit for edit in wanted if not characters]
    mended = _applied(kept, wanted)
    codes = [code for code in QUOTABLE if _is_wanted(code, select, ignore)]
    # a lone surrogate, which no parser takes
    broken = forbidden_in(mended) is not None
    mended, values = (mended, 0) if broken else quoted(Source("", mended), codes)
    if not characters and not edits and not values:
        return None
    findings = [*_findings(source, characters), *_findings(cleaned, edits)]
    count = len({cleaned.place(edit.at).line for edit in wanted})
    count += values + (len(characters) if kept != source.text else 0)
    return Slips(findings, meant, mended, count)


def _is_wanted(code: str, select: Sequence[str], ignore: Sequence[str]) -> bool:
    return (not select or code.startswith(tuple(select))) and not (ignore and code.startswith(tuple(ignore)))


def _applied(text: str, edits: Iterable[_Edit]) -> str:
    return edited(text, (edit[:3] for edit in edits))


def _findings(source: Source, edits: Sequence[_Edit]) -> list[Finding]:
    """One finding a cause, at the first of its places."""
    causes: dict[tuple[str, str], list[_Edit]] = {}
    for edit in edits:
        causes.setdefault(edit.cause, []).append(edit)
    found: list[Finding] = []
    for (code, what), group in causes.items():
        # several edits of one line and cause are one place
        count = len({source.place(edit.at).line for edit in group})
        first = group[0]
        params: dict[str, object] = {"places": places(count)}
        if code == "R020":
            params = {"count": count}
        elif code in ("R021", "R022", "R044", "R067", "R074", _TOLD):
            params["key"] = what if code == _TOLD else _name_at(source.text, first)
            if code == "R074":
                params["char"] = what
        else:
            params["char"] = what or source.text[first.at]
        found.append(source.finding(code, first.at, 1, **params))
    return found


def _name_at(text: str, edit: _Edit) -> str:
    """The key of the line that an edit is in."""
    start = max(text.rfind("\n", 0, edit.at), text.rfind("\r", 0, edit.at)) + 1
    line = re.split(r"[\r\n]", text[start : start + 200], maxsplit=1)[0]
    behind = edit.at - start
    if found := _KEY.match(line):
        if found.start("colon") < behind:
            inner = re.search(r"([^\s,，{｛:：]+)\s*$", line[:behind])
            return inner[1] if inner else found["key"].strip("\"'")
        return found["key"].strip("\"'")
    return line.strip()[:8]


def places(count: int) -> str:
    """How many places there are of a cause, as a message tells it; '' for a single one."""
    return phrase("places", count=count) if count > 1 else ""


def _characters(text: str) -> list[_Edit]:
    """What no text may hold goes; what breaks lines in Word becomes a line's end."""
    edits: list[_Edit] = []
    alone = sum(map(text.count, "\u2028\u2029\x85")) > text.count("\n") + text.count("\r")
    for found in _FORBIDDEN.finditer(text):
        char, at = found[0], found.start()
        new = "-" if char == "\x1e" else ""
        if char in _BREAKS and alone:
            new = "\n"
        elif char in _BREAKS:
            start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
            rest = re.match(rf"[{_BLANKS}]*", text[at + 1 :])
            before = text[start:at]
            if text[at + 1 + (rest.end() if rest else 0) :][:1] in ("", "\r", "\n") or not before.strip():
                new = ""
            elif (key := _KEY.match(before)) and EN.get(key["key"], key["key"]) in ZH:
                new = " "
            else:
                new = _line_end(text) + re.match(r"[ \t]*", before)[0]  # type: ignore[index]  # it may be empty
        edits.append(_Edit(at, at + 1, new, ("R073", f"U+{ord(char):04X}"), at))
    return edits


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


class _Level(Struct):
    """Keys that stand together: the column they were typed in and the one they will have."""

    typed: int
    out: int
    part: type[BaseModel]
    free: bool = False
    keys: set[str] = field(default_factory=set[str])
    pending: Shape | None = None
    """What the last key, which stands without a value, wants."""
    items: tuple[int, int] | None = None
    """The columns, typed and mended, of the dashes below the last key."""
    name: str = ""


class _Found(NamedTuple):
    """A line that may be a key: its match, the key's English name, and where it belongs."""

    match: re.Match[str]
    key: str
    name: str
    depth: int
    child: Shape | None
    exact: bool


class _Reader:
    """The lines of one file, from top to bottom."""

    def __init__(self, text: str) -> None:
        self.text = text
        source = Source("", text)
        self.starts = source.starts
        self.lines = [source.line(number + 1) for number in range(len(self.starts))]
        self.line_end = _line_end(text)
        self.edits: list[_Edit] = []
        self.levels: list[_Level] = []
        self.styles = {"plain": 0, "full": 0, "tight": 0}

    def read(self) -> None:
        """Walk the lines."""
        filled = [row for row, line in enumerate(self.lines) if line.strip()]
        for row in {*filled[:1], *filled[-1:]}:
            if re.fullmatch(r"`{3}\w*\s*", self.lines[row]):
                self._edit(row, 0, len(self.lines[row]), "", "R075")
                self.lines[row] = ""
        at = 0
        while at < len(self.lines):
            at = self._line(at)

    def _edit(
        self, at: int, start: int, end: int, new: str, code: str, what: str = "", tell: int | None = None
    ) -> None:
        """Change columns of line `at`, unless they are that already; told at `tell`, by default where it begins."""
        if self.lines[at][start:end] != new:
            first = self.starts[at]
            self.edits.append(
                _Edit(
                    first + start,
                    first + end,
                    new,
                    (code, what),
                    first + min(start if tell is None else tell, max(len(self.lines[at]) - 1, 0)),
                )
            )

    def _line(self, at: int) -> int:
        line = self.lines[at]
        bare = line.strip(_ALL_BLANKS)
        lead = _lead(line)
        if not bare:
            if line.strip(" \t"):
                self._edit(at, 0, len(line), "", *_odd_blank(line))
            return at + 1
        if bare.startswith("＃"):
            self._edit(at, len(lead), len(lead) + 1, "#", "R068", "＃")
            return at + 1
        if bare.startswith("#"):
            if lead.strip(" "):
                self._edit(at, 0, len(lead), " " * _width(lead), *_odd_blank(lead))
            return at + 1
        if bare in ("---", "...") or bare.startswith("%"):
            return at + 1
        found = self._key(at, other=True)
        return self._structure(at, found) if found else self._continued(at, lead)

    # --- which lines are keys ----------------------------------------------------------------------------------

    def _other_colon(self, at: int) -> re.Match[str] | None:
        """A known key with a semicolon, an equals sign or nothing where its colon should be."""
        match = _OTHER_COLON.match(self.lines[at])
        if match is None:
            return None
        key, colon, value = match["key"], match["colon"], match["value"]
        known = key in ZH or EN.get(key, key) in ZH or is_label(key) or key in LIFTED
        shape = _shape(Issue, key)
        heads = shape is not None and shape.want in (Want.PART, Want.PARTS, Want.NAMES, Want.LINES)
        if value and colon in ("。", "．", "."):
            return None
        if not value and not heads:
            return None
        return match if known and (colon or match["after"] or not value) else None

    def _key(self, at: int, *, other: bool = False) -> _Found | None:
        """The line as a key that may stand here; None for anything else."""
        match = _KEY.match(self.lines[at]) or (self._other_colon(at) if other else None)
        if match is None:
            return None
        key = match["key"].strip("\"'")
        name = EN.get(key, key)
        if not self.levels:
            if _shape(Issue, key) is None:
                return None
            width = _width(match["lead"])
            self.levels.append(_Level(width, width if not match["lead"].strip(" ") else 0, Issue))
        column = _width(match["lead"])
        spot = self._item(column, key) if match["dash"] else self._plain(column, key)
        return _Found(match, key, name, *spot) if spot else None

    def _item(self, column: int, key: str) -> tuple[int, Shape | None, bool] | None:
        """(level that holds the list, what the list is of, whether it stands where items do) for a dash with a key."""
        for depth in range(len(self.levels) - 1, -1, -1):
            level = self.levels[depth]
            shape = level.pending
            if shape is None or shape.want not in (Want.PARTS, Want.LINES):
                continue
            if shape.want is Want.LINES or (shape.part is not None and _shape(shape.part, key) is not None):
                exact = level.items is None or level.items[0] == column
                return depth, shape, exact
        return None

    def _plain(self, column: int, key: str) -> tuple[int, Shape | None, bool] | None:
        """As `_item` for a key without a dash: its level, or the one above it with what that wants."""
        top = len(self.levels) - 1
        pending = self.levels[top].pending
        below = pending if pending is not None and _holds(pending, key) else None
        if below is not None and column > self.levels[top].typed:
            return top, below, True
        knowing = [depth for depth, level in enumerate(self.levels) if _knows(level, key)]
        exact = [depth for depth in knowing if self.levels[depth].typed == column]
        if exact:
            return exact[-1], None, True
        sure = [depth for depth in knowing if _shape(self.levels[depth].part, key) is not None]
        if sure:
            nearest = min(sure, key=lambda depth: (abs(self.levels[depth].typed - column), -depth))
            if below is None or _shape(below.part or Issue, key) is None:
                return nearest, None, False
        if below is not None:
            return top, below, False
        return None

    # --- a line that is a key ------------------------------------------------------------------------------------

    def _structure(self, at: int, found: _Found) -> int:
        match = found.match
        del self.levels[found.depth + 1 :]
        level = self.levels[found.depth]
        lead, dash = match["lead"], match["dash"]
        width = _width(lead)
        clean = not lead.strip(" ")
        if dash:
            assert found.child is not None
            if level.items is None:
                out = width if clean and width >= level.out else level.out + 2
                level.items = (width, out)
            out = level.items[1]
            self._indent(at, lead, out, width == level.items[0])
            plain = dash if dash[0] == "-" and dash[1:] and not dash[1:].strip(" ") else "- "
            if plain != dash:
                begin = match.start("dash")
                code = (
                    ("R054", dash[0])
                    if dash[0] != "-"
                    else ("R044", "")
                    if len(dash) == 1
                    else _odd_blank(dash)
                )
                self._edit(at, begin, match.end("dash"), plain, *code)
            free = found.child.want is Want.LINES
            part = found.child.part or Recipients
            self.levels.append(_Level(width + len(plain), out + len(plain), part, free))
        elif found.child is not None:
            sure = clean and width > level.out and found.exact
            out = width if sure else level.out + 2
            self._indent(at, lead, out, found.exact)
            free = found.child.want in (Want.NAMES, Want.LINES)
            self.levels.append(_Level(width, out, found.child.part or Recipients, free))
        else:
            self._indent(at, lead, level.out, found.exact)
            # tabs are as wide as the clerk's editor makes them: the brothers of this key stand where it does
            level.typed = width if "\t" in lead else level.typed
        level = self.levels[-1]
        level.keys.add(found.name)
        level.name = found.name
        level.pending = level.items = None
        self._colon(at, match)
        return self._value(at, found, level)

    def _indent(self, at: int, lead: str, out: int, in_line: bool) -> None:
        """Give a line its indentation, for what is wrong with that which it has."""
        if lead == " " * out:
            return
        code = _odd_indent(lead, "R035")
        # what stands under a moved key moves along, and is not wrong by itself
        if code[0] == "R035" and in_line:
            code = self.edits[-1].cause if self.edits else code
        self._edit(at, 0, len(lead), " " * out, *code, tell=len(lead) if code[0] == "R035" else 0)

    def _colon(self, at: int, match: re.Match[str]) -> None:
        gap, after, value = match["gap"], match["after"], match["value"]
        colon = match.start("colon")
        if gap.strip(" \t"):
            self._edit(at, match.start("gap"), colon, "", *_odd_blank(gap))
        if match["colon"] not in (":", "：", "﹕"):
            shown = f"“{match['colon']}”" if match["colon"] else phrase("no_colon")
            self._edit(at, colon, match.end("after"), ": " if value else ":", "R074", shown)
        elif match["colon"] != ":":
            self.styles["full"] += 1
            self._edit(at, colon, match.end("after"), ": " if value else ":", "R021")
        elif not after and value:
            self.styles["tight"] += 1
            self._edit(at, colon, colon + 1, ": ", "R022")
        else:
            self.styles["plain"] += 1
            if after.strip(" \t"):
                self._edit(
                    at, match.start("after"), match.end("after"), " " if value else "", *_odd_blank(after)
                )

    def _value(self, at: int, found: _Found, level: _Level) -> int:
        """What stands behind a colon, and the lines that belong to it; the line that follows them."""
        begin = found.match.start("value")
        value = found.match["value"]
        written = value.rstrip(_ALL_BLANKS)
        if value[len(written) :].strip(" \t"):
            self._edit(at, begin + len(written), begin + len(value), "", *_odd_blank(value[len(written) :]))
        bare = re.split(r"\s#", written)[0].rstrip() if not written.startswith("#") else ""
        shape = _shape(level.part, found.key) or Shape(Want.TEXT)
        wants_body = shape.want is Want.BODY
        if not bare:
            level.pending = None if wants_body else shape
            return self._block(at, level, found.key, begin, written) if wants_body else at + 1
        if bar := _BAR.fullmatch(bare):
            mark = bar["bar"].translate(str.maketrans("｜＞", "|>"))
            if not bar["rest"].strip(_ALL_BLANKS):
                self._edit(at, begin, begin + 1, mark, "R068", bar["bar"])
                return self._block(at, level, found.key, begin, bare)
            if wants_body and (bar["bar"] in "|｜"):
                return self._block(at, level, found.key, begin, written)
        if bare[0] in "\"'":
            return self._behind(at, lambda text: text.rstrip().endswith(bare[0]), bare[1:])
        if bare[0] in "“‘＂" and bare[-1] in "”’＂“" and found.name in (*_COUNTED, "number_form", "file"):
            self._edit(at, begin, begin + 1, '"', "R068", bare[0])
            self._edit(at, begin + len(bare) - 1, begin + len(bare), '"', "R068", bare[0])
            return at + 1
        if bare[0] in "{｛[［【":
            return self._flow(at, begin, bare, shape)
        if found.name in _COUNTED or found.key == "印发日期":
            self._digits(at, begin, bare)
        if wants_body:
            return self._block(at, level, found.key, begin, written)
        level.pending = shape
        return at + 1

    def _digits(self, at: int, begin: int, value: str) -> None:
        mended = value.translate(_DIGITS)
        if mended != value:
            wrong = next(index for index, char in enumerate(value) if char != mended[index])
            self._edit(at, begin, begin + len(value), mended, "R071", "", begin + wrong)

    def _behind(self, at: int, closes: object, rest: str) -> int:
        """The line behind one that closes what is open."""
        assert callable(closes)
        text = rest
        for number in range(at, min(at + 40, len(self.lines))):
            if closes(text if number == at else self.lines[number]):
                return number + 1
        return at + 1

    def _flow(self, at: int, begin: int, bare: str, shape: Shape) -> int:
        """Braces and brackets that are full-width, or hold full-width colons."""
        closing = {"{": "}", "｛": "}", "[": "]", "［": "]", "【": "]"}[bare[0]]
        if bare[-1].translate(_MARKS) != closing:
            return self._behind(at, lambda text: text.rstrip().endswith(closing), bare[1:])
        inner, braces, full = bare[1:-1], closing == "}", bare[0] in "｛［【"
        wanted = (
            (Want.PART, Want.PARTS, Want.NAMES, Want.LINES)
            if braces
            else (Want.TEXTS, Want.GROUPS, Want.LINES)
        )
        if shape.want not in wanted and not (braces and _FILE.match(inner)):
            return at + 1
        if full:
            self._edit(at, begin, begin + 1, bare[0].translate(_MARKS), "R068", bare[0])
        if braces:
            self._braces(at, begin + 1, inner, shape, bare[0] if full else "")
        for found in re.finditer("，|、(?=.*】)", _bare(bare[1:])) if full and not braces else ():
            where = begin + 1 + found.start()
            self._edit(at, where, where + 1, ", ", "R068", bare[0])
        if bare[-1] in "｝］】":
            end = begin + len(bare)
            self._edit(at, end - 1, end, closing, "R068", bare[0] if full else bare[-1])
        return at + 1

    def _braces(self, at: int, begin: int, inner: str, shape: Shape, full: str) -> None:
        """The keys within braces, the first of which, where it is full-width, is `full`."""
        for found in _INNER.finditer(_bare(inner)):
            key = found["key"].strip("\"'")
            if key not in EN and key not in ZH and key not in IMPRINT and shape.want is not Want.NAMES:
                continue
            if found[0][0] == "，":
                at_comma = begin + found.start()
                self._edit(at, at_comma, at_comma + 1, ", ", "R068", full or "，")
            where, end = begin + found.start("colon"), begin + found.end("after")
            if found["colon"] == "：":
                self._edit(at, where, end, ": ", "R068" if full else "R021", full)
            elif not found["after"]:
                self._edit(at, where, where + 1, ": ", "R022")

    # --- lines that belong to a value ----------------------------------------------------------------------------

    def _continued(self, at: int, lead: str) -> int:
        """A line that is no key: an item of a list, or more of the value above."""
        level = self.levels[-1] if self.levels else None
        if level is None or level.pending is None:
            return at + 1
        line = self.lines[at]
        several = level.pending.want in (Want.TEXTS, Want.GROUPS, Want.LINES)
        item = _ITEM.match(line, len(lead)) if several else None
        width = _width(lead)
        if item:
            if level.items is None:
                clean = not lead.strip(" ") and width >= level.out
                level.items = (width, width if clean else level.out + 2)
            self._indent(at, lead, level.items[1], width == level.items[0])
            if item["dash"] != "-" or not item["blank"] or item["blank"].strip(" "):
                code = ("R054", item["dash"]) if item["dash"] != "-" else ("R044", "")
                self._edit(at, item.start(), item.end(), "- ", *code)
        elif lead.strip(" ") or (several and width <= level.out):
            self._edit(at, 0, len(lead), " " * (level.out + 2), *_odd_indent(lead, "R034"))
        return at + 1

    def _block(self, at: int, level: _Level, key: str, begin: int, written: str) -> int:
        """The lines of a text below its key; the line of the next key."""
        rows: list[int] = []
        either: list[int] = []
        number = at + 1
        while number < len(self.lines):
            if self.lines[number].strip(_ALL_BLANKS):
                what = self._what(number, level, rows)
                if what == "key":
                    break
                rows.append(number)
                either += [number] * (what == "either")
            number += 1
        while rows and self._is_comment(rows[-1], level):
            rows.pop()
        bar = bool(_BAR.fullmatch(written)) and not _BAR.fullmatch(written)["rest"].split(" #")[0].strip()  # type: ignore[index]
        if rows or not bar:
            self._text(at, level, key, begin, written, rows, either, bar)
        return number

    def _is_comment(self, at: int, level: _Level) -> bool:
        line = self.lines[at]
        return (
            # #全民阅读# is text, and so is a heading
            re.match(r"#(?:\s|$)", line.lstrip(_ALL_BLANKS)) is not None
            and _spaces(line) <= level.typed
            and not _HEADING.match(line.lstrip(_ALL_BLANKS))
        )

    def _what(self, at: int, level: _Level, rows: Sequence[int]) -> str:
        """Whether a line below a text's key is more of the text, the next key, or may be either."""
        line = self.lines[at]
        lead = _lead(line)
        if _spaces(line) > level.typed or ("\t" in lead and _width(lead) > level.typed):
            return "text"
        found = self._key(at)
        indented = all(
            _spaces(self.lines[row]) > level.typed or "\t" in _lead(self.lines[row]) for row in rows
        )
        if found is None:
            return "key" if indented and self._is_structure(at, rows) else "text"
        match = found.match
        if match["dash"]:
            return "key"
        value = match["value"].strip(_ALL_BLANKS)
        style = "full" if match["colon"] != ":" else "plain" if match["after"] or not value else "tight"
        if style == "plain" and indented and found.exact:
            return "key"
        wide = lead == "\u3000\u3000"
        if style != "plain" and (not rows or (wide and all(_lead(self.lines[row]) == lead for row in rows))):
            return "text"
        shape = found.child or _shape(self.levels[found.depth].part, found.key)
        if found.key in LIFTED and re.search(r"[：，。；]|\s{2}", value):
            return "text"
        parts = shape is not None and shape.want in (Want.PART, Want.PARTS, Want.NAMES)
        if parts and value and value[0] not in "{｛":
            return "text"
        if found.name in self.levels[found.depth].keys:
            return "either" if style == "plain" else "text"
        if style == "plain" or self.styles[style] * 2 >= max(sum(self.styles.values()), 1):
            return "key"
        if rows and indented and found.exact:
            return "key"
        # pasted texts end with the one to ask; the colons of this file's keys are others
        return "text" if found.key in LIFTED else "either"

    def _is_structure(self, at: int, rows: Sequence[int]) -> bool:
        """Whether a line below an indented text is no text: an unknown key, a mark of YAML's."""
        line = self.lines[at]
        if _YAML.match(line):
            return bool(rows)
        if _FLOW_ITEM.match(line):
            return any(
                level.items is not None and level.items[0] == _width(_lead(line)) for level in self.levels
            )
        match = _KEY.match(line)
        return (
            match is not None
            and not match["dash"]
            and match["colon"] == ":"
            and bool(match["after"] or not match["value"])
            and any(level.typed == _width(match["lead"]) for level in self.levels)
        )

    def _text(
        self,
        at: int,
        level: _Level,
        key: str,
        begin: int,
        written: str,
        rows: list[int],
        either: list[int],
        bar: bool,
    ) -> None:
        """Give the lines of a text one indentation, and its key the bar."""
        spaces = {row: _spaces(self.lines[row]) for row in rows}
        tab_first = bool(rows) and "\t" in _lead(self.lines[rows[0]])
        tabbed = [
            row
            for row in rows
            if "\t" in (lead := _lead(self.lines[row]))
            and (tab_first or ("\t" in lead[: spaces[row] + 1] and spaces[row] <= level.out))
        ]
        good = [spaces[row] for row in rows if spaces[row] > level.out]
        # of several the most common, and the usual one where none is
        base = max(
            good, key=lambda each: (good.count(each), each == level.out + 2, -each), default=level.out + 2
        )
        base = base if base <= level.out + 8 else level.out + 2
        wrong = [row for row in rows if spaces[row] < base or (tab_first and row in tabbed)]
        if rows and not wrong and spaces[rows[0]] > base:
            wrong = [rows[0]]
        inline = bool(written) and not bar
        if not bar:
            special = any(_SPECIAL.search(self.lines[row].strip()) for row in rows) or _BAR.match(written)
            if inline and not rows and not _BAR.match(written):
                return
            if rows and not inline and self.lines[rows[0]].lstrip().startswith("- "):
                return
            if wrong or special:
                text = written.lstrip("|｜") if inline else ""
                new = " |" + (f"{self.line_end}{' ' * base}{text}" if text else "")
                behind = begin + len(written) if inline else begin
                start = begin - len(_tail(self.lines[at][:begin])) if inline else begin
                if not inline and written:
                    behind = begin
                self._key_bar(at, start, behind, new)
        before = at
        for row in rows:
            self._empty(range(before + 1, row), base, first=before == at)
            before = row
            self._reindent(
                row,
                base,
                row in wrong or (row == rows[0] and spaces[row] > base),
                row in tabbed,
                row in either,
                key,
            )

    def _key_bar(self, at: int, start: int, end: int, new: str) -> None:
        mine = [
            edit
            for edit in self.edits
            if edit.start >= self.starts[at] and edit.end <= self.starts[at] + len(self.lines[at])
        ]
        # the colon's own mending may reach over the blank that the bar brings along
        for edit in mine:
            if edit.end > self.starts[at] + start and edit.new.endswith(" "):
                self.edits[self.edits.index(edit)] = edit._replace(new=edit.new.rstrip(" "))
                start = edit.end - self.starts[at]
        end = max(end, start)
        self.edits.append(
            _Edit(
                self.starts[at] + start,
                self.starts[at] + end,
                new,
                ("R067", ""),
                self.starts[at] + max(start - 1, 0),
            )
        )

    def _empty(self, rows: Iterable[int], base: int, *, first: bool) -> None:
        """Lines of blanks between those of a text hold none that YAML would stumble over."""
        for row in rows:
            line = self.lines[row]
            odd = line.strip(" ") and _spaces(line) < base
            if odd or (first and len(line) > base):
                self._edit(row, 0, len(line), "", *_odd_indent(line, "R034"))

    def _reindent(self, row: int, base: int, wrong: bool, tabbed: bool, either: bool, key: str) -> None:
        line = self.lines[row]
        if either:
            found = _KEY.match(line)
            name = found["key"] if found else key
            self._edit(row, 0, len(_lead(line)), " " * base, _TOLD, name, len(_lead(line)))
            return
        if not wrong:
            return
        lead = _lead(line)
        odd = lead.strip(" \t")[:1]
        cause = _odd_blank(lead) if odd and odd != "\u3000" else ("R034", "")
        if odd == "\u3000" and any(edit.cause == _odd_blank(lead) for edit in self.edits):
            # keys are indented by such blanks, too: it is one cause
            cause = _odd_blank(lead)
        cut = lead.find("\u3000") if odd == "\u3000" and cause[0] == "R034" else len(lead)
        if lead == "\t" and line.count("\t") > 1:
            # the first cell of a pasted row is empty
            cut, tabbed = 0, False
        extra = 0
        if _LIST_LIKE.match(line[len(lead) :]) and not tabbed and "\u3000" not in lead:
            extra = _width(lead) if _spaces(line) < base and row - 1 >= 0 else 0
        self._edit(row, 0, cut, " " * (base + extra), *(("R020", "") if tabbed else cause), tell=cut)


# --- what keys there are ------------------------------------------------------------------------------------------


def _shape(part: type[BaseModel], key: str) -> Shape | None:
    """What a key wants where it may stand below `part`, None where it may not."""
    if part is Issue and is_label(key):
        return Shape(Want.GROUPS)
    if part is Issue and key in LIFTED:
        return Shape(Want.TEXT)
    name = IMPRINT.get(key, key) if part is Imprint else key
    known = shapes(part)
    return known.get(EN.get(name, name)) or known.get(MEANT.get(name, ""))


def _knows(level: _Level, key: str) -> bool:
    return level.free or _shape(level.part, key) is not None


def _holds(shape: Shape, key: str) -> bool:
    """Whether `key` may stand below one that wants `shape`."""
    if shape.want in (Want.NAMES, Want.LINES):
        return True
    if shape.want is Want.TEXT:
        return EN.get(key, key) == "file"
    return (
        shape.want in (Want.PART, Want.PARTS)
        and shape.part is not None
        and _shape(shape.part, key) is not None
    )


def _bare(flow: str) -> str:
    """What stands in braces or brackets, with quoted marks made letters: they belong to the text."""
    return _QUOTED.sub(lambda found: re.sub("[,，:：、{}]", "x", found[0]), flow)


# --- blanks -------------------------------------------------------------------------------------------------------


def _lead(line: str) -> str:
    return _LEAD.match(line)[0]  # type: ignore[index]  # it may be empty


def _tail(text: str) -> str:
    return text[len(text.rstrip(_ALL_BLANKS)) :]


def _width(lead: str) -> int:
    """The columns that blanks take in an editor: a tab four, a full-width one two."""
    return sum(4 if char == "\t" else 2 if char == "\u3000" else char not in _NO_WIDTH for char in lead)


def _spaces(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _odd_indent(lead: str, plain: str) -> tuple[str, str]:
    """The cause that an indentation is: a tab anywhere, another odd blank, or spaces, for which `plain` stands."""
    return ("R020", "") if "\t" in lead else _odd_blank(lead) if lead.strip(" ") else (plain, "")


def _odd_blank(blanks: str) -> tuple[str, str]:
    """The cause that odd blanks are: a tab, or the first that is neither tab nor space."""
    odd = blanks.strip(" \t")[:1]
    if not odd:
        return "R020", ""
    named = {"\u3000": phrase("wide_blank"), "\u00a0": phrase("hard_blank")}
    return "R069", named.get(odd, f"U+{ord(odd):04X}")
