"""What was imported of files → how much of what each truly says came out, by the kind of value."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from jianbao.foreign import office
from jianbao.importing.grammar import plain
from jianbao.importing.parts import Article
from jianbao.model.body import Table
from jianbao.tasks.import_ import Imported, import_files
from tests.importing.word_habits import Told


class Held(Counter[str]):
    """How many values of a kind are as they should be, out of how many; what is not, in words."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def hold(self, kind: str, wanted: object, found: object, where: str) -> None:
        self[kind] += 1
        if wanted != found:
            self[f"not {kind}"] += 1
            self.wrong.append(f"{where} {kind}: {wanted!r} ≠ {found!r}")

    def share(self, kind: str) -> float:
        return 1 - self[f"not {kind}"] / max(1, self[kind])


def held(made: dict[str, Imported], wanted: dict[str, Told]) -> Held:
    """Every value of all files against what each truly says, by the stem of its name."""
    found = Held()
    for stem, issue in wanted.items():
        draft = made[stem].draft
        values = draft.values
        for kind, true, key in (("series", issue.series, "series"), ("number", issue.number, "number"), ("number", issue.total, "total"), ("date", date(*issue.day), "date"), ("organ", [issue.organ], "organ"), ("copies", issue.copies, "copies")):  # fmt: skip
            found.hold(kind, true, values.get(key), stem)
        said = [(each["label"], each["to"].strip("。")) for each in values.get("distribution", ())]
        found.hold("distribution", [(label, to.strip("。")) for label, to in issue.distribution], said, stem)
        titles = [article.title.replace("|", "").replace(" ", "") for article in draft.articles]
        for at, (title, parts) in enumerate(issue.articles):
            article = draft.articles[at] if at < len(draft.articles) else Article()
            found.hold("title", title, titles[at] if at < len(titles) else "", stem)
            texts = Counter(text for block in article.body if (text := said_by(block)))
            for part in parts:
                kind = "heading" if part.level else "paragraph"
                found.hold(kind, True, texts[plain(part.text)] > 0, f"{stem} {part.text[:20]}")
        tables = [block for article in draft.articles for block in article.body if isinstance(block, Table)]
        cells = [[cell.inline.text for cell in row] for block in tables for row in (*block.head, *block.rows)]
        for at, row in enumerate(issue.cells):
            for column, cell in enumerate(row):
                there = cells[at][column] if at < len(cells) and column < len(cells[at]) else None
                found.hold("cell", cell, there, stem)
    return found


def said_by(block: object) -> str:
    """A block's characters of one width without blanks; a heading that is one by its number alone reads as a paragraph."""
    inline = getattr(block, "inline", None)
    return plain(inline.text) if inline is not None else ""


def imported(paths: list[Path], out: Path) -> dict[str, Imported]:
    return {made.source.stem: made for made in import_files(paths, out, dry_run=True)}


EXACT = ("series", "number", "date", "organ", "copies", "distribution", "title", "heading", "cell")


def converted(wanted: dict[Path, Told], folder: Path) -> None:
    """Hold what LibreOffice makes of files against what these say, a run of it for each format."""
    for kind in ("doc", "odt", "rtf", "pdf"):
        out = folder / kind
        # LibreOffice prints what was deleted, too
        sources = [path for path in wanted if kind != "pdf" or not path.stem.startswith("tracked")]
        paths = office.convert(sources, out, to=kind)
        found = held(imported(paths, out / "新"), {path.stem: wanted[path] for path in sources})
        exact = ("number", "date") if kind == "pdf" else EXACT
        shares = {each: found.share(each) for each in exact}
        assert shares == dict.fromkeys(exact, 1), (kind, found.wrong[:20])
        for each, least in (("title", 0.95), ("cell", 0.96), ("paragraph", 0.99)):
            assert found.share(each) >= least, (kind, found.wrong[:20])
