"""The lines at the top → series, numbers, date, organs, secrecy and the rest of the masthead."""

from __future__ import annotations

import itertools
import re
from typing import Final

from msgspec.structs import replace

from jianbao.foreign.blocks import FOOTER, HEADER
from jianbao.importing.below import (
    PINYIN,
    SIGNER,
    below,
    corner,
    corner_piece,
    corner_words,
    doubt_day,
    partial_date,
    take_organ,
    take_year,
)
from jianbao.importing.colophon import take_line, take_role
from jianbao.importing.forms import expand_tables
from jianbao.importing.grammar import KINDS, PARTIAL, NumberLine, beside_numbers, dated, number_line, plain
from jianbao.importing.marks import CONTENTS
from jianbao.importing.parts import Job, Line, despaced
from jianbao.importing.roles import COPIES, EDITS, NOTE, STAFFED, label_of, organ_of
from jianbao.importing.toplines import join_above, put_plainly

_REACH: Final = 40
_NAME_SIZE: Final = 26
_MOTTO: Final = 10
_EQUAL: Final = 0.97
_ORGAN: Final = 4
_WORDED: Final = 8
# what an issue is, rather than what it is called
_SPECIAL: Final = re.compile("(?:特刊|增刊|号外|特辑)$")
_QUOTES: Final = "《》“”"
_NAME_END: Final = re.compile(
    r"(?:简报|快报|通报|通讯|信息|动态|专报|专刊|参考|内参|月报|周报|旬报|日报|半月报|季报|简讯|快讯|要情|要报|摘报|调研|思考|纪要|情况|工作|之窗|视野|交流|导刊|通信|文摘|舆情|摘要|反映|研究|资讯|建设|报告|园地|简讯|团讯|讯|报|刊|谈|窗|声|音)(?:[（(][^（）()]*[）)])?$"
)
# where an office is, alone in a line over what its paper is called
_REGION: Final = re.compile(r"[\u4e00-\u9fff]{1,4}(?:省|市|县|区|州|盟|旗|镇|乡)")
_WORDS: Final = re.compile(r"[\u4e00-\u9fff]{3,20}")
_SEASON: Final = re.compile(
    r"[(（]?(?:19|20)\d\d年?[·.]?(?:[春夏秋冬]季?|[上下]半年|第?[一二三四]季度)[刊号]?[)）]?"
)
_NUMBERED: Final = re.compile(r"([\u4e00-\u9fff]{3,12})[\s\u3000]+(\d{1,3})")
# the weekday, the weather, how many pages
_TRIVIAL: Final = re.compile(
    r"(?:本期)?共?\d{1,3}[版页]|[(]?(?:星期|周)[一二三四五六日天][)]?|晴|阴|多云|[小中大]?[雨雪]|农历.{2,10}"
)


def masthead(job: Job) -> bool:
    """Take the masthead; whether there is one. Raises nothing."""
    expand_tables(job, _REACH)
    put_plainly(job, _REACH)
    head = _head(job)
    at, found = _number_at(head)
    names = _names(job, head, at)
    if found is None:
        if _from_header(job, names):
            head = _head(job)
            at, found = _number_at(head)
            names = _names(job, head, at) or names
        elif not any(_NAME_END.search(despaced(line.text)) for line in names) and not any(
            dated(line.text) or _issued(line) for line in head[:8]
        ):
            # a large title over a text makes no issue
            return False
        if found is None and not names:
            return False
    end = at + 1 if found is not None else head.index(names[-1]) + 1
    _around(job, head, names, at)
    _name(job, names, found)
    if found is not None:
        _numbers(job, head[at], found)
    below(job, head[end:])
    _named_elsewhere(job)
    _kind(job, found)
    held = job.draft.values.get("masthead", {})
    if "organ" not in job.draft.values and held.get("organ_above"):
        job.draft.values["organ"] = held.pop("organ_above")
        if len(job.draft.values["organ"]) > 1:
            job.draft.doubt("organ", 0, "doubt_organ", "、".join(job.draft.values["organ"]))
    return True


