"""`perpetua`: the groups of commands, in the order in which people need them."""

from __future__ import annotations

import typer

from entrypoints.cli.answering import Remembered
from entrypoints.cli.commands.doctor import doctor
from entrypoints.cli.commands.running import demo, serve, worker
from entrypoints.cli.lazy_group import in_order, lazy
from entrypoints.cli.options import As, Json

TRY = "Try it"
SET_UP = "Set up"
SELL = "Sell"
MANAGE = "Look after licences"
OPERATE = "Operate and audit"

app = typer.Typer(
    name="perpetua",
    cls=in_order(TRY, SET_UP, SELL, MANAGE, OPERATE),
    help="Sells, provisions, bills and audits Microsoft perpetual licences.",
    epilog="New here? perpetua demo tells the whole story. Every command explains itself: --help.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def perpetua(context: typer.Context, acting_as: As = None, as_json: Json = False) -> None:
    context.obj = Remembered(acting_as, as_json)


def _group(name: str, explained: str, panel: str, *modules: str) -> None:
    group = typer.Typer(cls=lazy(*(modules or (name,))), help=explained, no_args_is_help=True)
    app.add_typer(group, name=name, rich_help_panel=panel)


_group("organisation", "The distributor and the currencies it sells in.", SET_UP)
_group(
    "instance",
    "Partner Center tenants: countries and active currencies.",
    SET_UP,
    "instance",
    "instance_history",
)
_group(
    "rate",
    "Exchange rates for currencies without price lists.",
    SET_UP,
    "rate",
    "rate_history",
)
_group(
    "account",
    "Resellers and customers with their billing addresses.",
    SET_UP,
    "account",
    "account_history",
)
_group(
    "catalogue",
    "Get Services Definition: products and prices.",
    SELL,
    "catalogue_runs",
    "catalogue",
    "product_history",
)
_group("storefront", "Products and prices as buyers see them.", SELL)
_group("order", "Draft, quote and execute orders.", SELL, "order", "order_history")
_group(
    "asset",
    "Billing > Assets: the licences sold.",
    MANAGE,
    "asset_list",
    "asset",
    "asset_changes",
    "asset_again",
    "asset_cancellation",
    "asset_debug",
    "asset_doubts",
)
_group("invoice", "What accounts are charged for.", MANAGE)
_group("buying", "Whether this ledger buys; pausing and resuming it.", OPERATE)
_group(
    "reconcile",
    "What Microsoft shows against the assets.",
    OPERATE,
    "reconcile",
    "reconcile_apply",
)
_group(
    "audit",
    "What happened, and proofs: from the ledger and against Microsoft's orders.",
    OPERATE,
    "audit_history",
    "audit_evidence",
    "audit_export",
    "audit",
)
_group("projection", "Read models and where they stand.", OPERATE)
_group("db", "The database: schema, backup, restore.", OPERATE, "database", "database_backup")
_group("simulator", "A Partner Center to try everything with.", OPERATE)
app.command("demo", rich_help_panel=TRY)(demo)
app.command("serve", rich_help_panel=OPERATE)(serve)
app.command("worker", rich_help_panel=OPERATE)(worker)
app.command("doctor", rich_help_panel=OPERATE)(doctor)


def main() -> None:
    """Entry of the script `perpetua`."""
    app(prog_name="perpetua")
