"""Microsoft's five shapes of an error (contract 3.1)."""

import httpx
import pytest

from infrastructure.partner_center.faults import Fault, fault_of

SHAPES = [
    (
        b'{"code":"400013","description":"Product was not found.","data":[],"source":"PartnerFD"}',
        ("400013", "Product was not found."),
    ),
    (
        b'\xef\xbb\xbf{"code":800009,"description":null,"message":"Error in cart","data":{"a":1}}',
        ("800009", "Error in cart"),
    ),
    (
        b'{"code":600061,"message":"short","description":"It exists","errorName":"X",'
        b'"isRetryable":false,"parameters":{},"errorMessageExtended":"y"}',
        ("600061", "It exists"),
    ),
    (
        b'{ "statusCode": 429, "message": "Rate limit is exceeded. Try again in 57 seconds." }',
        ("", "Rate limit is exceeded. Try again in 57 seconds."),
    ),
    (
        b'{"error":{"code":"accessDenied","message":"No access","innerError":{"code":"x"}}}',
        ("accessDenied", "No access"),
    ),
    (b'{"error":"invalid_grant"}', ("", "Bad Request")),
    (b"", ("", "Bad Request")),
    (b"plain words", ("", "plain words")),
    (b"<html><title>Gateway</title></html>", ("", "Bad Request")),
    (b'["odd"]', ("", "Bad Request")),
    (b"\xff\xfe\x00", ("", "\ufffd\ufffd\x00")),
]


@pytest.mark.parametrize(("body", "expected"), SHAPES)
def test_an_error_is_read_in_every_shape(body: bytes, expected: tuple[str, str]) -> None:
    assert fault_of(httpx.Response(400, content=body)) == Fault(400, *expected)


def test_microsoft_s_words_are_cut_at_their_documented_length() -> None:
    answer = httpx.Response(400, json={"code": "3000", "description": "x" * 2000})
    assert len(fault_of(answer).message) == 1024


def test_a_fault_without_a_code_is_named_by_its_status() -> None:
    fault = fault_of(httpx.Response(502))
    assert (fault.name, str(fault)) == ("http_502", "502: Bad Gateway")
