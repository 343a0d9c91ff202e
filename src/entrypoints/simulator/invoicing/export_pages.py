"""Billing exports on Microsoft Graph: asked for, watched, and downloaded (contract 8.4)."""

import json
from typing import Any

from entrypoints.simulator.invoicing.exports import (
    KIND,
    billed_lines,
    blob_content,
    export_of,
    is_ready,
    manifest_document,
    start_export,
    unbilled_lines,
)
from entrypoints.simulator.state.faults import fails_exports
from entrypoints.simulator.wire.answer import Answer
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.refusal import Refusal
from entrypoints.simulator.wire.routes import Route
from entrypoints.simulator.world import World

Document = dict[str, Any]
ROOT = "/v1.0/reports/partners/billing"
TYPE = "#microsoft.graph.partners.billing"
PERIODS = {"current": "current", "last": "previous"}
ATTRIBUTES = ("full", "basic")


def export_billed(world: World, call: Call) -> Answer:
    asked = _asked(call)
    return _accepted(world, call, lines=billed_lines(world, str(asked.get("invoiceid"))))


def export_unbilled(world: World, call: Call) -> Answer:
    asked = _asked(call)
    period = PERIODS.get(str(asked.get("billingperiod")).lower())
    if period is None or "currencycode" not in asked:
        raise _bad_request("billingPeriod is current or last; currencyCode has to be given")
    currency = str(asked["currencycode"])
    return _accepted(world, call, lines=unbilled_lines(world, currency=currency, period=period))


def _asked(call: Call) -> Document:
    try:
        body = json.loads(call.body)
        asked = {str(name).lower(): value for name, value in body.items()}
    except (ValueError, AttributeError):
        raise _bad_request("Unable to read JSON request payload.") from None
    if asked.get("attributeset", "full") not in ATTRIBUTES:
        raise _bad_request("attributeSet is full or basic")
    return asked


def _bad_request(why: str) -> Refusal:
    return Refusal(status=400, code="BadRequest", description=why)


def _accepted(world: World, call: Call, *, lines: list[Document]) -> Answer:
    failing = world.faults.strike(call.method, call.path, wanted=fails_exports)
    export = start_export(world, lines, fails=failing is not None)
    location = f"{call.base_url}{ROOT}/operations/{export['id']}"
    return Answer(status=202, headers={"location": location})


def show_operation(world: World, call: Call) -> Answer:
    """Always 200: what it says is in its type and status."""
    export = world.store.find(KIND, call.params["operation"].lower())
    if export is None:
        raise _missing()
    told = {"id": export["id"], "createdDateTime": export["created"]}
    told |= {"lastActionDateTime": export["created"]}
    if not is_ready(world, export):
        after = {"retry-after": str(world.settings["export_retry_after_seconds"])}
        running = {"@odata.type": f"{TYPE}.runningOperation", "status": "running"}
        return Answer(document=running | told, headers=after)
    told |= {"lastActionDateTime": export["ready"]}
    if export["error"]:
        failed = {"@odata.type": f"{TYPE}.failedOperation", "status": "failed"}
        return Answer(document=failed | told | {"error": export["error"]})
    done = {"@odata.type": f"{TYPE}.exportSuccessOperation", "status": "succeeded"}
    return Answer(document=done | told | _located(world, call, export=export))


def _located(world: World, call: Call, *, export: Document) -> Document:
    """Linked to, or, as Microsoft's own sample application reads it, inline."""
    if world.settings["export_manifest"] == "inline":
        return {"resourceLocation": manifest_document(world, export, base_url=call.base_url)}
    uri = f"{call.base_url}{ROOT}/manifests/{export['manifest']}"
    return {"resourceLocation@odata.navigationLink": uri}


def show_manifest(world: World, call: Call) -> Answer:
    export = export_of(world, call.params["manifest"])
    if export is None:
        raise _missing()
    context = {"@odata.context": f"{call.base_url}/v1.0/$metadata{ROOT.removeprefix('/v1.0')}"}
    return Answer(document=context | manifest_document(world, export, base_url=call.base_url))


def _missing() -> Refusal:
    return Refusal(status=404, code="ResourceNotFound", description="Resource not found.")


def download_blob(world: World, call: Call) -> Answer:
    """Only the shared access signature opens it; no token is asked for."""
    export = export_of(world, call.params["manifest"])
    content = blob_content(export, call.params["blob"]) if export else None
    if export is None or content is None:
        raise Refusal(status=404, code="BlobNotFound", description="No such blob.")
    if call.query_string != export["sasToken"]:
        refused = "Server failed to authenticate the request."
        raise Refusal(status=403, code="AuthenticationFailed", description=refused)
    return Answer(content=content, content_type="application/octet-stream")


NAMES = ("export", "microsoft.graph.partners.billing.export")
EXPORTS = tuple(
    Route("POST", f"{ROOT}/reconciliation/{kind}/{name}", handler)
    for name in NAMES
    for kind, handler in (("billed", export_billed), ("unbilled", export_unbilled))
)
ROUTES = (
    *EXPORTS,
    Route("GET", f"{ROOT}/operations/{{operation}}", show_operation),
    Route("GET", f"{ROOT}/manifests/{{manifest}}", show_manifest),
)
BLOBS = (Route("GET", "/blobs/{manifest}/{blob}", download_blob),)
