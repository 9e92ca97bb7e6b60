"""Screening: the first looks that decide where somebody belongs."""
