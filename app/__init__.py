"""Pulih, the server: slices that follow clients through rehabilitation, and what they stand on."""

import app.db.sqlite.library  # noqa: F401  the newer SQLite must be in place before anything opens a database
