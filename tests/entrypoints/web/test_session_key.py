"""The secret that signs sessions."""

from __future__ import annotations

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


def test_machines_that_serve_the_same_people_are_given_the_same_key(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, session_key=SecretStr("shared"))
    assert session_key(settings) == "shared"
    assert not list(tmp_path.iterdir())
