"""Signed heads of the hash chain, which can be kept where nobody reaches who reaches the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from application.ports.ledger_chain import ChainPoint
from application.ports.rows import Page
from core.kernel.errors import Refused


@dataclass(frozen=True)
class Head:
    """What the chain was at a time (UTC, whole seconds), signed with Ed25519 (B4).

    `hash`, `public_key` and `signature` are hexadecimal.
    """

    position: int
    hash: str
    events: int
    time: datetime
    public_key: str
    signature: str

    @property
    def point(self) -> ChainPoint:
        return ChainPoint(self.position, self.hash, self.events)

    @property
    def statement(self) -> bytes:
        """The bytes that are signed."""
        return statement(self.point, self.time)


def statement(point: ChainPoint, time: datetime) -> bytes:
    """Five lines of text, frozen for ever: auditors sign nothing else, and check nothing else."""
    lines = (
        "perpetua ledger head v1",
        f"position {point.position}",
        f"hash {point.hash}",
        f"events {point.events}",
        f"time {time.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
    )
    return "".join(f"{line}\n" for line in lines).encode()


class SigningKeyUnusable(Refused):
    """The file of the signing key cannot be read, or holds no Ed25519 key."""

    code = "signing_key_unusable"


class HeadSigner(Protocol):
    """Holds the private key, which nobody else sees."""

    def sign(self, point: ChainPoint, time: datetime) -> Head:
        """A signed head; the key is made when there is none yet.

        Raises:
            SigningKeyUnusable: the key cannot be read or made.
        """
        ...

    def public_key(self) -> str | None:
        """Hexadecimal; None while no key was made."""
        ...

    def public_pem(self) -> str | None:
        """The same as PEM (SubjectPublicKeyInfo), which every cryptographic tool reads."""
        ...

    def is_genuine(self, head: Head) -> bool:
        """Whether the head's own public key signed it."""
        ...


class Heads(Protocol):
    """Every head that was signed."""

    def keep(self, head: Head) -> None:
        """One that is kept already stays as it is."""
        ...

    def latest(self) -> Head | None:
        """The one signed last."""
        ...

    def page(self, after: str | None, limit: int) -> Page[Head]:
        """Newest first.

        Raises:
            Invalid: the cursor is not one of this list.
        """
        ...

    def by_position(self) -> Sequence[Head]:
        """All of them, about one a day, in the order of the ledger."""
        ...
