"""A scanned page → its lines as they are read, with their places, sizes and colour; its rules and pictures; what is unsure.

Works in a child process, with a library that carries its models and needs no network. What holds figures is read twice,
the line and its cut-out enlarged.
"""

from __future__ import annotations

import importlib
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from jianbao.errors import FileError
from jianbao.foreign import paper
from jianbao.foreign.paper import Area
from jianbao.foreign.pdf import Box
from jianbao.language.han import is_han

EDITION: Final = "7"
"""Goes up whenever a page is read otherwise, so that no older reading is taken for today's."""
_SEEN_AT: Final = 960
NAME_SIZE: Final = 25
"""Points: the name of a bulletin is larger, and is read twice, too."""
_FAINT: Final = 0.6
_LOW: Final = 0.5
_LOW_FIGURE: Final = 0.85
_FIGURES: Final = re.compile(r"[0-9０-９]+")
_HAN_TALL, _FIGURE_TALL = 0.93, 0.7
"""Of the size: how tall a line with Han characters is, and one of figures alone."""
_APART: Final = 9.0
"""Points between words that stand in columns."""
_STROKES: Final = frozenset("一—-–_丨|")
_UNDER: Final = 24.0
"""Points: how far words of one column are off each other's middles."""
_FEWEST: Final = 3
_BOWED: Final = 2.2
_NUMBERED: Final = re.compile(r"[期年月份号].*|总第|〔|№|[Nn][Oo]")


class Mark(Struct, frozen=True):
    """A line as it was read; lengths in points. `centres` are those of its characters, `size` what they suggest.

    `weights` are the widths of each character's strokes, `holes` the widths without ink before each; `low` the places of
    characters that are unsure. `again` is what the cut-out was read as where figures differ, `cut` the cut-out as PNG
    wherever figures are unsure.
    """

    text: str
    centres: tuple[float, ...]
    left: float
    top: float
    right: float
    bottom: float
    size: float
    red: bool = False
    weights: tuple[float, ...] = ()
    holes: tuple[float, ...] = ()
    low: tuple[int, ...] = ()
    again: str = ""
    cut: bytes = b""

    @property
    def middle(self) -> float:
        """The height of its horizontal centre line."""
        return (self.top + self.bottom) / 2


class Leaf(Struct, frozen=True):
    """A page: its lines, rules and pictures (with their bytes); `left` counts stamps and what is no print."""

    width: float
    height: float
    marks: tuple[Mark, ...] = ()
    rules: tuple[Box, ...] = ()
    pictures: tuple[tuple[Box, bytes], ...] = ()
    left: dict[str, int] = {}


def read(path: Path, number: int) -> Leaf:
    """Page `number` of a PDF or a picture. Raises FileError (V023: the library is missing; V007, I002)."""
    try:
        engine = _engine()
    except ImportError:
        raise FileError.of("V023") from None
    image, (width, height) = paper.picture(path, number)
    image = paper.whitened(image)
    return _Reading(engine, image, image.shape[1] / width).leaf(width, height)


@cache
def _engine() -> Any:
    library: Any = importlib.import_module("rapidocr")
    runtime: Any = importlib.import_module("onnxruntime")
    # numbers next to nothing take the processor a hundred times as long; the first session's word holds for all
    options = runtime.SessionOptions()
    options.add_session_config_entry("session.set_denormal_as_zero", "1")
    models = (Path(library.__file__).parent / "models").glob("*.onnx")
    runtime.InferenceSession(min(models, key=lambda path: path.stat().st_size), options)
    one = {f"EngineConfig.onnxruntime.{name}_op_num_threads": 1 for name in ("intra", "inter")}
    return library.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.return_word_box": True,
            "Det.limit_side_len": _SEEN_AT,
            "Det.limit_type": "max",
            # no wider than the line: cut-outs are short
            "Rec.rec_img_shape": [3, 48, 96],
            # several at once take no less time, and twice the memory
            "Rec.rec_batch_num": 1,
            **one,
        }
    )


# --- the words --------------------------------------------------------------------------------------------------------


