"""The public key against which heads are checked (B4)."""

from __future__ import annotations

from dataclasses import dataclass

from application.messages import Query
from application.ports.heads import HeadSigner
from application.principal import STAFF, Principal
from core.kernel.errors import NotFound


@dataclass(frozen=True)
class PublicKey:
    """Ed25519: `public_key` in hexadecimal as heads carry it, `pem` for cryptographic tools."""

    public_key: str
    pem: str


class ShowPublicKey(Query[PublicKey]):
    """That of this installation."""

    roles = STAFF


class ShowPublicKeyHandler:
    def __init__(self, signer: HeadSigner) -> None:
        self._signer = signer

    def __call__(self, query: ShowPublicKey, by: Principal) -> PublicKey:
        """
        Raises:
            NotFound: nothing was signed here yet.
            SigningKeyUnusable: the key cannot be read.
        """
        key, pem = self._signer.public_key(), self._signer.public_pem()
        if key is None or pem is None:
            advice = "It is made with the first head: perpetua audit head"
            raise NotFound("signing key", "yet", advice=advice)
        return PublicKey(key, pem)
