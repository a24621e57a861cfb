"""What is fuzzed: seeds → inputs that are nearly right → whatever takes them, which must bear them.

A target's `bear` gives whether the input was accepted, and raises for a fault: anything but an error that a user is told.
"""

from __future__ import annotations

import io
import random
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from jianbao.errors import JianbaoError
from tests.fuzz import grammar
from tests.fuzz.invariants import tell

NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"65535",
    b"65536",
    b"2147483648",
    b"99999999999999999999",
    b"1e999",
    b"NaN",
    b"",
)


class Target(NamedTuple):
    """`seeds` are files that are right; `altered` makes one input, and `bear` takes it.

    `guided` bears what a fuzzer that is guided by coverage makes up, in its own process.
    """

    seeds: Callable[[], list[bytes]]
    altered: Callable[[list[bytes], random.Random], bytes]
    bear: Callable[[bytes], bool]
    guided: Callable[[bytes], bool] | None = None


# --- issues through all writers ---------------------------------------------------------------------------------------


@cache
def _faces():
    from jianbao.fonts.faces import FaceSet

    return FaceSet.embedded()


def drawn(data: bytes) -> bool:
    """An issue file read, proof-read, set and drawn in every format."""
    from jianbao.layout import lay_out
    from jianbao.numbering import number_line
    from jianbao.proofread.engine import proof_read
    from jianbao.reading import read_text
    from jianbao.writers import WRITERS, writers_for

    try:
        reading = read_text(data.decode("utf-8", "replace"), file="fuzz.yaml", folder=Path("/nonexistent"))
        proof_read(reading.issue, reading)
        pages = lay_out(reading.issue, _faces(), reading.pictures, number_line(reading.issue), ())
        for write in writers_for(list(WRITERS)).values():
            assert write(pages)
    except JianbaoError as error:
        tell(error)
        return False
    return True


# --- foreign files, by the child ---------------------------------------------------------------------------------------


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="jianbao-fuzz-"))


def _by_child(
    suffix: str, *questions: tuple[str, tuple[object, ...]], imported: bool = False
) -> Callable[[bytes], bool]:
    def bear(data: bytes) -> bool:
        from jianbao.drafting.draft import conserve, issue_text
        from jianbao.foreign import child
        from jianbao.importing.recognise import recognise

        path = _folder() / f"a{suffix}"
        path.write_bytes(data)
        accepted = False
        for what, given in questions:
            try:
                found = child.read(what, path, *given)
            except JianbaoError as error:
                tell(error)
                continue
            accepted = True
            if imported and what in ("word", "portable"):
                draft = recognise(found)
                conserve(draft)
                issue_text(draft)
        return accepted

    return bear


def imported(data: bytes) -> bool:
    """A DOCX as import takes it, without the child, which no fuzzer sees into."""
    from jianbao.drafting.draft import conserve, issue_text
    from jianbao.foreign import word
    from jianbao.importing.recognise import recognise

    path = _folder() / "guided.docx"
    path.write_bytes(data)
    try:
        draft = recognise(word.read(path))
    except JianbaoError as error:
        tell(error)
        return False
    conserve(draft)
    issue_text(draft)
    return True


@cache
def _built(suffix: str) -> tuple[bytes, ...]:
    """Our own files of some issues."""
    from jianbao import build
    from tests.conftest import EXAMPLES

    made = []
    texts = [grammar.issue(random.Random(seed)) for seed in range(4)]
    texts.append((EXAMPLES / "05-zuiduan" / "issue.yaml").read_text("utf-8"))
    for number, text in enumerate(texts):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "a.yaml")
            path.write_text(text, "utf-8")
            try:
                files = build(
                    path, formats=(suffix,), fonts="embedded", ledger=Path(folder, "r.sqlite")
                ).files
            except JianbaoError:
                assert number < 4
                continue
            made.append(files[0].path.read_bytes())
    return tuple(made)


def bytes_altered(seeds: list[bytes], chance: random.Random) -> bytes:
    """A few bytes changed, cut out, doubled or taken from another; figures made extreme."""
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at, length = chance.randrange(len(data) + 1), chance.choice((1, 1, 4, 30, 400))
        how = chance.randrange(6)
        if how == 0 and data:
            data[at % len(data)] = chance.randrange(256)
        elif how == 1:
            del data[at : at + length]
        elif how == 2:
            data[at:at] = data[at : at + length] * chance.choice((1, 2, 50))
        elif how == 3:
            other = chance.choice(seeds)
            start = chance.randrange(len(other) + 1)
            data[at : at + length] = other[start : start + length]
        elif how == 4:
            data[at:] = _with_figure(bytes(data[at:]), chance)
        else:
            data[at : at + 4] = chance.choice(
                (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"<", b">>", b" 0 R")
            )
    return bytes(data)


def _with_figure(data: bytes, chance: random.Random) -> bytes:
    """The first figure in the text made another."""
    start = next((at for at, byte in enumerate(data) if 48 <= byte < 58), len(data))
    end = start
    while end < len(data) and 48 <= data[end] < 58:
        end += 1
    return data[:start] + chance.choice(NUMBERS) + data[end:]


