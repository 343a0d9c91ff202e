"""The billing record of a purchased perpetual licence, and how it is provisioned."""
