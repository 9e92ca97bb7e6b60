"""What people send: read in pieces, within bounds, only from whom it is worth reading, and kept in no cache."""
