"""Home visits: note, service, photo and task in one screen and one transaction."""
