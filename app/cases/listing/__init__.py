"""The list of cases: filters, keyset pagination, its page."""
