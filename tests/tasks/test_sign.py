"""Signing: the file stays what it was, the signature holds, and no change goes unseen."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest

pytest.importorskip("pyhanko")

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID

from jianbao import build, cli
from jianbao.errors import ExitCode, FileError, InputError, JianbaoError
from jianbao.tasks.sign import Certificate, sign, signatures
from tests.conftest import MINIMAL
from tests.judges import VALIDATORS, opened_by_pdfbox, pdfbox

PASSWORD = "印章 1234"
HOLDER = "云溪县人民政府办公室"
NOW = datetime.now(UTC)


def pkcs12(
    *, last: datetime = NOW + timedelta(days=30), with_key: bool = True, issuer: str = HOLDER
) -> bytes:
    """A certificate, signed by itself; another `issuer` is only said to have done so."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOLDER)])
    use = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(NOW - timedelta(days=60))
        .not_valid_after(last)
        .add_extension(use, critical=True)
        .sign(key, hashes.SHA256())
    )
    locked = BestAvailableEncryption(PASSWORD.encode())
    if not with_key:
        return serialize_key_and_certificates(None, None, None, [made], locked)
    return serialize_key_and_certificates(b"office", key, made, None, locked)


@pytest.fixture(scope="module")
def cert(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cert") / "办公室.p12"
    path.write_bytes(pkcs12())
    return path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    (folder / "issue.yaml").write_text(MINIMAL, "utf-8")
    made = build(folder / "issue.yaml", formats=("pdf",), fonts="embedded")
    return made.files[0].path


@pytest.fixture
def pdf(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(built, tmp_path))


def codes(error: pytest.ExceptionInfo[JianbaoError]) -> list[str]:
    return [finding.code for finding in error.value.findings]


def test_a_signed_file_stands_beside_the_one_of_the_register(pdf: Path, cert: Path):
    before = pdf.read_bytes()
    made = sign(pdf, Certificate(cert, PASSWORD), reason="印发")
    assert made.path == pdf.with_name(f"{pdf.stem}（签名）.pdf")
    assert pdf.read_bytes() == before
    # added behind its end, nothing else
    assert made.path.read_bytes().startswith(before)
    assert sorted(pdf.parent.iterdir()) == sorted([pdf, made.path])


def test_the_signature_tells_who_signed_and_that_all_is_as_it_was(pdf: Path, cert: Path):
    (found,) = signatures(sign(pdf, Certificate(cert, PASSWORD)).path)
    assert (found.signer, found.stamped, found.intact) == (HOLDER, False, True)
    assert found.time is not None and NOW - timedelta(seconds=1) <= found.time <= datetime.now(UTC)
    assert signatures(pdf) == ()


def test_one_changed_byte_is_seen(pdf: Path, cert: Path):
    signed = sign(pdf, Certificate(cert, PASSWORD)).path
    data = bytearray(signed.read_bytes())
    data[data.index(b"stream\n") + 40] ^= 1
    signed.write_bytes(data)
    assert [each.intact for each in signatures(signed)] == [False]


def test_a_page_altered_by_an_addition_is_seen(pdf: Path, cert: Path):
    """As an editor does it: behind the signature, which itself still fits what it covers."""
    from pyhanko.pdf_utils.generic import NameObject, StreamObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    signed = sign(pdf, Certificate(cert, PASSWORD)).path
    writer = IncrementalPdfFileWriter(io.BytesIO(signed.read_bytes()))
    page, _ = writer.find_page_for_modification(0)
    page.get_object()[NameObject("/Contents")] = writer.add_object(StreamObject(stream_data=b""))
    writer.mark_update(page)
    with signed.open("wb") as file:
        writer.write(file)
    assert [each.intact for each in signatures(signed)] == [False]


def test_a_second_office_signs_the_signed_file_in_its_place(pdf: Path, cert: Path):
    once = sign(pdf, Certificate(cert, PASSWORD)).path
    twice = sign(once, Certificate(cert, PASSWORD)).path
    assert twice == once
    assert [each.intact for each in signatures(twice)] == [True, True]


def test_a_signed_file_is_never_replaced_by_a_new_one(pdf: Path, cert: Path):
    sign(pdf, Certificate(cert, PASSWORD))
    with pytest.raises(FileError) as error:
        sign(pdf, Certificate(cert, PASSWORD))
    assert codes(error) == ["S007"]


def test_it_goes_to_the_folder_that_is_named(pdf: Path, cert: Path, tmp_path: Path):
    made = sign(pdf, Certificate(cert, PASSWORD), out=tmp_path / "签发")
    assert made.path.parent == tmp_path / "签发"


@pytest.mark.parametrize(
    ("content", "password", "code"),
    [
        (b"no certificate", PASSWORD, "S002"),
        (b"", PASSWORD, "S002"),
        (pkcs12(), "wrong", "S003"),
        (pkcs12(with_key=False), PASSWORD, "S004"),
        (pkcs12(last=NOW - timedelta(days=1)), PASSWORD, "S005"),
    ],
    ids=["none", "empty", "password", "no key", "out of date"],
)
def test_a_certificate_that_cannot_sign_is_told(content: bytes, password: str, code: str, tmp_path: Path):
    path = tmp_path / "坏.p12"
    path.write_bytes(content)
    with pytest.raises(InputError) as error:
        Certificate(path, password)
    assert codes(error) == [code]


def test_a_certificate_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(FileError) as error:
        Certificate(tmp_path / "无.p12", "")
    assert codes(error) == ["R001"]


@pytest.mark.parametrize("content", [b"", b"PK\3\4", b"%PDF-1.7\nno more"], ids=["empty", "docx", "cut"])
def test_what_is_no_pdf_is_told(content: bytes, cert: Path, tmp_path: Path):
    path = tmp_path / "坏.pdf"
    path.write_bytes(content)
    for work in (lambda: sign(path, Certificate(cert, PASSWORD)), lambda: signatures(path)):
        with pytest.raises(InputError) as error:
            work()
        assert codes(error) == ["S006"]
    assert list(tmp_path.iterdir()) == [path]


def test_a_time_stamp_service_that_does_not_answer_leaves_nothing(pdf: Path, cert: Path):
    with pytest.raises(FileError) as error:
        sign(pdf, Certificate(cert, PASSWORD), timestamp="http://127.0.0.1:9/tsa")
    assert codes(error) == ["S008"]
    assert list(pdf.parent.iterdir()) == [pdf]


def test_a_time_stamp_is_held_by_the_signature(pdf: Path, cert: Path, monkeypatch: pytest.MonkeyPatch):
    """The service is one of pyHanko's own, that stamps without a network."""
    from pyhanko.sign import timestamps
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    office = Certificate(cert, PASSWORD).signer

    def service(_url: str, *, timeout: float) -> object:
        assert timeout > 0
        return timestamps.DummyTimeStamper(office.signing_cert, office.signing_key, SimpleCertificateStore())

    monkeypatch.setattr(timestamps, "HTTPTimeStamper", service)
    (found,) = signatures(sign(pdf, Certificate(cert, PASSWORD), timestamp="http://tsa").path)
    assert (found.stamped, found.intact) == (True, True)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, cert: Path, pdf: Path):
    monkeypatch.setitem(sys.modules, "pyhanko", None)
    for work in (lambda: Certificate(cert, PASSWORD), lambda: signatures(pdf)):
        with pytest.raises(JianbaoError) as error:
            work()
        assert codes(error) == ["S001"]


