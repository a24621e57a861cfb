"""Tree of nodes → tree of values in the model's own keys and shapes, each still knowing where it stands.

Keys may be English or Chinese; one entry may stand for a list of one; the distribution may be written in several
ways. All of that is settled here, so that the model and every finding see one form.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, Final

from msgspec import Struct, field
from pydantic import BaseModel

from jianbao.errors import Finding, Place
from jianbao.glossary import EN, IMPRINT, MEANT, STAFF_LABELS, ZH
from jianbao.language.han import has_han
from jianbao.language.labels import DISTRIBUTION_LABELS, THIS_ISSUE
from jianbao.messages import language
from jianbao.model.issue import Contents, Issue, Recipients
from jianbao.reading.body.text import normalise, normalise_with_offsets
from jianbao.reading.shapes import (
    ALIASES,
    AS_WRITTEN,
    BROKEN_BY_BARS,
    BROKEN_BY_LINES,
    OR_TEXT,
    SHORTHAND,
    Shape,
    Want,
    parents,
    shapes,
)
from jianbao.reading.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from jianbao.reading.yaml.source import Source, forbidden_character, forbidden_in
from jianbao.reading.yaml.syntax import full_width_colon

LIFTED: Final = dict.fromkeys(STAFF_LABELS, "staff") | dict.fromkeys(IMPRINT, "print")
"""Keys at the top of a file that stand for some below 编辑人员 and 印发."""

_MOST_NAMES: Final = 12
_BEHIND_A_GROUP: Final = "，、；。,;"
_BROKEN_BY_AN_EDITOR: Final = 18
"""Characters of the shortest line that an editor may have broken within a name."""
_BRACKETS: Final = ("【】", "〔〕", "［］", "[]")


class Value(Struct):
    """A text, number, date or yes/no. `data` is what the model is given.

    `typed` is the text before its spaces were normalised, '' where they were not; as long as the node's.
    """

    node: ScalarNode
    data: object
    typed: str = ""

    def offset(self, index: int) -> int:
        """The source offset of character `index` of `data`."""
        if self.typed:
            _, offsets = normalise_with_offsets(self.typed)
            index = offsets[min(index, len(offsets) - 1)] if offsets else 0
        return self.node.offset(index)


class Pair(Struct):
    """A key as it stands in the file (None where the form was implied) and its value."""

    key: ScalarNode | None
    value: AnyValue


class Part(Struct):
    """A part of the model: its fields by English name."""

    node: Node
    fields: dict[str, Pair] = field(default_factory=dict[str, Pair])


class Items(Struct):
    """A list of values; `by_label` = written as labels with recipients, so that a series' lines are kept."""

    node: Node
    items: list[AnyValue] = field(default_factory=list["AnyValue"])
    by_label: bool = False


AnyValue = Value | Part | Items


class Broken:
    """Stands in the model's data for a value that was told to be wrong already."""


# --- nodes → values --------------------------------------------------------------------------------------------


def written(name: str, chinese: bool) -> str:
    """A key as a message names it: in the language of the keys around it, its twin behind."""
    zh = ZH.get(name, name)
    if language() == "en" or zh == name:
        return name
    return zh if chinese else f"{name}（{zh}）"


def is_chinese(name: str) -> bool:
    """Whether a key is written in Chinese."""
    return has_han(name)


