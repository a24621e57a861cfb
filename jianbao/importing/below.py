"""What stands in the corners and under the number line → secrecy, signers, organs, day, editors."""

from __future__ import annotations

import re
from typing import Final

from msgspec.structs import replace

from jianbao.foreign.blocks import PICTURE
from jianbao.importing.colophon import take_line
from jianbao.importing.grammar import (
    FROM_TO,
    KINDS,
    PARTIAL,
    YEAR_ALONE,
    Dated,
    cardinal,
    dated,
    dated_in,
    is_number_line,
    number_line,
    plain,
)
from jianbao.importing.marks import COLUMN, CONTENTS, EDITOR, MOTTO
from jianbao.importing.parts import RULED, Job, Line, parted
from jianbao.importing.roles import (
    COPIES,
    NAME,
    NOTE,
    SIMPLER,
    STAFFED,
    english_of,
    label_of,
    organ_of,
    role_of,
    tight_names,
)

SECRET: Final = re.compile(
    r"(?:密级[:：]?)?((?:绝密|机密|秘密)(?:[★☆▲*]?(?:\d{1,2}年|[一二三四五六七八九十]{1,3}年|长期|\d{1,2}个月)?|[★☆]?.{0,8}))"
)
_URGENT: Final = re.compile(r"(?:紧急程度[:：]?)?(特急|加急|特提|平急|急件|急)")
_COPY: Final = re.compile(
    r"(?:份\s*号|编\s*号)[:：]?(?:[Nn][Oo][.．:：]?|№)?\s*(\d{2,8})|(?:[Nn][Oo][.．:：]?|№)\s*(\d{3,8})|(0\d{3,7}|\d{6})"
)
SIGNER: Final = re.compile(
    r"[（(]?(?:签\s*发\s*人?|审\s*签|审签人)(?:\s*[:：]\s*|\s+(?=[\u4e00-\u9fff]{2,4}(?:\s|$)))"
)
# a piece that says what it is, and nothing that an issue file holds
_ASIDE: Final = re.compile(
    r"[\u4e00-\u9fff]{2,6}[:：]\S.*|编|编印|编发|主办|编制|印制|编辑|制作|出品|承办|[编印发]于"
)
_PAGES: Final = re.compile(r"(?:本期)?共\d{1,3}[版页]")
# behind a day, that it is the first of several
_TO: Final = re.compile(r"\s*[-—–~～至到]+\s*(?:\d{1,2}月)?\d{1,2}日?")
# an office that is named without what it is the office of
_OFFICE: Final = re.compile(
    r"(?:党委|党政|行政|党群|党总支|机关|综合|政治|院长?|校长?)?(?:办公室|办|(?:宣传|组织|工作)(?:部|科|处)|政工科|秘书[科处])"
)
# what an issue is for, under its name
_SPECIAL: Final = re.compile(rf"\S{{2,10}}(?:{'|'.join(KINDS)})")
_PRINTED_ON: Final = re.compile(r"(?:印刷|印制|付印|印发)(?:日期|时间)\s*[:：]")
_SHORT: Final = 6
_SAYING: Final = 8
# where the office is found, under its name
_REACHED: Final = re.compile(r"(?:网[址站][:：]?)?(?:https?://|www\.)\S+|\S+@\S+")
_AS_OF: Final = re.compile(r"[(]?(?:数据|情况|信息|统计)?(?:截[至止]|更新)")
# what day it is
_FEAST: Final = re.compile(r"[\u4e00-\u9fff]{1,10}[日节]|[\u4e00-\u9fff]{2}")
_SHORT_DAY: Final = re.compile(r"\d\d[./-]\d{1,2}[./-]\d{1,2}")
_TEXT: Final = 24
# how long words may be that stand beside an organ, or alone between what belongs to a masthead, and say nothing known
_STRANGE: Final = 16
PINYIN: Final = re.compile(r"[A-Za-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü\s.,·’'—-]{4,}")


def corner_words(tight: str) -> bool:
    """Whether a line, of one width and without blanks, is one of the corners'."""
    return bool(
        SECRET.fullmatch(tight)
        or _URGENT.fullmatch(tight)
        or _COPY.fullmatch(tight)
        or NOTE.fullmatch(tight)
        or SIGNER.match(tight)
    )


def corner(job: Job, line: Line) -> bool:
    """A line of the corners: secrecy, urgency, copy number, note, signer."""
    pieces = [line.text] if corner_words(line.tight) and not _parts(line) else line.pieces
    known = [piece for piece in pieces if corner_words(plain(piece))]
    sure = any(SECRET.fullmatch(plain(piece)) or _URGENT.fullmatch(plain(piece)) for piece in known)
    strange = [piece for piece in pieces if piece not in known]
    if not known or (strange and not (sure and all(len(plain(piece)) <= _STRANGE for piece in strange))):
        return False
    for piece in known:
        corner_piece(job, piece, line)
    for piece in strange:
        job.drop(line.place, piece)
        job.draft.doubt("masthead", line.place, "doubt_unknown", piece)
    job.take(line, line.text)
    return True


