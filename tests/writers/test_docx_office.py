"""The DOCX as LibreOffice shows it: every line, rule and picture where `Pages` says, and the 版记 at the foot after edits."""

from __future__ import annotations

import functools
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace
from PIL import Image

from jianbao.foreign import office
from jianbao.foreign import pdf as reader
from jianbao.model.body import Block, Cell, Inline, Paragraph, Span, Table
from jianbao.model.issue import Issue
from jianbao.pages import Colophon, Line, Page, Pages, Picture, Rule, RunKind
from jianbao.typography import TYPE_AREA_BOTTOM
from jianbao.verify.compare import comparable
from jianbao.writers.docx import write
from tests.layout.samples import PROSE, article, figure, inline, issue, laid_out

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(office.find_office() is None, reason="LibreOffice is not installed"),
]


# --- issues that hold what is hard to place ---------------------------------------------------------------------------

RECIPIENTS: list[dict[str, Any]] = [
    {"label": "报", "to": "中央新疆办，省委、省人大、省政府、省政协，省委组织部、省发改委、省财政厅、省民委"},
    {"label": "送", "to": ["伊犁州党委组织部", "人才办"]},
]
END: dict[str, Any] = {"distribution": RECIPIENTS, "copies": 150}


def spans(*parts: Span) -> Paragraph:
    return Paragraph(Inline(parts))


def cell(text: str, columns: int = 1, rows: int = 1) -> Cell:
    return Cell(inline(text), columns, rows)


def long_table() -> Table:
    head = (
        (cell("序号", 1, 2), cell("名称", 1, 2), cell("数量（万元）", 2)),
        (cell("去年"), cell("今年")),
    )
    rows = tuple(
        (
            cell(str(n)),
            cell("项目的名称有的长一些，要换行" + "，长" * (n % 3 * 12)),
            cell(str(n * 13)),
            cell("12.5"),
        )
        for n in range(1, 25)
    )
    merged = (
        (cell("合计", 2), cell("1"), cell("2")),
        (cell("跨行", 1, 3), cell("甲"), cell("1"), cell("2")),
        (cell("乙"), cell("3"), cell("4")),
        (cell("丙"), cell("5"), cell("6")),
    )
    return Table(
        4, head, (*rows, *merged), inline("表1　项目"), inline("单位：万元"), inline("注：来自统计局。")
    )


def short_table() -> Table:
    return Table(2, ((cell("序号"), cell("名称")),), tuple((cell(str(n)), cell("某项")) for n in range(6)))


def list_of(rows: int, note: str = "") -> Table:
    head = tuple(map(cell, ("序号", "项目名称", "建设单位", "总投资")))
    body = tuple(
        tuple(map(cell, (str(n), "整体迁建工程", "云溪县卫生健康局", f"{n * 137}.5")))
        for n in range(1, rows + 1)
    )
    return Table(4, (head,), body, note=inline(note) if note else None)


def crowded_table() -> Table:
    """Indents, breaks that were asked for, ragged lines, units that no column has room for."""
    head = tuple(
        map(cell, ("单位", "新增无症状感染者", "CO（mg/m³）", "任务\n（摘要）", "总投资（万元）", "日期"))
    )
    rows = tuple(
        (
            Cell(inline("其中：县卫生健康局"), indent=n % 3),
            Cell(inline("2863.5"), align="right"),
            cell("0.7"),
            cell(f"一是抓进度。\n二是抓质量，扎实推进{n}例各项重点工作（一期），5个工作日办结"),
            Cell(inline("126,000.5"), align="center"),
            cell("2026年3月12日"),
        )
        for n in range(4)
    )
    return Table(6, (head,), rows)


def cell_over_pages() -> Table:
    first, *others = ((cell("张三"), cell(f"第{n}项任务")) for n in range(1, 41))
    rows = ((cell("县教育局", 1, 40), *first), *others, (cell("合计", 2), cell("40")))
    return Table(3, (tuple(map(cell, ("部门", "姓名", "事项"))),), rows)


def corner_masthead() -> dict[str, Any]:
    return {
        "secrecy": "秘密★1年",
        "urgency": "特急",
        "copy_number": "000012",
        "note": "内部资料 注意保存",
        "signer": "某某某",
        "organ_above": "中共云溪县委",
    }


def breaks_and_links() -> tuple[Block, ...]:
    return (
        spans(Span(f"第一行比较短\n第二行{PROSE}\n第三行")),
        spans(Span("一是加强领导。", bold=True), Span(PROSE)),
        spans(
            Span("详见"),
            Span("https://www.example.gov.cn/a", link="https://www.example.gov.cn/a"),
            Span("。"),
        ),
        spans(Span("经费12.5万元，比2016年增加30%，其中 A&B 公司3.6万元（约28.8%）。" * 4)),
    )


