"""The register gives numbers once, knows issues again, and records files as they are."""

from __future__ import annotations

import json
from datetime import date as Date
from pathlib import Path

import pytest

from jianbao.errors import ExitCode, FileError, InputError, NumberingConflict, UsageError
from jianbao.ledger import LastLedger, Made, Source, State, Terms, exchange, open_ledger, rows, schema
from jianbao.model.numbers import Numbers
from tests.ledger.office import Office, make_issue, render


def test_an_issue_gets_the_next_numbers_and_its_files_and_record_agree(office: Office) -> None:
    """From an empty register to two issues."""
    office.build(make_issue("2017-04-01"), office.source("a.yaml"))
    built = office.build(make_issue("2017-04-11", "第二篇"), office.source("b.yaml", "二", "d"))
    assert (built.year, built.number, built.total) == (2017, 2, 2)
    with office.open() as ledger:
        first, second = ledger.records()
        assert ledger.check() == []
        assert ledger.resolve(second.source) == office.folder / "b.yaml"
        assert [ledger.resolve(file.path) for file in second.files] == sorted(
            office.out / name for name in render(built)
        )
    assert first.numbers == Numbers(2017, 1, 1)
    assert second.state is State.NUMBERED
    assert (second.titles, second.date, second.pages) == (("第二篇",), Date(2017, 4, 11), 2)
    assert second.by
    assert second.at
    assert second.version
    assert office.names() == sorted([*render(make_issue(number=1, total=1)), *render(built)])


def test_an_issue_keeps_its_number_when_it_is_built_again(office: Office) -> None:
    """Also with an edited text, and with later issues in between."""
    office.build(make_issue("2017-04-01"), office.source("a.yaml"))
    office.build(make_issue("2017-04-11", "第二篇"), office.source("b.yaml"))
    edited = make_issue("2017-04-01", "改过的标题")
    assert office.build(edited, office.source("a.yaml", "改过")).number == 1
    with office.open() as ledger:
        assert [record.titles for record in ledger.records()] == [("改过的标题",), ("第二篇",)]
        assert ledger.check() == []


@pytest.mark.parametrize(
    ("name", "text", "keys"),
    [
        pytest.param("b.yaml", "一", {}, id="moved"),
        pytest.param("b.yaml", "二", {}, id="moved and edited"),
        pytest.param("b.yaml", "二", {"title": "新", "number": 1}, id="moved, the number stated"),
        pytest.param("b.yaml", "一", {"title": "新", "day": "2017-05-01"}, id="moved, read with other words"),
    ],
)
def test_an_issue_is_known_again_after_its_file_moved(
    office: Office, name: str, text: str, keys: dict[str, str]
) -> None:
    """The old file is gone, so that this is it."""
    source = office.source("a.yaml")
    office.build(make_issue(), source)
    source.path.unlink()
    assert office.build(make_issue(**keys), office.source(name, text)).number == 1


def test_an_issue_from_no_file_is_known_by_its_text_or_its_date_and_title(office: Office) -> None:
    """One that a script makes."""
    assert office.build(make_issue(title="甲"), Source(Path(), "a")).number == 1
    assert office.build(make_issue(title="乙"), Source(Path(), "b")).number == 2
    assert office.build(make_issue(title="甲"), Source(Path(), "c")).number == 1
    assert office.build(make_issue(title="丙"), Source(Path(), "b")).number == 2


def test_a_copy_of_an_issue_file_is_another_issue(office: Office) -> None:
    """While the first file stands; so a script may begin with 64 copies."""
    office.build(make_issue(), office.source("a.yaml"))
    assert office.build(make_issue(), office.source("b.yaml")).number == 2
    assert office.build(make_issue(), office.source("a.yaml")).number == 1
    assert office.build(make_issue(), office.source("b.yaml")).number == 2


def test_an_id_holds_through_every_change(office: Office) -> None:
    """Other file, other words, other date."""
    office.build(make_issue(id="甲"), office.source("a.yaml"))
    (office.folder / "a.yaml").unlink()
    assert office.build(make_issue("2017-04-20", "新", id="甲"), office.source("b.yaml", "二")).number == 1
    assert office.build(make_issue("2017-04-20", "新", id="乙"), office.source("b.yaml", "二")).number == 2


