"""Signing: the file stays what it was, the signature holds, and no change goes unseen."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import re
import shutil
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pikepdf
import pytest

pytest.importorskip("pyhanko")

from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import timestamps
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from jianbao import build, cli
from jianbao.errors import ExitCode, FileError, InputError, JianbaoError
from jianbao.tasks.sign import Certificate, sign, signatures, trusted_certificates
from tests.conftest import MINIMAL
from tests.judges import VALIDATORS, opened_by_pdfbox, pdfbox
from tests.tasks.certificates import HOLDER, NOW, PASSWORD, pkcs12


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
    def emptied(writer: IncrementalPdfFileWriter) -> None:
        page, _ = writer.find_page_for_modification(0)
        page.get_object()[generic.NameObject("/Contents")] = writer.add_object(
            generic.StreamObject(stream_data=b"")
        )
        writer.mark_update(page)

    signed = sign(pdf, Certificate(cert, PASSWORD)).path
    altered(signed, emptied)
    assert [each.wrong for each in signatures(signed)] == ["altered"]


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
        with pytest.raises(FileError) as error:
            work()
        assert set(codes(error)) <= {"S006", "V007"}
    assert list(tmp_path.iterdir()) == [path]


SMALL = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
"""Small files, damaged each in its own way, without a table of their objects: PDFium makes one, pyHanko does not."""


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: SMALL + b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
        lambda data: (
            SMALL + b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 3>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
        ),
        lambda data: data.replace(b"/Type /Pages", b"/Type 7     ").replace(b"/Kids", b"/Kinx"),
        lambda data: re.sub(rb"/Size \d+", b"/Sine 1", data),
        lambda data: data.replace(b"/Root", b"/Rout"),
        lambda data: data[: len(data) // 2],
        lambda data: SMALL + b"2 0 obj " + b"[" * 50_000 + b"]" * 50_000 + b" endobj\ntrailer<</Root 1 0 R>>",
    ],
    ids=["no page", "a page of itself", "no tree", "no size", "no root", "cut", "nested"],
)
def test_a_damaged_file_is_neither_signed_nor_called_signed(damage, pdf: Path, cert: Path):
    pdf.write_bytes(damage(pdf.read_bytes()))
    with pytest.raises(FileError):
        sign(pdf, Certificate(cert, PASSWORD))
    with contextlib.suppress(FileError):
        assert signatures(pdf) == ()
    assert list(pdf.parent.iterdir()) == [pdf]


@pytest.mark.parametrize("password", ["", "开"], ids=["owner's password", "user's password"])
def test_a_locked_file_is_told(password: str, pdf: Path, cert: Path):
    with pikepdf.open(pdf, allow_overwriting_input=True) as file:
        file.save(pdf, encryption=pikepdf.Encryption(owner="主", user=password))
    for work in (lambda: sign(pdf, Certificate(cert, PASSWORD)), lambda: signatures(pdf)):
        with pytest.raises(FileError) as error:
            work()
        assert codes(error) == ["V008"]


def altered(signed: Path, change) -> None:
    """Add a revision, as an editor does it: behind the signature, which itself still fits what it covers."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed.read_bytes()))
    change(writer)
    with signed.open("wb") as file:
        writer.write(file)


def new_title(writer: IncrementalPdfFileWriter) -> None:
    writer.set_info(generic.DictionaryObject({generic.NameObject("/Title"): generic.pdf_string("伪造")}))


def new_description(writer: IncrementalPdfFileWriter) -> None:
    writer.root["/Metadata"] = writer.add_object(generic.StreamObject(stream_data=b"<x/>"))
    writer.update_root()


def new_script(writer: IncrementalPdfFileWriter) -> None:
    script = {"/S": generic.NameObject("/JavaScript"), "/JS": generic.pdf_string("app.alert(1)")}
    writer.root["/OpenAction"] = generic.DictionaryObject(
        {generic.NameObject(name): value for name, value in script.items()}
    )
    writer.update_root()


@pytest.mark.parametrize(
    ("change", "wrong"),
    [(new_title, "described"), (new_description, "described"), (new_script, "altered")],
)
def test_a_revision_that_replaces_what_the_file_says_is_seen(change, wrong: str, pdf: Path, cert: Path):
    signed = sign(pdf, Certificate(cert, PASSWORD)).path
    altered(signed, change)
    assert [each.wrong for each in signatures(signed)] == [wrong]
    # a second signature over it makes no good of it
    signed = sign(signed, Certificate(cert, PASSWORD)).path
    assert [each.wrong for each in signatures(signed)] == [wrong, ""]


@pytest.mark.parametrize(
    "tail", [b"\n\n\n\n", b"%" * 5000, b"startxref\n0\n%%EOF", b"1 0 obj<<>>endobj\n%%EOF\n"], ids=repr
)
def test_what_is_appended_is_seen(tail: bytes, pdf: Path, cert: Path):
    signed = sign(pdf, Certificate(cert, PASSWORD)).path
    signed.write_bytes(signed.read_bytes() + tail)
    assert [each.wrong for each in signatures(signed)] == ["appended"]


def test_a_damaged_signature_or_certificate_is_a_message(pdf: Path, cert: Path):
    signed = sign(pdf, Certificate(cert, PASSWORD)).path
    data = signed.read_bytes()
    at = data.index(b"/Contents <") + 11
    for put in (b"00" * 40, b"ff" * 40, b"3084ffffffff" + data[at + 12 : at + 80], b"zz" * 40):
        signed.write_bytes(data[:at] + put + data[at + len(put) :])
        with pytest.raises(FileError) as error:
            signatures(signed)
        assert codes(error) == ["S006"]