SAMPLES: dict[str, Callable[[], Issue]] = {
    "masthead": lambda: issue(
        article(PROSE, PROSE, byline="（某某供稿）"), masthead=corner_masthead(), **END
    ),
    "contents": lambda: issue(
        article(PROSE, title="武进援疆工作组|开展活动"),
        article(PROSE, title="一篇标题很长的文章" * 4),
        contents={"marker": "★"},
        print={"organ": "云溪县人民政府办公室", "date": "2017-04-11"},
        staff={"编辑": "某某", "核稿": "某某某"},
        **END,
    ),
    "pulled over": lambda: issue(article(*[PROSE] * 8), **END),
    "even": lambda: issue(article(*[PROSE] * 9), layout={"even_last_page": True}, **END),
    "table": lambda: issue(article(PROSE, long_table(), PROSE, PROSE), **END),
    "tables": lambda: issue(
        article(*[PROSE] * 5, "短。", "短。", short_table(), PROSE, short_table(), short_table(), PROSE),
        **END,
    ),
    "figures": lambda: issue(
        article(PROSE, figure("a"), PROSE, figure("a", "b"), PROSE * 2, figure("a", "b"), figure("b"), PROSE),
        article(PROSE, figure("a")),
        **END,
    ),
    "breaks": lambda: issue(article(*breaks_and_links()), **END),
    "cell over pages": lambda: issue(article(PROSE, cell_over_pages()), **END),
    "cells": lambda: issue(article(PROSE, crowded_table()), **END),
}
# The last rows go with the colophon, or with a note, where the flow alone would leave them behind.
SAMPLES |= {
    f"{rows} rows{' and a note' if note else ''}": functools.partial(
        lambda rows, note: issue(article(PROSE, list_of(rows, note)), **END), rows, note
    )
    for note in ("", "注：数据由县统计局提供。")
    for rows in range(2, 22, 3)
}


def unnumbered() -> Pages:
    """The 版记 behind a blank page, alone: neither page bears a number (GB/T 9704-2012 7.5)."""
    pages = laid_out(issue(article(PROSE), contents=False, **END))
    *text, colophon = pages.blocks
    (only,) = pages.pages
    assert isinstance(colophon, Colophon)
    lines = [line for paragraph in colophon.paragraphs for line in paragraph.lines]
    rules = [item for item in only.furniture if isinstance(item, Rule) and item.y >= colophon.top]
    first = replace(
        only,
        items=tuple(item for item in only.items if item not in lines),
        furniture=tuple(item for item in only.furniture if item not in rules),
    )
    last = Page(
        3,
        tuple(replace(line, page=3) for line in lines),
        tuple(replace(rule, page=3) for rule in rules),
        None,
    )
    return replace(
        pages, blocks=(*text, replace(colophon, page=3)), pages=(first, Page(2, (), (), None), last)
    )


class Shown(NamedTuple):
    """A sample as laid out and as LibreOffice shows it."""

    pages: Pages
    docx: Path
    seen: tuple[reader.Page, ...]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Shown]:
    """All samples, converted in one run."""
    folder = tmp_path_factory.mktemp("docx")
    for name, colour in (("a", "red"), ("b", "green")):
        Image.new("RGB", (300, 200), colour).save(folder / f"{name}.png")
    pictures = {"a": folder / "a.png", "b": folder / "b.png"}
    made = {name: laid_out(sample(), pictures) for name, sample in SAMPLES.items()}
    made["unnumbered"] = unnumbered()
    files = {name: folder / f"{name}.docx" for name in made}
    for name, pages in made.items():
        files[name].write_bytes(write(pages))
    converted = office.convert(list(files.values()), folder / "pdf")
    return {
        name: Shown(made[name], file, reader.read(pdf))
        for (name, file), pdf in zip(files.items(), converted, strict=True)
    }


class Place(NamedTuple):
    """A row of text: page, baseline, left and right edge in points, characters."""

    page: int
    baseline: float
    left: float
    right: float
    text: str


def expected_rows(pages: Pages) -> list[Place]:
    rows: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for page in pages.pages:
        folio = (page.folio,) if page.folio else ()
        for item in (*page.items, *page.furniture, *folio):
            if isinstance(item, Line) and item.text.strip():
                rows[page.number, item.baseline].append(item)
    return [
        Place(
            number,
            baseline / 20,
            min(line.runs[0].x for line in lines) / 20,
            max(line.runs[-1].x + line.runs[-1].width for line in lines) / 20,
            comparable("".join(_shown(line) for line in sorted(lines, key=lambda line: line.x))),
        )
        for (number, baseline), lines in sorted(rows.items())
    ]


def _shown(line: Line) -> str:
    return "".join(run.text for run in line.runs if run.kind is not RunKind.TAB)


def seen_rows(pages: tuple[reader.Page, ...]) -> list[Place]:
    return [
        Place(page.number, row[0].baseline, row[0].left, row[-1].right, text)
        for page in pages
        for row in page.rows
        if (text := comparable("".join(line.text for line in row)))
    ]


EVERY = pytest.mark.parametrize("name", [*SAMPLES, "unnumbered"])


