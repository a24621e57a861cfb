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
    by_file: dict[str, _Comments] = {}

    def silent(finding: Finding) -> bool:
        if finding.severity is Severity.ERROR:
            return False
        file = finding.place.file
        if file not in by_file:
            by_file[file] = _Comments(text_of(file) if finding.place.line else "")
        return by_file[file].silence(finding)

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

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines() if "jianbao" in text else []
        # line → the codes that a comment on it names, 0 for those that hold everywhere
        self.codes: dict[int, tuple[str, ...]] = {}
        for number, line in enumerate(self.lines, 1):
            if "jianbao" in line and (found := _COMMENT.compiled.search(line)):
                at = 0 if found[1] in ("ignore-file", "全文忽略") else number
                self.codes[at] = (*self.codes.get(at, ()), *re.findall(r"[A-Z]\d*", found[2]))

    def silence(self, finding: Finding) -> bool:
        """Whether a comment on the finding's line, above it, or at the key of its text block names its rule."""
        at = finding.place.line
        lines = (0, *self._with_above(at), *self._with_above(self._header(at))) if self.codes else ()
        return any(finding.code.startswith(self.codes.get(line, ())) for line in lines)

    def _with_above(self, line: int) -> tuple[int, ...]:
        """A line, and the one above it that is nothing but a comment."""
        alone = line > 1 and self.lines[line - 2].lstrip().startswith("#")
        return (line, line - 1) if alone else (line,)

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
