"""Who may send which message, and to whose records (D3)."""

from typing import Any
from uuid import UUID, uuid5

import pytest

from application.access import Access
from application.asset.cancellation.ask_cancellation import AskCancellation
from application.asset.cancellation.request_cancellation import RequestCancellation
from application.asset.edit_asset import EditAsset
from application.asset.refresh_asset import RefreshAsset
from application.messages import Command, Message, PayersCommand
from application.ordering.draft_order import DraftLine, DraftOrder
from application.ordering.execute_order import ExecuteOrder
from application.ordering.quote_order import QuoteOrder
from application.principal import Principal, Role
from application.queries.accounts import ListAccounts, ShowAccount
from application.queries.payable_price import ShowPayablePrice
from application.queries.show_order import ShowOrder
from application.queries.storefront_assets import ListStorefrontAssets, ShowStorefrontAsset
from application.use_cases import HANDLERS
from core.ids import AccountId
from core.kernel.errors import Forbidden, NotFound
from tests.support.builders import OFFICE
from tests.support.fakes_people import (
    AS_KAFENEIO,
    AS_RESELLER,
    AS_STRANGER,
    AUDITOR,
    ENGINEER,
    FINANCE,
    KAFENEIO,
    RESELLER,
    SCHOOL,
)
from tests.support.fakes_shop import Shop

COMMANDS = [each for each in HANDLERS if issubclass(each, Command)]
_OPERATIONS = ("read_models", "record_restoration")
ABOUT_THE_BUSINESS = [
    each for each in COMMANDS if not any(name in each.__module__ for name in _OPERATIONS)
]
READERS = [AUDITOR, FINANCE, ENGINEER]
BUYERS_COMMANDS = {
    "DraftOrder",
    "QuoteOrder",
    "ExecuteOrder",
    "RejectOrder",
    "EditAsset",
    "RefreshAsset",
    "RequestCancellation",
}
NOBODY = uuid5(KAFENEIO, "nobody")


def named(message: type[Message[Any]]) -> str:
    return message.__name__


@pytest.mark.parametrize("message", HANDLERS, ids=named)
def test_every_message_declares_who_may_send_it(message: type[Message[Any]]) -> None:
    assert message.roles
    assert message.roles <= frozenset(Role)


@pytest.mark.parametrize("message", ABOUT_THE_BUSINESS, ids=named)
@pytest.mark.parametrize("reader", READERS, ids=lambda by: str(by.role))
def test_d3_auditors_finance_and_engineers_change_nothing(
    message: type[Message[Any]], reader: Principal, shop: Shop
) -> None:
    with pytest.raises(Forbidden, match=str(reader.role)):
        Access(shop.ledger).require(message.model_construct(), reader)


@pytest.mark.parametrize("message", COMMANDS, ids=named)
def test_d3_an_auditor_sends_no_command_at_all(message: type[Message[Any]]) -> None:
    assert Role.AUDITOR not in message.roles


@pytest.mark.parametrize("message", COMMANDS, ids=named)
@pytest.mark.parametrize("role", [Role.RESELLER, Role.CUSTOMER])
def test_s4_d3_buyers_order_and_manage_licences_and_nothing_else(
    message: type[Message[Any]], role: Role
) -> None:
    assert (role in message.roles) is (message.__name__ in BUYERS_COMMANDS)


def test_only_the_worker_acts_without_a_person() -> None:
    alone = {each.__name__ for each in COMMANDS if Role.SYSTEM in each.roles}
    assert alone == {
        "ProvisionAsset",
        "ReconcileInstance",
        "RecordLedgerCheck",
        "RefreshAsset",
        "SignHead",
        "SyncServices",
        "WatchLedger",
    }


@pytest.mark.parametrize("role", [Role.RESELLER, Role.CUSTOMER])
def test_d3_a_buyer_without_an_account_sees_nothing_at_all(role: Role, shop: Shop) -> None:
    with pytest.raises(Forbidden, match=f"There is no {role} nobody"):
        shop.ask(ListAccounts(), Principal(role, "nobody"))


