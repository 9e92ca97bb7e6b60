"""Forms: decoding, validation, conversion, and reading back what was typed."""
