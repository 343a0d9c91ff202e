"""Orders, and what provisioning made of them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from application.asset.provisioning.provision_asset import Provisioning
from application.queries.show_order import OrderView
from entrypoints.cli.provisioning import Executed
from entrypoints.cli.screen import facts, moment, money, outcome, said, table


def order(view: OrderView) -> RenderableType:
    about = {
        "Id": view.id,
        "Status": view.status,
        "End customer": view.end_customer_id,
        "Ordered by": view.ordered_by_id,
        "Billed to": view.billed_to_id,
        "Purchase order": view.purchase_order,
        "Drafted": moment(view.drafted_at),
        "Quote valid until": moment(view.valid_until),
        "Total, net of tax": money(view.total),
        "Version": view.version,
    }
    lines = table("Code", "Product", "Payable price", "Total", ids=("Code",), numbers=("Total",))
    for line in view.lines:
        per = ", ".join(filter(None, (line.unit_name, line.billing_term)))
        payable = f"{line.quantity} × {money(line.unit_price)}\n{per}".strip()
        lines.add_row(line.product_code, said(line.product_name), payable, money(line.total))
    assets = facts("Assets", {str(asset): " " for asset in view.asset_ids})
    return Group(facts("Order", about), lines, *((assets,) if view.asset_ids else ()))


def orders(views: Sequence[OrderView]) -> RenderableType:
    made = table("Id", "Drafted", "Status", "Total", ids=("Id", "Status"), numbers=("Total",))
    for view in views:
        drafted = moment(view.drafted_at)
        made.add_row(str(view.id), drafted, outcome(view.status), money(view.total))
    return made


def executed(done: Executed) -> RenderableType:
    return provisionings(done.assets)


def provisionings(results: Sequence[Provisioning]) -> RenderableType:
    made = table("Asset", "Licence", "Outcome", ids=("Asset",))
    for each in results:
        told = each.trouble or each.perpetual_order_id
        words = Text.assemble(outcome(_word(each)), "\n", said(told))
        made.add_row(str(each.asset_id), each.name, words)
    hints = dict.fromkeys(_HINTS[_word(each)] for each in results)
    return Group(made, *(Text(hint) for hint in hints if hint))


def _word(result: Provisioning) -> str:
    waits = result.in_progress and result.sync_state != "unknown"
    return "in progress" if waits else str(result.sync_state)


_HINTS = {
    "synchronized": "",
    "failed": "A failed one is tried again with perpetua asset reprovision, or linked.",
    "in progress": (
        "What is not finished goes on: a worker finishes it (perpetua worker), and "
        "perpetua asset refresh asks at once. Nothing is bought twice."
    ),
    "unknown": (
        "It is not known yet whether Microsoft sold it: a worker finds out (perpetua worker), "
        "and perpetua asset refresh asks at once. It is never bought again meanwhile."
    ),
}