class Valuer:
    """Turns nodes into values, gathering what is wrong; `read_body` parses markup (value, its key) → data."""

    def __init__(self, read_body: Callable[[Value, str], object]) -> None:
        self.findings: list[Finding] = []
        self.chinese = False
        self._read_body = read_body

    def issue(self, root: Node | None, source: Source) -> Part | None:
        """The whole file as a part of the model; None where it is nothing of the kind."""
        if root is None or (isinstance(root, ScalarNode) and root.text is None):
            self.findings.append(
                Finding("R007", Place(source.name, 1, 1) if source.text else source.place(0))
            )
            return None
        if not isinstance(root, MappingNode):
            text = root.text if isinstance(root, ScalarNode) else ""
            code = "R021" if text and full_width_colon(text) else "R050"
            params = {"key": text.partition("：")[0].strip(), "places": ""} if text and code == "R021" else {}
            self.findings.append(root.source.finding(code, root.start, 1, **params))
            return None
        names = [key.text or "" for key, _ in root.entries]
        self.chinese = sum(map(is_chinese, names)) * 2 > len(names)
        return self._part(root, Issue)

    def _tell(
        self, node: Node, code: str, width: int = 1, *, at: int | None = None, **params: object
    ) -> None:
        self.findings.append(node.source.finding(code, node.start if at is None else at, width, **params))

    # --- mappings ----------------------------------------------------------------------------------------------

    def _part(self, node: MappingNode, part: type[BaseModel]) -> Part:
        made = Part(node)
        wanted = shapes(part)
        lines: list[tuple[ScalarNode, Node]] = []
        lifted: dict[str, list[tuple[ScalarNode, Node]]] = {}
        guessed: dict[str, Pair] = {}
        for key, value in node.entries:
            written_key = key.text or ""
            name = EN.get(written_key, written_key)
            name = ALIASES.get(part, {}).get(written_key, name)
            if part is Issue and is_label(written_key):
                lines.append((key, value))
            elif part is Issue and written_key in LIFTED:
                lifted.setdefault(LIFTED[written_key], []).append((key, value))
            elif name not in wanted:
                names = (*wanted, *((*DISTRIBUTION_LABELS, *LIFTED) if part is Issue else ()))
                there = {EN.get(other.text or "", other.text) for other, _ in node.entries}
                guessed[self._unknown(key, names, part, there)] = Pair(key, self._broken(value))
            elif name in made.fields:
                first = made.fields[name].key
                assert first is not None
                line = first.source.place(first.start).line
                self._tell(key, "R042", len(written_key), key=written_key, other=first.text, line=line or "?")
            else:
                self._field(made, part, name, wanted[name], key, value)
        if lines:
            self._top_level_lines(made, lines)
        for name, entries in lifted.items():
            self._top_level_part(made, name, wanted[name], entries)
        # a misspelt key is not missing as well
        for name, entry in guessed.items():
            if name in wanted:
                made.fields.setdefault(name, entry)
        return made

    def _field(
        self, made: Part, part: type[BaseModel], name: str, shape: Shape, key: ScalarNode, node: Node
    ) -> None:
        value: AnyValue
        if not isinstance(node, ScalarNode) or (node.text or "").strip():
            value = self._value(part, name, shape, key, node)
        elif shape.required:
            code = "R118" if shape.want is Want.BODY else "M006"
            self._tell(key, code, len(key.text or ""), name=written(name, self.chinese))
            value = self._broken(node)
        else:
            value = Value(node, None)
        made.fields[name] = Pair(key, value)

    def _value(self, part: type[BaseModel], name: str, shape: Shape, key: ScalarNode, node: Node) -> AnyValue:
        match shape.want:
            case Want.TEXT:
                if part is Issue and name == "series" and isinstance(node, MappingNode):
                    return self._series(node)
                return self._text(part, name, node)
            case Want.TEXTS | Want.GROUPS:
                return self._texts(part, name, node, deep=shape.want is Want.GROUPS)
            case Want.BODY:
                return self._body(name, node)
            case Want.NAMES:
                return self._names(name, node)
            case Want.LINES:
                return self._lines(key, node)
            case Want.PART:
                assert shape.part is not None
                if isinstance(node, MappingNode):
                    return self._part(node, shape.part)
                if isinstance(node, ScalarNode) and (part, name) in OR_TEXT:
                    return self._text(part, name, node)
                return self._wants_mapping(name, node)
            case Want.PARTS:
                assert shape.part is not None
                return self._parts(name, shape.part, node)

    def _parts(self, name: str, part: type[BaseModel], node: Node) -> AnyValue:
        nodes = node.items if isinstance(node, SequenceNode) else [node]
        return Items(node, [self._item(name, part, item) for item in nodes])

    def _item(self, name: str, part: type[BaseModel], node: Node) -> AnyValue:
        if isinstance(node, MappingNode):
            return self._part(node, part)
        if isinstance(node, ScalarNode) and part in SHORTHAND and node.text is not None:
            short = SHORTHAND[part]
            return Part(node, {short: Pair(None, self._text(part, short, node))})
        return self._wants_mapping(name, node)

    def _names(self, name: str, node: Node) -> AnyValue:
        if not isinstance(node, MappingNode):
            return self._wants_mapping(name, node)
        made = Part(node)
        for key, value in node.entries:
            if key.text is not None:
                made.fields[normalise(key.text)] = Pair(key, self._text(None, key.text, value))
        return made

    def _series(self, node: MappingNode) -> AnyValue:
        """`{file: series.yaml}`; the file itself is read and merged by whoever reads the issue."""
        made = Part(node)
        for key, value in node.entries:
            if EN.get(key.text or "", key.text) != "file":
                self._unknown(key, ("file",))
            else:
                # a path: its spaces are its own
                made.fields["file"] = Pair(key, self._text(Issue, "id", value))
        if "file" not in made.fields:
            self._tell(node, "M013", name=written("file", self.chinese))
            return self._broken(node)
        return made

    # --- texts -------------------------------------------------------------------------------------------------

    def _text(self, part: type[BaseModel] | None, name: str, node: Node) -> Value:
        if not isinstance(node, ScalarNode):
            code = "R046" if isinstance(node, SequenceNode) else "R045"
            self._tell(node, code, name=written(name, self.chinese))
            return self._broken(node)
        if node.text is None or not isinstance(node.value, str):
            return Value(node, node.value)
        if (found := forbidden_in(node.text)) is not None:
            self.findings.append(forbidden_character(node.source, node.offset(found[0]), found[1]))
            return self._broken(node)
        if (part, name) in AS_WRITTEN:
            return Value(node, node.text)
        typed = node.text
        bare = typed.strip()
        if name == "column" and (bare[:1] + bare[-1:]) in _BRACKETS and len(bare) > 2:
            # the layout sets them; spaces keep each place
            typed = typed.replace(bare, f" {bare[1:-1]} ")
        if "｜" in typed and name in BROKEN_BY_BARS:
            typed = typed.replace("｜", "|")
        if node.style == "|" and name in BROKEN_BY_LINES:
            lines = typed.rstrip("\n")
            typed = lines.replace("\n", "|") + typed[len(lines) :]
        return Value(node, normalise(typed), typed)

    def _texts(self, part: type[BaseModel], name: str, node: Node, *, deep: bool) -> AnyValue:
        if not isinstance(node, SequenceNode):
            lines = _names_in_lines(node, name)
            if not lines:
                return self._text(part, name, node)
            return Items(node, [self._text(part, name, line) for line in lines])
        made = Items(node)
        for item in node.items:
            inner = deep and isinstance(item, SequenceNode)
            made.items.append(
                self._texts(part, name, item, deep=False) if inner else self._text(part, name, item)
            )
        return made

    def _body(self, name: str, node: Node) -> AnyValue:
        if not isinstance(node, ScalarNode):
            self._tell(
                node, "R047" if isinstance(node, SequenceNode) else "R045", name=written(name, self.chinese)
            )
            return self._broken(node)
        if node.text is None or not node.text.strip() or not isinstance(node.value, str):
            self._tell(node, "R118", name=written(name, self.chinese))
            return self._broken(node)
        if (found := forbidden_in(node.text)) is not None:
            self.findings.append(forbidden_character(node.source, node.offset(found[0]), found[1]))
            return self._broken(node)
        value = Value(node, node.text)
        value.data = self._read_body(value, written(name, self.chinese))
        return value

    # --- 分送 --------------------------------------------------------------------------------------------------

    def _lines(self, key: ScalarNode, node: Node) -> AnyValue:
        """The distribution: lines with label and recipients, labels as keys, or recipients alone for 分送."""
        if isinstance(node, MappingNode):
            if _is_line(node):
                return Items(node, [self._recipients(self._part(node, Recipients))])
            return Items(node, [self._line(label, to) for label, to in node.entries], by_label=True)
        if isinstance(node, ScalarNode):
            return Items(node, [self._line(key, node)])
        made = Items(node)
        if node.items and not any(isinstance(item, MappingNode) for item in node.items):
            made.items.append(self._line(key, node))
            return made
        for item in node.items:
            if not isinstance(item, MappingNode):
                made.items.append(self._wants_mapping("distribution", item))
            elif _is_line(item):
                made.items.append(self._recipients(self._part(item, Recipients)))
            else:
                made.items += [self._line(label, to) for label, to in item.entries]
        return made

    def _line(self, label: ScalarNode, node: Node) -> Part:
        """One line written as `报: …`."""
        text = label.text or ""
        if text == "distribution":
            text = ZH["distribution"]
        to: AnyValue
        if isinstance(node, ScalarNode) and not (node.text or "").strip():
            self._tell(label, "M006", len(label.text or ""))
            to = self._broken(node)
        else:
            to = self._texts(Recipients, "to", node, deep=True)
        return self._recipients(Part(node, {"label": Pair(label, Value(label, text)), "to": Pair(label, to)}))

    def _recipients(self, part: Part) -> Part:
        """本期报 is 报 with `this_issue`."""
        entry = part.fields.get("label")
        if entry is not None and isinstance(entry.value, Value) and isinstance(entry.value.data, str):
            label = entry.value.data.rstrip("：:")
            if label.startswith(THIS_ISSUE) and label != THIS_ISSUE:
                label = label.removeprefix(THIS_ISSUE)
                part.fields.setdefault("this_issue", Pair(entry.key, Value(entry.value.node, True)))
            entry.value.data = label
        return part

    def _top_level_lines(self, made: Part, lines: list[tuple[ScalarNode, Node]]) -> None:
        """报: … at the top of the file; where 分送 is written too, these lines follow it."""
        added = [self._line(label, to) for label, to in lines]
        entry = made.fields.get("distribution")
        if entry is not None and isinstance(entry.value, Items):
            entry.value.items += added
        else:
            made.fields["distribution"] = Pair(lines[0][0], Items(made.node, [*added], by_label=True))

    def _top_level_part(
        self, made: Part, name: str, shape: Shape, entries: list[tuple[ScalarNode, Node]]
    ) -> None:
        """编辑: … or 印发日期: … at the top of the file, as if it stood under 编辑人员 or 印发."""
        first = entries[0][0]
        added = self._value(
            Issue, name, shape, first, MappingNode(first.source, first.start, first.end, entries=entries)
        )
        entry = made.fields.get(name)
        if entry is None or not isinstance(entry.value, Part) or not isinstance(added, Part):
            made.fields[name] = Pair(first, added)
            return
        for inner, each in added.fields.items():
            if (there := entry.value.fields.setdefault(inner, each)) is not each and there.key and each.key:
                line = there.key.source.place(there.key.start).line
                self._tell(
                    each.key,
                    "R042",
                    len(each.key.text or ""),
                    key=each.key.text,
                    other=there.key.text,
                    line=line or "?",
                )

    # --- what does not fit -------------------------------------------------------------------------------------

    def _broken(self, node: Node) -> Value:
        """A value that was told to be wrong; it keeps its place, so that lists keep their counting."""
        return Value(node if isinstance(node, ScalarNode) else ScalarNode(node.source, node.start), Broken())

    def _wants_mapping(self, name: str, node: Node) -> Value:
        text = node.text if isinstance(node, ScalarNode) else None
        if isinstance(node, ScalarNode) and text and full_width_colon(text):
            self._tell(
                node, "R021", at=node.offset(text.index("：")), key=text.partition("：")[0].strip(), places=""
            )
        else:
            code = "R049" if isinstance(node, SequenceNode) else "R048"
            self._tell(node, code, len(text or "x"), name=written(name, self.chinese))
        return self._broken(node)

    def _unknown(
        self,
        key: ScalarNode,
        names: tuple[str, ...],
        part: type[BaseModel] | None = None,
        there: Collection[str | None] = (),
    ) -> str:
        """Tell an unknown key; the name of `names` that was meant, '' where that cannot be guessed.

        What is `there` already was not meant.
        """
        text = key.text or ""
        width = len(text)
        if "：" in text or (":" in text and EN.get(text.partition(":")[0], text.partition(":")[0]) in names):
            mark = "：" if "：" in text else ":"
            code = "R021" if mark == "：" else "R022"
            meant = text.partition(mark)[0]
            self._tell(key, code, at=key.offset(text.index(mark)), key=meant, places="")
            return EN.get(meant, meant)
        bare = text.lstrip("\u3000\u00a0－–—·• ")
        # valid here or not, that is not what is wrong
        if bare != text and EN.get(bare, bare) in parents():
            self._tell(key, "R054", 1, char=text[0], places="")
            return EN.get(bare, bare)
        bare = text.lstrip("-")
        if bare != text and EN.get(bare, bare) in names:
            self._tell(key, "R044", 1, key=bare, places="")
            return EN.get(bare, bare)
        chinese = is_chinese(text)
        wanted = _plain(text)
        english = EN.get(wanted, wanted)
        known = [ZH.get(name, name) if chinese else name for name in names]
        meant = "heading" if part is Contents and english == "title" else MEANT.get(wanted, "")
        if meant in names and meant not in there:
            self._tell(key, "R041", width, key=text, near=ZH[meant] if chinese else meant)
            return meant
        # it is there already: nothing else was meant
        if meant in names:
            there = names
        if english in ZH and english not in names:
            above = next((each for each in parents().get(english, ()) if each), "")
            if above or part is not Issue:
                code = "R043" if above else "R051"
                self._tell(key, code, width, key=text, above=ZH.get(above, above) if chinese else above)
                return ""
        # only for those who mistype
        from difflib import get_close_matches

        free = [ZH.get(name, name) if chinese else name for name in names if name not in there]
        if near := get_close_matches(wanted, free, 1, 0.5 if chinese else 0.6):
            self._tell(key, "R041", width, key=text, near=near[0])
            return EN.get(near[0], near[0])
        shown = "、".join(known[:_MOST_NAMES]) + ("……" if len(known) > _MOST_NAMES else "")
        self._tell(key, "R053", width, key=text, known=shown)
        return ""


