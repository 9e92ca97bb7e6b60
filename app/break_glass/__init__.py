"""Asking why, before somebody outside the team sees a masked person; telling the supervisor who did."""
