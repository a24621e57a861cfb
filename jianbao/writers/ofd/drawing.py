"""The items of a page → its content: text objects, rules, pictures, in the layout's reading order.

A run is one text object whose DeltaX says where each character stands, so readers need no advance widths. What Han
beyond the BMP and characters without a face of their own look like is said by glyph number (GB/T 33190-2016, 11.4.1):
many readers count UTF-16 units. Rules and objects are clipped to their Boundary (8.5), hence its margins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from jianbao.expressions import compiled
from jianbao.pages import Item, Line, Page, Picture, Rule, Run
from jianbao.typography import PAPER_HEIGHT, TWIPS_PER_MM
from jianbao.writers.common import STROKE, spaces
from jianbao.writers.ofd.markup import attribute, box, colour, mm, number, root, solid, steps, text
from jianbao.writers.ofd.resources import Font, Image

# of 1000 (GB/T 33190-2016, 11.3)
_BOLD: Final = 700
# of the size: what no glyph goes beyond over the baseline
_ABOVE: Final = 1.0
_BELOW: Final = 0.35
# marks and thickened strokes may leave their advance boxes a little
_BESIDE: Final = 0.1
# Alone in a text object: what takes two UTF-16 units; and leading blanks, wide ones too, which readers trim, the
# distance with them.
_APART: Final = compiled(r"[\U00010000-\U0010ffff]|^\s+(?=\S)")


class TextObject(NamedTuple):
    """Characters of one run that make one text object, from `x` twips on; `drawn` is what stands for `text`."""

    text: str
    drawn: str
    x: float


class Drawing:
    """Draws one page after another; `objects` tells which text and image objects show a line or picture."""

    def __init__(self, fonts: Mapping[str, Font], images: Mapping[str, Image], ids: Iterator[int]) -> None:
        self.fonts = fonts
        self.faces = {key: font.face for key, font in fonts.items()}
        self.images = images
        self.ids = ids
        self.objects: dict[Line | Picture, list[int]] = {}
        # the number of a page on its side, which stands as on an upright one
        self.turned: Line | None = None

    def draw(self, page: Page) -> bytes:
        """The content of a page: what is read in the body layer, page furniture and number in the foreground."""
        furniture: list[Item] = [*page.furniture]
        if page.folio:
            furniture.append(page.folio)
        self.turned = page.folio if page.landscape else None
        layers = self._layer("Body", page.items) + self._layer("Foreground", furniture)
        content = f"<ofd:Content>{layers}</ofd:Content>" if layers else ""
        size = "297 210" if page.landscape else "210 297"
        area = f"<ofd:Area><ofd:PhysicalBox>0 0 {size}</ofd:PhysicalBox></ofd:Area>"
        return root("Page", area + content)

    def _layer(self, kind: str, items: Sequence[Item]) -> str:
        layer = next(self.ids) if items else 0
        drawn = "".join(piece for item in items for piece in self._item(item))
        return f'<ofd:Layer ID="{layer}" Type="{kind}">{drawn}</ofd:Layer>' if items else ""

    def _item(self, item: Item) -> Iterator[str]:
        if isinstance(item, Line):
            shown = self.objects[item] = []
            gaps = spaces(item, self.faces)
            for index, run in enumerate(item.runs):
                if run.text:
                    yield from self._run(run, item.baseline - run.rise, shown, turned=item is self.turned)
                if gap := gaps.get(index):
                    yield from self._run(gap, item.baseline, shown)
        elif isinstance(item, Rule):
            yield self._rule(item)
        else:
            yield self._picture(item)

    # --- text ---------------------------------------------------------------------------------------------------

    def _run(self, run: Run, baseline: int, shown: list[int], *, turned: bool = False) -> Iterator[str]:
        font, size = self.fonts[run.face], run.size
        scale, extra = size / font.face.units_per_em, run.spacing + run.stretch
        beside, above = round(size * _BESIDE), round(size * _ABOVE)
        look = f'Font="{font.id}" Size="{mm[size]}"'
        paint = colour("FillColor", run.colour)
        if run.bold and not font.face.bold:
            # The weight is for readers that draw no strokes of text.
            look += f' Weight="{_BOLD}" LineWidth="{number(size * STROKE / TWIPS_PER_MM)}" Stroke="true"'
            paint += solid("StrokeColor", run.colour)
        for piece in _pieces(run, font, scale, extra):
            widths = [font.advances[char] for char in piece.drawn]
            left, top = round(piece.x), baseline - above
            right = round(piece.x + sum(widths) * scale + extra * (len(widths) - 1))
            height = above + round(size * _BELOW)
            where, turn = box(left - beside, top, right - left + 2 * beside, height), ""
            if turned:
                where = box(PAPER_HEIGHT - top - height, left - beside, height, right - left + 2 * beside)
                turn = f' CTM="0 1 -1 0 {mm[height]} 0"'
            code = f'X="{number((piece.x - left + beside) / TWIPS_PER_MM)}" Y="{mm[above]}"'
            if len(widths) > 1:
                code += f' DeltaX="{steps(widths[:-1], scale, extra)}"'
            shown.append(next(self.ids))
            yield (
                f'<ofd:TextObject ID="{shown[-1]}" Boundary="{where}"{turn} {look}>{paint}{_glyphs(piece, font)}'
                f"<ofd:TextCode {code}>{text(piece.text)}</ofd:TextCode></ofd:TextObject>"
            )

    # --- rules and pictures -------------------------------------------------------------------------------------

    def _rule(self, rule: Rule) -> str:
        width, length = rule.width, rule.length
        if rule.vertical:
            where = box(rule.x - width, rule.y, 2 * width, length)
            path = f"M {mm[width]} 0 L {mm[width]} {mm[length]}"
        else:
            where = box(rule.x, rule.y - width, length, 2 * width)
            path = f"M 0 {mm[width]} L {mm[length]} {mm[width]}"
        return (
            f'<ofd:PathObject ID="{next(self.ids)}" Boundary="{where}" LineWidth="{mm[width]}">'
            f"{colour('StrokeColor', rule.colour)}<ofd:AbbreviatedData>{path}</ofd:AbbreviatedData></ofd:PathObject>"
        )

    def _picture(self, picture: Picture) -> str:
        (shown,) = self.objects[picture] = [next(self.ids)]
        where = box(picture.x, picture.y, picture.width, picture.height)
        return (
            f'<ofd:ImageObject ID="{shown}" Boundary="{where}" Name="{attribute(picture.alt)}"'
            f' CTM="{mm[picture.width]} 0 0 {mm[picture.height]} 0 0"'
            f' ResourceID="{self.images[picture.image.sha256].id}"/>'
        )


def _pieces(run: Run, font: Font, scale: float, extra: float) -> Iterator[TextObject]:
    """The run's characters, those set apart that need it."""
    drawn = run.drawn or run.text
    if len(drawn) != len(run.text) or not _APART.search(run.text):
        yield TextObject(run.text, drawn, run.x)
        return
    cuts = sorted({0, len(drawn), *(at for match in _APART.finditer(run.text) for at in match.span())})
    x: float = run.x
    for start, end in pairwise(cuts):
        yield TextObject(run.text[start:end], drawn[start:end], x)
        x += sum(font.advances[char] for char in drawn[start:end]) * scale + extra * (end - start)


def _glyphs(piece: TextObject, font: Font) -> str:
    """The glyphs that stand for a piece's characters, where the font's own table would not do."""
    if piece.drawn == piece.text and piece.text <= "\uffff":
        return ""
    numbers = " ".join(str(font.glyphs[char]) for char in piece.drawn)
    # so do readers count, OFDRW among them
    codes = len(piece.text.encode("utf-16-le")) // 2
    return (
        f'<ofd:CGTransform CodePosition="0" CodeCount="{codes}" GlyphCount="{len(piece.drawn)}">'
        f"<ofd:Glyphs>{numbers}</ofd:Glyphs></ofd:CGTransform>"
    )
