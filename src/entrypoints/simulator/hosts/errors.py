"""The shapes in which the commerce API spells its errors (contract 3.1)."""

from typing import Any

from entrypoints.simulator.wire.refusal import Refusal

NAMES = {400: "BadRequest", 401: "Unauthorized", 403: "Forbidden", 404: "NotFound", 409: "Conflict"}


def error_document(refused: Refusal, *, shape: str) -> dict[str, Any]:
    """The extended one is what the agreements service sends: a number, and no source."""
    number = int(refused.code) if refused.code.isdecimal() else refused.code
    if shape == "extended":
        return {
            "code": number,
            "message": refused.description,
            "description": refused.description,
            "errorName": NAMES.get(refused.status, "InternalServerError"),
            "isRetryable": refused.status >= 500,
            "parameters": {},
            "errorMessageExtended": f"ErrorCode={refused.code}",
        }
    return {
        "code": refused.code if shape == "standard" else number,
        "description": refused.description,
        "data": [],
        "source": "PartnerFD",
    }
