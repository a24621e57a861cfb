"""Numbered `Issue` → `Pages`: the parts of a bulletin from masthead to colophon, set and placed.

The passes, in order: compose (each part in its module) → shape (`shape.py`) → lines (`lines.py`, `titles.py`,
`tables.py`) → pages (`paginate.py`) → places (`place.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from jianbao.expressions import compiled
from jianbao.fonts.faces import FaceSet
from jianbao.fonts.names import DOCUMENT_FACES
from jianbao.language.dates import chinese_date
from jianbao.language.unseen import seen
from jianbao.layout import article, attachments, body, colophon, contents, masthead
from jianbao.layout.choices import choices
from jianbao.layout.compositor import Compositor, plain
from jianbao.layout.paginate import Flow, paginate
from jianbao.layout.place import place
from jianbao.layout.setting import Placed, PlacedFigure, PlacedParagraph
from jianbao.memory import nothing_collected
from jianbao.model.issue import Faces, Issue
from jianbao.pages import Meta, Pages
from jianbao.pictures import Image
from jianbao.typography import FaceRole

_BARS: Final = compiled("[|｜]")


def lay_out(
    issue: Issue,
    faces: FaceSet,
    pictures: Mapping[str, Image],
    number_lines: Sequence[str],
    names: Iterable[str] = (),
) -> Pages:
    """Set `issue`, its numbers filled in, with `faces`; `number_lines` is the number line as printed (0 to 2 lines).

    `pictures` maps each picture's path as written to the picture; `names` are the office's own, which no title parts. Lengths in the result are twips. Findings in it are
    warnings: characters that no face draws (T001), units longer than a line (T002), a table cell (T003), or what is left
    of the line before (T008).
    """
    with nothing_collected():
        compositor = Compositor(issue, faces, pictures, names)
        return placed(compositor, _flow(compositor, number_lines), faces)


def placed(compositor: Compositor, flow: Flow, faces: FaceSet) -> Pages:
    """The flow on its pages."""
    paged = paginate(flow)
    return place(
        paged,
        meta=_meta(compositor, _late(paged.placed)),
        faces=faces,
        docx_faces=_docx_faces(compositor.issue.layout.docx_fonts),
        findings=compositor.findings(),
    )


def _flow(compositor: Compositor, number_lines: Sequence[str]) -> Flow:
    """All drafts, the colophon, and what the pages are made by."""
    issue = compositor.issue
    masthead.compose(compositor, number_lines)
    body.labelled(compositor, "编者按：", issue.editor_note, "editor_note")
    body.labelled(compositor, "摘　要：", issue.abstract, "abstract")
    contents.compose(compositor)
    for index, each in enumerate(issue.articles, 1):
        article.compose(compositor, each, index)
    attachments.compose(compositor)
    return Flow(
        compositor.drafts, colophon.compose(compositor), issue.layout.even_last_page, compositor.shaper
    )


def _docx_faces(chosen: Faces) -> dict[FaceRole, str]:
    return {role: getattr(chosen, role.value) or name for role, name in DOCUMENT_FACES.items()}


def _late(placed: Sequence[Placed]) -> dict[str, int]:
    """By how many paragraphs each figure that was put off stands behind its place, by the name of its first picture."""
    late: dict[str, int] = {}
    for at, each in enumerate(placed):
        if isinstance(each, PlacedFigure):
            first = at
            while first and placed[first - 1].index > each.index:
                first -= 1
            if passed := sum(isinstance(other, PlacedParagraph) for other in placed[first:at]):
                late[each.draft.items[0].name] = passed
    return late


def _meta(compositor: Compositor, late: Mapping[str, int]) -> Meta:
    issue = compositor.issue
    name = "".join(_BARS.sub("", part.text) for part in issue.masthead.name) or issue.series
    numbers = []
    if issue.number is not None:
        numbers.append(f"{issue.numbered_year}年第{issue.number}期")
    if issue.total is not None:
        numbers.append(f"总第{issue.total}期")
    title = issue.series + ("".join(numbers[:1]) + "".join(f"（{text}）" for text in numbers[1:]))
    day = issue.date
    return Meta(
        title=title,
        series=issue.series,
        organ="、".join(plain(organ) for organ in issue.organ),
        date=day,
        kind=issue.kind,
        year=issue.numbered_year,
        number=issue.number,
        total=issue.total,
        subject="；".join(dict.fromkeys(seen(article.headline) for article in issue.articles))[:250],
        keywords=tuple(dict.fromkeys((name, issue.series, issue.kind, *numbers, chinese_date(day)))),
        identifier=issue.id or "",
        choices=choices(issue, compositor.widths, late, broken_cells=compositor.broken_cells),
    )
