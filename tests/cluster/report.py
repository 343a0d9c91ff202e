"""What came of the trials: a table, and what is not as it must be."""

from __future__ import annotations

from rich.table import Table

from tests.cluster.trial import WANTED, Outcome


def faults_of(outcome: Outcome) -> list[str]:
    """In words; none when the trial came out as it must."""
    checks = _always(outcome) | (_if_strict(outcome) if outcome.strict else _in_control(outcome))
    return [f"{_kind(outcome)}: {fault}" for fault, holds in checks.items() if not holds]


def _always(outcome: Outcome) -> dict[str, bool]:
    found = outcome.books
    return {
        f"{outcome.twice} commands were executed twice": outcome.twice == 0,
        f"not every process works: {outcome.unready}": not outcome.unready,
        f"{found.wrong} rows differ from a fresh rebuild": found.wrong == 0,
        f"audit verify: {found.verified}": found.verified["ok"],
        f"audit prove-purchases: {found.proof['violations']}": found.proof["ok"],
        f"Microsoft sold {outcome.sold} licences instead of {WANTED}": outcome.sold == WANTED,
    }


def _if_strict(outcome: Outcome) -> dict[str, bool]:
    """While frozen each writer may get the answer that was on its way, and no other."""
    found, load = outcome.books, outcome.load
    unanswered = len(load.sent) - len(load.acknowledged)
    return {
        f"{outcome.frozen} acknowledged without a standby": outcome.frozen <= load.writers,
        f"{outcome.lost} acknowledged commands are lost": outcome.lost == 0,
        f"{unanswered} commands were never acknowledged: {load.refused[:3]}": unanswered == 0,
        f"buying is paused: {found.buying['message']}": found.buying["allowed"],
        f"audit verify against the head: {found.with_head}": found.with_head["ok"],
        f"reconcile run: {found.compared}": found.compared["clean"],
    }


def _in_control(outcome: Outcome) -> dict[str, bool]:
    found = outcome.books
    return {
        "nothing is lost, so the trial proves nothing": outcome.lost > 0,
        f"nobody noticed the loss: {found.buying}": found.buying["cause"] == "behind",
        "Microsoft's order of the lost asset is not reported": not found.compared["clean"],
        "a head kept elsewhere does not tell the loss": not found.with_head["ok"],
    }


def table_of(outcomes: list[Outcome]) -> Table:
    table = Table("", *(_kind(each) for each in outcomes))
    for rows in zip(*(_facts(each).items() for each in outcomes), strict=True):
        table.add_row(rows[0][0], *(value for _, value in rows))
    return table


def _facts(outcome: Outcome) -> dict[str, str]:
    load, found = outcome.load, outcome.books
    return {
        "commands sent": f"{len(load.sent)}",
        "acknowledged": f"{len(load.acknowledged)}",
        "  while replication was frozen": f"{outcome.frozen}",
        "acknowledged and lost": f"{outcome.lost}",
        "executed twice": f"{outcome.twice}",
        "repeated, as unanswered": f"{load.again}",
        "new leader after": f"{outcome.elected:.1f} s",
        "next acknowledgement after": f"{outcome.served:.1f} s",
        "processes ended or unready": f"{len(outcome.unready)}",
        "rows unlike a fresh rebuild": f"{found.wrong}",
        "audit verify": _ok(found.verified["ok"]),
        "audit verify --head HEAD": _ok(found.with_head["ok"]),
        "audit prove-purchases --with-vendor": _ok(found.proof["ok"]),
        "reconcile run": "clean" if found.compared["clean"] else "orders of lost assets",
        "licences sold by Microsoft": f"{outcome.sold}",
        "buying": "goes on" if found.buying["allowed"] else f"paused ({found.buying['cause']})",
    }


def _kind(outcome: Outcome) -> str:
    return "strict" if outcome.strict else "asynchronous (control)"


def _ok(holds: bool) -> str:
    return "ok" if holds else "broken"
