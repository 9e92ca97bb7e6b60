"""Victims: safety, protection and what the police and hospitals do."""
