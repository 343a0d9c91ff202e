"""B4: doctor says where the chain contradicts the ledger, and when nobody signs."""

from __future__ import annotations

from application.queries.diagnose import Diagnose
from application.queries.finding import Finding
from tests.support.fakes_people import ENGINEER
from tests.support.fakes_shop import Shop


def found(shop: Shop) -> tuple[Finding, ...]:
    return shop.ask(Diagnose(), ENGINEER).findings


def test_b4_a_chain_that_goes_further_than_the_ledger_tells_of_a_restore(shop: Shop) -> None:
    shop.chain.position = shop.ledger.end() + 30
    shop.heads.is_signed = False
    [finding] = found(shop)
    assert (finding.severity, finding.subject) == ("error", "hash chain")
    assert f"the ledger ends at {shop.ledger.end()}" in finding.message
    assert "audit verify" in finding.advice


def test_b4_a_chain_that_does_not_follow_is_an_error_after_a_while(shop: Shop) -> None:
    shop.chain.position = shop.ledger.end()
    shop.rate("3.95", to="USD")
    shop.clock.pass_by(minutes=5)
    assert found(shop) == ()
    shop.clock.pass_by(seconds=1)
    [finding] = found(shop)
    assert "stands still" in finding.message


def test_b4_a_head_of_events_that_are_missing_or_others_is_an_error(shop: Shop) -> None:
    shop.heads.sign()
    shop.chain.hash = "bb"
    [other] = found(shop)
    assert "vouches for other events" in other.message
    shop.chain.position = 3
    assert "which is missing" in found(shop)[0].message


def test_b4_events_that_nobody_signed_for_a_day_are_a_notice(shop: Shop) -> None:
    shop.heads.sign()
    shop.clock.pass_by(days=3)
    assert found(shop) == ()  # nothing happened
    shop.rate("3.95", to="USD")
    shop.clock.pass_by(hours=24)
    assert found(shop) == ()
    shop.clock.pass_by(seconds=1)
    [finding] = found(shop)
    assert (finding.severity, finding.subject) == ("notice", "signed heads")
    shop.heads.head = None
    assert "None was signed yet" in found(shop)[0].message
