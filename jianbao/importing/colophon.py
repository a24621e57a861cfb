"""The lines at the end → 报, 送, 发, copies, staff, imprint."""

from __future__ import annotations

import itertools
import re
from datetime import date as Date
from typing import Any, Final

from msgspec.structs import replace

from jianbao.foreign.blocks import FOOTER, PICTURE, Grid
from jianbao.importing.grammar import cardinal, dated, plain
from jianbao.importing.marks import ATTACHED, MOTTO
from jianbao.importing.parts import RULED, Job, Line, despaced
from jianbao.importing.roles import (
    COPIES,
    DISTRIBUTED,
    EDITS,
    LABELS,
    NAME,
    NOTE,
    PRINTED,
    REACHED_AT,
    STAFFED,
    english_of,
    label_of,
    organ_of,
    role_of,
    tight_names,
    tight_roles,
)
from jianbao.language.persons import is_name

_LABELS_IN_LINE: Final = re.compile(
    rf"(?<=[。；;\s\u3000\t])(?=(?:本期)?{LABELS}\s*[:：])|(?<=\s)(?=(?:抄送|抄报|上报|下发)\s+[^\s:：])"
)
# who prints the paper for money
_FIRM: Final = re.compile(r"(?<=[。；\s])[^\s。；]{2,24}(?:承印|印刷)[。]?\s*$")
_SPREAD_LABEL: Final = re.compile(
    r"(?:^|(?<=[\s\u3000]))([报发抄主送分呈印寄增上下])[\s\u3000]+(?=\S\s*[:：])"
)
_STAFF_BEHIND: Final = re.compile(rf"(?:[。；;\s\u3000\t]|[（(])+(?={STAFFED.pattern})")
# how many of the copies somebody gets
_THEIRS: Final = re.compile(r"[^\s。；（(][（(]\d{1,6}份[）)]")
_SUBJECT: Final = re.compile(r"主题词\s*[:：]")
# a label in a line of its own, over those whom it goes to
_ALONE: Final = re.compile(rf"[【〔\[]?(?:本期)?(?P<label>{LABELS}(?:范围|单位|机关|领导)?)[】〕\]]?[:：]?")
_BY: Final = re.compile(r"(?:摄影|图片|撰稿|撰文|文字|文/图|图/文)\s*[:：]")
# of a role that no list knows: somebody's name, or where one can be reached
_UNKNOWN_ROLE: Final = re.compile(
    r"([\u4e00-\u9fff]{2,6})\s*[:：]\s*([\u4e00-\u9fff·]{2,4}|[-\d（）() ]{6,})"
)
# a role that a list knows, or any word with a colon behind a wide blank
_LABELLED: Final = re.compile(
    rf"{STAFFED.pattern}|(?:^|(?<=[\s\u3000|｜；;（(]))(?!来源|信息来源|稿源|出处|摘自)(?P<other>[\u4e00-\u9fff]{{2,7}})[:：]\s*"
)
# what a kind of line says
_KEYS: Final = {"to": "distribution", "staff": "staff", "copies": "copies", "print": "print"}
# who wrote the one text, where nobody else is named
_WROTE: Final = re.compile(r"[（(]?(?:执笔|撰写|整理|撰|采写)人?\s*[:：]")
_ISSUES: Final = re.compile("(?:主[办管]|编[印发制]|出品)(?:单位|部门|机关)?")
_SLASHED: Final = re.compile(r"((?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,5})\s*[/／]\s*(?=[\u4e00-\u9fff]{2})")
# where an office is reached, without a colon
_REACHED: Final = re.compile(r"((?:[\u4e00-\u9fff]{2,4})?(?:电话|热线|传真|邮编))[\s\u3000]+(?=[\d（(+])")
_EDITED: Final = re.compile(r"[编主承联协出制印发][\u4e00-\u9fff]{1,5}\s*[:：]")
# how long words may be beside an organ or a day, and say nothing known
_STRANGE: Final = 20
_NAMED: Final = 3
# an imprint behind a label, as those to whom it goes have one
_IMPRINT: Final = re.compile(r"(?:印发|印制|编印|印刷|承印|印)")
_END: Final = re.compile(r"[（(\[【]?(?:完|此页无正文|本期完)[）)\]】]?")