def _around(job: Job, head: list[Line], names: list[Line], at: int) -> None:
    """Take what stands over the number in line `at`, or over the name where no line has one, and in boxes anywhere."""
    top = head[:at] if at >= 0 else head[: head.index(names[0])]
    join_above([line for line in top if line not in names])
    for line in [*top, *(each for each in head if each.box and each not in top)]:
        if line not in names and not line.taken:
            _over_all(job, line, over=line in top)
        free = line not in names and not line.taken and (at < 0 or line is not head[at])
        if free and not corner(job, line) and not _second_number(job, line) and line in top:
            # between name and number stands who issues it, if nobody stands below
            under = bool(names) and line in head[head.index(names[-1]) :]
            if under and organ_of(line.text)[1]:
                take_organ(job, line.text, line)
                job.take(line, line.text)
            elif under and line.size < names[-1].size / 2:
                # what a paper says of itself
                job.take(line)
            else:
                _above(job, line, names)


def _issued(line: Line) -> bool:
    """Whether a line says of which season an issue is, or what organ edits it: 2026年秋, 某某中心　印制."""
    season = _SEASON.fullmatch(line.tight) is not None
    return season or (organ_of(line.text)[1] and EDITS.search(line.tight) is not None)


def _from_header(job: Job, names: list[Line]) -> bool:
    """Put the header of the pages before the text, or under its name, where the masthead or the number stands in it."""
    texts = [
        text
        for text in job.content.furniture
        if text.where == HEADER or (text.where == FOOTER and "期" in text.text)
    ]
    lines = [line for text in texts for line in job.lines_of(text)]
    if not names:
        first, found = _number_at(lines)
        if found is None:
            return False
        end = next((end for end in range(first, min(first + 3, len(lines))) if dated(lines[end].text)), first)
        job.lines[:0] = lines[: end + 1]
        return True
    name = "".join(plain(line.text) for line in names)
    at = next(
        (
            at
            for at, line in enumerate(lines)
            if (found := number_line(line.text)) and found.rest in ("", name, name.replace(found.kind, ""))
        ),
        None,
    )
    if at is None or number_line(lines[at].text.replace(names[-1].text, "")) is None:
        return False
    line = lines[at]
    line.text = line.text.replace(names[-1].text, "").strip(" \t\u3000")
    job.lines.insert(job.lines.index(names[-1]) + 1, line)
    return True


def _second_number(job: Job, line: Line) -> bool:
    """A line that gives the total alone, beside the one with the number."""
    found = number_line(line.text)
    if found is None and take_year(job, line.text):
        job.take(line, line.text)
        return True
    if (
        found is None
        or found.rest
        or found.total is None
        or found.number is not None
        or "total" in job.draft.values
    ):
        return False
    job.draft.values["total"] = found.total
    job.take(line, line.text)
    return True


def _head(job: Job) -> list[Line]:
    """The lines among which the masthead is: up to the contents or the first long text."""
    head: list[Line] = []
    for line in job.lines[:_REACH]:
        if line.grid or (CONTENTS.fullmatch(line.tight) and head) or (len(line.tight) > 90 and not line.box):
            break
        head.append(line)
    return head


def _number_at(head: list[Line]) -> tuple[int, NumberLine | None]:
    """The number line's place and what it says; only one that says nothing else but names, organs and dates."""
    second: tuple[int, NumberLine | None] = (-1, None)
    for at, line in enumerate(head):
        found = number_line(line.text) or _unnumbered(line)
        if found is None or (found.number is None and found.total is None and not found.blank):
            continue
        if "期" not in line.text and any(
            "期" in each.text and _is_number(each.text) for each in head[at + 1 : at + 8]
        ):
            # a document's number stands beside the issue's
            continue
        bare = re.fullmatch(r"[(]?\d{1,3}[)]?", line.tight) is not None
        if not found.rest and (
            not bare or (at > 0 and (head[at - 1].red or head[at - 1].size >= _NAME_SIZE))
        ):
            beside = next((each for each in head[at + 1 : at + 3] if _is_number(each.text)), None)
            if found.number is None and beside is not None:
                # the total stands alone above the number
                return head.index(beside), number_line(beside.text)
            return at, found
        pieces = _pieces(line)
        others = [each for each in pieces if not number_line(each) and not dated(each)]
        between = any(map(_is_number, pieces)) and any(map(dated, pieces)) and len(others) == 1
        aliens = [
            each
            for each in others
            if not (
                organ_of(each)[1]
                or (between and _WORDS.fullmatch(plain(each)))
                or _TRIVIAL.fullmatch(plain(each))
                or _role(each)
                or PARTIAL.fullmatch(plain(each))
                or _NAME_END.search(despaced(each))
                or NOTE.fullmatch(plain(each))
                or SIGNER.match(each)
            )
        ]
        # one word beside number and day, or beside an organ, is doubted where it is taken
        told = len(pieces) > 2 and any(dated(each) or organ_of(each)[1] for each in pieces)
        fit = not aliens or (told and len(aliens) == 1 and len(plain(aliens[0])) <= _MOTTO)
        named = (_NAME_END.search(found.rest.strip(_QUOTES)) or line.size >= _NAME_SIZE) and len(
            found.rest
        ) <= 20
        if second[1] is None and at < 12 and ((others and fit and len(pieces) > 1) or named):
            second = at, found
    return second if second[1] is not None else _worded(head)


