"""Finding clients: one spelling for names and places, searching by whatever is typed, and who may be the same person."""
