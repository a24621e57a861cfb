"""What the drawing writers share: characters, spaces, links, anchors."""

from __future__ import annotations

from itertools import chain

from msgspec.structs import replace

from jianbao.fonts.faces import FaceSet
from jianbao.pages import Line, Paragraph, Run, RunKind
from jianbao.typography import FaceRole
from jianbao.writers.common import anchors, characters, links, spaces
from tests.writers.specimens import Sheets, line, one_line, run, runs, whole_issue

FACES = {face.key: face for face in FaceSet.embedded().faces()}


def test_only_faces_that_draw_something_have_characters():
    pages = replace(one_line("今A"), pages=(replace(one_line("今A").pages[0], folio=None),))
    assert characters(pages) == {"fangsong": {"今"}, "latin": {"A"}}


def test_a_character_without_a_face_asks_for_what_is_drawn_for_it():
    sheets = Sheets()
    sheets.put(line((replace(run("〓", role=FaceRole.SONGTI), text="㊎", drawn="〓"),)))
    assert characters(sheets.pages())["songti"] >= {"〓"}
    assert "㊎" not in chain.from_iterable(characters(sheets.pages()).values())


def test_a_space_dropped_at_a_break_is_one_of_a_face_that_has_it():
    broken = line(runs("今年"), dropped=" ")
    (space,) = spaces(broken, FACES).values()
    assert (space.text, space.x) == (" ", broken.runs[-1].x + broken.runs[-1].width)
    assert FACES[space.face].has(" ")


def test_a_gap_in_han_may_become_a_plain_space():
    broken = line(runs("今年"), dropped="\u3000")
    (space,) = spaces(broken, {"latin": FACES["latin"], "fangsong": FACES["fangsong"]}).values()
    assert space.text in (" ", "\u3000")


def test_the_end_of_a_paragraph_needs_no_space():
    assert spaces(line(runs("今年"), dropped=" ", last=True), FACES) == {}


def tab(x: int, link: str = "") -> Run:
    return Run("", x, 400, FaceRole.FANGSONG, "fangsong", 320, kind=RunKind.TAB, link=link)


def test_runs_side_by_side_and_their_tab_make_one_link():
    entry = line(
        (run("今年", 1000, link="#a"), run("A", 1640, link="a"), tab(2000), run("1", 2400, link="#a"))
    )
    (link,) = links(entry, lambda _: True)
    assert (link.target, link.left, link.right) == ("a", 1000, entry.runs[-1].x + entry.runs[-1].width)
    assert link.top < entry.baseline < link.bottom


def test_plain_text_between_parts_two_links_to_one_place():
    entry = line(
        (run("今", 1000, link="a"), run("年", 1320), run("以", 1640, link="a"), run("来", 1960, link="b"))
    )
    assert [(link.target, link.left) for link in links(entry, lambda _: True)] == [
        ("a", 1000),
        ("a", 1640),
        ("b", 1960),
    ]


def test_a_link_to_nowhere_is_plain_text():
    assert list(links(line((run("今", link="a"),)), lambda target: target != "a")) == []


def test_an_anchor_is_the_top_of_its_paragraph():
    pages = whole_issue()
    (title,) = (
        block for block in pages.blocks if isinstance(block, Paragraph) and block.anchor == "article-2"
    )
    first: Line = title.lines[0]
    assert anchors(pages)["article-2"] == (first.page, first.top)
