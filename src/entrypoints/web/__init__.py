"""Pages for people: the back office, the storefront, and the audit (SPEC section 6)."""