def _names_in_lines(node: Node, name: str) -> list[ScalarNode]:
    """The lines of a text that is a list of names, one a line, with no mark of a sentence among them.

    Recipients are, wherever they stand in lines that no editor broke within a name.
    """
    if not isinstance(node, ScalarNode) or not isinstance(node.value, str):
        return []
    text = (node.text or "").rstrip()
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    marked = any(mark in text for mark in "，、；。,;")
    in_lines = node.style == "|" and not marked
    grouped = name == "to" and node.style in ("", "|", ">")
    broken = any(line[-1] not in _BEHIND_A_GROUP and len(line) >= _BROKEN_BY_AN_EDITOR for line in lines[:-1])
    if len(lines) < 2 or not (in_lines or (grouped and not (marked and broken))):
        return []
    found: list[ScalarNode] = []
    at = 0
    for line in text.split("\n"):
        if bare := line.strip().rstrip(_BEHIND_A_GROUP):
            start = node.offset(at + line.index(bare))
            found.append(ScalarNode(node.source, start, start + len(bare), text=bare, value=bare))
        at += len(line) + 1
    return found


def is_label(text: str) -> bool:
    """Whether a key at the top of a file is a distribution label, such as 报 or 本期送."""
    bare = text.removeprefix(THIS_ISSUE)
    return bare in DISTRIBUTION_LABELS and text != ZH["distribution"]


def _is_line(node: MappingNode) -> bool:
    names = {EN.get(key.text or "", key.text) for key, _ in node.entries}
    return bool(names & {"label", "to"})


def _plain(key: str) -> str:
    """A key without what fingers slip in: full-width letters, spaces, capitals."""
    from unicodedata import normalize

    return "".join(normalize("NFKC", key).split()).casefold()


# --- values → the model's data ----------------------------------------------------------------------------------


def data_of(value: AnyValue) -> Any:
    """Plain values for the model; what is empty is left out, so that defaults hold."""
    if isinstance(value, Value):
        return value.data
    if isinstance(value, Items):
        return [data_of(item) for item in value.items]
    return {
        name: data_of(entry.value)
        for name, entry in value.fields.items()
        if not (isinstance(entry.value, Value) and entry.value.data is None)
    }
