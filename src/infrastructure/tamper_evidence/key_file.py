"""The key that signs heads: a file for this user's eyes only, made when first needed."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from application.ports.heads import Head, SigningKeyUnusable, statement
from application.ports.ledger_chain import ChainPoint


class KeyFile:
    """Implements HeadSigner with a PEM file (PKCS 8); its content goes nowhere else."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def sign(self, point: ChainPoint, time: datetime) -> Head:
        """
        Raises:
            SigningKeyUnusable: the key cannot be read or made.
        """
        key = self._key() or self._made()
        moment = time.replace(microsecond=0)
        signature = key.sign(statement(point, moment))
        public = _hex(key.public_key())
        return Head(point.position, point.hash, point.events, moment, public, signature.hex())

    def public_key(self) -> str | None:
        """
        Raises:
            SigningKeyUnusable: the key cannot be read.
        """
        key = self._key()
        return _hex(key.public_key()) if key else None

    def public_pem(self) -> str | None:
        """
        Raises:
            SigningKeyUnusable: the key cannot be read.
        """
        key = self._key()
        if key is None:
            return None
        info = PublicFormat.SubjectPublicKeyInfo
        return key.public_key().public_bytes(Encoding.PEM, info).decode()

    def is_genuine(self, head: Head) -> bool:
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(head.public_key))
            key.verify(bytes.fromhex(head.signature), head.statement)
        except (InvalidSignature, ValueError):
            return False
        return True

    def _key(self) -> Ed25519PrivateKey | None:
        try:
            key = load_pem_private_key(self._file.read_bytes(), password=None)
        except FileNotFoundError:
            return None
        except (OSError, TypeError, ValueError, UnsupportedAlgorithm) as fault:
            raise self._unusable(fault) from fault
        if not isinstance(key, Ed25519PrivateKey):
            raise self._unusable(TypeError("it is a key of another kind"))
        return key

    def _made(self) -> Ed25519PrivateKey:
        """Whoever comes second takes the key of whoever came first."""
        pkcs8 = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        try:
            _make(self._file, Ed25519PrivateKey.generate().private_bytes(*pkcs8))
        except OSError as fault:
            raise self._unusable(fault) from fault
        made = self._key()
        assert made
        return made

    def _unusable(self, fault: Exception) -> SigningKeyUnusable:
        return SigningKeyUnusable(
            f"The signing key {self._file} cannot be used: {type(fault).__name__}: {fault}",
            advice="It must be a readable Ed25519 key (PEM); PERPETUA_SIGNING_KEY names the file.",
        )


def _make(file: Path, content: bytes) -> None:
    """The whole file appears at once, readable by its owner alone (0600), and on disk."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=file.parent) as made:  # which opens it with 0600
        made.write(content)
        made.flush()
        os.fsync(made.fileno())
        try:
            os.link(made.name, file)
        except FileExistsError:
            return


def _hex(key: Ed25519PublicKey) -> str:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
