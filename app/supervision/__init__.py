"""The supervisor's desk: which cases are stalled, and why."""
