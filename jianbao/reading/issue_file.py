"""An issue file, or a mapping from a script → `Reading`: the issue, the place of each value, all findings at once."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct, field
from msgspec.structs import replace

from jianbao.errors import FileError, Finding, InputError, Place, Severity
from jianbao.expressions import compiled
from jianbao.files import is_yaml, read_bytes
from jianbao.reading.yaml.nodes import TooLarge
from jianbao.reading.yaml.source import Source, decode, outdated
from jianbao.reading.yaml.syntax import parse

if TYPE_CHECKING:
    from jianbao.language.office import OfficeWords
    from jianbao.model.body import Inline, Table
    from jianbao.model.issue import Issue
    from jianbao.pictures import Image
    from jianbao.reading.body.inline import Problem
    from jianbao.reading.values import Part, Value
    from jianbao.reading.yaml.nodes import ScalarNode

_SLIP: Final = compiled(r"[:：][ \t\u00a0\u3000]*(?:[｜＞｛［]|\{[^}\n]*：)")
"""Marks behind a colon that YAML takes for text without a word."""


def may_slip(text: str) -> bool:
    """Whether a text that YAML can read may have been typed wrongly all the same."""
    return _SLIP.search(text) is not None


class Reading(Struct, frozen=True):
    """An issue as it was read.

    `findings` are warnings and hints, in the order of the file. `folder` is the issue file's, from which pictures are
    named; `pictures` maps each picture's path as written to the picture. `inputs` maps every file that was read to the
    SHA-256 (hex) of its bytes as read; `sha256` is that of the issue's own. `path` is None for a mapping.
    """

    issue: Issue
    findings: tuple[Finding, ...]
    path: Path | None
    folder: Path
    text: str
    sha256: str
    pictures: Mapping[str, Image]
    inputs: Mapping[Path, str]
    series_path: Path | None = None
    office: OfficeWords | None = None
    _root: Part | None = field(default=None)
    _sources: Mapping[str, Source] = field(default_factory=dict[str, Source])

    @property
    def series_folder(self) -> Path:
        """The folder of the series file, or the issue's where there is none."""
        return self.series_path.parent if self.series_path else self.folder

    def place(self, loc: Sequence[str | int], offset: int = 0) -> Place:
        """Where character `offset` of the value at `loc` stands, such as `("articles", 0, "title")`.

        `loc` walks the model's fields; `offset` counts in the model's own text, or in a body's `source`. A value that
        the file does not hold has the place of what it would stand in.
        """
        value, at = self._find(loc, offset)
        return value.place(at)

    def span(self, loc: Sequence[str | int], start: int, end: int) -> tuple[str, int, int]:
        """(file, start, end) of characters `start` to `end` of the value at `loc`, as offsets in the file's text."""
        source, first = self._find(loc, start)
        _, last = self._find(loc, end - 1) if end > start else (source, first - 1)
        return source.name, first, last + 1

    def _find(self, loc: Sequence[str | int], offset: int) -> tuple[Source, int]:
        from jianbao.reading.model import find
        from jianbao.reading.values import Value

        assert self._root is not None
        value, entry, _ = find(self._root, loc)
        if isinstance(value, Value):
            node = (
                entry.key
                if entry is not None and entry.key is not None and not value.node.text
                else value.node
            )
            return node.source, value.offset(offset) if node is value.node else node.start
        return value.node.source, value.node.start

    def excerpt(self, place: Place) -> str:
        """The source line of a place, '' where no line belongs to it."""
        source = self._sources.get(place.file)
        return source.excerpt(place.line) if source is not None else ""

    def located(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Findings of rooms that know no file with the places of what they speak of; the others as they are."""
        located = tuple(map(self._located, findings))
        if self.keys == "zh":
            return located
        return tuple(replace(each, params={**each.params, "keys": "en"}) for each in located)

    @property
    def keys(self) -> str:
        """`"zh"` or `"en"`: the language of the file's keys."""
        from jianbao.reading.values import is_chinese

        names = [key.text or "" for key in _keys(self._root)] if self._root is not None else []
        return "zh" if sum(map(is_chinese, names)) * 2 > len(names) else "en"

    def _located(self, finding: Finding) -> Finding:
        if finding.origin is None:
            return finding
        place = self.place(*finding.origin)
        excerpt = self.excerpt(place)
        width = min(finding.width, max(len(excerpt) - place.column + 1, 1))
        return replace(finding, place=place, excerpt=excerpt, width=width, origin=None)

    def text_of(self, file: str) -> str:
        """The text of a file that was read, by the name that places give it."""
        return self._sources[file].text


# of keys that no issue has, or not there: all else is read
_OF_KEYS: Final = frozenset({"R041", "R043", "R051", "R053"})


class WrongKeys(InputError):
    """Nothing is wrong but keys; `reading` is what the file holds without them."""

    def __init__(self, findings: Finding | Iterable[Finding], reading: Reading | None = None) -> None:
        super().__init__(findings)
        self.reading = reading


def read(path: str | Path) -> Reading:
    """Read an issue file. Raises InputError with all findings, FileError where the file itself cannot be read."""
    path = Path(path)
    name = str(path)
    data = read_bytes(path, name=name)
    job = _Job(path.parent, name)
    job.inputs[path] = hashlib.sha256(data).hexdigest()
    return job.read_source(Source(name, decode(data, name)), path)


def read_text(text: str, *, file: str = "issue.yaml", folder: str | Path = ".") -> Reading:
    """Read an issue from text; `file` is how places name it, `folder` where its pictures and series file are."""
    job = _Job(Path(folder), file)
    return job.read_source(Source(file, text), None)


def read_mapping(data: Mapping[str, Any], *, folder: str | Path = ".") -> Reading:
    """Read an issue from Python values (text, numbers, dates, lists, mappings); places are paths of keys."""
    from jianbao.reading.scripted import tree_of

    job = _Job(Path(folder), "")
    try:
        root = tree_of(data)
    except TooLarge as error:
        raise InputError(error.finding) from None
    return job.read_tree(root, Source(""), None)


class _Job:
    """One reading: gathers findings, files and places."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.name = name
        self.findings: list[Finding] = []
        self.inputs: dict[Path, str] = {}
        self.pictures: dict[str, Image] = {}
        self.sources: dict[str, Source] = {}
        self.series_path: Path | None = None
        self.complete = True
        self._looked: set[str] = set()

    def read_source(self, source: Source, path: Path | None) -> Reading:
        """Read a text; where it has errors, with the slips of form told for what they are. Raises InputError."""
        if not source.text.strip("\ufeff \t\r\n"):
            self.sources[source.name] = source
            raise InputError.of("R007", Place(source.name, 1, 1))
        inputs = dict(self.inputs)
        if not may_slip(source.text):
            try:
                return self._read_source(source, path)
            except InputError as error:
                raised = error
        else:
            raised = None
        from jianbao.reading.slips import slips

        if (found := slips(source)) is None or (raised is not None and self._is_worse(found.meant, raised)):
            if raised is not None:
                raise raised from None
            return self._read_source(source, path)
        again = _Job(self.folder, self.name)
        again.inputs = inputs
        again.findings += found.findings
        try:
            return again._read_source(found.meant, path)
        except InputError as error:
            once = _once(error.findings)
            raise (
                WrongKeys(once, error.reading) if isinstance(error, WrongKeys) else InputError(once)
            ) from None

    def _is_worse(self, meant: Source, raised: InputError) -> bool:
        """Whether the text as it seems to be meant has more faults of form than the text as it is."""
        errors = [each for each in parse(meant).findings if each.severity is Severity.ERROR]
        return len(errors) > len(raised.findings)

    def _read_source(self, source: Source, path: Path | None) -> Reading:
        self.sources[source.name] = source
        parsed = parse(source)
        self.complete = parsed.complete
        self.findings += [*parsed.findings, *outdated(source)]
        if parsed.root is None and parsed.findings:
            raise InputError(_sorted(self.findings))
        return self.read_tree(parsed.root, source, path, tell=parsed.tell)

    def read_tree(self, root: Any, source: Source, path: Path | None, tell: Any = None) -> Reading:
        # pydantic: an unreadable file need not wait for it
        from jianbao.reading.model import validate, without_broken
        from jianbao.reading.values import Valuer

        valuer = Valuer(self._body)
        part = valuer.issue(root, source)
        told = len(self.findings)
        issue = None
        if part is not None:
            shared = _is_shared(part)
            part = self._with_series(part)
            issue, wrong = validate(part, chinese=valuer.chinese, complete=self.complete)
            self.findings += _as_shared(wrong, source, chinese=valuer.chinese) if shared else wrong
        self.findings += valuer.findings
        if tell is not None:
            self.findings[told:] = filter(tell, self.findings[told:])
        if issue is None and part is not None and _OF_KEYS.issuperset(self._errors()):
            issue = without_broken(part)
        if issue is not None and part is not None:
            self._masthead_pictures(issue, part)
        office = self._office_words(issue, part) if issue is not None and part is not None else None
        wrong = [each for each in self.findings if each.severity is not Severity.HINT]
        if issue is None or not _OF_KEYS.issuperset(self._errors()):
            raise InputError(_sorted(wrong))
        digest = hashlib.sha256(
            (source.text or repr(root_data(part))).encode("utf-8", "surrogatepass")
        ).hexdigest()
        reading = Reading(
            issue=issue,
            findings=tuple(_sorted(self.findings)),
            path=path,
            folder=self.folder,
            text=source.text,
            sha256=self.inputs.get(path, digest) if path else digest,
            pictures=self.pictures,
            inputs=self.inputs,
            series_path=self.series_path,
            office=office,
            _root=part,
            _sources=self.sources,
        )
        if self._errors():
            raise WrongKeys(_sorted(wrong), reading)
        return reading

    def _errors(self) -> set[str]:
        return {finding.code for finding in self.findings if finding.severity is Severity.ERROR}

    # --- bodies and their pictures ---------------------------------------------------------------------------

    def _body(self, value: Value, name: str) -> object:
        """Parse a body; what is wrong in it is told with its place in the file."""
        from jianbao.model.body import Body, Figure, Table

        # markdown-it-py takes 40 ms to import
        from jianbao.reading.body.markup import parse as parse_markup

        text = value.node.text or ""
        inputs: dict[int, tuple[Path, str]] = {}

        def sheet(
            written: str, caption: Inline | None, offset: int
        ) -> tuple[Table | None, Sequence[Problem]]:
            from jianbao.reading.sheets import read_table

            made = read_table(written, caption, self.folder, offset)
            if made.path is not None:
                inputs[offset] = made.path, made.sha256
            return made.table, made.problems

        markup = parse_markup(text, sheet)
        for problem in markup.problems:
            at = value.node.offset(problem.offset)
            params = {**problem.params, "name": name} if problem.code == "R118" else problem.params
            finding = value.node.source.finding(problem.code, at, problem.width, **params)
            self.findings.append(replace(finding, severity=problem.severity))
        # in the order of the body, as those look for them who do not parse
        for block in markup.blocks:
            for picture in block.pictures if isinstance(block, Figure) else ():
                self._picture(picture.path, value, picture.offset)
            if isinstance(block, Table) and block.offset in inputs:
                path, digest = inputs[block.offset]
                self.inputs.setdefault(path, digest)
        return Body(text, markup.blocks)

    def _office_words(self, issue: Issue, root: Part) -> OfficeWords | None:
        """The office's own words, from the file that the issue or its series names."""
        if issue.words is None:
            return None
        from jianbao.reading.model import find
        from jianbao.reading.office_words import read_office_words
        from jianbao.reading.values import Value

        value, _, _ = find(root, ("words",))
        assert isinstance(value, Value)
        node = value.node
        home = self.series_path.parent if self.series_path and node.source.name != self.name else self.folder
        path = home / issue.words
        try:
            data = read_bytes(path, name=issue.words)
            office = read_office_words(path, issue.words, data)
        except (FileError, InputError) as error:
            self._not_read(error, node, issue.words)
            return None
        self.inputs[path] = hashlib.sha256(data).hexdigest()
        return office

    def _masthead_pictures(self, issue: Issue, root: Part) -> None:
        """Look at the pictures that stand for the masthead's name."""
        for index, part in enumerate(issue.masthead.name):
            if part.picture is None:
                continue
            from jianbao.reading.model import find
            from jianbao.reading.values import Value

            value, _, _ = find(root, ("masthead", "name", index, "picture"))
            if isinstance(value, Value):
                self._picture(part.picture, value, 0)

    def _picture(self, written: str, value: Value, offset: int) -> None:
        if written in self._looked:
            return
        self._looked.add(written)
        from jianbao.messages import phrase
        from jianbao.pictures import look

        found = look(written, self.folder)
        source, at = value.node.source, value.node.offset(offset)
        if found.image is not None:
            broken = source.finding("R136", at, 2, path=written)
            self.pictures[written] = replace(found.image, broken=broken)
            self.inputs[found.image.path] = found.image.sha256
            return
        params = dict(found.params)
        if "near" in params:
            params["near"] = phrase("perhaps", name=params["near"]) if params["near"] else ""
        self.findings.append(source.finding(found.code, at, 2, **params))

    # --- the series file ---------------------------------------------------------------------------------------

    def _with_series(self, part: Part) -> Part:
        """The issue upon what all issues of its series share, where it names a file with that."""
        from jianbao.reading.merging import merge
        from jianbao.reading.values import Pair, Part, Value

        entry = part.fields.get("series")
        if entry is None or not isinstance(entry.value, Part):
            return part
        named = entry.value.fields["file"].value
        base = self._series(named) if isinstance(named, Value) and isinstance(named.data, str) else None
        own = {name: each for name, each in part.fields.items() if name != "series"}
        # told already; stand in for what the file might have held
        if base is None:
            self.complete = False
            return Part(part.node, {**own, "series": Pair(entry.key, Value(_node_of(entry), "?"))})
        return merge(base, Part(part.node, own))

    def _series(self, named: Value) -> Part | None:
        """The series file's values, or None where it is not to be had; then a finding says why."""
        from jianbao.reading.shapes import ONE_PER_ISSUE
        from jianbao.reading.values import Part, is_chinese, written

        node = named.node
        text = str(named.data or "")
        path = self._series_path(text, node.source, node.start)
        if path is None:
            return None
        name = os.path.normpath(Path(self.name).parent / text) if self.name else text
        try:
            data = read_bytes(path, name=name)
            source = Source(name, decode(data, name))
        except (FileError, InputError) as error:
            self._not_read(error, node, text)
            return None
        self.series_path = path
        self.inputs[path] = hashlib.sha256(data).hexdigest()
        self.sources[name] = source
        parsed, part, found = self._part(source)
        wrong = any(each.severity is Severity.ERROR for each in found)
        if wrong or may_slip(source.text):
            from jianbao.reading.slips import slips

            if (slipped := slips(source)) is not None:
                parsed, part, found = self._part(slipped.meant)
                found = [*slipped.findings, *found]
        self.complete = self.complete and parsed.complete
        self.findings += [*found, *outdated(source)]
        if part is None:
            return None
        for key in ONE_PER_ISSUE:
            if (entry := part.fields.pop(key, None)) is not None and entry.key is not None:
                self.findings.append(
                    source.finding("R063", entry.key.start, len(entry.key.text or ""), key=entry.key.text)
                )
        series = part.fields.get("series")
        if series is not None and isinstance(series.value, Part) and series.key is not None:
            self.findings.append(source.finding("R064", series.key.start, len(series.key.text or "")))
            return None
        if series is None:
            chinese = is_chinese(next((key.text or "" for key in _keys(part)), ""))
            self.findings.append(source.finding("M013", 0, name=written("series", chinese)))
            return None
        return part

    def _not_read(self, error: FileError | InputError, node: ScalarNode, file: str) -> None:
        """Tell at `node`, which names the file, that it is not to be had, and what is wrong in it."""
        code = "R061" if isinstance(error, FileError) else "R062"
        self.findings.append(node.source.finding(code, node.start, len(file), file=file))
        self.findings += error.findings if isinstance(error, InputError) else ()

    def _part(self, source: Source) -> tuple[Any, Part | None, list[Finding]]:
        """(a series file as it was parsed, its values, what is wrong with them)."""
        from jianbao.reading.values import Valuer

        parsed = parse(source)
        valuer = Valuer(self._body)
        part = None if parsed.root is None and parsed.findings else valuer.issue(parsed.root, source)
        return parsed, part, [*parsed.findings, *filter(parsed.tell, valuer.findings)]

    def _series_path(self, text: str, source: Source, at: int) -> Path | None:
        """The series file: in the issue's folder, below it, or in a folder above it, symlinks followed."""
        wrong = (
            "\\" in text
            or PurePosixPath(text).is_absolute()
            or bool(PureWindowsPath(text).drive)
            or not is_yaml(text)
            or "\0" in text
        )
        code = "R065" if wrong else ""
        path = self.folder / text
        if not code:
            try:
                base, real = self.folder.resolve(), path.resolve()
                if not (real.is_relative_to(base) or base.is_relative_to(real.parent)):
                    code = "R060"
            except (OSError, RuntimeError):
                code = "R061"
        if code:
            self.findings.append(source.finding(code, at, len(text), file=text))
            return None
        return path


def _node_of(entry: Any) -> Any:
    from jianbao.reading.yaml.nodes import ScalarNode

    return entry.key or ScalarNode(entry.value.node.source, entry.value.node.start)


def _keys(part: Part) -> list[Any]:
    return [entry.key for entry in part.fields.values() if entry.key is not None]


def root_data(part: Any) -> Any:
    """The values of a mapping, for its digest."""
    from jianbao.reading.values import data_of

    return data_of(part)


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """Findings without those that only follow from a line's being key or text."""
    either = {each.place.line for each in findings if each.code == "R072"}
    return [each for each in findings if each.code == "R072" or each.place.line not in either]


def _is_shared(part: Part) -> bool:
    """Whether a file states a series and nothing that differs from issue to issue: the one that they share."""
    from jianbao.reading.values import Value

    series = part.fields.get("series")
    alone = not part.fields.keys() & {"date", "articles"}
    return alone and isinstance(series.value if series else None, Value)


def _as_shared(wrong: Sequence[Finding], source: Source, *, chinese: bool) -> list[Finding]:
    """What is wrong with a file that issues share, taken for an issue: that date and articles are missing, once."""
    from jianbao.reading.values import written

    names = {written(name, chinese) for name in ("date", "articles")}
    missing = [each for each in wrong if each.code == "M013" and each.params["name"] in names]
    others = [each for each in wrong if each not in missing]
    return [*others, source.finding("M019", 0)] if len(missing) == len(names) else list(wrong)


def _sorted(findings: Sequence[Finding]) -> list[Finding]:
    """Findings in the order of the files, each once."""
    unique = {(finding.code, finding.place, str(finding.params)): finding for finding in findings}
    return sorted(unique.values(), key=lambda finding: finding.place)