def colophon(job: Job) -> None:
    """Take the colophon, from its first line to the end."""
    _expand_tables(job)
    end = _part_attachment(job)
    start = _start(job, end)
    if start is None:
        # attachments may stand behind it
        end = next((at for at, line in enumerate(job.lines) if ATTACHED.fullmatch(line.tight)), 0)
        start = _start(job, end)
    last = ""
    lines = job.lines[start:end] if start is not None else []
    for above, line in itertools.pairwise(lines):
        _with_printer(above, line)
    for line in lines:
        if line.taken or line.grid is not None:
            continue
        last = take_line(job, line, last)
    for line in [each for each in job.lines[-4:] if not each.taken and each.grid is None]:
        _edited(job, line)
    told = job.draft.values.get("distribution", [])
    for each in [each for each in told if not each["to"]]:
        # a label over nobody
        job.drop(0, each["label"])
        told.remove(each)
    _from_footer(job)


def _with_printer(above: Line, line: Line) -> None:
    """Put an organ that stands alone over the day of printing before that day."""
    alone = above.grid is None and line.grid is None and organ_of(above.text)[1] and not _kind_of(above)
    when = dated(line.text) if alone and _kind_of(line) == "print" else None
    if when is not None and PRINTED.fullmatch(plain(when.rest)):
        line.text, line.spans = f"{above.text}　{line.text}", ()
        above.text, above.taken = "", True


def _edited(job: Job, line: Line) -> None:
    """Take a last line that says who edits, on what day, where the masthead does not: 某某局编印  出版日期：…."""
    values, rest = job.draft.values, list[str]()
    organs: list[str] = []
    days: list[Date] = []
    for piece in line.pieces:
        when, (organ, sure) = dated(piece), organ_of(piece)
        if when is not None and not when.rest.strip():
            days.append(when.date)
        elif sure and (_EDITED.match(piece) or EDITS.search(plain(piece))):
            organs.append(organ)
        else:
            rest.append(piece)
    known = [piece for piece in rest if STAFFED.match(piece)]
    strange = [piece for piece in rest if piece not in known]
    if not (organs or (days and strange)) or any(len(piece) > _STRANGE for piece in strange):
        return
    if not {"date": days, "organ": organs}.keys() - values.keys() or len(strange) > 1:
        return
    for key, held in (("organ", organs), ("date", days[0] if days else None)):
        if held and key not in values:
            values[key] = held
            job.draft.doubt(key, line.place, "doubt_told_by", line.text)
    for piece in known:
        _staff(job, piece, line)
    # what the masthead says otherwise stays that
    others = (
        *strange,
        *(organ for organ in organs if organ not in values["organ"]),
        *(f"{day}" for day in days if day != values["date"]),
    )
    for piece in others:
        job.drop(line.place, piece)
    job.take(line, line.text)


def _part_attachment(job: Job) -> int:
    """Part a line 附：某某一览 under the colophon: the label and the title of what is attached; where it ends."""
    for at in range(len(job.lines) - 1, 1, -1):
        line = job.lines[at]
        found = ATTACHED.match(line.text) if line.grid is None else None
        above = any(_kind_of(each) for each in job.lines[max(at - 3, 0) : at] if each.grid is None)
        set_off = found is not None and found[0][-1:] in ":： \u3000\t"
        if (
            found
            and set_off
            and above
            and 2 <= len(line.text) - found.end() <= 30
            and not line.text.endswith("。")
        ):
            title = replace(line, text=line.text[found.end() :].strip(), spans=(), centred=True)
            job.lines[at : at + 1] = [replace(line, text=found[0].strip(" ：:"), spans=()), title]
            return at
    return len(job.lines)


def _from_footer(job: Job) -> None:
    """Take what the footers say that no line at the end does: to whom it goes, who edits, how many are printed."""
    texts = {text.text: text for text in job.content.furniture if text.where == FOOTER}
    held, last = {*job.draft.values}, ""
    for line in [line for text in texts.values() for line in job.lines_of(text)]:
        kind = _kind_of(line)
        if (kind and _KEYS.get(kind) not in held) or (last and not kind):
            last = take_line(job, line, last)


