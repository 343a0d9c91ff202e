"""Settings of the process: environment `PERPETUA_…`, `.env`, and the data folder's own file."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Self

from platformdirs import user_data_path
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

SETTINGS_FILE = "perpetua.env"
"""In the data folder: what the demo, or an installer, set there."""


class Settings(BaseSettings):
    """Secrets come from here only, never from the ledger (SPEC section 5)."""

    model_config = SettingsConfigDict(env_prefix="PERPETUA_", extra="ignore")

    data_dir: Path = Field(
        default_factory=lambda: user_data_path("perpetua"),
        description="Folder of the SQLite file and of everything else that is kept on disk.",
    )
    database_url: str = Field(
        default="",
        description="sqlite:///FILE or postgresql://…; a file in the data folder. Several hosts of "
        "a cluster: postgresql://USER@HOST,HOST/DATABASE?target_session_attrs=read-write.",
    )
    login_url: str = Field(
        default="https://login.microsoftonline.com", description="Where tokens are issued."
    )
    partner_center_url: str = Field(
        default="https://api.partnercenter.microsoft.com",
        description="Partner Center's commerce API.",
    )
    partner_api_url: str = Field(
        default="https://api.partner.microsoft.com", description="Price sheets."
    )
    graph_url: str = Field(
        default="https://graph.microsoft.com", description="Microsoft's exports of invoice lines."
    )
    partner_center_client_id: str = Field(default="", description="App registration.")
    partner_center_client_secret: SecretStr = Field(
        default=SecretStr(""), description="Secret of the app registration."
    )
    partner_center_refresh_token: SecretStr = Field(
        default=SecretStr(""),
        description="Refresh token of the signed-in user (App+User). Microsoft replaces it now "
        "and then; the newest is kept in the data folder, until another one is set here.",
    )
    credentials_file: Path | None = Field(
        default=None,
        description="JSON file of further credentials by reference: "
        '{"NAME": {"client_id": …, "client_secret": …, "refresh_token": …}}.',
    )
    read_timeout: float = Field(default=30.0, gt=0, description="Seconds to wait for Microsoft.")
    calls_per_minute: int = Field(
        default=480,
        ge=8,
        description="Calls that all processes together may send for customers of one partner "
        "tenant; Microsoft throttles at 500.",
    )
    not_bought_after: float = Field(
        default=30.0,
        ge=15.0,
        description="Minutes after the last checkout from which an unknown outcome may turn out "
        "as not bought.",
    )
    sync_lease: float = Field(
        default=120.0,
        gt=0,
        description="Seconds that a catalogue run which died keeps its instance from the next one.",
    )
    work_lease: float = Field(
        default=45.0,
        gt=0,
        description="Seconds after which a dead worker's asset is taken over by another one.",
    )
    strict_replication: bool = Field(
        default=False,
        description="PostgreSQL replicates strictly synchronously: a fail-over loses nothing, and "
        "does not pause buying. Changed later, it pauses buying once.",
    )
    signing_key: Path | None = Field(
        default=None,
        description="Ed25519 key (PEM) that signs the ledger's heads; made in the data folder at "
        "first use. Several machines on one database share one.",
    )
    session_key: SecretStr = Field(
        default=SecretStr(""),
        description="Secret that signs sessions and forms of the pages; made in the data folder at "
        "first use. Several machines that serve the same people share one.",
    )
    simulator_port: int | None = Field(
        default=None, description="Port of the demo's Partner Center simulator."
    )
    simulator_seed: int = Field(default=1, description="Seed of the demo's simulator.")

    @classmethod
    def load(cls) -> Self:
        """Environment first, then `.env` here, then the data folder's file."""
        folder = Path(os.environ.get("PERPETUA_DATA_DIR") or user_data_path("perpetua"))
        return cls(_env_file=(folder / SETTINGS_FILE, ".env"))

    @property
    def database(self) -> str:
        """The database's address; by default a SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir / 'perpetua.sqlite'}"

    @property
    def sqlite_file(self) -> Path | None:
        """The file of a SQLite database; None on PostgreSQL."""
        scheme, _, path = self.database.partition(":///")
        return Path(path) if scheme == "sqlite" else None

    @property
    def refresh_tokens(self) -> Path:
        """The newest refresh tokens by tenant and reference; for this user's eyes only."""
        return self.data_dir / "refresh-tokens.json"

    @property
    def signing_key_file(self) -> Path:
        """The key that signs heads of the ledger; for this user's eyes only."""
        return self.signing_key or self.data_dir / "signing-key.pem"

    @property
    def simulator_state(self) -> Path:
        """State file of the demo's simulator."""
        return self.data_dir / "simulator.sqlite"

    def named_credentials(self, reference: str) -> dict[str, str] | None:
        """client_id, client_secret and refresh_token kept under a reference; None when unknown."""
        if self.credentials_file:
            known: dict[str, dict[str, str]] = json.loads(self.credentials_file.read_text())
            if reference in known:
                return known[reference]
        if reference != "default" or not self.partner_center_client_id:
            return None
        return {
            "client_id": self.partner_center_client_id,
            "client_secret": self.partner_center_client_secret.get_secret_value(),
            "refresh_token": self.partner_center_refresh_token.get_secret_value(),
        }
