"""Documents of a case: upload, download, removal."""
