"""Signed heads, held against the chain as it is now (B4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge

from application.ports.heads import Head, Heads, HeadSigner
from application.ports.ledger_chain import LedgerChain
from core.kernel.errors import Invalid


@dataclass(frozen=True)
class Disagreement:
    """From which position on the ledger is in doubt, and why."""

    position: int
    problem: str


@dataclass(frozen=True)
class Checked:
    """How many heads agree up to the first that does not; `foreign`: signed with another key."""

    agreeing: int
    foreign: int
    disagreement: Disagreement | None


class CheckedHeads:
    """The heads of the database and, if somebody brings one, one that was kept elsewhere."""

    def __init__(self, chain: LedgerChain, heads: Heads, signer: HeadSigner) -> None:
        self._chain = chain
        self._heads = heads
        self._signer = signer

    def check(self, brought: Head | None) -> Checked:
        """Those of the database and the one that somebody brings, in the order of the ledger.

        Raises:
            Invalid: the head that was brought bears no valid signature.
        """
        if brought and not self._signer.is_genuine(brought):
            raise Invalid(
                "The head bears no valid signature: it is no evidence.",
                advice="Take the head from where it was kept, unchanged.",
            )
        own, agreeing, foreign, good = self._signer.public_key(), 0, 0, 0
        for head in self._all(brought):
            if disagreement := self._disagreement(head, good):
                return Checked(agreeing, foreign, disagreement)
            agreeing, foreign, good = (
                agreeing + 1,
                foreign + (head.public_key != own),
                head.position,
            )
        return Checked(agreeing, foreign, None)

    def _all(self, brought: Head | None) -> Iterator[Head]:
        mine = (head for head in self._heads.by_position() if head != brought)
        return merge(mine, [brought] if brought else [], key=lambda head: head.position)

    def _disagreement(self, head: Head, good: int) -> Disagreement | None:
        """`good` is the position up to which another head vouches for the ledger."""
        named = f"The head signed at {head.time:%Y-%m-%dT%H:%M:%SZ} for position {head.position}"
        end, unvouched = self._chain.end(), self._chain.first_behind(good) or good + 1
        if not self._signer.is_genuine(head):
            return Disagreement(unvouched, f"{named} bears no valid signature.")
        if head.position > end.position:
            return Disagreement(end.position + 1, f"{named} vouches for events that are missing.")
        if self._chain.at(head.position) != head.point:
            problem = f"{named} vouches for other events than the ledger holds."
            return Disagreement(unvouched, problem)
        return None