def test_an_id_is_for_one_issue(office: Office) -> None:
    """Not for another kind of it, nor for two new ones of a batch."""
    office.build(make_issue(id="甲"), office.source("a.yaml"))
    for keys in ({"kind": "增刊"}, {"numbered": False}):
        with pytest.raises(NumberingConflict) as caught:
            office.build(make_issue(id="甲", **keys), office.source("b.yaml", "二"))
        assert caught.value.findings[0].code == "L023"
    inputs = [(make_issue(id="乙", title=name), office.source(f"{name}.yaml", name)) for name in "丙丁"]
    with office.open() as ledger:
        answers = ledger.plan(inputs, reserve=True)
        assert [p.conflict and p.conflict.findings[0].code for p in answers] == [None, "L025"]


def test_a_file_used_again_for_the_next_issue_is_a_new_issue(office: Office) -> None:
    """本期.yaml, written anew each week; with an old title and a new date it asks."""
    office.build(make_issue("2017-04-11", "甲"), office.source("本期.yaml", "一"))
    assert office.build(make_issue("2017-04-18", "乙"), office.source("本期.yaml", "二")).number == 2
    with pytest.raises(NumberingConflict) as caught:
        office.build(make_issue("2017-04-25", "乙"), office.source("本期.yaml", "三"))
    assert caught.value.findings[0].code == "L022"
    assert "本期.yaml" in str(caught.value)
    assert (
        office.build(make_issue("2017-04-25", "乙", number=2), office.source("本期.yaml", "三")).number == 2
    )
    assert (
        office.build(make_issue("2017-04-26", "乙", number=3), office.source("本期.yaml", "四")).number == 3
    )


def test_a_stated_number_that_is_taken_is_refused_and_nothing_is_written(office: Office) -> None:
    """Both issues are named, and the file that states it."""
    office.build(make_issue(number=9, total=9), office.source("a.yaml"))
    before = office.names()
    with pytest.raises(NumberingConflict) as caught:
        office.build(make_issue("2017-04-18", "乙", number=9, total=9), office.source("b.yaml", "二"))
    said = str(caught.value)
    assert caught.value.exit_code == ExitCode.NUMBERING
    assert "乙" in said
    assert "民族团结之花绽放" in said
    assert "b.yaml" in said
    assert office.names() == before
    with office.open() as ledger:
        assert len(ledger.records()) == 1


def test_an_issued_number_is_not_changed_by_stating_another(office: Office) -> None:
    """It was sent out under the first."""
    office.build(make_issue(), office.source("a.yaml"))
    with pytest.raises(NumberingConflict) as caught:
        office.build(make_issue(number=5, total=5), office.source("a.yaml", "二"))
    assert [finding.code for finding in caught.value.findings] == ["L020"]


def test_a_build_that_fails_gives_no_number(office: Office) -> None:
    """And the next issue takes it."""
    with office.open() as ledger:
        with (  # noqa: PT012 - entering must not raise
            pytest.raises(ZeroDivisionError),
            ledger.issuing(make_issue(), source=office.source("a.yaml")) as entry,
        ):
            assert entry.numbers == Numbers(2017, 1, 1)
            raise ZeroDivisionError
        assert ledger.records() == []
        assert office.build(make_issue("2017-05-01"), office.source("b.yaml", "二"), ledger).number == 1


def test_a_draft_is_told_its_number_and_leaves_nothing(sqlite_office: Office) -> None:
    """Not even an empty register."""
    with sqlite_office.open() as ledger:
        assert ledger.numbers_for(make_issue()) == Numbers(2017, 1, 1)
        assert ledger.records() == []
        assert ledger.check() == []
        ledger.recover()
    assert list(sqlite_office.folder.iterdir()) == []


