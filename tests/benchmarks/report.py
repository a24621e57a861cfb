"""Findings of one run → a file that keeps them, the whole table, the pictures, and the handbook's page of speed in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from tests.benchmarks.measuring import Figure, Finding, Note, Spread
from tests.benchmarks.places import ROOT
from tests.benchmarks.plot import svg

RESULTS = Path(__file__).parent / "results"
HANDBOOK = ROOT / "jianbao" / "handbook"

TITLES = {
    "cold": "冷启动 · From cold",
    "warm": "连续生成 · One issue after another",
    "batch": "成批 · Batches",
    "growth": "篇幅 · As issues grow",
    "memory": "成批的内存 · Memory of a batch",
    "steps": "一步一步 · Step by step",
    "archive": "存档级的代价 · What archive-grade costs",
    "size": "大小 · Size",
    "live": "边写边看 · While you write",
    "import": "导入 · Importing",
    "search": "查找 · Searching",
    "cluster": "许多机器 · Many machines",
}
SHORT = (
    "cold.build",
    "cold.build/floor",
    "cold.office/build",
    "warm.build",
    "warm.layout",
    "warm.alone",
    "warm.pdf/typst",
    "batch.1",
    "batch.2/1",
    "growth.200/10.build",
    "growth.200.peak",
    "memory.late/early",
    "archive.seed.cpu",
    "archive.seed.size",
    "size.wheel",
    "size.installed",
)
"""What the handbook shows."""


@dataclass
class Report:
    """One run: by part, what was found; the machine; the day; the commit; whether it was a quick one."""

    parts: dict[str, list[Finding]]
    machine: Mapping[str, str]
    day: str
    commit: str
    quick: bool
    figures: dict[str, Figure] = field(init=False)

    def __post_init__(self) -> None:
        self.figures = {each.key: each for each in self._all() if isinstance(each, Figure)}

    def _all(self) -> Iterator[Finding]:
        for findings in self.parts.values():
            yield from findings

    @classmethod
    def saved(cls) -> Self:
        """The run that was written last."""
        said = json.loads((RESULTS / "speed.json").read_text("utf-8"))
        parts = {name: [_finding(each) for each in findings] for name, findings in said.pop("parts").items()}
        return cls(parts=parts, **said)

    def write(self) -> None:
        """Write the figures, the table and the pictures."""
        RESULTS.mkdir(exist_ok=True)
        parts = {name: [asdict(each) for each in findings] for name, findings in self.parts.items()}
        for findings in parts.values():
            for each in findings:
                if "spread" in each:
                    each["spread"] = [round(value, 4) for value in each["spread"]]
        said = {
            "day": self.day,
            "commit": self.commit,
            "quick": self.quick,
            "machine": dict(self.machine),
            "parts": parts,
        }
        (RESULTS / "speed.json").write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", "utf-8")
        (RESULTS / "README.md").write_text(self.table(), "utf-8")
        for language in ("zh", "en"):
            caption = self.described(language)
            (RESULTS / f"speed.{language}.svg").write_text(svg(self.figures, language, caption), "utf-8")

    # --- words ------------------------------------------------------------------------------------------------

    def described(self, language: str) -> str:
        """The machine and the day, on one line."""
        m = self.machine
        if language == "zh":
            quick = "，简测" if self.quick else ""
            return f"{m['cpu']}，{m['cores']} 核，{m['memory']} 内存，{m['system']}，Python {m['python']}；{self.day}{quick}"
        quick = ", a quick run" if self.quick else ""
        return f"{m['cpu']}, {m['cores']} cores, {m['memory']} of memory, {m['system']}, Python {m['python']}; {self.day}{quick}"

    def versions(self) -> str:
        """The libraries and rivals."""
        others = {"cpu", "cores", "memory", "system", "python"}
        return "，".join(f"{name} {version}" for name, version in self.machine.items() if name not in others)

    def table(self) -> str:
        """All figures, part by part, in both languages."""
        out = [
            "# 有多快 · How fast\n",
            "由 `python -m tests.benchmarks` 写出，请勿手改。Written by `python -m tests.benchmarks`.\n",
            f"- {self.described('zh')}\n- {self.described('en')}\n- {self.versions()}\n- commit {self.commit}\n",
        ]
        for name, findings in self.parts.items():
            out.append(f"## {TITLES[name]}\n")
            out += (f"{each.zh} {each.en}\n" for each in findings if isinstance(each, Note))
            out.append(
                "| | | 中位数 median | 最小～最大 least–most | 次数 runs | 指标 bar | |\n|---|---|--:|--:|--:|--:|:-:|"
            )
            out += (self._row(each) for each in findings if isinstance(each, Figure))
            out.append("")
        out += self.short_of()
        return "\n".join(out).rstrip() + "\n"

    def _row(self, figure: Figure) -> str:
        least, _, most, count = figure.spread
        between = f"{told(least, figure.unit)}～{told(most, figure.unit)}" if count > 1 else ""
        return f"| {figure.zh} | {figure.en} | {shown(figure)} | {between} | {count} | {bar(figure)} | {mark(figure)} |"

    def short_of(self) -> list[str]:
        """The bars that are missed."""
        missed = [each for each in self.figures.values() if each.holds is False]
        if not missed:
            return []
        listed = (f"- {each.zh} · {each.en}: {shown(each)} ({bar(each)})" for each in missed)
        return ["## 没有达到的指标 · Bars that are missed\n", *listed]

    def section(self, language: str) -> str:
        """What the handbook shows of it."""
        zh = language == "zh"
        head = "| | 中位数（最小～最大） | 指标 | |" if zh else "| | median (least–most) | bar | |"
        rows = [head, "|---|--:|--:|:-:|"]
        for key in SHORT:
            if figure := self.figures.get(key):
                least, _, most, count = figure.spread
                between = f" ({told(least, figure.unit)}–{told(most, figure.unit)})" if count > 1 else ""
                if zh:
                    between = between.replace(" (", "（").replace(")", "）").replace("–", "～")
                rows.append(
                    f"| {figure.zh if zh else figure.en} | {shown(figure)}{between} | {bar(figure)} | {mark(figure)} |".replace(
                        "issues/s", "期/秒" if zh else "issues/s"
                    )
                )
        folder = RESULTS.relative_to(ROOT).as_posix()
        alt = (
            "三幅条形图：冷启动、连续生成、篇幅增长"
            if zh
            else "three bar charts: from cold, warm, and as issues grow"
        )
        picture = f'<img src="../../../{folder}/speed.{language}.svg" width="760" alt="{alt}">'
        machine = ("测量用机：" if zh else "Machine: ") + self.described(language)
        versions = self.versions() if zh else self.versions().replace("，", ", ")
        after = (
            f"{machine}。{versions}。\n\n“冷启动”是新开一个进程；“连续”是同一个进程一期接一期，文本期期不同。"
            f"全部数字和分步用时见 `{folder}/README.md`；`python -m tests.benchmarks` 在您的机器上重量一遍。"
            if zh
            else f"{machine}. {versions}.\n\n“From cold” is a fresh process; “one issue after another” is one process, each text new. All figures, with\n"
            f"the time of each step, are in `{folder}/README.md`; `python -m tests.benchmarks` measures your machine."
        )
        return "\n".join((picture, "", *rows, "", after))

    def into_handbook(self) -> None:
        """Rewrite the page of speed between its marks, in both languages."""
        for language in ("zh", "en"):
            page = HANDBOOK / language / "speed.md"
            text = page.read_text("utf-8")
            start, end = f"<!-- speed: {language} -->", f"<!-- /speed: {language} -->"
            between = re.compile(f"{start}.*?{end}", re.DOTALL)
            if not between.search(text):
                raise SystemExit(f"{page} has no {start} … {end}")
            made = f"{start}\n{self.section(language)}\n{end}"
            page.write_text(between.sub(made.replace("\\", r"\\"), text, count=1), "utf-8")


def _finding(said: Mapping[str, Any]) -> Finding:
    return Figure(**{**said, "spread": Spread(*said["spread"])}) if "spread" in said else Note(**said)


def told(value: float, unit: str) -> str:
    """A number with as many digits as matter."""
    if unit == "":
        return f"{value:.0f}"
    if unit == "×" or value < 10:
        return f"{value:.2f}"
    return f"{value:.1f}" if value < 100 else f"{value:.0f}"


def shown(figure: Figure) -> str:
    """The median with its unit."""
    return f"{told(figure.spread.median, figure.unit)} {figure.unit}".strip()


def bar(figure: Figure) -> str:
    """The bar as it is written: `≤ 1.80 ×`."""
    unit = f" {figure.unit}" if figure.unit else ""
    if figure.at_most is not None:
        return f"≤ {figure.at_most:g}{unit}"
    return f"≥ {figure.at_least:g}{unit}" if figure.at_least is not None else ""


def mark(figure: Figure) -> str:
    """Whether the bar is held."""
    return {True: "✓", False: "✗", None: ""}[figure.holds]


def printed(parts: Mapping[str, Sequence[Finding]]) -> str:
    """The figures for a terminal."""
    lines: list[str] = []
    for name, findings in parts.items():
        lines.append(f"— {name}")
        for each in findings:
            if isinstance(each, Note):
                lines.append(f"  {each.en}")
                continue
            least, _, most, count = each.spread
            between = f"{told(least, each.unit)}–{told(most, each.unit)}"
            lines.append(
                f"  {shown(each):>10}  {between:>15} ({count:2})  {each.en}  {bar(each)} {mark(each)}".rstrip()
            )
    return "\n".join(lines)
