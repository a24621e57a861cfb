"""What layout and numbering find stands at its place in the file, and comments silence what is no error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

import jianbao
from jianbao.errors import Finding, JianbaoError, NumberingConflict, Place, Severity
from jianbao.fonts.faces import FaceSet
from jianbao.messages import CATALOGUE
from jianbao.model.numbers import Held, Numbers
from jianbao.numbering import assign
from jianbao.pages import Line
from jianbao.proofread.engine import Remark
from jianbao.proofread.silence import heard
from jianbao.reading import read
from jianbao.steps import lay_out_issue
from tests.conftest import MINIMAL

# no face draws it
RARE = "\U0001f680"
LONG = "A" * 120
BODY = "首个周末共接待群众126人次，办结事项98件。"


def with_body(*lines: str, head: str = MINIMAL) -> str:
    """The shortest issue with another body."""
    return head.replace(f"  body: {BODY}\n", "  body: |\n" + "".join(f"    {line}\n" for line in lines))


def found_in(path: Path, text: str, code: str) -> list[Finding]:
    """The findings of this code of a build of `text`."""
    path.write_text(text, "utf-8")
    try:
        findings = jianbao.build(path).findings
    except JianbaoError as error:
        findings = error.findings
    return [finding for finding in findings if finding.code == code]


def where(text: str, wanted: str) -> tuple[int, int]:
    """(line, column) of the last place where `wanted` stands."""
    at = text.rindex(wanted)
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def held_at(path: Path, text: str, code: str, wanted: str) -> Finding:
    """The one finding of this code, which stands at `wanted` and shows the line that holds it."""
    (finding,) = found_in(path, text, code)
    assert (finding.place.file, finding.place.line, finding.place.column) == (str(path), *where(text, wanted))
    assert finding.excerpt[finding.place.column - 1 :].startswith(wanted.partition("\n")[0])
    assert finding.origin is None
    return finding


# --- layout ---------------------------------------------------------------------------------------------------------


def test_a_character_without_a_face_is_told_where_it_stands_and_not_where_a_comment_names_it(
    issue_file: Path,
):
    text = with_body(f"# {RARE}", "春耕全面展开。").replace("series:", f"# 不要写{RARE}\nseries:")
    text = text.replace(f"    # {RARE}\n", f"    夏粮丰收，**群众满意，{RARE}发射成功。**\n\n")
    held_at(issue_file, text, "T001", RARE)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  title: 政务服务大厅周末照常开放", f"  title: 政务服务大厅|周末{RARE}照常开放"),
        ("organ: 云溪县人民政府办公室", f"organ: 云溪县{RARE}人民政府办公室"),
        ("  title: ", f"  byline: 云溪县{RARE}供稿\n  title: "),
        ("  title: ", f"  column: 【云溪{RARE}】\n  title: "),
        ("  title: ", f"  subtitle: 服务{RARE}不打烊\n  title: "),
        ("  title: ", f"  editor_note: 此件{RARE}供参考。\n  title: "),
        ("  title: ", f"  source: 云溪{RARE}日报\n  title: "),
        ("articles:", f"masthead:\n  note: 内部{RARE}资料\n  copy_number: 1\narticles:"),
        ("articles:", f"masthead:\n  name: 云溪{RARE}简报\narticles:"),
        ("articles:", f"报: 县委，县{RARE}人大\narticles:"),
        ("articles:", f"分送:\n  报:\n    - [县委, 县人大{RARE}, 县政协]\n    - 县政府\narticles:"),
        ("articles:", f"staff:\n  编辑: 张{RARE}三\narticles:"),
        ("articles:", f"print:\n  organ: 云溪县{RARE}办公室\n  date: 2026-01-07\narticles:"),
        ("articles:", f"attachments:\n  - title: 名{RARE}单\n    body: 略。\narticles:"),
        (f"  body: {BODY}", f"  body: |\n    一、春耕\n\n    1. 甲\n    2. 乙{RARE}\n"),
        (f"  body: {BODY}", f"  body: |\n    夏粮丰收，[^1]群众满意。\n\n    [^1]: 出自{RARE}年鉴。\n"),
        (f"  body: {BODY}", f"  body: |\n    | 甲 | 乙 |\n    |---|---|\n    | 1 | 2{RARE} |\n"),
        (f"  body: {BODY}", f"  body: |\n    群众满意，云溪\n    县喜{RARE}获丰收\n    第一名，继续努力。\n"),
    ],
)
def test_wherever_a_text_stands_its_places_are_known(issue_file: Path, before: str, after: str):
    assert before in MINIMAL
    held_at(issue_file, MINIMAL.replace(before, after), "T001", RARE)


def test_captions_and_credits_know_their_places(issue_file: Path):
    Image.new("RGB", (60, 40)).save(issue_file.parent / "a.png")
    held_at(issue_file, with_body(f"![图1 **走访**{RARE}](a.png '摄影')"), "T001", RARE)
    held_at(issue_file, with_body(f"![图1 走访](a.png '张{RARE}三 摄')"), "T001", RARE)


def test_a_text_that_invisible_characters_stand_in_keeps_its_places(issue_file: Path):
    held_at(issue_file, with_body(f"群众\u200b满意，\u200b{RARE}。"), "T001", RARE)
    title = f"  title: 政务\u200b服务{RARE}照常开放"
    held_at(issue_file, MINIMAL.replace("  title: 政务服务大厅周末照常开放", title), "T001", RARE)


def test_a_finding_in_the_series_file_is_told_there(issue_file: Path):
    series = issue_file.parent / "series.yaml"
    series.write_text(f"# 刊物\nseries: 云溪工作简报\nmasthead:\n  note: 内部{RARE}资料\n", "utf-8")
    text = MINIMAL.replace("series: 云溪工作简报", "series:\n  file: series.yaml")
    (finding,) = found_in(issue_file, text, "T001")
    assert finding.place == Place(str(series), 4, 11)
    assert finding.excerpt == f"  note: 内部{RARE}资料"


def test_what_is_longer_than_a_line_is_told_where_it_begins(issue_file: Path):
    held_at(issue_file, with_body("网址如下，", "", f"**{LONG}**。"), "T002", LONG)


def test_what_is_wider_than_its_cell_is_told_at_the_number(issue_file: Path):
    rows = [
        "| " + " | ".join(cells) + " |"
        for cells in (["县"] * 16, ["---"] * 16, ["**12863.5**", *["12864.5"] * 15])
    ]
    held_at(issue_file, with_body("完成12863.5。", "", *rows), "T003", "12863.5** |")


def test_a_colophon_longer_than_a_page_is_told_at_its_first_line(issue_file: Path):
    text = "报: 县委办公室\n送:\n" + "  - 各县市委办公厅\n" * 200 + MINIMAL
    held_at(issue_file, text, "T004", "报: 县")


def test_a_masthead_higher_than_a_page_is_told_where_its_lines_stand(issue_file: Path):
    text = MINIMAL.replace("series: 云溪工作简报", f"series: 溪{'云' * 199}")
    held_at(issue_file, text, "T012", "溪云")
    signers = "masthead:\n  signer:\n" + "    - 何满仓\n" * 250
    (finding,) = found_in(issue_file, signers + MINIMAL, "T012")
    assert finding.place.line == 3


def test_a_caption_and_a_cell_higher_than_a_page_are_told_where_they_stand(issue_file: Path):
    Image.new("RGB", (60, 40)).save(issue_file.parent / "a.png")
    row = f"![图1 {'图说' * 120}](a.png)"
    (finding,) = found_in(issue_file, with_body("春耕展开。", "", row, row, row), "T005")
    assert (finding.place.line, finding.place.column) == (11, 5)


# --- numbering ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "changes", "wanted"),
    [
        ("N001", {"number: 1": "number: 3", "total: 1": "total: 9", "01-06": "01-13"}, "3\ntotal"),
        ("N002", {"number: 1": "number: 2", "01-06": "01-13", "total: 1": "total: 8"}, "8\ndate"),
        ("N003", {"number: 1": "number: 9", "total: 1": "total: 9", "01-06": "01-05"}, "9\ntotal"),
        ("N004", {"number: 1\ntotal: 1\n": "", "01-06": "01-05"}, "2026-01-05"),
        ("N005", {"number: 1": "number: 4", "total: 1": "total: 7"}, "4\ntotal"),
        ("N007", {"total: 1": "total: 4\nkind: 增刊\nnumbering:\n  total_excludes: 增刊"}, "4\nkind"),
        (
            "N008",
            {
                "total: 1\n": "kind: 增刊\nnumbering:\n  total_excludes: 增刊\n",
                "articles:": "masthead:\n  number_form:\n    - 甲\n    - '{total}号'\narticles:",
            },
            "{total",
        ),
        ("N009", {"total: 1": "total: 9\nnumbering:\n  start: {year: 2025, number: 9, total: 20}"}, "{year"),
        ("N020", {"number: 1": "number: 9", "total: 1": "total: 12", "01-06": "01-13"}, "9\ntotal"),
        ("N021", {"number: 1": "number: 9", "total: 1\n": "kind: 专报\n", "1月": ""}, "9\nkind"),
    ],
)
def test_what_numbering_finds_is_told_at_the_figure_or_the_date(
    issue_file: Path, code: str, changes: dict[str, str], wanted: str
):
    issue_file.write_text(MINIMAL.replace("number: 1\ntotal: 1", "number: 3\ntotal: 8"), "utf-8")
    jianbao.build(issue_file)
    text = MINIMAL.replace("政务", "便民")
    for before, after in changes.items():
        text = text.replace(before, after)
    held_at(issue_file.with_name("other.yaml"), text, code, wanted)


def test_a_total_below_the_number_is_told_at_the_number_it_was_counted_from(issue_file: Path):
    issue_file.write_text(MINIMAL.replace("number: 1\ntotal: 1", "number: 9"), "utf-8")
    reading = read(issue_file)
    with pytest.raises(NumberingConflict) as raised:
        assign(reading.issue, [Held(Numbers(2026, 8, 3), reading.issue.date, "别的")])
    (finding,) = reading.located(raised.value.findings)
    assert (finding.code, finding.place) == ("N006", Place(str(issue_file), 2, 9))


def test_a_conflict_of_a_batch_is_told_at_its_figure(issue_file: Path):
    from jianbao.batches import Batch, Options

    first = issue_file.with_name("a.yaml")
    issue_file.replace(first)
    other = issue_file.with_name("b.yaml")
    other.write_text(MINIMAL.replace("政务", "便民").replace("01-06", "01-13"), "utf-8")
    with Batch(Options()) as batch:
        (failed,) = [result for result in batch.plan([first, other]).done if result.findings]
    (finding,) = failed.findings
    assert (finding.code, finding.place) == ("N001", Place(str(other), 2, 9))


# --- silencing ------------------------------------------------------------------------------------------------------


def test_comments_silence_warnings_of_the_layout_at_their_line(issue_file: Path):
    text = MINIMAL.replace("大厅", f"大厅{RARE}")
    assert found_in(issue_file, text, "T001")
    line = next(line for line in text.splitlines() if RARE in line)
    assert not found_in(issue_file, text.replace(line, line + "  # jianbao: ignore T001"), "T001")
    assert found_in(issue_file, text.replace(line, line + "  # jianbao: ignore T002"), "T001")
    body = with_body(f"网址{LONG}。")
    assert found_in(issue_file, body, "T002")
    assert not found_in(issue_file, body.replace("body: |", "body: |  # jianbao: 忽略 T0"), "T002")


def test_a_comment_at_one_place_leaves_the_others_to_be_told(issue_file: Path):
    text = MINIMAL.replace("大厅", f"大厅{RARE}").replace("首个", f"首个{RARE}")
    line = next(line for line in text.splitlines() if RARE in line)
    held_at(issue_file, text.replace(line, line + "  # jianbao: ignore T001"), "T001", RARE)
    assert len(found_in(issue_file, text, "T001")) == 1, "one cause is told once"


def test_comments_silence_warnings_of_the_series_file(issue_file: Path):
    series = issue_file.parent / "series.yaml"
    series.write_text(f"series: 云溪工作简报\nmasthead:\n  note: 内{RARE}  # jianbao: ignore T001\n", "utf-8")
    text = MINIMAL.replace("series: 云溪工作简报", "series:\n  file: series.yaml")
    assert not found_in(issue_file, text, "T001")


def test_comments_silence_warnings_of_numbering_at_their_line(issue_file: Path):
    text = MINIMAL.replace("number: 1", "number: 9  # jianbao: ignore N021").replace("total: 1\n", "")
    assert not found_in(issue_file, text, "N021")
    other = (
        text.replace("# jianbao: ignore N021", "")
        .replace("2026-01-06", "2026-01-07")
        .replace("云溪工作", "云溪政务")
    )
    assert found_in(issue_file.with_name("other.yaml"), other, "N021")


@pytest.mark.parametrize("code", CATALOGUE)
def test_an_error_is_never_silenced_by_whatever_comment(code: str):
    text = f"# jianbao: ignore-file {code} {code[0]}\nnumber: 1  # jianbao: ignore {code}\n"
    place = Place("a.yaml", 2, 1)
    for severity in Severity:
        remark = Remark(Finding(code, place, severity))
        kept = heard([remark], lambda _: text)
        assert kept == ((remark,) if severity is Severity.ERROR else ())


# --- lines ----------------------------------------------------------------------------------------------------------


def test_every_line_knows_where_its_first_character_stands(example: Callable[[str], Path]):
    """So that a preview leads from a page to the file."""
    reading = read(example("01-yuanjiang"))
    pages = lay_out_issue(reading, reading.issue, FaceSet.embedded())
    lines = [item for page in pages.pages for item in page.items if isinstance(item, Line)]
    elsewhere: list[str] = []
    for line in lines:
        assert line.origin is not None, line.text
        place = reading.place(*line.origin)
        if line.text[0] != reading.excerpt(place)[place.column - 1]:
            elsewhere.append(line.text[:3])
    assert elsewhere == ["201", "本期报"], "what jianbao made of a value begins where that does"
