"""Invented clients with a believable past, made by the application's own actions. No person in it exists."""
