"""Drafts: forms that were not sent, kept for their writer."""
