"""The template compiler against Jinja itself."""
