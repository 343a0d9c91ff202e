"""Every command runs with its cause, again after a conflict, and reads its own writes (B11)."""

from uuid import UUID

import pytest

from application.asset.edit_asset import EditAsset
from application.asset.link_licence import LinkExternalLicence
from application.bus import Bus, Origin
from application.context import current_cause
from application.organisation.edit_organisation import EditOrganisation
from application.ports.ledger import Ledger, VersionConflict
from application.queries.organisation import ShowOrganisation
from core.accounts.account import Account
from core.kernel.aggregate import Aggregate
from core.kernel.errors import StaleVersion
from core.kernel.event import Event
from tests.support.fakes_ledger import MemoryLedger
from tests.support.fakes_people import KAFENEIO, OPERATOR
from tests.support.fakes_shop import Shop, failed_asset

SOME_ID = UUID("01953a10-0000-7000-8000-00000000beef")


def test_b11_every_event_says_who_did_it_where_and_why(shop: Shop) -> None:
    asset = failed_asset(shop)
    shop.vendor.on("read_order")
    [cart] = shop.vendor.carts.values()
    order = shop.vendor.sell(shop.asset(asset).details.tenant_id, cart)
    command = LinkExternalLicence(asset_id=asset, order=order.order_id, reason="bought by hand")
    origin = Origin(
        OPERATOR, "http", command_id=SOME_ID, correlation_id=KAFENEIO, causation_id="ticket-7"
    )
    shop.bus.send(command, origin)
    linked, claimed = shop.ledger.recorded[-2:]
    assert linked.metadata == claimed.metadata
    said = linked.metadata
    assert (said.actor, said.role, said.channel) == ("operator:Olga", "operator", "http")
    assert (said.command_id, said.correlation_id) == (SOME_ID, KAFENEIO)
    assert (said.causation_id, said.reason) == ("ticket-7", "bought by hand")
    assert said.time == linked.event.timestamp


def test_b11_a_command_correlates_with_itself_when_nothing_led_to_it(shop: Shop) -> None:
    shop.send(EditOrganisation(name="Other"))
    said = shop.ledger.recorded[-1].metadata
    assert said.command_id == said.correlation_id
    assert (said.causation_id, said.reason) == (None, None)


def test_nothing_is_saved_outside_a_command(shop: Shop) -> None:
    with pytest.raises(LookupError):
        current_cause()
    account = shop.ledger.get(Account, KAFENEIO)
    account.pending.append(account_event(shop))
    with pytest.raises(LookupError):
        shop.ledger.save(account)


def test_a_command_reads_its_own_writes_at_once(shop: Shop) -> None:
    shop.send(EditOrganisation(name="Other"))
    assert shop.ask(ShowOrganisation()).name == "Other"


class Contended(MemoryLedger):
    """Somebody else saves first, a few times."""

    conflicts = 0

    def save(self, *aggregates: Aggregate) -> None:
        if self.conflicts:
            self.conflicts -= 1
            raise VersionConflict("Somebody was first.")
        super().save(*aggregates)


def contended(shop: Shop, conflicts: int) -> Bus:
    ledger = Contended(shop.ledger.recorded)
    ledger.conflicts = conflicts
    return Shop(of=shop, overrides={Ledger: ledger}).bus


def test_a_version_conflict_runs_the_command_again(shop: Shop) -> None:
    asset = shop.sell()
    command = EditAsset(asset_id=asset, name="Front desk")
    assert contended(shop, 4).send(command, Origin(OPERATOR, "cli")).version == 2
    with pytest.raises(VersionConflict):
        contended(shop, 5).send(command, Origin(OPERATOR, "cli"))


def test_who_expected_another_version_is_not_helped_by_running_again(shop: Shop) -> None:
    asset = shop.sell()
    with pytest.raises(StaleVersion):
        shop.send(EditAsset(asset_id=asset, name="Front desk", expected_version=7))


def account_event(shop: Shop) -> Event:
    return shop.ledger.stream(KAFENEIO)[-1].event
