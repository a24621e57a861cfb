"""A bound volume → what its contents say and where they lead, by what stands on its pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pypdfium2


def texts(path: Path) -> list[str]:
    """What each page says, without blanks."""
    with pypdfium2.PdfDocument(path) as pdf:
        return ["".join(page.get_textpage().get_text_range().split()) for page in pdf]


class Entry(NamedTuple):
    """A line of the contents: what it says, the page that stands at its end, the page that it leads to (from 1)."""

    text: str
    stated: int
    leads: int


def contents(path: Path) -> list[Entry]:
    """Every link of the contents, by what stands in its rectangle; lines that go on in the next are left out."""
    found = []
    with pikepdf.open(path) as pdf, pypdfium2.PdfDocument(path) as shown:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        names = dict(pikepdf.NameTree(pdf.Root.Names.Dests).items())
        for number, page in enumerate(pdf.pages):
            for link in page.obj.get("/Annots", ()):
                if isinstance(link.Dest, pikepdf.Array):
                    continue
                left, bottom, right, top = map(float, link.Rect)
                text = shown[number].get_textpage().get_text_bounded(left - 1, bottom, right + 1, top)
                said = re.fullmatch(r"(.*?)\.*([0-9]+)", "".join(text.split()), re.DOTALL)
                if said:
                    target = names[str(link.Dest)][0]
                    found.append(Entry(said[1], int(said[2]), numbers[target.objgen]))
    return found


def refuse_what_leads_astray(entries: Iterable[Entry], pages: Sequence[str]) -> None:
    """Each line leads to the page it states, an issue to a right-hand one with its number, an article to its title."""
    for entry in entries:
        assert entry.stated == entry.leads
        here = pages[entry.leads - 1]
        if re.match(r"第\d|增刊", entry.text):
            assert entry.leads % 2 == 1, "an issue begins on the right"
            assert entry.text.partition("20")[0] in re.sub(r"20\d\d年", "", here)
        else:
            title, own = re.fullmatch(r"(.*)（(\d+)）", entry.text).groups()
            assert title in here
            assert f"—{own}—" in here, "the page number of its own issue"