class _Reading:
    """One page under the reader's eyes."""

    def __init__(self, engine: Any, image: Any, dot: float) -> None:
        self.engine, self.dot = engine, dot
        self.cv2, self.np = paper.libraries()
        self.left: dict[str, int] = {}
        self.dashes: list[Mark] = []
        if pressed := paper.stamps(paper.ink_of(image)[1], dot):
            self.left["stamp"] = len(pressed)
            paper.without_stamps(image, pressed)
        paper.without_specks(image, dot)
        self.image, self.boxes = paper.straightened(image, self._found(image))
        self.ink, self.red = paper.ink_of(self.image)

    def leaf(self, width: float, height: float) -> Leaf:
        dot = self.dot
        level, upright = paper.rules(self.image, self.red, dot)
        shown = paper.pictures(self.image, self.red, dot)
        self.clean = self.image.copy()
        for area in (*level, *upright, *shown):
            around = Area(area.left - 2, area.top - 2, area.right + 2, area.bottom + 2)
            around.of(self.clean)[:] = 250
            around.of(self.ink)[:] = False
        boxes = [box for box in self.boxes if not any(area.holds(*box.mean(axis=0)) for area in shown)]
        marks = self._marks(self._boxes(boxes, level, upright))
        loose, ruled = self._loose(marks, level, upright)
        shown += loose
        marks = [mark for mark in marks if not any(_is_in(mark, area, dot) for area in loose)]
        return Leaf(
            width,
            height,
            tuple(sorted(marks, key=lambda mark: (mark.top, mark.left))),
            tuple(_thin(self._box(area)) for area in (*level, *upright, *ruled)),
            tuple((self._box(area), self._png(area.of(self.image))) for area in shown),
            self.left,
        )

    def _box(self, area: Area) -> Box:
        left, top, right, bottom = (
            each / self.dot for each in (area.left, area.top, area.right, area.bottom)
        )
        red = area.of(self.red).mean() > 0.3
        return Box(1, left, top, right, bottom, "FF0000" if red else "000000")

    def _png(self, part: Any) -> bytes:
        return bytes(self.cv2.imencode(".png", part)[1]) if part.size else b""

    def _found(self, image: Any) -> list[Any]:
        """Where the words of each line stand."""
        try:
            return list(self.engine.detect_and_crop(image, {})[1].boxes)
        except importlib.import_module("rapidocr.main").RapidOCRError:
            return []

    def _boxes(self, boxes: list[Any], level: list[Area], upright: list[Area]) -> list[Any]:
        """The boxes, parted where an upright rule goes through; a cell's lone figure, too."""
        np = self.np
        parted: list[Any] = []
        for box in boxes:
            (left, top), (right, bottom) = box.min(axis=0), box.max(axis=0)
            middle = (top + bottom) / 2
            inner = sorted(
                (rule.left + rule.right) / 2
                for rule in upright
                if left + 3 < rule.left and rule.right < right - 3 and rule.top - 3 < middle < rule.bottom + 3
            )
            edges = [left, *inner, right]
            if not inner:
                parted.append(box)
            for one, two in pairwise(edges) if inner else ():
                part = self.ink[int(top) : int(bottom), int(one) + 2 : int(two) - 1]
                columns = np.flatnonzero(part.any(axis=0)) if part.size else []
                if len(columns):
                    parted.append(_square(one + columns[0] - 2, top, one + columns[-1] + 6, bottom, np))
        return parted + self._lone(parted, level, upright)

    def _lone(self, boxes: list[Any], level: list[Area], upright: list[Area]) -> list[Any]:
        """Ink within the reach of a table that no line was found for: a figure that stands alone in its cell."""
        np, dot = self.np, self.dot
        if len(upright) < 2 or len(level) < 2:
            return []
        top, bottom = min(each.top for each in upright), max(each.bottom for each in upright)
        left, right = min(each.left for each in upright), max(each.right for each in upright)
        rest = self.ink[top:bottom, left:right].astype(np.uint8)
        for box in boxes:
            (x, y), (x2, y2) = box.min(axis=0), box.max(axis=0)
            Area(int(x) - left, int(y) - top, int(x2) - left, int(y2) - top).of(rest)[:] = 0
        joined = self.cv2.dilate(rest, np.ones((3, round(6 * dot)), np.uint8))
        found: list[Any] = []
        for each in paper.pieces(joined):
            x, y, wide, high = each.left, each.top, each.width, each.height
            if (
                high < 3 * dot
                and 5 * dot < wide - 6 * dot < 24 * dot
                and not any(abs(rule.top - top - y) < 4 * dot for rule in level)
                and self._is_alone(left + x + wide / 2, top + y, boxes, upright)
            ):
                # the dash of an empty cell, which the reader does not see
                begin, end, middle = (left + x) / dot + 3, (left + x + wide) / dot - 3, (top + y) / dot
                size = end - begin
                self.dashes.append(
                    Mark("—", ((begin + end) / 2,), begin, middle - size / 2, end, middle + size / 2, size)
                )
            elif 6 * dot < high < 26 * dot and 3 * dot < wide:
                found.append(_square(left + x, top + y - 4, left + x + wide, top + y + high + 4, np))
        return found

    def _is_alone(self, x: float, y: float, boxes: list[Any], upright: list[Area]) -> bool:
        """Whether a point lies in a cell that holds no words."""
        sides = [rule for rule in upright if rule.top < y < rule.bottom]
        left = max((rule.right for rule in sides if rule.right < x), default=None)
        right = min((rule.left for rule in sides if rule.left > x), default=None)
        if left is None or right is None:
            return False
        middles = (box.mean(axis=0) for box in boxes)
        return not any(left < at < right and abs(height - y) < 9 * self.dot for at, height in middles)

    def _marks(self, boxes: list[Any]) -> list[Mark]:
        if not boxes:
            return []
        parts = self.engine.crop_text_regions(self.clean, boxes)
        read = self.engine.recognize_txt(parts)
        marks: list[Mark] = []
        for box, text, score, words in zip(boxes, read.txts, read.scores, read.word_results, strict=True):
            wide, high = box.max(axis=0) - box.min(axis=0)
            if not text.strip() or (text.strip() in _STROKES and wide < 0.6 * high):
                continue
            if score < _FAINT or _is_sloping(box):
                self.left["faint"] = self.left.get("faint", 0) + 1
                continue
            marks.append(self._mark(box, text, words))
        return self._read_again(marks) + self.dashes

    def _mark(self, box: Any, text: str, words: Any) -> Mark:
        """A line from its box, trimmed to its ink."""
        np, dot = self.np, self.dot
        left, top, right, bottom = (float(each) for each in (*box.min(axis=0), *box.max(axis=0)))
        columns = [column for word in words.word_cols for column in word]
        shares = [(column + 0.5) / words.line_txt_len for column in columns]
        chars = [(char, at) for at, char in enumerate(text) if not char.isspace()]
        low = tuple(
            place
            for place, (char, at) in enumerate(chars)
            if at < len(words.confs) and words.confs[at] < (_LOW_FIGURE if char.isdecimal() else _LOW)
        )
        ink = self.ink[int(top) : int(bottom) + 1, int(left) : int(right) + 1]
        rows, across = np.flatnonzero(ink.sum(axis=1) > 1), np.flatnonzero(ink.any(axis=0))
        wide = right - left
        centres = tuple((left + share * wide) / dot for share in shares[: len(chars)])
        ends = (int(across[0]), int(across[-1]) + 1) if len(across) else (0, wide)
        upper, lower = (int(rows[0]), int(rows[-1]) + 1) if len(rows) else (0, bottom - top)
        reds = self.red[int(top) : int(bottom) + 1, int(left) : int(right) + 1] & ink
        tall = (lower - upper) / dot
        return Mark(
            "".join(char for char, _ in chars),
            centres,
            float(left + ends[0]) / dot,
            float(top + upper) / dot,
            float(left + ends[1]) / dot,
            float(top + lower) / dot,
            _size(chars, centres, (ends[1] - ends[0]) / dot, tall),
            bool(reds.sum() > 0.5 * max(1, ink.sum())),
            *self._strokes(ink, [at * dot - left for at in centres]),
            low,
        )

    def _strokes(self, ink: Any, centres: list[float]) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """For each character (the width of its strokes, the width without ink before it), in points.

        What of the ink lies at no edge tells how wide strokes are.
        """
        np, dot = self.np, self.dot
        whole = ink.astype(np.uint8)
        inner = self.cv2.erode(whole, np.ones((3, 3), np.uint8)).sum(axis=0)
        columns = whole.sum(axis=0)
        weights: list[float] = []
        holes: list[float] = [0.0]
        for one, at, two in zip([-1.0, *centres], centres, [*centres[1:], 1e9], strict=False):
            first, last = int(max(0, (one + at) / 2)), int((at + two) / 2) + 1
            full, middle = float(columns[first:last].sum()), float(inner[first:last].sum())
            weights.append(round(2 * full / (full - middle) / dot, 2) if full > middle else 0.0)
            dark = np.flatnonzero(columns[int(max(0, at)) : int(two)])
            edges = np.concatenate(([-1], dark, [min(two, len(columns)) - at]))
            holes.append(round(float(np.diff(edges).max() - 1) / dot, 1) if two < 1e9 else 0.0)
        return tuple(weights), tuple(holes[: len(weights)])

    def _read_again(self, marks: list[Mark]) -> list[Mark]:
        """The marks, what holds figures read once more from its cut-out, enlarged."""
        wanted: list[tuple[int, int, int]] = []
        for at, mark in enumerate(marks):
            if (_NUMBERED.search(mark.text) and len(mark.text) <= 40) or mark.size > NAME_SIZE:
                wanted.append((at, 0, len(mark.text)))
            else:
                wanted += [(at, found.start(), found.end()) for found in _FIGURES.finditer(mark.text)]
        cuts = [self._cut(marks[at], first, last) for at, first, last in wanted]
        if not cuts:
            return marks
        margin = 12
        grown = [
            self.cv2.copyMakeBorder(
                self.cv2.resize(cut, None, fx=1.6, fy=1.6, interpolation=self.cv2.INTER_CUBIC),
                *(margin,) * 4,
                self.cv2.BORDER_CONSTANT,
                value=(250, 250, 250),
            )
            for cut in cuts
        ]
        done = list(marks)
        for (at, first, last), cut, again in zip(
            wanted, cuts, self.engine.recognize_txt(grown).txts, strict=True
        ):
            mark = done[at]
            other = "".join(again.split())
            differs = figures(mark.text[first:last]) not in figures(other) or (
                mark.size > NAME_SIZE and other != mark.text
            )
            if not mark.cut and (differs or any(first <= place < last for place in mark.low)):
                done[at] = replace(mark, again=other if differs else "", cut=self._png(cut))
        return done

    def _loose(
        self, marks: list[Mark], level: list[Area], upright: list[Area]
    ) -> tuple[list[Area], list[Area]]:
        """(pictures of tables, rules as they would be drawn) where rules part no cells: rows of words in columns.

        Three rows and more, each of three words and more, and rows near them whose words stand in the same columns or, in
        the head, over several; where the columns stand clearly apart, they are cells.
        """
        rows: list[list[Mark]] = []
        for mark in sorted(marks, key=lambda mark: mark.middle):
            if rows and mark.top < rows[-1][0].middle < mark.bottom:
                rows[-1].append(mark)
            else:
                rows.append([mark])
        shown: list[Area] = []
        ruled: list[Area] = []
        run: list[list[Mark]] = []
        for row in [*rows, []]:
            row.sort(key=lambda mark: mark.left)
            close = not run or (row and row[0].top - run[-1][0].bottom < 3 * run[-1][0].size)
            if len(row) > 1 and close:
                run.append(row)
                continue
            self._table(run, level, upright, shown, ruled)
            run = [row] if len(row) > 1 else []
        return shown, ruled

    def _table(
        self,
        run: list[list[Mark]],
        level: list[Area],
        upright: list[Area],
        shown: list[Area],
        ruled: list[Area],
    ) -> None:
        dot = self.dot
        most = max(map(len, run), default=0)
        full = [row for row in run if len(row) == most]
        full = [row for row in full if _is_below(row, full[len(full) // 2])]
        if most < _FEWEST or len(full) < _FEWEST:
            return
        ends = [
            (min(mark.left for mark in each), max(mark.right for mark in each))
            for each in zip(*full, strict=True)
        ]
        held = [_held(row, ends, over=row[0].top < full[0][0].top) for row in run]
        first, last = run.index(full[0]), run.index(full[-1])
        if not all(held[first : last + 1]):
            return
        while first and held[first - 1]:
            first -= 1
        while last + 1 < len(run) and held[last + 1]:
            last += 1
        run, held = run[first : last + 1], held[first : last + 1]
        steps = [(min(mark.top for mark in row), max(mark.bottom for mark in row)) for row in run]
        xs = [ends[0][0] - 4, *((one[1] + two[0]) / 2 for one, two in pairwise(ends)), ends[-1][1] + 4]
        ys = [steps[0][0] - 4, *((one[1] + two[0]) / 2 for one, two in pairwise(steps)), steps[-1][1] + 4]
        area = Area(*(max(0, int(edge * dot)) for edge in (xs[0], ys[0], xs[-1], ys[-1])))
        inside = [rule for rule in level if area.top + 4 < rule.top < area.bottom - 4]
        through = [rule for rule in upright if area.left < rule.left < area.right and rule.top < area.bottom]
        # what is ruled between its rows is read cell by cell
        if len(inside) >= len(run) - 1 or [rule for rule in through if rule.bottom > area.top]:
            return
        if any(two[0] - one[1] < _APART for one, two in pairwise(ends)):
            shown.append(area)
            self.left["table"] = self.left.get("table", 0) + 1
            return
        # where one is drawn none is thought of
        drawn = [(rule.top + rule.bottom) / 2 / dot for rule in inside]
        ys[1:-1] = [
            next((y for y in drawn if one[1] - 3 < y < two[0] + 3), (one[1] + two[0]) / 2)
            for one, two in pairwise(steps)
        ]
        ruled += [Area(area.left, int(y * dot), area.right, int(y * dot) + 2) for y in ys]
        for (top, bottom), words in zip(pairwise(ys), held, strict=True):
            joined = {at for one, two in words for at in range(one + 1, two + 1)}
            ruled += [
                Area(int(x * dot), int(top * dot), int(x * dot) + 2, int(bottom * dot) + 2)
                for at, x in enumerate(xs)
                if at not in joined
            ]

    def _cut(self, mark: Mark, first: int, last: int) -> Any:
        """A part of a line with a margin around it."""
        dot, half = self.dot, mark.size * 0.9
        whole = (first, last) == (0, len(mark.text)) or len(mark.centres) < last
        left = mark.left - 3 if whole else mark.centres[first] - half
        right = mark.right + 3 if whole else mark.centres[last - 1] + half
        edges = (left, mark.top - 3, right, mark.bottom + 3)
        part = Area(*(int(edge * dot) for edge in edges)).of(self.clean)
        return part if part.size else self.clean[:8, :8]


_HAN_FIGURES: Final = "〇○零一二三四五六七八九十百廿"


def figures(text: str) -> str:
    """The figures of a text, in a row."""
    return "".join(
        str(int(char)) if char.isdecimal() else "〇" if char in "○零" else char
        for char in text
        if char.isdecimal() or char in _HAN_FIGURES
    )


def _is_below(row: list[Mark], other: list[Mark]) -> bool:
    """Whether each word of a row stands under or over one of another."""
    return all(
        abs(one.left + one.right - two.left - two.right) < 2 * _UNDER
        for one, two in zip(row, other, strict=True)
    )


def _held(row: list[Mark], columns: list[tuple[float, float]], *, over: bool) -> list[tuple[int, int]]:
    """For each word of a row the first and the last column it stands in, more than one only where `over`; [] where one fits none."""
    found: list[tuple[int, int]] = []
    for mark in row:
        at = [
            at
            for at, (left, right) in enumerate(columns)
            if mark.left < right + _APART / 2 and mark.right > left - _APART / 2
        ]
        if not at or (found and at[0] <= found[-1][1]) or (len(at) > 1 and not over):
            return []
        found.append((at[0], at[-1]))
    return found


def _thin(rule: Box) -> Box:
    """A rule without the bow that a bent sheet gives it."""
    if rule.width > rule.height > _BOWED:
        return replace(rule, top=rule.middle - 0.5, bottom=rule.middle + 0.5)
    return rule


def _square(left: float, top: float, right: float, bottom: float, np: Any) -> Any:
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)


def _is_in(mark: Mark, area: Area, dot: float) -> bool:
    return area.holds((mark.left + mark.right) / 2 * dot, mark.middle * dot)


def _is_sloping(box: Any) -> bool:
    """Whether a line lies more askew than print on a level page does: a note by hand, a stamp."""
    (x, y), (x2, y2) = box[0], box[1]
    return bool(x2 - x > 60 and abs(y2 - y) > (0.038 if x2 - x > 220 else 0.08) * (x2 - x))


def _size(chars: list[tuple[str, int]], centres: tuple[float, ...], wide: float, tall: float) -> float:
    """The size in points: by the pitch of Han characters where they stand close, else by how tall they are."""
    steps = [
        two - one
        for (a, _), (b, _), one, two in zip(chars, chars[1:], centres, centres[1:], strict=False)
        if is_han(a) and is_han(b)
    ]
    usual = sorted(steps)[len(steps) // 2] if len(steps) > 2 else 0.0
    close = [step for step in steps if step < 1.5 * usual]
    # the reader's columns are coarse; over a line their errors cancel out
    pitch = sum(close) / len(close) if close else 0.0
    room = sum(0.5 if char.isascii() or char in "（）“”，。、：；" else 1.0 for char, _ in chars)
    tall = min(tall, 1.2 * _HAN_TALL * wide / max(0.5, room))
    # a line that is set wide to fill its measure has no larger letters, nor has one that a bent page makes taller
    if pitch and (len(close) > 2 or 0.85 * tall < pitch) and pitch < 1.12 * tall:
        return pitch
    return tall / (_FIGURE_TALL if all(char in "0123456789.%,。，" for char, _ in chars) else _HAN_TALL)
