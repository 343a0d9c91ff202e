"""Every phase × every fault × a crash at every save and around every call (B1, D4, D6, D7, D31).

Whatever happens, at most one licence is bought for the asset, and it ends as the rules say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest

from core.asset.values import SyncState
from tests.application.provisioning.till import Till, provision_until_dead
from tests.support import fakes_faults as faults

SYNCHRONIZED, FAILED, UNKNOWN = SyncState.SYNCHRONIZED, SyncState.FAILED, SyncState.UNKNOWN
Prepare = Callable[[Till], None]


def on(call: str, *scripted: faults.Fault) -> Prepare:
    return lambda till: till.vendor.on(call, *scripted)


def habit(**habits: object) -> Prepare:
    def prepare(till: Till) -> None:
        for name, value in habits.items():
            setattr(till.vendor.habits, name, value)

    return prepare


def both(*prepares: Prepare) -> Prepare:
    def prepare(till: Till) -> None:
        for each in prepares:
            each(till)

    return prepare


FAULTS: dict[str, tuple[Prepare, SyncState]] = {
    "nothing goes wrong": (habit(), SYNCHRONIZED),
    "no item to buy": (on("catalog_id", faults.refused()), FAILED),
    "catalogue out of reach": (on("catalog_id", faults.unavailable()), SYNCHRONIZED),
    "cart refused": (on("create_cart", faults.refused()), FAILED),
    "cart not created": (on("create_cart", faults.unavailable()), SYNCHRONIZED),
    "cart created, answer lost": (on("create_cart", faults.answer_lost()), SYNCHRONIZED),
    "cart line error D31": (habit(line_error=("10001", "Not for sale.")), FAILED),
    "unexpected currency D31": (habit(currency="USD"), FAILED),
    "cart busy when read": (on("read_cart", faults.busy()), SYNCHRONIZED),
    "cart not readable": (on("read_cart", faults.unavailable()), SYNCHRONIZED),
    "cart refused when read D17": (on("read_cart", faults.refused("403")), SYNCHRONIZED),
    "checkout refused D7": (on("check_out", faults.refused()), FAILED),
    "checkout not sent": (on("check_out", faults.unavailable()), SYNCHRONIZED),
    "checkout throttled": (on("check_out", faults.unavailable(answered=True)), SYNCHRONIZED),
    "checkout lost after it bought": (on("check_out", faults.lost()), SYNCHRONIZED),
    "checkout never arrived": (on("check_out", faults.never_arrived()), SYNCHRONIZED),
    "checkout answered 500": (on("check_out", faults.broke()), SYNCHRONIZED),
    "checkout bought and answered 500": (on("check_out", faults.broke_after()), SYNCHRONIZED),
    "two doubts": (on("check_out", faults.never_arrived(), faults.lost()), SYNCHRONIZED),
    "doubt, then refused": (on("check_out", faults.never_arrived(), faults.refused()), FAILED),
    "cart busy at checkout": (on("check_out", faults.busy()), SYNCHRONIZED),
    "bought, then submitted already": (
        both(habit(resubmits=False), on("check_out", faults.lost())),
        SYNCHRONIZED,
    ),
    "bought, not echoed, submitted already D32": (
        both(habit(resubmits=False, echoes_names=False), on("check_out", faults.lost())),
        SYNCHRONIZED,
    ),
    "order refused when read": (on("read_order", faults.refused("403")), SYNCHRONIZED),
    "order not readable": (on("read_order", faults.unavailable()), SYNCHRONIZED),
    "order pending long D6": (habit(pending_reads=12), SYNCHRONIZED),
    "no perpetual id yet S21 D14": (habit(issues_perpetual_id=False), SYNCHRONIZED),
    "order cancelled at Microsoft D6": (habit(cancels=True), FAILED),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_asset_ends_as_the_rules_say(fault: str) -> None:
    prepare, expected = FAULTS[fault]
    till = Till()
    prepare(till)
    till.provision()
    till.require_books()
    assert till.settle() is expected
    till.require_books()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_crash_anywhere_changes_nothing_of_it(fault: str) -> None:
    """Kill -9 before and after every save and around every call, then other processes go on.

    A refusal that died with its process is asked for again, and may then be a yes.
    """
    prepare, expected = FAULTS[fault]
    ends = {expected, _undisturbed(prepare)}
    crashes = list(_crashes(prepare))
    assert len(crashes) >= 4
    for crash in crashes:
        till = Till()
        prepare(till)
        crash(till)
        provision_until_dead(till)
        till.require_books()
        assert till.settle() in ends, (fault, crash, till.kinds)
        till.require_books()


def _crashes(prepare: Prepare) -> Iterator[Prepare]:
    """Around each save and each call that the run makes which nobody kills."""
    till = Till()
    prepare(till)
    till.provision()
    for save in range(1, till.ledger.saves + 1):
        yield partial(_at_save, before=save)
        yield partial(_at_save, after=save)
    for call in range(1, len(till.vendor.calls) + 1):
        yield partial(_at_call, number=call, fault=faults.crash_before())
        yield partial(_at_call, number=call, fault=faults.crash_after())


def _undisturbed(prepare: Prepare) -> SyncState:
    """How it ends when the scripted faults are over and only the habits are left."""
    till = Till()
    prepare(till)
    till.vendor.faults.clear()
    return till.settle()


def _at_save(till: Till, *, before: int | None = None, after: int | None = None) -> None:
    till.ledger.crash_before, till.ledger.crash_after = before, after


def _at_call(till: Till, *, number: int, fault: faults.Fault) -> None:
    till.vendor.at_call[number] = fault
