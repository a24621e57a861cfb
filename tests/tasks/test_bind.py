"""合订本: a year's finished PDFs in one, with cover, contents, links and outline; nothing that does not hold is bound."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

import jianbao
from jianbao.errors import ExitCode, FellShort, UsageError
from jianbao.foreign.portable import read as read_pdf
from jianbao.ledger import open_ledger
from jianbao.reading import read_text
from jianbao.tasks.bind import Bound, bind
from tests.conftest import Run
from tests.judges import VERA, verdicts
from tests.tasks.volumes import Entry, contents, refuse_what_leads_astray, texts

SERIES = "援疆工作简报"
BODY = "县委召开会议，部署春耕工作[^1]。\n\n[^1]: 见上期。\n"
TABLE = "| 单位 | 数量 |\n|---|---|\n| 县委 | 3 |\n"
LONG = "\n\n".join(["各乡镇围绕春耕备耕工作，上下联动，压实责任，深入基层调研，总结阶段成果。" * 8] * 9)


def issue(day: str, *articles: tuple[str, str], **keys: str) -> str:
    lines = [
        f"刊名: {SERIES}",
        f"日期: {day}",
        "编发单位: 前方指挥部办公室",
        *(f"{k}: {v}" for k, v in keys.items()),
    ]
    lines.append("文章:")
    for title, body in articles:
        lines += [f"  - 标题: {title}", "    正文: |", *(f"      {line}" for line in body.splitlines())]
    return "\n".join(lines) + "\n"


ISSUES = {
    "一": issue("2016-01-08", ("春耕备耕|早部署", BODY), ("招商引资开新局", LONG), ("民族团结一家亲", TABLE)),
    "增": issue("2016-02-01", ("特别报道", BODY), 种类="增刊"),
    "二": issue("2016-02-08", ("防汛抗旱有准备", LONG)),
    "三": issue("2016-03-08", ("印错的一期", BODY)),
    "四": issue("2016-04-08", ("合刊的第一篇", f"{LONG}\n\n{LONG}"), ("合刊的第二篇", BODY), 期号="4—5"),
    "明年": issue("2017-01-08", ("新年第一篇", BODY)),
}


class Office:
    """A folder with a register, the issues of a year, and what is asked of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def register(self) -> Path:
        return self.folder / "期号台账.sqlite"

    def pdf(self, name: str) -> Path:
        (found,) = self.folder.glob(f"*{name}*.pdf")
        return found

    def bind(self, year: int = 2016, out: str = "册") -> Bound:
        with open_ledger(self.register, beside=self.folder) as ledger:
            return bind(ledger, SERIES, year, out=self.folder / out, fonts="embedded")

    def sql(self, statement: str, *values: object) -> None:
        with sqlite3.connect(self.register) as database:
            assert database.execute(statement, values).rowcount

    def put(self, name: str, data: bytes) -> None:
        """Another PDF in the place of a recorded one, and the register says so."""
        path = self.pdf(name)
        path.write_bytes(data)
        sha256 = hashlib.sha256(data).hexdigest()
        self.sql("UPDATE jianbao_files SET sha256 = ?, size = ? WHERE path = ?", sha256, len(data), path.name)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five numbers of 2016, the third void, the fourth a joint issue, a supplement; a number of 2017."""
    folder = tmp_path_factory.mktemp("office")
    for name, text in ISSUES.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
        jianbao.build(folder / f"{name}.yaml", fonts="embedded")
    with open_ledger(None, beside=folder) as ledger:
        ledger.void(ledger.find("2016-3"), "印错")
    return folder


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Office:
    return Office(Path(shutil.copytree(made, tmp_path / "简报")))


@pytest.fixture(scope="module")
def volume(made: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, Bound]:
    """The volume of 2016, for all who only look at it."""
    office = Office(Path(shutil.copytree(made, tmp_path_factory.mktemp("bound") / "简报")))
    return office, office.bind()


def test_every_line_of_the_contents_leads_to_the_page_that_it_states(volume: tuple[Office, Bound]):
    path = volume[1].file.path
    pages = texts(path)
    listed = contents(path)
    assert [re.sub(r"（\d+）$", "", entry.text) for entry in listed] == [
        "第1期（总第1期）2016年1月8日", "春耕备耕早部署", "招商引资开新局", "民族团结一家亲",
        "第2期（总第2期）2016年2月8日", "防汛抗旱有准备",
        "第4—5期（总第4—5期）2016年4月8日", "合刊的第一篇", "合刊的第二篇",
        "增刊第1期（总第1期）2016年2月1日", "特别报道",
    ]  # fmt: skip
    refuse_what_leads_astray(listed, pages)


def test_a_void_number_stands_in_the_contents_and_leads_nowhere(volume: tuple[Office, Bound]):
    assert "第3期（总第3期）作废" in texts(volume[1].file.path)[2]
    assert "印错的一期" not in "".join(texts(volume[1].file.path))


def test_the_cover_says_the_name_the_year_the_numbers_and_the_organ(volume: tuple[Office, Bound]):
    cover, back, *_ = texts(volume[1].file.path)
    assert cover == f"{SERIES}2016年合订本第1—5期（总第1—5期）增刊第1期（总第1期）前方指挥部办公室"
    assert back == ""


def test_the_finished_pages_are_in_it_unchanged(volume: tuple[Office, Bound]):
    """Content, size and what is drawn with, in the order of kinds and numbers."""
    office, bound = volume
    starts = [entry.leads for entry in contents(bound.file.path) if entry.text.startswith(("第", "增刊"))]
    with pikepdf.open(bound.file.path) as whole:
        held = 0
        for name, start in zip(("第1期（总第1期）", "第2期", "第4—5期", "增刊"), starts, strict=True):
            with pikepdf.open(office.pdf(name if name != "第1期（总第1期）" else "2016年第1期")) as issue:
                for number, page in enumerate(issue.pages, start - 1):
                    there = whole.pages[number]
                    assert there.Contents.read_bytes() == page.Contents.read_bytes()
                    assert there.mediabox == page.mediabox
                    fonts = there.Resources.Font
                    assert set(fonts.keys()) == set(page.Resources.Font.keys())
                    held += 1
        blank = sum(not page.Contents.read_bytes().strip() for page in whole.pages)
        assert held + blank + 2 == len(whole.pages) == bound.pages


def test_the_outline_goes_over_all(volume: tuple[Office, Bound]):
    with pikepdf.open(volume[1].file.path) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        outline = pdf.open_outline().root
        assert [item.title for item in outline] == [
            "总目录", "第1期（总第1期）", "第2期（总第2期）", "第4—5期（总第4—5期）", "增刊第1期（总第1期）",
        ]  # fmt: skip
        assert [child.title for child in outline[1].children] == [
            "春耕备耕早部署",
            "招商引资开新局",
            "民族团结一家亲",
        ]
        assert all(item.is_closed for item in outline[1:])
        leads = [numbers[item.destination[0].objgen] for item in outline]
        within = [numbers[child.destination[0].objgen] for child in outline[1].children]
    starts = [entry.leads for entry in contents(volume[1].file.path)]
    assert leads == [3, *(starts[at] for at in (0, 4, 6, 9))]
    assert within == starts[1:4]


def test_links_within_an_issue_lead_to_its_own_pages(volume: tuple[Office, Bound]):
    """Each issue names its places alike: article1, note1-1."""
    bound = volume[1]
    pages = texts(bound.file.path)
    with pikepdf.open(bound.file.path) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        links = [
            link
            for page in pdf.pages
            for link in page.obj.get("/Annots", ())
            if isinstance(link.Dest, pikepdf.Array)
        ]
        assert len(links) >= 6
        for link in links:
            assert numbers[link.Dest[0].objgen] > 2
            said = "".join(str(link.Contents).split())
            assert said.removeprefix("1") in pages[numbers[link.Dest[0].objgen]]


def pages_of(element: pikepdf.Object) -> set[tuple[int, int]]:
    """The pages that an element of the structure tree says it has content on."""
    kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
    own = [element, *(kid for kid in kids if isinstance(kid, pikepdf.Dictionary))]
    return {each.Pg.objgen for each in own if "/Pg" in each}


def test_one_structure_tree_holds_all(volume: tuple[Office, Bound]):
    """Every page's marked content and every link is in the parent tree under a key of its own; no ID stands twice."""
    with pikepdf.open(volume[1].file.path) as pdf:
        parents = dict(pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree).items())
        keys = [int(page.obj.StructParents) for page in pdf.pages if "/StructParents" in page.obj]
        links = [link for page in pdf.pages for link in page.obj.get("/Annots", ())]
        keys += [int(link.StructParent) for link in links]
        assert len(keys) == len(set(keys)) and set(keys) == set(parents)
        for page in pdf.pages:
            if "/StructParents" in page.obj:
                held = parents[int(page.obj.StructParents)]
                assert all(page.obj.objgen in pages_of(element) for element in held)
        ids = [str(each.ID) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/ID" in each]
        assert len(ids) == len(set(ids))
        assert sum("note" in each for each in ids) == 3
        assert [str(kid.S) for kid in pdf.Root.StructTreeRoot.K.K][-4:] == ["/Part"] * 4


def test_a_volume_is_not_read_back_as_an_issue(volume: tuple[Office, Bound]):
    assert not read_pdf(volume[1].file.path).properties


def test_the_same_volume_comes_out_the_same_to_the_byte(volume: tuple[Office, Bound]):
    office, bound = volume
    assert office.bind(out="又一册").file.sha256 == bound.file.sha256


@pytest.mark.slow
@pytest.mark.skipif(not VERA.exists(), reason="JIANBAO_VALIDATORS names no folder with vera.sh")
def test_it_is_pdf_a_and_pdf_ua(volume: tuple[Office, Bound]):
    assert volume[1].archival
    assert all(verdicts("2a,ua1", volume[1].file.path).values())


# --- what does not hold -------------------------------------------------------------------------------------------------


def test_missing_and_changed_files_are_all_told_and_nothing_is_written(office: Office):
    office.pdf("2016年第1期").unlink()
    changed = office.pdf("2016年第2期")
    changed.write_bytes(changed.read_bytes() + b"%")
    with pytest.raises(FellShort) as caught:
        office.bind()
    assert [finding.code for finding in caught.value.findings] == ["L036", "L037"]
    assert not (office.folder / "册").exists()


def test_a_year_or_series_without_issues_is_told_with_what_there_is(office: Office):
    with pytest.raises(UsageError, match=f"L085.*{SERIES}"):
        office.bind(2001)
    office.sql("UPDATE jianbao_issues SET state = 'void' WHERE year = 2017")
    with pytest.raises(UsageError, match="L085"):
        office.bind(2017)


def test_an_original_without_a_pdf_is_listed_and_not_bound(office: Office):
    office.sql("DELETE FROM jianbao_files WHERE path LIKE '%2016年第2期%.pdf'")
    bound = office.bind()
    assert [finding.code for finding in bound.findings] == ["L088"]
    assert (bound.issues, bound.archival) == (3, True)
    assert "第2期（总第2期）2016年2月8日原件另存，未装订防汛抗旱有准备" in texts(bound.file.path)[2]
    assert "防汛抗旱有准备" not in [entry.text for entry in contents(bound.file.path)]
    office.sql("DELETE FROM jianbao_files WHERE path LIKE '%.pdf'")
    with pytest.raises(FellShort, match="L088"):
        office.bind(out="另一册")


def foreign(**options: object) -> bytes:
    """A PDF of another program: two pages, a link with a place of its own, an outline that names one."""
    pdf = pikepdf.new()
    for _ in range(2):
        pdf.add_blank_page(page_size=(595, 842))
    first, second = pdf.pages
    target = pikepdf.Array([second.obj, pikepdf.Name.XYZ, 0, 700, 0])
    link = {"Type": pikepdf.Name.Annot, "Subtype": pikepdf.Name.Link, "Rect": [0, 0, 9, 9]}
    goto = {"A": pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=pikepdf.String("there"))}
    first.obj.Annots = pdf.make_indirect(
        [pikepdf.Dictionary(**link, Dest=target), pikepdf.Dictionary(**link, **goto)]
    )
    pdf.Root.Names = pikepdf.Dictionary(Dests=pikepdf.Dictionary(Names=[pikepdf.String("there"), target]))
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("防汛抗旱有准备", 1))
    pdf.docinfo["/Author"] = " "
    made = BytesIO()
    pdf.save(made, **options)
    return made.getvalue()


