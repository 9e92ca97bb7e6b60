"""The case page and everything that is done there: moves, tasks, notes, documents, records."""
