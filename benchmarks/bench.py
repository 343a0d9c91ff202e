"""`make bench`: measures, prints tables and writes results.json beside this file."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.section import Section, Sizes
from benchmarks.sections import SECTIONS

RESULTS = Path(__file__).with_name("results.json")


def main(arguments: Sequence[str] | None = None) -> None:
    asked = _arguments(arguments)
    sizes = Sizes(**{each.name: getattr(asked, each.name) for each in fields(Sizes)})
    for number in asked.only:
        section = SECTIONS[number](sizes)
        _print(section)
        _write(asked.results, number, section)


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--only", type=_numbers, default=list(SECTIONS), help="such as P1,P2")
    for each in fields(Sizes):
        parser.add_argument(
            f"--{each.name}", type=int, default=each.default, help=each.metadata["help"]
        )
    parser.add_argument("--results", type=Path, default=RESULTS)
    return parser.parse_args(arguments)


def _numbers(text: str) -> list[str]:
    numbers = text.split(",")
    for number in numbers:
        if number not in SECTIONS:
            raise argparse.ArgumentTypeError(f"{number} is none of {', '.join(SECTIONS)}")
    return numbers


def _print(section: Section) -> None:
    console = Console()
    console.print(_table(section))
    for growth in section.growth:
        steps = ", ".join(f"{number}: {each:.2f}" for number, each in growth.points.items())
        console.print(f"{growth.unit}: {steps}")
    if section.peak_mib is not None:
        console.print(f"peak memory: {section.peak_mib:.0f} MiB")


def _table(section: Section) -> Table:
    table = Table(title=section.title)
    for heading in ("", "ms", "× floor"):
        table.add_column(heading, justify="right")
    for each in section.timed:
        table.add_row(each.name, f"{each.seconds * 1000:.2f}", f"{each.ratio:.2f}")
    return table


def _write(file: Path, number: str, section: Section) -> None:
    """At once, so that a long run that is stopped keeps what it has; other sections stay."""
    written = json.loads(file.read_text()) if file.exists() else {}
    written[number] = asdict(section)
    file.write_text(json.dumps(dict(sorted(written.items())), indent=2) + "\n")
