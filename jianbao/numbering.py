"""An issue and what the register holds of its series → its numbers, and how they are printed.

Pure: no file, no clock. 期号 restarts with the year, 总期号 runs on, and each kind of each series counts for
itself. Dates and numbers run in the same order (equal dates leave the order free), so that a register read by
number is a register read by date; what breaks this is a conflict that names both issues.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import date as Date
from datetime import timedelta
from typing import Final, NamedTuple

from jianbao.errors import Finding, InputError, NumberingConflict, Origin, Severity
from jianbao.expressions import compiled
from jianbao.language.dates import chinese_date
from jianbao.language.numerals import digit_by_digit, numeral
from jianbao.model.issue import Issue, Start
from jianbao.model.numbers import MAIN_KIND, Held, Numbers

# --- giving numbers --------------------------------------------------------------------------------------------


def assign(issue: Issue, held: Sequence[Held]) -> Numbers | None:
    """The numbers of `issue`, where the register holds `held` of its series and kind, itself left out.

    Numbers that the issue states are honoured and checked, the others are the next ones. An issue dated before
    others takes a number that is free between its neighbours. None for an issue that goes without numbers.
    Raises NumberingConflict naming the other issue.
    """
    return _assign(issue, held, whole_year=False)


def planned(
    issues: Sequence[Issue],
    held: Mapping[tuple[str, str], Sequence[Held]],
    *,
    today: Date | None = None,
    allow: Collection[str] = (),
) -> list[Numbers | NumberingConflict | None]:
    """Numbers for many issues at once, in the order asked: stated ones stand, the others follow their dates.

    `held` maps (series, kind) to what the register holds besides. Issues of one date keep the order in which
    they are given. A conflict is the answer for its issue alone, and that issue binds no other. With `today`, what
    `hasty` finds is a conflict, but for the codes in `allow`; a gap is told once, at the issue behind it.
    """
    known = {key: list(entries) for key, entries in held.items()}
    answers: list[Numbers | NumberingConflict | None] = [None] * len(issues)
    for index in sorted(range(len(issues)), key=lambda i: (_unstated(issues[i]), issues[i].date, i)):
        issue = issues[index]
        entries = known.setdefault((issue.series, issue.kind), [])
        try:
            numbers = _assign(issue, entries, whole_year=True)
        except NumberingConflict as conflict:
            answers[index] = conflict
            continue
        answers[index] = numbers
        given = _given(issue, numbers)
        if today is not None and (found := refused(hasty(given, entries, today), allow)):
            answers[index] = NumberingConflict(found)
            if {finding.code for finding in found} != {"N020"}:
                continue
        if numbers is not None:
            entries.append(Held(numbers, issue.date, headline(issue)))
    return answers


def _given(issue: Issue, numbers: Numbers | None) -> Issue:
    if numbers is None:
        return issue
    return issue.model_copy(update={"year": numbers.year, "number": numbers.number, "total": numbers.total})


_AHEAD: Final = timedelta(days=60)
_BACK: Final = timedelta(days=366)


def hasty(issue: Issue, held: Sequence[Held], today: Date, *, new: bool = True) -> list[Finding]:
    """What cannot be right about the date and the number of an issue that is to be given one, or another date.

    A date far ahead of `today` (N022), or more than a year before the last one held (N023); for a `new` one, a jump
    in the numbers (N020).
    """
    found: list[Finding] = []
    last = max((h for h in held if h.date is not None), key=lambda h: h.date or today, default=None)
    shown: dict[str, object] = {"date": chinese_date(issue.date), "year": issue.numbered_year}
    if issue.date - today > _AHEAD:
        found.append(Finding("N022", params=shown, origin=Origin(("date",))))
    elif last is not None and last.date is not None and last.date - issue.date > _BACK:
        label, date = last.numbers.text(issue.kind), chinese_date(last.date)
        shown |= {"other": label, "other_date": date}
        found.append(Finding("N023", params=shown, origin=Origin(("date",))))
    if new and (gap := _gap_before(issue, held)):
        shown |= {"missing": gap, "number": issue.number}
        found.append(Finding("N020", params=shown, origin=_stated(issue)))
    return found


def refused(found: Sequence[Finding], allow: Collection[str]) -> list[Finding]:
    """Those findings that nobody let pass."""
    return [finding for finding in found if finding.code not in allow]


def refuse_hasty(
    issue: Issue, held: Sequence[Held], today: Date, allow: Collection[str], *, new: bool
) -> None:
    """Raise NumberingConflict for what `hasty` finds and nobody let pass."""
    if found := refused(hasty(issue, held, today, new=new), allow):
        raise NumberingConflict(found)


def _gap_before(issue: Issue, held: Sequence[Held]) -> str:
    """The numbers missing before that of an issue: `3`, `3–5`, '' = none."""
    if issue.number is None:
        return ""
    before = [h.numbers.last for h in held if h.numbers.year == issue.numbered_year]
    start = _start(issue)
    if start is not None and start.year == issue.numbered_year:
        before.append(start.number)
    last = max((number for number in before if number < issue.number), default=None)
    if last is None or issue.number - last < 2:
        return ""
    return f"{last + 1}" if issue.number - last == 2 else f"{last + 1}–{issue.number - 1}"


def doubts(issue: Issue, held: Sequence[Held], stated: Issue | None = None) -> tuple[Finding, ...]:
    """A warning about the numbers that `issue` carries: a total that rests on an assumption.

    `held` is what the register held of its series and kind before; `stated` is the issue as its file has it
    (None: as it is here).
    """
    if issue.number is None:
        return ()
    found: list[Finding] = []
    start = _start(issue)
    if not held and start is None and issue.total is not None and issue.number > 1:
        found.append(_warning("N021", stated or issue, number=issue.number, total=issue.total))
    return tuple(found)


def _unstated(issue: Issue) -> bool:
    return issue.number is None and issue.total is None


class _Point(NamedTuple):
    """A number or a total that is taken, by whom, and the date that binds its order (None = none does)."""

    value: int
    date: Date | None
    held: Held


def _assign(issue: Issue, held: Sequence[Held], *, whole_year: bool) -> Numbers | None:
    if not issue.numbered:
        return None
    has_total = issue.kind not in issue.numbering.total_excludes
    if not has_total and issue.total is not None:
        raise NumberingConflict.of("N007", origin=Origin(("total",)), kind=issue.kind, total=issue.total)
    year, start = issue.numbered_year, _start(issue)
    number = issue.number
    if number is None:
        points = [
            _Point(value, h.date, h)
            for h in held
            if h.numbers.year == year
            for value in range(h.numbers.number, h.numbers.last + 1)
        ]
        number = _next(issue, points, _number_floor(year, start, held, whole_year=whole_year))
    total = issue.total
    if total is None and has_total:
        total = _next_total(issue, year, number, start, held)
    joint = issue.number_last - number if issue.number_last is not None and issue.number_last > number else 0
    total_last = issue.total_last or (total + joint if total is not None else None)
    numbers = (
        Numbers(year, number, total, number + joint, total_last) if joint else Numbers(year, number, total)
    )
    _check(issue, numbers, start, held)
    return numbers


def _start(issue: Issue) -> Start | None:
    return next((start for start in issue.numbering.start if start.kind == issue.kind), None)


def _number_floor(year: int, start: Start | None, held: Sequence[Held], *, whole_year: bool) -> int | None:
    """The number before the year's first; None where the year began before anything that is known of it."""
    if start is not None and start.year == year:
        return start.number
    began_before = start is not None and start.year < year
    if whole_year or began_before or any(h.numbers.year < year for h in held):
        return 0
    return None


