"""Filling in the forms of the demo's records."""