def test_a_void_number_stays_taken_and_the_issue_gets_a_new_one(office: Office) -> None:
    """With the same id, too."""
    office.build(make_issue(id="甲"), office.source("a.yaml"))
    with office.open() as ledger:
        ledger.void(ledger.records()[0], "日期印错")
        assert [(record.state, record.reason) for record in ledger.records()] == [(State.VOID, "日期印错")]
        assert office.build(make_issue(id="甲"), office.source("a.yaml"), ledger).number == 2
        assert ledger.check() == []


def test_a_file_of_another_issue_is_never_replaced(office: Office) -> None:
    """Two unnumbered issues of one day would have one name."""
    office.build(make_issue(numbered=False, title="甲"), office.source("a.yaml"))
    before = {name: (office.out / name).read_bytes() for name in office.names()}
    with pytest.raises(FileError) as caught:
        office.build(make_issue(numbered=False, title="乙"), office.source("b.yaml", "二"))
    assert caught.value.findings[0].code == "L024"
    assert {name: (office.out / name).read_bytes() for name in office.names()} == before


def test_formats_built_one_after_the_other_are_all_recorded(office: Office) -> None:
    """A PDF today does not make the register forget yesterday's DOCX."""
    source = office.source("a.yaml")
    with office.open() as ledger:
        for suffix in (".docx", ".pdf", ".docx"):
            with ledger.issuing(make_issue(), source=source) as entry:
                files = {name: data for name, data in render(entry.issue).items() if name.endswith(suffix)}
                entry.publish(files, office.out, pages=2)
        assert [Path(file.path).suffix for file in ledger.records()[0].files] == [".docx", ".pdf"]
        assert ledger.check() == []


def test_an_unchanged_issue_is_told_from_one_that_must_be_built(office: Office) -> None:
    """By its digest, and by its files as they stand."""
    source = office.source("a.yaml", digest="d1")
    with office.open() as ledger:
        office.build(make_issue(), source, ledger)
        (record,) = ledger.records()
        assert ledger.unchanged(record, source, office.out, [".docx", ".pdf"])
        assert not ledger.unchanged(record, source, office.out, [".ofd"])
        assert not ledger.unchanged(record, source, office.folder, [".docx"])
        assert not ledger.unchanged(record, office.source("a.yaml", digest="d2"), office.out, [".docx"])
        assert not ledger.unchanged(record, office.source("a.yaml"), office.out, [".docx"])
        (office.out / office.names()[0]).write_bytes(b"edited")
        assert not ledger.unchanged(record, source, office.out, [".docx", ".pdf"])
        ledger.void(record, "错")
        assert not ledger.unchanged(ledger.records()[0], source, office.out, [".pdf"])


def test_check_names_what_does_not_hold(office: Office) -> None:
    """A gap, a missing file, a changed file, a reserved number."""
    office.build(make_issue("2017-04-01", number=1, total=1), office.source("a.yaml"))
    skipping = Terms(allow=frozenset({"N020"}))
    office.build(
        make_issue("2017-04-11", "乙", number=4, total=4), office.source("b.yaml", "二"), terms=skipping
    )
    first, second = office.names()[:2]
    (office.out / first).write_bytes(b"edited")
    (office.out / second).unlink()
    (office.out / ".jianbao-someone-else.tmp").touch()
    with office.open() as ledger:
        ledger.plan([(make_issue("2017-05-01", "丙"), office.source("c.yaml", "三"))], reserve=True)
        found = ledger.check()
    assert sorted(finding.code for finding in found) == ["L030", "L032", "L035", "L036", "L037"]
    assert any("2–3" in finding.message for finding in found)


