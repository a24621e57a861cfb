"""The office's own words in its texts: people and their offices, organs, what is never said."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from jianbao.language.office import OfficeWords
from jianbao.proofread.lexicon import contrast
from jianbao.proofread.nearly import one_apart
from jianbao.proofread.rule import Rule
from jianbao.proofread.view import RUNNING, Hit, Role, Segment, Sheet

OWN: Final = "本单位用语"
_ROLES: Final = RUNNING | {Role.BYLINE, Role.RECIPIENTS, Role.NAME}
_SHORTEST_NEAR: Final = 6
_ENDS: Final = frozenset("，。；")


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def _everywhere(sheet: Sheet, word: str) -> Iterator[tuple[Segment, int]]:
    """Each text that holds the word, and where."""
    return ((segment, at) for segment in sheet.of(*_ROLES) for at in _places(segment.text, word))


def never_used(sheet: Sheet) -> Iterator[Hit]:
    """A word that the office never uses."""
    for word, better in sheet.office.never:
        for segment, at in _everywhere(sheet, word):
            yield Hit(segment, at, at + len(word), params={"better": better or "别的说法"})


def misspelt_person(sheet: Sheet) -> Iterator[Hit]:
    """An office of one of the people, and behind it a name that is theirs but for one character behind the first."""
    names = {person.name for person in sheet.office.people}
    for name, office in (
        (person.name, office) for person in sheet.office.people for office in person.offices
    ):
        for segment, at in _everywhere(sheet, office):
            start = at + len(office)
            said = segment.text[start : start + len(name)]
            if said not in names and one_apart(said, name):
                yield Hit(segment, start, start + len(said), params={"better": name})


def wrong_office(sheet: Sheet) -> Iterator[Hit]:
    """A person with an office of somebody else's: 县长张明华 where the office is 副县长."""
    known = {office for person in sheet.office.people for office in person.offices}
    for person in sheet.office.people:
        for segment, at in _everywhere(sheet, person.name) if person.offices else ():
            said = max((each for each in known if segment.text.endswith(each, 0, at)), key=len, default="")
            if said and not said.endswith(person.offices):
                params = {"name": person.name, "better": "、".join(person.offices)}
                yield Hit(segment, at - len(said), at + len(person.name), params=params)


def former_organ(sheet: Sheet) -> Iterator[Hit]:
    """A name that an organ had and has no more on the issue's date."""
    for organ in sheet.office.organs:
        for old, since in organ.former:
            gone = organ.name != old and (since is None or sheet.date >= since)
            for segment, at in _everywhere(sheet, old) if gone else ():
                if not segment.text.endswith("原", 0, at):
                    yield Hit(segment, at, at + len(old), params={"better": organ.name})


def misspelt_organ(sheet: Sheet) -> Iterator[Hit]:
    """A name that is an organ's but for one character."""
    names = {name for organ in sheet.office.organs for name in (organ.name, *organ.short)}
    for name in (each for each in sheet.office.names if len(each) >= _SHORTEST_NEAR):
        for segment, at in _everywhere(sheet, name[:2]):
            said = segment.text[at : at + len(name)]
            wrong = one_apart(said, name)
            if (
                said not in names
                and wrong
                and said[-1] == name[-1]
                and not contrast(said[wrong], name[wrong])
            ):
                yield Hit(segment, at, at + len(said), params={"better": name})


def out_of_order(sheet: Sheet) -> Iterator[Hit]:
    """People who are named in a row otherwise than in the office's order."""
    order = {person.name: person.order for person in sheet.office.people if person.order}
    for segment in sheet.of(*_ROLES):
        found = sorted((at, name) for name in order for at in _places(segment.text, name))
        for (at, name), (following, other) in pairwise(found):
            between = segment.text[at + len(name) : following]
            if "、" in between and _ENDS.isdisjoint(between) and order[name] > order[other]:
                yield Hit(segment, at, at + len(name), params={"other": other})


def is_allowed(office: OfficeWords, hit: Hit) -> bool:
    """Whether the stretch lies in a name never to be touched, or in a word that is right here."""
    return any(
        at <= hit.start and hit.end <= at + len(word)
        for word in (*office.keep, *office.right)
        for at in _places(hit.segment.text, word)
    )


RULES: Final = (
    Rule("P711", "never-used", OWN, sheet=never_used),
    Rule("P712", "person-misspelt", OWN, sheet=misspelt_person),
    Rule("P713", "person-wrong-office", OWN, sheet=wrong_office),
    Rule("P714", "former-organ", OWN, sheet=former_organ),
    Rule("P715", "organ-misspelt", OWN, sheet=misspelt_organ),
    Rule("P716", "people-out-of-order", OWN, sheet=out_of_order),
)
