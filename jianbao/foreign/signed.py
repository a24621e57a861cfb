"""A signed PDF → who signed it and what became of it since; a PDF and a certificate → the PDF signed.

The signature is added behind the file's end (an incremental update, PAdES B-B, with a time stamp B-T) and has no place
on the page, so that the file stays PDF/A-2a and PDF/UA-1. pyHanko is chosen for its field: it is the one well-kept
library that signs and judges to PAdES; it comes with the extra `sign` and is loaded by nothing else. Files,
certificates and what a time stamp service answers may be anybody's: the child process calls this.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from jianbao.bounds import FOREIGN_BYTES
from jianbao.errors import FileError, InputError, JianbaoError, Place
from jianbao.files import read_bytes

# seconds for a time stamp
_PATIENCE: Final = 20
_NAME: Final = "Signature{}"
_END: Final = b"%%EOF"
# ends of a file that are tried, the last first
_ENDS: Final = 4


class Signature(Struct, frozen=True):
    """One signature of a file.

    `wrong` is '' where it holds and covers the file; else 'broken' (it does not fit what it covers, or cannot be read),
    'altered' (what the pages show was changed since), 'described' (what the file says of itself was, in Info or XMP) or
    'appended' (something stands behind the last signature). `trusted` is None where nobody said whom to trust.
    """

    signer: str
    issuer: str = ""
    time: datetime | None = None
    stamped: bool = False
    wrong: str = ""
    trusted: bool | None = None
    expired: bool = False

    @property
    def intact(self) -> bool:
        """Nothing but further signatures has come since."""
        return not self.wrong


def holder(path: Path, password: str, now: float) -> str:
    """Whose a PKCS#12 file is. Raises FileError where it cannot be read, InputError (S002–S005), see `tasks.sign`."""
    data = read_bytes(path, limit=FOREIGN_BYTES)
    signer = _signer(data, password, Place(str(path)))
    holds, moment = signer.signing_cert, datetime.fromtimestamp(now, UTC)
    if not holds.not_valid_before <= moment <= holds.not_valid_after:
        first, last = f"{holds.not_valid_before:%Y-%m-%d}", f"{holds.not_valid_after:%Y-%m-%d}"
        raise InputError.of("S005", Place(str(path)), first=first, last=last)
    return _name(holds.subject)


def _signer(data: bytes, password: str, place: Place) -> Any:
    from asn1crypto.pkcs12 import Pfx
    from pyhanko.sign.signers import SimpleSigner

    with _damaged("S002", place, InputError):
        _ = Pfx.load(data, strict=True).native
    try:
        return SimpleSigner.load_pkcs12_data(data, (), password.encode() or None)
    except ValueError:
        raise InputError.of("S003", place) from None
    except Exception:  # noqa: BLE001 - there is no key in it, or no certificate, or one that nobody can read
        raise InputError.of("S004", place) from None


def sign(path: Path, pkcs12: bytes, password: str, reason: str, timestamp: str) -> bytes:
    """The PDF with one signature more. Raises FileError (S006, S008, V008, V029)."""
    from pyhanko.sign import fields, signers
    from pyhanko.sign.timestamps import HTTPTimeStamper

    place = Place(str(path))
    with _damaged("S006", place), _unheard():
        writer = _addition(read_bytes(path, limit=FOREIGN_BYTES))
        _refuse_locked(writer.prev, place)
        if int(writer.prev.root["/Pages"]["/Count"]) < 1:
            raise FileError.of("V029", place)
        name = _NAME.format(len(list(writer.prev.embedded_signatures)) + 1)
        writer.find_page_for_modification(0)
    # Printed, not hidden and off the page: what PDF/A-2 and PDF/UA-1 both allow of a field without a place.
    unseen = fields.InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)
    signer = signers.PdfSigner(
        signers.PdfSignatureMetadata(
            field_name=name,
            md_algorithm="sha256",
            reason=reason or None,
            subfilter=fields.SigSeedSubFilter.PADES,
        ),
        _signer(pkcs12, password, place),
        timestamper=HTTPTimeStamper(timestamp, timeout=_PATIENCE) if timestamp else None,
        new_field_spec=fields.SigFieldSpec(name, invis_sig_settings=unseen),
    )
    at_fault = ("S008", Place(), timestamp) if timestamp else ("S006", place, "")
    with _damaged(at_fault[0], at_fault[1], url=at_fault[2]), _unheard():
        return bytes(signer.sign_pdf(writer, output=io.BytesIO()).getvalue())


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


