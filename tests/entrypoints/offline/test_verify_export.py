"""The offline verifier believes nobody: neither a line, nor a head, nor a key (B4)."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from entrypoints.offline.verify_export import GENUINE, UNUSABLE, head_of, key_of, linked, main
from infrastructure.tamper_evidence.links import GENESIS, framed, links
from tests.entrypoints.offline.exports import POSITIONS, Export, export, signed

WHOLE = b"".join(export().lines)


def test_b4_an_export_up_to_its_head_is_genuine() -> None:
    verdict = export().verified()
    assert (verdict.ok, verdict.events, verdict.behind_head) == (True, 6, 0)


def test_b4_lines_behind_the_head_are_counted_and_not_vouched_for() -> None:
    verdict = export(upto=5).verified()
    assert (verdict.ok, verdict.events, verdict.behind_head) == (True, 4, 2)


@given(at=st.integers(0, len(WHOLE) - 1), by=st.integers(1, 255))
def test_b4_any_single_byte_of_an_export_that_changes_is_found(at: int, by: int) -> None:
    changed = WHOLE[:at] + bytes([WHOLE[at] ^ by]) + WHOLE[at + 1 :]
    lines = changed.splitlines(keepends=True)
    assert not replace(export(), lines=lines).verified().ok


@given(at=st.integers(0, len(WHOLE) - 1))
def test_b4_a_byte_that_is_taken_away_is_found(at: int) -> None:
    lines = (WHOLE[:at] + WHOLE[at + 1 :]).splitlines(keepends=True)
    assert not replace(export(), lines=lines).verified().ok


@pytest.mark.parametrize("number", range(len(POSITIONS)))
def test_b4_a_changed_line_is_named_by_its_position(number: int) -> None:
    made = export()
    made.lines[number] = made.lines[number].replace(b"renamed", b"removed")
    verdict = made.verified()
    assert (verdict.ok, verdict.first_bad_position) == (False, POSITIONS[number])


@pytest.mark.parametrize("number", range(len(POSITIONS) - 1))
def test_b4_a_missing_line_is_named_by_the_one_that_follows(number: int) -> None:
    made = export()
    del made.lines[number]
    verdict = made.verified()
    assert (verdict.ok, verdict.first_bad_position) == (False, POSITIONS[number + 1])


def test_b4_lines_that_changed_places_are_found() -> None:
    made = export()
    made.lines[1], made.lines[2] = made.lines[2], made.lines[1]
    assert made.verified().first_bad_position == 3


@pytest.mark.parametrize("kept", range(len(POSITIONS)))
def test_b4_an_export_that_ends_before_its_head_is_found(kept: int) -> None:
    made = export()
    last = POSITIONS[kept - 1] if kept else 0
    verdict = replace(made, lines=made.lines[:kept]).verified()
    assert (verdict.ok, verdict.first_bad_position) == (False, last + 1)


def test_b4_hashes_that_were_computed_anew_contradict_the_head() -> None:
    made, link, forged = export(upto=5), bytes(32), []
    for line in made.lines:
        event = json.loads(line.replace(b"renamed", b"removed"))
        link = linked(link, event)
        forged.append(json.dumps({**event, "hash": link.hex()}, separators=(",", ":")) + "\n")
    verdict = replace(made, lines=[line.encode() for line in forged]).verified()
    assert (verdict.ok, verdict.first_bad_position) == (False, 1)
    assert "not with the head" in (verdict.problem or "")


def test_b4_a_head_of_another_key_or_with_other_facts_is_no_head() -> None:
    made = export()
    other = Ed25519PrivateKey.generate().public_key()
    changed = [{**made.head, "events": 7}, {**made.head, "signature": "zz"}]
    for each in (replace(made, key=other), *(replace(made, head=head) for head in changed)):
        verdict = each.verified()
        assert (verdict.ok, verdict.first_bad_position) == (False, None)
        assert "did not sign" in (verdict.problem or "")
    assert not replace(made, head=signed(9, made.head["hash"], 7)).verified().ok


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"[1]\n",
        b"null\n",
        b"[" * 100_000,
        b'{"position":1}\n',
        export().lines[0].replace(b'"version":1', b'"version":true'),
        export().lines[0].replace(b'"version":1', b'"version":1.0'),
        export().lines[0].replace(b'"version":1', b'"version":99999999999999999999'),
        export().lines[0].replace(b'"position":1', b'"position":null'),
        export().lines[0].replace(b"\\u03bb", b"\\udcce\\udcbb"),
        export().lines[0].replace(b"\\u03bb", b"\\ud800"),
    ],
    ids=range(12),
)
def test_b4_whatever_is_no_line_of_an_export_is_refused(line: bytes) -> None:
    made = export()
    verdict = Export([line, *made.lines[1:]], made.head).verified()
    assert (verdict.ok, verdict.first_bad_position) == (False, 1)


def test_b4_the_verifier_and_the_ledger_compute_the_same_links() -> None:
    """They share no code, so that neither hides a mistake of the other."""
    events = [json.loads(line) for line in export().lines]
    frames = [
        framed(
            (
                event["position"],
                event["stream"].encode(),
                event["version"],
                event["topic"].encode(),
                event["state"].encode("utf-8", "surrogateescape"),
            )
        )
        for event in events
    ]
    assert [link.hex() for link in links(GENESIS, frames)] == [event["hash"] for event in events]
    absent = {**events[0], "topic": None, "version": None, "state": None}
    frame = framed((1, events[0]["stream"].encode(), None, None, None))
    assert links(GENESIS, [frame]) == [linked(GENESIS, absent)]


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"position": "1"}', b"\xff"])
def test_files_that_are_no_head_and_no_key_are_told_apart(content: bytes) -> None:
    for read in (head_of, key_of):
        with pytest.raises(Exception, match="perpetua audit"):
            read(content)


def test_a_missing_file_is_no_verdict(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["none.jsonl", "--head", "none.json", "--public-key", "none.pem"]) == UNUSABLE
    assert "none.json cannot be read" in capsys.readouterr().err
    assert UNUSABLE != GENUINE
