"""A province of invented clients for measuring: a few hundred histories, made by the engine and stamped out many times.

Every copy is shifted by whole weeks and has people, a region and papers of its own, so that each of them folds.
"""
