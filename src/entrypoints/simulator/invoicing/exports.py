"""Exports of charges: started, running for a while, then a manifest of files or a failure."""

import gzip
import json
from datetime import timedelta
from typing import Any

from entrypoints.simulator.invoicing.invoices import invoice_named, unbilled
from entrypoints.simulator.invoicing.line_documents import invoice_lines
from entrypoints.simulator.partner import PARTNER
from entrypoints.simulator.state.clock import from_wire, to_wire
from entrypoints.simulator.world import World

Document = dict[str, Any]
KIND = "export"
NO_DATA = {"message": "No data available", "code": "5000"}
RENAMED = {
    "totalForCustomer": "Total",
    "pcToBCExchangeRate": "PCToBCExchangeRate",
    "pcToBCExchangeRateDate": "PCToBCExchangeRateDate",
}
NOT_EXPORTED = ("attributes", "invoiceLineItemType", "billingProvider", "discountDetails")


def start_export(world: World, lines: list[Document], *, fails: bool) -> Document:
    """What is exported is settled now; without any line the export fails by itself."""
    now = world.clock.now()
    export: Document = {
        "id": world.ids.uuid(),
        "manifest": world.ids.uuid(),
        "sasToken": f"sv=2024-05-04&sr=d&sig={world.ids.hex(32)}",
        "created": to_wire(now),
        "ready": to_wire(now + timedelta(seconds=world.settings["export_seconds"])),
        "error": NO_DATA if fails or not lines else None,
        "blobs": _blobs(world, [_row(line) for line in lines]),
    }
    world.store.put(KIND, export["id"], body=export)
    world.store.put("manifest", export["manifest"], body={"export": export["id"]})
    return export


def billed_lines(world: World, invoice_id: str) -> list[Document]:
    invoice = invoice_named(world, invoice_id)
    return invoice_lines(world, invoice.charges, invoice_id=invoice.id) if invoice else []


def unbilled_lines(world: World, *, currency: str, period: str) -> list[Document]:
    return invoice_lines(world, unbilled(world, currency=currency, period=period), invoice_id="")


def export_of(world: World, manifest_id: str) -> Document | None:
    """Behind a manifest that exists by now."""
    found = world.store.find("manifest", manifest_id.lower())
    export = world.store.find(KIND, found["export"]) if found else None
    return export if export and is_ready(world, export) and not export["error"] else None


def is_ready(world: World, export: Document) -> bool:
    return from_wire(export["ready"]) <= world.clock.now()


def manifest_document(world: World, export: Document, *, base_url: str) -> Document:
    names = list(export["blobs"])
    return {
        "id": export["manifest"],
        "schemaVersion": "2",
        "dataFormat": "compressedJSON",
        "createdDateTime": export["ready"],
        "eTag": "RwDrn7fbiTXy6UULE",
        "partnerTenantId": PARTNER,
        "rootDirectory": f"{base_url}/blobs/{export['manifest']}",
        "sasToken": export["sasToken"],
        "partitionType": "default",
        "blobCount": len(names),
        "blobs": [{"name": name, "partitionValue": "default"} for name in names],
    }


def blob_content(export: Document, name: str) -> bytes | None:
    rows = export["blobs"].get(name)
    return gzip.compress("\n".join(rows).encode(), mtime=0) if rows is not None else None


def _row(line: Document) -> Document:
    exported = {name: line[name] for name in line if name not in NOT_EXPORTED}
    return {
        RENAMED.get(name, name[0].upper() + name[1:]): value for name, value in exported.items()
    }


def _blobs(world: World, rows: list[Document]) -> dict[str, list[str]]:
    size = world.settings["export_blob_lines"] or len(rows) or 1
    texts = [json.dumps(row, ensure_ascii=False) for row in rows]
    parts = [texts[start : start + size] for start in range(0, len(texts), size)]
    return {f"part-{number:05d}.json.gz": part for number, part in enumerate(parts)}
