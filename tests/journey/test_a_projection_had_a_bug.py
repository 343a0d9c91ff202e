"""B7: version 1 folds wrongly; version 2 is built beside traffic, compared, switched, and back."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event as Signal

import pytest

from application.organisation.edit_organisation import EditOrganisation
from application.ports.projections import FieldDifference
from application.projections.every import EVERY_PROJECTION
from application.read_models.rebuild_projection import RebuildProjection
from application.read_models.roll_back_projection import RollBackProjection
from application.read_models.switch_projection import SwitchProjection
from entrypoints.bootstrap import upgrade_schema
from entrypoints.settings import Settings
from tests.entrypoints.cli.terminal import Terminal
from tests.journey.countries import Countries, FirstCountries
from tests.journey.pages import conversation, plain
from tests.journey.releases import ENGINEER, NAME, Release, release


@contextmanager
def traffic(shop: Release) -> Iterator[None]:
    """New customers all the time; each is read as soon as it is written."""
    done = Signal()

    def sell() -> int:
        count = 0
        while not done.is_set():
            count += 1
            shop.opens(f"New {count}", "FR")
            seen = shop.countries()
            assert seen[f"New {count}"] == "FR"
            assert sum(name.startswith("New") for name in seen) == count
        return count

    with ThreadPoolExecutor() as pool:
        selling = pool.submit(sell)
        try:
            yield
        finally:
            done.set()
        assert selling.result() > 0


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    on_postgres = request.param == "postgresql"
    url = request.getfixturevalue("postgres_url") if on_postgres else ""
    made = Settings(data_dir=tmp_path, database_url=url)
    upgrade_schema(made)
    return made


def test_b7_a_projection_had_a_bug(settings: Settings) -> None:
    with release(settings, FirstCountries()) as first:
        first.send(EditOrganisation(name="Demo", currencies=("EUR",)))
        for name in ("Adelheid", "Bjarne", "Chloe"):
            first.opens(name, "DE")
        first.moves("Bjarne", "DK")
        people = first.people

    with release(settings, FirstCountries(), Countries()) as shop:
        shop.people.update(people)
        assert shop.countries()["Bjarne"] == "DE"  # the bug: nothing is switched by itself

        with traffic(shop):
            shop.send(RebuildProjection(name=NAME), ENGINEER)
            shop.moves("Chloe", "IE")
            found = shop.diff()
            assert (found.only_old, found.only_new, found.different) == (0, 0, 2)
            assert {each.key["account_id"]: each.fields for each in found.items} == {
                people["Bjarne"]: (FieldDifference("country", "DE", "DK"),),
                people["Chloe"]: (FieldDifference("country", "DE", "IE"),),
            }
            assert shop.countries()["Bjarne"] == "DE"  # looking changes nothing

            shop.send(SwitchProjection(name=NAME), ENGINEER)
            assert _moved(shop) == ("DK", "IE")
            shop.send(RollBackProjection(name=NAME), ENGINEER)
            assert _moved(shop) == ("DE", "DE")
            shop.send(SwitchProjection(name=NAME), ENGINEER)
            assert _moved(shop) == ("DK", "IE")
        shop.moves("Chloe", "GB")
        assert _moved(shop) == ("DK", "GB")


PAGE = "a-projection-had-a-bug.md"


def test_b7_the_page_tells_what_the_commands_answer(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Release 1 sold and folded wrongly; then release 2 is deployed, and the page begins."""
    monkeypatch.setenv("PERPETUA_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "100")
    settings = Settings(data_dir=tmp_path)
    upgrade_schema(settings)
    with release(settings, FirstCountries()) as first:
        first.send(EditOrganisation(name="Demo", currencies=("EUR",)))
        for name in ("Adelheid", "Bjarne", "Chloe"):
            first.opens(name, "DE")
        first.moves("Bjarne", "DK")
    folds = (*EVERY_PROJECTION, FirstCountries(), Countries())
    monkeypatch.setattr("entrypoints.bootstrap.EVERY_PROJECTION", folds)
    told = conversation(PAGE)
    assert [command.split()[2] for command, _ in told] == [
        *("rebuild", "diff", "switch", "rollback", "switch", "drop")
    ]
    for command, expected in told:
        name, *words = shlex.split(command)
        answer = Terminal()(*words)
        assert (name, answer.status) == ("perpetua", 0)
        assert plain(answer.err + answer.out) == expected, command


def _moved(shop: Release) -> tuple[str | None, str | None]:
    seen = shop.countries()
    return seen["Bjarne"], seen["Chloe"]
