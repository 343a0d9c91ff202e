"""A certificate for this machine, from a root of the simulator's own, made at each start."""

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NAMES = [x509.DNSName("localhost")] + [
    x509.IPAddress(ipaddress.ip_address(address)) for address in ("127.0.0.1", "::1")
]
VALID = timedelta(days=30)
Key = ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Certified:
    """PEM files: root is for the clients to trust, the other two are the server's."""

    root: Path
    chain: Path
    key: Path


def certify(folder: Path) -> Certified:
    """Writes into the folder, over what an earlier start has left there. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    files = Certified(folder / "root.pem", folder / "server.pem", folder / "server.key")
    root_key, server_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root = _root(root_key)
    server = _server(server_key, root=root, root_key=root_key)
    files.root.write_bytes(root.public_bytes(Encoding.PEM))
    files.chain.write_bytes(server.public_bytes(Encoding.PEM))
    _write_secret(files.key, server_key)
    return files


def _write_secret(path: Path, key: Key) -> None:
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def _root(key: Key) -> x509.Certificate:
    name = _named("Partner Center simulator: root")
    built = _builder(name, name, key=key).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    )
    signs = dict.fromkeys(("key_cert_sign", "crl_sign", "digital_signature"), True)
    other = ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    usage = x509.KeyUsage(
        **signs, **dict.fromkeys(other, False), encipher_only=False, decipher_only=False
    )
    return built.add_extension(usage, critical=True).sign(key, hashes.SHA256())


def _server(key: Key, *, root: x509.Certificate, root_key: Key) -> x509.Certificate:
    signer = x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key())
    purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    return (
        _builder(_named("localhost"), root.subject, key=key)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(NAMES), critical=False)
        .add_extension(purpose, critical=False)
        .add_extension(signer, critical=False)
        .sign(root_key, hashes.SHA256())
    )


def _builder(subject: x509.Name, issuer: x509.Name, *, key: Key) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    owned = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + VALID)
        .add_extension(owned, critical=False)
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
