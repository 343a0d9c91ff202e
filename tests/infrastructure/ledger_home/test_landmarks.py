"""Landmarks outside the database: the highest counts, and none is lost silently (D33)."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from application.ports.ledger_home import Landmark, WitnessFailed
from infrastructure.ledger_home.landmarks import Landmarks

COMMAND = UUID("01953a10-0000-7000-8000-00000000c0de")


def landmark(epoch: int, position: int) -> Landmark:
    return Landmark(epoch, position, COMMAND)


def test_a_later_epoch_goes_before_a_later_position(tmp_path: Path) -> None:
    kept = Landmarks(tmp_path / "data", "ledger")
    assert kept.highest() is None
    for each in (landmark(1, 900), landmark(1, 1000), landmark(2, 7)):
        kept.keep(each)
        assert kept.highest() == each
    kept.keep(landmark(1, 2000))
    assert kept.highest() == landmark(2, 7)


def test_an_older_landmark_beside_a_newer_one_changes_nothing(tmp_path: Path) -> None:
    kept = Landmarks(tmp_path, "ledger")
    kept.keep(landmark(1, 9))
    (older,) = tmp_path.iterdir()
    kept.keep(landmark(1, 10))
    older.touch()
    assert kept.highest() == landmark(1, 10)


def test_other_files_beside_the_landmarks_are_none(tmp_path: Path) -> None:
    kept = Landmarks(tmp_path, "ledger")
    kept.keep(landmark(1, 9))
    (file,) = tmp_path.iterdir()
    file.with_name(f"{file.name} (copy)").touch()
    assert kept.highest() == landmark(1, 9)


def test_ledgers_in_one_folder_have_their_own(tmp_path: Path) -> None:
    Landmarks(tmp_path, "one").keep(landmark(1, 9))
    assert Landmarks(tmp_path, "other").highest() is None


def test_a_folder_that_cannot_be_written_stops_buying(tmp_path: Path) -> None:
    file = tmp_path / "no-folder"
    file.touch()
    with pytest.raises(WitnessFailed, match="cannot be written"):
        Landmarks(file / "data", "ledger").keep(landmark(1, 9))
