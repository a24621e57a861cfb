"""Scanned files → what they hold: every page recognised once, by several children, kept for the next run; then as a PDF's.

A page that was recognised lies in a folder of the user's cache under the hash of its file, so that work that was stopped
goes on where it stood. What has not been asked for in a month, and what is too much, goes.
"""

from __future__ import annotations

import hashlib
import os
import queue
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Final

import msgspec
from msgspec.structs import replace

from jianbao import files
from jianbao.bounds import FOREIGN_BYTES, SCAN_BYTES, SCAN_KEPT, SCAN_KEPT_DAYS, SCAN_SECONDS
from jianbao.errors import JianbaoError
from jianbao.foreign import child
from jianbao.foreign.blocks import Content, Unsure
from jianbao.foreign.ocr import EDITION, NAME_SIZE, Leaf, Mark
from jianbao.foreign.pdf import Glyph, Line, Look, Page, is_pdf_file, parted
from jianbao.foreign.portable import whole
from jianbao.language.han import is_han
from jianbao.language.persons import joins_name
from jianbao.language.traditional import traditional
from jianbao.language.words import straddled

Told = Callable[[int, int], None]
"""Hears how many pages more there are, and how many are done."""
# pages to a reader: its memory grows by about a megabyte a page
_PAGES: Final = 50
_SIZES: Final = (9, 10.5, 12, 14, 15, 16, 18, 22, 24, 26, 30, 36, 42, 48, 54, 63, 72, 84, 96)
"""Points: what bulletins are set in."""
_FOLIO: Final = re.compile(r"[一ー—―–\-~·.]{0,3}(\d{1,3})[一ー—―–\-~·.]{0,3}")
_LEADER: Final = re.compile(r"[.·…⋯。．,，、:：\-—_~～一]{5,}(?=[(（]?\d{0,3}[)）]?$)")
_ISSUE: Final = re.compile(
    r"第[\d〇○零一二三四五六七八九十百]+期|[〔\[【(（]20\d\d[〕\]】)）]第?\d+|总第?\d+期|[Nn][Oo][.．]?\d+"
)
_HAN: Final = "\u3400-\u9fff"
_WIDE: Final = str.maketrans(",;:?!()", "，；：？！（）")
_NARROW: Final = re.compile(
    rf"(?<=[{_HAN}”》）])[,;:?!(](?![0-9])|(?<=[{_HAN}”》）])[,;:?!()]|[()](?=[{_HAN}“《（])|(?<=[0-9%])[,;)](?=[{_HAN}“])"
)
_MARKS: Final = re.compile(r"[，。、；：]")
_POINTED: Final = re.compile(r"[0-9]*\.[0-9]+$")
_FIGURE: Final = re.compile(r"[\d,]{2,}")
_STOP: Final = re.compile(rf"(?<=[{_HAN}]{{4}})\.$")
_NUMBERED: Final = re.compile(r"[（(][一二三四五六七八九十\d]{1,3}[）)]")
_NUMERO: Final = re.compile(r"^N[o°º.．:：]{0,2}\s?(\d{1,6})$")
_POINT: Final = re.compile(rf"(?<=[{_HAN}%）”])[.．](?=[{_HAN}“])")
_LEVEL_POINT: Final = re.compile(rf"^([一二三四五六七八九十]{{1,3}})[.．](?=[{_HAN}])")
# no words, but alike to the eye
_MEANT: Final = dict(
    pair.split()
    for pair in [
        "木期 本期",
        "牛产 生产",
        "牛活 生活",
        "入民 人民",
        "入员 人员",
        "工入 工人",
        "千部 干部",
        "千群 干群",
        "己经 已经",
        "巳经 已经",
        "印友 印发",
        "方元 万元",
        "方吨 万吨",
        "方亩 万亩",
        "士地 土地",
        "会汉 会议",
        "简扳 简报",
        "倩况 情况",
        "书汜 书记",
        "白治 自治",
    ]
)
_MISREAD: Final = re.compile("|".join(map(re.escape, _MEANT)))
_PIECES: Final = re.compile(r"[期号年月日]")
_RECEIVED: Final = re.compile(r"收文|来文|收件|存档")
_ODD: Final = 0.05
_COLUMN: Final = 5
"""Lines, at the least, of a column."""
_BOLD: Final = 1.22
_STOPS, _FULL_STOPS = frozenset(",，;；:：、"), frozenset("，；：、。")
_OPENS, _CLOSES = frozenset("（《“‘【〔「(["), frozenset("，。、；：？！）》”’】〕」)].,")


