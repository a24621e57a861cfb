"""Many issues: planned by date, built in parallel, resumed; one bad issue is one failure."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from jianbao.batches import Batch, Options, Result, State, gather
from jianbao.errors import ExitCode, FileError, InputError
from jianbao.ledger import State as Recorded
from jianbao.ledger import Terms, open_ledger
from jianbao.model.numbers import Numbers
from tests.batches.work import build, scan
from tests.benchmarks import past_issues
from tests.postgres import postgres_server, postgres_url

__all__ = ["postgres_server", "postgres_url"]


def write(folder: Path, count: int, does: dict[int, str] | None = None, step: int = 1) -> list[Path]:
    """`count` issue files, the later ones first by name; `does` by the place in the order of dates."""
    folder.mkdir(exist_ok=True)
    for index in range(count):
        extra = f"does: {does[index]}\n" if does and index in does else ""
        year, month = 2005 + index // 12 * step, index % 12 + 1
        text = f"date: {year}-{month:02}-01\narticles: 第{index}篇\nseries: 援疆工作简报\n{extra}"
        (folder / f"{count - index:04}.yaml").write_text(text, encoding="utf-8")
    return gather([folder])


def run(
    folder: Path,
    paths: Sequence[Path],
    *,
    jobs: int = 2,
    fail_fast: bool = False,
    force: bool = False,
    **options: object,
) -> list[Result]:
    """A whole batch with the stand-in work."""
    chosen = Options(out=folder / "成品", **options)  # type: ignore[arg-type]
    with Batch(chosen, jobs, scan, build) as batch:
        return list(batch.run(batch.plan(paths, force=force), fail_fast=fail_fast))


def counted(results: Sequence[Result]) -> dict[str, int]:
    """How many ended how."""
    states = (State.BUILT, State.SKIPPED, State.FAILED)
    assert not any(result.state is State.RELEASED for result in results)
    return {state.value: sum(result.state is state for result in results) for state in states}


def test_past_issues_are_numbered_in_the_order_of_their_dates(tmp_path: Path) -> None:
    """Over the years, whatever the names of the files; then nothing is left to do."""
    folder = tmp_path / "往期"
    paths = write(folder, 30)
    results = run(folder, paths)
    assert counted(results) == {"built": 30, "skipped": 0, "failed": 0}
    by_path = {result.path: result.numbers for result in results}
    assert by_path[folder / "0030.yaml"] == Numbers(2005, 1, 1)
    assert by_path[folder / "0018.yaml"] == Numbers(2006, 1, 13)
    assert by_path[folder / "0001.yaml"] == Numbers(2007, 6, 30)
    with open_ledger(None, beside=folder) as ledger:
        assert ledger.check() == []
        assert [record.titles[0] for record in ledger.records()] == [f"第{index}篇" for index in range(30)]
    assert counted(run(folder, paths)) == {"built": 0, "skipped": 30, "failed": 0}
    (folder / "0007.yaml").write_text((folder / "0007.yaml").read_text("utf-8") + "\n", "utf-8")
    assert counted(run(folder, paths)) == {"built": 1, "skipped": 29, "failed": 0}
    assert counted(run(folder, paths, force=True)) == {"built": 30, "skipped": 0, "failed": 0}


def test_a_plan_writes_nothing(tmp_path: Path) -> None:
    """What --dry-run shows."""
    folder = tmp_path / "往期"
    paths = write(folder, 3)
    with Batch(Options(out=folder / "成品"), 1, scan, build) as batch:
        plan = batch.plan(paths)
    assert [answer.numbers for answer, _ in plan.entries] == [Numbers(2005, n, n) for n in (1, 2, 3)]
    assert sorted(path.name for path in folder.iterdir()) == ["0001.yaml", "0002.yaml", "0003.yaml"]


def test_a_bad_issue_stops_no_other_and_its_number_is_kept(tmp_path: Path) -> None:
    """One that cannot be read, one whose worker dies, one that meets a bug of ours."""
    folder = tmp_path / "往期"
    paths = write(folder, 12, {2: "bad", 5: "crash", 7: "bug", 9: "crash in scan"})
    results = run(folder, paths)
    assert counted(results) == {"built": 8, "skipped": 0, "failed": 4}
    failed = {12 - int(result.path.stem): result for result in results if result.state is State.FAILED}
    assert {index: failed[index].findings[0].code for index in failed} == {
        2: "M006",
        5: "B001",
        7: "C001",
        9: "B001",
    }
    assert {index: failed[index].exit_code for index in failed} == {
        2: ExitCode.INPUT, 5: ExitCode.FILE, 7: ExitCode.BUG, 9: ExitCode.FILE,
    }  # fmt: skip
    assert "ZeroDivisionError" in failed[7].bug
    with open_ledger(None, beside=folder) as ledger:
        assert sorted({finding.code for finding in ledger.check()}) == ["L035"]
        waiting = [r.numbers.number for r in ledger.records() if r.numbers and r.state is Recorded.RESERVED]
    assert waiting == [3, 6, 8, 10]
    # all mended
    paths = write(folder, 12)
    assert counted(run(folder, paths)) == {"built": 4, "skipped": 8, "failed": 0}
    with open_ledger(None, beside=folder) as ledger:
        assert ledger.check() == []
        assert [record.titles[0] for record in ledger.records()] == [f"第{index}篇" for index in range(12)]


def test_a_kept_place_is_said_and_so_is_a_lost_one(tmp_path: Path) -> None:
    """Before anything is numbered."""
    folder = tmp_path / "往期"
    paths = write(folder, 3, {1: "bad"})
    (folder / "0000.yaml").write_text("articles: ?\ndoes: bad\n", "utf-8")
    with Batch(Options(), 1, scan, build) as batch:
        plan = batch.plan([*paths, folder / "0000.yaml"])
    assert [(finding.code, Path(finding.place.file).name) for finding in plan.warnings] == [
        ("B005", "0000.yaml"),
        ("B004", "0002.yaml"),
    ]
    assert "2005年第2期（总第2期）" in plan.warnings[1].message


def test_fail_fast_stops_at_the_first(tmp_path: Path) -> None:
    """The others are named as not done."""
    folder = tmp_path / "往期"
    results = run(folder, write(folder, 8, {2: "crash"}), jobs=1, fail_fast=True)
    assert counted(results) == {"built": 2, "skipped": 0, "failed": 6}
    assert [result.findings[0].code for result in results[2:]] == ["B001"] + ["B003"] * 5
    folder = tmp_path / "读不出"
    results = run(folder, write(folder, 4, {0: "bad"}), jobs=1, fail_fast=True)
    assert counted(results) == {"built": 0, "skipped": 0, "failed": 4}
    assert not (folder / "期号台账.sqlite").exists()


def test_a_conflict_is_the_failure_of_its_issue_alone(tmp_path: Path) -> None:
    """A number stated twice."""
    folder = tmp_path / "往期"
    paths = write(folder, 3)
    for name, day in (("a.yaml", "2006-01-01"), ("b.yaml", "2006-02-01")):
        text = f"date: {day}\narticles: {name}\nseries: 援疆工作简报\nnumber: 1\ntotal: 4\n"
        (folder / name).write_text(text, "utf-8")
    results = run(folder, [*paths, folder / "a.yaml", folder / "b.yaml"])
    assert counted(results) == {"built": 4, "skipped": 0, "failed": 1}
    (failed,) = [result for result in results if result.state is State.FAILED]
    assert (failed.path.name, failed.exit_code) == ("b.yaml", ExitCode.NUMBERING)


def test_a_register_that_cannot_be_used_stops_the_batch(tmp_path: Path) -> None:
    """Every other issue would fail alike."""
    folder = tmp_path / "往期"
    paths = write(folder, 3)
    (folder / "期号台账.sqlite").write_bytes(b"not a database at all, but some text")
    with pytest.raises(FileError) as caught:
        run(folder, paths)
    assert caught.value.findings[0].code == "L004"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of four real issues, pictures in two, built as PDF."""
    folder = tmp_path_factory.mktemp("真") / "往期"
    past_issues.write(folder, 4, pictures=2)
    with Batch(PDF, 1) as batch:
        assert counted(list(batch.run(batch.plan(gather([folder])))))["built"] == 4
    return folder


