"""What validators and readers are to judge: every example and some generated issues, as each writer writes them.

JIANBAO_ISSUES says how many are generated: 200 before a release, few in the ordinary run. All tests share one making.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from jianbao.fonts.faces import FaceSet
from jianbao.model.issue import Issue
from jianbao.pages import Pages
from jianbao.reading import Reading, read, read_mapping
from jianbao.steps import lay_out_issue
from jianbao.writers.docx import write as write_docx
from jianbao.writers.ofd import write as write_ofd
from jianbao.writers.pdf import write as write_pdf
from tests.writers.issues import draw_pictures, rich_issue

EXAMPLES: Final = Path(__file__).parents[2] / "examples"
GENERATED: Final = int(os.environ.get("JIANBAO_ISSUES", "8"))
# every so many generated issues one is a draft
_DRAFTS: Final = 5


class Finished(NamedTuple):
    """An issue as it was read and laid out, and its files."""

    name: str
    issue: Issue
    pages: Pages
    docx: Path
    pdf: Path
    ofd: Path


def _finished(name: str, reading: Reading, folder: Path, *, draft: bool = False) -> Finished:
    pages = lay_out_issue(reading, reading.issue, FaceSet.embedded(), draft=draft)
    made = Finished(
        name, reading.issue, pages, *(folder / f"{name}.{suffix}" for suffix in ("docx", "pdf", "ofd"))
    )
    made.docx.write_bytes(write_docx(pages))
    made.pdf.write_bytes(write_pdf(pages))
    made.ofd.write_bytes(write_ofd(pages))
    return made


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> tuple[Finished, ...]:
    """The examples, named `example-…`, and the generated issues, named `generated-…`."""
    folder = tmp_path_factory.mktemp("archive")
    draw_pictures(folder)
    return (
        *(
            _finished(f"example-{source.parent.name}", read(source), folder)
            for source in sorted(EXAMPLES.glob("*/issue.yaml"))
        ),
        *(
            _finished(
                f"generated-{seed:03}",
                read_mapping(rich_issue(seed), folder=folder),
                folder,
                draft=seed % _DRAFTS == 0,
            )
            for seed in range(GENERATED)
        ),
    )
