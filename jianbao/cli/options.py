"""Options that several commands share, and what is checked of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from jianbao.cli.declare import argument, option
from jianbao.errors import InputError, UsageError

if TYPE_CHECKING:
    from jianbao.ledger import Terms


Issues = Annotated[
    list[Path],
    argument(
        ("简报文件…", "ISSUE…"),
        "一个或几个简报文件（.yaml），可用通配符，如 2026/*.yaml",
        "One or more issue files (.yaml), or patterns such as 2026/*.yaml",
    ),
]
OneIssue = Annotated[Path, argument(("简报文件", "ISSUE"), "一个简报文件（.yaml）", "An issue file (.yaml)")]
AsJson = Annotated[
    bool, option("--json", "结果用 JSON 输出，一期一行，供程序读取", "Results as JSON, one object a line")
]
AsCsv = Annotated[bool, option("--csv", "用 CSV 输出，可直接用表格软件打开", "As CSV, for spreadsheets")]
Ledger = Annotated[
    str | None,
    option(
        "--ledger",
        "期号台账：文件，或 postgresql://… ；不写则用环境变量 JIANBAO_LEDGER，再不然用简报旁边的 期号台账.sqlite",
        "The register: a file or postgresql://…; else JIANBAO_LEDGER, else 期号台账.sqlite beside the issue",
        ("台账", "LEDGER"),
    ),
]
Ledgers = Annotated[
    list[str] | None,
    option(
        "--ledger",
        "期号台账，可写几次：文件、postgresql://…、series.yaml，或一个文件夹（其中各处的台账都算）；不写同别的命令",
        "The register; may be repeated: a file, postgresql://…, a series.yaml, or a folder with all registers in it",
        ("台账", "LEDGER"),
    ),
]
SeriesName = Annotated[str, option("--series", "只看这一种刊物", "This series only", ("刊名", "SERIES"))]
KindName = Annotated[
    str, option("--kind", "只看这一种类，如 增刊", "This kind only, such as 增刊", ("种类", "KIND"))
]
Year = Annotated[
    int | None, option("--year", "只看这一年", "This year only", ("年", "YEAR"), min=1, max=9999)
]
OfYear = Annotated[
    int, argument(("年", "YEAR"), "哪一年，如 2017", "Which year, such as 2017", min=1, max=9999)
]
FontsChoice = Annotated[
    Literal["auto", "embedded"],
    option(
        "--fonts",
        "auto 优先用本机字体（默认）；embedded 只用自带字体，各台电脑结果一致",
        "auto: this machine's faces first (default); embedded: only ours, the same on every machine",
        "auto|embedded",
    ),
]
OutFolder = Annotated[
    Path | None,
    option(
        "--out -o",
        "成品放到哪个文件夹（默认：简报文件所在处）",
        "Folder of the files (default: the issue's)",
        ("文件夹", "DIR"),
    ),
]
Formats = Annotated[
    list[str] | None,
    option(
        "--format -f",
        "docx、pdf、ofd、html、txt，可写几次（默认 docx 和 pdf）",
        "docx, pdf, ofd, html, txt; may be repeated (default: docx and pdf)",
        ("格式", "FORMAT"),
    ),
]
Jobs = Annotated[
    int,
    option(
        "--jobs",
        "扫描件同时认几页（默认：每核一页，最多 4）",
        "How many scanned pages at once (default: one a core, up to 4)",
        "N",
        min=0,
    ),
]
Allow = Annotated[
    list[str] | None,
    option(
        "--allow",
        "这一次放行这个代码指出的情况，如 N022，可写几次",
        "Let pass what this code tells of, such as N022",
        ("代码", "CODE"),
    ),
]
Keep = Annotated[
    bool,
    option(
        "--keep",
        "成品被改动过或被别的文件占了名字的，另存一份再生成",
        "Keep files in the way under another name",
    ),
]
Overwrite = Annotated[bool, option("--overwrite", "上述文件不要了，直接覆盖", "Overwrite files in the way")]
WordsFile = Annotated[
    Path | None,
    option(
        "--words",
        "单位的全称、简称以这个用语文件为准（默认：各刊最近一期所用的用语）",
        "Full and short names of units (default: the words that the latest issues use)",
        ("用语文件", "FILE"),
    ),
]


def terms_of(allow: list[str] | None, keep: bool, overwrite: bool, **more: Any) -> Terms:
    """What a build may do. Raises UsageError for options that contradict each other."""
    from jianbao.ledger import Terms

    if keep and overwrite:
        raise UsageError.of("C005", name="--keep", value="--overwrite", choices="--keep | --overwrite")
    others: Literal["refuse", "keep", "overwrite"] = (
        "keep" if keep else "overwrite" if overwrite else "refuse"
    )
    return Terms(frozenset(code.upper() for code in allow or ()), others, **more)


def wanted_formats(formats: list[str] | None) -> tuple[str, ...]:
    """What `--format` asks for, each once. Raises UsageError for one that there is not, before anything is read."""
    from jianbao.writers import FORMATS, writers_for

    wanted = tuple(dict.fromkeys(name.lower() for name in formats or FORMATS))
    writers_for(wanted)
    return wanted


def matched(issues: list[Path]) -> list[Path]:
    """Issue files, those among them that a pattern names in the order of their names; each once.

    Shells of Windows leave patterns to the program. Raises InputError (B002) for one that nothing matches.
    """
    import glob

    found: dict[Path, None] = {}
    for issue in issues:
        if issue.exists() or not glob.has_magic(str(issue)):
            found[issue] = None
            continue
        from jianbao.batches.files import is_issue

        names = sorted(Path(name) for name in glob.iglob(str(issue), recursive=True))  # noqa: PTH207
        some = [name for name in names if is_issue(name)]
        if not some:
            raise InputError.of("B002", path=issue)
        found |= dict.fromkeys(some)
    return list(found)
