"""An entry of the register ↔ a line of JSON, complete and without loss."""

from __future__ import annotations

import json
from datetime import date as Date
from typing import Any

from msgspec import to_builtins

from jianbao.errors import InputError
from jianbao.ledger.records import FileRecord, Record, State
from jianbao.model.numbers import Numbers


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
        fields: dict[str, Any] = json.loads(line)
        numbers = fields.pop("numbers")
        files = fields.pop("files")
        for file in files:
            # An older jianbao recorded there how a mended file had been built.
            file.pop("built_sha256", None)
        record = Record(
            **fields
            | {
                "date": Date.fromisoformat(fields["date"]),
                "titles": tuple(str(title) for title in fields["titles"]),
                "state": State(fields["state"]),
                "numbers": Numbers(int(numbers["year"]), int(numbers["number"]), numbers["total"])
                if numbers
                else None,
                "files": tuple(FileRecord(**file) for file in files),
            }
        )
        texts = (record.series, record.kind, record.id, record.source, record.host, record.source_sha256)
        if not all(isinstance(text, str) for text in texts) or not record.series or not record.id:
            raise ValueError(line)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError.of("L027", line=number) from error
    return record
