"""Cases: what happened in them, where they stand, and the one way in which they change."""
