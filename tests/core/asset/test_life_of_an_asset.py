"""Any life an asset can have: what provisioning, people and Microsoft do, in any order."""

from collections.abc import Callable
from typing import Any, TypeVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from application.ports.ledger import Metadata, Recorded
from application.projections.asset_folding import fold_asset
from application.projections.asset_record import AssetRecord
from core.asset.asset import Asset
from core.asset.purchasing import Step
from core.asset.values import LastError, Phase, SyncState
from core.kernel.aggregate import fold
from tests.core.asset.business import business
from tests.support.builders_assets import a_cart, a_licence, an_asset
from tests.support.scenario import NOON, minutes, require_one_stream

CODES = st.sampled_from(["800030", "http_500"])
PERPETUAL_IDS = st.sampled_from([None, "perpetual-1", "perpetual-2"])
IN_FLIGHT = {SyncState.PENDING, SyncState.ORDERED, SyncState.UNKNOWN}


F = TypeVar("F", bound=Callable[..., Any])


def step(*steps: Step) -> Callable[[F], F]:
    return precondition(lambda self: self.asset.next_step in steps)


def state(*states: SyncState) -> Callable[[F], F]:
    return precondition(lambda self: self.asset.sync in states)


class AssetLife(RuleBasedStateMachine):
    @initialize()
    def executed(self) -> None:
        self.asset: Asset = an_asset()
        self.clock = 0
        self.before_retry: dict[str, object] | None = None

    @rule(by=st.integers(-5, 60))
    def time_passes(self, by: int) -> None:
        self.clock += by

    @step(Step.BEGIN_ATTEMPT)
    @rule()
    def begins(self) -> None:
        self.asset.begin_attempt(at=minutes(self.clock))

    @step(Step.OPEN_CART)
    @rule(number=st.integers(1, 3))
    def opens_a_cart(self, number: int) -> None:
        self.asset.open_cart(a_cart(f"cart-{number}"), at=minutes(self.clock))

    @step(Step.OPEN_CART, Step.CHECK_OUT)
    @rule(code=CODES)
    def is_refused(self, code: str) -> None:
        phase = Phase.CHECKING_OUT
        self.asset.fail(phase, LastError(code, "No."), at=minutes(self.clock))
        if self.before_retry is not None:
            assert business(self.asset) == self.before_retry, "S15, D10"
        self.before_retry = None

    @step(Step.OPEN_CART, Step.CHECK_OUT)
    @rule(code=CODES, answered=st.booleans())
    def is_in_doubt(self, code: str, answered: bool) -> None:
        at = minutes(self.clock)
        self.asset.doubt(Phase.CHECKING_OUT, LastError(code, "?"), answered=answered, at=at)

    @step(Step.OPEN_CART, Step.CHECK_OUT)
    @rule(perpetual_id=PERPETUAL_IDS)
    def is_accepted(self, perpetual_id: str | None) -> None:
        number = len(self.asset.pending)
        licence = a_licence(f"order-{number}", perpetual_id=perpetual_id)
        claim = self.asset.place_order(licence, at=minutes(self.clock))
        assert claim.asset_id == self.asset.id

    @step(Step.CONFIRM_ORDER)
    @rule(perpetual_id=PERPETUAL_IDS)
    def is_completed(self, perpetual_id: str | None) -> None:
        self.asset.confirm_order(perpetual_id, at=minutes(self.clock))
        self.before_retry = None

    @step(Step.CONFIRM_ORDER)
    @rule()
    def is_cancelled_at_microsoft(self) -> None:
        error = LastError("order_cancelled", "Cancelled.")
        self.asset.fail(Phase.CONFIRMING_ORDER, error, at=minutes(self.clock))
        assert self.asset.cart is None, "D31"
        self.before_retry = None

    @state(SyncState.FAILED)
    @rule(yes=st.booleans())
    def is_asked_for_a_retry(self, yes: bool) -> None:
        if yes:
            self.before_retry = business(self.asset)
            self.asset.begin_reprovision(at=minutes(self.clock))
        else:
            self.asset.decline_reprovision(at=minutes(self.clock))

    @state(SyncState.FAILED, SyncState.UNKNOWN)
    @rule()
    def is_linked(self) -> None:
        self.asset.link(a_licence("found"), at=minutes(self.clock))
        self.before_retry = None

    @state(SyncState.SYNCHRONIZED)
    @rule()
    def is_refreshed(self) -> None:
        self.asset.fill_perpetual_id("perpetual-3", at=minutes(self.clock))

    @rule(name=st.sampled_from(["Front desk", "Office"]))
    def is_renamed(self, name: str) -> None:
        self.asset.rename(name, at=minutes(self.clock))
        if self.before_retry is not None:
            self.before_retry["name"] = name

    @rule(value=st.sampled_from(["1", "2"]))
    def is_edited(self, value: str) -> None:
        self.asset.edit_custom_field("Cost centre", value, at=minutes(self.clock))
        if self.before_retry is not None:
            self.before_retry["custom_fields"] = self.asset.custom_fields

    @invariant()
    def the_ledger_alone_tells_the_state(self) -> None:
        again = fold(Asset, self.asset.pending)
        mine = {name: value for name, value in vars(self.asset).items() if name != "pending"}
        assert {name: value for name, value in vars(again).items() if name != "pending"} == mine

    @invariant()
    def times_never_decrease_d34(self) -> None:
        require_one_stream(self.asset.pending)
        assert self.asset.created_on == NOON, "D11"

    @invariant()
    def a_licence_exists_only_when_ordered_or_synchronized(self) -> None:
        owns = self.asset.sync in (SyncState.ORDERED, SyncState.SYNCHRONIZED)
        assert (self.asset.licence is not None) is owns

    @invariant()
    def a_step_is_due_exactly_while_in_flight(self) -> None:
        assert (self.asset.next_step is not Step.NOTHING) is (self.asset.sync in IN_FLIGHT)

    @invariant()
    def the_record_that_people_see_never_contradicts_the_aggregate(self) -> None:
        record = recorded_of(self.asset)
        licence = self.asset.licence
        assert record.name == self.asset.name
        assert record.custom_fields == self.asset.custom_fields
        assert record.sync_state == self.asset.sync
        assert record.provisioning_in_progress is (self.asset.sync in IN_FLIGHT)
        assert record.perpetual_order_id == (licence.order_id if licence else None)
        assert record.perpetual_id == (licence.perpetual_id if licence else None)
        assert record.catalog_id == (licence.catalog_id if licence else None)
        assert record.provisioned_at == self.asset.provisioned_at
        assert record.last_error == self.asset.last_error
        assert record.version == self.asset.version
        assert record.purchase_date == self.asset.created_on


def recorded_of(asset: Asset) -> AssetRecord:
    said = Metadata(NOON, "system:worker", "system", "worker", asset.id, asset.id, None, None)
    record: AssetRecord | None = None
    for number, event in enumerate(asset.pending, 1):
        record = fold_asset(record, Recorded(number, asset.id, number, event.TOPIC, said, event))
    assert record is not None
    return record


TestAssetLife = AssetLife.TestCase
TestAssetLife.settings = settings(max_examples=40, stateful_step_count=25)