PDF = Options(formats=("pdf",), fonts="embedded", terms=Terms(by_age=False))


def to_do(folder: Path, options: Options = PDF, *, parses: bool = True) -> list[str]:
    """The issue files in the plan of a batch; without `parses` it has but a reader that none of them is for."""
    with Batch(options, 1, *(() if parses else (scan,))) as batch:
        plan = batch.plan(gather([folder]))
    assert [result for result in plan.done if result.state is State.FAILED] == []
    return [answer.source.path.name for answer, _ in plan.entries]


def test_what_is_unchanged_is_known_without_parsing(built: Path, tmp_path: Path) -> None:
    """By the hashes of the issue, its pictures and its series file, and of the finished files."""
    names = sorted(path.name for path in gather([built]))
    assert to_do(built, parses=False) == []
    assert to_do(built, Options(formats=("pdf",))) == names
    assert to_do(built, Options(formats=("docx",), fonts="embedded")) == names
    assert to_do(built, Options(formats=("pdf",), fonts="embedded", out=tmp_path)) == names

    def changed(name: str, data: bytes) -> list[str]:
        folder = tmp_path / name.replace("*", "")
        shutil.copytree(built, folder)
        file = min(folder.glob(name))
        file.write_bytes(file.read_bytes() + data)
        return to_do(folder)

    assert changed("series.yaml", b"# a word\n") == names
    assert changed("*-0001.yaml", b"# a word\n") == [names[1]]
    assert changed("*第1期*.pdf", b" ") == [names[0]]
    used = [name for name in names if "photo" in (built / name).read_text("utf-8")]
    pictured = re.search(r"photo\d\.jpg", (built / used[0]).read_text("utf-8"))
    assert pictured is not None
    assert used[0] in changed(pictured[0], b"\xff\xd9")