def recognised(
    paths: Sequence[Path], jobs: int = 0, told: Told | None = None
) -> dict[Path, dict[int, Leaf] | JianbaoError]:
    """The pages of those files that are scans, by their number, or why they cannot be read; no other files."""
    found: dict[Path, dict[int, Leaf] | JianbaoError] = {}
    wanted: list[tuple[Path, int, str]] = []
    for path in paths:
        try:
            pages = child.read("scanned", path)
            if pages:
                found[path] = {}
                sha256 = hashlib.sha256(files.read_bytes(path, limit=FOREIGN_BYTES)).hexdigest()
                wanted += [(path, page, sha256) for page in pages]
        except JianbaoError as error:
            found[path] = error
    if not wanted:
        return found
    if told is not None:
        told(len(wanted), 0)
    kept = Kept()
    for path, page, leaf in _leaves(wanted, kept, jobs or min(os.cpu_count() or 1, 4)):
        if told is not None:
            told(0, 1)
        there = found[path]
        if isinstance(leaf, JianbaoError):
            found[path] = leaf
        elif isinstance(there, dict):
            there[page] = leaf
    kept.sweep()
    return found


def _leaves(
    wanted: Sequence[tuple[Path, int, str]], kept: Kept, jobs: int
) -> Iterator[tuple[Path, int, Leaf | JianbaoError]]:
    """Every page once, in the order asked for."""
    children: queue.SimpleQueue[child.Child] = queue.SimpleQueue()
    made = [child.Child(SCAN_BYTES, SCAN_SECONDS, _PAGES) for _ in range(min(jobs, len(wanted)))]
    for each in made:
        children.put(each)

    def one(path: Path, page: int, sha256: str) -> Leaf | JianbaoError:
        if (leaf := kept.get(sha256, page)) is not None:
            return leaf
        reader = children.get()
        try:
            made: Leaf = reader.read("leaf", path, page)
        except JianbaoError as error:
            return error
        finally:
            children.put(reader)
        kept.put(sha256, page, made)
        return made

    pool = ThreadPoolExecutor(len(made))
    try:
        answers = [(path, page, pool.submit(one, path, page, sha256)) for path, page, sha256 in wanted]
        for path, page, answer in answers:
            yield path, page, answer.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for each in made:
            each.close()


class Kept:
    """The folder of recognised pages; where it cannot be written to, nothing is kept."""

    def __init__(self) -> None:
        base = os.environ.get("XDG_CACHE_HOME") or (
            os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else None
        )
        self.folder = Path(base or Path.home() / ".cache") / "jianbao" / "scans"
        try:
            self.edition = f"{EDITION}-{version('rapidocr')}"
        except PackageNotFoundError:
            self.edition = ""

    def _path(self, sha256: str, page: int) -> Path:
        return self.folder / f"{sha256[:40]}-{page}-{self.edition}.leaf"

    def get(self, sha256: str, page: int) -> Leaf | None:
        """A page that was recognised before."""
        path = self._path(sha256, page)
        try:
            leaf = msgspec.msgpack.decode(path.read_bytes(), type=Leaf)
            os.utime(path)
        except (OSError, msgspec.DecodeError, msgspec.ValidationError):
            return None
        return leaf

    def put(self, sha256: str, page: int, leaf: Leaf) -> None:
        """Keep a page."""
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            files.replace_whole(self._path(sha256, page), msgspec.msgpack.encode(leaf))

    def sweep(self) -> None:
        """Remove what is old, and the oldest of what is too much."""
        with suppress(OSError):
            found = sorted(
                ((path.stat().st_mtime, path.stat().st_size, path) for path in self.folder.glob("*.leaf")),
                reverse=True,
            )
            taken = 0
            for changed, size, path in found:
                taken += size
                if taken > SCAN_KEPT or changed < time.time() - SCAN_KEPT_DAYS * 86400:
                    path.unlink(missing_ok=True)


