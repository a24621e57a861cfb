"""A finished PDF and an office's certificate → the PDF signed; a signed PDF → who signed it, and what became of it since.

Both are read by the child process; what may be measured is signed, and nothing else.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from jianbao.bounds import FOREIGN_BYTES, MB
from jianbao.errors import FileError, Place, UsageError
from jianbao.files import read_bytes
from jianbao.foreign import child
from jianbao.foreign.signed import Signature
from jianbao.steps import BuiltFile, publish_unrecorded

SIGNED: Final = "（签名）"
"""What stands behind a signed file's name: the file of the register stays as it was recorded."""
_CERTIFICATES: Final = (".pem", ".crt", ".cer", ".der")


class Certificate:
    """The certificate and key of a PKCS#12 file (.p12, .pfx).

    Raises FileError where it cannot be read, InputError (S002–S005) where it is none, the password is wrong, it has no
    key, or it is not valid at `now`; UsageError (S001) without the extra `sign`.
    """

    def __init__(self, path: Path, password: str, now: datetime | None = None) -> None:
        _require()
        self.data = read_bytes(path, limit=MB)
        self.password = password
        self.holder: str = child.read("holder", path, password, (now or datetime.now(UTC)).timestamp())


def sign(
    file: Path, certificate: Certificate, *, out: Path | None = None, reason: str = "", timestamp: str = ""
) -> BuiltFile:
    """Sign a PDF: a new file beside it, or in folder `out`, its name ending in （签名）.

    A file that is signed already gets one signature more, in its own place. `timestamp` is the URL of a time stamp
    service (RFC 3161). Raises FileError (S006, S008, V007–V010, V020, V021, V029; S007: the signed file is there already).
    """
    target = (out or file.parent) / f"{file.stem.removesuffix(SIGNED)}{SIGNED}.pdf"
    if target.exists() and target != file:
        raise FileError.of("S007", path=target)
    was = hashlib.sha256(_pdf(file)).hexdigest() if target == file else ""
    _pdf(file)
    if find_spec("pypdfium2") is not None:
        # nobody answers for what nobody can read
        child.read("pdf", file)
    signed: bytes = child.read("sign", file, certificate.data, certificate.password, reason, timestamp)
    (made,) = publish_unrecorded({target.name: signed}, target.parent, over=was)
    return made


def trusted_certificates(path: Path) -> list[tuple[str, bytes]]:
    """The certificates of a file, or of the files in a folder, with their names. Raises FileError (S012: there is none)."""
    files = [path]
    if path.is_dir():
        files = sorted(each for each in path.iterdir() if each.suffix.lower() in _CERTIFICATES)
        if not files:
            raise FileError.of("S012", Place(str(path)))
    return [(str(each), read_bytes(each, limit=MB)) for each in files]


def signatures(file: Path, trusted: list[tuple[str, bytes]] | None = None) -> tuple[Signature, ...]:
    """The signatures of a PDF in the order in which they were made; `trusted` are the certificates of whom is trusted.

    Raises FileError (S006, S009, V008, V020, V021) and UsageError (S001).
    """
    _require()
    _pdf(file)
    found: tuple[Signature, ...] = child.read("signatures", file, trusted)
    return found


def _require() -> None:
    if find_spec("pyhanko") is None:
        raise UsageError.of("S001")


def _pdf(path: Path) -> bytes:
    data = read_bytes(path, limit=FOREIGN_BYTES)
    if not data.startswith(b"%PDF-"):
        raise FileError.of("S006", Place(str(path)))
    return data
