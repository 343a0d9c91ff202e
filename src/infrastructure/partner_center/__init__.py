"""Microsoft Partner Center over HTTP: catalogue, price sheets, customers, carts and orders."""
