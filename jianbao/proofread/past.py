"""What an issue says and past issues of its series contradict: a title that stood before, a person's other office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from jianbao.errors import Severity
from jianbao.proofread.people import named_in, offices_of, people_in
from jianbao.proofread.posts import clash
from jianbao.proofread.rule import CUSTOM, Rule
from jianbao.proofread.structure import bare
from jianbao.proofread.view import Hit, PastArticle, Role, Sheet

# a shorter title (工作动态, 要闻简讯) says what an issue is, not what happened
_SHORTEST: Final = 6
_SHORTEST_NAME: Final = 3


def title_of_past(sheet: Sheet) -> Iterator[Hit]:
    """An article whose title stood in one past issue; what stood in several is a heading that returns."""
    stood: dict[str, set[str]] = {}
    for article in sheet.past:
        stood.setdefault(bare(article.title), set()).add(article.issue)
    for segment in sheet.of(Role.TITLE) if stood else ():
        title = bare(segment.text)
        issues = stood.get(title, ())
        if segment.location[0] == "articles" and len(title) >= _SHORTEST and len(issues) == 1:
            yield Hit(segment, 0, len(segment.text), params={"issue": next(iter(issues))})


def office_of_past(sheet: Sheet) -> Iterator[Hit]:
    """县长李强生, who was 副县长 in the latest issue that names him; whom the office lists, its own list answers for."""
    if not sheet.past:
        return
    listed = {person.name for person in sheet.office.people}
    people = [each for each in people_in(sheet) if len(each[3]) >= _SHORTEST_NAME and each[3] not in listed]
    own: dict[str, set[str]] = {}
    for segment, found, _, name in people:
        own.setdefault(name, set()).update(offices_of(segment.text, found))
    before = _latest(sheet.past, own)
    for segment, found, office, name in people:
        issue, offices = before.pop(name, ("", set()))
        other = next((each for each in sorted(offices) if clash(office, each)), None)
        if other is not None and not offices & own[name]:
            params = {"name": name, "other": other, "issue": issue}
            yield Hit(segment, *found.span("office"), params=params)


def _latest(past: Iterable[PastArticle], names: Iterable[str]) -> dict[str, tuple[str, set[str]]]:
    """Each name with the latest issue that names it with an office, and all offices that it has there."""
    known: dict[str, tuple[str, set[str]]] = {}
    wanted = set(names)
    for article in past:
        wanted -= {name for name, (issue, _) in known.items() if issue != article.issue}
        if not wanted:
            break
        held = {name for name in wanted if name in article.text}
        for line in article.text.split("\n") if held else ():
            for found in named_in(line) if any(name in line for name in held) else ():
                if found["name"] in held:
                    offices = known.setdefault(found["name"], (article.issue, set()))[1]
                    offices.update(offices_of(line, found))
    return known


RULES: Final = (
    Rule("P319", "title-of-past", CUSTOM, Severity.HINT, sheet=title_of_past),
    Rule("P520", "office-of-past", CUSTOM, Severity.HINT, sheet=office_of_past),
)