def test_with_an_enrolled_pdf_it_is_a_plain_pdf_and_says_so(office: Office):
    office.put("2016年第2期", foreign())
    office.sql("UPDATE jianbao_issues SET origin = 'enrolled' WHERE number = 2")
    bound = office.bind()
    assert ([finding.code for finding in bound.findings], bound.archival, bound.issues) == (
        ["L089"],
        False,
        4,
    )
    with pikepdf.open(bound.file.path) as pdf:
        assert b"pdfaid" not in pdf.Root.Metadata.read_bytes().replace(b"xmlns:pdfaid", b"")
        assert not {"/StructTreeRoot", "/MarkInfo", "/OutputIntents"} & set(pdf.Root.keys())
        start = next(entry.leads for entry in contents(bound.file.path) if entry.text.startswith("第2期"))
        links = pdf.pages[start - 1].obj.Annots
        assert [link.Dest[0].objgen for link in links] == [pdf.pages[start].obj.objgen] * 2
    assert Entry("防汛抗旱有准备（2）", start + 1, start + 1) in contents(bound.file.path)


def test_originals_are_bound_as_they_were_enrolled(office: Office):
    """A PDF in capitals, with the number it says; a DOCX alone is listed."""
    given = []
    for name, data, day in (("旧简报.PDF", foreign(), "2015-03-01"), ("旧件.docx", b"PK", "2015-04-01")):
        path = office.folder / "旧件" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        old = read_text(issue(day, (name.partition(".")[0], BODY), 期号=str(len(given) + 1))).issue
        given.append((old, {path: (hashlib.sha256(data).hexdigest(), len(data))}, 2))
    with open_ledger(office.register, beside=office.folder) as ledger:
        assert len(ledger.enroll(given)) == 2
    bound = office.bind(2015)
    assert texts(bound.file.path)[0].endswith(SERIES), "the PDF names a blank as its author"
    assert [finding.code for finding in bound.findings] == ["L088", "L089"]
    assert [entry.text for entry in contents(bound.file.path)] == ["第1期2015年3月1日", "旧简报"]
    assert "第2期2015年4月1日原件另存，未装订旧件" in texts(bound.file.path)[2]


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7\nnothing", foreign(encryption=pikepdf.Encryption(owner="o", user="u"))],
    ids=["empty", "damaged", "with a password"],
)
def test_a_recorded_pdf_that_cannot_be_read_is_told(office: Office, data: bytes):
    office.put("2016年第2期", data)
    with pytest.raises(FellShort, match="L087"):
        office.bind()
    assert not (office.folder / "册").exists()