def test_the_command_signs_and_checks(pdf: Path, cert: Path, monkeypatch, capsys):
    monkeypatch.setenv("JIANBAO_CERT_PASSWORD", PASSWORD)
    monkeypatch.chdir(pdf.parent)
    assert cli.run(["sign", pdf.name, "--cert", str(cert), "--reason", "印发"]) == ExitCode.DONE
    signed = f"{pdf.stem}（签名）.pdf"
    assert capsys.readouterr().out == f"已签名：{signed}\n"
    assert cli.run(["sign", "--check", signed]) == ExitCode.DONE
    assert f"{HOLDER} 于 " in capsys.readouterr().out
    assert cli.run(["sign", "--check", "--json", pdf.name]) == ExitCode.FELL_SHORT
    assert json.loads(capsys.readouterr().out) == {"source": pdf.name, "intact": False, "signatures": []}


def test_the_check_is_silent_but_for_its_answer(pdf: Path, tmp_path: Path):
    """pyHanko would log a traceback: it knows no issuer, and whom to trust is not asked."""
    path = tmp_path / "他人.p12"
    path.write_bytes(pkcs12(issuer="政务 CA"))
    whole = sign(pdf, Certificate(path, PASSWORD)).path
    broken = pdf.with_name("改过.pdf")
    data = bytearray(whole.read_bytes())
    data[data.index(b"stream\n") + 40] ^= 1
    broken.write_bytes(data)
    command = [sys.executable, "-m", "jianbao", "sign", "--check", str(whole), str(broken)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (ExitCode.FELL_SHORT, "")
    assert done.stdout.count(HOLDER) == 2


def test_what_the_file_says_of_itself_is_not_written_anew(pdf: Path, cert: Path):
    """Pinned, for a private method of pyHanko is overruled: it would put the XMP in a form that PDFBox cannot read."""
    signed = sign(pdf, Certificate(cert, PASSWORD)).path
    with pikepdf.open(pdf) as before, pikepdf.open(signed) as after:
        assert after.Root.Metadata.objgen == before.Root.Metadata.objgen
        assert after.Root.Metadata.read_raw_bytes() == before.Root.Metadata.read_raw_bytes()
        assert dict(after.docinfo) == dict(before.docinfo)


def test_the_command_asks_for_certificate_and_password(pdf: Path, cert: Path, monkeypatch, capsys):
    monkeypatch.delenv("JIANBAO_CERT_PASSWORD", raising=False)
    assert cli.run(["sign", str(pdf)]) == ExitCode.USAGE
    assert "S010" in capsys.readouterr().err
    assert cli.run(["sign", str(pdf), "--cert", str(cert)]) == ExitCode.USAGE
    assert "S011" in capsys.readouterr().err


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler's pdfsig is not installed")
def test_poppler_finds_the_whole_file_signed(pdf: Path, cert: Path):
    signed = sign(pdf, Certificate(cert, PASSWORD)).path
    done = subprocess.run(["pdfsig", "-nocert", str(signed)], capture_output=True, text=True, check=False)
    assert "Signature is Valid." in done.stdout
    assert "Total document signed" in done.stdout
    assert "ETSI.CAdES.detached" in done.stdout


@pytest.mark.slow
@pytest.mark.skipif(
    not (VALIDATORS / "vera.sh").exists(), reason="JIANBAO_VALIDATORS names no folder with vera.sh"
)
def test_a_signed_file_is_still_pdf_a_and_pdf_ua(pdf: Path, cert: Path):
    from tests.judges import verdicts

    signed = sign(pdf, Certificate(cert, PASSWORD)).path
    twice = sign(
        Path(shutil.copy(signed, signed.with_name("二（签名）.pdf"))), Certificate(cert, PASSWORD)
    ).path
    assert set(verdicts("2a,ua1", signed, twice).values()) == {True}


@pytest.mark.slow
@pdfbox
def test_pdfbox_opens_a_signed_file_without_a_warning(pdf: Path, cert: Path):
    signed = sign(pdf, Certificate(cert, PASSWORD)).path
    ((findings, pages, _),) = opened_by_pdfbox(signed).values()
    assert (findings, pages) == (0, 1)


def test_the_text_is_untouched(pdf: Path, cert: Path):
    signed = sign(pdf, Certificate(cert, PASSWORD)).path
    with pikepdf.open(pdf) as before, pikepdf.open(signed) as after:
        assert [page.Contents.read_bytes() for page in after.pages] == [
            page.Contents.read_bytes() for page in before.pages
        ]
