"""Paragraphs → the codes that the proof-reader tells."""

from __future__ import annotations

from jianbao.errors import Place, Severity
from jianbao.model.body import Body, Inline, Paragraph, Span
from jianbao.model.issue import Article, Issue, Recipients
from jianbao.proofread.engine import proof_read


class _Nowhere:
    def place(self, location: object, offset: int = 0) -> Place:
        return Place("x", 1, offset + 1)

    def excerpt(self, place: Place) -> str:
        return ""


def codes(
    *paragraphs: str,
    date: str = "2017-04-11",
    title: str = "题目",
    to: tuple[str, ...] = (),
    hints: bool = True,
) -> list[str]:
    body = Body("\n\n".join(paragraphs), tuple(Paragraph(Inline((Span(text),))) for text in paragraphs))
    article = Article(title=title, body=body)
    distribution = tuple(Recipients(label="报", to=(each,)) for each in to)
    issue = Issue(
        series="试刊", date=date, organ=("某某办公室",), articles=(article,), distribution=distribution
    )
    found = (remark.finding for remark in proof_read(issue, _Nowhere(), hints=hints))
    return [finding.code for finding in found if hints or finding.severity is not Severity.HINT]
