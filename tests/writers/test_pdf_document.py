"""What the PDF writer relies on in reportlab, and how it writes numbers and strings."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from io import BytesIO

import pikepdf
import pytest
from reportlab.pdfbase import pdfdoc

from jianbao.writers.pdf.document import Document, Object, number, points, text_string


@pytest.mark.parametrize(
    ("twips", "written"), [(20, "1"), (0, "0"), (579, "28.95"), (11906, "595.3"), (-5, "-0.25")]
)
def test_points_have_no_more_digits_than_they_need(twips, written):
    assert points(twips) == written


@pytest.mark.parametrize(
    ("value", "written"), [(0.0, "0"), (-0.00001, "0"), (1 / 3, "0.3333"), (-0.125, "-0.125"), (500.0, "500")]
)
def test_numbers_have_neither_exponent_nor_minus_zero(value, written):
    assert number(value) == written


def test_text_is_ascii_or_utf_16():
    assert text_string("a(b)\\") == r"(a\(b\)\\)"
    assert text_string("期") == "<feff671f>"
    assert text_string("𬱟") == "<feffd873dc5f>"


def test_objects_may_refer_to_those_filled_in_later():
    document = Document("zh-CN")
    later = Object()
    document.add(later)
    first = document.add(f"<</Next {later.ref}>>")
    later.body = "(there)"
    document.set(Names=first)
    document.add_page()
    document.fill_page(document.pages[0], b"")
    with pikepdf.open(BytesIO(document.finish("/Title(x)"))) as pdf:
        assert str(pdf.Root.Names.Next) == "there"


def test_a_stream_ends_with_an_end_of_line_of_its_own():
    document = Document("zh-CN")
    document.add_page()
    document.fill_page(document.pages[0], b"q Q")
    data = document.finish("/Title(x)")
    assert re.search(rb"/Length (\d+)>>\nstream\n", data)
    assert b"\nendstream" in data
    assert not pikepdf.open(BytesIO(data)).get_warnings()


# --- reportlab, as of 4.2 to 5.1 ------------------------------------------------------------------------------------


def test_reportlab_takes_what_we_hand_to_its_document():
    wanted = {"compression", "invariant", "pdfVersion", "lang"}
    assert wanted <= set(inspect.signature(pdfdoc.PDFDocument.__init__).parameters)
    made = pdfdoc.PDFDocument(compression=0, invariant=1, pdfVersion=(1, 7), lang="zh-CN")
    assert {"Catalog", "Pages", "info", "signature", "idToObject"} <= set(vars(made))
    assert pdfdoc.BasicFonts in made.idToObject
    assert made.Reference(pdfdoc.PDFDictionary({})).format(made) == b"2 0 R"


def test_reportlab_lets_catalog_and_page_take_further_entries():
    assert {
        "StructTreeRoot",
        "MarkInfo",
        "Metadata",
        "Names",
        "Outlines",
        "PageMode",
        "ViewerPreferences",
    } <= set(pdfdoc.PDFCatalog.__NoDefault__)
    assert {"MediaBox", "TrimBox", "Contents", "Resources", "Annots"} <= set(pdfdoc.PDFPage.__NoDefault__)
    assert isinstance(pdfdoc.PDFPage.__NoDefault__, list)


def test_reportlab_takes_an_id_from_the_signature_alone():
    made = pdfdoc.PDFDocument(invariant=1)
    made.signature = pdfdoc.md5(b"a", usedforsecurity=False)
    made.updateSignature(b"b")
    assert pdfdoc.md5(b"ab", usedforsecurity=False).hexdigest().encode() in made.ID()


def test_writing_a_pdf_loads_neither_canvas_nor_platypus():
    code = (
        "import sys, jianbao.writers.pdf.assembly;"
        "print([name for name in sys.modules if name.startswith(('reportlab.pdfgen', 'reportlab.platypus', 'PIL.ImageCms', 'pikepdf'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


def test_asking_for_the_writer_costs_nothing_until_it_writes():
    code = "import sys, jianbao.writers.pdf; print('reportlab' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "False"
