"""What PDF/A and tags cost: our PDF against one of the same pages without tags, XMP, output intent and ActualText."""

from __future__ import annotations

from tests.benchmarks.measuring import Figure, Finding, asked, ratio, say
from tests.benchmarks.places import SEED, Bench

KINDS = {
    "seed": ("种子稿", "seed"),
    "past": ("生成的往期", "generated past issues"),
    "long": ("10 篇的长简报", "issues of ten articles"),
}


def measure(bench: Bench) -> list[Finding]:
    """Time and size of the one ÷ of the other, on texts that are new each time, in turn."""
    count = bench.rounds(41, 11)
    say(f"archive: {count} texts of three kinds")
    texts = bench.folder()
    asked(bench.python, bench.inside, "texts", SEED, texts, count)
    said = asked(bench.python, bench.inside, "archive", texts, bench.folder(), count)
    found: list[Finding] = []
    for kind, (zh, en) in KINDS.items():
        for what, name_zh, name_en, bar in (
            ("wall", "PDF 用时", "time of the PDF", None),
            ("cpu", "PDF 的 CPU 时间", "CPU of the PDF", 1.3),
            ("size", "PDF 大小", "size of the PDF", 1.15),
            ("whole", "全程 CPU 时间（读入到 DOCX、PDF）", "CPU from reading to DOCX and PDF", 1.3),
        ):
            archive, plain = said[kind][what]
            found.append(
                Figure(
                    f"archive.{kind}.{what}",
                    f"存档级 ÷ 普通，{zh}：{name_zh}",
                    f"archive-grade ÷ plain, {en}: {name_en}",
                    "×",
                    ratio(archive, plain),
                    bar,
                )
            )
    return found
