"""Everybody on the demo's stage: the application, the simulator's controls and the narrator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from application.asset.provisioning.provision_asset import Provisioning
from application.bus import Origin
from application.messages import Command, Query, R
from application.ordering.draft_order import DraftLine, DraftOrder
from application.ordering.execute_order import ExecuteOrder
from application.ordering.quote_order import QuoteOrder
from application.principal import Principal, Role
from application.queries.show_order import OrderView, ShowOrder
from core.ids import AccountId
from entrypoints.bootstrap import App
from entrypoints.demo.narrator import Narrator
from entrypoints.demo.simulator import SimulatorControls

_OPERATOR = Principal(Role.OPERATOR, "demo")
_PATIENCE = 20.0
"""Seconds to stay with an order that Microsoft has not finished."""


@dataclass
class Scene:
    """`told` collects what `--json` prints."""

    app: App
    controls: SimulatorControls
    narrator: Narrator
    told: dict[str, Any] = field(default_factory=dict)

    def send(
        self, command: Command[R], by: Principal = _OPERATOR, *, reason: str | None = None
    ) -> R:
        return self.app.bus.send(command, Origin(by, "cli", reason=reason))

    def ask(self, query: Query[R], by: Principal = _OPERATOR) -> R:
        return self.app.bus.ask(query, Origin(by, "cli"))

    def tell(self, step: str, **facts: Any) -> None:
        self.told[step] = facts

    def provision(self, assets: Iterable[UUID]) -> list[Provisioning]:
        return list(self.app.provisioning.provision(assets, channel="cli", patience=_PATIENCE))

    def order(
        self, customer: AccountId, quantities: Mapping[str, int], by: Principal
    ) -> tuple[OrderView, list[Provisioning]]:
        """Draft, quote and execute in the storefront; the assets are provisioned at once."""
        lines = tuple(DraftLine(product=code, quantity=n) for code, n in quantities.items())
        draft = DraftOrder(
            new_id=self.app.ids.new(), account_id=customer, lines=lines, ordered_by=by.account_id
        )
        order = self.send(draft, by)
        self.send(QuoteOrder(order_id=order), by)
        quoted = self.ask(ShowOrder(order_id=order), by)
        assets = self.send(ExecuteOrder(order_id=order), by)
        return quoted, self.provision(assets)

    def refused(self, customer: AccountId, code: str, by: Principal) -> Provisioning:
        """An order of one licence that Microsoft refuses at checkout."""
        self.controls.fault("refusal", code="800069", description="Risk check failed.")
        _, assets = self.order(customer, {code: 1}, by)
        return assets[0]
