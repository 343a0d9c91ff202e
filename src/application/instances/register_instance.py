"""Register a Partner Center tenant as an instance (S43)."""

from __future__ import annotations

from application.already_done import already_done
from application.messages import Command
from application.ports.clock import Clock
from application.ports.ledger import EventLog, Ledger
from application.principal import OPERATORS
from core.ids import InstanceId, instance_id
from core.instances.instance import Instance
from core.instances.settings import InstanceSettings
from core.kernel.errors import Refused


class RegisterInstance(Command[InstanceId]):
    """`countries` are ISO 3166 alpha-2; `credentials` names a setting, it is never a secret.

    See `InstanceSettings` for the meaning of each.
    """

    roles = OPERATORS
    name: str
    partner_tenant: str
    countries: tuple[str, ...]
    language: str = "en"
    credentials: str = "default"
    mpn_id: str | None = None
    publish_new_products: bool = False
    language_countries: tuple[tuple[str, str], ...] = ()
    monthly_sync_day: int | None = 1


class InstanceAlreadyRegistered(Refused):
    """One instance is one Partner Center tenant."""

    code = "instance_already_registered"


class RegisterInstanceHandler:
    def __init__(self, ledger: Ledger, log: EventLog, clock: Clock) -> None:
        self._ledger = ledger
        self._log = log
        self._clock = clock

    def __call__(self, command: RegisterInstance) -> InstanceId:
        """
        Raises:
            InstanceAlreadyRegistered: the tenant has an instance.
            Invalid: as `InstanceSettings.checked` says.
        """
        settings = InstanceSettings(**command.model_dump()).checked()
        identity = instance_id(settings.partner_tenant)
        if already_done(self._log, identity):
            return identity
        if self._ledger.find(Instance, identity):
            raise InstanceAlreadyRegistered(
                f"Tenant {settings.partner_tenant} is instance {identity} already.",
                advice=f"Change it: perpetua instance edit {identity}.",
            )
        self._ledger.save(Instance.register(settings, at=self._clock.now()))
        return identity
