"""`make bench`: measures, prints a table and writes results.json beside this file."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from benchmarks.chained_ledger import chained_ledger
from benchmarks.harness import Timed, measured
from benchmarks.memory import grown_mebibytes
from benchmarks.price_import import contest
from benchmarks.provisioning import MORE, scene
from entrypoints.simulator.prices.generator import Recipe, sheets

RESULTS = Path(__file__).with_name("results.json")
GROWTH = (6, 12, 30, 60, 120)
"""Numbers of markets."""


def main(arguments: Sequence[str] | None = None) -> None:
    asked = _arguments(arguments)
    recipe = Recipe(markets=asked.markets, skus=asked.skus)
    lists = list(sheets(recipe))
    timed = measured(contest(lists), runs=asked.runs)
    growth = _growth([each for each in GROWTH if each <= 2 * asked.markets], asked)
    memory = grown_mebibytes(lists)
    _print(recipe, timed, growth, memory)
    results = {"timed": [asdict(each) for each in timed], "growth": growth, "memory_mib": memory}
    bought = _provisioned(asked.purchases)
    Console().print(_table("P9 provision an asset at the simulator", bought))
    p9 = {"timed": [asdict(each) for each in bought]}
    verified = _verified(asked.events, asked.runs)
    Console().print(_table(f"P8 verify the chain of {asked.events} events", verified))
    p8 = {"events": asked.events, "timed": [asdict(each) for each in verified]}
    asked.results.write_text(json.dumps({"P5": results, "P8": p8, "P9": p9}, indent=2) + "\n")


def _verified(events: int, runs: int) -> list[Timed]:
    with TemporaryDirectory() as folder, chained_ledger(Path(folder), events) as ledger:
        return measured(ledger.contest(), runs=runs)


def _provisioned(purchases: int) -> list[Timed]:
    with TemporaryDirectory() as folder, scene(Path(folder) / "data", purchases + MORE) as made:
        return measured(made.contest(), runs=purchases)


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--markets", type=int, default=60)
    parser.add_argument("--skus", type=int, default=400)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--purchases", type=int, default=51)
    parser.add_argument("--results", type=Path, default=RESULTS)
    return parser.parse_args(arguments)


def _growth(markets: Sequence[int], asked: argparse.Namespace) -> dict[int, float]:
    """Milliseconds of our import per market; the same for any number of markets when linear."""
    found = {}
    for number in markets:
        lists = list(sheets(Recipe(markets=number, skus=asked.skus)))
        timed = {each.name: each for each in measured(contest(lists), runs=asked.runs)}
        found[number] = timed["ours"].seconds / number * 1000
    return found


def _print(recipe: Recipe, timed: Sequence[Timed], growth: dict[int, float], memory: float) -> None:
    console = Console()
    table = _table("P5 price import", timed)
    console.print(f"{recipe.markets} markets × 4 segments × {recipe.skus} SKUs", table)
    steps = ", ".join(f"{number}: {each:.2f}" for number, each in growth.items())
    console.print(f"ms per market, by number of markets: {steps}")
    console.print(f"peak memory above the idle process: {memory:.0f} MiB")


def _table(title: str, timed: Sequence[Timed]) -> Table:
    table = Table(title=title)
    for heading in ("", "ms", "× floor"):
        table.add_column(heading, justify="right")
    for each in timed:
        table.add_row(each.name, f"{each.seconds * 1000:.1f}", f"{each.ratio:.2f}")
    return table


if __name__ == "__main__":
    main()
