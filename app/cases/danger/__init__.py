"""Who is in danger: the red band of the first pages, of the case page and of the lists."""
