"""Paths, folders and globs → issue files; an issue file that cannot be read → its place among the others."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date as Date
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from jianbao.batches.entries import Scanned
from jianbao.errors import InputError, JianbaoError
from jianbao.files import is_yaml, read_bytes
from jianbao.foreign.plain import decoded
from jianbao.ledger import Source
from jianbao.reading.inputs import series_file

FOREIGN: Final = frozenset({".docx", ".doc", ".wps", ".rtf", ".odt", ".pdf"})
_MARKS: Final = re.compile(r"""^["']?(articles|文章|date|日期)["']?\s*[:：]""", re.MULTILINE)


def gather(paths: Iterable[Path], passed_over: list[Path] | None = None) -> list[Path]:
    """Files, the issue files in and under folders, and what globs match; each once, in the order of their paths.

    In a folder, a YAML file that holds neither articles nor a date is no issue file (a series file, say). Raises
    InputError (B002, I008) where a path gives none. Into `passed_over` go the YAML files that are taken for no issue files.
    """
    found: dict[Path, Path] = {}
    over = passed_over if passed_over is not None else []
    for path in paths:
        if path.suffix.lower() in FOREIGN and path.is_file():
            raise InputError.of("I008", path=path)
        some = sorted(_issue_files(path, over))
        if not some and path.is_dir() and any(each.suffix.lower() in FOREIGN for each in path.iterdir()):
            raise InputError.of("I008", path=path)
        if not some:
            raise InputError.of("B002", path=path)
        for file in some:
            found.setdefault(file.resolve(), file)
    return sorted(found.values())


def is_issue(path: Path) -> bool:
    """Whether a YAML file looks like an issue's: it holds articles or a date."""
    return is_yaml(path) and path.is_file() and _MARKS.search(_text_of(path)) is not None


def _issue_files(path: Path, over: list[Path]) -> Iterator[Path]:
    if path.is_dir():
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in names:
                file = Path(folder, name)
                if not is_yaml(file) or name.startswith("."):
                    continue
                if _MARKS.search(_text_of(file)):
                    yield file
                else:
                    over.append(file)
    elif path.exists() or not glob.has_magic(str(path)):
        # one that is not there is told when it is read
        yield path
    else:
        for match in glob.iglob(str(path), recursive=True):  # noqa: PTH207 - an absolute pattern too
            yield from _issue_files(Path(match), over)


def _text_of(path: Path) -> str:
    try:
        return decoded(read_bytes(path)) or "date:"
    except JianbaoError:
        # It will be read, and told, like any other.
        return "date:"


# --- an issue that cannot be read ----------------------------------------------------------------------------------

_KEY = r"""^["']?(?:{keys})["']?\s*:\s*["']?(?P<value>[^#"'\n]+)"""
_SERIES = re.compile(_KEY.format(keys="series|刊名"), re.MULTILINE)
_KIND = re.compile(_KEY.format(keys="kind|种类"), re.MULTILINE)
_DATE = re.compile(_KEY.format(keys="date|日期"), re.MULTILINE)
_NUMBERED = re.compile(r"^(?:number|期号|numbered|编号)\s*:", re.MULTILINE)
_DAY = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})")


def glance_at_unreadable(path: Path, others: Sequence[Scanned]) -> Scanned | None:
    """Enough of an unreadable issue to keep its number free for it: its series and date, if they can be made out.

    How its series counts is taken from the nearest of `others`; None where that, its series or its date cannot
    be told, or where the file states its number itself.
    """
    text = _text_of(path)
    day, kind = _DATE.search(text), _KIND.search(text)
    found = _DAY.match(day["value"]) if day else None
    if found is None or _NUMBERED.search(text):
        return None
    try:
        date = Date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    kind_name = kind["value"].strip() if kind else "正刊"
    alike = next((o for o in others if o.issue.kind == kind_name and _of_one_series(path, text, o)), None)
    if alike is None:
        return None
    nothing = alike.issue.articles[0].model_copy(update={"title": path.stem})
    issue = alike.issue.model_copy(
        update={"id": None, "date": date, "year": None, "number": None, "total": None, "articles": (nothing,)}
    )
    return replace(alike, issue=issue, source=Source(path, ""))


def _of_one_series(path: Path, text: str, other: Scanned) -> bool:
    file, series = series_file(text), _SERIES.search(text)
    if file:
        return (path.parent / file).resolve() in other.inputs
    return series is not None and series["value"].strip() == other.issue.series
