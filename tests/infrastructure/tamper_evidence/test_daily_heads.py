"""A head is signed each day that something happened, once (B4, B13)."""

from __future__ import annotations

from pathlib import Path

from application.ports.heads import Heads, HeadSigner
from application.ports.jobs import Job
from application.ports.ledger_chain import LedgerChain
from application.processes.daily_heads import DailyHeads
from core.ids import THE_LEDGER
from infrastructure.tamper_evidence.heads import SqlHeads
from infrastructure.tamper_evidence.key_file import KeyFile
from tests.infrastructure.tamper_evidence.tampering import Tampered
from tests.support.fakes_shop import Shop


def shop_on(ledger: Tampered, folder: Path) -> Shop:
    """The bus with the handlers, of which those of heads work on this ledger."""
    heads, key = SqlHeads(ledger.database), KeyFile(folder / "key.pem")
    return Shop(overrides={LedgerChain: ledger.chain, Heads: heads, HeadSigner: key})


def daily(shop: Shop) -> DailyHeads:
    found: DailyHeads = shop.container.resolve(DailyHeads)
    return found


def due(shop: Shop) -> list[Job]:
    return list(daily(shop).due(shop.clock.now()))


def test_b4_a_ledger_without_a_head_is_due_at_once(ledger: Tampered, tmp_path: Path) -> None:
    shop = shop_on(ledger, tmp_path)
    [job] = due(shop)
    assert job == Job("daily-head", THE_LEDGER, f"{shop.clock.now():%Y-%m-%d}")
    daily(shop).run(job)
    daily(shop).run(job)
    assert [head.point for head in SqlHeads(ledger.database).by_position()] == [ledger.chain.end()]
    assert due(shop) == []


def test_b4_the_next_head_is_due_a_day_later_if_something_happened(
    ledger: Tampered, tmp_path: Path
) -> None:
    shop = shop_on(ledger, tmp_path)
    daily(shop).run(due(shop)[0])
    shop.clock.pass_by(days=1)
    assert due(shop) == []
    ledger.put(41)
    ledger.chain.catch_up()
    assert len(due(shop)) == 1
    daily(shop).run(due(shop)[0])
    ledger.put(42)
    ledger.chain.catch_up()
    shop.clock.pass_by(hours=23)
    assert due(shop) == []
    shop.clock.pass_by(hours=1, seconds=1)
    assert len(due(shop)) == 1


def test_b4_an_empty_ledger_is_never_due(ledger: Tampered, tmp_path: Path) -> None:
    ledger.run("DELETE FROM ledger_chain")
    assert due(shop_on(ledger, tmp_path)) == []
