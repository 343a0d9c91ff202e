"""The secret that signs sessions."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pydantic import SecretStr

from entrypoints.settings import Settings
from entrypoints.web.session_key import session_key


def test_a_key_is_made_once_and_for_this_user_only(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    made = session_key(settings)
    assert session_key(settings) == made
    assert len(made) > 40
    assert [oct(file.stat().st_mode & 0o777) for file in tmp_path.iterdir()] == ["0o600"]


def test_processes_that_start_at_once_in_a_new_folder_come_to_the_same_key(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "new")
    with ThreadPoolExecutor(8) as several:
        keys = set(several.map(session_key, [settings] * 8))
    assert len(keys) == 1
    assert len(keys.pop()) > 40
    assert oct((tmp_path / "new").stat().st_mode & 0o777) == "0o700"


def test_machines_that_serve_the_same_people_are_given_the_same_key(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, session_key=SecretStr("shared"))
    assert session_key(settings) == "shared"
    assert not list(tmp_path.iterdir())
