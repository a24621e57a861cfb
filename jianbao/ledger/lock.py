"""A file beside the register → the one process that may write to it, on any file system.

SQLite's locks are the file system's, which its own documentation does not trust on network folders. So whoever writes
holds a file of our own besides: made exclusively (what every file system does at once), with its owner in it. The lock
of a process that died is taken over: of this machine's, when the process is no more; of another's, when it is old. Who
takes over does so under a second file of the same kind, so that no fresh lock is ever taken for the stale one; and the
owner looks before every commit whether the lock is still its own.
"""

from __future__ import annotations

import json
import os
import platform
import random
import re
import secrets
import stat
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from jianbao.errors import FileError, Finding, Place

STALE_AFTER: Final = 600.0
"""Seconds after which a lock of another machine counts as left behind; no transaction takes a tenth of that."""

_NETWORK: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "afs", "fuse.sshfs"}
)
_FLAGS: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def host() -> str:
    """The name of this machine, which paths outside the register's folder belong to."""
    return platform.node()


def home() -> str:
    """The name of the machine whose paths the register keeps: this one, or the one that has a cluster work for it."""
    return os.environ.get("JIANBAO_HOME") or host()


class FileLock:
    """The lock on the register at `path`; not re-entrant, for one thread."""

    def __init__(self, path: Path, timeout: float) -> None:
        self._register = path
        self._path = path.with_name(f".{path.name}.lock")
        self._timeout = timeout
        self._token = ""

    @property
    def held(self) -> bool:
        """Whether it was taken and not let go."""
        return bool(self._token)

    def take(self) -> None:
        """Wait for the lock and take it. Raises FileError (L001 with its owner, L002)."""
        deadline = time.monotonic() + self._timeout
        while not self._made(self._path):
            owner = self._owner(self._path)
            if owner is not None and _left_behind(owner):
                self._take_over(owner["token"])
                continue
            if time.monotonic() > deadline:
                raise FileError(Finding("L061", params={"path": self._register, **_named(owner or {})}))
            time.sleep(random.uniform(0.001, 0.015))  # noqa: S311 - spreads the waiters, guards nothing

    def still(self) -> bool:
        """Whether it is still ours, looked at on the disk."""
        owner = self._owner(self._path)
        return owner is not None and owner.get("token") == self._token

    def let_go(self) -> None:
        """Let the next one in."""
        if self._token:
            if self.still():
                with suppress(OSError):
                    self._path.unlink()
            self._token = ""

    def _made(self, path: Path) -> bool:
        token = secrets.token_hex(8)
        owner = {
            "host": host(),
            "pid": os.getpid(),
            "since": time.strftime("%Y-%m-%d %H:%M:%S"),
            "token": token,
        }
        try:
            descriptor = os.open(path, _FLAGS, 0o666)
        except FileExistsError:
            return False
        except PermissionError as error:
            # Windows says this of a file that is just being removed.
            if os.name == "nt" and path.exists():
                return False
            raise FileError.of("L002", path=self._register, detail=error.strerror or "") from error
        except OSError as error:
            raise FileError.of("L002", path=self._register, detail=error.strerror or str(error)) from error
        try:
            os.write(descriptor, json.dumps(owner).encode())
        except OSError as error:
            os.close(descriptor)
            path.unlink(missing_ok=True)
            raise FileError.of("L003", path=self._register) from error
        os.close(descriptor)
        self._token = token
        return True

    def _owner(self, path: Path) -> dict[str, Any] | None:
        """Who holds it; None where nobody does. One that was killed while writing his name has a token ''."""
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                raise FileError.of("R005", Place(str(path)))
            age = time.time() - status.st_mtime
            with path.open("rb") as file:
                text = file.read(1000)
        except OSError:
            return None
        try:
            owner = json.loads(text)
        except (ValueError, RecursionError):
            owner = None
        if not isinstance(owner, dict) or not isinstance(owner.get("token"), str):
            # Between making it and writing into it lie microseconds: what is nameless for longer was left behind.
            owner = {"token": "", "host": host() if age > 2 else "?", "pid": 0 if age > 2 else -1}
        return {**owner, "age": age}

    def _take_over(self, stale: str) -> None:
        """Remove the lock with the token `stale`, unless it is another's by now."""
        gate = self._path.with_name(f"{self._path.name}.over")
        mine = FileLock(self._register, 0)
        if not mine._made(gate):
            owner = self._owner(gate)
            if owner is not None and _left_behind(owner):
                with suppress(OSError):
                    gate.unlink()
            time.sleep(random.uniform(0.001, 0.015))  # noqa: S311 - as above
            return
        try:
            now = self._owner(self._path)
            if now is not None and now["token"] == stale and _left_behind(now):
                with suppress(OSError):
                    self._path.unlink()
        finally:
            with suppress(OSError):
                gate.unlink()


def _left_behind(owner: dict[str, Any]) -> bool:
    if owner["age"] > STALE_AFTER:
        return True
    return owner.get("host") == host() and not _lives(owner.get("pid"))


def _lives(pid: object) -> bool:
    if not isinstance(pid, int) or pid < 0:
        return True
    if pid == 0:
        return False
    if os.name == "nt":
        return _lives_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    # one that ended and was not yet asked for holds nothing
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (OSError, IndexError):
        return True


def _lives_on_windows(pid: int) -> bool:
    import ctypes

    kernel: Any = ctypes.windll.kernel32  # type: ignore[attr-defined]  # Windows alone has it
    # PROCESS_QUERY_LIMITED_INFORMATION
    handle = kernel.OpenProcess(0x1000, False, pid)
    if not handle:
        return False
    code = ctypes.c_ulong()
    kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    # STILL_ACTIVE
    return code.value == 259


def _named(owner: dict[str, Any]) -> dict[str, object]:
    return {name: str(owner.get(name, "?"))[:100] for name in ("host", "pid", "since")}


def on_network(path: Path) -> bool:
    """Whether a path lies on another machine's disk, as far as can be told: UNC, mapped drive, NFS, SMB."""
    text = str(path)
    if os.name == "nt":
        import ctypes

        drive = path.drive
        windows: Any = ctypes.windll.kernel32  # type: ignore[attr-defined]  # as above
        # DRIVE_REMOTE
        return text.startswith("\\\\") or windows.GetDriveTypeW(f"{drive}\\") == 4
    try:
        lines = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    best, kind = "", ""
    for line in lines:
        before, _, after = line.partition(" - ")
        mount = (before.split() + [""] * 5)[4]
        if "\\" in mount:
            mount = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), mount)
        if len(mount) >= len(best) and (text == mount or text.startswith(mount.rstrip("/") + "/")):
            best, kind = mount, after.split(" ", 1)[0]
    return kind in _NETWORK