def test_a_plan_writes_nothing_and_a_reservation_is_found_again(office: Office) -> None:
    """In the order of dates, whatever the order of files; built in any order."""
    days = ["2016-03-01", "2015-03-01", "2015-01-01"]
    inputs = [(make_issue(day, day), office.source(f"{day}.yaml", day)) for day in days]
    want = [Numbers(2016, 1, 3), Numbers(2015, 2, 2), Numbers(2015, 1, 1)]
    with office.open() as ledger:
        assert [p.numbers for p in ledger.plan(inputs, reserve=False)] == want
        assert ledger.records() == []
        assert [p.numbers for p in ledger.plan(inputs, reserve=True)] == want
        assert {record.state for record in ledger.records()} == {State.RESERVED}
        for index in (1, 0):
            assert office.build(*inputs[index], ledger).total == want[index].total
        again = ledger.plan(inputs, reserve=True)
        assert [p.numbers for p in again] == want
        assert [p.record.state for p in again if p.record] == [State.NUMBERED, State.NUMBERED, State.RESERVED]
        office.build(*inputs[2], ledger)
        assert ledger.check() == []


def test_reservations_close_ranks_when_an_issue_was_edited_or_added(office: Office) -> None:
    """Before anything was issued; what was issued keeps its number."""
    days = ["2015-01-01", "2015-03-01", "2015-05-01"]
    inputs = [(make_issue(day, day), office.source(f"{day}.yaml", day)) for day in days]
    with office.open() as ledger:
        ledger.plan(inputs, reserve=True)
        inputs[0] = make_issue("2015-04-01", "改"), inputs[0][1]
        answers = ledger.plan(inputs, reserve=True)
        assert [p.numbers and p.numbers.number for p in answers] == [2, 1, 3]
        assert ledger.records()[0].titles == ("2015-03-01",)
        office.build(*inputs[1], ledger)
        inputs.append((make_issue("2015-04-15", "补"), office.source("补.yaml", "补")))
        answers = ledger.plan(inputs, reserve=True)
        assert [p.numbers and p.numbers.number for p in answers] == [2, 1, 4, 3]
        inputs.append((make_issue("2015-02-01", "太早"), office.source("太早.yaml", "太早")))
        answers = ledger.plan(inputs, reserve=True)
        assert [p.numbers and p.numbers.number for p in answers] == [2, 1, 4, 3, None]
        for issue, source in (inputs[0], *inputs[2:4]):
            office.build(issue, source, ledger)
        assert ledger.check() == []


def test_a_reservation_is_released_when_its_file_becomes_an_issue_of_another_kind(office: Office) -> None:
    """No number is left behind."""
    with office.open() as ledger:
        source = office.source("a.yaml")
        ledger.plan([(make_issue(), source)], reserve=True)
        assert office.build(make_issue(kind="增刊"), source, ledger).number == 1
        assert [(record.kind, record.state) for record in ledger.records()] == [("增刊", State.NUMBERED)]


def test_a_released_reservation_is_given_to_the_next(office: Office) -> None:
    """Void of a reserved number takes it back."""
    with office.open() as ledger:
        ledger.plan([(make_issue(), office.source("a.yaml"))], reserve=True)
        ledger.void(ledger.records()[0], "")
        assert ledger.records() == []
        assert office.build(make_issue("2017-05-01", "乙"), office.source("b.yaml", "二"), ledger).number == 1


def test_one_conflict_in_a_plan_leaves_the_others_their_numbers(office: Office) -> None:
    """Each conflict is the answer for its own issue."""
    with office.open() as ledger:
        office.build(make_issue("2015-02-01", number=2, total=2), office.source("x.yaml"), ledger)
        inputs = [
            (make_issue("2015-01-01", "甲"), office.source("a.yaml", "a")),
            (make_issue("2015-01-02", "乙"), office.source("b.yaml", "b")),
            (make_issue("2015-03-01", "丙", number=2, total=2), office.source("c.yaml", "c")),
            (make_issue("2015-03-01", "丁"), office.source("d.yaml", "d")),
        ]
        answers = ledger.plan(inputs, reserve=True)
        assert [p.numbers and p.numbers.number for p in answers] == [1, None, None, 3]
        assert [p.conflict and p.conflict.findings[0].code for p in answers] == [None, "N004", "N001", None]