def circular() -> bytes:
    """It claims to be ours; its trees go round, its numbers are words, its links lead to nothing."""
    with pikepdf.open(BytesIO(foreign())) as pdf:
        xmp = b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>"
        pdf.Root.Metadata = pdf.make_stream(xmp)
        tree = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        tree.K = tree
        tree.ParentTree = pdf.make_indirect(pikepdf.Dictionary(Nums=["x", tree, 3, tree]))
        pdf.Root.StructTreeRoot = tree
        pdf.pages[0].obj.StructParents = pikepdf.Name.X
        item = pdf.make_indirect(pikepdf.Dictionary(Title="圈", Dest=[7, 7]))
        item.First = item.Next = item
        pdf.Root.Outlines = pdf.make_indirect(pikepdf.Dictionary(First=item, Last=item))
        made = BytesIO()
        pdf.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE jianbao_files SET path = '../../etc/passwd.pdf' WHERE path LIKE '%2016年第1期%.pdf'",
        "UPDATE jianbao_files SET path = '.pdf' WHERE path LIKE '%2016年第2期%.pdf'",
        "UPDATE jianbao_files SET host = 'elsewhere' WHERE path LIKE '%2016年第2期%.pdf'",
        "UPDATE jianbao_files SET sha256 = '' WHERE path LIKE '%2016年第2期%.pdf'",
        "UPDATE jianbao_issues SET titles = '7' WHERE number = 2",
        "UPDATE jianbao_issues SET date = 'soon' WHERE number = 2",
    ],
)
def test_a_register_of_any_content_gives_a_message(office: Office, change: str):
    office.sql(change)
    with pytest.raises(jianbao.JianbaoError, match="[RL]0[0-9]{2}"):
        office.bind()
    assert not (office.folder / "册").exists()


