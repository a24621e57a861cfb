"""A by-line (署名) → the units (供稿单位) that it names, by the names that the office's words give in full."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jianbao.expressions import compiled
from jianbao.language.office import OfficeWords
from jianbao.language.persons import is_name

_BRACKETS: Final = " \t\u3000（）()【】[]。"
_NONE: Final = compiled(r"(?:责任)?编辑|审核|审签|核稿|签发|校对|摄影|图片?\s*[/／:：]")
_BEFORE: Final = compiled(
    r"(?:(?:本文|本期|信息|稿件)?(?:供稿|报送|来稿|撰稿|作者|来源|提供)(?:单位)?|供稿人|撰稿人|执笔人?|(?:本报|本刊)?(?:记者|通讯员)|整理)"
    r"(?:\s*[:：/／]\s*|[ \t\u3000]+)|文(?:\s*[/／、]\s*图)?\s*(?:[/／:：]|(?<=图)\s)\s*|整理自|摘自"
)
_BEHIND: Final = compiled(r"(?:联合)?(?:供稿|报送|来稿|撰稿|提供|整理|信息员|通讯员|记者)$")
_BETWEEN: Final = compiled(r"[、，,；;/／\t]+")
_SOMEBODY: Final = compiled("某某某?")
_JOB: Final = compiled(r"(?:特约)?(?:记者|通讯员|信息员|作者)")
_OFFICE: Final = compiled(r"(?:党委|党组|党支部)?(?:第一)?副?(?:书记|主任|[局县区镇乡科处所站队]长)$")
_UNIT: Final = compiled(r".*(?:[局委办厅处科室院校所站队部镇乡村区县市州省社会团司厂馆组]|街道|中心|政府)")
_BLANKS: Final = compiled(r"[ \u3000]+")


class Units:
    """What an office calls its units: short and former names lead to the full one."""

    def __init__(self, office: OfficeWords | None = None) -> None:
        office = office or OfficeWords()
        self._full = {
            name: organ.name
            for organ in office.organs
            for name in (organ.name, *organ.short, *(old for old, _ in organ.former))
        }
        self._people = {person.name for person in office.people}
        self._known: dict[str, tuple[str, ...]] = {}

    def named(self, unit: str) -> tuple[str, ...]:
        """All names of a unit that is called by one of them; the one given where the words do not know it."""
        full = self._full.get(unit, unit)
        return tuple(dict.fromkeys((unit, full, *(name for name, its in self._full.items() if its == full))))

    def of(self, byline: str) -> tuple[str, ...]:
        """The units of a by-line, each once, by their full names; persons and editors are none."""
        if byline not in self._known:
            lines = (line.strip(_BRACKETS) for line in byline.split("\n"))
            self._known[byline] = tuple(dict.fromkeys(unit for line in lines for unit in self._line(line)))
        return self._known[byline]

    def _line(self, line: str) -> Iterator[str]:
        if _NONE.match(line):
            return
        line = _BEFORE.sub("", line, count=1) if _BEFORE.match(line) else line
        pieces = _BETWEEN.split(_BEHIND.sub("", line.strip(_BRACKETS)))
        for piece in (_BEHIND.sub("", each.strip(_BRACKETS)) for each in pieces):
            words = [word for word in _BLANKS.split(piece) if word and not _JOB.fullmatch(word)]
            units = [word for word in words if not self._is_person(word)]
            # who holds an office signs for the unit
            if len(units) < len(words):
                units = [left for word in units if (left := _OFFICE.sub("", word)) == word or _is_unit(left)]
            whole = units if all(map(_is_unit, units)) else ["".join(units)]
            yield from (self._full.get(name, name) for name in whole if name)

    def _is_person(self, word: str) -> bool:
        if word in self._full or (word not in self._people and _UNIT.fullmatch(word)):
            return False
        return word in self._people or is_name(word) or _SOMEBODY.fullmatch(word) is not None


def _is_unit(name: str) -> bool:
    return len(name) > 2 and _UNIT.fullmatch(name) is not None
