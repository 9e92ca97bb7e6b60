"""Consent and first contact: who agreed to what, and who the client is."""
