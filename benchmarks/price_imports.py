"""P5 as a section: the whole import, its growth by markets, and its memory."""

from __future__ import annotations

from benchmarks.harness import measured
from benchmarks.memory import grown_mebibytes
from benchmarks.price_import import contest
from benchmarks.section import Growth, Section, Sizes
from entrypoints.simulator.prices.generator import Recipe, sheets

_MARKETS = (6, 12, 30, 60, 120)


def section(sizes: Sizes) -> Section:
    recipe = Recipe(markets=sizes.markets, skus=sizes.skus)
    lists = list(sheets(recipe))
    return Section(
        f"P5 price import: {recipe.markets} markets × 4 segments × {recipe.skus} SKUs",
        measured(contest(lists), runs=sizes.runs),
        [_growth(sizes)],
        peak_mib=grown_mebibytes(lists),
    )


def _growth(sizes: Sizes) -> Growth:
    numbers = [each for each in _MARKETS if each <= 2 * sizes.markets]
    points = {number: _milliseconds(number, sizes) / number for number in numbers}
    return Growth("ms per market, by number of markets", points)


def _milliseconds(markets: int, sizes: Sizes) -> float:
    lists = list(sheets(Recipe(markets=markets, skus=sizes.skus)))
    timed = {each.name: each for each in measured(contest(lists), runs=sizes.runs)}
    return timed["ours"].seconds * 1000