def test_what_is_released_stays_though_what_it_shares_has_changed(tmp_path: Path, by_age: None) -> None:
    """Its series file, or the version; its own file is held against what was released."""
    folder = tmp_path / "往期"
    past_issues.write(folder, 2, pictures=2)
    old = Options(formats=("pdf",), fonts="embedded")
    with Batch(old, 1) as batch:
        assert counted(list(batch.run(batch.plan(gather([folder])))))["built"] == 2
    files = {path: path.read_bytes() for path in folder.glob("*.pdf")}
    series = folder / "series.yaml"
    series.write_text(series.read_text("utf-8") + "\n# 改了一个字\n", "utf-8")
    with Batch(old, 1) as batch:
        results = list(batch.run(batch.plan(gather([folder]))))
    assert [result.state for result in results] == [State.RELEASED] * 2
    first = min(gather([folder]))
    first.write_text(first.read_text("utf-8").replace("标题: ", "标题: 改", 1), "utf-8")
    for force in (False, True):
        with Batch(old, 1) as batch:
            results = list(batch.run(batch.plan(gather([folder]), force=force)))
        (failed,) = [result for result in results if result.state is State.FAILED]
        assert (failed.exit_code, failed.findings[0].code) == (ExitCode.FELL_SHORT, "L070")
    assert {path: path.read_bytes() for path in folder.glob("*.pdf")} == files


def test_an_unchanged_issue_keeps_its_entry_and_others_their_places(built: Path, tmp_path: Path) -> None:
    """A copy beside it claims the number in vain; what cannot be read is placed among the unchanged."""
    folder = tmp_path / "往期"
    shutil.copytree(built, folder)
    first, *_, last = gather([folder])
    stated = first.with_name("0000 of the same number.yaml")
    year = first.name[:4]
    stated.write_text(first.read_text("utf-8").replace("文章:", f"期号: 1\n年份: {year}\n文章:"), "utf-8")
    (folder / "unreadable.yaml").write_text("刊名: {文件: series.yaml}\n日期: 2016-12-31\n文章: [\n", "utf-8")
    with Batch(PDF, 1) as batch:
        plan = batch.plan([stated, *gather([first]), last])
        assert [(result.path, result.state) for result in plan.done] == [
            (first, State.SKIPPED),
            (last, State.SKIPPED),
            (stated, State.FAILED),
        ]
        plan = batch.plan([first, folder / "unreadable.yaml"])
    assert [finding.code for finding in plan.warnings] == ["B004"]
    assert sorted(result.state for result in plan.done) == [State.FAILED, State.SKIPPED]


def test_a_batch_plans_by_the_register_of_the_moment(built: Path, tmp_path: Path) -> None:
    """An issue that was declared void since the last plan is to be built."""
    folder = tmp_path / "往期"
    shutil.copytree(built, folder)
    paths = gather([folder])
    with Batch(PDF, 1) as batch:
        assert batch.plan(paths).entries == ()
        with open_ledger(None, beside=folder) as ledger:
            ledger.void(ledger.records()[-1], "试")
        assert [answer.source.path for answer, _ in batch.plan(paths).entries] == [paths[-1]]


