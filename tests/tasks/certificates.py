"""An office → its certificate, as files that sign."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID

PASSWORD = "印章 1234"
HOLDER = "云溪县人民政府办公室"
NOW = datetime.now(UTC)


def pkcs12(
    *, last: datetime = NOW + timedelta(days=30), with_key: bool = True, issuer: str = HOLDER, by=None
) -> bytes:
    """A certificate, signed by itself or by the key `by`; another `issuer` is else only said to have done so."""
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
        .sign(by or key, hashes.SHA256())
    )
    locked = BestAvailableEncryption(PASSWORD.encode())
    if not with_key:
        return serialize_key_and_certificates(None, None, None, [made], locked)
    return serialize_key_and_certificates(b"office", key, made, None, locked)
