"""A batch on a Dask cluster: workers as commands of their own, the same bytes as on one machine, whatever dies meanwhile."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import jianbao
from jianbao.batches import State, dask
from jianbao.errors import FileError
from jianbao.ledger import open_ledger
from tests.batches.clusters import Cluster, copied, counted, hashes
from tests.benchmarks import past_issues
from tests.fonts.conftest import MakeFont, make_font
from tests.postgres import postgres_server, postgres_url

pytest.importorskip("distributed")
pytestmark = pytest.mark.slow
__all__ = ["make_font", "postgres_server", "postgres_url"]

COUNT = 12


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    yield made
    made.close()


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Past issues of one series."""
    folder = tmp_path_factory.mktemp("past")
    past_issues.write(folder, COUNT)
    return folder


@pytest.fixture(scope="module")
def local(past: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What this machine makes of them by itself: file name → SHA-256."""
    folder = copied(past, tmp_path_factory.mktemp("local"))
    assert counted(jianbao.batch([folder], fonts="embedded", jobs=2)) == {State.BUILT: COUNT}
    return hashes(folder)


@pytest.mark.parametrize("count", [3])
def test_the_same_files_to_the_byte_as_on_one_machine(
    cluster: Cluster, past: Path, local: dict[str, str], tmp_path: Path, postgres_url: str, count: int
):
    cluster.add(count)
    cluster.ready(count)
    folder = copied(past, tmp_path)
    done = jianbao.batch([folder], fonts="embedded", scheduler=cluster.address, ledger=postgres_url)
    assert counted(done) == {State.BUILT: COUNT}
    assert hashes(folder) == local
    with open_ledger(postgres_url, beside=folder) as ledger:
        assert ledger.check() == []
    again = jianbao.batch([folder], fonts="embedded", scheduler=cluster.address, ledger=postgres_url)
    assert counted(again) == {State.SKIPPED: COUNT}


def test_workers_that_are_killed_lose_nothing(
    cluster: Cluster, past: Path, local: dict[str, str], tmp_path: Path, postgres_url: str
):
    cluster.add(3)
    cluster.ready(3)
    folder = copied(past, tmp_path)
    results = []
    for result in jianbao.batch([folder], fonts="embedded", scheduler=cluster.address, ledger=postgres_url):
        results.append(result)
        if len(results) % 4 == 0 and cluster.workers:
            cluster.workers.pop(0).send_signal(signal.SIGKILL)
            cluster.add(1)
    rest = counted(jianbao.batch([folder], fonts="embedded", jobs=2, ledger=postgres_url))
    assert State.FAILED not in rest
    assert hashes(folder) == local
    with open_ledger(postgres_url, beside=folder) as ledger:
        assert ledger.check() == []


def test_a_scheduler_that_goes_away_is_told_and_the_batch_goes_on_later(
    cluster: Cluster,
    past: Path,
    local: dict[str, str],
    tmp_path: Path,
    postgres_url: str,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(dask, "_WAITING", 3)
    cluster.add(2)
    cluster.ready(2)
    folder = copied(past, tmp_path)
    codes: list[str] = []
    for number, result in enumerate(
        jianbao.batch([folder], fonts="embedded", scheduler=cluster.address, ledger=postgres_url)
    ):
        codes += [finding.code for finding in result.findings if result.state is State.FAILED]
        if number == 4:
            cluster.scheduler.kill()
            cluster.scheduler.wait()
    assert set(codes) <= {"B009", "B003"}
    cluster.scheduler = cluster.begin()
    cluster.add(2)
    cluster.ready(2)
    rest = jianbao.batch([folder], fonts="embedded", scheduler=cluster.address, ledger=postgres_url)
    assert State.FAILED not in counted(rest)
    assert hashes(folder) == local


def test_a_worker_with_other_versions_is_refused_with_what_differs(
    cluster: Cluster, past: Path, tmp_path: Path
):
    """Its reportlab is another, as far as its metadata say."""
    other = tmp_path / "other" / "reportlab-0.1.dist-info"
    other.mkdir(parents=True)
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: reportlab\nVersion: 0.1\n", "utf-8")
    cluster.add(1, PYTHONPATH=f"{other.parent}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    cluster.ready(1)
    with pytest.raises(FileError, match="B008") as error:
        list(jianbao.batch([copied(past, tmp_path)], fonts="embedded", scheduler=cluster.address))
    assert "reportlab 0.1 ≠" in str(error.value)


def test_a_worker_with_another_face_is_refused_with_what_differs(
    cluster: Cluster, past: Path, tmp_path: Path, make_font: MakeFont
):
    make_font("share/fonts/simfang.ttf", "仿宋")
    cluster.add(1, XDG_DATA_HOME=str(tmp_path / "share"))
    cluster.ready(1)
    with pytest.raises(FileError, match="B008.*fangsong"):
        list(jianbao.batch([copied(past, tmp_path)], scheduler=cluster.address))


def test_no_scheduler_and_no_worker_are_told(cluster: Cluster, past: Path):
    with pytest.raises(FileError, match="B007"):
        list(jianbao.batch([past], scheduler=cluster.address))
    cluster.close()
    with pytest.raises(FileError, match="B006"):
        list(jianbao.batch([past], scheduler=str(past / "none.json")))


def test_a_batch_of_this_machine_imports_nothing_of_dask(past: Path, tmp_path: Path):
    code = (
        "import jianbao, sys\n"
        "list(jianbao.batch(sys.argv[1:], jobs=1, formats=['pdf']))\n"
        "print('distributed' in sys.modules, 'dask' in sys.modules)"
    )
    one = shutil.copy(next(past.rglob("*.yaml")), tmp_path)
    done = subprocess.run([sys.executable, "-c", code, one], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
