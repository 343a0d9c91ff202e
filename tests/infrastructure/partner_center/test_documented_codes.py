"""The codes that prove that nothing was bought, against Microsoft's published tables (D7)."""

import csv

from infrastructure.partner_center.documented_codes import CART_STATES, REFUSALS
from tests.infrastructure.partner_center.samples import needs_samples, sample

OF_ORDERS_THAT_EXIST = {
    *((400, code) for code in ("800040", "800041", "800061", "800063", "800071", "900117")),
    *((403, code) for code in ("800019", "800043", "800077")),
    *((404, code) for code in ("20000", "800007", "800037", "800038")),
}
NOT_FOUND = {(404, "1000")}
ON_OPERATION_PAGES = {(403, "400030"), (404, "400019")}


@needs_samples
def test_d7_every_documented_4xx_is_a_refusal_unless_it_proves_nothing() -> None:
    documented = {
        (int(row["http_status"]), row["code"])
        for name in ("error_codes_2021.csv", "error_codes_2026_additions.csv")
        for row in csv.DictReader(sample(name).decode("utf-8-sig").splitlines())
        if row["http_status"] in ("400", "403", "404", "417")
    }
    states = {key for key in CART_STATES if key[0] != 409}
    proves_nothing = OF_ORDERS_THAT_EXIST | NOT_FOUND | states
    assert (documented | ON_OPERATION_PAGES) - proves_nothing == REFUSALS


def test_d7_no_refusal_has_a_status_that_proves_nothing() -> None:
    assert {status for status, _ in REFUSALS} == {400, 403, 404, 417}
    assert not REFUSALS & set(CART_STATES)
