"""A finished PDF and an office's certificate → the PDF signed; a signed PDF → who signed it, and what became of it since.

The signature is added behind the file's end (an incremental update, PAdES B-B, with a time stamp B-T) and has no place
on the page, so that the file stays PDF/A-2a and PDF/UA-1. pyHanko is chosen for its field: it is the one well-kept
library that signs and judges to PAdES; it comes with the extra `sign` and is loaded by nothing else.
"""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from jianbao.bounds import FOREIGN_BYTES
from jianbao.errors import FileError, InputError, Place, UsageError
from jianbao.files import read_bytes
from jianbao.steps import BuiltFile, publish_unrecorded

SIGNED: Final = "（签名）"
"""What stands behind a signed file's name: the file of the register stays as it was recorded."""

# seconds for a time stamp
_PATIENCE: Final = 20
_NAME: Final = "Signature{}"


class Signature(Struct, frozen=True):
    """One signature of a file: the certificate's holder, the time as the signer said, the holder of the time stamp.

    `intact`: nothing but further signatures has come since. Whether the certificate is to be trusted is not judged.
    """

    signer: str
    time: datetime | None
    stamped: bool
    intact: bool


class Certificate:
    """The certificate and key of a PKCS#12 file (.p12, .pfx).

    Raises FileError where it cannot be read, InputError (S002–S005) where it is none, the password is wrong, it has no
    key, or it is not valid at `now`; UsageError (S001) without the extra `sign`.
    """

    def __init__(self, path: Path, password: str, now: datetime | None = None) -> None:
        _require()
        from asn1crypto.pkcs12 import Pfx
        from pyhanko.sign.signers import SimpleSigner

        data = read_bytes(path, limit=FOREIGN_BYTES)
        place = Place(str(path))
        try:
            _ = Pfx.load(data, strict=True).native
        except (ValueError, TypeError):
            raise InputError.of("S002", place) from None
        try:
            self.signer: Any = SimpleSigner.load_pkcs12_data(data, (), password.encode() or None)
        except ValueError:
            raise InputError.of("S003", place) from None
        except (AttributeError, TypeError):
            # there is no key in it, or no certificate
            raise InputError.of("S004", place) from None
        holds = self.signer.signing_cert
        if not holds.not_valid_before <= (now or datetime.now(UTC)) <= holds.not_valid_after:
            first, last = f"{holds.not_valid_before:%Y-%m-%d}", f"{holds.not_valid_after:%Y-%m-%d}"
            raise InputError.of("S005", place, first=first, last=last)


def sign(
    file: Path, certificate: Certificate, *, out: Path | None = None, reason: str = "", timestamp: str = ""
) -> BuiltFile:
    """Sign a PDF: a new file beside it, or in folder `out`, its name ending in （签名）.

    A file that is signed already gets one signature more, in its own place. `timestamp` is the URL of a time stamp
    service (RFC 3161). Raises InputError (S006, S008), FileError (S007: the signed file is there already).
    """
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign import fields, signers
    from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError

    target = (out or file.parent) / f"{file.stem.removesuffix(SIGNED)}{SIGNED}.pdf"
    if target.exists() and target != file:
        raise FileError.of("S007", path=target)
    try:
        with _unheard():
            data = _pdf(file)
            writer = _addition(data)
            name = _NAME.format(len(list(writer.prev.embedded_signatures)) + 1)
    except (PdfError, ValueError):
        raise InputError.of("S006", Place(str(file))) from None
    # Printed, not hidden and off the page: what PDF/A-2 and PDF/UA-1 both allow of a field without a place.
    unseen = fields.InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)
    signer = signers.PdfSigner(
        signers.PdfSignatureMetadata(
            field_name=name,
            md_algorithm="sha256",
            reason=reason or None,
            subfilter=fields.SigSeedSubFilter.PADES,
        ),
        certificate.signer,
        timestamper=HTTPTimeStamper(timestamp, timeout=_PATIENCE) if timestamp else None,
        new_field_spec=fields.SigFieldSpec(name, invis_sig_settings=unseen),
    )
    try:
        with _unheard():
            signed = signer.sign_pdf(writer, output=io.BytesIO()).getvalue()
    except (TimestampRequestError, OSError, TimeoutError, ValueError) as error:
        if not timestamp:
            raise
        raise FileError.of("S008", url=timestamp) from error
    was = hashlib.sha256(data).hexdigest() if target == file else ""
    (made,) = publish_unrecorded({target.name: signed}, target.parent, over=was)
    return made


def _addition(data: bytes) -> Any:
    """What writes behind the end of a PDF, and leaves what the file says of itself as it is.

    pyHanko would write the XMP packet anew, for the date alone and in its own form, in which PDFBox no longer finds the
    schema of PDF/UA.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class Addition(IncrementalPdfFileWriter):
        def _update_meta(self) -> None:
            pass

    return Addition(io.BytesIO(data))


@contextmanager
def _unheard() -> Iterator[None]:
    """On stderr pyHanko would tell, with a traceback, of each certificate that it does not trust; its answer says so, too."""
    levels = [
        (logger, logger.level) for logger in map(logging.getLogger, ("pyhanko", "pyhanko_certvalidator"))
    ]
    for logger, _ in levels:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in levels:
            logger.setLevel(level)


def signatures(file: Path) -> tuple[Signature, ...]:
    """The signatures of a PDF in the order in which they were made. Raises InputError (S006), FileError, UsageError."""
    _require()
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        with _unheard():
            return tuple(_judged(PdfFileReader(io.BytesIO(_pdf(file)))))
    except (PdfError, ValueError):
        raise InputError.of("S006", Place(str(file))) from None


def _judged(reader: Any) -> Iterator[Signature]:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    for signature in reader.embedded_regular_signatures:
        nobody = ValidationContext(trust_roots=[], allow_fetching=False)
        status = validate_pdf_signature(signature, nobody)
        level = status.modification_level or ModificationLevel.NONE
        yield Signature(
            signer=signature.signer_cert.subject.native.get("common_name")
            or signature.signer_cert.subject.human_friendly,
            time=(status.timestamp_validity.timestamp if status.timestamp_validity else None)
            or signature.self_reported_timestamp,
            stamped=status.timestamp_validity is not None,
            intact=bool(status.intact and status.valid and level <= ModificationLevel.FORM_FILLING),
        )


def _require() -> None:
    try:
        import pyhanko  # noqa: F401
    except ImportError:
        raise UsageError.of("S001") from None


def _pdf(path: Path) -> bytes:
    data = read_bytes(path, limit=FOREIGN_BYTES)
    if not data.startswith(b"%PDF-"):
        raise InputError.of("S006", Place(str(path)))
    return data