def _worded(head: list[Line]) -> tuple[int, NumberLine | None]:
    """A number line that says before its number what it counts: 防火第（12）期, a word of the name's; （学习资料·第4辑）."""
    for at, line in enumerate(head[:_WORDED]):
        found = number_line(line.text)
        if found is None or found.number is None or not found.rest or at == 0:
            continue
        under = head[at - 1].red or head[at - 1].size >= max(_NAME_SIZE, line.size * 1.4)
        said = found.rest in despaced("".join(each.text for each in head[:at]))
        last = re.search(r"[期号辑刊集][)）\]】]?$", line.tight) is not None
        if said or (under and last and re.fullmatch(r"[\u4e00-\u9fff]{2,6}", found.rest)):
            return at, replace(found, rest="")
    return -1, None


def _unnumbered(line: Line) -> NumberLine | None:
    """What a line says of an issue without a number, 2010年冬季增刊, that stands beside its organ or day."""
    found = next(
        (each for piece in line.pieces if (each := number_line(piece)) and each.blank and each.kind), None
    )
    return replace(found, rest=line.text) if found is not None else None


def _pieces(line: Line) -> list[str]:
    """The pieces of a line; one that holds a number line and more is parted at its blanks."""
    made: list[str] = []
    for piece in line.pieces:
        found, parts = number_line(piece), piece.split()
        alone = found is not None and bool(found.rest) and any(map(_is_number, parts))
        made += parts if alone else [piece]
    return made


def _is_number(text: str) -> bool:
    found = number_line(text)
    return found is not None and found.number is not None and not found.rest


def _names(job: Job, head: list[Line], at: int) -> list[Line]:
    """The lines of the name: the largest, or the red ones, above the number line."""
    above = [line for line in (head[:at] if at >= 0 else head[:8]) if line.text.strip("\ufffc \n")]
    above += [line for line in head[max(at, 0) :] if line.box and line.red and line not in above]
    able = [
        line
        for line in above
        if not PINYIN.fullmatch(line.text)
        and (not corner_words(line.tight) or line.size >= _NAME_SIZE)
        and len(line.tight) <= 40
        and not (dated(line.text) and line.size < 26)
    ]
    if not able and at >= 0:
        able = [
            line
            for line in head[at + 1 : at + 6]
            if line.size >= 24 and len(line.tight) <= 24 and not dated(line.text)
        ]
    if at >= 0 and (own := _within_number(head[at])):
        return [own]
    if not able:
        return []
    most = max(line.size for line in able)
    red = [line for line in able if line.red]
    if at < 0 and not (red or most >= 30 or (able[0].outline == 0 and able[0].style.startswith("heading 1"))):
        return []
    pool = [line for line in able if line.size >= most * 0.8] if most > job.body_size + 1 else red or able
    if red and most > job.body_size + 1:
        # of two lines of one size in two colours, both are its name
        pool = [
            line for line in pool if line.red or (line.size > most * _EQUAL and not _is_organ(line))
        ] or pool
    if (
        len(pool) == 1
        and len(despaced(pool[0].text)) <= 5
        and _NAME_END.search(despaced(pool[0].text))
        and pool[0].red
    ):
        before = [
            line
            for line in able
            if line.red and line is not pool[0] and able.index(line) == able.index(pool[0]) - 1
        ]
        if (
            before
            and not organ_of(before[0].text)[1]
            and not before[0].text.strip().endswith(("会议", "大会"))
        ):
            pool = [*before, *pool]
    place = able.index(pool[0]) - 1
    small = max(line.size for line in pool) / 2
    pool = [line for line in pool if line.size >= small]
    over = place >= 0 and (able[place].red or able[place].size >= _NAME_SIZE)
    if len(pool) == 1 and over and _REGION.fullmatch(despaced(able[place].text)):
        return [able[place], *pool]
    if len(pool) > 1:
        organs = [line for line in pool if _is_organ(line) and not _NAME_END.search(despaced(line.text))]
        if len(organs) < len(pool):
            pool = [line for line in pool if line not in organs]
        named = [line for line in pool if _NAME_END.search(despaced(line.text))]
        if most <= job.body_size + 1 and named:
            pool = named[-1:]
    return pool


