"""That what was added works, tried through the pages where it has any. Each runs in the scratch copy alone."""
