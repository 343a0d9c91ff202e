"""The key that signs notices, its certificate, and the root that vouches for it."""

import base64
from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from entrypoints.simulator.certificates import leaf_builder, named, root_certificate
from entrypoints.simulator.state.store import Store

KEPT = ("webhook", "signer")
VALID = timedelta(days=3650)
DISPATCHER = ("pcnotifications-dispatch.microsoft.com", "Microsoft Corporation")


def signer(store: Store) -> dict[str, Any]:
    """PEM texts of key, certificate and root; made when first needed, then remembered."""
    if (kept := store.find(*KEPT)) is None:
        kept = _made()
        store.put(*KEPT, body=kept)
    return kept


def signature(store: Store, body: bytes) -> str:
    """RSA with SHA-256 over the body as it is sent, in base64."""
    key = load_pem_private_key(signer(store)["key"].encode(), password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("notices are signed with RSA")
    signed = key.sign(body, padding.PKCS1v15(), hashes.SHA256())
    return base64.b64encode(signed).decode()


def _made() -> dict[str, str]:
    root_key, key = (rsa.generate_private_key(65537, 2048) for _ in range(2))
    root = root_certificate("Partner Center simulator: notices root", root_key, valid=VALID)
    built = leaf_builder(named(*DISPATCHER), key, root=root, valid=VALID)
    certificate = built.sign(root_key, hashes.SHA256())
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return {
        "key": secret.decode(),
        "certificate": certificate.public_bytes(Encoding.PEM).decode(),
        "root": root.public_bytes(Encoding.PEM).decode(),
    }
