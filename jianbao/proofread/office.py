"""The office's own words in its texts: people and their offices, organs, what is never said."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from jianbao.language.office import OfficeWords
from jianbao.proofread.lexicon import contrast
from jianbao.proofread.rule import Rule
from jianbao.proofread.view import RUNNING, Hit, Role, Segment, Sheet

OWN: Final = "本单位用语"
_ROLES: Final = RUNNING | {Role.BYLINE, Role.RECIPIENTS, Role.NAME}
_SHORTEST_NEAR: Final = 6


def _texts(sheet: Sheet) -> Iterator[Segment]:
    return (segment for segment in sheet.segments if segment.role in _ROLES)


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def never_used(sheet: Sheet) -> Iterator[Hit]:
    """A word that the office never uses."""
    for segment in _texts(sheet):
        for word, better in sheet.office.never:
            for at in _places(segment.text, word):
                yield Hit(segment, at, at + len(word), params={"better": better or "别的说法"})


def misspelt_person(sheet: Sheet) -> Iterator[Hit]:
    """An office of one of the people, and behind or before it a name that is theirs but for one character."""
    names = {person.name for person in sheet.office.people}
    for segment in _texts(sheet):
        for person in sheet.office.people:
            for office in person.offices:
                for at in _places(segment.text, office):
                    start = at + len(office)
                    said = segment.text[start : start + len(person.name)]
                    if said not in names and _one_apart(said, person.name):
                        yield Hit(segment, start, start + len(said), params={"better": person.name})


def _one_apart(said: str, right: str) -> bool:
    if len(said) != len(right) or len(right) < 2 or said[0] != right[0]:
        return False
    return sum(a != b for a, b in zip(said, right, strict=True)) == 1


def wrong_office(sheet: Sheet) -> Iterator[Hit]:
    """A person with an office of somebody else's: 县长张明华 where the office is 副县长."""
    known = sorted(
        {office for person in sheet.office.people for office in person.offices}, key=len, reverse=True
    )
    for segment in _texts(sheet):
        for person in sheet.office.people:
            for at in _places(segment.text, person.name) if person.offices else ():
                before = segment.text[:at]
                said = next((office for office in known if before.endswith(office)), None)
                if said is not None and not any(before.endswith(office) for office in person.offices):
                    params = {"name": person.name, "better": "、".join(person.offices)}
                    yield Hit(segment, at - len(said), at + len(person.name), params=params)


def former_organ(sheet: Sheet) -> Iterator[Hit]:
    """A name that an organ had and has no more on the issue's date."""
    for segment in _texts(sheet):
        for organ in sheet.office.organs:
            for old, since in organ.former:
                if since is not None and sheet.date < since:
                    continue
                for at in _places(segment.text, old):
                    if segment.text[max(at - 1, 0) : at] != "原" and organ.name != old:
                        yield Hit(segment, at, at + len(old), params={"better": organ.name})


def misspelt_organ(sheet: Sheet) -> Iterator[Hit]:
    """A name that is an organ's but for one character."""
    names = {name for organ in sheet.office.organs for name in (organ.name, *organ.short)}
    for segment in _texts(sheet):
        for name in sheet.office.names:
            if len(name) < _SHORTEST_NEAR:
                continue
            for at in _places(segment.text, name[:2]):
                said = segment.text[at : at + len(name)]
                wrong = [pair for pair in zip(said, name, strict=False) if pair[0] != pair[1]]
                if (
                    len(said) == len(name)
                    and said not in names
                    and len(wrong) == 1
                    and said[-1] == name[-1]
                    and not contrast(*wrong[0])
                ):
                    yield Hit(segment, at, at + len(said), params={"better": name})


def out_of_order(sheet: Sheet) -> Iterator[Hit]:
    """People who are named in a row otherwise than in the office's order."""
    order = {person.name: person.order for person in sheet.office.people if person.order}
    for segment in _texts(sheet):
        found = sorted((at, name) for name in order for at in _places(segment.text, name))
        for (at, name), (following, other) in pairwise(found):
            between = segment.text[at + len(name) : following]
            if (
                "、" in between
                and not any(mark in between for mark in "，。；")
                and order[name] > order[other]
            ):
                yield Hit(segment, at, at + len(name), params={"other": other})


def is_allowed(office: OfficeWords, hit: Hit) -> bool:
    """Whether the stretch lies in a name never to be touched, or in a word that is right here."""
    for word in (*office.keep, *office.right):
        for at in _places(hit.segment.text, word):
            if at <= hit.start and hit.end <= at + len(word):
                return True
    return False


RULES: Final = (
    Rule("P711", "never-used", OWN, sheet=never_used),
    Rule("P712", "person-misspelt", OWN, sheet=misspelt_person),
    Rule("P713", "person-wrong-office", OWN, sheet=wrong_office),
    Rule("P714", "former-organ", OWN, sheet=former_organ),
    Rule("P715", "organ-misspelt", OWN, sheet=misspelt_organ),
    Rule("P716", "people-out-of-order", OWN, sheet=out_of_order),
)
