"""Findings → those that nobody asked to be silent: comments in the issue file, `--select` and `--ignore`.

`# jianbao: ignore P101 P3` (or `# jianbao: 忽略 P101`) silences these rules on its own line and on the next; behind a
key (`body: |  # jianbao: ignore P101`) or above it, in the whole text that stands under the key; alone at the head
of the file as `# jianbao: ignore-file P105`, everywhere. A text block of YAML has no comments of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from jianbao.errors import Finding, Severity
from jianbao.proofread.engine import Remark
from jianbao.proofread.rule import Pattern

_COMMENT: Final = Pattern(
    r"(?:^|\s)#\s*jianbao\s*[:：]\s*(ignore-file|ignore|全文忽略|忽略)\s+([A-Z]\d*(?:[\s,，、]+[A-Z]\d*)*)"
)
_BLOCK: Final = Pattern(r"(?:^|[:\-\s])[|>][+\-0-9]*\s*(?:#.*)?$")


def heard(remarks: Iterable[Remark], text_of: Callable[[str], str]) -> tuple[Remark, ...]:
    """The remarks that no comment of their file silences, errors always; `text_of` gives a file's text."""
    by_file: dict[str, _Comments | None] = {}

    def silent(finding: Finding) -> bool:
        if finding.severity is Severity.ERROR:
            return False
        file = finding.place.file
        if file not in by_file:
            text = text_of(file) if finding.place.line else ""
            by_file[file] = _Comments(text.splitlines()) if "jianbao" in text else None
        comments = by_file[file]
        return comments is not None and comments.silence(finding)

    return tuple(remark for remark in remarks if not silent(remark.finding))


def chosen(
    findings: Iterable[Finding], select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """The findings whose code begins with one of `select` (none = all) and with none of `ignore`; errors always."""
    return tuple(
        finding
        for finding in findings
        if finding.severity is Severity.ERROR
        or (
            (not select or finding.code.startswith(tuple(select)))
            and not finding.code.startswith(tuple(ignore))
        )
    )


class _Comments:
    """The silencing comments of one file."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.by_line: dict[int, tuple[str, ...]] = {}
        self.everywhere: tuple[str, ...] = ()
        for number, line in enumerate(lines, 1):
            if "jianbao" in line and (found := _COMMENT.compiled.search(line)):
                codes = tuple(code for code in re.split(r"[\s,，、]+", found[2]) if code)
                if found[1] in ("ignore-file", "全文忽略"):
                    self.everywhere += codes
                else:
                    self.by_line[number] = codes

    def silence(self, finding: Finding) -> bool:
        """Whether a comment on the finding's line, above it, or at the key of its text block names its rule."""
        at = finding.place.line
        if self._named(self.everywhere, finding) or self._at(at, finding):
            return True
        header = self._header(at)
        return bool(header) and self._at(header, finding)

    def _at(self, line: int, finding: Finding) -> bool:
        if self._named(self.by_line.get(line, ()), finding):
            return True
        above = self.lines[line - 2].lstrip() if line > 1 else ""
        return above.startswith("#") and self._named(self.by_line.get(line - 1, ()), finding)

    def _named(self, codes: tuple[str, ...], finding: Finding) -> bool:
        return bool(codes) and finding.code.startswith(codes)

    def _header(self, line: int) -> int:
        """The line of the key whose text block holds `line`, 0 if none does."""
        indent = _indent(self.lines[line - 1]) if line <= len(self.lines) else 0
        for number in range(line - 1, 0, -1):
            text = self.lines[number - 1]
            if text.strip() and _indent(text) < indent:
                if _BLOCK.compiled.search(text):
                    return number
                indent = _indent(text)
        return 0


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
