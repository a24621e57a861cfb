"""What a reader asks about → a page of the handbook, or what a message's code says.

A topic is asked for by its name in the handbook or by its title in either language; a code as it stands in a message, a
key of the issue file by either name.
"""

from __future__ import annotations

from difflib import get_close_matches

from jianbao.errors import UsageError
from jianbao.glossary import EN, ZH
from jianbao.handbook import TOPICS, Page, page, pages
from jianbao.messages import CATALOGUE, explain, language, phrase


def topics() -> list[Page]:
    """All pages of the handbook, in the reader's language."""
    return list(pages(language()))


def look_up(asked: str) -> Page:
    """The page that `asked` names. Raises UsageError (C010), which names what is near or where it is written of."""
    wanted = asked.strip().casefold()
    for topic in TOPICS:
        if wanted in (topic, *(page(topic, each).title.casefold() for each in ("zh", "en"))):
            return page(topic, language())
    if wanted.upper() in CATALOGUE:
        return _code(wanted.upper())
    if wanted in EN or wanted in ZH:
        return _key(wanted)
    raise UsageError.of("C010", topic=asked, near=_near(wanted))


def _code(code: str) -> Page:
    """What a message says and how to mend it, with … for what differs from case to case."""
    from jianbao.proofread.roster import BY_CODE

    said, remedy = explain(code)
    clause = f"（{BY_CODE[code].clause}）" if code in BY_CODE else ""
    return Page(code, code, said, f"# {code}\n\n{said}{clause}\n\n{phrase('remedy')}{remedy}\n")


def _key(name: str) -> Page:
    """What a key of the issue file is for."""
    from jianbao.reading.schema import key_text

    text = key_text(name, language())
    return Page(name, name, text.split("\n")[2], text)


def _near(wanted: str) -> str:
    """“, did you mean …” a page, or in which pages the word stands, or “did you mean …” a key; '' where none helps."""
    every = topics()
    # of a word of two Han characters one may be wrong
    alike = 0.6 if wanted.isascii() else 0.5
    titles = {name: each.title for each in every for name in (each.topic, each.title.casefold())}
    if found := get_close_matches(wanted, titles, 1, alike):
        return phrase("perhaps", name=titles[found[0]])
    counted = sorted((-each.text.casefold().count(wanted), each.title) for each in every)
    if told := [title for count, title in counted[:3] if count]:
        return phrase("written_of", titles=("、" if language() == "zh" else ", ").join(told))
    keys = get_close_matches(wanted, (*EN, *ZH), 1, alike)
    return phrase("perhaps", name=keys[0]) if keys else ""
