"""Sheet files that were put in the place of a market's own, byte for byte."""

import base64

from entrypoints.simulator.state.store import Store

KIND = "sheet_file"


def replace_sheet(store: Store, country: str, *, content: bytes) -> None:
    store.put(KIND, country, body={"content": base64.b64encode(content).decode()})


def restore_sheet(store: Store, country: str) -> bool:
    """Whether there was anything to restore."""
    return store.remove(KIND, country)


def replaced_sheet(store: Store, country: str) -> bytes | None:
    found = store.find(KIND, country)
    return base64.b64decode(found["content"]) if found else None
