"""P3: an asset's events are folded several at once, to what they give one after the other."""

from dataclasses import fields
from itertools import islice
from typing import Any

import pytest

from application.ports.ledger import Metadata, Recorded
from application.projections.account_assets import AccountAssets
from application.projections.asset_finder import AssetFinder
from application.projections.asset_record import AssetRecord, PurchaseCost, SalePrice
from application.projections.bss_assets import BssAssets
from application.projections.projection import FoldsRuns
from application.projections.storefront_assets import StorefrontAssets
from core.asset.events import AssetCreated
from tests.infrastructure.event_store.samples import business_events, samples_of


def history() -> list[Recorded]:
    """Every event that an asset can have, full and bare, behind its creation."""
    kinds = [each for each in business_events() if each.TOPIC.startswith("asset.")]
    kinds.sort(key=lambda kind: kind is not AssetCreated)
    events = [event for kind in kinds for event in samples_of(kind).values()]
    return [recorded(number, event) for number, event in enumerate(events, start=1)]


def recorded(number: int, event: Any) -> Recorded:
    identity = event.originator_id
    said = Metadata(
        event.timestamp, f"operator:{number}", "operator", "cli", identity, identity, None, "why"
    )
    return Recorded(number, identity, number, event.TOPIC, said, event)


@pytest.mark.parametrize(
    "projection", [BssAssets(), AccountAssets(), StorefrontAssets(), AssetFinder()]
)
@pytest.mark.parametrize("length", [2, 5, 1_000])
def test_p3_runs_of_any_length_give_the_same_rows(projection: Any, length: int) -> None:
    one_by_one: tuple[Any, ...] = ()
    for each in history():
        one_by_one = projection.fold(one_by_one, each)
    in_runs: tuple[Any, ...] = ()
    remaining = iter(history())
    while run := list(islice(remaining, length)):
        in_runs = projection.fold_run(in_runs, run)

    assert one_by_one
    assert isinstance(projection, FoldsRuns)
    assert in_runs == one_by_one


def test_a_record_has_its_own_fields_and_no_other_whatever_happened() -> None:
    names = {field.name for field in fields(AssetRecord)}
    row: tuple[AssetRecord, ...] = ()
    for each in history():
        before = row
        row = BssAssets().fold(row, each)
        assert set(vars(row[0])) == names
        for part, kind in ((row[0].price, SalePrice), (row[0].cost, PurchaseCost)):
            assert set(vars(part)) == {field.name for field in fields(kind)}
        assert row[0].version == each.version or isinstance(each.event, AssetCreated)
        assert before == () or before[0] is not row[0]


def test_a_fold_leaves_the_row_that_it_was_given_as_it_was() -> None:
    created, *others = history()
    [before] = BssAssets().fold((), created)
    values = dict(vars(before))

    BssAssets().fold_run((before,), others)

    assert vars(before) == values
