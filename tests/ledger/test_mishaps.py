"""Full disks, read-only folders, registers locked, damaged or gone: a clear word, exit code 5, nothing lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from jianbao.errors import ExitCode, FileError, UsageError
from jianbao.ledger import Ledger, open_ledger, publish
from jianbao.ledger.store import UndecidedError
from tests.ledger.office import Office, make_issue, render

needs_root = pytest.mark.skipif(
    os.geteuid() != 0 if hasattr(os, "geteuid") else True, reason="mounts a tmpfs"
)


def refused(office: Office, code: str, title: str = "新", **keys: Any) -> FileError:
    """Build an issue that must fail with `code`, and give the error."""
    with pytest.raises(FileError) as caught:
        office.build(make_issue(title=title, **keys), office.source("新.yaml", title))
    assert [finding.code for finding in caught.value.findings] == [code]
    assert caught.value.exit_code == ExitCode.FILE
    assert caught.value.findings[0].remedy
    return caught.value


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 256 KB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk], check=False)
    if done.returncode:
        pytest.skip("a tmpfs cannot be mounted here")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


@needs_root
def test_a_disk_that_fills_with_the_files_gives_no_number(small_disk: Path, tmp_path: Path) -> None:
    """And when there is room again, the number is the same."""
    office = Office(tmp_path, tmp_path / "期号台账.sqlite")
    with office.open() as ledger:
        source = office.source("a.yaml")
        with (
            pytest.raises(FileError) as caught,
            ledger.issuing(make_issue(), source=source) as entry,
        ):
            entry.publish({"a.docx": b"x" * 100_000, "a.pdf": b"x" * 200_000}, small_disk, pages=1)
        assert caught.value.findings[0].code == "L010"
        assert list(small_disk.iterdir()) == []
        assert ledger.records() == []
        with ledger.issuing(make_issue(), source=source) as entry:
            assert entry.publish({"a.docx": b"x" * 100_000}, small_disk, pages=1) == (small_disk / "a.docx",)
            assert entry.issue.number == 1
        assert ledger.check() == []


@needs_root
def test_a_disk_that_fills_with_the_register_loses_nothing(small_disk: Path, tmp_path: Path) -> None:
    """Whichever page it is that no longer fits."""
    office = Office(tmp_path, small_disk / "期号台账.sqlite")
    ballast = small_disk / "ballast"
    built = 0
    ballast.write_bytes(b"x" * 1024 * 60)
    with pytest.raises(FileError) as caught:  # noqa: PT012 - which round fails is the question
        for count in range(2000):
            office.build(
                make_issue(title="长" * 100 + str(count)), office.source(f"{count}.yaml", str(count))
            )
            built = count + 1
    assert caught.value.findings[0].code == "L003"
    assert built > 0
    assert len(office.names()) == 2 * built
    ballast.unlink()
    subprocess.run(["mount", "-o", "remount,size=2m", small_disk], check=True)
    issue = make_issue(title="长" * 100 + str(built))
    assert office.build(issue, office.source(f"{built}.yaml", str(built))).number == built + 1
    with office.open() as ledger:
        assert ledger.check() == []


@needs_root
@pytest.mark.parametrize("what", ["files", "register", "new register"])
def test_a_read_only_folder_is_named(small_disk: Path, tmp_path: Path, what: str) -> None:
    """Nothing is written elsewhere either."""
    url = tmp_path / "期号台账.sqlite" if what == "files" else small_disk / "期号台账.sqlite"
    office = Office(tmp_path, url)
    if what == "register":
        office.build(make_issue(), office.source("a.yaml"))
    before = office.names()
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    if what == "files":
        with office.open() as ledger, pytest.raises(FileError) as caught:  # noqa: SIM117 - only the inner one may raise
            with ledger.issuing(make_issue(), source=office.source("a.yaml")) as entry:
                entry.publish({"a.docx": b"x"}, small_disk, pages=1)
        assert caught.value.findings[0].code == "L011"
        assert str(small_disk / "a.docx") in str(caught.value)
    else:
        assert str(url) in str(refused(office, "L002"))
    assert office.names() == before
    if what == "register":
        # reading it is still possible
        with office.open() as ledger:
            assert len(ledger.records()) == 1


def test_a_journal_that_another_process_ends_meanwhile_is_no_damage(
    sqlite_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    sqlite_office.build(make_issue(title="旧"), sqlite_office.source("旧.yaml", "旧"))
    there = Path.exists
    # it was there a moment ago
    monkeypatch.setattr(Path, "exists", lambda path: path.name.endswith("-journal") or there(path))
    assert sqlite_office.build(make_issue(title="新"), sqlite_office.source("新.yaml", "新")).number == 2


def test_a_locked_register_is_waited_for_and_then_named(sqlite_office: Office) -> None:
    """A build elsewhere may take a while."""
    office = sqlite_office
    office.build(make_issue(), office.source("a.yaml"))
    with sqlite3.connect(office.url, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with office.open(timeout=0.2) as ledger:
            assert len(ledger.records()) == 1
            with pytest.raises(FileError) as caught:
                office.build(make_issue(title="新"), office.source("b.yaml", "二"), ledger)
        assert caught.value.findings[0].code == "L001"
        other.execute("ROLLBACK")
    assert office.build(make_issue(title="新"), office.source("b.yaml", "二")).number == 2


def test_a_register_held_on_postgresql_is_waited_for_and_then_named(
    tmp_path: Path, postgres_url: str
) -> None:
    """Another office builds."""
    office = Office(tmp_path, postgres_url)
    with office.open() as other, office.open(timeout=0.2) as ledger:
        with other.issuing(make_issue(), source=office.source("a.yaml")):  # noqa: SIM117 - only the inner one may raise
            with pytest.raises(FileError) as caught:
                office.build(make_issue(title="新"), office.source("b.yaml", "二"), ledger)
        assert caught.value.findings[0].code == "L001"
        assert office.build(make_issue(title="新"), office.source("b.yaml", "二"), ledger).number == 1


@pytest.mark.parametrize("damage", [b"not a database, but long enough to be taken for one", b"\x00" * 4096])
def test_a_register_that_is_none_is_left_alone(sqlite_office: Office, damage: bytes) -> None:
    """Its bytes may still be of use to somebody."""
    Path(sqlite_office.url).write_bytes(damage)
    refused(sqlite_office, "L004")
    assert Path(sqlite_office.url).read_bytes() == damage


def test_a_register_damaged_in_the_middle_is_told(sqlite_office: Office) -> None:
    """By the build that comes upon it, or by `ledger check`."""
    office = sqlite_office
    for count in range(30):
        office.build(make_issue(title="长" * 200 + str(count)), office.source(f"{count}.yaml", str(count)))
    path = Path(office.url)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)
    with office.open() as ledger, pytest.raises(FileError) as caught:
        ledger.check()
    assert caught.value.findings[0].code == "L004"
    refused(office, "L004")


def test_a_register_of_a_newer_jianbao_is_left_alone(office: Office) -> None:
    """It may hold what this one does not understand."""
    office.build(make_issue(), office.source("a.yaml"))
    with office.open() as ledger:
        ledger._store.run("UPDATE jianbao_meta SET value = '99' WHERE name = 'schema'")
    refused(office, "L009")


def test_a_name_that_a_folder_has_is_refused(office: Office) -> None:
    """Before any number is given."""
    (office.out / f"{next(iter(render(make_issue(number=1, total=1))))}").mkdir(parents=True)
    refused(office, "L012")
    with office.open() as ledger:
        assert ledger.records() == []


def test_a_file_that_cannot_be_renamed_waits_and_the_next_run_names_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when Word holds the old one open after the record was made."""

    def held(self: Path, target: Path) -> None:
        raise PermissionError(13, "held by Word", str(target))

    issue, source = make_issue(), office.source("新.yaml", "新")
    with office.open() as ledger:
        ledger.plan([], reserve=True)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", held)
        with pytest.raises(FileError) as caught:
            office.build(issue, source)
        assert caught.value.findings[0].code == "L013"
        with office.open() as ledger:
            assert {finding.code for finding in ledger.check()} == {"L038"}
    with office.open() as ledger:
        assert ledger.check() == []
    assert office.names() == sorted(render(make_issue(number=1, total=1)))


