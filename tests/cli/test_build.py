"""`jianbao build`: what it says of the pages, and the face that travels."""

from __future__ import annotations

import json
import re
from pathlib import Path
from zipfile import ZipFile

from jianbao.errors import ExitCode
from tests.conftest import MINIMAL

LINES = "\n\n".join(["    第甲项工作已经完成。"] * 15)


def with_lines(issue_file: Path) -> Path:
    issue_file.write_text(re.sub(r"body: .*", f"body: |\n{LINES}", MINIMAL), "utf-8")
    return issue_file


def test_a_few_lines_over_a_page_are_told_with_their_number(run, issue_file: Path):
    code, out, _ = run("build", "--draft", with_lines(issue_file))
    assert code == ExitCode.DONE
    told = re.search(r"再减 (\d) 行可少一页", out)
    assert told
    _, out, _ = run("build", "--draft", "--json", issue_file)
    made = json.loads(out)
    assert made["lines_to_save_a_page"] == int(told[1])
    assert 0 < made["last_page_full"] < 1


def test_nothing_is_told_of_an_issue_of_one_page(run, issue_file: Path):
    assert "可少一页" not in run("build", "--draft", issue_file)[1]


def test_the_face_of_titles_travels_on_request(run, issue_file: Path):
    for arguments, carried in (((), 0), (("--embed-fonts",), 1)):
        _, out, _ = run("build", "--draft", "--json", *arguments, issue_file)
        docx = next(file["path"] for file in json.loads(out)["files"] if file["path"].endswith(".docx"))
        assert len([name for name in ZipFile(docx).namelist() if name.endswith(".odttf")]) == carried
