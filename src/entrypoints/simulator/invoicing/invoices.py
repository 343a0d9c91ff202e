"""One invoice per month and currency, issued some days after the month has ended."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from entrypoints.simulator.catalogue.markets import MARKETS
from entrypoints.simulator.invoicing.charges import Charge, charges
from entrypoints.simulator.world import World

CURRENCIES = sorted({market.currency for market in MARKETS.values()})
SYMBOLS = {market.currency: market.symbol for market in MARKETS.values()}
PREFIX = "onetime-"


@dataclass(frozen=True, kw_only=True)
class Invoice:
    """month is written YYYYMM, in UTC."""

    month: str
    currency: str
    issued: datetime
    charges: list[Charge]

    @property
    def id(self) -> str:
        return f"G{self.month}{CURRENCIES.index(self.currency):03d}"

    @property
    def period(self) -> tuple[datetime, datetime]:
        start = datetime.strptime(self.month, "%Y%m").replace(tzinfo=UTC)
        return start, month_after(start) - timedelta(seconds=1)


def month_after(moment: datetime) -> datetime:
    first = moment.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return (first + timedelta(days=32)).replace(day=1)


def issued_at(world: World, charge: Charge) -> datetime:
    return month_after(charge.at) + timedelta(days=world.settings["invoice_delay_days"])


def invoices(world: World) -> list[Invoice]:
    """Those issued until now, the oldest first."""
    now, grouped = world.clock.now(), dict[tuple[str, str], list[Charge]]()
    for charge in charges(world):
        if issued_at(world, charge) <= now:
            grouped.setdefault((charge.month, charge.currency), []).append(charge)
    return [
        Invoice(month=month, currency=currency, issued=issued_at(world, held[0]), charges=held)
        for (month, currency), held in sorted(grouped.items())
    ]


def invoice_named(world: World, invoice_id: str) -> Invoice | None:
    """Also by the prefixed id that Microsoft's links carry."""
    wanted = invoice_id.lower().removeprefix(PREFIX).upper()
    return next((invoice for invoice in invoices(world) if invoice.id == wanted), None)


def unbilled(world: World, *, currency: str, period: str) -> list[Charge]:
    """period is current or previous (the last month's, until its invoice is issued)."""
    now = world.clock.now()
    first = now.replace(day=1)
    month = f"{first if period == 'current' else first - timedelta(days=1):%Y%m}"
    return [
        charge
        for charge in charges(world)
        if (charge.month, charge.currency) == (month, currency.upper())
        and issued_at(world, charge) > now
    ]
