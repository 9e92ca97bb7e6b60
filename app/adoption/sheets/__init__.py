"""Spreadsheets of running cases: reading, parsing, validation, writing."""
