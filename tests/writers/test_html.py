"""HTML and plain text for OA systems: the same blocks, in reading order, nothing that runs or leads to this machine."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from jianbao.pages import Pages, Paragraph, Role
from jianbao.reading import read
from jianbao.steps import faces_for, lay_out_issue
from jianbao.writers import html, text
from tests.conftest import EXAMPLES
from tests.layout.samples import article, figure, issue, laid_out

NAMES = sorted(path.parent.name for path in EXAMPLES.glob("*/issue.yaml"))
VOID = {"meta", "br", "img", "link"}


def pages_of(name: str) -> Pages:
    reading = read(EXAMPLES / name / "issue.yaml")
    return lay_out_issue(reading, reading.issue, faces_for(reading.issue.layout, "embedded"))


class Checked(HTMLParser):
    """Elements in order, and whether each is closed where it should be."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self.feed(content)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "title"):
            self.said.append(data)


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_well_formed_and_says_what_the_page_says(name: str):
    pages = pages_of(name)
    content = html.write(pages).decode()
    checked = Checked(content)
    said = re.sub(r"\s", "", "".join(checked.said))
    for entry in pages.outline:
        assert re.sub(r"\s", "", entry.title) in said
    tags = [tag for tag, _ in checked.seen]
    assert "script" not in tags
    titles = [each for each in pages.blocks if isinstance(each, Paragraph) and each.role is Role.TITLE]
    assert tags.count("h2") >= len(titles)
    assert all(attributes.get("alt") for tag, attributes in checked.seen if tag == "img")
    targets = {attributes["id"] for _, attributes in checked.seen if "id" in attributes}
    for tag, attributes in checked.seen:
        href = attributes.get("href") or ""
        assert tag != "a" or not href.startswith("#") or href[1:] in targets


@pytest.mark.parametrize("name", NAMES)
def test_the_same_pages_give_the_same_bytes(name: str):
    assert html.write(pages_of(name)) == html.write(pages_of(name))
    assert text.write(pages_of(name)) == text.write(pages_of(name))


def test_tables_keep_their_heads_spans_and_captions():
    content = html.write(pages_of("02-fangxun")).decode()
    assert '<th scope="col" colspan="2">' in content
    assert "<caption>" in content
    assert 'rowspan="2"' in content
    assert content.count("<table>") == content.count("</table>") == 2


def test_raised_and_lowered_signs_are_so_here_too():
    content = html.write(pages_of("07-duanxun")).decode()
    assert "km<sup>2</sup>" in content
    assert "CO<sub>2</sub>" in content


def test_what_is_typed_never_becomes_markup():
    content = html.write(laid_out(issue(article("<b>甲</b>&amp;", title="<script>乙")))).decode()
    assert "&lt;b&gt;甲&lt;/b&gt;&amp;amp;" in content
    assert "<script" not in content


def test_nothing_of_the_machine_is_in_it(tmp_path: Path):
    from PIL import Image

    Image.new("L", (30, 20)).save(tmp_path / "a.png")
    pages = laid_out(issue(article("甲。", figure("a.png"))), {"a.png": tmp_path / "a.png"})
    content = html.write(pages).decode()
    assert str(tmp_path) not in content
    assert "data:image/png;base64," in content
    assert "［图：图说1］" in text.write(pages).decode()


def test_plain_text_is_a_paragraph_a_line_in_reading_order():
    said = text.write(pages_of("01-yuanjiang")).decode()
    assert said.endswith("\n") and not said.endswith("\n\n")
    lines = said.splitlines()
    assert lines.index("本期要目") < next(i for i, line in enumerate(lines) if line.startswith("　　"))
    assert not any(re.search(r"\.{3,}\s*\d+$", line) for line in lines), "leaders and page numbers go"


def test_cells_of_a_table_keep_their_columns_in_plain_text():
    rows = [
        line.split("\t") for line in text.write(pages_of("02-fangxun")).decode().splitlines() if "\t" in line
    ]
    first = rows[:8]
    assert {len(row) for row in first} == {6}
    assert first[1][0] == ""