# --- pages → blocks ---------------------------------------------------------------------------------------------------


def together(
    paths: Sequence[Path], scans: Mapping[Path, dict[int, Leaf] | JianbaoError], pictures: Collection[Path]
) -> Iterator[list[Path]]:
    """The files, each with the pictures that go on where it ends: of one name but for a number, and with no masthead."""
    group: list[Path] = []
    for path in paths:
        leaves = scans.get(path)
        goes_on = (
            path in pictures
            and bool(group)
            and group[-1] in pictures
            and isinstance(leaves, dict)
            and not isinstance(scans[group[0]], JianbaoError)
            and _unnumbered(path) == _unnumbered(group[-1])
            and not _begins(leaves[min(leaves)])
        )
        if group and not goes_on:
            yield group
            group = []
        group.append(path)
    if group:
        yield group


def _unnumbered(path: Path) -> tuple[Path, str]:
    return path.parent, re.sub(r"[\d一二三四五六七八九十]+", "", path.stem)


def _begins(leaf: Leaf) -> bool:
    """Whether a page has a masthead in its upper half, as the first of a bulletin has: a name, and a number line."""
    upper = [mark for mark in leaf.marks if mark.top < leaf.height / 2]
    numbered = any(len(mark.text) < 40 and _ISSUE.search(mark.text) for mark in upper)
    return numbered and any(mark.size > NAME_SIZE for mark in upper)


def content(paths: Sequence[Path], scans: Mapping[Path, dict[int, Leaf] | JianbaoError]) -> Content:
    """What a scanned file holds, and those that go on with it; pages of a PDF that have text are read as such.

    Raises as `pdf.read`, and what kept a file from being recognised.
    """
    pages: dict[int, Page] = {}
    leaves: dict[int, Leaf] = {}
    for path in paths:
        found = scans[path]
        if isinstance(found, JianbaoError):
            raise found
        leaves |= {number + len(leaves): leaf for number, leaf in found.items()}
        if path is paths[0] and is_pdf_file(path):
            pages = {page.number: page for page in child.read("pdf", path)}
    return replace(content_of(pages, leaves), more=tuple(map(str, paths[1:])))


def content_of(pages: Mapping[int, Page], leaves: Mapping[int, Leaf]) -> Content:
    """The blocks of pages, those that are scans by their number among the leaves."""
    leaves = _simplified(leaves)
    sizes = _sizes([mark for leaf in leaves.values() for mark in leaf.marks])
    media: dict[str, bytes] = {}
    places: dict[int, list[tuple[float, str]]] = {}
    marks: dict[tuple[int, float, float], Mark] = {}
    made: list[Page] = []
    left: Counter[str] = Counter()
    for number in sorted({*pages, *leaves}):
        leaf = leaves.get(number)
        if leaf is None:
            made.append(pages[number])
            continue
        leaf = _without_letters(_without_receipt(leaf))
        left.update(leaf.left)
        for part in _columns(leaf):
            lines: list[Line] = []
            own = _edged(sizes, part.marks)
            for mark, baseline, size in _rows(part, own):
                lines += parted(number, tuple(_glyphs(part, mark, baseline, size, own)))
                if mark.again or mark.low:
                    marks[number, baseline, lines[-1].left] = mark
            lines.sort(key=lambda line: (line.baseline, line.left))
            made.append(Page(number, part.width, part.height, tuple(lines), part.rules, ()))
        for box, data in leaf.pictures:
            name = f"图{len(media) + 1}.png"
            media[name] = data
            places.setdefault(number, []).append((box.top, name))
    placed: dict[tuple[int, float, float], int] = {}
    found = whole(made, media, places, placed)
    unsure: list[Unsure] = []
    for key, mark in marks.items():
        words = "".join(mark.text[at] for at in mark.low if at < len(mark.text))
        unsure.append(Unsure(placed.get(key, 0), key[0], mark.text, mark.again, words, mark.cut))
    return replace(found, kind="scan", unsure=tuple(unsure), left=dict(left))