def test_a_pdf_of_any_content_gives_a_volume_or_a_message(office: Office):
    office.put("2016年第2期", circular())
    with suppress(FellShort):
        assert office.bind().issues == 4


def test_hostile_words_are_bound_as_they_are(office: Office):
    """Titles and a name as long as the register takes them, of signs that no face has."""
    titles = json.dumps(["甲" * 3900, "|", "\U0001f600" * 9, "(\\)<>", ""])
    office.sql("UPDATE jianbao_issues SET titles = ? WHERE number = 2", titles)
    office.sql("UPDATE jianbao_issues SET kind = ? WHERE kind = '增刊'", "专" * 480)
    for path in office.folder.glob("*.yaml"):
        path.write_text("[", "utf-8")
    bound = office.bind()
    assert bound.issues == 4
    for entry in contents(bound.file.path):
        assert entry.stated == entry.leads


def test_without_an_issue_file_the_organ_is_as_the_pdf_says(office: Office):
    for path in office.folder.glob("*.yaml"):
        path.unlink()
    assert texts(office.bind().file.path)[0].endswith("前方指挥部办公室")


def test_a_volume_that_another_program_saved_is_set_aside(office: Office):
    first = office.bind()
    with pikepdf.open(first.file.path, allow_overwriting_input=True) as pdf:
        pdf.docinfo["/Producer"] = "another"
        pdf.save()
    again = office.bind()
    assert [finding.code for finding in again.findings] == ["L068"]
    assert again.file.sha256 == first.file.sha256
    assert len(list((office.folder / "册").iterdir())) == 2
    assert office.bind().findings == ()


def test_binding_leaves_the_register_and_the_files_as_they_are(office: Office):
    def state() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in office.folder.iterdir() if path.is_file()}

    before = state()
    office.bind()
    assert state() == before


# --- the command --------------------------------------------------------------------------------------------------------


@pytest.fixture
def _there(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(office.folder)
    return


@pytest.mark.usefixtures("_there")
def test_the_command_tells_what_it_bound(run: Run):
    code, out, err = run("bind", SERIES, 2016, "--fonts", "embedded")
    assert (code, err) == (ExitCode.DONE, "")
    assert out.splitlines() == [
        f"已装订《{SERIES}》2016 年合订本，4 期，27 页，存档格式（PDF/A-2a、PDF/UA-1）：",
        f"  {SERIES}2016年合订本.pdf",
    ]
    said = json.loads(run("bind", SERIES, 2016, "--fonts", "embedded", "--json")[1])
    assert (said["issues"], said["archival"], said["findings"]) == (4, True, [])
    assert run("bind", SERIES, 2001)[0] == ExitCode.USAGE


def test_the_command_says_where_there_is_no_register(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    assert "L040" in run("bind", SERIES, 2016)[2]
