"""What operators and auditors look at: doctor, buying, proof."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from application.queries.buying import Buying
from application.queries.finding import Finding
from application.queries.prove_purchases import PurchaseProof
from entrypoints.cli.checkup import Checkup
from entrypoints.cli.screen import facts, outcome, table


def checkup(found: Checkup) -> RenderableType:
    about = {
        "Database": found.database,
        "Settings": (*found.settings_files, "environment PERPETUA_…"),
        "Partner Center": found.partner_center,
        "Credentials": "set" if found.credentials else "not set",
        "Events": found.events,
    }
    verdict = Text("Nothing needs anybody.", "green")
    findings = [_told(finding) for finding in found.findings]
    return Group(facts("Perpetua", about), *(findings or (verdict,)))


def _told(finding: Finding) -> Text:
    words = f" {finding.subject}: {finding.message}\n  {finding.advice}"
    return Text.assemble(outcome(finding.severity), words)


def proof(found: PurchaseProof) -> RenderableType:
    about = {
        "Vendor order lines": found.vendor_orders,
        "Assets": found.assets,
        "Purchase calls": found.purchase_calls,
    }
    verdict = Text("Proved: no licence was bought twice.", "green")
    violated = table("Broken rule", "One", "Other")
    for each in found.violations:
        violated.add_row(Text(each.rule, "red"), each.first, each.second)
    return Group(facts("Purchases", about), verdict if found.ok else violated)


def buying(found: Buying) -> RenderableType:
    about = {
        "Epoch": found.epoch,
        "Lies at": found.identity_seen,
        "Known at": found.identity_known,
        "Paused since": found.paused_since,
        "Reconciliations count from": found.reconciled_from,
        "Not reconciled since": found.unreconciled,
    }
    verdict = Text("Licences are bought.", "green")
    if not found.allowed:
        verdict = Text(f"{found.message}\n{found.advice}", "red")
    return Group(facts("Buying", about), verdict)