def read(path: Path, trusted: Sequence[tuple[str, bytes]] | None) -> tuple[Signature, ...]:
    """The signatures of a PDF in the order in which they were made.

    `trusted` holds certificates (PEM or DER) with the names of their files. Raises FileError (S006, V008; S009: one of them is no certificate).
    """
    roots = (
        None if trusted is None else [each for name, data in trusted for each in _certificates(name, data)]
    )
    place = Place(str(path))
    with _damaged("S006", place), _unheard():
        data = read_bytes(path, limit=FOREIGN_BYTES)
        reader = _opened(data)
        _refuse_locked(reader, place)
        _ = reader.root["/Pages"]
        covered = max((sum(list(each.byte_range)[2:]) for each in reader.embedded_signatures), default=0)
        return tuple(
            _judged(reader, each, roots, whole=covered == len(data))
            for each in reader.embedded_regular_signatures
        )


def _opened(data: bytes) -> Any:
    """The file, or where what was appended is no part of a PDF, the file up to there."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    end = len(data)
    for _ in range(_ENDS):
        last = data.rfind(_END, 0, end)
        try:
            reader = PdfFileReader(io.BytesIO(data[: last + len(_END) + 1]))
            signed = bool(list(reader.embedded_signatures))
        except Exception:  # noqa: BLE001 - damaged in any way; an earlier end may still hold
            end = max(last, 0)
        else:
            if signed or end == len(data):
                return reader
            break
    return PdfFileReader(io.BytesIO(data))


def _certificates(name: str, data: bytes) -> list[Any]:
    from asn1crypto import pem, x509

    with _damaged("S009", Place(name)):
        parts = [part for _, _, part in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
        found = [x509.Certificate.load(part, strict=True) for part in parts]
        for each in found:
            _ = each.native
        return found


def _judged(reader: Any, signature: Any, roots: list[Any] | None, *, whole: bool) -> Signature:
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    signer = issuer = ""
    try:
        signer, issuer = (_name(getattr(signature.signer_cert, each)) for each in ("subject", "issuer"))
        context = ValidationContext(trust_roots=roots or [], allow_fetching=False)
        status = validate_pdf_signature(signature, context)
        level = status.modification_level or ModificationLevel.NONE
        if not (status.intact and status.valid) or status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
            wrong = "broken"
        elif level > ModificationLevel.FORM_FILLING:
            wrong = "altered"
        elif not _describes_itself_alike(reader, signature):
            wrong = "described"
        else:
            wrong = "" if whole else "appended"
        stamp = status.timestamp_validity
        stamped = bool(stamp is not None and stamp.intact and stamp.valid)
        return Signature(
            signer,
            issuer,
            stamp.timestamp if stamp and stamped else signature.self_reported_timestamp,
            stamped,
            wrong,
            None if roots is None else bool(status.trusted),
            bool(signature.signer_cert.not_valid_after < datetime.now(UTC)),
        )
    except Exception:  # noqa: BLE001 - a damaged signature breaks pyHanko in any way; the others are judged
        return Signature(signer, issuer, wrong="broken", trusted=None if roots is None else False)


def _describes_itself_alike(reader: Any, signature: Any) -> bool:
    """Whether Info and XMP are those that were signed: pyHanko lets a later revision replace them."""
    if signature.signed_revision + 1 >= reader.xrefs.total_revisions:
        return True
    then = reader.get_historical_resolver(signature.signed_revision)
    return _description(then) == _description(reader)


def _description(file: Any) -> tuple[object, ...]:
    view = file.trailer_view
    info = view.raw_get("/Info").get_object() if "/Info" in view else {}
    return (
        {str(name): str(info[name]) for name in info},
        file.root["/Metadata"].data if "/Metadata" in file.root else b"",
    )


def _name(given: Any) -> str:
    named = given.native.get("common_name")
    return named if isinstance(named, str) and named else str(given.human_friendly)


def _refuse_locked(reader: Any, place: Place) -> None:
    if reader.encrypted:
        raise FileError.of("V008", place)


@contextmanager
def _damaged(
    code: str, place: Place, kind: type[JianbaoError] = FileError, *, url: str = ""
) -> Iterator[None]:
    """What is damaged breaks pyHanko in any way: that is told as `code`, memory that ran out as what it is."""
    try:
        yield
    except (JianbaoError, MemoryError):
        raise
    except Exception as error:
        raise kind.of(code, place, url=url) from error


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
