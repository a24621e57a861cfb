"""An office's words → what the file holds and how it fits texts; texts of issues → candidates for such a file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from jianbao.batches.files import is_issue
from jianbao.language.office import OfficeWords
from jianbao.proofread.laying import sheet
from jianbao.proofread.people import named_in, people_in
from jianbao.proofread.view import RUNNING, Role, Segment
from jianbao.steps import read_source

if TYPE_CHECKING:
    from jianbao.ledger import Ledger

LEAST: Final = 2
"""How often a name is met before it becomes a candidate."""
_ORGAN: Final = re.compile(
    r"(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff]{2,12}(?:市|县|区|州|省|镇|乡))?[\u4e00-\u9fff]{2,14}(?:委员会|办公室|管理局|保障局|规划局|建设局|农村局|环境局|健康局|事务局|指挥部|政府|局|镇|街道办事处|中心)(?![\u4e00-\u9fff])"
)


class Candidate(Struct, frozen=True):
    """A name that texts hold: its kind (人员 or 机构), what it is met with, how often."""

    kind: str
    name: str
    also: tuple[str, ...]
    count: int


class Met(Struct, frozen=True):
    """How a word of the file fits texts: how often it is met."""

    kind: str
    word: str
    count: int


def rows_of(office: OfficeWords) -> tuple[tuple[str, str, str], ...]:
    """The words of an office as rows: kind, word, what belongs to it."""
    rows = [("人员", person.name, "、".join(person.offices)) for person in office.people]
    for organ in office.organs:
        rows.append(("机构", organ.name, "、".join(organ.short)))
        rows += [
            ("旧称", old, f"{organ.name}{f'（{since} 起）' if since else ''}") for old, since in organ.former
        ]
    rows += [("地名", place, "") for place in office.places]
    rows += [("禁用", word, better) for word, better in office.never]
    rows += [("不改", word, "") for word in office.keep]
    rows += [("正确", word, "") for word in office.right]
    return tuple(rows)


def read_words(path: Path) -> OfficeWords:
    """The words in a file of words, or those that an issue file names. Raises FileError, InputError."""
    from jianbao.reading.office_words import read_office_words

    if is_issue(path):
        return read_source(path).office or OfficeWords()
    return read_office_words(path)


def tested(office: OfficeWords, issues: Iterable[Path]) -> tuple[Met, ...]:
    """How often each word of the file is met in the texts of issues. Raises FileError, InputError."""
    texts = "\n".join(segment.text for path in issues for segment in _segments(path))
    return tuple(Met(kind, word, texts.count(word)) for kind, word, _ in rows_of(office))


def _segments(path: Path) -> Iterator[Segment]:
    roles = RUNNING | {Role.BYLINE, Role.NAME, Role.RECIPIENTS}
    return (segment for segment in sheet(read_source(path).issue).segments if segment.role in roles)


def gathered(
    issues: Iterable[Path], office: OfficeWords | None = None, ledgers: Iterable[Ledger] = ()
) -> tuple[tuple[Candidate, ...], int]:
    """People with their offices, and organs, that texts name at least twice and the file does not hold; of how many issues.

    The texts are those of issue files, and those that registers keep of all other issues. Raises FileError, InputError.
    """
    known = set((office or OfficeWords()).names)
    people: Counter[str] = Counter()
    offices: dict[str, Counter[str]] = {}
    organs: Counter[str] = Counter()

    def counted(duty: str, name: str) -> None:
        people[name] += 1
        offices.setdefault(name, Counter())[duty] += 1

    read = dict.fromkeys(path.resolve() for path in issues)
    for path in read:
        laid = sheet(read_source(path).issue)
        for _, _, duty, name in people_in(laid):
            counted(duty, name)
        for segment in laid.segments:
            organs.update(_ORGAN.findall(segment.text))
    kept: set[tuple[str, int]] = set()
    for ledger in ledgers:
        for record, article in ledger.articles():
            if ledger.resolve(record.source) in read:
                continue
            kept.add((ledger.location, record.key))
            for line in article.whole.split("\n"):
                organs.update(_ORGAN.findall(line))
                for found in named_in(line):
                    counted(found["office"], found["name"])
    candidates = [
        Candidate("人员", name, tuple(duty for duty, _ in offices[name].most_common()), times)
        for name, times in people.most_common()
        if times >= LEAST and name not in known
    ]
    candidates += [
        Candidate("机构", name, (), times)
        for name, times in organs.most_common()
        if times >= LEAST and name not in known
    ]
    return tuple(candidates), len(read) + len(kept)


def as_yaml(candidates: Iterable[Candidate]) -> str:
    """The candidates as a file of words begins, for a clerk to go through."""
    lines: list[str] = []
    by_kind: dict[str, list[Candidate]] = {}
    for each in candidates:
        by_kind.setdefault(each.kind, []).append(each)
    for kind, own in by_kind.items():
        lines.append(f"{kind}:")
        for each in own:
            if each.also:
                lines += [f"  - 姓名: {each.name}", f"    职务: [{', '.join(each.also)}]"]
            else:
                lines.append(f"  - {each.name}")
    return "\n".join(lines)