def _expand_tables(job: Job) -> None:
    for index in range(len(job.lines) - 1, max(len(job.lines) - 8, -1), -1):
        grid = job.lines[index].grid
        if grid is None or job.lines[index].taken:
            continue
        texts = [text.text for row in grid.rows for cell in row for text in cell.texts if text.text.strip()]
        labels = sum(bool(label_of(text)) or _ALONE.fullmatch(plain(text)) is not None for text in texts)
        printed = sum(
            bool(PRINTED.search(plain(text)) or STAFFED.match(text) or COPIES.search(plain(text)))
            for text in texts
        )
        if labels or is_labelled(grid) or (printed and len(grid.rows) <= 4):
            join_rows(job, index)


def is_labelled(grid: Grid) -> bool:
    """Whether each row holds labels of a colophon, each with its value in the next cell."""
    rows = [[cell.text for cell in row if cell.text.strip()] for row in grid.rows]
    return all(row and len(row) % 2 == 0 and all(map(_is_short_label, row[::2])) for row in rows)


def join_rows(job: Job, index: int) -> None:
    """Put the rows of a table in its place, a label's cell with what it is the label of."""
    grid = job.lines[index].grid
    assert grid is not None
    lines: list[Line] = []
    for row in grid.rows:
        texts = [text.text.strip() for cell in row for text in cell.texts if text.text.strip()]
        if not texts:
            continue
        if len(texts) % 2 == 0 and all(_is_short_label(each) for each in texts[::2]):
            texts = [
                "\t".join(
                    f"{despaced(label).rstrip('：:')}：{held}"
                    for label, held in zip(texts[::2], texts[1::2], strict=True)
                )
            ]
        elif re.fullmatch(r"(?:本期)?\S{1,3}[:：]?", plain(texts[0])) and len(texts) > 1:
            label = despaced(texts[0]).rstrip("：:")
            texts = [f"{label}：{''.join(texts[1:])}"]
        lines += (
            [Line(text, place=grid.place, celled=True) for text in texts]
            if any(map(label_of, texts))
            else [Line("\t".join(texts), place=grid.place, celled=True)]
        )
    job.lines[index : index + 1] = lines


def _is_short_label(text: str) -> bool:
    named = f"{plain(text).rstrip(':')}："
    return bool(STAFFED.fullmatch(named) or DISTRIBUTED.fullmatch(named)) or named in ("份数：", "印数：")


def _start(job: Job, count: int) -> int | None:
    """The first line of a colophon that ends before line `count`: nothing but lines of one, but for a few."""
    start = None
    strange = 0
    index = count
    while index > max(0, count - 40):
        index -= 1
        line = job.lines[index]
        if line.taken:
            if start is None:
                continue
            break
        if line.grid is not None:
            break
        kind = _kind_of(line)
        # what says with a word that no list knows who wrote is a by-line, where text stands under it
        kind = "" if kind == "staff" and strange and not STAFFED.search(line.text) else kind
        if kind or (not line.text.strip(PICTURE + RULED) and not line.pictured):
            start = index if kind else start
            strange = 0
            continue
        if (above := _label_over(job, index)) is not None:
            start = index = above
            continue
        strange += 1
        if (
            strange > (2 if start is not None or index > count - 3 else 0)
            or len(line.tight) > 200
            or (start is not None and not _may_follow(line))
        ):
            break
    if start is not None and job.lines[start].right and _BY.match(job.lines[start].text):
        # whose pictures or words the last article shows
        return next((at for at in range(start + 1, count) if _kind_of(job.lines[at])), None)
    return start


def _label_over(job: Job, index: int) -> int | None:
    """The label in a line of its own, over recipients a line each of which line `index` is one."""
    for at in range(index, max(-1, index - 12), -1):
        line = job.lines[at]
        if at < index and _is_alone(line):
            return at
        if line.taken or line.grid or line.centred or len(line.tight) > 24 or line.tight.endswith("。"):
            return None
    return None


