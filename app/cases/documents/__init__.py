"""Documents as rows: who may open which, and which of their files are no longer what they were."""