def _is_organ(line: Line) -> bool:
    """Whether a line is an organ, and long enough not to be the first half of a name: 老干部|之友."""
    return organ_of(line.text)[1] and len(despaced(line.text)) >= _ORGAN


def _within_number(line: Line) -> Line | None:
    """The number line itself, where it is large and holds the name."""
    found = number_line(line.text)
    return line if found is not None and found.rest and line.size >= _NAME_SIZE else None


def _name(job: Job, names: list[Line], found: NumberLine | None) -> None:
    values, draft = job.draft.values, job.draft
    if not names or (found is not None and _within_number(names[0]) is not None):
        if found is not None and found.rest:
            values["series"] = found.rest.strip(_QUOTES)
            draft.doubt("series", 0, "doubt_series", found.rest)
        return
    parts: list[str] = []
    for line in names:
        for piece in line.text.split("\n"):
            text = despaced(piece).strip("《》【】")
            bracket = re.search(r"[（(]([^（）()]*)[）)]$", text)
            kind = next((each for each in KINDS if bracket and each in bracket[1]), "")
            if bracket and kind:
                values["kind"] = kind
                text = text[: bracket.start()]
            if text and not PINYIN.fullmatch(text):
                parts.append(text)
        job.take(line, line.text if not PINYIN.search(line.text) else "".join(parts), values.get("kind", ""))
    name = "".join(parts)
    if (when := dated(name)) is not None and (bare := when.rest.strip("\t()（）")):
        # its day behind the name
        parts, name = [bare], bare
        values["date"] = when.date
        draft.doubt("date", names[0].place, "doubt_told_by", names[0].text)
    if found is None and (numbered := _NUMBERED.fullmatch(name)):
        # its number alone behind the name
        name, values["number"] = numbered[1], int(numbered[2])
        parts = [name]
        draft.doubt("number", names[0].place, "doubt_told_by", names[0].text)
    if not name:
        return
    values["series"] = name
    if len(parts) > 1:
        values.setdefault("masthead", {})["name"] = parts
    if (
        not _NAME_END.search(name)
        or _SPECIAL.search(name)
        or len(name) > 24
        or len(name) < 2
        or re.search(r"\d", name)
    ):
        draft.doubt("series", names[0].place, "doubt_series", name)


def _doubt_numbers(job: Job, line: Line, found: NumberLine) -> None:
    """Doubt numbers of a form that can be read in two ways, and a total that cannot be."""
    values, draft = job.draft.values, job.draft
    for key in ("year", "number") if found.odd else ():
        draft.doubt(key, line.place, "doubt_told_by", line.text)
    for key in ("number", "total")[: 1 + bool(found.total)] if found.double else ():
        draft.doubt(key, line.place, "doubt_double", line.text)
    if found.total is not None and found.number is not None and found.total < found.number:
        del values["total"]
        draft.doubt("total", line.place, "doubt_total", line.text)


def _numbers(job: Job, line: Line, found: NumberLine) -> None:
    values = job.draft.values
    for key in ("year", "number", "number_last", "total", "total_last"):
        if (number := getattr(found, key)) is not None:
            values[key] = number
    if found.blank and not found.rest:
        job.take(line, line.text)
        return
    _doubt_numbers(job, line, found)
    # of a line that says more, the other pieces find their own places
    counted = [each for each in _pieces(line) if number_line(each)] if found.rest else [line.text]
    for words in itertools.chain.from_iterable(map(beside_numbers, counted)):
        job.drop(line.place, words)
    words = (number_line(line.text) or found).rest
    if words and not found.rest and words not in values.get("series", ""):
        # what the number counts
        job.drop(line.place, words)
        job.draft.doubt("number", line.place, "doubt_told_by", line.text)
    when = dated(line.text)
    if when is not None:
        doubt_day(job, line, when)
        job.put(values, "date", when.date, line)
    if found.rest:
        others = [each for each in _pieces(line) if not number_line(each)]
        for each in others:
            without = dated(each)
            words = without.rest.strip() if without else each
            if PARTIAL.fullmatch(plain(words)):
                partial_date(job, plain(words), line)
            elif words and words != values.get("series"):
                _other_piece(job, words, line)
    job.take(line, line.text)


