"""Findings with their pages → 校对单: an HTML page to print, for whoever signs the proofs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from jianbao.errors import Finding, Level
from jianbao.fonts.names import asked_for
from jianbao.messages import phrase
from jianbao.typography import FaceRole

Row = tuple[Finding, int, int]
"""A finding, the page it stands on and the line on that page (0 = not known)."""

_AROUND: Final = 18
_TEXT: Final = ", ".join(f'"{name}"' for name in asked_for(FaceRole.FANGSONG))
_TITLE: Final = ", ".join(f'"{name}"' for name in asked_for(FaceRole.XIAOBIAOSONG))
_STYLE: Final = """
@page { size: A4 landscape; margin: 15mm; @bottom-center { content: counter(page) " / " counter(pages); font-size: 9pt } }
body { font: 11pt/1.5 TEXT, serif; margin: 1em auto; max-width: 60em }
h1 { font: 18pt TITLE, serif; text-align: center; margin: .4em 0 }
p.sum { text-align: center; margin: .2em 0 1em }
table { border-collapse: collapse; width: 100% }
th, td { border: .5pt solid #000; padding: .25em .5em; vertical-align: top; text-align: left }
th { font-weight: bold; background: #eee; white-space: nowrap } th:nth-child(3) { width: 28% } th:nth-child(7) { min-width: 8.5em } thead { display: table-header-group } tr { break-inside: avoid }
td.n, td.box { text-align: center; white-space: nowrap } td.box { font-size: 15pt; line-height: 1 }
mark { background: #ff0; text-decoration: underline; padding: 0 .1em } th, mark { print-color-adjust: exact } .certain { color: #c00 } .error { color: #c00; font-weight: bold }
footer { margin-top: 2em; display: flex; justify-content: space-around; break-inside: avoid } footer span { min-width: 9em }
@media print { body { max-width: none; margin: 0; font-size: 10.5pt } }
.issue + .issue { break-before: page }
""".replace("TEXT", _TEXT).replace("TITLE", _TITLE)


def proof_sheet(issues: Iterable[tuple[str, Sequence[Row]]]) -> str:
    """One HTML document, a table for each issue (heading, rows): place, words, what is wrong, remedy, source, a box to tick."""
    tables = "".join(_table(heading, rows) for heading, rows in issues)
    title = escape(phrase("proof_sheet"))
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style></head>'
        f"<body>{tables}<footer>{''.join(f'<span>{escape(each)}</span>' for each in phrase('proof_signers').split('|'))}</footer></body></html>"
    )


def _table(heading: str, rows: Sequence[Row]) -> str:
    heads = "".join(f"<th>{escape(head)}</th>" for head in phrase("proof_columns").split("|"))
    counts = {level.value: sum(row[0].level is level for row in rows) for level in Level}
    body = "".join(_row(number, *row) for number, row in enumerate(rows, 1))
    return (
        f"<section class=issue><h1>{escape(phrase('proof_sheet'))}</h1><p class=sum>{escape(phrase('checked_some', source=heading, **counts))}</p>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></section>"
    )


def _row(number: int, finding: Finding, page: int, line: int) -> str:
    where = phrase("proof_place", page=page, line=line) if page else str(finding.place.line or "")
    at, text = max(finding.place.column - 1, 0), finding.excerpt
    words = text[at : at + finding.width]
    before, after = text[:at].lstrip(), text[at + finding.width :].rstrip()
    cut_before, cut_after = "…" * (len(before) > _AROUND), "…" * (len(after) > _AROUND)
    shown = f"{cut_before}{escape(before[-_AROUND:])}<mark>{escape(words)}</mark>{escape(after[:_AROUND])}{cut_after}"
    level = finding.level.value
    cells = (
        f"<td class=n>{number}</td><td class=n>{escape(where)}</td><td>{shown if words.strip() else ''}</td>"
        f'<td class=n><span class="{level}">{escape(phrase(level))}</span></td>'
        f"<td>{escape(finding.message)}</td><td>{escape(finding.remedy)}</td><td>{escape(finding.clause)}</td><td class=n>{finding.code}</td><td class=box>□</td>"
    )
    return f"<tr>{cells}</tr>"