def _next(issue: Issue, points: Sequence[_Point], floor: int | None) -> int:
    before = max((p.value for p in points if p.date is not None and p.date <= issue.date), default=floor)
    later = [p for p in points if p.date is not None and p.date > issue.date]
    after = min(later, key=lambda p: p.value, default=None)
    taken = {p.value for p in points}
    value = (before or 0) + 1
    while value in taken:
        value += 1
    if after is not None and (before is None or value >= after.value):
        raise _conflict("N004", issue, after.held)
    return value


def _next_total(issue: Issue, year: int, number: int, start: Start | None, held: Sequence[Held]) -> int:
    """One on from the last total; where a stated number leaves a gap, the missing issues' totals stay free."""
    known = [h for h in held if h.numbers.total is not None]
    base: tuple[int, Numbers] | None = None
    if start is not None and start.total is not None and (start.year, start.number) < (year, number):
        base = start.total, Numbers(start.year, start.number, start.total)
    for entry in known:
        total = entry.numbers.last_total or 0
        if entry.date is not None and entry.date <= issue.date and (base is None or total > base[0]):
            base = total, entry.numbers
    taken = {
        value
        for entry in known
        for value in range(entry.numbers.total or 0, (entry.numbers.last_total or 0) + 1)
    }
    if base is None:
        value = number
    elif base[1].year == year:
        value = base[0] + max(1, number - base[1].last)
    else:
        value = base[0] + (number if base[1].year < year else 1)
    while value in taken:
        value += 1
    later = [h for h in known if h.date is not None and h.date > issue.date]
    after = min(later, key=lambda h: h.numbers.total or 0, default=None)
    if after is not None and value >= (after.numbers.total or 0):
        raise _conflict("N004", issue, after)
    return value


