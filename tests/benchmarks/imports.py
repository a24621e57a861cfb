"""Three hundred past issues in Word, imported at once."""

from __future__ import annotations

from tests.benchmarks.measuring import Figure, Finding, Spread, asked, say
from tests.benchmarks.places import Bench

ISSUES = 300


def measure(bench: Bench) -> list[Finding]:
    """Seconds, MB at the most, and how many numbers came out wrong."""
    count = bench.rounds(ISSUES, ISSUES // 10)
    say(f"import: {count} issues in Word")
    said = asked(bench.python, bench.inside, "imports", bench.folder(), count)
    zh, en = f"导入 {count} 期 Word 旧简报", f"importing {count} past issues in Word"
    return [
        Figure("import.wall", zh, en, "s", Spread.of([said["wall"]]), at_most=10),
        Figure("import.cpu", f"{zh}：CPU", f"{en}: CPU", "s", Spread.of([said["cpu"]])),
        Figure("import.peak", f"{zh}：内存", f"{en}: memory", "MB", Spread.of([said["peak"]]), at_most=250),
        Figure(
            "import.wrong",
            f"{zh}：错的期号",
            f"{en}: numbers wrong",
            "",
            Spread.of([said["wrong"]]),
            at_most=0,
        ),
    ]
