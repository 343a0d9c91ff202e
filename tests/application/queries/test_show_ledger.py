"""What checks of the ledger found is kept in the ledger itself (B3, B4, B11)."""

from __future__ import annotations

import pytest

from application.audit.check_results import PURCHASE_PROOF, VERIFICATION, check_result
from application.audit.record_ledger_check import RecordLedgerCheck
from application.audit.show_head import ShowHead
from application.audit.show_ledger import LedgerStanding, ShowLedger
from application.audit.verify_ledger import LedgerVerification
from application.ports.ledger_chain import ChainPoint
from application.queries.prove_purchases import ProvePurchases, PurchaseProof, Violation
from core.kernel.errors import Forbidden
from tests.support.fakes_people import AS_KAFENEIO, AUDITOR, FINANCE
from tests.support.fakes_shop import Shop

BROKEN = LedgerVerification(
    events=90,
    head=ChainPoint(97, "aa", 90),
    ok=False,
    first_bad_position=3,
    problem="The event at position 3 is not as it was chained.",
    heads=2,
    foreign_heads=1,
)


def record(shop: Shop, found: LedgerVerification | PurchaseProof, by: str = "auditor:eva") -> None:
    result = check_result(found, asked_by=by, began_at=shop.clock.now())
    shop.send(RecordLedgerCheck(new_id=shop.ids.new(), result=result))


def standing(shop: Shop) -> LedgerStanding:
    return shop.ask(ShowLedger(), AUDITOR)


def test_nothing_was_checked_yet(shop: Shop) -> None:
    now = standing(shop)
    assert now.checks == {}
    assert now.end.position == shop.ledger.end()
    assert now.head is not None


def test_the_latest_result_of_each_check_is_shown(shop: Shop) -> None:
    record(shop, shop.ask(ProvePurchases(), AUDITOR))
    record(shop, BROKEN)
    began = shop.clock.now()
    shop.clock.pass_by(minutes=1)
    record(shop, BROKEN, "finance:felix")
    checks = standing(shop).checks
    assert checks.keys() == {VERIFICATION, PURCHASE_PROOF}
    kept = checks[VERIFICATION]
    assert kept.position == shop.ledger.end()
    assert kept.ended_at == shop.clock.now() > began
    expected = check_result(BROKEN, asked_by="finance:felix", began_at=shop.clock.now())
    assert kept.result == expected
    assert (expected.ok, expected.first_bad_position) == (False, 3)
    assert dict(expected.counts)["events"] == 90
    assert expected.problems == (BROKEN.problem,)
    assert checks[PURCHASE_PROOF].result.ok


def test_many_checks_of_one_kind_hide_none_of_the_other(shop: Shop) -> None:
    record(shop, BROKEN)
    for _ in range(60):
        record(shop, PurchaseProof(0, 0, 0, (), True))
    assert not standing(shop).checks[VERIFICATION].result.ok


def test_b3_contradictions_are_written_down_a_hundred_at_most(shop: Shop) -> None:
    violations = tuple(Violation("one asset per cart", f"asset {n}", "x") for n in range(300))
    record(shop, PurchaseProof(1, 2, 3, violations, False))
    result = standing(shop).checks[PURCHASE_PROOF].result
    assert not result.ok
    assert dict(result.counts)["contradictions"] == 300
    assert len(result.problems) == 100
    assert result.problems[0] == "one asset per cart: asset 0, x"


def test_a_proof_tells_how_far_it_is(shop: Shop) -> None:
    shop.sell()
    shop.ask(ProvePurchases(), FINANCE)
    assert shop.progress.told[-1] == ("Proving purchases", shop.ledger.end(), shop.ledger.end())


def test_d3_buyers_see_no_ledger(shop: Shop) -> None:
    with pytest.raises(Forbidden):
        shop.ask(ShowLedger(), AS_KAFENEIO)
    with pytest.raises(Forbidden):
        shop.ask(ShowHead(signature=""), AS_KAFENEIO)
