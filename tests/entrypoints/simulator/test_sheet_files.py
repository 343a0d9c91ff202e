"""A market's sheet file can be replaced by any bytes (B15, D25)."""

import io
import zipfile

import pytest

from tests.entrypoints.simulator.partner import Partner
from tests.entrypoints.simulator.sheets import SHEET, rows


def sheet_file(partner: Partner, market: str = "DE", accepted: str = "deflate") -> bytes:
    headers = {"Accept-Encoding": accepted}
    answer = partner.call("GET", SHEET.format(market=market), headers=headers)
    assert answer.status_code == 200
    return answer.content


def truncated() -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("sheet.csv", "ProductId,SkuId\n" * 1000)
    return archive.getvalue()[:900]


@pytest.mark.parametrize(
    "content",
    [
        truncated(),
        b"<!DOCTYPE html><p>Sign in",
        b'"ProductId","SkuId"\r\n"DG7GMGF0DWM3","0002"\r\n',
        bytes(range(256)) * 4,
        b"",
    ],
    ids=["truncated", "html", "without columns", "any bytes", "empty"],
)
def test_a_replaced_sheet_is_sent_byte_for_byte(partner: Partner, content: bytes) -> None:
    put = partner.http.put("/_simulator/sheets/de", content=content)
    assert put.json() == {"market": "DE", "bytes": len(content)}
    for accepted in ("deflate", "identity"):
        assert sheet_file(partner, accepted=accepted) == content


def test_other_markets_and_timelines_keep_their_sheets(partner: Partner) -> None:
    before = sheet_file(partner, "GR"), rows(partner, timeline="history")
    partner.http.put("/_simulator/sheets/DE", content=b"spoilt")
    assert before == (sheet_file(partner, "GR"), rows(partner, timeline="history"))


def test_a_replaced_sheet_is_restored(partner: Partner) -> None:
    before = sheet_file(partner)
    partner.http.put("/_simulator/sheets/DE", content=b"spoilt")
    partner.http.put("/_simulator/sheets/DE", content=b"spoilt again")
    assert partner.control("DELETE", "/sheets/DE") == {"restored": True}
    assert sheet_file(partner) == before
    assert partner.control("DELETE", "/sheets/DE") == {"restored": False}


def test_a_sheet_of_no_market_is_not_replaced(partner: Partner) -> None:
    assert partner.http.put("/_simulator/sheets/XX", content=b"").status_code == 400