def _is_alone(line: Line) -> bool:
    found = _ALONE.fullmatch(line.tight) if line.grid is None else None
    return found is not None and len(line.tight) > 1


def _may_follow(line: Line) -> bool:
    """Whether a line may be the rest of a distribution line above it."""
    return not (line.centred and line.size >= 18) and not line.bold


def _kind_of(line: Line) -> str:
    """What kind of line of a colophon a line is, '' for none."""
    tight = line.tight
    if (label_of(line.text) or _is_alone(line)) and not (line.centred and line.size > 20):
        return "to"
    if _SUBJECT.match(line.text):
        return "subject"
    if (
        PRINTED.search(tight.strip("()"))
        and len(tight) <= 60
        and (dated(line.text) or organ_of(PRINTED.sub("", tight.strip("()")))[1])
    ):
        return "print"
    if COPIES.search(tight) and len(tight) <= 40:
        return "copies"
    if _is_staff(line.text) and len(tight) <= 120:
        return "staff"
    if NOTE.fullmatch(tight) and not line.right and not tight.endswith("。"):
        return "note"
    if _END.fullmatch(tight):
        return "end"
    return ""


def _is_staff(text: str) -> bool:
    """Whether a line says who edits, or where the office is reached: 责编：…, 组长：施简　辑录：祁连, （联系人：…）."""
    text = _colons(text)
    parts = [piece.strip() for piece in re.split(r"[|｜\t\u3000]+|\s{2,}", text.strip())]
    pieces = [piece for piece in parts if piece and not COPIES.fullmatch(plain(piece))]
    told = [role_of(piece) or _REACHED.match(piece) is not None for piece in pieces]
    known = sum(STAFFED.match(piece) is not None for piece in pieces)
    wrote = len(pieces) == 1 and _WROTE.match(text) is not None
    return (
        known > 1
        or STAFFED.match(text.lstrip("（(")) is not None
        or (told[:1] == [True] and not wrote and sum(told) >= len(pieces) / 2)
    )


def take_line(job: Job, line: Line, last: str) -> str:
    """Take one line; the kind that the next may go on with."""
    pieces = _LABELS_IN_LINE.split(_SPREAD_LABEL.sub(r"\1", line.text))
    if len(pieces) == 1 or _kind_of(line) == "to":
        return _take(job, line, last)
    # to whom it goes stands behind who edits
    for piece in pieces:
        last = _take(job, replace(line, text=piece.strip(), spans=()), last)
    line.taken = True
    return last


def _take(job: Job, line: Line, last: str) -> str:
    values = job.draft.values
    text = line.text
    # a motto under those whom it goes to is left out as words for an index are
    kind = "subject" if last == "to" and MOTTO.fullmatch(text.strip()) else _kind_of(line)
    if kind in ("subject", "end") or not text.strip(PICTURE + RULED):
        job.take(line, *([] if kind == "subject" else [line.text]))
        return "" if kind == "subject" else last
    if kind == "to":
        return _to(job, line)
    text = _colons(_copies(job, text, line))
    if kind == "note":
        values.setdefault("masthead", {}).setdefault("note", []).append(line.text.strip("（）()【】"))
        job.draft.doubt("masthead.note", line.place, "doubt_told_by", text)
    elif kind == "print" or (not kind and _is_imprint(text)):
        _print(job, text, line)
    elif kind == "staff" or (STAFFED.search(text) and len(plain(text)) <= 120):
        _staff(job, text, line)
    elif kind == "copies":
        if plain(text):
            _print(job, text, line) if dated(text) or organ_of(text)[1] else job.drop(line.place, plain(text))
    elif _issuing(job, line, text):
        kind = "dated"
    elif last and (role := _UNKNOWN_ROLE.fullmatch(text.strip())) and role[1] not in values.get("staff", {}):
        values.setdefault("staff", {})[role[1]] = role[2]
        job.draft.doubt("staff", line.place, "doubt_unknown", text)
    elif last in ("to", "listed") and values.get("distribution"):
        _more(job, line, text, listed=last == "listed")
        kind = last
    elif dated(text) and (values.get("print") is None):
        _print(job, text, line)
        job.draft.doubt("print.date", line.place, "doubt_unknown", text)
    else:
        job.take(line)
        return last
    job.take(line, line.text)
    return kind