def test_two_files_that_are_one_issue_are_told_apart_from_two_issues(office: Office) -> None:
    """In one batch, the second is refused by name."""
    with office.open() as ledger:
        office.build(make_issue(id="甲"), office.source("a.yaml"), ledger)
        inputs = [(make_issue(id="甲"), office.source(name)) for name in ("a.yaml", "b.yaml")]
        first, second = ledger.plan(inputs, reserve=True)
        assert first.conflict is None
        assert second.conflict is not None
        assert second.conflict.findings[0].code == "L025"


def test_export_and_import_are_a_round_trip(office: Office, tmp_path: Path) -> None:
    """Line by line the same, and twice is once."""
    office.build(make_issue("2017-04-01"), office.source("a.yaml"))
    office.build(make_issue("2017-04-11", "乙", kind="增刊"), office.source("b.yaml", "二"))
    with office.open() as ledger:
        ledger.void(ledger.records(kind="增刊")[0], "重印")
        office.build(make_issue(numbered=False), office.source("c.yaml", "三"), ledger)
        lines = list(ledger.export())
        assert ledger.import_lines(lines) == 0
    assert all(json.loads(line)["series"] == "援疆工作简报" for line in lines)
    with open_ledger(tmp_path / "另一个.sqlite", beside=tmp_path) as other:
        assert other.import_lines(lines) == 3
        assert list(other.export()) == lines
        assert other.check() == []


def test_an_import_that_clashes_or_is_no_export_changes_nothing(
    sqlite_office: Office, tmp_path: Path
) -> None:
    """All or nothing."""
    office = sqlite_office
    office.build(make_issue("2017-04-01"), office.source("a.yaml"))
    with office.open() as ledger:
        line = next(ledger.export())
    with open_ledger(tmp_path / "另一个.sqlite", beside=tmp_path) as other:
        with pytest.raises(InputError):
            other.import_lines([line, "{}"])
        assert other.records() == []
        elsewhere = Office(tmp_path / "别处", "")
        elsewhere.folder.mkdir()
        elsewhere.build(make_issue("2017-04-02", "乙"), elsewhere.source("b.yaml", "二"), other)
        with pytest.raises(NumberingConflict):
            other.import_lines([line])
        assert len(other.records()) == 1


