"""The stories of the demo's clients: who, which way, played day by day."""