def _issuing(job: Job, line: Line, text: str) -> bool:
    """Take the day that a line says with a label that the issue came out, where no other is known: 出版日期：…."""
    when = dated(text)
    if when is None or when.rest.strip() or "date" in job.draft.values or not re.search("[:：]", text):
        return False
    job.draft.values["date"] = when.date
    job.draft.doubt("date", line.place, "doubt_told_by", text)
    return True


def _to(job: Job, line: Line) -> str:
    """Take a line that begins with a label; 'listed' where the recipients stand under it, a line each."""
    if alone := _ALONE.fullmatch(line.tight):
        entries = job.draft.values.setdefault("distribution", [])
        entries.append({"label": alone["label"], "to": ""})
        job.take(line, line.text)
        return "listed"
    text = line.text
    tail = _STAFF_BEHIND.search(text)
    if tail is not None:
        _staff(job, text[tail.end() :].rstrip("）) "), line)
        text = text[: tail.start()]
    if firm := _FIRM.search(text):
        job.drop(line.place, plain(firm[0]))
        text = text[: firm.start()]
    for piece in _LABELS_IN_LINE.split(_SPREAD_LABEL.sub(r"\1", text)):
        _recipients(job, piece if _THEIRS.search(piece) else _copies(job, piece, line), line)
    job.take(line, line.text)
    return "to"


def _more(job: Job, line: Line, text: str, *, listed: bool) -> None:
    """Put a line to the recipients above it."""
    entry = job.draft.values["distribution"][-1]
    if listed:
        entry["to"] += ("、" if entry["to"] else "") + despaced(text).rstrip("、；;")
        return
    ended = line.spans and re.search(r"[。！]$", entry["to"])
    entry["to"] += despaced(text) if not text.isascii() else text
    if len(line.tight) < 6 or ended or (line.celled and organ_of(text)[1]):
        job.draft.doubt("distribution", line.place, "doubt_unknown", text)


def _colons(text: str) -> str:
    """责编 文静  审核 贺松 with its colons, where a line holds nothing but such pairs, and 值班电话 0500-2218800."""
    text = tight_roles(_REACHED.sub(r"\1：", text))
    slashed = _SLASHED.sub(r"\1：", text)
    if slashed.count("：") > text.count("：") + 1:
        return slashed
    words = text.split()
    pairs = len(words) % 2 == 0 and all(STAFFED.fullmatch(f"{each}：") for each in words[::2])
    if not words or not pairs or any(not NAME.fullmatch(each) for each in words[1::2]):
        return text
    return "\t".join(f"{role}：{name}" for role, name in zip(words[::2], words[1::2], strict=True))


def _is_imprint(text: str) -> bool:
    """Whether a line holds an organ and a day and nothing else."""
    when = dated(text)
    return when is not None and organ_of(when.rest)[1] and "，" not in text


def _copies(job: Job, text: str, line: Line) -> str:
    """`text` without the number of copies, which is kept."""
    tight = plain(text)
    found = COPIES.search(tight)
    if found is None:
        return text
    count = cardinal(found[1])
    if (other := job.draft.values.get("copies", count)) != count:
        job.drop(line.place, f"{other}份")
    job.draft.values["copies"] = count
    kept, at = "", 0
    for char in text:
        kept += "" if found.start() <= at < found.end() else char
        at += len(plain(char))
    return re.sub("。+$", "。", kept.rstrip(" \t\u3000（("))