def _simplified(leaves: Mapping[int, Leaf]) -> Mapping[int, Leaf]:
    """The pages, traditional forms that the reader takes for simplified ones put right where few stand among many."""
    table = traditional()
    said = [char for leaf in leaves.values() for mark in leaf.marks for char in mark.text]
    odd = sum(char in table for char in said)
    if not 0 < odd < _ODD * len(said):
        return leaves
    forms = str.maketrans(table)
    return {
        number: replace(
            leaf, marks=tuple(replace(mark, text=mark.text.translate(forms)) for mark in leaf.marks)
        )
        for number, leaf in leaves.items()
    }


def _without_receipt(leaf: Leaf) -> Leaf:
    """The page without the stamp that whoever received it put into the upper corner, number, date and all."""
    half = leaf.width / 2
    # a line of text may hold the same words
    stamped = [
        mark
        for mark in leaf.marks
        if mark.top < 0.15 * leaf.height
        and len(mark.text) < 12
        and (mark.right < half or mark.left > half)
        and _RECEIVED.search(mark.text)
    ]
    if not stamped:
        return leaf
    seal = stamped[0]

    def is_part(mark: Mark) -> bool:
        level = seal.top - 30 < mark.middle < seal.bottom + 75
        return level and seal.left - 35 < mark.left and mark.right < seal.right + 60

    kept = tuple(mark for mark in leaf.marks if not is_part(mark))
    return replace(leaf, marks=kept, left=leaf.left | {"stamp": leaf.left.get("stamp", 0) + 1})


def _without_letters(leaf: Leaf) -> Leaf:
    """The page without the letters of a stamp across the text: red and short, below where mastheads stand.

    Where no stamp was seen they are told as what could not be read: they may be print.
    """
    kept = tuple(
        mark for mark in leaf.marks if not (mark.red and len(mark.text) < 4 and mark.top > 0.4 * leaf.height)
    )
    count = len(leaf.marks) - len(kept)
    told = {} if "stamp" in leaf.left or not count else {"faint": leaf.left.get("faint", 0) + count}
    return replace(leaf, marks=kept, left=leaf.left | told)


