"""`jianbao import` → files that came from Word as issue files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jianbao.cli.declare import argument, command, option
from jianbao.cli.lines import finding_json, json_line
from jianbao.cli.options import AsJson, Jobs
from jianbao.cli.terminal import near_path, note, progress, say, tell
from jianbao.errors import ExitCode, UsageError
from jianbao.messages import phrase

if TYPE_CHECKING:
    from jianbao.tasks.import_ import Imported, Summary

app = typer.Typer()
_MOST: int = 12


@command(
    app,
    "把 Word、WPS、PDF、文本文件和扫描件、照片变成简报文件：旧简报一期一个文件夹，来稿变成文章。\n\n"
    "拿不准的地方写着“待核”，看过再生成。导入过、又有人改过的文件不动。",
    "Make issue files of Word, WPS, PDF and text files, scans and photographs: a folder for each issue, drafts as articles.\n\n"
    "What is doubtful is marked 待核. A file that somebody has worked on since is left alone.",
    name="import",
)
def import_(
    sources: Annotated[
        list[Path],
        argument(
            ("旧简报…|文件夹", "FILE…|FOLDER"),
            "旧简报或来稿（.docx .doc .wps .rtf .odt .pdf .txt .md .png .jpg .tif），或放着它们的文件夹",
            "Issues or drafts, or a folder of them",
        ),
    ],
    out: Annotated[
        Path | None,
        option(
            "--out -o", "放到哪个文件夹（默认：当前文件夹）", "Where to (default: here)", ("文件夹", "FOLDER")
        ),
    ] = None,
    article: Annotated[
        bool, option("--article", "当作文章，不当作整期", "As articles, not as whole issues")
    ] = False,
    series: Annotated[
        Path | None,
        option(
            "--series",
            "各期共用的文件（默认：文件夹里的 series.yaml）",
            "The file of what all issues share",
            "series.yaml",
        ),
    ] = None,
    dry_run: Annotated[
        bool, option("--dry-run", "只看会怎样，什么也不写", "Show only, write nothing")
    ] = False,
    strict: Annotated[
        bool, option("--strict", "有待核的地方时退出码为 6", "Exit with 6 where anything is doubtful")
    ] = False,
    issue: Annotated[
        Path | None,
        option(
            "--into",
            "拿在 Word 里改过的成品与定义文件比，显示改了什么",
            "Hold a file edited in Word against its issue file",
            "issue.yaml",
        ),
    ] = None,
    write: Annotated[
        bool, option("--write", "与 --into 合用：把改动写进定义文件", "With --into: take the edits over")
    ] = False,
    jobs: Jobs = 0,
    as_json: AsJson = False,
) -> ExitCode:
    """One line a file, its doubts under it; a batch ends with what to look at first."""
    from jianbao.tasks.import_ import import_files, summary

    if issue is not None:
        return _into(sources, issue, write=write)
    with progress(phrase("importing"), 0) as step:
        made = import_files(
            sources, out, article=article, series=series, dry_run=dry_run, jobs=jobs, told=step.pages
        )
    for each in made:
        say(json_line(_json(each))) if as_json else _tell(each)
    if len(made) > 1 and not as_json:
        _sum(summary(made))
    return _code(made, strict=strict)


def _into(sources: list[Path], issue: Path, *, write: bool) -> ExitCode:
    """The edits of one file, shown or taken over; 6 where something has to be done by hand."""
    from jianbao.tasks.import_ import into

    if len(sources) != 1:
        raise UsageError.of("I009")
    taken = into(sources[0], issue, write=write)
    if taken.diff:
        say(taken.diff)
        say(phrase("into_written" if write else "into_shown", path=near_path(issue)))
    elif not taken.left:
        say(phrase("into_same", path=near_path(issue)))
    if taken.left:
        note(phrase("into_left", names="、".join(taken.left)))
    return ExitCode.FELL_SHORT if taken.left else ExitCode.DONE


def _code(made: list[Imported], *, strict: bool) -> ExitCode:
    for each in made:
        if each.error is not None:
            return each.error.exit_code
    kept = any(each.state == "kept" for each in made)
    doubtful = strict and any(each.draft.doubts for each in made)
    return ExitCode.FELL_SHORT if kept or doubtful else ExitCode.DONE


def _tell(each: Imported) -> None:
    from jianbao.tasks.import_ import shown_doubts

    if each.error is not None:
        tell(each.error.findings)
        return
    where = near_path(each.path) if each.path is not None else ""
    say(phrase(f"import_{each.state}", source=_sources(each), path=where, count=len(each.draft.articles)))
    lines = list(shown_doubts(each))
    for line in lines[:_MOST]:
        note(f"  {line}")
    if len(lines) > _MOST:
        note(f"  {phrase('import_more', count=len(lines) - _MOST)}")


def _sources(each: Imported) -> str:
    return "、".join([str(each.source), *(Path(path).name for path in each.more)])


def _sum(found: Summary) -> None:
    if found.kinds:
        say(phrase("import_doubts"))
        for kind, count in found.kinds.items():
            say(f"  {count:>4}  {phrase(kind, words='……')}")
    for key, values in (
        ("import_names", found.names if len(found.names) > 1 else []),
        ("import_organs", found.organs if len(found.organs) > 1 else []),
        ("import_missing", found.missing),
        ("import_doubled", found.doubled),
        ("import_disordered", found.disordered),
    ):
        if values:
            say(phrase(key, names="、".join(values[:30])))


def _json(each: Imported) -> dict[str, object]:
    return {
        "source": str(each.source),
        "file": str(each.path or ""),
        "state": each.state,
        "articles": len(each.draft.articles),
        "doubts": each.doubts,
        "dropped": [{"paragraph": place, "text": text} for place, text in each.draft.dropped],
        "errors": [finding_json(finding) for finding in each.error.findings] if each.error else [],
    }
