"""One signed head, for an auditor to take away (B4)."""

from __future__ import annotations

from application.messages import Query
from application.ports.heads import Head, Heads
from application.principal import STAFF, Principal
from core.kernel.errors import NotFound


class ShowHead(Query[Head]):
    """By its signature, in hexadecimal."""

    roles = STAFF
    signature: str


class ShowHeadHandler:
    def __init__(self, heads: Heads) -> None:
        self._heads = heads

    def __call__(self, query: ShowHead, by: Principal) -> Head:
        """
        Raises:
            NotFound: no head bears that signature.
        """
        for head in self._heads.by_position():
            if head.signature == query.signature:
                return head
        raise NotFound("signed head", query.signature)
