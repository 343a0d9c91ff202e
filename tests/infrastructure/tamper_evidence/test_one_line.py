"""One event as it is stored, for those who look at it alone (B4)."""

from __future__ import annotations

from application.ports.progress import Silent
from tests.infrastructure.tamper_evidence.tampering import EVENTS, GAP, Tampered


def test_b4_a_line_is_that_of_the_export(ledger: Tampered) -> None:
    lines = list(ledger.chain.lines(Silent()))
    positions = [each for each in range(1, EVENTS + 1) if each != GAP]
    assert [ledger.chain.line(position) for position in positions] == lines


def test_b4_where_nothing_is_stored_there_is_no_line(ledger: Tampered) -> None:
    for nowhere in (GAP, EVENTS + 1, 0, 2**62):
        assert ledger.chain.line(nowhere) is None


def test_b4_what_somebody_changed_is_told_beside_the_link_that_the_chain_keeps(
    ledger: Tampered,
) -> None:
    before = ledger.chain.line(5)
    ledger.edit(5, state=b"\xff")
    after = ledger.chain.line(5)
    assert before is not None
    assert after is not None
    assert b'"state":"\\udcff"' in after
    assert after.rpartition(b'"hash"')[2] == before.rpartition(b'"hash"')[2]
