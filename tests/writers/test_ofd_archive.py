"""The OFD of every example and of generated issues: the standard's structure, and the text and metadata that ofdkit reads."""

from __future__ import annotations

import re

import ofdkit
import pytest

from jianbao.pages import Line, Page
from tests.writers.conftest import Finished
from tests.writers.ofd_package import Package, astray, lacking, misnumbered, misplaced, name_of, unnamed

pytestmark = pytest.mark.slow

_BLANK = re.compile(r"\s+")


def test_every_package_has_the_standard_s_structure(archive: tuple[Finished, ...]):
    """GB/T 33190-2016, appendix A: required elements and attributes, their order, numbers, references, files."""
    for each in archive:
        package = Package(each.ofd.read_bytes())
        assert package.zip.testzip() is None
        assert {"OFD.xml", "Doc_0/Document.xml", "Doc_0/PublicRes.xml"} <= set(package.names)
        assert len(package.pages()) == len(each.pages.pages)
        assert [name_of(page) for page in package.pages()] == ["Page"] * len(each.pages.pages)
        for check in (misplaced, lacking, misnumbered, astray, unnamed):
            assert list(check(package)) == [], (each.name, check.__name__)


def test_ofdkit_reads_the_metadata_back(archive: tuple[Finished, ...]):
    for each in archive:
        meta = each.pages.meta
        with ofdkit.open(each.ofd.read_bytes()) as document:
            info = document.info
            assert not document.warnings
        assert (info.title, info.author, info.subject or "") == (meta.title, meta.organ, meta.subject)
        assert (info.creation_date, info.keywords) == (meta.date.isoformat(), meta.keywords)
        assert (info.custom_data["刊名"], info.custom_data["种类"]) == (meta.series, meta.kind)
        assert info.custom_data.get("期号", "") == str(meta.number or "")
        assert info.custom_data.get("密级") == each.issue.masthead.secrecy
        assert info.custom_data.get("份号") == each.issue.masthead.copy_number


def test_ofdkit_reads_the_same_text_back(archive: tuple[Finished, ...]):
    """Every page's characters are the layout's; every line's stand together, so a search finds them."""
    for each in archive:
        with ofdkit.open(each.ofd.read_bytes()) as document:
            for page, read in zip(each.pages.pages, document.pages, strict=True):
                said = _BLANK.sub("", read.text())
                lines = [_BLANK.sub("", line.text) for line in lines_of(page)]
                leaders = "".join(
                    run.text for line in lines_of(page) for run in line.runs if run.kind.value == "tab"
                )
                assert sorted(said) == sorted(_BLANK.sub("", "".join(lines) + leaders)), (
                    each.name,
                    page.number,
                )
            assert not document.warnings


def lines_of(page: Page) -> list[Line]:
    return [item for item in (*page.items, *page.furniture, page.folio) if isinstance(item, Line)]
