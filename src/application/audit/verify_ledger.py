"""Proof that no stored event was changed, taken away or put in between (B4)."""

from __future__ import annotations

from dataclasses import dataclass

from application.audit.checked_heads import CheckedHeads, Disagreement
from application.messages import Query
from application.ports.heads import Head
from application.ports.ledger_chain import ChainPoint, LedgerChain
from application.ports.progress import Progress
from application.principal import STAFF, Principal


@dataclass(frozen=True)
class LedgerVerification:
    """`head` is the end of the chain; `heads` counts the signed heads that agree with it.

    `first_bad_position` is null when `ok`, and `problem` then too. Where a signed head disagrees
    with a chain that agrees with the events, both were changed together: then it is the first
    position that no good head vouches for. `foreign_heads` were signed with another key than that
    of this installation.
    """

    events: int
    head: ChainPoint
    ok: bool
    first_bad_position: int | None
    problem: str | None
    heads: int
    foreign_heads: int


class VerifyLedger(Query[LedgerVerification]):
    """`head` is one that was kept elsewhere: what it vouches for must still be there."""

    roles = STAFF
    head: Head | None = None


class VerifyLedgerHandler:
    def __init__(self, chain: LedgerChain, heads: CheckedHeads, progress: Progress) -> None:
        self._chain = chain
        self._heads = heads
        self._progress = progress

    def __call__(self, query: VerifyLedger, by: Principal) -> LedgerVerification:
        """
        Raises:
            Invalid: the head that was given bears no valid signature.
            SigningKeyUnusable: the key cannot be read.
        """
        end = self._chain.end()
        checked = self._heads.check(query.head)
        every = [each for each in (self._events(), checked.disagreement) if each]
        found = min(every, key=lambda each: each.position, default=None)
        return LedgerVerification(
            events=end.events,
            head=end,
            ok=found is None,
            first_bad_position=found.position if found else None,
            problem=found.problem if found else None,
            heads=checked.agreeing,
            foreign_heads=checked.foreign,
        )

    def _events(self) -> Disagreement | None:
        position = self._chain.first_bad_position(self._progress)
        if position is None:
            return None
        return Disagreement(position, f"The event at position {position} is not as it was chained.")
