"""Same input, same bytes: ten runs of the real program, each in circumstances of its own, give the same files.

What may differ from clerk to clerk and from day to day: the hash seed, the time zone, the locale, the language, the home,
the user, the umask, the clock, the age of the files, the folders they are in, and how many workers a batch has.
"""

from __future__ import annotations

import hashlib
import io
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from PIL import Image

from tests.conftest import EXAMPLES

# Rare Han, a character that no face has, a face for gaps, marks of every kind, letters of other alphabets.
_TEXT: Final = (
    "3月24日，全市乡村振兴工作现场会在云溪县召开。何喆、马玺堃、𬱟𫖯、㛃参加；水面下降0.5—1.2米，Ω、é、я、x²与10℃、№5，"
    "“十四五”期间建成GB/T 9704—2012标准化场站126座……占82.7％（比上年增长3.5个百分点）。\U00030ede字。"
)
_BODY: Final = f"""\
一、雨情水情

**一是摸清底数。**{_TEXT}[^1]

（一）把责任落实到每一座水库

{_TEXT * 6}

表1 各县区水库蓄水情况
单位：座、万立方米

| 县区 | 水库座数 | < | 蓄水量 |
|---|---:|---:|---:|
| ^ | **中型** | **小型** | ^ |
| 云溪县 | 1 | 7 | 4823 |
| 青岚区 | 1 | 5 | **2199** |

注：6月15日8时数据。

![石塘水库](图/照片.jpg "市水利局供图")
![夜间巡堤](图/图标.png)

![透明的图|80](图/透明.png)

详见[县政府网站](https://example.org/a?b=1&c=2)，另见[附表](https://example.org/x)。[^2]

- 第一项
- 第二项：**加粗**

> 引文一段。

---

{_TEXT * 10}

[^1]: 数据来自市气象局。
[^2]: 网址于当日核对。
"""


def _indented(text: str) -> str:
    return "".join(f"      {line}" if line.strip() else line for line in text.splitlines(keepends=True))


_RICH: Final = f"""\
series: 云溪工作简报
kind: 专报
number: 3
total: 11
date: 2026-06-18
organ: [云溪县人民政府办公室, 云溪县水利局]
masthead: {{secrecy: 秘密★1年, urgency: 特急, copy_number: "000012", note: 内部资料, signer: [陆行之, 方玥珺]}}
contents: {{marker: ★, grouped: true}}
editor_note: |
  {_TEXT}
abstract: |
  {_TEXT}
articles:
  - column: 工作动态
    kicker: 防汛备汛
    title: 全市主汛期前防汛备汛情况|专题报告
    subtitle: 以云溪县为例
    byline: （市水利局供稿）
    byline_at: 题下
    body: |
{_indented(_BODY)}
  - column: 经验交流
    title: 盘活农村闲置资源的做法
    source: 云溪县
    new_page: true
    body: |
      {_TEXT * 4}
attachments:
  - title: 任务分工表
    body: |
      {_TEXT * 3}
distribution:
  - {{label: 报, to: 省水利厅，市委、市人大常委会、市政府、市政协, this_issue: true}}
  - {{label: 送, to: [各乡镇人民政府, 县政府各部门]}}
copies: 150
staff: {{编辑: 苏玥, 校对: 何喆、马玺堃, 电话: 0599-5550123}}
print: {{organ: 云溪县人民政府办公室, date: 2026-06-19}}
"""

_CLOCK: Final = """\
import datetime, time
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + datetime.timedelta(days=7777)
    @classmethod
    def utcnow(cls):
        return cls.now(datetime.UTC).replace(tzinfo=None)
    @classmethod
    def today(cls):
        return cls.now()
real = {name: getattr(time, name) for name in ("time", "localtime", "gmtime")}
time.time = lambda: real["time"]() + 7777 * 86400
time.localtime = lambda at=None: real["localtime"](time.time() if at is None else at)
time.gmtime = lambda at=None: real["gmtime"](time.time() if at is None else at)
datetime.datetime = Later
"""
"""A module `sitecustomize`: the clock of the process is 21 years ahead."""


class Run(NamedTuple):
    """One way to run the program; `{}` in a value of the environment stands for the run's own folder."""

    name: str
    folder: str = "简报"
    environment: Mapping[str, str] = {}
    umask: int = 0o022
    batch: int = 0
    absolute: bool = False
    clock: bool = False
    old: bool = False
    linked: bool = False


