"""The PDF as other programs read it: PDFBox, qpdf, poppler and pdf.js, none of which may find anything to warn of.

And what a screen reader reads out: the tags' text, by poppler, is what the issue says, in its order, word for word.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from jianbao.language.unseen import seen
from jianbao.model import body as written
from jianbao.model import issue as model
from jianbao.pages import Line, Paragraph, Role, RunKind
from jianbao.writers.common import paragraphs
from jianbao.writers.pdf import write
from tests.judges import PROGRAM, opened_by_pdfbox, pdfbox, run
from tests.npm import package
from tests.writers.conftest import Finished
from tests.writers.specimens import one_line

BLANKS = re.compile(r"\s+")

pytestmark = pytest.mark.slow


def has(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stream that says it is shorter than it is, and a table of places that leads astray: all must warn of it."""
    path = tmp_path_factory.mktemp("damaged") / "damaged.pdf"
    data = write(one_line("今年以来"))
    start = data.index(b"stream\n")
    path.write_bytes(data[:start] + b"\n\n\n" + data[start:])
    return path


# --- programs that must find nothing ------------------------------------------------------------------------------


@pdfbox
def test_pdfbox_opens_every_file_without_a_warning(archive: tuple[Finished, ...], damaged: Path):
    """With its strict parser, text, fonts, streams, outline, XMP and the first page drawn; a damaged file is found."""
    seen = opened_by_pdfbox(damaged, *(each.pdf for each in archive))
    assert seen.pop(damaged.name)[0] > 0
    assert {name: findings for name, (findings, _, _) in seen.items() if findings} == {}
    for each in archive:
        _, pages, characters = seen[each.pdf.name]
        assert pages == len(each.pages.pages)
        assert characters > 100


@has("qpdf")
def test_qpdf_warns_of_nothing(archive: tuple[Finished, ...], damaged: Path):
    for each in archive:
        # exit 3 on warnings, which raises
        said = run("qpdf", "--check", each.pdf)
        assert "No syntax or stream encoding errors found" in said
    with pytest.raises(subprocess.CalledProcessError):
        run("qpdf", "--check", damaged)


@has("pdffonts")
def test_every_font_is_embedded_as_a_subset_with_its_unicode(archive: tuple[Finished, ...]):
    for each in archive:
        _, _, *fonts = run("pdffonts", each.pdf).splitlines()
        assert fonts
        for font in fonts:
            assert font.split()[-5:-2] == ["yes", "yes", "yes"], (each.name, font)


def read_by_pdfjs(*files: Path) -> dict[str, tuple[int, str, str]]:
    """File name → pages, text and warnings, as pdf.js has them. Skips the test where it cannot be had."""
    folder = package("pdfjs-dist", "4")
    if folder is None:
        pytest.skip("npm or its registry is not here")
    said = run("node", PROGRAM.with_name("pdfjs.mjs"), folder / "legacy" / "build" / "pdf.mjs", *files)
    return {Path(each["file"]).name: (each["pages"], each["text"], each["said"]) for each in json.loads(said)}


def test_pdf_js_warns_of_nothing(archive: tuple[Finished, ...], damaged: Path):
    seen = read_by_pdfjs(damaged, *(each.pdf for each in archive))
    assert seen.pop(damaged.name)[2]
    assert {name: said for name, (_, _, said) in seen.items() if said} == {}
    for each in archive:
        pages, text, _ = seen[each.pdf.name]
        assert pages == len(each.pages.pages)
        assert len(text) > 100


# --- what a search finds ----------------------------------------------------------------------------------------------


def by_poppler(files: Sequence[Path]) -> dict[str, str]:
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return {
            file.name: text
            for file, text in zip(
                files, pool.map(lambda file: run("pdftotext", file, "-"), files), strict=True
            )
        }


def by_pdfium(files: Sequence[Path]) -> dict[str, str]:
    pdfium = pytest.importorskip("pypdfium2")
    return {
        file.name: "\n".join(page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(file))
        for file in files
    }


def by_pdfjs(files: Sequence[Path]) -> dict[str, str]:
    return {name: text for name, (_, text, _) in read_by_pdfjs(*files).items()}


def plain_lines(each: Finished) -> Iterator[str]:
    """Lines of text as they are written: no tab, no leader, nothing raised or drawn as another character.

    Nor one that had to be spread so wide that pdf.js takes each character for a word (over 0.1 em, three in 2,000 here).
    """
    for block in each.pages.blocks:
        for line in block.lines if isinstance(block, Paragraph) else ():
            spread = any(run.spacing + run.stretch > run.size / 10 for run in line.runs)
            if not spread and not any(run.kind is RunKind.TAB or run.drawn or run.rise for run in line.runs):
                # poppler takes a hyphen there for one that parts a word
                yield line.text.strip().removesuffix("-")