def _parts(line: Line) -> bool:
    """Whether each piece of a line is one of the corners' by itself."""
    return len(line.pieces) > 1 and all(corner_words(plain(piece)) for piece in line.pieces)


def corner_piece(job: Job, piece: str, line: Line) -> bool:
    """Take a piece of a line that is one of the corners'; False for any other."""
    held = job.draft.values.setdefault("masthead", {})
    tight = plain(piece)
    if found := SECRET.fullmatch(tight):
        job.put(held, "secrecy", found[1], line)
    elif found := _URGENT.fullmatch(tight):
        job.put(held, "urgency", found[1], line)
    elif found := _COPY.fullmatch(tight):
        copy = found[1] or found[2] or found[3]
        job.put(held, "copy_number", copy[-6:].zfill(6), line)
        if len(copy) > 6:
            job.draft.doubt("masthead.copy_number", line.place, "doubt_copy", tight)
    elif found := SIGNER.match(piece):
        names = [each for each in re.split(r"[、，,\s\u3000]+", tight_names(piece[found.end() :])) if each]
        held["signer"] = [*held.get("signer", []), *names]
    elif NOTE.fullmatch(tight):
        held["note"] = [
            *held.get("note", []),
            re.sub(r"\s+", " ", re.sub(r"^[（(](.*)[）)]$", r"\1", piece.strip("【】〔〕[]"))),
        ]
    else:
        return False
    return True


def below(job: Job, lines: list[Line]) -> None:
    """Take organ, date, signer and editors under the number line, or on a cover under the contents."""
    seen = 0
    for at, line in enumerate(lines):
        if line.taken:
            continue
        title = (
            not _heads_day(lines[at:])
            and not is_number_line(line.text)
            and (
                (
                    (line.centred or {"date", "organ"} <= set(job.draft.values))
                    and job.is_big(line)
                    and line.size >= 17.5
                    and not line.red
                )
                or line.style.lower().startswith(("heading", "标题"))
            )
        )
        when = dated(line.text)
        if not line.text.strip(PICTURE + RULED + "\n"):
            line.taken = not line.pictured
            continue
        if CONTENTS.fullmatch(line.tight) or COLUMN.fullmatch(line.text) or EDITOR.match(line.text):
            break
        if _is_motto(job, lines, at):
            job.take(line)
            continue
        if label_of(line.text):
            # whom it goes to stands on the first page
            take_line(job, line, "")
            continue
        if _REACHED.fullmatch(line.tight) or _is_as_of(lines, at):
            job.take(line)
            continue
        if (
            (title or line.centred or job.is_big(line))
            and not seen
            and _SPECIAL.fullmatch(line.tight)
            and not job.draft.values.get("kind")
        ):
            job.draft.values["kind"] = next(kind for kind in KINDS if line.tight.endswith(kind))
            job.draft.doubt("kind", line.place, "doubt_kind", line.text)
            job.take(line, job.draft.values["kind"])
            continue
        under = next((each for each in lines[at + 1 :] if each.text.strip(RULED)), line)
        heads = when is None and not line.right and len(under.tight) > _TEXT and under.text.endswith("。")
        if (title and when is None) or seen >= 8 or len(line.tight) > 70 or heads:
            # what stands right over a text is its title
            break
        done = "date" in job.draft.values and "organ" in job.draft.values
        if (
            done
            and line.centred
            and when is None
            and not corner_words(line.tight)
            and number_line(line.text) is None
            and not STAFFED.match(line.text)
            and not (line.celled and organ_of(line.text)[1])
            and not _goes_on(lines, at)
        ):
            break
        if not _below_line(job, line, when is not None):
            if not _stands_within(job, lines[at:]):
                break
            job.drop(line.place, line.tight)
            job.draft.doubt("masthead", line.place, "doubt_unknown", line.text)
            line.taken = True
        seen += 1


def _is_motto(job: Job, lines: list[Line], at: int) -> bool:
    """Whether words of one length stand alone, and over no title that stands as they do: that would be its kicker."""
    line, after = lines[at], lines[at + 1] if at + 1 < len(lines) else None
    alone = line.centred and len(line.tight) >= _SAYING and not corner_words(line.tight)
    over = after is not None and after.centred and job.is_big(after)
    return alone and not over and MOTTO.fullmatch(line.text.strip()) is not None


