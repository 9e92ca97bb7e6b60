"""Activation codes: setting an own password."""
