"""What clerks met: an issue's files, numbers and register after the first build, each with its right outcome."""

from __future__ import annotations

import json
import multiprocessing
import sqlite3
import zipfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import jianbao
from jianbao import cli
from jianbao.errors import ExitCode, FileError, InputError, JianbaoError, NumberingConflict
from jianbao.ledger import Ledger, State, Terms, exchange, marks, open_ledger
from tests.ledger.office import Office, make_issue, render

ISSUE = """\
刊名: 青川信息
日期: {day}
编发单位: 青川市人民政府办公室
编号规则: {{印发: 登记}}
文章:
  标题: {title}
  正文: |
    会议听取了汇报。
"""


def write(
    folder: Path, name: str = "a.yaml", day: str = "2026-03-05", title: str = "甲", more: str = ""
) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(ISSUE.format(day=day, title=title) + more, "utf-8")
    return path


def build(path: Path, **given: Any) -> jianbao.Built:
    return jianbao.build(path, formats=["docx"], fonts="embedded", **given)


def refusal(path: Path, **given: Any) -> tuple[str, ExitCode]:
    with pytest.raises(JianbaoError) as caught:
        build(path, **given)
    assert all(finding.message and finding.remedy for finding in caught.value.findings)
    return caught.value.findings[0].code, caught.value.exit_code


def register_of(folder: Path) -> Ledger:
    return open_ledger(None, beside=folder)


def kept(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.iterdir() if "保留" in path.name]


# --- what is not ours ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("again", ["same text", "other text"])
def test_a_finished_file_that_was_edited_is_never_overwritten(tmp_path: Path, again: str) -> None:
    """Refused; kept under another name when asked to; overwritten when asked to."""
    path = write(tmp_path)
    (docx,) = build(path).files
    docx.path.write_bytes(b"edited in another program")
    if again == "other text":
        write(tmp_path, title="甲乙", more="id: 甲\n")
        write(tmp_path, more="份数: 12\n报: 市委\n")
    assert refusal(path) == ("L066", ExitCode.FILE)
    assert docx.path.read_bytes() == b"edited in another program"
    build(path, terms=Terms(others="keep"))
    assert kept(tmp_path) == [b"edited in another program"]
    with register_of(tmp_path) as register:
        assert register.check() == []
        assert [act[2] for act in register.acts()] == ["aside"]
    docx.path.write_bytes(b"edited once more")
    build(path, terms=Terms(others="overwrite"))
    assert len(kept(tmp_path)) == 1
    assert docx.path.read_bytes().startswith(b"PK")


def test_a_foreign_file_of_the_same_name_is_never_overwritten(tmp_path: Path) -> None:
    """No number is given either."""
    path = write(tmp_path)
    theirs = tmp_path / "青川信息2026年第1期（总第1期）.docx"
    theirs.write_text("mine")
    assert refusal(path) == ("L067", ExitCode.FILE)
    assert theirs.read_text() == "mine"
    with register_of(tmp_path) as register:
        assert register.records() == []
    build(path, terms=Terms(others="keep"))
    assert kept(tmp_path) == [b"mine"]


def test_one_issue_may_stand_in_several_folders(tmp_path: Path) -> None:
    """Each copy stays on record, and each may be built again."""
    path = write(tmp_path)
    for _ in range(2):
        for folder in ("一", "二"):
            build(path, out=tmp_path / folder)
    with register_of(tmp_path) as register:
        (record,) = register.records()
        assert len(record.files) == 2
        assert register.check() == []


def _to_folder(source: Path, folder: Path) -> str:
    try:
        build(source, out=folder)
    except JianbaoError as error:
        return str(error)
    return ""


def test_builds_of_one_file_into_several_folders_at_once_end_well(tmp_path: Path) -> None:
    """No double number, no error."""
    path = write(tmp_path)
    folders = [tmp_path / f"o{count % 4}" for count in range(10)]
    with ProcessPoolExecutor(5, mp_context=multiprocessing.get_context("fork")) as pool:
        assert list(pool.map(_to_folder, [path] * 10, folders)) == [""] * 10
    with register_of(tmp_path) as register:
        (record,) = register.records()
        assert len(record.files) == 4
        assert register.check() == []