def _is_as_of(lines: list[Line], at: int) -> bool:
    """Whether a line says up to what day its figures go, 数据截至…, and the issue's own day stands in one under it."""
    later = [line.text for line in lines[at + 1 : at + 4] if dated(line.text)]
    return _AS_OF.match(lines[at].tight) is not None and bool(later) and not organ_of(lines[at].text)[1]


def _goes_on(lines: list[Line], at: int) -> bool:
    """Whether a line is an organ that looks as the organ in the line above it does."""
    line, above = lines[at], lines[at - 1]
    alike = (
        at > 0
        and above.taken
        and (above.size, above.face, above.centred) == (line.size, line.face, line.centred)
    )
    return alike and organ_of(line.text)[1] and organ_of(above.text)[1]


def _stands_within(job: Job, lines: list[Line]) -> bool:
    """Whether words of no known kind are short and what else the masthead lacks, the day, stands right under them."""
    shown = [line for line in lines[:4] if line.text.strip("\ufffc \n")][:3]
    if "date" in job.draft.values or len(shown[0].tight) > 2 * _STRANGE or shown[0].grid is not None:
        return False
    when = next(filter(None, (dated(line.text) for line in shown[1:])), None)
    return when is not None and all(organ_of(piece)[1] for piece in when.rest.split())


def _heads_day(lines: list[Line]) -> bool:
    """Whether an organ stands alone over a day alone, as on a cover."""
    shown = [line for line in lines[:4] if line.text.strip("\ufffc \n")][:2]
    when = dated(shown[1].text) if len(shown) > 1 else None
    return when is not None and not when.rest.strip() and organ_of(shown[0].text)[1]


def _below_line(job: Job, line: Line, has_date: bool) -> bool:
    """Take one line under the number line; False where it is none of the masthead's."""
    values = job.draft.values
    if line.text.rstrip().endswith(("：", ":")):
        # whom a text is for
        return False
    if corner(job, line):
        return True
    if PINYIN.fullmatch(line.text) or _PAGES.fullmatch(line.tight):
        job.take(line)
        return True
    told = role_of(line.pieces[0]) and (line.celled or len(line.pieces) > 1)
    if (told or STAFFED.match(line.text)) and not SIGNER.match(line.text) and not has_date:
        take_line(job, line, "")
        return True
    if FROM_TO.fullmatch(re.sub(r"^[(]?[\u4e00-\u9fff]{2,6}:", "", line.tight)):
        # the days that an issue covers
        job.take(line)
        return True
    extra = number_line(line.text)
    if extra is not None and extra.rest and extra.rest == values.get("series"):
        job.take(line, line.text)
        return True
    if extra is not None and not extra.rest and "number" in values and not has_date:
        if extra.total is not None and "total" not in values:
            values["total"] = extra.total
            job.take(line, line.text)
            return True
        if extra.number is not None and values.get("kind") is None:
            return False
    rest = line.text
    if has_date and (when := dated(line.text)):
        if "date" in values and values["date"] != when.date:
            return False
        doubt_day(job, line, when)
        values["date"] = when.date
        rest = when.rest
    return _pieces(job, line, rest, has_date=has_date)


def _pieces(job: Job, line: Line, rest: str, *, has_date: bool) -> bool:
    """Take what a line says beside its day, between wide blanks; False where that is none of the masthead's."""
    values = job.draft.values
    pieces = [piece for piece in parted(rest) if piece.strip("()（） :：|·•")]
    for at in range(len(pieces) - 1, 0, -1):
        if SIGNER.match(pieces[at - 1]) and NAME.fullmatch(plain(pieces[at])):
            pieces[at - 1 : at + 1] = [" ".join(pieces[at - 1 : at + 1])]
    pieces = [piece for piece in pieces if not take_year(job, piece) and not _take_numbers(job, piece)]
    if "date" not in values and (short := [piece for piece in pieces if _SHORT_DAY.fullmatch(plain(piece))]):
        when = dated(f"’{plain(short[0])}")
        if when is not None:
            values["date"] = when.date
            job.draft.doubt("date", line.place, "doubt_told_by", line.text)
            pieces.remove(short[0])
    partial = [piece for piece in pieces if PARTIAL.fullmatch(plain(piece))]
    pieces = [piece for piece in pieces if piece not in partial]
    for piece in partial:
        partial_date(job, plain(piece), line)
    pieces = [piece for piece in pieces if not _labelled(job, piece, line)]
    organs = [piece for piece in pieces if not corner_piece(job, piece, line)]
    if any(organ_of(piece)[1] for piece in organs):
        asides = [piece for piece in organs if _is_aside(piece)]
        organs = [piece for piece in organs if piece not in asides]
        for piece in asides:
            job.drop(line.place, piece)
    feasts = [piece for piece in organs if has_date and _FEAST.fullmatch(piece)]
    organs = [piece for piece in organs if piece not in feasts]
    for piece in feasts:
        job.drop(line.place, piece)
    strange = [] if has_date else [piece for piece in organs if not organ_of(piece)[1]]
    if strange and (
        len(strange) == len(organs)
        or "organ" in values
        or any(len(plain(piece)) > _STRANGE or piece.endswith("。") for piece in strange)
    ):
        return False
    for piece in strange:
        # beside an organ stands the day, as nobody else writes it
        job.drop(line.place, plain(piece))
        job.draft.doubt("date", line.place, "doubt_unknown", piece)
    organs = [piece for piece in organs if piece not in strange]
    rejoined = _rejoined(organs)
    for piece in rejoined:
        take_organ(job, piece, line)
    if any(organ_of(piece)[1] and len(plain(piece)) <= _SHORT for piece in rejoined[1:]):
        # it may be an office of the organ before it
        job.draft.doubt("organ", line.place, "doubt_told_by", line.text)
    job.take(line, line.text)
    return True


