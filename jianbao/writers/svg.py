"""`Pages` → one SVG a sheet for a browser: live text in subset faces, each character at its place; rules, pictures, links.

Lengths are twips, as the layout gives them: the view box is the paper. A line is one `text` element, so that what is
selected and found reads as the line does; `data-line` numbers the lines of a page from 0, as `lines_of` lists them. The
faces are not in the SVG: `faces` gives them as TrueType subsets, to be loaded under the names `jb-<key>`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html import escape

from jianbao.fonts.faces import Face
from jianbao.pages import Line, Page, Pages, Picture, Rule, Run, RunKind
from jianbao.typography import BLACK
from jianbao.writers.common import STROKE, anchors, is_url, links, spaces

PictureAddress = Callable[[Picture], str]


def write(pages: Pages, address: PictureAddress) -> list[str]:
    """A page's SVG each. `address` says where a picture is to be fetched."""
    drawing = _Drawing(pages, address)
    return [drawing.draw(page) for page in pages.pages]


def lines_of(page: Page) -> list[Line]:
    """The lines of a page in the order of their `data-line`."""
    items = (*page.items, *page.furniture, *((page.folio,) if page.folio else ()))
    return [item for item in items if isinstance(item, Line)]


def faces(pages: Pages, characters: Mapping[str, set[str]]) -> dict[str, bytes]:
    """The faces by their keys, as TrueType files with just these characters."""
    return {
        key: pages.faces[key].subset(
            {glyph for char in chars if (glyph := pages.faces[key].glyph(char)) is not None}
        )
        for key, chars in characters.items()
    }


class _Drawing:
    def __init__(self, pages: Pages, address: PictureAddress) -> None:
        self.faces = pages.faces
        self.anchors = anchors(pages)
        self.address = address

    def draw(self, page: Page) -> str:
        numbers = {line: number for number, line in enumerate(lines_of(page))}
        items = (*page.items, *page.furniture)
        body = "".join(piece for item in items for piece in self._item(item, numbers))
        folio = "".join(self._item(page.folio, numbers)) if page.folio else ""
        if page.landscape:
            # The number stands as on an upright page, turned with the paper.
            folio = f'<g transform="translate({page.width} 0) rotate(90)">{folio}</g>'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {page.width} {page.height}"'
            f' role="document" lang="zh-CN">{body}{folio}</svg>'
        )

    def _item(self, item: Line | Rule | Picture, numbers: Mapping[Line, int]) -> Iterator[str]:
        if isinstance(item, Rule):
            x, y = (item.x, item.y + item.length) if item.vertical else (item.x + item.length, item.y)
            yield (
                f'<line x1="{item.x}" y1="{item.y}" x2="{x}" y2="{y}" stroke="#{item.colour}"'
                f' stroke-width="{item.width}"/>'
            )
        elif isinstance(item, Picture):
            yield (
                f'<image x="{item.x}" y="{item.y}" width="{item.width}" height="{item.height}"'
                f' preserveAspectRatio="none" role="img" aria-label="{escape(item.alt)}"'
                f' href="{escape(self.address(item))}"/>'
            )
        else:
            yield from self._line(item, numbers[item])

    def _line(self, line: Line, number: int) -> Iterator[str]:
        gaps = spaces(line, self.faces)
        # Told by each run where one of them is raised: what follows would go on at its height.
        baseline = line.baseline if any(run.rise for run in line.runs) else None
        spans = []
        for index, run in enumerate(line.runs):
            if run.text:
                spans.append(self._run(run, baseline))
            if gap := gaps.get(index):
                spans.append(self._run(gap, baseline))
        if not spans:
            return
        yield f'<text y="{line.baseline}" data-line="{number}">{"".join(spans)}</text>'
        for link in links(line, lambda target: is_url(target) or target in self.anchors):
            page, top = (0, 0) if is_url(link.target) else self.anchors[link.target]
            goal = link.target if page == 0 else f"#page-{page}"
            place = f' data-top="{top}"' if page else ' target="_blank" rel="noopener noreferrer"'
            yield (
                f'<a href="{escape(goal)}"{place}><rect x="{link.left}" y="{link.top}"'
                f' width="{link.right - link.left}" height="{link.bottom - link.top}" fill="transparent"/></a>'
            )

    def _run(self, run: Run, baseline: int | None) -> str:
        face = self.faces[run.face]
        shown = run.drawn or run.text
        look = f'font-family="jb-{face.key}" font-size="{run.size}"'
        if run.colour != BLACK:
            look += f' fill="#{run.colour}"'
        if run.bold and not face.bold:
            look += f' stroke="#{run.colour}" stroke-width="{_number(run.size * STROKE)}"'
        if baseline is not None:
            look += f' y="{baseline - run.rise}"'
        if run.kind is RunKind.TAB:
            look += ' aria-hidden="true"'
        return "".join(
            f'<tspan x="{" ".join(places)}" {look} xml:space="preserve">{escape(chars, quote=False)}</tspan>'
            for chars, places in _pieces(run, shown, face)
        )


def _pieces(run: Run, shown: str, face: Face) -> Iterator[tuple[str, list[str]]]:
    """Characters with the left edge of each; one of two UTF-16 units stands alone.

    SVG counts it twice (SVG 2, 11.4), browsers once: after it each list begins anew.
    """
    scale, extra = run.size / face.units_per_em, run.spacing + run.stretch
    x: float = run.x
    chars, places = "", list[str]()
    for char in shown:
        wide = char > "\uffff"
        if chars and (wide or chars > "\uffff"):
            yield chars, places
            chars, places = "", []
        chars += char
        places.append(_number(x))
        x += (face.advance(char) or 0) * scale + extra
    yield chars, places


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
