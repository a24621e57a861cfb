"""A clerk's build of the seed from nothing, beside the imports that it cannot do without and beside its rivals.

All are started in turn, round after round, so that other work on the machine hits all alike. Every build has a folder
and a register of its own; LibreOffice has a profile that was warmed.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks.measuring import Cost, Figure, Finding, Spread, asked, ratio, run, say
from tests.benchmarks.places import SEED, Bench

FLOOR = "import typer, pydantic, yaml, docx, reportlab.pdfgen.canvas"
TYPST = """\
import sys, typst
typst.compile(sys.argv[1], sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True)
"""
# runs a round of what takes a fraction of a second
SHORT = 3


def measure(bench: Bench) -> list[Finding]:
    """Milliseconds from start to end of each process, and ratios of runs that stood side by side."""
    texts = bench.folder()
    fonts = asked(bench.python, bench.inside, "texts", SEED, texts, 0)["fonts"]
    short, long = _contestants(bench, texts, fonts)
    took: dict[str, list[Cost]] = {name: [] for name in (*short, *long)}
    for work in (*short.values(), *long.values()):
        # so that all files are in the machine's cache
        work()
    rounds = bench.rounds(9, 3)
    for turn in range(rounds):
        say(f"cold: round {turn + 1} of {rounds}")
        for _ in range(SHORT):
            for name, work in short.items():
                took[name].append(work())
        for name, work in long.items():
            took[name].append(work())
    return _figures(took)


def _contestants(
    bench: Bench, texts: Path, fonts: str
) -> tuple[dict[str, Callable[[], Cost]], dict[str, Callable[[], Cost]]]:
    def build(*options: str) -> Callable[[], Cost]:
        def work() -> Cost:
            folder = bench.folder()
            shutil.copy(SEED, folder)
            cost = run([bench.jianbao, "build", "issue.yaml", *options], folder)
            shutil.rmtree(folder)
            return cost

        return work

    def plain(*command: str | Path) -> Callable[[], Cost]:
        return lambda: run(command, texts)

    short = {
        "bare": plain(bench.python, "-c", "pass"),
        "floor": plain(bench.python, "-c", FLOOR),
        "build": build(),
        "embedded": build("--fonts", "embedded"),
        "pdf": build("--fonts", "embedded", "-f", "pdf"),
    }
    long: dict[str, Callable[[], Cost]] = {}
    if python := bench.rivals.get("typst"):
        short["typst"] = plain(python, "-c", TYPST, "0.typ", "typst.pdf", fonts)
    if command := shutil.which("typst"):
        program = (command, "compile", "0.typ", "typst.pdf", "--font-path", fonts, "--ignore-system-fonts")
        short["typst-cli"] = plain(*program)
    if python := bench.rivals.get("weasyprint"):
        long["weasyprint"] = plain(python, "-m", "weasyprint", "0.html", "weasyprint.pdf")
    if bench.office:
        folder = bench.folder()
        shutil.copy(SEED, folder)
        run([bench.jianbao, "build", "issue.yaml", "--fonts", "embedded", "-f", "docx"], folder)
        shutil.move(next(folder.glob("*.docx")), texts / "office.docx")
        long["office"] = lambda: _converted(bench, texts, bench.home / "profile")
        long["office-new"] = lambda: _converted(bench, texts, bench.folder())
    return short, long


def _converted(bench: Bench, texts: Path, profile: Path) -> Cost:
    home = f"-env:UserInstallation={profile.as_uri()}"
    return run([bench.office, home, "--headless", "--convert-to", "pdf", "office.docx"], texts)


NAMES = {
    "bare": ("Python 空转", "Python doing nothing"),
    "floor": (
        "只导入所用的库（typer、pydantic、yaml、python-docx、reportlab）",
        "only importing the libraries (typer, pydantic, yaml, python-docx, reportlab)",
    ),
    "build": (
        "冷启动 `jianbao build`：DOCX + PDF/A + 登记",
        "from cold, `jianbao build`: DOCX + PDF/A + register",
    ),
    "embedded": ("同上，`--fonts embedded`", "the same, `--fonts embedded`"),
    "pdf": ("同上，只出 PDF", "the same, PDF alone"),
    "typst": ("typst 出 PDF（Python 包，新进程）", "typst's PDF (Python package, fresh process)"),
    "typst-cli": ("typst 出 PDF（命令行）", "typst's PDF (command line)"),
    "weasyprint": ("WeasyPrint 出 PDF", "WeasyPrint's PDF"),
    "office": ("LibreOffice 把我们的 DOCX 转成 PDF", "LibreOffice turning our DOCX into PDF"),
    "office-new": ("同上，第一次用的人", "the same, for one who never used it"),
}


def _figures(took: dict[str, list[Cost]]) -> list[Finding]:
    wall = {name: [1000 * cost.wall for cost in costs] for name, costs in took.items()}
    found: list[Finding] = [
        Figure(f"cold.{name}", *NAMES[name], "ms", Spread.of(values)) for name, values in wall.items()
    ]
    cpu = [1000 * cost.cpu for cost in took["build"]]
    found.append(
        Figure(
            "cold.build.cpu",
            "冷启动 `jianbao build` 的 CPU 时间",
            "from cold, CPU of `jianbao build`",
            "ms",
            Spread.of(cpu),
        )
    )

    def against(
        key: str,
        above: Sequence[float],
        below: Sequence[float],
        zh: str,
        en: str,
        *,
        at_most: float | None = None,
        at_least: float | None = None,
    ) -> None:
        found.append(Figure(f"cold.{key}", zh, en, "×", ratio(above, below), at_most, at_least))

    against(
        "build/floor",
        wall["build"],
        wall["floor"],
        "冷启动 ÷ 只导入所用的库",
        "from cold ÷ only importing the libraries",
        at_most=1.8,
    )
    against(
        "embedded/floor",
        wall["embedded"],
        wall["floor"],
        "同上，`--fonts embedded`",
        "the same, `--fonts embedded`",
        at_most=1.8,
    )
    # the one that each long one followed
    last = wall["build"][SHORT - 1 :: SHORT]
    if "office" in wall:
        against(
            "office/build",
            wall["office"],
            last,
            "LibreOffice 把 DOCX 转成 PDF ÷ 冷启动",
            "LibreOffice turning the DOCX into PDF ÷ from cold",
            at_least=4,
        )
        against(
            "office-new/build",
            wall["office-new"],
            last,
            "LibreOffice 第一次转换 ÷ 冷启动",
            "LibreOffice's first conversion ÷ from cold",
        )
    if "weasyprint" in wall:
        against("weasyprint/build", wall["weasyprint"], last, "WeasyPrint ÷ 冷启动", "WeasyPrint ÷ from cold")
    for name in ("typst", "typst-cli"):
        if name in wall:
            against(
                f"pdf/{name}",
                wall["pdf"],
                wall[name],
                f"冷启动只出 PDF ÷ {name}",
                f"from cold, PDF alone ÷ {name}",
            )
    return found
