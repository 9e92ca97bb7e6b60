"""People and organisations that use the product: signing in, sessions, roles, accounts."""
