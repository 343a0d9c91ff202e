"""A certificate for this machine, from a root of the simulator's own, made at each start."""

import ipaddress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID

from entrypoints.simulator.certificates import leaf_builder, named, root_certificate

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
    root = root_certificate("Partner Center simulator: TLS root", root_key, valid=VALID)
    server = _server(server_key, root=root, root_key=root_key)
    files.root.write_bytes(root.public_bytes(Encoding.PEM))
    files.chain.write_bytes(server.public_bytes(Encoding.PEM))
    _write_secret(files.key, server_key)
    return files


def _write_secret(path: Path, key: Key) -> None:
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def _server(key: Key, *, root: x509.Certificate, root_key: Key) -> x509.Certificate:
    purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    return (
        leaf_builder(named("localhost"), key, root=root, valid=VALID)
        .add_extension(x509.SubjectAlternativeName(NAMES), critical=False)
        .add_extension(purpose, critical=False)
        .sign(root_key, hashes.SHA256())
    )
