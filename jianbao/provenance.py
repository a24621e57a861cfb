"""A reading, pages and the loaded libraries → by what a file was made, as the register keeps it."""

from __future__ import annotations

import hashlib
import sys
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from msgspec.structs import replace

from jianbao.errors import JianbaoError
from jianbao.files import read_bytes, sha256_of
from jianbao.version import __version__

if TYPE_CHECKING:
    from jianbao.ledger import ArticleText, Made, Source
    from jianbao.model.issue import Issue
    from jianbao.pages import Pages
    from jianbao.reading import Reading

Fonts = Literal["auto", "embedded", "auto+docx", "embedded+docx"]
"""Which faces to draw with, and whether the DOCX carries the face of masthead and titles."""
TRAVELS: Final = "+docx"
FONTS: Final = "fonts"
"""Among the recorded tools: which faces a build was told to draw with."""
_RUNTIME: Final = {
    "jianbao": __version__,
    "python": f"{sys.version_info.major}.{sys.version_info.minor}",
    "zlib": zlib.ZLIB_RUNTIME_VERSION,
}


def source_of(reading: Reading, formats: Sequence[str], fonts: Fonts) -> Source:
    """Where an issue was read from, and a digest of all else that shapes its files, for the register."""
    from jianbao.ledger import Source

    others = others_of(reading)
    return Source(reading.path or Path(), reading.sha256, _digest(others, formats, fonts), others)


def _digest(others: str, formats: Sequence[str], fonts: Fonts) -> str:
    return hashlib.sha256(f"{' '.join(formats)}\0{fonts}\0{others}".encode()).hexdigest()


def others_of(reading: Reading) -> str:
    """The SHA-256 (hex) of what was read besides the issue file: the series file, the pictures."""
    return _digest_of(sha256 for path, sha256 in reading.inputs.items() if path != reading.path)


def _digest_of(others: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for sha256 in others:
        digest.update(bytes.fromhex(sha256))
    return digest.hexdigest()


def glance(
    path: Path, formats: Sequence[str], fonts: Fonts, hashes: dict[Path, str | None]
) -> tuple[Path, Source, tuple[Path, ...]] | None:
    """What a reading of an issue file would say, without parsing: (register's folder, source, other inputs).

    A wrong glance shows in `source.digest`, which then is that of no build. None where a glance is not enough.
    `hashes` keeps the SHA-256 of inputs that many issues share, None for files that cannot be read.
    """
    from jianbao.ledger import Source
    from jianbao.reading.inputs import named_inputs, series_file

    try:
        data = read_bytes(path)
        text = data.decode()
    except (JianbaoError, UnicodeDecodeError):
        return None
    inputs = named_inputs(text, path.parent)
    if inputs is None:
        return None
    sha256 = hashlib.sha256(data).hexdigest()
    others: list[str] = []
    for each in inputs:
        if each not in hashes:
            try:
                hashes[each] = sha256_of(each)
            except (OSError, ValueError):
                hashes[each] = None
        if (known := hashes[each]) is None:
            return None
        others.append(known)
    series = series_file(text)
    home = (path.parent / series).parent if series else path.parent
    source = Source(path, sha256, _digest(_digest_of(others), formats, fonts))
    return home, source, tuple(each.resolve() for each in inputs)


def kit(fonts: Fonts) -> dict[str, str]:
    """The faces and versions by which this machine makes files, to be held against another's: what differs makes others."""
    from importlib.metadata import version

    from jianbao.fonts.faces import FaceSet

    found = dict(_RUNTIME)
    for name in ("python-docx", "lxml", "pillow", "reportlab", "uharfbuzz"):
        found[name] = version(name)
    chains = FaceSet.default(embedded_only=fonts == "embedded").chains
    for face in {face.key: face for chain in chains.values() for face in chain}.values():
        found[face.key] = face.fingerprint() or "embedded"
    return found


def faces_of(pages: Pages) -> str:
    """The faces that pages are drawn with, as the register keeps them: `fangsong kaiti-own:1f2e3d4c5b6a latin`.

    `+docx` behind them where the DOCX carries one.
    """
    return " ".join(
        key + (f":{seal}" if (seal := face.fingerprint()) else "")
        for key, face in sorted(pages.faces.items())
    ) + (f" {TRAVELS}" if pages.travels else "")


def tools() -> str:
    """The versions of what makes files of pages, as the register keeps them: `jianbao=1.0 python=3.11 zlib=1.3 …`.

    A library counts once it is loaded, so ask when the files are written.
    """
    versions = dict(_RUNTIME)
    for name in _LIBRARIES:
        if found := getattr(sys.modules.get(name), "__version__", ""):
            versions[name] = str(found)
    return " ".join(f"{name}={version}" for name, version in versions.items())


_LIBRARIES: Final = ("docx", "lxml", "PIL", "reportlab", "uharfbuzz")


def shown(pages: Pages) -> str:
    """The SHA-256 (hex) of what a reader sees: the text of every line, on its page, and the pictures."""
    from jianbao.pages import Line

    digest = hashlib.sha256()
    for page in pages.pages:
        digest.update(f"\f{page.number}\n".encode())
        for item in page.items:
            seen = item.text if isinstance(item, Line) else getattr(item, "name", "")
            digest.update(f"{seen}\n".encode() if seen else b"")
    return digest.hexdigest()


def article_texts(issue: Issue, pages: Pages) -> tuple[ArticleText, ...]:
    """The texts of an issue's articles, with the pages that they stand on."""
    from jianbao.ledger.texts import articles_of
    from jianbao.pages import Role
    from jianbao.writers.common import paragraphs

    contents = {Role.CONTENTS_COLUMN, Role.CONTENTS_ENTRY, Role.CONTENTS_HEADING}
    first: dict[tuple[str | int, ...], dict[int, list[str]]] = {}
    running = (each for block in pages.blocks for each in paragraphs(block) if each.role not in contents)
    for line in (line for paragraph in running for line in paragraph.lines):
        if line.origin is not None:
            first.setdefault(line.origin.location[:2], {}).setdefault(line.page, []).append(line.text.strip())
    texts = articles_of(issue)
    keys = [("articles", index) for index in range(len(issue.articles))]
    keys += [("attachments", index) for index in range(len(texts) - len(keys))]
    return tuple(
        replace(text, pages=_breaks(text.text, first.get(key, {})))
        for text, key in zip(texts, keys, strict=True)
    )


def _breaks(text: str, lines: Mapping[int, Sequence[str]]) -> tuple[tuple[int, int], ...]:
    """Where in a text the pages begin that hold these lines: the place of the first line on each that is found in it."""
    begin, *later = lines or {0: ()}
    found, at = [(begin, 0)] if begin else [], 0
    for page in later:
        tried = (text.find(line, at) for line in lines[page][:_LINES_TRIED] if len(line) >= _TELLING)
        if (there := next((each for each in tried if each >= 0), -1)) >= 0:
            found.append((page, there))
            at = there
    return tuple(found)


_LINES_TRIED: Final = 5
# a line of fewer characters, a cell's number, stands anywhere
_TELLING: Final = 4


def made_by(reading: Reading, issue: Issue, pages: Pages, fonts: Fonts, *, write_back: bool) -> Made:
    """What the register keeps of the making of files out of `pages`; `fonts` is what the build was told."""
    from jianbao.drafting.edits import written_back
    from jianbao.ledger import Made

    back = written_back(reading, issue) if write_back else b""
    return Made(
        faces=faces_of(pages),
        tools=f"{tools()} {FONTS}={fonts}",
        written_back=back,
        shown=shown(pages),
        articles=article_texts(issue, pages),
    )