@pytest.mark.parametrize("reader", [by_poppler, by_pdfium, by_pdfjs])
def test_readers_take_out_the_text_without_the_gaps_between_han_and_figures(
    reader, archive: tuple[Finished, ...]
):
    """2017年第9期, not 2017 年第 9 期: the white of the gap belongs to the glyph before it, so that a search finds it."""
    texts = reader([each.pdf for each in archive])
    for each in archive:
        # at a blank that was written a reader may part columns
        parts = [part for line in plain_lines(each) for part in line.split()]
        assert [part for part in parts if part not in texts[each.pdf.name]] == [], each.name


# --- what is read out -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def heard(archive: tuple[Finished, ...]) -> list[tuple[Finished, str]]:
    """What is read out of each file."""
    # poppler takes half a second for ten pages
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(zip(archive, pool.map(read_out, (each.pdf for each in archive)), strict=True))


def read_out(pdf: Path) -> str:
    """The text of the structure tree in its order, by poppler; blanks left out."""
    # the titles of elements, which it prints as they lie in the file, are UTF-16
    done = subprocess.run(["pdfinfo", "-struct-text", pdf], check=True, capture_output=True)
    said = done.stdout.decode("utf-8", "replace")
    return plain("".join(text for text in re.findall(r'^ *"(.*)"$', said, re.MULTILINE)))


def plain(text: str) -> str:
    return BLANKS.sub("", text)


def laid_out(each: Finished) -> str:
    """The text of the layout's blocks in reading order, with the 〓 that `pdfinfo` shows for what no face has."""
    return plain(
        "".join(
            run.drawn or run.text
            for block in each.pages.blocks
            for paragraph in paragraphs(block)
            if paragraph.role is not Role.FURNITURE
            for line in paragraph.lines
            for run in line.runs
            if run.kind is not RunKind.TAB
        )
    )


def faceless(each: Finished) -> dict[int, str]:
    """What makes 〓 of the characters that some face lacks."""
    lines = (item for page in each.pages.pages for item in page.items if isinstance(item, Line))
    return {ord(char): "〓" for line in lines for run in line.runs if run.drawn for char in run.text}


def spoken_block(block: written.Block) -> Iterator[str]:
    """What a block of a body says, a table row by row."""
    match block:
        case written.Figure():
            # goes to where there is room for it
            pass
        case written.Table():
            yield from (inline.text for inline in (block.caption, block.unit) if inline)
            yield from (cell.inline.text for row in (*block.head, *block.rows) for cell in row)
            if block.note:
                yield block.note.text
        case written.ListItem(marker, _, inline):
            yield from (marker, inline.text)
        case written.Separator():
            pass
        case _:
            yield block.inline.text


def spoken(issue: model.Issue) -> Iterator[str]:
    """What the issue says, from the first article's title to the last recipient, straight from its model."""

    def body(text: written.Body | None) -> Iterator[str]:
        for block in text.blocks if text else ():
            yield from spoken_block(block)

    for article in issue.articles:
        yield from (article.kicker or "", (article.title or "").replace("|", ""), article.subtitle or "")
        if article.byline and article.byline_at == "题下":
            yield from article.byline
        yield from body(article.editor_note)
        yield from body(article.abstract)
        yield from body(article.body)
        if article.byline and article.byline_at == "文末":
            yield from article.byline
        yield article.source or ""
    for attachment in issue.attachments:
        yield attachment.title.replace("|", "")
    for attachment in issue.attachments:
        yield attachment.title.replace("|", "")
        yield from body(attachment.body)
    for line in issue.distribution:
        yield from (line.label, line.text)


@has("pdfinfo")
def test_the_tags_read_out_all_that_was_laid_out_in_order_and_no_more(heard: list[tuple[Finished, str]]):
    for each, text in heard:
        assert text == laid_out(each), each.name


@has("pdfinfo")
def test_the_tags_read_out_all_that_the_issue_says_in_order(heard: list[tuple[Finished, str]]):
    """The same against the issue itself, which knows nothing of lines: title, paragraphs, tables row by row, notes, 报, 送."""
    for each, said in heard:
        missing = faceless(each)
        text, at, parts = said.translate(missing), 0, 0
        for part in (plain(seen(part).translate(missing)) for part in spoken(each.issue)):
            found = text.find(part, at)
            assert found >= 0, (each.name, part, text[at : at + 80])
            at = found + len(part)
            parts += bool(part)
        assert parts > 2
