"""Persons of an issue → one of them with two offices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from jianbao.errors import Severity
from jianbao.proofread.people import CHAIN, FORMER, offices_of, people_in
from jianbao.proofread.rule import CUSTOM, Pattern, Rule
from jianbao.proofread.view import Hit, Sheet

# characters of an organ before its head
_ORGAN: Final = 4
# the offices of a person in a row, and the organ before the last of them
Post = tuple[frozenset[str], str]


def two_offices(sheet: Sheet) -> Iterator[Hit]:
    """副县长李强生 and 县长李强生: one person, and an office with and without 副; another row of posts, or another organ."""
    # each once: a person may be named at thousands of places
    known: dict[str, dict[Post, None]] = {}
    for segment, found, office, name in people_in(sheet):
        start, text = found.start("office"), segment.text
        before = text[max(start - CHAIN, 0) : start]
        # 全国政协副主席, 全国工商联主席
        if FORMER.search(before) or (office.endswith("主席") and "政协" not in before[-3:]):
            continue
        own = offices_of(text, found)
        post = frozenset(own), re.split(r"\W", before)[-1][-_ORGAN:]
        posts = known.setdefault(name, {})
        offices = sorted(frozenset[str]().union(*(each for each, _ in posts)))
        other = next((each for each in offices if clash(office, each)), None)
        if other is not None and not post[0].intersection(offices):
            yield Hit(segment, *found.span("office"), params={"other": other, "name": name})
        elif unlike := next(filter(None, (_other_post(each, post) for each in posts)), None):
            said, its = unlike
            at = text.rfind(said, 0, found.end())
            yield Hit(segment, at, at + len(said), params={"other": its, "name": name})
        posts[post] = None


def _other_post(first: Post, second: Post) -> tuple[str, str] | None:
    """What of two posts is not the same: 县委常委、副县长 and 县委副书记、副县长; 交警大队大队长 and 巡警大队大队长."""
    one, two = first[0] - second[0], second[0] - first[0]
    if len(one) == len(two) == 1 and first[0] & second[0]:
        return next(iter(two)), next(iter(one))
    its, said = first[1], second[1]
    same = first[0] == second[0] and its[2:] == said[2:] and its[:2] != said[:2]
    return (said, its) if same and len(its) == len(said) > 2 else None


# 县委书记 is no 县长; in a village one may be both
_TWO_HEADS = Pattern(
    "(?<!\\w)(?:([省市县区州镇乡])委书记 \\1长|党委书记 [省市县区州镇乡]长|(?:理事长|局长|部长|主席) 主任|(?:政法委书记|纪委书记|主任|主席) [省市县区州镇乡]长|大队长 教导员|中队长 指导员|支队长 政委"
    "|\\w*副书记 副[省市县区州镇乡局]长|副主席 副主任)(?!\\w)"
)
_GRADES: Final = "一二三四"


def clash(office: str, other: str) -> bool:
    """Whether nobody holds both: the head's and the deputy's of one thing, the heads' of two, or two grades of one."""
    one, two = (each.removeprefix("常务") for each in (office, other))
    if one == two:
        return False
    bare = {each.replace("副", "").lstrip(_GRADES) for each in (one, two)}
    heads = one.endswith("长") and two.endswith("长")
    return len(bare) == 1 or heads or _TWO_HEADS.compiled.search(f"{one} {two} {one}") is not None


RULES: Final = (Rule("P514", "person-two-offices", CUSTOM, Severity.HINT, sheet=two_offices),)