def test_a_postgresql_that_goes_away_is_named_and_nothing_is_lost(tmp_path: Path, postgres_url: str) -> None:
    """In mid-build: no number, no file; and afterwards all goes on."""
    import psycopg

    office = Office(tmp_path, postgres_url)
    office.build(make_issue(), office.source("a.yaml"))
    before = office.names()
    with (  # noqa: PT012 - any statement may meet the lost connection
        office.open() as ledger,
        pytest.raises(FileError) as caught,
        ledger.issuing(make_issue(title="新"), source=office.source("新.yaml", "新")) as entry,
    ):
        with psycopg.connect(postgres_url, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'jianbao' AND datname = current_database()"
            )
        entry.publish(render(entry.issue), office.out, pages=1)
    assert caught.value.findings[0].code == "L006"
    assert office.names() == before
    assert office.build(make_issue(title="新"), office.source("新.yaml", "新")).number == 2
    with office.open() as ledger:
        assert ledger.check() == []


@pytest.mark.parametrize("made", [True, False])
def test_a_connection_that_breaks_in_the_commit_is_settled_by_the_next_run(
    tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch, made: bool
) -> None:
    """Whether the commit was made or not, which nobody can know then."""
    office = Office(tmp_path, postgres_url)
    office.build(make_issue(title="0"), office.source("0.yaml", "0"))
    with office.open() as ledger:
        commit = ledger._store.commit

        def broken() -> None:
            commit() if made else ledger._store.rollback()
            raise UndecidedError.of("L006", path="x", detail="broken")

        with (  # noqa: PT012 - publish is what raises
            pytest.raises(FileError),
            ledger.issuing(make_issue(), source=office.source("a.yaml")) as entry,
        ):
            monkeypatch.setattr(ledger._store, "commit", broken)
            entry.publish(render(entry.issue), office.out, pages=1)
    assert any(name.startswith(".") for name in office.names())
    assert office.build(make_issue(), office.source("a.yaml")).number == 2
    assert not any(name.startswith(".") for name in office.names())
    with office.open() as ledger:
        assert ledger.check() == []


