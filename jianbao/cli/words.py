"""`jianbao words` → an office's words: listed, tested on issues, gathered from them."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from jianbao.cli.declare import argument, command, option
from jianbao.cli.helping import word
from jianbao.cli.lines import json_line, table
from jianbao.cli.options import AsJson, Ledgers
from jianbao.cli.terminal import note, say
from jianbao.errors import ExitCode, UsageError
from jianbao.messages import phrase

app = typer.Typer()


@command(
    app,
    "本单位用语：列出用语文件（或简报文件所用的用语）里的词。\n\n"
    "后面再写几个简报文件，就数每个词用了几次；加 --gather，就从这些简报里找常见的人名（连职务）和机构，写成用语文件的样子；\n"
    "不写简报文件，就从台账所存的各期正文里找，两样都写就一起找。\n"
    "例：jianbao words 用语.yaml；jianbao words --gather 2026年*.yaml > 用语.yaml。",
    "The office's words: list what a file of words holds, or the words that an issue file uses.\n\n"
    "With issue files behind it, tell how often each word is met in them; with --gather, find frequent people (and their offices) and organs\n"
    "in the issues, in the form of such a file: jianbao words --gather 2026*.yaml > words.yaml. Without issue files they are found\n"
    "in the texts that the register keeps, with files and --ledger in both.",
)
def words(
    files: Annotated[
        list[Path] | None,
        argument(
            ("文件…", "FILE…"), "用语文件，后面可以写简报文件", "A file of words, and issue files behind it"
        ),
    ] = None,
    gather: Annotated[
        bool,
        option(
            "--gather",
            "从简报或台账里找人名和机构，供挑选",
            "Find people and organs in the issues or the register, to choose from",
        ),
    ] = False,
    ledger: Ledgers = None,
    as_json: AsJson = False,
) -> ExitCode:
    """Rows on standard output; raises FileError, InputError, UsageError."""
    from jianbao.tasks.words import as_yaml, gathered, read_words, rows_of, tested

    files = files or []
    if gather:
        from jianbao.tasks.search import opened

        with opened(ledger or ()) if ledger or not files else nullcontext(()) as ledgers:
            found, read = gathered(files, ledgers=ledgers)
        for each in found if as_json else ():
            say(json_line({"kind": each.kind, "name": each.name, "also": each.also, "count": each.count}))
        if not as_json and found:
            say(as_yaml(found))
        note(phrase("words_gathered", count=len(found), files=read))
        return ExitCode.DONE
    if not files:
        raise UsageError.of("C004", name=word("用语文件", "a file of words"), command="jianbao words")
    office = read_words(files[0])
    rows = rows_of(office)
    if files[1:]:
        met = tested(office, files[1:])
        shown = [(each.kind, each.word, str(each.count)) for each in met]
    else:
        shown = list(rows)
    for kind, name, also in shown if as_json else ():
        say(json_line({"kind": kind, "word": name, "count" if files[1:] else "also": also}))
    if not as_json and shown:
        say("\n".join(table(shown)))
    note(phrase("words_listed", count=len(rows), file=files[0]))
    return ExitCode.DONE
