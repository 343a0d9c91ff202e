"""What the fields of histories mean; part of the glossary."""

from __future__ import annotations

HISTORY_MEANINGS = {
    "thing": "What it happened to: asset, order, product, account, …",
    "thing_id": "Its id.",
    "thing_name": "How that is called now; null where it has no name.",
    "EventInContext.event": "The event itself.",
    "command_id": "The command that decided it.",
    "causes": "The events that led to it, the nearest first.",
    "effects": "The events that it led to.",
    "correlated": "All that was done for the same request; `next` goes on in the history of that "
    "correlation, oldest first.",
}
