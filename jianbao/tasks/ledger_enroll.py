"""`jianbao ledger enroll` → files of old issues, as they lie, as entries of the register; what was recognised can be corrected in a table."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from msgspec import Struct, field

from jianbao import files
from jianbao.bounds import FOREIGN_BYTES, ISSUE_FILE
from jianbao.drafting.draft import comment
from jianbao.errors import FileError, Finding, InputError, JianbaoError, Place, UsageError
from jianbao.foreign.blocks import Content
from jianbao.foreign.kinds import SUFFIXES, read_all
from jianbao.foreign.plain import decoded
from jianbao.foreign.scan import Told
from jianbao.glossary import ZH
from jianbao.importing.parts import Article, Draft
from jianbao.importing.recognise import recognise
from jianbao.language.dates import read_date
from jianbao.ledger import Ledger, Record
from jianbao.messages import phrase
from jianbao.model.body import Body
from jianbao.model.issue import Issue
from jianbao.model.numbers import MAIN_KIND
from jianbao.tasks.stats import as_csv_text

_NO_ISSUES: Final = frozenset({".txt", ".md"})
_COLUMNS: Final = ("file", "series", "kind", "year", "number", "total", "date", "titles", "doubts")
_TOLD: Final = ("series", "kind", "year", "number", "total", "date", "articles")


class Original(Struct):
    """An old issue as it was recognised: its files (the first is what it was read from), the values of its entry as text.

    `doubts` are those about these values, `unsure` counts those about its text; `sums` are SHA-256 and size of its files as
    they were then; `problem` says why it cannot be enrolled, `there` that it was before.
    """

    files: list[Path]
    values: dict[str, str] = field(default_factory=dict[str, str])
    doubts: list[str] = field(default_factory=list[str])
    unsure: int = 0
    pages: int = 0
    draft: Draft = field(default_factory=Draft)
    issue: Issue | None = None
    sums: dict[Path, tuple[str, int]] = field(default_factory=dict[Path, tuple[str, int]])
    problem: tuple[Finding, ...] = ()
    there: bool = False

    @property
    def row(self) -> tuple[str, ...]:
        """Its line of the table."""
        named = {"file": str(self.files[0]), "doubts": "；".join(self.doubts)}
        return tuple((self.values | named).get(name, "") for name in _COLUMNS)


def originals(
    ledger: Ledger, sources: Sequence[Path], table: str = "", *, jobs: int = 0, told: Told | None = None
) -> list[Original]:
    """What the files, and those of the folders and all below them, are; `table` is one that was given back.

    Its lines correct what was recognised, and files that stand in none are left out. Raises FileError (R001) and UsageError
    (I003) where there is nothing to read, InputError (L091) for a table that is none.
    """
    corrected = _rows(table) if table else None
    found: list[Original] = []
    for path, content in read_all(_gathered(sources), jobs, told):
        if corrected is None or str(path) in corrected:
            found.append(_original(path, content))
    kept: dict[tuple[object, ...], Original] = {}
    for each in found:
        if corrected is not None:
            _correct(each, corrected[str(each.files[0])])
        _judge(each)
        # one issue, kept in two forms
        same = (each.files[0].with_suffix(""), *(each.values.get(name) for name in _COLUMNS[1:7]))
        if each.issue is not None and (first := kept.get(same)) is not None:
            first.files += each.files
        else:
            kept[same if each.issue is not None else (id(each),)] = each
    able = [each for each in kept.values() if each.issue is not None]
    for each in able:
        each.sums = _sums(each)
    counted = [(each.issue, each.sums) for each in able if each.issue is not None]
    for each, finding in zip(able, ledger.refusals(counted), strict=True):
        each.there = finding is not None and finding.code == "L090"
        each.problem = () if finding is None or each.there else (finding,)
    return list(kept.values())


def enroll(ledger: Ledger, found: Sequence[Original]) -> list[Record]:
    """Enter those that nothing speaks against. Raises FileError."""
    return ledger.enroll(
        [
            (each.issue, each.sums, each.pages)
            for each in found
            if each.issue is not None and not each.problem and not each.there
        ]
    )


def write_table(path: Path, found: Sequence[Original]) -> None:
    """Write the table of what was recognised where no file stands. Raises FileError."""
    text = as_csv_text(phrase("enroll_head").split("|"), [each.row for each in found])
    try:
        files.write_new(path, text.encode())
    except OSError as error:
        raise FileError.of("V004", Place(str(path)), reason=error.strerror or str(error)) from None


def read_table(path: Path) -> str:
    """A table that was given back; '' where there is none yet. Raises FileError, InputError."""
    return decoded(files.read_bytes(path, limit=ISSUE_FILE)) or "" if path.exists() else ""


def _gathered(sources: Sequence[Path]) -> list[Path]:
    found: dict[Path, None] = {}
    for source in sources:
        if not source.exists():
            raise FileError.of("R001", Place(str(source)))
        inside = sorted(source.rglob("*")) if source.is_dir() else [source]
        able = [
            path
            for path in inside
            if path == source
            or (
                path.suffix.lower() in SUFFIXES
                and path.suffix.lower() not in _NO_ISSUES
                and path.is_file()
                and not path.name.startswith(("~$", "."))
            )
        ]
        if not able:
            raise UsageError.of("I003", folder=source)
        found |= dict.fromkeys(able)
    return list(found)


def _original(path: Path, content: Content | JianbaoError) -> Original:
    if isinstance(content, JianbaoError):
        return Original([path], problem=content.findings)
    draft = recognise(content)
    values: dict[str, str] = {
        name: str(draft.values[name]) for name in ("series", "kind", "year", "date") if name in draft.values
    }
    for name in ("number", "total"):
        span = [str(draft.values[key]) for key in (name, f"{name}_last") if key in draft.values]
        values[name] = "—".join(span)
    titles = [article.title.replace("|", "") or article.contents_title for article in draft.articles]
    values["titles"] = "；".join(titles)
    about = [
        doubt
        for doubt in draft.doubts
        if doubt.key.split(".")[0] in _TOLD and not doubt.key.endswith(".body")
    ]
    return Original(
        [path, *map(Path, content.more)],
        values,
        list(dict.fromkeys(f"{ZH[doubt.key.split('.')[0]]} {comment(doubt)}" for doubt in about)),
        len(draft.doubts) - len(about),
        content.pages,
        draft,
    )


def _rows(table: str) -> dict[str, dict[str, str]]:
    names = phrase("enroll_head").split("|")
    rows = list(csv.reader(io.StringIO(table.lstrip("\ufeff"))))
    head = [cell.strip() for cell in rows[0]] if rows else []
    if not {names[0], names[4], names[6]} <= set(head):
        raise InputError.of("L091", names="、".join(names))
    keys = [_COLUMNS[names.index(cell)] if cell in names else "" for cell in head]
    found: dict[str, dict[str, str]] = {}
    for row in rows[1:]:
        cells = {key: cell.strip().removeprefix("'") for key, cell in zip(keys, row, strict=False) if key}
        if cells.get("file"):
            found[cells["file"]] = cells
    return found


def _correct(each: Original, cells: Mapping[str, str]) -> None:
    each.values |= {name: cells[name] for name in _COLUMNS[1:-1] if name in cells}
    each.doubts = [cells["doubts"]] if cells.get("doubts") else []
    if each.problem and each.draft.articles == [] and each.values.get("titles"):
        each.problem = ()


def _judge(each: Original) -> None:
    """Make an issue of the values, or say what is missing."""
    if each.problem:
        return
    place = Place(str(each.files[0]))
    values = each.values
    missing = [name for name in ("series", "number", "date", "titles") if not values.get(name)]
    day = read_date(values.get("date", "").replace("/", "-"))
    if missing or day is None:
        names = phrase("enroll_head").split("|")
        wanted = "、".join(names[_COLUMNS.index(name)] for name in missing or ["date"])
        each.problem = (Finding("L092", place, params={"names": wanted}),)
        return
    draft = each.draft
    titles = values["titles"].split("；")
    articles = draft.articles if len(titles) == len(draft.articles) else []
    numbered = values["number"] not in ("无", "none")
    given: dict[str, Any] = {
        "series": values["series"],
        "kind": values.get("kind") or MAIN_KIND,
        "numbered": numbered,
        "date": day,
        "organ": draft.values.get("organ") or [values["series"]],
        "copies": draft.values.get("copies"),
        "articles": [
            _article(title, articles[at] if articles else Article()) for at, title in enumerate(titles)
        ],
    }
    if numbered:
        given |= {name: values.get(name) or None for name in ("year", "number", "total")}
        given["numbering"] = {"total_excludes": [] if values.get("total") else [given["kind"]]}
    try:
        each.issue = Issue.model_validate(given)
    except ValueError:
        each.problem = (Finding("L092", place, params={"names": "、".join(map(str, each.row[1:7]))}),)


def _article(title: str, article: Article) -> dict[str, Any]:
    return {
        "title": title,
        "column": article.column or None,
        "byline": article.byline or (),
        "body": Body("", tuple(article.body)),
    }


def _sums(each: Original) -> dict[Path, tuple[str, int]]:
    found: dict[Path, tuple[str, int]] = {}
    for path in each.files:
        data = files.read_bytes(path, limit=FOREIGN_BYTES)
        found[path] = hashlib.sha256(data).hexdigest(), len(data)
    return found