def test_d3_a_customer_is_no_reseller_and_nobody_is_an_account_that_does_not_exist(
    shop: Shop,
) -> None:
    access = Access(shop.ledger)
    with pytest.raises(Forbidden, match=f"There is no reseller {KAFENEIO}"):
        access.require(ListAccounts(), Principal(Role.RESELLER, "Kostas", KAFENEIO))
    with pytest.raises(Forbidden, match=f"There is no customer {NOBODY}"):
        access.require(ListAccounts(), Principal(Role.CUSTOMER, "nobody", AccountId(NOBODY)))


def messages(shop: Shop) -> list[Message[Any]]:
    """Everything that names a record of Kafeneio."""
    asset = shop.sell()
    order = shop.draft()
    return [
        EditAsset(asset_id=asset, name="Mine"),
        RefreshAsset(asset_id=asset),
        AskCancellation(asset_id=asset),
        RequestCancellation(asset_id=asset, reason="not needed"),
        ShowStorefrontAsset(account_id=KAFENEIO, asset_id=asset),
        ListStorefrontAssets(account_id=KAFENEIO),
        QuoteOrder(order_id=order),
        ExecuteOrder(order_id=order),
        ShowOrder(order_id=order),
        ShowAccount(account_id=KAFENEIO),
        ShowPayablePrice(account_id=KAFENEIO, code=OFFICE),
        DraftOrder(new_id=NOBODY, account_id=KAFENEIO, lines=(DraftLine(product=OFFICE),)),
    ]


def test_d3_somebody_elses_record_is_not_found_like_one_that_does_not_exist(shop: Shop) -> None:
    access = Access(shop.ledger)
    for message in messages(shop):
        with pytest.raises(NotFound) as theirs:
            access.require(message, AS_STRANGER)
        assert theirs.value.code == "not_found"
    with pytest.raises(NotFound):
        access.require(EditAsset(asset_id=NOBODY), AS_KAFENEIO)


def test_s24_d3_a_customer_and_its_reseller_reach_its_records(shop: Shop) -> None:
    access = Access(shop.ledger)
    for message in messages(shop):
        access.require(message, AS_KAFENEIO)
        if isinstance(message, PayersCommand):
            with pytest.raises(Forbidden, match="Somebody else would pay"):
                access.require(message, AS_RESELLER)
        else:
            access.require(message, AS_RESELLER)


def test_d3_the_account_and_the_asset_of_a_question_must_both_be_visible(shop: Shop) -> None:
    theirs = shop.sell()
    question = ShowStorefrontAsset(account_id=AS_STRANGER.account_id or NOBODY, asset_id=theirs)
    with pytest.raises(NotFound):
        shop.ask(question, AS_STRANGER)


def test_d3_nobody_orders_in_the_name_of_another_account(shop: Shop) -> None:
    def order(account: UUID, ordered_by: UUID, by: Principal) -> None:
        lines = (DraftLine(product=OFFICE),)
        command = DraftOrder(new_id=NOBODY, account_id=account, lines=lines, ordered_by=ordered_by)
        shop.send(command, by)

    with pytest.raises(NotFound):
        order(KAFENEIO, RESELLER, AS_KAFENEIO)
    with pytest.raises(NotFound):
        order(SCHOOL, KAFENEIO, AS_KAFENEIO)


def test_d3_each_sees_its_own_accounts(shop: Shop) -> None:
    def names(by: Principal) -> list[str]:
        return [account.name for account in shop.ask(ListAccounts(), by).items]

    assert names(AS_KAFENEIO) == ["Kafeneio"]
    assert names(AS_RESELLER) == ["Rea IT", "Kafeneio", "School"]
    assert names(AUDITOR) == ["Kafeneio", "Rea IT", "School", "Stranger"]
