"""One process that stays: milliseconds an issue by step, and the PDF alone beside typst in a process that stays too.

Every text is the seed with a tenth of its characters altered, so neither side answers from a cache; the text that was
just set is then set again, which is the cached case. The two processes answer in turn.
"""

from __future__ import annotations

from tests.benchmarks.measuring import Figure, Finding, Server, Spread, asked, ratio, say
from tests.benchmarks.places import SEED, Bench

Times = dict[str, tuple[float, float]]
WARMING = 20

STEPS = {
    "read": ("读入", "reading"),
    "check": ("校对", "proof-reading"),
    "layout": ("排版", "layout"),
    "docx": ("写 DOCX", "DOCX"),
    "pdf": ("写 PDF/A", "PDF/A"),
}


def measure(bench: Bench) -> list[Finding]:
    """Milliseconds of wall and of CPU."""
    texts = bench.folder()
    count = bench.rounds(41, 11)
    fonts = asked(bench.python, bench.inside, "texts", SEED, texts, 2 * (WARMING + count))["fonts"]
    ours: list[Times] = []
    theirs: list[Times] = []
    say(f"warm: {count} issues")
    with Server(bench.python, bench.inside, "warm", texts) as jianbao:
        if python := bench.rivals.get("typst"):
            with Server(python, bench.inside, "typst_warm", texts, fonts) as typst:
                for turn in range(1, 1 + WARMING + count):
                    ours.append(jianbao.ask(turn))
                    theirs.append(typst.ask([turn, turn + WARMING + count]))
        else:
            ours = [jianbao.ask(turn) for turn in range(1, 1 + WARMING + count)]
        whole = [jianbao.ask(-turn) for turn in range(1 + WARMING + count, 1 + 2 * (WARMING + count))]
    return _figures(ours[WARMING:], theirs[WARMING:], whole[WARMING:])


def _figures(ours: list[Times], theirs: list[Times], whole: list[Times]) -> list[Finding]:
    found: list[Finding] = []

    def figure(
        key: str, zh: str, en: str, times: list[tuple[float, float]], at_most: float | None = None
    ) -> list[float]:
        wall = [each[0] for each in times]
        found.append(Figure(f"warm.{key}", zh, en, "ms", Spread.of(wall), at_most))
        cpu = Spread.of([each[1] for each in times])
        found.append(Figure(f"warm.{key}.cpu", f"{zh}（CPU）", f"{en} (CPU)", "ms", cpu))
        return wall

    figure(
        "build",
        "连续，每期：DOCX + PDF/A + 登记",
        "warm, an issue: DOCX + PDF/A + register",
        [each["build"] for each in whole],
        40,
    )
    for step, (zh, en) in STEPS.items():
        figure(
            step,
            f"连续：其中{zh}",
            f"warm, of that {en}",
            [each[step] for each in ours],
            8 if step == "layout" else None,
        )
    pdf = figure(
        "alone",
        "连续，只要 PDF/A（从文本到字节）",
        "warm, PDF/A alone (from text to bytes)",
        [each["alone"] for each in ours],
    )
    again = figure(
        "again", "同上，同一文本再来一次", "the same, the same text again", [each["again"] for each in ours]
    )
    if theirs:
        typst = figure(
            "typst", "typst 出 PDF（同一进程）", "typst's PDF (one process)", [each["new"] for each in theirs]
        )
        archive = figure(
            "typst-archive", "typst 出 PDF/A-2a", "typst's PDF/A-2a", [each["archive"] for each in theirs]
        )
        cached = figure(
            "typst-again",
            "typst，同一文本再来一次",
            "typst, the same text again",
            [each["again"] for each in theirs],
        )
        found += [
            Figure(
                "warm.pdf/typst",
                "连续，只要 PDF/A ÷ typst 的 PDF",
                "warm, PDF/A alone ÷ typst's PDF",
                "×",
                ratio(pdf, typst),
                1.0,
            ),
            Figure(
                "warm.pdf/typst-archive",
                "连续，只要 PDF/A ÷ typst 的 PDF/A-2a",
                "warm, PDF/A alone ÷ typst's PDF/A-2a",
                "×",
                ratio(pdf, archive),
            ),
            Figure(
                "warm.again/typst-again",
                "同一文本再来一次 ÷ typst",
                "the same text again ÷ typst",
                "×",
                ratio(again, cached),
            ),
        ]
    return found
