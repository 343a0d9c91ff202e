"""B7: version 1 folds wrongly; version 2 is built beside traffic, compared, switched, and back."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event as Signal

import pytest

from application.organisation.edit_organisation import EditOrganisation
from application.ports.projections import FieldDifference
from application.read_models.rebuild_projection import RebuildProjection
from application.read_models.roll_back_projection import RollBackProjection
from application.read_models.switch_projection import SwitchProjection
from entrypoints.bootstrap import upgrade_schema
from entrypoints.settings import Settings
from tests.journey.countries import Countries, FirstCountries
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


def _moved(shop: Release) -> tuple[str | None, str | None]:
    seen = shop.countries()
    return seen["Bjarne"], seen["Chloe"]