def _recipients(job: Job, text: str, line: Line) -> None:
    found = label_of(text)
    values = job.draft.values
    if found is None:
        words = text.strip(" \t\u3000。")
        if words and values.get("distribution"):
            values["distribution"][-1]["to"] += words
        return
    to = found.string[found.end() :].strip(" \t\u3000\n；;")
    to = re.sub(r"\s*\n\s*", "", to)
    to = re.sub(
        r"(?<=[\u4e00-\u9fff）)])[ \t\u3000]+(?=[\u4e00-\u9fff（(])",
        "、" if not re.search("[，、；]", to) else "",
        to,
    )
    if _IMPRINT.fullmatch(despaced(found["label"])) and (dated(to) or organ_of(to)[1]):
        _print(job, found.string[found.end() :], line)
        return
    entry: dict[str, Any] = {"label": despaced(found["label"]), "to": to}
    if found["this"]:
        entry["this_issue"] = True
    if not to:
        job.drop(line.place, plain(text))
        return
    values.setdefault("distribution", []).append(entry)
    if re.search(r"[\u4e00-\u9fff]\s*[:：]|[。！].", to):
        job.draft.doubt("distribution", line.place, "doubt_unknown", to)


def take_role(job: Job, role: str, name: str, line: Line) -> None:
    """Take who edits; another one in the same role, said before, is told as left out."""
    job.put(job.draft.values.setdefault("staff", {}), role, name, line)


def _who(job: Job, line: Line, text: str) -> str:
    """What follows a role, up to words behind a wide blank that are no name and nothing else of the office's: 欢迎关注."""
    first, *more = re.split(r"[\t\u3000]+|\s{2,}", tight_names(text))
    strange = [
        each
        for each in more
        if len(each) > _NAMED
        and not re.search(r"[\d@]", each)
        and not all(map(is_name, re.split("[、，, ]", each)))
    ]
    strange += [each for each in more if each not in strange and len(each) > _STRANGE]
    for each in strange:
        job.drop(line.place, each)
        job.draft.doubt("staff", line.place, "doubt_unknown", each)
    kept = (first, *(each for each in more if each not in strange))
    return re.sub(r"\s+", " ", " ".join(kept)).strip(" ；;，,。|｜/")


def _staff(job: Job, text: str, line: Line) -> None:
    starts = list(_LABELLED.finditer(text))
    if starts and text[: starts[0].start()].strip(" \t\u3000（("):
        job.drop(line.place, plain(text[: starts[0].start()]))
    for found, following in zip(starts, [*starts[1:], None], strict=True):
        label = found["label"] or found["other"]
        end = following.start() if following is not None else len(text)
        name = _who(job, line, text[found.end() : end])
        name = re.sub(
            r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]) ([\u4e00-\u9fff])(?![\u4e00-\u9fff])", r"\1\2", name
        )
        name = re.sub(r"(?<=[\u4e00-\u9fff]{2}) (?=[\u4e00-\u9fff]{2})", "、", name)
        name = name if re.search("[（(]", name) else name.rstrip("）)")
        if re.search("[\u4e00-\u9fff][:：]", name):
            # a role that no list knows stands within
            job.draft.doubt("staff", line.place, "doubt_unknown", name)
        if "印" in name and PRINTED.search(name):
            job.drop(line.place, name)
        elif _ISSUES.fullmatch(label) and organ_of(name)[1]:
            if job.draft.values.setdefault("organ", [name]) != [name]:
                job.drop(line.place, name)
        elif name:
            take_role(job, label, name, line)
            if REACHED_AT.search(label) or not STAFFED.match(found[0]):
                job.draft.doubt(f"staff.{label}", line.place, "doubt_unknown", name)


def _print(job: Job, text: str, line: Line) -> None:
    held = job.draft.values.setdefault("print", {})
    when = dated(text)
    rest = text
    if when is not None:
        job.put(held, "date", when.date, line)
        rest = when.rest
    rest = re.sub(r"[\s\u3000]*编?印\s*(?:发|制|刷)?[\s\u3000]*$", "", rest.strip(" \t\u3000()（）"))
    rest = re.sub(r"(?:印\s*发)$", "", rest.strip(" \t\u3000"))
    name, sure = organ_of(rest)
    if STAFFED.search(rest):
        _staff(job, rest, line)
        return
    if name:
        job.drop(line.place, english_of(rest))
        job.put(held, "organ", name, line)
        if not sure:
            job.draft.doubt("print.organ", line.place, "doubt_organ", name)
