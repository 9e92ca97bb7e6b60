"""What people in the demo say: names, notes and reasons, by type."""
