"""Figures → three small charts in one SVG, plain text, legible on a light and on a dark page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple

from tests.benchmarks.measuring import Figure

WIDTH, LEFT, BAR, GAP, END = 760, 204, 18, 8, 124
_FONT = 'system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif'
# colours on a light page stand in the elements themselves, for readers that know no style sheets
_LIGHT = {
    "page": "#ffffff",
    "text": "#1f2328",
    "faint": "#59636e",
    "ours": "#c0392b",
    "other": "#8b98a5",
    "s1": "#c0392b",
    "s2": "#d9822b",
    "s3": "#5b8c3e",
    "s4": "#3b78b5",
    "s5": "#8a5fae",
}
_DARK = {
    "page": "#0d1117",
    "text": "#e6edf3",
    "faint": "#9198a1",
    "ours": "#e5604f",
    "other": "#8b98a5",
    "s1": "#e5604f",
    "s2": "#e39a4a",
    "s3": "#7fb35c",
    "s4": "#5a9bdc",
    "s5": "#a97fd0",
}
_STYLE = (
    "@media (prefers-color-scheme:dark){"
    + "".join(f".{name}{{fill:{colour}}}" for name, colour in _DARK.items())
    + "}"
)


def _box(kind: str, x: float, y: float, width: float, height: float) -> str:
    return f'<rect class="{kind}" fill="{_LIGHT[kind]}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'


def _text(text: str, x: float, y: float, kind: str = "text", more: str = "") -> str:
    size = "" if "font-size" in more else ' font-size="13"'
    return f'<text class="{kind}" fill="{_LIGHT[kind]}" x="{x:.1f}" y="{y:.1f}"{size}{more}>{escape(text)}</text>'


class Bar(NamedTuple):
    """A bar: its name, its stretches (class, length), what is written at its end."""

    name: str
    parts: Sequence[tuple[str, float]]
    told: str

    @property
    def length(self) -> float:
        return sum(length for _, length in self.parts)


class Chart(NamedTuple):
    """Bars from one zero line; `legend` names the classes of stretches."""

    title: str
    bars: Sequence[Bar]
    legend: Sequence[tuple[str, str]] = ()


def svg(figures: Mapping[str, Figure], language: str, caption: str) -> str:
    """The picture; a chart whose figures are absent is left out."""
    zh = language == "zh"
    charts = [chart for chart in (_cold(figures, zh), _warm(figures, zh), _growth(figures, zh)) if chart.bars]
    body: list[str] = []
    y = 14.0
    for chart in charts:
        y = _drawn(chart, y, body)
    body.append(_text(caption, 16, y + 6, "faint", ' font-size="12"'))
    height = round(y + 20)
    title = "jianbao 有多快" if zh else "How fast jianbao is"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-label="{title}" font-family=\'{_FONT}\'><style>{_STYLE}</style>\n'
        + "\n".join([_box("page", 0, 0, WIDTH, height), *body])
        + "\n</svg>\n"
    )


def _drawn(chart: Chart, y: float, body: list[str]) -> float:
    """Write a chart from `y` on; where the next may begin."""
    body.append(_text(chart.title, 16, y + 16, more=' font-size="15" font-weight="600"'))
    y += 28
    if chart.legend:
        x = 16.0
        for kind, name in chart.legend:
            body.append(_box(kind, x, y, 11, 11))
            body.append(_text(name, x + 16, y + 10, "faint", ' font-size="12"'))
            x += 34 + sum(12 if ord(char) > 0x2E80 else 7 for char in name)
        y += 22
    scale = (WIDTH - LEFT - END) / max(bar.length for bar in chart.bars)
    for bar in chart.bars:
        middle = y + BAR - 4.5
        body.append(_text(bar.name, LEFT - 10, middle, more=' text-anchor="end"'))
        x = float(LEFT)
        for kind, length in bar.parts:
            body.append(_box(kind, x, y, length * scale, BAR))
            x += length * scale
        body.append(_text(bar.told, x + 7, middle))
        y += BAR + GAP
    return y + 14


def _cold(figures: Mapping[str, Figure], zh: bool) -> Chart:
    wanted = (
        ("cold.build", "jianbao：DOCX + PDF/A", "jianbao: DOCX + PDF/A", "ours"),
        ("cold.pdf", "jianbao：只出 PDF/A", "jianbao: PDF/A alone", "ours"),
        ("cold.floor", "只导入所用的库", "importing the libraries", "other"),
        ("cold.typst", "typst：PDF", "typst: PDF", "other"),
        ("cold.weasyprint", "WeasyPrint：PDF", "WeasyPrint: PDF", "other"),
        ("cold.office", "LibreOffice：DOCX → PDF", "LibreOffice: DOCX → PDF", "other"),
    )
    bars = [
        Bar(
            name if zh else other,
            [(kind, figures[key].spread.median)],
            f"{figures[key].spread.median / 1000:.2f} {'秒' if zh else 's'}",
        )
        for key, name, other, kind in wanted
        if key in figures
    ]
    return Chart(
        "第一个示例，从敲下命令到文件写好" if zh else "The first example, from the command to the files", bars
    )


def _warm(figures: Mapping[str, Figure], zh: bool) -> Chart:
    steps = (
        ("s1", "read", "读入", "reading"),
        ("s2", "check", "校对", "proof-reading"),
        ("s3", "layout", "排版", "layout"),
        ("s4", "docx", "DOCX", "DOCX"),
        ("s5", "pdf", "PDF/A", "PDF/A"),
    )
    if "warm.build" not in figures:
        return Chart("", ())
    value = {key: figures[f"warm.{key}"].spread.median for _, key, _, _ in steps}
    whole = figures["warm.build"].spread.median
    parts = [(kind, value[key]) for kind, key, _, _ in steps]
    rest = max(0.0, whole - sum(value.values()))
    milliseconds = "毫秒" if zh else "ms"

    def bar(name: str, parts: Sequence[tuple[str, float]], length: float) -> Bar:
        return Bar(name, parts, f"{length:.1f} {milliseconds}")

    bars = [
        bar("jianbao：全程" if zh else "jianbao: all of it", [*parts, ("other", rest)], whole),
        bar(
            "jianbao：只要 PDF/A" if zh else "jianbao: PDF/A alone",
            [parts[0], parts[2], parts[4]],
            figures["warm.alone"].spread.median,
        ),
    ]
    if "warm.typst" in figures:
        typst = figures["warm.typst"].spread.median
        bars.append(bar("typst：PDF" if zh else "typst: PDF", [("faint", typst)], typst))
    legend = [(kind, name if zh else other) for kind, _, name, other in steps]
    legend.append(("other", "登记、存盘" if zh else "register, saving"))
    return Chart(
        "一期接一期，文本期期不同，每期用时"
        if zh
        else "One issue after another, each text new: time an issue",
        bars,
        legend,
    )


def _growth(figures: Mapping[str, Figure], zh: bool) -> Chart:
    bars: list[Bar] = []
    steps = (("s3", "layout"), ("s4", "docx"), ("s5", "pdf"))
    for size in (1, 10, 50, 200):
        if f"growth.{size}.build" not in figures:
            continue
        values = [(kind, figures[f"growth.{size}.{step}"].spread.median) for kind, step in steps]
        whole = figures[f"growth.{size}.build"].spread.median
        rest = max(0.0, whole - sum(value for _, value in values))
        pages, peak = (round(figures[f"growth.{size}.{name}"].spread.median) for name in ("pages", "peak"))
        name = f"{size} 篇，{pages} 页" if zh else f"{size} article{'s' if size > 1 else ''}, {pages} pages"
        told = f"{whole:.1f} 毫秒，{peak} MB" if zh else f"{whole:.1f} ms, {peak} MB"
        bars.append(Bar(name, [*values, ("other", rest)], told))
    legend = (
        ("s3", "排版" if zh else "layout"),
        ("s4", "DOCX"),
        ("s5", "PDF/A"),
        ("other", "读入、校对、登记" if zh else "reading, proof-reading, register"),
    )
    title = "越长也不变慢：每页用时，内存峰值" if zh else "As issues grow: time a page, memory at its peak"
    return Chart(title, bars, legend)
