"""How long an asset is left alone after a look that did not finish it."""

from __future__ import annotations

from datetime import datetime, timedelta

from application.asset.provisioning.provision_asset import Provisioning
from application.ports.leases import Rest
from core.asset.values import SyncState
from core.kernel.errors import Refused

FAULT = "fault"
"""A look that ended in an error of ours."""
_LONGEST = {SyncState.UNKNOWN: 900.0, FAULT: 900.0}
"""Seconds between two looks; a minute for all that Microsoft, or a setting, will soon bring."""
_OTHERWISE = 60.0


def after_a_look(before: Rest | None, standing: Provisioning, now: datetime) -> Rest:
    """Microsoft needs time, or throttles: then nobody looks before it said so."""
    if standing.retry_after is not None:
        until = now + timedelta(seconds=standing.retry_after)
        return Rest(until, standing.sync_state, before.looks if before else 0, standing.trouble)
    return _longer(before, standing.sync_state, standing.trouble, now=now)


def after_a_refusal(before: Rest | None, refusal: Refused, now: datetime) -> Rest:
    """Something is missing here, such as credentials."""
    return _longer(before, refusal.code, refusal.message, now=now)


def after_a_fault(before: Rest | None, fault: Exception, now: datetime) -> Rest:
    """An error of ours: it must not keep others from being provisioned."""
    return _longer(before, FAULT, f"{type(fault).__name__}: {fault}", now=now)


def _longer(before: Rest | None, state: str, trouble: str | None, *, now: datetime) -> Rest:
    looks = before.looks + 1 if before and before.state == state else 1
    seconds = min(2.0 ** min(looks - 1, 20), _LONGEST.get(state, _OTHERWISE))
    return Rest(now + timedelta(seconds=seconds), state, looks, trouble)
