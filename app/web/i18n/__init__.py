"""Languages: catalogues, formats of numbers and days."""
