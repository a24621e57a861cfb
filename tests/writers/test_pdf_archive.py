"""PDF/A-2a and PDF/UA-1 by veraPDF, which must also refuse what we break on purpose.

The validators are found through JIANBAO_VALIDATORS, the folder that holds `vera.sh`; without it these tests are skipped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from jianbao.pages import Pages
from jianbao.writers.pdf import write
from tests.judges import VERA, verdicts
from tests.writers.conftest import GENERATED
from tests.writers.specimens import Sheets, line, runs, whole_issue, with_an_old_face

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not VERA.exists(), reason="JIANBAO_VALIDATORS names no folder with vera.sh"),
]


@pytest.fixture(scope="module")
def issue(tmp_path_factory) -> bytes:
    path = tmp_path_factory.mktemp("picture") / "p.png"
    Image.new("RGBA", (300, 200), (200, 30, 30, 128)).save(path)
    return write(whole_issue(path))


def without_a_font(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Resources.Font["/F1"].DescendantFonts[0].FontDescriptor["/FontFile2"]


def without_alternate_text(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure":
            del each["/Alt"]


def without_a_tag(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    code = page.Contents.read_bytes()
    page.Contents = pdf.make_stream(
        re.sub(rb"/P <</MCID 0>>BDC(.*?)EMC", rb"\1", code, count=1, flags=re.DOTALL)
    )


def without_structure(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/StructTreeRoot"]


def without_metadata(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Metadata"]


def without_an_output_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/OutputIntents"]


def without_the_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Lang"]


def without_a_structure_element(pdf: pikepdf.Pdf) -> None:
    """A paragraph drops out of the tree: what it said is marked, but nothing says as what."""
    root = pdf.Root.StructTreeRoot.K
    gone = next(kid for kid in root.K if kid.S == "/P")
    root.K = pikepdf.Array([kid for kid in root.K if kid.objgen != gone.objgen])
    nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    for held in nums[1::2]:
        if isinstance(held, pikepdf.Array):
            for at, element in enumerate(held):
                if element.objgen == gone.objgen:
                    held[at] = pikepdf.Object.parse(b"null")


def without_mark_info(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/MarkInfo"]


def without_the_title(pdf: pikepdf.Pdf) -> None:
    xmp = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata = pdf.make_stream(re.sub(rb"<dc:title>.*?</dc:title>", b"", xmp, flags=re.DOTALL))
    pdf.Root.Metadata.Type, pdf.Root.Metadata.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML


def without_the_title_shown(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/ViewerPreferences"]


def without_the_way_to_unicode(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Resources.Font["/F1"]["/ToUnicode"]


def without_the_scope_of_heads(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/TH" and "/A" in each:
            for said in each.A if isinstance(each.A, pikepdf.Array) else [each.A]:
                if "/Scope" in said:
                    del said["/Scope"]


def without_a_description_of_a_link(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Annots[0]["/Contents"]


def without_an_order_of_tabs(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0]["/Tabs"]


def with_a_level_skipped(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/H2":
            each.S = pikepdf.Name.H3


def with_a_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def with_a_link_that_does_not_print(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Annots[0]["/F"]


BREAKAGES: tuple[tuple[Callable[[pikepdf.Pdf], None], set[str]], ...] = (
    (without_a_font, {"2a", "ua1"}),
    (without_alternate_text, {"ua1"}),
    (without_a_tag, {"ua1"}),
    (without_structure, {"2a", "ua1"}),
    (without_metadata, {"2a", "ua1"}),
    (without_an_output_intent, {"2a"}),
    (without_the_language, {"ua1"}),
    (without_a_structure_element, {"ua1"}),
    (without_mark_info, {"2a", "ua1"}),
    (without_the_title, {"ua1"}),
    (without_the_title_shown, {"ua1"}),
    (without_the_way_to_unicode, {"2a", "ua1"}),
    (without_the_scope_of_heads, {"ua1"}),
    (without_a_description_of_a_link, {"ua1"}),
    (without_an_order_of_tabs, {"ua1"}),
    (with_a_level_skipped, {"ua1"}),
    (with_a_script, {"2a"}),
    (with_a_link_that_does_not_print, {"2a"}),
)


def odd_cases(folder: Path) -> Iterator[tuple[str, Pages]]:
    """An issue without a word; a link that goes on in the next line; characters at private code points."""
    yield "blank", Sheets().pages()
    linked = Sheets()
    parts = [
        line(runs(text, link="https://example.org/"), row) for row, text in enumerate(("见官方", "网站公告"))
    ]
    linked.paragraph(*parts)
    yield "linked", linked.pages()
    yield "private", with_an_old_face(folder)


@pytest.fixture(scope="module")
def found(issue, archive, tmp_path_factory) -> dict[tuple[str, str], bool]:
    """What the validator says of everything below; its start takes longer than its work, so it is started once."""
    folder = tmp_path_factory.mktemp("pdf")
    made: dict[str, bytes] = {"whole": issue}
    for breakage, _ in BREAKAGES:
        with pikepdf.open(BytesIO(issue)) as pdf:
            breakage(pdf)
            broken = BytesIO()
            pdf.save(broken)
        made[breakage.__name__] = broken.getvalue()
    for name, pages in odd_cases(folder):
        made[name] = write(pages)
    for name, data in made.items():
        (folder / f"{name}.pdf").write_bytes(data)
    return verdicts("2a,ua1", *(folder / f"{name}.pdf" for name in made), *(each.pdf for each in archive))


@pytest.mark.parametrize("profile", ["2a", "ua1"])
def test_a_file_with_every_role_passes(found, profile):
    assert found[profile, "whole.pdf"]


@pytest.mark.parametrize(("breakage", "failing"), BREAKAGES, ids=lambda value: getattr(value, "__name__", ""))
def test_what_is_broken_on_purpose_fails(found, breakage, failing):
    for profile in failing:
        assert not found[profile, f"{breakage.__name__}.pdf"]


@pytest.mark.parametrize("name", ["blank", "linked", "private"])
def test_blank_issues_and_links_over_two_lines_and_private_characters_pass(found, name):
    assert all(found[profile, f"{name}.pdf"] for profile in ("2a", "ua1"))


def test_all_examples_pass(found):
    examples = {key: passed for key, passed in found.items() if key[1].startswith("example-")}
    assert len(examples) >= 2 * 5
    assert all(examples.values()), examples


def test_generated_issues_pass(found):
    generated = {key: passed for key, passed in found.items() if key[1].startswith("generated-")}
    assert len(generated) == 2 * GENERATED
    assert all(generated.values()), [key for key, passed in generated.items() if not passed]


def test_an_untagged_file_passes_as_2b(tmp_path):
    plain = tmp_path / "plain.pdf"
    plain.write_bytes(
        write(next(pages for name, pages in odd_cases(tmp_path) if name == "linked"), tagged=False)
    )
    assert all(verdicts("2b", plain).values())