def _columns(leaf: Leaf) -> list[Leaf]:
    """The page in the parts that are read one after another: what goes over its width, and the columns between."""
    rows = sorted(leaf.marks, key=lambda mark: mark.middle)
    long = [mark for mark in rows if len(mark.text) > 8]
    gutter = leaf.width / 2
    sides = (
        [mark.right for mark in long if mark.right < gutter + 12],
        [mark.left for mark in long if mark.left > gutter - 12],
    )
    if min(map(len, sides)) < _COLUMN:
        return [leaf]
    gutter = (sorted(sides[0])[int(len(sides[0]) * 0.8)] + sorted(sides[1])[len(sides[1]) // 5]) / 2
    runs: list[list[Mark]] = [[]]
    over = [rule for rule in leaf.rules if rule.left < gutter - 20 and rule.right > gutter + 20]
    drawn = sorted(rule.middle for rule in over if rule.height < 4)
    for mark in rows:
        while drawn and drawn[0] < mark.middle:
            drawn.pop(0)
            runs.append([])
        if mark.left < gutter - 6 and mark.right > gutter + 6:
            runs += [[mark], []]
        else:
            runs[-1].append(mark)
    parts: list[list[Mark]] = [[]]
    for run in runs:
        one, two = (
            [mark for mark in run if mark.right <= gutter + 6],
            [mark for mark in run if mark.right > gutter + 6],
        )
        if min(sum(len(mark.text) > 8 for mark in side) for side in (one, two)) >= _COLUMN:
            parts += [one, two, []]
        else:
            parts[-1] += run
    if len(parts) == 1:
        return [leaf]
    made: list[Leaf] = []
    for marks in parts:
        if not marks:
            continue
        top, bottom = min(mark.top for mark in marks), max(mark.bottom for mark in marks)
        left, right = min(mark.left for mark in marks), max(mark.right for mark in marks)
        rules = tuple(
            rule
            for rule in leaf.rules
            if top - 12 < rule.middle < bottom + 12 and left - 12 < rule.left and rule.right < right + 12
        )
        made.append(replace(leaf, width=right - left, marks=tuple(marks), rules=rules))
    return made


class _Sizes(msgspec.Struct, frozen=True):
    """The text's size as measured and as it is called, the width of its strokes, where its lines begin and end.

    `heads` are the larger sizes in which lines are set, as they are called, the most used first.
    """

    measured: float = 16.0
    called: float = 16.0
    weight: float = 1.0
    left: float = 0.0
    right: float = 1000.0
    heads: tuple[float, ...] = ()


def _sizes(marks: Sequence[Mark]) -> _Sizes:
    text = [mark for mark in marks if len(mark.text) > 15] or list(marks)
    if not text:
        return _Sizes()
    counts: Counter[int] = Counter()
    for mark in text:
        counts[round(mark.size * 2)] += len(mark.text)
    most = counts.most_common(1)[0][0]
    near = [mark for mark in text if abs(round(mark.size * 2) - most) <= 1]
    measured = median(mark.size for mark in near)
    strokes = [weight for mark in near for weight in mark.weights]
    called = _nearest(measured)
    larger = [mark.size / measured * called for mark in marks if len(mark.text) > 4]
    heads = Counter(_nearest(size) for size in larger if 1.1 * called < size < NAME_SIZE)
    return _Sizes(
        measured,
        called,
        median(strokes) if strokes else 1.0,
        heads=tuple(size for size, _ in heads.most_common()),
    )


def _nearest(size: float) -> float:
    return min(_SIZES, key=lambda each: abs(each - size))


def _edged(sizes: _Sizes, marks: Sequence[Mark]) -> _Sizes:
    """The sizes with the edges of one page's text: no two sheets lie alike; some lines are indented, some end early."""
    long = [mark for mark in marks if len(mark.text) > 15]
    if not long:
        return sizes
    return replace(
        sizes,
        left=sorted(mark.left for mark in long)[len(long) // 5],
        right=median(mark.right for mark in long),
    )


def _called(mark: Mark, sizes: _Sizes) -> float:
    """The size of a line as it is called: the text's, or the nearest that is set."""
    ratio = mark.size / sizes.measured
    at_margin = abs(mark.left - sizes.left) < 14
    least, most = 0.88, 1.1
    if len(mark.text) > 15 and mark.left < sizes.left + 40 and mark.right > sizes.right - 5:
        # one that is set wide to fill its measure has no larger letters
        least, most = 0.82, 1.2
    elif at_margin and len(mark.text) < 12:
        # too short to tell its size by
        least, most = (0.78, 1.5) if len(mark.text) < 6 else (least, 1.3)
    if least < ratio < most:
        return sizes.called
    found = ratio * sizes.called
    # titles of one rank are of one size, however it is measured
    return next((size for size in sizes.heads if abs(size - found) < 0.12 * size), _nearest(found))


def _rows(leaf: Leaf, sizes: _Sizes) -> Iterator[tuple[Mark, float, float]]:
    """Each line with its baseline and size, those beside each other on one."""
    rows: list[list[Mark]] = []
    for mark in sorted(leaf.marks, key=lambda mark: mark.middle):
        row = rows[-1] if rows else []
        beside = all(mark.left > other.right - 4 or mark.right < other.left + 4 for other in row)
        if row and beside and abs(mark.middle - row[0].middle) < 0.4 * min(mark.size, row[0].size):
            row.append(mark)
        else:
            rows.append([mark])
    for row in rows:
        most = max(row, key=lambda mark: len(mark.text) * mark.size)
        size = _called(most, sizes)
        baseline = round(most.middle + 0.37 * size, 2)
        for mark in row:
            own = _called(mark, sizes)
            # words in a row that differ little do not differ
            yield mark, baseline, size if 0.65 < own / size < 1.5 else own


def _glyphs(leaf: Leaf, mark: Mark, baseline: float, size: float, sizes: _Sizes) -> Iterator[Glyph]:
    """The characters of a line at their places; what is but the reader's inaccuracy is no hole."""
    mark = _without_specks(mark, size, sizes.right)
    # a figure in the last row of a table is no page's number
    low = mark.middle > 0.88 * leaf.height and all(
        other.top < mark.top - size / 2 for other in leaf.marks if other.left != mark.left
    )
    text = cleaned(mark.text, low=low)
    same = len(mark.centres) == len(text) and len(mark.holes) == len(text)
    centres = mark.centres if same else _spread(mark, len(text))
    edges = [
        [centre - width / 2, centre + width / 2]
        for centre, width in zip(
            centres, (size / 2 if char.isascii() else size for char in text), strict=True
        )
    ]
    edges[0][0] = mark.left - (0.5 * size if text[0] in _OPENS else 0)
    edges[-1][1] = mark.right + (0.4 * size if text[-1] in _CLOSES else 0)
    # a word in a cell, or what has marks, is set without blanks
    short = 4 < len(text) < 15 and not _MARKS.search(text)
    wide = 1.9 * size if _PIECES.search(text) and len(text) < 40 else 0.0
    steps = [two - one for one, two in pairwise(centres)]
    usual = median(steps) if len(steps) > 3 else size
    for at, (before, after) in enumerate(pairwise(edges), 1):
        pair = text[at - 1 : at + 1]
        # within 川 or 八 there is as much room, but the next character is no further off
        far = steps[at - 1] > 1.25 * max(usual, size) or not all(map(is_han, pair))
        if same and far and _is_hole(pair, mark.holes[at] / size, short=short):
            before[1] = min(before[1], after[0])
            # number, organ and date of one line stand apart
            apart = wide if mark.holes[at] > 0.9 * size else 0.0
            after[0] = max(after[0], before[1] + max(0.7 * size, mark.holes[at], apart))
        elif after[0] - before[1] < 1.2 * size:
            before[1] = after[0] = max(before[0], (before[1] + after[0]) / 2)
    heavy = _heavy(text, mark, sizes, size) if same else 0
    colour = "FF0000" if mark.red else "000000"
    for at, (char, (left, right)) in enumerate(zip(text, edges, strict=True)):
        yield Glyph(char, left, max(left, right), baseline, Look("", size, colour, False, at < heavy))


def _without_specks(mark: Mark, size: float, right: float) -> Mark:
    """The line without dirt that was read as a mark: what stands between characters that leave no room for it.

    No line begins with a mark that closes something, and no such mark stands behind another.
    """
    text, centres = mark.text, mark.centres
    if len(centres) != len(text) or len(mark.holes) != len(text):
        return mark

    def is_speck(at: int) -> bool:
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        if len(text) == 1:
            return False
        if text[at] in _STOPS:
            tight = is_han(before) and is_han(after) and text[at] in ":：;；"
            return _is_doubled(before, text[at], after) or (
                tight and centres[at + 1] - centres[at - 1] < 1.25 * size
            )
        if text[at] not in ".·•'`":
            return False
        if (after and after in _FULL_STOPS) or (before and before in _FULL_STOPS and is_han(after)):
            return True
        # a row of them is a leader
        if before in (".", "·") or after in (".", "·"):
            return False
        if not before:
            return (text[at] == "." and not _POINTED.fullmatch(text)) or centres[at + 1] - centres[
                at
            ] < 0.8 * size
        if not after:
            alone = not _MARKS.search(text) and (is_han(before) or _FIGURE.fullmatch(text[:at]) is not None)
            return (
                alone
                or before in "。，、；"
                or _POINTED.search(text[:at]) is not None
                or mark.right > right + 1
            )
        if (after in tuple("年月日期") and before.isdecimal()) or _NUMBERED.fullmatch(text[:at]):
            return True
        if (before.isascii() and after.isascii()) or text[:at].isdecimal():
            return False
        # no decimal point stands beside a Han character; the number of a heading begins its line
        beside = (before.isdecimal() or after.isdecimal()) and text[at] == "."
        return (
            beside
            or centres[at + 1] - centres[at - 1]
            < (1.1 if before.isascii() or after.isascii() else 1.4) * size
        )

    kept = [at for at in range(len(text)) if not is_speck(at)]
    if len(kept) == len(text) or not kept:
        return mark
    return replace(
        mark,
        text="".join(text[at] for at in kept),
        centres=tuple(centres[at] for at in kept),
        weights=tuple(mark.weights[at] for at in kept),
        holes=tuple(mark.holes[at] for at in kept),
    )


def _is_doubled(before: str, char: str, after: str) -> bool:
    """Whether a mark begins a line or stands beside another; of two the one of full width is print."""
    if char in ":;," and after and after in _FULL_STOPS:
        return True
    return not before or (before in _STOPS and not (before in ":;," and char in _FULL_STOPS))


def _is_hole(pair: str, width: float, *, short: bool) -> bool:
    """Whether a width without ink, in ems, between two characters is more than the room that they take."""
    marks = sum(not char.isalnum() for char in pair)
    if marks:
        return width > (1.3 if marks == 1 else 2.2)
    if any(char in "〇○一" for char in pair):
        return width > 1.0
    # a line that fills its measure may be set wide
    return width > (0.8 if any(char.isascii() for char in pair) else 0.27 if short else 0.6)


def _heavy(text: str, mark: Mark, sizes: _Sizes, size: float) -> int:
    """How many characters at the beginning of a line are bold: all, none, or those up to a stop."""
    usual = sizes.weight * max(1.0, size / sizes.called)
    shown = [(at, weight) for at, weight in enumerate(mark.weights) if text[at].isalnum() and weight]
    ends = [at + 1 for at, char in enumerate(text) if char in "。：" and 3 < at < len(text) - 1]
    # figures are drawn with other strokes
    ends = [end for end in ends if sum(map(is_han, text[:end])) > end / 2]
    # what is bold throughout begins with what is bold
    for end in [*ends, len(text)]:
        some = [weight for at, weight in shown if at < end]
        rest = [weight for at, weight in shown if at >= end]
        mean = sum(some) / len(some) if some else 0.0
        if len(some) > 2 and mean > _BOLD * usual and (not rest or mean > _BOLD * sum(rest) / len(rest)):
            return end
    return 0


def _spread(mark: Mark, count: int) -> list[float]:
    step = (mark.right - mark.left) / max(1, count)
    return [mark.left + (at + 0.5) * step for at in range(count)]


def _meant(found: re.Match[str]) -> str:
    """What two characters were printed as; those that belong to different words stay: 入民 in 深入民心, 牛产 in 肉牛产业."""
    return found[0] if straddled(found.string, *found.span()) else _MEANT[found[0]]


def cleaned(text: str, *, low: bool) -> str:
    """What was read without the reader's habits: marks of half width in Chinese, leaders and the dashes of a folio."""
    if low and (folio := _FOLIO.fullmatch(text)):
        return f"—{folio[1]}—"
    text = _NUMERO.sub(r"No.\1", text)
    text = _MISREAD.sub(_meant, _LEADER.sub("……", text))
    # no decimal point stands between Han characters; in a foreign name it was read for its dot
    text = _LEVEL_POINT.sub(r"\1、", text)
    text = _POINT.sub(lambda found: found[0] if joins_name(found.string, found.start()) else "，", text)
    if _MARKS.search(text):
        text = _STOP.sub("。", text)
    return _NARROW.sub(lambda found: found[0].translate(_WIDE), text)