def _check(issue: Issue, numbers: Numbers, start: Start | None, held: Sequence[Held]) -> None:
    year, number, total = numbers.year, numbers.number, numbers.total
    if total is not None and total < number:
        raise NumberingConflict.of("N006", origin=_stated(issue, "total"), number=number, total=total)
    if start is not None and not _agrees_with_start(numbers, start):
        raise NumberingConflict.of(
            "N009",
            origin=Origin(("numbering", "start", issue.numbering.start.index(start))),
            label=numbers.text(issue.kind),
            start=_numbers_of(start).text(issue.kind),
        )
    for other in held:
        same_year = other.numbers.year == year
        if same_year and number <= other.numbers.last and other.numbers.number <= numbers.last:
            raise _conflict("N001" if other.date else "N010", issue, other, numbers)
        if _overlap(numbers, other.numbers):
            raise _conflict("N002" if other.date else "N010", issue, other, numbers)
        if other.date is None:
            continue
        if same_year and _disagree(number - other.numbers.number, issue.date, other.date):
            raise _conflict("N003", issue, other, numbers)
        if total is not None and other.numbers.total is not None:
            if _disagree(total - other.numbers.total, issue.date, other.date):
                raise _conflict("N003", issue, other, numbers)
            if same_year and (number < other.numbers.number) != (total < other.numbers.total):
                raise _conflict("N005", issue, other, numbers)


def _overlap(one: Numbers, two: Numbers) -> bool:
    if one.total is None or two.total is None:
        return False
    return one.total <= (two.last_total or 0) and two.total <= (one.last_total or 0)


def _disagree(ahead: int, date: Date, other: Date) -> bool:
    return date < other if ahead > 0 else date > other


def _numbers_of(start: Start) -> Numbers:
    return Numbers(start.year, start.number, start.total)


def _agrees_with_start(numbers: Numbers, start: Start) -> bool:
    if start.total is None or numbers.total is None:
        return True
    here, there = (numbers.year, numbers.number), (start.year, start.number)
    return (here > there) == (numbers.total > start.total) and (here < there) == (numbers.total < start.total)


def _conflict(code: str, issue: Issue, other: Held, numbers: Numbers | None = None) -> NumberingConflict:
    return NumberingConflict(
        Finding(
            code,
            params={
                "label": numbers.text(issue.kind)
                if numbers
                else f"{issue.numbered_year}年{_kind(issue.kind)}",
                "this": headline(issue),
                "date": chinese_date(issue.date),
                "other_label": other.numbers.text(issue.kind),
                "other": other.name,
                "other_date": chinese_date(other.date) if other.date else "—",
            },
            origin=_stated(issue, "total") if code == "N002" else _stated(issue),
        )
    )


def _stated(issue: Issue, name: str = "number") -> Origin:
    """Where the issue states the figure `name`, else its number, else the date that the number follows from."""
    stated = (each for each in (name, "number") if getattr(issue, each) is not None)
    return Origin((next(stated, "date"),))


def _warning(code: str, stated: Issue, **params: object) -> Finding:
    return Finding(code, severity=Severity.WARNING, params=params, origin=_stated(stated))


# --- printing numbers ------------------------------------------------------------------------------------------

# what stands for a number that is still to be given (a draft), to be written in by hand
BLANK: Final = "　"
_TOTAL_ASIDE = compiled(
    r"[（(\[〔][^{}（）()\[\]〔〕]*\{total(?:_zh)?(?::[^}]*)?\}[^{}（）()\[\]〔〕]*[）)\]〕]"
    r"|[，、,\s]*总第?\{total(?:_zh)?(?::[^}]*)?\}期"
)
_UNSAFE = compiled(r'[\\/:*?"<>|\x00-\x1f\x7f]')
# of UTF-8
_SERIES_BYTES: Final = 110
_KIND_BYTES: Final = 30


