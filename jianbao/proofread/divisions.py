"""Provinces, cities and counties as a text names them → those behind one that they do not lie in, those that are misspelt or no more.

Told is only what `divisions.txt` knows: made-up names, 开发区 and other zones are passed over. What is meant is sure where the
two stand side by side and one city alone has or had a county of that name.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from jianbao.errors import Level
from jianbao.language.han import is_han
from jianbao.proofread.data import Word
from jianbao.proofread.data.places import COUNTY, called, homes, in_full, rank, within
from jianbao.proofread.lexicon import CHECKED, LEADS, Found
from jianbao.proofread.nearly import one_apart, sound_alike
from jianbao.proofread.rule import Pattern
from jianbao.proofread.view import Hit, Sheet

# no division ends in 市场, 区域, 旗舰; 沙县区 and 唐县镇 go on, 沙县小吃 and 鄞县大道 are called so still
_ENDS = Pattern(
    "(?<=[一-龥])(?:[省州盟]|县(?![区市域镇路街话]|大道|小吃|机场)|市(?![场值价面情])|区(?![域间块位别])|旗(?![舰帜袍]))"
)
_RANKS: Final = "县市区旗"
# the kind of word that a name is which is no more, see `lexicon`
PLACE: Final = "p"
# characters of a name of another rank: 和区, 代市 are two words
_SHORT, _LONG = 2, 6
# by itself, the name of what went earlier is rather made up: 临川县
_LATELY: Final = 2000
# 1923年生于玉门县
_OLDEN = Pattern("1[89]\\d\\d年|当时|时任|曾任")
_AROUND: Final = 40
# characters of a city named for short, such as 鄂尔多斯
_FEW: Final = 4


def divisions(sheet: Sheet) -> tuple[list[Hit], list[Found]]:
    """曲靖市鲁甸县, 湖北省长沙市, 昭通市鲁甸市; names that are no more, such as 盘县, with the end of the year in which they went."""
    if "divisions" not in sheet.memo:
        hits, gone = sheet.memo["divisions"] = list[Hit](), list[Found]()
        own = "".join(sheet.issue.organ)
        for segment in sheet.segments:
            text, above, last = segment.text, "", 0
            for start, end in _named(text) if segment.role in CHECKED else ():
                name, known = text[start:end], homes(text[start:end])
                if known and start != last:
                    above = in_full(text[max(start - _FEW, 0) : start])
                near = above and (name or end - last < _LONG)
                right, sure = _right(above, name or text[last:end], sheet.date.year) if near else ("", False)
                if right and (sure or not _OLDEN.search(text[max(start - _AROUND, 0) : end])):
                    at = text.rfind(above[:2], 0, end)
                    level = Level.DOUBTFUL if sure and text.startswith(above, at) else Level.HINT
                    hits.append(Hit(segment, at, end, params={"better": right}, level=level))
                if known and all(now for *_, now in known):
                    _, since, now = max(known, key=lambda home: home[1])
                    free = text[start - 1 : start] in LEADS or not is_han(text[start - 1])
                    if (above or (free and since >= _LATELY)) and name not in own:
                        gone.append(Found(Word(PLACE, name, now, f"{since}-12-31"), segment, start, end))
                if known:
                    above, last = name if rank(name) < COUNTY else "", end
    told: tuple[list[Hit], list[Found]] = sheet.memo["divisions"]
    return told


def _named(text: str) -> Iterator[tuple[int, int]]:
    """Where divisions end in a text, and before it where the known ones begin: others have no length."""
    for each in _ENDS.finditer(text):
        end = each.end()
        names = called(text[end - 2 : end])
        yield end - next((len(name) for name in names if text.endswith(name, 0, end)), 0), end


def _slip_of(name: str, above: str) -> tuple[str, bool]:
    """The one place of a city or province that a name is like but for one character, and whether that sounds or looks alike."""
    near = [(other, one_apart(other, name)) for other in within(above) if len(name) > _SHORT]
    slips = [
        (other, sound_alike(other[at], name[at]))
        for other, at in near
        if at is not None and other[-1] == name[-1]
    ]
    # 老城区, 原城区: none
    alike = [slip for slip in slips if slip[1]] or [slip for slip in slips if name[-1] != "区"]
    return (above + alike[0][0], alike[0][1]) if len(alike) == 1 else ("", False)


@lru_cache(maxsize=4096)
def _right(above: str, name: str, year: int) -> tuple[str, bool]:
    """What to write for a name behind that of a city or province ('' where nothing is known to be wrong), and whether that is sure."""
    known = homes(name)
    if not known:
        others = (name[:-1] + other for other in _RANKS if len(name) > _SHORT)
        ranked = (other for other in others for its, until, _ in homes(other) if above in its and not until)
        slip, alike = _slip_of(name, above)
        return next((above + other for other in ranked), slip), alike
    present = [its for its, until, _ in known if not until]
    here = [until for its, until, _ in known if above in its]
    upper = rank(above)
    if rank(name) <= upper or not present or any(not until or year <= until for until in here):
        return "", False
    return present[0][min(upper, 1)] + name, len(present) == 1 and not here
