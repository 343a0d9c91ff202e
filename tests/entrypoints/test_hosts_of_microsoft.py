"""One simulator stands for all of Microsoft's hosts, also for commands that come later."""

from pathlib import Path

import pytest

from entrypoints.demo.simulator import simulator_for
from entrypoints.settings import Settings


def hosts(settings: Settings) -> set[str]:
    return {
        settings.login_url,
        settings.partner_center_url,
        settings.partner_api_url,
        settings.graph_url,
    }


def test_a_simulator_answers_for_every_host(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PERPETUA_DATA_DIR", str(tmp_path))
    with simulator_for(Settings(data_dir=tmp_path)) as directed:
        assert len(hosts(directed)) == 1
        assert hosts(Settings.load()) == hosts(directed)


def test_without_settings_microsoft_s_own_hosts_answer() -> None:
    assert {host.partition("://")[0] for host in hosts(Settings())} == {"https"}
    assert Settings().graph_url == "https://graph.microsoft.com"
