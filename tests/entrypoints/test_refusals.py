"""What the catalogue's and the accounts' refusals mean outside (SPEC section 6)."""

from __future__ import annotations

from uuid import uuid4

import pytest

from application.ports.ledger import VersionConflict
from core.accounts.errors import ResellerWithoutMpnId
from core.catalogue.errors import CatalogueChanged, MassDiscontinuation
from core.instances.errors import SyncLost, SyncNotDue, SyncRunning
from core.kernel.errors import Refused
from core.ordering.errors import CustomerAgreementMissing, NoResellerRelationship, NotEligible
from entrypoints.refusals import exit_status, http_status

_REFUSALS: list[tuple[str, Refused]] = [
    ("sync_running", SyncRunning("main", str(uuid4()), "12:00")),
    ("sync_lost", SyncLost("main")),
    ("sync_not_due", SyncNotDue("Done already.")),
    ("catalogue_changed", CatalogueChanged("0" * 64, "1" * 64, details=None)),
    ("mass_discontinuation", MassDiscontinuation(30, 100)),
    ("not_eligible", NotEligible("Not vetted.")),
    ("customer_agreement_missing", CustomerAgreementMissing("Not accepted.")),
    ("no_reseller_relationship", NoResellerRelationship("Unknown.")),
    ("reseller_without_mpn_id", ResellerWithoutMpnId("Rhodes")),
]


@pytest.mark.parametrize(("code", "refusal"), _REFUSALS, ids=[code for code, _ in _REFUSALS])
def test_a_rule_that_the_present_state_breaks_is_a_conflict(code: str, refusal: Refused) -> None:
    """D22, D23, D26."""
    assert (refusal.code, http_status(refusal), exit_status(refusal)) == (code, 409, 1)


def test_two_who_write_at_once_are_a_conflict() -> None:
    assert http_status(VersionConflict("Somebody was faster.")) == 409