RUNS: Final = (
    Run("plain", environment={"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"}),
    Run(
        "east",
        "a b/期 刊",
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LANG": "zh_CN.UTF-8"},
        absolute=True,
    ),
    Run("west", "x", {"PYTHONHASHSEED": "4711", "TZ": "America/New_York", "LC_ALL": "C"}, umask=0o077),
    Run(
        "other user", environment={"HOME": "{}", "USER": "zhang", "LOGNAME": "zhang", "LC_ALL": "tr_TR.UTF-8"}
    ),
    Run("English", environment={"JIANBAO_LANG": "en", "LANGUAGE": "en", "PYTHONUTF8": "1"}, linked=True),
    Run("clock ahead", clock=True),
    Run("epoch", environment={"SOURCE_DATE_EPOCH": "1", "PYTHONOPTIMIZE": "1", "TMPDIR": "{}"}),
    Run("old files", "深/" * 12, {"TZ": "Pacific/Kiritimati"}, old=True),
    Run("batch of one", batch=1, environment={"PYTHONHASHSEED": "7"}),
    Run("batch of two", "y", {"TZ": "Asia/Kathmandu", "LC_ALL": "POSIX"}, batch=2),
)


@cache
def _pictures() -> dict[str, bytes]:
    chance = random.Random(6)
    noise = Image.frombytes("RGB", (120, 80), chance.randbytes(120 * 80 * 3))
    files: dict[str, bytes] = {}
    for name, image, keys in (
        ("照片.jpg", noise, {"quality": 80}),
        ("图标.png", noise.quantize(16), {}),
        ("透明.png", Image.merge("RGBA", (*noise.split(), noise.convert("L"))), {}),
    ):
        data = io.BytesIO()
        image.save(data, "JPEG" if name.endswith("jpg") else "PNG", **keys)
        files[name] = data.getvalue()
    return files


def _issues(folder: Path, *, old: bool) -> list[Path]:
    """Three issues in a folder: one with all there is, two examples."""
    (folder / "全" / "图").mkdir(parents=True)
    for name, data in _pictures().items():
        (folder / "全" / "图" / name).write_bytes(data)
    (folder / "全" / "issue.yaml").write_text(_RICH, "utf-8")
    for name in ("02-fangxun", "04-xiangcun"):
        ignore = shutil.ignore_patterns("*.docx", "*.pdf", "*.ofd", "*.sqlite*", "page*.png")
        shutil.copytree(EXAMPLES / name, folder / name, ignore=ignore)
    if old:
        for path in folder.rglob("*"):
            os.utime(path, (1_000_000_000, 1_000_000_000))
    return sorted(folder.rglob("issue.yaml"))


def _files_of(run: Run, base: Path) -> dict[str, str]:
    """File name → SHA-256 of what the program made."""
    folder = base / run.folder
    issues = _issues(folder, old=run.old)
    if run.linked:
        (base / "链接").symlink_to(folder, target_is_directory=True)
        issues = [base / "链接" / path.relative_to(folder) for path in issues]
    given = [path if run.absolute or run.linked else path.relative_to(folder) for path in issues]
    command = ["batch", "-j", run.batch] if run.batch else ["build"]
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"JIANBAO_LANG", "JIANBAO_LEDGER", "SOURCE_DATE_EPOCH"} and not name.startswith("LC_")
    }
    environment |= {name: value.format(base) for name, value in run.environment.items()}
    if run.clock:
        (base / "sitecustomize.py").write_text(_CLOCK, "utf-8")
        environment["PYTHONPATH"] = f"{base}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
    formats = [word for name in ("docx", "pdf", "ofd") for word in ("-f", name)]
    arguments = [*command, *given, *formats, "--fonts", "embedded", "-o", base / "成品"]
    done = subprocess.run(
        [sys.executable, "-m", "jianbao", *map(str, arguments)],
        cwd=base if run.absolute else folder,
        env=environment,
        umask=run.umask,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, (run.name, done.stderr.decode("utf-8", "replace"))
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((base / "成品").iterdir())
        if path.suffix in {".docx", ".pdf", ".ofd"}
    }


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """Every run's files, two runs at a time."""
    bases = [tmp_path_factory.mktemp("run") for _ in RUNS]
    with ThreadPoolExecutor(2) as threads:
        return dict(zip((run.name for run in RUNS), threads.map(_files_of, RUNS, bases), strict=True))


@pytest.mark.parametrize("name", [run.name for run in RUNS[1:]])
def test_ten_runs_give_the_same_bytes(outcomes: dict[str, dict[str, str]], name: str):
    assert len(outcomes["plain"]) == 9
    assert outcomes[name] == outcomes["plain"]