def _other_piece(job: Job, words: str, line: Line) -> None:
    """Take a piece of the number line that is neither number nor day."""
    if _TRIVIAL.fullmatch(plain(words)):
        job.drop(line.place, plain(words))
    elif not SIGNER.match(words) and (named := _role(words)):
        take_role(job, *named, line)
    elif _NAME_END.search(despaced(words)) and not organ_of(words)[1]:
        # what kind of paper it is
        job.drop(line.place, words)
        job.draft.doubt("series", line.place, "doubt_unknown", words)
    elif not corner_piece(job, words, line):
        take_organ(job, words, line)


def _role(text: str) -> tuple[str, str] | None:
    """(an editor's role, the name), as in 责任编辑 王五."""
    label, _, name = text.replace("：", " ").replace(":", " ").strip().partition(" ")
    return (label, name.strip()) if name.strip() and STAFFED.fullmatch(f"{label}：") else None


def _over_all(job: Job, line: Line, *, over: bool) -> None:
    """Take whom it goes to and, `over` the name, the day where these stand over all."""
    when = dated(line.text) if over else None
    if label_of(line.text) or COPIES.fullmatch(line.tight) or (line.celled and STAFFED.match(line.text)):
        take_line(job, line, "")
    elif when is not None and all(_TRIVIAL.fullmatch(plain(each)) for each in when.rest.split()):
        job.draft.values.setdefault("date", when.date)
        job.take(line, line.text)


def _above(job: Job, line: Line, names: list[Line]) -> None:
    """A line above the name: an organ, pinyin, or something that we do not know."""
    tight = despaced(line.text)
    if not tight.strip("\ufffc"):
        if line.pictured:
            job.draft.doubt("masthead", line.place, "doubt_picture_name")
        line.taken = True
    elif PINYIN.fullmatch(line.text):
        job.take(line)
    else:
        pieces = [piece for piece in line.pieces if len(line.pieces) == 1 or not take_year(job, piece)]
        if not all(organ_of(piece)[1] for piece in pieces):
            pieces = ["".join(pieces)]
        for piece in pieces:
            name, sure = organ_of(piece)
            if not name:
                continue
            held = job.draft.values.setdefault("masthead", {})
            if sure or (line.red and len(name) <= 30):
                held["organ_above"] = [*held.get("organ_above", []), name]
                if not sure:
                    job.draft.doubt("masthead.organ_above", line.place, "doubt_organ", name)
            elif len(name) <= 30 and not names:
                job.draft.doubt("masthead", line.place, "doubt_unknown", name)
            else:
                job.drop(line.place, name)
                if line.size >= _NAME_SIZE:
                    job.draft.doubt("series", line.place, "doubt_unknown", name)
        line.taken = True


def _named_elsewhere(job: Job) -> None:
    """Of an issue whose name is a picture, the name that its headers and footers say: 《热血月报》编辑组."""
    said = [text.text for text in job.content.furniture]
    found = next((found for text in said if (found := re.search("《([^》]{2,16})》", text))), None)
    if found is not None and "series" not in job.draft.values:
        job.draft.values["series"] = found[1]
        job.draft.doubt("series", 0, "doubt_told_by", found[0])


def _kind(job: Job, found: NumberLine | None) -> None:
    """The kind comes from the number line, else, as a doubt, from the name."""
    values = job.draft.values
    if found is not None and found.kind:
        values["kind"] = found.kind
        return
    if values.get("kind"):
        return
    name = values.get("series", "")
    kind = next((each for each in ("增刊", "专报", "特刊") if each in name), "")
    if kind:
        values["kind"] = kind
        job.draft.doubt("kind", 0, "doubt_kind", name)
