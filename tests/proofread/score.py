"""`python -m tests.proofread.score FOLDER`: the proof-reader against cases that somebody else wrote.

FOLDER holds `planted.yaml` (id, kind, wrong, span, right, findable, date, where: a paragraph, a title or a whole issue; or
text and, as `wrong`, the stretch of it), `clean.yaml` (id, text or issue), `bulletins/*.yaml` or `*.txt` (a title, then a
body), `prose/*.txt` (a paragraph a line) and `fix/*wrong.yaml` beside `*right.yaml` (an issue, and the same without its
slips); `dates.tsv` beside bulletins and prose has a file and its day a line.
Told are what was found of the planted (of what rules can find, of all, in the right place), what was told of texts without
error, by level, and what `check --fix` makes of the pairs and of prose.
`-v` lists what was missed, every warning in prose, every slip left or damaged; `--rules` is a table of each rule; `--peers`
sets others beside; `--fix` asks for the pairs alone, `--fixed-prose` for each change that `--fix` makes in prose.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from jianbao.errors import Finding, InputError, Level, Place
from jianbao.model.body import Body, Inline, Paragraph, Span
from jianbao.model.issue import Article, Issue
from jianbao.proofread.engine import Mend, proof_read
from jianbao.reading import WrongKeys, read
from jianbao.reading.issue_file import read_text
from jianbao.steps import remarks
from jianbao.tasks.check import mend

DATE = "2026-11-11"


class _Offsets:
    """Places within the text that a finding is on; `text` is what a line of the file is said to hold."""

    def __init__(self, text: str = "") -> None:
        self.text = text

    def place(self, location: object, offset: int = 0) -> Place:
        return Place("x", 1, offset + 1)

    def excerpt(self, place: Place) -> str:
        return self.text


class Case(NamedTuple):
    """A planted error and what was told of its text: hits are stretches with their codes and levels."""

    entry: dict[str, Any]
    told: list[tuple[int, int, str, Level]]

    @property
    def text(self) -> str:
        return str(self.entry.get("text") or self.entry["wrong"])

    @property
    def span(self) -> str:
        return str(self.entry.get("span") or self.entry["wrong"])

    @property
    def found(self) -> bool:
        start = self.text.find(self.span)
        end = start + len(self.span)
        return any(first < end and start < last for first, last, *_ in self.told)


def is_issue(text: str) -> bool:
    return text.lstrip().startswith(("刊名", "series"))


def issue_of(text: str, where: str, date: str) -> tuple[str, int]:
    """(an issue file that holds the text, at which offset the text begins)."""
    if is_issue(text):
        return text, 0
    head = f"刊名: 试刊\n期号: 1\n总期号: 1\n日期: {date}\n编发单位: 某某办公室\n文章:\n"
    if where == "title" or where == "标题":
        before = head + "  标题: "
        return before + text + "\n  正文: 内容略。\n", len(before)
    before = head + "  标题: 题目\n  正文: |\n    "
    return before + text.replace("\n", "\n    ") + "\n", len(before)


def told_of(text: str, at: int) -> list[tuple[int, int, str, Level]]:
    """What reading and proof-reading say of an issue, as stretches of the text that begins at `at`."""
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    with tempfile.TemporaryDirectory() as folder:
        try:
            found: Iterable[Finding] = [remark.finding for remark in remarks(read_text(text, folder=folder))]
        except InputError as error:
            found = error.findings
            if isinstance(error, WrongKeys) and error.reading is not None:
                found = [*found, *(remark.finding for remark in remarks(error.reading))]
    told = []
    for finding in found:
        start = starts[max(finding.place.line - 1, 0)] + max(finding.place.column - 1, 0) - at
        told.append((start, start + max(finding.width, 1), finding.code, finding.level))
    return told


def _unindented(text: str, told: list[tuple[int, int, str, Level]]) -> Iterator[tuple[int, int, str, Level]]:
    """The stretches as the text has them that stood indented by four in its issue."""
    indented = [0]
    for line in text.splitlines(keepends=True):
        indented.append(indented[-1] + len(line) + 4)
    for start, end, code, level in told:
        lines = 0 if is_issue(text) else bisect_right(indented, start) - 1
        yield start - 4 * lines, end - 4 * lines, code, level


_TEXTS = ("text", "wrong", "span")
_LINE_END = re.compile(r"(?<=[^\n])\n(?=[^\n])(?<!\|\n)(?!\|)")


def _apart(text: str) -> str:
    """The text with a blank line between lines, which authors of lists mean to be paragraphs; an issue and tables as they are."""
    return text if is_issue(text) else _LINE_END.sub("\n\n", text)


def planted(folder: Path) -> list[Case]:
    cases = []
    for entry in yaml.safe_load((folder / "planted.yaml").read_text("utf-8")):
        # a span of a whole issue may reach over lines of its file
        texts = () if is_issue(str(entry.get("text") or entry["wrong"])) else _TEXTS
        case = Case({key: _apart(value) if key in texts else value for key, value in entry.items()}, [])
        text, at = issue_of(
            case.text.strip("\n"), entry.get("where") or "body", str(entry.get("date") or DATE)
        )
        case.told.extend(_unindented(case.text.strip("\n"), told_of(text, at)))
        cases.append(case)
    return cases


def dates_in(folder: Path) -> dict[str, str]:
    """Files of a folder → the day of each, from its `dates.tsv`, if it has one."""
    table = folder / "dates.tsv"
    rows = table.read_text("utf-8").splitlines() if table.exists() else []
    return dict(row.split("\t")[:2] for row in rows if row.count("\t"))


def warnings_of_prose(path: Path) -> Iterator[tuple[Finding, str]]:
    """Each finding in a file of prose with the words around it."""
    return ((finding, around) for finding, around, _ in remarks_of_prose(path))


def remarks_of_prose(path: Path) -> Iterator[tuple[Finding, str, Mend | None]]:
    """Each finding in a file of prose with the words around it and the mend of it."""
    lines = [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]
    day = re.search(r"(20\d\d)(?:年|-?(\d\d)-?(\d\d))", path.name)
    date = (
        f"{day[1]}-{day[2] or '03'}-{day[3] or '01'}" if day else dates_in(path.parent).get(path.name, DATE)
    )
    source, paragraphs, at = "\n\n".join(lines), list[Paragraph](), 0
    for line in lines:
        paragraphs.append(Paragraph(Inline((Span(line),), tuple(range(at, at + len(line))))))
        at += len(line) + 2
    article = Article(title="题目", body=Body(source, tuple(paragraphs)))
    issue = Issue(series="试刊", date=date, organ=("某某办公室",), articles=(article,))
    for remark in proof_read(issue, _Offsets(source)):
        at = remark.finding.place.column - 1
        around = source[max(at - 20, 0) : at + remark.finding.width + 20].replace("\n\n", "¶")
        yield remark.finding, around, remark.mend


def tell_planted(folder: Path, *, verbose: bool) -> None:
    """What was found, by kind and in all."""
    cases = planted(folder)
    by_kind: dict[str, list[Case]] = {}
    for case in cases:
        by_kind.setdefault(case.entry["kind"], []).append(case)
    for kind, own in sorted(by_kind.items()):
        can = [case for case in own if case.entry["findable"]]
        found = f"{sum(case.found for case in own):>3}/{len(own):<3}"
        print(f"{kind:　<10} {found} findable {sum(case.found for case in can):>3}/{len(can)}")
    for case in cases if verbose else ():
        if not case.found and case.entry["findable"]:
            text, span = case.text, case.span
            at = text.find(span)
            told = [(code, text[max(start, 0) : end]) for start, end, code, _ in case.told]
            around = f"{text[max(at - 24, 0) : at]}⟦{span}⟧{text[at + len(span) :][:24]!r}"
            print(f"missed {case.entry['id']} {case.entry['kind']}: {around} {told}")
    findable = [case for case in cases if case.entry["findable"]]
    right, able = sum(case.found for case in cases), sum(case.found for case in findable)
    print(
        f"planted, in the right place: findable {able}/{len(findable)} ({100 * able / len(findable):.1f} %), "
        f"all {right}/{len(cases)} ({100 * right / len(cases):.1f} %); anything told of {sum(bool(case.told) for case in cases)}"
    )


def tell_clean(folder: Path) -> None:
    """Every warning in texts and bulletins without error."""
    entries = yaml.safe_load((folder / "clean.yaml").read_text("utf-8"))
    false: Counter[str] = Counter()
    for entry in entries:
        given = _apart(entry.get("issue") or entry["text"]).strip("\n")
        text, at = issue_of(given, "body", str(entry.get("date") or DATE))
        for start, end, code, level in told_of(text, at):
            if level is not Level.HINT and start >= 0:
                false[code] += 1
                print(f"clean {entry['id']} {code} {level}: {text[at + start - 12 : at + end]}")
    print(f"clean: {sum(false.values())} warnings in {len(entries)} texts {dict(false)}")
    count = Counter[str]()
    sources = "".join(path.read_text("utf-8") for path in (folder / "src").glob("bul*.txt"))
    dates = dict(re.findall(r"^==== (\S+) (\d{4}-\d\d-\d\d)$", sources, re.MULTILINE))
    dates |= {Path(name).stem: day for name, day in dates_in(folder / "bulletins").items()}
    for path in sorted((folder / "bulletins").glob("*.*")):
        if path.suffix not in (".txt", ".yaml"):
            continue
        text = path.read_text("utf-8")
        title, _, body = text.strip().partition("\n")
        body = body.lstrip("\n")
        subtitle, lines = "", body.splitlines()
        if lines and lines[0].startswith("——"):
            subtitle, body = f"\n  副题: {lines[0]}", "\n".join(lines[1:])
        headed = issue_of(_apart(body), "body", dates.get(path.stem, DATE))[0]
        quoted = json.dumps(title.splitlines()[0], ensure_ascii=False)
        headed = headed.replace("标题: 题目", f"标题: {quoted}{subtitle}", 1)
        with tempfile.TemporaryDirectory() as scratch:
            found = read(path) if path.suffix == ".yaml" else read_text(headed, folder=scratch)
        for remark in remarks(found):
            finding = remark.finding
            count[finding.level] += 1
            if finding.level is not Level.HINT:
                print(f"bulletin {path.name} {finding}")
    print(f"bulletins: {dict(count)}")


def tell_prose(folder: Path, *, verbose: bool) -> None:
    """Every warning in edited prose, and how many there are in 10,000 characters."""
    size, told = 0, Counter[str]()
    for path in sorted((folder / "prose").glob("*.txt")):
        size += sum(len("".join(line.split())) for line in path.read_text("utf-8").splitlines())
        for finding, around in warnings_of_prose(path):
            told[f"{finding.level} {finding.code}"] += 1
            if verbose and finding.level is not Level.HINT:
                print(
                    f"prose {path.name} {finding.code} {finding.level} {finding.params.get('text')!r} | {around}"
                )
    warnings = sum(number for key, number in told.items() if not key.startswith("hint"))
    print(
        f"prose: {warnings} warnings in {size} characters ({10_000 * warnings / max(size, 1):.2f} in 10,000)"
    )
    print(dict(sorted(told.items())))


Change = tuple[int, int, str]


def changes(before: str, after: str) -> list[Change]:
    """What makes `after` of `before`: stretches of `before` and what they become, two characters that change places as one."""
    found: list[Change] = []
    pieces = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for kind, start, end, first, last in pieces:
        if kind == "equal":
            continue
        if found:
            begun, done, new = found[-1]
            turned = (before[begun:end], new + before[done:start] + after[first:last])
            if sorted(turned[0]) == sorted(turned[1]):
                found[-1] = (begun, end, turned[1])
                continue
        found.append((start, end, after[first:last]))
    return found


class Fixed(NamedTuple):
    """A line of an issue with its slips, what it should read and what `--fix` made of it."""

    wrong: str
    right: str
    made: str

    def judged(self) -> Iterator[tuple[str, Change]]:
        """("mended", "left" or "damaged", the change that was wanted or, of what was right, made)."""
        wanted, done = changes(self.wrong, self.right), changes(self.wrong, self.made)
        for start, end, new in wanted:
            touched = [each for each in done if each[0] <= end and start <= each[1]]
            first = min([start, *(each[0] for each in touched)])
            last = max([end, *(each[1] for each in touched)])
            right = self.wrong[first:start] + new + self.wrong[end:last]
            made, at = "", first
            for begun, until, put in touched:
                made += self.wrong[at:begun] + put
                at = until
            alike = made + self.wrong[at:last] == right
            yield "mended" if alike and touched else "damaged" if touched else "left", (start, end, new)
        for start, end, new in done:
            if self.made != self.right and not any(each[0] <= end and start <= each[1] for each in wanted):
                yield "damaged", (start, end, new)

    def shown(self, change: Change) -> str:
        start, end, new = change
        around = f"{self.wrong[max(start - 12, 0) : start]}⟦{self.wrong[start:end]}→{new}⟧{self.wrong[end : end + 12]}"
        return around.strip()


def fixed(path: Path) -> str:
    """What `check --fix` makes of the issue at `path`; nothing is written there."""
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / path.name
        own.write_bytes(path.read_bytes())
        try:
            mend(own, write=True)
        except InputError as error:
            print(f"fix {path.name}: {error.findings[0]}")
        return own.read_text("utf-8")


def tell_fix(folder: Path, *, verbose: bool) -> None:
    """Of the slips of `fix/*wrong.yaml` how many `--fix` mends, leaves, and what it damages."""
    count = Counter[str]()
    pairs = 0
    for path in sorted((folder / "fix").glob("*wrong.yaml")):
        right = path.with_name(path.name.replace("wrong", "right")).read_text("utf-8")
        texts = (path.read_text("utf-8"), right, fixed(path))
        pairs += texts[2] == right
        for line in map(Fixed, *(text.splitlines() for text in texts)):
            for verdict, change in line.judged():
                count[verdict] += 1
                if verbose and verdict != "mended":
                    print(f"fix {path.name} {verdict}: {line.shown(change)}")
    if count:
        planted = sum(count.values())
        print(f"fix: {dict(count)} of {planted} changes, {pairs} issues as they should be")


def tell_fixed_prose(folder: Path) -> None:
    """Each change that `--fix` makes in edited prose, to be judged one by one."""
    count = Counter[str]()
    for path in sorted((folder / "prose").glob("*.txt")):
        for finding, around, made in remarks_of_prose(path):
            if made is not None:
                count[finding.code] += 1
                print(f"mend {path.name} {finding.code} ⟦{made.old}→{made.new}⟧ | {around}")
    print(f"mends in prose: {dict(count)}")


def tell_rules(folder: Path) -> None:
    """Each rule: how many of the planted it found, and what it told of texts without error."""
    right, false = Counter[str](), Counter[str]()
    for case in planted(folder):
        start = case.text.find(case.span)
        end = start + len(case.span)
        right.update({code for first, last, code, _ in case.told if first < end and start < last})
    for entry in yaml.safe_load((folder / "clean.yaml").read_text("utf-8")):
        text, at = issue_of(
            (entry.get("issue") or entry["text"]).strip("\n"), "body", str(entry.get("date") or DATE)
        )
        false.update(
            code for start, _, code, level in told_of(text, at) if level is not Level.HINT and start >= 0
        )
    prose = Counter(
        finding.code
        for path in sorted((folder / "prose").glob("*.txt"))
        for finding, _ in warnings_of_prose(path)
        if finding.level is not Level.HINT
    )
    print("rule  found  clean  prose")
    for code in sorted({*right, *false, *prose}):
        print(f"{code}  {right[code]:5}  {false[code]:5}  {prose[code]:5}")


def tell_peers(folder: Path) -> None:
    """What others find of the same, and what they would change of texts without error."""
    from tests.proofread.peers import peers

    cases = [Case(entry, []) for entry in yaml.safe_load((folder / "planted.yaml").read_text("utf-8"))]
    clean = [
        each["text"] for each in yaml.safe_load((folder / "clean.yaml").read_text("utf-8")) if "text" in each
    ]
    prose = [
        line
        for path in sorted((folder / "prose").glob("*.txt"))
        for line in path.read_text("utf-8").splitlines()
        if line.strip()
    ]
    size = sum(len("".join(line.split())) for line in prose)
    for name, told in peers().items():
        for case, stretches in zip(cases, told([case.text for case in cases]), strict=True):
            case.told[:] = [(start, end, "", Level.DOUBTFUL) for start, end in stretches]
        able = [case for case in cases if case.entry["findable"]]
        found = f"findable {sum(case.found for case in able)}/{len(able)}, all {sum(case.found for case in cases)}/{len(cases)}"
        false = sum(map(bool, told(clean)))
        warnings = sum(map(len, told(prose)))
        print(
            f"{name}: {found}; {false} of {len(clean)} clean texts, {10_000 * warnings / max(size, 1):.2f} in 10,000 of prose"
        )


def main(arguments: list[str]) -> None:
    """Score the folder named."""
    verbose = "-v" in arguments
    folder = Path(next(each for each in arguments if not each.startswith("-")))
    if "--rules" in arguments:
        tell_rules(folder)
        return
    if "--peers" in arguments:
        tell_peers(folder)
        return
    if "--fixed-prose" in arguments:
        tell_fixed_prose(folder)
        return
    if "--fix" not in arguments:
        tell_planted(folder, verbose=verbose)
        tell_clean(folder)
        tell_prose(folder, verbose=verbose)
    tell_fix(folder, verbose=verbose)


if __name__ == "__main__":
    main(sys.argv[1:])
