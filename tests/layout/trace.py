"""Pages → plain text, one row for each line of the layout: golden files whose diffs a person can read.

    page 1 ──────
     1   97.45   103.6  title/标题 @a1                |{xiaobiaosong 22}扬州工作组拉开民族交流交往序幕¶
     2   126.4   110.9  paragraph/正文 -0.25+0.12     |{fangsong 16}今年以来，常州2017年工作组⁺

Columns: number of the line on its page, baseline and left edge in points from the paper's top left, the paragraph's
role and style (only on its first line), the letter-spacing (locked+stretched) where it is not 0, the text. In the text
`{…}` announces a change of face, size, weight, colour or spacing (Western letters in the Western face go without
saying), `⇥` a tab (`⇥.×9⇥` one with nine dots), `⁺` a U+200B at the break, `↵` a break that the clerk asked for,
`↑` and `↓` behind a size super- and subscripts, `·` and `□` a space and a gap dropped at the break, `¶` the end of the paragraph, `⟨〓⟩` what is drawn for the character
before it. Rules, pictures, furniture and the folio follow their page's lines. Paths are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from jianbao.pages import (
    Colophon,
    Figure,
    Item,
    Line,
    Page,
    Pages,
    Paragraph,
    Picture,
    Rule,
    Run,
    RunKind,
    Table,
)
from jianbao.typography import BLACK, STYLES, TWIPS_PER_POINT, FaceRole

# cells of the columns before the text
_HEAD = 52


def write(pages: Pages) -> str:
    """The layout as text, ending with a newline; the same for the same pages, under any setting."""
    labels = dict(_labels(pages))
    meta = pages.meta
    out = [f"{meta.title} | {meta.organ} | {meta.date.isoformat()} | {len(pages.pages)} pages"]
    for page in pages.pages:
        out += ["", f"page {page.number} {'landscape ' if page.landscape else ''}" + "─" * 6]
        out += _page(page, labels)
    if pages.outline:
        out += ["", "outline " + "─" * 6]
        out += [
            f"{'  ' * entry.level}{entry.title} … {entry.page} {_pt(entry.top)}" for entry in pages.outline
        ]
    if pages.findings:
        out += ["", "findings " + "─" * 6]
        out += [f"{each.code} {dict(sorted(each.params.items()))}" for each in pages.findings]
    return "\n".join(out) + "\n"


def _labels(pages: Pages) -> Iterator[tuple[Line, str]]:
    """Each line with what tells its paragraph: in full for the first line, empty for those after."""
    for paragraph, place in _paragraphs(pages):
        anchor = f" @{paragraph.anchor}" if paragraph.anchor else ""
        level = str(paragraph.level) if paragraph.level else ""
        marks = f"{' break' if paragraph.page_break_before else ''}{' keep' if paragraph.keep_next else ''}"
        for index, line in enumerate(paragraph.lines):
            yield (
                line,
                "" if index else f"{paragraph.role}{level}/{_style(paragraph.style)}{place}{anchor}{marks}",
            )


def _paragraphs(pages: Pages) -> Iterator[tuple[Paragraph, str]]:
    """Every paragraph in reading order, with its cell where it stands in a table."""
    for block in pages.blocks:
        if isinstance(block, Paragraph):
            yield block, ""
        elif isinstance(block, Table):
            for row, cells in enumerate(block.rows, 1):
                for cell in cells.cells:
                    span = (
                        f"+{cell.column_span}×{cell.row_span}"
                        if (cell.column_span, cell.row_span) != (1, 1)
                        else ""
                    )
                    for paragraph in cell.paragraphs:
                        yield paragraph, f" [{row},{cell.column + 1}{span}]"
        elif isinstance(block, Figure):
            yield from ((item.caption, "") for item in block.items if item.caption)
        elif isinstance(block, Colophon):
            yield from ((paragraph, "") for paragraph in block.paragraphs)


def _page(page: Page, labels: dict[Line, str]) -> Iterator[str]:
    lines = [item for item in page.items if isinstance(item, Line)]
    for number, line in enumerate(lines, 1):
        yield _line(f"{number:2}", line, labels.get(line, "no paragraph"))
    for item in page.items:
        if not isinstance(item, Line):
            yield _thing("  ", item)
    for item in page.furniture:
        yield _thing(" *", item)
    if page.folio:
        yield _line(" f", page.folio, "folio")


def _thing(mark: str, item: Item) -> str:
    if isinstance(item, Line):
        return _line(mark, item, "furniture")
    place = f"{mark} {_pt(item.y):>7} {_pt(item.x):>7}"
    if isinstance(item, Rule):
        way = "down" if item.vertical else "right"
        return f"{place}  rule {way} {_pt(item.length)} × {_pt(item.width)}{_colour(item.colour)}"
    assert isinstance(item, Picture)
    return f"{place}  picture {item.name} {_pt(item.width)} × {_pt(item.height)} |{item.alt}"


def _line(mark: str, line: Line, label: str) -> str:
    end = ("⁺" if line.zwsp else "") + line.dropped.replace(" ", "·").replace("\u3000", "□")
    end += "↵" if line.hard else "¶" if line.last else ""
    spacing = next((_spacing(run) for run in line.runs if _has_spacing(run)), "0")
    head = f"{mark} {_pt(line.baseline):>7} {_pt(line.x):>7}  {label} {'' if spacing == '0' else spacing}"
    # a Han character fills two cells of a terminal
    cells = sum(2 if char >= "\u2e80" else 1 for char in head)
    return f"{head}{' ' * (_HEAD - cells)} |{_runs(line.runs, spacing)}{end}"


def _runs(runs: tuple[Run, ...], spacing: str) -> str:
    """The text of the runs with the changes of look between them; `spacing` is what most of the line has."""
    parts: list[str] = []
    known = _Look("", "", "plain", "#" + BLACK, spacing)
    for run in runs:
        if run.kind is RunKind.TAB:
            parts.append(f"⇥{run.text[0]}×{len(run.text)}⇥" if run.text else "⇥")
        elif run.text:
            look = _look(run, known)
            changes = [part for part, before in zip(look, known, strict=True) if part != before]
            text = f"{run.text}⟨{run.drawn}⟩" if run.drawn else run.text
            parts.append(f"{{{' '.join(changes)}}}{text}" if changes else text)
            known = look
    return "".join(parts)


class _Look(NamedTuple):
    """What of a run is seen, each part as the trace tells it."""

    face: str
    size: str
    weight: str
    colour: str
    spacing: str


def _look(run: Run, known: _Look) -> _Look:
    """The look of a run; where it has no say of its own (Western face, spacing of one character) that before it."""
    face = known.face if known.face and _is_plainly_western(run) else run.face
    weight = "bold" if run.bold else "plain"
    spacing = _spacing(run) if _has_spacing(run) else known.spacing
    size = _pt(run.size) + ("↑" if run.rise > 0 else "↓" if run.rise else "")
    return _Look(face, size, weight, f"#{run.colour}", spacing)


def _is_plainly_western(run: Run) -> bool:
    return run.role is FaceRole.LATIN and run.face.startswith(FaceRole.LATIN)


def _has_spacing(run: Run) -> bool:
    """True where spacing shows: a single character has none, and Western words are not stretched."""
    return len(run.text) > 1 and not _is_plainly_western(run)


def _style(key: str) -> str:
    return STYLES[key].name if key in STYLES else key


def _spacing(run: Run) -> str:
    """The letter-spacing in points as `locked+stretched`."""
    stretch = f"{run.stretch / TWIPS_PER_POINT:+.2f}" if round(run.stretch, 1) else ""
    return f"{_pt(run.spacing)}{stretch}"


def _colour(colour: str) -> str:
    return "" if colour == BLACK else f" #{colour}"


def _pt(twips: int) -> str:
    """Twips → points: whole twips have at most two decimals."""
    return f"{twips / TWIPS_PER_POINT:g}"
