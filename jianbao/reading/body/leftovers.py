"""Lines of a body → the same lines with what was plainly meant in plain marks; and what was pasted in that will be printed.

Full-width bars make a table where they stand as its bars do, and curly quotation marks a picture's credit. Marks of
other programs, and lines that belong to other keys, are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple

from msgspec.structs import replace

from jianbao.errors import Severity
from jianbao.expressions import compiled
from jianbao.messages import phrase
from jianbao.reading.body.breaks import Line, is_distribution
from jianbao.reading.body.inline import Problem

_RULE_MARKS: Final = str.maketrans("｜：－—─", "|:---")
_SOME_MARKS: Final = ("`", "~~", "==", "__", "{", "[ ]", "[x]", "[X]", "[]", ":::")


class _Patterns(NamedTuple):
    """Compiled when they are first wanted: few bodies hold such marks."""

    credit: re.Pattern[str]
    rule: re.Pattern[str]
    target: re.Pattern[str]
    marks: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _patterns() -> _Patterns:
    return _Patterns(
        compiled(r"(!\[[^\]\n]*\]\([^()\s“”]+[ \t]+)[“”]([^“”\"\n]*)[“”](?=[ \t]*\))"),
        compiled(r"\s*｜?(?:\s*[:：]?[-－—─]+[:：]?\s*[｜|])+(?:\s*[:：]?[-－—─]+[:：]?\s*)?$"),
        compiled(r"\]\([^)\n]*\)|https?://\S+"),
        (
            ("`", compiled(r"`[^`\n]+`")),
            ("~~", compiled(r"~~[^~\n]+~~")),
            ("==", compiled(r"(?<!=)==[^=\n]+==(?!=)")),
            ("__", compiled(r"(?<!_)__[^_\n]+__(?!_)")),
            ("{ }", compiled(r"\{\s*[A-Za-z\\/.#][^{}\n]{0,40}\}")),
            ("[ ]", compiled(r"(?<![^\s])\[[ xX]?\](?=\s)")),
            (":::", compiled(r"^\s*:::.*")),
        ),
    )


def plain_marks(lines: list[Line]) -> list[Line]:
    """The lines with full-width bars of tables, and curly quotation marks of pictures' credits, as plain ones.

    Every character keeps its place.
    """
    made = [
        replace(line, text=_patterns().credit.sub(r'\1"\2"', line.text))
        if "![" in line.text and "“" in line.text
        else line
        for line in lines
    ]
    for number, line in enumerate(made):
        if (
            "｜" in line.text
            and number
            and _patterns().rule.match(line.text)
            and "｜" in made[number - 1].text
        ):
            made[number] = replace(line, text=line.text.translate(_RULE_MARKS))
            for at in (number - 1, *range(number + 1, len(made))):
                if "｜" not in made[at].text:
                    break
                made[at] = replace(made[at], text=made[at].text.replace("｜", "|"))
    return made


def left_over(lines: Iterable[Line]) -> list[Problem]:
    """What is printed as it stands and was hardly meant so: one problem a kind, at its first place."""
    found: dict[str, list[Problem]] = {}
    filled = [line for line in lines if line.text.strip()]
    bare = [line.text.lstrip(" \t*") for line in filled]
    # recipients stand at the end, where they were pasted along; elsewhere such a line is text
    last = len(filled)
    while last and is_distribution(bare[last - 1]):
        last -= 1
    for number, (line, text) in enumerate(zip(filled, bare, strict=True)):
        code = "R126" if number >= last else "R128" if _names_enclosures(text) else ""
        if code:
            at = line.offset + len(line.text) - len(text)
            key = re.split(r"[\s\u3000:：]", text)[0]
            found.setdefault(code, []).append(Problem(code, at, len(text), Severity.WARNING, {"key": key}))
        if any(mark in text for mark in _SOME_MARKS):
            for mark, problem in _marks(line):
                found.setdefault(mark, []).append(problem)
    return [
        replace(
            group[0],
            params={**group[0].params, "places": phrase("places", count=len(group)) if group[1:] else ""},
        )
        for group in found.values()
    ]


def _names_enclosures(text: str) -> bool:
    """Whether a line begins with 附件 and a colon, and something stands behind it."""
    label, colon, rest = text[:40].replace(":", "：").partition("：")
    return bool(colon) and label.rstrip(" \t\u3000") == "附件" and bool(rest.strip())


def _marks(line: Line) -> Iterator[tuple[str, Problem]]:
    """Other programs' marks in a line, each with its kind; addresses of links hold none."""
    patterns = _patterns()
    bare = patterns.target.sub(lambda match: " " * len(match[0]), line.text)
    for mark, pattern in patterns.marks:
        for match in pattern.finditer(bare):
            at = line.offset + match.start()
            shown = match[0].strip() if mark != ":::" else mark
            yield mark, Problem("R127", at, len(match[0]), Severity.WARNING, {"mark": shown[:20]})