# --- whom to trust ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """(the certificate of an authority, one that it gave, one that it gave long ago)."""
    folder = tmp_path_factory.mktemp("authority")
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "政务 CA")])
    now = NOW - timedelta(days=400)
    root = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(NOW + timedelta(days=400))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "根.pem").write_bytes(root.public_bytes(Encoding.PEM))
    given = pkcs12(issuer="政务 CA", by=key)
    old = pkcs12(issuer="政务 CA", by=key, last=NOW - timedelta(days=1))
    (folder / "办公室.p12").write_bytes(given)
    (folder / "旧.p12").write_bytes(old)
    return folder / "根.pem", folder / "办公室.p12", folder / "旧.p12"


def trust(signed: Path, path: Path) -> list[bool | None]:
    return [each.trusted for each in signatures(signed, trusted_certificates(path))]


def test_who_gave_the_certificate_is_told_and_trusted_where_somebody_says_so(
    authority, pdf: Path, cert: Path
):
    root, given, _ = authority
    signed = sign(pdf, Certificate(given, PASSWORD)).path
    (found,) = signatures(signed)
    assert (found.issuer, found.trusted) == ("政务 CA", None)
    assert trust(signed, root) == [True]
    # a folder of certificates: the key beside it is none
    assert trust(signed, root.parent) == [True]


def test_another_authority_and_an_old_certificate_are_not_trusted(authority, pdf: Path, cert: Path):
    root, _, old = authority
    own = sign(pdf, Certificate(cert, PASSWORD)).path
    assert trust(own, root) == [False]
    late = sign(pdf, Certificate(old, PASSWORD, NOW - timedelta(days=30)), out=pdf.parent / "旧").path
    (found,) = signatures(late, trusted_certificates(root))
    assert (found.trusted, found.expired, found.intact) == (False, True, True)


def test_what_is_no_certificate_cannot_be_trusted(pdf: Path, cert: Path, tmp_path: Path):
    signed = sign(pdf, Certificate(cert, PASSWORD)).path
    for name, content, code in (
        ("空.pem", b"", "S009"),
        ("坏.pem", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "S009"),
        ("坏.crt", b"\x30\x84\xff\xff\xff\xff", "S009"),
        ("钥.pem", cert.read_bytes(), "S009"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(FileError) as error:
            trust(signed, path)
        assert codes(error) == [code], name
    (tmp_path / "无").mkdir()
    with pytest.raises(FileError) as error:
        trust(signed, tmp_path / "无")
    assert codes(error) == ["S012"]


# --- time stamps -----------------------------------------------------------------------------------------------------


@pytest.fixture
def service(cert: Path):
    """A time stamp service on this machine: what it answers → its URL."""
    servers = []

    def begun(answer) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                content = answer(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/tsa"

    yield begun
    for server in servers:
        server.shutdown()
        server.server_close()


def stamped(cert: Path):
    """What answers as pyHanko's own service, that stamps without a network."""
    signer = SimpleSigner.load_pkcs12_data(cert.read_bytes(), (), PASSWORD.encode())
    stamper = timestamps.DummyTimeStamper(signer.signing_cert, signer.signing_key, SimpleCertificateStore())
    return lambda asked: asyncio.run(stamper.async_request_tsa_response(tsp.TimeStampReq.load(asked))).dump()


def test_a_time_stamp_service_that_does_not_answer_leaves_nothing(pdf: Path, cert: Path):
    with pytest.raises(FileError) as error:
        sign(pdf, Certificate(cert, PASSWORD), timestamp="http://127.0.0.1:9/tsa")
    assert codes(error) == ["S008"]
    assert list(pdf.parent.iterdir()) == [pdf]


def test_a_time_stamp_is_held_by_the_signature(pdf: Path, cert: Path, service):
    signed = sign(pdf, Certificate(cert, PASSWORD), timestamp=service(stamped(cert))).path
    (found,) = signatures(signed)
    assert (found.stamped, found.intact) == (True, True)


def test_whatever_a_time_stamp_service_answers_is_a_message(pdf: Path, cert: Path, service):
    answer = stamped(cert)

    def for_another(asked: bytes) -> bytes:
        wanted = tsp.TimeStampReq.load(asked)
        wanted["nonce"] = 5
        return answer(wanted.dump(force=True))

    for said in (
        lambda _: b"",
        lambda _: b"<html>",
        lambda _: b"\x30\x84\xff\xff\xff\xff",
        lambda asked: answer(asked)[:-40],
        lambda asked: answer(asked).replace(b"\x02\x01\x00", b"\x02\x01\x02", 1),
        for_another,
    ):
        with pytest.raises(FileError) as error:
            sign(pdf, Certificate(cert, PASSWORD), timestamp=service(said))
        assert codes(error) == ["S008"]
    assert list(pdf.parent.iterdir()) == [pdf]


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


def test_the_command_tells_whom_it_trusts(authority, pdf: Path, cert: Path, monkeypatch, capsys):
    root, given, _ = authority
    monkeypatch.setenv("JIANBAO_CERT_PASSWORD", PASSWORD)
    signed = sign(pdf, Certificate(given, PASSWORD)).path
    assert cli.run(["sign", "--check", str(signed)]) == ExitCode.DONE
    assert "证书由 政务 CA 签发，未核对是否可信" in capsys.readouterr().out
    assert cli.run(["sign", "--check", "--trust", str(root), str(signed)]) == ExitCode.DONE
    assert "证书由 政务 CA 签发，可信" in capsys.readouterr().out
    own = sign(pdf, Certificate(cert, PASSWORD), out=pdf.parent / "自").path
    assert cli.run(["sign", "--check", "--json", "--trust", str(root), str(own)]) == ExitCode.FELL_SHORT
    (told,) = json.loads(capsys.readouterr().out)["signatures"]
    assert (told["trusted"], told["wrong"], told["intact"]) == (False, "", True)
