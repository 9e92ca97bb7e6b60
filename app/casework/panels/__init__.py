"""View models of the case page: its identity bar, its moves, its tasks, as plain values in the reader's language."""
