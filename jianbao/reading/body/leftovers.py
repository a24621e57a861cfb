"""Lines of a body → the same lines with what was plainly meant in plain marks; and what was pasted in that will be printed.

Full-width bars make a table where they stand as its bars do, and curly quotation marks a picture's credit. Marks of
other programs, and lines that belong to other keys, are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from jianbao.errors import Severity
from jianbao.messages import phrase
from jianbao.reading.body.breaks import DISTRIBUTION, Line
from jianbao.reading.body.inline import Problem

_CURLY_CREDIT: Final = re.compile(r"(!\[[^\]\n]*\]\([^()\s“”]+[ \t]+)[“”]([^“”\"\n]*)[“”](?=[ \t]*\))")
_FULL_RULE: Final = re.compile(r"\s*｜?(?:\s*[:：]?[-－—─]+[:：]?\s*[｜|])+(?:\s*[:：]?[-－—─]+[:：]?\s*)?$")
_RULE_MARKS: Final = str.maketrans("｜：－—─", "|:---")
_LINK_TARGET: Final = re.compile(r"\]\([^)\n]*\)|https?://\S+")
_MARKS: Final = (
    ("`", re.compile(r"`[^`\n]+`")),
    ("~~", re.compile(r"~~[^~\n]+~~")),
    ("==", re.compile(r"(?<!=)==[^=\n]+==(?!=)")),
    ("__", re.compile(r"(?<!_)__[^_\n]+__(?!_)")),
    ("{ }", re.compile(r"\{\s*[A-Za-z\\/.#][^{}\n]{0,40}\}")),
    ("[ ]", re.compile(r"(?<![^\s])\[[ xX]?\](?=\s)")),
    (":::", re.compile(r"^\s*:::.*")),
)
_SOME_MARK: Final = re.compile(r"`|~~|==|__|\{|\[[ xX]?\]|:::")
_ENCLOSURES: Final = re.compile(r"附件[ \t\u3000]*[:：][ \t\u3000]*(?:[1１一][.．、]|\S)")


def plain_marks(lines: list[Line]) -> list[Line]:
    """The lines with full-width bars of tables, and curly quotation marks of pictures' credits, as plain ones.

    Every character keeps its place.
    """
    made = [
        replace(line, text=_CURLY_CREDIT.sub(r'\1"\2"', line.text))
        if "![" in line.text and "“" in line.text
        else line
        for line in lines
    ]
    for number, line in enumerate(made):
        if "｜" in line.text and number and _FULL_RULE.match(line.text) and "｜" in made[number - 1].text:
            made[number] = replace(line, text=line.text.translate(_RULE_MARKS))
            for at in (number - 1, *range(number + 1, len(made))):
                if "｜" not in made[at].text:
                    break
                made[at] = replace(made[at], text=made[at].text.replace("｜", "|"))
    return made


def left_over(lines: Iterable[Line]) -> list[Problem]:
    """What is printed as it stands and was hardly meant so: one problem a kind, at its first place."""
    found: dict[str, list[Problem]] = {}
    lines = [line for line in lines if line.text.strip()]
    # recipients stand at the end, where they were pasted along; elsewhere such a line is text
    last = len(lines)
    while last and DISTRIBUTION.match(lines[last - 1].text.lstrip(" \t*")):
        last -= 1
    for number, line in enumerate(lines):
        for code, pattern in (("R126", DISTRIBUTION), ("R128", _ENCLOSURES)):
            bare = line.text.lstrip(" \t*")
            if (code == "R128" or number >= last) and (match := pattern.match(bare)):
                at = line.offset + len(line.text) - len(bare)
                key = re.split(r"[\s\u3000:：]", match[0])[0]
                problem = Problem(code, at, len(bare), Severity.WARNING, {"key": key})
                found.setdefault(code, []).append(problem)
        if not _SOME_MARK.search(line.text):
            continue
        bare = _LINK_TARGET.sub(lambda match: " " * len(match[0]), line.text)
        for mark, pattern in _MARKS:
            for match in pattern.finditer(bare):
                at = line.offset + match.start()
                shown = match[0].strip() if mark != ":::" else mark
                problem = Problem("R127", at, len(match[0]), Severity.WARNING, {"mark": shown[:20]})
                found.setdefault(mark, []).append(problem)
    return [
        replace(
            group[0],
            params={**group[0].params, "places": phrase("places", count=len(group)) if group[1:] else ""},
        )
        for group in found.values()
    ]
