"""Files that somebody sent, while they are worked on: apart from everything else, and one after another."""
