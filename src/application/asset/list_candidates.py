"""The purchases at Microsoft that may be an asset's licence, to be linked or dismissed (D16)."""

from __future__ import annotations

from uuid import UUID

from application.asset.probe import Candidate, Probe
from application.messages import Query
from application.ports.ledger import Ledger
from application.ports.rows import Page
from application.principal import OPERATORS, Principal
from core.asset.asset import Asset


class ListCandidates(Query[Page[Candidate]]):
    roles = OPERATORS
    asset_id: UUID


class ListCandidatesHandler:
    def __init__(self, ledger: Ledger, probe: Probe) -> None:
        self._ledger = ledger
        self._probe = probe

    def __call__(self, query: ListCandidates, by: Principal) -> Page[Candidate]:
        """
        Raises:
            VendorUnavailable, CredentialsMissing: as `Probe.candidates` says.
        """
        asset = self._ledger.get(Asset, query.asset_id)
        return Page(self._probe.candidates(asset), next=None)
