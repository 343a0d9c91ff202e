"""Members of catalogue documents that were changed or taken away on command."""

from typing import Any

from entrypoints.simulator.state.ids import Ids
from entrypoints.simulator.state.store import Store

Document = dict[str, Any]
KIND = "patch"


class Patches:
    def __init__(self, store: Store, ids: Ids) -> None:
        self._store = store
        self._ids = ids

    def add(self, item: str, *, changed: Document, removed: list[str]) -> Document:
        """item is "product" or "product:sku"; later patches come on top of earlier ones."""
        patch = {"item": item, "set": changed, "remove": removed}
        self._store.put(KIND, self._ids.uuid(), body=patch)
        return patch

    def all(self) -> list[Document]:
        return self._store.all(KIND)

    def clear(self) -> int:
        return self._store.remove_all(KIND)


def patched(item: str, document: Document, *, patches: list[Document]) -> Document:
    for patch in patches:
        if patch["item"] == item:
            changed = document | patch["set"]
            document = {key: changed[key] for key in changed if key not in patch["remove"]}
    return document
