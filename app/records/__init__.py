"""Typed records of a case: their form, validation, history and the facts they set."""
