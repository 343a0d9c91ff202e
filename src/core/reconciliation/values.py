"""What a reconciliation finds, with its evidence (B2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID


class FindingKind(StrEnum):
    """How a vendor order line, or an asset, stands."""

    MATCHED = "matched"
    UNLINKED = "unlinked"
    MISSING = "missing"
    DIFFERENT_QUANTITY = "different_quantity"
    DIFFERENT_PRICE = "different_price"
    CANCELLED_THERE = "cancelled_there"
    DUPLICATE = "duplicate"


NOTICES = frozenset({FindingKind.MATCHED, FindingKind.DIFFERENT_PRICE})
"""Kinds that leave a reconciliation clean: another price is no wrong purchase."""


class Source(StrEnum):
    """Which of Microsoft's books says something."""

    ORDER_LIST = "order_list"
    ORDER = "order"
    ENTITLEMENT = "entitlement"
    INVOICE_LINE = "invoice_line"


@dataclass(frozen=True)
class Evidence:
    """What one of Microsoft's books says; `note` is its state, charge or invoice in words.

    `source` is a `Source`; `at` is Microsoft's time in UTC; `unit_price` is net, in `currency`.
    """

    source: str
    order_id: str
    line: int | None
    quantity: int | None
    unit_price: Decimal | None
    currency: str | None
    at: datetime | None
    note: str


@dataclass(frozen=True)
class LikelyAsset:
    """An asset without licence that an unlinked order line may belong to, and why."""

    asset_id: UUID
    certain: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Sameness:
    """Findings of two runs are the same when they say the same of the same line and asset."""

    kind: str
    tenant_id: str
    order_id: str | None
    line: int | None
    asset_id: UUID | None


@dataclass(frozen=True)
class ReconciliationFinding:
    """One vendor order line, or one asset that Microsoft does not know.

    `number` counts from 1 within a run; `kind` is a `FindingKind`; `asset_id` is the asset that
    the finding is about, if there is one. `exact`: it is certain what follows from it: the first
    candidate is the one, by its reference or because nothing else fits either of them, or
    Microsoft cancelled what the asset still holds. Candidates are ranked. `accepted`: a person
    said of the same finding in an earlier run that it is as it should be.
    """

    number: int
    kind: str
    says: str
    tenant_id: str
    order_id: str | None
    alias: str | None
    line: int | None
    catalog_id: str | None
    quantity: int | None
    ordered_at: datetime | None
    asset_id: UUID | None
    exact: bool
    candidates: tuple[LikelyAsset, ...]
    evidence: tuple[Evidence, ...]
    accepted: bool = False

    @property
    def is_open(self) -> bool:
        """Somebody must act."""
        return self.kind not in NOTICES and not self.accepted

    @property
    def sameness(self) -> Sameness:
        return Sameness(self.kind, self.tenant_id, self.order_id, self.line, self.asset_id)


@dataclass(frozen=True)
class UnreadCustomer:
    """A customer that could not be read: it accuses nobody, and clears nobody."""

    tenant_id: str
    code: str
    reason: str


@dataclass(frozen=True)
class InvoiceReading:
    """The one-time invoice lines since a UTC time; `reason` tells why they could not be read."""

    since: datetime
    lines: int
    reason: str | None


@dataclass(frozen=True)
class FindingCounts:
    """Findings per kind; `matched` ones are only counted."""

    matched: int
    unlinked: int
    missing: int
    different_quantity: int
    different_price: int
    cancelled_there: int
    duplicate: int

    @classmethod
    def of(cls, findings: Iterable[ReconciliationFinding], *, matched: int) -> FindingCounts:
        counted = Counter(str(finding.kind) for finding in findings)
        return cls(**{kind: counted[kind] for kind in FindingKind} | {"matched": matched})


@dataclass(frozen=True)
class Report:
    """What a run read and found; `findings` leaves out those that match.

    `position` is that of the ledger it compared with.
    """

    begun_at: datetime
    customers_read: int
    customers_not_read: tuple[UnreadCustomer, ...]
    invoices: InvoiceReading
    counts: FindingCounts
    findings: tuple[ReconciliationFinding, ...]
    position: int

    @property
    def is_clean(self) -> bool:
        """Every customer was read, and all that Microsoft sold is accounted for (D33)."""
        return not self.customers_not_read and not any(each.is_open for each in self.findings)

    def with_accepted(self, accepted: frozenset[Sameness]) -> Report:
        """The report in which the same findings as before are accepted again."""
        marked = (replace(each, accepted=each.sameness in accepted) for each in self.findings)
        return replace(self, findings=tuple(marked))