def test_a_postgresql_that_is_not_there_is_named_without_its_password(tmp_path: Path) -> None:
    """Passwords do not belong on screens."""
    with (
        pytest.raises(FileError) as caught,
        open_ledger("postgresql://clerk:secret@127.0.0.1:1/office", beside=tmp_path) as ledger,
    ):
        ledger.records()
    assert caught.value.findings[0].code == "L006"
    assert "clerk@127.0.0.1:1/office" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_missing_driver_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it."""
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with (
        pytest.raises(UsageError) as caught,
        open_ledger("postgresql://clerk@127.0.0.1:1/x", beside=tmp_path) as ledger,
    ):
        ledger.records()
    assert "jianbao[postgres]" in caught.value.findings[0].remedy


def test_temporary_files_of_others_are_never_swept(tmp_path: Path) -> None:
    """Another register may be writing into the same folder."""
    first, second = (Office(tmp_path, tmp_path / f"{name}.sqlite") for name in "甲乙")
    first.build(make_issue(title="甲"), first.source("a.yaml"))
    written = publish.write_temporary({"x.docx": b"x"}, first.out, "deadbeef")
    second.build(make_issue(title="乙", series="另刊"), second.source("b.yaml", "二"))
    assert written[0].temp.exists()


def test_files_that_a_check_swept_before_the_lock_was_had_are_written_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An issue with settled numbers is written before it takes the lock; others may hold it meanwhile."""
    issue, source = make_issue(), office.source("a.yaml")
    office.build(issue, source)
    begin = Ledger._begin
    swept: list[str] = []

    def late(ledger: Ledger) -> None:
        monkeypatch.setattr(Ledger, "_begin", begin)
        swept.extend(name for name in office.names() if name.startswith("."))
        with office.open() as other:
            other.recover([office.out])
        assert not any(name.startswith(".") for name in office.names())
        begin(ledger)

    monkeypatch.setattr(Ledger, "_begin", late)
    office.build(issue, source)
    assert len(swept) == len(render(issue))
    with office.open() as ledger:
        assert ledger.check() == []
    assert not any(name.startswith(".") for name in office.names())


