"""Persons of an issue → one of them with two offices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from jianbao.errors import Severity
from jianbao.language.han import all_han
from jianbao.proofread.people import CHAIN, offices_of, people_in
from jianbao.proofread.rule import CUSTOM, Pattern, Rule
from jianbao.proofread.view import Hit, Sheet

# --- one person, two offices ----------------------------------------------------------------------------------------------


def two_offices(sheet: Sheet) -> Iterator[Hit]:
    """副县长李强生 and 县长李强生: one person, and an office with and without 副."""
    first: dict[str, dict[str, None]] = {}
    # each once: a person may be named at thousands of places
    chains: dict[str, dict[tuple[frozenset[str], str], None]] = {}
    for segment, found, office, name in people_in(sheet):
        known = first.setdefault(name, {})
        own = offices_of(segment.text, found)
        start = found.start("office")
        before = segment.text[max(start - CHAIN, 0) : start]
        params = {"name": name}
        # 全国政协副主席, 全国工商联主席
        if _FORMER.search(before) or (office.endswith("主席") and "政协" not in before[-3:]):
            continue
        chain = frozenset(own), re.split(r"\W", before)[-1][-_ORGAN_SIZE:]
        other = next((other for other in known if clash(office, other)), None)
        if other is not None and known.keys().isdisjoint(own):
            yield Hit(segment, *found.span("office"), params={"other": other} | params)
        elif post := next(filter(None, (_other_post(each, chain) for each in chains.get(name, ()))), None):
            said, its = post
            at = segment.text.rfind(said, 0, found.end())
            yield Hit(segment, at, at + len(said), params={"other": its} | params)
        else:
            known |= dict.fromkeys(own)
        chains.setdefault(name, {})[chain] = None


# characters of an organ before its head
_ORGAN_SIZE: Final = 4


def _other_post(
    first: tuple[frozenset[str], str], second: tuple[frozenset[str], str]
) -> tuple[str, str] | None:
    """What of two rows of posts is not the same: 县委常委、副县长 and 县委副书记、副县长; 交警大队大队长 and 巡警大队大队长."""
    one, two = first[0] - second[0], second[0] - first[0]
    if len(one) == len(two) == 1 and first[0] & second[0]:
        return next(iter(two)), next(iter(one))
    its, said = first[1], second[1]
    same = first[0] == second[0] and its[2:] == said[2:] and its[:2] != said[:2]
    return (said, its) if same and len(its) == len(said) > 2 and all_han(its + said) else None


_FORMER = Pattern(
    "时任|原任|曾任|前任|原|历任|当时|拟任|提名|兼任|升任|接任|改任|调任|任命|(?<!主)任[^，。；、]{1,4}$"
)
_DEPUTIES: Final = (*({"副书记", f"副{place}长"} for place in "省市县区州镇乡局"), {"副主席", "副主任"})


# 县委书记 is no 县长; in a village one may be both
_TWO_HEADS: Final = (
    *({head, f"{at}长"} for at in "省市县区州镇乡" for head in (f"{at}委书记", "党委书记")),
    *({head, "主任"} for head in ("理事长", "局长", "部长", "主席")),
    {"院长", "所长"},
    {"大队长", "教导员"},
    {"中队长", "指导员"},
    {"支队长", "政委"},
)


_GRADES: Final = "一二三四教指"


def clash(office: str, other: str) -> bool:
    """Whether nobody holds both: the head's and the deputy's of one thing, or the heads' of two."""
    if office == other:
        return False
    plain, another = (each.removeprefix("常务") for each in (office, other))
    if plain == another:
        return False
    if plain.replace("副", "") == another.replace("副", ""):
        return True
    if plain[1:] == another[1:] and plain[0] in _GRADES and another[0] in _GRADES:
        return True
    if any({plain, another} <= both for both in _TWO_HEADS):
        return True
    if {plain[-3:], another[-3:]} in _DEPUTIES:
        return True
    return (
        plain.endswith("长")
        and another.endswith("长")
        and plain.removeprefix("副") != another.removeprefix("副")
    )


RULES: Final = (Rule("P514", "person-two-offices", CUSTOM, Severity.HINT, sheet=two_offices),)
