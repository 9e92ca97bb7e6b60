"""Backup and restore: database and documents in one checked archive file, made while the server runs."""
