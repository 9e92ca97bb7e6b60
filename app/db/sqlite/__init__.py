"""SQLite: pooled readers, one writer thread, types."""