DAMAGES = {
    "a number without its year": "UPDATE jianbao_issues SET year = NULL",
    "a key beyond what the index of words can number": "UPDATE jianbao_issues SET key = 9223372036854775807",
    "a number that no issue has": "UPDATE jianbao_issues SET number = 9223372036854775807, total = NULL",
    "a joint issue without end": "UPDATE jianbao_issues SET number_last = 2000000000",
    "no title": "UPDATE jianbao_issues SET titles = '[]'",
    "titles nested without end": "UPDATE jianbao_issues SET titles = replace(hex(zeroblob(50000)), '0', '[')",
    "half a character": "UPDATE jianbao_issues SET titles = '[\"\\ud800\"]'",
    "what a terminal would obey": "UPDATE jianbao_issues SET kind = char(27) || '[31m'",
    "a day that is none anywhere": "UPDATE jianbao_issues SET made_at = '9999-12-31T23:59:59-23:59'",
    "a file's path that no system takes": "UPDATE jianbao_files SET path = 'a' || char(0) || '.pdf'",
    "an id that is none": "UPDATE jianbao_meta SET value = 'a' || char(0) WHERE name = 'id'",
}


@pytest.mark.parametrize("name", DAMAGES)
def test_values_that_no_jianbao_wrote_are_told_with_their_place(issue_file: Path, name: str) -> None:
    """Found by a second author's register of damages."""
    import jianbao

    jianbao.build(issue_file, formats=["pdf"], fonts="embedded")
    (register,) = issue_file.parent.glob("*.sqlite")
    connection = sqlite3.connect(register)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute(DAMAGES[name])
    connection.commit()
    connection.close()
    with pytest.raises(FileError) as error:
        _looked(issue_file)
    assert [finding.code for finding in error.value.findings] == ["L004"]
    assert str(register) in str(error.value)


def _looked(issue_file: Path) -> None:
    """Look at every entry, then build once more."""
    import jianbao

    with open_ledger(None, beside=issue_file.parent) as ledger:
        ledger.records()
    jianbao.build(issue_file, formats=["pdf"], fonts="embedded")


ENDLESS = (
    "CREATE VIEW jianbao_extra AS WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT x FROM r",
    "DROP TABLE jianbao_issues; CREATE VIEW jianbao_issues AS WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x FROM r) SELECT * FROM r",
    "CREATE TRIGGER more AFTER INSERT ON jianbao_issues BEGIN DELETE FROM jianbao_issues; END",
)


@pytest.mark.parametrize("statements", ENDLESS)
def test_what_another_program_has_it_do_is_refused(statements: str, sqlite_office: Office):
    """A view may never end, a trigger do anything: no register of ours has one."""
    sqlite_office.build(make_issue(), sqlite_office.source("1.yaml"))
    with closing(sqlite3.connect(sqlite_office.url)) as connection:
        connection.executescript(statements)
    with sqlite_office.open() as ledger, pytest.raises(FileError, match=r"L004.*(view|trigger)"):
        ledger.records()


@pytest.mark.parametrize("number", ["1", "3", "0" * 5000, "9" * 5000, "１", "-1", ""])
def test_a_wrong_number_of_its_form_piles_up_no_copies(number: str, sqlite_office: Office):
    sqlite_office.build(make_issue(), sqlite_office.source("1.yaml"))
    with closing(sqlite3.connect(sqlite_office.url)) as connection:
        connection.execute("UPDATE jianbao_meta SET value = ? WHERE name = 'schema'", (number,))
        connection.commit()
    for _ in range(2):
        with pytest.raises(FileError, match="L0"):
            sqlite_office.build(make_issue(title="又一期"), sqlite_office.source("2.yaml"))
    assert [path.name for path in sqlite_office.folder.glob("*备份*")] == []
