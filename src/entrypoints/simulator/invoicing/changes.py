"""Invoice lines that Microsoft got wrong on command: altered, left out, or charged again."""

from typing import Any

from entrypoints.simulator.invoicing.charges import Charge
from entrypoints.simulator.state.store import Store

Document = dict[str, Any]
KIND = "invoice_change"


def add_change(store: Store, key: str, *, change: Document) -> None:
    """change: order (either id), line, charge (New, Cancel or None for both), set, copies."""
    store.put(KIND, key, body=change)


def changes_of(store: Store) -> list[Document]:
    return store.all(KIND)


def clear_changes(store: Store) -> int:
    return store.remove_all(KIND)


def changed_line(line: Document, charge: Charge, *, changes: list[Document]) -> list[Document]:
    """As many lines as there are copies; none of them when it was left out."""
    copies = 1
    for change in changes:
        if _concerns(change, charge):
            line, copies = line | change["set"], change["copies"]
    return [line] * copies


def _concerns(change: Document, charge: Charge) -> bool:
    same_order = change["order"] in (charge.order["id"], charge.order["alternateId"])
    same_line = change["line"] == charge.line["number"]
    return same_order and same_line and change["charge"] in (None, charge.kind)
