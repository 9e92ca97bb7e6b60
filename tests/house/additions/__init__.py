"""What it takes to add one of each: a record, a code, a role, a table, a filter, a page, a journey. Added, proven, counted."""
