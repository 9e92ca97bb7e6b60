"""Every control on one page, for those who build pages. Served in development only."""
