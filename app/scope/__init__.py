"""Who may know of which client and which case."""
