"""Today: what each person who signs in should do next."""