def packed_altered(seeds: list[bytes], chance: random.Random) -> bytes:
    """A zipped file with one or two of its parts altered, or its container."""
    whole = chance.choice(seeds)
    if chance.random() < 0.1:
        return bytes_altered([whole], chance)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(made, "w") as new:
        names = old.namelist()
        hit = {chance.choice(names), "word/document.xml" if chance.random() < 0.6 else chance.choice(names)}
        for name in names:
            content = old.read(name)
            if name in hit:
                content = (_markup_altered if chance.random() < 0.7 else bytes_altered)([content], chance)
            if not (name in hit and chance.random() < 0.05):
                new.writestr(name, content)
    return made.getvalue()


def _markup_altered(seeds: list[bytes], chance: random.Random) -> bytes:
    """XML that stays XML: elements taken out, doubled, nested; attributes made extreme."""
    parts = chance.choice(seeds).split(b"<")
    for _ in range(chance.choice((1, 2, 5, 20))):
        at = chance.randrange(1, max(len(parts), 2))
        if at >= len(parts):
            continue
        how = chance.randrange(4)
        if how == 0 and b'="' in parts[at]:
            head, _, rest = parts[at].partition(b'="')
            parts[at] = head + b'="' + chance.choice(NUMBERS) + b'"' + rest.partition(b'"')[2]
        elif how == 1 and b"/>" in parts[at]:
            del parts[at]
        elif how == 2 and b"/>" in parts[at]:
            parts[at:at] = [parts[at]] * chance.choice((1, 3, 200))
        elif b"/>" in parts[at]:
            other = chance.randrange(1, len(parts))
            if b"/>" in parts[other]:
                parts[at], parts[other] = parts[other], parts[at]
    return b"<".join(parts)


# --- pictures, sheets, certificates -----------------------------------------------------------------------------------


def _pictures() -> list[bytes]:
    from PIL import Image

    made = []
    for mode in ("1", "L", "P", "RGB", "RGBA", "LA", "I;16", "CMYK"):
        image = (
            Image.linear_gradient("L").resize((23, 17)).convert(mode if mode != "I;16" else "I").convert(mode)
        )
        for form in ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP", "PPM", "ICO", "TGA", "JPEG2000"):
            file = io.BytesIO()
            try:
                image.save(file, form)
            except (OSError, ValueError, KeyError):
                continue
            made.append(file.getvalue())
    for options in ({"progressive": True}, {"quality": 30, "subsampling": 2}):
        file = io.BytesIO()
        Image.linear_gradient("L").convert("RGB").resize((40, 30)).save(file, "JPEG", **options)
        made.append(file.getvalue())
    return made


def seen(data: bytes) -> bool:
    """A picture looked at, and drawn by every writer where it was taken."""
    from jianbao.messages import render
    from jianbao.pictures import look
    from jianbao.writers import WRITERS, writers_for
    from tests.layout.samples import article, figure, issue, laid_out

    path = _folder() / "a.png"
    path.write_bytes(data)
    looked = look("a.png", _folder())
    if looked.image is None:
        assert all(render(looked.code, **looked.params))
        return False
    pages = laid_out(issue(article("文。", figure("a.png"))), {"a.png": path})
    for write in writers_for(list(WRITERS)).values():
        try:
            write(pages)
        except JianbaoError as error:
            tell(error)
            return False
    return True


def _sheets() -> list[bytes]:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["县", "数"])
    for number in range(5):
        book.active.append([f"县{number}", number * 1.5])
    book.active.merge_cells("A2:A3")
    book.active["B2"].number_format = "0.00%"
    file = io.BytesIO()
    book.save(file)
    return [file.getvalue()]


def _certificates() -> list[bytes]:
    from tests.tasks.certificates import pkcs12

    return [pkcs12()]


def _signed() -> list[bytes]:
    from jianbao.foreign.signed import sign
    from tests.tasks.certificates import PASSWORD, pkcs12

    path = _folder() / "unsigned.pdf"
    made = []
    for data in _built("pdf"):
        path.write_bytes(data)
        made.append(sign(path, pkcs12(), PASSWORD, "", ""))
    return made


TARGETS: dict[str, Target] = {
    "layout": Target(
        lambda: [b"-"],
        lambda _, chance: grammar.issue(chance).encode(),
        drawn,
        lambda data: drawn(grammar.issue(random.Random(data)).encode()),
    ),
    "word": Target(
        lambda: [*_built("docx")],
        packed_altered,
        _by_child(".docx", ("word", ()), ("docx", ()), imported=True),
        imported,
    ),
    "pdf": Target(
        lambda: [*_built("pdf")], bytes_altered, _by_child(".pdf", ("portable", ()), imported=True)
    ),
    "signed": Target(_signed, bytes_altered, _by_child(".pdf", ("signatures", (None,)))),
    "certificates": Target(_certificates, bytes_altered, _by_child(".p12", ("holder", ("印章 1234", 1.8e9)))),
    "sheets": Target(_sheets, packed_altered, _by_child(".xlsx", ("sheet", ()))),
    "pictures": Target(_pictures, bytes_altered, seen, seen),
}
