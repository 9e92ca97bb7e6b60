"""Clients: the people whom the division serves, and those around them."""
