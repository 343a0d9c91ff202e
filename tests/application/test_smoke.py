from tests.support.fakes_shop import Shop
def test_x(shop: Shop) -> None:
    a = shop.sell()
    print(shop.provision(a), shop.kinds(a), shop.vendor.calls)
    assert shop.vendor.purchases == 1
