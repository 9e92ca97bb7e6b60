"""Moves of a case: making and voiding one, another type, another worker or region."""