@pytest.mark.parametrize("format_", ["docx", "pdf", "ofd"])
def test_a_draft_that_another_program_saved_is_set_aside(tmp_path: Path, format_: str) -> None:
    """Drafts are outside the register: the mark in the file says whose it is."""

    def draft(title: str) -> jianbao.Built:
        path = write(tmp_path, title=title)
        return jianbao.build(path, formats=[format_, "txt"], draft=True, fonts="embedded")

    made = draft("甲").files[0].path
    assert draft("乙").findings == ()
    assert marks.is_marked(made)
    if format_ == "pdf":
        made.write_bytes(made.read_bytes().replace(b"jianbao \\(ReportLab", b"another \\(ReportLab"))
    else:
        name = "docProps/app.xml" if format_ == "docx" else "OFD.xml"
        with zipfile.ZipFile(made) as archive:
            parts = {each: archive.read(each) for each in archive.namelist()}
        with zipfile.ZipFile(made, "w") as archive:
            for each, data in parts.items():
                archive.writestr(each, data.replace(b">jianbao<", b">WPS<") if each == name else data)
    assert [finding.code for finding in draft("丙").findings] == ["L068"]
    assert len(kept(tmp_path)) == 1


# --- numbers -------------------------------------------------------------------------------------------------------


def test_the_untouched_template_gets_no_number(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Nor do placeholders and blank dates; a draft only warns."""
    made = tmp_path / "t.yaml"
    assert cli.run(["new", "青川信息", "-o", str(made)]) == ExitCode.DONE
    text = made.read_text("utf-8")
    assert refusal(made) == ("P801", ExitCode.INPUT)
    assert {finding.code for finding in jianbao.build(made, formats=["docx"], draft=True).findings} >= {
        "P801"
    }
    assert refusal(write(tmp_path, title="${题目}")) == ("P802", ExitCode.INPUT)
    assert refusal(write(tmp_path, title="关于{{事项}}的通报")) == ("P802", ExitCode.INPUT)
    blank = write(tmp_path)
    blank.write_text(blank.read_text("utf-8").replace("会议听取", "2026年　月　日，会议听取"), "utf-8")
    assert refusal(blank) == ("P803", ExitCode.INPUT)
    blank.write_text(blank.read_text("utf-8") + "# jianbao: ignore P803\n", "utf-8")
    assert refusal(blank) == ("P803", ExitCode.INPUT)
    build(blank, terms=Terms(allow=frozenset({"P803"})))
    assert "第一篇的标题" in text


def test_a_void_number_says_so_where_it_is_met(tmp_path: Path) -> None:
    """And what it advises works."""
    path = write(tmp_path, more="期号: 1\n总期号: 1\n")
    build(path)
    with register_of(tmp_path) as register:
        register.void(register.records()[0], "误")
    with pytest.raises(NumberingConflict) as caught:
        build(path)
    (finding,) = caught.value.findings
    assert finding.code == "N010"
    assert "作废" in finding.message
    write(tmp_path)
    assert build(path).number == 2


def test_a_year_that_was_typed_wrongly_is_refused_and_can_be_put_right(tmp_path: Path) -> None:
    """Even when it was let pass: by undo, or by another date."""
    path = write(tmp_path, day="2062-03-05")
    assert refusal(path) == ("N022", ExitCode.NUMBERING)
    built = build(path, terms=Terms(allow=frozenset({"N022"})))
    assert built.year == 2062
    write(tmp_path)
    assert refusal(path) == ("L022", ExitCode.NUMBERING)
    with register_of(tmp_path) as register:
        done, aside = register.redate(register.records()[0], datetime(2026, 3, 5, tzinfo=UTC).date())
    assert (done.numbers and done.numbers.year, aside) == (2026, [])
    assert not built.files[0].path.exists()
    again = build(path)
    assert (again.year, again.number, again.total) == (2026, 1, 1)
    with register_of(tmp_path) as register:
        assert register.check() == []
        assert [act[2] for act in register.acts()] == ["redate"]


def test_a_date_within_the_year_may_be_corrected(tmp_path: Path) -> None:
    """The number stays, in the order of dates."""
    build(write(tmp_path, "a.yaml", "2026-03-05"))
    build(write(tmp_path, "b.yaml", "2026-03-12", "乙"))
    with register_of(tmp_path) as register:
        first = register.find("2026-1")
        with pytest.raises(NumberingConflict):
            register.redate(first, datetime(2026, 3, 20, tzinfo=UTC).date())
        register.redate(first, datetime(2026, 3, 6, tzinfo=UTC).date())
    assert build(write(tmp_path, "a.yaml", "2026-03-06")).number == 1


def test_the_last_issues_may_be_taken_back(tmp_path: Path) -> None:
    """From the end of the run; files as built go, edited ones are kept; a number written back goes from the file."""
    files = [
        build(write(tmp_path, f"{n}.yaml", f"2026-03-0{n}", f"第{n}"), write_back=True).files[0]
        for n in (1, 2, 3)
    ]
    last, before = tmp_path / "3.yaml", ISSUE.format(day="2026-03-03", title="第3")
    build(last)
    assert "期号: 3" in last.read_text("utf-8")
    with register_of(tmp_path) as register, pytest.raises(NumberingConflict) as caught:
        register.undo([register.find("2026-2")])
    assert caught.value.findings[0].code == "L076"
    files[1].path.write_bytes(b"edited")
    assert cli.run(["ledger", "undo", "2026-2", "2026-3", "--ledger", str(tmp_path / "期号台账.sqlite")]) == 0
    assert not files[2].path.exists()
    assert kept(tmp_path) == [b"edited"]
    assert last.read_text("utf-8") == before
    with register_of(tmp_path) as register:
        assert [record.titles for record in register.records()] == [("第1",)]
        assert [act[2] for act in register.acts()] == ["undo", "undo"]
        assert register.check() == []
    assert build(last).number == 2


def test_two_standing_files_with_one_id_are_refused(tmp_path: Path) -> None:
    """As a batch does; a file that was moved is the same issue."""
    build(write(tmp_path, "a.yaml", more="id: abc\n"))
    other = write(tmp_path, "b.yaml", "2026-03-09", "乙", "id: abc\n")
    assert refusal(other) == ("L025", ExitCode.NUMBERING)
    (tmp_path / "a.yaml").rename(tmp_path / "c.yaml")
    assert build(tmp_path / "c.yaml").number == 1


# --- released ------------------------------------------------------------------------------------------------------


def test_a_released_issue_changes_no_more(tmp_path: Path) -> None:
    """Built again it is held against what was released; a correction keeps the old files and both are on record."""
    path = write(tmp_path)
    (docx,) = build(path).files
    released = docx.path.read_bytes()
    ledger = str(tmp_path / "期号台账.sqlite")
    assert (
        cli.run(
            [
                "ledger",
                "release",
                "2026-1",
                "--date",
                "2026-03-11",
                "--copies",
                "120",
                "--to",
                "市委",
                "--ledger",
                ledger,
            ]
        )
        == 0
    )
    assert build(path).number == 1
    docx.path.unlink()
    build(path)
    assert docx.path.read_bytes() == released
    write(tmp_path, title="甲（改）")
    assert refusal(path) == ("L070", ExitCode.FELL_SHORT)
    assert docx.path.read_bytes() == released
    with register_of(tmp_path) as register:
        (record,) = register.records()
        assert (record.state, record.copies, record.recipients) == (State.RELEASED, 120, ("市委",))
        with pytest.raises(JianbaoError):
            register.undo([record])
    assert cli.run(["build", str(path), "--reissue", "-f", "docx"]) == ExitCode.USAGE
    reissue = Terms(reissue="题目有误")
    build(path, terms=reissue)
    with register_of(tmp_path) as register:
        (record,) = register.records()
        (done,) = register.reissues(record)
        assert (record.state, done.reason) == (State.RELEASED, "题目有误")
        assert (record.released_on, record.copies, record.recipients) == (date(2026, 3, 11), 120, ("市委",))
        assert (tmp_path / done.kept[0]).read_bytes() == released
        assert exchange.from_line(done.before, 1).titles == ("甲",)
        assert register.check() == []
        lines = list(register.export())
    with open_ledger(tmp_path / "另一本.sqlite", beside=tmp_path) as other:
        assert other.import_lines(lines) == 1
        assert list(other.export()) == lines
    build(path)


def test_an_issue_is_released_by_its_age_unless_the_house_says_otherwise(
    tmp_path: Path, by_age: None
) -> None:
    """When a build of it ends well; a batch may leave past issues numbered for now."""
    old = datetime.now().astimezone().date() - timedelta(days=31)
    path = write(tmp_path / "登记", day=old.isoformat())
    build(path)
    other = write(tmp_path / "三十天", day=old.isoformat())
    other.write_text(other.read_text("utf-8").replace("登记", "30天"), "utf-8")
    build(other, terms=Terms(by_age=False))
    for folder in (path.parent, other.parent):
        with register_of(folder) as register:
            assert register.records()[0].state is State.NUMBERED
    build(other)
    with register_of(other.parent) as register:
        (record,) = register.records()
        assert (record.state, record.released_on) == (State.RELEASED, old)


# --- the register --------------------------------------------------------------------------------------------------


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _another(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (x)")


@pytest.mark.parametrize(("lose", "code"), [(_empty, "L062"), (Path.unlink, "L069"), (_another, "L063")])
def test_a_register_that_was_lost_is_not_begun_anew_in_silence(
    tmp_path: Path, lose: Callable[[Path], None], code: str
) -> None:
    """The finished files stay, no number is given; with the backup in its place all goes on."""
    register = tmp_path / "期号台账.sqlite"
    (docx,) = build(write(tmp_path)).files
    before = docx.path.read_bytes()
    assert cli.run(["ledger", "backup", "--ledger", str(register)]) == 0
    (backup,) = tmp_path.glob("期号台账（备份*.sqlite")
    lose(register)
    second = write(tmp_path, "b.yaml", "2026-03-12", "乙")
    assert refusal(second) == (code, ExitCode.FILE)
    assert docx.path.read_bytes() == before
    backup.replace(register)
    assert build(second).number == 2


def test_a_link_to_a_text_of_ours_that_was_edited_tells_of_no_lost_register(tmp_path: Path) -> None:
    archive = tmp_path / "档案"
    (made,) = jianbao.build(write(tmp_path), out=archive, formats=["txt"]).files
    with made.path.open("a", encoding="utf-8") as text:
        text.write("补充\n")
    (tmp_path / made.path.name).symlink_to(made.path)
    assert build(write(tmp_path, "b.yaml", "2026-03-12", "乙")).number == 2


def test_a_register_that_is_begun_is_told(tmp_path: Path) -> None:
    """And only then."""
    assert build(write(tmp_path)).begun
    assert not build(write(tmp_path, "b.yaml", "2026-03-12", "乙")).begun


def test_a_register_that_goes_away_in_mid_build_stops_it(office: Office) -> None:
    """What was planned in one is not built in another."""
    with office.open() as ledger:
        ledger.plan([(make_issue(), office.source("a.yaml"))], reserve=True)
        known = ledger.id
    if isinstance(office.url, Path):
        office.url.unlink()
    else:
        known = "another"
    with pytest.raises(FileError) as caught:
        office.build(make_issue(), office.source("a.yaml"), terms=Terms(register=known))
    assert caught.value.findings[0].code == "L064"


def test_a_register_deleted_while_it_is_held_is_not_written_to(sqlite_office: Office) -> None:
    """SQLite would write on into a file without a name."""
    office = sqlite_office
    office.build(make_issue("2017-04-01", "甲"), office.source("甲.yaml", "甲"))
    with (  # noqa: PT012 - where it is noticed is not the question
        pytest.raises(FileError) as caught,
        office.open() as ledger,
        ledger.issuing(make_issue(title="乙"), source=office.source("乙.yaml", "乙")) as entry,
    ):
        Path(office.url).unlink()
        entry.publish(render(entry.issue), office.out, pages=1)
    assert caught.value.findings[0].code == "L064"
    assert len(office.names()) == 2


DAMAGES = [
    "UPDATE jianbao_meta SET value = 'abc' WHERE name = 'schema'",
    "UPDATE jianbao_meta SET value = '' WHERE name = 'schema'",
    "DELETE FROM jianbao_meta WHERE name = 'id'",
    "DELETE FROM jianbao_meta",
    "UPDATE jianbao_issues SET date = 'garbage'",
    "UPDATE jianbao_issues SET titles = 'x'",
    "UPDATE jianbao_issues SET titles = '{}'",
    "UPDATE jianbao_issues SET source = x'ff00fe'",
    "UPDATE jianbao_issues SET source = CAST(x'ff00fe' AS TEXT)",
    "UPDATE jianbao_issues SET year = 'neun'",
    "UPDATE jianbao_issues SET year = 2026.5",
    "UPDATE jianbao_issues SET origin = 'elsewhere'",
    "UPDATE jianbao_issues SET released_on = 'gestern'",
    "UPDATE jianbao_issues SET recipients = '7'",
    "UPDATE jianbao_issues SET copies = 'many'",
    "UPDATE jianbao_issues SET pages = x'00'",
    "DROP TABLE jianbao_files",
    "DROP TABLE jianbao_issues",
    "DROP TABLE jianbao_written",
    "DROP TABLE jianbao_acts",
    "ALTER TABLE jianbao_issues DROP COLUMN reason",
    "ALTER TABLE jianbao_files DROP COLUMN over",
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_register_gives_a_message(
    tmp_path: Path, damage: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Never a traceback, whatever is done with it; what can be told is L004 or the like, with exit code 5."""
    path, url = write(tmp_path), tmp_path / "期号台账.sqlite"
    build(path)
    with sqlite3.connect(url) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(damage)
    codes = set()
    for arguments in (["list"], ["check"], ["show", "2026-1"], ["export"], ["undo", "2026-1"]):
        code = cli.run(["ledger", *arguments, "--ledger", str(url)])
        assert code in {ExitCode.DONE, ExitCode.FILE, ExitCode.USAGE, ExitCode.FELL_SHORT}
        codes.add(code)
    try:
        build(write(tmp_path, "b.yaml", "2026-03-12", "乙"))
    except JianbaoError as error:
        codes.add(error.exit_code)
    assert ExitCode.FILE in codes
    assert codes <= {ExitCode.DONE, ExitCode.FILE, ExitCode.USAGE, ExitCode.FELL_SHORT}
    assert "Traceback" not in capfd.readouterr().err


def test_a_register_from_elsewhere_renames_and_reads_nothing_but_its_own(tmp_path: Path) -> None:
    """Whatever paths it holds."""
    build(write(tmp_path))
    evil, victim = tmp_path / "evil.txt", tmp_path / "victim.txt"
    evil.write_text("evil")
    victim.write_text("victim")
    with sqlite3.connect(tmp_path / "期号台账.sqlite") as connection:
        connection.execute("UPDATE jianbao_files SET path = ?, temp = 'evil.txt'", (str(victim),))
    build(write(tmp_path, "b.yaml", "2026-03-12", "乙"))
    assert (evil.read_text(), victim.read_text()) == ("evil", "victim")
    with register_of(tmp_path) as register:
        assert "L082" in {finding.code for finding in register.check()}


LINE: dict[str, Any] = {
    "series": "外来刊", "kind": "正刊", "id": "x", "stated_id": False, "date": "2026-01-06", "titles": ["好"],
    "numbers": {"year": 2026, "number": 1, "total": 1}, "source": "i.yaml", "source_sha256": "8f" * 32,
    "digest": "2c" * 32, "host": "", "pages": 1, "state": "issued", "reason": "", "at": "2026-11-25T20:27:59+00:00",
    "by": "root", "version": "0.1.0", "source_read": "", "files": [],
}  # fmt: skip
FILE: dict[str, Any] = {"host": "", "path": "a.pdf", "sha256": "9f" * 32, "size": 8120}
BAD: list[dict[str, Any]] = [
    {"series": ""}, {"series": "甲\x1b]0;PWNED\x07"}, {"series": "癸\x00刊"}, {"series": 7}, {"kind": ""},
    {"id": ""}, {"stated_id": "yes"}, {"date": "gestern"}, {"titles": []}, {"titles": "好"}, {"titles": ["甲\x1b乙"]},
    {"titles": ["一\n伪造的一行"]}, {"pages": "many"}, {"pages": [1]}, {"pages": -1}, {"at": {"a": 1}}, {"at": "now"},
    {"state": "lost"}, {"source_sha256": "xyz"}, {"numbers": {"year": 2026.7, "number": 1, "total": 1}},
    {"numbers": {"year": 2026, "number": 10**29, "total": 1}}, {"numbers": {"year": -5, "number": 1, "total": 1}},
    {"numbers": {"year": 2026, "number": 1, "total": "1; drop table x"}},
    {"numbers": {"year": 2026, "number": 1, "total": [1]}}, {"numbers": {"year": 2026, "number": 9, "total": 1}},
    {"numbers": {"year": 2026, "number": 9, "total": 9, "number_last": 8}}, {"files": [FILE, FILE]},
    {"files": [FILE | {"path": "/dev/zero"}]}, {"files": [FILE | {"path": "../a.pdf"}]},
    {"files": [FILE | {"path": "/abs/fifo"}]}, {"files": [FILE | {"path": "a\x00.pdf"}]},
    {"files": [FILE | {"path": "good.yaml"}]}, {"files": [FILE | {"sha256": ""}]}, {"files": [FILE | {"size": -1}]},
    {"written": [["", "evil.sh", "9f" * 32]]},
]  # fmt: skip


@pytest.mark.parametrize("bad", BAD)
def test_a_line_that_no_export_wrote_is_refused_with_its_number(tmp_path: Path, bad: dict[str, Any]) -> None:
    """All or nothing."""
    lines = [json.dumps(LINE | {"id": "gut", "numbers": None}), "", json.dumps(LINE | bad)]
    with open_ledger(tmp_path / "x.sqlite", beside=tmp_path) as register:
        with pytest.raises(InputError) as caught:
            register.import_lines(lines, "q.jsonl")
        (finding,) = caught.value.findings
        assert (finding.code, finding.place.line, finding.place.file) == ("L027", 3, "q.jsonl")
        assert register.records() == []


@pytest.mark.parametrize(
    "line", ["[" * 20000, '{"series": "\\ud800"}', "NaN", '{"series": NaN}', "null", "[]", "7"]
)
def test_what_is_no_object_is_refused(tmp_path: Path, line: str) -> None:
    """However it is written."""
    with open_ledger(tmp_path / "x.sqlite", beside=tmp_path) as register, pytest.raises(InputError):
        register.import_lines([line])


def test_several_exports_are_taken_in_together_or_not_at_all(tmp_path: Path) -> None:
    """A file that two issues would own is refused."""
    one = json.dumps(LINE | {"files": [FILE]})
    two = json.dumps(LINE | {"id": "y", "numbers": {"year": 2026, "number": 2, "total": 2}, "files": [FILE]})
    with open_ledger(tmp_path / "x.sqlite", beside=tmp_path) as register:
        with pytest.raises(InputError) as caught:
            register.import_files([("a", [one]), ("b", [two])])
        assert caught.value.findings[0].code == "L083"
        assert register.records() == []
        third = json.dumps(LINE | {"id": "z", "numbers": {"year": 2026, "number": 3, "total": 3}})
        assert register.import_files([("a", [one]), ("b", [third])]) == 2
        # its date lies long back
        assert {record.state for record in register.records()} == {State.RELEASED}
        with pytest.raises(InputError):
            register.import_lines([two])


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_database_that_holds_no_chinese_is_named(
    postgres_server: str, tmp_path: Path, encoding: str
) -> None:
    """Before anything is written."""
    import os

    import psycopg

    name = f"t{os.urandom(6).hex()}"
    with psycopg.connect(f"{postgres_server}/postgres", autocommit=True) as connection:
        create = (
            f"CREATE DATABASE {name} ENCODING '{encoding}' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'"
        )
        connection.execute(create)  # type: ignore[arg-type]  # no literal, for a test
    assert refusal(write(tmp_path), ledger=f"{postgres_server}/{name}") == ("L065", ExitCode.FILE)


@pytest.mark.parametrize("rights", ["none", "read only"])
def test_a_database_without_rights_is_named(postgres_server: str, tmp_path: Path, rights: str) -> None:
    """A user who may only read, and one who may not even look."""
    import os

    import psycopg

    name, role = f"t{os.urandom(6).hex()}", f"weak{os.urandom(4).hex()}"
    with psycopg.connect(f"{postgres_server}/postgres", autocommit=True) as connection:
        for sql in (f"CREATE DATABASE {name}", f"CREATE ROLE {role} LOGIN"):
            connection.execute(sql)  # type: ignore[arg-type]  # as above
    url = f"{postgres_server}/{name}"
    path = write(tmp_path)
    if rights == "read only":
        build(path, ledger=url)
    grants = (
        [f"GRANT USAGE ON SCHEMA public TO {role}", f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}"]
        if rights == "read only"
        else ["REVOKE ALL ON SCHEMA public FROM PUBLIC"]
    )
    with psycopg.connect(url, autocommit=True) as connection:
        for sql in grants:
            connection.execute(sql)  # type: ignore[arg-type]  # as above
    weak = url.replace("clerk@", f"{role}@")
    assert refusal(write(tmp_path, "b.yaml", "2026-03-12", "乙"), ledger=weak) == ("L002", ExitCode.FILE)


@pytest.mark.parametrize(
    "damage", ["CREATE TABLE jianbao_issues (x INTEGER)", "CREATE TABLE jianbao_meta (name TEXT, value TEXT)"]
)
def test_tables_of_somebody_else_are_named(postgres_url: str, tmp_path: Path, damage: str) -> None:
    """They are left as they are."""
    import psycopg

    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(damage)  # type: ignore[arg-type]  # as above
    assert refusal(write(tmp_path), ledger=postgres_url)[1] is ExitCode.FILE
