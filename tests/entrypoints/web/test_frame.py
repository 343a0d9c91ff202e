"""What every page stands on: who is signed in, what a browser may do, how failures look."""

from __future__ import annotations

import httpx
import pytest


def test_who_is_not_signed_in_is_asked_who_they_are_and_led_back(nobody: httpx.Client) -> None:
    asked = nobody.get("/bss/assets")
    assert (asked.status_code, asked.headers["Location"]) == (303, "/?next=/bss/assets")
    assert 'name="wanted" value="/bss/assets"' in nobody.get("/?next=/bss/assets").text
    entered = nobody.post("/sign-in", data={"who": "operator:maria", "wanted": "/bss/assets"})
    assert entered.headers["Location"] == "/bss/assets"
    assert nobody.get("/bss/assets").status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example", "/\\evil.example"])
def test_signing_in_leads_to_no_other_site(nobody: httpx.Client, elsewhere: str) -> None:
    entered = nobody.post("/sign-in", data={"who": "auditor:eva", "wanted": elsewhere})
    assert entered.headers["Location"] == "/audit"


def test_nobody_signs_in_as_somebody_who_could_not_act(nobody: httpx.Client) -> None:
    refused = nobody.post("/sign-in", data={"who": "emperor:nero"})
    assert refused.status_code == 422
    assert "names nobody who could act" in refused.text


def test_who_signed_out_is_asked_again(operator: httpx.Client) -> None:
    assert operator.post("/sign-out").headers["Location"] == "/"
    assert operator.get("/bss/assets").status_code == 303


def test_a_session_of_another_key_is_none(operator: httpx.Client) -> None:
    operator.cookies.set("perpetua", operator.cookies["perpetua"][:-3] + "abc")
    assert operator.get("/bss/assets").status_code == 303


def test_a_form_of_another_site_does_nothing(operator: httpx.Client) -> None:
    refused = operator.post("/sign-out", headers={"Origin": "https://evil.example"})
    assert refused.status_code == 403
    assert operator.get("/bss/assets").status_code == 200


def test_no_page_runs_scripts_or_styles_of_its_own_text(operator: httpx.Client) -> None:
    answer = operator.get("/bss/assets")
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "style=" not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_styles_and_scripts_may_be_kept_for_ever_and_change_their_address(
    nobody: httpx.Client,
) -> None:
    page = nobody.get("/").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    kept = nobody.get(address)
    assert kept.status_code == 200
    assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_an_address_of_nothing_says_so_and_shows_the_way(operator: httpx.Client) -> None:
    missing = operator.get("/bss/nowhere")
    assert missing.status_code == 404
    assert "No page has the address /bss/nowhere" in missing.text
    assert 'href="/bss">To the start' in missing.text


def test_an_id_that_is_none_names_nothing(operator: httpx.Client) -> None:
    assert operator.get("/bss/assets?account_id=nonsense").status_code == 422


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [("el-GR,el;q=0.9", "el"), ("de-CH,fr;q=0.5", "de"), ("fr", "en"), ("", "en"), ("%%", "en")],
)
def test_a_page_speaks_what_the_browser_asks_for_b17(
    nobody: httpx.Client, asked: str, spoken: str
) -> None:
    page = nobody.get("/", headers={"Accept-Language": asked})
    assert f'<html lang="{spoken}"' in page.text


def test_the_chosen_language_and_colours_stay_b17(nobody: httpx.Client) -> None:
    chosen = {"language": "de", "theme": "dark", "back": "/?next=/bss/assets"}
    answer = nobody.post("/preferences", data=chosen)
    assert answer.headers["Location"] == "/?next=/bss/assets"
    assert '<html lang="de" data-bs-theme="dark">' in nobody.get("/").text
    nobody.post("/preferences", data={"theme": "auto"})
    assert '<html lang="de">' in nobody.get("/").text