def test_files_are_gathered_once_and_in_order(tmp_path: Path) -> None:
    """Folders, globs, names; series files and hidden folders are left out."""
    paths = write(tmp_path / "a", 2) + write(tmp_path / "b", 1)
    (tmp_path / "series.yaml").write_text("series: 援疆工作简报\norgan: 指挥部\n", "utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.yaml").write_text("date: 2017-01-01\n", "utf-8")
    (tmp_path / "gbk.yml").write_bytes("日期: 2017-01-01\n".encode("gbk"))
    assert gather([tmp_path]) == sorted([*paths, tmp_path / "gbk.yml"])
    assert gather([tmp_path / "*" / "*1.yaml", paths[0]]) == [paths[0], paths[2]]
    assert gather([tmp_path / "not there.yaml"]) == [tmp_path / "not there.yaml"]
    with pytest.raises(InputError):
        gather([tmp_path / "*.txt"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError):
        gather([tmp_path / "empty"])


def test_a_postgresql_that_goes_away_stops_the_batch_and_nothing_is_lost(
    tmp_path: Path, postgres_server: str, postgres_url: str
) -> None:
    """In the middle of it; the next run goes on."""
    import psycopg

    folder = tmp_path / "往期"
    paths = write(folder, 20)
    database = postgres_url.rpartition("/")[2]
    results: list[Result] = []

    def go_away(admin: psycopg.Connection[object]) -> None:
        with Batch(Options(out=folder / "成品", ledger=postgres_url), 2, scan, build) as batch:
            for result in batch.run(batch.plan(paths)):
                results.append(result)
                if len(results) == 5:
                    admin.execute(f"ALTER DATABASE {database} ALLOW_CONNECTIONS false")
                    admin.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                        (database,),
                    )

    with (
        psycopg.connect(f"{postgres_server}/postgres", autocommit=True) as admin,
        pytest.raises(FileError) as caught,
    ):
        go_away(admin)
    assert caught.value.findings[0].code == "L006"
    assert {f.code for result in results for f in result.findings} == {"L006", "B003"}
    with psycopg.connect(f"{postgres_server}/postgres", autocommit=True) as admin:
        admin.execute(f"ALTER DATABASE {database} ALLOW_CONNECTIONS true")
    again = run(folder, paths, ledger=postgres_url)
    assert counted(again)["failed"] == 0
    assert 5 <= counted(again)["skipped"] < 10
    with open_ledger(postgres_url, beside=folder) as ledger:
        assert ledger.check() == []
        assert [record.titles[0] for record in ledger.records()] == [f"第{index}篇" for index in range(20)]


SCRIPT = """
import sys
from pathlib import Path
from jianbao.batches import Batch, Options, gather
from tests.batches.work import build, scan
if __name__ == "__main__":
    folder = Path(sys.argv[1])
    with Batch(Options(out=folder / "成品"), 2, scan, build) as batch:
        for result in batch.run(batch.plan(gather([folder]))):
            print(result.state, flush=True)
"""


def start(folder: Path) -> subprocess.Popen[bytes]:
    """A batch of its own process."""
    script = folder.parent / "run_batch.py"
    script.write_text(SCRIPT, "utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen([sys.executable, script, folder], stdout=subprocess.PIPE, env=environment)


def assert_whole(folder: Path, count: int) -> None:
    """A rerun ends with the numbers of an undisturbed run, and nothing else is there."""
    results = run(folder, gather([folder]))
    assert counted(results)["failed"] == 0
    with open_ledger(None, beside=folder) as ledger:
        assert ledger.check() == []
        assert [record.titles[0] for record in ledger.records()] == [f"第{index}篇" for index in range(count)]
    assert len(list((folder / "成品").iterdir())) == 2 * count


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(
    "signals", [[signal.SIGKILL], [signal.SIGTERM], [signal.SIGINT], [signal.SIGINT, signal.SIGINT]]
)
def test_a_batch_that_is_stopped_is_resumed(tmp_path: Path, signals: list[signal.Signals]) -> None:
    """kill -9, kill, Ctrl-C and Ctrl-C twice: workers end too, nothing half-written stays."""
    folder = tmp_path / "往期"
    write(folder, 40, dict.fromkeys(range(40), "sleep"))
    process = start(folder)
    assert process.stdout is not None
    for _ in range(random.Random(len(signals)).randrange(3, 9)):
        assert process.stdout.readline()
    for number in signals:
        process.send_signal(number)
        time.sleep(0.01)
    # ends when the last worker, too, has let go of it
    rest = process.stdout.read()
    assert process.wait(10) != 0
    assert len(rest.splitlines()) < 30
    if signals in ([signal.SIGTERM], [signal.SIGINT]):
        assert list((folder / "成品").glob(".*")) == []
    assert_whole(folder, 40)