def number_line(issue: Issue) -> tuple[str, ...]:
    """The lines of the masthead that hold the numbers, none for an unnumbered issue.

    `masthead.number_form` replaces the default form, an entry a line. Numbers not given yet show as blanks.
    Where the kind has no total, a form's bracket around `{total}` is left out with it. `{number_zh}` is 九 or
    十二; with a width, `{number_zh:02}`, digit by digit 〇九. Raises InputError for a form that cannot be set.
    """
    if not issue.numbered:
        return ()
    has_total = issue.kind not in issue.numbering.total_excludes and (
        issue.total is not None or issue.number is None
    )
    forms = issue.masthead.number_form or ("{year}年{in_kind}第{number}期（总第{total}期）",)
    values = {
        "year": _Figure(issue.numbered_year),
        "number": _Figure(issue.number, issue.number_last),
        "kind": issue.kind,
        "in_kind": _kind(issue.kind),
        "next_year": _Figure(issue.numbered_year + 1),
        "month": _Figure(issue.date.month),
        "year_zh": _Hanzi(issue.numbered_year, digits=True),
        "month_zh": _Hanzi(issue.date.month),
        "number_zh": _Hanzi(issue.number, issue.number_last),
    }
    if has_total:
        values |= {
            "total": _Figure(issue.total, issue.total_last),
            "total_zh": _Hanzi(issue.total, issue.total_last),
        }
    lines: list[str] = []
    for index, written in enumerate(forms):
        form = written if has_total else _TOTAL_ASIDE.sub("", written).strip()
        if not form:
            continue
        try:
            lines.append(form.format_map(values))
        except (ValueError, KeyError, IndexError, AttributeError) as error:
            origin = Origin(("masthead", "number_form", index))
            raise InputError.of("N008", origin=origin, form=form, kind=issue.kind) from error
    return tuple(lines)


def file_stem(issue: Issue) -> str:
    """The files' name without suffix: `援疆工作简报2017年第9期（总第9期）`; unnumbered, series, kind and date.

    Holds no character that Windows refuses and neither begins nor ends with a dot or space. It has at most 200
    bytes in UTF-8, so that a suffix and a temporary name fit the usual 255: a name of series or kind too long for
    that is cut and marked with a hash of the whole.
    """
    series, kind = safe_name(issue.series, _SERIES_BYTES), safe_name(issue.kind, _KIND_BYTES)
    if issue.numbered and issue.number is not None:
        numbers = Numbers(issue.numbered_year, issue.number, issue.total, issue.number_last, issue.total_last)
        mark = numbers.text(kind)
    else:
        mark = f"{_kind(kind)}{chinese_date(issue.date)}"
    return series + mark


def safe_name(text: str, most: int = _SERIES_BYTES) -> str:
    """`text` as part of a file's name, of at most `most` bytes in UTF-8."""
    safe = _UNSAFE.sub("", text).strip().lstrip(".")
    if len(safe.encode()) <= most:
        return safe
    seal = hashlib.sha256(text.encode()).hexdigest()[:8]
    return safe.encode()[: most - len(seal)].decode(errors="ignore") + seal


def headline(issue: Issue) -> str:
    """How messages call an issue: the title of its first article, without the breaks asked for."""
    return issue.articles[0].headline


def _kind(kind: str) -> str:
    return "" if kind == MAIN_KIND else kind


class _Figure:
    """A number that may be blank, formatted as an int is."""

    def __init__(self, value: int | None, last: int | None = None) -> None:
        self._value, self._last = value, last

    def __format__(self, spec: str) -> str:
        first = BLANK if self._value is None else format(self._value, spec)
        return first if self._last is None else f"{first}—{format(self._last, spec)}"


class _Hanzi:
    """A number in Chinese numerals: 十二, or digit by digit (一二) for years and where a width is asked for."""

    def __init__(self, value: int | None, last: int | None = None, *, digits: bool = False) -> None:
        self._value, self._last, self._digits = value, last, digits

    def __format__(self, spec: str) -> str:
        last = "" if self._last is None else f"—{self._one(self._last, spec)}"
        return self._one(self._value, spec) + last

    def _one(self, value: int | None, spec: str) -> str:
        if value is None:
            return BLANK
        if self._digits or spec:
            return digit_by_digit(format(value, spec))
        return numeral(value)
