"""Sign what the ledger is now, for somebody to keep elsewhere (B4)."""

from __future__ import annotations

from application.messages import Command
from application.ports.clock import Clock
from application.ports.heads import Head, Heads, HeadSigner
from application.ports.ledger_chain import LedgerChain
from application.principal import Role
from core.kernel.errors import Refused


class NothingToSign(Refused):
    """The ledger holds no event yet."""

    code = "nothing_to_sign"


class SignHead(Command[Head]):
    """The end of the hash chain, signed and kept."""

    roles = frozenset({Role.OPERATOR, Role.SYSTEM})


class SignHeadHandler:
    def __init__(self, chain: LedgerChain, heads: Heads, signer: HeadSigner, clock: Clock) -> None:
        self._chain = chain
        self._heads = heads
        self._signer = signer
        self._clock = clock

    def __call__(self, command: SignHead) -> Head:
        """
        Raises:
            NothingToSign: there is no event yet.
            SigningKeyUnusable: the key cannot be read or made.
        """
        point = self._chain.end()
        if not point.events:
            raise NothingToSign("The ledger is empty.", advice="Sign once something happened.")
        head = self._signer.sign(point, self._clock.now())
        self._heads.keep(head)
        return head
