"""The words of an office: its people, organs and places, what it never says, what is right although a rule objects."""

from __future__ import annotations

from datetime import date as Date

from msgspec import Struct


class Person(Struct, frozen=True):
    """A person: `offices` that are right for the name; `order` in which people are named (0 = none)."""

    name: str
    offices: tuple[str, ...] = ()
    order: int = 0


class Organ(Struct, frozen=True):
    """An organ: its full name, its short forms, the names it had and the day since which it has them no more."""

    name: str
    short: tuple[str, ...] = ()
    former: tuple[tuple[str, Date | None], ...] = ()


class OfficeWords(Struct, frozen=True):
    """All of them.

    `never` maps a word to what to put ('' = nothing known); `keep` are names never to be touched, `right` words that
    are right here.
    """

    people: tuple[Person, ...] = ()
    organs: tuple[Organ, ...] = ()
    places: tuple[str, ...] = ()
    never: tuple[tuple[str, str], ...] = ()
    keep: tuple[str, ...] = ()
    right: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names that hold together: people, organs in full and short, places."""
        organs = (name for organ in self.organs for name in (organ.name, *organ.short))
        return (*(person.name for person in self.people), *organs, *self.places)
