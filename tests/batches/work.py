"""What workers do in tests of the batch: issue files of a few lines, set by the office's stand-in."""

from __future__ import annotations

import hashlib
import os
import re
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jianbao.batches import Options, Scanned
from jianbao.errors import InputError, Place
from jianbao.ledger import Source, open_ledger
from tests.ledger.office import make_issue, render


def scan(options: Options, path: Path) -> Scanned:
    """A file of `key: value` lines; `does: bad` cannot be read, `does: bad scan crash` dies."""
    text = path.read_text(encoding="utf-8")
    fields = dict(re.findall(r"^(\w+): (.*)$", text, re.MULTILINE))
    does = fields.pop("does", "")
    if does == "bad":
        raise InputError.of("M006", Place(str(path), 1, 1))
    if does == "crash in scan":
        os._exit(9)
    issue = make_issue(fields.pop("date"), fields.pop("articles"), **fields)
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = Source(path, digest, digest)
    return Scanned(issue, source, path.parent, options.out or path.parent, (path.resolve(),))


def build(options: Options, path: Path) -> Any:
    """As `tasks.build.build`; `does:` tells what goes wrong."""
    text = path.read_text(encoding="utf-8")
    each = scan(options, path)
    with (
        open_ledger(options.ledger, beside=each.home) as ledger,
        ledger.issuing(each.issue, source=each.source) as entry,
    ):
        if "does: crash" in text:
            os._exit(9)
        if "does: bug" in text:
            raise ZeroDivisionError("a bug")
        if "does: sleep" in text:
            time.sleep(0.05)
        entry.publish(render(entry.issue), each.folder, pages=2)
    issue = entry.issue
    return SimpleNamespace(
        year=issue.numbered_year, number=issue.number, total=issue.total, findings=(), pages=2
    )
