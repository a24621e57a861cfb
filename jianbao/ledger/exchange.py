"""An entry of the register ↔ a line of JSON, complete and without loss."""

from __future__ import annotations

import json

from msgspec import to_builtins
from msgspec.json import decode

from jianbao.errors import InputError
from jianbao.ledger.records import Record


def to_line(record: Record) -> str:
    """One line without its end; keys in the order of `Record`."""
    fields = to_builtins(record)
    del fields["key"]  # of this register only
    for file in fields["files"]:
        del file["temp"]
    return json.dumps(fields, ensure_ascii=False)


def from_line(line: str, number: int) -> Record:
    """The entry that `to_line` made `line` from; `number` is the line's, for the message of an InputError."""
    try:
        return decode(line.encode(), type=Record)
    except (ValueError, RecursionError) as error:
        raise InputError.of("L027", line=number) from error
