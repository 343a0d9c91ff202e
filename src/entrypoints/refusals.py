"""What a refusal means outside: the exit status of the CLI and the status of HTTP."""

from __future__ import annotations

from application.ports.backups import BackupBroken
from application.ports.database_away import DatabaseAway
from application.ports.ledger import VersionConflict
from application.ports.microsoft.errors import OutcomeUnknown, VendorUnavailable
from core.asset.errors import OutcomeStillUnknown
from core.kernel.errors import Forbidden, Invalid, NotFound, Refused, StaleVersion

_LATER = (VendorUnavailable, OutcomeUnknown, OutcomeStillUnknown, DatabaseAway)
_HTTP: tuple[tuple[type[Refused], int], ...] = (
    (NotFound, 404),
    (Forbidden, 403),
    (Invalid, 422),
    (StaleVersion, 412),
    (VersionConflict, 409),
    (VendorUnavailable, 503),
    (OutcomeUnknown, 503),
    (DatabaseAway, 503),
)

DONE, REFUSED, USAGE, VENDOR, BROKEN = 0, 1, 2, 3, 4
"""Exit statuses of SPEC section 6."""


def exit_status(refusal: Refused) -> int:
    """1 for a business rule, 3 when vendor or database are away or the outcome is unknown, and 4
    for broken integrity."""
    if isinstance(refusal, BackupBroken):
        return BROKEN
    return VENDOR if isinstance(refusal, _LATER) else REFUSED


def http_status(refusal: Refused) -> int:
    """409 for a business rule that the current state breaks, unless a status says it better."""
    for kind, status in _HTTP:
        if isinstance(refusal, kind):
            return status
    return 409