@EVERY
def test_every_line_stands_where_the_layout_put_it(name: str, shown: dict[str, Shown]):
    """Left edges within 0.25 pt (LibreOffice rounds to 0.1 mm), baselines within 0.3 pt, last glyphs within 2 pt."""
    sample = shown[name]
    expected, seen = expected_rows(sample.pages), seen_rows(sample.seen)
    assert [(row.page, row.text) for row in seen] == [(row.page, row.text) for row in expected]
    for mine, theirs in zip(expected, seen, strict=True):
        assert theirs.baseline == pytest.approx(mine.baseline, abs=0.3), mine
        assert theirs.left == pytest.approx(mine.left, abs=0.25), mine
        assert theirs.right == pytest.approx(mine.right, abs=2), mine


@EVERY
def test_every_rule_stands_where_the_layout_put_it(name: str, shown: dict[str, Shown]):
    sample = shown[name]
    for page, seen in zip(sample.pages.pages, sample.seen, strict=True):
        for rule in (item for item in page.furniture if isinstance(item, Rule) and not item.vertical):
            near = [
                box
                for box in seen.rules
                if abs(box.middle - rule.y / 20) < 0.6
                and box.left <= rule.x / 20 + 0.4
                and box.right >= (rule.x + rule.length) / 20 - 0.4
            ]
            assert near, rule
            assert near[0].colour == rule.colour
            assert min(near[0].width, near[0].height) == pytest.approx(rule.width / 20, abs=0.06)


@EVERY
def test_every_picture_stands_where_the_layout_put_it(name: str, shown: dict[str, Shown]):
    sample = shown[name]
    for page, seen in zip(sample.pages.pages, sample.seen, strict=True):
        boxes = [item for item in page.items if isinstance(item, Picture)]
        assert len(boxes) == len(seen.pictures)
        for box, found in zip(boxes, seen.pictures, strict=True):
            assert (found.left, found.top) == pytest.approx((box.x / 20, box.y / 20), abs=0.2)
            assert (found.width, found.height) == pytest.approx((box.width / 20, box.height / 20), abs=0.2)


@EVERY
def test_the_last_rule_of_the_colophon_lies_on_the_type_areas_edge(name: str, shown: dict[str, Shown]):
    foot = max(box.bottom for box in shown[name].seen[-1].rules)
    assert foot == pytest.approx(TYPE_AREA_BOTTOM / 20, abs=0.3)


def test_a_page_without_a_number_shows_none(shown: dict[str, Shown]):
    last = shown["unnumbered"].seen[-1]
    assert not [line for line in last.lines if line.baseline > TYPE_AREA_BOTTOM / 20]


# --- a clerk goes on editing -------------------------------------------------------------------------------------------

ADDED = '<w:p><w:pPr><w:pStyle w:val="JbBody"/></w:pPr><w:r><w:t>增加的一段。</w:t></w:r></w:p>'


def edited(docx: bytes, change: Callable[[str], str]) -> bytes:
    """The same file with other text."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(docx)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = change(content.decode()).encode()
            new.writestr(name, content)
    return file.getvalue()


def test_the_colophon_stays_at_the_foot_of_the_last_page_while_text_comes_and_goes(tmp_path: Path):
    """Line by line over more than a page, and a paragraph at a time away from the middle."""
    distinct = [f"第{number}段。{PROSE}" for number in range(7)]
    pages = laid_out(issue(article("开头一段。", *distinct), contents=False, **END))
    docx = write(pages)
    stretches = re.findall(r'<w:p><w:pPr><w:pStyle w:val="JbBody"/></w:pPr>.*?</w:p>', part_text(docx))
    assert len(stretches) >= 6

    def longer(count: int) -> Callable[[str], str]:
        return lambda text: text.replace(stretches[1], stretches[1] + ADDED * count)

    def shorter(count: int) -> Callable[[str], str]:
        def change(text: str) -> str:
            for stretch in stretches[:count]:
                text = text.replace(stretch, "")
            return text

        return change

    changes = {f"more{n:02}": longer(n) for n in range(0, 25, 2)} | {
        f"less{n}": shorter(n) for n in range(1, 6)
    }
    files: list[Path] = []
    for name, change in changes.items():
        files.append(tmp_path / f"{name}.docx")
        files[-1].write_bytes(edited(docx, change))
    counts: set[int] = set()
    for file, pdf in zip(files, office.convert(files, tmp_path / "pdf"), strict=True):
        seen = reader.read(pdf)
        counts.add(len(seen))
        boxes = [(page.number, [box for box in page.rules if box.colour == "000000"]) for page in seen]
        assert [number for number, found in boxes if found] == [len(seen)], file.stem
        top = min(box.top for box in boxes[-1][1])
        foot = max(box.bottom for box in boxes[-1][1])
        assert foot == pytest.approx(TYPE_AREA_BOTTOM / 20, abs=0.3), file.stem
        text = [line for line in seen[-1].lines if line.size > 15]
        assert all(line.baseline < top for line in text), file.stem
        assert "共印150份" in comparable("".join(line.text for line in seen[-1].lines))
    assert len(counts) >= 3, "the page count must go up and down"


def part_text(docx: bytes) -> str:
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return archive.read("word/document.xml").decode()
