"""`jianbao new` → the file of the next issue."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jianbao.cli.declare import argument, command, option
from jianbao.cli.options import Ledger
from jianbao.cli.terminal import near_path, note, say
from jianbao.errors import ExitCode, FileError
from jianbao.messages import phrase

app = typer.Typer()


@command(
    app,
    "新建下一期的简报文件：填好期号、日期、分送单位，其余留空并附说明。",
    "Make the file of the next issue: numbers, date and distribution filled in, the rest to be written.",
)
def new(
    series: Annotated[
        str,
        argument(
            ("刊名", "SERIES"),
            "刊名，或各期共用的 series.yaml；台账里只有一种刊物时可不写",
            "The series' name or file; may be left out where the register has only one",
        ),
    ] = "",
    last: Annotated[
        Path | None,
        option(
            "--from", "照上一期文件的样子新建", "Take the structure of this issue", ("上一期", "LAST.yaml")
        ),
    ] = None,
    kind: Annotated[
        str,
        option(
            "--kind",
            "种类，如 增刊（默认：正刊）",
            "The kind, such as 增刊 (default: 正刊)",
            ("种类", "KIND"),
        ),
    ] = "",
    out: Annotated[
        Path | None,
        option(
            "--out -o",
            "新文件的名字（默认按刊名和期号）",
            "Name of the new file (default: by series and number)",
            ("文件", "FILE"),
        ),
    ] = None,
    drafts: Annotated[
        list[Path] | None,
        option(
            "--with",
            "把来稿放进去当文章（Word、WPS、文本；可写几次，按先后排）",
            "Put drafts into it as articles (Word, WPS, text; may be repeated, in this order)",
            ("稿件", "DRAFT"),
        ),
    ] = None,
    ledger: Ledger = None,
) -> ExitCode:
    """A file that is there is never replaced."""
    from datetime import date

    from jianbao.drafting.next_issue import SCHEMA_NAME
    from jianbao.ledger import open_ledger
    from jianbao.ledger.publish import create
    from jianbao.tasks.new import fresh, home

    folder = out.parent if out is not None else Path()
    with open_ledger(ledger, beside=home(series, last)) as register:
        made = fresh(series, kind=kind, last=last, today=date.today(), ledger=register, folder=folder)  # noqa: DTZ011 - the clerk's day
    path = out if out is not None else folder / made.name
    text = made.text
    if drafts:
        from jianbao.drafting.draft import comment, with_articles
        from jianbao.tasks.import_ import drafts_of, write_pictures

        draft = drafts_of(drafts, made.office)
        text = with_articles(text, draft)
        if not path.exists():
            write_pictures(draft, folder)
        for doubt in draft.doubts:
            note(f"  {comment(doubt)}")
    if not create(path, text):
        raise FileError.of("L047", path=path)
    if not (folder / SCHEMA_NAME).exists():
        from jianbao.reading.schema import schema_text

        create(folder / SCHEMA_NAME, schema_text())
    say(phrase("fresh_made", path=near_path(path)))
    return ExitCode.DONE
