"""An entry of the register ↔ a line of JSON, complete and without loss."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from msgspec import convert, to_builtins
from msgspec.json import decode
from msgspec.structs import replace

from jianbao.errors import InputError, Place
from jianbao.ledger.publish import is_finished
from jianbao.ledger.records import Origin, Record
from jianbao.ledger.schema import RELEASED_AFTER


def to_line(record: Record) -> str:
    """One line without its end; keys in the order of `Record`."""
    fields = to_builtins(record)
    # of this register only
    del fields["key"]
    for file in fields["files"]:
        del file["temp"], file["over"]
    return json.dumps(fields, ensure_ascii=False)


def same(one: Record, other: Record) -> bool:
    """Whether two entries say the same; an older export has no texts."""
    if not (one.articles and other.articles):
        one, other = replace(one, articles=()), replace(other, articles=())
    return to_line(one) == to_line(other)


def from_line(line: str, number: int, file: str = "") -> Record:
    """The entry that `to_line` made `line` from; `number` is the line's in `file`, for the InputError."""
    try:
        fields: Any = decode(line.encode())
        if isinstance(fields, dict) and fields.get("state") == "issued":
            fields |= _life_of(fields.get("date"))
        record = convert(fields, Record)
    except (ValueError, RecursionError) as error:
        raise InputError.of("L027", Place(file, number, 1) if file else None, line=number) from error
    paths = [(file.host, file.path) for file in record.files]
    written = [(file.host, file.path) for file in record.written]
    numbers = record.numbers
    sound = (
        record.titles
        and len(set(paths)) == len(paths)
        and all(
            is_finished(path, enrolled=record.origin is Origin.ENROLLED) for _, path in (*paths, *written)
        )
        and (
            numbers is None or (numbers.last >= numbers.number and (numbers.total or 9999) >= numbers.number)
        )
    )
    if not sound:
        raise InputError.of("L027", Place(file, number, 1) if file else None, line=number)
    return record


def _life_of(date: object) -> dict[str, object]:
    """What became of an issue that an older jianbao called issued."""
    if str(date) < (datetime.now(UTC).date() - RELEASED_AFTER).isoformat():
        return {"state": "released", "released_on": date}
    return {"state": "numbered"}