def _labelled(job: Job, piece: str, line: Line) -> bool:
    """Take a piece that says with a label when or in how many copies the issue is printed, who edits, to whom it goes."""
    when = dated(piece) if _PRINTED_ON.match(piece) else None
    if when is not None:
        job.draft.values.setdefault("print", {})["date"] = when.date
        return True
    role = not SIGNER.match(piece) and role_of(piece)
    told = COPIES.fullmatch(plain(piece)) or ((role or label_of(piece)) and not organ_of(piece)[1])
    if told:
        take_line(job, replace(line, text=piece.strip(), spans=()), "")
    return bool(told)


def _take_numbers(job: Job, piece: str) -> bool:
    """Take a piece that is a number line and says what is not known yet."""
    found = number_line(piece)
    values = job.draft.values
    told = {
        key: getattr(found, key) for key in ("number", "total") if found and getattr(found, key) is not None
    }
    if found is None or found.rest or not told or told.keys() & values.keys():
        return False
    values.update(told)
    return True


def _is_aside(piece: str) -> bool:
    """Whether a piece beside an organ only says what it is, or is the organ in English."""
    aside = _ASIDE.fullmatch(piece.strip().translate(SIMPLER)) or PINYIN.fullmatch(piece)
    return aside is not None and not organ_of(piece)[1]


def doubt_day(job: Job, line: Line, when: Dated) -> None:
    """Doubt a day that is the first of several, 6月24日至30日: the issue's may be the last; and one without its century."""
    if when.odd or _TO.match(when.rest.rpartition("\t")[2]):
        job.draft.doubt("date", line.place, "doubt_told_by", line.text)


def take_year(job: Job, piece: str) -> bool:
    """Take a piece that is a year and nothing else: its day may stand at the other end of the line."""
    found = YEAR_ALONE.fullmatch(re.sub("^年[份度]:", "", plain(piece)))
    if found is not None:
        job.draft.values.setdefault("year", cardinal(found[1]))
    return found is not None


def partial_date(job: Job, words: str, line: Line) -> None:
    """A date without its year, which the number line may have; one without its day is none."""
    values = job.draft.values
    if (found := PARTIAL.fullmatch(words)) and found["year"]:
        values.setdefault("year", cardinal(found["year"].rstrip("年")))
    year = values.get("year")
    when = dated_in(year, words) if year is not None else None
    if when is not None and "date" not in values:
        values["date"] = when.date
    elif "date" in values:
        return
    job.draft.doubt("date", line.place, "doubt_partial", words)


def _rejoined(pieces: list[str]) -> list[str]:
    """Pieces that only together name an organ (县 政府 办) as one, and an organ with an office of its own."""
    if len(pieces) == 2 and _OFFICE.fullmatch(pieces[1]) and not pieces[0].endswith(("室", "部", "科", "处")):
        return ["".join(pieces)]
    if len(pieces) > 1 and not any(organ_of(piece)[1] for piece in pieces) and organ_of("".join(pieces))[1]:
        return ["".join(pieces)]
    return pieces


def take_organ(job: Job, words: str, line: Line) -> None:
    """Take an organ, as a doubt where it does not read as one."""
    name, sure = organ_of(words)
    if not name or COPIES.fullmatch(plain(words)):
        return
    if not sure and (re.search(r"\d|[。；！？]", name) or len(name) < 2 or len(name) > 60):
        job.drop(line.place, name)
        return
    parts = words.split("、")
    if len(parts) > 1 and all(organ_of(part)[1] for part in parts):
        for part in parts:
            take_organ(job, part, line)
        return
    job.drop(line.place, english_of(words))
    organs = job.draft.values.setdefault("organ", [])
    if name in organs:
        # Said twice, it is told as left out: no letter goes in silence.
        job.drop(line.place, words)
    else:
        organs.append(name)
    if not sure:
        job.draft.doubt("organ", line.place, "doubt_organ", name)
