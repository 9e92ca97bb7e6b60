"""Verifying clients' data: whose are due, the form, its history."""
