"""Signed heads against a ledger whose chain was rewritten together with its events (B4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from application.audit.checked_heads import CheckedHeads
from application.audit.sign_head import NothingToSign, SignHead, SignHeadHandler
from application.audit.verify_ledger import (
    LedgerVerification,
    VerifyLedger,
    VerifyLedgerHandler,
)
from application.ports.heads import Head
from core.kernel.errors import Invalid
from infrastructure.database.database import Database
from infrastructure.tamper_evidence.chain import SqlLedgerChain
from infrastructure.tamper_evidence.heads import SqlHeads
from infrastructure.tamper_evidence.key_file import KeyFile
from tests.infrastructure.tamper_evidence.tampering import EVENTS, Tampered, on
from tests.support.fakes_people import AUDITOR
from tests.support.fakes_runtime import FakeClock, WatchedProgress


@dataclass(frozen=True)
class Office:
    """Where heads are signed, and the ledger is verified."""

    ledger: Tampered
    key: KeyFile
    clock: FakeClock
    progress: WatchedProgress

    @property
    def heads(self) -> SqlHeads:
        return SqlHeads(self.ledger.database)

    def sign(self) -> Head:
        self.clock.pass_by(hours=1)
        handler = SignHeadHandler(self.ledger.chain, self.heads, self.key, self.clock)
        return handler(SignHead())

    def verify(self, head: Head | None = None) -> LedgerVerification:
        checked = CheckedHeads(self.ledger.chain, self.heads, self.key)
        handler = VerifyLedgerHandler(self.ledger.chain, checked, self.progress)
        return handler(VerifyLedger(head=head), AUDITOR)

    def grow(self, upto: int) -> None:
        for position in range(self.ledger.chain.end().position + 1, upto + 1):
            self.ledger.put(position)
        self.ledger.chain.catch_up()

    def rewrite_the_chain(self) -> None:
        self.ledger.run("DELETE FROM ledger_chain")
        self.ledger.chain.catch_up()
        assert self.ledger.first_bad_position() is None


@pytest.fixture
def office(ledger: Tampered, tmp_path: Path) -> Office:
    return Office(ledger, KeyFile(tmp_path / "key.pem"), FakeClock(), WatchedProgress())


def test_b4_heads_vouch_for_a_ledger_that_grew_since(office: Office) -> None:
    first = office.sign()
    office.grow(45)
    office.sign()
    found = office.verify(first)
    assert (found.ok, found.first_bad_position, found.problem) == (True, None, None)
    assert (found.events, found.head.position, found.heads, found.foreign_heads) == (44, 45, 2, 0)
    assert office.progress.told[-1] == ("Verifying events", 44, 44)


def test_b4_a_head_that_is_only_kept_elsewhere_vouches_beside_those_of_the_database(
    office: Office,
) -> None:
    kept = office.sign()
    office.ledger.run("DELETE FROM ledger_head")
    office.grow(45)
    office.sign()
    assert [office.verify(head).heads for head in (None, kept)] == [1, 2]


def test_b4_a_chain_that_was_rewritten_contradicts_the_heads(office: Office) -> None:
    office.sign()
    office.grow(45)
    office.sign()
    office.ledger.edit(43, topic="asset.cancelled.v1")
    office.rewrite_the_chain()
    found = office.verify()
    assert (found.ok, found.first_bad_position, found.heads) == (False, EVENTS + 1, 1)
    assert "vouches for other events" in (found.problem or "")


@pytest.mark.parametrize("last", [39, 20, 1])
def test_b4_a_tail_that_is_cut_with_its_chain_and_heads_contradicts_a_head_kept_elsewhere(
    office: Office, last: int
) -> None:
    kept = office.sign()
    office.ledger.remove(behind=last, upto=EVENTS)
    office.ledger.run("DELETE FROM ledger_head")
    office.rewrite_the_chain()
    assert office.verify().ok
    found = office.verify(kept)
    assert (found.ok, found.first_bad_position) == (False, last + 1)
    assert "events that are missing" in (found.problem or "")


def test_b4_a_tail_that_was_written_anew_contradicts_a_head_kept_elsewhere(office: Office) -> None:
    early = office.sign()
    office.grow(45)
    kept = office.sign()
    office.ledger.remove(behind=EVENTS, upto=45)
    office.ledger.run("DELETE FROM ledger_head WHERE position > :early", early=early.position)
    office.rewrite_the_chain()
    for position in range(41, 50):
        office.ledger.put(position, state=b"{}")
    office.ledger.chain.catch_up()
    assert office.verify().ok
    assert office.verify(kept).first_bad_position == EVENTS + 1


def test_b4_a_changed_event_is_named_although_a_head_disagrees_as_well(office: Office) -> None:
    office.sign()
    office.ledger.edit(33, topic="asset.cancelled.v1")
    found = office.verify()
    assert (found.ok, found.first_bad_position) == (False, 33)
    assert "position 33" in (found.problem or "")


def test_b4_a_stored_head_that_was_edited_is_found(office: Office) -> None:
    head = office.sign()
    office.ledger.run("UPDATE ledger_head SET events = events - 1")
    found = office.verify()
    assert not found.ok
    assert "no valid signature" in (found.problem or "")
    with pytest.raises(Invalid, match="no valid signature"):
        office.verify(replace(head, time=head.time + timedelta(days=1)))


def test_b4_heads_of_another_key_are_counted(office: Office, tmp_path: Path) -> None:
    """Whoever rewrites the ledger can sign it as well, but not with the key of this place."""
    office.sign()
    other = replace(office, key=KeyFile(tmp_path / "other.pem"))
    other.sign()
    found = office.verify()
    assert (found.ok, found.heads, found.foreign_heads) == (True, 2, 1)


def test_an_empty_ledger_has_no_head(database: Database, tmp_path: Path) -> None:
    key = KeyFile(tmp_path / "key.pem")
    office = Office(on(database), key, FakeClock(), WatchedProgress())
    with pytest.raises(NothingToSign):
        office.sign()
    assert key.public_key() is None
    assert SqlLedgerChain(database).end().events == 0
    assert office.verify().ok
