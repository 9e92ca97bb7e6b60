"""Before others rely on it: what would be unsafe about this installation, and what to do about it."""
