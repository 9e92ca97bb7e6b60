"""Going live: running cases taken over as they stood on a key day, one by one or from a sheet."""
