"""What the Graph answers about an export: operations, manifests, files."""

from __future__ import annotations

import gzip
import json
from typing import Any

GRAPH = "https://graph.microsoft.com"
BILLING = f"{GRAPH}/v1.0/reports/partners/billing"
BLOBS = "https://store.blob.example/exports"
SAS = "se=2027-01-01T00%3A49%3A59Z&sig=SECRET%2B%2F%3D"


def packed(*rows: object) -> bytes:
    return gzip.compress("\n".join(json.dumps(row) for row in rows).encode())


def operation(export: str, **members: Any) -> dict[str, Any]:
    link = {"resourceLocation@odata.navigationLink": f"{BILLING}/manifests/{export}"}
    return {"id": export, "status": "succeeded", **link, **members}


def without_data() -> dict[str, Any]:
    error = {"message": "No data available", "code": "5000"}
    return {"id": "G1", "status": "failed", "error": error}


def manifest(**members: Any) -> dict[str, Any]:
    names = [{"name": "part-0.json.gz", "partitionValue": "default"}]
    return {
        "dataFormat": "compressedJSONLines",
        "rootDirectory": f"{BLOBS}/G1",
        "sasToken": SAS,
        "blobCount": 1,
        "blobs": names,
        **members,
    }
