"""What the fields of read models mean; part of the glossary."""

from __future__ import annotations

PROJECTION_MEANINGS = {
    "ProjectionView.version": "Version of its rows and of how they are made.",
    "ProjectionView.state": "building, ready, live, stopped (live, with an error), retired, or "
    "ahead: made from events that a restore took away, and never read again.",
    "ProjectionView.position": "Place in the ledger up to which it has read.",
    "build": "Counts the tables of a version.",
    "live": "Whether lists and details are answered from this table.",
    "lag": "Events that it has not read yet.",
    "lag_seconds": "Since when the first event that it has not read waits.",
    "rows": "How many it has.",
    "error": "Where and why it stopped.",
    "Stop.topic": "Stored name of the event that it cannot take.",
    "stream_id": "The record that the event is of.",
    "BuildName.version": "Version of its rows and of how they are made.",
    "BuildName.position": "Place in the ledger at which it was compared.",
    "ProjectionDiff.old": "What readers see before the switch.",
    "ProjectionDiff.new": "What they see after it.",
    "only_old": "Rows that are gone after the switch.",
    "only_new": "Rows that are there only after it.",
    "different": "Rows that are there before and after, and differ.",
    "ProjectionDiff.items": "The first of them, by key.",
    "RowDifference.kind": "only_old, only_new or different.",
    "RowDifference.key": "What identifies the row.",
    "fields": "The innermost fields that differ; all of a row that stands alone.",
    "FieldDifference.field": "Its path, such as `record.price.unit`.",
    "FieldDifference.old": "Before the switch.",
    "FieldDifference.new": "After it.",
}