def test_the_register_is_named_by_argument_environment_or_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In this order."""
    assert open_ledger(None, beside=tmp_path).location == str(tmp_path / "期号台账.sqlite")
    monkeypatch.setenv("JIANBAO_LEDGER", "postgresql://clerk:secret@host/office?sslmode=require")
    assert open_ledger(None, beside=tmp_path).location == "postgresql://clerk@host/office"
    assert open_ledger("sqlite:///a/b.sqlite", beside=tmp_path).location == "a/b.sqlite"
    for url in ("mysql://clerk:secret@host/office", "postgresql://clerk:secret@[host/office"):
        with pytest.raises(UsageError) as caught:
            open_ledger(url, beside=tmp_path)
        assert "secret" not in str(caught.value)
    with (
        pytest.raises(UsageError),
        open_ledger("postgresql://clerk@host/x?nonsense=1", beside=tmp_path) as ledger,
    ):
        ledger.records()


def test_the_folder_may_move_with_its_register(sqlite_office: Office, tmp_path: Path) -> None:
    """Paths within it are relative to it."""
    home = tmp_path / "甲"
    home.mkdir()
    office = Office(home, home / "期号台账.sqlite")
    office.build(make_issue(), office.source("a.yaml"))
    home.rename(tmp_path / "乙")
    moved = Office(tmp_path / "乙", tmp_path / "乙" / "期号台账.sqlite")
    with moved.open() as ledger:
        assert ledger.check() == []
    assert moved.build(make_issue(title="改"), moved.source("a.yaml", "二")).number == 1


# --- by what files were made, and what became of them --------------------------------------------------------------


def test_a_record_tells_by_what_each_file_was_made(office: Office) -> None:
    """Per file, for formats may be built one after the other."""
    issue, source = make_issue(), office.source("a.yaml", "一")
    with office.open() as ledger:
        for word, suffix in (("甲", ".docx"), ("乙", ".pdf")):
            text = office.source("a.yaml", word)
            text = Source(text.path, text.sha256, others=word)
            with ledger.issuing(issue, source=text) as entry:
                files = {name: data for name, data in render(entry.issue).items() if name.endswith(suffix)}
                entry.publish(
                    files, office.out, pages=1, made=Made(faces=f"{word}体", tools=f"jianbao={word}")
                )
        (record,) = ledger.records()
    assert source.path == text.path
    assert [(file.others_sha256, file.faces, file.tools) for file in record.files] == [
        ("甲", "甲体", "jianbao=甲"),
        ("乙", "乙体", "jianbao=乙"),
    ]
    assert record.files[0].source_sha256 != record.files[1].source_sha256 == record.source_sha256


def test_numbers_written_back_leave_the_source_known(office: Office) -> None:
    """The file as it was read and as it is then are one source, whichever a crash leaves."""
    issue, read = make_issue(), office.source("a.yaml", "一", digest="d")
    back = office.source("a.yaml", "一 number: 1", digest="d")
    with office.open() as ledger:
        with ledger.issuing(issue, source=read) as entry:
            read.path.write_text("一", "utf-8")
            entry.publish(
                render(entry.issue), office.out, pages=1, made=Made(written_back="一 number: 1".encode())
            )
        assert read.path.read_text("utf-8") == "一 number: 1"
        (record,) = ledger.records()
        assert (record.source_sha256, record.source_read) == (back.sha256, read.sha256)
        assert {file.source_sha256 for file in record.files} == {back.sha256}
        for source in (read, back):
            assert ledger.unchanged(record, source, office.out, [".pdf"])
        assert not ledger.unchanged(record, office.source("a.yaml", "二", "d"), office.out, [".pdf"])
    office.build(issue, back)
    with office.open() as ledger:
        assert ledger.records()[0].source_read == read.sha256, "so that taking it back clears the number"


def test_an_issue_file_edited_during_its_build_is_left_as_it_was_edited(office: Office) -> None:
    """The edit is worth more than the numbers."""
    source = office.source("a.yaml", "一")
    with office.open() as ledger:
        with ledger.issuing(make_issue(), source=source) as entry:
            source.path.write_text("二", "utf-8")
            entry.publish(render(entry.issue), office.out, pages=1, made=Made(written_back=b"1"))
        assert ledger.check() == []
    assert source.path.read_text("utf-8") == "二"
    assert not list(office.folder.glob(".*"))


def _as_of_old(office: Office, version: int) -> None:
    """Make an office's register one of an older schema, with what that could hold."""
    with office.open() as ledger:
        records, store = ledger.records(), ledger._store
        store.begin()
        for table in ("articles", "acts", "reissues", "written", "files", "issues", "meta"):
            store.run(f"DROP TABLE jianbao_{table}")
        store.run("CREATE TABLE jianbao_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        store.run("INSERT INTO jianbao_meta VALUES ('schema', ?)", (str(version),))
        store.run("INSERT INTO jianbao_meta VALUES ('id', 'abcd1234')")
        for statements in schema.MIGRATIONS[:version]:
            for statement in statements:
                for each in (statement,) if isinstance(statement, str) else statement[store.dialect]:
                    store.run(each.format(key=store.key_column, cutoff="1949-10-01"))
        for record in records:
            row = dict(
                zip([name.strip() for name in rows._COLUMNS.split(",")], rows._row(record), strict=True)
            )
            row["state"] = "issued" if record.state.stands and version < 3 else record.state.value
            names = [name for name in row if rows._SINCE.get(name, (1,))[0] <= version]
            insert = f"INSERT INTO jianbao_issues ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
            ((key,),) = store.run(f"{insert} RETURNING key", [row[name] for name in names])
            for file in record.files:
                values = (key, file.host, file.path, file.sha256, file.size, "")
                store.run(
                    "INSERT INTO jianbao_files (issue, host, path, sha256, size, temp) VALUES (?, ?, ?, ?, ?, ?)",
                    values,
                )
        store.commit()


@pytest.mark.parametrize("version", range(1, len(schema.MIGRATIONS)))
def test_a_register_of_an_older_jianbao_is_read_as_it_is_and_brought_up_by_the_next_build(
    office: Office, version: int
) -> None:
    """Reading alters nothing, for it may be a copy that must not be written to."""
    issue, source = make_issue(), office.source("a.yaml")
    office.build(issue, source)
    with office.open() as ledger:
        (new,) = ledger.records()
    _as_of_old(office, version)
    with office.open() as ledger:
        (old,) = ledger.records()
        assert old.files[0].source_sha256 == ""
        assert (old.numbers, old.files[0].sha256) == (new.numbers, new.files[0].sha256)
        assert ledger.numbers_for(issue, source=source) == new.numbers
        assert ledger.find("2017-1") == old
        assert ledger.unchanged(old, source, office.out, [".pdf"]) is False
        assert [exchange.from_line(line, 1).numbers for line in ledger.export()] == [new.numbers]
        assert schema.version(ledger._store) == version
        assert old.state is State.NUMBERED
    office.build(
        make_issue("2026-11-20", "乙"), office.source("b.yaml", "二"), terms=Terms(allow=frozenset({"N023"}))
    )
    with office.open() as ledger:
        first, second = ledger.records()
        if isinstance(office.url, Path):
            assert len(list(office.folder.glob("期号台账（升级前备份*）.sqlite"))) == 1
        # one whose date lies long back counts as released from the migration on
        since = (State.RELEASED, first.date) if version < 3 else (State.NUMBERED, None)
        assert (first.state, first.released_on) == since
        assert second.state is State.NUMBERED
        assert {finding.code for finding in ledger.check()} <= {"L080"}
        assert schema.version(ledger._store) == len(schema.MIGRATIONS)


def test_lines_exported_by_an_older_jianbao_are_taken_in(office: Office) -> None:
    """They lack what it did not record."""
    office.build(make_issue(), office.source("a.yaml"))
    with office.open() as ledger:
        (line,) = ledger.export()
    fields = json.loads(line)
    del fields["source_read"]
    fields["files"] = [
        {name: file[name] for name in ("host", "path", "sha256", "size")} for file in fields["files"]
    ]
    other = Office(office.folder, office.folder / "另一本.sqlite")
    with other.open() as ledger:
        assert ledger.import_lines([json.dumps(fields)]) == 1
        assert ledger.records()[0].files[0].faces == ""


def test_the_last_register_stays_open_until_it_is_another(tmp_path: Path) -> None:
    """One for many issues; anew after an error, for another folder, and where another file stands in its place."""
    opening = LastLedger()
    seen = []

    def use(folder: Path, title: str) -> None:
        with opening(None, beside=folder) as ledger:
            seen.append(ledger)
            issue = make_issue("2017-04-01", title)
            with ledger.issuing(issue, source=Source(folder / title, title)) as entry:
                entry.publish(render(entry.issue), folder / "out", pages=2)
            (folder / "out" / f".jianbao-{ledger._rows.id}-left.tmp").touch()

    use(tmp_path, "一")
    use(tmp_path, "二")
    assert seen[0] is seen[1]
    with pytest.raises(ZeroDivisionError), opening(None, beside=tmp_path):
        raise ZeroDivisionError
    use(tmp_path, "三")
    assert seen[2] is not seen[1]
    with open_ledger(None, beside=tmp_path) as ledger:
        assert [record.numbers for record in ledger.records()] == [Numbers(2017, n, n) for n in (1, 2, 3)]
        # sweeps what was left
        assert ledger.check() == []
    register = tmp_path / "期号台账.sqlite"
    register.rename(tmp_path / "aside.sqlite")
    (tmp_path / "out").rename(tmp_path / "aside")
    use(tmp_path, "四")
    assert seen[3] is not seen[2]
    (tmp_path / "other").mkdir()
    use(tmp_path / "other", "五")
    assert seen[4] is not seen[3]
    opening.close()
    with open_ledger(None, beside=tmp_path) as ledger:
        assert [record.titles for record in ledger.records()] == [("四",)]
