"""A rotated refresh token outlives the process, and no secret is told (contract 1.2)."""

import json
import logging
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import parse_qs

import httpx
import pytest

from application.ports.microsoft.errors import VendorUnavailable
from infrastructure.partner_center.refresh_tokens import RefreshTokens, SignIn
from tests.infrastructure.partner_center.support import PARTNER, TENANT, Center, listing

SIGN_IN = SignIn("contoso.example", "default", "refresh-1")
RECONFIGURED = SignIn("contoso.example", "default", "refresh-1-anew")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "refresh-tokens.json"


def used_by(center: Center) -> list[str]:
    """The refresh tokens of one read."""
    center.vendor.find_orders(TENANT)
    forms = [parse_qs(request.content.decode()) for request in center.token_requests]
    return [form["refresh_token"][0] for form in forms]


def rotating(center: Center, to: str) -> Center:
    center.token_answer = lambda request: httpx.Response(
        200, json={"access_token": "a", "refresh_token": to}
    )
    return center


def refusing(center: Center, *refused: str) -> Center:
    def answer(request: httpx.Request) -> httpx.Response:
        if any(token in request.content.decode() for token in refused):
            said = f"AADSTS700082: {request.content.decode()} has expired."
            return httpx.Response(400, json={"error": "invalid_grant", "error_description": said})
        return httpx.Response(200, json={"access_token": "a"})

    center.token_answer = answer
    return center


def test_the_next_process_signs_in_with_the_newest_token(file: Path) -> None:
    first = rotating(Center(listing(), refresh_tokens=RefreshTokens(file)), "rotated-2")
    second = Center(listing(), refresh_tokens=RefreshTokens(file))
    assert (used_by(first), used_by(second)) == (["refresh-1"], ["rotated-2"])


def test_a_process_that_runs_reads_what_another_one_kept(file: Path) -> None:
    mine, theirs = RefreshTokens(file), RefreshTokens(file)
    assert mine.newest(SIGN_IN) == "refresh-1"
    theirs.keep(SIGN_IN, "rotated-2")
    assert mine.newest(SIGN_IN) == "rotated-2"


def test_a_token_that_is_newly_configured_wins_over_the_kept_one(file: Path) -> None:
    tokens = RefreshTokens(file)
    tokens.keep(SIGN_IN, "rotated-2")
    assert tokens.newest(RECONFIGURED) == "refresh-1-anew"
    tokens.keep(RECONFIGURED, "rotated-3")
    assert (tokens.newest(RECONFIGURED), tokens.newest(SIGN_IN)) == ("rotated-3", "refresh-1")


def test_tenants_and_references_have_tokens_of_their_own(file: Path) -> None:
    tokens = RefreshTokens(file)
    tokens.keep(SIGN_IN, "rotated-2")
    assert tokens.newest(SignIn("contoso.example", "second", "refresh-1")) == "refresh-1"
    assert tokens.newest(SignIn("fabrikam.example", "default", "refresh-1")) == "refresh-1"


def test_writers_at_the_same_time_lose_nobody_s_token(file: Path) -> None:
    sign_ins = [SignIn("contoso.example", f"r{number}", "refresh-1") for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda each: RefreshTokens(file).keep(each, each.reference), sign_ins))
    kept = RefreshTokens(file)
    assert [kept.newest(each) for each in sign_ins] == [each.reference for each in sign_ins]


def test_a_kept_token_that_is_refused_gives_way_to_the_configured_one(file: Path) -> None:
    center = Center(listing(), refresh_tokens=RefreshTokens(file))
    rotating(center, "rotated-2").vendor.find_orders(TENANT)
    again = refusing(Center(listing(), refresh_tokens=RefreshTokens(file)), "rotated-2")
    assert used_by(again) == ["rotated-2", "refresh-1"]
    third = Center(listing(), refresh_tokens=RefreshTokens(file))
    assert used_by(third) == ["refresh-1"]


def test_a_refusal_of_both_keeps_the_token_and_tells_neither(file: Path) -> None:
    """A missing consent for one audience must not cost the token of the others."""
    rotating(Center(listing(), refresh_tokens=RefreshTokens(file)), "rotated-2").vendor.find_orders(
        TENANT
    )
    refused = refusing(
        Center(listing(), refresh_tokens=RefreshTokens(file)), "rotated-2", "refresh-1"
    )
    with pytest.raises(VendorUnavailable, match="AADSTS700082") as unavailable:
        refused.vendor.find_orders(TENANT)
    assert len(refused.token_requests) == 2
    for secret in ("rotated-2", "refresh-1", "s3cret"):
        assert secret not in str(unavailable.value)
    assert used_by(Center(listing(), refresh_tokens=RefreshTokens(file))) == ["rotated-2"]


def test_only_its_owner_reads_the_file_and_it_holds_no_configured_token(file: Path) -> None:
    RefreshTokens(file).keep(SIGN_IN, "rotated-2")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "refresh-1" not in file.read_text()
    assert [each.name for each in file.parent.glob("*.json*") if each.suffix != ".lock"] == [
        file.name
    ]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"contoso.example/default": 7}', '"x"'])
def test_an_unreadable_file_costs_no_more_than_the_kept_token(
    file: Path, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    file.parent.mkdir()
    file.write_text(content)
    assert RefreshTokens(file).newest(SIGN_IN) == "refresh-1"
    RefreshTokens(file).keep(SIGN_IN, "rotated-2")
    assert RefreshTokens(file).newest(SIGN_IN) == "rotated-2"
    assert json.loads(file.read_text())
    assert "unreadable" in caplog.text


def test_where_nothing_can_be_written_the_process_keeps_it_for_itself(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    with caplog.at_level(logging.WARNING):
        tokens = RefreshTokens(tmp_path / "data" / "refresh-tokens.json")
        tokens.keep(SIGN_IN, "rotated-2")
        assert tokens.newest(SIGN_IN) == "rotated-2"
    assert "was not kept" in caplog.text
    assert "rotated-2" not in caplog.text


def test_a_sign_in_shows_no_secret() -> None:
    assert "refresh-1" not in repr(SIGN_IN)


def test_a_token_that_another_process_kept_meanwhile_is_tried_before_the_configured(
    file: Path,
) -> None:
    """Where Microsoft refuses a token once it was exchanged, the loser of a race goes on."""
    other = RefreshTokens(file)
    center = Center(listing(), refresh_tokens=RefreshTokens(file))
    sign_in = SignIn(PARTNER, "default", "refresh-1")

    def exchanged_by_another(request: httpx.Request) -> httpx.Response:
        if b"refresh-1" in request.content:
            other.keep(sign_in, "rotated-2")
            return httpx.Response(400, json={"error": "invalid_grant", "error_description": "x"})
        return httpx.Response(200, json={"access_token": "a"})

    center.token_answer = exchanged_by_another
    assert used_by(center) == ["refresh-1", "rotated-2"]
