"""Pages: rendering, compiled templates, pagination, the menu, flash messages, cached results."""
